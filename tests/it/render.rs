//! Pages from small libraries made by hand: the emptiest and the fullest view of every kind of page.

use dossier::config::{Config, Input};
use dossier::link;
use dossier::model::*;
use dossier::render::{Renderer, Theme};
use dossier::report::{Diagnostic, Report};
use std::collections::BTreeMap;

/// Text that must never become markup, wherever it stands.
const HOSTILE: &str = "<script>alert('x')</script> \"&\u{202e}\u{0}--><!--=1-->{{ site }}{% raw %}";

fn config() -> Config {
    Config { title: "A collection".into(), ..Config::new(Input::Embedded) }
}

fn passage(number: u32, text: &str) -> Block {
    Block {
        kind: BlockKind::Paragraph,
        label: Label::Passage(number, Key { words: number, time: 1 }),
        text: text.into(),
        inlines: Vec::new(),
        spans: Spans::default(),
        line: number,
    }
}

/// An article of which nothing is known.
fn bare(path: &str) -> Article {
    Article {
        origin: Origin::file(path),
        sha256: "0123456789abcdef".repeat(4),
        bytes: 12,
        charset: Charset { name: "UTF-8", how: CharsetHow::Valid },
        media: Media::Text,
        language: None,
        direction: Direction::LeftToRight,
        metadata: Metadata::default(),
        file_title: "Some words".into(),
        first_words: "Some words".into(),
        blocks: vec![passage(1, "Some words.")],
        beside: Vec::new(),
        edits: Vec::new(),
        ledger: Ledger::default(),
        lines: 1,
        words: 2,
        note: Vec::new(),
        topics_added: Vec::new(),
        topics_removed: Vec::new(),
        unlinked: Vec::new(),
        slug: None,
        same_as: None,
        not_same_as: vec![],
    }
}

fn stated<T>(value: T) -> Known<T> {
    Known::Stated { value, span: Span::new(0, 1), line: 3 }
}

/// An article with everything an article can have, hostile text in all of it.
fn full(path: &str) -> Article {
    let kinds = [
        BlockKind::Standfirst,
        BlockKind::Heading(3),
        BlockKind::Paragraph,
        BlockKind::Quote,
        BlockKind::ListItem { ordered: true },
        BlockKind::ListItem { ordered: false },
    ];
    let mut blocks: Vec<Block> = Vec::new();
    for (i, kind) in kinds.into_iter().enumerate() {
        let mut block = passage(i as u32 + 1, &format!("Trade {HOSTILE} and Ann Lee. It grows."));
        if let BlockKind::Heading(_) = kind {
            block.label = Label::Heading(1);
        }
        block.kind = kind;
        blocks.push(block);
    }
    let span = |a, b| Span::new(a, b);
    blocks[2].inlines = vec![
        Inline { span: span(0, 5), kind: InlineKind::Strong },
        Inline { span: span(6, 14), kind: InlineKind::Link(Href::External("https://example.org/?a=\"b\"&c".into())) },
        Inline { span: span(15, 20), kind: InlineKind::Code },
    ];
    let beside = [Role::Caption, Role::Related, Role::Doubtful].map(|role| Beside {
        role,
        rule: Rule("caption"),
        text: HOSTILE.into(),
        span: span(0, 1),
        line: 9,
        after: 2,
        confidence: 50,
    });
    let entry = |line: u32, rule: &'static str| Entry {
        span: span(line as usize, line as usize + 1),
        line,
        fate: Fate::SetAside { rule: Rule(rule), evidence: format!("it says {HOSTILE}") },
        text: HOSTILE.into(),
    };
    Article {
        language: Some("ar".into()),
        direction: Direction::RightToLeft,
        metadata: Metadata {
            title: stated(HOSTILE.into()),
            authors: stated(vec![HOSTILE.into(), "B".into()]),
            author_note: Some(HOSTILE.into()),
            date: stated("2020-02-29".parse().unwrap()),
            source: stated(HOSTILE.into()),
            sections: vec![HOSTILE.into()],
            genre: Some(HOSTILE.into()),
            language: stated("ar".into()),
            licence: stated(HOSTILE.into()),
            url: Known::Set { value: "https://example.org/a b".into(), by: SetBy::Overrides },
            retrieved: "2021".parse().ok(),
        },
        blocks,
        beside: beside.into(),
        edits: vec![Edit {
            span: span(0, 1),
            line: 4,
            before: "a\u{a0}b".into(),
            after: "".into(),
            rule: Rule("no-break-space"),
        }],
        ledger: Ledger::new(
            (0..3).map(|n| entry(n, ["share-bar", "share-bar", "login-prompt"][n as usize])).collect(),
            3,
        )
        .unwrap(),
        note: vec![NoteBlock {
            kind: BlockKind::Paragraph,
            text: HOSTILE.into(),
            inlines: vec![Inline { span: span(0, 4), kind: InlineKind::Emphasis }],
        }],
        slug: Some("chosen".into()),
        ..bare(path)
    }
}

