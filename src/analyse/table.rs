//! One table of topics and names, with every mention, and what each article has to do with each.

mod passages;

use super::constants::*;
use super::lessons::Lessons;
use super::packed::Packed;
use super::rows::Row;
use super::same;
use super::tallies::Tally;
use super::vectors::{Terms, Vectors};
use super::vocabulary::Entry;
use crate::model::*;
use crate::text::{slug_or, sort_key};
use passages::{count_passages, with, words};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What a mention of each kind is worth.
fn weights(kind: TopicKind) -> Weights {
    let none = Weights { surname: 1.0, ..Weights::default() };
    let of = |focus: &Focus| {
        let Focus { title, lead, dateline, says, least } = *focus;
        Weights { title, lead, dateline, says, least, ..none }
    };
    match kind {
        TopicKind::Topic => {
            Weights { title: TOPIC_TITLE, lead: TOPIC_LEAD, distinct: TOPIC_DISTINCT, least: TOPIC_LEAST, ..none }
        }
        TopicKind::Place => of(&PLACE),
        TopicKind::Person => Weights { surname: SURNAME_ONLY, ..of(&PERSON) },
        TopicKind::Organisation | TopicKind::Event | TopicKind::Work => of(&ORGANISATION),
    }
}

/// All of it, for those who tell how pages were made.
pub(super) fn weighing() -> Weighing {
    let kinds = [
        TopicKind::Topic,
        TopicKind::Person,
        TopicKind::Organisation,
        TopicKind::Place,
        TopicKind::Event,
        TopicKind::Work,
    ];
    Weighing {
        kinds: kinds.map(|kind| (kind, weights(kind))).into(),
        share: (TOPIC_SHARE * 100.0).round() as u32,
        built_in_least: BUILT_IN_LEAST,
        built_in_share: (BUILT_IN_SHARE * 100.0).round() as u32,
        found_mentions: DISCOVERED_OFTEN,
    }
}

/// Scores of one article for one row, before they are set against each other.
fn score(kind: TopicKind, tally: &Tally) -> f32 {
    let Weights { title, lead, dateline, says, distinct, surname, .. } = weights(kind);
    let (n, says_here) = (tally.body, (tally.says as f32).min(2.0));
    match kind {
        TopicKind::Topic => {
            n + title * tally.title + lead * tally.lead + distinct * tally.distinct.saturating_sub(1) as f32
        }
        _ => {
            let in_title = f32::from(u8::from(tally.title > 0.0));
            let sure = if tally.full { 1.0 } else { surname };
            sure * (n + title * in_title)
                + lead * tally.lead.min(2.0)
                + dateline * f32::from(u8::from(tally.dateline))
                + says * says_here
        }
    }
}

/// The finished table, and each article's part in it.
pub(super) struct Finished {
    /// Topics and names.
    pub(super) topics: Table<TopicId, Topic>,
    /// What each article is about or mentions.
    pub(super) topics_of: Table<ArticleId, Vec<ArticleTopic>>,
}

/// Sorts, numbers and weighs the rows. `order` is newest first.
pub(super) fn finish(
    mut rows: Vec<Row>,
    articles: &Table<ArticleId, Article>,
    order: &[ArticleId],
    vocabulary: &Vocabulary,
) -> Finished {
    keep_used(&mut rows);
    rows.sort_by_cached_key(|row| (row.entry.kind, sort_key(&row.entry.label), row.entry.id.clone()));
    unique_ids(&mut rows);

    let wider = wider(&rows);
    let mut rank = vec![0u32; order.len()];
    for (at, id) in order.iter().rev().enumerate() {
        rank[id.index()] = at as u32;
    }
    let mut learned: Vec<Vec<Learned>> = rows.iter().map(|_| Vec::new()).collect();
    let mut topics_of = weigh(&rows, &wider, articles, vocabulary, &mut learned);

    let mut mentions: Vec<Vec<Mention>> = rows.iter_mut().map(|row| std::mem::take(&mut row.mentions)).collect();
    for (at, wider) in wider.iter().enumerate() {
        for to in wider {
            let narrower = mentions[at].clone();
            mentions[*to].extend(narrower);
        }
    }
    for list in &mut mentions {
        list.sort_by_key(|m| (rank[m.article.index()], m.block, m.span.start, std::cmp::Reverse(m.span.end)));
        list.dedup_by(|b, a| a.article == b.article && a.block == b.block && a.span.overlaps(b.span));
    }
    same::join(&rows, &mut mentions, &rank);
    mentions.iter_mut().for_each(Vec::shrink_to_fit);
    count_passages(&mentions, &mut topics_of);
    let with = with(&rows, &mentions, order.len());
    let topics = rows
        .into_iter()
        .zip(mentions)
        .zip(wider)
        .zip(with)
        .zip(learned)
        .map(|((((row, mentions), wider), with), learned)| Topic {
            words: words(&mentions, articles),
            id: row.entry.id,
            label: row.entry.label,
            called: row.entry.called,
            kind: row.entry.kind,
            how: row.entry.how,
            broader: wider.into_iter().map(TopicId::from_index).collect(),
            mentions,
            with,
            learned,
        })
        .collect();
    Finished { topics, topics_of }
}

