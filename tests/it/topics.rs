//! Topics of the compiler's own from a file to the built site: shared pages, links that are undone, files for others.

use dossier::config::{Request, resolve};
use dossier::model::{ArticleId, Files, PageKind, SitePath, TableId};
use dossier::{Build, Silent};
use std::fs;

const TOPICS: &str =
    "label,kind,aliases,min_strength\nPeru,topic,Peruvian,0\nCopper,topic,copper mine | copper mines,0\n";

const FIRST: &str = "The copper harvest\n\nBy Ana Quispe\n\n3 May 2021\n\nThe copper mines of Peru will close for a month, \
    the owners said on Tuesday, after two years of low prices.\n\nPeruvian ministers met the owners in the capital, and \
    copper rose by a tenth within an hour.\n";

const SECOND: &str = "Ships wait in port\n\nBy Tom Marlow\n\n5 May 2021\n\nShips from four countries wait for copper in \
    the ports of Peru, and the crews go home by air.\n\nNobody knows when the copper will come, said the harbour master \
    on Wednesday.\n";

fn built(settings: &str, overrides: &str) -> Build {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("dossier.toml", format!("[topics]\nfile = \"own.csv\"\n{settings}").as_str()),
        ("own.csv", TOPICS),
        ("overrides.toml", overrides),
        ("a.txt", FIRST),
        ("b.txt", SECOND),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let config = resolve(&Request { folder: Some(folder.path().to_path_buf()), ..Request::default() }).unwrap();
    dossier::build(&config, &Silent).unwrap()
}

fn page(build: &Build, path: &str) -> String {
    String::from_utf8(build.read(&SitePath::new(path).unwrap()).unwrap()).unwrap()
}

/// The words that are links in the text of the first article.
fn linked(build: &Build) -> Vec<String> {
    let id = ArticleId::from_index(0);
    let blocks = &build.library.articles[id].blocks;
    build.site.articles[id].mentions.iter().map(|m| blocks[m.block as usize].text[m.span.range()].to_string()).collect()
}

#[test]
fn a_topic_and_a_place_that_are_one_share_a_page_and_the_other_address_leads_there() {
    let build = built("", "");
    let place = page(&build, "places/peru.html");
    assert!(place.contains("<mark>Peruvian</mark>") && place.contains("<mark>Peru</mark>"), "{place}");
    assert!(place.contains("The compiler defined this entry."), "{place}");
    assert!(page(&build, "topics/peru.html").contains("0; url=../places/peru.html"));
    let own = |page: &&dossier::model::Page| matches!(page.kind, PageKind::Topic(..)) && page.title == "Peru";
    assert_eq!(build.site.pages.rows().iter().filter(own).count(), 1);
    assert!(page(&build, "topics/index.html").contains("../places/peru.html"), "it stands in the list of topics");
    assert_eq!(dossier::check::check(build.files()).diagnostics, Vec::new());
}

#[test]
fn a_wrong_link_is_undone_by_a_line() {
    assert_eq!(linked(&built("", "")), ["copper mines", "Peru"]);
    assert_eq!(linked(&built("", "[\"a.txt\"]\nunlink = [\"peru\"]\n")), ["copper mines"]);
    assert_eq!(linked(&built("", "[\"a.txt\"]\nunlink = [\"Copper mines\"]\n")), ["Peru", "copper"]);
    assert_eq!(linked(&built("unlink = [\"Copper\"]\n", "")), ["Peru"]);
    let build = built("", "[\"a.txt\"]\nunlink = [\"Peru\"]\n");
    assert!(page(&build, "places/peru.html").contains("copper mines of <mark>Peru</mark>"), "it still counts");
}

#[test]
fn the_vocabulary_goes_with_the_site() {
    let build = built("", "");
    let turtle = page(&build, "data/topics.ttl");
    assert!(
        turtle.contains("skos:prefLabel \"Copper\"") && turtle.contains("skos:altLabel \"copper mine\""),
        "{turtle}"
    );
    let table = page(&build, "data/topics.csv");
    assert!(table.starts_with("id,kind,label,aliases,broader,how,passages,articles,page\n"), "{table}");
    assert!(table.contains("copper,topic,Copper,") && table.contains(",configured,4,2,topics/copper.html"), "{table}");
}

/// The words that are links in the text of the first of some articles, which has no title but its first line.
fn linked_in(first: &str, others: &[&str]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    for (i, text) in std::iter::once(&first).chain(others).enumerate() {
        fs::write(folder.path().join(format!("{i}.txt")), text).unwrap();
    }
    let config = resolve(&Request { folder: Some(folder.path().to_path_buf()), ..Request::default() }).unwrap();
    linked(&dossier::build(&config, &Silent).unwrap())
}

#[test]
fn a_place_that_may_be_part_of_another_name_is_no_link() {
    let other = "Ships wait\n\nShips from Norway, from Peru and from Japan wait in the port, the harbour master said.";
    let check = |text: &str, expected: &[&str]| {
        let first = format!("The harbour in May\n\n{text} The tide was low on Monday and nobody came to the quay.");
        assert_eq!(linked_in(&first, &[other]), expected, "{text}");
    };
    check("Harvest Norway said that ships would sail again. Crews from Peru came.", &["Peru"]);
    check("The harvest is late. Harvest Norway began in May. Crews from Peru came.", &["Norway", "Peru"]);
    check("The innings ended early, and Norway lost three wickets more. Crews from Peru came.", &["Peru"]);
    check("In Norway the innings ended early.", &["Norway"]);
    let french =
        "Le port en mai\n\nLes bateaux viennent du Japon du Sud et de Norvège, a dit la capitaine du port lundi.";
    assert_eq!(linked_in(french, &[other]), ["Norvège"]);
}

#[test]
fn a_country_is_no_link_where_its_namesake_may_be_meant() {
    let other = "Ships wait\n\nShips from Georgia and from Norway wait in the port, the harbour master said on Monday.";
    let first = "The harbour in May\n\nCrews from Georgia and from Atlanta came to the quay, and some from Norway. The tide was low.";
    assert_eq!(linked_in(first, &[other]), ["Norway"]);
    assert_eq!(linked_in(other, &[first]), ["Georgia", "Norway"]);
}

#[test]
fn a_direction_before_a_place_makes_another_of_it_in_scripts_without_spaces() {
    let other = "港で船が待つ\n\nノルウェーと日本の船が港で待っている、と港長が話した。";
    let first = "港が開く\n\n西日本の港が五月に開く。船はノルウェーから来る。作業は終わった、と港長が話した。";
    assert_eq!(linked_in(first, &[other]), ["ノルウェー"]);
}

#[test]
fn letters_that_are_short_for_another_body_here_are_no_link() {
    let other =
        "Ships wait\n\nShips wait in the port, the harbour master told AFP, and crews from Norway go home by air.";
    let first = "The harbour in May\n\nThe Andean Fisheries Panel (AFP) met crews from Norway. The tide was low, the AFP said on Monday.";
    assert_eq!(linked_in(first, &[other]), ["Norway"]);
    assert_eq!(linked_in(other, &[first]), ["AFP", "Norway"]);
}

#[test]
fn a_phrase_that_speaks_of_more_than_its_subject_is_no_link() {
    let text = "The harbour in May\n\nThe central bank met in May. High interest rates on loans for ships keep the central bank awake, and monetary policy was the talk of the quay. The death toll of the storm was low.";
    let other =
        "Ships wait\n\nThe central bank and its monetary policy were the talk of the port, and the death toll too.";
    assert!(linked_in(text, &[other]).iter().all(|words| words != "interest rates" && words != "death toll"));
}
