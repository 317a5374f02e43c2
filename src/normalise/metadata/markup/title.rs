//! The title: what headings, tags and structured data agree on, without the name of the site.

use super::super::super::page::Page;
use super::super::super::segment::html::{Fact, Reading};
use super::super::super::survey::line_key;
use super::super::title::{Tag, Title};
use crate::text;

/// A title, the statement it was taken from, and the line of the page that prints it.
#[derive(Clone, Debug)]
pub(in crate::normalise) struct Chosen {
    pub(in crate::normalise) value: String,
    pub(in crate::normalise) fact: usize,
    pub(in crate::normalise) line: Option<Title>,
    /// Whether a single kind of statement speaks for it, and none that is made for titles alone.
    pub(in crate::normalise) alone: bool,
    kind: String,
}

impl Chosen {
    /// Whether the line that looks like the title says it better: a `<title>` may be the name of the site, a heading
    /// that of a box, unless both agree. `told` tells whether the text speaks of what a title does.
    pub(in crate::normalise) fn yields_to(
        &self,
        printed: &str,
        tag: Option<Tag<'_>>,
        told: impl Fn(&str) -> bool,
    ) -> bool {
        let (tag, printed) = (fold(tag.map_or("", |tag| tag.text)), fold(printed));
        let agreed = |title: &str| !title.is_empty() && tag.contains(title);
        let agrees = agreed(&printed) && printed.len() >= 8;
        match self.kind.as_str() {
            "h1" => agrees && !agreed(&fold(&self.value)),
            "title" => agrees || printed.split(' ').count() >= 4 && !told(&self.value),
            _ => true,
        }
    }
}

/// Marks between a title and the name of the site.
#[rustfmt::skip]
const SEPARATORS: &[&str] = &[
    " - ", " – ", " — ", " | ", " :: ", " » ", " · ", " • ", " « ", " ‹ ", " › ", " : ", ": ", "| ", " // ", "- ", "│",
];

struct Candidate {
    fact: usize,
    value: String,
    folded: String,
    /// The statement itself, without the name of the site: the value may be shortened to what another one says.
    whole: String,
    weight: i32,
}

/// How much a kind of statement says of the title. Printed headings come first where they agree with another.
fn weight(key: &str) -> i32 {
    match key {
        "h1" => 30,
        "itemprop headline" => 34,
        "ld headline" => 31,
        "og:title" | "article:title" => 30,
        "citation_title" | "dc.title" | "dcterms.title" | "dc:title" | "headline" | "sailthru.title"
        | "parsely-title" => 24,
        "twitter:title" => 20,
        "title" => 22,
        "ld name" => 10,
        // Of any other story, unless another statement agrees.
        "h2" => 9,
        _ => 0,
    }
}

