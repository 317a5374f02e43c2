//! The content of a container as a stream: as it stands, or unpacked from gzip, member after member.
//!
//! Where a member is damaged, the stream ends; asked to, it goes on at the next member that can be read.

use super::gzip::{self, Damage, Member};
use super::open;
use crate::report::Diagnostic;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::PathBuf;

/// How many bytes are unpacked at a time.
const BUFFER: usize = 64 << 10;
/// How much of a member is looked at to see whether it is one: the longest header and the first words.
const PROBE: u64 = 80 << 10;
/// How often all may be read once more.
const TIMES: u64 = 4;
/// What a look costs, as bytes read once more: there is one for every KiB of the file.
const LOOK: u64 = TIMES << 10;

/// A file: on disk, or inside the program.
#[derive(Clone, Debug)]
pub(super) enum Source {
    Disk(PathBuf),
    Embedded(&'static [u8]),
}

enum Raw {
    File(BufReader<File>),
    Memory(Cursor<&'static [u8]>),
}

impl Source {
    fn open(&self, at: u64) -> Result<Raw, Diagnostic> {
        let raw = match self {
            Source::Disk(path) => {
                let mut file = open::regular(path)?;
                file.seek(SeekFrom::Start(at)).map_err(|error| open::unreadable(&error))?;
                Raw::File(BufReader::with_capacity(BUFFER, file))
            }
            Source::Embedded(bytes) => {
                let mut cursor = Cursor::new(*bytes);
                cursor.set_position(at);
                Raw::Memory(cursor)
            }
        };
        Ok(raw)
    }

    /// `length` bytes from `at` on, or fewer where the file ends.
    pub(super) fn range(&self, at: u64, length: u64) -> Result<Vec<u8>, Diagnostic> {
        gathered(self.open(at)?.take(length), length)
    }

    /// The first `length` bytes of what the gzip member at `at` holds, or fewer where it ends.
    pub(super) fn member(&self, at: u64, length: u64) -> Result<Vec<u8>, Diagnostic> {
        let member = Member::new(self.open(at)?).map_err(|error| open::unreadable(&error))?;
        gathered(member.take(length), length)
    }

    /// The first bytes of what a member at `at` holds, if there is one.
    fn glance(&self, at: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        Member::new(self.open(at).map_err(failed)?.take(PROBE))?.take(64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Where the next member begins at or behind `from` whose content is what is wanted.
    fn member_from(&self, from: u64, wanted: fn(&[u8]) -> bool, looks: &mut Credit) -> io::Result<Option<u64>> {
        let mut raw = self.open(from).map_err(failed)?;
        let (mut at, mut window) = (from, Vec::with_capacity(BUFFER));
        // The last one that could not be looked at: behind many that are none, it may be the one.
        let mut passed: Option<u64> = None;
        loop {
            let kept = window.len();
            (&mut raw).take(BUFFER as u64).read_to_end(&mut window)?;
            if window.len() == kept {
                let holds = |at: u64| Ok::<_, io::Error>(wanted(&self.glance(at)?).then_some(at));
                return passed.map_or(Ok(None), holds);
            }
            let mut done = 0;
            while let Some(i) = gzip::next_member(&window[done..]) {
                let found = at + (done + i) as u64;
                done += i + 1;
                // A file full of what looks like members is not to cost more than it has bytes.
                for one in passed.take().into_iter().chain([found]) {
                    if !looks.spend(LOOK, found) {
                        passed = Some(one);
                    } else if wanted(&self.glance(one)?) {
                        return Ok(Some(one));
                    }
                }
            }
            // What begins here may go on behind.
            let left = window.len().saturating_sub(gzip::MAGIC.len()).max(done);
            window.drain(..left);
            at += left as u64;
        }
    }
}

fn failed(found: Diagnostic) -> io::Error {
    io::Error::other(found.message)
}

/// Work that is done again where something is damaged: never more than a few times what is done anyway, so that no
/// file costs more than its length.
#[derive(Debug)]
struct Credit {
    free: u64,
    spent: u64,
}

impl Credit {
    fn new(free: u64) -> Credit {
        Credit { free, spent: 0 }
    }

    fn affords(&self, cost: u64, earned: u64) -> bool {
        self.spent.saturating_add(cost) <= self.free.saturating_add(earned.saturating_mul(TIMES))
    }

    fn spend(&mut self, cost: u64, earned: u64) -> bool {
        let affords = self.affords(cost, earned);
        self.spent += if affords { cost } else { 0 };
        affords
    }
}

fn gathered(mut from: impl Read, length: u64) -> Result<Vec<u8>, Diagnostic> {
    let mut bytes = Vec::with_capacity(length.min(1 << 20) as usize);
    from.read_to_end(&mut bytes).map_err(|error| open::unreadable(&error))?;
    Ok(bytes)
}

impl Read for Raw {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self {
            Raw::File(file) => file.read(out),
            Raw::Memory(memory) => memory.read(out),
        }
    }
}

impl BufRead for Raw {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self {
            Raw::File(file) => file.fill_buf(),
            Raw::Memory(memory) => memory.fill_buf(),
        }
    }

