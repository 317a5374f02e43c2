//! The text of an article as markup: numbered paragraphs with two anchors each, links inside, what stands beside.

use super::html;
use crate::model::*;
use crate::text;
use std::fmt::Write;

/// What the markup of an article's text is made from.
pub(crate) struct Body<'a> {
    /// The article.
    pub(crate) article: &'a Article,
    /// Mentions that become links, in order.
    pub(crate) mentions: &'a [LinkedMention],
    /// The relative address of a page of the site.
    pub(crate) href: &'a dyn Fn(PageId) -> String,
    /// Whether paragraph numbers are shown.
    pub(crate) numbers: bool,
}

/// What is open while blocks are written one after another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    List { ordered: bool },
    Quote,
}

impl Body<'_> {
    /// The markup.
    pub(crate) fn markup(&self) -> String {
        let article = self.article;
        let size: usize = article.blocks.iter().map(|b| b.text.len() + 120).sum();
        let mut out = String::with_capacity(size + self.mentions.len() * 60);
        let mut open = Open::Nothing;
        let mut mentions = self.mentions;
        let mut beside = inline_beside(article).peekable();
        let mut level = 1;
        for (i, block) in article.blocks.iter().enumerate() {
            while let Some(item) = beside.next_if(|item| item.after as usize <= i) {
                switch(&mut out, &mut open, Open::Nothing);
                self.beside(&mut out, item);
            }
            let here = mentions.iter().take_while(|m| m.block as usize == i).count();
            let (own, rest) = mentions.split_at(here);
            mentions = rest;
            match block.kind {
                BlockKind::Heading(wanted) => {
                    switch(&mut out, &mut open, Open::Nothing);
                    // Levels go down one step at a time, whatever the source did.
                    level = (wanted.max(1) + 1).min(level + 1).min(6);
                    let _ = write!(out, "<h{level} id=\"{}\"{}>", block.label.anchor(), self.dir(&block.text));
                    self.inlines(&mut out, block, own);
                    let _ = writeln!(out, "</h{level}>");
                }
                BlockKind::Standfirst | BlockKind::Paragraph => {
                    switch(&mut out, &mut open, Open::Nothing);
                    let class = if block.kind == BlockKind::Standfirst { " class=\"first\"" } else { "" };
                    self.passage(&mut out, "p", class, block, own);
                }
                BlockKind::Quote => {
                    switch(&mut out, &mut open, Open::Quote);
                    self.passage(&mut out, "p", "", block, own);
                }
                BlockKind::ListItem { ordered } => {
                    switch(&mut out, &mut open, Open::List { ordered });
                    let class = if has_mark(&block.text) { " class=\"own\"" } else { "" };
                    self.passage(&mut out, "li", class, block, own);
                }
            }
        }
        switch(&mut out, &mut open, Open::Nothing);
        for item in beside {
            self.beside(&mut out, item);
        }
        out
    }

    fn passage(&self, out: &mut String, element: &str, class: &str, block: &Block, mentions: &[LinkedMention]) {
        let anchor = block.label.anchor();
        let _ = write!(out, "<{element} id=\"{anchor}\"{class}{}>", self.dir(&block.text));
        if let Label::Passage(number, key) = &block.label {
            if self.numbers {
                let _ = write!(
                    out,
                    "<a class=\"pn\" id=\"k-{key}\" href=\"#{anchor}\"><span class=\"sr\">Paragraph </span>{number}</a> "
                );
            } else {
                let _ = write!(out, "<span id=\"k-{key}\"></span>");
            }
        }
        self.inlines(out, block, mentions);
        let _ = writeln!(out, "</{element}>");
    }

    /// What belongs to a picture, behind a label of the dossier's.
    fn beside(&self, out: &mut String, item: &Beside) {
        let dir = self.dir(&item.text);
        let _ = write!(out, "<p class=\"beside\"{dir}><span class=\"label\">{}</span> ", role(item.role));
        html::text(out, &item.text);
        out.push_str("</p>\n");
    }

    /// The direction of a text that runs unlike the article.
    fn dir(&self, text: &str) -> &'static str {
        match text::direction(text).filter(|own| *own != self.article.direction) {
            Some(Direction::RightToLeft) => " dir=\"rtl\"",
            Some(Direction::LeftToRight) => " dir=\"ltr\"",
            None => "",
        }
    }

    /// The text of a block with its markup and links; both lists are ordered, and nested or disjoint.
    fn inlines(&self, out: &mut String, block: &Block, mentions: &[LinkedMention]) {
        if block.inlines.is_empty() && mentions.is_empty() {
            return html::text(out, &block.text);
        }
        let inlines = block.inlines.iter().filter_map(|inline| {
            let (start, end) = inline_tags(&inline.kind, self.href)?;
            Some((inline.span, start, end))
        });
        let links = mentions.iter().map(|mention| {
            let mut tag = String::from("<a class=\"x\" href=\"");
            html::attribute(&mut tag, &(self.href)(mention.page));
            tag.push_str("\">");
            (mention.span, tag, "</a>")
        });
        marked_up(out, &block.text, inlines.chain(links).collect());
    }
}

