//! What articles hold of one entry, by article.

use crate::model::ArticleId;

/// What one article holds of one entry.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    pub(super) body: f32,
    pub(super) title: f32,
    pub(super) lead: f32,
    pub(super) says: u32,
    pub(super) distinct: u32,
    pub(super) last_alias: Option<u32>,
    pub(super) full: bool,
    pub(super) dateline: bool,
    pub(super) record: bool,
    pub(super) added: bool,
}

/// Tallies by article. Made for being filled in order of article, more than once.
#[derive(Clone, Debug, Default)]
pub(super) struct Tallies {
    /// In order.
    list: Vec<(ArticleId, Tally)>,
    /// In order too: those that came when the list was beyond them.
    late: Vec<(ArticleId, Tally)>,
}

impl Tallies {
    /// The tally of an article, a new one where it has none.
    pub(super) fn at(&mut self, article: ArticleId) -> &mut Tally {
        if self.late.last().is_some_and(|last| last.0 > article) {
            self.settle();
        }
        let of = |list: &[(ArticleId, Tally)]| match list.last() {
            Some(last) if last.0 >= article => list.binary_search_by_key(&article, |(id, _)| *id),
            _ => Err(list.len()),
        };
        let (list, at) = match (of(&self.list), of(&self.late)) {
            (Ok(at), _) => (&mut self.list, at),
            (Err(_), Ok(at)) => (&mut self.late, at),
            (Err(at), Err(late)) => {
                let (list, at) = if at == self.list.len() { (&mut self.list, at) } else { (&mut self.late, late) };
                list.push((article, Tally::default()));
                (list, at)
            }
        };
        &mut list[at].1
    }

    /// The tally of an article, if it has one.
    pub(super) fn get(&self, article: ArticleId) -> Option<&Tally> {
        let of = |list: &[(ArticleId, Tally)]| list.binary_search_by_key(&article, |(id, _)| *id).ok();
        of(&self.list).map(|at| &self.list[at].1).or_else(|| of(&self.late).map(|at| &self.late[at].1))
    }

    /// Takes away the tally of an article.
    pub(super) fn remove(&mut self, article: ArticleId) {
        self.list.retain(|(id, _)| *id != article);
        self.late.retain(|(id, _)| *id != article);
    }

    /// All of them, in no order that tells anything.
    pub(super) fn iter(&self) -> impl Iterator<Item = (ArticleId, &Tally)> {
        self.list.iter().chain(&self.late).map(|(id, tally)| (*id, tally))
    }

    fn settle(&mut self) {
        self.list.append(&mut self.late);
        // Two runs that are in order are merged.
        self.list.sort_by_key(|(id, _)| *id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TableId;

    #[test]
    fn every_article_has_one_tally_in_whatever_order_it_comes() {
        let mut tallies = Tallies::default();
        for article in [1, 3, 3, 7, 2, 5, 7, 2, 0, 9, 8, 1] {
            tallies.at(ArticleId::from_index(article)).says += 1;
        }
        let mut all: Vec<(usize, u32)> = tallies.iter().map(|(id, tally)| (id.index(), tally.says)).collect();
        all.sort_unstable();
        assert_eq!(all, [(0, 1), (1, 2), (2, 2), (3, 2), (5, 1), (7, 2), (8, 1), (9, 1)]);
        tallies.remove(ArticleId::from_index(8));
        let says = |n: usize| tallies.get(ArticleId::from_index(n)).map(|tally| tally.says);
        assert_eq!([says(8), says(2), says(9), says(4)], [None, Some(2), Some(1), None]);
    }
}
