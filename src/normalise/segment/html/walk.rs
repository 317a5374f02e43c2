//! Goes through the tree of a page, without recursion, and hands its text to the writer.

use super::For;
use super::facts::{Captured, Found};
use super::place::{Place, Signs};
use super::writer::{Apart, Writer};
use crate::model::{Href, InlineKind};
use dom_query::{Attr, Document, Element, NodeData, NodeId, TreeNode};

/// Trees deeper than this are not given to other readers, which may go through them by recursion.
const DEEP: usize = 400;
/// Nor are trees of more nodes.
const MANY: usize = 60_000;

/// Bytes that other readers may go through to write what they kept as HTML: from each sign that must be escaped, they look
/// through all of its text node.
const MOST_ESCAPED: u64 = 1 << 30;

fn escape_cost(text: &str) -> u64 {
    if text.len() < 1 << 12 {
        return 0;
    }
    memchr::memchr2_iter(b'&', 0xc2, text.as_bytes()).count() as u64 * text.len() as u64
}

/// What was found on the way.
#[derive(Default)]
pub(super) struct Walked {
    pub(super) writer: Writer,
    pub(super) found: Found,
    /// Whether the tree is too deep, too large or too hard to write for other readers.
    pub(super) deep: bool,
    pub(super) document: Option<Document>,
    /// Where the next letter stood at the end of the last picture, or of the last caption below it.
    pub(super) picture: Option<usize>,
    /// The last button that shows and hides something: where the next letter stood at its end, and what it names.
    pub(super) opener: Option<(usize, Option<String>)>,
    /// Text nodes with the block they stand in and how much of it they are.
    pub(super) nodes: Vec<(NodeId, u32, u32)>,
}

/// What holds inside an element.
#[derive(Clone, Copy, Default)]
struct Inside {
    place: Place,
    /// What stands here is none of the page's text.
    apart: Option<Apart>,
    preformatted: bool,
    numbered: bool,
    /// It stands in what is named as the caption of a picture above.
    caption: bool,
    /// The number of the block around, in the order of the tree.
    block: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    In,
    Out,
}

/// Goes through a tree in order: into each node, and out of it. The answer says whether to go to its children.
fn steps(document: &Document, mut visit: impl FnMut(Step, NodeId, &TreeNode, usize) -> bool) {
    let mut path: Vec<NodeId> = Vec::new();
    let mut next = Some(document.root().id);
    while let Some(id) = next {
        let child = document.tree.query_node(&id, |node| {
            let contents = node.as_element().and_then(|e| e.template_contents);
            (visit(Step::In, id, node, path.len()), contents, node.first_child)
        });
        let Some((enter, contents, first)) = child else { return };
        let first = match contents {
            Some(contents) => document.tree.query_node(&contents, |node| node.first_child).flatten(),
            None => first,
        };
        path.push(id);
        next = first.filter(|_| enter);
        while next.is_none() {
            let Some(last) = path.pop() else { break };
            let depth = path.len();
            next = document
                .tree
                .query_node(&last, |node| {
                    visit(Step::Out, last, node, depth);
                    node.next_sibling
                })
                .flatten();
            next = next.filter(|_| !path.is_empty());
        }
    }
}

/// Bytes of text below each node, in the order of the tree, so that names of what holds most of the page can be told from names of its parts.
fn masses(document: &Document) -> Vec<u32> {
    let mut masses: Vec<u32> = Vec::new();
    let mut path: Vec<(usize, bool)> = Vec::new();
    steps(document, |step, _, node, _| {
        if step == Step::Out {
            if let (Some((own, unseen)), Some((parent, _))) = (path.pop(), path.last())
                && !unseen
            {
                masses[*parent] += masses[own];
            }
            return true;
        }
        let unseen = node.as_element().is_some_and(|element| apart(&element.name.local).is_some());
        path.push((masses.len(), unseen));
        masses.push(match &node.data {
            // White space between elements is no text.
            NodeData::Text { contents } if contents.len() > 24 => contents.len() as u32,
            _ => 0,
        });
        true
    });
    masses
}

/// Whether what stands in an element of a name is none of the page's text.
pub(super) fn apart(name: &str) -> Option<Apart> {
    match name {
        "script" | "style" => Some(Apart::Code),
        "iframe" | "noframes" | "noembed" | "svg" | "object" | "canvas" | "math-data" => Some(Apart::Embedded),
        _ => None,
    }
}

