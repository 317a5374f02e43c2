//! One article, read once: what it mentions, what may be names, its words and dates.
//!
//! A pure function of the article and the vocabulary, so that articles are read in parallel; everything that needs
//! more than one article comes later.

mod guard;

use super::constants::INSIDE_NAME;
use super::dates;
use super::events::{self, EventHit};
use super::matcher::{Match, Matcher};
use super::packed::Packed;
use super::runs::{self, Candidate, Guess, Known};
use super::sketches::{self, Sketch};
use super::tokens::{Gap, Tokens};
use super::unmarked::{self, Clue};
use super::vocabulary::{Entry, Layer};
use super::words::{self, At, Hashes, Words};
use crate::lang::names::{Cue, dateline_country};
use crate::lang::stopwords;
use crate::lang::tongues::{self, ANY_TONGUE, tongue_bit, unmarked};
use crate::model::{Article, Beside, BlockKind, Date, Role, Span, TopicKind};

/// One place where a known topic or name is mentioned.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    /// The entry, by its place in the vocabulary.
    pub(super) entry: u32,
    /// Which of its aliases.
    pub(super) alias: u32,
    /// The block.
    pub(super) block: u32,
    /// The place in its text.
    pub(super) span: Span,
    /// How much it counts.
    pub(super) weight: f32,
    /// It stands in the first paragraph.
    pub(super) lead: bool,
    /// It is followed by a word of saying.
    pub(super) says: bool,
    /// It is more than one word, or has a title before it.
    pub(super) full: bool,
}

/// A date that an article names and that does not lie ahead by its words.
#[derive(Clone, Debug)]
pub(super) struct Told {
    /// The date.
    pub(super) date: Date,
    /// The words that name it.
    pub(super) words: String,
    /// The line of the file, from 1.
    pub(super) line: u32,
    /// Whether a day of its year is named, here or elsewhere in the article.
    pub(super) by_day: bool,
}

/// Where an article was written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Dateline {
    /// A place of the vocabulary.
    Place(u32),
    /// A country, by its built-in label.
    Country(&'static str),
}

/// What one article holds.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// Mentions of the vocabulary in the body, in order of place.
    pub(super) hits: Vec<Hit>,
    /// Entries that the title mentions, with weights.
    pub(super) title: Vec<(u32, f32)>,
    /// What may be a name.
    pub(super) candidates: Vec<Candidate>,
    /// What tells names in a language without capitals.
    pub(super) clues: Vec<Clue>,
    /// Whether capitals are kept for names.
    pub(super) capitals: bool,
    /// Whether the language puts names into cases, in Latin script.
    pub(super) cases: bool,
    /// What may be an event, by place and noun.
    pub(super) events: Vec<EventHit>,
    /// The words of title and body.
    pub(super) words: Packed,
    /// Phrases in lower case that stand in the body more than once, by hash, and where they may be read: what
    /// topics may be found from.
    pub(super) common: Box<[(u64, At)]>,
    /// Marks by which copies are found.
    pub(super) sketch: Sketch,
    /// Dates named that may say that it is no older: the latest of each year, in order. None where its own is known.
    pub(super) told: Vec<Told>,
    /// First and last year named.
    pub(super) years: Option<(i16, i16)>,
    /// Where the dateline says that it was written.
    pub(super) dateline: Option<Dateline>,
}

