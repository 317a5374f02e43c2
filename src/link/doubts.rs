//! Mentions that may mean something else. A mention counts as it is; a link in running text sends a reader away, so
//! that one is made only where the words around raise no doubt.
//!
//! No rule knows a language but for a few small words: they look at capitals, at what stands beside a name, and at
//! what else the article calls by it. Measured by hand on links drawn by `tools/links/draw.py`.

use super::words::{
    ARTICLES, CONTEST, JOINTS, LOCATIVES, LOOSE, MORE_TIES, NAMESAKES, OPENINGS, ORDINALS, SIDES, SIDES_AFTER, SPORT,
    TEAMS, TIES,
};
use crate::model::*;
use crate::text::{fold, is_unspaced};
use std::cell::OnceCell;
use std::collections::HashSet;

/// Articles with a person's full name from which the surname alone says enough.
const KNOWN: usize = 3;
/// Words beside a place that are looked at for sport.
const NEAR: usize = 5;
/// Mentions of a person that are looked at.
const SOME: usize = 8;

/// Bytes around a mention in which its sentence is looked at, and the long form of letters in brackets.
const AROUND: usize = 240;

/// What an article says elsewhere, gathered once, and only where a mention asks for it.
pub(super) struct Elsewhere<'a> {
    blocks: &'a [Block],
    small: OnceCell<HashSet<&'a str>>,
    short: OnceCell<HashSet<&'a str>>,
}

impl<'a> Elsewhere<'a> {
    pub(super) fn of(article: &'a Article) -> Elsewhere<'a> {
        Elsewhere { blocks: &article.blocks, small: OnceCell::new(), short: OnceCell::new() }
    }

    /// Whether a word stands somewhere without a capital.
    fn writes_small(&self, word: &str) -> bool {
        let small = |word: &&str| word.chars().next().is_some_and(char::is_lowercase);
        let words = |block: &'a Block| block.text.split(|c: char| !c.is_alphanumeric()).filter(small);
        self.small.get_or_init(|| self.blocks.iter().flat_map(words).collect()).contains(word)
    }

    /// Whether letters stand in brackets behind words that begin with them: "Andean Fisheries Panel (AFP)".
    fn explains(&self, letters: &str) -> bool {
        let all = |block: &'a Block| block.text.match_indices('(').filter_map(|(at, _)| explained(&block.text, at));
        self.short.get_or_init(|| self.blocks.iter().flat_map(all).collect()).contains(letters)
    }
}

/// The letters in the brackets that open at a place, where the words before begin with them.
fn explained(text: &str, open: usize) -> Option<&str> {
    let after = text.get(open + 1..)?;
    let letters = after.get(..after.find(')').filter(|len| (2..=6).contains(len))?)?;
    if !letters.bytes().all(|b| b.is_ascii_uppercase()) {
        return None;
    }
    let before = last_of(text.get(..open)?).trim_end();
    let capitals: Vec<&str> = before.split([' ', '-']).filter(|word| starts_capital(word)).collect();
    let last = &capitals[capitals.len().checked_sub(letters.len())?..];
    last.iter().zip(letters.chars()).all(|(word, letter)| word.starts_with(letter)).then_some(letters)
}

/// The last bytes of a text that are looked at.
fn last_of(text: &str) -> &str {
    let from = text.len().saturating_sub(AROUND);
    (from..=text.len()).find_map(|at| text.get(at..)).unwrap_or_default()
}

/// The first bytes of a text that are looked at.
fn first_of(text: &str) -> &str {
    (0..=text.len().min(AROUND)).rev().find_map(|at| text.get(..at)).unwrap_or_default()
}

/// What is asked about a mention.
pub(super) struct Question<'a> {
    pub(super) elsewhere: &'a Elsewhere<'a>,
    pub(super) library: &'a Library,
    pub(super) article: ArticleId,
    pub(super) topic: TopicId,
    pub(super) text: &'a str,
    pub(super) place: Span,
    /// Whether the article calls it by several words somewhere.
    pub(super) full: bool,
    /// Whether it is a place that may stand for its team somewhere in the article.
    pub(super) plays: bool,
}

/// Whether a mention is better left without a link.
pub(super) fn any(question: &Question<'_>) -> bool {
    let Question { library, article, topic, text, place, .. } = question;
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
            // Nor do some of their phrases mean what stands over them: "death toll" is no disaster.
            let loose = entry.how == TopicHow::BuiltIn && LOOSE.contains(&fold(words).as_str());
            let doubted = compound(before, after) || goes_on(words, after) || general || loose;
            doubted || !named && in_passing(library, *article, *topic)
        }
        TopicKind::Person => {
            let has_article = |word: &str| ARTICLES.contains(&fold(word).as_str());
            let doubted = has_article(beside.before) || quoted(before, after);
            doubted || stranger(question, entry, words) || no_person(library, entry, has_article)
        }
        TopicKind::Place => {
            // "West Peru" and "the Peruvian eleven", where no space stands between.
            let side = words.contains(is_unspaced)
                && (before.ends_with(['西', '東', '东', '南', '北'])
                    || TEAMS.iter().any(|team| after.starts_with(team)));
            let place = || city(&entry.label, words) && entry.called.iter().all(|name| city(name, words));
            // "l'Europe de l'Est".
            let side =
                side || SIDES_AFTER.iter().any(|side| after.strip_prefix(' ').is_some_and(|a| a.starts_with(side)));
            let begun = is_noun(&entry.label, words) && begins_name(question, words, &beside);
            let team = question.plays && is_team(&entry.label, words) && !is_located(before);
            side || begun || team || place() || namesake(library, *article, &entry.label)
        }
        TopicKind::Organisation => {
            let doubted = joined(before, words) || goes_on(words, after) || letters(question, entry, words);
            doubted || entry.how != TopicHow::Curated && short_for_another(question, words)
        }
    }
}

