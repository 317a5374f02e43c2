//! The room as a whole, on small collections of our own.

#![allow(clippy::unwrap_used)]

use super::analyse;
use crate::config::{Config, CuratedTopic, Input};
use crate::model::*;
use std::collections::BTreeSet;

pub(super) fn article(name: &str, title: &str, paragraphs: &[&str]) -> Article {
    let block = |(i, text): (usize, &&str)| {
        let (kind, text) = match text.strip_prefix("# ") {
            Some(heading) => (BlockKind::Heading(1), heading),
            None => (BlockKind::Paragraph, *text),
        };
        let number = i as u32 + 1;
        let label = Label::Passage(number, Key { words: number, time: 1 });
        Block { kind, label, text: text.to_string(), inlines: Vec::new(), spans: Spans::default(), line: number }
    };
    let stated = |value: &str| match value {
        "" => Known::Unknown,
        value => Known::Stated { value: value.to_string(), span: Span::default(), line: 1 },
    };
    Article {
        origin: Origin::file(name),
        sha256: String::new(),
        bytes: 0,
        charset: Charset { name: "UTF-8", how: CharsetHow::Valid },
        media: Media::Text,
        language: Some("en".into()),
        direction: Direction::LeftToRight,
        metadata: Metadata { title: stated(title), ..Metadata::default() },
        file_title: title.to_string(),
        first_words: String::new(),
        blocks: paragraphs.iter().enumerate().map(block).collect(),
        beside: Vec::new(),
        edits: Vec::new(),
        ledger: Ledger::default(),
        lines: 0,
        words: 0,
        note: Vec::new(),
        topics_added: Vec::new(),
        topics_removed: Vec::new(),
        unlinked: Vec::new(),
        slug: None,
        same_as: None,
        not_same_as: Vec::new(),
    }
}

pub(super) fn topic(label: &str, aliases: &[&str], not: &[&str], broader: &[&str]) -> CuratedTopic {
    let own = |list: &[&str]| list.iter().map(|s| s.to_string()).collect();
    CuratedTopic {
        id: crate::text::slug(label, 60),
        label: label.to_string(),
        kind: TopicKind::Topic,
        aliases: own(aliases),
        not: own(not),
        broader: own(broader),
        min_strength: Some(0.0),
        record: Default::default(),
    }
}

pub(super) fn config(topics: Vec<CuratedTopic>) -> Config {
    let mut config = Config::new(Input::Embedded);
    config.topics.curated = topics;
    config
}

/// Every entry of a kind as `label: words`, in order of the table.
fn entries(library: &Library, kind: TopicKind) -> Vec<String> {
    library.of_kind(kind).map(|(_, t)| format!("{}: {}", t.label, t.words.join(", "))).collect()
}

fn check(paragraphs: &[&str], kind: TopicKind, expected: &[&str]) {
    check_with(vec![], paragraphs, kind, expected);
}

fn check_with(topics: Vec<CuratedTopic>, paragraphs: &[&str], kind: TopicKind, expected: &[&str]) {
    let (library, _) = analyse(vec![article("a.txt", "", paragraphs)], &config(topics));
    assert_eq!(entries(&library, kind), expected, "{paragraphs:?}");
    sound(&library);
}

/// What always holds.
pub(super) fn sound(library: &Library) {
    let n = library.articles.len();
    assert_eq!(library.order.len(), n);
    for table in [library.topics_of.len(), library.placement.len(), library.neighbours.len(), library.key_terms.len()] {
        assert_eq!(table, n);
    }
    for (id, topic) in library.topics.iter() {
        for m in &topic.mentions {
            let block = &library.articles[m.article].blocks[m.block as usize];
            assert!(block.text.get(m.span.range()).is_some_and(|t| !t.is_empty()), "{topic:?}");
        }
        for article in topic.articles() {
            let of = &library.topics_of[article];
            let entry = of.iter().find(|t| t.topic == id).expect("an article with mentions has an entry");
            let passages = topic.passages().filter(|p| p[0].article == article).count();
            assert_eq!(entry.passages as usize, passages, "{}", topic.label);
        }
    }
    for (id, list) in library.neighbours.iter() {
        assert!(list.len() <= 10 && list.iter().all(|n| n.article != id));
        assert!(list.iter().all(|n| !n.shared.is_empty() || !n.terms.is_empty()));
    }
}