fn id<I: TableId>(n: usize) -> I {
    I::from_index(n)
}

/// A library with one article and nothing else.
fn smallest() -> Library {
    Library {
        articles: vec![bare("a.txt")].into(),
        source_of: vec![None].into(),
        unidentified: vec![id(0)],
        topics_of: vec![Vec::new()].into(),
        placement: vec![Placement::Unplaced].into(),
        order: vec![id(0)],
        neighbours: vec![Vec::new()].into(),
        key_terms: vec![KeyTerms::default()].into(),
        ..Library::default()
    }
}

/// A library with everything, `copies` times.
fn fullest(copies: usize) -> Library {
    let mut articles: Vec<Article> = Vec::new();
    for n in 0..copies {
        articles.push(full(&format!("{n:05}-a.txt")));
        articles.push(Article { language: Some("en".into()), ..full(&format!("{n:05}-b.txt")) });
        articles.push(Article { blocks: full("").blocks, slug: None, ..bare(&format!("{n:05}-c.txt")) });
    }
    let total = articles.len();
    // Dated ones first, then placed ones, then those without a date: the order of publication.
    let order: Vec<ArticleId> = (0..3).flat_map(|kind| (0..total).filter(move |n| n % 3 == kind).map(id)).collect();
    let sources: Vec<Option<SourceId>> = (0..total).map(|n| [Some(id(0)), Some(id(1)), None][n % 3]).collect();
    let of =
        |source: Option<SourceId>| order.iter().copied().filter(|a| sources[a.index()] == source).collect::<Vec<_>>();
    let source = |n: usize, name: &str| Source {
        name: name.into(),
        monogram: "<S".into(),
        colour: 200 + n as u8,
        url: Some("https://example.org".into()),
        note: Some(HOSTILE.into()),
        how: vec![SourceHow::Stated(4), SourceHow::WorkedOut(HOSTILE.into()), SourceHow::Set(SetBy::Overrides)],
        articles: of(Some(id(n))),
    };
    let mention = |article: usize, block: u32, start: usize, end: usize| Mention {
        article: id(article),
        block,
        span: Span::new(start, end),
        says: block.is_multiple_of(2),
    };
    let at = full("").blocks[0].text.find("Ann Lee").unwrap();
    let everywhere = |blocks: &[u32], start, end| {
        let oldest_first = order.iter().rev();
        oldest_first.flat_map(|a| blocks.iter().map(move |b| mention(a.index(), *b, start, end))).collect::<Vec<_>>()
    };
    let topic = |label: &str, kind, mentions, with| Topic {
        id: label.to_lowercase(),
        label: label.into(),
        called: Vec::new(),
        kind,
        how: TopicHow::Curated,
        words: vec!["Trade".into(), HOSTILE.into()],
        broader: vec![id(0)],
        mentions,
        with,
        learned: vec![Learned { article: id(0), terms: vec![HOSTILE.into(), "copper".into()] }],
    };
    let topics: Vec<Topic> = vec![
        topic("Growth", TopicKind::Topic, vec![mention(0, 2, 0, 5)], vec![(id(1), 3)]),
        topic(HOSTILE, TopicKind::Topic, everywhere(&[0, 1, 2, 4], 0, 5), vec![(id(0), 1)]),
        topic("Ann Lee", TopicKind::Person, everywhere(&[0, 2], at, at + 7), Vec::new()),
    ];
    let article_topics = vec![
        ArticleTopic { topic: id(1), passages: 4, strength: 1000, indexed: true, claim: Claim::Named },
        ArticleTopic { topic: id(2), passages: 2, strength: 500, indexed: true, claim: Claim::Named },
    ];
    let neighbours = |n: usize| {
        let near = |article: usize, shared: Vec<TopicId>| Neighbour {
            article: id(article),
            score: 1,
            shared: shared.into(),
            terms: [HOSTILE.into()].into(),
        };
        vec![near((n + 1) % total, vec![id(1)]), near((n + 2) % total, Vec::new())]
    };
    Library {
        sources: vec![source(0, "The <Ledger>"), source(1, HOSTILE)].into(),
        source_of: sources.clone().into(),
        unidentified: of(None),
        topics: topics.into(),
        topics_of: vec![article_topics; total].into(),
        placement: (0..total)
            .map(|n| match n % 3 {
                0 => Placement::Dated("2020-02-29".parse().unwrap()),
                1 => Placement::NotBefore { date: "2019".parse().unwrap(), evidence: HOSTILE.into(), line: 4 },
                _ => Placement::Unplaced,
            })
            .collect(),
        order: order.clone(),
        neighbours: (0..total).map(neighbours).collect(),
        key_terms: vec![KeyTerms::default(); total].into(),
        years: Some(YearSpan { first: 1999, last: 2020 }),
        families: if total > 1 {
            let family = Family {
                articles: vec![id(1), id(0)],
                pairs: vec![Republication {
                    first: id(1),
                    other: id(0),
                    share: 930,
                    shared: vec![
                        SharedParagraph { first: 1, other: 1, share: 1000, differs: Vec::new() },
                        SharedParagraph {
                            first: 2,
                            other: 2,
                            share: 800,
                            differs: vec![Difference { first: Span::new(0, 3), other: Span::new(0, 0) }],
                        },
                        SharedParagraph { first: 4, other: 99, share: 700, differs: Vec::new() },
                    ],
                    only_first: vec![0, 99],
                    only_other: vec![4],
                }],
            };
            vec![family].into()
        } else {
            Table::new()
        },
        family_of: (0..total).map(|n| (total > 1 && n < 2).then(|| id(0))).collect(),
        passages: vec![SharedPassage { places: (0..total).map(|n| (id(n), 1)).collect(), in_families: Vec::new() }]
            .into(),
        passages_of: vec![vec![(1, id(0))]; total].into(),
        articles: articles.into(),
        ..Library::default()
    }
}

