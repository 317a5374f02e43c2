//! What the lines at the head and the end of an article say of its title, its authors and its date, and what they do
//! not say.

use dossier::config::{Config, Input};
use dossier::model::*;
use dossier::normalise::{self, Explanation};

const TITLE: &str = "Town votes for the new harbour wall";
const TEXT: &str = "\n\nThe council of the town has decided to build a new wall around the harbour, a spokesman said on \
Monday after a long meeting.\n\nFishermen had opposed the plan for many years because of the noise and the cost of the \
work, they said.\n\nThe work is to begin in the spring and will take about two years, according to the plans that the \
council has shown to the public.\n";
const GERMAN: &str = "\n\nDer Rat der Stadt hat am Montag beschlossen, eine neue Mauer um den Hafen zu bauen, wie ein \
Sprecher nach einer langen Sitzung mitteilte.\n\nDie Fischer hatten den Plan wegen des Lärms und der Kosten viele Jahre \
lang abgelehnt, sagten sie.\n";

fn explain(text: &str) -> Explanation {
    let document = RawDocument {
        origin: Origin::file("a.txt"),
        bytes: text.as_bytes().to_vec(),
        media: Media::Text,
        hints: Hints::default(),
    };
    normalise::explain(document, &Survey::default(), &Config::new(Input::Embedded)).expect("an article")
}

fn read(text: &str) -> Metadata {
    explain(text).article.metadata
}

fn authors(text: &str) -> Vec<String> {
    read(text).authors.value().cloned().unwrap_or_default()
}

fn date(text: &str) -> String {
    read(text).date.value().map(ToString::to_string).unwrap_or_default()
}

fn title(text: &str) -> String {
    read(text).title.value().cloned().unwrap_or_default()
}

fn source(text: &str) -> String {
    read(text).source.value().cloned().unwrap_or_default()
}

/// Checks who the authors are of a text with a line below its title.
fn check(line: &str, names: &[&str]) {
    assert_eq!(authors(&format!("{TITLE}\n{line}{TEXT}")), names, "{line}");
}

#[test]
fn labels_of_dates_are_no_authors() {
    for label in [
        "Updated Thu, 06 Jul 2023",
        "First Published: Jul 06, 2023",
        "Last Modified Thu, 06 Jul 2023",
        "Last Update Jul 06, 2023",
        "Published On 6 July 2023",
        "Date Posted: July 6, 2023",
        "Local Time: 6 July 2023",
        "Son Güncelleme: 06.07.2023",
        "Giriş Tarihi: 06.07.2023",
        "Zuletzt Aktualisiert: 06.07.2023",
        "Data Publikacji: 06.07.2023",
    ] {
        check(label, &[]);
        assert_eq!(date(&format!("{TITLE}\n{label}{TEXT}")), "2023-07-06", "{label}");
    }
    check("Ada Person | 6 July 2023", &["Ada Person"]);
    check("Ada Person Updated 6 July 2023", &["Ada Person"]);
}

#[test]
fn photographers_translators_and_editors_are_no_authors() {
    for label in ["Photographs by", "Photo", "Photo credit:", "Foto", "Photos", "Edited by", "Photography by"] {
        check(&format!("{label}\nAda Person"), &[]);
        check(&format!("By Bob Example\n{label}\nAda Person"), &["Bob Example"]);
    }
    for line in [
        "Ada Person, Photographer",
        "Ada Person | Photo Editor",
        "Ada Person, Fotografin",
        "Ada Person, fotógrafa",
        "Анна Лицо, фотограф",
        "Von Ada Person fotografiert",
        "Editör: Ada Person",
        "Photographer Ada Person",
        "Imagen de Ada Person",
        "Fotografie di Ada Person",
        "Redigeret af Ada Person",
        "Übersetzt von Ada Person",
        "Edited by Ada Person, 6 July 2023",
    ] {
        check(line, &[]);
    }
    check("Story and photos by Ada Person", &["Ada Person"]);
    check("Ada Person, Senior Editor", &["Ada Person"]);
}

#[test]
fn who_is_asked_or_quoted_is_no_author() {
    check("6 July 2023\nMedia Contact\nAda Person", &[]);
    assert!(authors(&format!("{TITLE}\n6 July 2023{TEXT}\nMedia contact:\nAda Person\n")).is_empty());
    let quoted = format!("{TITLE}\n“We have waited for this wall for so many years.”\n- Ada Person{TEXT}");
    assert_eq!((title(&quoted).as_str(), authors(&quoted).len()), (TITLE, 0));
    check("Who Is Ada Person?\n6 July 2023", &[]);
    let german = format!("Die Stadt stimmt für die neue Mauer\nVon Hafen nach Kai{GERMAN}");
    assert!(authors(&german).is_empty());
}

