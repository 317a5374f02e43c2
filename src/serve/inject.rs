//! What a page is given on the way out: the reload script, and leave to ask its channel.

/// Where the reload script stands.
pub(super) const SCRIPT: &str = "/__dossier/reload.js";

/// A page with the reload script, which is told which build the page is of.
pub(super) fn with_reload(page: &str, stamp: &str) -> String {
    let mut out = String::with_capacity(page.len() + 160);
    let rest = widen(page, &mut out);
    let script = format!("<script src=\"{SCRIPT}?{stamp}\" defer></script>");
    match rest.find("</head>").or_else(|| rest.find("</body>")) {
        Some(at) => {
            out.push_str(&rest[..at]);
            out.push_str(&script);
            out.push_str(&rest[at..]);
        }
        None => {
            out.push_str(rest);
            out.push_str(&script);
        }
    }
    out
}

/// Copies the page up to its content policy and adds what the reload script needs; gives what is not copied yet.
/// Text of articles is escaped, so that the first `<meta` with this name is the page's own.
fn widen<'p>(page: &'p str, out: &mut String) -> &'p str {
    const NAME: &str = "http-equiv=\"Content-Security-Policy\"";
    const VALUE: &str = "content=\"";
    let policy = page.find(NAME).and_then(|name| {
        let value = name + NAME.len() + page[name + NAME.len()..].find(VALUE)? + VALUE.len();
        let end = value + page[value..].find('"')?;
        // Both stand in one tag.
        (!page[name..value].contains('>')).then_some((value, end))
    });
    let Some((value, end)) = policy else { return page };
    out.push_str(&page[..value]);
    out.push_str("connect-src 'self'; ");
    // The page for unknown addresses allows no script of its own.
    if !page[value..end].contains("script-src") {
        out.push_str("script-src 'self'; ");
    }
    &page[value..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_allows_the_channel_and_the_script_stands_in_the_head() {
        let page = "<head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'\"></head><body></body>";
        assert_eq!(
            with_reload(page, "a-1"),
            "<head><meta http-equiv=\"Content-Security-Policy\" content=\"connect-src 'self'; default-src 'none'; script-src 'self'\"><script src=\"/__dossier/reload.js?a-1\" defer></script></head><body></body>"
        );
    }

    #[test]
    fn a_page_without_scripts_is_allowed_this_one() {
        let page = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\"></head>";
        assert!(
            with_reload(page, "s").contains("content=\"connect-src 'self'; script-src 'self'; default-src 'none'\"")
        );
    }

    #[test]
    fn a_page_without_head_or_policy_gets_the_script_alone() {
        assert_eq!(with_reload("<p>x", "s"), "<p>x<script src=\"/__dossier/reload.js?s\" defer></script>");
    }
}