/// Finds the title.
pub(in crate::normalise) fn title(page: &Page<'_>, reading: &Reading) -> Option<Chosen> {
    let sites = super::sites(reading);
    let mut candidates: Vec<Candidate> = Vec::new();
    for (fact, found) in reading.facts.iter().enumerate().filter(|(_, f)| weight(&f.key) > 0) {
        let value = without_site(&found.value, &sites).to_string();
        let folded = fold(&value);
        let words = value.split_whitespace().count();
        let generic = folded.is_empty() || sites.contains(&folded) || words > 45;
        if !generic && candidates.len() < 40 {
            let whole = value.clone();
            candidates.push(Candidate { fact, value, folded, whole, weight: weight(&found.key) });
        }
    }
    // A longer form that begins or ends with a shorter one of another kind is the shorter one and the site's name.
    let key = |c: &Candidate| reading.facts[c.fact].key.as_str();
    for i in 0..candidates.len() {
        let shorter = (0..candidates.len()).filter(|j| key(&candidates[*j]) != key(&candidates[i]));
        let cut = shorter.filter_map(|j| shortened(&candidates[i].value, &candidates[j])).max_by_key(|c| c.len());
        if let Some(value) = cut.map(str::to_string) {
            candidates[i].folded = fold(&value);
            candidates[i].value = value;
        }
    }
    let mut best: Option<(i32, usize, bool)> = None;
    for (i, one) in candidates.iter().enumerate() {
        let mut kinds: Vec<&str> = Vec::new();
        let mut score = one.weight;
        for other in &candidates {
            let same = other.folded == one.folded || other.folded.len() > 24 && near(&other.folded, &one.folded);
            if same && key(other) != key(one) && !kinds.contains(&key(other)) {
                kinds.push(key(other));
                score += other.weight;
            }
        }
        if one.value.split_whitespace().count() < 2 {
            score -= 12;
        }
        if best.is_none_or(|(b, ..)| score > b) {
            best = Some((score, i, kinds.is_empty()));
        }
    }
    let (_, best, alone) = best?;
    let kind = key(&candidates[best]).to_string();
    let alone = alone && matches!(kind.as_str(), "title" | "h1" | "h2" | "ld name");
    let mut chosen = &candidates[best];
    // The printed form is the page's own.
    if let Some(printed) =
        candidates.iter().find(|c| c.folded == chosen.folded && matches!(key(c), "h1" | "itemprop headline"))
    {
        chosen = printed;
    }
    let printed = candidates.iter().filter(|c| matches!(key(c), "h1" | "itemprop headline"));
    if let Some(longer) = longer(&chosen.folded, printed, &sites) {
        let line = line(page, reading, longer, &longer.whole);
        return Some(Chosen { value: longer.whole.clone(), fact: longer.fact, line, alone: false, kind: "h1".into() });
    }
    let only = candidates.iter().all(|c| c.folded == chosen.folded && key(c) == "title");
    let value = if only { unproven(&chosen.value) } else { &chosen.value };
    let line = line(page, reading, chosen, value);
    Some(Chosen { value: value.to_string(), fact: chosen.fact, line, alone, kind })
}

/// Words, or signs where no spaces part them, of a heading that is surely a headline.
const HEADLINE: [usize; 2] = [4, 12];
/// Words of more than this many letters that it shares with another form of itself.
const SHARED: (usize, usize) = (2, 3);

/// The one heading that says in more words, or in others, what tags and structured data say: they are often cut short
/// or written for search engines. A heading that ends with what they say has a kicker before it.
fn longer<'c>(
    chosen: &str,
    printed: impl Iterator<Item = &'c Candidate> + Clone,
    sites: &[String],
) -> Option<&'c Candidate> {
    let (least, sharing) = SHARED;
    let words = |text: &str| -> Vec<String> {
        let words = text::fold(text);
        let words = words.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() > sharing);
        words.map(String::from).collect()
    };
    let fits = |c: &Candidate, whole: &str| {
        let long = whole.split(' ').count() >= HEADLINE[0]
            || whole.starts_with(text::is_unspaced) && whole.chars().count() >= HEADLINE[1];
        let apart = || {
            let named: Vec<String> = sites.iter().flat_map(|site| words(site)).collect();
            let told = words(chosen);
            let mut shared = words(&c.whole);
            shared.sort_unstable();
            shared.dedup();
            shared.iter().filter(|w| told.contains(w) && !named.contains(w)).count() >= least
        };
        let begins = whole.starts_with(chosen) && chosen.contains(' ');
        long && !whole.ends_with(chosen) && !chosen.starts_with(whole) && (begins || apart())
    };
    let mut found: Option<(&Candidate, String)> = None;
    for candidate in printed {
        let whole = fold(&candidate.whole);
        if whole == chosen {
            return None;
        }
        if fits(candidate, &whole) && found.as_ref().is_none_or(|(_, found)| *found != whole) {
            if found.is_some() {
                return None;
            }
            found = Some((candidate, whole));
        }
    }
    found.map(|(candidate, _)| candidate)
}

fn fold(value: &str) -> String {
    text::fold(value)
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == ' ')
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether one is the beginning of the other.
fn near(a: &str, b: &str) -> bool {
    a.len().min(b.len()) * 5 >= a.len().max(b.len()) * 4 && (a.starts_with(b) || b.starts_with(a))
}

