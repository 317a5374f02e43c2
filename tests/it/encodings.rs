//! Every encoding that is promised: a short text in it is read as it was written, and the record says how.

use dossier::config::{Config, Input};
use dossier::model::{Article, CharsetHow, Hints, Media, Origin, RawDocument, Survey};
use dossier::normalise;
use encoding_rs::Encoding;

/// Reads an article from bytes; its whole text, a block a line, must be what was written.
fn check(bytes: Vec<u8>, text: &str, declared: Option<&str>, names: &[&str], how: CharsetHow) {
    let hints = Hints { charset: declared.map(String::from), ..Hints::default() };
    let document = RawDocument { origin: Origin::file("a.txt"), bytes, media: Media::Text, hints };
    let config = Config::new(Input::Embedded);
    let article: Article = normalise::explain(document, &Survey::default(), &config).unwrap().article;
    let name = article.charset.name;
    assert!(names.contains(&name), "{name} is none of {names:?}");
    assert_eq!(article.charset.how, how, "{name}");
    let title = article.metadata.title.value().cloned().into_iter();
    let rest = article.blocks.iter().map(|b| b.text.clone()).chain(article.beside.iter().map(|b| b.text.clone()));
    let read: Vec<String> = title.chain(rest).collect();
    for line in text.lines().filter(|line| !line.is_empty()) {
        assert!(read.iter().any(|block| block == line), "{name}: {line}\n{read:#?}");
    }
}

/// Detected from the bytes alone, and declared.
fn both(label: &str, names: &[&str], text: &str) {
    let encoding = Encoding::for_label(label.as_bytes()).unwrap();
    let (bytes, _, lost) = encoding.encode(text);
    assert!(!lost, "the text can be written in {label}");
    let ascii = bytes.is_ascii();
    check(bytes.to_vec(), text, None, names, CharsetHow::Detected);
    // What is plain ASCII to look at is told apart by its escapes alone.
    let how = if ascii { CharsetHow::Detected } else { CharsetHow::Declared };
    check(bytes.to_vec(), text, Some(label), &[encoding.name()], how);
}

const FRENCH: &str = "La marée a été très haute à l’île\n\nLe port est resté fermé jusqu’à mardi, a déclaré l’autorité portuaire « après \
    la tempête », et la côte a été inondée. Les pêcheurs espèrent rentrer à Noël.\n";
const POLISH: &str = "Łódź rybacka wróciła do portu\n\nPrzypływ był bardzo wysoki, a żeglarze długo czekali na koniec burzy. Jak \
    powiedział kapitan, „dziś wszyscy są już w domu” i nikt się nie skarży.\n";
const ESTONIAN: &str = "Šokolaadivabrik ja žürii\n\nLinnas avati uus šokolaadivabrik ja žürii andis šefile auhinna. Kapten ütles, et töö \
    läheb hästi ning õhtul tuleb pidu.\n";
const RUSSIAN: &str = "Лодка вернулась в порт\n\nПрилив был очень высоким, и моряки долго ждали, когда кончится буря. Как сказал \
    капитан, сегодня все уже дома и никто не жалуется на погоду.\n";
const GREEK: &str = "Το πλοίο γύρισε στο λιμάνι\n\nΗ παλίρροια ήταν πολύ ψηλή και οι ναύτες περίμεναν πολλή ώρα να τελειώσει η \
    καταιγίδα. Όπως είπε ο καπετάνιος, σήμερα όλοι είναι στο σπίτι τους.\n";
const TURKISH: &str = "Tekne limana döndü\n\nGelgit çok yüksekti ve denizciler fırtınanın bitmesini uzun süre bekledi. Kaptanın \
    söylediğine göre bugün herkes evinde, çocuklar şimdi kıyıda ışığı görüyor.\n";
const ARABIC: &str = "عاد القارب إلى الميناء\n\nكان المد عاليا جدا وانتظر البحارة طويلا حتى تنتهي العاصفة. وقال القبطان إن الجميع اليوم \
    في بيوتهم ولا أحد يشكو من الطقس.\n";
const CHINESE: &str =
    "渔船回到港口\n\n潮水涨得很高，水手们等了很久，暴风雨才结束。船长说，今天大家都已经回家了，没有人抱怨天气。\n";
