//! The content of a container as a stream: as it stands, or unpacked from gzip, member after member.

use super::open;
use crate::report::Diagnostic;
use flate2::bufread::GzDecoder;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::PathBuf;

/// How many bytes are unpacked at a time.
const BUFFER: usize = 64 << 10;

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
        gathered(GzDecoder::new(self.open(at)?).take(length), length)
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
    /// The decoder of the member that is being unpacked; none between two.
    Packed(Option<GzDecoder<Counted>>),
}

/// The content of a container, from its beginning.
pub(super) struct Stream {
    inner: Inner,
    buffer: Vec<u8>,
    used: usize,
    at: u64,
    /// Where the member that is being unpacked begins: in the file, and in the content.
    member: (u64, u64),
}

impl Stream {
    /// Opens a container; `packed` says that it is gzip.
    pub(super) fn open(source: &Source, packed: bool) -> Result<Stream, Diagnostic> {
        let counted = Counted { raw: source.open(0)?, at: 0 };
        let inner = if packed { Inner::Packed(Some(GzDecoder::new(counted))) } else { Inner::Plain(counted) };
        Ok(Stream { inner, buffer: Vec::new(), used: 0, at: 0, member: (0, 0) })
    }

    /// How many bytes of the content were taken.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    /// Where in the file the gzip member begins whose first byte comes next, if one does.
    pub(super) fn member_here(&mut self) -> io::Result<Option<u64>> {
        self.fill_buf()?;
        let packed = matches!(self.inner, Inner::Packed(_));
        Ok((packed && self.member.1 == self.at).then_some(self.member.0))
    }

    /// Takes a line with its line feed into `line`, up to `cap` bytes of it; the rest of a longer one is passed over.
    /// Gives its whole length, 0 at the end.
    pub(super) fn line(&mut self, line: &mut Vec<u8>, cap: u64) -> io::Result<u64> {
        line.clear();
        let mut length = 0;
        loop {
            let piece = self.fill_buf()?;
            let end = piece.iter().position(|b| *b == b'\n').map(|i| i + 1);
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
    pub(super) fn skip(&mut self, length: u64) -> io::Result<u64> {
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

    fn refill(&mut self) -> io::Result<()> {
        self.used = 0;
        self.buffer.resize(BUFFER, 0);
        let filled = self.unpacked();
        self.buffer.truncate(*filled.as_ref().unwrap_or(&0));
        filled.map(|_| ())
    }

    fn unpacked(&mut self) -> io::Result<usize> {
        let decoder = match &mut self.inner {
            Inner::Plain(plain) => return plain.read(&mut self.buffer),
            Inner::Packed(decoder) => decoder,
        };
        loop {
            let Some(current) = decoder else { return Ok(0) };
            let n = current.read(&mut self.buffer)?;
            if n > 0 {
                return Ok(n);
            }
            let Some(mut rest) = decoder.take().map(GzDecoder::into_inner) else { return Ok(0) };
            // Members may be padded with zeros, as tapes were.
            while rest.fill_buf()?.first() == Some(&0) {
                rest.consume(1);
            }
            if rest.fill_buf()?.is_empty() {
                return Ok(0);
            }
            self.member = (rest.at, self.at);
            *decoder = Some(GzDecoder::new(rest));
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
            self.refill()?;
        }
        Ok(&self.buffer[self.used..])
    }

    fn consume(&mut self, n: usize) {
        self.used = (self.used + n).min(self.buffer.len());
        self.at += n as u64;
    }
}
