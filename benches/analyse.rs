//! What analysing costs, on generated articles of about 800 words.

use dossier::config::{Config, CuratedTopic, Input};
use dossier::model::*;

fn main() {
    divan::main();
}

/// A small generator of numbers, the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n
    }
}

const SYLLABLES: &[&str] = &["ba", "ken", "lo", "mir", "na", "pol", "ra", "sto", "tu", "ven", "wa", "xi", "yor", "zen"];
const NAMES: &[&str] = &["Peru", "Kenya", "Norway", "Japan", "Ilka Torvanen", "Torvanen", "Dunmore Bank", "NATO", "US"];
const LINKS: &[&str] = &["the", "of", "in", "and", "to", "a", "said", "for", "with", "was", "minister", "trade"];

/// A word of a field by how rare it is; field 0 is everybody's.
fn word_of(field: usize, rank: usize) -> String {
    let mut seed = Numbers((field * 7919 + rank) as u64 + 1);
    (0..2 + seed.below(3)).map(|_| SYLLABLES[seed.below(SYLLABLES.len())]).collect()
}

fn word(numbers: &mut Numbers, topic: usize) -> String {
    let rank = numbers.below(40) * numbers.below(40);
    word_of(if numbers.below(3) == 0 { topic } else { 0 }, rank)
}

fn article(at: usize) -> Article {
    let mut numbers = Numbers(at as u64 + 17);
    let topic = numbers.below(50) + 1;
    let mut blocks = Vec::new();
    for n in 0..16u32 {
        let mut text = String::new();
        for i in 0..50 {
            let first = i % 17 == 0;
            let mut next = match numbers.below(20) {
                0..=8 => LINKS[numbers.below(LINKS.len())].to_string(),
                9 => NAMES[numbers.below(NAMES.len())].to_string(),
                _ => word(&mut numbers, topic),
            };
            if first {
                text.push_str(if i == 0 { "" } else { ". " });
                next[..1].make_ascii_uppercase();
            } else {
                text.push(' ');
            }
            text.push_str(&next);
        }
        text.push('.');
        let label = Label::Passage(n + 1, Key { words: n, time: 1 });
        blocks.push(Block {
            kind: BlockKind::Paragraph,
            label,
            text,
            inlines: vec![],
            spans: Spans::default(),
            line: n + 1,
        });
    }
    let title =
        Known::Stated { value: format!("{} {}", word(&mut numbers, topic), at), span: Span::default(), line: 1 };
    Article {
        origin: Origin::file(format!("{at:06}.txt")),
        sha256: String::new(),
        bytes: 0,
        charset: Charset { name: "UTF-8", how: CharsetHow::Valid },
        media: Media::Text,
        language: Some("en".into()),
        direction: Direction::LeftToRight,
        metadata: Metadata { title, ..Metadata::default() },
        file_title: String::new(),
        first_words: String::new(),
        blocks,
        beside: vec![],
        edits: vec![],
        ledger: Ledger::default(),
        lines: 16,
        words: 800,
        note: vec![],
        topics_added: vec![],
        topics_removed: vec![],
        unlinked: vec![],
        slug: None,
        same_as: None,
        not_same_as: vec![],
    }
}

fn config() -> Config {
    let mut config = Config::new(Input::Embedded);
    config.topics.curated = (0..60)
        .map(|i| {
            let aliases: Vec<String> = (0..8).map(|n| word_of(i % 50 + 1, 90 + 31 * n)).collect();
            CuratedTopic {
                id: format!("t{i}"),
                label: format!("{} {i}", aliases[0]),
                kind: TopicKind::Topic,
                aliases,
                not: vec![],
                broader: vec![],
                min_strength: None,
                record: Default::default(),
            }
        })
        .collect();
    config
}

#[divan::bench(args = [100, 1_000], sample_count = 5)]
fn analyse(bencher: divan::Bencher, articles: usize) {
    let config = config();
    bencher
        .counter(divan::counter::ItemsCount::new(articles))
        .with_inputs(|| (0..articles).map(article).collect::<Vec<Article>>())
        .bench_values(|articles| dossier::analyse::analyse(articles, &config));
}