pub(super) fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "nobr"
            | "q"
            | "rb"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
            | "script"
            | "style"
            | "meta"
            | "link"
            | "svg"
            | "picture"
            | "source"
            | "template"
            | "math"
            | "mi"
            | "mn"
            | "mo"
            | "mrow"
            | "msup"
            | "msub"
            | "mtext"
    )
}

fn attribute<'a>(attributes: &'a [Attr], name: &str) -> Option<&'a str> {
    attributes.iter().find(|a| &*a.name.local == name).map(|a| &*a.value)
}

/// Goes through a page.
pub(super) fn walk(document: Document, purpose: For) -> Walked {
    let article = purpose == For::Article;
    let masses = if article { masses(&document) } else { Vec::new() };
    let body = masses.first().copied().unwrap_or(0);
    let mut out = Walked { deep: masses.len() > MANY, ..Walked::default() };
    let mut escaped = 0;
    out.writer.shown_only = !article;
    let mut stack: Vec<(Inside, Tail)> = Vec::new();
    let mut next = 0;
    steps(&document, |step, id, node, depth| {
        if step == Step::Out {
            // Every way in pushed one.
            if let Some((_, tail)) = stack.pop() {
                leave(&mut out, tail);
            }
            return true;
        }
        let order = next;
        next += 1;
        out.deep |= depth > DEEP;
        let inside = stack.last().map(|(inside, _)| *inside).unwrap_or_default();
        match &node.data {
            NodeData::Text { contents } => {
                escaped += escape_cost(contents);
                out.deep |= escaped > MOST_ESCAPED;
                if let Some(apart) = inside.apart {
                    out.writer.hide(contents, apart);
                } else {
                    let first = out.writer.pieces.len();
                    let written = out.writer.write(contents, &inside.place, inside.preformatted);
                    if written > 0 && article {
                        let last = out.writer.pieces.len();
                        // A text node of several lines counts for the last.
                        out.nodes.push((id, last.max(first) as u32, written));
                    }
                }
                stack.push((inside, Tail::default()));
            }
            NodeData::Element(element) => {
                let large = masses.get(order).is_some_and(|mass| *mass > body / 2);
                let entered = enter(&mut out, element, inside, article.then_some((order as u32, large)));
                stack.push(entered);
                if article && &*element.name.local == "script" {
                    let json =
                        attribute(&element.attrs, "type").is_some_and(|t| t.to_ascii_lowercase().contains("ld+json"));
                    if json && let Some(text) = document.tree.first_child_of(&id) {
                        out.found.scripts.push(text.text().to_string());
                    }
                }
            }
            _ => stack.push((inside, Tail::default())),
        }
        true
    });
    out.document = Some(document);
    out
}

/// Tells blocks that stand side by side: see [`Place::level`].
fn level(name: &str, attributes: &[Attr], parent: u32) -> u32 {
    if matches!(name, "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6") {
        return parent;
    }
    let class = attribute(attributes, "class").unwrap_or("");
    let names = name.bytes().chain([b'.']).chain(class.bytes());
    let hash = names.fold(parent, |hash, b| (hash ^ u32::from(b)).wrapping_mul(0x0100_0193));
    // Numbers of elements are smaller.
    hash | 1 << 31
}

/// What a button names that it shows and hides; none for other buttons.
fn opens(attributes: &[Attr]) -> Option<Option<String>> {
    let named = attribute(attributes, "aria-controls").map(str::to_string);
    (named.is_some() || attribute(attributes, "aria-expanded").is_some()).then_some(named)
}

/// Whether the last button shows and hides an element: it names it, or the element is hidden right below.
fn is_panel(out: &Walked, attributes: &[Attr], signs: Signs) -> bool {
    out.opener.as_ref().is_some_and(|(end, named)| {
        let below = signs.has(Signs::HIDDEN) && out.writer.here() <= end + 1;
        below || named.is_some() && named.as_deref() == attribute(attributes, "id")
    })
}

/// What is to do when an element ends.
#[derive(Default)]
struct Tail {
    block: bool,
    inline: bool,
    /// What follows stands apart.
    parted: bool,
    /// What it holds is the caption of a picture.
    caption: bool,
    /// It is a button that shows and hides something, with what it names.
    opens: Option<Option<String>>,
    /// Markup inside a line, or a link.
    ends: bool,
    captures: u8,
}

