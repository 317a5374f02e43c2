//! The words in which what was decided is said, on the terminal and to programs.

use crate::model::{Fate, Field, Known, Role, Rule, SetBy, Syntax};
use crate::normalise::{self, ExplainedLine};

/// The role of a piece of a line; `docs/formats.md` lists them.
pub(super) fn role(fate: &Fate) -> &'static str {
    match fate {
        Fate::Body(role) | Fate::Beside { role, .. } => match role {
            Role::Heading => "heading",
            Role::Standfirst => "standfirst",
            Role::Paragraph => "paragraph",
            Role::Quote => "quote",
            Role::ListItem => "list-item",
            Role::Caption => "caption",
            Role::Credit => "credit",
            Role::Related => "related",
            Role::Doubtful => "doubtful",
        },
        Fate::Record(field) => match field {
            Field::Title => "title",
            Field::Byline => "byline",
            Field::Date => "date",
            Field::Source => "source",
            Field::Section => "section",
            Field::Licence => "licence",
            Field::Address => "address",
        },
        Fate::Syntax(Syntax::Blank) => "blank",
        Fate::Syntax(Syntax::Markup) => "markup",
        Fate::SetAside { .. } => "set-aside",
    }
}

/// The roles of a line: each once, in order. Markup counts only where nothing else stands, and letters do.
pub(super) fn roles(line: &ExplainedLine) -> Vec<&'static str> {
    let mut roles = Vec::new();
    for fate in line.fates.iter().filter(|f| !matches!(f, Fate::Syntax(_))) {
        let word = role(fate);
        if !roles.contains(&word) {
            roles.push(word);
        }
    }
    if roles.is_empty() {
        let written = is_markup(line) && line.text.chars().any(char::is_alphanumeric);
        roles.push(role(&Fate::Syntax(if written { Syntax::Markup } else { Syntax::Blank })));
    }
    roles
}

/// Whether a line is markup and nothing else.
fn is_markup(line: &ExplainedLine) -> bool {
    !line.fates.is_empty() && line.fates.iter().all(|fate| *fate == Fate::Syntax(Syntax::Markup))
}

/// What is said in place of a rule and its evidence where all of a line is markup.
pub(super) const MARKUP: (&str, &str) = ("markup", "markup, code or a setting, no words of the text");

/// The rule that decided about a piece, if a rule did.
pub(super) fn rule(fate: &Fate) -> Option<Rule> {
    match fate {
        Fate::SetAside { rule, .. } | Fate::Beside { rule, .. } => Some(*rule),
        Fate::Body(_) | Fate::Record(_) | Fate::Syntax(_) => None,
    }
}

/// What the rule saw.
pub(super) fn evidence(fate: &Fate) -> Option<&str> {
    match fate {
        Fate::SetAside { evidence, .. } | Fate::Beside { evidence, .. } => {
            Some(evidence).filter(|e| !e.is_empty()).map(String::as_str)
        }
        Fate::Body(_) | Fate::Record(_) | Fate::Syntax(_) => None,
    }
}

/// How sure the decision is, where it is not plain.
pub(super) fn confidence(fate: &Fate) -> Option<u8> {
    match fate {
        Fate::Beside { confidence, .. } => Some(*confidence),
        Fate::SetAside { rule, .. } => normalise::confidence(*rule),
        Fate::Body(_) | Fate::Record(_) | Fate::Syntax(_) => None,
    }
}

/// Who set a fact.
pub(super) fn set_by(by: SetBy) -> &'static str {
    match by {
        SetBy::Overrides => "overrides.toml",
        SetBy::Sidecar => "the file beside it",
        SetBy::FrontMatter => "its front matter",
        SetBy::Container => "the container it came in",
    }
}

/// How a fact is known, with the evidence; `place` says where on its line a stated fact stands.
pub(super) fn how<T>(known: &Known<T>, place: impl FnOnce(crate::model::Span, u32) -> String) -> String {
    match known {
        Known::Stated { span, line, .. } => format!("stated, {}", place(*span, *line)),
        Known::WorkedOut { evidence, .. } => format!("worked out: {evidence}"),
        Known::Set { by, .. } => format!("set by {}", set_by(*by)),
        Known::Unknown => "not stated".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_each_role_once_and_blank_only_alone() {
        let line = |text: &str, fates: &[Fate]| {
            let (fates, text) = (fates.to_vec(), text.to_string());
            roles(&ExplainedLine { number: 1, fates, text, paragraph: None })
        };
        let (blank, markup) = (Fate::Syntax(Syntax::Blank), Fate::Syntax(Syntax::Markup));
        let fates = [
            Fate::Record(Field::Source),
            blank.clone(),
            Fate::Body(Role::Standfirst),
            Fate::Body(Role::Standfirst),
            Fate::Record(Field::Byline),
        ];
        assert_eq!(line("The Ledger – the tide. Ada", &fates), ["source", "standfirst", "byline"]);
        assert_eq!(line(" ", &[blank]), ["blank"]);
        assert_eq!(line("", &[]), ["blank"]);
        assert_eq!(line("***", std::slice::from_ref(&markup)), ["blank"]);
        assert_eq!(line("[harbour]: tide.html", std::slice::from_ref(&markup)), ["markup"]);
        assert_eq!(line("# Tide", &[markup, Fate::Body(Role::Heading)]), ["heading"]);
    }
}
