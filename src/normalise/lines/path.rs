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
    let root = ROOTS.get(words as usize).copied().unwrap_or_else(|| root(words));
    i64::from(odds + bias) * i64::from(root) / 48
}

/// The root of one more than a number of words, 16 standing for one; no higher than that of 4,000.
const fn root(words: u32) -> u32 {
    let words = if words < 4_000 { words } else { 4_000 };
    ((words + 1) * 256).isqrt()
}

/// That of the numbers that most lines have.
static ROOTS: [u32; 256] = {
    let mut roots = [0; 256];
    let mut words = 0;
    while words < roots.len() {
        roots[words] = root(words as u32);
        words += 1;
    }
    roots
};

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

/// The best path and the margin of each line.
///
/// Nothing is won or lost in the head, nor in the tail once it is reached: of the four states only the body, the
/// inserts and the way to the tail have scores forward, only the first three backward.
fn read(weights: &[i64], insert: (i64, i64)) -> Settled {
    let n = weights.len();
    let (leave, back) = insert;
    let mut here = Scores { body: weights[0], insert: NEVER, tail: NEVER };
    let mut forward = Vec::with_capacity(n);
    forward.push(here);
    for weight in &weights[1..] {
        here = Scores {
            body: here.body.max(0).max(here.insert - back) + weight,
            insert: here.insert.max(here.body - leave),
            tail: here.tail.max(here.body),
        };
        forward.push(here);
    }
    let mut state = if here.body < 0 { HEAD } else { BODY };
    if here.tail > here.body.max(0) {
        state = TAIL;
    }
    let (mut states, mut margins) = (vec![State::Head; n], vec![0; n]);
    // What is still to come in the head, in the body and in an insert. An insert that never comes back is a tail
    // that was paid for: no path may end in it.
    let (mut head, mut body, mut inside) = (0, 0, NEVER);
    for i in (0..n).rev() {
        let here = &forward[i];
        margins[i] = here.body + body - head.max(here.insert + inside).max(here.tail);
        states[i] = STATES[state];
        let into_body = body + weights[i];
        (head, body, inside) =
            (head.max(into_body), into_body.max(inside - leave).max(0), inside.max(into_body - back));
        if i > 0 {
            state = forward[i - 1].before(state, insert);
        }
    }
    Settled { states, margins }
}

/// The best paths to a line by the state it is in; that of the head is 0 everywhere.
#[derive(Clone, Copy)]
struct Scores {
    body: i64,
    insert: i64,
    tail: i64,
}

impl Scores {
    /// The state of a line on the best path to a state of the next: where two are as good, the one named first here.
    fn before(&self, state: usize, (leave, back): (i64, i64)) -> usize {
        match state {
            BODY if self.body >= 0 && self.body >= self.insert - back => BODY,
            BODY if self.insert - back > 0 => INSERT,
            INSERT if self.insert < self.body - leave => BODY,
            INSERT => INSERT,
            TAIL if self.tail < self.body => BODY,
            TAIL => TAIL,
            _ => HEAD,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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

    /// What a path is worth, if there is such a path.
    fn worth(path: &[State], weights: &[i64], (leave, back): (i64, i64)) -> Option<i64> {
        use State::{Body, Head, Insert, Tail};
        let steps = path.windows(2).map(|step| match step {
            [Head, Head | Body] | [Body, Body | Tail] | [Insert, Insert] | [Tail, Tail] => Some(0),
            [Body, Insert] => Some(-leave),
            [Insert, Body] => Some(-back),
            _ => None,
        });
        let ends = matches!(path[0], Head | Body) && path[path.len() - 1] != Insert;
        let body = path.iter().zip(weights).filter(|(state, _)| **state == Body).map(|(_, weight)| weight).sum::<i64>();
        Some(steps.sum::<Option<i64>>()? + body).filter(|_| ends)
    }

    proptest! {
        #[test]
        fn the_path_is_the_best_of_all(weights in prop::collection::vec(-9i64..9, 1..6), insert in (0i64..6, 0i64..6)) {
            let n = weights.len();
            let found = read(&weights, insert);
            let all = (0..1usize << (2 * n)).map(|path| (0..n).map(|i| STATES[path >> (2 * i) & 3]).collect::<Vec<_>>());
            let all: Vec<_> = all.filter_map(|path| worth(&path, &weights, insert).map(|worth| (path, worth))).collect();
            let best = |may: &dyn Fn(&[State]) -> bool| all.iter().filter(|(path, _)| may(path)).map(|(_, w)| *w).max();
            prop_assert_eq!(worth(&found.states, &weights, insert), best(&|_| true));
            for i in 0..n {
                let (with, without) = (best(&|path| path[i] == State::Body), best(&|path| path[i] != State::Body));
                prop_assert_eq!(found.margins[i], with.expect("all body") - without.expect("all head"));
            }
        }
    }
}
