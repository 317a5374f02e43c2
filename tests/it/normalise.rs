//! Golden cases of normalising, and what must hold for any input.

use dossier::config::{Config, Input};
use dossier::model::*;
use dossier::normalise::{self, Explanation};
use proptest::prelude::*;
use std::fmt::Write;
use std::path::Path;

fn document(bytes: &[u8], media: Media) -> RawDocument {
    RawDocument { origin: Origin::file("a.txt"), bytes: bytes.to_vec(), media, hints: Hints::default() }
}

fn explain(bytes: &[u8], media: Media) -> Option<Explanation> {
    let config = Config::new(Input::Embedded);
    normalise::explain(document(bytes, media), &Survey::default(), &config).ok()
}

/// A document's decisions as text: the record, then a line for each line.
fn account(explanation: &Explanation) -> String {
    let (article, mut out) = (&explanation.article, String::new());
    let metadata = &article.metadata;
    let mut fact = |name: &str, value: Option<String>, how: &str| {
        if let Some(value) = value {
            writeln!(out, "{name}: {value} ({how})").expect("strings take text");
        }
    };
    fact("title", metadata.title.value().cloned(), metadata.title.how());
    fact("authors", metadata.authors.value().map(|a| a.join("; ")), metadata.authors.how());
    fact("date", metadata.date.value().map(Date::to_string), metadata.date.how());
    fact("source", metadata.source.value().cloned(), metadata.source.how());
    fact("sections", (!metadata.sections.is_empty()).then(|| metadata.sections.join("; ")), "stated");
    fact("address", metadata.url.value().cloned(), metadata.url.how());
    fact("genre", metadata.genre.clone(), "stated");
    fact("language", article.language.clone(), "worked out");
    out.push('\n');
    for line in explanation.lines.iter().filter(|l| !l.fates.is_empty()) {
        let fates: Vec<String> = line.fates.iter().map(fate).collect();
        writeln!(out, "{:>3} {}: {}", line.number, fates.join(" + "), line.text.trim()).expect("strings take text");
    }
    if !article.edits.is_empty() {
        out.push('\n');
    }
    for edit in &article.edits {
        writeln!(out, "{:>3} {}: {:?} -> {:?}", edit.line, edit.rule, edit.before, edit.after)
            .expect("strings take text");
    }
    out
}

fn fate(fate: &Fate) -> String {
    match fate {
        Fate::Body(role) => format!("{role:?}").to_lowercase(),
        Fate::Beside { role, rule, .. } => format!("beside {role:?} {rule}").to_lowercase(),
        Fate::Record(field) => format!("record {field:?}").to_lowercase(),
        Fate::Syntax(syntax) => format!("{syntax:?}").to_lowercase(),
        Fate::SetAside { rule, .. } => format!("set aside {rule}"),
    }
}

/// What becomes of the lines of the first of several documents, each by the role or rule of its fate.
fn in_collection(texts: &[String]) -> Vec<(String, String)> {
    let documents = || texts.iter().map(|text| document(text.as_bytes(), Media::Text));
    let survey = normalise::survey(documents().map(|d| normalise::observe(&d)).collect());
    let config = Config::new(Input::Embedded);
    let first = documents().next().expect("a document");
    let explanation = normalise::explain(first, &survey, &config).expect("an article");
    let lines = explanation.lines.into_iter().filter(|line| !line.fates.is_empty());
    lines.map(|line| (line.fates.iter().map(fate).collect::<Vec<_>>().join(" + "), line.text)).collect()
}

#[test]
fn a_paragraph_that_outlets_share_is_text_and_an_invitation_is_furniture() {
    let shared = "The quarrel between Harbourtown and Millbridge began in the year of the flood, when Harbourtown took the \
                  ferry away and Millbridge closed the road.";
    let invitation = "Get the best stories of the week in your letter box every Friday morning, free and without any \
                      advertisements, for as long as you like.";
    let more = |town: &str, n: usize| {
        format!(
            "Old people of {town} still tell how the water stood {n} feet deep in the market hall, and how the \
             boats of the fishermen from {town} lay between the stalls for days.\n\nWhoever wants to cross the river at \
             {town} today must walk for {n} miles along the bank to the mill, where a plank has been laid.\n\nThe {n} \
             merchants of {town} had asked for a new ferry long ago, since their carts cannot take the way over the \
             hills when snow lies there."
        )
    };
    let text = |town: &str, n: usize| {
        let more = more(town, n);
        format!(
            "{town} votes\n\nThe council of Harbourtown met {n} times in {town} to speak about the ferry, and the \
             members who came from the {town} quarter stayed until midnight.\n\n{more}\n\n{shared}\n\nA spokesman for Harbourtown \
             said after meeting number {n} that the people of {town} would hear of Millbridge again before the \
             winter.\n\n{invitation}\n\nThe {town} choir sang, as it has done at each of the {n} meetings that were held \
             since the ferry was taken away from its quay.\n"
        )
    };
    let texts: Vec<String> =
        ["Oldquay", "Newquay", "Saltmarsh", "Windmill"].iter().enumerate().map(|(n, t)| text(t, n + 3)).collect();
    let lines = in_collection(&texts);
    let fate_of = |start: &str| lines.iter().find(|l| l.1.starts_with(start)).map(|l| l.0.as_str());
    assert_eq!(fate_of("The quarrel"), Some("paragraph"), "{lines:#?}");
    assert_eq!(fate_of("Get the best"), Some("set aside repeated-in-collection"), "{lines:#?}");
}

