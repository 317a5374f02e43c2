//! Where in the tree a piece of text stands: what its elements are, and what their authors call them.

use std::ops::BitOr;

/// Signs of an element or of one around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::normalise) struct Signs(pub(in crate::normalise) u32);

impl BitOr for Signs {
    type Output = Signs;
    fn bitor(self, other: Signs) -> Signs {
        Signs(self.0 | other.0)
    }
}

impl Signs {
    pub(in crate::normalise) const NAV: Signs = Signs(1);
    pub(in crate::normalise) const HEADER: Signs = Signs(1 << 1);
    pub(in crate::normalise) const FOOTER: Signs = Signs(1 << 2);
    pub(in crate::normalise) const ASIDE: Signs = Signs(1 << 3);
    pub(in crate::normalise) const FORM: Signs = Signs(1 << 4);
    pub(in crate::normalise) const CONTROL: Signs = Signs(1 << 5);
    pub(in crate::normalise) const ARTICLE: Signs = Signs(1 << 6);
    pub(in crate::normalise) const MAIN: Signs = Signs(1 << 7);
    pub(in crate::normalise) const TABLE: Signs = Signs(1 << 8);
    pub(in crate::normalise) const PARAGRAPH: Signs = Signs(1 << 9);
    pub(in crate::normalise) const FIGURE: Signs = Signs(1 << 10);
    pub(in crate::normalise) const BODY: Signs = Signs(1 << 11);
    pub(in crate::normalise) const HIDDEN: Signs = Signs(1 << 12);
    pub(in crate::normalise) const COMMENT: Signs = Signs(1 << 13);
    pub(in crate::normalise) const RELATED: Signs = Signs(1 << 14);
    pub(in crate::normalise) const SHARE: Signs = Signs(1 << 15);
    pub(in crate::normalise) const PROMOTION: Signs = Signs(1 << 16);
    pub(in crate::normalise) const SIDEBAR: Signs = Signs(1 << 17);
    pub(in crate::normalise) const MENU: Signs = Signs(1 << 18);
    pub(in crate::normalise) const META: Signs = Signs(1 << 19);
    pub(in crate::normalise) const CAPTION: Signs = Signs(1 << 20);
    pub(in crate::normalise) const CONTENT: Signs = Signs(1 << 21);
    pub(in crate::normalise) const DIALOG: Signs = Signs(1 << 22);
    pub(in crate::normalise) const TITLE: Signs = Signs(1 << 23);
    pub(in crate::normalise) const TAGS: Signs = Signs(1 << 24);
    pub(in crate::normalise) const LIST: Signs = Signs(1 << 25);
    pub(in crate::normalise) const HEAD: Signs = Signs(1 << 26);
    pub(in crate::normalise) const STORY: Signs = Signs(1 << 27);

    /// A button that shows and hides something.
    pub(in crate::normalise) const OPENER: Signs = Signs(1 << 28);
    /// What such a button shows and hides.
    pub(in crate::normalise) const PANEL: Signs = Signs(1 << 29);

    /// Signs that speak against text; of no meaning on an element that holds most of the page.
    const AGAINST: Signs = Signs(
        Signs::COMMENT.0
            | Signs::RELATED.0
            | Signs::SHARE.0
            | Signs::PROMOTION.0
            | Signs::SIDEBAR.0
            | Signs::MENU.0
            | Signs::META.0
            | Signs::DIALOG.0
            | Signs::TAGS.0
            | Signs::HEADER.0
            | Signs::FOOTER.0
            | Signs::ASIDE.0
            | Signs::NAV.0
            | Signs::FORM.0
            | Signs::CAPTION.0
            | Signs::FIGURE.0
            | Signs::HIDDEN.0,
    );

    pub(in crate::normalise) fn has(self, any: Signs) -> bool {
        self.0 & any.0 != 0
    }

    /// Those that speak against text.
    pub(in crate::normalise) fn against(self) -> Signs {
        Signs(self.0 & Signs::AGAINST.0)
    }

    /// Whether all of them are among others.
    pub(in crate::normalise) fn is_in(self, others: Signs) -> bool {
        self.0 & !others.0 == 0
    }

    /// Without those that speak against text.
    pub(super) fn neutral(self) -> Signs {
        Signs(self.0 & !Signs::AGAINST.0)
    }

    /// What the name of an element says.
    pub(super) fn of_element(name: &str) -> Signs {
        match name {
            "nav" | "menu" => Signs::NAV,
            "header" => Signs::HEADER,
            "footer" => Signs::FOOTER,
            "aside" => Signs::ASIDE,
            "form" => Signs::FORM,
            "button" | "select" | "option" | "textarea" | "label" | "legend" | "datalist" | "input" => Signs::CONTROL,
            "article" => Signs::ARTICLE,
            "main" => Signs::MAIN,
            "td" | "th" | "dl" => Signs::TABLE,
            "p" => Signs::PARAGRAPH,
            "figure" | "picture" => Signs::FIGURE,
            "figcaption" | "caption" => Signs::CAPTION,
            "dialog" => Signs::DIALOG,
            "ul" | "ol" => Signs::LIST,
            "noscript" | "template" => Signs::HIDDEN,
            "head" | "title" => Signs::HEAD,
            _ => Signs(0),
        }
    }

