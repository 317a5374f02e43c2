//! What only several articles together show: learned topics, families, shared passages.

#![allow(clippy::unwrap_used)]

use super::analyse;
use super::tests::{article, config, sound, topic};
use crate::config::CuratedTopic;
use crate::model::*;
use std::collections::BTreeSet;

fn curated(label: &str, aliases: &[&str], kind: TopicKind) -> CuratedTopic {
    CuratedTopic { kind, min_strength: None, ..topic(label, aliases, &[], &[]) }
}

fn indexed(library: &Library, name: &str) -> Vec<String> {
    let at = library.articles.iter().find(|(_, a)| a.origin.name() == name).unwrap().0;
    let mut labels: Vec<String> = library.topics_of[at]
        .iter()
        .filter(|t| t.indexed)
        .map(|t| format!("{} {:?}", library.topics[t.topic].label, t.claim))
        .collect();
    labels.sort();
    labels
}

#[test]
fn a_dateline_after_the_byline_places_an_article_and_mentions_nothing() {
    let places = vec![curated("Peru", &["Peruvian"], TopicKind::Place)];
    let text = ["By Orla Brackwell", "LIMA, March 3 - Prices of copper rose, traders said."];
    let other = article("b.txt", "", &["Rain fell on Peru."]);
    let (library, _) = analyse(vec![article("a.txt", "", &text), other], &config(places));
    assert!(indexed(&library, "a.txt").contains(&"Peru Named".to_string()));
    let mentions = library.of_kind(TopicKind::Place).flat_map(|(_, t)| &t.mentions);
    assert!(mentions.into_iter().all(|m| library.articles[m.article].origin.name() == "b.txt"));
}

#[test]
fn a_word_inside_a_name_says_less_of_a_topic() {
    let topics =
        || vec![curated("Trade", &["trade"], TopicKind::Topic), curated("Copper", &["copper"], TopicKind::Topic)];
    let strength = |text: &str| {
        let (library, _) =
            analyse(vec![article("a.txt", "", &["Copper is dear. Copper is rare.", text])], &config(topics()));
        let trade = library.topics_of.rows()[0].iter().find(|t| library.topics[t.topic].label == "Trade").unwrap();
        trade.strength
    };
    assert!(strength("We saw the Northern Trade Hall there.") < strength("We saw the northern trade there."));
}

/// Articles on four subjects, each with words of its own; all but the last of each name the subject.
fn subjects() -> Vec<Article> {
    let rows = [
        (
            "Fishing",
            "trawlers landed herring and cod, the nets were mended, skippers slept below deck while gulls circled the harbour and crates of mackerel went to auction",
        ),
        (
            "Railways",
            "locomotives hauled wagons over sleepers, the signals failed, drivers swore at the junction while porters stacked parcels and the timetable of the branch line was torn",
        ),
        (
            "Music",
            "violins joined the organ and the choir, the conductor bowed, singers smiled in the gallery while flutes answered the oboes and a soprano opened the second act",
        ),
        (
            "Weather",
            "clouds brought hail and thunder, the barometer fell, gusts bent the poplars while frost crept over meadows and a warm drizzle softened the ridge by noon",
        ),
    ];
    let mut out = Vec::new();
    for (of, (label, words)) in rows.iter().enumerate() {
        for n in 0..40 {
            let filler = ["spring", "harvest", "window", "garden", "market", "letter", "winter"][n % 7];
            let (title, first) = if n < 39 {
                (format!("{label} in the {filler}"), format!("{label}: the {words}, as the {filler} report says."))
            } else {
                (String::new(), format!("The {words}."))
            };
            out.push(article(&format!("{of}-{n:02}.txt"), &title, &[first.as_str()]));
        }
    }
    out
}

fn topics() -> Vec<CuratedTopic> {
    ["Fishing", "Railways", "Music", "Weather"].map(|label| curated(label, &[], TopicKind::Topic)).into()
}

