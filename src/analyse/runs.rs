//! Runs of capitalised words and what they may be the name of.
//!
//! Works on one block of running text; says what it saw and with what evidence. Whether it is believed is decided
//! over the whole collection, in `names`.

mod around;
mod bodies;
mod small;

use super::cases::stem;
use super::tokens::{Gap, Tokens};
use super::words::Hashes;
use crate::lang::bylines::is_given;
use crate::lang::names::Cue;
use crate::lang::stopwords::WordSet;
use crate::model::Span;
use bodies::headed;
use small::{is_and, is_article, is_cyrillic, is_institute, is_ministry, is_of, is_office, is_saint, is_trade};
use std::collections::HashSet;

/// What a run looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Guess {
    /// Two to four capitalised words without any head word.
    Person,
    /// Has the head word of an organisation or company.
    Organisation,
    /// Has the head word of a place.
    Place,
    /// Has the head word of an event.
    Event,
    /// One capitalised word.
    Single,
}

/// What speaks for a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Evidence(pub(super) u16);

impl Evidence {
    /// A title stands before it.
    pub(super) const TITLED: Evidence = Evidence(1);
    /// A role stands before or after it.
    pub(super) const ROLE: Evidence = Evidence(2);
    /// It says something.
    pub(super) const SAYING: Evidence = Evidence(4);
    /// It has a capital within a sentence.
    pub(super) const MIDDLE: Evidence = Evidence(8);
    /// A noun for companies stands before it.
    pub(super) const COMPANY: Evidence = Evidence(16);
    /// A country's possessive stands before it.
    pub(super) const OWNED: Evidence = Evidence(32);
    /// A preposition of place stands before it and a known place after it.
    pub(super) const LOCATED: Evidence = Evidence(64);
    /// It begins with a common given name.
    pub(super) const GIVEN: Evidence = Evidence(128);
    /// A word for "in" stands before it.
    pub(super) const PLACED: Evidence = Evidence(256);
    /// No article stands before it, or the language may put one before people.
    pub(super) const BARE: Evidence = Evidence(512);

    /// Whether any of these speaks for it.
    pub(super) fn any(self, of: Evidence) -> bool {
        self.0 & of.0 != 0
    }
}

impl std::ops::BitOr for Evidence {
    type Output = Evidence;
    fn bitor(self, other: Evidence) -> Evidence {
        Evidence(self.0 | other.0)
    }
}

impl std::ops::BitOrAssign for Evidence {
    fn bitor_assign(&mut self, other: Evidence) {
        self.0 |= other.0;
    }
}

/// A stretch of text that may be a name.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// What it looks like.
    pub(super) guess: Guess,
    /// The folded words.
    pub(super) key: String,
    /// The block.
    pub(super) block: u32,
    /// The place in its text.
    pub(super) span: Span,
    /// What speaks for it.
    pub(super) evidence: Evidence,
    /// Capitals in brackets after it, that it is the long form of; folded.
    pub(super) short: Option<String>,
}

/// Which words of a block are known names.
pub(super) struct Known<'a> {
    /// For each word, whether a known name covers it.
    pub(super) covered: &'a [bool],
    /// For each word, whether that name is a place.
    pub(super) place: &'a [bool],
    /// Words that the article writes in lower case.
    pub(super) lower: &'a Hashes,
    /// The stop words of its language.
    pub(super) stop: &'static WordSet,
    /// It is English: the word that tells what a name is may stand behind "of". Elsewhere it stands before.
    pub(super) english: bool,
    /// It is a Romance language: the word that tells what a name is stands before its adjectives.
    pub(super) romance: bool,
    /// Whether capitals are kept for names.
    pub(super) capitals: bool,
    /// Where they are not, the language's own words that tell an organisation: no others do.
    pub(super) heads: Option<&'static HashSet<&'static str>>,
}

impl Known<'_> {
    /// Whether a word tells that the name it is in is an organisation's.
    fn is_body(&self, tokens: &Tokens, i: usize) -> bool {
        match self.heads {
            Some(heads) => heads.contains(tokens.word(i)),
            None => tokens.is(i, Cue::Organisation),
        }
    }
}

