//! The measures of a line that the table weighs: whole numbers, 64 standing for one.

use super::lexicon::{AGO, COPYRIGHT, PHOTO, POSTED, PROMO, STAFF};
use super::repeats::{self, Same};
use super::span::{self, Span, Topic};
use super::stats::{Line, Token, Words, sign};
use super::{Kind, LineView};

macro_rules! features {
    ($($variant:ident $name:literal $what:literal),* $(,)?) => {
        /// A measure of a line.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(usize)]
        pub(in crate::normalise) enum Feature {
            $(#[doc = $what] $variant),*
        }
        /// The names of all features, in order.
        pub(in crate::normalise) const NAMES: &[&str] = &[$($name),*];
        impl Feature {
            /// Number of features.
            pub(in crate::normalise) const COUNT: usize = NAMES.len();
            /// Places of a row: a few stay empty, so that rows are whole numbers of vectors.
            pub(super) const PLACES: usize = Feature::COUNT.next_multiple_of(8);
        }
    };
}

features! {
    LogWords "log-words" "Binary logarithm of the number of words.",
    OneWord "one-word" "A single word.",
    FewWords "few-words" "Two to four words.",
    SomeWords "some-words" "Five to eleven words.",
    EndMark "end-mark" "Ends with a full stop, an exclamation or a question mark.",
    LongEnd "long-end" "Twelve words or more, with an end mark.",
    MiddleEnd "middle-end" "Five to eleven words, with an end mark.",
    LongOpen "long-open" "Twelve words or more, without an end mark.",
    Colon "colon" "Ends with a colon.",
    Dots "dots" "Ends with dots.",
    Question "question" "Ends with a question mark.",
    EndBracket "end-bracket" "Ends with a closing bracket.",
    EndQuote "end-quote" "Ends with a closing quotation mark.",
    Quote "quote" "Begins with a quotation mark.",
    Lower "lower" "Begins in lower case.",
    Bullet "bullet" "Begins with a bullet or a dash.",
    Number "number" "Begins with a number.",
    Bracket "bracket" "Begins with a bracket.",
    Address "address" "Holds a web address.",
    At "at" "Holds an at sign.",
    Pipe "pipe" "Holds a pipe or another mark of menus.",
    SentenceCount "sentences" "Marks at the end of sentences inside the line, up to four.",
    Quotes "quotes" "Quotation marks, up to four.",
    SaidWhole "said-whole" "An interface phrase is all of the line.",
    SaidPart "said-part" "An interface phrase stands in the line.",
    SaidShare "said-share" "Share of the line that the longest interface phrase covers.",
    SaidPromotion "said-promotion" "An invitation or advertisement stands in the line.",
    SaidRelated "said-related" "A heading of other articles stands in the line.",
    SaidComments "said-comments" "A phrase of comments stands in the line.",
    SaidNotice "said-notice" "A notice stands in the line.",
    SaidPicture "said-picture" "A phrase of captions stands in the line.",
    Promo "promo" "A word of invitations, per root of words.",
    StopBefore "stop-before" "A heading of comments or other articles stands above, below the start of the span.",
    StopNear "stop-near" "It stands at most five lines above.",
    StopFar "stop-far" "Lines since it, as a logarithm.",
    CommentsBefore "comments-before" "A heading of comments stands above, below the start of the span.",
    ShortRun "short-run" "Length of the run of short lines without end mark, as a logarithm.",
    LongRun "long-run" "Length of the run of full sentences, as a logarithm.",
    ShapeNear "shape-near" "A neighbour has the same pattern of words and marks.",
    ShapeCount "shape-count" "Lines of the same pattern on the page, as a logarithm.",
    Credit "credit" "Names a picture's agency at an end or in brackets.",
    PhotoWord "photo-word" "A short line with a word of pictures.",
    Tweet "tweet" "An at sign in brackets on this line or the next.",
    Copyright "copyright" "A copyright sign or its words.",
    Byline "byline" "Names the author.",
    ShortDate "short-date" "A date in a short line.",
    ShortTime "short-time" "A time in a short line.",
    PostedWord "posted-word" "A word of dates in a short line.",
    AgoWord "ago-word" "A date told from now in a short line.",
    StaffWord "staff-word" "What authors are called, in a short line.",
    BeforeByline "before-byline" "The first byline or dated line stands within twelve lines below.",
    AfterByline "after-byline" "It stands within four lines above.",
    NextArticles "next-articles" "Heads of other articles above, below the start of the span.",
    NextHead "next-head" "A short line with a byline or date and then a sentence below it, late on the page.",
    Stops "stops" "Share of function words of the page's language.",
    ForeignStops "foreign-stops" "Share of function words of other languages only.",
    LongNoStops "long-no-stops" "Eight words or more, hardly one of them a function word.",
    InSpan "in-span" "Stands in the span.",
    BeforeSpan "before-span" "Stands above the span.",
    AfterSpan "after-span" "Stands below the span.",
    ToSpan "to-span" "Lines to the span, as a logarithm.",
    FromStart "from-start" "Lines since the span began, as a logarithm.",
    ToEnd "to-end" "Lines to the span's end, as a logarithm.",
    MassBefore "mass-before" "Share of the page's running text above.",
    Capitals "capitals" "Share of words with a capital.",
    Upper "upper" "Share of words in capitals.",
    Digits "digits" "Share of digits among letters and digits.",
    Topic "topic" "Share of content words that title and lead hold.",
    TopicNone "topic-none" "Six content words or more, none of which title and lead hold.",
    HalfTopic "half-topic" "Share of content words that the first half of the span holds.",
    Names "names" "Names shared with title and lead, up to four.",
    SameBefore "same-before" "The same words stand above.",
    SameAfter "same-after" "The same words stand below.",
    NearBefore "near-before" "Share of runs of three words that stand above.",
    NearAfter "near-after" "Share of runs of three words that stand below.",
    HeadersBefore "headers-before" "Comment headers within twelve lines above, up to four.",
    HeadersAfter "headers-after" "Comment headers within twelve lines below, up to four.",
    Header "header" "Is like the header of a comment.",
    InThread "in-thread" "Stands in the thread of comments.",
    InTeasers "in-teasers" "Stands in a list of other articles.",
    IsTitle "is-title" "Is the title, or the same words.",
    FirstLine "first-line" "Is the first line.",
    OpensSpan "opens-span" "Is the first sentence of the span.",
    LongBelow "long-below" "A full sentence follows.",
    LongAbove "long-above" "A full sentence stands above.",
}

/// A page with all that was measured on it.
pub(super) struct Reading<'a> {
    pub(super) page: &'a Words,
    pub(super) span: Span,
    pub(super) topic: Topic,
    pub(super) same: Same,
    pub(super) thread: Option<usize>,
    pub(super) teasers: Option<usize>,
    /// Whether a stop heading stands above a line.
    pub(super) stops: Vec<bool>,
    /// Whether a line names the author or is a short line with a date.
    pub(super) dated: Vec<bool>,
}