const TAIWANESE: &str =
    "漁船回到港口\n\n潮水漲得很高，水手們等了很久，暴風雨才結束。船長說，今天大家都已經回家了，沒有人抱怨天氣。\n";
const JAPANESE: &str = "漁船が港に戻った\n\n潮がとても高く、船乗りたちは嵐が終わるのを長く待った。船長によると、今日はみんな家に\
    帰り、天気に文句を言う人はいないという。\n";
const KOREAN: &str = "어선이 항구로 돌아왔다\n\n조수가 매우 높아서 선원들은 폭풍이 끝나기를 오래 기다렸다. 선장은 오늘 모두 집에 돌아갔고 \
    날씨를 불평하는 사람은 없다고 말했다.\n";

#[test]
fn utf_8_with_a_mark_and_without() {
    for text in [FRENCH, RUSSIAN, JAPANESE] {
        check(text.as_bytes().to_vec(), text, None, &["UTF-8"], CharsetHow::Valid);
        check([b"\xef\xbb\xbf", text.as_bytes()].concat(), text, None, &["UTF-8"], CharsetHow::Mark);
        // What is valid UTF-8 is UTF-8, whatever was declared.
        check(text.as_bytes().to_vec(), text, Some("windows-1252"), &["UTF-8"], CharsetHow::Valid);
    }
}

#[test]
fn utf_16_with_a_mark_and_without() {
    let little = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let big = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    for text in [FRENCH, RUSSIAN, GREEK, KOREAN, JAPANESE, CHINESE, TAIWANESE] {
        check(little(text), text, None, &["UTF-16LE"], CharsetHow::Detected);
        check(big(text), text, None, &["UTF-16BE"], CharsetHow::Detected);
    }
    for text in [FRENCH, RUSSIAN, KOREAN, JAPANESE, CHINESE] {
        let marked = format!("\u{feff}{text}");
        check(little(&marked), text, None, &["UTF-16LE"], CharsetHow::Mark);
        check(big(&marked), text, None, &["UTF-16BE"], CharsetHow::Mark);
    }
}

#[test]
fn windows_code_pages() {
    both("windows-1252", &["windows-1252"], FRENCH);
    both("windows-1250", &["windows-1250"], POLISH);
    both("windows-1251", &["windows-1251"], RUSSIAN);
    both("windows-1253", &["windows-1253"], GREEK);
    both("windows-1254", &["windows-1254"], TURKISH);
    both("windows-1257", &["windows-1257"], ESTONIAN);
    both("windows-1256", &["windows-1256"], ARABIC);
}

#[test]
fn chinese_japanese_and_korean() {
    // GBK is the part of GB18030 that these words are in.
    both("gb18030", &["GBK", "gb18030"], CHINESE);
    both("big5", &["Big5"], TAIWANESE);
    both("shift_jis", &["Shift_JIS"], JAPANESE);
    both("euc-jp", &["EUC-JP"], JAPANESE);
    both("iso-2022-jp", &["ISO-2022-JP"], JAPANESE);
    both("euc-kr", &["EUC-KR"], KOREAN);
}

#[test]
fn koi8() {
    // KOI8-U is KOI8-R with four letters more.
    both("koi8-r", &["KOI8-U", "KOI8-R"], RUSSIAN);
}

/// What is said of an encoding that a page declares, and how its first paragraph is read.
fn declared(label: &str, bytes: &[u8]) -> (Vec<String>, String) {
    let page = [
        b"<html><head><meta charset=",
        label.as_bytes(),
        b"><title>x</title></head><body><p>",
        bytes,
        b"</p></body></html>",
    ];
    let document = RawDocument {
        origin: Origin::file("a.html"),
        bytes: page.concat(),
        media: Media::Html,
        hints: Hints::default(),
    };
    let found = normalise::normalise(document, &Survey::default(), &Config::new(Input::Embedded)).unwrap();
    let said = found.diagnostics.iter().filter(|d| matches!(d.code, "charset" | "undecodable"));
    let text = found.article.blocks.iter().map(|b| b.text.as_str()).collect::<Vec<_>>().join("\n");
    (said.map(|d| d.message.clone()).collect(), text)
}

