//! The account of every byte: from decided lines to a ledger without gaps.

use super::marks::{Marks, Verdict};
use super::page::Page;
use super::segment::text::lines;
use super::structure::part_span;
use crate::model::{Block, Fate, Ledger, LedgerWriter, Role, SourceText, Span, Syntax};

/// Builds the ledger. White space between pieces, and markup inside blocks, carry no words. `front` is the account of
/// front matter, which stands above the page; `below` is that of what stands below it, in order: what was stated outside
/// the text (in tags and structured data), and the words of drawings, frames and objects. `by_line` says that each
/// segment of the page is a line of the source: then no line ends are counted.
pub(super) fn ledger(
    source: &SourceText,
    front: Vec<(Span, Fate)>,
    page: &Page<'_>,
    marks: &Marks,
    blocks: &[Block],
    below: &[(Span, Fate)],
    by_line: bool,
) -> Ledger {
    // A line and what stands between it and the next; some hold more than one piece.
    let pieces = LedgerWriter::of(page.lines.len() * 2 + front.len() + below.len() * 2 + 2);
    let mut account = Account { text: &source.text, pieces, at: 0, line: 1, by_line };
    for (span, fate) in &front {
        account.entry(*span, &Found::Told(fate));
    }
    let mut blocks = blocks.iter().peekable();
    for i in 0..page.lines.len() {
        let segment = &page.lines[i].segment;
        if by_line {
            account.gap(segment.span.start as usize);
            account.line = segment.number;
        }
        if let Some(parts) = marks.parts(i) {
            for part in parts {
                let span = part_span(page, i, part);
                let role = blocks.next_if(|b| b.spans.first() == Some(&span)).map(|b| b.kind.role());
                account.entry(span, &Found::Decided(&part.verdict, role));
            }
            continue;
        }
        let role = blocks.next_if(|b| b.spans.first() == segment.spans.first()).map(|b| b.kind.role());
        let verdict = marks.get(i);
        for span in segment.spans.iter() {
            account.entry(*span, &verdict.map_or(Found::Told(&BLANK), |v| Found::Decided(v, role)));
        }
    }
    for (span, fate) in below {
        account.entry(*span, &Found::Told(fate));
    }
    account.gap(source.text.len());
    account.pieces.done()
}

/// What became of a piece, as it was found.
enum Found<'a> {
    /// A verdict, and the role of the block that was made of it.
    Decided(&'a Verdict, Option<Role>),
    Told(&'a Fate),
}

static BLANK: Fate = Fate::Syntax(Syntax::Blank);
static MARKUP: Fate = Fate::Syntax(Syntax::Markup);

struct Account<'t> {
    text: &'t str,
    pieces: LedgerWriter,
    at: usize,
    line: u32,
    by_line: bool,
}

impl Account<'_> {
    /// An entry, and one for what lies before it. What an earlier entry holds already is left to it.
    fn entry(&mut self, span: Span, found: &Found<'_>) {
        self.gap(span.start as usize);
        if (span.end as usize) > self.at {
            self.push(span.end as usize, found);
        }
    }

    fn gap(&mut self, end: usize) {
        if self.at >= end {
            return;
        }
        let gap = &self.text[self.at..end];
        if gap.bytes().all(|b| b.is_ascii_whitespace()) {
            return self.push(end, &Found::Told(&BLANK));
        }
        // Line by line, so that a blank line between marked-up ones is a blank line.
        let fate = |blank: bool| Found::Told(if blank { &BLANK } else { &MARKUP });
        let (mut to, mut above) = (self.at, None);
        for line in lines(gap) {
            let blank = line.chars().all(char::is_whitespace);
            if let Some(above) = above.replace(blank).filter(|above| *above != blank) {
                self.push(to, &fate(above));
            }
            to += line.len();
        }
        self.push(end, &fate(above == Some(true)));
    }

    fn push(&mut self, end: usize, found: &Found<'_>) {
        let is_aside = matches!(found, Found::Decided(Verdict::Aside { .. }, _) | Found::Told(Fate::SetAside { .. }));
        if is_aside && !self.by_line && self.text[self.at..end].trim_end().contains(['\n', '\r']) {
            return self.push_lines(end, found);
        }
        self.push_one(end, found);
    }

    /// A piece of several lines, line by line: what is set aside is counted and listed in lines everywhere.
    fn push_lines(&mut self, end: usize, found: &Found<'_>) {
        for line in lines(&self.text[self.at..end]) {
            let (start, words) = (self.at, line.trim_end());
            if !words.is_empty() {
                self.push_one(start + words.len(), found);
            }
            if words.len() < line.len() {
                self.push_one(start + line.len(), &Found::Told(&BLANK));
            }
        }
    }

    fn push_one(&mut self, end: usize, found: &Found<'_>) {
        let piece = &self.text[self.at..end];
        let (to, line) = (end as u32, self.line);
        match *found {
            Found::Decided(Verdict::Aside { rule, evidence }, _) => {
                self.pieces.push_aside(to, line, *rule, piece, |out| evidence.push_to(out));
            }
            Found::Decided(Verdict::Record(field), _) => {
                self.pieces.push(to, line, &Fate::Record(*field), piece);
            }
            Found::Decided(Verdict::Body(asked), role) => {
                let role = role.or(*asked).unwrap_or(Role::Paragraph);
                self.pieces.push(to, line, &Fate::Body(role), "");
            }
            Found::Decided(&Verdict::Beside { role, rule, confidence, evidence }, _) => {
                self.pieces.push_beside(to, line, (role, rule, confidence), |out| evidence.push_to(out));
            }
            Found::Told(fate) => {
                let kept = matches!(fate, Fate::SetAside { .. } | Fate::Record(_));
                self.pieces.push(to, line, fate, if kept { piece } else { "" });
            }
        }
        if !self.by_line {
            self.line += line_ends(piece.as_bytes());
        }
        self.at = end;
    }
}

/// How many lines end in a piece. A carriage return before a line feed is a part of its line end.
fn line_ends(bytes: &[u8]) -> u32 {
    let is_end = |at: usize| bytes[at] == b'\n' || bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    // What stands between two lines is mostly a byte or two.
    if bytes.len() <= 8 {
        return (0..bytes.len()).map(|at| u32::from(is_end(at))).sum();
    }
    memchr::memchr2_iter(b'\n', b'\r', bytes).filter(|at| is_end(*at)).count() as u32
}