/// The measures of a line, none of them above [`MOST`] or below its negative.
pub(super) type Row = [i16; Feature::PLACES];

/// The logarithm of the highest number that is told apart.
pub(super) const MOST: i16 = 15 * ONE;

const ONE: i16 = 64;

/// Binary logarithm of one more than a number, 64 standing for one, straight between powers of two.
fn log(n: u32) -> i16 {
    let n = n.min(1 << 14) + 1;
    let power = 31 - n.leading_zeros();
    (power * 64 + ((n - (1 << power)) << 6 >> power)) as i16
}

/// The part of all, 64 standing for one, and at most that.
pub(super) fn share(part: u32, all: u32) -> i16 {
    match INVERSES.get(all as usize) {
        // As far as the table goes this is exact, and a fraction of the cost of dividing.
        Some(inverse) => ((u64::from(part.min(all)) * 64 * inverse) >> 32) as i16,
        None => (u64::from(part.min(all)) * 64 / u64::from(all)) as i16,
    }
}

/// 2³² over each number, rounded up; nothing over 0.
static INVERSES: [u64; 256] = {
    let mut inverses = [0; 256];
    let mut n = 1;
    while n < 256 {
        inverses[n as usize] = (1u64 << 32).div_ceil(n);
        n += 1;
    }
    inverses
};

