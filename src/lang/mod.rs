//! Word lists by language: data files, and the code that reads them.
//!
//! Each language has a folder with its phrases and its calendar; a line here makes it known. Those that names are
//! told in have more files, see [`tongues`].

mod begins;
pub mod bylines;
pub mod calendar;
pub mod names;
pub mod phrases;
pub mod record;
pub mod short_hash;
pub mod stopwords;
pub mod tongues;

/// The files of one language.
pub struct Language {
    /// BCP 47 tag.
    pub tag: &'static str,
    /// Interface phrases by what they show.
    pub phrases: &'static str,
    /// Names of months, and words around dates.
    pub calendar: &'static str,
}

macro_rules! languages {
    ($($tag:literal),* $(,)?) => {
        /// Every language there are lists for.
        pub static LANGUAGES: &[Language] = &[$(Language {
            tag: $tag,
            phrases: include_str!(concat!($tag, "/phrases.txt")),
            calendar: include_str!(concat!($tag, "/calendar.txt")),
        }),*];
    };
}

languages![
    "en", "ar", "bn", "cs", "de", "el", "es", "fa", "fi", "fr", "he", "hi", "hu", "id", "it", "ja", "ko", "nl", "pl",
    "pt", "ro", "ru", "sv", "tr", "uk", "vi", "zh",
];

/// The lines of a data file with the section each stands in: `[name]` opens one, `;` begins a remark.
pub fn sections(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut section = "";
    file.lines().filter_map(move |line| {
        let line = line.trim();
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            section = name;
            return None;
        }
        (!line.is_empty() && !line.starts_with(';')).then_some((section, line))
    })
}
