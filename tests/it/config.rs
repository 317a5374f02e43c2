//! Reading the configuration: what is taken, and what is said about the rest.

use dossier::config::{Asked, Config, EMBEDDED, Input, Pattern, Request, resolve};
use dossier::model::{Origin, TopicKind};
use dossier::{Diagnostic, Error};
use std::fs;
use std::path::Path;

fn project(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        fs::write(folder.path().join(path), text).unwrap();
    }
    folder
}

fn resolved(folder: &Path) -> Result<Config, Error> {
    resolve(&Request { folder: Some(folder.to_path_buf()), ..Request::default() })
}

/// What is wrong with a file, as `line:column code: message | help`.
fn problems(file: &str, text: &str) -> Vec<String> {
    let folder = project(&[("dossier.toml", ""), (file, text)]);
    let found = match resolved(folder.path()) {
        Ok(_) => Vec::new(),
        Err(Error::Configuration(found)) => found,
        Err(other) => panic!("{other}"),
    };
    let shown = |d: &Diagnostic| {
        let place = d.place.as_ref().unwrap();
        assert!(place.path.ends_with(file), "{}", place.path);
        let line = place.line.unwrap();
        assert_eq!(place.excerpt.as_deref(), text.lines().nth(line as usize - 1), "{d}");
        let help = d.help.as_ref().map_or(String::new(), |help| format!(" | {help}"));
        format!("{line}:{} {}: {}{help}", place.column.unwrap(), d.code, d.message)
    };
    found.iter().map(shown).collect()
}

#[test]
fn every_key_of_a_project_is_taken() {
    let folder = project(&[
        (
            "dossier.toml",
            r##"
            title = "Harbours"
            about = "note.md"
            language = "fr"
            base_url = "https://example.org/h"
            [input]
            folder = "texts"
            include = ["**/*.txt"]
            exclude = ["drafts/"]
            max_file = "1 MiB"
            [output]
            folder = "web"
            noindex = true
            [theme]
            fonts = "system"
            accent = "#036"
            accent_dark = "#FFFFFF"
            templates = ""
            paragraph_numbers = false
            [clean]
            rules = "none"
            keep = ["a line", "/^b/"]
            drop = "one"
            [topics]
            discover = false
            min_articles = 3
            max = 7
            ignore = ["Weather"]
            [[topics.merge]]
            into = "United States"
            from = ["US", "U.S."]
            [[sources]]
            name = "The Ledger"
            match = ["First in The Ledger"]
            short = "TL"
            url = ""
            note = "A *paper*."
            [feeds]
            enabled = false
            "##,
        ),
        ("note.md", "# About"),
    ]);
    let config = resolved(folder.path()).unwrap();
    assert_eq!((config.title.as_str(), config.language.as_str()), ("Harbours", "fr"));
    assert_eq!(config.about.as_deref(), Some("# About"));
    assert_eq!(config.base_url.as_deref(), Some("https://example.org/h/"));
    assert_eq!(config.input, Input::Folder(folder.path().join("texts")));
    assert_eq!(config.output, folder.path().join("web"));
    assert_eq!((config.read.include, config.read.exclude), (vec!["**/*.txt".to_string()], vec!["drafts".to_string()]));
    assert_eq!((config.read.max_file, config.noindex, config.feed), (1 << 20, true, false));
    let theme = config.theme;
    assert_eq!((theme.embedded_fonts, theme.paragraph_numbers, theme.templates), (false, false, None));
    assert_eq!((theme.accent.as_str(), theme.accent_dark.as_str()), ("#003366", "#ffffff"));
    assert!(config.clean.keep_all);
    assert!(config.clean.keep[0].matches(1, " a line ") && config.clean.keep[1].matches(1, "bc"));
    assert!(matches!(&config.clean.drop[..], [Asked { pattern: Pattern::Line(line), .. }] if line == "one"));
    let topics = config.topics;
    assert_eq!((topics.discover, topics.min_articles, topics.max), (false, 3, 7));
    assert_eq!((topics.ignore[0].name.as_str(), topics.merge["U.S."].as_str()), ("Weather", "United States"));
    assert_eq!((config.sources[0].short.as_deref(), config.sources[0].url.as_deref()), (Some("TL"), None));
    assert_eq!(config.sources[0].matches, ["First in The Ledger"]);
}

