//! Writes the text of a page: a block a line, white space as browsers show it, markup inside blocks with its place.

use super::super::text::{MOST, PIECE};
use super::Piece;
use super::place::{Place, Seen};
use crate::model::{BlockKind, Inline, InlineKind, Span};

/// Markup inside markup that is kept; deeper is text all the same.
const MOST_OPEN: usize = 16;

/// The text so far and the block being written.
#[derive(Default)]
pub(super) struct Writer {
    pub(super) text: String,
    pub(super) pieces: Vec<Piece>,
    /// Words in drawings, frames and objects. A text node a line.
    pub(super) embedded: String,
    /// Text that nobody is shown: scripts, styles. In the same way.
    pub(super) unseen: String,
    /// Whether it is left out.
    pub(super) shown_only: bool,
    start: usize,
    /// White space was read and not yet written.
    space: bool,
    /// A line break was.
    broken: bool,
    /// An element began that stands apart from the one before, without white space between.
    parted: bool,
    /// Where the last element inside a line ended.
    ended: usize,
    /// A link began right there: a capital or a number begins another thing.
    linked_on: bool,
    open: Vec<Open>,
    inlines: Vec<Inline>,
    linked: u32,
    seen: Option<Seen>,
}

/// Text that stands apart from that of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Apart {
    /// The words of a drawing, and what stands for a frame or an object where it cannot be shown.
    Embedded,
    /// Scripts and style sheets.
    Code,
}

struct Open {
    kind: Option<InlineKind>,
    /// Where in the block it begins; none before its first letter.
    start: Option<usize>,
}

impl Writer {
    /// Whether nothing was written since the last block.
    pub(super) fn is_empty(&self) -> bool {
        self.text.len() == self.start
    }

    /// Ends the block being written; in a flood of blocks only once it is long enough.
    pub(super) fn end_block(&mut self) {
        self.space = false;
        self.broken = false;
        self.parted = false;
        let len = self.text.len() - self.start;
        if self.pieces.len() >= MOST && len < PIECE {
            self.space = true;
            return;
        }
        self.finish();
    }

    /// Ends the last block.
    pub(super) fn finish(&mut self) {
        let len = self.text.len() - self.start;
        if len == 0 {
            return;
        }
        for open in &mut self.open {
            if let (Some(start), Some(kind)) = (open.start.take(), &open.kind)
                && start < len
            {
                self.inlines.push(Inline { span: Span::new(start, len), kind: kind.clone() });
            }
        }
        let mut inlines = std::mem::take(&mut self.inlines);
        inlines.sort_by_key(|inline| (inline.span.start, std::cmp::Reverse(inline.span.end)));
        let seen = self.seen.take().unwrap_or_default();
        self.pieces.push(Piece {
            span: Span::new(self.start, self.text.len()),
            kind: kind(&seen.place),
            inlines,
            place: seen.place,
            linked: self.linked,
            article: None,
        });
        self.text.push('\n');
        self.start = self.text.len();
        self.linked = 0;
    }

    /// A line break: ends the block, unless a sentence plainly goes on after it.
    pub(super) fn line_break(&mut self) {
        if self.broken {
            self.end_block();
        } else if !self.is_empty() {
            self.broken = true;
        }
    }

    /// What follows stands apart on the screen, though the markup has no white space before it: a space is written
    /// between two words.
    pub(super) fn part(&mut self) {
        self.parted = true;
    }

    /// An element inside a line ends.
    pub(super) fn end_inline(&mut self) {
        self.ended = self.text.len();
    }

    /// A link begins. A label, or another link, may stand right before it, as in `<b>Read also</b><a>The ferry</a>`:
    /// styles part them.
    pub(super) fn part_link(&mut self) {
        self.linked_on = !self.is_empty() && self.ended == self.text.len();
    }

