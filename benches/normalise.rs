//! Speed of normalising, in bytes a second, on texts made here.

use divan::{Bencher, counter::BytesCount};
use dossier::config::{Config, Input};
use dossier::model::{Hints, Media, Origin, RawDocument, Survey};
use dossier::normalise;

fn main() {
    divan::main();
}

/// A page with furniture around an article of some paragraphs.
fn page(paragraphs: usize) -> RawDocument {
    let subjects = ["The harbour", "A ferry", "The council", "Her neighbour", "Every second boat"];
    let verbs = ["waited for", "passed", "spoke about", "repaired", "remembered"];
    let objects = ["the old wall", "a change of tide", "the price of salt", "its own lights", "the northern pier"];
    let mut text =
        String::from("Tide and wall - Harbour Ledger\n\nTide and wall\n\nBy Ada Person\n\nMay 3, 2021\n\nShare\n\n");
    for i in 0..paragraphs {
        for j in 0..5 {
            let (a, b, c) = (i * 7 + j, i * 3 + j * 2, i + j * 3);
            text += &format!("{} {} {}, they said. ", subjects[a % 5], verbs[b % 5], objects[c % 5]);
        }
        text += "\n\n";
    }
    text += "12 Comments\n\nLeave a Reply\n\nRelated\n\nA ferry is late\n\nPrices of salt\n\n© 2021 Harbour Ledger\n";
    RawDocument { origin: Origin::file("a.txt"), bytes: text.into_bytes(), media: Media::Text, hints: Hints::default() }
}

#[divan::bench(args = [8, 200])]
fn observe(bencher: Bencher<'_, '_>, paragraphs: usize) {
    let document = page(paragraphs);
    bencher.counter(BytesCount::new(document.bytes.len())).bench(|| normalise::observe(&document));
}

/// The same article among the markup of a page.
fn markup(paragraphs: usize) -> RawDocument {
    let text = page(paragraphs);
    let text = String::from_utf8(text.bytes).expect("made of text");
    let mut html = String::from(
        "<!doctype html><html lang=en><head><title>Tide and wall - Harbour Ledger</title>\
         <meta property=og:title content='Tide and wall'><script>var page = {a: [1, 2, 3]};</script></head><body>",
    );
    for i in 0..40 {
        html += &format!(
            "<nav class='menu menu-{i}'><ul><li><a href='/{i}' class='menu-item'>Harbour {i}</a></li></ul></nav>"
        );
    }
    html += "<article class='post entry'>";
    for line in text.lines().filter(|l| !l.is_empty()) {
        html +=
            &format!("<div class='row'><p class='paragraph text'>{line}</p><script>track('{{}}', 1);</script></div>");
    }
    html += "</article></body></html>";
    RawDocument {
        origin: Origin::file("a.html"),
        bytes: html.into_bytes(),
        media: Media::Html,
        hints: Hints::default(),
    }
}

#[divan::bench(args = [8, 200])]
fn observe_html(bencher: Bencher<'_, '_>, paragraphs: usize) {
    let document = markup(paragraphs);
    bencher.counter(BytesCount::new(document.bytes.len())).bench(|| normalise::observe(&document));
}

#[divan::bench(args = [8, 200])]
fn article_html(bencher: Bencher<'_, '_>, paragraphs: usize) {
    let (document, config, survey) = (markup(paragraphs), Config::new(Input::Embedded), Survey::default());
    bencher
        .counter(BytesCount::new(document.bytes.len()))
        .with_inputs(|| document.clone())
        .bench_values(|document| normalise::normalise(document, &survey, &config));
}

#[divan::bench(args = [8, 200])]
fn article(bencher: Bencher<'_, '_>, paragraphs: usize) {
    let (document, config, survey) = (page(paragraphs), Config::new(Input::Embedded), Survey::default());
    bencher
        .counter(BytesCount::new(document.bytes.len()))
        .with_inputs(|| document.clone())
        .bench_values(|document| normalise::normalise(document, &survey, &config));
}
