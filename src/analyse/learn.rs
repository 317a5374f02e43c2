//! Topics by their vocabulary: from the articles that surely are about a topic, by the words of its own list, the
//! words that go with it are learned, and by these the articles about it that use none of the list.
//!
//! No labels are needed and nothing is kept between builds: a pure function of the collection. One logistic
//! regression a topic, by a fixed number of steps over articles in their order, so that it gives the same numbers in
//! every run. Beyond [`LEARN_WORK`] it learns from a sample; the sample is chosen by the names of articles, rare
//! topics first.

use super::constants::*;
use super::vectors::Vectors;
use crate::par;

/// Topics that are learned at once: a row of weights is a few words of memory.
const LANES: usize = 8;

type Lane = [f32; LANES];

/// How sure the word list is of each topic in each article.
pub(super) struct Sure<'a> {
    /// For each article, topics and how sure, 0 to 1; a topic that is not there is surely not.
    pub(super) rows: &'a [Vec<(u32, f32)>],
    /// The number of topics.
    pub(super) topics: usize,
    /// For each article a number in whose order samples are taken.
    pub(super) draw: &'a [u64],
}

/// What was learned.
#[derive(Debug, Default)]
pub(super) struct Learned {
    /// By topic, whether it was learned at all.
    pub(super) active: Vec<bool>,
    /// By article: topics and how likely they are, 0 to 1; for learned topics, in order, where likely enough to tell.
    pub(super) likely: Vec<Vec<(u32, f32)>>,
    /// By topic: terms and their weights, in order of term.
    weights: Vec<Vec<(u32, f32)>>,
}

impl Learned {
    /// The terms of an article that speak for a topic, most telling first.
    pub(super) fn reasons(&self, topic: u32, row: &[(u32, f32)]) -> Vec<u32> {
        let weights = &self.weights[topic as usize];
        let mut told: Vec<(u32, u32)> = row
            .iter()
            .filter_map(|(term, x)| {
                let at = weights.binary_search_by_key(term, |(t, _)| *t).ok()?;
                let weight = weights[at].1 * x;
                (weight > 0.0).then_some(((weight * 10_000.0).round() as u32, *term))
            })
            .collect();
        told.sort_unstable_by_key(|(weight, term)| (std::cmp::Reverse(*weight), *term));
        told.truncate(LEARN_REASONS);
        told.into_iter().map(|(_, term)| term).collect()
    }
}

/// Learns every topic that enough articles are surely about.
pub(super) fn learn(vectors: &Vectors, sure: &Sure) -> Learned {
    let mut counts = vec![0u32; sure.topics];
    for (topic, r) in sure.rows.iter().flatten() {
        counts[*topic as usize] += u32::from(*r >= LEARN_SURE);
    }
    let active: Vec<bool> = counts.iter().map(|n| *n >= LEARN_ARTICLES).collect();
    let topics: Vec<u32> = (0..sure.topics as u32).filter(|t| active[*t as usize]).collect();
    if topics.is_empty() {
        return Learned { active, ..Learned::default() };
    }
    let sample = sample(vectors, sure, &topics);
    let (columns, rows) = columns(vectors, &sample, topics.len());
    let jobs: Vec<&[u32]> = topics.chunks(LANES).collect();
    let trained = par::map(&jobs, |job| train(job, &sample, &rows, columns.len(), sure));
    let mut weights: Vec<Vec<(u32, f32)>> = vec![Vec::new(); sure.topics];
    let mut bias = vec![0f32; sure.topics];
    for (job, (table, biases)) in jobs.iter().zip(trained) {
        for (lane, topic) in job.iter().enumerate() {
            weights[*topic as usize] = telling(&table, &columns, lane);
            bias[*topic as usize] = biases[lane];
        }
    }
    let likely = likely(vectors, &topics, &weights, &bias);
    Learned { active, likely, weights }
}