fn yes(is: bool) -> i16 {
    if is { ONE } else { 0 }
}

/// Length of the run of lines that are alike around each line, as a logarithm.
fn runs(of: impl Fn(&Line) -> bool, lines: &[Line]) -> Vec<i16> {
    let mut out = vec![0; lines.len()];
    let mut i = 0;
    while i < lines.len() {
        let first = i;
        while i < lines.len() && of(&lines[i]) {
            i += 1;
        }
        out[first..i].fill(log((i - first) as u32));
        i = i.max(first + 1);
    }
    out
}

fn is_credit(line: &Line, tokens: &[Token]) -> bool {
    if !line.tells(PHOTO) {
        return false;
    }
    let pictured = |t: &Token| t.word.is(PHOTO);
    let last = tokens.len().saturating_sub(3);
    (line.has(sign::END_BRACKET | sign::SLASH) && tokens[last..].iter().any(pictured))
        || (line.words() <= 6 && tokens.iter().any(pictured) && !line.has(sign::END))
        || (line.has(sign::SLASH) && line.tells(PHOTO) && !line.has(sign::END))
}

/// Measures every line of a page; `each` takes the measures of the lines in order.
pub(super) fn read<'a>(views: &[LineView<'_>], page: &'a Words, each: &mut dyn FnMut(&Row)) -> Reading<'a> {
    let n = views.len();
    let headers = span::comment_headers(views, page);
    let same = Same::of(page);
    let thread = span::thread(views, page, &headers);
    let teasers = span::teasers(page, &same);
    let below = thread.unwrap_or(n).min(teasers.unwrap_or(n));
    let worths: Vec<i32> = (0..n).map(|i| span::worth(&views[i], &page.lines[i], headers[i])).collect();
    let span = span::best(&worths, below);
    let topic = span::topic(views, page, span, &worths);

    let short_runs = runs(|line| line.words() <= 11 && !line.has(sign::END), &page.lines);
    let long_runs = runs(Line::is_sentence, &page.lines);
    let (near_before, near_after) = repeats::near(page);
    let shapes = repeats::counted_shapes(page);
    let mut counted = vec![0u32; n + 1];
    for i in 0..n {
        counted[i + 1] = counted[i] + u32::from(headers[i]);
    }
    let bylines: Vec<bool> = (0..n).map(|i| span::is_byline(&views[i], page, i)).collect();
    let is_dated = |i: usize| {
        let line = &page.lines[i];
        bylines[i] || line.words() <= 14 && line.has(sign::DATE) && !line.is_sentence()
    };
    let dated: Vec<bool> = (0..n).map(is_dated).collect();
    // The first that stands not too far below the page's beginning of running text.
    let first_byline = (0..n.min(span.first + 12)).find(|i| dated[*i]);
    let mass = |worth: i32| worth.max(0) as u32;
    let all_mass = worths.iter().map(|w| mass(*w)).sum::<u32>().max(1);
    let title_key = topic.title.map(|t| page.lines[t].key);
    let opening = (span.first..=span.last.min(n - 1)).find(|i| page.lines[*i].is_sentence());

    let (mut stop, mut comments): (Option<usize>, bool) = (None, false);
    let (mut above, mut mass_above, mut next_articles) = (0u32, 0u32, 0u32);
    let mut stops = Vec::with_capacity(n);
    for i in 0..n {
        use Feature as F;
        let (line, tokens, said) = (&page.lines[i], page.tokens(i), views[i].said);
        let words = line.words();
        let is_short = words <= 14 && !line.is_sentence();
        let next = page.lines.get(i + 1);
        let mut row: Row = [0; F::PLACES];
        let mut set = |feature: Feature, value: i16| row[feature as usize] = value;

        set(F::LogWords, log(words));
        set(F::OneWord, yes(words <= 1));
        set(F::FewWords, yes((2..=4).contains(&words)));
        set(F::SomeWords, yes((5..=11).contains(&words)));
        let end = line.has(sign::END);
        set(F::EndMark, yes(end));
        set(F::LongEnd, yes(end && words >= 12));
        set(F::MiddleEnd, yes(end && (5..=11).contains(&words)));
        set(F::LongOpen, yes(!end && words >= 12));
        for (feature, signs) in [
            (F::Colon, sign::COLON),
            (F::Dots, sign::DOTS),
            (F::Question, sign::QUESTION),
            (F::EndBracket, sign::END_BRACKET),
            (F::EndQuote, sign::END_QUOTE),
            (F::Quote, sign::QUOTE),
            (F::Lower, sign::LOWER),
            (F::Bullet, sign::BULLET),
            (F::Number, sign::NUMBER),
            (F::Bracket, sign::BRACKET),
            (F::Address, sign::URL),
            (F::At, sign::AT),
            (F::Pipe, sign::PIPE),
        ] {
            set(feature, yes(line.has(signs)));
        }
        set(F::SentenceCount, line.ends_inside.min(4) as i16 * ONE);
        set(F::Quotes, line.quotes.min(4) as i16 * ONE);

        set(F::SaidWhole, yes(said.any_whole()));
        set(F::SaidPart, yes(said.any()));
        set(F::SaidShare, share(u32::from(said.covered), views[i].text.len() as u32));
        set(F::SaidPromotion, yes(said.part(Kind::Promotion)));
        set(F::SaidRelated, yes(said.part(Kind::Related)));
        set(F::SaidComments, yes(said.part(Kind::Comments)));
        set(F::SaidNotice, yes(said.part(Kind::Notice)));
        set(F::SaidPicture, yes(said.part(Kind::Picture)));
        let count = |class: u32| {
            if line.tells(class) { tokens.iter().filter(|t| t.word.is(class)).count() as u32 } else { 0 }
        };
        let promo = count(PROMO);
        if promo > 0 {
            set(F::Promo, (promo * 256 / (words * 16).isqrt().max(1)).min(256) as i16);
        }

        set(F::StopBefore, yes(stop.is_some()));
        set(F::StopNear, yes(stop.is_some_and(|s| i - s <= 5)));
        set(F::StopFar, stop.map_or(0, |s| log((i - s) as u32)));
        set(F::CommentsBefore, yes(comments));
        set(F::ShortRun, short_runs[i]);
        set(F::LongRun, long_runs[i]);
        let alike = |j: Option<&Line>| j.is_some_and(|l| l.shape == line.shape && words <= 24);
        set(F::ShapeNear, yes(alike(next) || i > 0 && alike(page.lines.get(i - 1))));
        set(F::ShapeCount, log(shapes[i].saturating_sub(1)));

        set(F::Credit, yes(is_credit(line, tokens)));
        set(F::PhotoWord, yes(is_short && line.tells(PHOTO)));
        let tweet = |l: &Line| l.has(sign::AT) && l.words() <= 12 && l.has(sign::END_BRACKET | sign::DATE);
        set(F::Tweet, yes(tweet(line) || next.is_some_and(tweet)));
        set(F::Copyright, yes(line.has(sign::COPYRIGHT) || count(COPYRIGHT) >= 2));
        set(F::Byline, yes(bylines[i]));
        set(F::ShortDate, yes(is_short && line.has(sign::DATE)));
        set(F::ShortTime, yes(is_short && line.has(sign::TIME)));
        set(F::PostedWord, yes(is_short && line.tells(POSTED) && line.digits > 0));
        set(F::AgoWord, yes(is_short && line.tells(AGO) && line.digits > 0));
        set(F::StaffWord, yes(is_short && line.tells(STAFF)));
        set(F::BeforeByline, yes(first_byline.is_some_and(|b| i < b && b - i <= 12)));
        set(F::AfterByline, yes(first_byline.is_some_and(|b| i > b && i - b <= 4)));
        let soon = |range: std::ops::Range<usize>, of: &dyn Fn(usize) -> bool| range.take_while(|j| *j < n).any(of);
        let heads = above >= 60
            && (3..=20).contains(&words)
            && !end
            && soon(i + 1..i + 4, &|j| dated[j])
            && soon(i + 2..i + 6, &|j| page.lines[j].is_sentence());
        set(F::NextArticles, next_articles.min(3) as i16 * ONE);
        set(F::NextHead, yes(heads));

        set(F::Stops, share(line.stops, words));
        set(F::ForeignStops, share(line.foreign_stops, words));
        set(F::LongNoStops, yes(words >= 8 && line.stops * 12 < words));
        let (inside, before) = ((span.first..=span.last).contains(&i), i < span.first);
        set(F::InSpan, yes(inside));
        set(F::BeforeSpan, yes(before));
        set(F::AfterSpan, yes(i > span.last));
        let far = if before { span.first - i } else { i.saturating_sub(span.last) };
        set(F::ToSpan, log(far as u32));
        set(F::FromStart, log(i.saturating_sub(span.first) as u32));
        set(F::ToEnd, log(span.last.saturating_sub(i) as u32));
        set(F::MassBefore, share(mass_above, all_mass));
        set(F::Capitals, share(line.capitals, words));
        set(F::Upper, share(line.upper, words));
        set(F::Digits, share(line.digits, line.digits + line.letters));
        let told = topic.words.told(tokens);
        set(F::Topic, share(told.topic * 4, told.content * 4 + 4));
        set(F::TopicNone, yes(told.content >= 6 && told.topic == 0));
        set(F::HalfTopic, share(told.half * 4, told.content * 4 + 4));
        set(F::Names, told.names.min(4) as i16 * ONE);
        set(F::SameBefore, yes(same.stands_before(i)));
        set(F::SameAfter, yes(same.stands_after(i)));
        set(F::NearBefore, near_before[i]);
        set(F::NearAfter, near_after[i]);
        let back = counted[i] - counted[i.saturating_sub(12)];
        let ahead = counted[(i + 13).min(n)] - counted[i + 1];
        set(F::HeadersBefore, back.min(4) as i16 * ONE);
        set(F::HeadersAfter, ahead.min(4) as i16 * ONE);
        set(F::Header, yes(headers[i]));
        set(F::InThread, yes(thread.is_some_and(|t| i >= t)));
        set(F::InTeasers, yes(teasers.is_some_and(|t| i >= t)));
        set(F::IsTitle, yes(title_key == Some(line.key)));
        set(F::FirstLine, yes(i == 0));
        set(F::OpensSpan, yes(opening == Some(i)));
        set(F::LongBelow, yes(next.is_some_and(Line::is_sentence)));
        set(F::LongAbove, yes(i > 0 && page.lines[i - 1].is_sentence()));
        each(&row);
        stops.push(stop.is_some());

        if above >= 40 && i > span.first && !inside_quote(line) {
            if said.whole(Kind::Related) || said.whole(Kind::Comments) {
                stop = Some(i);
                comments |= said.whole(Kind::Comments);
            }
            next_articles += u32::from(heads);
        }
        if i >= span.first && line.is_sentence() {
            above += words;
        }
        mass_above += mass(worths[i]);
    }
    Reading { page, span, topic, same, thread, teasers, stops, dated }
}

fn inside_quote(line: &Line) -> bool {
    line.has(sign::QUOTE)
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn shares_are_those_of_a_division() {
        for all in 1..300 {
            for part in 0..=all + 2 {
                assert_eq!(u32::from(share(part, all) as u16), (part * 64 / all).min(64), "{part} of {all}");
            }
        }
        assert_eq!((share(0, 0), share(3, 0), share(u32::MAX, u32::MAX)), (0, 0, 64));
    }
}
