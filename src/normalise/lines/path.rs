//! The best path through the states of a page, and how sure each step of it is.

use super::Tuning;

/// Where on a page a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::normalise) enum State {
    /// Above the article.
    Head,
    /// In it.
    Body,
    /// Between two parts of it.
    Insert,
    /// Below it.
    Tail,
}

const STATES: [State; 4] = [State::Head, State::Body, State::Insert, State::Tail];
const HEAD: usize = 0;
const BODY: usize = 1;
const INSERT: usize = 2;
const TAIL: usize = 3;
const NEVER: i64 = i64::MIN / 4;

/// A reading of a page.
pub(super) struct Settled {
    pub(super) states: Vec<State>,
    /// For each line, the best reading with it in the body less the best reading with it elsewhere.
    pub(super) margins: Vec<i64>,
}

/// What a line weighs in the body: its log-odds times the root of its words, in thousandths.
fn weight(odds: i32, bias: i32, words: u32) -> i64 {
    let root = i64::from(((words.min(4_000) + 1) * 256).isqrt());
    i64::from(odds + bias) * root / 48
}

/// Raises the bias until the answer has enough words, since an empty answer is of no use to a reader.
pub(super) fn settle(odds: &[i32], words: &[u32], tuning: &Tuning) -> Settled {
    let all: u32 = words.iter().sum();
    let enough = tuning.fewest.min(all / 2);
    let mut bias = tuning.bias;
    loop {
        let weights: Vec<i64> = odds.iter().zip(words).map(|(o, w)| weight(*o, bias, *w)).collect();
        let settled = read(&weights, tuning.insert);
        let kept: u32 = settled.states.iter().zip(words).filter(|(s, _)| **s == State::Body).map(|(_, w)| *w).sum();
        if kept >= enough || bias > tuning.bias + 8_000 {
            return settled;
        }
        bias += 500;
    }
}

/// From which states a state is entered, and at what cost.
fn step(from: &[i64; 4], (leave, back): (i64, i64)) -> [(i64, usize); 4] {
    let best = |options: &[(usize, i64)]| {
        let mut best = (NEVER, 0);
        for (state, cost) in options {
            if from[*state] - cost > best.0 {
                best = (from[*state] - cost, *state);
            }
        }
        best
    };
    [
        (from[HEAD], HEAD),
        best(&[(BODY, 0), (HEAD, 0), (INSERT, back)]),
        best(&[(INSERT, 0), (BODY, leave)]),
        best(&[(TAIL, 0), (BODY, 0)]),
    ]
}

/// The best path and the margin of each line.
fn read(weights: &[i64], insert: (i64, i64)) -> Settled {
    let n = weights.len();
    let mut forward: Vec<[i64; 4]> = Vec::with_capacity(n);
    let mut came: Vec<[u8; 4]> = Vec::with_capacity(n);
    for (i, weight) in weights.iter().enumerate() {
        let mut here =
            if i == 0 { [(0, HEAD), (0, BODY), (NEVER, INSERT), (NEVER, TAIL)] } else { step(&forward[i - 1], insert) };
        here[BODY].0 += weight;
        forward.push(here.map(|(score, _)| score));
        came.push(here.map(|(_, from)| from as u8));
    }
    let mut backward = vec![[0i64; 4]; n];
    // An insert that never comes back is a tail that was paid for: no path may end in it.
    backward[n - 1][INSERT] = NEVER;
    for i in (0..n - 1).rev() {
        let next = backward[i + 1];
        let into_body = next[BODY] + weights[i + 1];
        backward[i] = [
            next[HEAD].max(into_body),
            into_body.max(next[INSERT] - insert.0).max(next[TAIL]),
            next[INSERT].max(into_body - insert.1),
            next[TAIL],
        ];
    }
    let mut state = BODY;
    for candidate in [HEAD, TAIL] {
        if forward[n - 1][candidate] > forward[n - 1][state] {
            state = candidate;
        }
    }
    let mut states = vec![State::Head; n];
    for i in (0..n).rev() {
        states[i] = STATES[state];
        state = came[i][state] as usize;
    }
    let margins = (0..n)
        .map(|i| {
            let through = |s: usize| forward[i][s].saturating_add(backward[i][s]);
            through(BODY) - through(HEAD).max(through(INSERT)).max(through(TAIL))
        })
        .collect();
    Settled { states, margins }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn states(odds: &[i32], words: &[u32]) -> String {
        let letter = |s: &State| match s {
            State::Head => 'h',
            State::Body => 'b',
            State::Insert => 'i',
            State::Tail => 't',
        };
        settle(odds, words, &Tuning::default()).states.iter().map(letter).collect()
    }

    #[test]
    fn a_page_has_a_head_a_body_and_a_tail() {
        assert_eq!(states(&[-3000, 2000, 2000, -3000, -3000], &[4, 30, 30, 4, 4]), "hbbtt");
    }

    #[test]
    fn a_strong_interruption_is_an_insert_and_a_weak_one_stays() {
        assert_eq!(states(&[3000, 3000, -9000, -9000, 3000, 3000], &[40; 6]), "bbiibb");
        assert_eq!(states(&[3000, 3000, -1000, 3000, 3000], &[40, 40, 4, 40, 40]), "bbbbb");
    }

    #[test]
    fn something_remains_of_any_page() {
        assert_eq!(states(&[-4000, -500, -4000], &[5, 60, 5]), "hbt");
        assert_eq!(states(&[-4000], &[5]), "b");
    }

    #[test]
    fn margins_agree_with_states() {
        let odds = [-3000, 2000, -200, 2000, -3000, 400, -3000];
        let settled = settle(&odds, &[5, 30, 3, 30, 5, 9, 5], &Tuning::default());
        for (state, margin) in settled.states.iter().zip(&settled.margins) {
            assert!((*state == State::Body) == (*margin > 0) || *margin == 0, "{state:?} {margin}");
        }
    }
}