#[test]
fn the_longest_alias_wins_and_one_inside_it_does_not_count() {
    let topics = vec![topic("Trade", &[], &["trade wind"], &[]), topic("Trade unions", &["trade union"], &[], &[])];
    check_with(
        topics,
        &["The trade union met. Trade grew with the trade wind. Trader."],
        TopicKind::Topic,
        &["Trade: Trade", "Trade unions: trade union"],
    );
}

#[test]
fn broader_topics_get_what_narrower_ones_have() {
    let topics = vec![topic("Grain", &[], &[], &[]), topic("Wheat", &["durum"], &[], &["grain"])];
    check_with(topics, &["Durum was sown."], TopicKind::Topic, &["Grain: Durum", "Wheat: Durum"]);
}

#[test]
fn units_of_measure_are_no_topic() {
    let topics = vec![topic("Dollar", &["dollars"], &[], &[])];
    check_with(topics.clone(), &["It cost five million dollars and 30 dollars."], TopicKind::Topic, &[]);
    check_with(topics, &["They buy dollars."], TopicKind::Topic, &["Dollar: dollars"]);
}

#[test]
fn short_capitals_are_no_ordinary_words() {
    check(&["They told us. The US agreed, said a US-led group."], TopicKind::Place, &["United States: US"]);
}

#[test]
fn marks_and_spaces_inside_names_do_not_matter() {
    check(&["In South\u{a0}Korea’s capital, South Ko\u{ad}rea said."], TopicKind::Place, &["South Korea: South Korea"]);
}

#[test]
fn capitals_of_countries_and_their_people_go_to_the_country() {
    check(&["Tokyo’s Japanese friends met in Japan."], TopicKind::Place, &["Japan: Japan, Japanese, Tokyo"]);
}

#[test]
fn a_person_needs_evidence() {
    check(&["We saw Marlow Penfold there.", "It was a Tawny Ember day."], TopicKind::Person, &[]);
    check(
        &["We saw analyst Marlow Penfold there.", "Penfold agreed. Penfold’s view is old."],
        TopicKind::Person,
        &["Marlow Penfold: Penfold, Marlow Penfold"],
    );
    check(&["President Ilka Torvanen left."], TopicKind::Person, &["Ilka Torvanen: Ilka Torvanen"]);
}

#[test]
fn a_surname_goes_to_no_one_where_two_have_it() {
    check(
        &["Minister Orla Brackwell met minister Theo Brackwell.", "Then Brackwell left."],
        TopicKind::Person,
        &["Orla Brackwell: Orla Brackwell", "Theo Brackwell: Theo Brackwell"],
    );
}

#[test]
fn a_company_is_not_the_person_it_is_called_after() {
    let paragraphs = &["Minister Orla Brackwell spoke.", "Shares of Brackwell Corp rose."];
    check(paragraphs, TopicKind::Person, &["Orla Brackwell: Orla Brackwell"]);
    check(paragraphs, TopicKind::Organisation, &["Brackwell Corp: Brackwell Corp"]);
}

#[test]
fn the_family_name_may_stand_first() {
    check(
        &["Analyst Zhao Qiming disagreed. But Zhao said nothing."],
        TopicKind::Person,
        &["Zhao Qiming: Zhao, Zhao Qiming"],
    );
}

#[test]
fn short_forms_in_brackets_are_the_long_form() {
    check(
        &["The Northern Harbour Authority (NHA) met. Later the NHA voted."],
        TopicKind::Organisation,
        &["Northern Harbour Authority: NHA, Northern Harbour Authority"],
    );
}

#[test]
fn headlines_make_no_names() {
    check(&["# Minister Orla Brackwell Visits Dunmore Bank", "Nothing happened there."], TopicKind::Person, &[]);
    check(&["# Minister Orla Brackwell Visits Dunmore Bank"], TopicKind::Organisation, &[]);
}

