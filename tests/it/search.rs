//! The index of the search: what stands in it, and that a browser may load it.

use crate::site::{FERRY, HARBOUR, article_paths, build, bytes, config, dump, folder};
use dossier::text::Lookups;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// A part of the index of the search, as the script of the theme reads it.
fn part(files: &BTreeMap<String, Vec<u8>>, path: &str) -> serde_json::Value {
    let text = std::str::from_utf8(files.get(path).unwrap_or_else(|| panic!("{path}"))).unwrap();
    assert!(!text.contains(['<', '>', '&', '\u{2028}', '\u{2029}']) && text.len() < 300_000, "{path}: {text}");
    let data = text.strip_prefix("dossier(").and_then(|rest| rest.strip_suffix(");\n"));
    serde_json::from_str(data.unwrap()).unwrap()
}

/// Where a word stands: in texts, beside them, in titles, in names. Articles by number from the oldest, and their pieces.
fn places(files: &BTreeMap<String, Vec<u8>>, word: &str) -> [Vec<(u32, u32)>; 4] {
    let names = part(files, "search/contents.js")[0].as_array().unwrap().clone();
    let mut lists = [const { Vec::new() }; 4];
    for name in names {
        let words = part(files, &format!("search/{}.js", name.as_str().unwrap()));
        for pair in words.as_array().unwrap().chunks(2).filter(|pair| pair[0] == word) {
            for (list, digits) in lists.iter_mut().zip(pair[1].as_str().unwrap().split(' ')) {
                *list = decoded(digits);
            }
        }
    }
    lists
}

fn decoded(digits: &str) -> Vec<(u32, u32)> {
    let (mut out, mut number, mut article, mut piece, mut stepped) = (Vec::new(), 0, 0, 0, false);
    for c in digits.bytes() {
        let value = u32::from(if c == b'!' { b'\\' } else { c } - b'?');
        number = number * 32 + (value & 31);
        if value > 31 {
            continue;
        }
        match (stepped, number & 1) {
            (true, _) => piece = number,
            (false, 1) => piece += (number >> 1) + 1,
            (false, _) => article += number >> 1,
        }
        stepped = !stepped && number & 1 == 0;
        if !stepped {
            out.push((article, piece));
        }
        number = 0;
    }
    out
}

/// All pieces of texts that the search shows: the number of the article, that of the piece, the row and the piece.
fn pieces(files: &BTreeMap<String, Vec<u8>>) -> Vec<(u32, u32, serde_json::Value, serde_json::Value)> {
    let parts = part(files, "search/contents.js")[1].as_array().unwrap().len();
    let mut out = Vec::new();
    for n in 1..=parts {
        for row in part(files, &format!("search/text-{n}.js"))[0].as_array().unwrap() {
            let (article, first) = (row[0].as_u64().unwrap() as u32, row[1].as_u64().unwrap() as u32);
            for (piece, at) in row[9].as_array().unwrap().iter().zip(first..) {
                out.push((article, at, row.clone(), piece.clone()));
            }
        }
    }
    out
}

#[test]
fn a_divided_index_is_searched_by_parts() {
    let names: Vec<String> = (0..330).map(|n| format!("{n:04}.txt")).collect();
    let of = |n: usize| match n {
        7 => "Café Closes</script><b>\u{2028} 中俄".to_string(),
        n => format!("Harbour Letter Number {n}"),
    };
    let articles: Vec<(&str, String)> = names
        .iter()
        .enumerate()
        .map(|(n, name)| {
            let own = format!("Number {n} of the series was written by hand and tells about the harbour at length.");
            (name.as_str(), dump(&of(n), 2000 + n as u32 % 20, &[&own]))
        })
        .collect();
    let folder = folder(&articles);
    let built = build(&config(folder.path()));
    let files = bytes(&built);
    for word in ["cafe", "中俄"] {
        let [(place, 0)] = places(&files, word)[2][..] else { panic!("{word}") };
        let entries = part(&files, &format!("search/articles-{}.js", place / 80 + 1));
        let entry = &entries[1][place as usize % 80];
        assert_eq!(entry[1], article_paths(&built)["0007.txt"], "{word}");
        assert!(entry[0].as_str().unwrap().starts_with("Café Closes</script>"), "the label is text: {entry}");
    }
    assert_eq!(places(&files, "harbour").map(|list| list.len()), [330, 0, 329, 0]);
    assert_eq!(places(&files, "dredging")[3].len(), 0, "a topic of which no article speaks has no page");

    let page = std::str::from_utf8(&files["search.html"]).unwrap();
    assert!(page.contains("data-index=\"search/contents.js\"") && page.contains("<noscript>"));
    assert!(!std::str::from_utf8(&files["search/h-1.html"]).unwrap().contains("data-index"));
    assert_eq!(dossier::check::check(built.files()).diagnostics, Vec::new());

    // A newer article changes the ends of the lists of articles and texts.
    fs::write(folder.path().join("9999.txt"), dump("Zebra Crossing Opens", 2024, &[FERRY])).unwrap();
    let more = bytes(&build(&config(folder.path())));
    assert_eq!(places(&more, "zebra")[2], [(330, 0)]);
    for path in ["search/articles-1.js", "search/articles-4.js", "search/text-1.js"] {
        assert!(more[path] == files[path], "{path} has changed");
    }
}