#[test]
fn several_authors_are_told_apart_from_their_places() {
    check("By Ada Person (now) and Bob Example (earlier)", &["Ada Person", "Bob Example"]);
    check("By Ada Person (text) and Bob Example (photography)", &["Ada Person"]);
    check("By Ada Person, Harbourtown and Bob Example, Quay", &["Ada Person", "Bob Example"]);
    check("By Ada Person, Eve Writer and Bob Example, Quay", &["Ada Person", "Eve Writer", "Bob Example"]);
}

#[test]
fn the_outlet_behind_a_name_is_no_author() {
    check("By Ada Person and Bob Example, Ferry Post", &["Ada Person", "Bob Example"]);
    check("By Ada Person, Ferry Post", &["Ada Person"]);
    check("By Klem Betanzur Ferry Post Staff Writer", &["Klem Betanzur"]);
    check("By Ada Person, Bob Example", &["Ada Person", "Bob Example"]);
    check("By Ada Person, Klem Betanzur and Bob Example", &["Ada Person", "Klem Betanzur", "Bob Example"]);
    check("Autori: Ada Person și Bob Example", &["Ada Person", "Bob Example"]);
    check("by [6]Ada Person", &["Ada Person"]);
}

#[test]
fn the_site_is_named_at_the_head_of_the_page() {
    let head = |end: &str| source(&format!("{TITLE} {end}\n6 July 2023{TEXT}"));
    assert_eq!((head("| Ferry Post").as_str(), head("| Reuters").as_str()), ("Ferry Post", "Reuters"));
    for end in ["| Follow us on", "| Permalink", "| Category: Harbour", "| Contact us", "| © Ferry Post"] {
        assert_eq!(head(end), "", "{end}");
    }
    let below = |lines: &str| source(&format!("{TITLE}\n6 July 2023{TEXT}\n{lines}\n"));
    assert_eq!(
        below("A new ferry for the north | Video\nA new school for the south | Video\nA road to the west | Video"),
        ""
    );
    assert_eq!(below("First published on Tue 7 July 2023 06.55 GMT"), "");
    assert_eq!(below("First published in Ferry Post"), "Ferry Post");
    assert_eq!(source(&format!("Home » Recipes » Harbour Bread\nHarbour Bread\n6 July 2023{TEXT}")), "");
}

#[test]
fn a_sentence_below_a_short_headline_is_its_standfirst() {
    let told = "A rower who crossed the harbour alone for thirty years says that she will not do it again.";
    let page = |head: &str| title(&format!("{head}\n{told}\nBy Ada Person\n6 July 2023{TEXT}"));
    assert_ne!(page("The last lap"), told);
    assert_eq!(page("The harbour keeps its oldest rower"), "The harbour keeps its oldest rower");
}

#[test]
fn what_somebody_says_is_no_prompt() {
    let said = "\"We did put it in the newsletter,\" she added.";
    let explanation = explain(&format!("{TITLE}\n6 July 2023{TEXT}{said}\n{}", TEXT.trim_start()));
    let line = explanation.lines.iter().find(|line| line.text == said).unwrap();
    assert!(!line.fates.iter().any(|fate| matches!(fate, Fate::SetAside { .. })), "{:?}", line.fates);
}

#[test]
fn what_the_person_is_stands_below_the_name() {
    check("KLEM BETANZUR\nFerry Post Staff Writer\nMay 3, 2021", &["KLEM BETANZUR"]);
    check("Klem Betanzur\nReporter\nMay 3, 2021", &["Klem Betanzur"]);
    check("Klem Betanzur\n@kbetanzur\nMay 3, 2021", &["Klem Betanzur"]);
    check("@kbetanzur\nMay 3, 2021", &["kbetanzur"]);
}