    /// Text that a reader sees. Gives the number of letters, marks and signs written.
    pub(super) fn write(&mut self, words: &str, place: &Place, preformatted: bool) -> u32 {
        let mut written = 0;
        let mut feeds = 0;
        let bytes = words.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if is_space(bytes[at]) {
                feeds += u32::from(bytes[at] == b'\n');
                if preformatted && feeds == 2 {
                    self.end_block();
                }
                self.space = true;
                at += 1;
                continue;
            }
            feeds = 0;
            let end = bytes[at..].iter().position(|b| is_space(*b)).map_or(bytes.len(), |i| at + i);
            written += self.word(&words[at..end], place);
            at = end;
        }
        written
    }

    fn word(&mut self, word: &str, place: &Place) -> u32 {
        if self.broken {
            self.broken = false;
            let before = self.text.chars().next_back().unwrap_or(' ');
            let goes_on = word.starts_with(char::is_lowercase) && (before.is_alphanumeric() || before == ',');
            if goes_on {
                self.space = true;
            } else {
                self.end_block();
            }
        }
        let another = |c: char| c.is_uppercase() || c.is_ascii_digit();
        let apart =
            self.parted && word.starts_with(char::is_alphanumeric) || self.linked_on && word.starts_with(another);
        let glued = apart && self.text.ends_with(char::is_alphanumeric);
        if (self.space || glued) && !self.is_empty() {
            self.text.push(' ');
        }
        (self.space, self.parted, self.linked_on) = (false, false, false);
        let at = self.text.len() - self.start;
        for open in self.open.iter_mut().rev().take_while(|o| o.start.is_none()) {
            open.start = Some(at);
        }
        self.text.push_str(word);
        let count = word.len() as u32;
        if place.link {
            self.linked += count;
        }
        match &mut self.seen {
            Some(seen) => seen.add(place),
            None => self.seen = Some(Seen::new(place)),
        }
        count
    }

    /// Markup inside a block begins.
    pub(super) fn open(&mut self, kind: Option<InlineKind>) {
        let kind = kind.filter(|_| self.open.len() < MOST_OPEN);
        self.open.push(Open { kind, start: None });
    }

    /// The markup that began last ends.
    pub(super) fn close(&mut self) {
        let Some(open) = self.open.pop() else { return };
        if let (Some(start), Some(kind)) = (open.start, open.kind) {
            let len = self.text.len() - self.start;
            if start < len {
                self.inlines.push(Inline { span: Span::new(start, len), kind });
            }
        }
    }

    /// Bytes of the block being written that stand there already.
    pub(super) fn before(&self) -> usize {
        self.text.len() - self.start
    }

    /// Where the next letter will stand.
    pub(super) fn here(&self) -> usize {
        self.text.len()
    }

    /// Text that is none of the page.
    pub(super) fn hide(&mut self, words: &str, apart: Apart) {
        if self.shown_only || words.bytes().all(is_space) {
            return;
        }
        let out = match apart {
            Apart::Embedded => &mut self.embedded,
            Apart::Code => &mut self.unseen,
        };
        for (i, piece) in super::super::text::lines(words).enumerate() {
            if i > 0 {
                out.push(' ');
            }
            let bare = piece.trim_end_matches(['\n', '\r']);
            out.push_str(bare);
            // Both of a carriage return and a line feed are white space.
            if piece.len() - bare.len() > 1 {
                out.push(' ');
            }
        }
        if words.ends_with(['\n', '\r']) {
            out.push(' ');
        }
        out.push('\n');
    }
}

fn is_space(b: u8) -> bool {
    matches!(b, b' ' | b'\n' | b'\t' | b'\r' | b'\x0c')
}

fn kind(place: &Place) -> Option<BlockKind> {
    if place.heading > 0 {
        // The first level is the title's.
        Some(BlockKind::Heading(place.heading.saturating_sub(1).max(1)))
    } else if let Some(ordered) = place.list {
        Some(BlockKind::ListItem { ordered })
    } else if place.quote {
        Some(BlockKind::Quote)
    } else {
        None
    }
}