    /// What a role says.
    pub(super) fn of_role(role: &str) -> Signs {
        match role.trim() {
            "navigation" | "menu" | "menubar" | "tablist" | "toolbar" => Signs::NAV,
            "banner" => Signs::HEADER,
            "contentinfo" => Signs::FOOTER,
            "complementary" => Signs::ASIDE,
            "search" | "form" => Signs::FORM,
            "button" => Signs::CONTROL,
            "article" => Signs::ARTICLE,
            "main" => Signs::MAIN,
            "dialog" | "alertdialog" | "alert" => Signs::DIALOG,
            _ => Signs(0),
        }
    }

    /// What the words of a class or an id say.
    pub(super) fn of_names(names: &str) -> Signs {
        let mut out = Signs(0);
        each_word(names, |word| out = out | of_word(word));
        out
    }

    /// What they say right below a picture: words for captions and sources that mean something else elsewhere.
    pub(super) fn below_picture(names: &str, inline: bool) -> Signs {
        let mut out = Signs(0);
        each_word(names, |word| {
            // A large first letter is a `cap` in its line.
            let named = (!inline || word.len() > 3) && CAPTIONS.lines().any(|known| known.as_bytes() == word);
            out = out | if named { Signs::CAPTION } else { Signs(0) };
        });
        out
    }
}

/// Words of classes and ids that name the caption or the source of a picture, a word a line, no longer than what is read
/// of a word.
static CAPTIONS: &str = include_str!("captions.txt");

/// The words of a class or an id, in small letters.
fn each_word(names: &str, mut said: impl FnMut(&[u8])) {
    let bytes = names.as_bytes();
    let mut at = 0;
    let mut word = [0u8; 16];
    while at < bytes.len() {
        // Words end at signs, digits and before a capital after a small letter.
        let (mut len, mut last) = (0, b'A');
        while at < bytes.len() && bytes[at].is_ascii_alphabetic() {
            if len > 0 && bytes[at].is_ascii_uppercase() && last.is_ascii_lowercase() {
                break;
            }
            last = bytes[at];
            if len < word.len() {
                word[len] = last.to_ascii_lowercase();
                len += 1;
            }
            at += 1;
        }
        if len > 0 {
            said(&word[..len]);
        } else {
            at += 1;
        }
    }
}

