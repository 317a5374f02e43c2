//! What others take for the article: the reader of another project, and the text that structured data gives.

use super::Piece;
use dom_query::{Document, NodeId};
use dom_smoothie::{Config, Readability};
use std::collections::HashSet;

/// Asks the other reader, and notes for each block how much of it that one kept.
pub(super) fn other_reader(document: Document, nodes: &[(NodeId, u32, u32)], pieces: &mut [Piece]) {
    let config = Config { disable_json_ld: true, ..Config::default() };
    let Ok(mut reader) = Readability::with_document(document, None, Some(config)) else { return };
    if reader.parse().is_err() {
        return;
    }
    // Nodes keep their numbers: what stands below the reader's own element was kept.
    let article = reader.doc.select("#readability-page-1");
    let Some(root) = article.nodes().first() else { return };
    let texts = root.descendants_it().filter(|node| node.query_or(false, |n| n.is_text()));
    let kept: HashSet<NodeId> = texts.map(|node| node.id).collect();
    if kept.is_empty() {
        return;
    }
    let mut shares = vec![(0u32, 0u32); pieces.len()];
    for (node, piece, written) in nodes {
        if let Some(share) = shares.get_mut(*piece as usize) {
            share.0 += if kept.contains(node) { *written } else { 0 };
            share.1 += written;
        }
    }
    for (piece, (kept, all)) in pieces.iter_mut().zip(shares) {
        piece.article = Some((kept * 64).checked_div(all).unwrap_or(0) as u8);
    }
}

/// Words of a run that is looked up.
const RUN: usize = 4;

/// How much of each block stands in the article that structured data gives, from 0 to 64. None without such text.
pub(super) fn structured(text: &str, pieces: &[Piece], bodies: &[String]) -> Option<Vec<u8>> {
    let mut known: Vec<u64> = Vec::new();
    for body in bodies {
        let words = words(body);
        known.extend(words.windows(RUN).map(run));
    }
    if known.len() < 40 {
        return None;
    }
    known.sort_unstable();
    known.dedup();
    let mut all: Vec<u64> = Vec::new();
    let mut ends = Vec::with_capacity(pieces.len());
    for piece in pieces {
        all.extend(words(&text[piece.span.range()]));
        ends.push(all.len());
    }
    let held: Vec<bool> = all.windows(RUN).map(|w| known.binary_search(&run(w)).is_ok()).collect();
    let mut out = Vec::with_capacity(pieces.len());
    let mut from = 0;
    for to in ends {
        // Short blocks are looked up with what stands around them.
        let (first, last) = if to - from >= RUN { (from, to - RUN) } else { (to.saturating_sub(RUN), from) };
        let runs = held.get(first..(last + 1).min(held.len())).unwrap_or(&[]);
        let found = runs.iter().filter(|h| **h).count();
        let share = if to - from >= RUN {
            (found * 64).checked_div(runs.len()).unwrap_or(0)
        } else {
            64 * usize::from(found > 0)
        };
        out.push(share as u8);
        from = to;
    }
    // A text that is not on the page (an excerpt in another form) says nothing of its blocks.
    let shared = held.iter().filter(|h| **h).count();
    (shared * 2 > known.len()).then_some(out)
}

fn run(words: &[u64]) -> u64 {
    words.iter().fold(7, |hash, w| (hash ^ w).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23))
}

/// Hashes of the words of a text.
fn words(text: &str) -> Vec<u64> {
    let mut out = Vec::new();
    let mut hash = 0u64;
    for c in text.chars() {
        if c.is_alphanumeric() {
            let small = c.to_lowercase().next().unwrap_or(c);
            hash = (hash ^ u64::from(small as u32)).wrapping_mul(0x0000_0100_0000_01b3).wrapping_add(0x1234_5678_9abc);
        } else if hash != 0 {
            out.push(hash);
            hash = 0;
        }
    }
    if hash != 0 {
        out.push(hash);
    }
    out
}