#[test]
fn a_label_that_asks_is_no_byline() {
    let text = "城市投票决定修建新的防波堤\n2023年7月6日\n\n记者：你们为什么要修建这座新的防波堤呢？\n\n\
王小明：因为旧的防波堤已经很老了，居民们需要一座更安全的新堤，我们讨论了很多年。\n\n记者：工程什么时候开始？\n\n\
王小明：工程将于明年春天开始，预计需要两年时间，费用由市政府承担。\n\n记者：谢谢您。\n";
    let explanation = explain(text);
    assert_eq!(explanation.article.metadata.authors.value(), None);
    let mut asked = explanation.lines.iter().filter(|line| line.text.starts_with("记者"));
    assert!(asked.all(|line| !line.fates.contains(&Fate::Record(Field::Byline))));
    let greeted = format!(
        "{TITLE}\n6 July 2023\n\nReporter: Good Morning\n\nAda Person: Good morning, and thank you for coming to the harbour \
on such a day.\n\nReporter: Why does the town need a new wall, and who is to pay for it?\n\nAda Person: The old one has \
been broken since the storm, and the fishermen have asked the council for years to build it again.\n"
    );
    assert!(authors(&greeted).is_empty());
}

#[test]
fn names_are_read_as_each_language_writes_them() {
    let korean = "\n\n시의회는 월요일에 항구에 새 방파제를 건설하기로 결정했다고 대변인이 긴 회의 후에 말했다.\n\n어부들은 \
소음과 공사 비용 때문에 오랫동안 이 계획에 반대해 왔다고 말했다.\n";
    let japanese = "\n\n市議会は月曜日に港に新しい防波堤を築くことを決めたと、長い会議のあとで広報担当者が述べた。\n\n\
漁師は騒音と工事の費用を理由に長年この計画に反対してきたと話している。\n";
    let chinese = "\n\n市議會星期一決定在港口修建一座新的防波堤，發言人在漫長的會議之後說，工程將於明年春天開始。\n\n\
漁民多年來一直反對這項計畫，因為噪音很大，工程費用也很高，他們希望有人聽到他們的聲音。\n";
    let romanian = "\n\nConsiliul orașului a hotărât luni să construiască un dig nou în port, a spus un purtător de \
cuvânt după o ședință lungă.\n\nPescarii se opuneau planului de mulți ani din cauza zgomotului și a costului lucrărilor.\n";
    let catalan = "\n\nEl consell de la ciutat va decidir dilluns construir un nou dic al port, va dir un portaveu \
després d’una llarga reunió.\n\nEls pescadors s’oposaven al pla des de fa molts anys pel soroll i pel cost de les obres.\n";
    let hindi = "\n\nनगर परिषद ने सोमवार को बंदरगाह पर एक नई दीवार बनाने का फैसला किया, एक प्रवक्ता ने लंबी बैठक के बाद \
कहा।\n\nनिवासी शोर और काम की लागत के कारण कई वर्षों से इस योजना का विरोध कर रहे थे।\n";
    for (head, text, name) in [
        ("시의회 새 방파제 건설 결정\n김철수 기자", korean, "김철수"),
        ("市が新しい防波堤に賛成票\n文・山田太郎", japanese, "山田太郎"),
        ("城市投票決定修建新的防波堤\n記者林佳蓉／港鎮報導", chinese, "林佳蓉"),
        ("Orașul votează pentru un dig nou\nDe Ion Popescu\n12.03.2021", romanian, "Ion Popescu"),
        ("La ciutat vota per un nou dic\nPer Jordi Puig\n12.03.2021", catalan, "Jordi Puig"),
        ("शहर ने नई दीवार के लिए मतदान किया\nलेखक: राहुल शर्मा", hindi, "राहुल शर्मा"),
    ] {
        assert_eq!(authors(&format!("{head}{text}")), [name], "{head}");
    }
    // Elsewhere the same word begins names.
    check("By Per Person", &["Per Person"]);
}

#[test]
fn a_byline_at_the_end_of_the_standfirst_is_read() {
    for by in ["By Ada Person", "Von Ada Person", "Par Ada Person", "Por Ada Person", "Door Ada Person"] {
        let said = "Town council votes for the wall in spite of a long protest.";
        let text = format!("{TITLE}\n\n{said} {by}{TEXT}");
        assert_eq!(authors(&text), ["Ada Person"], "{by}");
        let explanation = explain(&text);
        let line = explanation.lines.iter().find(|line| line.text.starts_with("Town council")).expect("the standfirst");
        assert!(line.fates.contains(&Fate::Body(Role::Standfirst)), "{by}: {:?}", line.fates);
    }
}

