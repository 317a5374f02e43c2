//! Names in languages that are written without capitals: what stands beside words tells what they are.
//!
//! Chinese and Japanese have no spaces either: an organisation ends in a word that tells it and begins where a word
//! that belongs to no name ends; a person has a family name of the list and stands beside a title or a word of saying.
//! In Arabic an organisation begins with such a word, and a person follows a title. What was told so once, and stands
//! in the collection more than once, is looked up in all articles of these languages.

use super::matcher::Matcher;
use super::names::{Found, Place};
use super::reading::Reading;
use super::tokens::{Gap, Tokens};
use super::vocabulary::Entry;
use crate::lang::calendar::weekday;
use crate::lang::tongues::{ANY_TONGUE, Signs, unmarked};
use crate::model::*;
use crate::par;
use crate::text::{fold, is_unspaced};
use std::collections::{BTreeMap, BTreeSet};

/// Words that their neighbours tell to be a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clue {
    /// What it names.
    pub(super) kind: TopicKind,
    /// The words.
    pub(super) name: String,
}

/// Characters that an organisation's name has at most before the word that tells it.
const LONGEST_CORE: usize = 10;
/// How often the collection must hold a name.
const LEAST: usize = 2;

/// What one block tells of names.
pub(super) fn clues(tokens: &Tokens, signs: &Signs, out: &mut Vec<Clue>) {
    let line = Line { tokens, signs };
    if signs.family.is_empty() {
        line.spaced(out);
    } else {
        line.organisations(out);
        line.people(out);
    }
}

struct Line<'a> {
    tokens: &'a Tokens<'a>,
    signs: &'a Signs,
}

