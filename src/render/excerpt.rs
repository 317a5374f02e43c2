//! The sentence of a passage that mentions a topic, with the term marked.

use super::body::marked_up;
use super::say;
use crate::model::*;
use crate::text;
use std::ops::Range;

/// Characters of an excerpt; longer sentences are cut around the first mention.
const LONGEST: usize = 420;

/// The first sentence of an article's text, at most about `max` characters; what was cut is shown by an ellipsis.
pub(crate) fn first_sentence(article: &Article, max: usize) -> Option<(&Block, String)> {
    let block = article.blocks.iter().find(|b| !matches!(b.kind, BlockKind::Heading(_)))?;
    let sentence = text::sentences(&block.text).into_iter().next()?;
    let (clipped, cut) = text::clip(&block.text[sentence], max);
    Some((block, if cut { format!("{clipped}…") } else { clipped.to_string() }))
}

/// The sentences of a block that mention a topic, as many as fit, in quotation marks unless they bring their own, with
/// every mention marked.
pub(crate) fn passage(block: &Block, mentions: &[Mention]) -> String {
    let chosen = chosen(&block.text, mentions);
    let ends = [chosen.first(), chosen.last()].map(|range| range.map_or("", |range| &block.text[range.clone()]));
    let marked = !ends.iter().any(|end| say::is_quoted(end));
    let mut out = String::from(if marked { "“" } else { "" });
    let mut last_end = None;
    for range in chosen {
        match last_end {
            None if range.start > 0 && !starts_sentence(&block.text, range.start) => out.push('…'),
            None => {}
            Some(end) if block.text[end..range.start].trim().is_empty() => out.push(' '),
            Some(_) => out.push_str(" … "),
        }
        let marks = mentions
            .iter()
            .filter(|m| range.start <= m.span.start as usize && m.span.end as usize <= range.end)
            .map(|m| {
                let end = text::with_last_stop(&block.text, m.span.range()).min(range.end);
                let span = Span::new(m.span.start as usize - range.start, end - range.start);
                (span, "<mark>".to_string(), "</mark>")
            })
            .collect();
        marked_up(&mut out, &block.text[range.clone()], marks);
        last_end = Some(range.end);
    }
    if last_end.is_some_and(|end| !ends_sentence(&block.text, end)) {
        out.push('…');
    }
    if marked {
        out.push('”');
    }
    out
}

fn starts_sentence(text: &str, at: usize) -> bool {
    text[..at].trim_end().ends_with(['.', '!', '?', '…', '”', '"', '’', '。', '！', '？', '؟', '।', '۔', ')', ']'])
}

fn ends_sentence(text: &str, at: usize) -> bool {
    text[at..].trim().is_empty() || starts_sentence(text, at)
}

/// Which parts of a text are shown.
fn chosen(text: &str, mentions: &[Mention]) -> Vec<Range<usize>> {
    let Some(first) = mentions.first() else { return Vec::new() };
    let at = first.span.start as usize;
    let with: Vec<Range<usize>> = text::sentences(text)
        .into_iter()
        .filter(|s| mentions.iter().any(|m| s.start <= m.span.start as usize && (m.span.start as usize) < s.end))
        .collect();
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut length = 0;
    for sentence in with {
        let characters = text[sentence.clone()].chars().count();
        if out.is_empty() && characters > LONGEST {
            return vec![window(text, sentence, at)];
        }
        if !out.is_empty() && length + characters > LONGEST {
            break;
        }
        length += characters;
        out.push(sentence);
    }
    if out.is_empty() { vec![window(text, 0..text.len(), at)] } else { out }
}

/// A part of a long sentence around a place, cut between words.
fn window(text: &str, sentence: Range<usize>, at: usize) -> Range<usize> {
    let at = at.clamp(sentence.start, sentence.end);
    let before = text.get(sentence.start..at).unwrap_or_default();
    let start = match before.char_indices().rev().nth(LONGEST / 3) {
        None => sentence.start,
        Some((cut, _)) => {
            let space = before[cut..].char_indices().find(|(_, c)| c.is_whitespace());
            sentence.start + cut + space.map_or(0, |(i, c)| i + c.len_utf8())
        }
    };
    let (clipped, _) = text::clip(&text[start..sentence.end], LONGEST);
    // A mention that the cut would fall into is kept whole by the caller's test of spans.
    start..start + clipped.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str) -> Block {
        Block {
            kind: BlockKind::Paragraph,
            label: Label::Passage(1, Key { words: 0, time: 1 }),
            text: text.into(),
            inlines: Vec::new(),
            spans: Spans::default(),
            line: 1,
        }
    }

    fn check(text: &str, terms: &[&str], expected: &str) {
        let mentions: Vec<Mention> = terms
            .iter()
            .map(|term| {
                let start = text.find(term).expect("the term is in the text");
                Mention {
                    article: ArticleId::from_index(0),
                    block: 0,
                    span: Span::new(start, start + term.len()),
                    says: false,
                }
            })
            .collect();
        assert_eq!(passage(&block(text), &mentions), expected);
    }

    #[test]
    fn the_sentence_is_shown_with_its_terms_marked() {
        check("One. Two fish & chips. Three.", &["fish"], "“Two <mark>fish</mark> &amp; chips.”");
        check(
            "A fish. Nothing here. Another net. End.",
            &["fish", "net"],
            "“A <mark>fish</mark>. … Another <mark>net</mark>.”",
        );
        check("“A fish?” Nothing.", &["fish"], "“A <mark>fish</mark>?”");
        check("Nothing. The fish \"coincide.\"", &["fish"], "The <mark>fish</mark> \"coincide.\"");
        check("A “fish” there.", &["fish"], "“A “<mark>fish</mark>” there.”");
        check("A fish. A net.", &["fish", "net"], "“A <mark>fish</mark>. A <mark>net</mark>.”");
    }

    #[test]
    fn a_long_sentence_is_cut_around_the_term() {
        let long = format!("{} fish {}", "word ".repeat(100).trim(), "more ".repeat(100).trim());
        let out = passage(
            &block(&long),
            &[Mention {
                article: ArticleId::from_index(0),
                block: 0,
                span: Span::new(long.find("fish").unwrap_or(0), long.find("fish").unwrap_or(0) + 4),
                says: false,
            }],
        );
        assert!(out.starts_with("“…word") && out.ends_with("more…”"), "{out}");
        assert!(out.contains("<mark>fish</mark>") && out.chars().count() < LONGEST + 40, "{out}");
    }
}
