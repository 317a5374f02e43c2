//! Who says what about an article, and who is believed: overrides, the file beside it, front matter, the container,
//! the text. What is said and means nothing is named.

use dossier::config::{Config, Request, resolve};
use dossier::model::{Article, Fate, Known, Library, SetBy};
use dossier::{Diagnostic, Error, Silent, pipeline};
use std::fs;

const TEXT: &str = "The tide came in\n\nBy Ada Person\n\n3 May 2021\n\nThe harbour was open on Tuesday after two years of \
    work, the port authority said in a statement.\n\nShips from four countries are expected in the first week, and the \
    ferry will sail twice a day.\n\nShare on Facebook\n\nFirst printed in The Harbour Ledger.\n";

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("dossier.toml"), "").unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn config(folder: &tempfile::TempDir) -> Config {
    resolve(&Request { folder: Some(folder.path().to_path_buf()), ..Request::default() }).unwrap()
}

fn read(files: &[(&str, &str)]) -> (Library, Vec<Diagnostic>) {
    let folder = folder(files);
    let (library, mut report) = pipeline::library(&config(&folder), &Silent).unwrap();
    report.sort();
    let root = folder.path().display().to_string() + "/";
    for place in report.diagnostics.iter_mut().filter_map(|d| d.place.as_mut()) {
        place.path = place.path.replace(&root, "");
    }
    (library, report.diagnostics)
}

fn one(files: &[(&str, &str)]) -> Article {
    let (library, _) = read(files);
    assert_eq!(library.articles.len(), 1);
    library.articles.rows()[0].clone()
}

/// Warnings, as `path:line code message`.
fn warnings(files: &[(&str, &str)]) -> Vec<String> {
    let (_, found) = read(files);
    let shown = |d: &Diagnostic| {
        let place = d.place.as_ref().unwrap();
        format!("{}:{} {} {}", place.path, place.line.unwrap_or(0), d.code, d.message)
    };
    found.iter().filter(|d| d.severity != dossier::Severity::Note).map(shown).collect()
}

