//! Containers that are damaged or not what they say: nothing is lost but what is damaged, and that is named.

use dossier::config::{Config, Input};
use dossier::model::RawDocument;
use dossier::read::{load, scan};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::Write;
use std::time::{Duration, Instant};

/// Origin and text of every document of a file, and what was found, as `code line: message`.
fn read(name: &str, bytes: &[u8]) -> (Vec<(String, String)>, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    let config = Config::new(Input::Folder(folder.path().to_path_buf()));
    let inventory = scan(&config).unwrap();
    let text = |d: RawDocument| (d.origin.to_string(), String::from_utf8_lossy(&d.bytes).into_owned());
    let mut found: Vec<_> = inventory.diagnostics;
    let mut texts = Vec::new();
    for located in &inventory.documents {
        match load(located, &config) {
            Ok(document) => {
                texts.push(text(document));
                let record = located.origin.record.as_ref().unwrap();
                assert!(record.bytes.0 < record.bytes.1, "{record:?}");
            }
            Err(diagnostic) => found.push(diagnostic),
        }
    }
    let line =
        |d: &dossier::Diagnostic| d.place.as_ref().and_then(|p| p.line).map_or(String::new(), |n| format!(" {n}"));
    (texts, found.iter().map(|d| format!("{}{}: {}", d.code, line(d), d.message)).collect())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A text as a record that says it has `more` bytes more than it has.
fn record(name: &str, text: &str, more: i64) -> Vec<u8> {
    let length = text.len() as i64 + more;
    let header = "WARC-Type: conversion\r\nContent-Type: text/plain\r\n";
    format!(
        "WARC/1.0\r\n{header}WARC-Target-URI: https://example.org/{name}\r\nContent-Length: {length}\r\n\r\n{text}\r\n\r\n"
    )
    .into_bytes()
}

/// A text that is not packed away to nothing.
fn long(name: &str) -> String {
    (0..300).map(|n| format!("{name}: the harbour has {} ships.\n", n * 7919 % 1009)).collect()
}

fn names(texts: &[(String, String)]) -> Vec<&str> {
    texts.iter().map(|(origin, _)| origin.rsplit('/').next().unwrap()).collect()
}

/// Plain, a member a record, and in one piece.
fn forms(records: &[Vec<u8>]) -> [(&'static str, Vec<u8>); 3] {
    let members = records.iter().flat_map(|record| gzip(record)).collect();
    [("a.warc", records.concat()), ("b.warc.gz", members), ("c.warc.gz", gzip(&records.concat()))]
}

#[test]
fn a_record_that_says_it_is_longer_than_it_is_swallows_no_other() {
    for more in [5, 20, 200, 5000, 9_000_000_000] {
        let records = [
            record("a", "The first.", 0),
            record("b", "The second.", more),
            record("c", "The third.", 0),
            record("d", "The fourth.", 0),
        ];
        for (name, bytes) in forms(&records) {
            let (texts, found) = read(name, &bytes);
            assert_eq!(names(&texts), ["a", "b", "c", "d"], "{name} {more}: {found:?}");
            assert_eq!((&*texts[1].1, &*texts[2].1), ("The second.", "The third."), "{name} {more}");
            let [found] = &found[..] else { panic!("{name} {more}: {found:?}") };
            let (says, at) = (11 + more, records[0].len());
            assert!(
                found.starts_with(&format!("wrong-length: record 2, at byte {at}, says it has {says} bytes")),
                "{found}"
            );
        }
    }
}

#[test]
fn a_record_whose_end_would_stand_among_many_line_ends_swallows_no_other() {
    let last = [long("c"), "\n".repeat(300), "The ferry".into()].concat();
    let rest = [record("b", &long("b"), 0), record("c", &last, 0), record("d", &long("d"), 0)];
    let far = rest[0].len() + rest[1].len() - 150;
    let file = [record("a", &long("a"), far as i64), rest.concat()].concat();
    let (texts, found) = read("many.warc", &file);
    assert_eq!(names(&texts), ["a", "b", "c", "d"], "{found:?}");
    assert!(found.iter().any(|said| said.starts_with("wrong-length")), "{found:?}");
}

#[test]
fn a_record_that_says_it_is_shorter_than_it_is_keeps_its_end() {
    for less in [1, 6, 11] {
        let records = [record("a", "The first.", 0), record("b", "The second.", -less), record("c", "The third.", 0)];
        for (name, bytes) in forms(&records) {
            let (texts, found) = read(name, &bytes);
            assert_eq!(names(&texts), ["a", "b", "c"], "{name} {less}: {found:?}");
            assert_eq!(texts[1].1, "The second.", "{name} {less}");
            assert!(found[0].starts_with("wrong-length: record 2, at byte") && found.len() == 1, "{found:?}");
        }
    }
    // So does the last one.
    let (texts, found) = read("a.warc", &record("a", "The first and last.", -9));
    assert_eq!(texts[0].1, "The first and last.");
    assert!(found[0].starts_with("wrong-length: record 1"), "{found:?}");
}

#[test]
fn a_page_may_show_how_an_archive_looks() {
    let page = "An archive looks so:\nWARC/1.0\nWARC-Type: response\nContent-Length: 5\n\nwords\n\nAnd so on.";
    for (name, bytes) in forms(&[record("a", page, 0), record("b", "The second.", 0)]) {
        let (texts, found) = read(name, &bytes);
        assert_eq!((names(&texts), &*texts[0].1, found), (vec!["a", "b"], page, vec![]), "{name}");
    }
}

#[test]
fn a_record_without_a_length_goes_up_to_the_next() {
    let first = String::from_utf8(record("a", "The first.", 0)).unwrap().replace("Content-Length: 10\r\n", "");
    for (name, bytes) in forms(&[first.into_bytes(), record("b", "The second.", 0)]) {
        let (texts, found) = read(name, &bytes);
        assert_eq!((names(&texts), &*texts[0].1), (vec!["a", "b"], "The first."), "{name}");
        assert!(found[0].starts_with("wrong-length: record 1, at byte 0, says no length"), "{found:?}");
    }
}

#[test]
fn a_damaged_member_costs_itself() {
    let texts = ["a", "b", "c", "d"].map(long);
    let members = ["a", "b", "c", "d"].map(|name| gzip(&record(name, &long(name), 0)));
    let (start, length) = (members[0].len(), members[1].len());
    let whole = members.concat();
    let mut cases: Vec<(&str, Vec<u8>)> = Vec::new();
    let mut bytes = whole.clone();
    bytes[start + length / 2..start + length / 2 + 30].fill(0xff);
    cases.push(("its content", bytes));
    let mut bytes = whole.clone();
    bytes[start] = 0x55;
    cases.push(("its beginning", bytes));
    let mut bytes = whole.clone();
    bytes[start + length - 6] ^= 1;
    cases.push(("its checksum", bytes));
    let mut bytes = whole.clone();
    bytes.drain(start + length / 2..start + length / 2 + 50);
    cases.push(("a part is missing", bytes));
    let mut bytes = whole.clone();
    bytes.drain(start + length / 2..start + length);
    cases.push(("its end is missing", bytes));
    for (what, bytes) in cases {
        let (found_texts, found) = read("a.warc.gz", &bytes);
        let named: Vec<_> = names(&found_texts).into_iter().filter(|name| *name != "b").collect();
        assert_eq!(named, ["a", "c", "d"], "{what}: {found:?}");
        for (i, name) in [(0, "a"), (2, "c"), (3, "d")] {
            let (_, text) = found_texts.iter().find(|(origin, _)| origin.ends_with(&format!("/{name}"))).unwrap();
            assert_eq!(*text, texts[i], "{what}");
        }
        let says =
            [format!("damaged: the gzip member at byte {start} of the file"), format!("damaged: bytes {start} to ")];
        assert!(found.iter().any(|line| says.iter().any(|say| line.starts_with(say))), "{what}: {found:?}");
    }
}

#[test]
fn a_file_full_of_beginnings_of_members_is_read_in_its_length() {
    let mut bytes = gzip(&record("a", "The first.", 0));
    bytes.extend(b"\x1f\x8b\x08\0".repeat(1 << 20));
    // Members in members: each is read to the damage at the end of all.
    let mut inner = vec![0xff; 40];
    for n in 0..3000 {
        let name = n.to_string();
        let text = record(&name, "One in another.", 0);
        let length = (text.len() + inner.len()) as u16;
        let mut outer = b"\x1f\x8b\x08\0\0\0\0\0\0\xff\x01".to_vec();
        outer.extend(length.to_le_bytes());
        outer.extend((!length).to_le_bytes());
        outer.extend(text);
        if outer.len() + inner.len() > 60_000 {
            break;
        }
        outer.append(&mut inner);
        inner = outer;
    }
    bytes.extend(inner.repeat(20));
    let begun = Instant::now();
    let (texts, found) = read("a.warc.gz", &bytes);
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
    assert_eq!(names(&texts)[0], "a");
    assert!(found.iter().any(|line| line.starts_with("damaged: the gzip member at byte ")), "{found:?}");
}

#[test]
fn a_member_right_behind_many_that_are_none_is_found() {
    for behind in [vec![], gzip(&record("c", &long("c"), 0))] {
        let mut bytes = gzip(&record("a", "The first.", 0));
        bytes.extend(b"\x1f\x8b\x08\0".repeat(1 << 18));
        bytes.extend(gzip(&record("b", &long("b"), 0)));
        bytes.extend(&behind);
        let (texts, found) = read("a.warc.gz", &bytes);
        let expected = if behind.is_empty() { &["a", "b"][..] } else { &["a", "b", "c"] };
        assert_eq!(names(&texts), expected, "{found:?}");
    }
}

#[test]
fn records_in_records_are_read_in_their_length() {
    // Each says that it goes on to the end, and a little further.
    let bytes: Vec<u8> = (0..4000).flat_map(|n| record(&n.to_string(), "Words.", 9_000_000)).collect();
    let begun = Instant::now();
    for (name, bytes) in [("a.warc", bytes.clone()), ("b.warc.gz", gzip(&bytes))] {
        let (texts, _) = read(name, &bytes);
        assert_eq!((texts.len(), &*texts[2000].1), (4000, "Words."), "{name}");
    }
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
}

#[test]
fn what_was_unpacked_before_a_damage_is_used() {
    // The last line does not end with a line end.
    let lines = "{\"text\": \"The first.\"}\n{\"text\": \"The last.\"}";
    let garbage = [&gzip(lines.as_bytes())[..], b"<html>Not found</html>"].concat();
    let (texts, found) = read("a.jsonl.gz", &garbage);
    assert_eq!(texts.len(), 2, "{found:?}");
    assert_eq!(texts[1].1, "The last.");
    assert!(found[0].starts_with("stray-bytes: what follows from byte"), "{found:?}");

    let packed = gzip(lines.as_bytes());
    let (texts, found) = read("a.jsonl.gz", &packed[..packed.len() - 8]);
    assert_eq!(texts.len(), 2, "{found:?}");
    assert!(found[0].starts_with("damaged: the file cannot be read beyond byte") && found.len() == 1, "{found:?}");

    // Lines behind a damage are read too, and those before it to the last.
    let parts = ["a", "b", "c"].map(|part| {
        (0..200).map(|n| format!("{{\"text\": \"{part} {n} {}\"}}\n", n * 7919 % 1009)).collect::<String>()
    });
    let mut members = parts.map(|part| gzip(part.as_bytes()));
    let middle = members[1].len() / 2;
    members[1][middle..middle + 20].fill(0xff);
    let (texts, found) = read("a.jsonl.gz", &members.concat());
    let of = |part: &str| texts.iter().filter(|(_, text)| text.starts_with(part)).count();
    assert_eq!((of("a"), of("c")), (200, 200), "{found:?}");
    assert!(of("b") > 20, "{}", of("b"));
    assert!(found.iter().any(|line| line.starts_with("damaged: the gzip member at byte")), "{found:?}");
}

#[test]
fn files_put_together_without_a_line_end_between_lose_no_line() {
    let (a, b) = ("{\"id\": \"a\", \"text\": \"The first.\"}", "{\"id\": \"b\", \"text\": \"The second.\"}");
    let packed = [gzip(a.as_bytes()), gzip(b.as_bytes())].concat();
    for (name, bytes) in [("a.jsonl", [a, b].concat().into_bytes()), ("a.jsonl.gz", packed)] {
        let (texts, found) = read(name, &bytes);
        assert_eq!(
            texts.iter().map(|(_, text)| &**text).collect::<Vec<_>>(),
            ["The first.", "The second."],
            "{found:?}"
        );
    }
}

#[test]
fn a_file_that_is_not_what_its_name_says_is_read_as_what_it_is() {
    let (line, archive) = (b"{\"text\": \"Words.\"}\n".to_vec(), record("a", "Words.", 0));
    for (name, bytes) in [
        ("a.jsonl.gz", line.clone()),
        ("a.jsonl", gzip(&line)),
        ("a.warc.gz", archive.clone()),
        ("a.warc", gzip(&archive)),
    ] {
        let (texts, found) = read(name, &bytes);
        assert_eq!(texts.len(), 1, "{name}: {found:?}");
        assert_eq!(texts[0].1, "Words.");
        assert!(found[0].starts_with("wrong-ending"), "{name}: {found:?}");
    }
    let wide: Vec<u8> = "\u{feff}{\"text\": \"Words.\"}\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (name, bytes, code) in [
        ("a.jsonl.gz", gzip(&gzip(&line)), "packed-twice"),
        ("a.warc.gz", gzip(&gzip(&archive)), "packed-twice"),
        ("a.jsonl", wide, "not-utf-8"),
        ("a.jsonl", b"\n\n".to_vec(), "no-records"),
        ("a.warc", Vec::new(), "no-records"),
    ] {
        let (texts, found) = read(name, &bytes);
        assert!(texts.is_empty() && found.len() == 1 && found[0].starts_with(code), "{name}: {found:?}");
    }
}

#[test]
fn each_record_has_a_name_of_its_own() {
    let line = |id: &str| format!("{{{id}\"text\": \"Words.\"}}\n");
    let ids = ["\"id\": \"a\", ", "\"id\": \"a\", ", "\"id\": \"a~2\", ", "", "\"id\": 4, ", "\"id\": 7, ", ""];
    let lines: String = ids.into_iter().map(line).collect();
    let (texts, _) = read("a.jsonl", lines.as_bytes());
    let mut names: Vec<&String> = texts.iter().map(|(origin, _)| origin).collect();
    assert_eq!(
        names,
        ["a.jsonl#a", "a.jsonl#a~2", "a.jsonl#a~2~2", "a.jsonl#4", "a.jsonl#4~2", "a.jsonl#7", "a.jsonl#7~2"]
    );
    names.dedup();
    assert_eq!(names.len(), ids.len());
}

#[test]
fn a_member_that_holds_a_part_of_a_record_is_not_taken_for_all_of_it() {
    let record = record("a", &long("a"), 0);
    let (head, tail) = record.split_at(400);
    let (texts, found) = read("a.warc.gz", &[gzip(head), gzip(tail)].concat());
    assert_eq!((&*texts[0].1, found), (&*long("a"), vec![]));
}

#[test]
fn headers_may_be_folded_and_answers_of_any_version() {
    let folded = "WARC/1.0\r\nwarc-TYPE: conversion\r\nContent-Type:\r\n\ttext/plain\r\nWARC-Target-URI: https://example.org/a\r\n\
                  no field\r\nodd name: x\r\ncontent-length :6\r\n\r\nWords.\r\n\r\n";
    let (texts, found) = read("a.warc", folded.as_bytes());
    assert_eq!((&*texts[0].1, &*texts[0].0, found), ("Words.", "a.warc#https://example.org/a", vec![]));
    for version in ["1.0", "1.1", "2", "2.0", "3"] {
        let answer = format!("HTTP/{version} 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Words.</p>");
        // A page without an address is a page.
        let bytes = format!(
            "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:7>\r\nContent-Length: {}\r\n\r\n{answer}\r\n\r\n",
            answer.len()
        );
        let (texts, found) = read("a.warc", bytes.as_bytes());
        assert_eq!((&*texts[0].1, &*texts[0].0, found), ("<p>Words.</p>", "a.warc#urn:uuid:7", vec![]), "{version}");
    }
    // One without a type is a page if it begins as one, and one without an answer around it if it says so.
    let (page, words) = ("<!DOCTYPE html><p>Words.</p>", "Only words.");
    for (media, content, text) in [
        ("application/http", format!("HTTP/1.1 200 OK\r\nServer: x\r\n\r\n{page}"), page),
        ("application/http", format!("HTTP/1.1 200 OK\r\nContent-Type: text/html, text/html\r\n\r\n{words}"), words),
        ("text/plain", words.to_string(), words),
    ] {
        let length = content.len();
        let head = format!("WARC/1.0\r\nWARC-Type: response\r\nContent-Type: {media}\r\nContent-Length: {length}");
        // An editor may have put a mark before all.
        let (texts, found) = read("a.warc", format!("\u{feff}{head}\r\n\r\n{content}\r\n\r\n").as_bytes());
        assert_eq!((&*texts[0].1, found), (text, vec![]));
    }
    let (texts, found) = read("a.warc", b"WARC/1.0\r\nContent-Length: 6\r\n\r\nWords.\r\n\r\n");
    assert!(texts.is_empty() && found[0].starts_with("bad-record: record 1 does not say what it is"), "{found:?}");
}

#[test]
fn a_page_that_was_unpacked_on_the_way_is_read_whatever_its_fields_say() {
    let page = |coding: &str, content: &[u8]| {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {coding}\r\n\r\n");
        let length = head.len() + content.len();
        let header = format!("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {length}\r\n\r\n");
        [header.as_bytes(), head.as_bytes(), content, b"\r\n\r\n"].concat()
    };
    for coding in ["br", "deflate", "gzip", "zstd"] {
        let (texts, found) = read("a.warc", &page(coding, b"<!doctype html><p>Words."));
        assert_eq!((texts.len(), found), (1, vec![]), "{coding}");
        assert_eq!(texts[0].1, "<!doctype html><p>Words.", "{coding}");
    }
    let (texts, found) = read("a.warc", &page("br", b"\x0b\x02\x80<p>\x03"));
    assert!(texts.is_empty() && found[0].starts_with("unknown-coding"), "{found:?}");
    let (texts, found) = read("a.warc", &page("identity", &gzip(b"<p>Words.")));
    assert_eq!((&*texts[0].1, found), ("<p>Words.", vec![]));
    // What is cut off is used, and named when it becomes an article.
    let packed = gzip(format!("<!doctype html><p>{}", long("a")).as_bytes());
    for (coding, content) in [("gzip", &packed[..packed.len() / 2]), ("deflate", &packed[10..packed.len() / 2])] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.warc"), page(coding, content)).unwrap();
        let build = dossier::build(&Config::new(Input::Folder(folder.path().to_path_buf())), &dossier::Silent).unwrap();
        let found = &build.report.diagnostics;
        assert_eq!(build.library.articles.iter().count(), 1);
        assert!(found.iter().any(|d| d.code == "cut-off" && d.message.contains("to its end")), "{coding}: {found:?}");
    }
}

