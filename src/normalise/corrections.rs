//! What people and containers say about lines and fields: stronger than anything found.

use super::marks::{Marks, Verdict};
use super::metadata::{date, title::Title};
use super::page::Page;
use crate::config::{Asked, Config, Correction, Setting, kept_and_dropped, record_language, unmatched};
use crate::model::{Date, Hints, Known, Metadata, Origin, Role, Rule, SetBy, SourceText};
use crate::report::{Diagnostic, Place};
use crate::text::{clip, fold, plain_field};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Corrections of one document, strongest first.
pub(super) struct Layers<'a>(pub(super) Vec<(SetBy, &'a Correction)>);

impl<'a> Layers<'a> {
    /// These, and weaker ones below them.
    pub(super) fn above(&self, below: &Layers<'a>) -> Layers<'a> {
        Layers(self.0.iter().chain(&below.0).copied().collect())
    }

    /// What the strongest says that says anything.
    pub(super) fn first<T>(&self, field: impl Fn(&'a Correction) -> Option<T>) -> Option<T> {
        self.0.iter().find_map(|(_, correction)| field(correction))
    }

    /// What all say, each once.
    pub(super) fn all(&self, field: impl Fn(&'a Correction) -> &'a Vec<String>) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for text in self.0.iter().flat_map(|(_, correction)| field(correction)) {
            if !out.contains(text) {
                out.push(text.clone());
            }
        }
        out
    }
}

/// What a container says, in the form of a correction.
pub(super) fn container(hints: &Hints, origin: &Origin, diagnostics: &mut Vec<Diagnostic>) -> Correction {
    let words = hints.date_text.as_deref().map(|text| clip(text, 60).0);
    let found = words.and_then(date::find).filter(|found| found.share > 0.6);
    let read = found.as_ref().map(|found| found.date);
    if let (None, Some(date), Some(other)) = (hints.date, read, found.and_then(|found| found.other)) {
        let message = format!("the date of the record is read as {date}, and may be {other}");
        let found = Diagnostic::warning("date-unsure", message).in_document(origin);
        diagnostics.push(found.help("write it like 2022-02-14"));
    }
    if let (Some(words), None, None) = (words, read, hints.date) {
        let found = Diagnostic::note("date-unread", format!("the date `{words}` of the record is not understood"));
        diagnostics.push(found.in_document(origin).help("write it like 2022-02-14"));
    }
    if hints.cut_off {
        let found = Diagnostic::warning("cut-off", "the page cannot be unpacked to its end; what is there is used");
        diagnostics.push(found.in_document(origin).help("get a whole copy of it"));
    }
    Correction {
        title: hints.title.clone(),
        source: hints.source.clone(),
        author: (!hints.authors.is_empty()).then(|| hints.authors.clone()),
        date: hints.date.or(read),
        url: hints.url.clone(),
        retrieved: hints.retrieved,
        licence: hints.licence.clone(),
        language: hints.language.as_deref().and_then(record_language),
        ..Correction::default()
    }
}

/// How far above the text a title may be printed that the container or the front matter gives.
const HEAD: usize = 12;

/// The line of the title, where the document says what its title is: no other line is. Without such words, the line
/// that was found.
pub(super) fn title(page: &Page<'_>, found: Option<Title>, inside: &Layers<'_>) -> Option<Title> {
    let Some(known) = inside.first(|c| c.title.as_deref()).map(fold) else { return found };
    // A title may be given with the name of its site, or printed with it.
    let is_same = |text: &str| {
        let text = fold(text);
        let (short, long) = if text.len() < known.len() { (&text, &known) } else { (&known, &text) };
        short.len() * 2 >= long.len() && long.contains(short.as_str())
    };
    let printed = |line: usize| Title::alone(line, page.lines[line].text().len());
    found
        .filter(|title| is_same(&page.lines[title.line].text()[..title.len]))
        .or_else(|| page.lines.iter().take(HEAD).position(|line| fold(line.text()) == known).map(printed))
}

/// Keeps and sets aside lines as the settings and the corrections of the file ask; names what asks for no line.
pub(super) fn lines(
    source: &SourceText,
    page: &Page<'_>,
    marks: &mut Marks,
    config: &Config,
    layers: &Layers<'_>,
    used: &mut BTreeSet<Setting>,
) -> Vec<Diagnostic> {
    if config.clean.keep_all {
        for i in 0..page.lines.len() {
            let aside = |verdict: &Verdict| matches!(verdict, Verdict::Aside { .. });
            if marks.get(i).is_some_and(aside) || marks.parts(i).is_some_and(|p| p.iter().any(|p| aside(&p.verdict))) {
                marks.overrule(i, Verdict::Body(None));
            }
        }
    }
    let mut own = [Wanted::default(), Wanted::default()];
    for (_, correction) in &layers.0 {
        own[0].list.extend(correction.keep.iter().map(|asked| (asked, correction.file.as_str())));
        own[1].list.extend(correction.drop.iter().map(|asked| (asked, correction.file.as_str())));
    }
    let [mut keep, mut drop] = own;
    let (mut keep_all, mut drop_all) = (Wanted::of_all(&config.clean.keep), Wanted::of_all(&config.clean.drop));
    if [&keep, &drop, &keep_all, &drop_all].iter().all(|wanted| wanted.list.is_empty()) {
        return Vec::new();
    }
    for (i, line) in page.lines.iter().enumerate() {
        let segment = &line.segment;
        let raw = &source.text[segment.span.range()];
        let has = |wanted: &mut Wanted<'_>| wanted.has(segment.number, line.text(), raw);
        let (kept, dropped, kept_all, dropped_all) =
            (has(&mut keep), has(&mut drop), has(&mut keep_all), has(&mut drop_all));
        // A file's own correction is stronger than the settings for all, and keeping is stronger than setting aside.
        if kept || !dropped && kept_all {
            if !matches!(marks.get(i), Some(Verdict::Body(_))) {
                marks.overrule(i, Verdict::Body(None));
            }
        } else if dropped || dropped_all {
            let evidence = "the compiler set it aside".into();
            marks.overrule(i, Verdict::Aside { rule: Rule("drop"), evidence });
        }
    }
    used.extend(keep_all.met.into_iter().map(Setting::Keep));
    used.extend(drop_all.met.into_iter().map(Setting::Drop));
    keep.missed("keep").chain(drop.missed("drop")).chain(both(&keep, &drop)).collect()
}

/// What stands in one file under `keep` and under `drop` too: there is nothing that it can mean.
fn both(keep: &Wanted<'_>, drop: &Wanted<'_>) -> Vec<Diagnostic> {
    let is_kept = |(asked, file): &&(&Asked, &str)| {
        keep.list.iter().any(|(other, by)| by == file && other.pattern.is_same(&asked.pattern))
    };
    let found = drop.list.iter().filter(is_kept);
    found.map(|(asked, file)| kept_and_dropped(&asked.pattern).at(place(asked, file))).collect()
}

fn place(asked: &Asked, file: &str) -> Place {
    Place { path: file.to_string(), line: Some(asked.line), column: Some(1), excerpt: None, width: 1 }
}

/// Lines that are asked for, each with the file that asks, and which of them were met.
#[derive(Default)]
struct Wanted<'a> {
    list: Vec<(&'a Asked, &'a str)>,
    met: BTreeSet<usize>,
}

impl<'a> Wanted<'a> {
    fn of_all(list: &'a [Asked]) -> Wanted<'a> {
        Wanted { list: list.iter().map(|asked| (asked, "")).collect(), met: BTreeSet::new() }
    }

    /// Whether a line is among them, as it stands or repaired. One that was joined of several is each of them.
    fn has(&mut self, number: u32, repaired: &str, raw: &str) -> bool {
        let mut found = false;
        for (i, (asked, _)) in self.list.iter().enumerate() {
            let each = || (number..).zip(raw.lines()).any(|(number, line)| asked.matches(number, line.trim()));
            if asked.matches(number, repaired) || asked.matches(number, raw) || each() {
                found = true;
                self.met.insert(i);
            }
        }
        found
    }

    fn missed<'s>(&'s self, name: &'s str) -> impl Iterator<Item = Diagnostic> + 's {
        let missed = self.list.iter().enumerate().filter(|(i, _)| !self.met.contains(i));
        missed.map(move |(_, (asked, file))| {
            unmatched(name, &asked.pattern, "no line of the file").at(place(asked, file))
        })
    }
}

/// Never an article without text: where rules left nothing, the doubtful lines are the text, then what was set aside.
pub(super) fn never_nothing(page: &Page<'_>, marks: &mut Marks) -> bool {
    let has_body = |marks: &Marks| {
        (0..page.lines.len()).any(|i| matches!(marks.get(i), Some(Verdict::Body(_))) && page.lines[i].words > 0)
    };
    for step in 0..3 {
        if has_body(marks) {
            return step < 3;
        }
        for i in 0..page.lines.len() {
            let back = match marks.get(i) {
                Some(Verdict::Beside { role, .. }) => *role == Role::Doubtful || step > 0,
                Some(Verdict::Aside { rule, .. }) => step > 0 && rule.0 != "drop" && rule.0 != "repeated-title",
                Some(Verdict::Record(_)) => step > 1,
                Some(Verdict::Body(_)) | None => false,
            };
            if back {
                marks.overrule(i, Verdict::Body(None));
            }
        }
        if step == 2 {
            return false;
        }
    }
    true
}

/// Sets the facts that corrections give; the strongest stays.
pub(super) fn facts(metadata: &mut Metadata, layers: &Layers<'_>) {
    fn set<T: Clone>(fact: &mut Known<T>, value: &Option<T>, by: SetBy) {
        if let Some(value) = value {
            *fact = Known::Set { value: value.clone(), by };
        }
    }
    for (by, correction) in layers.0.iter().rev() {
        set(&mut metadata.title, &correction.title, *by);
        set(&mut metadata.source, &correction.source, *by);
        set(&mut metadata.authors, &correction.author, *by);
        set(&mut metadata.date, &correction.date, *by);
        set(&mut metadata.url, &correction.url, *by);
        set(&mut metadata.licence, &correction.licence, *by);
        let retrieved: Option<Date> = correction.retrieved;
        metadata.retrieved = retrieved.or(metadata.retrieved);
    }
}

/// Makes fields such as may stand between other words, whoever gave them; tells which were not.
pub(super) fn plain(metadata: &mut Metadata) -> Vec<&'static str> {
    let mut changed = Vec::new();
    let mut is_plain = |name: &'static str, value: &mut String| {
        if let Cow::Owned(plain) = plain_field(value) {
            *value = plain;
            changed.push(name);
        }
        !value.is_empty()
    };
    let facts = [("title", &mut metadata.title), ("source", &mut metadata.source), ("licence", &mut metadata.licence)];
    for (name, fact) in facts {
        if fact.value_mut().is_some_and(|value| !is_plain(name, value)) {
            *fact = Known::Unknown;
        }
    }
    if let Some(authors) = metadata.authors.value_mut() {
        authors.retain_mut(|author| is_plain("author", author));
    }
    metadata.sections.retain_mut(|section| is_plain("section", section));
    for (name, fact) in [("author", &mut metadata.author_note), ("genre", &mut metadata.genre)] {
        if fact.as_mut().is_some_and(|value| !is_plain(name, value)) {
            *fact = None;
        }
    }
    changed.dedup();
    changed
}

/// Characters of a line that are quoted as evidence.
const QUOTED: usize = 80;

/// The source by what the settings know of it: a text that names it stands in the file. What the document says of
/// itself outside its text is stronger.
pub(super) fn source(page: &Page<'_>, metadata: &mut Metadata, config: &Config, used: &mut BTreeSet<Setting>) {
    let mut named: Option<Known<String>> = None;
    for (i, source) in config.sources.iter().enumerate().filter(|(_, source)| !source.matches.is_empty()) {
        let is_match = |text: &str| source.matches.iter().find(|m| text.contains(m.as_str()));
        let Some((line, words)) = page.lines.iter().find_map(|line| Some((line, is_match(line.text())?))) else {
            continue;
        };
        used.insert(Setting::Source(i));
        let (words, cut) = clip(words, QUOTED);
        let evidence = format!(
            "line {} has “{words}{}”, which dossier.toml gives to it",
            line.segment.number,
            if cut { "…" } else { "" }
        );
        named.get_or_insert(Known::WorkedOut { value: source.name.clone(), evidence });
    }
    let is_set = matches!(metadata.source, Known::Set { .. });
    if let Some(named) = named.filter(|_| !is_set) {
        metadata.source = named;
    }
}