/// The words of a text.
fn words(text: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    Lookups::default().each(text, |word| {
        words.insert(word.to_string());
    });
    words
}

#[test]
fn a_word_of_a_text_leads_to_its_paragraph() {
    let mended =
        "Nobody expected the Zeebrücke to hold, and it was closed in the night before the storm reached the town.";
    let folder = folder(&[
        ("a.txt", dump("Bridge Closed", 2019, &[FERRY, mended, HARBOUR])),
        ("b.txt", dump("Harbour Dredging Ends", 2020, &[HARBOUR, FERRY])),
    ]);
    let built = build(&config(folder.path()));
    let files = bytes(&built);
    let [text, beside, titles, names] = places(&files, "zeebrucke");
    assert_eq!((text.len(), beside.len(), titles.len(), names.len()), (1, 0, 0, 0));
    let found = pieces(&files).into_iter().find(|piece| (piece.0, piece.1) == text[0]).unwrap();
    assert_eq!(found.3, serde_json::json!([mended, 2]), "verbatim, with the number of its paragraph");
    assert_eq!(found.2[2], "Bridge Closed");
    let page = article_paths(&built)["a.txt"].clone();
    assert_eq!(found.2[3], page.as_str());
    assert!(std::str::from_utf8(&files[&page]).unwrap().contains("<p id=\"p2\">"));
    assert_eq!(
        part(&files, "search/text-1.js")[1][found.2[4].as_u64().unwrap() as usize][3],
        "sources/not-identified.html"
    );
    assert_eq!(places(&files, "bridge")[2], [(0, 0)], "the oldest article is number 0");
    assert_eq!(places(&files, "dredging").map(|list| list.len()), [2, 0, 1, 0]);
    // What was set aside is not searched.
    assert_eq!(places(&files, "comment"), [const { Vec::new() }; 4]);
    assert!(
        !files
            .iter()
            .any(|(path, bytes)| path.starts_with("search/")
                && String::from_utf8_lossy(bytes).contains("Leave a comment"))
    );
}

#[test]
fn what_stands_beside_a_text_is_told_apart() {
    let page = format!(
        "<html><head><title>Harbour Dredging Ends</title></head><body><article><h1>Harbour Dredging Ends</h1><p>{HARBOUR}</p>\
         <figure><img src=x.jpg><figcaption>A dredger named Quillback leaves the harbour.</figcaption></figure><p>{FERRY}</p>\
         </article></body></html>"
    );
    let folder = folder(&[("a.html", page)]);
    let files = bytes(&build(&config(folder.path())));
    let [text, beside, ..] = places(&files, "quillback");
    assert_eq!((text.len(), beside.len()), (0, 1));
    let found = pieces(&files).into_iter().find(|piece| (piece.0, piece.1) == beside[0]).unwrap();
    assert_eq!(found.3, serde_json::json!(["A dredger named Quillback leaves the harbour.", "Caption", "p1"]));
}

