//! How it was decided which articles are about an entry, in words.

use super::Desk;
use crate::model::*;
use crate::render::say;

/// What a page says of the weights.
pub(super) fn say(desk: &Desk<'_>, topic: &Topic) -> String {
    let weighing = &desk.library.weighing;
    let Some(weights) = weighing.kinds.get(&topic.kind) else { return String::new() };
    let by_compiler = desk.config.topics.curated.iter().find(|c| c.kind == topic.kind && c.id == topic.id);
    let asked = by_compiler.and_then(|c| c.min_strength).filter(|_| topic.how == TopicHow::Curated);
    let subject = topic.kind == TopicKind::Topic;
    let mut out = match (asked, topic.how, subject) {
        (Some(least), ..) if least <= 0.0 => {
            "The compiler wants every article that mentions it listed as being about it.".to_string()
        }
        (Some(least), ..) => format!(
            "{} The compiler asks for {} % of the article’s highest number.",
            points(weights),
            (least * 100.0).round()
        ),
        (None, TopicHow::Curated, true) => format!(
            "{} An article is about it from {} % of the number of its strongest topic on; others mention it in passing.",
            points(weights),
            weighing.share
        ),
        (None, TopicHow::Curated, false) => format!(
            "{} An article is about it from {} points on; others mention it in passing.",
            points(weights),
            number(weights.least)
        ),
        (None, TopicHow::BuiltIn, true) => format!(
            "{} An article is about it from {} points and {} % of the number of its strongest topic on; others mention \
             it in passing.",
            points(weights),
            number(weighing.built_in_least),
            weighing.built_in_share
        ),
        (None, TopicHow::Discovered, true) => format!(
            "An article is about it where it mentions it {} times or in its title; others mention it in passing.",
            number(weighing.found_mentions)
        ),
        (None, TopicHow::BuiltIn | TopicHow::Discovered, false) => {
            "Every article that mentions it is listed under it.".to_string()
        }
    };
    if !topic.learned.is_empty() {
        out.push_str(
            " The words that the articles surely about it have in common were learned from this collection alone, and \
             lead to those that do not name it.",
        );
    }
    out
}

/// What each place of a mention is worth.
fn points(weights: &Weights) -> String {
    let mut parts = vec!["one point for each mention".to_string()];
    let mut add = |value: f32, what: &str| {
        if value > 0.0 {
            parts.push(format!("{} {what}", number(value)));
        }
    };
    add(weights.title, "more in the title");
    add(weights.lead, "more in the first paragraph");
    add(weights.dateline, "for the place the text was sent from");
    add(weights.says, "more beside a word of saying");
    add(weights.distinct, "for each further word for it");
    let mut out = format!("How much an article is about it is counted: {}.", say::list(&parts));
    if weights.surname < 1.0 {
        out.push_str(&format!(
            " A name without its first part anywhere in the article counts {}.",
            number(weights.surname)
        ));
    }
    out
}

/// `3`, `0.5`.
fn number(value: f32) -> String {
    format!("{value}")
}
