//! What must hold for any HTML: words are accounted for, hostile markup is read in linear time, nothing runs.

use dossier::config::{Config, Input};
use dossier::model::*;
use dossier::normalise::{self, Explanation};
use proptest::prelude::*;

fn explain(html: &[u8]) -> Option<Explanation> {
    let (bytes, config) = (html.to_vec(), Config::new(Input::Embedded));
    let document = RawDocument { origin: Origin::file("a.html"), bytes, media: Media::Html, hints: Hints::default() };
    normalise::explain(document, &Survey::default(), &config).ok()
}

/// The text that the ledger covers, by what became of it: what is seen, and what carries no words.
fn words(explanation: &Explanation) -> String {
    explanation.lines.iter().map(|l| l.text.as_str()).collect::<Vec<_>>().join("\n")
}

fn count(words: &str, word: &str) -> usize {
    words.match_indices(word).count()
}

#[test]
fn every_text_node_is_in_the_account_once() {
    let html = "<title>alpha</title><nav>bravo</nav><p>charlie <b>delta</b> echo and so the sentence goes on for long enough.\
                <script>foxtrot</script><style>golf</style><template>hotel<p>india</template><noscript>juliet</noscript>\
                <select><option>kilo</select><table>lima<td>mike</table><svg><title>november</title></svg>\
                <textarea>oscar</textarea><div hidden>papa</div><pre>quebec\n\nromeo</pre>sierra<br>tango<button>uniform</button>";
    let explanation = explain(html.as_bytes()).expect("an article");
    let all = words(&explanation);
    for word in [
        "alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliet", "kilo", "lima",
        "mike", "november", "oscar", "papa", "quebec", "romeo", "sierra", "tango", "uniform",
    ] {
        assert_eq!(count(&all, word), 1, "{word} in {all}");
    }
    let seen = |line: &&normalise::ExplainedLine| line.fates.iter().any(|f| !matches!(f, Fate::Syntax(_)));
    let seen: String = explanation.lines.iter().filter(seen).map(|l| l.text.as_str()).collect();
    for word in ["foxtrot", "golf"] {
        assert_eq!(count(&seen, word), 0, "nobody is shown {word}");
    }
    for word in ["alpha", "juliet", "kilo", "november", "papa", "uniform"] {
        assert_eq!(count(&seen, word), 1, "{word} has a rule or a place");
    }
}

#[test]
fn what_styles_part_beside_a_byline_is_apart() {
    let text = "<p>The harbour board said on Tuesday that the ferry will sail again in spring, once the landing stage is built \
                of oak, as the council had asked for since the storm of last winter took the old one away.</p>";
    let page = |row: &str| {
        format!("<title>The ferry is back</title><article><h1>The ferry is back</h1>{row}{text}{text}</article>")
    };
    let authors =
        |row: &str| explain(page(row).as_bytes()).expect("an article").article.metadata.authors.value().cloned();
    let row =
        "<div class='meta'><span class='who'>By Ada Person</span><span class='date'>Posted: 03.05.2021</span></div>";
    assert_eq!(authors(row), Some(vec!["Ada Person".to_string()]));
    // The site and an account that nobody renamed are no authors.
    for stated in ["Super User", "Harbour Ledger"] {
        let page = page("").replace(
            "<title>The ferry is back",
            &format!("<meta name='author' content='{stated}'><title>The ferry is back | Harbour Ledger"),
        );
        let explanation = explain(page.as_bytes()).expect("an article");
        assert_eq!(explanation.article.metadata.authors.value(), None, "{stated}");
    }
}

/// A page of two paragraphs: what its head holds, and what stands above them.
fn article(head: &str, above: &str) -> Metadata {
    let text = "<p>The harbour board said on Tuesday that the ferry will sail again in spring, once the landing stage is built \
                of oak, as the council had asked for since the storm of last winter took the old one away.</p>";
    let page = format!("{head}<article>{above}{text}{text}</article>");
    explain(page.as_bytes()).expect("an article").article.metadata
}

