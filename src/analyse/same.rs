//! A topic and a name that are one thing.

use super::rows::Row;
use crate::model::*;
use crate::text::fold;
use std::collections::BTreeMap;

/// A topic and a name of one label that mostly stand in the same places are one thing: both get the places of both.
/// `rank` is the order of articles in time.
pub(super) fn join(rows: &[Row], mentions: &mut [Vec<Mention>], rank: &[u32]) {
    let mut names: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.entry.kind.is_name()) {
        names.entry(fold(&row.entry.label)).or_default().push(at);
    }
    for (topic, row) in rows.iter().enumerate().filter(|(_, row)| row.entry.kind == TopicKind::Topic) {
        let Some([name]) = names.get(&fold(&row.entry.label)).map(Vec::as_slice) else { continue };
        let place = |m: &Mention| (rank[m.article.index()], m.block, m.span.start, std::cmp::Reverse(m.span.end));
        let known = |m: &&Mention| mentions[*name].binary_search_by_key(&place(m), place).is_ok();
        let both = mentions[topic].iter().filter(known).count();
        if both * 2 < mentions[topic].len().min(mentions[*name].len()) || both == 0 {
            continue;
        }
        let mut joined = mentions[topic].clone();
        joined.extend(&mentions[*name]);
        // Where both stand in one place, what is said of saying there is kept.
        joined.sort_by_key(|m| (place(m), !m.says));
        joined.dedup_by(|b, a| a.article == b.article && a.block == b.block && a.span.overlaps(b.span));
        mentions[topic].clone_from(&joined);
        mentions[*name] = joined;
    }
}
