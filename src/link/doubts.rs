//! Mentions that may mean something else. A mention counts as it is; a link in running text sends a reader away, so
//! that one is made only where the words around raise no doubt.
//!
//! No rule knows a language but for a few small words: they look at capitals, at what stands beside a name, and at
//! what else the article calls by it. Measured by hand on links drawn by `tools/links/draw.py`.

use super::words::{ARTICLES, JOINTS, MORE_TIES, SPORT, TIES};
use crate::model::*;
use crate::text::{fold, is_unspaced};

/// Articles with a person's full name from which the surname alone says enough.
const KNOWN: usize = 3;
/// Words beside a place that are looked at for sport.
const NEAR: usize = 5;
/// Mentions of a person that are looked at.
const SOME: usize = 8;

/// What is asked about a mention.
pub(super) struct Question<'a> {
    pub(super) library: &'a Library,
    pub(super) article: ArticleId,
    pub(super) topic: TopicId,
    pub(super) text: &'a str,
    pub(super) place: Span,
    /// Whether the article calls it by several words somewhere.
    pub(super) full: bool,
}

/// Whether a mention is better left without a link.
pub(super) fn any(question: &Question<'_>) -> bool {
    let Question { library, article, topic, text, place, full: _ } = question;
    let entry = &library.topics[*topic];
    let (start, end) = (place.start as usize, place.end as usize);
    let (Some(before), Some(words), Some(after)) = (text.get(..start), text.get(start..end), text.get(end..)) else {
        return true;
    };
    let beside = Beside::of(before, words, after);
    if part_of_name(words, entry.kind, &beside) || suspended(after) {
        return true;
    }
    match entry.kind {
        // A phrase that nobody chose is of use as a heading; as a link it would send readers to a common word.
        TopicKind::Topic if entry.how == TopicHow::Discovered => true,
        TopicKind::Topic | TopicKind::Event | TopicKind::Work => {
            // What is only mentioned in passing is meant surely where it is called by its name.
            let named = entry.how == TopicHow::Curated && fold(words) == fold(&entry.label);
            // Of the built-in lists' general words, one alone is a figure of speech too often: "our verdict".
            let general = entry.how == TopicHow::BuiltIn && !words.contains(' ') && !words.contains(is_unspaced);
            let doubted = compound(before, after) || goes_on(words, after) || general;
            doubted || !named && in_passing(library, *article, *topic)
        }
        TopicKind::Person => {
            let has_article = |word: &str| ARTICLES.contains(&fold(word).as_str());
            let doubted = has_article(beside.before) || quoted(before, after);
            doubted || stranger(question, entry, words) || no_person(library, entry, has_article)
        }
        TopicKind::Place => {
            team(before, after) || city(&entry.label, words) && entry.called.iter().all(|name| city(name, words))
        }
        TopicKind::Organisation => joined(before, words) || goes_on(words, after) || letters(question, entry, words),
    }
}

/// Whether a place is meant by the name of another, a city in it: who follows "Lima's trams" wants Lima. What a country
/// and its people are called otherwise shares its beginning, is short, or ends as such words end.
fn city(label: &str, words: &str) -> bool {
    const PEOPLES: [&str; 9] = ["ish", "tch", "ese", "an", "ans", "ian", "i", "iss", "ns"];
    let (label, word) = (fold(label), fold(words));
    let start = |text: &str| text.chars().take(2).collect::<String>();
    // "U.S.A." is; "LONDON" at the head of a report is not.
    let letters = words.chars().filter(|c| c.is_uppercase()).count();
    let initials = letters <= 4 && words.chars().all(|c| c.is_uppercase() || c == '.');
    let small = words.chars().next().is_some_and(char::is_lowercase) || !words.chars().any(char::is_uppercase);
    let called =
        word.contains(&label) || start(&label) == start(&word) || PEOPLES.iter().any(|end| word.ends_with(end));
    !(initials || small || called)
}

/// Whether a name is all of a quotation: a film, a ship, a song that is called after somebody.
fn quoted(before: &str, after: &str) -> bool {
    before.ends_with(['“', '"', '„', '«', '‘', '「'])
        && after.trim_start_matches([',', '.']).starts_with(['”', '"', '“', '»', '’', '」'])
}

