//! Names as a shell reads them.

/// A name as it can be pasted into a shell, as one argument that is no option.
///
/// What a page or a terminal could not show as it is stands in the form `$'…'`, which the shells in use know.
pub fn shell_word(name: &str) -> String {
    let simple = |c: char| c.is_alphanumeric() || "._-/#+@:".contains(c);
    let dot = if name.starts_with('-') { "./" } else { "" };
    if name.chars().any(is_hidden) {
        let escaped: String = name.chars().map(escaped).collect();
        format!("$'{dot}{escaped}'")
    } else if !name.is_empty() && !name.starts_with('#') && name.chars().all(simple) {
        format!("{dot}{name}")
    } else {
        format!("'{dot}{}'", name.replace('\'', "'\\''"))
    }
}

/// Control characters, and what turns the direction of the text behind it.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn escaped(c: char) -> String {
    match c {
        '\'' | '\\' => format!("\\{c}"),
        c if is_hidden(c) => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_to_paste() {
        assert_eq!(shell_word("wire/0412.txt"), "wire/0412.txt");
        assert_eq!(shell_word("it's here.txt"), "'it'\\''s here.txt'");
        assert_eq!(shell_word("$(reboot)"), "'$(reboot)'");
        assert_eq!(shell_word(""), "''");
        assert_eq!(shell_word("#1.txt"), "'#1.txt'");
        assert_eq!(shell_word("-rf.txt"), "./-rf.txt");
        assert_eq!(shell_word("-r f.txt"), "'./-r f.txt'");
        assert_eq!(shell_word("a\u{1b}'\u{202e}\\.txt"), "$'a\\u001b\\'\\u202e\\\\.txt'");
    }
}