impl Line<'_> {
    fn len(&self) -> usize {
        self.tokens.list.len()
    }

    /// The text from one word to before another.
    fn text(&self, from: usize, to: usize) -> &str {
        &self.tokens.text[self.tokens.list[from].start as usize..self.tokens.list[to - 1].end as usize]
    }

    /// Whether nothing stands between a word and the one before it.
    fn joined(&self, i: usize) -> bool {
        i > 0 && i < self.len() && self.tokens.list[i].gap == Gap::None
    }

    /// The first word of a sign that ends before a word.
    fn ending(&self, at: usize, is: impl Fn(&str) -> bool) -> Option<usize> {
        let mut from = at;
        let mut best = None;
        while from > 0 && at - from < self.signs.longest && (from == at || self.joined(from)) {
            from -= 1;
            if is(self.text(from, at)) {
                best = Some(from);
            }
        }
        best
    }

    fn ends(&self, at: usize, is: impl Fn(&str) -> bool) -> bool {
        self.ending(at, is).is_some()
    }

    fn begins(&self, at: usize, is: impl Fn(&str) -> bool) -> bool {
        (at + 1..=self.len())
            .take(self.signs.longest)
            .take_while(|to| *to == at + 1 || self.joined(*to - 1))
            .any(|to| is(self.text(at, to)))
    }

    /// Whether a name may begin at a word.
    fn opens(&self, at: usize) -> bool {
        !self.joined(at) || self.ends(at, |w| self.signs.breaks.contains(w) || self.signs.title.contains(w))
    }

    /// Whether a name may end before a word.
    fn shuts(&self, at: usize) -> bool {
        !self.joined(at) || self.begins(at, |w| self.signs.breaks.contains(w)) || self.said(at)
    }

    fn said(&self, at: usize) -> bool {
        self.joined(at) && self.begins(at, |w| self.signs.saying.contains(w) || self.signs.address.contains(w))
    }

    fn organisations(&self, out: &mut Vec<Clue>) {
        for end in 1..=self.len() {
            let Some(head) = self.ending(end, |w| self.signs.organisation.contains(w)) else { continue };
            let goes_on = (end + 1..=self.len())
                .take(self.signs.longest)
                .take_while(|to| self.joined(*to - 1))
                .any(|to| self.ending(to, |w| self.signs.organisation.contains(w)).is_some());
            if goes_on {
                continue;
            }
            let mut start = head;
            while head - start <= LONGEST_CORE && self.joined(start) && !self.opens(start) {
                start -= 1;
            }
            if (2..=LONGEST_CORE).contains(&(head - start)) {
                out.push(Clue { kind: TopicKind::Organisation, name: self.text(start, end).to_string() });
            }
        }
    }

    fn people(&self, out: &mut Vec<Clue>) {
        let mut at = 0;
        while at < self.len() {
            match self.person(at) {
                Some(end) => {
                    out.push(Clue { kind: TopicKind::Person, name: self.text(at, end).to_string() });
                    at = end;
                }
                None => at += 1,
            }
        }
    }

    /// One past the last word of the person whose name begins at a word.
    fn person(&self, at: usize) -> Option<usize> {
        let titled = self.joined(at) && self.ends(at, |w| self.signs.title.contains(w));
        if !titled && !self.opens(at) {
            return None;
        }
        for family in [3, 2, 1] {
            if at + family > self.len() || !self.signs.family.contains(self.text(at, at + family)) {
                continue;
            }
            for given in [2, 1, 3] {
                let end = at + family + given;
                let whole = end <= self.len()
                    && (at + 1..end).all(|i| self.joined(i))
                    && self.text(at, end).chars().all(is_unspaced)
                    && (at + family..end).all(|i| !self.signs.breaks.contains(self.text(i, i + 1)));
                // Three characters after the family name are Japanese alone.
                // 周 is a family name, 周一 is Monday.
                let day = || weekday(self.text(at, end)).is_some();
                if whole && !day() && (given < 3 || family > 1) && (self.said(end) || titled && self.shuts(end)) {
                    return Some(end);
                }
            }
        }
        None
    }

    /// Languages with spaces: Arabic.
    fn spaced(&self, out: &mut Vec<Clue>) {
        for at in 0..self.len() {
            let word = self.tokens.word(at);
            if self.is(word, |w| self.signs.organisation.contains(w)) {
                let mut end = at + 1;
                while end < self.len()
                    && end - at < 5
                    && self.follows(end)
                    && (end == at + 1 || is_definite(self.tokens.word(end)))
                {
                    end += 1;
                }
                if end > at + 1 {
                    let head = self.bare(word, |w| self.signs.organisation.contains(w));
                    let name = format!("{head}{}", &self.text(at, end)[self.text(at, at + 1).len()..]);
                    out.push(Clue { kind: TopicKind::Organisation, name });
                }
            } else if self.is(word, |w| self.signs.title.contains(w)) {
                let mut first = at + 1;
                while first < self.len()
                    && first - at < 5
                    && self.follows(first)
                    && is_definite(self.tokens.word(first))
                {
                    first += 1;
                }
                // A title without the article belongs to what follows: "director of a school".
                if first == at + 1 && !is_definite(word) {
                    continue;
                }
                if let Some(end) = self.spaced_person(first) {
                    out.push(Clue { kind: TopicKind::Person, name: self.text(first, end).to_string() });
                }
            }
        }
    }

    fn spaced_person(&self, first: usize) -> Option<usize> {
        let sign = |i: usize| {
            self.is(self.tokens.word(i), |w| self.signs.organisation.contains(w) || self.signs.title.contains(w))
        };
        let part = |i: usize| i < self.len() && self.follows(i) && !sign(i);
        let joins = |i: usize| i < self.len() && self.signs.particle.contains(self.tokens.word(i));
        if !part(first) || is_definite(self.tokens.word(first)) {
            return None;
        }
        let mut end = first + 1;
        while end < first + 5 && part(end) && (joins(end) || joins(end - 1)) {
            end += 1;
        }
        if !joins(end - 1) && part(end) && end - first < 4 {
            end += 1;
        }
        (end - first >= 2 && !joins(end - 1)).then_some(end)
    }

    /// Whether a word may go on the name before it.
    fn follows(&self, at: usize) -> bool {
        let token = &self.tokens.list[at];
        let word = self.tokens.word(at);
        token.gap == Gap::Space
            && token.letters
            && !self.signs.breaks.contains(word)
            && !self.signs.saying.contains(word)
    }

    /// Whether a word is a sign, alone or behind a word of one letter that is written together with it.
    fn is(&self, word: &str, is: impl Fn(&str) -> bool) -> bool {
        is(word) || is(self.bare(word, &is))
    }

    fn bare<'w>(&self, word: &'w str, is: impl Fn(&str) -> bool) -> &'w str {
        let rest = word.chars().next().filter(|c| PREFIXES.contains(c)).map_or(word, |c| &word[c.len_utf8()..]);
        if !is(word) && is(rest) { rest } else { word }
    }
}

/// And, so, in, for, like: written together with the word that follows.
const PREFIXES: [char; 5] = ['و', 'ف', 'ب', 'ل', 'ك'];

fn is_definite(word: &str) -> bool {
    word.starts_with("ال")
}

