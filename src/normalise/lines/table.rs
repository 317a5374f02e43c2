//! The table of weights: one whole number a feature, made by `tools/line-table/train.py`.

use super::features::{Feature, MOST, NAMES, Row};
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
    /// The weights in two halves, the higher one without its last [`LOW`] binary places.
    halves: [Row; 2],
    bias: i64,
}

/// Binary places of a weight.
const PLACES: u32 = 10;

/// Binary places of the lower half of a weight, and the first weight that is too high for the other half.
const LOW: u32 = 12;
const HIGHEST: i32 = 1 << 26;
// No sum of a row leaves 32 bits, whatever the row and the weights.
const _: () = assert!((HIGHEST as i64 >> LOW) * MOST as i64 * (Feature::PLACES as i64) < i32::MAX as i64);

impl Table {
    /// Reads rows of a feature's name and its weight, with a tab between; `bias` is a row of its own.
    /// None when a row is malformed or names no feature, or its weight is out of all proportion.
    pub(in crate::normalise) fn parse(file: &str) -> Option<Table> {
        let mut table = Table { weights: [0; Feature::COUNT], halves: [[0; Feature::PLACES]; 2], bias: 0 };
        for row in file.lines().filter(|row| !row.starts_with('#') && !row.is_empty()) {
            let mut cells = row.split('\t');
            let (name, weight) = (cells.next()?, cells.next()?);
            if name == "bias" {
                table.bias = weight.parse().ok()?;
            } else {
                let at = NAMES.iter().position(|n| *n == name)?;
                let weight: i32 = weight.parse().ok().filter(|w| (-HIGHEST..HIGHEST).contains(w))?;
                table.weights[at] = weight;
                table.halves[0][at] = (weight >> LOW) as i16;
                table.halves[1][at] = (weight & ((1 << LOW) - 1)) as i16;
            }
        }
        Some(table)
    }

    /// Log-odds of a line, in thousandths.
    pub(super) fn odds(&self, row: &Row) -> i32 {
        let (high, low) = (product(row, &self.halves[0]), product(row, &self.halves[1]));
        (((i64::from(high) << LOW) + i64::from(low) + self.bias) >> PLACES).clamp(-12_000, 12_000) as i32
    }

    /// The features of a line that weighed most.
    pub(super) fn reasons(&self, row: &Row, most: usize) -> Vec<(&'static str, i32)> {
        let mut all: Vec<(&'static str, i32)> = (0..Feature::COUNT)
            .map(|i| (NAMES[i], ((i64::from(row[i]) * i64::from(self.weights[i])) >> PLACES) as i32))
            .collect();
        all.sort_by_key(|(name, share)| (std::cmp::Reverse(share.unsigned_abs()), *name));
        all.truncate(most);
        all
    }
}

/// Sum of products, in a form that becomes vectors of eight.
#[allow(clippy::needless_range_loop, reason = "three arrays, no iterator that a compiler may leave as it is")]
fn product(row: &Row, weights: &Row) -> i32 {
    let (values, weights) = (row.as_chunks::<8>().0, weights.as_chunks::<8>().0);
    let mut sums = [0; 8];
    for at in 0..Feature::PLACES / 8 {
        for i in 0..8 {
            sums[i] += i32::from(values[at][i]) * i32::from(weights[at][i]);
        }
    }
    let mut sum = 0;
    for part in sums {
        sum += part;
    }
    sum
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
    STEPS[..STEPS.partition_point(|(least, _)| odds >= *least)].last().map_or(0, |(_, p)| *p)
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
    fn weights_in_halves_give_the_same_sum() {
        let table = built_in();
        for seed in 1..200i64 {
            let row: Row = std::array::from_fn(|i| {
                let value = (seed * 7919 + i as i64 * 104_729) % i64::from(2 * MOST) - i64::from(MOST);
                if i < Feature::COUNT { value as i16 / (seed as i16 % 9 + 1) } else { 0 }
            });
            let sum: i64 = row.iter().zip(&table.weights).map(|(x, w)| i64::from(*x) * i64::from(*w)).sum();
            assert_eq!(table.odds(&row), ((sum + table.bias) >> PLACES).clamp(-12_000, 12_000) as i32);
        }
    }

    #[test]
    fn probabilities_rise_with_log_odds() {
        assert_eq!(probability(-9000), 0);
        assert_eq!(probability(0), 50);
        assert_eq!(probability(9000), 99);
    }
}