/// Whether a place may stand for its team: a word of sport is among the few words before or after it.
fn team(before: &str, after: &str) -> bool {
    let sport = |word: &str| SPORT.contains(&fold(word.trim_matches(|c: char| !c.is_alphanumeric())).as_str());
    // Only in the same sentence, or what is left of it.
    let before = before.rsplit(['.', ';', ':', '!', '?']).next().unwrap_or_default();
    let after = after.split(['.', ';', ':', '!', '?']).next().unwrap_or_default();
    before.rsplit(' ').take(NEAR).any(sport) || after.split(' ').take(NEAR).any(sport)
}

/// Whether an organisation is the second part of a name with "and" in it: "Smith and | Sons Corp".
fn joined(before: &str, words: &str) -> bool {
    let Some((rest, joint)) = before.strip_suffix(' ').and_then(|rest| rest.rsplit_once(' ')) else { return false };
    let word = rest.rsplit(' ').next().unwrap_or_default();
    words.contains(' ') && JOINTS.contains(&joint) && starts_capital(word) && word.ends_with(char::is_alphanumeric)
}

/// Whether a name with several parts has one more after "and": "Ministry of Trade | and Industry".
fn goes_on(words: &str, after: &str) -> bool {
    let mut next = after.strip_prefix(' ').unwrap_or_default().split(' ');
    let joint = next.next().is_some_and(|word| JOINTS.contains(&word));
    let several = words.contains(' ') && !words.split(' ').any(|word| TIES.contains(&word));
    joint && starts_capital(words) && starts_capital(next.next().unwrap_or_default()) && !several
}

/// Whether a hyphen makes a part of a compound of the words: "high-|energy| laser".
fn compound(before: &str, after: &str) -> bool {
    const HYPHENS: [char; 2] = ['-', '‑'];
    before.ends_with(HYPHENS) || after.starts_with(HYPHENS)
}

/// Whether the rest of the compound that the words begin stands further on: "|Peru|- und Chilefahrer".
fn suspended(after: &str) -> bool {
    after.strip_prefix(['-', '‑']).is_some_and(|rest| rest.starts_with([' ', ',', '/']))
}

/// Whether most of a person's mentions have an article before them, so that it is none.
fn no_person(library: &Library, entry: &Topic, has_article: impl Fn(&str) -> bool) -> bool {
    let before = |m: &Mention| {
        let block = library.articles[m.article].blocks.get(m.block as usize)?;
        let head = block.text.get(..m.span.start as usize)?.strip_suffix(' ')?;
        head.rsplit(|c: char| !c.is_alphanumeric()).next()
    };
    let some = &entry.mentions[..entry.mentions.len().min(SOME)];
    let with = some.iter().filter(|m| before(m).is_some_and(&has_article)).count();
    entry.how == TopicHow::Discovered && with * 2 > some.len()
}

/// The words beside a mention, where nothing but a space or a hyphen stands between.
struct Beside<'a> {
    before: &'a str,
    /// What stands between the word before and the mention.
    joint: &'a str,
    /// Whether the word before is the first of its sentence.
    first: bool,
    /// A small word stands before that ties the mention to a capitalised one: "Bank of".
    tied: bool,
    after: &'a str,
    hyphen: bool,
    /// The mention stands alone in brackets.
    bracketed: bool,
}

