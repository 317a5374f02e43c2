//! Containers: which records are taken, what is said of the rest, and that every byte is accounted for.

use dossier::config::{Config, Input};
use dossier::model::{Media, RawDocument};
use dossier::read::{Inventory, load, scan};
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use std::fs;
use std::io::Write;

struct Work(#[allow(dead_code)] tempfile::TempDir, Config);

impl Work {
    fn new(files: &[(&str, &[u8])]) -> Work {
        let folder = tempfile::tempdir().unwrap();
        for (path, bytes) in files {
            fs::write(folder.path().join(path), bytes).unwrap();
        }
        let config = Config::new(Input::Folder(folder.path().to_path_buf()));
        Work(folder, config)
    }

    fn scan(&self) -> Inventory {
        scan(&self.1).unwrap()
    }

    fn documents(&self) -> Vec<RawDocument> {
        self.scan().documents.iter().map(|located| load(located, &self.1).unwrap()).collect()
    }

    /// Origin and text of every document.
    fn texts(&self) -> Vec<(String, String)> {
        let text = |d: RawDocument| (d.origin.to_string(), String::from_utf8_lossy(&d.bytes).into_owned());
        self.documents().into_iter().map(text).collect()
    }
}

/// What was found, as `code line: message`.
fn found(inventory: &Inventory) -> Vec<String> {
    let line =
        |d: &dossier::Diagnostic| d.place.as_ref().and_then(|p| p.line).map_or(String::new(), |n| format!(" {n}"));
    inventory.diagnostics.iter().map(|d| format!("{}{}: {}", d.code, line(d), d.message)).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect()
}

const LINES: &str = concat!(
    "\u{feff}{\"url\": \"https://example.org/a\", \"title\": \"A\", \"text\": \"The first.\\nIts end.\", \"other\": [1]}\n",
    "\n",
    "{\"text\": \"No name.\"}\r\n",
    "{\"text\": 5}\n",
    "{\"text\": \"Cut off\n",
    "[1, 2]\n",
    "{\"id\": 7, \"html\": \"<p>Marked up.</p>\", \"text\": \" \"}\n",
    "{\"url\": \"https://example.org/a\", \"content\": \"The same address again.\"}",
);

#[test]
fn a_line_is_an_article_and_a_bad_line_costs_itself() {
    let expected = [
        ("#https://example.org/a", "The first.\nIts end."),
        ("#3", "No name."),
        ("#7", "<p>Marked up.</p>"),
        ("#https://example.org/a~2", "The same address again."),
    ];
    for (name, bytes) in [("d.jsonl", LINES.as_bytes().to_vec()), ("d.jsonl.gz", gzip(LINES.as_bytes()))] {
        let work = Work::new(&[(name, &bytes)]);
        let texts: Vec<_> = expected.map(|(id, text)| (format!("{name}{id}"), text.to_string())).into();
        assert_eq!(work.texts(), texts);
        let inventory = work.scan();
        assert_eq!(
            found(&inventory),
            [
                "no-text 4: this record has no `text`",
                "bad-record 5: this line is no JSON object: EOF while parsing a string, at column 17",
                "bad-record 6: this line is no JSON object: invalid type: sequence, expected an object",
            ],
            "{name}"
        );
        assert_eq!(inventory.documents[2].media, Media::Html);
        // Each record knows its line and its bytes.
        let record = inventory.documents[1].origin.record.as_ref().unwrap();
        assert_eq!(record.number, 3);
        let range = record.bytes.0 as usize..record.bytes.1 as usize;
        assert_eq!(&LINES[range], "{\"text\": \"No name.\"}\r\n");
    }
}

#[test]
fn the_fields_of_a_line_are_told_along() {
    let line = r#"{"headline": "T", "url": "https://example.org/a", "authors": ["A. Ho", {"name": "B. Yu"}], "published":
        "Sun, 29 Jan 2023 10:00:00 GMT", "publisher": {"name": "The Ledger"}, "lang": "fr", "license": "CC BY",
        "tags": ["Sea", 7], "retrieved": "2024-05-01T10:00:00Z", "text": "x"}"#;
    let work = Work::new(&[("d.jsonl", line.replace('\n', " ").as_bytes())]);
    let hints = work.documents().remove(0).hints;
    assert_eq!((hints.title.as_deref(), hints.url.as_deref()), (Some("T"), Some("https://example.org/a")));
    assert_eq!(hints.authors, ["A. Ho", "B. Yu"]);
    assert_eq!((hints.date.unwrap().to_string(), hints.date_text), ("2023-01-29".into(), None));
    assert_eq!((hints.source.as_deref(), hints.language.as_deref()), (Some("The Ledger"), Some("fr")));
    assert_eq!((hints.licence.as_deref(), hints.sections), (Some("CC BY"), vec!["Sea".to_string(), "7".to_string()]));
    assert_eq!(hints.retrieved.unwrap().to_string(), "2024-05-01");
}

