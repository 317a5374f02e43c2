use super::*;
use crate::lang::{LANGUAGES, sections};

#[test]
fn no_line_with_a_phrase_is_passed_over() {
    let (mut map, mut folded) = (Map::default(), String::new());
    for (_, phrase) in LANGUAGES.iter().flat_map(|language| sections(language.phrases)) {
        let phrase = phrase.trim_matches('*').replace('#', "17");
        let cap = phrase.chars().take(1).flat_map(char::to_uppercase).chain(phrase.chars().skip(1)).collect();
        for phrase in [phrase.replace('\'', "’"), phrase.to_uppercase(), cap] {
            for line in [
                phrase.clone(),
                format!("• {phrase}:"),
                format!("{phrase} of the old mill"),
                format!("Ein Wort, {phrase}"),
                format!("Ещё \u{201c}{phrase}\u{201d}, dit-elle: l\u{ad}à"),
            ] {
                map.read(&line);
                let mut words = Words::default();
                let (read, tokens) = words.push(&line, &map);
                let may = may_hold_phrase(&line, &map, read, tokens);
                phrases::fold_into(&mut folded, &line);
                let (mut all, mut found) = (Vec::new(), Vec::new());
                phrases().find(&folded, |hit| all.push(hit));
                if let Some(inside) = may {
                    phrases().find_with(&folded, inside, |hit| found.push(hit));
                }
                assert_eq!(found, all, "{line:?}");
            }
        }
    }
}

/// A page of lines.
fn of(text: &str) -> Page<'_> {
    let segment = |(n, line)| {
        let span = Span::new(0, str::len(line));
        Segment {
            number: n,
            span,
            spans: Spans::One(span),
            patch: super::super::repair::repair(line, false),
            kind: None,
            inlines: Vec::new(),
            glued: false,
            tagged_caption: false,
        }
    };
    Page::new((1..).zip(text.lines()).map(segment).collect())
}

#[test]
fn lines_of_a_key_are_found_in_order() {
    let text: String = (0..300).map(|i| format!("Line {} of the page\n", "x".repeat(i * 7 % 90))).collect();
    let page = of(&text);
    for line in &page.lines {
        let slow = (0..page.lines.len()).filter(|i| page.lines[*i].key == line.key);
        assert!(page.with_key(line.key).eq(slow));
    }
    assert_eq!(page.with_key(survey::line_key("No such line")).next(), None);
    assert_eq!(of("").with_key(1).next(), None);
}

#[test]
fn marks_and_digits_of_a_line_are_known() {
    let parts = [" - ", " – ", " — ", " | ", " :: ", " » ", " · ", " • ", " ‹ ", " « ", ": ", " > ", "@ - "];
    for mark in parts {
        assert!(of(&format!("The old mill{mark}Ledger")).lines[0].parted, "{mark}");
    }
    assert!(!of("The old mill, well-kept (or “new”), isn’t!").lines[0].parted);
    for date in ["3 May 2021", "３ May ２０２１", "٣ مايو ٢٠٢١", "२८.०९.१९१२", "2021年5月3日", "平成三十年五月三日"]
    {
        let line = format!("Ледгер, été: {date}");
        assert_eq!(of(&line).lines[0].dates().len(), date::find_all(&line).len(), "{line}");
    }
    assert!(of("Ледгер, été").lines[0].dates().is_empty());
}

#[test]
fn words_between_white_space_are_counted_once() {
    let mut map = Map::default();
    let long = "An éclair (or two), 3.5 Ünits\u{a0}— “Old” mill's 'Quay' - x |".repeat(3);
    for line in ["", "  a  B-c\td ", "– — ¿Qué?", "(E)SE", &long, &long[1..]] {
        map.read(line);
        assert_eq!(count(&map), count_unspaced(line), "{line:?}");
        assert_eq!(count(&map).0, text::count_words(line), "{line:?}");
    }
}

#[test]
fn a_phrase_that_two_languages_share_is_one_phrase() {
    let page =
        of("For nine years the society printed a newsletter for its members, and nobody read the newsletter twice.\n\
                   Sign up to our list of friends and every week you find the newsletter of the harbour in your box.");
    assert!(page.hits(0).len() > 2);
    assert!(!page.says(0, "newsletter-prompt") && page.says(1, "newsletter-prompt"));
}

#[test]
fn a_time_is_of_a_player_or_of_an_entry() {
    let entry = "The ferry will not sail before noon, the harbour master said in the town hall.";
    let clocks = |text: &str| of(text).phrased().count();
    assert_eq!(clocks(&format!("17:40\n{entry}\n16:05\n{entry}\n15:12\n{entry}")), 0);
    assert_eq!(clocks(&format!("14:02\n{entry}\n14:02\n{entry}\n15:12\n{entry}")), 0);
    // Not steadily, with nothing to tell, below the headline of another story.
    assert_eq!(clocks(&format!("17:40\n{entry}\n19:05\n{entry}\n15:12\n{entry}")), 3);
    assert_eq!(clocks("17:40\nThe old mill\n16:05\nThe new mill\n15:12\nThe ferry"), 3);
    assert_eq!(clocks(&format!("The mill\n5:12\n{entry}\nThe quay\n4:30\n{entry}\nThe ferry\n2:15\n{entry}")), 3);
}