/// Whether an item of a list begins with a mark of its own, as in text dumps: `2. Hyssop`, `• Hyssop`. The text is shown
/// as it is, so the page adds none.
fn has_mark(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let marks: &[char] = if rest.len() < text.len() {
        &['.', ')']
    } else {
        &['•', '·', '*', '-', '–', '▪', '■', '●', '‣', '◦', '→']
    };
    rest.strip_prefix(marks).is_some_and(|rest| rest.starts_with(' '))
}

/// The text of a note of the compiler.
pub(crate) fn note(blocks: &[NoteBlock], href: &dyn Fn(PageId) -> String, level: u8) -> String {
    let mut out = String::new();
    let mut open = Open::Nothing;
    let mut last = level - 1;
    for block in blocks {
        let (element, group) = match block.kind {
            BlockKind::Heading(wanted) => {
                last = (wanted.max(1) + level - 1).min(last + 1).min(6);
                (format!("h{last}"), Open::Nothing)
            }
            BlockKind::Standfirst | BlockKind::Paragraph => ("p".to_string(), Open::Nothing),
            BlockKind::Quote => ("p".to_string(), Open::Quote),
            BlockKind::ListItem { ordered } => ("li".to_string(), Open::List { ordered }),
        };
        switch(&mut out, &mut open, group);
        let _ = write!(out, "<{element}>");
        let tags = block.inlines.iter().filter_map(|inline| {
            let (start, end) = inline_tags(&inline.kind, href)?;
            Some((inline.span, start, end))
        });
        marked_up(&mut out, &block.text, tags.collect());
        let _ = writeln!(out, "</{element}>");
    }
    switch(&mut out, &mut open, Open::Nothing);
    out
}

/// What is shown between paragraphs: what belongs to a picture that stood there. The rest is listed after the text.
fn inline_beside(article: &Article) -> impl Iterator<Item = &Beside> {
    article.beside.iter().filter(|item| is_inline(item))
}

/// Whether something beside the text is shown where it stood.
pub(crate) fn is_inline(item: &Beside) -> bool {
    matches!(item.role, Role::Caption | Role::Credit)
}

/// What something beside the text is.
pub(crate) fn role(role: Role) -> &'static str {
    match role {
        Role::Heading => "Heading",
        Role::Standfirst => "Summary",
        Role::Paragraph => "Text",
        Role::Quote => "Quotation",
        Role::ListItem => "List item",
        Role::Caption => "Caption",
        Role::Credit => "Credit",
        Role::Related => "Headline of another article",
        Role::Doubtful => "May not belong to the article",
    }
}

fn switch(out: &mut String, open: &mut Open, to: Open) {
    if *open == to {
        return;
    }
    out.push_str(match *open {
        Open::Nothing => "",
        Open::List { ordered: true } => "</ol>\n",
        Open::List { ordered: false } => "</ul>\n",
        Open::Quote => "</blockquote>\n",
    });
    out.push_str(match to {
        Open::Nothing => "",
        Open::List { ordered: true } => "<ol>\n",
        Open::List { ordered: false } => "<ul>\n",
        Open::Quote => "<blockquote>\n",
    });
    *open = to;
}