#[test]
fn a_headline_may_be_a_sentence() {
    let asked = "Why are the ferries late again this week on the northern islands?";
    let said = "The town council of the northern islands has voted for the new wall after a long protest.";
    for head in [asked, &format!("{asked}\nPublished\n6 July 2023"), &format!("{asked}\nBy Ada Person")] {
        assert_eq!(title(&format!("{head}{TEXT}")), asked, "{head}");
    }
    for below in ["By Ada Person", "6 July 2023"] {
        assert_eq!(title(&format!("{said}\n{below}{TEXT}")), said, "{below}");
        // Below another headline it is the standfirst.
        assert_eq!(title(&format!("{TITLE}\n{said}\n{below}{TEXT}")), TITLE, "{below}");
    }
    assert_eq!(title(TEXT.trim()), "");
    let day = format!("The flood of 12 March 2021\nBy Ada Person{TEXT}");
    assert_eq!((title(&day).as_str(), date(&day).as_str()), ("The flood of 12 March 2021", ""));
}

#[test]
fn days_of_something_else_are_no_dates() {
    for line in [
        "When: 12 March 2021\nWhere: Town hall",
        "Offer ends 12 March 2021",
        "The wall on 12 March 2021. Photo: Ann Writer",
        "Ada Person (12 March 1921 – 4 May 2001)",
    ] {
        assert_eq!(date(&format!("{TITLE}\n\n{line}{TEXT}")), "", "{line}");
    }
    for line in ["Retrieved 12 March 2021", "Accessed: 12 March 2021", "Abgerufen am 12. März 2021"] {
        assert_eq!(date(&format!("{TITLE}{TEXT}\n{line}\n")), "", "{line}");
    }
    let changed = format!("{TITLE}\nUpdated 14 March 2021\nPublished 12 March 2021{TEXT}");
    assert_eq!(date(&changed), "2021-03-12");
}

#[test]
fn a_later_change_is_not_the_day_of_publication() {
    for (line, day) in [
        ("Thu 3 May 2021 02.00 EST Last modified on Wed 16 May 2021 06.16 EST", "2021-05-03"),
        ("By Ada Person | May 3, 2021 | Updated: May 4, 2021, 8:54 AM", "2021-05-03"),
        ("May 4, 2021May 3, 2021 by Ada Person", "2021-05-03"),
        ("Joined: 3 May 2017", ""),
        ("Joined\n3 May 2017", ""),
    ] {
        assert_eq!(date(&format!("{TITLE}\n{line}{TEXT}")), day, "{line}");
    }
}

#[test]
fn a_day_above_the_headline_of_another_story_is_no_date() {
    let below = |line: &str| format!("{TITLE}{TEXT}\nShare this article\n\n3 May 2021\n\n{line}\n\nRead more\n");
    assert_eq!(date(&below("The mill by the river is sold")), "");
    assert_eq!(date(&below("Harbours")), "2021-05-03");
}

#[test]
fn what_stands_above_the_title_does_not_hide_it() {
    let consent = "We and our 842 partners store and/or access information on a device, such as unique identifiers in \
cookies to process personal data.";
    let text = format!("{consent}\n\nManage Options\n\n{TITLE}\nBy Ada Person\n6 July 2023{TEXT}");
    assert_eq!((title(&text).as_str(), authors(&text)), (TITLE, vec!["Ada Person".to_string()]));
    let options = explain(&text).lines.into_iter().find(|line| line.text == "Manage Options").expect("the line");
    assert!(!options.fates.contains(&Fate::Record(Field::Byline)));
}

#[test]
fn the_name_of_the_site_is_told_by_its_form() {
    let source = |text: &str| read(text).source.value().cloned().unwrap_or_default();
    let below = "\n\nBy Ada Person\n3 May 2021";
    for (head, name) in [
        ("Town votes for the new harbour wall | Ferry Post", "Ferry Post"),
        ("Town votes for the new harbour wall - ferry-post.example", "ferry-post.example"),
        ("Town votes for the new harbour wall | Ferry4.example", "Ferry4.example"),
    ] {
        let text = format!("{head}{below}{TEXT}");
        assert_eq!((title(&text).as_str(), source(&text).as_str()), (TITLE, name), "{head}");
    }
    for head in ["Log in | Register", "Home | Town votes for the new harbour wall", "Town votes - No wall in harbour"] {
        assert_eq!(source(&format!("{head}{below}{TEXT}")), "", "{head}");
    }
}

#[test]
fn a_line_that_may_be_the_title_as_well_is_kept() {
    let other = "Five years of building end with a great feast";
    let explanation = explain(&format!("{other}\n\n{TITLE}\nBy Ada Person{TEXT}"));
    assert_eq!(explanation.article.metadata.title.value().map(String::as_str), Some(TITLE));
    let line = explanation.lines.iter().find(|line| line.text == other).expect("the line");
    assert!(line.fates.iter().all(|fate| matches!(fate, Fate::Beside { .. })), "{:?}", line.fates);
}

