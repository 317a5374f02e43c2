//! The candidate that counts, with those who wrote with them.

use super::super::super::page::Page;
use super::super::super::zones::Zones;
use super::Candidate;

/// The candidate with the most points, if it has not less than zero.
pub(super) fn best_of<'c>(found: impl Iterator<Item = &'c Candidate>) -> Option<&'c Candidate> {
    let best = found.fold(None, |best: Option<&Candidate>, c| match best {
        Some(b) if b.points.sum >= c.points.sum => Some(b),
        _ => Some(c),
    });
    best.filter(|c| c.points.sum >= 0)
}

/// An author, with those who stand in a line of their own right above or below, in the head: a name a line. Below the
/// text, a name and a place are so written, the name first.
pub(super) fn with_next(page: &Page<'_>, zones: &Zones, best: &Candidate, found: &[Candidate]) -> Candidate {
    let alone = |c: &Candidate| {
        let name = &c.found.names[0];
        c.found.names.len() == 1 && page.lines[c.line].text() == name && name.contains(' ') && c.is_person()
    };
    let mut all = best.clone();
    if !alone(best) {
        return all;
    }
    let near = |line: Option<usize>| found.iter().find(|c| Some(c.line) == line && alone(c));
    let (above, below) = (near(best.line.checked_sub(1)), near(Some(best.line + 1)));
    if best.line >= zones.end {
        return above.cloned().unwrap_or(all);
    }
    let other = |c: &&Candidate| c.points.sum >= 0 && c.found.names != best.found.names;
    if let Some(above) = above.filter(other) {
        all.found.names.insert(0, above.found.names[0].clone());
    }
    if let Some(below) = below.filter(other).filter(|c| !all.found.names.contains(&c.found.names[0])) {
        all.found.names.push(below.found.names[0].clone());
    }
    all
}
