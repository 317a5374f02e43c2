//! Golden cases of normalising, and what must hold for any input.

use dossier::config::{Config, Input};
use dossier::model::*;
use dossier::normalise::{self, Explanation};
use proptest::prelude::*;
use std::fmt::Write;
use std::path::Path;

fn document(bytes: &[u8], media: Media) -> RawDocument {
    RawDocument { origin: Origin::file("a.txt"), bytes: bytes.to_vec(), media, hints: Hints::default() }
}

fn explain(bytes: &[u8], media: Media) -> Option<Explanation> {
    let config = Config::new(Input::Embedded);
    normalise::explain(document(bytes, media), &Survey::default(), &config).ok()
}

/// A document's decisions as text: the record, then a line for each line.
fn account(explanation: &Explanation) -> String {
    let (article, mut out) = (&explanation.article, String::new());
    let metadata = &article.metadata;
    let mut fact = |name: &str, value: Option<String>, how: &str| {
        if let Some(value) = value {
            writeln!(out, "{name}: {value} ({how})").expect("strings take text");
        }
    };
    fact("title", metadata.title.value().cloned(), metadata.title.how());
    fact("authors", metadata.authors.value().map(|a| a.join("; ")), metadata.authors.how());
    fact("date", metadata.date.value().map(Date::to_string), metadata.date.how());
    fact("source", metadata.source.value().cloned(), metadata.source.how());
    fact("sections", (!metadata.sections.is_empty()).then(|| metadata.sections.join("; ")), "stated");
    fact("genre", metadata.genre.clone(), "stated");
    fact("language", article.language.clone(), "worked out");
    out.push('\n');
    for line in explanation.lines.iter().filter(|l| !l.fates.is_empty()) {
        let fates: Vec<String> = line.fates.iter().map(fate).collect();
        writeln!(out, "{:>3} {}: {}", line.number, fates.join(" + "), line.text.trim()).expect("strings take text");
    }
    if !article.edits.is_empty() {
        out.push('\n');
    }
    for edit in &article.edits {
        writeln!(out, "{:>3} {}: {:?} -> {:?}", edit.line, edit.rule, edit.before, edit.after)
            .expect("strings take text");
    }
    out
}

fn fate(fate: &Fate) -> String {
    match fate {
        Fate::Body(role) => format!("{role:?}").to_lowercase(),
        Fate::Beside { role, rule, .. } => format!("beside {role:?} {rule}").to_lowercase(),
        Fate::Record(field) => format!("record {field:?}").to_lowercase(),
        Fate::Syntax(syntax) => format!("{syntax:?}").to_lowercase(),
        Fate::SetAside { rule, .. } => format!("set aside {rule}"),
    }
}

#[test]
fn golden_cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/normalise");
    let mut wrong = Vec::new();
    let mut cases: Vec<_> = std::fs::read_dir(&folder).expect("the cases").flatten().map(|e| e.path()).collect();
    cases.sort();
    assert!(!cases.is_empty());
    for case in cases {
        let (text, markdown) = (case.join("input.txt"), case.join("input.md"));
        let html = case.join("input.html");
        let (input, media) = match (text.exists(), html.exists()) {
            (true, _) => (text, Media::Text),
            (false, true) => (html, Media::Html),
            (false, false) => (markdown, Media::Markdown),
        };
        let bytes = std::fs::read(&input).expect("an input");
        let got = account(&explain(&bytes, media).expect("an article"));
        let expected = case.join("expected.md");
        if std::env::var_os("DOSSIER_BLESS").is_some() {
            std::fs::write(&expected, &got).expect("the folder can be written");
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != got {
            wrong.push(format!("{}\n{got}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "DOSSIER_BLESS=1 rewrites what is expected:\n{}", wrong.join("\n"));
}

/// What must hold for every article: the ledger covers the text, and the article's text comes from its places.
fn sound(bytes: &[u8], media: Media) {
    let Some(explanation) = explain(bytes, media) else { return };
    let article = &explanation.article;
    let mut at = 0;
    for entry in article.ledger.entries() {
        assert_eq!(entry.span.start, at, "the ledger has no gaps");
        at = entry.span.end;
    }
    let decoded: usize = explanation.lines.iter().map(|l| l.text.len()).sum();
    assert!(decoded <= at as usize, "the ledger reaches the end");
    assert!(!article.blocks.is_empty(), "an article has text");
    let mut keys: Vec<_> = article.blocks.iter().filter_map(|b| b.label.key_anchor()).collect();
    keys.sort();
    let count = keys.len();
    keys.dedup();
    assert_eq!(keys.len(), count, "keys are unique");
    for block in &article.blocks {
        assert!(!block.text.chars().any(char::is_control), "{:?}", block.text);
        assert!(!block.spans.is_empty());
    }
    if media == Media::Text
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        for block in &article.blocks {
            let span = block.spans[0];
            let mut repaired = text[span.range()].to_string();
            let inside = article.edits.iter().filter(|e| e.span.start >= span.start && e.span.end <= span.end);
            for edit in inside.rev() {
                let start = (edit.span.start - span.start) as usize;
                repaired.replace_range(start..start + edit.before.len(), &edit.after);
            }
            assert_eq!(repaired.trim(), block.text, "the text is what stands there, repaired");
        }
    }
}

const WORDS: &str = "(By Ada Person|Harbour|the tide|[0-9]{1,4}|May|/|-|–|\\||:|\\.|“|”|&amp;|<b>|</b>|©|Comments|Related|\
                     Leave a Reply|\u{a0}|â€™|Вода|水|\u{202e}|\r|\n\n|\n| ){1,60}";

proptest! {
    #[test]
    fn any_text_makes_a_sound_article(text in "\\PC{0,200}") {
        sound(text.as_bytes(), Media::Text);
        sound(text.as_bytes(), Media::Markdown);
    }

    #[test]
    fn any_words_make_a_sound_article(text in WORDS) {
        sound(text.as_bytes(), Media::Text);
        sound(text.as_bytes(), Media::Markdown);
    }

    #[test]
    fn any_bytes_make_a_sound_article(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        sound(&bytes, Media::Text);
        sound(&bytes, Media::Markdown);
    }
}

#[test]
fn one_long_line_is_read_in_linear_time() {
    let line = "The tide rose, and the harbour & its walls (so it was said ) held. ".repeat(60_000);
    let explanation = explain(line.as_bytes(), Media::Text).expect("an article");
    assert_eq!(explanation.lines.len(), 1);
}
