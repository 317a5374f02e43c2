//! Small pages of our own, judged as a whole.
#![allow(clippy::unwrap_used)]

use super::{Answer, Judgement, LineView, Words, judge, judge_read, judge_without};
use proptest::prelude::*;

const ARTICLE: &str = "\
Ferry to the island returns in spring
By Joan Miller
The ferry to the island will sail again from the first week of April, the harbour board said on Tuesday.
Members of the board had argued over the cost of a new landing stage since the storm of last winter.
\"We have found a way to pay for it that nobody has to be ashamed of,\" said Peter Holm, who chairs the board.
The landing stage will be built of oak, and the work is to begin before the end of the month, he said.
Islanders have gone by fishing boat in the meantime, which takes twice as long and stops in bad weather.";

fn judged(page: &str) -> Vec<(&str, Judgement)> {
    let views: Vec<LineView<'_>> = page.lines().map(|text| LineView { text, ..LineView::default() }).collect();
    let judgements = judge(&views, Some("en"));
    page.lines().zip(judgements).collect()
}

/// Judges a page made of the article and what stands below it; gives what was found about the latter.
fn below(rest: &str) -> Vec<Judgement> {
    let page = format!("{ARTICLE}\n{rest}");
    judged(&page).into_iter().skip(ARTICLE.lines().count()).map(|(_, j)| j).collect()
}

#[test]
fn paragraphs_are_body_and_a_menu_is_not() {
    let page =
        format!("Home | News | Sport | Contact\nLog in\n{ARTICLE}\n© 2011 The Island Post. All rights reserved.");
    for (line, judgement) in judged(&page) {
        if line.ends_with(['.', ',']) && line.len() > 80 {
            assert_eq!(judgement.answer, Answer::Body, "{line}");
        }
        if line.starts_with("Home |") || line.starts_with('©') {
            assert_ne!(judgement.answer, Answer::Body, "{line}");
        }
    }
}

#[test]
fn a_page_with_wrapped_lines_is_judged_alike_however_its_words_were_read() {
    let wrapped = "The harbour board met on Tuesday to hear from\nthe engineers who had looked at the old pier\n\
                   and found that it could stand another winter\nwithout repair.\nWhat happens then\n\
                   Nobody at the meeting wished to say how much the\nwork would cost, nor who was going to pay for\n\
                   it in the end.";
    for page in [wrapped.to_string(), format!("{ARTICLE}\n{wrapped}\nLog in"), ARTICLE.to_string()] {
        let views: Vec<LineView<'_>> = page.lines().map(|text| LineView { text, ..LineView::default() }).collect();
        let told = |found: Vec<Judgement>| found.iter().map(|j| (j.answer, j.odds, j.margin)).collect::<Vec<_>>();
        assert_eq!(told(judge_read(&views, &Words::read(&views, None))), told(judge(&views, None)));
    }
}

#[test]
fn lines_that_are_cut_out_say_nothing_of_the_others() {
    let boxed = format!("{ARTICLE}\nRead also\nMill to close\n{ARTICLE}\nLatest news\nOld tunnel shut");
    let first = ARTICLE.lines().count();
    let views: Vec<LineView<'_>> = boxed.lines().map(|text| LineView { text, ..LineView::default() }).collect();
    let found = judge_without(&views, &Words::read(&views, None), &[first..first + 2, views.len() - 2..views.len()]);
    let whole = format!("{ARTICLE}\n{ARTICLE}");
    let views: Vec<LineView<'_>> = whole.lines().map(|text| LineView { text, ..LineView::default() }).collect();
    let told = |judgement: &Judgement| (judgement.answer, judgement.odds, judgement.margin);
    assert!(
        found[first].is_none() && found[first + 1].is_none() && found[found.len() - 2..].iter().all(Option::is_none)
    );
    assert_eq!(
        found.iter().flatten().map(told).collect::<Vec<_>>(),
        judge(&views, None).iter().map(told).collect::<Vec<_>>()
    );
}

#[test]
fn a_thread_below_the_article_is_set_aside() {
    let thread = "Anna K.\nMarch 3, 2011 at 4:12 pm\nThat is good news for all of us who have family on the island.\n\
                  Bo\nMarch 3, 2011 at 5:40 pm\nI will believe it when I see the first ship leave the harbour again.\n\
                  Carl N.\nMarch 4, 2011 at 9:05 am\nOak is far too dear, and they will have to mend it in ten years.";
    let judgements = below(thread);
    assert!(judgements[1..].iter().all(|j| j.answer == Answer::Aside && j.rule == Some("comment-thread")));
}