/// Every file of a site, by path.
fn render(library: &Library, config: &Config) -> BTreeMap<String, String> {
    let theme = Theme::load(config).unwrap();
    let (site, _) = link::link(library, &theme.asset_names(), config);
    let about = config.about.clone().map(|text| NoteBlock { kind: BlockKind::Paragraph, text, inlines: Vec::new() });
    let note = about.into_iter().collect();
    let mut report = Report::default();
    report.extend([Diagnostic::warning("code", HOSTILE).in_file(HOSTILE).help(HOSTILE)]);
    let renderer = Renderer::new(theme, note, library, &site, config, &report).unwrap();
    site.pages
        .iter()
        .map(|(id, page)| {
            let bytes =
                renderer.render(id, library, &site, config, &report).unwrap_or_else(|e| panic!("{}: {e}", page.path));
            (page.path.to_string(), String::from_utf8_lossy(&bytes).into_owned())
        })
        .collect()
}

fn html(files: &BTreeMap<String, String>) -> impl Iterator<Item = (&String, &String)> {
    files.iter().filter(|(path, _)| path.ends_with(".html"))
}

#[test]
fn every_kind_of_page_renders_from_nothing_and_from_everything() {
    let all = [
        "index.html",
        "articles/index.html",
        "articles/chosen.html",
        "sources/index.html",
        "sources/not-identified.html",
        "topics/index.html",
        "topics/growth.html",
        "search.html",
        "about.html",
        "set-aside.html",
        "404.html",
        "feed.xml",
        "robots.txt",
        "assets/theme.css",
        "assets/dossier.js",
        "assets/favicon.svg",
    ];
    let files = render(&fullest(2), &config());
    for path in all {
        assert!(files.get(path).is_some_and(|text| !text.is_empty()), "{path} of {:?}", files.keys());
    }
    let files = render(&smallest(), &config());
    assert!(files["index.html"].contains("One article from "), "{}", files["index.html"]);
    assert!(files["set-aside.html"].contains("No line was set aside."));
}

