//! From markup to a tree, by the parser of browsers, in linear time whatever the markup looks like.
//!
//! The parsing rules of HTML have traps that make work grow with the square of the input: formatting elements that
//! stay open are opened again in every block, every start tag looks through all open elements, every attribute is
//! compared with all before it, misnested ends move whole branches. Browsers cap some of them. Here a watched parse
//! is given up as soon as one of them shows, and the page is read without a tree.

use super::raw;
use dom_query::{Document, NodeId};
use html5ever::interface::{Attribute, ElementFlags, NodeOrText, QualName, QuirksMode, TreeSink};
use html5ever::ns;
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::tokenizer::TokenizerOpts;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};
use std::borrow::Cow;
use std::cell::{Cell, Ref};

/// Elements of a page that is read as a tree. The largest page of the development set has a tenth of it.
const MOST_NODES: usize = 500_000;
/// Elements inside each other: what Chrome allows.
const DEEPEST: u32 = 512;
/// Steps of construction between two looks at the depth.
const LOOKS: u64 = 61;
/// Nodes that misnested ends may move.
const MOST_MOVED: usize = 1_000_000;
/// Words of one tag, or of one comment, which looks the same from outside.
const MOST_WORDS: usize = 1 << 14;

/// The tree of a page; none where a trap shows.
pub(super) fn parse(html: &str) -> Option<Document> {
    let options = ParseOpts {
        tokenizer: TokenizerOpts::default(),
        tree_builder: TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() },
    };
    let mut parser = parse_document(Watched::default(), options);
    let tags = raw::Tags::of(html);
    let mut stop = tags.next(0);
    let (mut at, mut words, mut events) = (0, 0, 0);
    while at < html.len() {
        let watched = &parser.tokenizer.sink.sink;
        // Each formatting element that may be open may be opened again by every tag of the next piece.
        let most = ((4 << 20) / (watched.formatting.get() + 256)).clamp(64, 16 << 10);
        let end = html.floor_char_boundary(at + most).max(html.ceil_char_boundary(at + 1));
        let stops = stop.filter(|stop| *stop <= end);
        let piece = &html[at..stops.unwrap_or(end)];
        at += piece.len();
        if stops.is_some() {
            // By itself, its last sign shows whether it is what opens an element.
            let (before, last) = piece.split_at(piece.len() - 1);
            parser.process(StrTendril::from_slice(before));
            parser.tokenizer.sink.sink.raw.set(None);
            parser.process(StrTendril::from_slice(last));
        } else {
            parser.process(StrTendril::from_slice(piece));
        }
        let watched = &parser.tokenizer.sink.sink;
        if watched.given_up.get() {
            return None;
        }
        words = if watched.events.get() == events { words + count_words(piece) } else { 0 };
        events = watched.events.get();
        if words > MOST_WORDS {
            return None;
        }
        if stops.is_some() {
            at += watched.take_raw(&html[at..]);
            stop = tags.next(at);
        }
    }
    let watched = parser.finish();
    (!watched.given_up.get()).then_some(watched.document)
}

fn count_words(piece: &str) -> usize {
    piece.bytes().filter(|b| matches!(b, b' ' | b'\n' | b'\t' | b'\r' | b'\x0c' | b'/' | b'"' | b'\'')).count()
}

/// A tree under construction, and what its construction costs.
#[derive(Default)]
struct Watched {
    document: Document,
    made: Cell<usize>,
    formatting: Cell<usize>,
    moved: Cell<usize>,
    events: Cell<u64>,
    given_up: Cell<bool>,
    /// The script or style sheet that was made last, and its name, if no other element was made after it.
    raw: Cell<Option<(NodeId, &'static str)>>,
}

impl Watched {
    fn event(&self) {
        self.events.set(self.events.get() + 1);
    }