/// The candidates of a block of running text.
pub(super) fn candidates(tokens: &Tokens, block: u32, known: &Known) -> Vec<Candidate> {
    let mut out = Vec::new();
    let mut at = 0;
    let titles = if known.english { quoted_titles(tokens) } else { Vec::new() };
    while at < tokens.list.len() {
        if !begins(tokens, at) {
            at += 1;
            continue;
        }
        let end = run_end(tokens, known, at);
        if known.english && in_title(&titles, at, end) {
            at = end + 1;
            continue;
        }
        parse(tokens, block, known, at, end, &mut out);
        at = end + 1;
    }
    out
}

/// Titles of works in quotation marks: stretches of several words that nearly all have capitals, first and last word
/// of each. What they hold are no names: "Facing the River Authority: A Life".
fn quoted_titles(tokens: &Tokens) -> Vec<(usize, usize)> {
    let quotes: Vec<usize> = (0..=tokens.list.len())
        .filter(|i| match tokens.list.get(*i) {
            Some(token) => token.gap == Gap::Quote,
            None => true,
        })
        .collect();
    let long = |i: &usize| tokens.list[*i].letters && tokens.list[*i].end - tokens.list[*i].start > 3;
    let is_title = |(from, to): &(usize, usize)| {
        let words = (*from..*to).filter(long).count();
        let capital = (*from..*to).filter(long).filter(|i| tokens.list[*i].capital).count();
        to - from > TITLE_WORDS && words > 2 && capital * 10 >= words * 9 && tokens.after(to - 1) == Gap::Quote
    };
    quotes.windows(2).map(|pair| (pair[0], pair[1])).filter(is_title).map(|(from, to)| (from, to - 1)).collect()
}

fn in_title(titles: &[(usize, usize)], first: usize, last: usize) -> bool {
    titles.iter().any(|(from, to)| *from <= first && last <= *to)
}

/// Words that are looked at for the last of a list.
const LIST_WORDS: usize = 6;

/// Words in quotation marks up to which a name may be meant.
const TITLE_WORDS: usize = 4;

fn begins(tokens: &Tokens, i: usize) -> bool {
    let token = &tokens.list[i];
    token.capital && token.letters && !tokens.is(i, Cue::Calendar) && tokens.word(i) != "i"
}

/// The last word of the run that begins at a word.
fn run_end(tokens: &Tokens, known: &Known, start: usize) -> usize {
    let mut last = start;
    let mut list = false;
    let more = |i: usize| i < tokens.list.len() && begins(tokens, i);
    let gap = |i: usize| tokens.list.get(i).map_or(Gap::Break, |t| t.gap);
    loop {
        let next = last + 1;
        if more(next) && continues(tokens, last, next) {
            last = next;
            continue;
        }
        let Some(word) = (next < tokens.list.len()).then(|| tokens.word(next)) else { break };
        let head = |cue| tokens.is(last, cue);
        let after_the = next + 1 + usize::from(next + 1 < tokens.list.len() && is_article(tokens.word(next + 1)));
        let spaced = gap(next) == Gap::Space && matches!(gap(after_the), Gap::Space | Gap::Apostrophe);
        // "Board of Trade for Kenya" too.
        let body = || (start..=last).any(|i| tokens.is(i, Cue::Organisation));
        // "Real Federación Española de Atletismo": adjectives stand between.
        let of = is_of(word)
            && ([Cue::Organisation, Cue::Company, Cue::Place, Cue::Event].into_iter().any(head)
                || known.romance && body());
        let on = matches!(word, "for" | "on") && (body() || head(Cue::Event));
        let holder = |i: usize| tokens.is(i, Cue::Title) || tokens.is(i, Cue::Role);
        // "Council on Energy, Environment and Water", "Institute for Peace and Law", "Ministerio de Minas y Energía".
        let last_of_list = |i: usize| more(i + 1) && gap(i) == Gap::Space && is_and(tokens.word(i));
        // "Ministério da Energia, Minas, Portos e Mar": one word after another, up to the last.
        let listed = || {
            let mut each = next..tokens.list.len().min(next + LIST_WORDS);
            each.find(|i| !more(*i) || gap(*i) != Gap::Comma).is_some_and(|i| i > next && last_of_list(i))
        };
        let joined = list && (is_and(word) && spaced && more(next + 1) && !holder(next + 1) || listed());
        // "Institute of Mines and Energy", but "Institute of Mines and Marlowe Corp".
        let paired = spaced
            && is_and(word)
            && more(next + 1)
            && !known.covered[next + 1]
            && !holder(next + 1)
            && !tokens.is(next + 1, Cue::Organisation)
            && !more(next + 2)
            && last > start + 1
            && is_institute(tokens.word(start.max(last - 2)))
            && is_of(tokens.word(last - 1));
        // "Harbour University for the Peruvian Bureau of Mines" are two.
        let other_body = || {
            let words = after_the..tokens.list.len();
            let run = words.take_while(|i| more(*i) && (*i == after_the || continues(tokens, *i - 1, *i)));
            after_the > next + 1 && run.skip(1).any(|i| tokens.is(i, Cue::Organisation))
        };
        if spaced && more(after_the) && (of || on && !other_body()) {
            last = after_the;
            list = on || (start..=last).any(|i| is_ministry(tokens.word(i)));
        } else if paired {
            last = next + 1;
            break;
        } else if joined {
            last = next + usize::from(is_and(word));
        } else if tokens.is(next, Cue::Particle)
            && gap(next) == Gap::Space
            && more(next + 1)
            && matches!(gap(next + 1), Gap::Space | Gap::Hyphen | Gap::Apostrophe)
        {
            last = next + 1;
        } else {
            break;
        }
    }
    last
}