/// The articles to learn from, in order.
fn sample(vectors: &Vectors, sure: &Sure, topics: &[u32]) -> Vec<usize> {
    let cost = |at: usize| vectors.row(at).len().min(LEARN_TERMS) * topics.len();
    let all = vectors.len();
    if (0..all).map(cost).sum::<usize>() <= LEARN_WORK {
        return (0..all).collect();
    }
    let mut order: Vec<usize> = (0..all).collect();
    order.sort_unstable_by_key(|at| (sure.draw[*at], *at));
    let mut taken = vec![false; all];
    let mut work = 0;
    let mut have = vec![0u32; sure.topics];
    let quota = (LEARN_WORK / (2 * LEARN_TERMS * topics.len().pow(2)).max(1)).max(LEARN_ARTICLES as usize) as u32;
    for rare in [true, false] {
        for at in &order {
            let positive = || sure.rows[*at].iter().filter(|(_, r)| *r >= LEARN_SURE).map(|(t, _)| *t as usize);
            let wanted = !taken[*at] && (!rare || positive().any(|t| have[t] < quota));
            if wanted && work + cost(*at) <= LEARN_WORK {
                taken[*at] = true;
                work += cost(*at);
                positive().for_each(|t| have[t] += 1);
            }
        }
    }
    (0..all).filter(|at| taken[*at]).collect()
}

