//! Dividing long lists into pages that stay as they are when the list grows.

use crate::model::Placement;
use std::ops::Range;

/// A run of list entries under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) heading: String,
    pub(super) items: Range<u32>,
}

/// One page of a divided list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slice {
    pub(super) heading: String,
    pub(super) number: (u32, u32),
    pub(super) items: Range<u32>,
}

/// Which end of a list grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grows {
    /// New entries come first: pages are filled and numbered from the last entry, and only the first one is short.
    AtFront,
    /// New entries come last.
    AtEnd,
}

/// Consecutive entries with the same heading.
pub(super) fn groups(headings: impl IntoIterator<Item = String>) -> Vec<Group> {
    let mut out: Vec<Group> = Vec::new();
    for (i, heading) in headings.into_iter().enumerate() {
        let i = i as u32;
        match out.last_mut() {
            Some(last) if last.heading == heading => last.items.end = i + 1,
            _ => out.push(Group { heading, items: i..i + 1 }),
        }
    }
    out
}

/// Pages of at most `limit` units; `cost` says how many units an entry takes (at least one entry stands on a page).
/// In the order of the list.
pub(super) fn divide(groups: &[Group], limit: u32, grows: Grows, cost: impl Fn(u32) -> u32) -> Vec<Slice> {
    let mut out = Vec::new();
    for group in groups {
        let entries: Vec<u32> = match grows {
            Grows::AtFront => group.items.clone().rev().collect(),
            Grows::AtEnd => group.items.clone().collect(),
        };
        let mut pages: Vec<(u32, u32)> = Vec::new();
        let mut filled = 0;
        for i in entries {
            let units = cost(i);
            match pages.last_mut() {
                Some((first, last)) if filled + units <= limit => {
                    (*first, *last) = ((*first).min(i), (*last).max(i));
                    filled += units;
                }
                _ => {
                    pages.push((i, i));
                    filled = units;
                }
            }
        }
        let of = pages.len() as u32;
        let mut slices: Vec<Slice> = pages
            .into_iter()
            .enumerate()
            .map(|(n, (first, last))| Slice {
                heading: group.heading.clone(),
                number: (n as u32 + 1, of),
                items: first..last + 1,
            })
            .collect();
        if grows == Grows::AtFront {
            slices.reverse();
        }
        out.append(&mut slices);
    }
    out
}

/// The year an article stands under.
pub(super) fn year(placement: &Placement) -> String {
    placement.date().map_or("Undated".to_string(), |date| format!("{:04}", date.year()))
}

/// The group of an A–Z that a sort key stands under.
pub(super) fn letter(key: &str) -> String {
    match key.chars().next() {
        Some(c) if c.is_alphabetic() => c.to_uppercase().collect(),
        Some(c) if c.is_numeric() => "0–9".to_string(),
        _ => "#".to_string(),
    }
}

/// Letters first, so that what begins with a digit or a sign stands together.
pub(super) fn rank(letter: &str) -> (bool, bool) {
    (letter == "#", letter == "0–9")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(slices: &[Slice]) -> Vec<(u32, Range<u32>)> {
        slices.iter().map(|s| (s.number.0, s.items.clone())).collect()
    }

    #[test]
    fn a_new_entry_changes_only_the_newest_page() {
        let list = |n: u32| [Group { heading: "2019".into(), items: 0..n }];
        let five = divide(&list(5), 2, Grows::AtFront, |_| 1);
        assert_eq!(items(&five), [(3, 0..1), (2, 1..3), (1, 3..5)]);
        let six = divide(&list(6), 2, Grows::AtFront, |_| 1);
        assert_eq!(
            items(&six),
            [(3, 0..2), (2, 2..4), (1, 4..6)],
            "pages 1 and 2 hold the same entries, one further on"
        );
        assert_eq!(items(&divide(&list(3), 2, Grows::AtEnd, |_| 1)), [(1, 0..2), (2, 2..3)]);
    }

    #[test]
    fn a_heavy_entry_has_a_page_of_its_own() {
        let list = [Group { heading: String::new(), items: 0..3 }];
        assert_eq!(
            items(&divide(&list, 10, Grows::AtEnd, |i| [4, 30, 5][i as usize])),
            [(1, 0..1), (2, 1..2), (3, 2..3)]
        );
    }

    #[test]
    fn runs_of_a_heading_are_groups() {
        let got = groups(["a", "a", "b"].map(String::from));
        assert_eq!(
            got.iter().map(|g| (g.heading.as_str(), g.items.clone())).collect::<Vec<_>>(),
            [("a", 0..2), ("b", 2..3)]
        );
    }
}