/// Structured data that names the author of a story.
fn ld(name: &str) -> String {
    let author = format!(r#"{{"@type":"Person","name":"{name}"}}"#);
    format!(
        r#"<script type="application/ld+json">{{"@type":"NewsArticle","headline":"The ferry is back","author":{author}}}</script>"#
    )
}

#[test]
fn a_printed_byline_is_surer_than_initials() {
    let authors = |head: &str, above: &str| article(head, above).authors.value().cloned();
    let (title, printed) = ("<title>The ferry is back</title>", "<h1>The ferry is back</h1><p>By Ada Person</p>");
    let of = |name: &str| format!("<meta name=author content='{name}'>{title}");
    assert_eq!(authors(&of("PC"), printed), Some(vec!["Ada Person".to_string()]));
    assert_eq!(authors(&of("PC"), "<h1>The ferry is back</h1>"), Some(vec!["PC".to_string()]));
    assert_eq!(authors(&of("Bob Example"), printed), Some(vec!["Bob Example".to_string()]));
    // One statement may name the first of several only.
    let both = format!("<meta name=author content='Ada Person, Bob Example'>{}", ld("Ada Person"));
    assert_eq!(authors(&both, printed), Some(vec!["Ada Person".to_string(), "Bob Example".to_string()]));
    // An outlet that signs for its authors, and a person with a site of their own.
    let of_site = |name: &str| format!("<meta property=og:site_name content='{name}'>{}", ld(name));
    assert_eq!(authors(&of_site("Harbourmail"), printed), Some(vec!["Ada Person".to_string()]));
    assert_eq!(authors(&of_site("Ada Person"), "<h1>The ferry is back</h1>"), Some(vec!["Ada Person".to_string()]));
    // The office that puts its name before every title.
    let head = "<meta name=author content='Harbour Council'><title>Harbour Council: Notice</title>";
    assert_eq!(authors(head, "<h1>The ferry is back</h1>"), None);
}

#[test]
fn a_byline_ends_where_the_element_of_its_writer_does() {
    for row in [
        "<span class=writer>By Ada Person</span><span class=dt>Monday, 3 May 2021</span>",
        "<span class=writer>By Ada Person</span><b>Monday</b>, 3 May 2021",
    ] {
        let above = format!("<h1>The ferry is back</h1><div class=info>{row}</div>");
        let authors = article("<title>The ferry is back</title>", &above).authors.value().cloned();
        assert_eq!(authors, Some(vec!["Ada Person".to_string()]), "{row}");
    }
}

#[test]
fn the_day_of_the_node_is_surer_than_that_of_a_teaser() {
    let teaser = "<ul><li>The mayor is ill 05/13/2021</li><li>The mill is sold 05/12/2021</li></ul>";
    for stated in [
        "<span property='dc:date dc:created' content='2021-05-03T11:40:12+02:00'>Sent by ada</span>",
        "<span property='schema:datePublished' content='2021-05-03'>Sent by ada</span>",
    ] {
        let above = format!("{teaser}<h1>The ferry is back</h1><div class=submitted>{stated}</div>");
        let date = article("<title>The ferry is back</title>", &above).date.stated_or_set().map(ToString::to_string);
        assert_eq!(date.as_deref(), Some("2021-05-03"), "{stated}");
    }
}

#[test]
fn the_printed_headline_is_surer_than_a_shortened_one() {
    let long = "The ferry to Holm is back after a long winter";
    let stated = |title: &str| {
        format!(
            "<title>{title}</title><meta property=og:title content='{title}'><meta name=twitter:title content='{title}'>"
        )
    };
    let title = |stated_as: &str, headings: &str| {
        article(&stated(stated_as), headings).title.value().cloned().unwrap_or_default()
    };
    let one = format!("<h1>{long}</h1>");
    for short in ["The ferry to Holm is back", "Ferry is back in Holm for the winter"] {
        assert_eq!(title(short, &one), long, "{short}");
    }
    // A kicker, another story, and two that might be meant.
    for (short, headings) in [
        ("The ferry to Holm is back", "<h1>Harbour news The ferry to Holm is back</h1>"),
        ("The mill of Holm is sold", &*one),
        ("The ferry to Holm is back", &*format!("{one}<h1>The ferry to Holm is back or is it</h1>")),
    ] {
        assert_eq!(title(short, headings), short, "{headings}");
    }
}

#[test]
fn links_lead_to_pages_only() {
    let html = "<p>The <a href='javascript:alert(1)'>first</a> and the <a href=' https://ledger.example/ '>second</a> and the \
                <a href='data:text/html,x'>third</a> and the <a href='mailto:ada@ledger.example'>fourth</a> link stand here.</p>";
    let explanation = explain(html.as_bytes()).expect("an article");
    let links: Vec<String> = explanation.article.blocks[0]
        .inlines
        .iter()
        .filter_map(|i| match &i.kind {
            InlineKind::Link(Href::External(to)) => Some(to.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(links, ["https://ledger.example/", "mailto:ada@ledger.example"]);
}

#[test]
fn a_declared_character_set_is_honoured() {
    for declaration in [
        "<meta charset=iso-8859-2>",
        "<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=ISO-8859-2'>",
        "<?xml version='1.0' encoding='iso-8859-2'?>",
    ] {
        let mut bytes = declaration.as_bytes().to_vec();
        // Łódź in ISO 8859-2.
        bytes.extend(
            b"<p>Miasto nazywa si\xea \xa3\xf3d\xbc, i mieszka w nim wielu ludzi, kt\xf3rzy lubi\xb1 swoje miasto.</p>",
        );
        let article = explain(&bytes).expect("an article").article;
        assert_eq!((article.charset.name, article.charset.how), ("ISO-8859-2", CharsetHow::Declared));
        assert!(article.blocks.iter().any(|b| b.text.contains("Łódź")), "{declaration}");
    }
}

/// A body of hostile markup around one sentence, which must come out.
fn survives(markup: String) {
    let sentence = "The keeper of the light stayed at the window until the last boat had passed the wall.";
    let html = format!("<p>{sentence}</p>{markup}");
    let explanation = explain(html.as_bytes()).expect("an article");
    assert_eq!(count(&words(&explanation), sentence), 1);
}

#[test]
fn deep_and_tangled_markup_is_read_in_linear_time() {
    survives("<div>".repeat(100_000));
    survives("<div>".repeat(100_000) + "deep" + &"</div>".repeat(100_000));
    survives("<b><i><a href=x><p>".repeat(50_000));
    survives((0..40_000).map(|i| format!("<font size={i}>")).collect::<String>() + &"<p>x".repeat(40_000));
    survives("<table>".repeat(30_000) + "x");
    survives(format!("<a {}>x", (0..200_000).map(|i| format!("a{i}=1 ")).collect::<String>()));
    survives("<ul><li>".repeat(50_000));
    survives("<svg><g>".repeat(50_000) + "</p>");
    survives("<template>".repeat(50_000));
    survives("<select><option>".repeat(50_000));
    survives(format!("<!--{}", "- ".repeat(1_000_000)));
    survives(
        (0..400).map(|i| format!("<b id={i}>")).collect::<String>()
            + "<div>"
            + &"<i>x</i>".repeat(20_000)
            + &"</b>".repeat(400),
    );
    survives(format!("<p>{}</p>", "x &amp; y ".repeat(200_000)));
    survives(format!("<p>{}</p>", "x&nbsp;".repeat(400_000)));
    survives("&amp;".repeat(400_000) + &"&".repeat(400_000) + &"<".repeat(400_000));
}

#[test]
fn a_mebibyte_of_tags_is_read() {
    survives("<p>a".repeat(1 << 18));
}

#[test]
fn structured_data_may_be_anything() {
    for json in [
        "",
        "{",
        "null",
        "[[[[]]]]",
        "{\"@type\":[1,{}],\"author\":[[{}]]}",
        "{\"@type\":\"NewsArticle\",\"author\":{\"name\":[1]},\"datePublished\":7,\"headline\":{\"a\":1}}",
        "{\"@type\":\"NewsArticle\",\"headline\":\"</script><b>\",\"datePublished\":\"99999999999999999999\"}",
    ] {
        survives(format!("<script type='application/ld+json'>{json}</script>"));
    }
    survives(format!("<script type='application/ld+json'>{}</script>", "[".repeat(200_000)));
}

const TAGS: &str = "(<p>|</p>|<div class=comments>|</div>|<a href=x>|</a>|<b>|</b>|<i>|<table>|<td>|<tr>|</table>|<br>|<ul>|<li>|\
                    <h1>|</h1>|<h2>|<script>|</script>|<style>|</style>|<template>|</template>|<pre>|\n|<title>|</title>|&amp;|&nbsp;|\
                    <meta name=date content='2021-05-03'>|<time datetime=2021-05-03>|<span class=author>|</span>|<select>|<option>|\
                    <figure>|<figcaption>|<form>|<svg>|<math>|<noscript>|<blockquote>|<body>|<head>|<!--|-->|\u{0}|\
                    The tide rose, and the harbour held through the night\\. |Ada Person|é|水| ){1,40}";

proptest! {
    #[test]
    fn any_tags_make_a_sound_article(html in TAGS) {
        let Some(explanation) = explain(html.as_bytes()) else { return Ok(()) };
        let article = &explanation.article;
        let mut at = 0;
        for entry in article.ledger.entries() {
            prop_assert_eq!(entry.span.start, at);
            at = entry.span.end;
        }
        for block in &article.blocks {
            prop_assert!(!block.text.chars().any(char::is_control), "{:?}", block.text);
            for inline in &block.inlines {
                prop_assert!(block.text.get(inline.span.range()).is_some_and(|t| !t.is_empty()));
            }
        }
        // The words of the source are those of the account: as often as a browser's tree holds them.
        let tide = count(&html, "The tide rose");
        let all = words(&explanation);
        prop_assert!(count(&all, "The tide rose") <= tide * 2, "{}", all);
    }

    #[test]
    fn any_bytes_make_a_sound_page(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        explain(&bytes);
    }
}

/// Paragraphs of an article about a ferry.
const FERRY: [&str; 3] = [
    "<p>The harbour board said on Tuesday that the ferry will sail again in spring, once the landing stage is built of \
     oak, as the council had asked for since the storm of last winter took the old one away.</p>",
    "<p>The work will take four months, and the road along the quay stays closed for as long, the board said in a \
     letter to the people who live there, some of whom had heard of it from the paper.</p>",
    "<p>Shops may put their tables on the closed road, if the weather allows it.</p>",
];

/// What became of the line that a text stands in.
fn fates(html: &str, text: &str) -> Vec<Fate> {
    let explanation = explain(html.as_bytes()).expect("an article");
    let line = explanation.lines.iter().find(|line| line.text.trim() == text);
    line.unwrap_or_else(|| panic!("{text}: {}", words(&explanation))).fates.clone()
}

fn is_text(fates: &[Fate]) -> bool {
    fates.iter().all(|fate| matches!(fate, Fate::Body(_)))
}

#[test]
fn text_goes_on_below_a_box_where_its_paragraphs_stand_side_by_side() {
    let [one, two, three] = FERRY;
    let list = "<b>Read also</b><ul><li><a href='/a'>Fares go up for all of the islands</a></li>\
                <li><a href='/b'>The mill is sold to a baker</a></li><li><a href='/c'>What the mayor says about it</a></li></ul>";
    let page = |below: &str| {
        format!("<title>The ferry is back</title><article><h1>The ferry is back</h1>{one}{two}{list}{below}</article>")
    };
    let shops = "Shops may put their tables on the closed road, if the weather allows it.";
    assert!(is_text(&fates(&page(three), shops)));
    let teaser = format!("<div class='teaser'>{three}</div>");
    assert!(!is_text(&fates(&page(&teaser), shops)), "a box of its own is none of the text");
}

#[test]
fn a_caption_is_one_by_the_name_of_its_element() {
    let [one, two, three] = FERRY;
    let page = |class: &str| {
        format!(
            "<title>The ferry is back</title><article><h1>The ferry is back</h1>{one}<div><img src='a.jpg'>\
             <p class='{class}'>The landing stage at low tide</p></div>{two}{three}</article>"
        )
    };
    for class in ["thumbcaption", "podpis", "cap"] {
        let fates = fates(&page(class), "The landing stage at low tide");
        assert!(fates.iter().all(|f| matches!(f, Fate::Beside { role: Role::Caption, .. })), "{class}: {fates:?}");
    }
    assert!(is_text(&fates(&page("text"), "The landing stage at low tide")));
}

#[test]
fn the_questions_and_answers_of_an_accordion_are_text() {
    let [one, two, _] = FERRY;
    let (question, answer) = ("When does the ferry sail?", "The ferry sails every hour from six in the morning on.");
    let part = format!(
        "<h3><button aria-expanded='false' aria-controls='a1'>{question}</button></h3><div id='a1' hidden><p>{answer}</p></div>"
    );
    let page = |part: &str| {
        format!("<title>The ferry is back</title><article><h1>The ferry is back</h1>{one}{two}{part}</article>")
    };
    assert!(is_text(&fates(&page(&part), question)) && is_text(&fates(&page(&part), answer)));
    assert!(!is_text(&fates(&page(&format!("<nav>{part}</nav>")), answer)));
}