    fn consume(&mut self, n: usize) {
        match self {
            Raw::File(file) => file.consume(n),
            Raw::Memory(memory) => memory.consume(n),
        }
    }
}

/// Counts what is taken from a reader.
struct Counted {
    raw: Raw,
    at: u64,
}

impl Read for Counted {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.raw.read(out)?;
        self.at += n as u64;
        Ok(n)
    }
}

impl BufRead for Counted {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.raw.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.at += n as u64;
        self.raw.consume(n);
    }
}

enum Inner {
    Plain(Counted),
    /// The member that is being unpacked; none at the end and where one is damaged.
    Packed(Option<Member<Counted>>),
}

/// Bytes of a packed file that could not be unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gap {
    pub(super) why: Damage,
    /// Where the member begins that is damaged, in the file.
    pub(super) from: u64,
    /// Where in the file reading goes on; none if there is nothing more to be read.
    pub(super) to: Option<u64>,
}

/// A place in the content to which the stream can be taken back.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    at: u64,
    member: (u64, u64),
}

/// The content of a container, from its beginning.
pub(super) struct Stream {
    source: Source,
    inner: Inner,
    buffer: Vec<u8>,
    used: usize,
    at: u64,
    /// How far it was read at most.
    furthest: u64,
    /// Where the member that is being unpacked begins: in the file, and in the content.
    member: (u64, u64),
    /// Why nothing more comes, and how far the file was read.
    broken: Option<(Damage, u64)>,
    /// Whether bytes are the first of a member that may follow a damaged one.
    wanted: fn(&[u8]) -> bool,
    /// For content that is read again, for parts of the file that are searched, for looks at what may be a member.
    again: Credit,
    searched: Credit,
    looks: Credit,
}

impl Stream {
    /// Opens a container; `packed` says that it is gzip, `wanted` with what a member may begin.
    pub(super) fn open(source: &Source, packed: bool, wanted: fn(&[u8]) -> bool) -> Result<Stream, Diagnostic> {
        let counted = Counted { raw: source.open(0)?, at: 0 };
        let inner = match packed {
            true => Inner::Packed(Some(Member::new(counted).map_err(|error| open::unreadable(&error))?)),
            false => Inner::Plain(counted),
        };
        Ok(Stream {
            source: source.clone(),
            inner,
            buffer: Vec::new(),
            used: 0,
            at: 0,
            furthest: 0,
            member: (0, 0),
            broken: None,
            wanted,
            again: Credit::new(64 << 20),
            searched: Credit::new(1 << 20),
            looks: Credit::new(1 << 20),
        })
    }

    /// How many bytes of the content were taken.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    /// Where in the file the gzip member begins that is being unpacked.
    pub(super) fn member(&self) -> u64 {
        self.member.0
    }

    /// Where in the file the gzip member begins whose first byte comes next, if one does.
    pub(super) fn member_here(&mut self) -> io::Result<Option<u64>> {
        self.fill_buf()?;
        let packed = matches!(self.inner, Inner::Packed(_));
        Ok((packed && self.member.1 == self.at).then_some(self.member.0))
    }

    /// The bytes that come next, at least `least` of them, if the member or the content does not end before.
    pub(super) fn peek(&mut self, least: usize) -> io::Result<&[u8]> {
        while self.buffer.len() - self.used < least {
            let mut left = self.buffer.split_off(self.used);
            let before = self.member;
            self.refill(!left.is_empty())?;
            let filled = self.buffer.len();
            debug_assert!(left.is_empty() || before == self.member, "a look does not leave the member");
            left.append(&mut self.buffer);
            self.buffer = left;
            if filled == 0 {
                break;
            }
        }
        Ok(&self.buffer[self.used..])
    }

    /// Whether the stream ends because the file is damaged.
    pub(super) fn is_broken(&self) -> bool {
        self.broken.is_some() && self.used == self.buffer.len()
    }

    /// Goes on behind a damage, if the stream ended at one: at the next member that holds what is wanted.
    pub(super) fn resume(&mut self) -> io::Result<Option<Gap>> {
        let Some((why, read)) = self.broken.take() else { return Ok(None) };
        let from = self.member.0;
        // A damaged member may have swallowed others. It is searched from its beginning, if that was not done too
        // often already.
        let start = if self.searched.spend(read.saturating_sub(from), read) { from + 1 } else { read.max(from + 1) };
        let to = self.source.member_from(start, self.wanted, &mut self.looks)?;
        if let Some(at) = to {
            self.enter((at, self.at))?;
        }
        Ok(Some(Gap { why, from, to }))
    }