#[test]
fn a_topic_is_learned_from_articles_that_name_it() {
    let (library, _) = analyse(subjects(), &config(topics()));
    sound(&library);
    assert_eq!(indexed(&library, "0-39.txt"), ["Fishing Learned"]);
    assert_eq!(indexed(&library, "0-38.txt"), ["Fishing Named"]);
    let (id, fishing) = library.topics.iter().find(|(_, t)| t.label == "Fishing").unwrap();
    let [learned] = fishing.learned.as_slice() else { panic!("{:?}", fishing.learned) };
    let text = &library.articles[learned.article].blocks[0].text;
    assert!(learned.terms.len() > 1 && learned.terms.iter().all(|t| text.contains(t)), "{learned:?}");
    assert_eq!(library.learned(id, learned.article), learned.terms);
    assert!(fishing.mentions.iter().all(|m| m.article != learned.article));

    // What the compiler takes away is not learned again; too few articles teach nothing.
    let mut articles = subjects();
    articles[39].topics_removed = vec!["fishing".into()];
    assert_eq!(indexed(&analyse(articles, &config(topics())).0, "0-39.txt"), Vec::<String>::new());
    let few: Vec<Article> = subjects().into_iter().filter(|a| &a.origin.name()[2..4] > "32").collect();
    assert_eq!(indexed(&analyse(few, &config(topics())).0, "0-39.txt"), Vec::<String>::new());
}

#[test]
fn an_article_more_changes_no_id_and_the_order_of_articles_nothing() {
    let ids = |library: &Library| library.topics.rows().iter().map(|t| t.id.clone()).collect::<Vec<_>>();
    let (one, _) = analyse(subjects(), &config(topics()));
    let mut more = subjects();
    more.push(article("9.txt", "Fishing and railways", &["Trawlers and wagons."]));
    let with_more = ids(&analyse(more, &config(topics())).0);
    assert!(ids(&one).iter().all(|id| with_more.contains(id)));
    let mut backwards = subjects();
    backwards.reverse();
    let (other, _) = analyse(backwards, &config(topics()));
    for a in subjects() {
        assert_eq!(indexed(&one, a.origin.name()), indexed(&other, a.origin.name()));
    }
}

const REPORT: [&str; 3] = [
    "The harbour board agreed on Monday to widen the eastern basin, where ferries have waited for a berth since the storm of last autumn.",
    "Work begins in spring and will take two years. The old crane stays where it is, as the fishermen had asked.",
    "Shopkeepers on the quay fear for their summers; the board promised them a covered way from the station.",
];

const OTHER: [&str; 2] = [
    "A choir of four hundred voices sang in the cathedral on the first evening of the festival, before a full house.",
    "The organ, silent for a decade, was heard again; its bellows had been mended by two brothers from the valley.",
];

/// A copy with some words changed and another paragraph in front.
fn copy() -> Vec<String> {
    let first = "From our correspondent, who was at the meeting of the board.".to_string();
    let changed = REPORT[0].replace("on Monday", "this week").replace("eastern", "southern");
    vec![first, changed, REPORT[1].to_string(), REPORT[2].to_string()]
}

fn pair() -> Vec<Article> {
    let copy = copy();
    let copy: Vec<&str> = copy.iter().map(String::as_str).collect();
    vec![article("a.txt", "", &REPORT), article("b.txt", "", &copy), article("c.txt", "", &OTHER)]
}

#[test]
fn a_text_published_twice_is_a_family_with_its_differences() {
    let (library, _) = analyse(pair(), &config(vec![]));
    let [family] = library.families.rows() else { panic!("{:?}", library.families) };
    let names: Vec<&str> = family.articles.iter().map(|id| library.articles[*id].origin.name()).collect();
    assert_eq!(names.len(), 2);
    assert!(!names.contains(&"c.txt"));
    let [pair] = family.pairs.as_slice() else { panic!("{family:?}") };
    assert_eq!(pair.shared.len(), 3);
    let text = |id: ArticleId, block: u32, span: Span| {
        library.articles[id].blocks[block as usize].text[span.range()].to_string()
    };
    let differs: Vec<(String, String)> = pair
        .shared
        .iter()
        .flat_map(|s| {
            s.differs.iter().map(|d| (text(pair.first, s.first, d.first), text(pair.other, s.other, d.other)))
        })
        .collect();
    let (mut one, mut two): (Vec<String>, Vec<String>) = differs.into_iter().unzip();
    one.append(&mut two);
    one.sort();
    assert_eq!(one, ["eastern", "on Monday", "southern", "this week"]);
    assert_eq!(pair.only_first.len() + pair.only_other.len(), 1);
    assert!(
        library
            .articles
            .ids()
            .all(|id| library.family(id).is_some() == (library.articles[id].origin.name() != "c.txt"))
    );
    // Two paragraphs are the same word for word, one nearly.
    assert_eq!(library.passages.len(), 3);
    assert!(library.passages.rows().iter().all(|p| p.places.len() == 2));
}