#[test]
fn paragraphs_in_a_row_that_outlets_share_are_a_story_and_what_an_outlet_says_of_itself_is_furniture() {
    let story = [
        "The ferry of Millbridge was sold on Monday to a builder of Harbourtown, who will take its engine out and keep \
         the rest as a house for his pigeons.",
        "It had crossed the river for sixty years, first with a rope and two horses, then with an engine that was made \
         for a brewery and never ran on a Sunday.",
        "Nobody knows yet how children from the farms beyond the river will come to school, since the bridge is closed \
         until the ice has gone.",
    ];
    let letter = [
        "Each day before breakfast we choose the five most important stories and tell them in so few words that you \
         have read them when your tea is cold enough.",
        "More than ten thousand people begin their day with it, and whoever has had enough of it can leave the list \
         again with a single click.",
        "Write your address into the field below, and you will find the first one tomorrow, at no cost and without any \
         obligation for you.",
    ];
    let towns = ["Oldquay", "Saltmarsh", "Windmill", "Larkfield", "Holm", "Fenwick"];
    let own = |town: &str, from: usize| {
        let said = |n: usize| {
            format!(
                "People of {town} have seen {n} winters like this one, and those who sat in the inn of {town} on evening \
                 {n} of it would not hear a word against the old way of doing things, whatever the council wrote."
            )
        };
        (from..from + 6).map(said).collect::<Vec<_>>().join("\n\n")
    };
    let pages = |count: usize, title: &str, text: &str, below: bool| -> Vec<String> {
        let page = |n: usize| {
            let (town, own) = (towns[n % towns.len()], own(towns[n % towns.len()], n * 100));
            let title = format!("{title} {town} {n}");
            if below { format!("{title}\n\n{own}\n\n{text}\n") } else { format!("{title}\n\n{text}\n\n{own}\n") }
        };
        (0..count).map(page).collect()
    };
    let fates = |texts: &[String], wanted: &[&str]| -> Vec<String> {
        let lines = in_collection(texts);
        let fate_of = |text: &&str| lines.iter().find(|l| l.1 == **text).map_or("none".to_string(), |l| l.0.clone());
        wanted.iter().map(fate_of).collect()
    };
    let (report, letters) = (story.join("\n\n"), letter.join("\n\n"));
    for (count, below) in [(3, false), (3, true), (12, false), (12, true)] {
        // The headline speaks of it.
        let texts = pages(count, "The ferry of Millbridge as seen from", &report, below);
        assert_eq!(fates(&texts, &story), ["paragraph"; 3], "{count} {below}");
        // Of so little nobody is sure.
        let texts = pages(count, "The ferry of Millbridge as seen from", &story[..2].join("\n\n"), below);
        assert_eq!(fates(&texts, &story[..2]), ["beside doubtful repeated-in-collection"; 2], "{count} {below}");
        // Nothing speaks of it, and few have it.
        let aside =
            if count == 3 { "beside doubtful repeated-in-collection" } else { "set aside repeated-in-collection" };
        let texts = pages(count, "A long evening at the inn of", &letters, below);
        assert_eq!(fates(&texts, &letter), [aside; 3], "{count} {below}");
    }
    // The name of the site stands in the headline, and in what the site says of itself.
    let texts = pages(3, "A long evening at the inn of", &letters, true);
    let texts: Vec<String> = texts.iter().map(|text| text.replacen('\n', " | Breakfast Stories\n", 1)).collect();
    assert_eq!(fates(&texts, &letter), ["beside doubtful repeated-in-collection"; 3]);
    // A menu around it is of one outlet, whose furniture stands in all of its pages.
    let menu = |text: &String| format!("Harbour Ledger\n\nOpinions and letters\n\nWeather for sailors\n\n{text}");
    let texts: Vec<String> = pages(6, "A long evening at the inn of", &letters, true).iter().map(menu).collect();
    assert_eq!(fates(&texts, &letter), ["set aside repeated-in-collection"; 3]);
}

