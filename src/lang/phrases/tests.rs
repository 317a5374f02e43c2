//! Where phrases are found, and that nothing is missed.

use super::*;

fn find(line: &str) -> Vec<(&'static str, bool)> {
    let mut folded = String::new();
    fold_into(&mut folded, line);
    let mut hits = Vec::new();
    phrases().find(&folded, |hit| hits.push((hit.section, hit.whole)));
    hits
}

#[test]
fn phrases_are_found_where_they_must_stand() {
    assert!(find("12 Comments").contains(&("comments", true)));
    assert!(find("« Share this »").contains(&("share-bar", true)));
    assert!(find("They share this view of the comments").is_empty());
    assert!(find("0 commentaires").contains(&("comments", true)));
}

#[test]
fn a_bar_serves_as_a_colon_behind_the_label_of_another_story() {
    for mark in [":", " |", " :", "｜", " –", " -", " →"] {
        let line = format!("Also read{mark} The harbour closes");
        assert!(find(&line).contains(&("related-list", false)), "{line}");
    }
    assert!(find("Also read by the harbour master").is_empty());
}

#[test]
fn full_width_marks_are_those_of_ascii() {
    assert!(find("图：王小明").contains(&("credit", false)) && find("写真／山田").contains(&("credit", false)));
    assert_eq!(find("１２ Comments"), find("12 Comments"));
}

#[test]
fn what_stands_anywhere_has_three_bytes() {
    let short = |p: &&Phrase| !p.place.at_start && p.folded.len() < 3;
    assert_eq!(phrases().phrases.iter().filter(short).map(|p| p.printed).next(), None);
}

/// What a search for every phrase at every place gives.
fn slowly(line: &str) -> Vec<(usize, usize, &'static str, bool)> {
    let mut out = Vec::new();
    let blank = |piece: &str| piece.bytes().all(is_blank);
    let apart = |a: Option<char>, b: Option<char>| !(a.is_some_and(joins) && b.is_some_and(joins));
    for (n, phrase) in phrases().phrases.iter().enumerate() {
        for start in (0..line.len()).filter(|at| line.is_char_boundary(*at)) {
            let Some(rest) = line[start..].strip_prefix(phrase.folded.as_str()) else { continue };
            let (first, last) = (blank(&line[..start]), blank(rest));
            let placed = (first || !phrase.place.at_start) && (last || !phrase.place.at_end);
            let (head, tail) = (phrase.folded.chars().next(), phrase.folded.chars().next_back());
            if placed && apart(line[..start].chars().next_back(), head) && apart(rest.chars().next(), tail) {
                out.push((line.len() - rest.len(), usize::MAX - phrase.folded.len(), n, first && last));
            }
        }
    }
    out.sort_unstable();
    out.into_iter().map(|(end, len, n, whole)| (end, usize::MAX - len, phrases().phrases[n].printed, whole)).collect()
}

#[test]
fn nothing_that_a_slow_search_finds_is_missed() {
    for line in [
        "« Share this »",
        "Read more: Comments (12) | Leave a reply",
        "(c) 2021 All rights reserved.",
        "© 2021. Alle Rechte vorbehalten!",
        "##1 comment2 #3",
        "--- ... ---",
        "+++ * +++",
        "作者：王小明 分享到微博",
        "コメントを投稿する 共有",
        "Поделиться: читайте также",
        "Sharethis share thisx xshare this",
        "Mehr zum Thema – Newsletter bestellen, Fotos: Agentur",
    ] {
        let mut folded = String::new();
        fold_into(&mut folded, line);
        let mut found = Vec::new();
        phrases().find(&folded, |hit| found.push((hit.len as usize, hit.phrase, hit.whole)));
        let slow = slowly(&folded);
        let slow: Vec<_> = slow.into_iter().map(|(_, len, phrase, whole)| (len, phrase, whole)).collect();
        assert_eq!(found, slow, "{line}");
    }
}

#[test]
fn lines_fold_as_character_by_character() {
    let slowly = |line: &str| {
        let mut out = String::new();
        for c in line.chars().flat_map(|c| if c == '\u{b}' { vec![c] } else { text::fold_char(c).collect() }) {
            if c.is_ascii_digit() && out.ends_with('#') || c == ' ' && (out.is_empty() || out.ends_with(' ')) {
                continue;
            }
            out.push(if c.is_ascii_digit() { '#' } else { c });
        }
        out
    };
    let pieces =
        ["A", "b C", " ", "  ", "\t", "\u{b}", "12", "#", "é", "Я", "“", "\u{a0}", "\u{ad}", "中", "İ", "harbour"];
    let mut folded = String::new();
    for a in pieces {
        for (b, c) in pieces.iter().flat_map(|b| pieces.iter().map(move |c| (b, c))) {
            for line in [[a, b, c].concat(), [a, b, c, "Harbour", b, a, a, c].concat()] {
                fold_into(&mut folded, &line);
                assert_eq!(folded, slowly(&line), "{line:?}");
            }
        }
    }
}

#[test]
fn every_language_has_the_main_sections() {
    for language in LANGUAGES {
        for wanted in ["share-bar", "comments", "comment-form", "related-list", "newsletter-prompt", "byline"] {
            assert!(
                sections(language.phrases).any(|(section, _)| section == wanted),
                "{} lacks [{wanted}]",
                language.tag
            );
        }
        assert_eq!(sections(language.calendar).filter(|(s, _)| *s == "months").count(), 12, "{}", language.tag);
    }
}
