//! Marks and numbers that a space got into.

use super::numbers::Numbers;
use super::patch::Change;
use crate::model::Rule;

const BRACKET: Rule = Rule("bracket-space");
const QUOTE: Rule = Rule("closing-quote");

/// What to change.
pub(super) fn changes(text: &str) -> Vec<Change> {
    let mut out = Vec::new();
    out.extend(quote(text));
    let bytes = text.as_bytes();
    let mut numbers = Numbers::of(text);
    let mut brackets = Brackets::of(bytes);
    let mut at = out.first().map_or(1, |change: &Change| change.range.end.max(1));
    while at + 1 < bytes.len() {
        let (before, after) = (bytes[at - 1], bytes[at + 1]);
        let is_word = |b: u8| b.is_ascii_alphanumeric() || b >= 0x80;
        let word_follows = || bytes.get(at + 2).is_some_and(|b| is_word(*b));
        match bytes[at] {
            b'.' | b',' if before.is_ascii_digit() && after == b' ' => {
                if let Some(change) = numbers.split_at(at) {
                    at = change.range.end;
                    out.push(change);
                }
            }
            b'(' => {
                brackets.open = Some(at);
                if is_word(before) && after == b' ' && word_follows() && brackets.close_behind(at) {
                    out.push(Change { range: at..at + 2, after: " (".into(), rule: BRACKET });
                    at += 1;
                }
            }
            b' ' if after == b')' && is_word(before) && word_follows() && !brackets.open_with_space() => {
                out.push(Change { range: at..at + 2, after: ") ".into(), rule: BRACKET });
                at += 1;
            }
            _ => {}
        }
        at += 1;
    }
    out
}

/// The brackets of a line. A space on the inner side of both is a style, that of code above all: `f( x )`.
struct Brackets<'t> {
    bytes: &'t [u8],
    /// The last that was opened, and the next that closes as far as it was looked for.
    open: Option<usize>,
    close: usize,
}

impl Brackets<'_> {
    fn of(bytes: &[u8]) -> Brackets<'_> {
        Brackets { bytes, open: (bytes.first() == Some(&b'(')).then_some(0), close: 0 }
    }

    /// Whether a bracket that was opened is closed, without a space.
    fn close_behind(&mut self, open: usize) -> bool {
        if self.close <= open {
            self.close = memchr::memchr(b')', &self.bytes[open..]).map_or(usize::MAX, |len| open + len);
        }
        self.close != usize::MAX && self.bytes[self.close - 1] != b' '
    }

    /// Whether a space follows the last bracket that was opened.
    fn open_with_space(&self) -> bool {
        self.open.is_some_and(|open| self.bytes[open + 1] == b' ')
    }
}

/// A line that opens with a closing quotation mark and a space, which is closed by another: `” No,” she said`. Without
/// the space it is how Swedish and Finnish open a quotation.
fn quote(text: &str) -> Option<Change> {
    let words = text.strip_prefix("” ")?.trim_start_matches(' ');
    let close = words.find('”')?;
    let opens_before_closing = words.find('“').is_some_and(|open| open < close);
    let range = 0..text.len() - words.len();
    (words.starts_with(char::is_alphanumeric) && !opens_before_closing).then(|| Change {
        range,
        after: "“".into(),
        rule: QUOTE,
    })
}
