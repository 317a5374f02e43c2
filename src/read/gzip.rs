//! One member of a gzip file, unpacked as far as it goes.
//!
//! A decoder that answers with an error alone takes along what it had unpacked before it. Here that is given first,
//! and then why there is no more.

use flate2::bufread::GzDecoder;
use flate2::{Crc, Decompress, FlushDecompress, Status};
use std::fmt;
use std::io::{self, BufRead, Read};

/// What members of gzip begin with: two bytes that mark it, and the only method there is.
pub(super) const MAGIC: [u8; 3] = [0x1f, 0x8b, 8];
/// Flags that are not defined; a member that sets them is none.
const UNDEFINED: u8 = 0xe0;

/// Why a member cannot be read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Damage {
    /// It does not begin as one.
    Header,
    /// What is packed makes no sense.
    Content,
    /// All could be unpacked, and it is not what was packed.
    Checksum,
    /// The file ends before it.
    End,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Damage::Header => "it is no gzip",
            Damage::Content => "what is packed makes no sense",
            Damage::Checksum => "the checksum is wrong",
            Damage::End => "it ends in the middle",
        })
    }
}

enum State {
    Content,
    Done(Option<Damage>),
}

/// A member that is being unpacked.
pub(super) struct Member<R> {
    source: R,
    inflate: Decompress,
    sum: Crc,
    state: State,
}

impl<R: BufRead> Member<R> {
    /// A member that begins with the next byte.
    pub(super) fn new(source: R) -> io::Result<Member<R>> {
        let header = GzDecoder::new(source);
        let is_member = header.header().is_some();
        let mut source = header.into_inner();
        let state = match is_member {
            true => State::Content,
            false if source.fill_buf()?.is_empty() => State::Done(Some(Damage::End)),
            false => State::Done(Some(Damage::Header)),
        };
        Ok(Member { source, inflate: Decompress::new(false), sum: Crc::new(), state })
    }

    /// Why there is no more; none where the member is whole, or was not read to its end.
    pub(super) fn damage(&self) -> Option<Damage> {
        match self.state {
            State::Done(damage) => damage,
            State::Content => None,
        }
    }

    /// What stands behind the part that was read.
    pub(super) fn into_inner(self) -> R {
        self.source
    }

    fn checked(&mut self) -> io::Result<Option<Damage>> {
        let mut trailer = [0; 8];
        match self.source.read_exact(&mut trailer) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(Some(Damage::End)),
            read => read?,
        }
        let expected = [self.sum.sum().to_le_bytes(), self.sum.amount().to_le_bytes()].concat();
        Ok((trailer[..] != expected[..]).then_some(Damage::Checksum))
    }
}

impl<R: BufRead> Read for Member<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while matches!(self.state, State::Content) && !out.is_empty() {
            let packed = self.source.fill_buf()?;
            let at_end = packed.is_empty();
            let flush = if at_end { FlushDecompress::Finish } else { FlushDecompress::None };
            let before = (self.inflate.total_in(), self.inflate.total_out());
            let status = self.inflate.decompress(packed, out, flush);
            let read = (self.inflate.total_in() - before.0) as usize;
            let written = (self.inflate.total_out() - before.1) as usize;
            self.source.consume(read);
            self.sum.update(&out[..written]);
            match status {
                Ok(Status::StreamEnd) => self.state = State::Done(self.checked()?),
                Ok(_) if at_end && written == 0 => self.state = State::Done(Some(Damage::End)),
                Ok(_) if read > 0 || written > 0 => {}
                Ok(_) | Err(_) => self.state = State::Done(Some(Damage::Content)),
            }
            if written > 0 {
                return Ok(written);
            }
        }
        Ok(0)
    }
}

/// How many bytes to pass over to the next beginning of a member, if there is one in `bytes`; it may be one by chance.
pub(super) fn next_member(bytes: &[u8]) -> Option<usize> {
    let is_member = |at: &usize| bytes.get(at + 3).is_some_and(|flags| flags & UNDEFINED == 0);
    memchr::memmem::find_iter(bytes, &MAGIC).find(is_member)
}

