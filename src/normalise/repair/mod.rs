//! Repairs of damage from earlier hands: each is recorded, none changes a word, and clean text is left alone.
//!
//! Takes a piece of source text, gives a [`Patch`]: the repaired text and what was changed where. Repairs are
//! idempotent: what they leave, they leave again.

mod characters;
mod entities;
mod marks;
mod mojibake;
mod numbers;
mod patch;
mod quiet;
mod sentences;
mod tags;

use crate::model::Span;
use crate::text::{self, WIDTH, eight};
pub(super) use characters::WRAPPED;
pub(super) use patch::Patch;
pub(super) use quiet::Loud;
use std::ops::Range;

/// What a quick look at the bytes says may need repair.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Suspicion {
    entities: bool,
    tags: bool,
    mojibake: bool,
    characters: bool,
    marks: bool,
    joints: bool,
}

impl Suspicion {
    /// What the beginning of a line tells: blocks are not asked for a closing quotation mark there.
    fn of_start(bytes: &[u8]) -> Suspicion {
        Suspicion { marks: bytes.starts_with("” ".as_bytes()), ..Suspicion::default() }
    }
}

/// What one repair makes possible for another is done in further rounds; beyond this many, a line was made to tire us.
const ROUNDS: usize = 16;

/// Whether a document holds misread UTF-8, be it written with character references.
pub(super) fn is_damaged(text: &str) -> bool {
    let hidden = || entities::may_hide(text, mojibake::has_lead);
    mojibake::is_damaged(text) || hidden() && entities::undone(text).is_some_and(|text| mojibake::is_damaged(&text))
}

/// Repairs one line or block. `mojibake` says whether the document as a whole was found to be misread UTF-8.
pub(super) fn repair(text: &str, mojibake: bool) -> Patch<'_> {
    let mut patch = Patch::new(text);
    for _ in 0..ROUNDS {
        let suspicion = look(patch.text().as_bytes(), mojibake);
        let mut changed = false;
        if mojibake && suspicion.mojibake {
            // Text may be misread twice; a no-break space of the first time must not be repaired in between.
            for _ in 0..3 {
                let undone = patch.apply(mojibake::changes(patch.text()));
                changed |= undone;
                if !undone {
                    break;
                }
            }
        }
        if suspicion.entities && patch.apply(entities::changes(patch.text())) {
            // The same holds of what was misread and then written with references.
            if mojibake {
                continue;
            }
            changed = true;
        }
        if suspicion.tags {
            changed |= patch.apply(tags::changes(patch.text()));
        }
        if suspicion.characters {
            changed |= patch.apply(characters::changes(patch.text()));
        }
        if suspicion.marks {
            changed |= patch.apply(marks::changes(patch.text()));
        }
        if suspicion.joints {
            changed |= patch.apply(sentences::changes(patch.text()));
        }
        if !changed {
            break;
        }
    }
    patch
}

/// Repairs a line that stands in a text and is not empty. `loud` is of all the text.
#[inline]
pub(super) fn repair_line<'t>(text: &'t str, line: Span, loud: &Loud, mojibake: bool) -> Patch<'t> {
    let content = &text[line.range()];
    // A closing quotation mark at its beginning is not seen by blocks.
    let quoted = content.as_bytes()[0] == 0xe2 && content.starts_with("” ");
    if !quoted && loud.spares(line.range()) { Patch::new(content) } else { repair(content, mojibake) }
}

/// `mojibake` says whether misread UTF-8 is asked for.
fn look(bytes: &[u8], mojibake: bool) -> Suspicion {
    let mut found = Suspicion::of_start(bytes);
    let mut first = quiet::Look::default();
    for (start, block) in (0usize..).step_by(WIDTH).zip(text::blocks(bytes, b'x')) {
        if first.at::<false>(&block, mojibake) != 0 {
            let range = start.saturating_sub(quiet::BEFORE)..bytes.len().min(start + WIDTH);
            look_closely(bytes, range, &mut found);
        }
    }
    found
}

fn look_closely(bytes: &[u8], range: Range<usize>, found: &mut Suspicion) {
    let mut space = u64::from(range.start > 0 && bytes[range.start - 1] == b' ') << 7;
    for at in range.clone().step_by(8) {
        let eight = eight::up_to(bytes, at);
        let here = eight::equal(eight::plain(eight), b' ');
        found.characters |= here & (here << 8 | space) != 0;
        space = here >> 56;
        let mut telling = eight::first(telling(eight), range.end - at);
        while telling != 0 {
            judge(bytes, at + eight::before(telling), found);
            telling &= telling - 1;
        }
    }
}

/// Marks the bytes that may say something of damage.
fn telling(eight: u64) -> u64 {
    let plain = eight::plain(eight);
    let signs = eight::equal(plain, b'&') | eight::equal(plain, b'<');
    let stops = eight::equal(plain, b'.') | eight::equal(plain, b',');
    let marks = signs | stops | eight::equal(plain, b'!') | eight::equal(plain, b'?');
    // What is not ASCII is NUL here.
    marks | eight::within(plain, b'(', b')') | eight::controls(plain) | eight::equal(plain, 0x7f)
}