fn continues(tokens: &Tokens, last: usize, next: usize) -> bool {
    let token = &tokens.list[next];
    let before = &tokens.list[last];
    let short = before.end - before.start <= 2;
    // A word of another script is another name: "Brexit Иван Ветров".
    if is_cyrillic(tokens.word(last)) != is_cyrillic(tokens.word(next)) && token.gap == Gap::Space {
        return false;
    }
    match token.gap {
        Gap::Space | Gap::Hyphen | Gap::Ampersand => !token.first || token.gap != Gap::Space,
        Gap::Apostrophe => short && tokens.word(next) != "s",
        Gap::Dot => before.end - before.start == 1,
        Gap::Stop => {
            let abbreviation = matches!(
                tokens.word(last),
                "st" | "mr"
                    | "mrs"
                    | "ms"
                    | "dr"
                    | "gen"
                    | "sen"
                    | "rep"
                    | "gov"
                    | "lt"
                    | "col"
                    | "prof"
                    | "capt"
                    | "sgt"
                    | "rev"
            );
            before.end - before.start == 1 || !token.first && abbreviation
        }
        Gap::None | Gap::Dash | Gap::Comma | Gap::Open | Gap::Close | Gap::Quote | Gap::Break => false,
    }
}

fn parse(tokens: &Tokens, block: u32, known: &Known, start: usize, end: usize, out: &mut Vec<Candidate>) {
    let mut start = start;
    let leads = |i: usize| tokens.is(i, Cue::Organisation) || tokens.is(i, Cue::Place);
    while start <= end && !known.covered[start] {
        let ordinary = tokens.is_stop_word(start)
            || !known.english && known.stop.contains(tokens.word(start))
            || tokens.list[start].first
                && known.lower.contains(&tokens.list[start].hash)
                && !tokens.is(start, Cue::Title)
                && !(leads(start) && start < end && !begins(tokens, start + 1));
        // Within a sentence, where the name is a body's: "the New Harbour Party".
        let named = known.english
            && matches!(tokens.word(start), "new" | "first" | "old")
            && !tokens.list[start].first
            && start < end
            && tokens.is(end, Cue::Organisation);
        // In German the noun for a company has a capital too: "Hersteller Nordwind Systems".
        let noun = !known.capitals && start < end && tokens.is(start, Cue::CompanyNoun) && begins(tokens, start + 1);
        if (!ordinary || named) && !noun {
            break;
        }
        start += 1;
    }
    // Particles and prepositions are inside a run, never at its start.
    while start <= end && !begins(tokens, start) {
        start += 1;
    }
    if start > end {
        return;
    }
    // "Secretaria del Comité Nacional", "GUP del Tribunale di Monza": what stands before "of" is the office of a body.
    if known.romance && !known.is_body(tokens, start) && !known.covered[start] {
        let head = (start + 1..end).find(|i| known.is_body(tokens, *i));
        if let Some(head) = head.filter(|head| (start..*head).any(|i| !begins(tokens, i))) {
            segments(tokens, block, known, start, head - 1, out);
            start = head;
        }
    }
    let rest = match headed(tokens, known, start, end) {
        Some((guess, last)) => {
            // "X and Y Co", "Human Fertilisation and Embryology Authority" may be one name or two.
            let torn = guess == Guess::Organisation
                && start > 1
                && last - start <= 1
                && tokens.word(start - 1) == "and"
                && tokens.list[start - 2].capital
                && !known.covered[start - 2];
            // "Harbour Securities and Investments Commission": the beginning of one name.
            let begun = guess == Guess::Organisation
                && is_trade(tokens.word(last))
                && tokens.list.get(last + 1).is_some_and(|t| t.gap == Gap::Space)
                && tokens.word(last + 1) == "and"
                && (last + 2..tokens.list.len().min(last + 5))
                    .take_while(|i| begins(tokens, *i) && tokens.list[*i].gap == Gap::Space)
                    .skip(1)
                    .any(|i| tokens.is(i, Cue::Organisation));
            if !torn && !begun && !(start..=last).all(|i| known.covered[i]) {
                push(tokens, block, known, guess, start, last, Evidence::default(), out);
            }
            last + 1
        }
        None => start,
    };
    segments(tokens, block, known, rest, end, out);
}

