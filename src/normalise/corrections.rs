//! What the compiler says about lines and fields: stronger than anything found.

use super::marks::{Marks, Verdict};
use super::page::Page;
use crate::config::{Config, Correction, Pattern};
use crate::model::{Hints, Known, Metadata, Role, Rule, SetBy};

/// Keeps and sets aside lines as the settings and the correction of the file ask.
pub(super) fn lines(page: &Page<'_>, marks: &mut Marks, config: &Config, correction: Option<&Correction>) {
    if config.clean.keep_all {
        for i in 0..page.lines.len() {
            if marks.rule(i).is_some() {
                marks.overrule(i, Verdict::Body(None));
            }
        }
    }
    let none: &[Pattern] = &[];
    let (keep, drop) = correction.map_or((none, none), |c| (&c.keep[..], &c.drop[..]));
    if keep.is_empty() && drop.is_empty() && config.clean.keep.is_empty() && config.clean.drop.is_empty() {
        return;
    }
    for (i, line) in page.lines.iter().enumerate() {
        let any = |patterns: &[Pattern]| patterns.iter().any(|p| p.matches(line.segment.number, line.text()));
        // A file's own correction is stronger than the settings for all, and keeping is stronger than setting aside.
        let kept = any(keep) || !any(drop) && any(&config.clean.keep);
        let dropped = any(drop) || any(&config.clean.drop);
        if kept {
            if !matches!(marks.get(i), Some(Verdict::Body(_))) {
                marks.overrule(i, Verdict::Body(None));
            }
        } else if dropped {
            let evidence = "the compiler set it aside".to_string();
            marks.overrule(i, Verdict::Aside { rule: Rule("drop"), evidence });
        }
    }
}

/// Never an article without text: where rules left nothing, the doubtful lines are the text, then what was set aside.
pub(super) fn never_nothing(page: &Page<'_>, marks: &mut Marks) -> bool {
    let has_body = |marks: &Marks| {
        (0..page.lines.len()).any(|i| matches!(marks.get(i), Some(Verdict::Body(_))) && page.lines[i].words > 0)
    };
    for step in 0..3 {
        if has_body(marks) {
            return step < 3;
        }
        for i in 0..page.lines.len() {
            let back = match marks.get(i) {
                Some(Verdict::Beside { role, .. }) => *role == Role::Doubtful || step > 0,
                Some(Verdict::Aside { rule, .. }) => step > 0 && rule.0 != "drop" && rule.0 != "repeated-title",
                Some(Verdict::Record(_)) => step > 1,
                Some(Verdict::Body(_)) | None => false,
            };
            if back {
                marks.overrule(i, Verdict::Body(None));
            }
        }
        if step == 2 {
            return false;
        }
    }
    true
}

/// Facts from outside the text, strongest last.
pub(super) fn facts(
    page: &Page<'_>,
    metadata: &mut Metadata,
    hints: Hints,
    config: &Config,
    correction: Option<&Correction>,
) {
    fn contained<T>(fact: &mut Known<T>, value: Option<T>) {
        if let (Known::Unknown, Some(value)) = (&*fact, value) {
            *fact = Known::Set { value, by: SetBy::Container };
        }
    }
    contained(&mut metadata.title, hints.title);
    contained(&mut metadata.date, hints.date);
    contained(&mut metadata.url, hints.url);
    let named = config.sources.iter().find(|source| {
        page.lines.iter().any(|line| source.matches.iter().any(|m| !m.is_empty() && line.text().contains(m.as_str())))
    });
    if let Some(source) = named {
        metadata.source = Known::Set { value: source.name.clone(), by: SetBy::Configuration };
    }
    let Some(correction) = correction else { return };
    fn set<T: Clone>(fact: &mut Known<T>, value: &Option<T>) {
        if let Some(value) = value {
            *fact = Known::Set { value: value.clone(), by: SetBy::Overrides };
        }
    }
    set(&mut metadata.title, &correction.title);
    set(&mut metadata.source, &correction.source);
    set(&mut metadata.authors, &correction.author);
    set(&mut metadata.date, &correction.date);
    set(&mut metadata.url, &correction.url);
    set(&mut metadata.licence, &correction.licence);
    if correction.retrieved.is_some() {
        metadata.retrieved = correction.retrieved;
    }
}
