//! Golden cases of analysing: a folder of articles in, the index out.

use dossier::config::{self, Request};
use dossier::model::*;
use dossier::pipeline::{self, Silent};
use std::fmt::Write;
use std::path::Path;

/// What was found, as text.
fn told(library: &Library) -> String {
    let name = |id: ArticleId| library.articles[id].origin.name().to_string();
    let mut out = String::new();
    let mut line = |text: String| writeln!(out, "{text}").expect("strings take text");
    line("# Index\n".into());
    for topic in library.topics.rows() {
        let articles: Vec<String> = topic.articles().map(name).collect();
        let learned: Vec<String> =
            topic.learned.iter().map(|l| format!("; learned {} {:?}", name(l.article), l.terms)).collect();
        line(format!(
            "- {:?} {} ({}): {}{}",
            topic.kind,
            topic.label,
            topic.words.join(", "),
            articles.join(", "),
            learned.concat()
        ));
    }
    for (id, article) in library.articles.iter() {
        line(format!("\n# {}\n", article.origin));
        for t in library.topics_of[id].iter() {
            let how = if t.indexed { "about" } else { "mentions" };
            line(format!("- {how} {} {} {:?}", library.topics[t.topic].label, t.strength, t.claim));
        }
        line(format!("- key terms: {}", library.key_terms[id].iter().collect::<Vec<_>>().join(", ")));
        line(format!("- placed: {:?}", library.placement[id]));
        for n in &library.neighbours[id] {
            let shared: Vec<&str> = n.shared.iter().map(|t| library.topics[*t].label.as_str()).collect();
            line(format!("- related {} {}: {}; {}", name(n.article), n.score, shared.join(", "), n.terms.join(", ")));
        }
        for (block, passage) in &library.passages_of[id] {
            let places: Vec<String> =
                library.passages[*passage].places.iter().map(|(a, b)| format!("{}:{b}", name(*a))).collect();
            line(format!("- block {block} is shared: {}", places.join(", ")));
        }
    }
    for family in library.families.rows() {
        line("\n# Published several times\n".into());
        for pair in &family.pairs {
            line(format!("- {} and {}: {}", name(pair.first), name(pair.other), pair.share));
            let text = |id: ArticleId, block: u32, span: Span| {
                library.articles[id].blocks[block as usize].text[span.range()].to_string()
            };
            for s in &pair.shared {
                line(format!("  - {} = {}: {}", s.first, s.other, s.share));
                for d in &s.differs {
                    line(format!(
                        "    - {:?} / {:?}",
                        text(pair.first, s.first, d.first),
                        text(pair.other, s.other, d.other)
                    ));
                }
            }
            line(format!("  - alone: {:?} / {:?}", pair.only_first, pair.only_other));
        }
    }
    out
}

#[test]
fn golden_collections_are_indexed_as_expected() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/analyse");
    let mut cases: Vec<_> = std::fs::read_dir(&root).unwrap().map(|e| e.unwrap().path()).collect();
    cases.sort();
    let mut wrong = Vec::new();
    for case in cases {
        let project = case.join("dossier.toml").is_file();
        let folder = if project { case.clone() } else { case.join("articles") };
        let config = config::resolve(&Request { folder: Some(folder), ..Request::default() }).unwrap();
        let told = told(&pipeline::library(&config, &Silent).unwrap().0);
        let expected = case.join("expected.md");
        if std::env::var_os("DOSSIER_BLESS").is_some() {
            std::fs::write(&expected, &told).unwrap();
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != told {
            wrong.push(format!("{}:\n{told}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "DOSSIER_BLESS=1 rewrites what is expected\n{}", wrong.join("\n"));
}