    fn enter(&mut self, member: (u64, u64)) -> io::Result<()> {
        let counted = Counted { raw: self.source.open(member.0).map_err(failed)?, at: member.0 };
        self.inner = match self.inner {
            Inner::Plain(_) => Inner::Plain(counted),
            Inner::Packed(_) => Inner::Packed(Some(Member::new(counted)?)),
        };
        (self.member, self.broken, self.used) = (member, None, 0);
        self.buffer.clear();
        Ok(())
    }

    /// A few bytes of the content further on, where they can be had without reading what lies between.
    pub(super) fn ahead(&self, at: u64, length: u64) -> Option<Vec<u8>> {
        match self.inner {
            Inner::Plain(_) => self.source.range(at, length).ok(),
            Inner::Packed(_) => None,
        }
    }

    /// The place that is `ahead` bytes further on, in the piece that was last looked at.
    pub(super) fn mark(&self, ahead: usize) -> Mark {
        let at = self.at + ahead as u64;
        match self.inner {
            Inner::Plain(_) => Mark { at, member: (at, at) },
            Inner::Packed(_) => Mark { at, member: self.member },
        }
    }

    /// Whether the stream may still be taken back to a mark when it was read up to `end`.
    pub(super) fn affords(&self, mark: Mark, end: u64) -> bool {
        self.again.affords(end.saturating_sub(mark.member.1), self.furthest.max(self.at))
    }

    /// Takes the stream back to a mark.
    pub(super) fn back(&mut self, mark: Mark) -> io::Result<()> {
        self.again.spent += self.at - mark.member.1;
        self.furthest = self.furthest.max(self.at);
        self.enter(mark.member)?;
        self.at = mark.member.1;
        self.skip(mark.at - mark.member.1).map(|_| ())
    }

    /// Takes a line with its line feed into `line`, up to `cap` bytes of it; the rest of a longer one is passed over.
    /// Gives its whole length, 0 at the end.
    pub(super) fn line(&mut self, line: &mut Vec<u8>, cap: u64) -> io::Result<u64> {
        line.clear();
        let mut length = 0;
        loop {
            let piece = self.fill_buf()?;
            let end = memchr::memchr(b'\n', piece).map(|i| i + 1);
            let taken = end.unwrap_or(piece.len());
            let room = (cap as usize).saturating_sub(line.len());
            line.extend_from_slice(&piece[..taken.min(room)]);
            self.consume(taken);
            length += taken as u64;
            if end.is_some() || taken == 0 {
                return Ok(length);
            }
        }
    }

    /// Passes over bytes; gives how many there were.
    fn skip(&mut self, length: u64) -> io::Result<u64> {
        let mut left = length;
        while left > 0 {
            let n = (self.fill_buf()?.len() as u64).min(left);
            if n == 0 {
                break;
            }
            self.consume(n as usize);
            left -= n;
        }
        Ok(length - left)
    }

    /// Fills the buffer anew; `stay` says that the next member is not to be entered.
    fn refill(&mut self, stay: bool) -> io::Result<()> {
        self.used = 0;
        self.buffer.resize(BUFFER, 0);
        let filled = self.unpacked(stay);
        self.buffer.truncate(*filled.as_ref().unwrap_or(&0));
        filled.map(|_| ())
    }

    fn unpacked(&mut self, stay: bool) -> io::Result<usize> {
        let current = match &mut self.inner {
            Inner::Plain(plain) => return plain.read(&mut self.buffer),
            Inner::Packed(current) => current,
        };
        loop {
            let Some(member) = current else { return Ok(0) };
            let n = member.read(&mut self.buffer)?;
            if n > 0 || (stay && member.damage().is_none()) {
                return Ok(n);
            }
            let damage = member.damage();
            let Some(mut rest) = current.take().map(Member::into_inner) else { return Ok(0) };
            if let Some(damage) = damage {
                self.broken = Some((damage, rest.at));
                return Ok(0);
            }
            // Members may be padded with zeros, as tapes were.
            while rest.fill_buf()?.first() == Some(&0) {
                rest.consume(1);
            }
            if rest.fill_buf()?.is_empty() {
                return Ok(0);
            }
            self.member = (rest.at, self.at);
            *current = Some(Member::new(rest)?);
        }
    }
}

impl Read for Stream {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let piece = self.fill_buf()?;
        let n = piece.len().min(out.len());
        out[..n].copy_from_slice(&piece[..n]);
        self.consume(n);
        Ok(n)
    }
}

impl BufRead for Stream {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.used == self.buffer.len() {
            self.refill(false)?;
        }
        Ok(&self.buffer[self.used..])
    }

    fn consume(&mut self, n: usize) {
        self.used = (self.used + n).min(self.buffer.len());
        self.at += n as u64;
    }
}