#[test]
fn long_lists_render_with_their_parts() {
    let files = render(&fullest(80), &config());
    assert!(files.contains_key("articles/2020-1.html"), "{:?}", files.keys().take(20).collect::<Vec<_>>());
    assert!(files.contains_key("about/files-2.html"));
    assert!(files["articles/index.html"].contains("2020-1.html"));
    for (path, text) in html(&files) {
        assert!(text.len() < 160_000, "{path} has {} bytes", text.len());
    }
}

#[test]
fn text_never_becomes_markup() {
    let config = Config { title: HOSTILE.into(), about: Some(HOSTILE.into()), ..config() };
    for (path, text) in html(&render(&fullest(1), &config)) {
        let before_json = text.replace("<script type=\"application/ld+json\">", "").replace("<script src=", "");
        assert!(!before_json.contains("<script"), "{path} has a script of an article's");
        assert!(!text.contains('\0') && !text.contains("<!--="), "{path}");
        assert!(!text.contains(" style="), "{path} has a style attribute");
        assert_eq!(text.matches("</script>").count(), text.matches("<script").count(), "{path}");
        assert!(text.contains("Content-Security-Policy") && !text.contains("unsafe-"), "{path}");
    }
}

#[test]
fn passages_have_two_anchors_and_ids_are_unique() {
    let files = render(&fullest(1), &config());
    let page = &files["articles/chosen.html"];
    assert!(
        page.contains("<p id=\"p1\" class=\"first\" dir=\"ltr\"><a class=\"pn\" id=\"k-000001\" href=\"#p1\">"),
        "{page}"
    );
    assert!(page.contains("<h2 id=\"s1\" dir=\"ltr\">"), "levels go down one step at a time");
    for (path, text) in html(&files) {
        let mut ids: Vec<&str> = text.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        let total = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), total, "{path} has an id twice");
    }
}

#[test]
fn the_page_for_unknown_addresses_stands_alone() {
    let at_home = Config { base_url: Some("https://example.org/news/".into()), ..config() };
    let page = &render(&smallest(), &at_home)["404.html"];
    assert!(page.contains("href=\"https://example.org/news/index.html\""), "{page}");
    assert!(!page.contains("rel=\"stylesheet\"") && page.contains("style-src &#39;sha256-"), "{page}");
    assert!(render(&smallest(), &config())["404.html"].contains("href=\"index.html\""));
}