#[test]
fn every_word_of_every_piece_is_listed_where_it_stands_and_nowhere_else() {
    let of =
        |n: usize, text: &str| (format!("{n}.txt"), dump(&format!("Letter {n}"), 2000 + n as u32, &[text, HARBOUR]));
    let texts = [
        "Ο δρόμος προς το λιμάνι έκλεισε την Τρίτη, είπε ο δήμαρχος, ΚΑΙ θα μείνει κλειστός όλο τον μήνα.",
        "中俄关系进入新阶段，两国元首在北京会晤，签署了十五项合作协议，涉及能源、贸易和科技等领域。",
        "港の浚渫は火曜日に終わり、最初の船は一週間以内に入港する見込みだと港湾当局は述べた。コンテナも。",
        "การขุดลอกท่าเรือเสร็จสิ้นเมื่อวันอังคาร และเรือลำแรกจากทางเหนือจะมาถึงภายในหนึ่งสัปดาห์",
        "항만 준설 공사가 화요일에 끝났으며 첫 선박은 일주일 안에 북쪽에서 도착할 것으로 보인다고 당국이 밝혔다.",
        "Ёлку поставили у пристани, и мэр города сообщил, что паром будет ходить четыре раза в день всё лето.",
        "İstanbul’daki liman işçileri “yarın” greve gidecek; the ﬁnal o\u{ad}ffer was ½ of e\u{301}verything, x</script>&y\u{2028}z, they said.",
        "تم الانتهاء من تجريف الميناء يوم الثلاثاء، ومن المتوقع وصول السفن الأولى من الشمال خلال أسبوع.",
    ];
    let articles: Vec<(String, String)> = texts.iter().enumerate().map(|(n, text)| of(n, text)).collect();
    let articles: Vec<(&str, String)> = articles.iter().map(|(name, text)| (name.as_str(), text.clone())).collect();
    let folder = folder(&articles);
    let config = config(folder.path());
    let files = bytes(&build(&config));
    let pieces = pieces(&files);
    for text in texts {
        let start: String = text.chars().take(12).collect();
        assert!(pieces.iter().any(|piece| piece.3[0].as_str().unwrap().starts_with(&start)), "{start}");
    }
    let mut listed: BTreeMap<(u32, u32), BTreeSet<String>> = BTreeMap::new();
    for name in part(&files, "search/contents.js")[0].as_array().unwrap() {
        let file = part(&files, &format!("search/{}.js", name.as_str().unwrap()));
        let all: Vec<&str> = file.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect();
        assert!(all.chunks(2).map(|pair| pair[0]).is_sorted(), "words are in order");
        for pair in all.chunks(2) {
            for place in pair[1].split(' ').take(2).flat_map(decoded) {
                listed.entry(place).or_default().insert(pair[0].to_string());
            }
        }
    }
    for (article, at, _, piece) in &pieces {
        let text = piece[0].as_str().unwrap();
        assert_eq!(listed.remove(&(*article, *at)).unwrap_or_default(), words(text), "{text}");
    }
    assert!(listed.is_empty(), "{listed:?}");

    // The same with any number of threads.
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| bytes(&build(&config)))
    };
    assert!(with(1) == files && with(3) == files);
}

#[test]
fn a_long_document_is_searched_by_parts_of_a_bounded_size() {
    let sentence =
        |n: usize| format!("Entry number {n} of the log says that ship{n} came in and ship{} went out. ", n + 1);
    let long: String = (0..3000).map(sentence).collect();
    let folder = folder(&[
        ("a.txt", dump("The Log of the Harbour", 2019, &[FERRY, long.trim(), HARBOUR])),
        ("b.txt", dump("Without Spaces", 2020, &[&"x".repeat(100_000), HARBOUR])),
    ]);
    let files = bytes(&build(&config(folder.path())));
    for (path, bytes) in files.iter().filter(|(path, _)| path.starts_with("search/")) {
        assert!(bytes.len() < 110_000, "{path}: {}", bytes.len());
    }
    let log: Vec<_> = pieces(&files).into_iter().filter(|piece| piece.2[2] == "The Log of the Harbour").collect();
    let whole: String = log.iter().filter(|piece| piece.3[1] == 2).map(|piece| piece.3[0].as_str().unwrap()).collect();
    assert_eq!(whole, long.trim());
    let [text, ..] = places(&files, "ship2999");
    let found = log.iter().find(|piece| (piece.0, piece.1) == text[0]).unwrap();
    assert!(found.3[0].as_str().unwrap().contains("ship2999") && found.2[1] != 0, "{:?}", found.2[1]);
}
