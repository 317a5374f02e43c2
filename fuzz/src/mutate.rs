//! Mutations: small changes to real inputs, and constructions that programs dread.

/// A generator of numbers that is the same on every machine (xorshift64*).
pub struct Dice(u64);

impl Dice {
    /// From a seed.
    pub fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// Any number.
    pub fn roll(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.roll() % n.max(1) as u64) as usize
    }

    /// One of several.
    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// Pieces that mean something to one reader or another.
const TOKENS: &[&str] = &[
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "\t",
    " ",
    "\u{a0}",
    "\u{200b}",
    "\u{feff}",
    "\u{202e}",
    "\u{2028}",
    "\u{fffd}",
    "\0",
    "\u{1b}$B",
    "\u{1b}(B",
    "---\n",
    "+++\n",
    "...\n",
    "title: ",
    "title = ",
    "date: ",
    "tags: [",
    "&a ",
    "*a",
    "|\n",
    ">\n",
    "# ",
    "> ",
    "- ",
    "1. ",
    "```\n",
    "~~~",
    "[a](javascript:x)",
    "[a]: ",
    "![",
    "](",
    "<!--",
    "-->",
    "<![CDATA[",
    "<div>",
    "</div>",
    "<p",
    "<script>",
    "</script>",
    "<table><tr>",
    "<svg>",
    "<title>",
    "&amp;",
    "&#x110000;",
    "&#0;",
    "&",
    "â€™",
    "Ã©",
    "By ",
    "Share on Facebook",
    "Comments",
    "Related articles",
    "Read more",
    "©",
    "|",
    "Photo: ",
    "3 May 2021",
    "2021-02-30",
    "12:30",
    "99999999999999999999",
    "{\"text\": \"",
    "\"}",
    "\\u0000",
    "\\ud800",
    "\"url\": \"",
    "{",
    "[",
    "null",
    "1e999",
    "WARC/1.0\r\n",
    "WARC-Type: response\r\n",
    "WARC-Target-URI: http://a/\r\n",
    "Content-Length: ",
    "18446744073709551615\r\n",
    "HTTP/1.1 200 OK\r\n",
    "Content-Type: text/html\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Content-Encoding: gzip\r\n",
    "ffffffffffffffff\r\n",
    "0\r\n\r\n",
    "\r\n\r\n",
    "[\"a.txt\"]\n",
    "keep = [",
    "/(/",
    "水",
    "Вода",
    "ماء",
    "🏝",
    "e\u{301}\u{301}\u{301}",
    "ﬁ",
    "İ",
    "ß",
];

/// Characters that are repeated or nested until something gives.
const RUNS: &[&str] = &[
    "\n",
    " ",
    "\0",
    "a",
    "a ",
    "(",
    "[",
    "{",
    "<",
    "<b>",
    "<div>",
    "> ",
    "- ",
    "* ",
    "\t",
    "|",
    "`",
    "_",
    "**",
    "&",
    "&amp;",
    "é",
    "\u{301}",
    "水",
    "\r",
    "\"",
    ".",
    "a.\n",
    "a\n\n",
    "1.",
    "{\"a\":",
    "[1,",
    "<table><tr><td>",
    "\u{feff}",
    "\u{202e}",
    "By A\n",
    "Comments\n",
];

/// Another input made from inputs.
pub fn mutated(dice: &mut Dice, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = match dice.below(40) {
        0 => construction(dice),
        1 => (0..dice.below(400)).map(|_| dice.roll() as u8).collect(),
        _ => dice.pick(seeds).clone(),
    };
    for _ in 0..1 + dice.below(6) {
        change(dice, &mut bytes, seeds);
    }
    // Now and then a large one; most are small, so that there are many.
    let cap = if dice.below(200) == 0 { 300_000 } else { 12_000 };
    bytes.truncate(cap);
    bytes
}

fn construction(dice: &mut Dice) -> Vec<u8> {
    let run = dice.pick(RUNS);
    let times = 1 + dice.below(3000);
    let mut bytes = run.repeat(times).into_bytes();
    if dice.below(2) == 0 {
        bytes.extend_from_slice(b" some words of text end it.");
    }
    bytes
}

fn change(dice: &mut Dice, bytes: &mut Vec<u8>, seeds: &[Vec<u8>]) {
    let at = dice.below(bytes.len() + 1);
    let length = 1 << dice.below(9);
    let end = (at + dice.below(length)).min(bytes.len());
    match dice.below(12) {
        0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
        1 if at < bytes.len() => bytes[at] = *dice.pick(&[0, 0xff, 0x80, b'\n', b'<', b'"', 0x1b, 0xc3, 0xe2]),
        2 => drop(bytes.drain(at..end)),
        3 => bytes.truncate(at),
        4..=6 => drop(bytes.splice(at..at, dice.pick(TOKENS).bytes())),
        7 => {
            let run = dice.pick(RUNS).repeat(1 + dice.below(200));
            drop(bytes.splice(at..at, run.into_bytes()));
        }
        8 => {
            let piece = bytes[at..end].to_vec();
            let piece = piece.repeat(1 + dice.below(20));
            drop(bytes.splice(at..at, piece));
        }
        9 => {
            // The beginning of one and the end of another.
            let other = dice.pick(seeds);
            let from = dice.below(other.len() + 1);
            bytes.truncate(at);
            bytes.extend_from_slice(&other[from..]);
        }
        10 => {
            // A part in another encoding than the rest.
            let text = String::from_utf8_lossy(&bytes[at..end]).into_owned();
            let encodings =
                [encoding_rs::WINDOWS_1252, encoding_rs::WINDOWS_1251, encoding_rs::SHIFT_JIS, encoding_rs::GB18030];
            let encoded = dice.pick(&encodings).encode(&text).0.into_owned();
            drop(bytes.splice(at..end, encoded));
        }
        _ => {
            // All of it as UTF-16, or every line end gone or doubled.
            let text = String::from_utf8_lossy(bytes).into_owned();
            *bytes = match dice.below(4) {
                0 => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
                1 => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
                2 => text.replace('\n', " ").into_bytes(),
                _ => text.replace('\n', "\n\n").into_bytes(),
            };
        }
    }
}
