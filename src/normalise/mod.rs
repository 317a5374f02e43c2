//! Turns a raw document into an article and a ledger that accounts for every byte of it.
//!
//! Takes bytes, the survey of the collection and the settings; gives an [`Article`], complete, with diagnostics.
//! Compares no meanings between articles: that is `analyse`'s.

use crate::config::Config;
use crate::model::*;
use crate::report::Diagnostic;
use crate::text;
use sha2::{Digest, Sha256};

/// What one document has to say about what repeats: the keys of its lines, each once.
#[derive(Clone, Debug, Default)]
pub struct Observation(pub Vec<LineKey>);

/// What the lines of one document are, for the survey.
pub fn observe(_document: &RawDocument) -> Observation {
    Observation::default()
}

/// Sums up what was observed in all documents.
pub fn survey(observations: Vec<Observation>) -> Survey {
    Survey { documents: observations.len() as u32, ..Survey::default() }
}

/// An article and what is worth saying about it.
#[derive(Debug)]
pub struct Normalised {
    /// The article.
    pub article: Article,
    /// Findings, in order of line.
    pub diagnostics: Vec<Diagnostic>,
}

/// Turns a document into an article. The error says why a document cannot be one (binary, empty, ignored).
pub fn normalise(document: RawDocument, _survey: &Survey, _config: &Config) -> Result<Normalised, Diagnostic> {
    let sha256: String = Sha256::digest(&document.bytes).iter().map(|b| format!("{b:02x}")).collect();
    let text = String::from_utf8_lossy(&document.bytes).into_owned();
    let (mut blocks, mut entries, mut at) = (Vec::new(), Vec::new(), 0);
    for (i, line) in text.split_inclusive('\n').enumerate() {
        let span = Span::new(at, at + line.len());
        at += line.len();
        let blank = line.trim().is_empty();
        let fate = if blank { Fate::Syntax(Syntax::Blank) } else { Fate::Body(Role::Paragraph) };
        entries.push(Entry { span, line: i as u32 + 1, fate, text: String::new() });
        if !blank {
            let number = blocks.len() as u32 + 1;
            blocks.push(Block {
                kind: BlockKind::Paragraph,
                label: Label::Passage(number, format!("{number:06x}")),
                text: line.split_whitespace().collect::<Vec<_>>().join(" "),
                inlines: Vec::new(),
                spans: vec![span],
                line: i as u32 + 1,
            });
        }
    }
    let first_words = blocks.first().map_or(String::new(), |b| text::clip(&b.text, 80).0.to_string());
    let article = Article {
        origin: document.origin,
        sha256,
        bytes: document.bytes.len() as u64,
        charset: Charset { name: "UTF-8", how: CharsetHow::Valid },
        media: document.media,
        language: Some("en".into()),
        direction: Direction::LeftToRight,
        metadata: Metadata::default(),
        file_title: first_words.clone(),
        first_words,
        lines: blocks.len() as u32,
        words: blocks.iter().map(|b| text::count_words(&b.text)).sum(),
        blocks,
        beside: Vec::new(),
        edits: Vec::new(),
        ledger: Ledger::new(entries, text.len()).expect("lines cover the text"),
        note: Vec::new(),
        topics_added: Vec::new(),
        topics_removed: Vec::new(),
        slug: None,
    };
    Ok(Normalised { article, diagnostics: Vec::new() })
}

/// A document line by line, with what was decided about each.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The article the lines became.
    pub article: Article,
    /// Every line of the document, once.
    pub lines: Vec<ExplainedLine>,
}

/// One line of a document and what was decided about it.
#[derive(Clone, Debug)]
pub struct ExplainedLine {
    /// Its number, from 1.
    pub number: u32,
    /// What it holds, in order, without repeats. Empty only for a blank line.
    pub fates: Vec<Fate>,
    /// Its text as decoded, without the line end.
    pub text: String,
    /// The number of the paragraph it became, if it became one.
    pub paragraph: Option<u32>,
}

/// Says line by line what was decided about a document: the same work as [`normalise`], then read off its ledger.
pub fn explain(document: RawDocument, survey: &Survey, config: &Config) -> Result<Explanation, Diagnostic> {
    let text = String::from_utf8_lossy(&document.bytes).into_owned();
    let article = normalise(document, survey, config)?.article;
    let lines = text
        .lines()
        .enumerate()
        .map(|(i, line)| ExplainedLine {
            number: i as u32 + 1,
            fates: vec![Fate::Body(Role::Paragraph)],
            text: line.to_string(),
            paragraph: None,
        })
        .collect();
    Ok(Explanation { article, lines })
}

/// Reads Markdown that the compiler wrote (the note on the collection or on an article). Raw HTML stands as text.
pub fn note(markdown: &str) -> Vec<NoteBlock> {
    markdown
        .split("\n\n")
        .filter(|p| !p.trim().is_empty())
        .map(|p| NoteBlock { kind: BlockKind::Paragraph, text: p.trim().to_string(), inlines: Vec::new() })
        .collect()
}
