//! Turns a raw document into an article and a ledger that accounts for every byte of it.
//!
//! Takes bytes, the survey of the collection and the settings; gives an [`Article`], complete, with diagnostics.
//! Compares no meanings between articles: that is `analyse`'s.
//!
//! In order: `decode` to text, `segment` with `repair`, features (`page`), rules by line (`chrome`), where the
//! article stands (`zones`; in plain text `judged` by the line model in `lines`), title and record (`metadata`),
//! `pictures`, rules by place (`placed`), `corrections`, and from the decided lines the article (`structure`) and the
//! ledger (`account`).

mod account;
mod chrome;
mod corrections;
mod declared;
mod decode;
mod explain;
mod front_matter;
mod judged;
#[allow(dead_code, unused_imports)] // Measures and tables of one's own are for training.
mod lines;
mod marks;
mod measured;
mod metadata;
mod page;
mod pictures;
mod placed;
mod repair;
mod segment;
mod structure;
mod survey;
mod voices;
mod zones;

use crate::config::{Config, Setting};
use crate::model::*;
use crate::report::Diagnostic;
use crate::text;
use corrections::Layers;
use front_matter::FrontMatter;
use marks::{Marks, View};
use page::Page;
use sha2::{Digest, Sha256};
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// What one document has to say about what repeats: the keys of its lines, each once.
#[derive(Clone, Debug, Default)]
pub struct Observation(pub Vec<LineKey>);

/// What the lines of one document are, for the survey.
pub fn observe(document: &RawDocument) -> Observation {
    survey::observe(document)
}

/// Sums up what was observed in all documents.
pub fn survey(observations: Vec<Observation>) -> Survey {
    survey::survey(observations)
}

/// An article and what is worth saying about it.
#[derive(Debug)]
pub struct Normalised {
    /// The article.
    pub article: Article,
    /// Findings, in order of line.
    pub diagnostics: Vec<Diagnostic>,
    /// Settings for the whole collection that meant something here.
    pub used: BTreeSet<Setting>,
}

/// What may be the title, the date or an author of an article, and what was measured of it: what the weights of
/// `metadata/weights.tsv` are fitted to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// `title`, `date` or `author`.
    pub fact: &'static str,
    /// The line it stands on, from one.
    pub line: u32,
    /// What it says: authors with `; ` between.
    pub value: String,
    /// Its points by the table.
    pub points: i32,
    /// Measures that are not zero, by name.
    pub measures: Vec<(&'static str, i32)>,
}

/// The candidates that normalising a document weighs, for `tools/metadata/train.py`.
pub fn candidates(document: RawDocument, survey: &Survey, config: &Config) -> Vec<Candidate> {
    let trace = metadata::Trace::default();
    // What cannot be an article has none.
    let _ = normalised(document, survey, config, Some(&trace), &mut |_| ());
    trace.0.into_inner()
}

/// What a rule catches, in one sentence, if the rule sets lines aside.
pub fn rule_sentence(rule: Rule) -> Option<&'static str> {
    let outside = [front_matter::FOREIGN, segment::html::EMBEDDED];
    chrome::sentence(rule).or_else(|| outside.iter().find(|(name, _)| *name == rule.0).map(|(_, sentence)| *sentence))
}

/// How sure it is, from 0 to 100, that a line which a rule sets aside is no text: how often the rule was right on the
/// pages that it was measured on (`docs/rules.md`). None where nothing was measured.
pub fn confidence(rule: Rule) -> Option<u8> {
    measured::confidence(rule)
}

/// The steps of normalising, in order, for measuring what each costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// From bytes to text, with the hash of the bytes.
    Decode,
    /// From markup to text; for plain text nothing.
    Markup,
    /// Lines or blocks, repaired.
    Segment,
    /// What each line is made of, and interface phrases.
    Features,
    /// Rules that judge a line by itself.
    Chrome,
    /// The line model.
    Lines,
    /// The name of the site, the title and what repeats it, pictures.
    Title,
    /// Where the article stands.
    Zones,
    /// The record.
    Metadata,
    /// Rules by place, and corrections.
    Placed,
    /// Blocks of the article.
    Structure,
    /// The account of every byte.
    Ledger,
    /// The language.
    Language,
    /// What is left.
    Rest,
}

/// Turns a document into an article. The error says why a document cannot be one (binary, empty, ignored).
pub fn normalise(document: RawDocument, survey: &Survey, config: &Config) -> Result<Normalised, Diagnostic> {
    watched(document, survey, config, &mut |_| ())
}