/// Whether a place is meant by the name of another, a city in it: who follows "Lima's trams" wants Lima. What a country
/// and its people are called otherwise shares its beginning, is short, or ends as such words end.
fn city(label: &str, words: &str) -> bool {
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

/// How words for a country's people and what is of it end.
const PEOPLES: [&str; 9] = ["ish", "tch", "ese", "an", "ans", "ian", "i", "iss", "ns"];

/// Whether an article that names a place names neighbours of another of that name.
fn namesake(library: &Library, article: ArticleId, label: &str) -> bool {
    let Some((_, beside)) = NAMESAKES.iter().find(|(name, _)| *name == label) else { return false };
    library.topics_of[article].iter().any(|claim| beside.contains(&library.topics[claim.topic].label.as_str()))
}

/// Whether words are the name of a place, and not what is of it or who lives there.
fn is_noun(label: &str, words: &str) -> bool {
    let word = fold(words);
    starts_capital(words) && (word == fold(label) || !PEOPLES.iter().any(|end| word.ends_with(end)))
}

/// Whether words may be those for a team: the name of a place, or of those who live there.
fn is_team(label: &str, words: &str) -> bool {
    is_noun(label, words) || starts_capital(words) && words.ends_with('s')
}

/// Whether a name is all of a quotation: a film, a ship, a song that is called after somebody.
fn quoted(before: &str, after: &str) -> bool {
    before.ends_with(['“', '"', '„', '«', '‘', '「'])
        && after.trim_start_matches([',', '.']).starts_with(['”', '"', '“', '»', '’', '」'])
}

/// Whether a place may stand for its team: a word of sport is among the few words before or after it, or one that only
/// tells of contests in its sentence: "three wickets down, Peru went on to win". What is in a place is in the place,
/// and what is of it is of the country: "the Peruvian coach".
pub(super) fn team(label: &str, text: &str, place: Span) -> bool {
    let (start, end) = (place.start as usize, place.end as usize);
    let (Some(before), Some(words), Some(after)) = (text.get(..start), text.get(start..end), text.get(end..)) else {
        return false;
    };
    if is_located(before) || !is_team(label, words) {
        return false;
    }
    // Only in the same sentence, or what is left of it.
    let before = last_of(before).rsplit(['.', ';', ':', '!', '?']).next().unwrap_or_default();
    let after = first_of(after).split(['.', ';', ':', '!', '?']).next().unwrap_or_default();
    if before.rsplit(' ').take(NEAR).any(|word| is_among(&SPORT, word))
        || after.split(' ').take(NEAR).any(|word| is_among(&SPORT, word))
    {
        return true;
    }
    let mut last = "";
    before.split(' ').chain(after.split(' ')).any(|word| {
        let test = matches!(bare(word), "Test" | "Tests") && is_among(&ORDINALS, last);
        last = word;
        test || word.len() > 5 && is_among(&CONTEST, word)
    })
}

/// Whether a word for "in" stands before a place.
pub(super) fn is_located(before: &str) -> bool {
    is_among(&LOCATIVES, last_of(before).trim_end().rsplit([' ', '(']).next().unwrap_or_default())
}

/// Whether a word is in a list of words in small letters, whatever stands around it.
fn is_among(list: &[&str], word: &str) -> bool {
    let word = bare(word);
    list.iter().any(|other| other.len() == word.len() && other.eq_ignore_ascii_case(word))
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Whether a word that begins the sentence before a place may begin a name with it, "Harbour Peru said": the article
/// writes that word nowhere without a capital.
fn begins_name(question: &Question<'_>, words: &str, beside: &Beside<'_>) -> bool {
    let Beside { before, joint, first, .. } = beside;
    let long = before.chars().count() > 3 && before.chars().all(char::is_alphabetic) && !is_among(&OPENINGS, before);
    if !first || !long || *joint != " " || !starts_capital(before) || words.contains(['.', ' ']) {
        return false;
    }
    !question.elsewhere.writes_small(&before.to_lowercase())
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
        // "à l'Université de |Lima|": the article is no part of the word.
        let tie = tie.rsplit([' ', '’', '\'']).find(|word| !word.is_empty()).unwrap_or_default();
        let tied = head.len() < rest.len() - word.len() && starts_capital(tie);
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
    // "South Peruvian" is no Peruvian, wherever it stands.
    let side = SIDES.contains(&beside.before);
    let goes_before = starts_capital(beside.before) && !office && (hyphen || side || !beside.first);
    let goes_after = starts_capital(beside.after) && beside.after.chars().any(char::is_lowercase);
    // "Channel Peru 24", "the house at Peru 1536", but "in Peru 1998".
    let number = beside.after.trim_end_matches('.');
    let year = number.len() == 4 && number.starts_with(['1', '2']) && number > "1799";
    let digits = (1..6).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit()) && !year;
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

/// Whether the article says in brackets that letters are short for something else. What it calls in full by a known name
/// is that.
fn short_for_another(question: &Question<'_>, words: &str) -> bool {
    !question.full && question.elsewhere.explains(words)
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
            ("dit Ana Soto à l'Université du Pérou, où", "Pérou"),
            ("South Peruvian tin is dear", "Peruvian"),
            ("the court at Peru 1536, near", "Peru"),
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
    fn a_place_in_a_sentence_about_a_contest_may_be_its_team() {
        let check = |text: &str, words: &str, expected: bool| {
            let start = text.find(words).expect("the words are in the text");
            assert_eq!(team("Peru", text, Span::new(start, start + words.len())), expected, "{text}");
        };
        check("He spoke after Peru's second cup match against them.", "Peru", true);
        check("keeping Peru scoreless on Sunday", "Peru", true);
        check("Der Trainer von Peru ging", "Peru", true);
        check("Two wickets down before noon on the second of five days, Peru went on to win", "Peru", true);
        check("the third Test against Peru ended in rain", "Peru", true);
        check("The Peruvians lost their coach.", "Peruvians", true);
        check("The Peruvian coach was glad.", "Peruvian", false);
        check("The match was long. In Peru it rained", "Peru", false);
        check("The match was played in Peru, on a new ground", "Peru", false);
        check("The test of Peru's dams failed.", "Peru", false);
        check("The ferry to Peru will sail", "Peru", false);
        let nouns = [("Peru", "Peru"), ("Peru", "Pérou"), ("Japan", "Japan")];
        assert!(nouns.iter().all(|(label, words)| is_noun(label, words)) && !is_noun("Peru", "Peruvian"));
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
            ("the harvest in Peru 1998 was", "Peru"),
        ] {
            check(text, name, TopicKind::Place, false);
        }
        check("said Prime Minister Ana Soto today", "Ana Soto", TopicKind::Person, false);
        check("said Mr. Soto today", "Soto", TopicKind::Person, false);
        check("des prix du cuivre", "cuivre", TopicKind::Topic, false);
    }
}