/// The names that articles in such languages tell, with every place where they stand.
pub(super) fn find(articles: &Table<ArticleId, Article>, readings: &[Reading], entries: &[Entry]) -> Vec<Found> {
    let mut told: BTreeMap<&str, (TopicKind, usize)> = BTreeMap::new();
    for clue in readings.iter().flat_map(|r| &r.clues) {
        told.entry(&clue.name).or_insert((clue.kind, 0)).1 += 1;
    }
    if told.is_empty() {
        return Vec::new();
    }
    let known: BTreeSet<String> = entries.iter().flat_map(|e| e.aliases.iter().map(|alias| fold(alias))).collect();
    told.retain(|name, _| !known.contains(&fold(name)));
    let names: Vec<(&str, TopicKind, usize)> = told.iter().map(|(name, (kind, n))| (*name, *kind, *n)).collect();
    // More words before the name of an organisation that stands without them as often are none of it.
    let longer = |(name, kind, n): &(&str, TopicKind, usize)| {
        let ends = |(short, of, m): &(&str, TopicKind, usize)| {
            of == kind && short.len() < name.len() && name.ends_with(short) && m >= n
        };
        *kind == TopicKind::Organisation && *n < LEAST && names.iter().any(ends)
    };
    let believed: Vec<Entry> = names
        .iter()
        .filter(|name| !longer(name))
        .map(|(name, kind, _)| {
            let mut entry = Entry::new(name, *kind, TopicHow::Discovered);
            if !name.chars().any(is_unspaced) {
                entry.aliases.extend(PREFIXES.iter().map(|prefix| format!("{prefix}{name}")));
            }
            entry
        })
        .collect();
    let Some(matcher) = Matcher::new(&believed) else { return Vec::new() };
    let places = par::map(articles.rows(), |article| places(article, &matcher));
    let mut found: Vec<Found> =
        believed.into_iter().map(|entry| Found { kind: entry.kind, label: entry.label, places: Vec::new() }).collect();
    for (at, places) in places.into_iter().enumerate() {
        let article = ArticleId::from_index(at);
        for (entry, block, span, says) in places {
            found[entry as usize].places.push(Place { article, block, span, full: true, says });
        }
    }
    found.retain(|name| name.places.len() >= LEAST);
    found
}

/// Where one article mentions these names: entry, block, place, whether it says something.
fn places(article: &Article, matcher: &Matcher) -> Vec<(u32, u32, Span, bool)> {
    let Some(signs) = article.language.as_deref().and_then(unmarked) else { return Vec::new() };
    let mut out = Vec::new();
    for (block, text) in article.blocks.iter().enumerate() {
        let tokens = Tokens::split(&text.text);
        let line = Line { tokens: &tokens, signs };
        for m in matcher.find(&tokens, ANY_TONGUE) {
            let (first, last) = (m.first as usize, m.last as usize);
            let span = Span { start: tokens.list[first].start, end: tokens.list[last].end };
            let before = first > 0 && signs.saying.contains(tokens.word(first - 1));
            let says = before || line.joined(last + 1) && line.begins(last + 1, |w| signs.saying.contains(w));
            out.push((m.entry, block as u32, span, says));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(tag: &str, text: &str, expected: &[&str]) {
        let mut found = Vec::new();
        clues(&Tokens::new(text), unmarked(tag).expect("a language without capitals"), &mut found);
        let names: Vec<&str> = found.iter().map(|clue| clue.name.as_str()).collect();
        assert_eq!(names, expected, "{text}");
    }

    #[test]
    fn chinese_names_stand_beside_titles_and_words_of_saying() {
        check("zh", "校长周明远说，学校明年搬迁。", &["周明远"]);
        check("zh", "据东海渔业公司介绍，船长李海表示风浪很大。", &["东海渔业公司", "李海"]);
        check("zh", "他们在高原上行走，方法很简单。", &[]);
        check("zh", "船厂周一表示，学校明年搬迁。", &[]);
    }

    #[test]
    fn japanese_names_stand_before_words_of_address() {
        check("ja", "山田太郎さんは、北海水産大学を卒業した。", &["北海水産大学", "山田太郎"]);
    }

    #[test]
    fn arabic_names_follow_titles() {
        check("ar", "قال الوزير سامر حداد إن الميناء مفتوح", &["سامر حداد"]);
        check("ar", "وأعلنت وزارة النقل البحري عن خطة", &["وزارة النقل البحري"]);
        check("ar", "زار مدير مدرسة قديمة المدينة", &[]);
        check("ar", "رئيس الوزراء كريم عبد الله في زيارة", &["كريم عبد الله"]);
    }
}