/// The same, telling after each step that it is done.
#[doc(hidden)]
pub fn watched(
    document: RawDocument,
    survey: &Survey,
    config: &Config,
    done: &mut dyn FnMut(Step),
) -> Result<Normalised, Diagnostic> {
    normalised(document, survey, config, None, done)
}

fn normalised(
    document: RawDocument,
    survey: &Survey,
    config: &Config,
    trace: Option<&metadata::Trace>,
    done: &mut dyn FnMut(Step),
) -> Result<Normalised, Diagnostic> {
    let sha256 = hex(&Sha256::digest(&document.bytes));
    let outside = Layers(config.corrections_of(&document.origin, &sha256));
    let ignored = || {
        let message = "the file is left out, as its correction asks";
        Diagnostic::note("ignored", message).in_document(&document.origin)
    };
    if outside.first(|c| c.ignore) == Some(true) {
        return Err(ignored());
    }
    let source = decode::decode(&document)?;
    let declared = declared::finding(&document, &source);
    done(Step::Decode);
    let (source, reading) = segment::read(source, document.media, segment::html::For::Article);
    done(Step::Markup);
    let is_markdown = document.media == Media::Markdown;
    let front = is_markdown.then(|| front_matter::read(&source.text, &document.origin)).flatten();
    let mut front = front.unwrap_or_default();
    front.diagnostics.extend(declared);
    if outside.first(|c| c.ignore).or(front.correction.ignore) == Some(true) {
        return Err(ignored());
    }
    let RawDocument { origin, bytes, media, hints } = document;
    let given = Given { origin, sha256, bytes: bytes.len() as u64, media, hints, source, front, reading };
    assemble(&given, survey, config, &outside, trace, done)
}

/// Bytes in hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
    let mut out = String::with_capacity(bytes.len() * 2);
    for b in bytes {
        out.push(digit(b >> 4));
        out.push(digit(b & 15));
    }
    out
}

/// A decoded document and what is known about it from outside.
struct Given {
    origin: Origin,
    sha256: String,
    bytes: u64,
    media: Media,
    hints: Hints,
    source: SourceText,
    front: FrontMatter,
    /// What markup says of the text, for HTML.
    reading: Option<segment::html::Reading>,
}