fn text_of(article: &Article) -> String {
    article.blocks.iter().map(|b| b.text.as_str()).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_strongest_is_believed_field_by_field() {
    let front = format!("---\ntitle: From front matter\nsource: Front\ndate: 2020-01-01\nlanguage: fr\n---\n{TEXT}");
    let article = one(&[
        ("a.md", &front),
        ("a.md.dossier.toml", "title = \"From beside\"\nsource = \"Beside\"\n"),
        ("overrides.toml", "[\"a.md\"]\ntitle = \"From overrides\"\n"),
    ]);
    let m = &article.metadata;
    let set = |value: &str, by| Known::Set { value: value.to_string(), by };
    assert_eq!(m.title, set("From overrides", SetBy::Overrides));
    assert_eq!(m.source, set("Beside", SetBy::Sidecar));
    assert!(matches!(&m.date, Known::Set { by: SetBy::FrontMatter, value } if value.to_string() == "2020-01-01"));
    assert_eq!(article.language.as_deref(), Some("fr"));
    assert_eq!(m.authors.how(), "stated");
    // What the file says of itself names its page; what others say moves nothing.
    assert_eq!(article.file_title, "From front matter");
    // What was printed in the place of a title is still there, for the file has another.
    let beside: Vec<&str> = article.beside.iter().map(|b| b.text.as_str()).collect();
    assert!(beside.contains(&"The tide came in") || text_of(&article).contains("The tide came in"), "{beside:?}");
}

#[test]
fn front_matter_is_in_the_account() {
    let article = one(&[("a.md", &format!("---\ntitle: The tide came in\nlayout: post\n---\n{TEXT}"))]);
    let piece = |fate: fn(&Fate) -> bool| -> Vec<String> {
        article.ledger.entries().filter(|e| fate(&e.fate) && e.line < 5).map(|e| e.text).collect()
    };
    assert_eq!(piece(|f| matches!(f, Fate::Record(_))), ["title: The tide came in"]);
    assert_eq!(piece(|f| matches!(f, Fate::SetAside { rule, .. } if rule.0 == "front-matter")), ["layout: post"]);
    assert!(!text_of(&article).contains("layout"));
    // The title is printed once more as the first line: that is the title, no paragraph.
    assert!(text_of(&article).starts_with("The harbour was open"), "{}", text_of(&article));
    // Lines are those of the file.
    assert_eq!(article.blocks[0].line, 11);
}

#[test]
fn a_container_tells_of_its_records() {
    let line = serde_json::json!({"text": TEXT, "title": "Another title", "date": "12. Mai 2019", "source": "Wire", "id": "x"});
    let files = [("d.jsonl", &*format!("{line}\n")), ("overrides.toml", "[\"d.jsonl#x\"]\nsource = \"Ours\"\n")];
    let article = one(&files);
    assert_eq!(article.origin.to_string(), "d.jsonl#x");
    let m = &article.metadata;
    assert_eq!(m.title, Known::Set { value: "Another title".into(), by: SetBy::Container });
    assert_eq!(m.source, Known::Set { value: "Ours".into(), by: SetBy::Overrides });
    assert_eq!(m.date.value().unwrap().to_string(), "2019-05-12");
    assert_eq!(warnings(&files), [""; 0]);
    let (_, found) = read(&[("d.jsonl", "{\"text\": \"Some words here.\", \"date\": \"some day\"}\n")]);
    assert!(found.iter().any(|d| d.code == "date-unread"), "{found:?}");
}

#[test]
fn a_file_beside_is_found_by_the_whole_name_or_by_the_name_alone() {
    let said = |files: &[(&str, &str)]| {
        read(files).0.articles.rows().iter().map(|a| a.metadata.source.value().cloned()).collect::<Vec<_>>()
    };
    let (wire, other) = ("source = \"Wire\"", format!("{TEXT} One word more."));
    assert_eq!(said(&[("x/a.txt", TEXT), ("x/a.dossier.toml", wire)]), [Some("Wire".to_string())]);
    assert_eq!(said(&[("a.txt", TEXT), ("a.md", TEXT), ("a.md.dossier.toml", wire)]), [Some("Wire".to_string()), None]);
    assert_eq!(
        warnings(&[("a.txt", TEXT), ("a.md", other.as_str()), ("a.dossier.toml", wire), ("b.txt.dossier.toml", wire)]),
        [
            "a.dossier.toml:0 sidecar-unmatched there is no article `a` for this correction",
            "b.txt.dossier.toml:0 sidecar-unmatched there is no article `b.txt` for this correction"
        ]
    );
    let folder = folder(&[("a.txt", TEXT), ("a.txt.dossier.toml", "\ntilte = \"T\"\n")]);
    let Err(Error::Configuration(found)) = pipeline::library(&config(&folder), &Silent) else { panic!("no error") };
    assert!(found[0].to_string().contains("a.txt.dossier.toml:2:1"), "{}", found[0]);
    assert!(found[0].to_string().contains("did you mean `title`?"), "{}", found[0]);
}

#[test]
fn lines_are_kept_and_set_aside_by_number_text_and_pattern() {
    let check = |correction: &str, clean: &str, kept: &[&str], gone: &[&str]| {
        let correction = format!("[\"a.txt\"]\n{correction}\n");
        let article = one(&[("a.txt", TEXT), ("overrides.toml", &correction), ("dossier.toml", clean)]);
        let text = text_of(&article);
        kept.iter().for_each(|line| assert!(text.contains(line), "{correction}{clean}: {line}\n{text}"));
        gone.iter().for_each(|line| assert!(!text.contains(line), "{correction}{clean}: {line}\n{text}"));
        let dropped = article.ledger.set_aside().filter(|aside| aside.rule.0 == "drop").count();
        assert_eq!(dropped, usize::from(correction.contains("drop") || clean.contains("drop")));
    };
    check("", "", &["The harbour was"], &["Share on"]);
    check("keep = [11]\ndrop = [7]", "", &["Share on"], &["The harbour was"]);
    check("keep = [\" Share on Facebook\"]\ndrop = \"/^The harbour/\"", "", &["Share on"], &["The harbour was"]);
    check("", "[clean]\nkeep = [\"/on F/\"]\ndrop = [\"/^The harbour/\"]", &["Share on"], &["The harbour was"]);
    check("", "[clean]\nrules = \"none\"\ndrop = [\"/^The harbour/\"]", &["Share on"], &["The harbour was"]);
    // What is said of one file is stronger than what is said of all.
    check("drop = [11]", "[clean]\nkeep = [\"/on F/\"]", &["The harbour was"], &["Share on"]);
    let article =
        one(&[("a.txt", TEXT), ("a.txt.dossier.toml", "keep = [11]"), ("overrides.toml", "[\"a.txt\"]\nkeep = [13]")]);
    assert!(text_of(&article).contains("Share on"));
}

#[test]
fn what_means_nothing_is_named_with_its_place() {
    let found = warnings(&[
        ("articles/a.txt", TEXT),
        ("articles/a.txt.dossier.toml", "\ndrop = \"/no such/\"\n"),
        (
            "dossier.toml",
            "[input]\nfolder = \"articles\"\n[clean]\nkeep = [\"Share on Facebook\",\n  \"no such line\"]\n[[sources]]\nname = \"A\"\n\
             match = [\"never printed\"]\n[[sources]]\nname = \"B\"\nmatch = [\"The Harbour Ledger\"]\n",
        ),
        ("overrides.toml", "[\"a.txt\"]\nkeep = [\n  11,\n  200]\n[\"b.txt\"]\n"),
    ]);
    assert_eq!(
        found,
        [
            "articles/a.txt.dossier.toml:2 line-unmatched `/no such/` under `drop` means no line of the file",
            "dossier.toml:5 line-unmatched `no such line` under `keep` means no line of any file",
            "dossier.toml:6 match-unmatched what `match` of the source `A` asks for stands in no file",
            "overrides.toml:4 line-unmatched line 200 under `keep` means no line of the file",
            "overrides.toml:5 override-unmatched `b.txt` is no file of this collection"
        ]
    );
    let (_, found) = read(&[("a.txt", TEXT), ("overrides.toml", "[\"b.txt\"]\n")]);
    let help = found.iter().find(|d| d.code == "override-unmatched").unwrap().help.clone().unwrap();
    assert!(help.starts_with("did you mean `a.txt`?"), "{help}");
}

#[test]
fn what_means_nothing_in_a_list_a_folder_or_a_source_is_named() {
    let front = format!("---\ntitle: The tide came in\nauthor: Ada Person\n\n{TEXT}");
    let records = "{\"id\": \"x\", \"text\": \"Some words here.\", \"title\": \"One\", \"title\": \"Two\", \
        \"date\": \"3/4/2021\", \"source\": \"The Wire\", \"source\": \"The Wire\"}\n";
    let files = [
        ("articles/a.txt", TEXT),
        ("articles/A.txt.dossier.toml", "title = \"T\"\n"),
        ("articles/b.md", &front),
        ("articles/d.jsonl", records),
        (
            "dossier.toml",
            "[input]\nfolder = \"articles\"\n[clean]\nkeep = [\"/^Share/\"]\ndrop = [\n  \"/^Share/\"]\n[[sources]]\n\
             name = \"The Wrie\"\n[[sources]]\nname = \"Elsewhere\"\n",
        ),
        (
            "overrides.toml",
            "[\"a.txt\"]\nretrieved = \"0203-05-01\"\nkeep = [1, 3]\ndrop = [3]\n[\"articles/b.md\"]\ntitle = \"T\"\n",
        ),
    ];
    let mut said = warnings(&files);
    said.sort();
    assert_eq!(
        said,
        [
            "a.txt:0 date-unlikely the date 0203-05-01 is hardly the day on which it was retrieved",
            "articles/A.txt.dossier.toml:0 sidecar-unmatched there is no article `A.txt` for this correction",
            "b.md:1 front-matter the front matter has no `---` at its end and stays with the text",
            "d.jsonl#x:0 date-unsure the date of the record is read as 2021-04-03, and may be 2021-03-04",
            "d.jsonl:1 key-twice `title` stands twice in this record; the first counts",
            "dossier.toml:6 kept-and-dropped `/^Share/` stands under `keep` and under `drop`, and is kept",
            "dossier.toml:7 source-unmatched no article is of the source `The Wrie`",
            "overrides.toml:4 kept-and-dropped line 3 stands under `keep` and under `drop`, and is kept",
            "overrides.toml:5 override-unmatched `articles/b.md` is no file of this collection",
        ]
    );
    let (_, found) = read(&files);
    let help = |code: &str| found.iter().find(|d| d.code == code).and_then(|d| d.help.clone()).unwrap_or_default();
    assert!(help("sidecar-unmatched").starts_with("did you mean `a.txt.dossier.toml`?"), "{found:?}");
    assert!(help("override-unmatched").starts_with("did you mean `b.md`?"), "{found:?}");
    assert_eq!(help("source-unmatched"), "did you mean `The Wire`?");
    // A list of outlets may name one that has no article yet.
    let note = found.iter().find(|d| d.message.contains("`Elsewhere`")).unwrap();
    assert_eq!(note.severity, dossier::Severity::Note);
    // Capitals make no other source, and what another entry names is no slip.
    let known = "[[sources]]\nname = \"the wire\"\n[[sources]]\nname = \"The Wrie\"\n";
    let (_, found) = read(&[("d.jsonl", records), ("dossier.toml", known)]);
    let found: Vec<_> = found.iter().filter(|d| d.code == "source-unmatched").collect();
    assert!(found.len() == 1 && found[0].severity == dossier::Severity::Note, "{found:?}");
    // What is named is read all the same.
    let folder = folder(&[("d.jsonl", records)]);
    let (_, report) = pipeline::library(&config(&folder), &Silent).unwrap();
    assert_eq!((report.files, report.skipped), (1, 0));
    // A rule above a note, or above keys of others, is no front matter.
    for text in ["---\nNote: the tide came in\n\n", "---\nlayout: post\n\n", "---\n\ntitle: T\n\n"] {
        assert_eq!(warnings(&[("a.md", &*(text.to_string() + TEXT))]), [""; 0], "{text}");
    }
}

#[test]
fn names_of_topics_and_links_that_mean_nothing_are_named() {
    let text = TEXT.replace("four countries", "France, Peru and Belgium");
    let settings = "[topics]\nignore = [\"Peru\",\n  \"Nothing\"]\nunlink = [\"Nowhere\", \"port\"]\n[[topics.merge]]\n\
        into = \"Belgium\"\nfrom = [\"Belgim\", \"Kingdom of Belgium\"]\n";
    let overrides = "[\"a.txt\"]\nunlink = [\"Frnce\", \"france\", \"ferry\", \"ferr\"]\n\
        topics = { remove = [\"Frnce\", \"Belgium\", \"Japan\"], add = [\"Shipping\", \"Frnace\"] }\n";
    let files = [("a.txt", &*text), ("dossier.toml", settings), ("overrides.toml", overrides)];
    assert_eq!(
        warnings(&files),
        [
            "dossier.toml:0 topic-unmatched `Belgim` under `from` is neither a topic nor words of any text",
            "dossier.toml:0 topic-unmatched `Kingdom of Belgium` under `from` is neither a topic nor words of any text",
            "dossier.toml:3 topic-unmatched `Nothing` under `ignore` is neither a topic nor words of any text",
            "dossier.toml:4 topic-unmatched `Nowhere` under `unlink` is neither a topic nor words of any text",
            "overrides.toml:1 topic-unmatched `Frnce` under `remove` of `topics` is no topic of this collection",
            "overrides.toml:1 topic-unmatched `Japan` under `remove` of `topics` is no topic of this collection",
            "overrides.toml:1 unlink-unmatched `Frnce` under `unlink` is neither a topic of the article nor words of its text",
            "overrides.toml:1 unlink-unmatched `ferr` under `unlink` is neither a topic of the article nor words of its text",
        ]
    );
    let (_, found) = read(&files);
    let help = |code: &str, name: &str| {
        let found = found.iter().find(|d| d.code == code && d.message.starts_with(name));
        found.and_then(|d| d.help.clone()).unwrap_or_default()
    };
    assert!(help("topic-unmatched", "`Frnce`").starts_with("did you mean `France`?"), "{found:?}");
    assert!(help("unlink-unmatched", "`Frnce`").starts_with("did you mean `France`?"), "{found:?}");
    assert_eq!(help("topic-new", "`Frnace`"), "did you mean `France`?");
    assert_eq!(help("topic-new", "`Shipping`"), "", "a new topic is a new topic");
    // What front matter says is told there, and a text that another article has is none of this one.
    let front = format!("---\ntopics: {{remove: [France]}}\nunlink: [France]\n---\n{TEXT}");
    assert_eq!(
        warnings(&[("a.md", &front), ("b.txt", &text)]),
        [
            "a.md:0 topic-unmatched `France` under `remove` of `topics` is no topic of the article",
            "a.md:0 unlink-unmatched `France` under `unlink` is neither a topic of the article nor words of its text",
        ]
    );
}

#[test]
fn what_holds_for_nothing_is_told_from_what_means_nothing() {
    let overrides = "[\"a.txt\"]\nsource = \"One\"\n[\"x/a.txt\"]\ndate = \"2020\"\n[\"x/B.TXT\"]\nsource = \"Two\"\n";
    let (_, found) = read(&[("x/a.txt", TEXT), ("x/b.txt", TEXT), ("overrides.toml", overrides)]);
    let said: Vec<String> = found.iter().filter(|d| d.code == "override-unmatched").map(ToString::to_string).collect();
    assert!(said[0].contains("what stands under `a.txt` does not hold: `x/a.txt` is the same file"), "{said:?}");
    assert!(said[1].contains("did you mean `x/b.txt`?"), "{said:?}");
    let article = one(&[("a.txt", TEXT), ("overrides.toml", "[\"a.txt\"]\nauthor = [\"\"]\ndate = \"0203-05-01\"\n")]);
    assert_eq!(article.metadata.authors.how(), "stated", "empty texts are not given");
    let found = warnings(&[("a.txt", TEXT), ("overrides.toml", "[\"a.txt\"]\ndate = \"0203-05-01\"\n")]);
    assert_eq!(found, ["a.txt:0 date-unlikely the date 0203-05-01 is hardly the day on which it was published"]);
    let folder = folder(&[("a.txt", TEXT), ("overrides.toml", "[a.txt]\ntitle = \"T\"\n")]);
    let Err(Error::Configuration(found)) =
        resolve(&Request { folder: Some(folder.path().to_path_buf()), ..Request::default() })
    else {
        panic!("no error")
    };
    assert!(found[0].to_string().contains("between quotation marks: [\"a.txt\"]"), "{}", found[0]);
}

#[test]
fn what_is_set_aside_is_counted_in_lines_everywhere() {
    let front = "---\ntitle: The tide came in\ndescription: >\n  Some words\n\n  go on.\ntags:\n  - sea\n---\n";
    let text = format!("{front}{TEXT}\nThe berth is\nleft for good.\n");
    let folder = folder(&[("a.md", &text), ("dossier.toml", "[clean]\ndrop = [\"/^The berth/\"]\n")]);
    let config = config(&folder);
    let build = dossier::build(&config, &Silent).unwrap();
    let article = &build.library.articles.rows()[0];
    let listed: Vec<(u32, &str)> = article.ledger.set_aside().map(|aside| (aside.line, aside.rule.0)).collect();
    let located = dossier::read::scan(&config).unwrap();
    let explained = pipeline::explain(&config, &located.documents[0], &located).unwrap();
    let mut lines = Vec::new();
    for line in &explained.lines {
        lines.extend(line.fates.iter().filter_map(|fate| match fate {
            Fate::SetAside { rule, .. } => Some((line.number, rule.0)),
            _ => None,
        }));
    }
    assert_eq!(listed, lines);
    assert_eq!(lines.iter().filter(|(_, rule)| *rule == "front-matter").count(), 3);
    assert_eq!(lines.iter().filter(|(_, rule)| *rule == "drop").count(), 2);
    let table = dossier::model::SitePath::new("data/set-aside.csv").unwrap();
    let table = String::from_utf8(build.files().read(&table).unwrap()).unwrap();
    assert_eq!(table.matches(",front-matter,").count(), 3, "{table}");
    let page = dossier::model::SitePath::new("set-aside.html").unwrap();
    let page = String::from_utf8(build.files().read(&page).unwrap()).unwrap();
    assert!(page.contains("3 lines in 1 file") && page.contains("2 lines in 1 file"), "{page}");
    // Fields are no lines of a text: nothing brings them back to it.
    assert_eq!(page.matches("back</summary>").count(), page.matches("class=\"file\"").count() - 1);
}

#[test]
fn a_source_that_the_settings_know_is_worked_out_with_its_evidence() {
    let settings = "[[sources]]\nname = \"The Ledger\"\nmatch = [\"First printed in The Harbour Ledger\"]\n";
    let article = one(&[("a.txt", TEXT), ("dossier.toml", settings)]);
    let evidence = "line 13 has “First printed in The Harbour Ledger”, which dossier.toml gives to it";
    assert_eq!(article.metadata.source, Known::WorkedOut { value: "The Ledger".into(), evidence: evidence.into() });
    // What the file says of itself is stronger.
    let front = format!("---\nsource: Itself\n---\n{TEXT}");
    let article = one(&[("a.md", &front), ("dossier.toml", settings)]);
    assert_eq!(article.metadata.source.value().map(String::as_str), Some("Itself"));
}

#[test]
fn a_copy_is_shown_with_its_original_and_not_twice() {
    let other = TEXT.replace("twice a day", "three times a day");
    let overrides = "[\"b.txt\"]\nsame_as = \"a.txt\"\n[\"c.txt\"]\nsame_as = \"b.txt\"\n";
    let folder = folder(&[("a.txt", TEXT), ("b.txt", &other), ("c.txt", TEXT), ("overrides.toml", overrides)]);
    let build = dossier::build(&config(&folder), &Silent).unwrap();
    assert_eq!(build.library.articles.len(), 1);
    let copies: Vec<String> = build.library.copies.rows()[0].iter().map(|a| a.origin.to_string()).collect();
    assert_eq!(copies, ["b.txt", "c.txt"]);
    let files = build.files();
    let page = |path: &dossier::model::SitePath| String::from_utf8(files.read(path).unwrap()).unwrap();
    let articles: Vec<String> =
        files.paths().iter().filter(|p| p.as_str().starts_with("articles/the-")).map(page).collect();
    assert_eq!(articles.len(), 3);
    assert_eq!(articles.iter().filter(|page| page.contains("http-equiv=\"refresh\"")).count(), 2);
    assert!(articles.iter().any(|page| page.contains("b.txt (SHA-256") && page.contains("c.txt (SHA-256")));
    assert!(dossier::check::check(files).diagnostics.is_empty());

    let circle =
        "[\"a.txt\"]\nsame_as = \"b.txt\"\n[\"b.txt\"]\nsame_as = \"a.txt\"\n[\"c.txt\"]\nsame_as = \"d.txt\"\n";
    let found = warnings(&[("a.txt", TEXT), ("b.txt", &other), ("c.txt", TEXT), ("overrides.toml", circle)]);
    assert_eq!(
        found,
        [
            "a.txt:0 same-as-unmatched this file and `b.txt` are copies of each other, it is said",
            "b.txt:0 same-as-unmatched this file and `a.txt` are copies of each other, it is said",
            "c.txt:0 same-as-unmatched `same_as = \"d.txt\"` means no other file of this collection"
        ]
    );
}

#[test]
fn fields_turn_nothing_around_whoever_gives_them() {
    let body = TEXT.replace('\n', "\\n");
    let record = format!(
        "{{\"id\":\"1\",\"title\":\"\\u202eThe tide\\u2066 came in\",\"author\":\"Ada\\u202d Person\",\"text\":\"{body}\"}}\n"
    );
    let front = format!("---\ntitle: \"\u{202e}The tide came in\"\ntags: [\"\u{2067}sea\"]\n---\n{TEXT}");
    let overrides = "[\"c.txt\"]\ntitle = \"\\u202EThe tide\\u0007 came in\"\nsource = \"\\u2067Ledger\"\n\
                     author = [\"\\u202BAda Person\"]\nlicence = \"\\u202E\"\ntopics = { add = [\"\\u202ESea\"] }\n";
    let (library, found) =
        read(&[("a.jsonl", &record), ("b.md", &front), ("c.txt", TEXT), ("overrides.toml", overrides)]);
    let plain = |text: &str| !text.contains(|c: char| c.is_control() || ('\u{202a}'..='\u{2069}').contains(&c));
    assert_eq!(library.articles.len(), 3);
    for article in library.articles.rows() {
        let metadata = &article.metadata;
        assert_eq!(metadata.title.value().map(String::as_str), Some("The tide came in"), "{}", article.origin);
        assert_eq!(metadata.authors.value().map(|list| list.join(", ")).as_deref(), Some("Ada Person"));
        assert!(metadata.sections.iter().chain(&article.topics_added).all(|text| plain(text)));
        let noted =
            |d: &&Diagnostic| d.code == "not-plain" && d.place.as_ref().unwrap().path.starts_with(&article.origin.path);
        assert!(found.iter().any(|d| noted(&d)), "{} is told", article.origin);
    }
    let last = &library.articles.rows()[2].metadata;
    assert_eq!(last.source.value().map(String::as_str), Some("Ledger"));
    assert_eq!(last.licence, Known::Unknown, "a field of marks alone says nothing");
}