/// The terms that are learned from, and the sampled articles in their numbers.
fn columns(vectors: &Vectors, sample: &[usize], topics: usize) -> (Vec<u32>, Vec<Vec<(u32, f32)>>) {
    let mut used = vec![0u32; vectors.terms];
    let heaviest = |at: usize| {
        let mut row = vectors.row(at).to_vec();
        if row.len() > LEARN_TERMS {
            row.select_nth_unstable_by(LEARN_TERMS - 1, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            row.truncate(LEARN_TERMS);
            row.sort_unstable_by_key(|(term, _)| *term);
        }
        row
    };
    let mut rows: Vec<Vec<(u32, f32)>> = sample.iter().map(|at| heaviest(*at)).collect();
    for (term, _) in rows.iter().flatten() {
        used[*term as usize] += 1;
    }
    let mut columns: Vec<u32> = (0..vectors.terms as u32).filter(|t| used[*t as usize] > 0).collect();
    let most = (LEARN_TABLE / topics.max(1)).max(1);
    if columns.len() > most {
        columns.sort_unstable_by_key(|t| (std::cmp::Reverse(used[*t as usize]), *t));
        columns.truncate(most);
        columns.sort_unstable();
    }
    let mut number = vec![u32::MAX; vectors.terms];
    for (at, term) in columns.iter().enumerate() {
        number[*term as usize] = at as u32;
    }
    for row in &mut rows {
        row.iter_mut().for_each(|(term, _)| *term = number[*term as usize]);
        row.retain(|(column, _)| *column != u32::MAX);
    }
    (columns, rows)
}

/// Gradient steps with momentum over the whole sample; the articles for a topic weigh as much as those against it.
fn train(topics: &[u32], sample: &[usize], rows: &[Vec<(u32, f32)>], columns: usize, sure: &Sure) -> (Vec<Lane>, Lane) {
    // For each article and lane, how much is wanted for and against.
    let mut pull: Vec<(Lane, Lane)> = Vec::with_capacity(sample.len());
    let (mut with, mut against) = ([0f32; LANES], [0f32; LANES]);
    for at in sample {
        let (mut to, mut from) = ([0f32; LANES], [1f32; LANES]);
        for (topic, r) in &sure.rows[*at] {
            let Some(lane) = topics.iter().position(|t| t == topic) else { continue };
            (to[lane], from[lane]) = if *r >= LEARN_SURE {
                (1.0, 0.0)
            } else if *r <= LEARN_SURELY_NOT {
                (0.0, 1.0)
            } else {
                let part = (r - LEARN_SURELY_NOT) / (LEARN_SURE - LEARN_SURELY_NOT);
                (LEARN_BETWEEN * part, LEARN_BETWEEN * (1.0 - part))
            };
            with[lane] += f32::from(u8::from(*r >= LEARN_SURE));
            against[lane] -= f32::from(u8::from(*r > LEARN_SURELY_NOT));
        }
        pull.push((to, from));
    }
    against.iter_mut().for_each(|n| *n += sample.len() as f32);
    for (to, from) in &mut pull {
        for lane in 0..LANES {
            to[lane] *= 0.5 / with[lane].max(1.0);
            from[lane] *= 0.5 / against[lane].max(1.0);
        }
    }
    let mut weights = vec![[0f32; LANES]; columns];
    let mut speed = vec![[0f32; LANES]; columns];
    let mut slope = vec![[0f32; LANES]; columns];
    let (mut bias, mut bias_speed) = ([0f32; LANES], [0f32; LANES]);
    for _ in 0..LEARN_STEPS {
        slope.fill([0.0; LANES]);
        let mut bias_slope = [0f32; LANES];
        for (row, (to, from)) in rows.iter().zip(&pull) {
            let mut z = bias;
            for (column, x) in row {
                let w = &weights[*column as usize];
                for lane in 0..LANES {
                    z[lane] += w[lane] * x;
                }
            }
            for lane in 0..LANES {
                let p = likelihood(z[lane]);
                z[lane] = (p - 1.0) * to[lane] + p * from[lane];
                bias_slope[lane] += z[lane];
            }
            for (column, x) in row {
                let g = &mut slope[*column as usize];
                for lane in 0..LANES {
                    g[lane] += z[lane] * x;
                }
            }
        }
        for ((w, v), g) in weights.iter_mut().zip(&mut speed).zip(&slope) {
            for lane in 0..LANES {
                v[lane] = LEARN_MOMENTUM * v[lane] - LEARN_RATE * (g[lane] + LEARN_DECAY * w[lane]);
                w[lane] += v[lane];
            }
        }
        for lane in 0..LANES {
            bias_speed[lane] = LEARN_MOMENTUM * bias_speed[lane] - LEARN_RATE * bias_slope[lane];
            bias[lane] += bias_speed[lane];
        }
    }
    (weights, bias)
}

fn likelihood(z: f32) -> f32 {
    1.0 / (1.0 + (-z).exp())
}

/// The terms that tell most for and against a topic, in order of term.
fn telling(table: &[Lane], columns: &[u32], lane: usize) -> Vec<(u32, f32)> {
    let mut all: Vec<(u32, f32)> = columns.iter().zip(table).map(|(term, w)| (*term, w[lane])).collect();
    all.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    if all.len() > LEARN_FOR + LEARN_AGAINST {
        all.drain(LEARN_FOR..all.len() - LEARN_AGAINST);
    }
    all.sort_unstable_by_key(|(term, _)| *term);
    all
}

/// How likely each topic is in each article.
fn likely(vectors: &Vectors, topics: &[u32], weights: &[Vec<(u32, f32)>], bias: &[f32]) -> Vec<Vec<(u32, f32)>> {
    // From terms to the topics for which they tell, one after another in memory.
    let mut starts = vec![0u32; vectors.terms + 1];
    for (term, _) in topics.iter().flat_map(|t| &weights[*t as usize]) {
        starts[*term as usize + 1] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let mut next = starts.clone();
    let mut told = vec![(0u32, 0f32); starts[vectors.terms] as usize];
    for (at, topic) in topics.iter().enumerate() {
        for (term, weight) in &weights[*topic as usize] {
            let place = &mut next[*term as usize];
            told[*place as usize] = (at as u32, *weight);
            *place += 1;
        }
    }
    let all: Vec<usize> = (0..vectors.len()).collect();
    par::map(&all, |at| {
        let mut z: Vec<f32> = topics.iter().map(|t| bias[*t as usize]).collect();
        for (term, x) in vectors.row(*at) {
            let range = starts[*term as usize] as usize..starts[*term as usize + 1] as usize;
            for (topic, weight) in &told[range] {
                z[*topic as usize] += weight * x;
            }
        }
        let known = topics.iter().zip(z).map(|(topic, z)| (*topic, likelihood(z)));
        known.filter(|(_, p)| *p >= LEARN_NOTED).collect()
    })
}
