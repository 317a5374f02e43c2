use super::*;

fn check(line: &str, names: &[&str]) {
    let found = find(line).map(|f| f.names).unwrap_or_default();
    assert_eq!(found, names, "{line}");
}

#[test]
fn bylines_are_read_in_many_languages() {
    check("By Ada Person", &["Ada Person"]);
    check("by Ada Person ( – Home – Ada Person)", &["Ada Person"]);
    check("BY ADA PERSON | May 3, 2021", &["ADA PERSON"]);
    check("By Ada Person and Bob van Writer, Harbour correspondents", &["Ada Person", "Bob van Writer"]);
    check("Von Ada Person", &["Ada Person"]);
    check("By Ada Person Monday, 3 May 2021", &["Ada Person"]);
    check("By Ada Person Twitter account of Ada Person", &["Ada Person"]);
    check("By Ada PersonCategories", &["Ada Person"]);
    check("By Ada McPerson", &["Ada McPerson"]);
    check("By Nightly Reporter", &["Nightly Reporter"]);
    check("By: Ada, Reporter", &["Ada"]);
    check("Par Zoë L’Écrivain et Bob Person", &["Zoë L’Écrivain", "Bob Person"]);
    check("Автор: Анна Лицо", &["Анна Лицо"]);
    check("Haber: Elif Kişi Giriş: 01.06.2023 - 11:25", &["Elif Kişi"]);
    check("作者：王小明", &["王小明"]);
    check("PAR ANNE PERSON ET PAUL EXEMPLE (à Holm)", &["ANNE PERSON", "PAUL EXEMPLE"]);
}

#[test]
fn what_somebody_writes_about_is_no_part_of_a_name() {
    check("By Ada Person Court Reporter", &["Ada Person"]);
    check("Von Ada Person Lesedauer: 2 Minuten", &["Ada Person"]);
    check("By Ada Person Local Democracy Reporter", &["Ada Person"]);
    check("By Ada Person and Bob Example Staff Writers", &["Ada Person", "Bob Example"]);
    check("By ADA PERSON HP Business Writer", &["ADA PERSON"]);
    check("By June Person", &["June Person"]);
    check("(Reporting by Ada Person; Editing by Bob Example)", &["Ada Person"]);
    check("Ein Interview von Ada Person", &["Ada Person"]);
}

#[test]
fn an_office_is_no_part_of_a_name() {
    check("By Staff Reporter Ada Person", &["Ada Person"]);
    check("Von unserer Korrespondentin Anna Person, Holm", &["Anna Person"]);
    check("Door onze verslaggever Jan de Kade", &["Jan de Kade"]);
    // Not `der`, nor `Por la Redacción`.
    for (line, office) in [
        ("Von der Redaktion", "der Redaktion"),
        ("Par la rédaction avec une agence", "la rédaction"),
        ("Por la Redacción", "la Redacción"),
        ("By A Staff Reporter", "A Staff Reporter"),
        ("By Our Correspondent, Holm", "Our Correspondent"),
        ("Автор: Наш корреспондент", "Наш корреспондент"),
        ("Yazar: Haber Merkezi", "Haber Merkezi"),
        ("लेखक: डेस्क", "डेस्क"),
    ] {
        check(line, &[office]);
        assert!(newsroom::is_office(office), "{line}");
    }
    check("By Ada Desk", &["Ada Desk"]);
    check("Por Ada Persona, Portal Puerto", &["Ada Persona"]);
    check("By our reporter it was said that the harbour would be closed.", &[]);
}

#[test]
fn bylines_of_scripts_without_spaces_are_read() {
    for line in [
        "記者王小明／台北報導",
        "（記者王小明／台北報導）",
        "【記者王小明／台北報導】",
        "王小明／台北報導",
        "文｜王小明",
        "撰文｜王小明",
        "作者丨王小明",
        "记者王小明",
        "（记者王小明）",
    ] {
        check(line, &["王小明"]);
    }
    for line in ["■本报记者 王小明", "特约记者 王小明", "記者　王小明"] {
        assert_eq!(find_loose(line).map(|found| found.names), Some(vec!["王小明".to_string()]), "{line}");
    }
    check("本报记者 王小明 李大伟", &["王小明", "李大伟"]);
    check("记者走基层", &[]);
    check("记者 王小明 通讯员 李大伟", &["王小明", "李大伟"]);
    for line in ["文・山田太郎", "聞き手・山田太郎", "ライター・山田太郎", "山田太郎 記者"]
    {
        check(line, &["山田太郎"]);
    }
    check("글/홍길동", &["홍길동"]);
    check("रिपोर्ट: राम शर्मा", &["राम शर्मा"]);
    // The size of the type may be chosen right of it.
    let line = "2021-05-03 10:12 来源：港口报 作者：王小明 字号：大 中 小";
    let found = find_dated(line, &date::find_all(line)).map(|(found, _)| found.names);
    assert_eq!(found, Some(vec!["王小明".to_string()]));
    let line = "2021-05-03 10:12 来源：港口报 记者：王小明 李大伟";
    let found = find_dated(line, &date::find_all(line)).map(|(found, _)| found.names);
    assert_eq!(found, Some(vec!["王小明".to_string(), "李大伟".to_string()]));
}