/// Goes into an element. For an article `own` has its number and whether it holds more than half of the page.
fn enter(out: &mut Walked, element: &Element, around: Inside, own: Option<(u32, bool)>) -> (Inside, Tail) {
    let name = &*element.name.local;
    let mut inside = around;
    let mut tail = Tail::default();
    let attributes = &element.attrs[..];
    // A drawing may hold a style sheet, and no script a drawing.
    inside.apart = apart(name).filter(|own| *own == Apart::Code).or(inside.apart).or(apart(name));
    if inside.apart.is_some() {
        return (inside, tail);
    }
    if matches!(name, "img" | "picture" | "video") {
        out.picture = Some(out.writer.here());
    }
    if name == "br" {
        out.writer.line_break();
        return (inside, tail);
    }
    if !is_inline(name) {
        out.writer.end_block();
        tail.block = true;
    }
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => inside.place.heading = name.as_bytes()[1] - b'0',
        "ol" => inside.numbered = true,
        "ul" => inside.numbered = false,
        "li" => inside.place.list = Some(inside.numbered),
        "blockquote" => inside.place.quote = true,
        "pre" => inside.preformatted = true,
        _ => {}
    }
    let Some((number, large)) = own else { return (inside, tail) };
    if tail.block {
        inside.place.level = level(name, attributes, around.block);
        inside.block = number;
    }
    let inline = match name {
        "em" | "i" => Some(Some(InlineKind::Emphasis)),
        "strong" | "b" => Some(Some(InlineKind::Strong)),
        "code" => Some(Some(InlineKind::Code)),
        "a" => {
            let target = attribute(attributes, "href");
            inside.place.link = target.is_some();
            // The title of another story may be a heading in a link: that is told by its place, not by its kind.
            Some(target.and_then(|to| Href::external(to.trim()).ok()).map(InlineKind::Link))
        }
        _ => None,
    };
    tail.ends = inline.is_some() || name == "span";
    if let Some(kind) = inline {
        if name == "a" {
            out.writer.part_link();
        }
        out.writer.open(kind);
        tail.inline = true;
    }
    let mut signs = Signs::of_element(name);
    // The end of a line may stand between them.
    let near = |at: usize| out.writer.here() <= at + 1;
    let pictured = !inside.caption && out.picture.is_some_and(near);
    for attribute in attributes {
        match &*attribute.name.local {
            "class" | "id" if name != "body" && name != "html" => {
                signs = signs | Signs::of_names(&attribute.value);
                if pictured {
                    signs = signs | Signs::below_picture(&attribute.value, !tail.block);
                }
            }
            "role" => signs = signs | Signs::of_role(&attribute.value),
            "itemprop" if attribute.value.eq_ignore_ascii_case("articlebody") => signs = signs | Signs::BODY,
            "hidden" => signs = signs | Signs::HIDDEN,
            "style" => {
                let style: String =
                    attribute.value.chars().filter(|c| !c.is_whitespace()).take(400).collect::<String>();
                let style = style.to_ascii_lowercase();
                if style.contains("display:none") || style.contains("visibility:hidden") {
                    signs = signs | Signs::HIDDEN;
                }
            }
            _ => {}
        }
    }
    if signs.has(Signs::CONTROL) {
        tail.opens = opens(attributes);
        signs = signs | if tail.opens.is_some() { Signs::OPENER } else { Signs::default() };
    } else if is_panel(out, attributes, signs) {
        signs = signs | Signs::PANEL;
    }
    if large {
        signs = signs.neutral();
    }
    tail.caption = pictured && signs.has(Signs::CAPTION);
    inside.caption |= tail.caption;
    inside.place.signs = inside.place.signs | signs;
    // `<span class="author">Ada Person</span><span class="date">3 May 2021</span>`: styles part them, and
    // `<span class="caption">The harbour</span><span class="source">Ada Person</span>`.
    if matches!(name, "span" | "time")
        && (inside.place.signs.has(Signs::META) || tail.caption)
        && attribute(attributes, "class").is_some()
    {
        out.writer.part();
        tail.parted = true;
    }
    tail.captures = out.found.element(name, attributes, &out.writer, &inside.place);
    (inside, tail)
}

fn leave(out: &mut Walked, tail: Tail) {
    for _ in 0..tail.captures {
        Captured::end(&mut out.found, &out.writer);
    }
    if tail.inline {
        out.writer.close();
    }
    if tail.parted {
        out.writer.part();
    }
    if tail.ends {
        out.writer.end_inline();
    }
    if tail.block {
        out.writer.end_block();
    }
    if tail.caption {
        out.picture = Some(out.writer.here());
    }
    if let Some(named) = tail.opens {
        out.opener = Some((out.writer.here(), named));
    }
}