#[test]
fn lines_above_the_cap_are_named_and_the_file_may_be_larger() {
    let long = format!("{{\"text\": \"{}\"}}\n{{\"text\": \"short\"}}\n", "x".repeat(1000));
    for (name, bytes) in [("d.jsonl", long.clone().into_bytes()), ("d.jsonl.gz", gzip(long.as_bytes()))] {
        let mut work = Work::new(&[(name, &bytes)]);
        work.1.read.max_file = 100;
        assert_eq!(work.texts(), pairs(&[(&format!("{name}#2"), "short")]));
        assert_eq!(found(&work.scan()), ["too-large 1: the record has 1013 bytes and the limit is 100 bytes"]);
    }
}

#[test]
fn findings_alike_are_counted() {
    let work = Work::new(&[("d.jsonl", "no\n".repeat(80).as_bytes())]);
    let found = found(&work.scan());
    assert_eq!(found.len(), 51);
    assert!(found.contains(&"bad-record: 30 more records are left out for the same reason".to_string()), "{found:?}");
}

#[test]
fn a_packed_file_that_is_cut_off_gives_what_it_can() {
    let text: String = (0..2000).map(|n| format!("{{\"text\": \"number {n} of {}\"}}\n", n * 7919 % 1009)).collect();
    let packed = gzip(text.as_bytes());
    let work = Work::new(&[("d.jsonl.gz", &packed[..packed.len() / 2])]);
    let inventory = work.scan();
    assert!(inventory.documents.len() > 100);
    assert!(
        found(&inventory)[0].starts_with("damaged: the file cannot be read beyond byte"),
        "{:?}",
        found(&inventory)
    );
    let work = Work::new(&[("d.jsonl.gz", b"this is no gzip")]);
    assert!(found(&work.scan())[0].starts_with("damaged"));
}

fn record(kind: &str, address: &str, media: &str, content: &[u8]) -> Vec<u8> {
    let mut out = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2024-05-01T10:20:30Z\r\n\
         WARC-Record-ID: <urn:uuid:{kind}>\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n",
        content.len()
    )
    .into_bytes();
    out.extend_from_slice(content);
    out.extend_from_slice(b"\r\n\r\n");
    out
}

fn page(address: &str, head: &str, content: &[u8]) -> Vec<u8> {
    let mut answer = format!("HTTP/1.1 {head}\r\n\r\n").into_bytes();
    answer.extend_from_slice(content);
    record("response", address, "application/http; msgtype=response", &answer)
}

fn archive() -> Vec<Vec<u8>> {
    let a = "https://example.org/a";
    let packed = gzip(b"<p>Packed.</p>");
    let mut chunked = format!("{:x}\r\n", packed.len()).into_bytes();
    chunked.extend_from_slice(&packed);
    chunked.extend_from_slice(b"\r\n0\r\n\r\n");
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
    zlib.write_all(b"zlib").unwrap();
    let mut raw = DeflateEncoder::new(Vec::new(), Compression::default());
    raw.write_all(b"raw").unwrap();
    vec![
        record("warcinfo", "", "application/warc-fields", b"software: x\r\n"),
        record("request", a, "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"),
        page(a, "200 OK\r\nContent-Type: text/html; charset=windows-1251", b"<p>\xcf\xf0\xe8\xe2\xe5\xf2</p>"),
        page("https://example.org/b", "404 Not Found\r\nContent-Type: text/html", b"<p>Gone.</p>"),
        page("https://example.org/c.png", "200 OK\r\nContent-Type: image/png", b"\x89PNG"),
        page(
            "https://example.org/d",
            "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked",
            &chunked,
        ),
        page(
            "https://example.org/e",
            "200 OK\nContent-Type: text/plain\nContent-Encoding: deflate",
            &zlib.finish().unwrap(),
        ),
        page(
            "https://example.org/f",
            "200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: deflate",
            &raw.finish().unwrap(),
        ),
        // The crawler unpacked the page and kept the fields.
        page(
            a,
            "200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked",
            b"Once more.",
        ),
        record("conversion", "<https://example.org/g>", "text/plain", "Nur Text.".as_bytes()),
        record("resource", "metadata://log", "text/plain", b"log"),
    ]
}

fn expected(name: &str) -> Vec<(String, String)> {
    [
        ("https://example.org/a", "<p>\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}</p>"),
        ("https://example.org/d", "<p>Packed.</p>"),
        ("https://example.org/e", "zlib"),
        ("https://example.org/f", "raw"),
        ("https://example.org/a~2", "Once more."),
        ("https://example.org/g", "Nur Text."),
    ]
    .map(|(id, text)| (format!("{name}#{id}"), text.to_string()))
    .into()
}

