//! Speed of the line model on a page like those it was made for.
#![allow(dead_code, unused_imports, missing_docs)]

// The line model reads words with it.
use dossier::{lang, text};

fn main() {
    divan::main();
}

#[path = "."]
mod normalise {
    #[path = "../src/normalise/lines/mod.rs"]
    mod lines;

    use divan::counter::BytesCount;
    use lines::{LineView, judge};

    static PAGES: [&str; 3] = [
        include_str!("../seeds/000_a02039ee51fd0195.txt"),
        include_str!("../seeds/003_96b58f009982e819.txt"),
        include_str!("../seeds/004_3fdab41272102c79.txt"),
    ];

    #[divan::bench(args = [1, 20])]
    fn judge_a_page(bencher: divan::Bencher<'_, '_>, times: usize) {
        let texts: Vec<&str> = (0..times).flat_map(|_| PAGES).flat_map(str::lines).map(str::trim).collect();
        let lines: Vec<LineView<'_>> =
            texts.iter().filter(|t| !t.is_empty()).map(|text| LineView { text, ..LineView::default() }).collect();
        let bytes: usize = lines.iter().map(|l| l.text.len()).sum();
        bencher.counter(BytesCount::new(bytes)).bench(|| judge(divan::black_box(&lines), Some("en")));
    }
}
