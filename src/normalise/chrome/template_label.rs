//! Text of a template that was meant to be filled in or hidden: `Connecting to %s`, `{{ title }}`.

use super::ChromeRule;
use crate::model::Rule;

pub(super) const RULE: ChromeRule = ChromeRule {
    name: "template-label",
    sentence: "text of the page’s template that was never filled in",
    mark: |view, marks| {
        for (i, line) in view.page.lines.iter().enumerate() {
            let may = line.words <= 8 && view.page.words.line(i).may_hold_placeholder();
            if may && has_placeholder(line.text()) {
                marks.aside(i, Rule("template-label"), "holds a placeholder");
            }
        }
        super::phrases(view, marks, "template-label");
    },
};

/// `%s`, `%d`, `{{…}}`, `${…}` as words of their own; `100%` and `5 %` are none.
fn has_placeholder(text: &str) -> bool {
    let braces = text.find("{{").is_some_and(|at| text[at..].contains("}}"));
    let dollar = text.find("${").is_some_and(|at| text[at..].contains('}'));
    let word = |w: &str| matches!(w.trim_end_matches([':', '.', ',']), "%s" | "%d" | "%1$s" | "%2$s" | "%1$d" | "%@");
    braces || dollar || text.contains('%') && text.split_whitespace().any(word)
}

#[cfg(test)]
mod tests {
    use super::has_placeholder;

    #[test]
    fn placeholders_are_words_of_their_own() {
        assert!(has_placeholder("%d readers like this:") && has_placeholder("Hello {{ name }}"));
        assert!(!has_placeholder("up 5 %") && !has_placeholder("5% down") && !has_placeholder("{a}"));
    }
}
