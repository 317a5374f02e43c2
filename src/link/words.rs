//! The few small words that linking looks at, in the languages that write names with capitals.

/// Articles: no person's name has one before it in these languages.
pub(super) const ARTICLES: [&str; 26] = [
    "the", "a", "an", "le", "la", "les", "du", "des", "au", "aux", "un", "une", "der", "die", "das", "dem", "den", "el",
    "los", "las", "il", "lo", "gli", "het", "o", "os",
];

/// Words before a place in which something is or from which it comes.
pub(super) const LOCATIVES: [&str; 26] = [
    "in", "at", "near", "from", "to", "of", "outside", "around", "à", "a", "de", "dans", "vers", "depuis", "pres",
    "près", "aus", "nach", "bei", "en", "desde", "cerca", "di", "da", "te", "naar",
];