fn assemble(
    given: &Given,
    survey: &Survey,
    config: &Config,
    outside: &Layers<'_>,
    trace: Option<&metadata::Trace>,
    done: &mut dyn FnMut(Step),
) -> Result<Normalised, Diagnostic> {
    let Given { origin, sha256, bytes, media, hints, source, front, reading } = given;
    let (media, reading) = (*media, reading.as_ref());
    let FrontMatter { end: start, correction: front, sections, entries, diagnostics } = front;
    let mut diagnostics = diagnostics.clone();
    let container = corrections::container(hints, origin, &mut diagnostics);
    // What the document itself says of itself, and that with what others say of it, strongest first.
    let inside = Layers(vec![(SetBy::FrontMatter, front), (SetBy::Container, &container)]);
    let layers = outside.above(&inside);
    let mojibake = repair::is_damaged(&source.text);
    let segments = segment::segments(source, media, reading, *start, mojibake);
    done(Step::Segment);
    let page = Page::new(segments);
    done(Step::Features);
    if page.lines.iter().all(|line| line.words == 0) {
        return Err(decode::no_words(origin));
    }
    let day_first = reading.is_some_and(metadata::markup::day_first);
    let site = metadata::source::site(&page);
    let view = View { page: &page, survey, furniture: OnceCell::new(), trace, day_first };
    let head = Head::of(&view, &site, media, reading, &inside, done);
    // The address of a page is made of the title that the file alone gives, so that no other file moves it.
    let is_own = !head.leans_on_others(&page) || {
        let alone = View { survey: &Survey::default(), furniture: OnceCell::new(), trace: None, ..view };
        head.is_titled_as(&Head::of(&alone, &site, media, reading, &inside, &mut |_| ()))
    };
    let Head { mut marks, mut judged, rough, opening, chosen, title } = head;
    if let Some(title) = &title {
        placed::repeated_title(&view, &mut marks, &site, title, rough);
    }
    pictures::mark(&view, &mut marks, &site, title.as_ref().map(|t| t.line));
    done(Step::Title);
    let asked = judged.as_mut().and_then(|j| j.zones(&view, &marks, title.as_ref().map(|t| t.line), reading));
    // Where the model finds no text at all, rules alone decide.
    let judged = judged.filter(|_| asked.is_some());
    let mut zones = asked.unwrap_or_else(|| zones::find(&view, &marks));
    let title = title.filter(|t| t.line < zones.end);
    let below = title.as_ref().map_or(0, |t| t.line + 1);
    if let Some(at) = opening.filter(|at| (below..zones.start).contains(at)) {
        zones.start = at;
    }
    done(Step::Zones);
    let mut metadata = metadata::read(&view, &mut marks, &site, title.as_ref(), &zones);
    let stated = reading
        .map(|reading| metadata::markup::read(&page, reading, &mut marks, chosen.as_ref(), &mut metadata))
        .unwrap_or_default();
    metadata::unsaid::mark(&page, &mut marks, &metadata);
    done(Step::Metadata);
    if media == Media::Markdown {
        zones = zones::written(zones, &page, &marks, below);
    }
    placed::mark(&view, &mut marks, &site, title.as_ref(), &zones, judged.as_ref());
    marks.join(&page, &source.text);
    let mut used = BTreeSet::new();
    diagnostics.extend(corrections::lines(source, &page, &mut marks, config, &layers, &mut used));
    if !corrections::never_nothing(&page, &mut marks) {
        // The only words of the file are its text, not its title.
        metadata = Metadata::default();
    }
    done(Step::Placed);
    let structure::Built { mut blocks, mut beside, mut edits, words } =
        structure::build(source, &page, &marks, &zones, mojibake);
    // They stay as they are as long as the collection is in memory.
    blocks.shrink_to_fit();
    beside.shrink_to_fit();
    edits.shrink_to_fit();
    done(Step::Structure);
    // Whether each segment is a line of the file.
    let wrapped = |line: &page::Line<'_>| line.segment.patch.edits().iter().any(|edit| edit.rule == repair::WRAPPED);
    let by_line = media == Media::Text && page.lines.len() < segment::text::MOST && !page.lines.iter().any(wrapped);
    let further = further(source, reading, &stated);
    let ledger = account::ledger(source, entries.clone(), &page, &marks, &blocks, &further, by_line);
    done(Step::Ledger);
    let read = metadata::language::find(&page, zones.start, zones.end);
    let mut direction = read.direction;
    metadata.language = match (read.tag, reading.and_then(metadata::markup::language)) {
        // What the page says of itself counts where its text is too short to tell: most pages say it by habit.
        (tag, Some((stated, runs))) if !read.sure || tag.is_none() => {
            direction = runs;
            stated
        }
        (Some(value), _) => Known::WorkedOut { value, evidence: "the words of the text".into() },
        (None, _) => Known::Unknown,
    };
    if let Some((by, value)) = layers.0.iter().find_map(|(by, c)| Some((*by, c.language.clone()?))) {
        metadata.language = Known::Set { value, by };
    }
    let language = metadata.language.value().cloned();
    done(Step::Language);

    let first_words = text::plain_field(&first_words(&blocks)).into_owned();
    metadata.sections.extend(sections.iter().chain(&hints.sections).cloned());
    corrections::facts(&mut metadata, &inside);
    let title = || metadata.title.value().unwrap_or(&first_words).clone();
    let file_title = match is_own {
        true => title(),
        false => assemble(given, &Survey::default(), config, outside, None, &mut |_| ())
            .map_or_else(|_| title(), |alone| alone.article.file_title),
    };
    corrections::source(&page, &mut metadata, config, &mut used);
    corrections::facts(&mut metadata, outside);
    let plain = corrections::plain(&mut metadata);
    if !plain.is_empty() {
        let message = format!("controls, or marks that turn text around, are left out of: {}", plain.join(", "));
        diagnostics.push(Diagnostic::note("not-plain", message).in_document(origin));
    }
    diagnostics.extend(findings(origin, source, &metadata));
    let lines = if by_line { worded(source, &page) } else { worded_lines(source, reading) };
    let article = Article {
        origin: origin.clone(),
        sha256: sha256.clone(),
        bytes: *bytes,
        charset: source.charset.clone(),
        media,
        language,
        direction,
        metadata,
        file_title,
        first_words,
        lines,
        words,
        blocks,
        beside,
        edits,
        ledger,
        note: layers.first(|c| c.note.as_deref()).map(note).unwrap_or_default(),
        topics_added: layers.all(|c| &c.topics_add).iter().map(|topic| text::plain_field(topic).into()).collect(),
        topics_removed: layers.all(|c| &c.topics_remove),
        unlinked: layers.all(|c| &c.unlink),
        slug: layers.first(|c| c.slug.clone()),
        same_as: layers.first(|c| c.same_as.clone()),
        not_same_as: layers.all(|c| &c.not_same_as),
    };
    Ok(Normalised { article, diagnostics, used })
}

