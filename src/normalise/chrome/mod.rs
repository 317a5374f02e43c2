//! Page furniture: one rule a file, general in kind.
//!
//! A rule looks at what a line is and where it stands; none knows an outlet. What rules leave is the article's.
//! To add one: a file here, a line in [`RULES`], phrases in `src/lang`, a golden case that it catches and one that
//! looks alike and must stay.

macro_rules! rules {
    ($($file:ident),* $(,)?) => {
        $(pub(super) mod $file;)*
        /// All rules that judge a line by itself and its neighbours, in order of precedence.
        pub(super) static RULES: &[ChromeRule] = &[$($file::RULE),*];
    };
}

rules![
    cookie_notice,
    template_label,
    licence,
    repeated_in_collection,
    copyright_line,
    republication_notice,
    comment_form,
    comments,
    comment_policy,
    login_prompt,
    donation_prompt,
    newsletter_prompt,
    subscription_prompt,
    advertisement,
    loading,
    author_promotion,
    agency_credits,
    related_list,
    reference,
    share_bar,
    reading_time,
    correction_prompt,
    platform_footer,
    section_label,
    navigation,
    bare_address,
];

use super::marks::{Evidence, Marks, Verdict, View};
use crate::model::Rule;

/// A rule that sets furniture aside.
pub(super) struct ChromeRule {
    /// What it catches.
    pub(super) name: &'static str,
    /// What it catches, as a sentence.
    pub(super) sentence: &'static str,
    /// Looks at a page and marks lines.
    pub(super) mark: fn(&View<'_, '_>, &mut Marks),
}

/// Rules that need to know where the article begins and ends; they live with the code that finds that out.
pub(super) const PLACED: &[(&str, &str)] = &[
    ("tagline", "a sentence about the site, between its name and the title"),
    ("page-head", "a line above the title"),
    ("repeated-title", "the title once more"),
    ("repeated-block", "words that stand earlier in the file"),
    ("form-control", "a button, a choice or a label of a form"),
    ("not-article", "a line that by its words, shape and place is not part of the article"),
    ("comment-thread", "comments of readers, known by the lines above or below each"),
    ("next-articles", "a list of other articles below this one"),
    ("after-article", "a short line after the end of the article"),
    ("drop", "a line that the compiler set aside"),
];

/// What a rule catches, in one sentence.
pub(super) fn sentence(rule: Rule) -> Option<&'static str> {
    let lines = RULES.iter().map(|r| (r.name, r.sentence));
    lines.chain(PLACED.iter().copied()).find(|(name, _)| *name == rule.0).map(|(_, sentence)| sentence)
}

/// Marks all lines that hold a phrase of a section.
fn phrases(view: &View<'_, '_>, marks: &mut Marks, section: &'static str) {
    phrases_as(view, marks, section, section);
}

/// The same under a rule of another name.
fn phrases_as(view: &View<'_, '_>, marks: &mut Marks, section: &'static str, rule: &'static str) {
    if !view.page.holds(section) {
        return;
    }
    for line in view.page.phrased() {
        if marks.is_free(line) && view.page.says(line, section) {
            marks.set(line, Verdict::Aside { rule: Rule(rule), evidence: evidence(view, line, section) });
        }
    }
}

/// What a rule by phrases saw of a line: the longest phrase of its section.
pub(super) fn evidence(view: &View<'_, '_>, line: usize, section: &str) -> Evidence {
    let hit = view.page.hits(line).iter().filter(|h| h.section == section).max_by_key(|h| h.len);
    match hit {
        Some(hit) if hit.whole => Evidence::Phrase("an interface phrase,", hit.phrase),
        Some(hit) => Evidence::Phrase("holds the interface phrase", hit.phrase),
        None => "an interface phrase".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_says_what_it_catches() {
        for rule in RULES {
            assert!(!rule.sentence.is_empty() && !rule.sentence.ends_with('.'), "{}", rule.name);
            assert_eq!(sentence(Rule(rule.name)), Some(rule.sentence));
        }
    }
}