#[test]
fn what_stands_beside_the_text_names_nothing() {
    let mut a = article("a.txt", "", &["Rain fell."]);
    let text = "Analyst Marlow Penfold in Kenya, Aug. 3, 2011".to_string();
    let (role, rule) = (Role::Caption, Rule("caption"));
    a.beside.push(Beside { role, rule, text, span: Span::default(), line: 7, after: 0, confidence: 90 });
    let (library, _) = analyse(vec![a], &config(vec![]));
    assert_eq!(library.topics.len(), 0);
    // But a caption's date may say that the article is no older.
    let evidence = "Aug. 3, 2011".to_string();
    let date = "2011-08-03".parse().unwrap();
    assert_eq!(library.placement.rows(), [Placement::NotBefore { date, evidence, line: 7 }]);
}

#[test]
fn authors_are_people_without_being_mentioned() {
    let mut a = article("a.txt", "", &["Rain fell."]);
    a.metadata.authors = Known::Set { value: vec!["Ilka Torvanen".into(), "News Desk".into()], by: SetBy::Overrides };
    let (library, _) = analyse(vec![a], &config(vec![]));
    assert_eq!(entries(&library, TopicKind::Person), ["Ilka Torvanen: "]);
    assert!(library.topics_of.rows()[0][0].indexed);
}

#[test]
fn corrections_add_and_remove_topics() {
    let mut a = article("a.txt", "", &["Trade grew in Peru."]);
    a.topics_added = vec!["Weather".into()];
    a.topics_removed = vec!["trade".into(), "Peru".into()];
    let (library, _) = analyse(vec![a], &config(vec![topic("Trade", &[], &[], &[])]));
    let labels: Vec<&str> = library.topics.rows().iter().map(|t| t.label.as_str()).collect();
    assert_eq!(labels, ["Weather"]);
    sound(&library);
}

#[test]
fn ignored_and_merged_labels_do_as_they_are_told() {
    let mut config = config(vec![]);
    config.topics.ignore = vec!["Peru".into()];
    config.topics.merge.insert("Far East".into(), "Asia".into());
    let (library, _) = analyse(vec![article("a.txt", "", &["Peru and the Far East."])], &config);
    assert_eq!(entries(&library, TopicKind::Place), ["Asia: Far East"]);
}

#[test]
fn articles_are_placed_by_what_they_name_and_undated_ones_come_last() {
    let mut dated = article("c.txt", "", &["In 2031 it will open."]);
    dated.metadata.date = Known::Set { value: "2019-05-04".parse().unwrap(), by: SetBy::Overrides };
    let articles = vec![article("a.txt", "", &["Rain."]), article("b.txt", "", &["It rose in 2020."]), dated];
    let (library, _) = analyse(articles, &config(vec![]));
    let names: Vec<&str> = library.order.iter().map(|id| library.articles[*id].origin.name()).collect();
    assert_eq!(names, ["b.txt", "c.txt", "a.txt"]);
    assert_eq!(library.years, Some(YearSpan { first: 2019, last: 2031 }));
}

/// Checks what each of some texts is placed by, in their order; those that begin with a date state it.
fn check_placed(texts: &[&str], expected: &[&str]) {
    let articles = texts.iter().enumerate().map(|(at, text)| {
        let stated = text.split_once(' ').and_then(|(first, _)| first.parse::<Date>().ok());
        let mut article = article(&format!("{at}.txt"), "", &[text]);
        if let Some(value) = stated {
            article.metadata.date = Known::Set { value, by: SetBy::Overrides };
        }
        article
    });
    let mut articles: Vec<Article> = articles.collect();
    for _ in 0..2 {
        let (library, _) = analyse(articles.clone(), &config(vec![]));
        let mut found: Vec<(&str, String)> = library
            .placement
            .iter()
            .map(|(id, placement)| {
                let told = match placement {
                    Placement::Dated(date) => date.to_string(),
                    Placement::NotBefore { date, .. } => format!("{date} or later"),
                    Placement::Unplaced => "nowhere".to_string(),
                };
                (library.articles[id].origin.name(), told)
            })
            .collect();
        found.sort();
        assert_eq!(found.into_iter().map(|(_, told)| told).collect::<Vec<_>>(), expected, "{texts:?}");
        articles.reverse();
    }
}