#[test]
fn an_unknown_key_is_named_with_its_place_and_a_suggestion() {
    assert_eq!(
        problems("dossier.toml", "titel = \"a\"\n[theme]\nacent = 1\n  foo.bar = 2\n[nonsense]\n"),
        [
            "1:1 unknown-key: `titel` is not a field of dossier.toml | did you mean `title`? fields: title, about, \
             language, base_url, input, output, theme, clean, topics, sources, feeds",
            "3:1 unknown-key: `acent` is not a field of [theme] | did you mean `accent`? fields: fonts, accent, \
             accent_dark, templates, paragraph_numbers",
            "4:3 unknown-key: `foo` is not a field of [theme] | fields: fonts, accent, accent_dark, templates, \
             paragraph_numbers",
            "5:2 unknown-key: `nonsense` is not a field of dossier.toml | fields: title, about, language, base_url, \
             input, output, theme, clean, topics, sources, feeds",
        ]
    );
    let found = problems("overrides.toml", "[\"a.txt\"]\nsource = \"é\"\ntilte = \"Prospects\"\nsame = \"b.txt\"\n");
    assert_eq!(found.len(), 2);
    assert!(found[0].starts_with("3:1 unknown-key: `tilte` is not a field of an article | did you mean `title`?"));
    assert!(found[1].starts_with("4:1 unknown-key: `same`"));
    let found = problems("topics.toml", "[[topic]]\nlabel = \"T\"\nalias = [\"t\"]\n[[topics]]\n");
    assert!(found[0].contains("did you mean `aliases`?") && found[1].contains("did you mean `topic`?"), "{found:?}");
}

#[test]
fn every_wrong_value_is_named_with_its_place() {
    let check = |file: &str, text: &str, expected: &[&str]| {
        let found = problems(file, text);
        assert_eq!(found.len(), expected.len(), "{text}: {found:?}");
        for (found, expected) in found.iter().zip(expected) {
            assert!(found.starts_with(expected), "{text}: {found}");
        }
    };
    let check_project = |text, expected: &[&str]| check("dossier.toml", text, expected);
    check_project("title = 7", &["1:9 wrong-type: `title` must be a text in quotation marks, not a whole number"]);
    check_project("input = 7", &["1:9 wrong-type"]);
    check_project("sources = 7", &["1:11 wrong-type"]);
    check_project("[[feeds]]", &["1:1 wrong-type"]);
    check_project("language = \"english speech\"\nbase_url = \"here\"", &["1:12 bad-language", "2:12 bad-address"]);
    check_project("about = \"none.md\"\n[topics]\nfile = \"t.csv\"", &["1:9 missing-file", "3:8 missing-file"]);
    check_project("[theme]\naccent = \"#86c9d8\"\naccent_dark = \"blue\"", &["2:10 low-contrast", "3:15 bad-colour"]);
    check_project("[theme]\nfonts = \"sistem\"\ntemplates = \"none\"", &["2:9 unknown-value", "3:13 missing-file"]);
    check_project("[input]\ninclude = [\"*.txt\", \"a[\"]\nmax_file = \"much\"", &["2:21 bad-glob", "3:12 bad-size"]);
    check_project("[clean]\nkeep = [\"/(/\", 3]", &["2:9 bad-pattern", "2:16 wrong-type"]);
    check_project("[topics]\nmax = -1\nmin_articles = 0", &["2:7 out-of-range", "3:16 out-of-range"]);
    check_project("[[topics.merge]]\nfrom = \"a\"", &["1:1 missing-key"]);
    check_project(
        "[[sources]]\nname = \"A\"\nshort = \"four\"\n[[sources]]\nname = \"A\"",
        &["3:9 bad-short", "4:1 dupl"],
    );
    check_project("title = \n[theme\naccent", &["1:", "2:", "3:"]);
    check("overrides.toml", "[\"a.txt\"]\ndate = \"2023-02-30\"\nurl = \"x\"", &["2:8 bad-date", "3:7 bad-address"]);
    check("overrides.toml", "title = \"x\"", &["1:1 wrong-type: `title` stands outside a file's table"]);
    check(
        "overrides.toml",
        "[\"sha256:12\"]\n[\"b\"]\nslug = \"É\"\nkeep = [0]",
        &["1:2 bad-hash", "3:8 bad-", "4:9 out-"],
    );
    check("topics.toml", "[[topic]]\nid = \"a\"", &["1:1 missing-key: a topic needs `label`"]);
    check(
        "topics.toml",
        "[[topic]]\nlabel = \"A\"\nkind = \"plaice\"\nmin_strength = 2",
        &["3:8 unknown-v", "4:16 out-"],
    );
    check("topics.toml", "[[topic]]\nlabel = \"A\"\n[[topic]]\nlabel = \"a\"", &["3:1 duplicate: the id `a` is taken"]);
}

