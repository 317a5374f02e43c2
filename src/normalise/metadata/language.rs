//! The language a text is written in, and which way it runs.

use super::super::lines::Functions;
use super::super::page::Page;
use crate::model::Direction;
use crate::text;
use whatlang::{Lang, Script};

/// What a text says of its language.
pub(in crate::normalise) struct Language {
    /// BCP 47 tag; none where the text does not tell.
    pub(in crate::normalise) tag: Option<String>,
    pub(in crate::normalise) direction: Direction,
    /// Whether the article itself tells, rather than what stands around it.
    pub(in crate::normalise) sure: bool,
}

/// The language of the lines of the article; where they are too few, of the page.
pub(in crate::normalise) fn find(page: &Page<'_>, start: usize, end: usize) -> Language {
    let told = |tag: String, direction| Language { tag: Some(tag), direction, sure: true };
    let (mut sample, mut functions) = (String::with_capacity(2000), Functions::default());
    // Running text first; a page without any is judged by all it has.
    for prose in [true, false] {
        for (i, line) in (start..end).zip(&page.lines[start..end]).filter(|(_, l)| l.is_prose() == prose) {
            let (clipped, cut) = text::clip(line.text(), 600);
            if cut || functions.add_read(&page.words, i).is_none() {
                functions.add(clipped);
            }
            sample.push_str(clipped);
            sample.push('\n');
            if sample.len() > 900 {
                break;
            }
        }
        if sample.len() > 200 {
            break;
        }
    }
    if is_japanese(&sample) {
        return told("ja".to_string(), Direction::LeftToRight);
    }
    // Function words tell the common languages at a fraction of the cost of comparing letters with sixty languages.
    if let Some(tag) = functions.language() {
        return told(tag.to_string(), Direction::LeftToRight);
    }
    let Some(info) = whatlang::detect(&sample) else {
        return Language { tag: None, direction: Direction::LeftToRight, sure: false };
    };
    let direction = match info.script() {
        Script::Arabic | Script::Hebrew => Direction::RightToLeft,
        _ => Direction::LeftToRight,
    };
    // Scripts of one language tell it; elsewhere a few words do not.
    let alone = matches!(
        info.script(),
        Script::Hangul
            | Script::Hiragana
            | Script::Katakana
            | Script::Greek
            | Script::Thai
            | Script::Georgian
            | Script::Armenian
            | Script::Mandarin
    );
    let sure = alone || info.is_reliable() || text::count_words(&sample) >= 40;
    // Latin is what short pieces of names and numbers look like; only a long text is taken for it.
    let sure = sure && (info.lang() != Lang::Lat || info.is_reliable() && text::count_words(&sample) >= 200);
    if sure {
        return told(tag(info.lang()), direction);
    }
    // Too little text to tell by: the rest of the page is most likely in the same language.
    let mut sample = String::new();
    for line in page.lines.iter().filter(|l| l.words >= 3) {
        sample.push_str(text::clip(line.text(), 300).0);
        sample.push('\n');
        if sample.len() > 3000 {
            break;
        }
    }
    let found = || whatlang::detect(&sample).filter(|info| info.is_reliable() && info.lang() != Lang::Lat);
    let mut functions = Functions::default();
    functions.add(&sample);
    let tag = functions.language().map(String::from).or_else(|| found().map(|info| tag(info.lang())));
    Language { tag, direction, sure: false }
}

/// Whether a text has the letters that only Japanese has, among Chinese ones or Latin names.
fn is_japanese(sample: &str) -> bool {
    // All of those letters begin with the same byte.
    if memchr::memchr_iter(0xe3, sample.as_bytes()).count() < 8 {
        return false;
    }
    let (mut kana, mut other) = (0, 0);
    for c in sample.chars() {
        match c {
            '\u{3041}'..='\u{30ff}' if c != '・' && c != 'ー' => kana += 1,
            c if text::is_alphabetic(c) => other += 1,
            _ => {}
        }
    }
    kana >= 8 && kana * 5 >= other
}

/// The two-letter tag, where there is one.
fn tag(language: Lang) -> String {
    let two = match language {
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Ara => "ar",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Nld => "nl",
        Lang::Pol => "pl",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Heb => "he",
        Lang::Hin => "hi",
        Lang::Ben => "bn",
        Lang::Kat => "ka",
        Lang::Bel => "be",
        Lang::Bul => "bg",
        Lang::Dan => "da",
        Lang::Fin => "fi",
        Lang::Nob => "no",
        Lang::Hun => "hu",
        Lang::Ron => "ro",
        Lang::Vie => "vi",
        Lang::Tha => "th",
        Lang::Pes => "fa",
        Lang::Urd => "ur",
        Lang::Srp => "sr",
        Lang::Hrv => "hr",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Cat => "ca",
        Lang::Ind => "id",
        Lang::Mkd => "mk",
        Lang::Hye => "hy",
        Lang::Aze => "az",
        Lang::Uzb => "uz",
        Lang::Tam => "ta",
        Lang::Tel => "te",
        Lang::Lat => "la",
        Lang::Epo => "eo",
        Lang::Tgl => "tl",
        Lang::Mar => "mr",
        Lang::Guj => "gu",
        Lang::Pan => "pa",
        Lang::Kan => "kn",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Tuk => "tk",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Aka => "ak",
        Lang::Afr => "af",
        Lang::Yid => "yi",
        other => other.code(),
    };
    two.to_string()
}
