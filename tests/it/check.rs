//! Judging a site from memory and from disk.

use dossier::check::{Checked, check};
use dossier::model::{Files, SitePath};
use dossier::write::{Folder, Protected, write};
use std::collections::BTreeMap;
use std::io;

struct Memory(BTreeMap<SitePath, Vec<u8>>);

impl Files for Memory {
    fn paths(&self) -> Vec<SitePath> {
        self.0.keys().cloned().collect()
    }

    fn read(&self, path: &SitePath) -> io::Result<Vec<u8>> {
        Ok(self.0[path].clone())
    }
}

fn site(files: &[(&str, &str)]) -> Memory {
    Memory(files.iter().map(|(path, text)| (SitePath::new(*path).unwrap(), text.as_bytes().to_vec())).collect())
}

/// The findings as `path:line code`.
fn codes(checked: &Checked) -> Vec<String> {
    let place = |d: &dossier::Diagnostic| {
        let place = d.place.as_ref().unwrap();
        format!("{}:{} {}", place.path, place.line.unwrap_or(0), d.code)
    };
    checked.diagnostics.iter().map(place).collect()
}

const SOUND: [(&str, &str); 6] = [
    (
        "index.html",
        "<!doctype html><title>Home</title><link rel=stylesheet href=assets/a.css>\
         <link rel=canonical href='https://example.org/'><script src=assets/a.js></script>\
         <svg><title>A drawing</title></svg><a href='a/x.html#p2'>x</a><a href='https://example.org'>out</a>\
         <a href='#'>top</a> <p title='<a href=none>'>&lt;a href=none&gt;</p><script>'<a href=none>'</script>",
    ),
    ("a/x.html", "<title>X</title><p id=p1>1</p><p id='p2'>2</p><a href='../index.html'>h</a><a href='#p1'>1</a>"),
    (
        "assets/a.css",
        "/* url(none) */ @font-face { src: url('f.woff2') } a { background: url(data:image/png;base64,) }",
    ),
    ("assets/a.js", "'<a href=none>'"),
    ("assets/f.woff2", ""),
    ("404.html", "<title>404</title><a href='/'>home</a><a href='/a/x.html'>x</a>"),
];

#[test]
fn a_sound_site_has_no_findings() {
    let checked = check(&site(&SOUND));
    assert_eq!(codes(&checked), [""; 0]);
    assert_eq!((checked.pages, checked.links), (3, 9));
}

#[test]
fn what_the_search_loads_must_be_there() {
    let mut files = SOUND.to_vec();
    files.push(("search.html", "<title>Search</title><div data-index='search/contents.js'>"));
    assert_eq!(codes(&check(&site(&files))), ["search.html:1 broken-link"]);
    files.extend([
        ("search/contents.js", "dossier([[\"words\",\"words-a\"],[0,[3,1]]]);"),
        ("search/words.js", "dossier([]);"),
        ("search/text-1.js", "dossier([[],[]]);"),
    ]);
    assert_eq!(codes(&check(&site(&files))), ["search/contents.js:0 broken-link", "search/contents.js:0 broken-link"]);
    files.extend([("search/words-a.js", "dossier([]);"), ("search/text-2.js", "dossier([[],[]]);")]);
    assert_eq!(codes(&check(&site(&files))), [""; 0]);
}

#[test]
fn a_folder_is_judged_like_the_site_in_memory() {
    let work = tempfile::tempdir().unwrap();
    let out = work.path().join("site");
    write(&site(&SOUND), &out, &Protected::default()).unwrap();
    std::fs::write(out.join(".hidden.html"), "<a href=none>").unwrap();
    let checked = check(&Folder::open(&out).unwrap());
    assert_eq!((codes(&checked), checked.links), (vec![], 9));
    std::fs::remove_file(out.join("a/x.html")).unwrap();
    let checked = check(&Folder::open(&out).unwrap());
    assert_eq!(codes(&checked), ["404.html:1 broken-link", "index.html:1 broken-link"]);
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    let checked = check(&site(&[
        (
            "a.html",
            "<title>A</title>\n<a href='none.html'>\n<a href='b.html#gone'>\n<a href='/b.html'><a href='none.html'>",
        ),
        ("b.html", "<p id=x>\n<p id=x>\n<img src='https://example.org/a.png'>\n<a href='javascript:x'>"),
        ("c.css", "\n@import 'none.css';"),
        ("dir/I.html", "<title> </title>"),
        ("dir/i.html", "<title>i</title><base href=x><img srcset='i.html 1x, none.png 2x'>"),
    ]));
    assert_eq!(
        codes(&checked),
        [
            "dir/I.html:0 name-clash",
            "a.html:2 broken-link",
            "a.html:3 broken-fragment",
            "a.html:4 absolute-link",
            "b.html:0 title-missing",
            "b.html:2 duplicate-id",
            "b.html:3 remote-asset",
            "b.html:4 unsafe-link",
            "c.css:2 broken-link",
            "dir/I.html:0 title-missing",
            "dir/i.html:1 base-address",
            "dir/i.html:1 broken-link",
        ]
    );
}

#[test]
fn fragments_are_compared_as_readers_mean_them() {
    let pages = |href: &str| {
        let page = format!("<title>t</title><p id='été'><a name=old></a><a href='{href}'>");
        check(&site(&[("a.html", &page)])).diagnostics.len()
    };
    assert_eq!(["#%C3%A9t%C3%A9", "#été", "#old", "a.html#été", "#top"].map(pages), [0; 5]);
    assert_eq!(["#ete", "#Old", "?q#none"].map(pages), [1; 3]);
}