/// The tags of an inline; none where an address cannot be written.
fn inline_tags(kind: &InlineKind, href: &dyn Fn(PageId) -> String) -> Option<(String, &'static str)> {
    let simple = |tag: &str, end| Some((tag.to_string(), end));
    match kind {
        InlineKind::Emphasis => simple("<em>", "</em>"),
        InlineKind::Strong => simple("<strong>", "</strong>"),
        InlineKind::Code => simple("<code>", "</code>"),
        InlineKind::Link(Href::Internal(page, anchor)) => {
            let mut tag = String::from("<a href=\"");
            html::attribute(&mut tag, &href(*page));
            if let Some(Anchor(anchor)) = anchor {
                tag.push('#');
                html::attribute(&mut tag, anchor);
            }
            tag.push_str("\">");
            Some((tag, "</a>"))
        }
        InlineKind::Link(Href::External(address)) => {
            let mut tag = String::from("<a rel=\"noopener noreferrer nofollow ugc\" href=\"");
            html::attribute(&mut tag, &html::url(address)?);
            tag.push_str("\">");
            Some((tag, "</a>"))
        }
    }
}

/// Writes text with tags around parts of it. Parts that would cross another, or that do not lie on characters, are
/// left without their tags: the text always comes out whole.
pub(crate) fn marked_up(out: &mut String, text: &str, mut parts: Vec<(Span, String, &'static str)>) {
    parts.sort_by_key(|(span, _, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut at = 0;
    let mut stack: Vec<(usize, &'static str)> = Vec::new();
    let close = |out: &mut String, at: &mut usize, stack: &mut Vec<(usize, &'static str)>, until: usize| {
        while let Some((end, tag)) = stack.pop_if(|(end, _)| *end <= until) {
            html::text(out, &text[*at..end]);
            out.push_str(tag);
            *at = end;
        }
    };
    for (span, start_tag, end_tag) in parts {
        let (start, end) = (span.start as usize, span.end as usize);
        if text.get(start..end).is_none_or(str::is_empty) {
            continue;
        }
        close(out, &mut at, &mut stack, start);
        let crosses = stack.last().is_some_and(|(outer, _)| end > *outer);
        let link_in_link = end_tag == "</a>" && stack.iter().any(|(_, tag)| *tag == "</a>");
        if start < at || crosses || link_in_link {
            continue;
        }
        html::text(out, &text[at..start]);
        at = start;
        out.push_str(&start_tag);
        stack.push((end, end_tag));
    }
    close(out, &mut at, &mut stack, text.len());
    html::text(out, &text[at..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, parts: &[(usize, usize, &str, &'static str)], expected: &str) {
        let mut out = String::new();
        let parts = parts.iter().map(|(a, b, tag, end)| (Span::new(*a, *b), tag.to_string(), *end)).collect();
        marked_up(&mut out, text, parts);
        assert_eq!(out, expected);
    }

    #[test]
    fn tags_nest_and_the_text_is_always_whole() {
        check("a <b> c", &[(2, 5, "<em>", "</em>")], "a <em>&lt;b&gt;</em> c");
        check("abcdef", &[(0, 6, "<em>", "</em>"), (2, 4, "<a>", "</a>")], "<em>ab<a>cd</a>ef</em>");
        check("abcdef", &[(0, 3, "<em>", "</em>"), (2, 5, "<a>", "</a>")], "<em>abc</em>def");
        check("abcdef", &[(0, 6, "<a>", "</a>"), (2, 4, "<a>", "</a>")], "<a>abcdef</a>");
        check("éa", &[(1, 3, "<em>", "</em>")], "éa");
        check("ab", &[(0, 1, "<em>", "</em>"), (1, 2, "<em>", "</em>")], "<em>a</em><em>b</em>");
        check("ab", &[(5, 9, "<em>", "</em>")], "ab");
    }

    #[test]
    fn an_item_with_a_mark_of_its_own_is_given_no_other() {
        for text in ["2. Hyssop", "12) Hyssop", "• Hyssop", "- Hyssop", "* Hyssop"] {
            assert!(has_mark(text), "{text}");
        }
        for text in ["Hyssop", "2 sprigs of hyssop", "2.5 grams", "-5 degrees", ""] {
            assert!(!has_mark(text), "{text}");
        }
    }
}