#[test]
fn full_addresses_appear_only_where_there_is_a_base() {
    let files = render(&fullest(1), &config());
    assert!(!files.contains_key("sitemap.xml"));
    assert!(!files["index.html"].contains("canonical"));
    assert!(files["feed.xml"].contains("href=\"articles/"), "{}", files["feed.xml"]);
    let at_home = Config { base_url: Some("https://example.org/news/".into()), ..config() };
    let files = render(&fullest(1), &at_home);
    assert!(files["sitemap.xml"].contains("<loc>https://example.org/news/about.html</loc>"));
    assert!(!files["sitemap.xml"].contains("404.html"));
    assert!(files["feed.xml"].contains("href=\"https://example.org/news/articles/"));
    assert!(files["index.html"].contains("rel=\"canonical\" href=\"https://example.org/news/index.html\""));
    assert!(files["robots.txt"].contains("Sitemap: https://example.org/news/sitemap.xml"));
}

#[test]
fn machines_are_told_only_what_is_stated_or_set() {
    let files = render(&fullest(1), &config());
    let page = &files["articles/chosen.html"];
    let data = page.split("application/ld+json\">").nth(1).unwrap().split("</script>").next().unwrap();
    let data: serde_json::Value = serde_json::from_str(data).unwrap();
    assert_eq!(data["datePublished"], "2020-02-29");
    assert_eq!(data["@type"], "NewsArticle");
    let mut guessed = fullest(1);
    let metadata = &mut guessed.articles.rows_mut()[0].metadata;
    metadata.date = Known::WorkedOut { value: "2020".parse().unwrap(), evidence: "a year in the text".into() };
    let page = &render(&guessed, &config())["articles/chosen.html"];
    assert!(!page.contains("datePublished"));
    assert!(page.contains("n.d."), "a worked-out date never enters a reference");
}

#[test]
fn a_theme_folder_replaces_templates_by_name_and_says_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let mut config = config();
    config.theme.templates = Some(folder.path().to_path_buf());

    write("pages/topics.html", "<p>{{ page.lede }}</p>");
    assert!(render(&fullest(1), &config)["topics/index.html"].starts_with("<p>2 topics."));

    let refused = |library: &Library| {
        let theme = match Theme::load(&config) {
            Ok(theme) => theme,
            Err(error) => return error.to_string(),
        };
        let (site, _) = link::link(library, &theme.asset_names(), &config);
        match Renderer::new(theme, Vec::new(), library, &site, &config, &Report::default()) {
            Ok(_) => "accepted".to_string(),
            Err(error) => error.to_string(),
        }
    };
    write("pages/topics.html", "{{ page.no_such_thing }}");
    assert!(refused(&fullest(1)).contains("pages/topics.html"), "{}", refused(&fullest(1)));
    write("pages/topics.html", "{% if %}");
    assert!(refused(&fullest(1)).contains("pages/topics.html"), "{}", refused(&fullest(1)));
    write("pages/topics.html", "");
    write("pages/topcis.html", "");
    assert!(refused(&fullest(1)).contains("did you mean `pages/topics.html`?"), "{}", refused(&fullest(1)));
}

#[test]
fn the_budgets_of_the_theme_hold() {
    let theme = Theme::built_in();
    let size =
        |part: &str| theme.assets.iter().filter(|(name, _)| name.ends_with(part)).map(|(_, b)| b.len()).sum::<usize>();
    assert!(size(".woff2") <= 132_000, "fonts: {}", size(".woff2"));
    assert!(size(".js") <= 12_000, "scripts: {}", size(".js"));
    let sheet = render(&smallest(), &config())["assets/theme.css"].len();
    assert!(sheet <= 20_000, "styles: {sheet}");
}

#[test]
fn no_template_turns_escaping_off() {
    for (name, text) in &Theme::built_in().templates {
        assert!(!text.contains("safe"), "{name}");
    }
}

/// The part of a page between two marks.
fn between<'a>(page: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = page.split_once(start).unwrap_or_else(|| panic!("no {start} in {page}"));
    rest.split_once(end).unwrap_or_else(|| panic!("no {end} in {rest}")).0
}