/// Leaves out what no article mentions, but keeps what is wider than something that one does.
fn keep_used(rows: &mut Vec<Row>) {
    let used = |row: &Row| !row.mentions.is_empty() || row.tallies.iter().any(|(_, t)| t.record || t.added);
    let mut keep: Vec<bool> = rows.iter().map(used).collect();
    for (at, wider) in wider(rows).into_iter().enumerate() {
        if used(&rows[at]) {
            wider.into_iter().for_each(|to| keep[to] = true);
        }
    }
    let mut keep = keep.into_iter();
    rows.retain(|_| keep.next().expect("there is one mark for each row"));
}

fn unique_ids(rows: &mut [Row]) {
    let mut taken: BTreeSet<(TopicKind, String)> = BTreeSet::new();
    // Configured ids keep theirs.
    for curated in [true, false] {
        for row in rows.iter_mut().filter(|row| (row.entry.how == TopicHow::Curated) == curated) {
            let base = slug_or(&row.entry.id, 60, "entry");
            let mut id = base.clone();
            let mut n = 2;
            while !taken.insert((row.entry.kind, id.clone())) {
                id = format!("{base}-{n}");
                n += 1;
            }
            row.entry.id = id;
        }
    }
}

/// For each row the rows that are wider, at any distance, in order.
fn wider(rows: &[Row]) -> Vec<Vec<usize>> {
    let mut by_id: HashMap<&str, usize> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        by_id.entry(row.entry.id.as_str()).or_insert(at);
    }
    let direct: Vec<Vec<usize>> = rows
        .iter()
        .map(|row| {
            row.entry.broader.iter().filter_map(|id| by_id.get(slug_or(id, 60, "entry").as_str()).copied()).collect()
        })
        .collect();
    (0..rows.len())
        .map(|start| {
            let mut reached: BTreeSet<usize> = BTreeSet::new();
            let mut open = direct[start].clone();
            while let Some(at) = open.pop() {
                if at != start && reached.insert(at) {
                    open.extend(&direct[at]);
                }
            }
            reached.into_iter().collect()
        })
        .collect()
}

pub(super) fn is_configured(entry: &Entry) -> bool {
    entry.kind == TopicKind::Topic && entry.how == TopicHow::Curated
}

/// What an article holds of a row, while it is weighed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Held {
    /// The row.
    pub(super) row: usize,
    /// Its score.
    pub(super) score: f32,
    /// For configured topics, how sure the word list is: 0 to 1.
    pub(super) sure: f32,
}

/// What is said of an article and a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said {
    /// How much the article is about it.
    pub(super) strength: u16,
    /// Whether it is indexed under it.
    pub(super) indexed: bool,
    /// By what.
    pub(super) claim: Claim,
}

impl Said {
    fn or(self, other: Said) -> Said {
        Said {
            strength: self.strength.max(other.strength),
            indexed: self.indexed || other.indexed,
            claim: self.claim.min(other.claim),
        }
    }
}

/// The strongest score of each kind in an article.
struct Best([f32; 6]);

impl Best {
    fn of(rows: &[Row], held: &[Held]) -> Best {
        // Found topics are measured against configured ones, not the other way round.
        let configured = held.iter().any(|h| is_configured(&rows[h.row].entry));
        let mut best = [f32::MIN_POSITIVE; 6];
        for Held { row, score, .. } in held {
            let entry = &rows[*row].entry;
            if entry.kind != TopicKind::Topic || !configured || is_configured(entry) {
                best[entry.kind as usize] = best[entry.kind as usize].max(*score);
            }
        }
        Best(best)
    }
}

/// The words of the articles, from which topics are learned.
pub(super) struct Vocabulary<'a> {
    /// Each article as a vector.
    pub(super) vectors: &'a Vectors,
    /// The words.
    pub(super) terms: &'a Terms,
    /// The words of each article.
    pub(super) words: &'a [Packed],
}