#[test]
fn a_line_that_is_nearly_json_is_read_and_named() {
    let lines = b"{\"author\": NaN, \"text\": \"One.\"}\n{\"text\": \"Two \\ud83d.\"}\n{\"text\": \"Thr\xe9e.\"}\n\
                  {\"text\": \"Four\t.\"}\n{\"text\": \"Fi\xe9";
    for (name, bytes) in [("a.jsonl", lines.to_vec()), ("a.jsonl.gz", gzip(lines))] {
        let (texts, found) = read(name, &bytes);
        let texts: Vec<_> = texts.iter().map(|(_, text)| &**text).collect();
        assert_eq!(texts, ["One.", "Two \u{fffd}.", "Thr\u{fffd}e.", "Four ."]);
        let codes: Vec<_> = found.iter().map(|line| line.split(':').next().unwrap()).collect();
        let mended = ["mended-record 1", "mended-record 2", "mended-record 3", "mended-record 4"];
        assert_eq!(codes[..4], mended, "{found:?}");
        assert_eq!(codes[4..], ["bad-record 5"]);
    }
}

#[test]
fn lines_of_a_list_that_end_with_a_comma_are_read_and_named() {
    let (texts, found) = read("a.jsonl", b"{\"text\": \"One,\"},\n{\"text\": \"Two.\"} , \r\n{\"text\": \"Three.\"}\n");
    let texts: Vec<_> = texts.iter().map(|(_, text)| &**text).collect();
    assert_eq!(texts, ["One,", "Two.", "Three."], "{found:?}");
    let said = "this line is nearly a JSON object: the comma at its end is read past";
    assert_eq!(found, [format!("mended-record 1: {said}"), format!("mended-record 2: {said}")]);
}