fn encoded(label: &str, text: &str) -> Vec<u8> {
    Encoding::for_label(label.as_bytes()).unwrap().encode(text).0.into_owned()
}

#[test]
fn a_declaration_that_can_hardly_be_true_is_named() {
    let likely = |declared_as: &str, label: &str, text: &str, other: &str| {
        let (said, _) = declared(declared_as, &encoded(label, &text.repeat(4)));
        assert_eq!(said.len(), 1, "{declared_as} for {label}: {said:?}");
        assert!(said[0].ends_with(&format!("its bytes look like {other}; read as declared")), "{said:?}");
    };
    likely("windows-1251", "koi8-r", RUSSIAN, "KOI8-U");
    likely("koi8-r", "windows-1251", RUSSIAN, "windows-1251");
    likely("iso-8859-1", "windows-1251", RUSSIAN, "windows-1251");
    likely("windows-1252", "windows-1253", GREEK, "windows-1253");
    likely("windows-1251", "windows-1252", FRENCH, "windows-1252");
    likely("windows-1250", "windows-1252", FRENCH, "windows-1252");
    likely("iso-8859-1", "windows-1250", POLISH, "windows-1250");
    likely("iso-8859-1", "gbk", CHINESE, "GBK");
    likely("iso-8859-1", "euc-kr", KOREAN, "EUC-KR");
}

#[test]
fn a_declaration_that_is_true_is_no_finding() {
    for (label, text) in [
        ("windows-1252", FRENCH),
        ("iso-8859-1", FRENCH),
        ("iso-8859-15", FRENCH),
        ("windows-1250", POLISH),
        ("iso-8859-2", POLISH),
        ("windows-1257", ESTONIAN),
        ("windows-1251", RUSSIAN),
        ("koi8-r", RUSSIAN),
        ("iso-8859-5", RUSSIAN),
        ("windows-1253", GREEK),
        ("windows-1254", TURKISH),
        ("windows-1256", ARABIC),
        ("gb18030", CHINESE),
        ("big5", TAIWANESE),
        ("shift_jis", JAPANESE),
        ("euc-jp", JAPANESE),
        ("euc-kr", KOREAN),
    ] {
        for text in [text, &text.repeat(8), &text.to_uppercase()] {
            assert_eq!(declared(label, &encoded(label, text)).0, [""; 0], "{label}: {text}");
        }
    }
    // Pages that were saved anew keep their old declarations; what is valid UTF-8 is in no doubt.
    assert_eq!(declared("iso-8859-1", FRENCH.as_bytes()), (vec![], declared("utf-8", FRENCH.as_bytes()).1));
}

#[test]
fn what_is_declared_as_utf_8_and_has_none_is_read_as_what_it_is() {
    let english =
        "The café at the harbour is open again, the port authority said in a statement on Tuesday. ".repeat(3);
    for (label, text) in [("windows-1252", FRENCH), ("windows-1252", &english), ("windows-1251", RUSSIAN)] {
        let (said, read) = declared("utf-8", &encoded(label, text));
        assert_eq!(said, [format!("declared as UTF-8, which it is not; read as {label}")]);
        assert!(
            !read.contains('\u{fffd}') && text.split(['\n', ',']).next().is_some_and(|start| read.contains(start)),
            "{read}"
        );
    }
    // UTF-8 that is damaged or cut off is UTF-8.
    let cut = [english.replace('é', "e").as_bytes(), b"\xe2\x80"].concat();
    let document = RawDocument {
        origin: Origin::file("a.txt"),
        bytes: cut,
        media: Media::Text,
        hints: Hints { charset: Some("utf-8".into()), ..Hints::default() },
    };
    let found = normalise::normalise(document, &Survey::default(), &Config::new(Input::Embedded)).unwrap();
    assert_eq!(found.article.charset.name, "UTF-8");
    let damaged = [FRENCH.as_bytes(), b" \xff", FRENCH.as_bytes()].concat();
    assert_eq!(declared("utf-8", &damaged).0, ["1 place could not be decoded as UTF-8"]);
}