/// What the members of `packed` hold, up to `cap` bytes, and whether that is all.
pub(super) fn unzipped(packed: &[u8], cap: u64) -> (Vec<u8>, bool) {
    let (mut rest, mut out) = (packed, Vec::new());
    // What follows the last member is not shown by a browser either.
    while rest.starts_with(&MAGIC) {
        let left = cap - out.len() as u64;
        let Ok(mut member) = Member::new(rest) else { return (out, false) };
        // Nothing but a damage can come of bytes in memory, and that is told apart.
        let _ = member.by_ref().take(left).read_to_end(&mut out);
        if member.damage().is_some() || out.len() as u64 == cap {
            return (out, false);
        }
        rest = member.into_inner();
    }
    (out, true)
}

/// What a stream without the frame of gzip holds, up to `cap` bytes, and whether that is all.
pub(super) fn inflated(packed: &[u8], zlib: bool, cap: u64) -> (Vec<u8>, bool) {
    let (mut inflate, mut out) = (Decompress::new(zlib), Vec::new());
    let mut piece = [0; 8 << 10];
    loop {
        let (read, written) = (inflate.total_in(), inflate.total_out());
        let status = inflate.decompress(&packed[read as usize..], &mut piece, FlushDecompress::None);
        let written = (inflate.total_out() - written) as usize;
        out.extend_from_slice(&piece[..written]);
        let stuck = written == 0 && inflate.total_in() == read;
        match status {
            Ok(Status::StreamEnd) => return (out, true),
            Ok(_) if !stuck && (out.len() as u64) < cap => {}
            Ok(_) | Err(_) => return (out, false),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    fn unpacked(bytes: &[u8], step: usize) -> (Vec<u8>, Option<Damage>) {
        let mut member = Member::new(bytes).unwrap();
        let (mut out, mut piece) = (Vec::new(), vec![0; step]);
        loop {
            match member.read(&mut piece).unwrap() {
                0 => return (out, member.damage()),
                n => out.extend_from_slice(&piece[..n]),
            }
        }
    }

    #[test]
    fn what_was_unpacked_before_a_damage_is_given_whatever_the_size_of_the_pieces() {
        let text: String = (0..5000).map(|n| format!("number {n} of {}\n", n * 7919 % 1009)).collect();
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        let packed = encoder.finish().unwrap();
        assert_eq!(unpacked(&packed, 100), (text.clone().into_bytes(), None));
        assert_eq!(unpacked(&packed[..5], 100), (Vec::new(), Some(Damage::End)));
        assert_eq!(unpacked(b"this is no gzip", 100), (Vec::new(), Some(Damage::Header)));
        assert_eq!(unpacked(&packed[..packed.len() - 3], 100), (text.clone().into_bytes(), Some(Damage::End)));
        let mut wrong = packed.clone();
        *wrong.last_mut().unwrap() ^= 1;
        assert_eq!(unpacked(&wrong, 100), (text.clone().into_bytes(), Some(Damage::Checksum)));
        for at in [packed.len() / 4, packed.len() / 2, packed.len() - 100] {
            let mut damaged = packed.clone();
            damaged[at..at + 40].fill(0xff);
            let (whole, damage) = unpacked(&damaged, 1 << 20);
            assert!(damage.is_some() && whole.len() > text.len() / 8, "{at}: {}", whole.len());
            for step in [1, 7, 1000, 64 << 10] {
                assert_eq!(unpacked(&damaged, step), (whole.clone(), damage), "{at} {step}");
            }
            let (cut, damage) = unpacked(&packed[..at], 1 << 20);
            assert_eq!(damage, Some(Damage::End));
            assert!(text.as_bytes().starts_with(&cut) && cut.len() > text.len() / 8);
        }
    }
}