#[test]
fn a_year_ahead_of_the_collection_places_no_article() {
    let goal = "Net zero around 2050 is the promise. It was made in 2018.";
    check_placed(&["2021-03-04 Rain.", "2020-03-04 Rain.", goal], &["2021-03-04", "2020-03-04", "2018 or later"]);
    check_placed(&["2021-03-04 Rain.", "2020-03-04 Rain.", "Life in 2068."], &["2021-03-04", "2020-03-04", "nowhere"]);
    // No date is stated: the newest day that the texts name, or the newest month.
    check_placed(&[&format!("Rain fell on 4 March 2021. {goal}")], &["2021-03-04 or later"]);
    check_placed(
        &["Rain fell on 4 March 2021 and in June 2021.", "It fell on 4 March 2020.", goal],
        &["2021-06 or later", "2020-03-04 or later", "2018 or later"],
    );
    check_placed(
        &["Rain fell in March 2021.", "It rained in June 2020.", goal],
        &["2021-03 or later", "2020-06 or later", "2018 or later"],
    );
}

#[test]
fn a_year_counts_where_nothing_tells_what_lies_ahead() {
    check_placed(&["The colony of 2068 was quiet."], &["2068 or later"]);
    // A day is evidence whatever the others state.
    check_placed(
        &["1987-02-26 Rain.", "1986-02-26 Rain.", "It fell on 4 March 2021."],
        &["1987-02-26", "1986-02-26", "2021-03-04 or later"],
    );
    // One old article among newer ones.
    let newer = "It rose in 2019.";
    check_placed(&["1890-02-26 Rain.", newer, newer], &["1890-02-26", "2019 or later", "2019 or later"]);
}

#[test]
fn built_in_topics_stand_in_where_the_compiler_lists_none() {
    let text = ["The floods rose. Flash floods closed roads, and more flooding is feared.", "A museum stayed open."];
    let floods = ["Floods: Flash floods, flooding, floods"];
    let shown = |config: &Config| {
        let (library, _) = analyse(vec![article("a.txt", "", &text)], config);
        sound(&library);
        let indexed = library.topics_of.rows()[0].iter().filter(|t| t.indexed).map(|t| &library.topics[t.topic]);
        let topics = indexed.filter(|t| t.kind == TopicKind::Topic);
        topics.map(|t| format!("{}: {}", t.label, t.words.join(", "))).collect::<Vec<_>>()
    };
    assert_eq!(shown(&config(vec![])), floods, "what is named once in passing is not indexed");
    // A topic of the compiler, found or not, and the list is out of use; a name is no topic.
    assert_eq!(shown(&config(vec![topic("Tides", &[], &[], &[])])), Vec::<String>::new());
    let place = CuratedTopic { kind: TopicKind::Place, ..topic("Riverside", &[], &[], &[]) };
    assert_eq!(shown(&config(vec![place])), floods);
    let mut off = config(vec![]);
    off.topics.discover = false;
    assert_eq!(shown(&off), Vec::<String>::new());
    let mut ignored = config(vec![]);
    ignored.topics.ignore = vec!["Floods".into()];
    assert_eq!(shown(&ignored), Vec::<String>::new());
}

#[test]
fn a_phrase_of_a_built_in_topic_is_not_discovered_again() {
    let text =
        ["They spoke of missile defence and of tidal ferries.", "More missile defence, said all; tidal ferries too."];
    let (library, _) = analyse(vec![article("a.txt", "", &text), article("b.txt", "", &text)], &config(vec![]));
    let topics: Vec<(&str, TopicHow)> =
        library.of_kind(TopicKind::Topic).map(|(_, t)| (t.label.as_str(), t.how)).collect();
    assert_eq!(topics, [("Missile defence", TopicHow::BuiltIn), ("Tidal ferries", TopicHow::Discovered)]);
}