/// A value without the names of the site at its ends.
fn without_site<'v>(value: &'v str, sites: &[String]) -> &'v str {
    let mut value = value.trim();
    for _ in 0..3 {
        let cuts = SEPARATORS.iter().flat_map(|s| value.rmatch_indices(s).take(2).map(|(at, s)| (at, s.len())));
        let tail = cuts.clone().find(|(at, len)| is_site(&value[at + len..], sites)).map(|(at, _)| &value[..at]);
        let firsts = SEPARATORS.iter().filter_map(|s| value.find(s).map(|at| (at, s.len())));
        let head = || firsts.clone().find(|(at, _)| is_site(&value[..*at], sites)).map(|(at, len)| &value[at + len..]);
        match tail.or_else(head) {
            Some(rest) if !rest.trim().is_empty() => value = rest.trim(),
            _ => break,
        }
    }
    value
}

fn is_site(part: &str, sites: &[String]) -> bool {
    let part = fold(part);
    let squeezed = part.replace(' ', "");
    let bare = |s: &str| {
        s.replace(' ', "").trim_start_matches("the").trim_end_matches("com").trim_end_matches('.').to_string()
    };
    !part.is_empty() && sites.iter().any(|site| fold(site) == part || bare(&squeezed) == bare(&fold(site)))
}

/// The part of a value that another candidate is, if the rest is cut off by a mark.
fn shortened<'v>(value: &'v str, other: &Candidate) -> Option<&'v str> {
    if other.folded.len() < 8 || other.folded.split(' ').count() < 2 {
        return None;
    }
    let cut = |at: usize, len: usize| {
        let (head, tail) = (value[..at].trim(), value[at + len..].trim());
        [head, tail].into_iter().find(|part| part.len() < value.len() && fold(part) == other.folded)
    };
    SEPARATORS.iter().find_map(|s| value.match_indices(s).take(6).find_map(|(at, s)| cut(at, s.len())))
}

/// Without another statement, a short last part after a mark is taken for the site's name.
fn unproven(value: &str) -> &str {
    let mark = [" | ", " - ", " – ", " — ", " :: ", " » ", " · "].iter().filter_map(|s| value.rfind(s)).max();
    let Some(at) = mark else { return value };
    let words = |part: &str| part.split_whitespace().count();
    if words(&value[..at]) >= 3 && words(&value[at..]) <= 5 { value[..at].trim() } else { value }
}

/// The line that prints the title, with most of the page's running text below it.
fn line(page: &Page<'_>, reading: &Reading, chosen: &Candidate, value: &str) -> Option<Title> {
    let prose: Vec<u32> = page.lines.iter().map(|l| if l.is_prose() { l.words } else { 0 }).collect();
    let all: u32 = prose.iter().sum();
    let mut above = vec![0u32; page.lines.len() + 1];
    for (i, words) in prose.iter().enumerate() {
        above[i + 1] = above[i] + words;
    }
    let early = |i: usize| above[i] * 2 <= all;
    let own = |fact: &Fact| fact.line as usize <= page.lines.len() && fact.key != "title";
    let fact = &reading.facts[chosen.fact];
    let whole = |i: usize| page.lines.get(i).map(|l| Title::alone(i, l.text().len()));
    if own(fact) && early(fact.line as usize - 1) {
        let i = fact.line as usize - 1;
        if page.lines[i].text().len() <= value.len() + 40 {
            return whole(i);
        }
    }
    let key = line_key(value);
    let tag = reading.facts.iter().find(|f| f.key == "title").map(|f| f.line as usize - 1);
    let same = |i: &usize| page.lines[*i].key == key && early(*i);
    if let Some(i) = (0..page.lines.len()).find(|i| same(i) && Some(*i) != tag) {
        return whole(i);
    }
    let i = tag.filter(|i| *i < page.lines.len())?;
    let text = page.lines[i].text();
    let at = text.find(value)?;
    (at == 0).then(|| Title::alone(i, value.len()))
}
