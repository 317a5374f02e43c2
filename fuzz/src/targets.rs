//! The targets. Each takes any bytes; what must not be is a panic.

use dossier::config::{self, Config, Input};
use dossier::model::{Fate, Hints, Media, Origin, RawDocument, SitePath, Survey};
use dossier::{Silent, check, normalise, read, text};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;
use tempfile::TempDir;

/// A target: its name, what it does, and whether one call is dear.
pub type Target = (&'static str, fn(&[u8]));

/// Every target.
pub const ALL: &[Target] = &[
    ("decode", decode),
    ("text", text),
    ("markdown", markdown),
    ("html", html),
    ("jsonl", jsonl),
    ("warc", warc),
    ("settings", settings),
    ("vocabulary", vocabulary),
    ("slugs", slugs),
    ("site", site),
];

/// Character sets that a container may declare.
const LABELS: &[&str] = &[
    "",
    "utf-8",
    "utf-16le",
    "utf-16be",
    "windows-1250",
    "windows-1251",
    "windows-1256",
    "gb18030",
    "big5",
    "shift_jis",
    "euc-jp",
    "euc-kr",
    "iso-2022-jp",
    "koi8-r",
    "x-user-defined",
    "replacement",
    "no such set",
];

fn config() -> Config {
    Config::new(Input::Embedded)
}

fn document(bytes: &[u8], media: Media, hints: Hints) -> RawDocument {
    RawDocument { origin: Origin::file("a"), bytes: bytes.to_vec(), media, hints }
}

/// An article is sound: the ledger covers the text without gaps, and every piece is what stands there.
fn sound(document: RawDocument) {
    let _ = normalise::observe(&document);
    let Ok(explanation) = normalise::explain(document, &Survey::default(), &config()) else { return };
    let article = &explanation.article;
    let mut at = 0;
    for entry in article.ledger.entries() {
        assert_eq!(entry.span.start, at, "the ledger has no gaps");
        at = entry.span.end;
        let kept = matches!(entry.fate, Fate::SetAside { .. } | Fate::Record(_));
        assert!(!kept || entry.text.len() == entry.span.len(), "what is set aside is there in full");
    }
    let shown: usize = explanation.lines.iter().map(|line| line.text.len()).sum();
    assert!(shown <= at as usize, "every line is in the ledger");
    assert!(!article.blocks.is_empty(), "an article has text");
    let mut keys: Vec<_> = article.blocks.iter().filter_map(|block| block.label.key_anchor()).collect();
    let count = keys.len();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), count, "keys are unique");
    for block in &article.blocks {
        assert!(!block.text.chars().any(char::is_control), "control characters stay out of the text");
        for inline in &block.inlines {
            assert!(block.text.get(inline.span.range()).is_some(), "markup stands inside its block");
        }
    }
    for span in article.blocks.iter().flat_map(|block| block.spans.iter()).chain(article.beside.iter().map(|b| &b.span))
    {
        assert!(span.end <= at, "places are inside the text");
    }
}

/// Decoding: the first byte chooses what was declared.
pub fn decode(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let label = LABELS[*first as usize % LABELS.len()];
    let charset = (!label.is_empty()).then(|| label.to_string());
    sound(document(rest, Media::Text, Hints { charset, ..Hints::default() }));
}

/// Plain text.
pub fn text(bytes: &[u8]) {
    sound(document(bytes, Media::Text, Hints::default()));
}

/// Markdown with front matter.
pub fn markdown(bytes: &[u8]) {
    sound(document(bytes, Media::Markdown, Hints::default()));
}

/// HTML.
pub fn html(bytes: &[u8]) {
    sound(document(bytes, Media::Html, Hints::default()));
}

thread_local! {
    static FOLDER: OnceCell<TempDir> = const { OnceCell::new() };
}

/// A folder that holds these files and nothing else.
fn in_folder(files: &[(&str, &[u8])], work: impl FnOnce(&Path)) {
    FOLDER.with(|folder| {
        let folder = folder.get_or_init(|| tempfile::tempdir().expect("a folder")).path();
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let _ = fs::remove_file(entry.path());
        }
        for (name, bytes) in files {
            fs::write(folder.join(name), bytes).expect("a file");
        }
        work(folder);
    });
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