#[test]
fn a_label_of_the_compiler_is_told_once() {
    let own = |label: &str, kind| CuratedTopic { kind, ..topic(label, &[], &[], &[]) };
    let text = ["The Channel Tunnel opened. The Dunmore Summit met; the Dunmore Summit ended."];
    let shown = |topics: Vec<CuratedTopic>| {
        let (library, _) = analyse(vec![article("a.txt", "", &text)], &config(topics));
        sound(&library);
        let topics =
            library.topics.rows().iter().filter(|t| t.label.ends_with("Tunnel") || t.label.ends_with("Summit"));
        topics.map(|t| (t.label.clone(), t.kind)).collect::<BTreeSet<_>>()
    };
    let told = |tunnel, summit| [("Channel Tunnel".into(), tunnel), ("Dunmore Summit".into(), summit)].into();
    assert_eq!(shown(vec![]), told(TopicKind::Work, TopicKind::Event));
    let tunnel = own("channel tunnel", TopicKind::Topic);
    assert!(!shown(vec![tunnel]).contains(&("Channel Tunnel".into(), TopicKind::Work)));
    let both = vec![own("Channel Tunnel", TopicKind::Event), own("Dunmore Summit", TopicKind::Topic)];
    assert_eq!(shown(both), told(TopicKind::Event, TopicKind::Topic));
}

/// A small collection that shares people, places and subjects.
fn collection() -> Vec<Article> {
    (0..12)
        .map(|i| {
            let person = ["Ilka Torvanen", "Marlow Penfold", "Orla Brackwell"][i % 3];
            let place = ["Peru", "Kenya", "Norway", "Japan"][i % 4];
            let subject = ["the copper mine", "a fishing treaty", "rail freight"][i % 3];
            let first = format!("Minister {person} came to {place} in {} to see {subject}.", 1990 + i);
            let surname = person.rsplit(' ').next().unwrap();
            let second = format!("Of {subject} {surname} said little. The Dunmore Bank (DB) paid for {subject}.");
            article(&format!("{i:02}.txt"), "", &[first.as_str(), second.as_str(), "The DB is in Norway."])
        })
        .collect()
}

/// The library without ids, by name of file.
fn told(library: &Library) -> Vec<String> {
    let name = |id: ArticleId| library.articles[id].origin.name().to_string();
    let mut out: Vec<String> = library
        .topics
        .rows()
        .iter()
        .map(|t| {
            let mentions: Vec<_> = t.mentions.iter().map(|m| (name(m.article), m.block, m.span)).collect();
            format!("{} {} {:?} {mentions:?} {:?}", t.id, t.label, t.words, t.with)
        })
        .collect();
    let mut articles: Vec<String> = library
        .articles
        .ids()
        .map(|id| {
            let near: Vec<_> = library.neighbours[id].iter().map(|n| (n.score, &n.shared)).collect();
            format!("{} {:?} {near:?} {:?}", name(id), library.topics_of[id], library.key_terms[id])
        })
        .collect();
    articles.sort();
    out.extend(articles);
    out
}

#[test]
fn the_order_of_articles_and_the_run_do_not_matter() {
    let config = config(vec![topic("Mining", &["copper mine"], &[], &[]), topic("Fishing", &["fishing"], &[], &[])]);
    let (one, _) = analyse(collection(), &config);
    let (same, _) = analyse(collection(), &config);
    let mut backwards = collection();
    backwards.reverse();
    let (other, _) = analyse(backwards, &config);
    sound(&one);
    assert_eq!(told(&one), told(&same));
    assert_eq!(told(&one), told(&other));
    assert!(one.neighbours.rows().iter().all(|n| !n.is_empty()));
    assert!(!one.neighbours[ArticleId::from_index(0)][0].shared.is_empty());
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]
    #[test]
    fn any_text_is_read(texts in proptest::collection::vec("(\\PC|[A-Za-z .,'’-]){0,200}", 1..4), title in "\\PC{0,40}") {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let (library, _) = analyse(vec![article("a.txt", &title, &texts), article("b.txt", "", &texts)], &config(vec![]));
        sound(&library);
    }
}

#[test]
fn offices_are_no_part_of_names_and_lists_are() {
    check(
        &["We met Oil Minister Edith Marlowe. Then Bank of Kenya Governor Joseph Adeyemi said little."],
        TopicKind::Person,
        &["Edith Marlowe: Edith Marlowe", "Joseph Adeyemi: Joseph Adeyemi"],
    );
    check(
        &["It was said by the Council on Energy, Environment and Water in May."],
        TopicKind::Organisation,
        &["Council on Energy, Environment and Water: Council on Energy, Environment and Water"],
    );
}