/// The rest of a run: known names split it; titles go; what is left may be people.
fn segments(tokens: &Tokens, block: u32, known: &Known, start: usize, end: usize, out: &mut Vec<Candidate>) {
    let mut at = start;
    while at <= end {
        if known.covered[at] || !begins(tokens, at) {
            at += 1;
            continue;
        }
        let mut last = at;
        while last < end && !known.covered[last + 1] && (last + 1 < end || begins(tokens, end)) {
            last += 1;
        }
        let next = last + 1;
        let mut evidence = Evidence::default();
        // "Oil Minister Edith Marlowe": what stands before the title is of the office.
        let office = |i: usize| {
            tokens.is(i, Cue::Title) || tokens.is(i, Cue::Role) || !known.capitals && is_office(tokens.word(i))
        };
        // "Secretary of Mines Edith Marlowe": what the office is of is no part of the name.
        let of_office = at > 1
            && known.capitals
            && is_of(tokens.word(at - 1))
            && (tokens.is(at - 2, Cue::Title) || tokens.is(at - 2, Cue::Role));
        let named = |i: usize| begins(tokens, i) && (tokens.is(i, Cue::Given) || is_given(tokens.word(i)));
        let subject = |i: usize| tokens.is(i, Cue::Portfolio) || tokens.word(i) == "state";
        if of_office && last >= at + 2 && !named(at) {
            let subjects = (at..last - 1).take_while(|i| subject(*i)).count();
            let name = (at + 1..last).find(|i| named(*i)).or((subjects > 0).then_some(at + subjects));
            if let Some(name) = name {
                at = name;
                evidence |= Evidence::TITLED;
            }
        }
        let portfolios = (at..last).take_while(|i| tokens.is(*i, Cue::Portfolio)).count();
        if at + portfolios < last && office(at + portfolios) {
            at += portfolios;
        }
        if let Some(title) = (at..last.saturating_sub(1)).rev().find(|i| office(*i)) {
            evidence |= Evidence::TITLED;
            at = title + 1;
        }
        while at < last && office(at) {
            evidence |= Evidence::TITLED;
            at += 1;
        }
        // "In Lima Joseph Adeyemi said": the given name begins the name.
        let capitals = |at: usize, last: usize| (at..=last).filter(|i| begins(tokens, *i)).count();
        let small = |i: usize| !tokens.list[i].capital || tokens.list[i].first;
        let located = |at: usize| at > 0 && small(at - 1) && tokens.is(at - 1, Cue::Locative);
        let given = |i: usize| begins(tokens, i) && (tokens.is(i, Cue::Given) || is_given(tokens.word(i)));
        let theme = |at: usize| at > 0 && known.english && matches!(tokens.word(at - 1), "for" | "on");
        let noun = !known.capitals && last > at + 1;
        // "l'Uruguayen Martin Soto": no article stands before a name, so that its first word is none of it.
        let articled = |at: usize| at > 0 && (is_article(tokens.word(at - 1)) || tokens.word(at - 1) == "du");
        let beside = |at: usize| located(at) || theme(at) || known.romance && articled(at);
        if (noun || capitals(at, last) == 3 && beside(at)) && given(at + 1) && !given(at) {
            at += 1;
        }
        // "the leader of Unidad Vasca Joseba Soto", "with Ivanem Petrovem Ana Soto".
        if last == at + 3 && given(at + 2) && !given(at) && !given(at + 1) && tokens.word(at).chars().nth(1).is_some() {
            at += 2;
        }
        let title = |i: usize| tokens.is(i, Cue::Title) || !begins(tokens, i);
        // "Stephen King" is a name, "Marlowe Chairman" the beginning of another.
        let surname = |at: usize, last: usize| last == at + 1 && tokens.is(at, Cue::Given);
        while last > at && title(last) && !surname(at, last) {
            last -= 1;
        }
        if at <= last && begins(tokens, at) && !(at == last && title(at)) {
            let odd = |i: usize| {
                let token = &tokens.list[i];
                let capitals = token.upper && tokens.word(i).chars().count() <= 5;
                // Two names joined by a hyphen are no person; a double-barrelled one has a third word.
                let joined = i > at && token.gap == Gap::Hyphen && last == at + 1;
                let digits = tokens.word(i).contains(|c: char| c.is_ascii_digit());
                capitals || joined || digits || tokens.is(i, Cue::Office)
            };
            let hyphens = last > at && (at + 1..=last).all(|i| tokens.list[i].gap == Gap::Hyphen);
            // "Joseph Adeyemi das Schiff": an article is no particle there.
            let article = |i: usize| matches!(tokens.word(i), "das" | "den" | "dem") && !begins(tokens, i);
            // "Regierung von Soto": a noun that is of somebody, where every noun has a capital.
            let noun_of = !known.capitals
                && last == at + 2
                && matches!(tokens.word(at + 1), "von" | "des" | "der")
                && !begins(tokens, at + 1)
                && !given(at)
                && !evidence.any(Evidence::TITLED);
            let plain = (known.capitals || !(at..=last).any(article))
                && !noun_of
                && !hyphens
                && !(at..=last).any(odd)
                && tokens.list[last].end - tokens.list[last].start > 1;
            // "San Juan" is a place as often as a person, and a person only by a title.
            let surname = last > at && !begins(tokens, last - 1);
            let saint = last == at + 1 && is_saint(tokens.word(at)) && !evidence.any(Evidence::TITLED);
            match capitals(at, last) {
                1 => push(tokens, block, known, Guess::Single, at, last, evidence, out),
                2 if saint && located(at) => push(tokens, block, known, Guess::Place, at, last, evidence, out),
                2 if saint => {}
                // "Minister Ana Maria Castro de Lima", but no stadium of four words.
                4 if plain && (last == at + 3 || surname && (evidence.any(Evidence::TITLED) || given(at))) => {
                    push(tokens, block, known, Guess::Person, at, last, evidence, out);
                }
                2 | 3 if plain => push(tokens, block, known, Guess::Person, at, last, evidence, out),
                _ => {}
            }
        }
        at = next;
    }
}

