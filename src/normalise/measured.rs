//! How often rules that set lines aside were right where that was measured.

use crate::model::Rule;
use std::sync::LazyLock;

/// Rules, the lines under each, and those of them that were text after all. `docs/rules.md` says how they were counted.
static COUNTS: LazyLock<Vec<(&str, u32, u32)>> = LazyLock::new(|| {
    let rows = include_str!("measured.txt").lines().filter(|line| !line.starts_with(';'));
    let row = |line: &'static str| {
        let mut cells = line.split(' ');
        Some((cells.next()?, cells.next()?.parse().ok()?, cells.next()?.parse().ok()?))
    };
    rows.filter_map(row).collect()
});

/// How sure it is, from 0 to 100, that a line which a rule sets aside is no text; None where nothing was measured of the
/// rule. By Laplace's rule of succession, so that a rule which was right five times out of five is not called sure.
pub(super) fn confidence(rule: Rule) -> Option<u8> {
    let (_, lines, text) = COUNTS.iter().find(|(name, ..)| *name == rule.0)?;
    u8::try_from((lines - text + 1) * 100 / (lines + 2)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise::rule_sentence;

    #[test]
    fn rules_that_were_often_right_are_sure_and_others_less() {
        let sure = |name| confidence(Rule(name));
        assert!(sure("comments") == Some(99) && sure("share-bar") == Some(99), "{COUNTS:?}");
        assert!(sure("donation-prompt").is_some_and(|sure| (50..99).contains(&sure)), "{COUNTS:?}");
        assert_eq!((sure("drop"), sure("template-label")), (None, None));
    }

    #[test]
    fn what_was_measured_is_a_rule() {
        let rows = include_str!("measured.txt").lines().filter(|line| !line.starts_with(';')).count();
        assert_eq!(rows, COUNTS.len());
        for (name, lines, text) in COUNTS.iter() {
            assert!(rule_sentence(Rule(name)).is_some(), "{name} says what it catches");
            assert!(text <= lines, "{name}");
        }
    }
}
