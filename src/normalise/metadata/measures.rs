//! What is measured of candidates for title, date and author, and what each measure is worth.
//!
//! A candidate's points are the sum of its measures, each times a whole-number weight of `weights.tsv`; nothing is said
//! below zero. `tools/metadata/train.py` makes the table, and `docs/metadata.md` tells how.

use super::super::Candidate;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Names the measures of a fact; their order is that of the table's columns.
macro_rules! measures {
    ($name:ident of $fact:literal: $($measure:ident)*) => {
        /// The measures of a candidate.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum $name { $($measure),* }

        impl super::measures::Measure for $name {
            const FACT: &'static str = $fact;
            const NAMES: &'static [&'static str] = &[$(stringify!($measure)),*];

            fn index(self) -> usize {
                self as usize
            }
        }
    };
}
pub(super) use measures;

/// The measures of one fact.
pub(super) trait Measure: Copy {
    /// The fact, as the table names it.
    const FACT: &'static str;
    /// All of them.
    const NAMES: &'static [&'static str];

    fn index(self) -> usize;
}

/// The weights of a fact's measures, in thousandths of log-odds.
#[derive(Debug)]
pub(super) struct Table(Vec<i32>);

static WEIGHTS: LazyLock<HashMap<(&'static str, &'static str), i32>> = LazyLock::new(|| {
    let rows = include_str!("weights.tsv").lines().filter(|row| !row.starts_with('#'));
    rows.filter_map(|row| {
        let (fact, rest) = row.split_once('\t')?;
        let (measure, weight) = rest.split_once('\t')?;
        Some(((fact, measure), weight.trim().parse().ok()?))
    })
    .collect()
});

impl Table {
    /// The weights of a fact.
    pub(super) fn of<M: Measure>() -> Table {
        let weight = |name: &&str| WEIGHTS.get(&(M::FACT, *name)).copied().unwrap_or(0);
        Table(M::NAMES.iter().map(weight).collect())
    }
}

/// The points of a candidate while it is measured.
#[derive(Clone, Debug)]
pub(super) struct Points {
    table: &'static Table,
    pub(super) sum: i32,
    /// What is left for later may take away so much, or add so much.
    left: Option<(i32, i32)>,
    /// What was measured, where somebody wants to know.
    said: Option<Vec<(usize, i32)>>,
}

impl Points {
    pub(super) fn new(table: &'static Table, trace: Option<&Trace>) -> Points {
        Points { table, sum: 0, left: None, said: trace.map(|_| Vec::new()) }
    }

    /// Takes down a measure, where somebody wants to know.
    #[cold]
    fn say(&mut self, index: usize) {
        self.said.iter_mut().for_each(|said| said.push((index, 1)));
    }

    /// Leaves measures for later, of which one at most is there: what costs much is asked of those that it decides
    /// about.
    pub(super) fn leave(&mut self, one_of: &[impl Measure]) {
        let worth = one_of.iter().map(|measure| self.worth(*measure));
        let (least, most) = worth.fold((0, 0), |(least, most), worth| (worth.min(least), worth.max(most)));
        let (below, above) = self.left.unwrap_or_default();
        self.left = Some((below + least, above + most));
    }

    /// Takes up what was left, if anything was.
    pub(super) fn take_up(&mut self) -> bool {
        self.left.take().is_some()
    }

    /// The least sum that is possible with what was left.
    pub(super) fn least(&self) -> i32 {
        self.sum + self.left.map_or(0, |(below, _)| below)
    }

    /// The greatest.
    pub(super) fn most(&self) -> i32 {
        self.sum + self.left.map_or(0, |(_, above)| above)
    }

    /// What a measure that is there would add.
    pub(super) fn worth(&self, measure: impl Measure) -> i32 {
        self.table.0[measure.index()]
    }

    /// Whether somebody wants to know all that was measured.
    pub(super) fn is_traced(&self) -> bool {
        self.said.is_some()
    }

    /// Adds a measure that is there or not.
    #[inline]
    pub(super) fn is(&mut self, measure: impl Measure, there: bool) {
        // Without a branch: half of what is asked is there.
        let index = measure.index();
        self.sum += self.table.0[index] * i32::from(there);
        if self.said.is_some() && there {
            self.say(index);
        }
    }
}

/// Takes down what was measured, for fitting.
#[derive(Debug, Default)]
pub(in crate::normalise) struct Trace(pub(in crate::normalise) RefCell<Vec<Candidate>>);

impl Trace {
    pub(super) fn note<M: Measure>(
        trace: Option<&Trace>,
        line: usize,
        value: impl FnOnce() -> String,
        points: &Points,
    ) {
        let (Some(trace), Some(said)) = (trace, &points.said) else { return };
        let measures = said.iter().map(|(index, value)| (M::NAMES[*index], *value)).collect();
        let candidate =
            Candidate { fact: M::FACT, line: line as u32 + 1, value: value(), points: points.sum, measures };
        trace.0.borrow_mut().push(candidate);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{authors, dates, title};
    use super::*;

    fn check<M: Measure>() {
        for name in M::NAMES {
            assert!(WEIGHTS.contains_key(&(M::FACT, *name)), "{} {name} has no weight", M::FACT);
        }
    }

    #[test]
    fn every_measure_has_a_weight() {
        check::<title::Of>();
        check::<dates::Of>();
        check::<authors::Of>();
        assert_eq!(WEIGHTS.len(), title::Of::NAMES.len() + dates::Of::NAMES.len() + authors::Of::NAMES.len());
    }
}
