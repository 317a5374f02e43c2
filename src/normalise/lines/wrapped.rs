//! Text that was broken into lines of equal width: which lines are one block.

use super::LineView;
use std::ops::Range;

/// Lines that a wrapped text must have.
const LINES: usize = 4;
/// The widest line that is still taken for a wrapped one, in characters.
const WIDEST: usize = 100;
/// The narrowest measure that text is wrapped to.
const NARROWEST: usize = 40;

/// The blocks of a page, in order: ranges of lines, most of a single line. Lines are joined only where a whole run
/// looks wrapped: hardly any line ends a sentence, many begin in lower case, and the next line's first word would
/// not have fitted.
pub(in crate::normalise) fn blocks(lines: &[LineView<'_>]) -> Vec<Range<usize>> {
    let widths: Vec<usize> = lines.iter().map(|l| l.text.chars().take(WIDEST + 1).count()).collect();
    let mut blocks = Vec::with_capacity(lines.len());
    let mut at = 0;
    while at < lines.len() {
        let mut end = at;
        while end < lines.len() && widths[end] <= WIDEST {
            end += 1;
        }
        if end - at >= LINES {
            run(&lines[at..end], &widths[at..end], at, &mut blocks);
        } else {
            blocks.extend((at..end).map(|i| i..i + 1));
        }
        if end < lines.len() {
            blocks.push(end..end + 1);
        }
        at = end + 1;
    }
    blocks
}

/// The blocks of a run of lines none of which is too wide; `first` is the number of the first.
fn run(lines: &[LineView<'_>], widths: &[usize], first: usize, blocks: &mut Vec<Range<usize>>) {
    let mut at = 0;
    // Furniture and wrapped text may follow each other, so that each stretch of full lines is judged by itself.
    while at < lines.len() {
        let mut measure = widths[at];
        let mut end = at + 1;
        while end < lines.len() && joins(lines, widths, end, measure.max(widths[end])) {
            measure = measure.max(widths[end]);
            end += 1;
        }
        if is_wrapped(&lines[at..end], measure) {
            blocks.push(first + at..first + end);
        } else {
            blocks.extend((at..end).map(|i| first + i..first + i + 1));
        }
        at = end;
    }
}

/// Whether a line goes on where the one above it stops, for want of room.
fn joins(lines: &[LineView<'_>], widths: &[usize], i: usize, measure: usize) -> bool {
    let word = lines[i].text.split(' ').next().map_or(0, |w| w.chars().count());
    let full = widths[i - 1] + 1 + word + 4 > measure;
    let item = lines[i].text.starts_with(['-', '*', '•', '·']);
    measure >= NARROWEST && widths[i - 1] + 30 > measure && full && !lines[i].blank_before && !item
}

fn is_wrapped(lines: &[LineView<'_>], measure: usize) -> bool {
    let ended = lines.iter().filter(|l| l.text.ends_with(['.', '!', '?', ':', '"', '”'])).count();
    let lower = lines[1..].iter().filter(|l| l.text.starts_with(char::is_lowercase)).count();
    lines.len() >= 2 && measure >= NARROWEST && ended * 5 <= lines.len() * 2 && lower * 5 >= (lines.len() - 1) * 3
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