/// What each article has to do with each row; fills in the articles that were learned.
fn weigh(
    rows: &[Row],
    wider: &[Vec<usize>],
    articles: &Table<ArticleId, Article>,
    vocabulary: &Vocabulary,
    learned: &mut [Vec<Learned>],
) -> Table<ArticleId, Vec<ArticleTopic>> {
    let mut held: Vec<Vec<Held>> = vec![Vec::new(); articles.len()];
    for (at, row) in rows.iter().enumerate() {
        for (article, tally) in row.tallies.iter() {
            held[article.index()].push(Held { row: at, score: score(row.entry.kind, tally), sure: 0.0 });
        }
    }
    let best: Vec<Best> = held.iter().map(|held| Best::of(rows, held)).collect();
    for (held, best) in held.iter_mut().zip(&best) {
        for h in held.iter_mut().filter(|h| is_configured(&rows[h.row].entry)) {
            let share = (h.score / best.0[TopicKind::Topic as usize]).min(1.0);
            h.sure = share * (h.score / TOPIC_SURE).sqrt().min(1.0);
        }
    }
    let lessons = Lessons::new(rows, articles, &held, vocabulary);
    let mut out: Table<ArticleId, Vec<ArticleTopic>> = Table::new();
    for (at, (held, best)) in held.iter().zip(&best).enumerate() {
        let id = ArticleId::from_index(at);
        let mut of: BTreeMap<usize, Said> = BTreeMap::new();
        let mut say = |row: usize, said: Said| {
            for to in std::iter::once(&row).chain(&wider[row]) {
                of.entry(*to).and_modify(|known| *known = known.or(said)).or_insert(said);
            }
        };
        for h in held {
            let Some(tally) = rows[h.row].tallies.get(id) else { continue };
            let said = lessons
                .said(rows, h, tally, at)
                .unwrap_or_else(|| listed(&rows[h.row].entry, tally, h, best, lessons.any()));
            if tally.body > 0.0 || said.indexed {
                say(h.row, said);
            }
        }
        let unnamed = |row: usize| !held.iter().any(|h| h.row == row);
        for (row, strength) in lessons.unnamed(at).filter(|(row, _)| unnamed(*row)) {
            say(row, Said { strength, indexed: true, claim: Claim::Learned });
        }
        let mut list: Vec<ArticleTopic> = of
            .iter()
            .map(|(at, said)| ArticleTopic {
                topic: TopicId::from_index(*at),
                passages: 0,
                strength: said.strength,
                indexed: said.indexed,
                claim: said.claim,
            })
            .collect();
        list.sort_by_key(|t| (std::cmp::Reverse(t.strength), t.topic));
        for topic in list.iter().filter(|t| t.claim == Claim::Learned) {
            let terms = lessons.reasons(topic.topic.index(), at, wider, &list, articles);
            learned[topic.topic.index()].push(Learned { article: id, terms });
        }
        out.push(list);
    }
    out
}

/// What is said by the word list alone.
fn listed(entry: &Entry, tally: &Tally, held: &Held, best: &Best, learning: bool) -> Said {
    let most = best.0[entry.kind as usize];
    let share = (held.score / most).min(1.0);
    let sure = (held.score / TOPIC_SURE).sqrt().min(1.0);
    let strength = if entry.kind == TopicKind::Topic { share * sure } else { share };
    let strength = (strength * 1000.0).round() as u16;
    let mentioned = tally.body > 0.0;
    let score = held.score;
    let indexed = tally.added
        || tally.record
        || match (entry.min_strength, entry.how, entry.kind) {
            (Some(least), ..) => mentioned && f32::from(strength) >= least * 1000.0,
            (None, TopicHow::Curated, TopicKind::Topic) => {
                score >= TOPIC_LEAST && score >= if learning { TOPIC_SHARE_RARE } else { TOPIC_SHARE } * most
            }
            (None, TopicHow::Curated, kind) => score >= weights(kind).least,
            (None, TopicHow::BuiltIn, TopicKind::Topic) => {
                tally.body > 0.0 && score >= BUILT_IN_LEAST && score >= BUILT_IN_SHARE * most
            }
            (None, TopicHow::Discovered, TopicKind::Topic) => {
                tally.body >= DISCOVERED_OFTEN || mentioned && tally.title > 0.0
            }
            (None, TopicHow::BuiltIn | TopicHow::Discovered, _) => mentioned,
        };
    Said { strength: if tally.added { strength.max(500) } else { strength }, indexed, claim: Claim::Named }
}