impl<'a> Beside<'a> {
    fn of(before: &'a str, words: &str, after: &'a str) -> Beside<'a> {
        let bracketed = before.ends_with('(') && after.starts_with(')');
        let (before, after) = match bracketed {
            true => (&before[..before.len() - 1], &after[1..]),
            false => (before, after),
        };
        let inside = |c: char| c.is_alphanumeric() || matches!(c, '.' | '’' | '\'' | '&');
        let joint = before.len() - before.trim_end_matches([' ', '\u{a0}', '-', '‑']).len();
        let (rest, joint) = before.split_at(before.len() - joint);
        let word = rest.rsplit(|c| !inside(c)).next().unwrap_or_default();
        let head = rest[..rest.len() - word.len()].trim_end();
        let first = head.is_empty() || head.ends_with(['.', '!', '?', ':', '"', '“', '«', '”', '»', '(', '—', '–']);
        let tie = if TIES.contains(&word) || word.ends_with(['’', '\'']) { head } else { "" };
        // "Banque pour l'|Afrique": two small words tie as well as one.
        let (rest_of_tie, last_of_tie) = tie.rsplit_once(' ').unwrap_or(("", tie));
        let tie = if MORE_TIES.contains(&last_of_tie) { rest_of_tie } else { tie };
        let tied = head.len() < rest.len() - word.len() && starts_capital(tie.rsplit(' ').next().unwrap_or_default());
        let hyphen = after.starts_with(['-', '‑']);
        // The full stop of initials ends no sentence.
        let after = after.strip_prefix('.').filter(|_| words.contains('.')).unwrap_or(after);
        let after = after.strip_prefix([' ', '\u{a0}', '-', '‑']).unwrap_or("");
        let after = after.split(|c| !inside(c)).next().unwrap_or_default();
        Beside { before: if joint.is_empty() { "" } else { word }, joint, first, tied, after, hyphen, bracketed }
    }
}

/// Whether the words are part of a longer name that the index does not know: capitals go on before or after them.
fn part_of_name(words: &str, kind: TopicKind, beside: &Beside<'_>) -> bool {
    if !starts_capital(words) {
        return false;
    }
    let person = kind == TopicKind::Person;
    let several = words.contains(' ');
    // "President Xi", "Mr. Xi": what stands before a person is an office more often than a name.
    let office = person && (several || beside.before.ends_with('.'));
    let hyphen = beside.joint.contains(['-', '‑']) && !beside.before.is_empty();
    let goes_before = starts_capital(beside.before) && !office && (hyphen || !beside.first);
    let goes_after = starts_capital(beside.after) && beside.after.chars().any(char::is_lowercase);
    let digits = (1..4).contains(&beside.after.len()) && beside.after.bytes().all(|b| b.is_ascii_digit());
    let numbered = !beside.hyphen && (is_roman(beside.after) || digits);
    let tied = !person && beside.tied;
    let joined = beside.before == "&" || beside.after == "&";
    if beside.bracketed {
        return goes_before && goes_after;
    }
    goes_before || goes_after || numbered || joined || tied
}

fn starts_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

