//! Numbers that a space got into behind their decimal mark: joined where the words around prove it.

use super::patch::Change;
use crate::model::Rule;
use smol_str::SmolStr;
use std::sync::LazyLock;

const RULE: Rule = Rule("split-number");

/// How a language writes amounts.
#[derive(Default)]
struct Amounts {
    tag: &'static str,
    mark: u8,
    before: Vec<&'static str>,
    unit: Vec<String>,
    after: Vec<&'static str>,
    of: Vec<&'static str>,
}

static LANGUAGES: LazyLock<Vec<Amounts>> = LazyLock::new(|| {
    let mut languages: Vec<Amounts> = Vec::new();
    for line in include_str!("amounts.txt").lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split(' ');
        let (Some(tag), Some(mark), Some(kind)) = (words.next(), words.next(), words.next()) else { continue };
        if languages.last().is_none_or(|last| last.tag != tag) {
            languages.push(Amounts { tag, mark: mark.as_bytes()[0], ..Amounts::default() });
        }
        let Some(language) = languages.last_mut() else { continue };
        match kind {
            "before" => language.before = words.collect(),
            "after" => language.after = words.collect(),
            "of" => language.of = words.collect(),
            _ => language.unit = words.map(|unit| unit.replace('_', " ")).collect(),
        }
    }
    languages
});

/// A line, and which words follow its decimals, once that was asked.
pub(super) struct Numbers<'t> {
    text: &'t str,
    units: Option<Vec<&'t str>>,
}

impl<'t> Numbers<'t> {
    pub(super) fn of(text: &'t str) -> Numbers<'t> {
        Numbers { text, units: None }
    }

    /// The change that joins a decimal whose fraction was split off, if the line proves it. `67. 56` may as well end a
    /// sentence and begin the next (`on May 14. 20 percent of …`), or stand in a list (`bei 70, 80 Prozent`). So the
    /// word before must be one that leads to an amount and not to a date or to what is numbered, and behind the number
    /// a unit must stand that follows another decimal of the line too, or one that is counted in decimals and goes on
    /// with the sentence.
    pub(super) fn split_at(&mut self, point: usize) -> Option<Change> {
        let (text, bytes) = (self.text, self.text.as_bytes());
        let (whole, start) = (digits(bytes[..point].iter().rev()), point + 2);
        let fraction = digits(bytes[start..].iter());
        if !(1..=3).contains(&whole) || !(1..=2).contains(&fraction) {
            return None;
        }
        let head = text[..point - whole].strip_suffix(' ')?;
        let rest = &text[start + fraction..];
        let (whole, fraction) = (&text[point - whole..point], &text[start..start + fraction]);
        if bytes[point] == b',' && may_be_listed(whole, fraction) {
            return None;
        }
        let (before, rest) = (last_word(head), rest.strip_prefix(' ').unwrap_or(rest));
        let languages = || LANGUAGES.iter().filter(|l| l.mark == bytes[point] && l.before.contains(&before));
        languages().next()?;
        let units = self.units.get_or_insert_with(|| decimals_with_unit(text));
        let unit = first_word(rest);
        let spoken_of = units.contains(&unit) && !unit.is_empty();
        let proven = languages().any(|language| {
            let known = language.unit.iter().find_map(|unit| after_word(rest, unit));
            let behind =
                |rest: &str, words: &[&str]| words.iter().any(|word| after_word(rest.trim_start(), word).is_some());
            known.is_some_and(|rest| ends(rest) || behind(rest, &language.after))
                || spoken_of && !behind(known.unwrap_or(&rest[unit.len()..]), &language.of)
        });
        let after = SmolStr::from_iter([char::from(bytes[point])]);
        proven.then_some(Change { range: point..start, after, rule: RULE })
    }
}

/// Two numbers with a comma between them that may be what they look like: `5, 6 Prozent`, `70, 80 Prozent`.
fn may_be_listed(whole: &str, fraction: &str) -> bool {
    let (Ok(whole), Ok(number)) = (whole.parse::<u32>(), fraction.parse::<u32>()) else { return true };
    fraction.len() < 2 || number % 5 == 0 || number == whole + 1
}

/// How many digits bytes begin with; more than four are not told apart.
fn digits<'b>(bytes: impl Iterator<Item = &'b u8>) -> usize {
    bytes.take(4).take_while(|b| b.is_ascii_digit()).count()
}

