//! The content of a record of a web archive: as many bytes as its header says, where that is true.
//!
//! A record ends with two line ends. Where they are not, the header is wrong or the file is damaged, and the content
//! goes up to the next line that begins a record: a wrong length costs no other record.

use super::stream::{Mark, Stream};
use std::io;

/// How a record begins, at the beginning of a line.
const BEGINNING: &[u8] = b"WARC/";
/// Bytes that tell whether a record begins: the line end before it, `WARC/1.0`, and one to spare.
const LOOK: usize = 10;
/// What is looked at behind a record.
const BEHIND: usize = 32;

/// How the content of a record ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// Where it should.
    Whole,
    /// With the file, or with what could be unpacked of it, as many bytes too early.
    Cut(u64),
    /// Elsewhere: the header says another length.
    Elsewhere,
}

/// What of a block is kept: as many bytes as there is room for.
pub(super) struct Kept<'a> {
    pub(super) bytes: &'a mut Vec<u8>,
    pub(super) room: u64,
}

impl Kept<'_> {
    fn take(&mut self, piece: &[u8]) {
        let taken = (piece.len() as u64).min(self.room);
        self.bytes.extend_from_slice(&piece[..taken as usize]);
        self.room -= taken;
    }
}

/// Takes the content of a record whose header says that it has `length` bytes. Gives how many it has, and how it ends.
pub(super) fn take(stream: &mut Stream, length: u64, mut kept: Kept<'_>) -> io::Result<(u64, End)> {
    let (start, base) = (stream.at(), kept.bytes.len());
    let end = start.saturating_add(length);
    let found = walk(stream, end, &mut kept, When::Doubtful)?;
    let doubtful = match found {
        Walked::Stopped => return Ok(elsewhere(start, stream.at(), base, &mut kept)),
        Walked::Through(doubtful) => doubtful,
    };
    let read = stream.at() - start;
    let behind = stream.peek(BEHIND)?;
    if read == length && is_end(&behind[..behind.len().min(BEHIND)]) {
        return Ok((length, End::Whole));
    }
    if let Some(mark) = doubtful {
        stream.back(mark)?;
        return Ok(elsewhere(start, stream.at(), base, &mut kept));
    }
    if read < length {
        return Ok((read, End::Cut(length - read)));
    }
    walk(stream, u64::MAX, &mut kept, When::Always)?;
    Ok(elsewhere(start, stream.at(), base, &mut kept))
}

/// A record that ends where the next one begins, without the line ends between.
fn elsewhere(start: u64, at: u64, base: usize, kept: &mut Kept<'_>) -> (u64, End) {
    let length = at - start;
    let held = (kept.bytes.len() - base) as u64;
    if held < length {
        return (length, End::Elsewhere);
    }
    kept.bytes.truncate(base + length as usize);
    let content = &kept.bytes[base..];
    let shorter = [&b"\r\n\r\n"[..], b"\n\n", b"\r\n", b"\n"].iter().find_map(|end| content.strip_suffix(*end));
    let length = shorter.unwrap_or(content).len();
    kept.bytes.truncate(base + length);
    (length as u64, End::Elsewhere)
}

/// When a line that begins a record ends the one it stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    Always,
    /// Where the record does not end as it says. A page may well show how an archive looks.
    Doubtful,
}

enum Walked {
    /// Before a line that begins a record.
    Stopped,
    /// To the end, or as far as there is anything; past a line that may begin a record.
    Through(Option<Mark>),
}

fn walk(stream: &mut Stream, end: u64, kept: &mut Kept<'_>, when: When) -> io::Result<Walked> {
    let (start, mut at_line, mut sought, mut doubtful) = (stream.at(), true, true, None);
    while stream.at() < end {
        // Where each record is a member, a member that begins as a record is one.
        let member = stream.at() > start && stream.member_here()?.is_some();
        at_line |= member;
        let left = end - stream.at();
        let piece = stream.peek(LOOK)?;
        if piece.is_empty() {
            break;
        }
        if member && is_beginning(piece) {
            return Ok(Walked::Stopped);
        }
        // What begins in the last bytes is looked at again with those behind them.
        let step = if piece.len() < LOOK { piece.len() } else { piece.len() - (LOOK - 1) };
        let step = (step as u64).min(left) as usize;
        let next = if sought { beginning(&piece[..piece.len().min(step + LOOK)], at_line) } else { None };
        let next = next.filter(|i| *i < step);
        let stop = match next {
            Some(_) if when == When::Always => next,
            Some(i) => match stands(stream, end, i) {
                Stands::Whole => {
                    sought = false;
                    None
                }
                Stands::Broken => next,
                Stands::Unknown(mark) => {
                    (sought, doubtful) = (false, Some(mark));
                    None
                }
            },
            None => None,
        };
        let step = stop.unwrap_or(step);
        let piece = &stream.peek(0)?[..step];
        kept.take(piece);
        at_line = piece.last().map_or(at_line, |byte| *byte == b'\n');
        std::io::BufRead::consume(stream, step);
        if stop.is_some() {
            return Ok(Walked::Stopped);
        }
    }
    Ok(Walked::Through(doubtful))
}

/// Whether a record with a line in it that begins another ends where it says.
enum Stands {
    Whole,
    Broken,
    /// It is packed: to be seen when one is there.
    Unknown(Mark),
}

fn stands(stream: &Stream, end: u64, ahead: usize) -> Stands {
    let mark = stream.mark(ahead);
    // From the last byte on: a record that goes on behind the end of the file is another thing than one that ends there.
    match stream.ahead(end - 1, 1 + BEHIND as u64).as_deref() {
        Some([_, behind @ ..]) if is_end(behind) => Stands::Whole,
        Some(_) => Stands::Broken,
        None if stream.affords(mark, end) => Stands::Unknown(mark),
        // Looking has become too dear; what looks like a record is taken for one.
        None => Stands::Broken,
    }
}

/// Where a line begins a record.
fn beginning(bytes: &[u8], at_line: bool) -> Option<usize> {
    if at_line && is_beginning(bytes) {
        return Some(0);
    }
    memchr::memmem::find_iter(bytes, b"\nWARC/").map(|i| i + 1).find(|i| is_beginning(&bytes[*i..]))
}

fn is_beginning(bytes: &[u8]) -> bool {
    let version = bytes.strip_prefix(BEGINNING).unwrap_or_default();
    matches!(version, [major, b'.', minor, ..] if major.is_ascii_digit() && minor.is_ascii_digit())
}

/// Whether a record may end before these bytes, [`BEHIND`] of them where there are as many: two line ends, or nothing
/// but line ends before the next or the end.
fn is_end(bytes: &[u8]) -> bool {
    let rest = bytes.iter().position(|b| !matches!(b, b'\r' | b'\n')).map_or(&[][..], |i| &bytes[i..]);
    let next = &rest[..rest.len().min(BEGINNING.len())];
    let known = !next.is_empty() || bytes.len() < BEHIND;
    bytes.starts_with(b"\r\n\r\n") || known && BEGINNING.starts_with(next)
}
