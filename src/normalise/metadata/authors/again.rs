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
    for (candidate, lines) in found.iter_mut().zip(told) {
        candidate.points.is(Of::Again, !lines.is_empty());
        candidate.points.is(Of::AgainTwice, lines.len() > 1);
    }
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
