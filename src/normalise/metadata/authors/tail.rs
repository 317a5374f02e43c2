//! The author named after the text: a byline, a note on the person, a name alone.

use super::super::super::page::Line;
use super::super::byline::{self, reporter};
use super::super::names::{begins_name, is_particle, plain};
use super::{Candidate, Of, Reader, Word, is_ago};
use crate::lang::bylines;
use crate::text;
use byline::Found;

impl Reader<'_> {
    /// What a line right after the text says.
    pub(super) fn tail(&self, i: usize) -> Option<Candidate> {
        let line = &self.page.lines[i];
        if !self.open(i) || line.letters < 2 {
            return None;
        }
        let text = line.text();
        if !line.is_prose() && line.words <= 24 {
            if let Some(found) = line.byline().cloned() {
                let points = self.measure(i, &found, Of::TailBy);
                // `(Reporting by Ada Person; editing by Bob Example)` says more than who wrote it.
                let whole = !text.starts_with('(') || text.len() <= found.range.end + 2;
                return Some(Candidate { line: i, found, whole, asked: i, points });
            }
            let dates = line.dates();
            if !dates.is_empty() && line.words <= 16 {
                let (found, by) = byline::find_dated(text, dates)?;
                let points = self.measure(i, &found, if by { Of::TailDatedBy } else { Of::TailDated });
                return Some(Candidate { line: i, found, whole: true, asked: i, points });
            }
        }
        // `港を開いた。【山田太郎】`
        if line.foreign > 0
            && i < self.zones.end
            && let Some(found) = reporter::at_end(text)
        {
            let points = self.measure(i, &found, Of::TailBy);
            return Some(Candidate { line: i, found, whole: false, asked: i, points });
        }
        self.note(i)
    }

    /// `Ada Person is a writer.`, `— Ada Person`, `About Ada Person`: after the text, of somebody it does not speak of.
    fn note(&self, i: usize) -> Option<Candidate> {
        let line = &self.page.lines[i];
        let text = line.text();
        let dashed = text.starts_with(['—', '–', '-', '―']);
        let body = text.trim_start_matches(['—', '–', '-', '―', ' ', '*']);
        let mut start = text.len() - body.len();
        let mut headed = false;
        if bylines::may_be_about(body) {
            let folded = text::fold(text::clip(body, 60).0);
            for (at, _) in folded.match_indices(' ').take(4) {
                // Folding keeps lengths here: headings of notes are checked against the text again.
                if bylines::is_about(&folded[..at]) && body.is_char_boundary(at) {
                    start += at + 1;
                    headed = true;
                }
            }
        } else if !line.may_name() {
            return None;
        }
        let rest = text.get(start..)?;
        let mut end = 0;
        for word in rest.split_inclusive(' ').take(4) {
            let bare = word.trim_end().trim_end_matches([',', ':']);
            // `Jan de Vries`
            if !(begins_name(bare) || end > 0 && is_particle(bare)) {
                break;
            }
            end += word.len();
            if bare.len() < word.trim_end().len() {
                break;
            }
        }
        // Most lines begin with fewer capitals than a name has.
        if end == 0 {
            return None;
        }
        let name = rest[..end].trim().trim_end_matches([',', ':', '.', '→']);
        let signed = || rest.len() == name.len() && self.is_signed_for(i);
        let known = byline::has_given_name(name);
        if !byline::is_name(name, true) || !known && !signed() {
            return None;
        }
        let about = headed || i > 0 && is_about(&self.page.lines[i - 1]);
        let after = text::fold(text::clip(rest[end..].trim_start(), 60).0);
        // Below a heading, any such sentence is about the author; elsewhere, one that says that the person writes.
        let noted = bylines::is_note(&after) && (about || bylines::is_of_writers(&after));
        let last = i + 1 >= self.zones.end && i <= self.zones.end;
        let alone = rest.len() <= name.len() + 2 && line.words <= 4 || last && is_place(&rest[name.len()..]);
        let signature = if known { Of::NoteAlone } else { Of::TailBy };
        let kind = match (about, noted, alone) {
            (true, _, true) | (true, true, _) => Of::NoteHeaded,
            (false, true, _) => Of::NoteSaid,
            (false, _, true) if self.is_signature(i, name) => signature,
            _ => return None,
        };
        let spoken = self.spoken(name, i);
        let found = Found { names: vec![name.to_string()], range: start..start + name.len() };
        let mut points = self.measure(i, &found, kind);
        points.is(Of::Spoken, spoken);
        points.is(Of::NoteFar, kind == Of::NoteAlone && !dashed && !last);
        Some(Candidate { line: i, found, whole: alone, asked: i, points })
    }

    /// Whether the address of an outlet stands below the name that ends the text: `ledger.example`.
    fn is_signed_for(&self, i: usize) -> bool {
        let below = self.page.lines.get(i + 1).filter(|_| i <= self.zones.end && i + 2 >= self.zones.end);
        let letters = |part: &str| part.len() >= 2 && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        below.and_then(|l| l.text().trim().split_once('.')).is_some_and(|(name, end)| letters(name) && letters(end))
    }

    /// Whether a name alone below the text signs it: a commenter's name has a date beside it or the comment below.
    fn is_signature(&self, i: usize, name: &str) -> bool {
        let lines = &self.page.lines;
        let near = [i.checked_sub(1), Some(i + 1), Some(i + 2)].into_iter().flatten().filter_map(|j| lines.get(j));
        let dated = near.into_iter().any(|l| l.words <= 16 && (!l.dates().is_empty() || is_ago(l)));
        // Whom to ask has a number below the name.
        if lines.get(i + 1).is_some_and(|l| l.is_numbered() && is_telephone(l.text())) {
            return false;
        }
        // What follows a signature is about the person.
        let last = name.rsplit(' ').next().unwrap_or(name);
        let spoken = lines.get(i + 1).is_some_and(|l| l.words > 12 && !Word::new(last).is_in(l.text()));
        !dated && !spoken
    }
}

/// Whether a line is a number at which somebody is reached, with or without the word for it: `Telefon: 0123 / 45`,
/// `+49 123 4567`.
fn is_telephone(text: &str) -> bool {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let number = || {
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        digits >= 7 && text.starts_with(['+', '(', '0']) && !text.contains(char::is_alphabetic)
    };
    text.len() <= 60 && (bylines::is_telephone(&text[..end]) || number())
}

/// Whether what follows the name of a signature is the place it was written at, initials or an account: `, Holm`,
/// ` (ap)`, ` @ada`.
fn is_place(rest: &str) -> bool {
    let rest = rest.trim();
    if rest.starts_with('@') {
        return rest.len() > 3 && !rest.contains([' ', '.']);
    }
    let place = rest.strip_prefix(',').map(str::trim).or_else(|| rest.strip_prefix('(')?.strip_suffix(')'));
    let Some(place) = place.filter(|place| !place.is_empty() && place.len() <= 24) else { return false };
    let initials = rest.starts_with('(') && place.len() <= 4 && place.chars().all(char::is_alphabetic);
    initials || place.split(' ').count() <= 2 && place.split(' ').all(|word| begins_name(word) && plain(word))
}

/// Whether a line heads a note on the author: such lines have a few words.
fn is_about(line: &Line<'_>) -> bool {
    let text = line.text().trim_start();
    line.words <= 20 && bylines::may_be_about(text) && bylines::is_about(text::fold(text).trim_end_matches([':', ' ']))
}
