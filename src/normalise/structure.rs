//! From decided lines to the article: blocks with labels, and what stands beside them.

use super::marks::{Marks, Part, Verdict};
use super::page::{Ending, Line, Page};
use super::repair;
use super::survey::line_key;
use super::zones::Zones;
use crate::model::{Beside, Block, BlockKind, Edit, Inline, Key, Label, LineKey, Role, SourceText, Span, Spans};
use crate::text;

/// Blocks, what stands beside them, and the repairs in both.
pub(super) struct Built {
    pub(super) blocks: Vec<Block>,
    pub(super) beside: Vec<Beside>,
    pub(super) edits: Vec<Edit>,
    /// Words of all blocks.
    pub(super) words: u32,
}

/// Builds the article. Every line has a verdict by now.
pub(super) fn build(source: &SourceText, page: &Page<'_>, marks: &Marks, zones: &Zones, mojibake: bool) -> Built {
    let count = |of: fn(&Verdict) -> bool| (0..page.lines.len()).filter(|i| marks.get(*i).is_some_and(of)).count();
    let body = count(|verdict| matches!(verdict, Verdict::Body(_)));
    let beside = Vec::with_capacity(count(|verdict| matches!(verdict, Verdict::Beside { .. })));
    let mut out = Built { blocks: Vec::with_capacity(body), beside, edits: Vec::new(), words: 0 };
    let mut labels = Labels { headings: 0, passages: 0, times: Times::of(body) };
    for i in 0..page.lines.len() {
        let segment = &page.lines[i].segment;
        edits(source, segment, &mut out.edits);
        match (marks.parts(i), marks.get(i)) {
            (Some(parts), _) => {
                for part in parts {
                    let span = part_span(page, i, part);
                    // Repaired apart, so that the text of a part is what its own place gives.
                    let patch = repair::repair(&source.text[span.range()], mojibake);
                    let text = patch.text().trim();
                    match &part.verdict {
                        Verdict::Body(role) => {
                            let kind = role.map_or(BlockKind::Paragraph, of_role);
                            let (spans, key) = (span.into(), line_key(text));
                            out.words += text::count_words(text);
                            push(&mut out.blocks, &mut labels, kind, (text, key), Vec::new(), spans, segment.number);
                        }
                        verdict => push_beside(&mut out, verdict, text, span, segment.number),
                    }
                }
            }
            (None, Some(Verdict::Body(role))) => {
                let kind = kind(page, marks, zones, i, *role);
                let (text, inlines) = trimmed(segment.patch.text(), &segment.inlines);
                let (spans, key) = (Spans::from(&*segment.spans), page.lines[i].key);
                out.words += words(&page.lines[i], text);
                push(&mut out.blocks, &mut labels, kind, (text, key), inlines, spans, segment.number);
            }
            (None, Some(verdict)) => {
                push_beside(&mut out, verdict, segment.patch.text(), segment.span, segment.number);
            }
            (None, None) => {}
        }
    }
    out
}

/// The words of a line's text: counted already, but in scripts that may be written without spaces.
fn words(line: &Line<'_>, text: &str) -> u32 {
    if !line.unspaced { line.words } else { text::count_words(text) }
}

/// A text without the white space that repairs may leave at its ends, and its markup where it then stands.
fn trimmed<'t>(text: &'t str, inlines: &[Inline]) -> (&'t str, Vec<Inline>) {
    if inlines.is_empty() {
        return (text::trim(text), Vec::new());
    }
    let cut = text.len() - text.trim_start().len();
    let text = text.trim();
    let moved = |at: u32| (at as usize).saturating_sub(cut).min(text.len());
    let inlines = inlines
        .iter()
        .map(|inline| Inline {
            span: Span::new(moved(inline.span.start), moved(inline.span.end)),
            kind: inline.kind.clone(),
        })
        .filter(|inline| !inline.span.is_empty())
        .collect();
    (text, inlines)
}

/// The place of a part of a line in the source.
pub(super) fn part_span(page: &Page<'_>, line: usize, part: &Part) -> Span {
    let segment = &page.lines[line].segment;
    let base = segment.span.start as usize;
    let whole = segment.span.len();
    let start = if part.range.start == 0 { 0 } else { segment.patch.to_source(part.range.start) };
    let end =
        if part.range.end == segment.patch.text().len() { whole } else { segment.patch.to_source(part.range.end) };
    Span::new(base + start.min(end), base + end)
}

fn edits(source: &SourceText, segment: &super::page::Segment<'_>, out: &mut Vec<Edit>) {
    let base = segment.span.start as usize;
    for made in segment.patch.edits() {
        let span = Span::new(base + made.source.start, base + made.source.end);
        out.push(Edit {
            span,
            line: segment.number,
            before: source.text[span.range()].into(),
            after: segment.patch.text()[made.out.clone()].into(),
            rule: made.rule,
        });
    }
}

fn of_role(role: Role) -> BlockKind {
    match role {
        Role::Heading => BlockKind::Heading(1),
        Role::Standfirst => BlockKind::Standfirst,
        Role::Quote => BlockKind::Quote,
        Role::ListItem => BlockKind::ListItem { ordered: false },
        Role::Paragraph | Role::Caption | Role::Credit | Role::Related | Role::Doubtful => BlockKind::Paragraph,
    }
}

