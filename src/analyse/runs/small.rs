//! The few words that runs are joined, told and ended by, in the languages that write names with capitals.

/// Of, in the languages in which it joins the parts of a name.
pub(super) fn is_of(word: &str) -> bool {
    matches!(
        word,
        "of" | "de" | "du" | "des" | "del" | "della" | "dello" | "di" | "do" | "da" | "für" | "voor" | "van" | "d"
    )
}

/// And, in the languages whose ministries are told by the word before "of".
pub(super) fn is_and(word: &str) -> bool {
    matches!(word, "and" | "und" | "y" | "e" | "et" | "en")
}

/// Bodies that are for several things at once: "Ministry of Trade and Industry".
pub(super) fn is_ministry(word: &str) -> bool {
    matches!(
        word,
        "ministry"
            | "department"
            | "ministerio"
            | "ministério"
            | "ministère"
            | "ministero"
            | "ministerium"
            | "bundesministerium"
            | "ministerie"
    )
}

/// Bodies that may be for two things: "Institute of Health and Welfare".
pub(super) fn is_institute(word: &str) -> bool {
    matches!(word, "institute" | "bureau" | "faculty" | "institut" | "instituto" | "istituto")
}

/// What firms trade in, at the end of their names or in the middle of that of who watches them.
pub(super) fn is_trade(word: &str) -> bool {
    matches!(word, "securities" | "services" | "systems" | "industries" | "insurance" | "technologies" | "electronics")
}

/// The, likewise, after it.
pub(super) fn is_article(word: &str) -> bool {
    matches!(word, "the" | "la" | "le" | "les" | "l" | "los" | "las" | "il" | "lo" | "gli" | "het")
}

pub(super) fn is_cyrillic(word: &str) -> bool {
    word.starts_with(|c: char| ('\u{400}'..='\u{4ff}').contains(&c))
}

/// Whether a folded German word ends in what somebody is: "Klubsprecher", "Landeschefin".
pub(super) fn is_office(word: &str) -> bool {
    const OFFICES: [&str; 34] = [
        "obmann",
        "obfrau",
        "chef",
        "chefin",
        "sprecher",
        "sprecherin",
        "minister",
        "ministerin",
        "präsident",
        "präsidentin",
        "direktor",
        "direktorin",
        "leiter",
        "leiterin",
        "trainer",
        "trainerin",
        "anwalt",
        "anwältin",
        "meister",
        "meisterin",
        "sekretär",
        "sekretärin",
        "vorsitzende",
        "vorsitzender",
        "abgeordnete",
        "richter",
        "richterin",
        "forscher",
        "forscherin",
        "experte",
        "expertin",
        "politiker",
        "politikerin",
        "beauftragte",
    ];
    OFFICES.iter().any(|office| word.ends_with(office))
}

pub(super) fn is_saint(word: &str) -> bool {
    matches!(word, "san" | "santa" | "santo" | "são" | "sao" | "saint" | "sainte" | "sankt" | "st")
}