fn is_roman(word: &str) -> bool {
    word.len() > 1 && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

fn in_passing(library: &Library, article: ArticleId, topic: TopicId) -> bool {
    !library.topics_of[article].iter().any(|t| t.topic == topic && t.indexed)
}

/// Whether letters stand for a body that was found in other articles under its full name, and not in this one.
fn letters(question: &Question<'_>, entry: &Topic, words: &str) -> bool {
    let initials = !words.contains(' ') && !words.chars().any(char::is_lowercase);
    entry.how == TopicHow::Discovered && initials && entry.label.contains(' ') && !question.full
}

/// Whether one word stands for a person whose full name the article does not have, nor many others.
fn stranger(question: &Question<'_>, entry: &Topic, words: &str) -> bool {
    let Question { library, article, full, .. } = question;
    if entry.how != TopicHow::Discovered {
        return false;
    }
    // One word in capitals, or an initial before a surname, is half a name; that of somebody else, perhaps.
    let first = entry.label.split(' ').next().unwrap_or_default();
    let initial = first.trim_end_matches('.').chars().count() == 1 && starts_capital(first);
    if initial || !entry.label.contains(' ') && starts_capital(&entry.label) {
        return true;
    }
    if words.contains(' ') || !entry.label.contains(' ') || *full {
        return false;
    }
    let full =
        |m: &&Mention| library.articles[m.article].words_at(m.block, m.span).is_some_and(|words| words.contains(' '));
    let mut articles: Vec<ArticleId> = Vec::new();
    for mention in entry.mentions.iter().filter(full) {
        if mention.article == *article {
            return false;
        }
        if articles.last() != Some(&mention.article) {
            articles.push(mention.article);
        }
        if articles.len() >= KNOWN {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, name: &str, kind: TopicKind, expected: bool) {
        let at = text.find(name).expect("the name is in the text");
        let beside = Beside::of(&text[..at], name, &text[at + name.len()..]);
        assert_eq!(part_of_name(name, kind, &beside), expected, "{text}");
    }

    #[test]
    fn what_goes_on_in_capitals_is_another_name() {
        for (text, name) in [
            ("shares of Peruvian Copper Corp rose", "Peruvian"),
            ("the airline Air Peru said", "Peru"),
            ("in New-Peru, a village", "Peru"),
            ("the painter Lima-Soto, who", "Lima"),
            ("at the University Lima II of", "Lima"),
            ("of United Coal (Peru) Ltd for", "Peru"),
            ("of Lima & Sons", "Lima"),
            ("the channel Peru 24 in", "Peru"),
            ("for the Banque Royale du Pérou et", "Pérou"),
            ("la Banque pour l'Afrique et", "Afrique"),
            ("by the Bank of Peru today", "Peru"),
        ] {
            check(text, name, TopicKind::Place, true);
        }
        check("the Harbour Energy committee", "Harbour", TopicKind::Person, true);
    }

    #[test]
    fn a_city_is_no_link_to_its_country() {
        let check = |label: &str, words: &str, expected: bool| {
            assert_eq!(city(label, words), expected, "{words} for {label}");
        };
        check("Peru", "Lima", true);
        check("Peru", "Peruvian", false);
        check("United Kingdom", "British", false);
        check("Netherlands", "Dutch", false);
        check("United States", "US", false);
        check("Peru", "AREQUIPA", true);
        check("United States", "américaine", false);
    }

    #[test]
    fn a_name_in_quotation_marks_may_be_a_title() {
        assert!(quoted("for her part in \"", ",\" a film") && quoted("das Schiff „", "“ lief aus"));
        assert!(!quoted("said \"", " went home\"") && !quoted("\"No\", said ", ", \"not at all\""));
    }

    #[test]
    fn a_place_beside_words_of_sport_may_be_its_team() {
        assert!(team("He spoke after ", "'s second cup match against them."));
        assert!(team("keeping ", " scoreless on Sunday"));
        assert!(team("Der Trainer von ", " ging"));
        assert!(!team("The match was long. In ", " it rained"));
        assert!(!team("The ferry to ", " will sail"));
    }

    #[test]
    fn the_second_part_of_a_firm_is_not_a_firm() {
        assert!(joined("the brokers Soto and ", "Quispe Securities Corp"));
        assert!(!joined("copper, tin and ", "Quispe Securities Corp"));
        assert!(!joined("Soto and ", "Quispe"));
        assert!(goes_on("Ministry of Mines", " and Energy said"));
        assert!(!goes_on("Ministry of Mines", " and others"));
        assert!(!goes_on("Quispe Corp", " and Soto Corp"));
        assert!(goes_on("Trade", " and Industry Minister"));
    }

    #[test]
    fn a_part_of_a_compound_is_another_word() {
        assert!(compound("a high-", " laser") && compound("the ", "-saving lamp") && !compound("of ", " prices"));
        assert!(suspended("- und Chilefahrer") && !suspended("-based firm") && !suspended(" and Chile"));
    }

    #[test]
    fn a_name_with_plain_words_beside_it_is_that_name() {
        for (text, name) in [
            ("In Peru, Lima's mayor", "Peru"),
            ("Leaving Peru is hard", "Peru"),
            ("the Peru-based firm", "Peru"),
            ("The crisis (Peru) goes on", "Peru"),
            ("Copper from Peru. Prices rose", "Peru"),
        ] {
            check(text, name, TopicKind::Place, false);
        }
        check("said Prime Minister Ana Soto today", "Ana Soto", TopicKind::Person, false);
        check("said Mr. Soto today", "Soto", TopicKind::Person, false);
        check("des prix du cuivre", "cuivre", TopicKind::Topic, false);
    }
}
