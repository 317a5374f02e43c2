//! What holds of every built site.

use dossier::config::{Config, CuratedTopic, Input};
use dossier::model::{ArticleId, Files, PageKind, TableId, TopicKind};
use dossier::{Build, Silent};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A dump with a headline, some paragraphs and a little furniture.
pub(crate) fn dump(title: &str, year: u32, paragraphs: &[&str]) -> String {
    let mut text = format!("{title}\n\nBy Marta Quill\n\n3 March {year}\n\n");
    for paragraph in paragraphs {
        text.push_str(paragraph);
        text.push_str("\n\n");
    }
    text.push_str("Share this article\n\nLeave a comment\n\nYour email address will not be published.\n");
    text
}

pub(crate) const HARBOUR: &str = "The harbour dredging was finished on Tuesday, the port authority said, and the first ships from the north are expected within a week.";
const BUDGET: &str = "Councillors will vote on the harbour dredging budget in May, after two years of delays and a long dispute about who should pay for it.";
pub(crate) const FERRY: &str = "A new ferry line to the islands starts in summer, with four crossings a day and a ship that was bought second hand last autumn.";

pub(crate) fn folder(articles: &[(&str, String)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in articles {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

pub(crate) fn config(folder: &Path) -> Config {
    let mut config = Config::new(Input::Folder(folder.to_path_buf()));
    config.title = "Harbour news".into();
    config.topics.curated = vec![CuratedTopic {
        id: "dredging".into(),
        label: "Dredging".into(),
        kind: TopicKind::Topic,
        aliases: vec!["Dredging".into(), "harbour dredging".into()],
        not: Vec::new(),
        broader: Vec::new(),
        min_strength: None,
        record: Default::default(),
    }];
    config
}

pub(crate) fn build(config: &Config) -> Build {
    dossier::build(config, &Silent).unwrap()
}

pub(crate) fn bytes(build: &Build) -> BTreeMap<String, Vec<u8>> {
    build.paths().iter().map(|path| (path.to_string(), build.read(path).unwrap())).collect()
}

pub(crate) fn article_paths(build: &Build) -> BTreeMap<String, String> {
    let path = |id: ArticleId| build.site.pages[build.site.articles[id].page].path.to_string();
    build.library.articles.iter().map(|(id, article)| (article.origin.to_string(), path(id))).collect()
}

fn three() -> Vec<(&'static str, String)> {
    vec![
        ("a.txt", dump("Harbour Dredging Ends", 2019, &[HARBOUR, BUDGET, FERRY])),
        ("b.txt", dump("Council Argues About Money", 2020, &[BUDGET, FERRY, HARBOUR])),
        ("deep/c.txt", dump("Ferry Line Planned", 2021, &[FERRY, BUDGET])),
    ]
}

#[test]
fn the_same_input_gives_the_same_bytes_with_any_number_of_threads() {
    let folder = folder(&three());
    let config = config(folder.path());
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| bytes(&build(&config)))
    };
    let one = with(1);
    assert!(one.len() > 10, "there is a site");
    assert!(one == with(1), "twice");
    assert!(one == with(5), "five threads");
}

#[test]
fn every_link_of_the_embedded_collection_leads_somewhere() {
    let config =
        dossier::config::resolve(&dossier::Request { folder: Some("seeds".into()), ..Default::default() }).unwrap();
    let built = build(&config);
    let checked = dossier::check::check(built.files());
    assert_eq!(checked.diagnostics, Vec::new());
    assert!(checked.links > 500, "{} links were followed", checked.links);
}

#[test]
fn a_topic_is_linked_once_in_a_section_and_never_in_headings() {
    let folder = folder(&[
        (
            "a.txt",
            dump(
                "Harbour Report",
                2019,
                &[HARBOUR, BUDGET, "Dredging and its price", &format!("Later in the year, {BUDGET}"), FERRY],
            ),
        ),
        ("b.txt", dump("Council Argues", 2020, &[BUDGET])),
    ]);
    let built = build(&config(folder.path()));
    let article = ArticleId::from_index(0);
    let blocks = &built.library.articles[article].blocks;
    let linked: Vec<(u32, &str)> = built.site.articles[article]
        .mentions
        .iter()
        .map(|m| (m.block, &blocks[m.block as usize].text[m.span.range()]))
        .collect();
    assert_eq!(linked.len(), 2, "one in each section: {linked:?}");
    assert_eq!(linked[0].1, "harbour dredging", "the longest alias is the link");
    assert_ne!(linked[0].0, linked[1].0);
    assert!(linked.iter().all(|(block, _)| blocks[*block as usize].text != "Dredging and its price"));
}

#[test]
fn addresses_stay_when_articles_come_and_titles_are_corrected() {
    let mut articles = three();
    let small = folder(&articles);
    let before = article_paths(&build(&config(small.path())));
    articles.push(("0-new.txt", dump("Harbour Dredging Ends", 2024, &[BUDGET, HARBOUR, FERRY])));
    let large = folder(&articles);
    let mut config = config(large.path());
    let correction = dossier::config::Correction { title: Some("Another Title".into()), ..Default::default() };
    config.corrections.insert("b.txt".into(), correction);
    let built = build(&config);
    let after = article_paths(&built);
    for (origin, path) in &before {
        assert_eq!(after.get(origin), Some(path), "{origin} has moved");
    }
    assert_eq!(after.values().collect::<BTreeSet<_>>().len(), 4, "two files with one title have two addresses");
    let titles: Vec<&str> = built.site.pages.rows().iter().map(|p| p.title.as_str()).collect();
    assert!(titles.contains(&"Another Title"));
}

#[test]
fn what_other_files_repeat_moves_no_page() {
    // The line above the headline looks like one, and only the other files tell that it is none.
    let letter = |n: usize, title: &str| {
        let own = format!("Number {n} of the series was written by hand and tells what the port authority said.");
        format!(
            "Voices From The Northern Harbour Today\n\n{title}\n\n{own} {}\n\n{}\n",
            [HARBOUR, BUDGET, FERRY][n % 3],
            n * 7
        )
    };
    let titles =
        ["Dredging Ends Early", "Council Argues", "Ferry Planned", "Ships Return", "Mayor Resigns", "Pier Opens"];
    let names: Vec<String> = (0..titles.len()).map(|n| format!("{n}.txt")).collect();
    let articles: Vec<(&str, String)> =
        names.iter().zip(titles).enumerate().map(|(n, (name, title))| (name.as_str(), letter(n, title))).collect();
    let all = folder(&articles);
    let built = build(&config(all.path()));
    let titled = built.library.articles.rows()[0].metadata.title.value().map(String::as_str);
    assert_eq!(titled, Some(titles[0]), "the other files tell the title");
    let after = article_paths(&built);
    for one in &articles {
        let alone = folder(std::slice::from_ref(one));
        let before = article_paths(&build(&config(alone.path())));
        assert_eq!(before[one.0], after[one.0], "{} has moved", one.0);
    }
    assert!(after["0.txt"].starts_with("articles/voices-from-"), "{}", after["0.txt"]);
}

#[test]
fn records_of_another_container_move_no_page() {
    let record = |fields: &str| {
        format!("{{{fields}\"title\":\"Minutes of the meeting\",\"text\":\"{HARBOUR}\\n\\n{BUDGET}\"}}\n")
    };
    // With a bare number for an id, with none, and with an address, which stays wherever the record stands.
    let records = record("\"id\":0,") + &record("") + &record("\"url\":\"https://example.org/minutes\",");
    let alone = folder(&[("b.jsonl", records.clone())]);
    let before = article_paths(&build(&config(alone.path())));
    assert_eq!(before.len(), 3);
    let both = folder(&[("a.jsonl", record("\"id\":0,") + &record("")), ("b.jsonl", records.clone())]);
    let after = article_paths(&build(&config(both.path())));
    for (origin, path) in &before {
        assert_eq!(after.get(origin), Some(path), "{origin} has moved");
    }
    let moved = article_paths(&build(&config(folder(&[("c.jsonl", records)]).path())));
    let same: Vec<&String> = moved.values().filter(|path| before.values().any(|known| known == *path)).collect();
    assert_eq!(same.len(), 1, "{same:?}");
}

#[test]
fn a_chosen_slug_moves_the_page_and_leaves_a_redirect() {
    let folder = folder(&three());
    let mut config = config(folder.path());
    let before = article_paths(&build(&config));
    let correction = dossier::config::Correction { slug: Some("the-end".into()), ..Default::default() };
    config.corrections.insert("a.txt".into(), correction);
    let built = build(&config);
    assert_eq!(article_paths(&built)["a.txt"], "articles/the-end.html");
    let old = built.site.pages.rows().iter().find(|page| page.path.as_str() == before["a.txt"]).unwrap();
    assert!(matches!(old.kind, PageKind::Redirect(_)));
    assert_eq!(dossier::check::check(built.files()).diagnostics, Vec::new());
}

#[test]
fn long_lists_are_divided_and_no_list_page_is_heavy() {
    let names: Vec<String> = (0..400).map(|n| format!("{n:04}.txt")).collect();
    let articles: Vec<(&str, String)> = names
        .iter()
        .enumerate()
        .map(|(n, name)| {
            let own = format!("Number {n} of the series was written by hand and tells about the harbour dredging once more, at some length.");
            (name.as_str(), dump(&format!("Harbour Letter Number {n}"), 2000 + n as u32 % 20, &[HARBOUR, &own, BUDGET]))
        })
        .collect();
    let folder = folder(&articles);
    let config = config(folder.path());
    let built = build(&config);
    let files = bytes(&built);
    assert!(files.contains_key("articles/2019-1.html"));
    assert!(files.contains_key("topics/dredging/2019-1.html"));
    for (path, bytes) in &files {
        assert!(!path.ends_with(".html") || bytes.len() < 100_000, "{path} has {} bytes", bytes.len());
    }
    assert_eq!(dossier::check::check(built.files()).diagnostics, Vec::new());

    // One article more, the newest: pages of other years stay as they are.
    fs::write(folder.path().join("9999.txt"), dump("The Newest Letter", 2019, &[FERRY, HARBOUR])).unwrap();
    let more = bytes(&build(&config));
    let old_years: Vec<&String> = files
        .keys()
        .filter(|path| path.ends_with("-1.html") && path.contains("/20") && !path.contains("/2019"))
        .collect();
    for list in ["articles/2000", "sources/not-identified/2000", "topics/dredging/2000"] {
        assert!(old_years.iter().any(|path| path.starts_with(list)), "{list} has pages");
    }
    for path in old_years {
        assert!(more.get(path) == files.get(path), "{path} has changed");
    }
}

#[test]
fn the_feed_invents_no_day() {
    let undated = dump("Ferry Line Planned", 2021, &[FERRY, BUDGET]).replace("3 March 2021\n\n", "");
    let mut articles = vec![("a.txt", undated.clone()), ("b.txt", undated.replace("Ferry", "Boat"))];
    let without = folder(&articles);
    let mut year = config(without.path());
    year.corrections = dossier::config::corrections("[\"b.txt\"]\ndate = \"2020\"\n", "o").unwrap();
    let built = build(&year);
    assert!(!bytes(&built).contains_key("feed.xml"), "no day is known");
    assert_eq!(dossier::check::check(built.files()).diagnostics, Vec::new());

    articles.push(("c.txt", dump("Harbour Dredging Ends", 2019, &[HARBOUR])));
    let with = folder(&articles);
    let feed = String::from_utf8(bytes(&build(&config(with.path())))["feed.xml"].clone()).unwrap();
    assert_eq!(feed.matches("<entry>").count(), 1, "{feed}");
    assert_eq!(feed.matches("<updated>2019-03-03T00:00:00Z</updated>").count(), 2, "{feed}");
    assert!(feed.contains("<subtitle>Articles whose day of publication is not known are left out.</subtitle>"));
}

#[test]
fn long_lists_of_sources_and_of_lines_set_aside_are_divided() {
    let folder = folder(&[]);
    let record = |n: usize| {
        let name = format!("{} Gazette of the {n}th District & Its Neighbours", ["Amber", "Blue", "Coral"][n % 3]);
        let text = format!("Number {n} was written by hand and tells at some length what the port authority said.");
        serde_json::json!({"id": n.to_string(), "title": format!("Letter {n}"), "source": name, "text": text})
            .to_string()
    };
    fs::write(folder.path().join("a.jsonl"), (0..900).map(record).collect::<Vec<_>>().join("\n")).unwrap();
    let long = "Share this article with \"friends\" & family on every network that you can think of today ".repeat(3);
    let furniture: String = (0..600).map(|n| format!("{long}{n}\n\n")).collect();
    fs::write(folder.path().join("b.txt"), dump("Harbour Dredging Ends", 2019, &[HARBOUR, BUDGET, &furniture]))
        .unwrap();
    let mut config = config(folder.path());
    let drop = "[\"b.txt\"]\ndrop = [\"/^Share this article/\"]\n";
    config.corrections = dossier::config::corrections(drop, "o").unwrap();
    let built = build(&config);
    let files = bytes(&built);
    for path in ["sources/a-1.html", "sources/c-2.html", "set-aside/drop-2.html"] {
        assert!(
            files.contains_key(path),
            "{path} of {:?}",
            files.keys().filter(|p| p.ends_with("-1.html")).collect::<Vec<_>>()
        );
    }
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html") && !path.starts_with("articles/")) {
        assert!(bytes.len() < 100_000, "{path} has {} bytes", bytes.len());
    }
    let all: String = files
        .iter()
        .filter(|(path, _)| path.starts_with("set-aside/drop-"))
        .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
        .collect();
    let furniture = built.library.articles.rows().last().unwrap();
    let aside: Vec<u32> = furniture.ledger.set_aside().filter(|a| a.rule.0 == "drop").map(|a| a.line).collect();
    assert_eq!(aside.len(), 601, "with that of every dump");
    assert!(aside.iter().all(|line| all.contains(&format!("<b>{line}</b>"))), "every line is listed");
    assert_eq!(dossier::check::check(built.files()).diagnostics, Vec::new());
}