/// What follows a word or sign that a text begins with.
fn after_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(word)?;
    (word == "%" || !rest.starts_with(char::is_alphanumeric)).then_some(rest)
}

/// Whether a sentence, or a part of it, ends here.
fn ends(rest: &str) -> bool {
    let marks = rest.trim_start_matches(['.', ',', ';', ':', '!', '?', ')', '”', '“', '"', '»']);
    rest.is_empty() || marks.len() < rest.len() && (marks.is_empty() || marks.starts_with(' '))
}

/// The words that follow decimals in a line.
fn decimals_with_unit(text: &str) -> Vec<&str> {
    let bytes = text.as_bytes();
    let mut units = Vec::new();
    for (at, b) in bytes.iter().enumerate() {
        let decimal = matches!(b, b'.' | b',')
            && at > 0
            && bytes[at - 1].is_ascii_digit()
            && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        if !decimal || units.len() >= 8 {
            continue;
        }
        let digits = bytes[at + 1..].iter().take_while(|b| b.is_ascii_digit()).count();
        if let Some(rest) = text[at + 1 + digits..].strip_prefix(' ') {
            let unit = first_word(rest);
            if !unit.is_empty() && !units.contains(&unit) {
                units.push(unit);
            }
        }
    }
    units
}

/// The longest word that is looked at.
const LONGEST: usize = 24;

fn first_word(text: &str) -> &str {
    let mut chars = text.char_indices().take(LONGEST + 1);
    let end = chars.find(|(_, c)| !c.is_alphabetic()).map_or(text.len(), |(i, _)| i);
    if end > LONGEST * 2 { "" } else { &text[..end] }
}

fn last_word(text: &str) -> &str {
    match text.char_indices().rev().take(LONGEST + 1).find(|(_, c)| !c.is_alphabetic()) {
        Some((i, c @ (' ' | '(' | '’' | '\''))) => &text[i + c.len_utf8()..],
        None if text.len() <= LONGEST => text,
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::super::repair;

    #[test]
    fn a_number_is_joined_where_the_words_around_prove_it() {
        // An underscore stands for the space that got in.
        for line in [
            "Support for the pier stood at 67._56 percent in the last poll",
            "Support for the pier rose to 67._56%, its clerk said",
            "It was worth 12._5 million crowns, against 10.4 million",
            "The ferry ran about 3._5 km on Monday and 4.5 km today",
            "Die Zustimmung lag bei 67,_56 Prozent.",
            "La participation passe à 67,_56 % au second tour",
        ] {
            let patch = repair(&line.replace('_', " "), false).text().to_string();
            assert_eq!(patch, line.replace('_', ""));
        }
    }

    #[test]
    fn two_numbers_stay_two() {
        for line in [
            "Turnout rose by 3.5 percent on May 14. 20 percent of the residents stayed",
            "He ran 3.5 km on stage 14. 20 km were left",
            "In 2014. 56 million people came",
            "He scored 14. 22 of them stayed",
            "The two of them left at 14. 20 people stayed",
            "They left school at 14. 20 percent of the others stayed, or 3.5 percent more",
            "She left school at 14. 20 percent did",
            "She turned to No. 14. 56 percent in her street did the same",
            "Sie lag bei 70, 80 Prozent und bei 5, 6 Prozent",
            "Mit 12, 14 oder 16 Jahren",
            "It stood at 67, 56 percent in the last poll",
            "Am 14. 56 Prozent in der Stadt stimmten zu",
        ] {
            assert_eq!(repair(line, false).text(), line);
        }
    }
}