/// Reads one article. Its words come apart from the rest: they are packed when they have their numbers.
pub(super) fn read(
    article: &Article,
    entries: &[Entry],
    matcher: Option<&Matcher>,
    discover: bool,
) -> (Reading, Words) {
    let mut reading = Reading::default();
    let title = article.metadata.title.value().map(|title| Tokens::new(title));
    let blocks: Vec<Tokens> = article.blocks.iter().map(|block| Tokens::new(&block.text)).collect();
    let lower: Hashes = lower_words(&blocks);
    let lead = article.blocks.iter().position(|b| matches!(b.kind, BlockKind::Paragraph | BlockKind::Standfirst));
    let language = article.language.as_deref();
    // German and its neighbours write every noun with a capital, so that capitals alone tell little of names there.
    reading.capitals = !language.is_some_and(|tag| tag.starts_with("de") || tag.starts_with("lb"));
    let english = language.is_none_or(|tag| tag.starts_with("en"));
    reading.cases = language.is_some_and(|tag| CASED.iter().any(|known| tag.starts_with(known)));
    let romance = language.is_some_and(|tag| ROMANCE.iter().any(|known| tag.starts_with(known)));
    let tongue = language.map_or(ANY_TONGUE, tongue_bit);
    let signs = language.and_then(unmarked).filter(|_| discover);
    let dated = article.metadata.date.stated_or_set().is_some();

    if let (Some(tokens), Some(matcher)) = (&title, matcher) {
        for m in matcher.find(tokens, tongue) {
            let weight = weight(tokens, &m, &entries[m.entry as usize], true);
            match reading.title.iter_mut().find(|(entry, _)| *entry == m.entry) {
                Some((_, known)) => *known = known.max(weight),
                None => reading.title.push((m.entry, weight)),
            }
        }
    }

    let mut marks = Marks::default();
    for (at, (block, tokens)) in article.blocks.iter().zip(&blocks).enumerate() {
        let number = at as u32;
        let headline = matches!(block.kind, BlockKind::Heading(_)) || tokens.is_title_case() || tokens.is_upper();
        let dateline = if at < 3 { dateline_end(tokens) } else { 0 };
        let mut matches = matcher.map(|m| m.find(tokens, tongue)).unwrap_or_default();
        if dateline > 0 {
            if reading.dateline.is_none() {
                reading.dateline = dateline_place(tokens, dateline, entries, &matches);
            }
            matches.retain(|m| m.first as usize >= dateline);
        }
        marks.set(tokens, entries, &matches);
        let told = matches.len();
        guard::guard(tokens, entries, &lower, reading.capitals && !headline, &marks.covered, &mut matches);
        if matches.len() < told {
            marks.set(tokens, entries, &matches);
        }
        if discover && !headline {
            let stop = &stopwords::lists()[stopwords::list_of(language)];
            let capitals = reading.capitals;
            let heads = language.filter(|_| !capitals).and_then(tongues::heads);
            let known = Known {
                covered: &marks.covered,
                place: &marks.place,
                lower: &lower,
                stop,
                english,
                romance,
                capitals,
                heads,
            };
            let found = runs::candidates(tokens, number, &known);
            matches.retain(|m| !inside(tokens, entries, m, &found));
            let after = tokens.list.get(dateline).map_or(0, |t| t.start);
            reading.candidates.extend(found.into_iter().filter(|c| c.span.start >= after));
        }
        if let Some(signs) = signs {
            unmarked::clues(tokens, signs, &mut reading.clues);
        }
        if english {
            events::find(tokens, number, entries, &matches, &mut reading.events);
        }
        for m in &matches {
            let entry = &entries[m.entry as usize];
            let weight = weight(tokens, m, entry, headline);
            if weight == 0.0 {
                continue;
            }
            let (first, last) = (m.first as usize, m.last as usize);
            reading.hits.push(Hit {
                entry: m.entry,
                alias: m.alias,
                block: number,
                span: Span { start: tokens.list[first].start, end: tokens.list[last].end },
                weight,
                lead: lead == Some(at),
                says: says(tokens, last),
                full: last > first
                    || first > 0 && tokens.list[first].gap == Gap::Space && tokens.is(first - 1, Cue::Title),
            });
        }
        note_dates(tokens, block.line, dated, &mut reading);
    }
    // Tables of figures are often set apart from the text, and the dateline with them.
    let before = |b: &&Beside| b.after == 0 && b.role != Role::Caption && b.text.len() < 400;
    if let Some(matcher) = matcher.filter(|_| reading.dateline.is_none()) {
        reading.dateline = article.beside.iter().filter(before).take(3).find_map(|beside| {
            let tokens = Tokens::new(&beside.text);
            let end = dateline_end(&tokens);
            (end > 0).then(|| dateline_place(&tokens, end, entries, &matcher.find(&tokens, tongue))).flatten()
        });
    }
    for beside in article.beside.iter().filter(|b| b.role == Role::Caption) {
        note_dates(&Tokens::new(&beside.text), beside.line, dated, &mut reading);
    }
    reading.sketch = sketches::sketch(&blocks);
    reading.hits.shrink_to_fit();
    reading.candidates.shrink_to_fit();
    let mut words = words::words(title.as_ref(), &blocks, language);
    reading.common = std::mem::take(&mut words.common).into();
    (reading, words)
}