#[test]
fn what_looks_like_a_title_gives_way_to_a_headline() {
    let headline = "Mayor wins her fight over a new wall for Holm";
    for head in [
        // Captions, bylines and rows of facts below it.
        "{}\n6 July 2023\nShare\nThe new wall around the harbour of the town, as the council plans it (Agency)",
        "{}\n6 July 2023\nShare\nThe new wall around the harbour of the town, as the council plans it\nPhoto: Ada Person",
        "{}\n\nBy Ada Person    Harbour Reporter\n6 July 2023",
        "{}\n\n6.7.2023 · Ada · Harbour, Town · 4 comments",
        // Entries of menus and the name of the site above it.
        "Harbour Radio 98.4\nLive\nNews\nAgenda\nOur team\nContact\n{}\nShare",
        "News\nSport\nHarbour council plans\nBoats\nArts\n\n{}",
        // Who sends it out.
        "6 July 2023 – 10:00\n\nHarbour Council Works Ltd.\n\n{}\n\nA document",
        "6 July 2023 – 10:00\nTown Council\n{}\n\nA document",
    ] {
        let text = format!("{}{TEXT}", head.replace("{}", headline));
        assert_eq!(title(&text), headline, "{head}");
    }
    for path in ["Home / Town / Harbour", "Home  Town  Harbour"] {
        assert_eq!(title(&format!("{path}\n{TITLE}{TEXT}")), TITLE, "{path}");
    }
}

#[test]
fn a_notice_above_the_head_hides_no_title() {
    let notice = "When you buy something through links on our site, we may earn a small commission for it.";
    let text = format!("Harbour\nReviews\nBest\n\n{notice}\n\n{TITLE}\n\nBy Ada Person\n6 July 2023{TEXT}");
    assert_eq!(title(&text), TITLE);
    // A sentence that opens the text below its headline is none.
    let text = format!("{TITLE}{TEXT}\nWhat the fishermen say now\n\nBy Ada Person\n6 July 2023\n");
    assert_eq!(title(&text), TITLE);
}

#[test]
fn the_end_of_a_path_is_the_title_in_short() {
    let text = format!(
        "Home\nNews\nTown\nTown votes for the wall\nTown votes for the wall: work begins in the spring\nBy Ada \
Person\n6 July 2023{TEXT}"
    );
    assert_eq!(title(&text), "Town votes for the wall: work begins in the spring");
}

#[test]
fn titles_of_scripts_without_spaces_are_told_from_menus_and_captions() {
    let thai = "หน้าแรก\nข่าว\nการเมือง\nกีฬา\nบันเทิง\nสมาชิก\nเมืองท่าเรือเห็นชอบสร้างกำแพงกันคลื่นใหม่\n6 ก.ค. 2566 15:42 น.\nแชร์\nเมื่อวันที่ 6 ก.ค. 2566 สภาเมืองท่าเรือมีมติเห็นชอบให้สร้างกำแพงกันคลื่นใหม่รอบท่าเรือ หลังการประชุมที่ยาวนาน โดยชาวประมงคัดค้านแผนนี้มาหลายปีเพราะเสียงดังและค่าใช้จ่ายของงาน\nงานจะเริ่มในฤดูใบไม้ผลิและใช้เวลาประมาณสองปี ตามแผนที่สภาเมืองได้แสดงต่อประชาชนเมื่อสัปดาห์ที่แล้ว ชาวเมืองหลายร้อยคนมาร่วมฟังการประชุมครั้งนี้\n";
    assert_eq!(title(thai), "เมืองท่าเรือเห็นชอบสร้างกำแพงกันคลื่นใหม่");
    let chinese = "首頁 > 地方\n港口新堤防動工 漁民憂噪音\n2023/07/06 16:27\n分享\n港口新堤防今日動工，漁民到場觀看動工儀式。（記者王小明攝）\n港口新堤防今天上午動工，議會經過漫長的會議後決定在港口周圍興建新的堤防，發言人星期一表示，工程預計需要兩年時間。\n漁民多年來反對這項計畫，因為工程的噪音與費用都很高，他們說希望市府能夠在施工期間提供補助，並且縮短夜間施工的時間。\n";
    assert_eq!(title(chinese), "港口新堤防動工 漁民憂噪音");
}

