//! Inputs to begin with: the golden cases, the embedded collection, and a few of every form.

use std::fs;
use std::path::{Path, PathBuf};

const JSONL: &str = "{\"url\": \"https://example.org/a\", \"title\": \"The tide\", \"authors\": [\"Ann Lee\"], \"date\": \
    \"2021-05-03\", \"text\": \"The tide\\n\\nThe harbour was open on Tuesday after two years of work.\\nShare\"}\n\
    {\"id\": 7, \"html\": \"<p>Marked <b>up</b> words.</p>\"}\n\n{\"text\": \"No name, and some words.\"}\n";

const WARC: &str = "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 3\r\n\r\na: \r\n\r\n\
    WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/a\r\nWARC-Date: 2024-05-01T00:00:00Z\r\n\
    Content-Type: application/http; msgtype=response\r\nContent-Length: 104\r\n\r\n\
    HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>The tide came in, and words were said.</p>\r\n\r\n\
    \r\n\r\nWARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/b\r\nContent-Length: 96\r\n\r\n\
    HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nwords\r\n4\r\n and\r\n0\r\n\r\n\r\n\r\n\
    WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://example.org/c\r\nContent-Type: text/plain\r\n\
    Content-Length: 11\r\n\r\nPlain words\r\n\r\n";

/// Lines that are nearly JSON, and two objects on one.
const NEARLY_JSON: &str = "{\"author\": NaN, \"text\": \"The tide came in.\"}\n{\"text\": \"A half \\ud83d here.\"}\n{\"text\": \
    \"A tab\there.\"}\n{\"text\": \"One.\"}{\"text\": \"Two.\"}\n{\"text\": \"cut";

/// Records that are longer and shorter than they say, one without a length, and one that shows another.
const WRONG_LENGTHS: &str = "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://example.org/a\r\nContent-Type:\r\n text/plain\r\n\
    Content-Length: 900\r\n\r\nPlain words\r\n\r\nWARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://example.org/b\r\n\
    Content-Type: text/plain\r\nContent-Length: 4\r\n\r\nMore words\r\n\r\nWARC/1.1\r\nWARC-Type: conversion\r\n\
    WARC-Target-URI: https://example.org/c\r\nContent-Type: text/plain\r\n\r\nNo length\r\n\r\nWARC/1.0\r\nWARC-Type: conversion\r\n\
    WARC-Target-URI: https://example.org/d\r\nContent-Type: text/plain\r\nContent-Length: 26\r\n\r\nLike so:\nWARC/1.0\nA: words\r\n\r\n";

const MARKDOWN: &[&str] = &[
    "---\ntitle: \"A: B\"\nauthors:\n  - Ann Lee\n  - {name: Bo}\ndate: 2023-01-29\ntags: [sea, land]\nnote: |\n  Two\n  lines.\nkeep: [7]\n\
     ---\n# A: B\n\nThe tide *came* in, [they](https://example.org) said.\n\n> A quote.\n\n- one\n- two\n",
    "+++\ntitle = \"T\"\ndate = 2023-01-29\ntopics = {add = [\"x\"]}\n+++\nSome words `and` code.\n\n```\ncode\n```\n<div>raw</div>\n",
];

const HTML: &str = "<!doctype html><html lang=en><head><meta charset=utf-8><title>The tide | Ledger</title></head><body><nav><a \
    href=/>Home</a></nav><article><h1>The tide</h1><p class=by>By Ann Lee</p><time datetime=2021-05-03>3 May</time><p>The harbour \
    was <b>open</b> on Tuesday after two years of work.<p>Ships came.<ul><li>one<li>two</ul><figure><img src=a alt=b><figcaption>A \
    ship</figcaption></figure><script>x</script></article><footer>© Ledger</footer></body></html>";

const SETTINGS: &[&str] = &[
    "title = \"T\"\nlanguage = \"en\"\n[input]\ninclude = [\"**/*.txt\"]\nmax_file = \"1 MiB\"\n[clean]\nrules = \"none\"\nkeep = [\"a\", \"/b/\"]\n\
     [[sources]]\nname = \"A\"\nmatch = [\"x\"]\n[theme]\naccent = \"#036\"\n",
    "[\"a.txt\"]\ntitle = \"T\"\ndate = 2022\nkeep = [27, \"x\", \"/^F/\"]\ntopics = { add = [\"N\"], remove = \"M\" }\n[\"sha256:0123456789ab\"]\nignore = true\n",
    "[[topic]]\nlabel = { fr = \"Commerce\", en = \"Trade\" }\naliases = [\"trade\"]\nmin_strength = 0.5\nkind = \"person\"\n",
];

/// Everything there is.
pub fn all() -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found: Vec<PathBuf> = Vec::new();
    let mut open = vec![root.join("tests/golden"), root.join("seeds")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if ["txt", "md", "html", "toml", "jsonl"]
                .iter()
                .any(|ending| path.extension().is_some_and(|e| e == *ending))
            {
                found.push(path);
            }
        }
    }
    found.sort();
    let mut seeds: Vec<Vec<u8>> = found.iter().filter_map(|path| fs::read(path).ok()).collect();
    seeds.extend(
        [JSONL, NEARLY_JSON, WARC, WRONG_LENGTHS, HTML]
            .iter()
            .chain(MARKDOWN)
            .chain(SETTINGS)
            .chain(VOCABULARIES)
            .map(|text| text.as_bytes().to_vec()),
    );
    seeds
}

/// One topic below another, in each form.
const VOCABULARIES: &[&str] = &[
    "id,label,kind,aliases,broader,min_strength\nferry,Ferries,topic,ferry | ferries,harbour,0.3\nharbour,Harbour,place,,,0\n",
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<#ferry> a skos:Concept ; skos:prefLabel \"Ferries\"@en, \
     \"Bacs\"@fr ; skos:altLabel \"ferry\" ; skos:broader <#harbour> .\n<#harbour> skos:prefLabel \"Harbour\" .\n",
    "<?xml version=\"1.0\"?>\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" \
     xmlns:skos=\"http://www.w3.org/2004/02/skos/core#\"><skos:Concept rdf:about=\"http://example.org/ferry\">\
     <skos:prefLabel xml:lang=\"en\">Ferries</skos:prefLabel><skos:altLabel>ferry</skos:altLabel></skos:Concept></rdf:RDF>\n",
    "{\"@context\": {\"skos\": \"http://www.w3.org/2004/02/skos/core#\"}, \"@graph\": [{\"@id\": \"http://example.org/ferry\", \
     \"@type\": \"skos:Concept\", \"skos:prefLabel\": {\"@value\": \"Ferries\", \"@language\": \"en\"}}]}\n",
];

/// Inputs that suit a target; others come in by mixing.
pub fn of(target: &str) -> Vec<Vec<u8>> {
    let own: Vec<&str> = match target {
        "jsonl" => vec![JSONL, NEARLY_JSON],
        "warc" => vec![WARC, WRONG_LENGTHS],
        "html" => vec![HTML],
        "markdown" => MARKDOWN.to_vec(),
        "settings" => SETTINGS.to_vec(),
        "vocabulary" => VOCABULARIES.to_vec(),
        "site" => vec![JSONL, MARKDOWN[0]],
        _ => Vec::new(),
    };
    let mut seeds = all();
    let weight = if own.is_empty() { 0 } else { 2 * seeds.len() / own.len() };
    for text in own {
        seeds.extend(std::iter::repeat_n(text.as_bytes().to_vec(), weight));
    }
    seeds
}