/// Slavic languages in Latin script.
const CASED: [&str; 6] = ["pl", "cs", "sk", "sl", "hr", "sr"];

/// Languages that say adjectives behind nouns, and the word that tells what a name is before both.
const ROMANCE: [&str; 7] = ["es", "fr", "it", "pt", "ca", "gl", "ro"];

/// Of the words that begin sentences, those that the running text elsewhere writes in lower case.
fn lower_words(blocks: &[Tokens]) -> Hashes {
    let mut first = Hashes::with_capacity_and_hasher(64, Default::default());
    // How many of them have these bits, so that most other words need no search.
    let mut with = [0u8; 4096];
    let bits = |hash: u64| (hash % 4096) as usize;
    for token in blocks.iter().flat_map(|tokens| tokens.list.iter().filter(|token| token.first && token.capital)) {
        if first.insert(token.hash) {
            let with = &mut with[bits(token.hash)];
            *with = with.saturating_add(1);
        }
    }
    let mut lower = Hashes::default();
    for tokens in blocks {
        for token in &tokens.list {
            let with = &mut with[bits(token.hash)];
            if *with > 0 && token.letters && !token.capital && first.remove(&token.hash) {
                lower.insert(token.hash);
                // What is full may be more than it says.
                *with -= u8::from(*with < u8::MAX);
            }
        }
    }
    lower
}

fn note_dates(tokens: &Tokens, line: u32, dated: bool, reading: &mut Reading) {
    for named in dates::dates(tokens) {
        let year = named.date.year();
        reading.years = Some(reading.years.map_or((year, year), |(a, b)| (a.min(year), b.max(year))));
        if named.ahead || dated {
            continue;
        }
        let by_day = named.date.day().is_some();
        let told = |by_day: bool| {
            let words = tokens.text[named.range.clone()].to_string();
            Told { date: named.date, words, line, by_day }
        };
        match reading.told.binary_search_by_key(&year, |told| told.date.year()) {
            Ok(at) => {
                let known = &mut reading.told[at];
                known.by_day |= by_day;
                if known.date < named.date {
                    *known = told(known.by_day);
                }
            }
            Err(at) => reading.told.insert(at, told(by_day)),
        }
    }
}

/// How much a hit of a topic counts: nothing as a unit of measure, little inside a name.
fn weight(tokens: &Tokens, m: &Match, entry: &Entry, headline: bool) -> f32 {
    if entry.layer() != Layer::Topic {
        return 1.0;
    }
    let (first, last) = (m.first as usize, m.last as usize);
    if first == last && first > 0 && matches!(tokens.list[first].gap, Gap::Space | Gap::Hyphen) {
        let before = tokens.word(first - 1);
        let scale = matches!(
            before,
            "mln" | "bln" | "million" | "billion" | "trillion" | "thousand" | "hundred" | "dozen" | "m" | "bn" | "tn"
        );
        if !tokens.list[first - 1].letters || scale {
            return 0.0;
        }
    }
    let token = &tokens.list[first];
    if headline || !token.capital || token.first {
        return 1.0;
    }
    let beside = |i: usize, gap: Gap| gap == Gap::Space && tokens.list[i].capital && !tokens.list[i].first;
    let name = first > 0 && beside(first - 1, token.gap)
        || last + 1 < tokens.list.len() && beside(last + 1, tokens.list[last + 1].gap)
        || tokens.text[..token.start as usize].ends_with('<');
    let written_lower =
        |alias: &String| alias.chars().all(|c| !c.is_uppercase()) && eq_folded(alias, tokens, first, last);
    if name && entry.aliases.iter().any(written_lower) { INSIDE_NAME } else { 1.0 }
}