#[test]
fn a_headline_stands_above_its_standfirst() {
    for head in [
        "Town votes for the new harbour wall\nCouncil of the town decided on Monday; fishermen opposed the work for years",
        "Fishermen: «No new wall for our harbour»\nCouncil of the town decided on Monday; fishermen opposed the work for years",
    ] {
        let first = head.split('\n').next().unwrap_or_default();
        let text = format!("Home\n\nNews\n\n{head}\nMay 3, 2021 09:12 pm | Updated May 4, 2021\nAda Person{TEXT}");
        assert_eq!(title(&text), first);
    }
    let label = format!("Harbour\n{TITLE}\nMay 3, 2021{TEXT}");
    assert_eq!(title(&label), TITLE);
}

#[test]
fn a_date_that_ends_with_the_name_of_the_site_is_a_date() {
    let line = "May 3, 2021 09:12 pm | Updated May 4, 2021 07:40 am - HOLM";
    let text = format!("Home\n\n{TITLE}\n{line}{TEXT}\nRelated Topics\nHolm\nTop News\n");
    assert_eq!(date(&text), "2021-05-03");
}

#[test]
fn names_without_spaces_beside_a_date_are_authors() {
    let japanese = "\n\n港町は3日、老朽化した図書館を旧倉庫に移転すると発表した。来年4月の開館をめざす。\n\n倉庫は1923年に建てられ、\
戦後は工場として使われた。町が2年前に買い取り、工事を進めてきた。\n";
    let head = "港町の図書館、倉庫に移転へ";
    let date = "2021年5月3日 17時00分";
    assert_eq!(authors(&format!("{head}\n山田太郎\n{date}{japanese}")), ["山田太郎"]);
    assert!(authors(&format!("{head}\n有料記事\n{date}{japanese}")).is_empty());
}

#[test]
fn a_caption_may_end_with_a_labelled_credit() {
    let caption = "The wall of the harbour at dawn";
    let text = format!("{TITLE}\nBy Ada Person\n6 July 2023\n{caption}\n{caption} Photo: Ada Writer{TEXT}");
    let lines = explain(&text).lines;
    let beside = |text: &str| {
        let line = lines.iter().find(|line| line.text == text).expect("the line");
        line.fates.iter().all(|fate| matches!(fate, Fate::Beside { .. }))
    };
    assert!(beside(caption) && beside(&format!("{caption} Photo: Ada Writer")));
    assert!(!beside(
        "Fishermen had opposed the plan for many years because of the noise and the cost of the work, they said."
    ));
}

#[test]
fn a_caption_may_end_with_an_office_or_two_names_in_brackets() {
    let captions = [
        "The wall of the harbour at dawn, May 2023. Photo: Museum of the harbour",
        "The wall of the harbour is a hundred years old. (Harbour News: Ada Writer)",
        "The wall of the harbour is a hundred years old. (Ada Writer/Agency)",
    ];
    for caption in captions {
        let lines = explain(&format!("{TITLE}\nBy Ada Person\n6 July 2023\n{caption}{TEXT}")).lines;
        let line = lines.iter().find(|line| line.text == caption).expect("the line");
        assert!(line.fates.iter().all(|fate| matches!(fate, Fate::Beside { .. })), "{:?}", line.fates);
    }
    let stamped = "Ada Person / 22.04.2020 / 06:15 / Photo: Harbour News / 150 /";
    let article = explain(&format!("{TITLE}\n{stamped}{TEXT}")).article;
    assert!(article.metadata.date.value().is_some());
}

#[test]
fn a_short_sentence_below_a_box_of_other_stories_is_kept() {
    let said = "The applicant has six months to appeal.";
    let text = format!("{TITLE}\nBy Ada Person{TEXT}\nRead more:\n\nFerry fares go up\n\n{said}\n\nMost read\n");
    let lines = explain(&text).lines;
    let line = lines.iter().find(|line| line.text == said).expect("the line");
    assert!(line.fates.iter().all(|fate| matches!(fate, Fate::Beside { .. })), "{:?}", line.fates);
}