#[test]
fn a_file_that_is_no_text_is_said_to_be_so() {
    let folder = project(&[("dossier.toml", "")]);
    fs::write(folder.path().join("overrides.toml"), b"[\"a\"]\ntitle = \"\xff\"").unwrap();
    let error = resolved(folder.path()).unwrap_err().to_string();
    assert!(error.contains("overrides.toml:2") && error.contains("not UTF-8"), "{error}");
}

#[test]
fn topics_speak_several_languages() {
    let topics = "[[topic]]\nlabel = { fr = \"Commerce\", en = \"Trade\" }\n\
                  aliases = { en = [\"trade\", \"commercial exchanges\"], fr = \"commerce\" }\n\
                  [[topic]]\nid = \"x\"\nlabel = \"Ann Lee\"\nkind = \"person\"\nbroader = \"trade\"\nmin_strength = 0.5\n";
    let labels = |language: &str| {
        let folder = project(&[("dossier.toml", &format!("language = \"{language}\"")), ("topics.toml", topics)]);
        let curated = resolved(folder.path()).unwrap().topics.curated;
        assert_eq!((curated[1].kind, curated[1].id.as_str()), (TopicKind::Person, "x"));
        assert_eq!((&curated[1].broader[..], curated[1].min_strength), (&["trade".to_string()][..], Some(0.5)));
        (curated[0].id.clone(), curated[0].label.clone(), curated[0].aliases.join(","))
    };
    let (trade, commerce) = ("Trade,Commerce,trade,commercial exchanges,commerce", "Commerce,Trade,commerce,trade,");
    assert_eq!(labels("en-GB"), ("trade".into(), "Trade".into(), trade.into()));
    assert_eq!(labels("fr"), ("commerce".into(), "Commerce".into(), format!("{commerce}commercial exchanges")));
    assert_eq!(labels("de").1, "Trade");
}

#[test]
fn corrections_mean_files_by_path_name_or_hash() {
    let hash = "ABCDEF012345".repeat(5) + "abcd";
    let text = format!(
        "[\"a/x.txt\"]\ntitle = \"T\"\nauthor = \"One\"\ndate = 2022\nretrieved = 2024-05-01\n\
         topics = {{ add = [\"N\"], remove = \"M\" }}\nkeep = [27, \"0 Comments\", \"/^F/\"]\nnote = \"n\"\n\
         [\"y.txt\"]\n[\"sha256:{}\"]\nignore = true\n[\"gone.txt\"]\n[\"sha256:000000000000\"]\n",
        &hash[..14]
    );
    let folder = project(&[("overrides.toml", &text)]);
    let config = resolved(folder.path()).unwrap();
    let x = config.correction(&Origin::file("a/x.txt"), "").unwrap();
    assert_eq!((x.line, x.title.as_deref(), x.author.as_deref()), (1, Some("T"), Some(&["One".to_string()][..])));
    assert_eq!((x.date.unwrap().to_string(), x.retrieved.unwrap().to_string()), ("2022".into(), "2024-05-01".into()));
    assert_eq!((&x.topics_add[..], &x.topics_remove[..]), (&["N".to_string()][..], &["M".to_string()][..]));
    assert!(x.keep[0].matches(27, "") && x.keep[1].matches(1, "0 Comments") && x.keep[2].matches(1, "Finally"));

    let sha256 = hash.to_lowercase();
    assert!(config.correction(&Origin::file("b/y.txt"), "").is_some());
    assert!(config.correction(&Origin::file("z.txt"), &sha256).unwrap().ignore == Some(true));
    assert!(config.correction(&Origin::file("x.txt"), "").is_none());

    let (x, y, y2, z) = ("a/x.txt", "b/y.txt", "c/y.txt", "z.txt");
    let origins = [x, y, y2, z].map(Origin::file);
    let found = config.unmatched(origins.iter().map(|o| (o, (o.path == z).then_some(sha256.as_str()))));
    let said: Vec<_> = found.iter().map(|d| (d.code, d.place.as_ref().unwrap().line.unwrap())).collect();
    assert_eq!(said, [("override-unmatched", 12), ("override-unmatched", 13), ("override-ambiguous", 9)]);
    assert!(found[0].message.contains("gone.txt") && found[0].place.as_ref().unwrap().path.ends_with("overrides.toml"));
}

#[test]
fn the_embedded_collection_has_the_settings_of_its_folder() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let config = resolved(&seeds).unwrap();
    let embedded = EMBEDDED.get_file("dossier.toml").map(|file| file.contents());
    assert_eq!(embedded, fs::read(seeds.join("dossier.toml")).ok().as_deref());
    if embedded.is_some() {
        assert!(config.output.ends_with("site") && !config.output.starts_with(&seeds));
    }
}
