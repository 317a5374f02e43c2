//! The account of every byte: from decided lines to a ledger without gaps.

use super::marks::{Marks, Verdict};
use super::page::Page;
use super::structure::part_span;
use crate::model::{Block, Entry, Fate, Field, Ledger, Role, SourceText, Span, Syntax};

/// Builds the ledger. White space between pieces, and markup inside blocks, carry no words. `front` is the account of
/// front matter, which stands above the page; what was stated outside the text (in tags and structured data) stands
/// below it, in order.
pub(super) fn ledger(
    source: &SourceText,
    front: Vec<(Span, Fate)>,
    page: &Page<'_>,
    marks: &Marks,
    blocks: &[Block],
    stated: &[(Span, Field)],
) -> Ledger {
    let mut account = Account { text: &source.text, entries: Vec::new(), at: 0, line: 1 };
    for (span, fate) in front {
        account.entry(span, fate);
    }
    let mut blocks = blocks.iter().peekable();
    for i in 0..page.lines.len() {
        let segment = &page.lines[i].segment;
        if let Some(parts) = marks.parts(i) {
            for part in parts {
                let span = part_span(page, i, part);
                let role = blocks.peek().filter(|b| b.spans.first() == Some(&span)).map(|b| b.kind.role());
                if role.is_some() {
                    blocks.next();
                }
                account.entry(span, fate(&part.verdict, role));
            }
            continue;
        }
        let role = blocks.peek().filter(|b| b.spans.first() == segment.spans.first()).map(|b| b.kind.role());
        if role.is_some() {
            blocks.next();
        }
        let verdict = marks.get(i);
        for span in segment.spans.iter() {
            account.entry(*span, verdict.map_or(Fate::Syntax(Syntax::Blank), |v| fate(v, role)));
        }
    }
    for (span, field) in stated {
        account.entry(*span, Fate::Record(*field));
    }
    let end = source.text.len();
    account.gap(end);
    Ledger::new(account.entries, end).expect("entries follow each other from the first byte to the last")
}

fn fate(verdict: &Verdict, role: Option<Role>) -> Fate {
    match verdict {
        Verdict::Body(asked) => Fate::Body(role.or(*asked).unwrap_or(Role::Paragraph)),
        Verdict::Beside { role, rule, confidence } => {
            Fate::Beside { role: *role, rule: *rule, confidence: *confidence }
        }
        Verdict::Record(field) => Fate::Record(*field),
        Verdict::Aside { rule, evidence } => Fate::SetAside { rule: *rule, evidence: evidence.clone() },
    }
}

struct Account<'t> {
    text: &'t str,
    entries: Vec<Entry>,
    at: usize,
    line: u32,
}

impl Account<'_> {
    /// An entry, and one for what lies before it. What an earlier entry holds already is left to it.
    fn entry(&mut self, span: Span, fate: Fate) {
        self.gap(span.start as usize);
        if (span.end as usize) > self.at {
            self.push(span.end as usize, fate);
        }
    }

    fn gap(&mut self, end: usize) {
        if self.at < end && self.text.as_bytes()[self.at..end].iter().all(u8::is_ascii_whitespace) {
            return self.push(end, Fate::Syntax(Syntax::Blank));
        }
        // Line by line, so that a blank line between marked-up ones is a blank line.
        while self.at < end {
            let first = super::segment::text::lines(&self.text[self.at..end]).next().map_or(end - self.at, str::len);
            let mut to = self.at + first;
            let is_blank = |piece: &str| piece.chars().all(char::is_whitespace);
            let blank = is_blank(&self.text[self.at..to]);
            for line in super::segment::text::lines(&self.text[to..end]).take_while(|l| is_blank(l) == blank) {
                to += line.len();
            }
            self.push(to, Fate::Syntax(if blank { Syntax::Blank } else { Syntax::Markup }));
        }
    }

    fn push(&mut self, end: usize, fate: Fate) {
        let piece = &self.text[self.at..end];
        let kept = matches!(fate, Fate::SetAside { .. } | Fate::Record(_));
        self.entries.push(Entry {
            span: Span::new(self.at, end),
            line: self.line,
            fate,
            text: if kept { piece.to_string() } else { String::new() },
        });
        let bytes = piece.as_bytes();
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
        // A carriage return before a line feed is a part of its line end.
        let ends = ends.filter(|at| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
        self.line += ends.count() as u32;
        self.at = end;
    }
}
