use super::*;

fn front(text: &str) -> Option<FrontMatter> {
    read(text, &Origin::file("a.md"))
}

fn check(text: &str) -> FrontMatter {
    let found = front(text).expect("front matter");
    assert_eq!(&text[found.end..], "Text.\n");
    found
}

#[test]
fn both_grammars_give_the_same_record() {
    let yaml = "---\ntitle: \"A: B\"\nauthors:\n  - Ann Lee\n  - {name: Bo Yu}\ndate: 2023-01-29 # a Sunday\nlang: fr\n\
                source: The Ledger\nurl: https://example.org/a\nlicense: CC BY\ntopics: [Trade, 5]\ntags: sea\n\
                note: |\n  Two\n  lines.\nkeep: [7, \"/^a/\"]\nignore: false\nempty:\n---\nText.\n";
    let toml = "+++\ntitle = \"A: B\"\nauthors = [\"Ann Lee\", {name = \"Bo Yu\"}]\ndate = 2023-01-29 # a Sunday\n\
                lang = \"fr\"\nsource = \"The Ledger\"\nurl = \"https://example.org/a\"\nlicense = \"CC BY\"\n\
                topics = [\"Trade\", 5]\ntags = \"sea\"\nnote = \"\"\"\nTwo\nlines.\n\"\"\"\nkeep = [7, \"/^a/\"]\n\
                ignore = false\n+++\nText.\n";
    for text in [yaml, toml] {
        let found = check(text);
        let c = &found.correction;
        assert_eq!((c.title.as_deref(), c.date.map(|d| d.to_string()).as_deref()), (Some("A: B"), Some("2023-01-29")));
        assert_eq!(c.author, Some(vec!["Ann Lee".to_string(), "Bo Yu".to_string()]));
        assert_eq!((c.language.as_deref(), c.source.as_deref()), (Some("fr"), Some("The Ledger")));
        assert_eq!((c.url.as_deref(), c.licence.as_deref()), (Some("https://example.org/a"), Some("CC BY")));
        assert_eq!((&c.topics_add[..], &found.sections[..]), (&["Trade".into(), "5".into()][..], &["sea".into()][..]));
        assert_eq!((c.note.as_deref(), c.ignore), (Some("Two\nlines.\n"), Some(false)));
        assert!(c.keep[0].matches(7, "") && c.keep[1].matches(1, "ab"));
        assert!(found.diagnostics.is_empty(), "{:?}", found.diagnostics);
    }
}

#[test]
fn every_line_of_the_block_has_an_account() {
    let text = "---\nlayout: post\ntitle: T\ndescription: >\n  Some words\n  go on.\nslug: a-b\n---\nText.\n";
    let found = check(text);
    let entries: Vec<(&str, &str)> = found
        .entries
        .iter()
        .map(|(span, fate)| {
            let fate = match fate {
                Fate::Record(_) => "record",
                Fate::SetAside { rule, .. } => rule.0,
                _ => "markup",
            };
            (&text[span.range()], fate)
        })
        .collect();
    assert_eq!(
        entries,
        [
            ("layout: post", "front-matter"),
            ("title: T", "record"),
            ("description: >\n  Some words\n  go on.", "front-matter"),
            ("slug: a-b", "markup")
        ]
    );
}

#[test]
fn a_slip_is_named_with_its_place_and_keys_of_others_are_not() {
    let found = check("---\nlayout: post\ntilte: T\nweight: 3\ndate: soon\n---\nText.\n");
    let said: Vec<String> = found.diagnostics.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "warning[unknown-key]: `tilte` in the front matter is not a field of an article\n --> a.md:3:1\n  = help: did \
             you mean `title`?",
            "warning[bad-value]: the value of `date` in the front matter cannot be used\n --> a.md:5:1\n  = help: write \
             a date such as 2022, 2022-02 or 2022-02-14"
        ]
    );
}

#[test]
fn a_rule_above_text_is_no_front_matter_and_broken_one_stays_with_the_text() {
    for none in ["---\n\nA paragraph.\n\n---\n\nMore.\n", "--\na: b\n--\n", "", "---\n- a\n---\n"] {
        assert!(front(none).is_none(), "{none}");
    }
    let found = front("---\ntitle: never closed\n").expect("a finding");
    assert_eq!((found.end, found.correction.title, found.diagnostics.len()), (0, None, 1));
    let found = front("---\ntitle: \"A\nurl: [\n---\nText.\n").expect("a finding");
    assert_eq!((found.end, found.diagnostics.len()), (0, 1));
    let found = front("+++\ntitle = A\n+++\nText.\n").expect("a finding");
    assert_eq!(found.diagnostics[0].place.as_ref().and_then(|p| p.line), Some(2));
}

