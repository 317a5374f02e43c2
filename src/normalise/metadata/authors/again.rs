//! Whether the names that may be the author's stand on the page again.

use super::super::super::page::Page;
use super::super::super::zones::Zones;
use super::{Candidate, Of};
use crate::text;
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use memchr::memmem;
use std::collections::BTreeMap;

/// An author is named again: above comments, under the text, in a box. All names are looked for at once.
pub(super) fn mark(page: &Page<'_>, zones: &Zones, found: &mut [Candidate]) {
    let found: Vec<&mut Candidate> = undecided(found).collect();
    if found.is_empty() {
        return;
    }
    let (mut exact, mut folded) = (Below::default(), Below::default());
    for (j, line) in page.lines.iter().enumerate().skip(zones.end.saturating_sub(29)) {
        if line.words <= 60 {
            exact.add(j, |out| out.push_str(line.text()));
        }
        if line.words <= 8 {
            folded.add(j, |out| text::push_fold(out, line.text()));
        }
    }
    let names = |fold: fn(&str) -> String| -> Vec<(String, usize)> {
        found.iter().map(|c| (fold(&c.found.names[0]), c.asked)).collect()
    };
    let mut told = vec![Vec::new(); found.len()];
    exact.name(&names(str::to_string), &mut told);
    folded.name(&names(text::fold), &mut told);
    for (candidate, lines) in found.into_iter().zip(told) {
        candidate.points.is(Of::Again, !lines.is_empty());
        candidate.points.is(Of::AgainTwice, lines.len() > 1);
    }
}

/// The candidates of which it may matter whether they stand there again, or what was left for later: those that it may
/// put above or below zero, and those that may be the best. All, where somebody wants to know what was measured.
pub(super) fn undecided(found: &mut [Candidate]) -> impl Iterator<Item = &mut Candidate> {
    let bounds = |c: &Candidate| {
        let once = c.points.worth(Of::Again);
        let more = [0, once, once + c.points.worth(Of::AgainTwice)];
        let (least, most) = (more.into_iter().min().unwrap_or(0), more.into_iter().max().unwrap_or(0));
        (c.points.least() + least, c.points.most() + most)
    };
    let sure = found.iter().filter(|c| c.is_person()).map(|c| bounds(c).0).max().unwrap_or(0);
    let rival = move |c: &Candidate| bounds(c).1 >= sure.max(0);
    let several = found.iter().filter(|c| rival(c)).count() > 1;
    found.iter_mut().filter(move |c| {
        let (least, most) = bounds(c);
        c.points.is_traced() || least < 0 && most >= 0 || several && rival(c)
    })
}

/// Lines to look for names in, each with a line end after it, and where each begins.
#[derive(Default)]
struct Below {
    text: String,
    starts: Vec<(usize, usize)>,
}

/// Names that are looked for one by one; more of them in one pass over the text, so that work stays linear.
const FEW: usize = 12;

impl Below {
    fn add(&mut self, line: usize, push: impl FnOnce(&mut String)) {
        self.starts.push((self.text.len(), line));
        push(&mut self.text);
        self.text.push('\n');
    }

    /// Adds to each name's lines those that hold it, its own apart, up to two in all.
    fn name(&self, names: &[(String, usize)], told: &mut [Vec<usize>]) {
        let line = |at: usize| self.starts.partition_point(|(start, _)| *start <= at).checked_sub(1);
        let note = |told: &mut Vec<usize>, at: usize, own: usize| {
            let line = line(at).map(|n| self.starts[n].1).filter(|line| *line != own && !told.contains(line));
            told.extend(line);
            told.len() < 2
        };
        if names.len() <= FEW {
            for ((name, own), told) in names.iter().zip(told) {
                let mut open = told.len() < 2;
                for at in memmem::find_iter(self.text.as_bytes(), name.as_str()) {
                    if !open {
                        break;
                    }
                    open = note(told, at, *own);
                }
            }
            return;
        }
        let mut patterns: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (n, (name, _)) in names.iter().enumerate() {
            patterns.entry(name).or_default().push(n);
        }
        // Made for this text alone: what is built fastest serves best.
        let kind = Some(AhoCorasickKind::NoncontiguousNFA);
        let Ok(automaton) = AhoCorasick::builder().kind(kind).build(patterns.keys()) else { return };
        let mut open: Vec<Vec<usize>> = patterns.into_values().collect();
        for found in automaton.find_overlapping_iter(&self.text) {
            // Once told of, a name needs no more of the lines.
            open[found.pattern().as_usize()].retain(|n| note(&mut told[*n], found.start(), names[*n].1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Points, TABLE};
    use super::*;
    use std::cmp::Reverse;

    /// The best of candidates, and which of them are above zero.
    fn outcome(found: &[Candidate]) -> (Option<usize>, Vec<bool>) {
        let sums = || found.iter().map(|c| c.points.sum);
        let best = sums().enumerate().max_by_key(|(n, sum)| (*sum, Reverse(*n))).filter(|(_, sum)| *sum >= 0);
        (best.map(|(n, _)| n), sums().map(|sum| sum >= 0).collect())
    }

    #[test]
    fn what_is_not_asked_of_the_others_changes_nothing() {
        let candidate = |sum: i32| {
            let found = super::super::Found { names: vec!["Ada".to_string()], range: 0..3 };
            let mut points = Points::new(&TABLE, None);
            points.sum = sum;
            Candidate { line: 0, found, whole: true, asked: 0, points }
        };
        let add = |c: &mut Candidate, times: usize| {
            c.points.is(Of::Again, times > 0);
            c.points.is(Of::AgainTwice, times > 1);
        };
        let sums = [-400, -166, -165, -1, 0, 94, 95, 260, 261, 500];
        for n in 0..sums.len().pow(3) * 27 {
            let (sum, times) = (n / 27, n % 27);
            let of = |at: u32| (sums[sum / sums.len().pow(at) % sums.len()], times / 3usize.pow(at) % 3);
            let mut all = [0, 1, 2].map(|at| candidate(of(at).0));
            let mut some = all.clone();
            (0..).zip(&mut all).for_each(|(at, c)| add(c, of(at).1));
            for (at, c) in (0..).zip(&mut some) {
                c.asked = at as usize;
            }
            undecided(&mut some).for_each(|c| add(c, of(c.asked as u32).1));
            assert_eq!(outcome(&some), outcome(&all), "{:?}", [0, 1, 2].map(of));
        }
    }
}