#[test]
fn the_tables_hold_what_the_pages_say_and_no_formulas() {
    let title = "=HYPERLINK(\"https://example.org\")";
    let folder =
        folder(&[("a.txt", dump(title, 2020, &[HARBOUR, BUDGET])), ("b.txt", dump("Ferries", 2021, &[FERRY]))]);
    fs::write(folder.path().join("overrides.toml"), "").unwrap();
    let mut config = config(folder.path());
    config.corrections = dossier::config::corrections("[\"b.txt\"]\ntitle = \"-1, \\\"quoted\\\"\"\n", "o").unwrap();
    let build = build(&config);
    let files = bytes(&build);
    let read = |path: &str| -> Vec<BTreeMap<String, String>> {
        let mut reader = csv::Reader::from_reader(&files[path][..]);
        reader.deserialize().map(|row| row.unwrap()).collect()
    };
    let articles = read("data/articles.csv");
    assert_eq!(articles.len(), 2);
    assert_eq!((articles[1]["title"].as_str(), articles[1]["title_how"].as_str()), ("'-1, \"quoted\"", "set"));
    assert_eq!((articles[0]["date"].as_str(), articles[0]["authors"].as_str()), ("2020-03-03", "Marta Quill"));
    assert!(files.contains_key(&articles[0]["page"]));
    let lines = read("data/set-aside.csv");
    let expected: usize = build.library.articles.rows().iter().map(|a| a.ledger.set_aside().count()).sum();
    assert_eq!(lines.len(), expected);
    let share = lines.iter().find(|row| row["text"] == "Share this article").unwrap();
    assert_eq!((share["file"].as_str(), share["rule"].as_str(), share["line"].as_str()), ("a.txt", "share-bar", "11"));
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".csv")) {
        let mut reader = csv::Reader::from_reader(&bytes[..]);
        for row in reader.records() {
            for cell in row.unwrap().iter() {
                assert!(!cell.starts_with(['=', '+', '-', '@']), "{path}: {cell}");
            }
        }
    }
    let page = String::from_utf8(files["set-aside.html"].clone()).unwrap();
    assert!(page.contains("href=\"data/set-aside.csv\""));
}