    /// Reads what stands in the element that was made by the sign right before a text, if it is a script or a style
    /// sheet. Gives how much of the text that is.
    fn take_raw(&self, rest: &str) -> usize {
        let Some((node, name)) = self.raw.take() else { return 0 };
        let Some((text, len)) = raw::content(rest, name) else { return 0 };
        self.append(&node, NodeOrText::AppendText(StrTendril::from_slice(&text)));
        len
    }

    /// A child of a node was made or moved there. Counting up from every node would cost as much as what is to be
    /// prevented; between two looks nothing grows much deeper.
    fn place(&self, parent: &NodeId, child: &NodeOrText<NodeId>) {
        if !matches!(child, NodeOrText::AppendNode(_)) || !self.events.get().is_multiple_of(LOOKS) {
            return;
        }
        let (mut depth, mut up) = (0, Some(*parent));
        while let Some(node) = up {
            depth += 1;
            if depth > DEEPEST {
                self.given_up.set(true);
                return;
            }
            up = self.document.tree.query_node(&node, |n| n.parent).flatten();
        }
    }
}

fn is_formatting(name: &str) -> bool {
    matches!(
        name,
        "a" | "b" | "big" | "code" | "em" | "font" | "i" | "nobr" | "s" | "small" | "strike" | "strong" | "tt" | "u"
    )
}

impl TreeSink for Watched {
    type Handle = NodeId;
    type Output = Watched;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Watched {
        self
    }

    // Errors of markup are of no interest, and a list of them would grow with the page.
    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        self.document.get_document()
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        self.document.elem_name(target)
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        self.event();
        if is_formatting(&name.local) {
            self.formatting.set(self.formatting.get() + 1);
        }
        self.made.set(self.made.get() + 1);
        if self.made.get() > MOST_NODES {
            self.given_up.set(true);
        }
        let raw = if name.ns == ns!(html) { raw::name(&name.local) } else { None };
        let node = self.document.create_element(name, attributes, flags);
        self.raw.set(raw.map(|raw| (node, raw)));
        node
    }

    fn create_comment(&self, _text: StrTendril) -> NodeId {
        self.event();
        // What a comment says is nobody's text.
        self.document.create_comment(StrTendril::new())
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> NodeId {
        self.create_comment(StrTendril::new())
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.event();
        if !self.given_up.get() {
            self.place(parent, &child);
            self.document.append(parent, child);
        }
    }

    fn append_based_on_parent_node(&self, element: &NodeId, before: &NodeId, child: NodeOrText<NodeId>) {
        self.event();
        if !self.given_up.get() {
            self.place(element, &child);
            self.document.append_based_on_parent_node(element, before, child);
        }
    }

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        self.event();
        if !self.given_up.get() {
            self.place(sibling, &child);
            self.document.append_before_sibling(sibling, child);
        }
    }

    fn append_doctype_to_document(&self, name: StrTendril, public: StrTendril, system: StrTendril) {
        self.document.append_doctype_to_document(name, public, system);
    }

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        self.document.get_template_contents(target)
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.document.set_quirks_mode(mode);
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        self.document.add_attrs_if_missing(target, attributes);
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.event();
        if !self.given_up.get() {
            self.document.remove_from_parent(target);
        }
    }

    fn reparent_children(&self, node: &NodeId, parent: &NodeId) {
        self.event();
        if self.given_up.get() {
            return;
        }
        let mut children = 0;
        let mut child = self.document.tree.first_child_of(node);
        while let Some(found) = child {
            children += 1;
            child = self.document.tree.next_sibling_of(&found.id);
        }
        self.moved.set(self.moved.get() + children);
        if self.moved.get() > MOST_MOVED {
            self.given_up.set(true);
            return;
        }
        self.document.reparent_children(node, parent);
    }

    fn is_mathml_annotation_xml_integration_point(&self, handle: &NodeId) -> bool {
        self.document.is_mathml_annotation_xml_integration_point(handle)
    }

    // Shadow roots are read where they stand, as any other text of the page.
    fn allow_declarative_shadow_roots(&self, _parent: &NodeId) -> bool {
        false
    }
}