/// What stands above the text of a page, and what rules and the line model say of its lines.
struct Head {
    marks: Marks,
    judged: Option<judged::Judged>,
    /// Where the text begins by the rules.
    rough: usize,
    /// A line that begins with a dateline, and the text with it.
    opening: Option<usize>,
    /// The title that markup states.
    chosen: Option<metadata::markup::Chosen>,
    title: Option<metadata::title::Title>,
}

impl Head {
    fn of(
        view: &View<'_, '_>,
        site: &metadata::source::Site,
        media: Media,
        reading: Option<&segment::html::Reading>,
        inside: &Layers<'_>,
        done: &mut dyn FnMut(Step),
    ) -> Head {
        let page = view.page;
        let mut marks = Marks::new(page.lines.len());
        for rule in chrome::RULES {
            (rule.mark)(view, &mut marks);
        }
        if let Some(reading) = reading {
            voices::mark(page, reading, &mut marks);
        }
        done(Step::Chrome);
        let judged = judged::Judged::of(view, &marks, media, reading);
        done(Step::Lines);
        let mut rough = zones::start(view, &marks);
        let opening = zones::dateline(page, &marks);
        if let Some(at) = opening {
            rough = rough.min(at);
            marks.overrule(at, marks::Verdict::Body(None));
        }
        let chosen = reading.and_then(|reading| metadata::markup::title(page, reading));
        // Where markup does not agree on a title, the lines of the page may tell.
        let tag = reading.map(metadata::markup::title_tag);
        let printed = chosen
            .as_ref()
            .is_none_or(|c| c.alone)
            .then(|| metadata::title::find(view, &marks, site, judged.as_ref(), rough, tag));
        let printed = printed.flatten().filter(|printed| {
            let line = page.lines[printed.line].text();
            let told = |title: &str| metadata::title::is_of_text(page, rough, title);
            chosen.as_ref().is_none_or(|chosen| chosen.yields_to(&line[..printed.len], tag, told))
        });
        let chosen = chosen.filter(|_| printed.is_none());
        let title = match &chosen {
            Some(chosen) => chosen.line.clone(),
            None => printed,
        };
        let title = corrections::title(page, title, inside);
        Head { marks, judged, rough, opening, chosen, title }
    }

    /// Whether the title may be what it is only because other documents hold a line of the page: one above it, or,
    /// where there is no title, any. A second look costs: the few that lean on other lines are passed over.
    fn leans_on_others(&self, page: &Page<'_>) -> bool {
        let below = match &self.title {
            Some(title) => title.line,
            None => page.lines.len(),
        };
        // A short prompt or path is hardly a title.
        let may_be = |i: &usize| page.lines[*i].words >= 4 || !page.lines[*i].parted && page.hits(*i).is_empty();
        (0..below).filter(may_be).any(|i| match self.marks.get(i) {
            Some(marks::Verdict::Aside { rule, .. } | marks::Verdict::Beside { rule, .. }) => {
                *rule == chrome::repeated_in_collection::NAME
            }
            Some(marks::Verdict::Body(_) | marks::Verdict::Record(_)) | None => false,
        })
    }

    /// Whether another look at the same page found the same title, and one at all.
    fn is_titled_as(&self, other: &Head) -> bool {
        let stated = |head: &Head| head.chosen.as_ref().map(|chosen| chosen.value.clone());
        self.title.is_some() && self.title == other.title && stated(self) == stated(other)
    }
}

/// What became of what stands below the blocks of a page, in order; what lies between carries no words.
fn further(
    source: &SourceText,
    reading: Option<&segment::html::Reading>,
    stated: &[(Span, Field)],
) -> Vec<(Span, Fate)> {
    let stated = stated.iter().map(|(span, field)| (*span, Fate::Record(*field)));
    let rule = Rule(segment::html::EMBEDDED.0);
    let aside = || Fate::SetAside { rule, evidence: "does not stand in the text of the page".into() };
    let embedded = reading.into_iter().flat_map(|reading| reading.embedded(&source.text));
    stated.chain(embedded.map(|span| (span, aside()))).collect()
}