#[test]
fn paragraphs_in_a_row_are_told_in_their_length() {
    let three: Vec<String> = (0..3)
        .map(|n| {
            let own = |m: usize| format!("The {n} ships of harbour {m} lay at the quay for days, as the harbour had asked of them.\n");
            let shared = |m: usize| {
                let one = |k: usize| format!("Each of the {m} letters has {k} pages, and whoever reads one of them to its end will find that there is nothing in it.\n");
                (0..3).map(one).collect::<String>()
            };
            (0..6000).map(|m| own(m * 3) + &own(m * 3 + 1) + &own(m * 3 + 2) + &own(m) + &own(m) + &own(m) + &own(m) + &own(m) + &shared(m)).collect()
        })
        .collect();
    let begun = std::time::Instant::now();
    assert!(in_collection(&three).len() > 50_000);
    assert!(begun.elapsed() < std::time::Duration::from_secs(60), "{:?}", begun.elapsed());
}

#[test]
fn what_every_file_of_an_outlet_says_of_itself_is_read_and_a_common_sentence_is_kept() {
    let text = |town: &str, n: usize| {
        format!(
            "{town} opens its bridge\n\nBy Ada Person\n\nSource: The Harbour Ledger\n\nThe bridge of {town} was opened on \
             Monday after {n} years of work, and the mayor of {town} drove over it in the first car.\n\nThe minister \
             declined to comment.\n\nBuilders from {town} had worked on the bridge for {n} winters, since the ice of the \
             river carries no machines in summer.\n\nPeople in {town} say that it will bring them {n} visitors a day.\n"
        )
    };
    let towns = ["Oldquay", "Newquay", "Saltmarsh", "Windmill", "Larkfield", "Holm"];
    let texts: Vec<String> = towns.iter().enumerate().map(|(n, town)| text(town, n + 3)).collect();
    let lines = in_collection(&texts);
    let fate_of = |start: &str| lines.iter().find(|l| l.1.starts_with(start)).map(|l| l.0.as_str());
    assert_eq!(fate_of("Source:"), Some("record source"), "{lines:#?}");
    assert_eq!(fate_of("The minister"), Some("beside doubtful repeated-in-collection"), "{lines:#?}");
}