#[test]
fn references_and_deep_lists_cost_nothing() {
    let laughs: String = (1..9).map(|n| format!("a{n}: &a{n} [*a{m},*a{m},*a{m},*a{m}]\n", m = n - 1)).collect();
    let found = front(&format!("---\na0: &a0 lol\n{laughs}title: *a8\n---\nText.\n")).expect("front matter");
    assert_eq!(found.correction.title, None);
    let deep = format!("---\ntags: {}{}\n---\nText.\n", "[".repeat(5000), "]".repeat(5000));
    drop(front(&deep));
    let deep = format!("+++\ntags = {}{}\n+++\nText.\n", "[".repeat(5000), "]".repeat(5000));
    drop(front(&deep));
}

/// What is said of front matter, as `line code message`.
fn said(found: &FrontMatter) -> Vec<String> {
    let shown = |d: &Diagnostic| {
        format!("{} {} {}", d.place.as_ref().and_then(|place| place.line).unwrap_or(0), d.code, d.message)
    };
    found.diagnostics.iter().map(shown).collect()
}

#[test]
fn a_value_that_breaks_the_grammar_is_taken_as_written_and_named() {
    let of = |line: &str, title: &str| {
        let found = check(&format!("---\ndate: 2020-01-01\n{line}\nauthor: Ada Person\n---\nText.\n"));
        let c = &found.correction;
        assert_eq!(c.title.as_deref(), Some(title), "{line}");
        assert_eq!(
            (c.date.map(|d| d.year()), c.author.as_ref().map(|a| a[0].as_str())),
            (Some(2020), Some("Ada Person"))
        );
        assert_eq!(found.diagnostics.len(), 1, "{:?}", found.diagnostics);
        assert!(said(&found)[0].starts_with("3 front-matter this line"), "{:?}", said(&found));
    };
    of("title: Harbour: the book", "Harbour: the book");
    of("title: Harbour: the\n  book of tides", "Harbour: the book of tides");
    of("title: Harbour: the book # a draft", "Harbour: the book");
    of("title: Harbour:", "Harbour:");
    of("title: 'Tis the tide", "'Tis the tide");
    of("title: \"Harbour\" is open", "\"Harbour\" is open");
    of("title: \"Harbour is open", "Harbour is open");
    of("title: \"C:\\harbour\"", "C:\\harbour");
    of("title: *Harbour* is open", "*Harbour* is open");
    of("title: @harbour is open", "@harbour is open");
    of("title: [Harbour] is open", "[Harbour] is open");
    let found = check("+++\ntitle = Harbour \"A\"\ndate = 2020-02-30\n+++\nText.\n");
    assert_eq!(found.correction.title.as_deref(), Some("Harbour \"A\""));
    assert_eq!(said(&found).len(), 3, "both lines, and a day that the calendar does not have: {:?}", said(&found));
    // A list that is broken is no text.
    let found = front("---\ntags: [harbour, tide: high: low]\ntitle: A\n---\nText.\n").expect("a finding");
    assert_eq!((found.end, found.diagnostics.len()), (0, 1));
}

#[test]
fn a_key_that_stands_twice_is_named_and_the_first_counts() {
    let texts = [
        "---\ntitle: One\nauthor: Ada\ntitle: Two\n---\nText.\n",
        "---\ntitle: One\nauthor: Ada\nTitle: Two\n---\nText.\n",
        "+++\ntitle = \"One\"\nauthor = \"Ada\"\ntitle = \"Two\"\n+++\nText.\n",
    ];
    for text in texts {
        let found = check(text);
        assert_eq!(found.correction.title.as_deref(), Some("One"));
        assert_eq!(said(&found).len(), 1, "{text}");
        assert!(said(&found)[0].contains("stands twice in the front matter; what line 2 says counts"), "{text}");
        let aside = |(span, fate): &(Span, Fate)| {
            matches!(fate, Fate::SetAside { evidence, .. } if evidence.ends_with("stands in line 2 already"))
                .then(|| text[span.range()].to_string())
        };
        let aside: Vec<String> = found.entries.iter().filter_map(aside).collect();
        assert!(aside.len() == 1 && aside[0].contains("Two"), "{text}: {aside:?}");
    }
    // An empty one is not given, and one of another program is nobody's loss.
    let found = check("---\ntitle:\ntitle: One\nlayout: a\nlayout: b\n---\nText.\n");
    assert_eq!((found.correction.title.as_deref(), found.diagnostics.len()), (Some("One"), 0));
    // Our own name for a field is stronger, wherever it stands: the other is not in the record.
    let found = check("---\nauthors: Bo\nauthor: Ada\n---\nText.\n");
    assert_eq!(found.correction.author, Some(vec!["Ada".to_string()]));
    assert!(matches!(&found.entries[0].1, Fate::SetAside { evidence, .. } if evidence == "what `author` says counts"));
}

