//! The table of weights: one whole number a feature, made by `tools/line-table/train.py`.

use super::features::{Feature, NAMES};
use std::sync::LazyLock;

static FILE: &str = include_str!("table.tsv");

static BUILT_IN: LazyLock<Table> =
    LazyLock::new(|| Table::parse(FILE).expect("the table in the repository names every feature once"));

/// The table that ships with dossier.
pub(super) fn built_in() -> &'static Table {
    &BUILT_IN
}

/// Weights by feature, in 2^-16 of a thousandth of log-odds per unit of the feature, and what is added to all.
#[derive(Clone, Debug)]
pub(in crate::normalise) struct Table {
    weights: [i32; Feature::COUNT],
    bias: i64,
}

/// Binary places of a weight.
const PLACES: u32 = 10;

impl Table {
    /// Reads rows of a feature's name and its weight, with a tab between; `bias` is a row of its own.
    /// None when a row is malformed or names no feature.
    pub(in crate::normalise) fn parse(file: &str) -> Option<Table> {
        let mut table = Table { weights: [0; Feature::COUNT], bias: 0 };
        for row in file.lines().filter(|row| !row.starts_with('#') && !row.is_empty()) {
            let mut cells = row.split('\t');
            let (name, weight) = (cells.next()?, cells.next()?);
            if name == "bias" {
                table.bias = weight.parse().ok()?;
            } else {
                table.weights[NAMES.iter().position(|n| *n == name)?] = weight.parse().ok()?;
            }
        }
        Some(table)
    }

    /// Log-odds of a line, in thousandths.
    pub(super) fn odds(&self, row: &[i16; Feature::COUNT]) -> i32 {
        let sum: i64 = row.iter().zip(&self.weights).map(|(x, w)| i64::from(*x) * i64::from(*w)).sum();
        ((sum + self.bias) >> PLACES).clamp(-12_000, 12_000) as i32
    }

    /// The features of a line that weighed most.
    pub(super) fn reasons(&self, row: &[i16; Feature::COUNT], most: usize) -> Vec<(&'static str, i32)> {
        let mut all: Vec<(&'static str, i32)> = (0..Feature::COUNT)
            .map(|i| (NAMES[i], ((i64::from(row[i]) * i64::from(self.weights[i])) >> PLACES) as i32))
            .collect();
        all.sort_by_key(|(name, share)| (std::cmp::Reverse(share.unsigned_abs()), *name));
        all.truncate(most);
        all
    }
}

/// Log-odds in thousandths as a probability from 0 to 100, by a table of thresholds.
pub(super) fn probability(odds: i32) -> u8 {
    // ln(p / (1 - p)) in thousandths, for p of .01, .02, .03, .05, .07, .10, .15 and so on.
    const STEPS: [(i32, u8); 21] = [
        (-4595, 1),
        (-3892, 2),
        (-3476, 3),
        (-2944, 5),
        (-2587, 7),
        (-2197, 10),
        (-1735, 15),
        (-1386, 20),
        (-847, 30),
        (-405, 40),
        (0, 50),
        (405, 60),
        (847, 70),
        (1386, 80),
        (1735, 85),
        (2197, 90),
        (2587, 93),
        (2944, 95),
        (3476, 97),
        (3892, 98),
        (4595, 99),
    ];
    STEPS.iter().rev().find(|(least, _)| odds >= *least).map_or(0, |(_, p)| *p)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_in_the_repository_is_complete() {
        let named = FILE.lines().filter(|row| !row.starts_with('#')).count();
        assert_eq!(named, Feature::COUNT + 1);
        assert!(Table::parse(FILE).is_some());
        assert!(Table::parse("no-such-feature\t1").is_none());
    }

    #[test]
    fn probabilities_rise_with_log_odds() {
        assert_eq!(probability(-9000), 0);
        assert_eq!(probability(0), 50);
        assert_eq!(probability(9000), 99);
    }
}