/// What one word of a name says; longer words by how they begin.
fn of_word(word: &[u8]) -> Signs {
    let begins = |with: &[&str]| with.iter().any(|w| word.starts_with(w.as_bytes()));
    match word[0] {
        b'a' if begins(&["author"]) => Signs::META,
        b'a' if begins(&["advert", "adsense", "adslot"]) || matches!(word, b"ad" | b"ads" | b"adv") => Signs::PROMOTION,
        b'a' if begins(&["article"]) => {
            if word.len() > 10 {
                Signs::STORY | Signs::CONTENT
            } else {
                Signs::STORY
            }
        }
        b'a' if begins(&["aside"]) => Signs::SIDEBAR,
        b'a' if matches!(word, b"also") => Signs::RELATED,
        b'b' if begins(&["byline"]) => Signs::META,
        b'b' if begins(&["breadcrumb"]) => Signs::MENU,
        b'b' if matches!(word, b"body") => Signs::CONTENT,
        b'b' if begins(&["bottom"]) => Signs::FOOTER,
        b'b' if begins(&["banner"]) => Signs::PROMOTION,
        b'b' if matches!(word, b"blogroll") => Signs::SIDEBAR,
        b'b' if matches!(word, b"bio" | b"biography") => Signs::META,
        b'c' if begins(&["comment", "disqus"]) => Signs::COMMENT,
        b'c' if begins(&["caption", "credit", "copyright"]) => Signs::CAPTION,
        b'c' if begins(&["content"]) => Signs::CONTENT,
        b'c' if begins(&["cookie", "consent"]) => Signs::DIALOG,
        b'c' if begins(&["categor"]) => Signs::TAGS,
        b'c' if matches!(word, b"crumbs" | b"crumb") => Signs::MENU,
        b'd' if matches!(word, b"date" | b"dateline" | b"datetime") => Signs::META,
        b'd' if begins(&["disqus", "discuss"]) => Signs::COMMENT,
        b'd' if begins(&["dialog"]) => Signs::DIALOG,
        b'e' if begins(&["entry"]) => Signs::STORY,
        b'f' if begins(&["foot"]) => Signs::FOOTER,
        b'f' if begins(&["follow", "facebook"]) => Signs::SHARE,
        b'f' if begins(&["figcaption"]) => Signs::CAPTION,
        b'f' if begins(&["form", "feedback"]) && word != b"format" && word != b"formatted" => Signs::FORM,
        b'g' if begins(&["gallery"]) => Signs::FIGURE,
        b'g' if begins(&["gdpr"]) => Signs::DIALOG,
        b'h' if begins(&["headline"]) => Signs::TITLE,
        b'h' if begins(&["header", "masthead"]) => Signs::HEADER,
        b'h' if matches!(word, b"hidden" | b"hide") => Signs::HIDDEN,
        b'j' if begins(&["jump"]) => Signs::MENU,
        b'l' if matches!(word, b"latest") => Signs::RELATED,
        b'l' if begins(&["login", "logo"]) => Signs::MENU,
        b'm' if begins(&["menu"]) => Signs::MENU,
        b'm' if matches!(word, b"meta" | b"metadata") => Signs::META,
        b'm' if begins(&["modal"]) => Signs::DIALOG,
        b'm' if matches!(word, b"more" | b"most" | b"mostread" | b"mostpopular") => Signs::RELATED,
        b'm' if begins(&["masthead"]) => Signs::HEADER,
        b'm' if matches!(word, b"main" | b"maincontent") => Signs::CONTENT,
        b'n' if begins(&["nav"]) => Signs::MENU,
        b'n' if begins(&["newsletter"]) => Signs::PROMOTION,
        b'n' if matches!(word, b"next") => Signs::RELATED,
        b'o' if begins(&["overlay"]) => Signs::DIALOG,
        b'p' if begins(&["promo", "paywall"]) => Signs::PROMOTION,
        b'p' if begins(&["popup"]) => Signs::DIALOG,
        b'p' if begins(&["popular", "prev"]) => Signs::RELATED,
        b'p' if begins(&["pagination", "pager", "pagenav"]) => Signs::MENU,
        b'p' if matches!(word, b"post" | b"postbody" | b"postcontent") => Signs::STORY,
        b'p' if begins(&["print"]) => Signs::SHARE,
        b'r' if begins(&["relat", "recommend", "recirc", "recent", "readmore"]) => Signs::RELATED,
        b'r' if begins(&["respon", "replies"]) && !begins(&["responsive"]) || matches!(word, b"reply") => {
            Signs::COMMENT
        }
        b'r' if matches!(word, b"rail") => Signs::SIDEBAR,
        b's' if begins(&["share", "sharing", "social"]) => Signs::SHARE,
        b's' if begins(&["sidebar"]) => Signs::SIDEBAR,
        b's' if begins(&["sponsor", "subscri", "signup"]) => Signs::PROMOTION,
        b's' if begins(&["story"]) => Signs::STORY,
        b's' if begins(&["search"]) => Signs::FORM,
        b's' if begins(&["similar"]) => Signs::RELATED,
        b's' if matches!(word, b"skip") => Signs::MENU,
        b't' if begins(&["twitter", "tools", "toolbar"]) => Signs::SHARE,
        b't' if begins(&["title"]) => Signs::TITLE,
        b't' if matches!(word, b"text") => Signs::CONTENT,
        b't' if matches!(word, b"tag" | b"tags" | b"taglist" | b"topics") => Signs::TAGS,
        b't' if begins(&["trend", "teaser"]) => Signs::RELATED,
        b't' if matches!(word, b"timestamp" | b"time") => Signs::META,
        b'w' if begins(&["widget"]) => Signs::SIDEBAR,
        b'w' if matches!(word, b"writer" | b"writers") => Signs::META,
        // `thumbcaption`, `photocaption`.
        _ if word.ends_with(b"caption") => Signs::CAPTION,
        _ => Signs(0),
    }
}

/// Where a text node stands.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::normalise) struct Place {
    /// Signs of the elements around it.
    pub(in crate::normalise) signs: Signs,
    /// The level of the heading it stands in, or 0.
    pub(in crate::normalise) heading: u8,
    /// Whether it stands in an item of a list, and whether that is numbered.
    pub(in crate::normalise) list: Option<bool>,
    /// Whether it stands in a quotation.
    pub(in crate::normalise) quote: bool,
    /// Whether it stands in a link.
    pub(in crate::normalise) link: bool,
    /// The same for blocks that stand side by side as the paragraphs of a text do: paragraphs and headings with one
    /// parent, other blocks with one parent and one class.
    pub(in crate::normalise) level: u32,
}

/// The place of a block, from those of its text nodes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    pub(super) place: Place,
}

impl Seen {
    pub(super) fn new(place: &Place) -> Seen {
        Seen { place: *place }
    }

    /// What is true of a part of a block only is not true of the block.
    pub(super) fn add(&mut self, place: &Place) {
        self.place.signs = Signs(self.place.signs.0 & place.signs.0);
        self.place.link &= place.link;
        if self.place.heading != place.heading {
            self.place.heading = 0;
        }
    }
}
