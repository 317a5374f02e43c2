//! The author named in the dateline of the first lines of the text.

use super::super::byline::reporter;
use super::{Candidate, Of, Reader};

/// Lines from the first of the text in which it may stand: a caption may be taken for that one.
const FIRST: usize = 3;

impl Reader<'_> {
    /// `(항구=뉴스) 홍길동 기자 = 글`, `港口社5月3日电（记者王小明）字`.
    pub(super) fn dateline(&self) -> Option<Candidate> {
        let lines = self.zones.start..(self.zones.start + FIRST).min(self.zones.end);
        lines.into_iter().find_map(|i| {
            let line = &self.page.lines[i];
            // Short lines with a by-word are asked anyway.
            let open = line.foreign > 0 && (line.is_prose() || line.byline().is_none()) && !self.marks.is_out(i);
            let found = reporter::in_dateline(line.text()).filter(|_| open)?;
            let points = self.measure(i, &found, Of::ByWord);
            Some(Candidate { line: i, found, whole: false, asked: i, points })
        })
    }
}
