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