/// Records are in order and apart, each can be read again, and a packed file has the same ones as a plain one.
fn container(bytes: &[u8], plain: &str, packed: &str) {
    in_folder(&[(plain, bytes), (packed, &gzip(bytes)), (&format!("raw{packed}"), bytes)], |folder| {
        let mut config = Config::new(Input::Folder(folder.to_path_buf()));
        config.read.max_file = 20_000;
        let inventory = read::scan(&config).expect("a folder that can be read");
        let mut last: Option<(&str, u64)> = None;
        let mut texts: Vec<(String, Option<Vec<u8>>)> = Vec::new();
        for located in &inventory.documents {
            let record = located.origin.record.as_ref().expect("a record");
            let before = last.filter(|(path, _)| *path == located.origin.path).map_or(0, |(_, end)| end);
            assert!(record.bytes.0 >= before && record.bytes.1 > record.bytes.0, "records are in order and apart");
            last = Some((&located.origin.path, record.bytes.1));
            let document = read::load(located, &config);
            texts.push((located.origin.path.clone(), document.as_ref().ok().map(|d| d.bytes.clone())));
            match document {
                Ok(document) => {
                    assert!(document.bytes.len() as u64 <= config.read.max_file, "the cap holds");
                    sound(document);
                }
                Err(found) => assert_ne!(found.code, "changed", "what was listed can be read"),
            }
        }
        if bytes.starts_with(b"\x1f\x8b\x08") {
            // It is read as packed, and the other as packed twice.
            return;
        }
        let of = |path: &str| texts.iter().filter(|(p, _)| p == path).map(|(_, t)| t.clone()).collect::<Vec<_>>();
        assert_eq!(of(plain), of(packed), "packed or not, the records are the same");
    });
}

/// JSON Lines, plain and packed, and the bytes as if they were packed.
pub fn jsonl(bytes: &[u8]) {
    container(bytes, "a.jsonl", "b.jsonl.gz");
}

/// Web archives, likewise.
pub fn warc(bytes: &[u8]) {
    container(bytes, "a.warc", "b.warc.gz");
}

/// Corrections and settings.
pub fn settings(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = config::corrections(&text, "overrides.toml");
    let _ = config::sidecar(&text, "a.dossier.toml");
    in_folder(&[("dossier.toml", text.as_bytes()), ("topics.toml", text.as_bytes())], |folder| {
        let request = config::Request { folder: Some(folder.to_path_buf()), ..config::Request::default() };
        if let Err(error) = config::resolve(&request) {
            assert!(!error.to_string().is_empty());
        }
    });
}

/// Topics in every form they may come in.
pub fn vocabulary(bytes: &[u8]) {
    for ending in ["csv", "ttl", "rdf", "jsonld"] {
        let (own, settings) = (format!("own.{ending}"), format!("[topics]\nfile = \"own.{ending}\"\n"));
        in_folder(&[("dossier.toml", settings.as_bytes()), (&own, bytes)], |folder| {
            let request = config::Request { folder: Some(folder.to_path_buf()), ..config::Request::default() };
            let Ok(config) = config::resolve(&request) else { return };
            let mut ids = BTreeSet::new();
            for topic in &config.topics.curated {
                assert!(!topic.label.trim().is_empty() && !topic.id.is_empty());
                assert!(ids.insert((topic.kind, topic.id.clone())), "two topics are {}", topic.id);
            }
        });
    }
}

/// Names in addresses.
pub fn slugs(bytes: &[u8]) {
    let words = String::from_utf8_lossy(bytes);
    for max in [1, 40, 60] {
        let slug = text::slug_or(&words, max, "page");
        assert!(!slug.is_empty() && slug.len() <= max.max(4), "{slug}");
        let plain = slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        assert!(plain && !slug.starts_with('-') && !slug.ends_with('-'), "{slug}");
        SitePath::new(format!("articles/{slug}-0.html")).expect("a plain path");
    }
    let _ = text::fold(&words);
    for range in text::sentences(&words) {
        assert!(words.get(range).is_some(), "sentences are cut between characters");
    }
}

/// The whole road: a site of one text twice and its records, every page rendered, every link followed.
pub fn site(bytes: &[u8]) {
    in_folder(&[("a.txt", bytes), ("b.md", bytes), ("c.txt", bytes), ("d.jsonl", bytes)], |folder| {
        let Ok(build) = dossier::build(&Config::new(Input::Folder(folder.to_path_buf())), &Silent) else { return };
        let internal = build.report.diagnostics.iter().find(|found| found.code == "internal");
        assert!(internal.is_none(), "{internal:?}");
        let checked = check::check(build.files());
        assert!(checked.diagnostics.is_empty(), "{:?}", checked.diagnostics);
        for path in build.files().paths() {
            let page = build.files().read(&path).expect("every page is rendered");
            if path.as_str().ends_with(".html") {
                let page = String::from_utf8(page).expect("pages are UTF-8");
                assert!(
                    !page.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')),
                    "{path}: control characters"
                );
            }
        }
    });
}