#[test]
fn pages_and_texts_of_an_archive_are_taken_and_the_rest_is_counted() {
    let records = archive();
    let members: Vec<u8> = records.iter().flat_map(|record| gzip(record)).collect();
    for (name, bytes) in [("a.warc", records.concat()), ("a.warc.gz", members), ("b.warc.gz", gzip(&records.concat()))]
    {
        let work = Work::new(&[(name, &bytes)]);
        assert_eq!(work.texts(), expected(name), "{name}");
        assert_eq!(
            found(&work.scan()),
            ["other-records: 5 records hold no page: 1 request, 1 resource, 1 response of type image/png, 1 response \
              with status 404, 1 warcinfo"],
            "{name}"
        );
        let documents = work.documents();
        let hints = &documents[0].hints;
        assert_eq!(
            (hints.url.as_deref(), hints.charset.as_deref()),
            (Some("https://example.org/a"), Some("windows-1251"))
        );
        // The day of taking is not the day of publication.
        assert_eq!((hints.retrieved.unwrap().to_string(), hints.date), ("2024-05-01".into(), None));
        let media: Vec<Media> = documents.iter().map(|d| d.media).collect();
        assert_eq!(media, [Media::Html, Media::Html, Media::Text, Media::Text, Media::Text, Media::Text]);
    }
}

#[test]
fn an_archive_that_is_cut_off_gives_what_it_can() {
    let (a, b) =
        (page("https://example.org/a", "200 OK\r\nContent-Type: text/plain", b"Whole."), b"The beginning and the end.");
    let b = page("https://example.org/b", "200 OK\r\nContent-Type: text/plain", b);
    let plain = [&a[..], &b[..b.len() - 12]].concat();
    let packed = gzip(&b);
    let packed = [&gzip(&a)[..], &packed[..packed.len() - 12]].concat();
    for (name, bytes) in [("a.warc", plain), ("a.warc.gz", packed)] {
        let work = Work::new(&[(name, &bytes)]);
        let texts = work.texts();
        assert_eq!(texts[0].1, "Whole.", "{name}");
        assert!(texts[1].1.starts_with("The beg"), "{name}: {texts:?}");
        assert!(
            found(&work.scan())[0].starts_with("cut-off: record 2, ")
                && found(&work.scan())[0].contains(" is cut off: "),
            "{name}: {:?}",
            found(&work.scan())
        );
    }
}

#[test]
fn bytes_of_an_archive_that_belong_to_no_record_are_named() {
    let a = page("https://example.org/a", "200 OK\r\nContent-Type: text/plain", b"Whole.");
    let stray = b"\r\nhere is\nsomething else\r\n\r\nWARC/1.0\r\nno length: 1\r\n\r\n";
    let bytes = [&a[..], stray, &a[..]].concat();
    let work = Work::new(&[("a.warc", &bytes)]);
    assert_eq!(work.texts().len(), 2);
    let (from, to) = (a.len() + 2, a.len() + stray.len());
    let said = found(&work.scan());
    assert!(said.iter().all(|line| line.starts_with("stray-bytes")), "{said:?}");
    assert!(
        said[0].contains(&format!("bytes {from} to ")) && said.last().unwrap().contains(&format!(" to {to} ")),
        "{said:?}"
    );
}

#[test]
fn the_lines_of_a_header_may_end_as_they_like() {
    for end in ["\r\n\r\n", "\n\n", "\n\r\n", "\r\n\n"] {
        let record = format!(
            "WARC/1.0\nWARC-Type: conversion\nWARC-Target-URI: http://example.org/\r\nContent-Type: text/plain\n\
             Content-Length: 5{end}words\r\n\r\n"
        );
        let work = Work::new(&[("a.warc", record.as_bytes())]);
        assert_eq!(work.texts(), pairs(&[("a.warc#http://example.org/", "words")]), "{end:?}");
    }
}

#[test]
fn a_page_that_unpacks_to_more_than_the_cap_is_named_and_not_unpacked() {
    let bomb = gzip(&vec![b'x'; 4 << 20]);
    let bomb = page("https://example.org/a", "200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: gzip", &bomb);
    let large = page("https://example.org/b", "200 OK\r\nContent-Type: text/plain", &vec![b'x'; 4 << 20]);
    let small = page("https://example.org/c", "200 OK\r\nContent-Type: text/plain", b"Small.");
    let all: Vec<u8> = [&bomb, &large, &small].into_iter().flat_map(|record| gzip(record)).collect();
    let mut work = Work::new(&[("a.warc.gz", &all)]);
    work.1.read.max_file = 1 << 20;
    let inventory = work.scan();
    assert!(found(&inventory)[0].starts_with("too-large: record 2 has"), "{:?}", found(&inventory));
    assert_eq!(inventory.documents.len(), 2);
    assert_eq!(load(&inventory.documents[0], &work.1).unwrap_err().code, "too-large");
    assert_eq!(load(&inventory.documents[1], &work.1).unwrap().bytes, b"Small.");
}

#[test]
fn a_header_without_end_takes_no_memory_and_ends() {
    let mut bytes = b"WARC/1.0\r\n".to_vec();
    bytes.extend(std::iter::repeat_n(b'a', 8 << 20));
    let work = Work::new(&[("a.warc.gz", &gzip(&bytes))]);
    let inventory = work.scan();
    assert_eq!(inventory.documents.len(), 0);
    assert!(found(&inventory)[0].starts_with("stray-bytes"), "{:?}", found(&inventory));
}
