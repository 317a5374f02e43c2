//! Entries of a text that is written as things happen: a time of day above each, going steadily down or up.

use super::stats::{Line, Words, sign};

/// Times that make such a text.
const ENTRIES: usize = 3;
/// Lines that an entry may have.
const LONGEST: usize = 40;

/// Whether a line is hardly more than a time.
pub(super) fn is_clock(line: &Line) -> bool {
    line.has(sign::TIME) && line.words() <= 4
}

/// The lines that are the time of an entry: nothing but a time and perhaps what it is told in (`16:05`, `16:05 GMT`,
/// `4:05 pm`), one of three or more that go steadily down or up, with a full sentence below each. Above most of them an
/// entry ends: with a sentence, or with an interface phrase (`known`). Where a short line stands there, it is the
/// headline of another story, or says who wrote a comment, as a word or two below the time do.
pub(in crate::normalise) fn times<'t>(
    page: &Words,
    text: impl Fn(usize) -> &'t str,
    known: impl Fn(usize) -> bool,
) -> Vec<usize> {
    let clocks: Vec<usize> = (0..page.lines.len()).filter(|i| is_clock(&page.lines[*i])).collect();
    if clocks.len() < ENTRIES {
        return Vec::new();
    }
    let clocks: Vec<(usize, u32)> = clocks.into_iter().filter_map(|i| Some((i, minute(text(i))?))).collect();
    let said = |from: usize, to: usize| page.lines[from + 1..to].iter().any(Line::is_sentence);
    let mut times = Vec::new();
    let mut from = 0;
    while from + ENTRIES <= clocks.len() {
        let down = clocks[from].1 > clocks[from + 1].1;
        let follows = |pair: &[(usize, u32)]| {
            let [(i, a), (j, b)] = *pair else { return false };
            (a == b || (a > b) == down) && j - i <= LONGEST && said(i, j)
        };
        let run = 1 + clocks[from..].windows(2).take_while(|pair| follows(pair)).count();
        let entries = &clocks[from..from + run];
        let last = entries[run - 1].0;
        let goes_on = said(last, page.lines.len().min(last + 7));
        let first = entries.iter().filter(|(i, _)| ends_above(page, *i, &known)).count();
        let named =
            entries.iter().filter(|(i, _)| page.lines.get(i + 1).is_some_and(may_name) && !known(i + 1)).count();
        if run >= ENTRIES && goes_on && first * 2 >= run && named * 2 < run {
            times.extend(entries.iter().map(|(i, _)| *i));
        }
        from += run;
    }
    times
}

/// Whether a sentence or an interface phrase stands right above a line.
pub(super) fn ends_above(page: &Words, i: usize, known: impl Fn(usize) -> bool) -> bool {
    i > 0 && (page.lines[i - 1].has(sign::END) || known(i - 1))
}

/// Whether a line may be the name of somebody: a word or a few, and no sentence.
pub(super) fn may_name(line: &Line) -> bool {
    (1..=3).contains(&line.words()) && !line.has(sign::END | sign::COLON | sign::TIME) && line.digits == 0
}

/// The minute of the day that a line states, if it states nothing else.
pub(super) fn minute(line: &str) -> Option<u32> {
    let mut words = line.split_ascii_whitespace();
    let (time, unit) = (words.next()?, words.next());
    let number = |digits: &str| {
        let two = (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        two.then(|| digits.parse::<u32>().ok()).flatten()
    };
    let mut parts = time.split(':');
    let (hour, minute) = (number(parts.next()?)?, number(parts.next()?)?);
    let seconds = parts.next().is_none_or(|seconds| number(seconds).is_some());
    let short = unit.is_none_or(|unit| unit.len() <= 4 && unit.bytes().all(|b| b.is_ascii_alphabetic() || b == b'.'));
    let half = unit.is_some_and(|unit| unit.starts_with(['p', 'P'])) && hour < 12;
    let alone = words.next().is_none() && parts.next().is_none();
    (hour < 24 && minute < 60 && seconds && short && alone).then_some((hour + 12 * u32::from(half)) * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_time_states_a_minute() {
        for (line, expected) in [
            ("16:05", Some(965)),
            ("4:05 pm", Some(965)),
            ("16:05:40 GMT", Some(965)),
            ("16:05 Uhr", Some(965)),
            ("16:75", None),
            ("3:2:1:0", None),
            ("Ada 16:05", None),
            ("16:05 by Ada Person", None),
            ("16:05 Person", None),
            ("at 16:05", None),
        ] {
            assert_eq!(minute(line), expected, "{line}");
        }
    }
}