#[test]
fn golden_cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/normalise");
    let mut wrong = Vec::new();
    let mut cases: Vec<_> = std::fs::read_dir(&folder).expect("the cases").flatten().map(|e| e.path()).collect();
    cases.sort();
    assert!(!cases.is_empty());
    for case in cases {
        let (text, markdown) = (case.join("input.txt"), case.join("input.md"));
        let html = case.join("input.html");
        let (input, media) = match (text.exists(), html.exists()) {
            (true, _) => (text, Media::Text),
            (false, true) => (html, Media::Html),
            (false, false) => (markdown, Media::Markdown),
        };
        let bytes = std::fs::read(&input).expect("an input");
        let got = account(&explain(&bytes, media).expect("an article"));
        let expected = case.join("expected.md");
        if std::env::var_os("DOSSIER_BLESS").is_some() {
            std::fs::write(&expected, &got).expect("the folder can be written");
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != got {
            wrong.push(format!("{}\n{got}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "DOSSIER_BLESS=1 rewrites what is expected:\n{}", wrong.join("\n"));
}

/// What must hold for every article: the ledger covers the text, and the article's text comes from its places.
fn sound(bytes: &[u8], media: Media) {
    let Some(explanation) = explain(bytes, media) else { return };
    let article = &explanation.article;
    let mut at = 0;
    for entry in article.ledger.entries() {
        assert_eq!(entry.span.start, at, "the ledger has no gaps");
        at = entry.span.end;
    }
    let decoded: usize = explanation.lines.iter().map(|l| l.text.len()).sum();
    assert!(decoded <= at as usize, "the ledger reaches the end");
    assert!(!article.blocks.is_empty(), "an article has text");
    accounted(&explanation);
    let mut keys: Vec<_> = article.blocks.iter().filter_map(|b| b.label.key_anchor()).collect();
    keys.sort();
    let count = keys.len();
    keys.dedup();
    assert_eq!(keys.len(), count, "keys are unique");
    for block in &article.blocks {
        assert!(!block.text.chars().any(char::is_control), "{:?}", block.text);
        assert!(!block.spans.is_empty());
    }
    if media == Media::Text
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        for block in &article.blocks {
            let span = block.spans[0];
            let mut repaired = text[span.range()].to_string();
            let inside = article.edits.iter().filter(|e| e.span.start >= span.start && e.span.end <= span.end);
            for edit in inside.rev() {
                let start = (edit.span.start - span.start) as usize;
                repaired.replace_range(start..start + edit.before.len(), &edit.after);
            }
            assert_eq!(repaired.trim(), block.text, "the text is what stands there, repaired");
        }
    }
}

/// Every line has its number once, and its words are in the article, beside it, in the record or set aside.
fn accounted(explanation: &Explanation) {
    let mut counts = [0usize; 5];
    for (number, line) in (1..).zip(&explanation.lines) {
        assert_eq!(line.number, number, "every line once, in order");
        let kind = line.fates.iter().map(|fate| match fate {
            Fate::Body(_) => 0,
            Fate::Beside { .. } => 1,
            Fate::Record(_) => 2,
            Fate::SetAside { .. } => 3,
            Fate::Syntax(_) => 4,
        });
        let kind = kind.min().unwrap_or(4);
        counts[kind] += 1;
        let words = line.text.chars().any(char::is_alphanumeric);
        let markup = line.fates.iter().any(|fate| matches!(fate, Fate::Syntax(Syntax::Markup)));
        assert!(kind < 4 || !words || markup, "line {number} has words and no fate: {:?}", line.text);
    }
    assert_eq!(counts.iter().sum::<usize>(), explanation.lines.len());
}

const WORDS: &str = "(By Ada Person|Harbour|the tide|[0-9]{1,4}|May|/|-|–|\\||:|\\.|“|”|&amp;|<b>|</b>|©|Comments|Related|\
                     Leave a Reply|\u{a0}|â€™|Вода|水|\u{202e}|\r|\n\n|\n| ){1,60}";

const ENCODINGS: [&str; 7] = ["utf-8", "windows-1252", "windows-1251", "gb18030", "shift_jis", "koi8-r", "iso-8859-2"];

/// Lines of every kind, for pages that nobody wrote.
const LINES: [&str; 32] = [
    "Ferry to the island returns in spring",
    "By Joan Miller",
    "March 3, 2011 at 4:12 pm",
    "The ferry to the island will sail again from the first week of April, the harbour board said on Tuesday.",
    "Members of the board had argued over the cost of a new landing stage since the storm of last winter, he said.",
    "“We have found a way to pay for it,” said Peter Holm, who chairs the board.",
    "Comments",
    "12 Comments",
    "Reply",
    "Leave a Reply",
    "Related stories",
    "Share this article",
    "1. The oak",
    "2) The landing stage",
    "3. The pier: 4:12",
    "On the web:",
    "https://example.org/ferry",
    "desk@example.org",
    "Photo: Ada Person / Agency",
    "© 2011 The Island Post. All rights reserved.",
    "Tags: harbour, trade",
    "Паром вернётся весной, сообщили в порту во вторник, и рейсы начнутся в первую неделю апреля.",
    "Читайте также",
    "来春からフェリーが再開すると港湾局が火曜日に発表した。",
    "関連記事",
    "The mayorâ€™s plan â€œto rebuildâ€",
    "salt &amp; pepper &lt;b&gt; &#8217;",
    "<figcaption>The pier</figcaption>",
    "a\u{a0}b\u{200b}c  d ",
    "Home | News | Sport | Contact",
    "5 | 6 | 7 | 8",
    "",
];

proptest! {
    #[test]
    fn any_text_makes_a_sound_article(text in "\\PC{0,200}") {
        sound(text.as_bytes(), Media::Text);
        sound(text.as_bytes(), Media::Markdown);
    }

    #[test]
    fn any_words_make_a_sound_article(text in WORDS) {
        sound(text.as_bytes(), Media::Text);
        sound(text.as_bytes(), Media::Markdown);
    }

    #[test]
    fn any_lines_make_a_sound_article(picked in proptest::collection::vec((0..LINES.len(), "\n|\n\n|\r\n| \n"), 1..70)) {
        let text: String = picked.iter().map(|(line, end)| format!("{}{end}", LINES[*line])).collect();
        sound(text.as_bytes(), Media::Text);
    }

    #[test]
    fn any_encoding_makes_a_sound_article(picked in proptest::collection::vec(0..LINES.len(), 1..30), code in 0..ENCODINGS.len(), cut in 0usize..9) {
        let text: String = picked.iter().map(|line| format!("{}\n", LINES[*line])).collect();
        let encoding = encoding_rs::Encoding::for_label(ENCODINGS[code].as_bytes()).expect("a known label");
        let mut bytes = encoding.encode(&text).0.into_owned();
        // Half a character at the end, and a piece in another encoding.
        bytes.truncate(bytes.len().saturating_sub(cut));
        bytes.extend(text.bytes().take(cut * 7));
        sound(&bytes, Media::Text);
    }

    #[test]
    fn any_bytes_make_a_sound_article(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        sound(&bytes, Media::Text);
        sound(&bytes, Media::Markdown);
    }
}

#[test]
fn one_long_line_is_read_in_linear_time() {
    let line = "The tide rose, and the harbour & its walls (so it was said ) held. ".repeat(60_000);
    let explanation = explain(line.as_bytes(), Media::Text).expect("an article");
    assert_eq!(explanation.lines.len(), 1);
}

/// Interface lines in every language are set aside below an article in it, and sentences that look alike stay.
#[test]
fn furniture_is_known_in_every_language() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/interface");
    let mut languages = 0;
    for language in dossier::lang::LANGUAGES {
        let path = folder.join(format!("{}.txt", language.tag));
        let case = std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("{} has no case", language.tag));
        // `+ ` marks a line that is set aside, everything else is text.
        let input: String = case.lines().map(|line| format!("{}\n\n", line.trim_start_matches("+ "))).collect();
        let explanation = explain(input.as_bytes(), Media::Text).expect("an article");
        for (line, explained) in case.lines().skip(1).zip(explanation.lines.iter().step_by(2).skip(1)) {
            let aside = explained.fates.iter().any(|fate| matches!(fate, Fate::SetAside { .. }));
            let body = explained.fates.iter().any(|fate| matches!(fate, Fate::Body(_)));
            assert!(
                if line.starts_with("+ ") { aside } else { body },
                "{}: {line}: {:?}",
                language.tag,
                explained.fates
            );
        }
        languages += 1;
    }
    assert!(languages >= 25);
}

/// Title, authors and date are read in many languages; photographers, editors, quoted experts and commenters are none.
#[test]
fn records_are_read_in_every_language() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/record");
    let mut cases: Vec<_> = std::fs::read_dir(&folder).expect("the cases").flatten().map(|e| e.path()).collect();
    cases.sort();
    assert!(cases.len() >= 20);
    for case in cases {
        let file = std::fs::read_to_string(&case).expect("a case");
        let (expected, text) = file.split_once("---\n").expect("what is expected, and a text");
        let metadata = explain(text.as_bytes(), Media::Text).expect("an article").article.metadata;
        let or_none = |value: Option<String>| value.unwrap_or_default();
        let got = format!(
            "title: {}\nauthors: {}\ndate: {}\n",
            or_none(metadata.title.value().cloned()),
            or_none(metadata.authors.value().map(|a| a.join("; "))),
            or_none(metadata.date.value().map(ToString::to_string)),
        );
        assert_eq!(got, expected, "{}", case.display());
    }
}