#[test]
fn times_alone_make_a_thread_with_names_and_none_without() {
    let said = [
        "That is good news for all of us who have family on the island.",
        "I will believe it when I see the first ship leave the harbour again.",
        "Oak is far too dear, and they will have to mend it in ten years.",
    ];
    let [a, b, c] = said;
    let thread = below(&format!("Anna\n16:05\n{a}\nBo\n15:40\n{b}\nCarl\n15:12\n{c}"));
    assert!(thread[1..].iter().all(|j| j.answer == Answer::Aside && j.rule == Some("comment-thread")));
    for times in [["16:05", "15:40", "15:12"], ["9:05 GMT", "9:40 GMT", "10:12 GMT"], ["16:05", "17:40", "3:12"]] {
        let [x, y, z] = times;
        let entries = below(&format!("{x}\n{a}\n{y}\n{b}\n{z}\n{c}"));
        assert!(entries.iter().all(|j| j.rule.is_none()), "{times:?}");
    }
}

#[test]
fn dates_above_the_article_are_no_thread() {
    let head = "March 3, 2011 4:12 pm\nUpdated March 3, 2011 5:40 pm\nPrinted March 4, 2011 9:05 am";
    let page = format!("{head}\n{ARTICLE}");
    let judgements = judged(&page);
    assert!(judgements.iter().all(|(_, j)| j.rule.is_none()));
    assert_eq!(judgements[6].1.answer, Answer::Body);
}

#[test]
fn other_articles_with_a_date_each_are_set_aside() {
    let more = "The old stage had stood since the war, and three of its piles were found to be hollow when divers looked.\n\
                Nobody had used it in winter for years, since the ships of the line were too heavy for it by then.";
    let others = "Mill burns for a third time\nMonday March 7, 2011\n\
                  Nobody was hurt when the old mill caught fire again on Sunday night, the third time this year.\n\
                  New book on birds of the coast\nMonday March 7, 2011\n\
                  A teacher from the village has written a book about gulls that took her eleven years to finish.\n\
                  School choir wins a prize\nTuesday March 8, 2011\n\
                  The choir of the school came home with a silver cup from the capital late on Saturday evening.";
    let judgements = below(&format!("{more}\n{others}"));
    assert!(judgements[..2].iter().all(|j| j.answer == Answer::Body));
    assert!(judgements[2..].iter().all(|j| j.answer == Answer::Aside && j.rule == Some("next-articles")));
}

#[test]
fn an_introduced_list_is_kept_whole() {
    let list = "These are the ships that the board has asked to sail next year:\n- Aurora (Northport)\n\
                - Old Bess (Kirk Bay)\n- Swan (Lower Harbour)\n- Three Sisters (Kirk Bay)\n- Wanderer (Northport)";
    assert!(below(list).iter().all(|j| j.answer == Answer::Body));
}

#[test]
fn lines_of_one_pattern_are_kept_whole() {
    let list = "April 3 – Northport, East Pier @ 9\nApril 4 – Kirk Bay, Slip @ 11\nApril 9 – Northport, East Pier @ 9\n\
                April 10 – Lower Harbour, Quay @ 14\nApril 12 – Kirk Bay, Slip @ 11";
    let judgements = below(list);
    assert!(judgements.iter().all(|j| j.rule == Some("like-shaped-list")));
    assert!(judgements.windows(2).all(|w| w[0].answer == w[1].answer));
}

#[test]
fn what_two_other_documents_hold_is_not_body() {
    let line = "The Island Post has told the news of the coast to its readers since the year 1911.";
    let page = format!("{ARTICLE}\n{line}");
    let mut views: Vec<LineView<'_>> = page.lines().map(|text| LineView { text, ..LineView::default() }).collect();
    views.last_mut().unwrap().others = 2;
    let last = judge(&views, Some("en")).pop().unwrap();
    assert_eq!((last.answer, last.rule), (Answer::Aside, Some("repeated-block")));
}

proptest! {
    #[test]
    fn any_page_is_judged_line_by_line(lines in prop::collection::vec("\\PC{0,60}", 0..40)) {
        let views: Vec<LineView<'_>> = lines.iter().map(|text| LineView { text, ..LineView::default() }).collect();
        prop_assert_eq!(judge(&views, None).len(), lines.len());
    }
}