#[test]
fn a_long_paragraph_below_a_box_of_other_stories_is_kept_with_its_heading() {
    let long = "Reading is easier at night, since the lamps stand lower. The shelves reach the floor on three sides of the \
                room, and whoever sits by the window hears the ferry. In winter a stove is lit before noon, and visitors \
                are asked to leave their boots at the door.";
    let (heading, short) = ("Lamps", "The quay has a new café. It opens in the morning.");
    let page = |below: &str| {
        format!(
            "{TITLE}\nBy Ada Person{TEXT}\nRelated\nFerry fares go up\nThe mill is sold\n\n{heading}\n\n{below}\n\nA quay\n\n{short}\n"
        )
    };
    let beside = |page: &str, text: &str| {
        let lines = explain(page).lines;
        let line = lines.iter().find(|line| line.text == text).expect("the line");
        line.fates.iter().all(|fate| matches!(fate, Fate::Beside { .. }))
    };
    assert!(beside(&page(long), long) && beside(&page(long), heading));
    // Headlines with a teaser each are a list.
    assert!(!beside(&page(short), heading));
}

#[test]
fn rows_of_facts_right_below_the_text_are_kept_as_one() {
    let rows = [
        "Result",
        "Holm FC - Quay United 3:2 (0:1)",
        "Spectators: 412",
        "1. Holm FC 11 27:9 26",
        "2. Quay 11 22:10 23",
        "13. Mill 11 12:24 8",
    ];
    let page =
        |rows: &[&str]| format!("{TITLE}\nBy Ada Person{TEXT}\n{}\n\nShare\nContact\nPrivacy\n", rows.join("\n"));
    let beside = |rows: &[&str], row: &str| {
        let lines = explain(&page(rows)).lines;
        let line = lines.iter().find(|line| line.text == row).expect("the row");
        line.fates.iter().all(|fate| matches!(fate, Fate::Beside { .. }))
    };
    assert!(rows.iter().all(|row| beside(&rows, row)));
    // Two rows are none, nor are words of which hardly one has a figure.
    assert!(!beside(&["Holm FC", "Quay United", "Harbour", "Mills", "Weir", "Ferry 12"], "Weir"));
}

#[test]
fn names_of_a_list_may_each_have_what_the_person_is_below_them() {
    check(
        "Ada Person\nJournalist\nBob Example\nJournalist\nClara Muster\nJournalist\n3 May 2021",
        &["Ada Person", "Bob Example", "Clara Muster"],
    );
    check("By\nAda Person\n@adaperson\nBob Example\n3 May 2021", &["Ada Person", "Bob Example"]);
    // A name right below a caption, and a blank line before the next one, is that of who took the picture.
    let page =
        format!("{TITLE}\n\nAda Person at the harbour on Monday.\nBOB EXAMPLE\n\nCLARA MUSTER\n3 May 2021{TEXT}");
    assert_eq!(authors(&page), ["CLARA MUSTER"]);
    check("BOB EXAMPLE\nCLARA MUSTER\n3 May 2021", &["BOB EXAMPLE", "CLARA MUSTER"]);
}

#[test]
fn an_outlet_that_signs_with_its_name_is_no_author() {
    let page = |name: &str| format!("{name}\nHome\nHarbour\nTown\n{TITLE}\n{name}\n3 May 2021, 10:12{TEXT}");
    assert!(authors(&page("Holm Ledger")).is_empty());
    // Nor is the place that the text was sent from.
    check("Northern Ireland\n3 May 2021", &[]);
    check("Burkina Faso | 3 May 2021", &[]);
    // Above the address of the outlet, a name signs the text, known or not.
    let signed = |name: &str| format!("{TITLE}\n3 May 2021{TEXT}{name}\nledger.example\nShare\n");
    assert_eq!(authors(&signed("Wendy-Lu Quayside")), ["Wendy-Lu Quayside"]);
    assert!(authors(&signed("Click Here")).is_empty());
    // A person has a page of their own.
    assert_eq!(authors(&page("Ada Person")), ["Ada Person"]);
    check("HHN Nieuws | 3 mei 2021", &[]);
    check("HHN Nyheter | 3. mai 2021", &[]);
}

#[test]
fn bylines_of_several_persons_below_the_text_are_of_other_stories() {
    let below = "The mill is sold\nAgain and again\nBy Ada Person\nThe bridge is shut\nBy Bob Example\n";
    assert!(authors(&format!("{TITLE}{TEXT}{below}")).is_empty());
    assert_eq!(authors(&format!("{TITLE}{TEXT}By Ada Person\n")), ["Ada Person"]);
    assert_eq!(authors(&format!("{TITLE}{TEXT}\nAda Person @adaperson\n")), ["Ada Person"]);
}