#[test]
fn one_line_undoes_a_wrong_link() {
    let mut articles = pair();
    articles[1].not_same_as = vec!["a.txt".into()];
    assert!(analyse(articles, &config(vec![])).0.families.is_empty());
    let mut articles = pair();
    articles[0].not_same_as = vec!["x.txt".into()];
    let (library, found) = analyse(articles, &config(vec![]));
    assert_eq!(library.families.len(), 1);
    assert!(found.iter().any(|d| d.code == "not-same-as-unmatched"), "{found:?}");
}

/// A small generator of numbers, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }
}

#[test]
fn copies_with_one_word_in_ten_changed_are_found_among_texts_of_common_sentences() {
    let mut n = Numbers(7);
    let words: Vec<String> = (0..90)
        .map(|i| {
            format!(
                "{}{}",
                ["ba", "ke", "lo", "mi", "na"][i % 5],
                ["ton", "ver", "sil"][i / 5 % 3].repeat(1 + i / 15 % 2) + &"xyzuvw"[i / 15..=i / 15]
            )
        })
        .collect();
    let sentences: Vec<String> = (0..900)
        .map(|_| {
            (0..12 + n.below(12)).map(|_| words[n.below(90) * n.below(90) / 90].clone()).collect::<Vec<_>>().join(" ")
                + "."
        })
        .collect();
    let texts: Vec<Vec<String>> = (0..400)
        .map(|_| {
            (0..6)
                .map(|_| (0..3 + n.below(3)).map(|_| sentences[n.below(900)].clone()).collect::<Vec<_>>().join(" "))
                .collect()
        })
        .collect();
    let mut edit = |text: &String| {
        let mut out: Vec<String> = Vec::new();
        for word in text.split(' ') {
            match n.below(30) {
                0 => out.push(format!("other{}", n.below(50))),
                1 => out.extend([word.to_string(), "indeed".to_string()]),
                2 => {}
                _ => out.push(word.to_string()),
            }
        }
        out.join(" ")
    };
    let mut articles = Vec::new();
    for (i, text) in texts.iter().enumerate() {
        let blocks: Vec<&str> = text.iter().map(String::as_str).collect();
        articles.push(article(&format!("{i:03}.txt"), "", &blocks));
        if i % 8 == 0 {
            let copy: Vec<String> = text.iter().map(&mut edit).collect();
            let blocks: Vec<&str> = copy.iter().map(String::as_str).collect();
            articles.push(article(&format!("{i:03}-copy.txt"), "", &blocks));
        }
    }
    articles.sort_by(|a, b| a.origin.cmp(&b.origin));
    let (library, _) = analyse(articles, &config(vec![]));
    let mut right = 0;
    let mut wrong = 0;
    for family in library.families.rows() {
        let numbers: Vec<&str> = family.articles.iter().map(|id| &library.articles[*id].origin.name()[..3]).collect();
        if numbers.len() == 2 && numbers[0] == numbers[1] { right += 1 } else { wrong += 1 }
    }
    assert!(right >= 49 && wrong <= 1, "{right} of 50 found, {wrong} wrong");
}

/// The people of some articles, each with the articles that name it: `Orla Penfold: 0 2`.
fn people(texts: &[&str]) -> Vec<String> {
    let articles = texts.iter().enumerate().map(|(at, text)| article(&format!("{at}.txt"), "", &[text])).collect();
    let (library, _) = analyse(articles, &config(vec![]));
    sound(&library);
    let people = library.of_kind(TopicKind::Person).map(|(_, topic)| {
        let of = topic.articles().map(|id| library.articles[id].origin.name().trim_end_matches(".txt").to_string());
        format!("{}: {}", topic.label, of.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(" "))
    });
    let mut people: Vec<String> = people.collect();
    people.sort();
    people
}

