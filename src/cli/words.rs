//! The words in which what was decided is said, on the terminal and to programs.

use crate::model::{Fate, Field, Known, Role, Rule, SetBy};

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
        Fate::Syntax(_) => "blank",
        Fate::SetAside { .. } => "set-aside",
    }
}

/// The roles of a line: each once, in order. What carries no words counts only where nothing else stands.
pub(super) fn roles(fates: &[Fate]) -> Vec<&'static str> {
    let mut roles = Vec::new();
    for fate in fates.iter().filter(|f| !matches!(f, Fate::Syntax(_))) {
        let word = role(fate);
        if !roles.contains(&word) {
            roles.push(word);
        }
    }
    if roles.is_empty() {
        roles.push("blank");
    }
    roles
}

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
        Fate::SetAside { .. } | Fate::Body(_) | Fate::Record(_) | Fate::Syntax(_) => None,
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
    use crate::model::Syntax;

    #[test]
    fn a_line_has_each_role_once_and_blank_only_alone() {
        let blank = Fate::Syntax(Syntax::Blank);
        let fates = [
            Fate::Record(Field::Source),
            blank.clone(),
            Fate::Body(Role::Standfirst),
            Fate::Body(Role::Standfirst),
            Fate::Record(Field::Byline),
        ];
        assert_eq!(roles(&fates), ["source", "standfirst", "byline"]);
        assert_eq!(roles(&[blank]), ["blank"]);
        assert_eq!(roles(&[]), ["blank"]);
    }
}