#[test]
fn a_name_beside_a_date_may_stand_below_a_long_standfirst() {
    let text = TEXT.trim();
    let page = |row: &str| format!("{text}\n\n{row}\n\n{text}\n\n{text}\n");
    assert_eq!(authors(&page("Ada Person\n\n3 May 2021")), ["Ada Person"]);
    assert!(authors(&page("Ada Person")).is_empty());
}

#[test]
fn whom_to_ask_is_no_author() {
    let page = |below: &str| format!("{TITLE}\n3 May 2021{TEXT}\n{below}");
    assert!(authors(&page("Harbour office\nAda Person\nTelefon: 0123 / 45 67")).is_empty());
    assert!(authors(&page("Pressestelle\nAda Person\nE-Mail: ada@harbour.example")).is_empty());
    assert!(authors(&page("További információ:\nAda Person\n+36 30 000 0000")).is_empty());
    assert!(authors(&page("Harbour office\nAda Person\n+36 30 000 0000")).is_empty());
    assert_eq!(authors(&page("Ada Person\n\nShare")), ["Ada Person"]);
}

#[test]
fn agencies_name_their_reporters_in_the_first_line_of_the_text() {
    let korean = "항구에 새 벽을 짓기로 시의회 결정\n\n입력 2021-05-03 07:00\n\n(항구=뉴스) 홍길동 기자 = 시의회는 월요일 오전 긴 회의 \
                  끝에 항구 둘레에 새 벽을 짓기로 결정했다고 대변인이 밝혔다. 공사는 봄에 시작해 약 2년이 걸릴 예정이다.\n\n어민들은 소음과 비용 \
                  때문에 오랫동안 이 계획에 반대해 왔다고 말했다. 시는 어민들과 계속 대화하겠다고 밝혔다.\n";
    assert_eq!(authors(korean), ["홍길동"]);
    let chinese = "港口新建防波堤 市议会投票通过\n2021-05-03 08:47:15\n\n港口社5月3日电（记者王小明、李大伟）市议会周一经过长时间会议后决定，在港口周围修建\
                   一座新的防波堤，工程将于春季开始，预计需要两年时间。\n\n渔民多年来一直反对这项计划，因为工程噪音大，费用也高。市议会表示将继续与渔民对话，并公布\
                   全部计划。\n";
    assert_eq!(authors(chinese), ["王小明", "李大伟"]);
}

#[test]
fn names_are_known_where_the_family_comes_first() {
    check("Személy Ágoston\n2021. május 3.", &["Személy Ágoston"]);
    check("Nguyễn Văn Người\n3/5/2021", &["Nguyễn Văn Người"]);
}

#[test]
fn what_reporters_write_about_is_no_part_of_their_names() {
    for line in [
        "By Ada Person Court Reporter",
        "By Ada Person Local Democracy Reporter",
        "By Ada Person Political Correspondent",
        "By Ada Person, Crime Reporter",
    ] {
        check(line, &["Ada Person"]);
    }
    check("By Ada Court", &[]);
    check("Ein Interview von Ada Person", &["Ada Person"]);
    check("Das Interview führte Ada Person", &["Ada Person"]);
}

#[test]
fn days_of_other_calendars_are_read() {
    let persian = "شورای شهر به دیوار تازه بندر رأی داد\nدوشنبه ۱۳ اردیبهشت ۱۴۰۰ - ۱۰:۲۵\n\nشورای شهر روز دوشنبه پس از نشستی طولانی تصمیم گرفت دیوار تازه‌ای \
                   دور بندر بسازد و سخنگوی آن گفت که کار در بهار آغاز می‌شود و دو سال طول می‌کشد.\n\nماهیگیران سال‌ها با این طرح به خاطر سر و صدا و هزینه آن \
                   مخالف بودند و گفتند که با شورا گفت‌وگو خواهند کرد.\n";
    assert_eq!(date(persian), "2021-05-03");
    let thai = "สภาเมืองลงมติสร้างกำแพงท่าเรือใหม่\n3 พ.ค. 2564 15:42 น.\n\nสภาเมืองมีมติเมื่อวันจันทร์หลังการประชุมอันยาวนานให้สร้างกำแพงใหม่รอบท่าเรือ โฆษกกล่าวว่างานจะเริ่มในฤดูใบไม้ผลิและ\
                ใช้เวลาประมาณสองปี\n\nชาวประมงคัดค้านแผนนี้มานานหลายปีเพราะเสียงดังและค่าใช้จ่ายของงาน พวกเขากล่าว\n";
    assert_eq!(date(thai), "2021-05-03");
}