#[test]
fn markup_that_stands_for_other_characters_splits_no_line() {
    // The parser turns each of these into three bytes; what is eight bytes long there is no place in the source.
    let marks = "&#65279;".repeat(30);
    let text = format!(
        "Why the wall matters\n\nHarbour Ledger - Opinion: A town that cannot repair its wall will n{marks}é{marks}ot keep its \
         boats, and soon it will not keep its people either. Nora Keel – Engineer of the harbour, for many years.\n\n\
         The wall was built a long time ago, and it has been repaired twice since then, as everybody in the town knows.\n"
    );
    sound(text.as_bytes(), Media::Markdown);
    let article = explain(text.as_bytes(), Media::Markdown).expect("an article").article;
    assert!(
        article.blocks.iter().any(|b| b.text.starts_with("Harbour Ledger") && b.text.ends_with("years.")),
        "{:?}",
        article.blocks
    );
}

/// A copyright sign in a circle is no letter C, though compatibility forms make it one.
#[test]
fn a_letter_is_no_copyright_sign() {
    let text = "Vitamins are kept in the cold\n\nBy Ada Person\n\n3 March 2024\n\nThe store of the hospital keeps what the wards \
                need in the cold, the head of the pharmacy said on Monday.\n\nC wards get theirs first.\n\nThe others wait \
                until the evening, when the second round of the day begins, as the plan of the hospital says.\n\n\
                ⓒ Harbour Ledger\n";
    let explanation = explain(text.as_bytes(), Media::Text).expect("an article");
    let fates = |number: usize| explanation.lines[number - 1].fates.iter().map(fate).collect::<Vec<_>>();
    assert_eq!(fates(9), ["paragraph"]);
    assert_eq!(fates(13), ["beside credit copyright-line"]);
}