/// What a telling byte says.
fn judge(bytes: &[u8], i: usize, found: &mut Suspicion) {
    let (b, last) = (bytes[i], if i == 0 { 0 } else { bytes[i - 1] });
    let before_space = bytes.get(i + 1) == Some(&b' ');
    match b {
        b'&' => found.entities = true,
        b'<' => found.tags = true,
        // Most of these end a sentence or a part of it: between digits, one may have split a number, between letters,
        // have glued two sentences.
        b'.' | b',' | b'!' | b'?' => {
            let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
            let year = || bytes.len() <= i + 4 || is_digit(i + 3) && is_digit(i + 4);
            let split = || last.is_ascii_digit() && is_digit(i + 2) && (b == b'.' || !year());
            found.marks |= before_space && matches!(b, b'.' | b',') && split();
            found.joints |= bytes.get(i + 1).is_some_and(|after| sentences::is_joint(last, b, *after));
        }
        b'(' => found.marks |= before_space,
        b')' => found.marks |= last == b' ',
        0..=0x1f | 0x7f => found.characters = true,
        // Controls and no-break spaces (C2), spaces and marks of direction (E2 80, E2 81), byte order mark and
        // noncharacters (EF).
        0x80..=0xa0 if last == 0xc2 => found.characters = true,
        0xad if last == 0xc2 => found.characters = true,
        0x80 | 0x81 if last == 0xe2 => {
            found.characters |= bytes.get(i + 1).is_some_and(|c| b == 0x81 || matches!(c, 0x80..=0x8f | 0xa8..=0xaf));
        }
        0xb7 | 0xbb | 0xbf if last == 0xef => found.characters = true,
        0xc4 | 0xd0 | 0xd1 => found.mojibake = true,
        0xc2 | 0xc3 | 0xc5 | 0xcb | 0xe2 => {
            // A letter such as Ã, Â, â, Ð right before another character beyond ASCII.
            found.mojibake |= b != 0xc3 || bytes.get(i + 2).is_some_and(|c| *c >= 0x80);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(damaged: &str, repaired: &str) {
        let patch = repair(damaged, is_damaged(damaged));
        assert_eq!(patch.text(), repaired, "{damaged:?}");
        let again = patch.text().to_string();
        let twice = repair(&again, is_damaged(&again));
        assert!(twice.edits().is_empty(), "{again:?} is repaired again: {:?}", twice.edits());
        let mut rebuilt = patch.text().to_string();
        for edit in patch.edits().iter().rev() {
            rebuilt.replace_range(edit.out.clone(), &damaged[edit.source.clone()]);
        }
        assert_eq!(rebuilt, damaged, "edits lead back to the source");
    }

    #[test]
    fn damage_is_repaired() {
        check("The mayorâ€™s plan â€œto rebuildâ€\u{9d} cost â‚¬3m", "The mayor’s plan “to rebuild” cost €3m");
        check("Les Ã©lÃ¨ves ont mangÃ©", "Les élèves ont mangé");
        let russian = "Вода стоит";
        let (misread, _, _) = encoding_rs::WINDOWS_1252.decode(russian.as_bytes());
        check(&misread, russian);
        for (encoding, text) in [
            (encoding_rs::WINDOWS_1251, "Вода стоит у причала"),
            (encoding_rs::WINDOWS_1250, "Přívoz se vrátí až v březnu"),
            (encoding_rs::WINDOWS_1252, "배가 섬으로 돌아온다"),
            (encoding_rs::WINDOWS_1252, "Było już późno, więc zamknęli przystań"),
            (encoding_rs::WINDOWS_1252, "Ο δημοτικός σύμβουλος είπε από χρόνια ότι ό,τι"),
        ] {
            check(&encoding.decode_without_bom_handling(text.as_bytes()).0, text);
        }
        let once = encoding_rs::WINDOWS_1252.decode_without_bom_handling("mangé à l’été".as_bytes()).0.into_owned();
        check(&encoding_rs::WINDOWS_1252.decode_without_bom_handling(once.as_bytes()).0, "mangé à l’été");
        check("salt &amp; pepper, &quot;fresh&quot; &#8211; &#x2026;", "salt & pepper, \"fresh\" – …");
        check("R&amp;amp;D", "R&D");
        check("the\u{a0}end of\u{200b} it  all ", "the end of it all ");
        check("a <b>bold</b> move", "a bold move");
        check("<figcaption>The old mill</figcaption>", "The old mill");
        check("one<br/>two", "one two");
        check(
            "<iframe width=\"476\" src=\"https://example.org/\" allowfullscreen></iframe>The ferry is back",
            "The ferry is back",
        );
        check("boats( small ones) lay", "boats (small ones) lay");
        check("boats (small ones )lay", "boats (small ones) lay");
        check("เรือ\u{200b} กลับ\u{200b}a", "เรือ กลับa");
        check("weren&acirc;&euro;&trade;t at the caf&Atilde;&copy;", "weren’t at the café");
        check(
            "l&agrave; mang&Atilde;&copy;  &Atilde;&nbsp; l&amp;acirc;&#38;euro;&trade;&Atilde;&copy;t&Atilde;&copy;",
            "là mangé à l’été",
        );
        check(
            "” No one knew, there was no one to ask”, she said.",
            "“No one knew, there was no one to ask”, she said.",
        );
        check("worth 12. 5 million crowns, against 10.4 million", "worth 12.5 million crowns, against 10.4 million");
        check("a\u{0}b\u{7}c", "abc");
        check("one\u{b}two\u{85}three \u{c}four", "one two three four");
        check("left\u{202e}thgir", "leftthgir");
    }

    #[test]
    fn clean_text_is_left_alone() {
        for clean in [
            "Il a dit\u{a0}: «\u{a0}Non\u{a0}!\u{a0}» et 10\u{202f}000\u{a0}€",
            "CAFÉ» et L’ÉTÉ…",
            "In 2014. 56 million people came. It had 3.5 million before.",
            "AT&T & R&D; a < b > c, x<y",
            "He scored 14. 22 of them stayed.",
            "if (a) then (b )",
            "the function f( x ) and g( y )",
            "”Nej. Vi vill inte ha någon bro här”, säger hamnkaptenen.",
            "”En bro är dyr”, säger hon, ”och ful.”",
            "ក្រុង\u{200b}ភ្នំពេញ",
            "เรือ\u{200b}กลับ",
            "ເຮືອ\u{200b}ກັບ",
            "လှေ\u{200b}များ",
            "می‌خواهم",
            "\u{1f468}\u{200d}\u{1f469}",
            "Россия и Сербия: «Снег», № 5 — по Ѓорѓи и Ђорђу",
            "Ăsta e Țara Făgăraș; Šimková, Žďár, Łódź",
            "Ångström, Ærø, Über, São Tomé, naïve",
            "Die Zeichen »NÄ« und „ÄÄ“ stehen auf der Tür",
            "the &lt;b&gt; element",
        ] {
            check(clean, clean);
        }
    }

    proptest! {
        #[test]
        fn a_line_is_repaired_in_its_text_as_alone(lines in prop::collection::vec("[a-z0-9 .()&;<”»Ãâ€™\u{a0}\u{ad}\u{feff}\t]{0,50}", 1..20), end in "\n|\r\n|\r", mojibake: bool) {
            let text = lines.join(&end);
            let loud = Loud::of(&text, mojibake);
            let mut at = 0;
            for line in lines {
                let content = line.trim();
                let start = at + line.len() - line.trim_start().len();
                if !content.is_empty() {
                    let patch = repair_line(&text, Span::new(start, start + content.len()), &loud, mojibake);
                    let alone = repair(content, mojibake);
                    prop_assert_eq!(patch.text(), alone.text());
                    prop_assert_eq!(patch.edits(), alone.edits());
                }
                at += line.len() + end.len();
            }
        }

        #[test]
        fn what_references_hide_is_repaired_at_once(pieces in prop::collection::vec("&(amp;)?(acirc|euro|trade|Atilde|copy|nbsp);|[a-zâÃ©é™ ]|&", 0..20)) {
            let text = pieces.concat();
            let patch = repair(&text, is_damaged(&text));
            let twice = repair(patch.text(), is_damaged(patch.text()));
            prop_assert!(twice.edits().is_empty(), "{:?} -> {:?} -> {:?}", text, patch.text(), twice.text());
        }

        #[test]
        fn misread_text_behind_references_is_asked_for(pieces in prop::collection::vec("&(amp;|#38;)?(#0?(38|65|97|226|195|169|8364);|#x(26|e2|a9|41);|[Aa]circ;|euro;|trade;|copy;|quot;|nbsp;|amp;)|[a-zâÃÐ©é™;#& ]|circ;", 0..12)) {
            let text = pieces.concat();
            let hidden = entities::undone(&text).is_some_and(|text| mojibake::is_damaged(&text));
            prop_assert_eq!(is_damaged(&text), mojibake::is_damaged(&text) || hidden, "{:?}", text);
        }

        #[test]
        fn any_repair_is_idempotent_and_leads_back(text in "[a-z0-9 .,()&;#<>/“”\u{a0}\u{200b}\u{ad}ÃÂâ€™é\u{202e}א\u{0}brx]{0,60}") {
            let patch = repair(&text, true);
            let mut rebuilt = patch.text().to_string();
            for edit in patch.edits().iter().rev() {
                rebuilt.replace_range(edit.out.clone(), &text[edit.source.clone()]);
            }
            prop_assert_eq!(&rebuilt, &text);
            let twice = repair(patch.text(), true);
            prop_assert!(twice.edits().is_empty(), "{:?} -> {:?} -> {:?}", text, patch.text(), twice.text());
        }
    }
}