fn eq_folded(alias: &str, tokens: &Tokens, first: usize, last: usize) -> bool {
    let mut words = alias.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    (first..=last).all(|i| words.next() == Some(tokens.word(i))) && words.next().is_none()
}

fn says(tokens: &Tokens, last: usize) -> bool {
    tokens.after(last) == Gap::Space && last + 1 < tokens.list.len() && tokens.is(last + 1, Cue::Saying)
}

/// Which words of a block known names cover, and which of them places: lists that one block leaves to the next.
#[derive(Default)]
struct Marks {
    covered: Vec<bool>,
    place: Vec<bool>,
}

impl Marks {
    fn set(&mut self, tokens: &Tokens, entries: &[Entry], matches: &[Match]) {
        for list in [&mut self.covered, &mut self.place] {
            list.clear();
            list.resize(tokens.list.len(), false);
        }
        for m in matches {
            let entry = &entries[m.entry as usize];
            if entry.layer() == Layer::Name {
                let range = m.first as usize..=m.last as usize;
                self.covered[range.clone()].fill(true);
                if entry.kind == TopicKind::Place {
                    self.place[range].fill(true);
                }
            }
        }
    }
}

/// Whether a known person or organisation stands inside a longer name that was found: a surname in a company's name.
fn inside(tokens: &Tokens, entries: &[Entry], m: &Match, found: &[Candidate]) -> bool {
    let kind = entries[m.entry as usize].kind;
    if !matches!(kind, TopicKind::Person | TopicKind::Organisation | TopicKind::Place) {
        return false;
    }
    let span = Span { start: tokens.list[m.first as usize].start, end: tokens.list[m.last as usize].end };
    found.iter().any(|c| {
        let longer = c.span.start <= span.start && span.end <= c.span.end && c.span.len() > span.len();
        // A country is in its bank's name, but not its neighbour in "Benin City".
        longer
            && match c.guess {
                Guess::Person => kind != TopicKind::Place,
                // "Chicago Courier", but "Bank of Japan".
                Guess::Organisation => kind != TopicKind::Place || c.span.start == span.start,
                Guess::Place => kind == TopicKind::Place && c.span.start == span.start,
                Guess::Event | Guess::Single => false,
            }
    })
}

/// The number of words that a dateline takes up at the start of a block: "CITY, State, Feb 26 - ".
fn dateline_end(tokens: &Tokens) -> usize {
    let dash = |i: usize| {
        let between = &tokens.text[tokens.list[i].end as usize..tokens.list[i + 1].start as usize];
        [" - ", " -- ", " \u{2013} ", " \u{2014} "].iter().any(|dash| between.contains(dash))
    };
    let Some(end) = (0..tokens.list.len().saturating_sub(1).min(14)).find(|i| dash(*i)).map(|i| i + 1) else {
        return 0;
    };
    let head = &tokens.list[..end];
    let plain = head.iter().all(|t| t.capital || !t.letters);
    let dated = (0..end).any(|i| tokens.is(i, Cue::Calendar) || tokens.list[i].gap == Gap::Open);
    let city = head[0].upper || dated && head.iter().any(|t| !t.letters);
    if head[0].capital && city && plain && (dated || end <= 3 && head.iter().all(|t| t.upper)) { end } else { 0 }
}

/// Where a dateline lies: its state or province, else its country, else its city.
fn dateline_place(tokens: &Tokens, end: usize, entries: &[Entry], matches: &[Match]) -> Option<Dateline> {
    let mut part = String::new();
    for i in 0..end {
        if tokens.list[i].gap == Gap::Comma || tokens.list[i].gap == Gap::Break {
            if let Some(country) = dateline_country(&part) {
                return Some(Dateline::Country(country));
            }
            part.clear();
        }
        if !part.is_empty() {
            part.push(' ');
        }
        part.push_str(tokens.word(i));
    }
    let places =
        || matches.iter().filter(|m| (m.last as usize) < end && entries[m.entry as usize].kind == TopicKind::Place);
    let country = places().find(|m| entries[m.entry as usize].within.is_none());
    country.or_else(|| places().next()).map(|m| Dateline::Place(m.entry))
}