#[test]
fn what_a_reference_takes_from_the_file_stands_apart() {
    let mut library = smallest();
    let article = &mut library.articles.rows_mut()[0];
    article.metadata.title = stated("النيل يصل إلى مستويات جديدة".into());
    article.metadata.authors = stated(vec!["أحمد".into(), "منى".into()]);
    article.metadata.date = stated("2020-10-07".parse().unwrap());
    article.slug = Some("chosen".into());
    let page = &render(&library, &config())["articles/chosen.html"];
    assert_eq!(
        between(page, "id=\"reference\">", "</p>"),
        "<bdi>أحمد</bdi> and <bdi>منى</bdi>. “<bdi>النيل يصل إلى مستويات جديدة</bdi>.” 7 October 2020. File <bdi>a.txt</bdi>, \
         SHA-256 0123456789ab."
    );
    assert!(page.contains("By <b><bdi>أحمد</bdi> and <bdi>منى</bdi></b>"), "{page}");
}

#[test]
fn of_many_authors_ten_are_named_and_the_record_has_all() {
    let mut library = smallest();
    let article = &mut library.articles.rows_mut()[0];
    article.metadata.authors = stated((1..=200).map(|n| format!("Author {n:03}")).collect());
    article.slug = Some("chosen".into());
    let files = render(&library, &config());
    let page = &files["articles/chosen.html"];
    for part in [between(page, "By <b>", "</b>"), between(page, "id=\"reference\">", "</p>")] {
        assert!(part.contains("<bdi>Author 010</bdi> and 190 more") && !part.contains("Author 011"), "{part}");
    }
    assert!(between(page, "<h2>Record</h2>", "</dl>").contains("Author 199 and Author 200"));
    assert!(between(&files["index.html"], "<ol class=\"list\">", "</ol>").contains(" and 190 more"));
}

#[test]
fn letters_stand_in_a_row_and_pages_are_numbers() {
    let files = render(&fullest(80), &config());
    let about = between(&files["about.html"], "id=\"files\"", "</section>");
    let first =
        "<ul class=\"letters\"><li><span>Page</span><a href=\"about/files-1.html\" aria-label=\"Files, page 1\">1</a>";
    assert!(about.contains(first), "{about}");
    let pages = between(&files["articles/index.html"], "<h2>All pages</h2>", "</section>");
    assert!(pages.contains("<ul class=\"letters\">") && pages.contains("2020-1.html"), "{pages}");
    assert!(!pages.contains(">2020, page 1<"), "{pages}");
    let sheet = &files["assets/theme.css"];
    let rows = sheet.split('}').find(|rule| rule.contains(".letters li") && rule.contains("flex-wrap:wrap"));
    assert!(rows.is_some(), "{sheet}");
}

#[test]
fn a_rule_with_several_pages_is_listed_once() {
    let files = render(&fullest(400), &config());
    let page = &files["set-aside.html"];
    assert!(!page.contains("All pages"), "{page}");
    let rule = between(page, ">Share bar</a>", "</li>");
    assert!(rule.contains("aria-label=\"Share bar, page 2\">2</a>"), "{rule}");
    assert_eq!(page.matches(">Share bar<").count(), 1, "{page}");
    let about = between(&files["about.html"], "id=\"rules\"", "</section>");
    assert!(about.contains("<a class=\"t\" href=\"set-aside/"), "{about}");
    assert!(!render(&smallest(), &config())["set-aside.html"].contains("as a table"));
}