#[test]
fn values_that_say_nothing_or_two_things_are_not_taken_for_one() {
    let found = check("---\ntitle: \"\"\nauthor: []\ndate: \"\"\nkeep: []\ntopics: []\nslug: \"\"\n---\nText.\n");
    assert_eq!((said(&found).len(), found.correction.author.is_none()), (0, true), "as in overrides.toml");
    let found = check(
        "---\ntitle: [A, B]\ndate: 03/04/2021\nlanguage: english\ntopics: {ad: [Sea]}\nsource: Berth #3\n---\nText.\n",
    );
    assert_eq!(
        said(&found),
        [
            "2 bad-value the value of `title` in the front matter cannot be used",
            "3 date-unsure `date` in the front matter is read as 2021-04-03, and may be 2021-03-04",
            "4 bad-value the value of `language` in the front matter cannot be used",
            "5 unknown-key `ad` in the front matter is not a field of `topics`",
            "6 front-matter `#3` is a comment in YAML, no part of `source`",
        ]
    );
    assert!(check("---\nsource: Berth 3 # a comment\n---\nText.\n").diagnostics.is_empty());
}

#[test]
fn values_that_cannot_be_used_are_no_unknown_fields() {
    let evidence = |text: &str| {
        let found = check(&format!("---\n{text}\n---\nText.\n"));
        let said = said(&found).join("; ");
        match found.entries.as_slice() {
            [(_, Fate::SetAside { evidence, .. })] => (said, evidence.clone()),
            other => panic!("{text}: {other:?}"),
        }
    };
    for (text, field, expected) in [
        ("date: [1,2]", "date", "a date such as 2022"),
        ("title: {a: b}", "title", "one text"),
        ("language: 12", "language", "a language tag such as en"),
        ("slug: con", "slug", "no name that Windows keeps to itself"),
        ("url: {a: b}", "url", "an address such as https://"),
        ("ignore: perhaps", "ignore", "true or false"),
    ] {
        let (said, evidence) = evidence(text);
        assert_eq!(said, format!("2 bad-value the value of `{field}` in the front matter cannot be used"));
        let start = format!("the value cannot be used as `{field}`, which is ");
        assert!(evidence.starts_with(&start) && evidence.contains(expected), "{evidence}");
    }
    // What is hardly meant for us is told where its line is, and nowhere else.
    for text in ["published: true", "url: /2020/harbour/", "link: false"] {
        let (said, evidence) = evidence(text);
        assert!(said.is_empty() && evidence.starts_with("the value cannot be used as"), "{said} {evidence}");
    }
}

#[test]
fn tabs_old_line_ends_and_blank_lines_above_are_no_obstacle() {
    for text in [
        "---\ntitle:\tOne\nauthors:\n\t- Ada Person\n\t- Bo Yu\n---\nText.\n",
        "\n\n---\ntitle: One\nauthors: [Ada Person, Bo Yu]\n---\nText.\n",
        "---\r\ntitle: One\r\nauthors: [Ada Person, Bo Yu]\r\n---\r\nText.\n",
        "---\rtitle: One\rauthors: [Ada Person, Bo Yu]\r---\rText.\n",
    ] {
        let found = check(text);
        assert_eq!((found.correction.title.as_deref(), found.diagnostics.len()), (Some("One"), 0), "{text:?}");
        assert_eq!(found.correction.author.map(|a| a.len()), Some(2), "{text:?}");
    }
    // Below blank lines a rule is a rule, but for fields of ours.
    assert!(front("\n---\nNote: the harbour is closed.\n---\nText.\n").is_none());
    let found = check("\n---\ntilte: A\ntitle: B\n---\nText.\n");
    assert!(said(&found)[0].starts_with("3 unknown-key"), "{:?}", said(&found));
}
