//! What the mentions of topics and names tell: in how many passages, beside what, in which words.

use super::super::constants::WITH_MOST;
use super::super::rows::Row;
use super::super::terms::plain;
use super::super::words::ByHash;
use crate::lang::short_hash::ShortHash;
use crate::model::*;
use crate::text::fold;
use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasherDefault;

/// Fills in how many blocks of each article mention each topic.
pub(super) fn count_passages(mentions: &[Vec<Mention>], topics_of: &mut Table<ArticleId, Vec<ArticleTopic>>) {
    let mut counts: Vec<Vec<(TopicId, u32)>> = vec![Vec::new(); topics_of.len()];
    for (at, list) in mentions.iter().enumerate() {
        let topic = TopicId::from_index(at);
        for passage in list.chunk_by(|a, b| a.article == b.article && a.block == b.block) {
            let counts = &mut counts[passage[0].article.index()];
            match counts.last_mut() {
                Some((last, n)) if *last == topic => *n += 1,
                _ => counts.push((topic, 1)),
            }
        }
    }
    for (of, mut counts) in topics_of.rows_mut().iter_mut().zip(counts) {
        counts.sort_unstable_by_key(|(topic, _)| *topic);
        for topic in of {
            if let Ok(at) = counts.binary_search_by_key(&topic.topic, |(topic, _)| *topic) {
                topic.passages = counts[at].1;
            }
        }
    }
}

/// Topics that share most passages with each row, and names that several articles mention.
pub(super) fn with(rows: &[Row], mentions: &[Vec<Mention>], articles: usize) -> Vec<Vec<(TopicId, u32)>> {
    let telling: Vec<bool> = rows
        .iter()
        .zip(mentions)
        .map(|(row, list)| match row.entry.kind {
            TopicKind::Topic => true,
            kind => kind.is_name() && list.first().map(|m| m.article) != list.last().map(|m| m.article),
        })
        .collect();
    let mut blocks: Vec<Vec<(u32, u32)>> = vec![Vec::new(); articles];
    for (at, list) in mentions.iter().enumerate() {
        for passage in list.chunk_by(|a, b| a.article == b.article && a.block == b.block) {
            blocks[passage[0].article.index()].push((passage[0].block, at as u32));
        }
    }
    let mut counts: ByHash<u32> = ByHash::default();
    for mut list in blocks {
        list.sort_unstable();
        for block in list.chunk_by(|a, b| a.0 == b.0) {
            for (_, subject) in block.iter().filter(|(_, at)| telling[*at as usize]) {
                for (_, other) in block.iter().filter(|(_, other)| other != subject) {
                    *counts.entry(u64::from(*other) << 32 | u64::from(*subject)).or_default() += 1;
                }
            }
        }
    }
    let mut out: Vec<Vec<(TopicId, u32)>> = vec![Vec::new(); rows.len()];
    for (pair, n) in counts {
        out[(pair >> 32) as usize].push((TopicId::from_index(pair as u32 as usize), n));
    }
    for list in &mut out {
        list.sort_unstable_by_key(|(topic, n)| (std::cmp::Reverse(*n), *topic));
        let mut left = [WITH_MOST; 2];
        list.retain(|(topic, _)| {
            let of = &mut left[usize::from(rows[topic.index()].entry.kind.is_name())];
            std::mem::replace(of, of.saturating_sub(1)) > 0
        });
    }
    out
}

/// The words that mention a topic, most frequent first, as they mostly stand there.
pub(super) fn words(mentions: &[Mention], articles: &Table<ArticleId, Article>) -> Vec<String> {
    let mut forms: HashMap<&str, u32, BuildHasherDefault<ShortHash>> = HashMap::default();
    for m in mentions {
        let text = articles[m.article].blocks.get(m.block as usize).and_then(|b| b.text.get(m.span.range()));
        *forms.entry(text.unwrap_or("")).or_default() += 1;
    }
    let mut folded: BTreeMap<String, (u32, BTreeMap<String, u32>)> = BTreeMap::new();
    for (form, n) in forms {
        let shown = plain(form);
        let (sum, shapes) = folded.entry(fold(&shown)).or_default();
        *sum += n;
        *shapes.entry(shown).or_default() += n;
    }
    let mut words: Vec<(u32, String)> = folded
        .into_values()
        .filter_map(|(sum, shapes)| {
            let best = shapes.into_iter().min_by_key(|(form, n)| (std::cmp::Reverse(*n), form.clone()))?;
            Some((sum, best.0))
        })
        .filter(|(_, form)| !form.is_empty())
        .collect();
    words.sort_by_key(|(n, form)| (std::cmp::Reverse(*n), form.clone()));
    words.into_iter().map(|(_, form)| form).collect()
}
