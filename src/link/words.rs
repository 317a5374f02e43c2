//! The few small words that linking looks at, in languages that write names with capitals.

/// Articles: no person's name has one before it in these languages.
pub(super) const ARTICLES: [&str; 26] = [
    "the", "a", "an", "le", "la", "les", "du", "des", "au", "aux", "un", "une", "der", "die", "das", "dem", "den",
    "el", "los", "las", "il", "lo", "gli", "het", "o", "os",
];

/// Words that tie a name to one before it.
pub(super) const TIES: [&str; 19] = [
    "on", "sur", "of", "de", "du", "des", "del", "della", "di", "da", "do", "dos", "von", "vom", "der", "van", "für",
    "for", "la",
];

/// Words that do so with an article after them.
pub(super) const MORE_TIES: [&str; 8] = ["per", "pour", "para", "por", "for", "of", "für", "de"];

/// Words for "and".
pub(super) const JOINTS: [&str; 7] = ["and", "&", "et", "und", "y", "e", "en"];

/// Words of sport, in five languages, that seldom mean anything else: what is called a place beside them is often its
/// team.
pub(super) const SPORT: [&str; 51] = [
    "match",
    "matches",
    "cup",
    "league",
    "scoreless",
    "striker",
    "midfielder",
    "defender",
    "goalkeeper",
    "squad",
    "coach",
    "playoff",
    "playoffs",
    "semi-final",
    "semifinal",
    "quarter-final",
    "quarterfinal",
    "championship",
    "fixture",
    "kick-off",
    "batsman",
    "bowler",
    "innings",
    "wicket",
    "scored",
    "outscored",
    "quarterback",
    "touchdown",
    "derby",
    "trainer",
    "stürmer",
    "torwart",
    "bundesliga",
    "pokal",
    "rückspiel",
    "entraîneur",
    "championnat",
    "attaquant",
    "demi-finale",
    "gol",
    "goles",
    "entrenador",
    "delantero",
    "portero",
    "liga",
    "copa",
    "partita",
    "allenatore",
    "attaccante",
    "portiere",
    "campionato",
];