/// How many lines of the text have words, and of what the page embeds.
fn worded_lines(source: &SourceText, reading: Option<&segment::html::Reading>) -> u32 {
    let shown = reading.and_then(|r| r.pieces.last()).map_or(source.text.len(), |last| last.span.end as usize);
    let shown = segment::text::lines(&source.text[..shown]);
    let embedded = reading.into_iter().flat_map(|r| r.embedded(&source.text)).map(|span| &source.text[span.range()]);
    shown.chain(embedded).filter(|l| l.chars().any(text::is_alphanumeric)).count() as u32
}

/// The same where each segment is a line: of those that were not repaired the words are counted already.
fn worded(source: &SourceText, page: &Page<'_>) -> u32 {
    let has_words = |line: &&page::Line<'_>| {
        let segment = &line.segment;
        if segment.patch.edits().is_empty() && !line.unspaced {
            return line.words > 0;
        }
        source.text[segment.span.range()].chars().any(text::is_alphanumeric)
    };
    page.lines.iter().filter(has_words).count() as u32
}

/// The first words of the text: a sentence or a clause of it, at most about 80 characters, verbatim.
fn first_words(blocks: &[Block]) -> String {
    let prose = blocks.iter().find(|b| !matches!(b.kind, BlockKind::Heading(_))).or(blocks.first());
    let Some(block) = prose else { return String::new() };
    let window = text::clip(&block.text, 400).0;
    let sentence = text::sentences(window).first().map_or(window, |range| &window[range.clone()]);
    let (clipped, cut) = text::clip(sentence, 80);
    if !cut {
        return clipped.to_string();
    }
    let clause = clipped.rfind([',', ';', ':', '–', '—', '，', '、']).filter(|at| *at > clipped.len() / 2);
    clipped[..clause.unwrap_or(clipped.len())].trim_end().to_string()
}

/// Years in which something may have been printed that somebody collects: another is a slip of the hand.
const YEARS: std::ops::RangeInclusive<i16> = 1450..=2150;

fn findings(origin: &Origin, source: &SourceText, metadata: &Metadata) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let count = source.undecodable.len();
    if count > 0 {
        let places = if count == 1 { "place" } else { "places" };
        let message = format!("{count} {places} could not be decoded as {}", source.charset.name);
        out.push(Diagnostic::warning("undecodable", message).in_document(origin).help("save the file as UTF-8"));
    }
    if let Known::Set { value, .. } = &metadata.date
        && !YEARS.contains(&value.year())
    {
        let message = format!("the date {value} is hardly the day on which it was published");
        out.push(Diagnostic::warning("date-unlikely", message).in_document(origin).help("correct the year"));
    }
    if let Some(day) = metadata.retrieved.filter(|day| !YEARS.contains(&day.year())) {
        let message = format!("the date {day} is hardly the day on which it was retrieved");
        out.push(Diagnostic::warning("date-unlikely", message).in_document(origin).help("correct the year"));
    }
    let mut missing = |known: bool, code, what: &str, key: &str| {
        if !known {
            let help = format!("dossier set {} {key} \"…\"", text::shell_word(&origin.to_string()));
            out.push(Diagnostic::note(code, format!("no {what} is stated")).in_document(origin).help(help));
        }
    };
    missing(metadata.title.value().is_some(), "title-missing", "title", "title");
    missing(metadata.source.value().is_some(), "source-missing", "source", "source");
    missing(metadata.date.value().is_some(), "date-missing", "date", "date");
    out
}

/// A document line by line, with what was decided about each.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The article the lines became.
    pub article: Article,
    /// Every line of the document, once.
    pub lines: Vec<ExplainedLine>,
}

/// One line of a document and what was decided about it.
#[derive(Clone, Debug)]
pub struct ExplainedLine {
    /// Its number, from 1.
    pub number: u32,
    /// What it holds, in order, without repeats. Empty only for a blank line.
    pub fates: Vec<Fate>,
    /// Its text as decoded, without the line end.
    pub text: String,
    /// The number of the paragraph it became, if it became one.
    pub paragraph: Option<u32>,
}

/// Says line by line what was decided about a document: the same work as [`normalise`], then read off its ledger.
pub fn explain(document: RawDocument, survey: &Survey, config: &Config) -> Result<Explanation, Diagnostic> {
    let text = segment::read(decode::decode(&document)?, document.media, segment::html::For::Article).0.text;
    let article = normalise(document, survey, config)?.article;
    let lines = explain::lines_of(&text, &article);
    Ok(Explanation { article, lines })
}

/// Reads Markdown that the compiler wrote (the note on the collection or on an article). Raw HTML stands as text.
pub fn note(markdown: &str) -> Vec<NoteBlock> {
    segment::note(markdown)
}
