//! What heads the paragraphs of a text, line by line: questions, numbers, times, who speaks.

use super::onward::tells;
use crate::normalise::page::{Ending, Line, Page};
use std::collections::HashSet;

/// Words of a heading, at most.
pub(super) const HEADING: u32 = 12;

/// Whether a line is the next of a speech or an interview above.
pub(super) fn is_spoken(line: &Line<'_>, heads: &Heads) -> bool {
    heads.speeches >= 2 && is_speech(line) || speaker(line).is_some_and(|own| heads.speakers.contains(own))
}

/// Whether a line is what somebody says, as many languages print it: behind a dash.
fn is_speech(line: &Line<'_>) -> bool {
    let text = line.text();
    let dashed = ["– ", "— ", "― ", "—\u{a0}", "–\u{a0}"].iter().any(|dash| text.starts_with(dash));
    // Spanish sets no space behind it; neither do those who sign what was said with a name.
    let glued = || {
        text.strip_prefix('—')
            .is_some_and(|said| said.starts_with(['¿', '¡']) || said.starts_with(char::is_uppercase) && line.words >= 3)
    };
    line.ending == Ending::Sentence && (dashed || glued())
}

/// Who speaks in a line of an interview, as printed before what is said: `Q.`, `P:`, `Ada Person:`.
fn speaker<'p>(line: &'p Line<'_>) -> Option<&'p str> {
    let text = line.text();
    // Only so much is looked at, by bytes: the first of `：` is that of no letter.
    let near = text.as_bytes().get(..=SPEAKER).unwrap_or(text.as_bytes());
    let end = memchr::memchr3(b'.', b':', 0xef, near)?;
    let (label, said) = (&text[..end], &text[end..]);
    // Letters stand for who speaks before a full stop, names before a colon.
    let short = match said.chars().next()? {
        '.' => said[1..].starts_with(' ') && label.chars().count() <= 2,
        ':' => said[1..].starts_with(' ') && label.split(' ').count() <= 3,
        '：' => label.split(' ').count() <= 3,
        _ => false,
    };
    let named = label.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase()) && label.len() <= SPEAKER;
    (short && named && line.words >= 3).then_some(label)
}

/// Bytes of the name of who speaks, at most.
const SPEAKER: usize = 32;

/// What a short line above a paragraph looks like.
#[derive(Clone, Copy)]
pub(super) enum Kind<'p> {
    Question,
    /// `3. Parsnip`
    Numbered(u32),
    /// `Step 4`
    Step(&'p str, u32),
    /// `16:05`
    Clock,
}

impl<'p> Kind<'p> {
    pub(super) fn of(page: &'p Page<'_>, i: usize) -> Option<Kind<'p>> {
        let line = &page.lines[i];
        if line.words > HEADING {
            return None;
        }
        let text = line.text();
        if text.ends_with(['?', '？', '؟']) {
            return Some(Kind::Question);
        }
        if page.words.is_clock(i) || is_time(text) {
            return Some(Kind::Clock);
        }
        if let Some(number) = roman(text).filter(|_| line.ending == Ending::Open) {
            return Some(Kind::Numbered(number));
        }
        if let Some(step) = step(text).filter(|_| line.words <= 3) {
            return Some(step);
        }
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let marked = text[digits..].starts_with([')', '.', ':']) && line.ending == Ending::Open;
        (marked && (1..=3).contains(&digits)).then(|| text[..digits].parse().ok().map(Kind::Numbered)).flatten()
    }
}

/// Whether a heading is a time as it is written without a colon: `16h05`, `16.05 Uhr`.
fn is_time(text: &str) -> bool {
    let (time, unit) = text.split_once(' ').unwrap_or((text, ""));
    let is_number = |digits: &str| digits.len() <= 2 && digits.bytes().all(|b| b.is_ascii_digit());
    let told = time.split_once('h').is_some() || (1..=5).contains(&unit.len());
    let parts = time.split_once(['h', '.']).filter(|(hour, _)| !hour.is_empty());
    told && !unit.contains(' ') && parts.is_some_and(|(hour, minute)| is_number(hour) && is_number(minute))
}

/// A heading that is a word or two and a number.
fn step(text: &str) -> Option<Kind<'_>> {
    let (label, number) = text.rsplit_once(' ').filter(|(_, number)| number.len() <= 3)?;
    let worded = label.chars().all(|c| c.is_alphabetic() || c == ' ');
    worded.then(|| number.parse().ok().map(|number| Kind::Step(label, number))).flatten()
}

/// The Roman number below 40 that a heading begins with, before a full stop: `IV. Parsnip`.
pub(super) fn roman(text: &str) -> Option<u32> {
    const UNITS: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let number = &text[..text.find('.').filter(|end| (1..=6).contains(end))?];
    let units = number.trim_start_matches('X');
    let tens = number.len() - units.len();
    let units = UNITS.iter().position(|unit| *unit == units)?;
    (tens < 4 && !number.is_empty()).then(|| (tens * 10 + units) as u32)
}

/// What heads the paragraphs of a text.
#[derive(Default)]
pub(super) struct Heads {
    questions: u32,
    clocks: u32,
    /// The number of the last heading that has one.
    number: Option<u32>,
    /// The same of the last step, with its label.
    step: Option<(String, u32)>,
    /// Lines behind a dash.
    speeches: u32,
    /// Who asks and answers, by letters or names before what is said.
    speakers: HashSet<String>,
}

impl Heads {
    pub(super) fn of(page: &Page<'_>, text: impl Iterator<Item = usize>) -> Heads {
        let mut heads = Heads::default();
        let (mut once, mut letters, mut text) = (HashSet::new(), Vec::new(), text.peekable());
        while let Some(i) = text.next() {
            if let Some(speaker) = speaker(&page.lines[i]) {
                // Who asks and who answers may have spoken once each, if their letters tell.
                if speaker.chars().count() <= 2 {
                    letters.push(speaker);
                } else if !once.insert(speaker) {
                    heads.speakers.insert(speaker.to_string());
                }
            }
            heads.speeches += u32::from(is_speech(&page.lines[i]));
            let headed = text.peek().is_some_and(|below| tells(&page.lines[*below]));
            if let Some(kind) = headed.then(|| Kind::of(page, i)).flatten() {
                heads.add(kind);
            }
        }
        if letters.len() >= 2 {
            heads.speakers.extend(letters.into_iter().map(String::from));
        }
        heads
    }

    pub(super) fn add(&mut self, kind: Kind<'_>) {
        match kind {
            Kind::Question => self.questions += 1,
            Kind::Clock => self.clocks += 1,
            Kind::Numbered(number) => self.number = Some(number),
            Kind::Step(label, number) => self.step = Some((label.to_string(), number)),
        }
    }

    /// Whether a heading may be the next one; `asks_on` tells whether another question follows.
    pub(super) fn expect(&self, kind: &Kind<'_>, asks_on: impl FnOnce() -> bool) -> bool {
        match kind {
            Kind::Question => self.questions >= 2 || self.questions == 1 && asks_on(),
            Kind::Clock => self.clocks >= 1,
            Kind::Numbered(number) => self.number.is_some_and(|last| last.abs_diff(*number) == 1),
            Kind::Step(label, number) => {
                self.step.as_ref().is_some_and(|(own, last)| own == label && last.abs_diff(*number) == 1)
            }
        }
    }
}