#[test]
fn a_family_name_alone_is_somebodys_where_its_article_tells_so() {
    let full = "We heard that Orla Penfold said the lamp was lit.";
    // What says something or has a title is a person; what stands somewhere in between is not.
    let some = [
        "It rained on Penfold.",
        "They saw Penfold again.",
        "The road to Penfold is closed.",
        "They met, and then President Penfold left.",
    ];
    assert_eq!(people(&[&[full], &some[..]].concat()), ["Orla Penfold: 0 4"]);
    // But where it is one nearly everywhere.
    let most =
        ["They met, and then President Penfold left.", "We heard that Penfold said so.", "They saw Penfold again."];
    assert_eq!(people(&[&[full], &most[..]].concat()), ["Orla Penfold: 0 1 2 3"]);
}

#[test]
fn a_family_name_that_is_an_ordinary_word_needs_a_title() {
    let full = "We heard that Orla House said the lamp was lit.";
    let rest = [
        "A house burnt.",
        "The house was old.",
        "In the end House said no.",
        "They met, and then President House left.",
    ];
    assert_eq!(people(&[&[full], &rest[..]].concat()), ["Orla House: 0 4"]);
}

#[test]
fn ordinary_words_make_no_person() {
    let plain =
        ["The leading harbour.", "A leading pilot.", "Five leading boats.", "Who is leading?", "One leading light."];
    let moored = ["They asked Torvanen.", "They met Torvanen."];
    // "Torvanen" is called so in more articles than in full, and "leading" is a word.
    let text = "It was Leading Torvanen, a minister, who left.";
    assert_eq!(people(&[&[text], &plain[..], &moored[..]].concat()), Vec::<String>::new());
    assert_eq!(people(&[&["It was Ilka Torvanen, a minister, who left."], &plain[..]].concat()), ["Ilka Torvanen: 0"]);
    let words = [
        "A border.",
        "The border.",
        "Some protection.",
        "Good protection.",
        "We heard that Border Protection said no.",
    ];
    assert_eq!(people(&words), Vec::<String>::new());
    // A last word that hardly ever has a capital, whatever stands before it.
    let mut many = vec!["They saw Dunmore Shelter, a minister."];
    many.extend(["A shelter stood there."; 12]);
    assert_eq!(people(&many), Vec::<String>::new());
}

/// What two articles in a language share, in the one's list of related articles.
fn reasons(language: &str, a: &str, b: &str) -> Vec<String> {
    let mut articles = vec![article("a.txt", "", &[a]), article("b.txt", "", &[b])];
    articles.extend((0..3).map(|n| article(&format!("c{n}.txt"), "", &["Rain fell on the hills."])));
    articles.iter_mut().for_each(|article| article.language = Some(language.into()));
    let (library, _) = analyse(articles, &config(vec![]));
    let at = library.articles.iter().find(|(_, a)| a.origin.name() == "a.txt").unwrap().0;
    let mut terms: Vec<String> =
        library.neighbours[at].iter().flat_map(|near| &near.terms).map(|term| term.to_string()).collect();
    terms.sort();
    terms
}

#[test]
fn function_words_and_single_characters_are_no_reasons() {
    assert_eq!(reasons("ar", "هذا الميناء في المدينة من الحجر", "هذا القطار في الجبل من الخشب"), Vec::<String>::new());
    assert_eq!(reasons("ar", "هذا الميناء في المدينة", "من الميناء في المساء"), ["الميناء"]);
    assert_eq!(reasons("hi", "जहाज़ बंदरगाह में है", "रेलगाड़ी स्टेशन में है"), Vec::<String>::new());
    assert_eq!(
        reasons("el", "Το λιμάνι. The tide and the boat.", "Το τρένο. The hill and the wood."),
        Vec::<String>::new()
    );
    assert_eq!(reasons("zh", "港口的船", "山上的火车站"), Vec::<String>::new());
    assert_eq!(reasons("zh", "渔港很大。渔港很老。那是渔港。", "渔港关了。渔港下雨。我看渔港。"), ["渔港"]);
}