#[test]
fn a_passage_that_runs_unlike_its_article_says_so() {
    let mut library = smallest();
    let article = &mut library.articles.rows_mut()[0];
    article.metadata.title = stated("Two languages".into());
    article.blocks = vec![passage(1, "Plain words."), passage(2, "این متن فارسی است.")];
    article.slug = Some("chosen".into());
    let page = &render(&library, &config())["articles/chosen.html"];
    assert!(page.contains("<p id=\"p2\" dir=\"rtl\">") && page.contains("<p id=\"p1\">"), "{page}");
    assert!(page.contains("<h1><bdi>"), "{page}");

    library.articles.rows_mut()[0].direction = Direction::RightToLeft;
    let page = &render(&library, &config())["articles/chosen.html"];
    assert!(page.contains("<p id=\"p1\" dir=\"ltr\">") && page.contains("<p id=\"p2\">"), "{page}");
    assert!(page.contains("<h1 dir=\"rtl\"><bdi"), "{page}");
}

#[test]
fn first_words_that_bring_quotation_marks_are_given_no_others() {
    let check = |words: &str, expected: &str| {
        let mut library = smallest();
        let article = &mut library.articles.rows_mut()[0];
        article.first_words = words.into();
        article.slug = Some("chosen".into());
        let files = render(&library, &config());
        for name in ["articles/chosen.html", "index.html", "search.html"] {
            assert!(files[name].contains(expected), "{name}: {}", files[name]);
        }
    };
    check("It rose", "<span class=\"untitled\">“<bdi>It rose…</bdi>”</span>");
    check("“It rose", "<span class=\"untitled\"><bdi>“It rose…</bdi></span>");
}

#[test]
fn the_silence_of_many_sources_is_told_by_the_strongest() {
    let silent = |sources: usize, strongest: usize| {
        let mut library = fullest(1);
        for n in 2..sources {
            library.sources.push(Source {
                name: format!("Source {n:02}"),
                monogram: "S".into(),
                colour: 0,
                url: None,
                note: None,
                how: Vec::new(),
                articles: vec![id(0); if n == sources - 1 { strongest } else { 1 }],
            });
        }
        between(&render(&library, &config())["topics/growth.html"], "<p class=\"lede\">", "</p>").to_string()
    };
    let few = silent(5, 3);
    assert!(few.contains("Source 04, ") && few.contains("Source 02 and Source 03 do not mention it"), "{few}");
    let many = silent(30, 3);
    assert!(many.contains(" Source 29 and 28 other sources do not mention it"), "{many}");
    let equal = silent(30, 1);
    assert!(!equal.contains("not mention"), "{equal}");
}

#[test]
fn numbers_agree_with_their_nouns() {
    let files = render(&fullest(1), &config());
    assert!(files["index.html"].contains(">1<span class=\"sr\"> passage on Growth by"), "{}", files["index.html"]);
    assert!(files["index.html"].contains("<span class=\"sr\"> passages on "));
    let mut one = fullest(1);
    for topic in one.topics.rows_mut() {
        topic.words.truncate(1);
    }
    let page = &render(&one, &config())["topics/growth.html"];
    assert!(page.contains("chosen by the word <b><bdi>Trade</bdi></b>."), "{page}");
}

#[test]
fn fallback_fonts_have_a_bold_face() {
    let sheet = &render(&smallest(), &config())["assets/theme.css"];
    let faces: Vec<&str> = sheet.split("@font-face{").filter(|face| face.contains("src:local(")).collect();
    let family = |face: &str| face.split(';').next().unwrap_or_default().to_string();
    let (bold, plain): (Vec<&str>, Vec<&str>) = faces.iter().partition(|face| face.contains("font-weight:700"));
    assert!(!plain.is_empty());
    for face in plain {
        assert!(bold.iter().any(|other| family(other) == family(face)), "{face} has no bold");
    }
    let whole = |local: &str| {
        local.starts_with('"') && local.split(')').next().is_some_and(|name| name.matches('"').count() == 2)
    };
    assert!(faces.iter().all(|face| face.split("local(").skip(1).all(whole)), "{faces:?}");
    assert!(bold.iter().all(|face| face.contains(" Bold\")") && face.contains("size-adjust:")), "{bold:?}");
}
