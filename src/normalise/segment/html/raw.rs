//! Scripts and style sheets as text nodes: the parser would go through them sign by sign, and they are a third of a page.
//!
//! Where nothing in them changes how they end, they end at the first tag that closes them (HTML, 13.2.5.2 to 13.2.5.4),
//! and all before it is one text.

use memchr::memmem::Finder;
use std::borrow::Cow;

/// The names of these elements.
pub(super) fn name(name: &str) -> Option<&'static str> {
    ["script", "style"].into_iter().find(|raw| *raw == name)
}

/// Looks for where a tag may end that opens such an element: behind the first `>` after its name in small letters. Other
/// spellings are left to the parser. Each place is looked at once.
pub(super) struct Tags<'t> {
    html: &'t str,
    finder: Finder<'static>,
}

impl<'t> Tags<'t> {
    pub(super) fn of(html: &'t str) -> Tags<'t> {
        Tags { html, finder: Finder::new("<s") }
    }

    /// The place behind the next of them that begins at a place or later.
    pub(super) fn next(&self, from: usize) -> Option<usize> {
        let mut at = from;
        loop {
            let tag = at + self.finder.find(&self.html.as_bytes()[at..])? + 1;
            if self.html[tag..].starts_with("script") || self.html[tag..].starts_with("style") {
                return memchr::memchr(b'>', &self.html.as_bytes()[tag..]).map(|len| tag + len + 1);
            }
            at = tag;
        }
    }
}

/// What stands from the beginning of a text to the end of the element of a name, and its length in the source; none
/// where that is nothing, or the parser has to tell.
pub(super) fn content<'t>(rest: &'t str, name: &str) -> Option<(Cow<'t, str>, usize)> {
    let closes = |tag: &[u8]| {
        tag.get(..name.len()).is_some_and(|own| own.eq_ignore_ascii_case(name.as_bytes()))
            && matches!(tag.get(name.len()), Some(b'\t' | b'\n' | b'\x0c' | b'\r' | b' ' | b'/' | b'>'))
    };
    let len = memchr::memmem::find_iter(rest.as_bytes(), "</").find(|at| closes(&rest.as_bytes()[at + 2..]))?;
    let content = &rest[..len];
    if len == 0 || content.contains('\0') || name == "script" && content.contains("<!--") {
        return None;
    }
    if content.contains('\r') {
        return Some((content.replace("\r\n", "\n").replace('\r', "\n").into(), len));
    }
    Some((content.into(), len))
}

#[cfg(test)]
mod tests {
    use super::super::tree;
    use html5ever::ParseOpts;
    use html5ever::tendril::TendrilSink;
    use html5ever::tree_builder::TreeBuilderOpts;
    use proptest::prelude::*;

    /// Whether the tree is the one that the parser makes by itself. What comments say is left out of both.
    fn check(html: &str) {
        let options = ParseOpts {
            tree_builder: TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() },
            ..ParseOpts::default()
        };
        let alone = html5ever::parse_document(dom_query::Document::default(), options).one(html);
        let plain =
            |html: &str| regex::Regex::new("(?s)<!--.*?-->").expect("a pattern").replace_all(html, "").into_owned();
        let whole = |document: &dom_query::Document| plain(&document.html());
        assert_eq!(tree::parse(html).map(|document| whole(&document)), Some(whole(&alone)), "{html:?}");
    }

    #[test]
    fn scripts_and_style_sheets_end_where_the_parser_ends_them() {
        for html in [
            "<p>a<script>var a = '<p>b';</script>c",
            "<script type='a>b'>1 < 2</script><p>c",
            "<script>a</scripts></SCRIPT\n>b",
            "<script>a\r\nb\rc\n</script>",
            "<SCRIPT><script>a</script>b</script>",
            "<script><!-- <script>a</script> --></script>b",
            "<script>a",
            "<style>p > a { } </ style></style><style></style>b",
            "<svg><script>a &amp; <b>c</b></script><style>a &amp; b</style></svg>",
            "<textarea><script>a</script></textarea><title><style>a</style></title>",
            "<!-- <script>a --><p>b</script>",
            "<p title='<script>'>a</p><script/>b</script>",
            "<table><script>a</script><tr><style>b</style><td>c</table>",
            "<select><script>a</script><option>b</select>",
            "<template><script>a</script></template>",
            "<noscript><style>a</style></noscript>",
            "<SCRIPT SRC=a></SCRIPT><!-- <script> --><p>b</p><script>c</script><p>d",
            "<SCRIPT SRC=a></SCRIPT><a onclick=\"w('<script>b()</script>')\">c</a>",
            "<script data-a='b>c'></script><p title='<script>d</script>'>e",
            "<style a='>'></style></a<script>b<style>c</style>",
            "<SCRIPT></script a='<script>b</script>'>c",
            "<table><SCRIPT></SCRIPT>\n<!-- <script>a</script> --></table>",
            "<script>a</script><style>b</style><style>c</style>d",
        ] {
            check(html);
        }
    }

    proptest! {
        #[test]
        fn any_page_has_the_tree_of_the_parser(parts in prop::collection::vec(
            prop::sample::select(vec![
                "<script>", "</script>", "<style a=\">\">", "</style>", "<SCRIPT >", "<script", ">", "<!--", "-->", "\r", "\n",
                "<p>", "a", "é", "<svg>", "</svg>", "<textarea>", "</textarea>", "<table>", "<", "</", "'", "\"", "<title>", "/",
                "</title>", "script", "<template>", "</template>", "<select>", "--", "</scripting>", "<noscript>", "</noscript>",
                // What looks as if it opened one, behind one that stands open or empty.
                "<SCRIPT></SCRIPT>", "<!--<script>", "<a b='<script>", "<style></style>", "</script b=\"<style>",
            ]), 0..14)) {
            check(&parts.concat());
        }
    }
}
