//! Text that was broken into lines of equal width: which lines are one block.

use super::LineView;
use std::ops::Range;

/// Lines that a wrapped text must have.
const LINES: usize = 4;
/// The widest line that is still taken for a wrapped one, in characters.
const WIDEST: usize = 100;
/// Of the lines that go on where the one above stops, at least so many begin in lower case: two in five of three.
const LOWER: usize = 2;
/// The narrowest measure that text is wrapped to.
const NARROWEST: usize = 40;

/// The blocks of a page, in order: ranges of lines, most of a single line. Lines are joined only where a whole run
/// looks wrapped: hardly any line ends a sentence, many begin in lower case, and the next line's first word would
/// not have fitted.
pub(in crate::normalise) fn blocks(lines: &[LineView<'_>]) -> Vec<Range<usize>> {
    // Most pages have no line at all that goes on in lower case.
    if !goes_on(lines.iter().map(|line| line.text)) {
        return (0..lines.len()).map(|i| i..i + 1).collect();
    }
    let widths: Vec<usize> = lines.iter().map(|l| width(l.text)).collect();
    // Where nearly every line has a blank one above, blank lines say nothing.
    let blanks = lines.iter().filter(|l| l.blank_before).count();
    let apart = blanks * 10 < lines.len() * 9;
    let mut blocks = Vec::with_capacity(lines.len());
    let mut at = 0;
    while at < lines.len() {
        let mut end = at;
        while end < lines.len() && widths[end] <= WIDEST {
            end += 1;
        }
        run(&lines[at..end], &widths[at..end], apart, at, &mut blocks);
        if end < lines.len() {
            blocks.push(end..end + 1);
        }
        at = end + 1;
    }
    blocks
}

/// Whether enough lines of a run begin in lower case, each below a line that may be wrapped, for the lines to be so.
pub(in crate::normalise) fn goes_on<'a>(mut lines: impl Iterator<Item = &'a str>) -> bool {
    let Some(mut above) = lines.next() else { return false };
    let mut lower = 0;
    for text in lines {
        // In bytes, of which no line has fewer than characters.
        if text.len() > WIDEST * 4 {
            lower = 0;
        } else if begins_lower(text) {
            let word = text.find(' ').unwrap_or(text.len());
            let room = above.len() + 1 + word + 3 > NARROWEST;
            lower += usize::from(room && width(above) <= WIDEST && width(text) <= WIDEST);
            if lower == LOWER {
                return true;
            }
        }
        above = text;
    }
    false
}

fn begins_lower(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(first) if first.is_ascii() => first.is_ascii_lowercase(),
        _ => text.starts_with(char::is_lowercase),
    }
}

/// Number of characters, as long as it is not above the widest.
fn width(text: &str) -> usize {
    // A character has four bytes at most.
    match text.len() {
        len if len > WIDEST * 4 => WIDEST + 1,
        len if text.is_ascii() => len.min(WIDEST + 1),
        _ => text.chars().count().min(WIDEST + 1),
    }
}

/// The blocks of a run of lines none of which is too wide; `first` is the number of the first.
fn run(lines: &[LineView<'_>], widths: &[usize], apart: bool, first: usize, blocks: &mut Vec<Range<usize>>) {
    if !goes_on(lines.iter().map(|line| line.text)) {
        blocks.extend((first..first + lines.len()).map(|i| i..i + 1));
        return;
    }
    let mut wide: Vec<usize> = widths.iter().copied().filter(|w| *w >= NARROWEST).collect();
    wide.sort_unstable();
    let measure = if wide.len() < LINES { usize::MAX } else { wide[(wide.len() - 1) * 9 / 10] };
    // Whether a line goes on where the one above it stops, for want of room.
    let joins = |i: usize| {
        let text = lines[i].text;
        let word = text.split(' ').next().map_or(0, |w| w.chars().count());
        let item = text.starts_with(['*', '•', '·']) || text.starts_with("- ");
        !(item || apart && lines[i].blank_before) && widths[i - 1] + 1 + word + 3 > measure
    };
    let joints: Vec<usize> =
        if measure == usize::MAX { Vec::new() } else { (1..lines.len()).filter(|i| joins(*i)).collect() };
    let ended = joints.iter().filter(|i| lines[**i - 1].text.ends_with(['.', '!', '?', ':', '"', '”'])).count();
    let lower = joints.iter().filter(|i| begins_lower(lines[**i].text)).count();
    let wrapped = joints.len() + 1 >= LINES && ended * 4 <= joints.len() && lower * 5 >= joints.len() * 2;
    let mut start = 0;
    for i in 1..=lines.len() {
        if i == lines.len() || !wrapped || joints.binary_search(&i).is_err() {
            blocks.push(first + start..first + i);
            start = i;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[Range<usize>]) {
        let lines: Vec<LineView<'_>> = text.lines().map(|text| LineView { text, ..LineView::default() }).collect();
        assert_eq!(blocks(&lines), expected);
    }

    #[test]
    fn wrapped_paragraphs_are_joined_each_by_itself() {
        check(
            "The harbour board met on Tuesday to hear from\n\
             the engineers who had looked at the old pier\n\
             and found that it could stand another winter\n\
             without repair.\n\
             What happens then\n\
             Nobody at the meeting wished to say how much the\n\
             work would cost, nor who was going to pay for\n\
             it in the end.",
            &[0..4, 4..5, 5..8],
        );
    }

    #[test]
    fn headlines_and_lists_stay_apart() {
        let list = "Harbour board meets again over the old pier today\nCouncil votes for a new library in the spring\n\
                    School opens its doors to everyone on Saturday\nRiver path is closed until the end of the month\n\
                    Fire at the mill put out within the hour last week";
        check(list, &[0..1, 1..2, 2..3, 3..4, 4..5]);
    }
}