#[test]
fn by_words_of_many_languages_are_known() {
    for line in [
        "Written by Ada Person",
        "ByAda Person",
        "Posted by Ada Person on May 3, 2021",
        "By Ada Person, Staff Writer",
        "By Ada Person@adaperson May 3, 2021",
        "Ein Artikel von Ada Person | 03.05.2021",
        "Par Ada Person pour le journal",
        "Por Ada Person",
        "Di Ada Person",
        "Door Ada Person",
        "Af Ada Person",
        "Tekst: Ada Person",
        "Text: Ada Person",
        "Autor: Ada Person",
        "Yazan: Ada Person",
        "Penulis: Ada Person",
        "Tác giả: Ada Person",
        "Szerző: Ada Person",
        "Συντάκτης: Ada Person",
        "Kirjoittaja: Ada Person",
        "Автор: Ada Person",
    ] {
        check(line, &["Ada Person"]);
    }
}

#[test]
fn names_beside_dates_are_read() {
    for (line, name, by) in [
        ("3 May 2021 by Ada 24 Comments", "Ada", true),
        ("Wednesday May 3, 2021 10:44 am PDT by Juli Person", "Juli Person", true),
        ("Veröffentlicht am 3. Mai 2021 von adaperson", "adaperson", true),
        ("Posted on 3. Mai 2021AuthorAda Person4 Kommentare", "Ada Person", true),
        ("Ada Person | 03.05.21", "Ada Person", false),
        ("Harbour Daily 3/5/2021 Ada Person", "Ada Person", false),
        ("3 May 2021, Sam Person", "Sam Person", false),
        ("Posted on May 3, 2021May 4, 2021Author Ada PersonCategories Harbours", "Ada Person", true),
        ("3. Mai 2021 , Ada Person", "Ada Person", false),
        ("Redaktion - 3. Mai 2021", "Redaktion", false),
        ("2021-05-03 15:07\u{3000}来源：港口报\u{3000}记者：王小明", "王小明", true),
    ] {
        let (found, with) = find_dated(line, &date::find_all(line)).unwrap_or_else(|| panic!("{line}"));
        assert_eq!((found.names[0].as_str(), with), (name, by), "{line}");
    }
    for line in [
        "Harbour, 3 May 2021",
        "Montag, 03.05.2021, 10:12 Uhr Lesedauer: ca. 2 Minuten",
        "3 mai 2021, 10:12 Heures Lecture 2 min",
        "3 مايو 2021 وقت القراءة",
        "The harbour closed on 3 May 2021",
        "3 May 2021 | Local News",
        "Ada Person died on 3 May 2021.",
    ] {
        assert_eq!(find_dated(line, &date::find_all(line)), None, "{line}");
    }
}

#[test]
fn sentences_are_no_bylines() {
    for line in [
        "By the end of the day the harbour was closed",
        "By Monday",
        "By clicking Accept you agree",
        "Byron Smith went home",
        "Par ailleurs, le port est fermé",
        "Por favor, espere",
    ] {
        check(line, &[]);
    }
}

#[test]
fn a_name_that_opens_a_line_is_no_byline_where_the_line_speaks_of_it() {
    let names = |line: &str| find_first(line).map(|f| f.names).unwrap_or_default();
    for line in ["Ada Person", "Ada Person, Senior Editor", "Ada Person in Harbour", "Ada Person staff writer"] {
        assert_eq!(names(line), ["Ada Person"], "{line}");
    }
    assert_eq!(names("Ada Person Crime Correspondent"), ["Ada Person"]);
    assert_eq!(names("Ada Person,HARBOUR"), ["Ada Person"]);
    assert!(names("Autor Person hat Zeit").is_empty() && names("Par Person, Holm") == ["Par Person"]);
    assert_eq!(find_loose("By Ada person").map(|f| f.names), Some(vec!["Ada person".to_string()]));
    assert_eq!(find_loose("By Ada posted").map(|f| f.names), Some(vec!["Ada".to_string()]));
    assert_eq!(names("Zzyzx Person, Bob Example"), ["Zzyzx Person", "Bob Example"]);
    assert_eq!(names("Sam Person, Senior Editor"), ["Sam Person"]);
    assert_eq!(names("राहुल व्यक्ति, होल्म"), ["राहुल व्यक्ति"]);
    assert!(names("नगर परिषद").is_empty());
    assert_eq!(names("Ada Person, Bob Example and Clara Muster"), ["Ada Person", "Bob Example", "Clara Muster"]);
    assert_eq!(names("Ana Persona / Juan Ejemplo"), ["Ana Persona", "Juan Ejemplo"]);
    assert_eq!(names("Ana Pessoa e João Exemplo"), ["Ana Pessoa", "João Exemplo"]);
    assert_eq!(names("Ana Persona y Muelle"), ["Ana Persona y Muelle"]);
    assert_eq!(names("Ada Person, Harbour Gazette"), ["Ada Person"]);
    assert_eq!(names("Ada Person and Bob Example"), ["Ada Person", "Bob Example"]);
    assert_eq!(names("Ada Person und Bob Example, Harbour Gazette"), ["Ada Person", "Bob Example"]);
    for line in [
        "Ada Person wins",
        "Ada Person and the harbour",
        "Ada Person will run for mayor",
        "Ada Person tritt zurück",
        "Анна Лицо ушла",
    ] {
        assert!(names(line).is_empty(), "{line}");
    }
}