#[allow(clippy::too_many_arguments, reason = "one call site's worth of context")]
fn push(
    tokens: &Tokens,
    block: u32,
    known: &Known,
    guess: Guess,
    first: usize,
    last: usize,
    mut evidence: Evidence,
    out: &mut Vec<Candidate>,
) {
    // What joins the parts of a name does not end it.
    let joint = |i: usize| is_and(tokens.word(i)) || is_of(tokens.word(i)) || is_article(tokens.word(i));
    let last = (first..=last).rev().find(|i| begins(tokens, *i) || !joint(*i)).unwrap_or(last);
    // "Eto'o", but not what is said of a name: "Marlowe's".
    let tail = tokens.list.get(last + 1).filter(|t| t.gap == Gap::Apostrophe && !t.capital && t.end - t.start <= 3);
    let said = |word: &str| matches!(word, "s" | "t" | "d" | "m" | "ll" | "re" | "ve");
    let last = last + usize::from(tail.is_some() && !said(tokens.word(last + 1)));
    evidence |= around::evidence(tokens, known, first, last);
    let key = (first..=last).map(|i| stem(tokens.word(i))).collect::<Vec<_>>().join(" ");
    let (from, to) = (tokens.list[first].start, tokens.list[last].end);
    let short = tokens.list.get(last + 1).filter(|t| {
        t.gap == Gap::Open && t.upper && tokens.after(last + 1) == Gap::Close && (2..=8).contains(&(t.end - t.start))
    });
    let short = short.map(|_| tokens.word(last + 1).to_string());
    out.push(Candidate { guess, key, block, span: Span { start: from, end: to }, evidence, short });
}
