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
pub(super) const SPORT: [&str; 59] = [
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
    "batsmen",
    "bowlers",
    "cricket",
    "wickets",
    "hinspiel",
    "achtelfinale",
    "viertelfinale",
    "halbfinale",
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

/// Words that only tell of contests: who is called as a place in their sentence is often its team.
pub(super) const CONTEST: [&str; 24] = [
    "cricket",
    "wicket",
    "wickets",
    "innings",
    "batsman",
    "batsmen",
    "bowler",
    "bowlers",
    "semi-final",
    "semi-finals",
    "quarter-final",
    "quarter-finals",
    "scoreless",
    "midfielder",
    "goalkeeper",
    "quarterback",
    "touchdown",
    "rückspiel",
    "hinspiel",
    "achtelfinale",
    "viertelfinale",
    "halbfinale",
    "demi-finale",
    "semifinales",
];

/// Words before "Test" by which it is a match.
pub(super) const ORDINALS: [&str; 9] =
    ["first", "second", "third", "fourth", "fifth", "sixth", "final", "opening", "deciding"];

/// Words for "in".
pub(super) const LOCATIVES: [&str; 9] = ["in", "im", "en", "em", "w", "we", "в", "во", "near"];

/// Small words that begin sentences.
pub(super) const OPENINGS: [&str; 40] = [
    "under",
    "only",
    "although",
    "though",
    "while",
    "since",
    "unlike",
    "despite",
    "within",
    "across",
    "among",
    "because",
    "before",
    "after",
    "both",
    "even",
    "when",
    "where",
    "like",
    "most",
    "much",
    "once",
    "over",
    "some",
    "that",
    "then",
    "this",
    "through",
    "until",
    "whether",
    "with",
    "without",
    "against",
    "along",
    "around",
    "beyond",
    "during",
    "outside",
    "throughout",
    "meanwhile",
];

/// Countries that share their name with another place, and what is named beside that one.
pub(super) const NAMESAKES: [(&str, &[&str]); 1] = [(
    "Georgia",
    &[
        "Atlanta",
        "Alabama",
        "Florida",
        "South Carolina",
        "North Carolina",
        "Tennessee",
        "Texas",
        "Pennsylvania",
        "Michigan",
        "Arizona",
        "Nevada",
        "Wisconsin",
        "Virginia",
        "Ohio",
    ],
)];

/// Directions that make another name of the one behind them.
pub(super) const SIDES: [&str; 4] = ["North", "South", "East", "West"];

/// Phrases of the built-in subjects that speak of them, and as often of something else.
pub(super) const LOOSE: [&str; 31] = [
    "interest rate",
    "interest rates",
    "taux d'intérêt",
    "tipos de interés",
    "economic crisis",
    "financial crisis",
    "economic downturn",
    "economic slowdown",
    "death toll",
    "rescue workers",
    "state of emergency",
    "death penalty",
    "capital punishment",
    "peine de mort",
    "pena de muerte",
    "pena di morte",
    "pena de morte",
    "kara śmierci",
    "domestic violence",
    "sexual harassment",
    "carbon dioxide",
    "national park",
    "national parks",
    "side effects",
    "mobile phone",
    "mobile phones",
    "front line",
    "box office",
    "cost of living",
    "tourist attraction",
    "television channel",
];

/// Words behind a country by which its team is meant, or those who speak for it.
pub(super) const TEAMS: [&str; 6] = ["代表", "チーム", "队", "隊", "대표팀", "선수단"];

/// The same, in the languages that say them behind it.
pub(super) const SIDES_AFTER: [&str; 14] = [
    "de l'Est",
    "de l’Est",
    "de l'Ouest",
    "de l’Ouest",
    "du Nord",
    "du Sud",
    "del Norte",
    "del Sur",
    "del Este",
    "del Oeste",
    "del Nord",
    "del Sud",
    "do Norte",
    "do Sul",
];