fn kind(page: &Page<'_>, marks: &Marks, zones: &Zones, i: usize, role: Option<Role>) -> BlockKind {
    let line = &page.lines[i];
    if let Some(kind) = line.segment.kind {
        return kind;
    }
    if let Some(role) = role {
        return of_role(role);
    }
    let text = line.text();
    if list_marker(text).is_some_and(|rest| !rest.is_empty()) {
        return BlockKind::ListItem { ordered: text.starts_with(|c: char| c.is_ascii_digit()) };
    }
    if is_heading(page, marks, zones, i) { BlockKind::Heading(1) } else { BlockKind::Paragraph }
}

/// What follows the mark of a list item.
fn list_marker(text: &str) -> Option<&str> {
    // What a bullet or a number may begin with: hardly any line does.
    if !text.as_bytes().first().is_some_and(|b| matches!(b, b'*' | b'-' | 0xc2 | 0xe2 | b'0'..=b'9')) {
        return None;
    }
    let bullets = ["• ", "· ", "* ", "- ", "– ", "▪ ", "■ ", "● ", "‣ ", "◦ ", "→ ", "– "];
    if let Some(rest) = bullets.iter().find_map(|b| text.strip_prefix(b)) {
        return Some(rest.trim());
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = (1..=2).contains(&digits).then(|| &text[digits..])?;
    rest.strip_prefix(". ").or(rest.strip_prefix(") ")).map(str::trim).filter(|r| r.starts_with(char::is_alphabetic))
}

/// A short line without an end mark, alone between paragraphs. Two or more in a row are a list or verse.
fn is_heading(page: &Page<'_>, marks: &Marks, zones: &Zones, i: usize) -> bool {
    let line = &page.lines[i];
    let text = line.text();
    let question = text.ends_with(['?', '!']) && line.words <= 12;
    let short = (line.ending == Ending::Open || question) && (1..=16).contains(&line.words) && text.len() <= 160;
    let opens = text.starts_with(|c: char| {
        c.is_alphanumeric() && !c.is_lowercase() || matches!(c, '“' | '"' | '‘' | '\'' | '«' | '¿' | '¡')
    });
    if !short || !opens || line.letters < 2 || i < zones.start || text.ends_with([',', ';', '-', '–', '”', '"']) {
        return false;
    }
    let body = |j: &usize| matches!(marks.get(*j), Some(Verdict::Body(_)));
    let next = (i + 1..page.lines.len()).find(body);
    let before = (0..i).rev().find(body);
    let text_follows = next.is_some_and(|j| page.lines[j].is_prose() || page.lines[j].words >= 10);
    let text_before = before.is_none_or(|j| {
        let l = &page.lines[j];
        l.is_prose() || l.words >= 8 || l.ending == Ending::Sentence
    });
    text_follows && text_before
}

struct Labels {
    headings: u32,
    passages: u32,
    times: Times,
}

/// How often each key was met.
struct Times {
    /// Keys and counts, at most half full; a count of 0 stands for an empty slot.
    table: Vec<(u32, u32)>,
    met: usize,
}

impl Times {
    /// For about so many keys.
    fn of(keys: usize) -> Times {
        Times { table: vec![(0, 0); (keys * 2 + 16).next_power_of_two()], met: 0 }
    }

    /// Which time this is.
    fn next(&mut self, key: u32) -> u32 {
        if self.met * 2 >= self.table.len() {
            let more = vec![(0, 0); self.table.len() * 4];
            for (key, times) in std::mem::replace(&mut self.table, more).into_iter().filter(|slot| slot.1 > 0) {
                *self.slot(key) = (key, times);
            }
        }
        let slot = self.slot(key);
        *slot = (key, slot.1 + 1);
        let times = slot.1;
        self.met += usize::from(times == 1);
        times
    }

    /// The slot of a key, or the empty one where it would stand.
    fn slot(&mut self, key: u32) -> &mut (u32, u32) {
        let last = self.table.len() - 1;
        let mut at = (text::scatter(u64::from(key)) >> 32) as usize & last;
        while self.table[at].1 > 0 && self.table[at].0 != key {
            at = (at + 1) & last;
        }
        &mut self.table[at]
    }
}

fn push(
    blocks: &mut Vec<Block>,
    labels: &mut Labels,
    kind: BlockKind,
    (text, key): (&str, LineKey),
    inlines: Vec<crate::model::Inline>,
    spans: Spans,
    line: u32,
) {
    if text.is_empty() {
        return;
    }
    let label = match kind {
        BlockKind::Heading(_) => {
            labels.headings += 1;
            Label::Heading(labels.headings)
        }
        BlockKind::Standfirst | BlockKind::Paragraph | BlockKind::Quote | BlockKind::ListItem { .. } => {
            labels.passages += 1;
            let key = (key >> 40) as u32;
            Label::Passage(labels.passages, Key { words: key, time: labels.times.next(key) })
        }
    };
    blocks.push(Block { kind, label, text: text.to_string(), inlines, spans, line });
}

fn push_beside(out: &mut Built, verdict: &Verdict, text: &str, span: Span, line: u32) {
    let Verdict::Beside { role, rule, confidence, .. } = verdict else { return };
    let text = text.trim();
    if !text.is_empty() {
        let (text, after) = (text.to_string(), out.blocks.len() as u32);
        out.beside.push(Beside { role: *role, rule: *rule, text, span, line, after, confidence: *confidence });
    }
}

#[cfg(test)]
mod tests {
    use super::Times;

    #[test]
    fn each_key_is_counted_by_itself() {
        let mut times = Times::of(0);
        for round in 1..4 {
            assert!((0..500).all(|key| times.next(key * 8) == round));
        }
    }
}
