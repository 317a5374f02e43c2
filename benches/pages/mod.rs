//! Pages to measure with: made here, or the files of a folder that `DOSSIER_BENCH_FOLDER` names.
//!
//! The pages made look as dumps of news sites do: menus, an article, captions, comments, other stories and a foot
//! that all pages of a site share, in a few languages, with some marks beyond ASCII. Same number, same bytes.

use dossier::config::{Config, Input};
use dossier::model::{Hints, Media, Origin, RawDocument};
use dossier::read;

/// As the program has it.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The documents of the folder that the environment names, if it names one.
pub(crate) fn folder() -> Option<Vec<RawDocument>> {
    let config = Config::new(Input::Folder(std::env::var_os("DOSSIER_BENCH_FOLDER")?.into()));
    let inventory = read::scan(&config).expect("the folder can be read");
    Some(inventory.documents.iter().filter_map(|d| read::load(d, &config).ok()).collect())
}

/// Number of bytes of documents.
pub(crate) fn bytes(documents: &[RawDocument]) -> usize {
    documents.iter().map(|d| d.bytes.len()).sum()
}

struct Speech {
    subjects: &'static [&'static str],
    verbs: &'static [&'static str],
    objects: &'static [&'static str],
    ends: &'static [&'static str],
    by: &'static str,
    months: &'static [&'static str],
    menu: &'static [&'static str],
    related: &'static str,
    comments: &'static str,
    foot: &'static [&'static str],
}

const ENGLISH: Speech = Speech {
    subjects: &[
        "The harbour board",
        "A ferry from the north",
        "The council’s lawyer",
        "Mr. Ada Keller",
        "Every second boat",
    ],
    verbs: &["waited for", "spoke at length about", "has since repaired", "remembered", "is said to have sold"],
    objects: &[
        "the old sea wall",
        "a change of tide",
        "the price of salt (up 3.5%)",
        "its own lights",
        "the pier in Weston",
    ],
    ends: &["on Monday", "in 2019", "before the winter", "as the minister had asked", "“for the time being”"],
    by: "By",
    months: &["January", "April", "May", "September"],
    menu: &["Home", "News", "Sport", "Opinion", "Subscribe", "Log in", "Weather", "Local business", "Jobs and homes"],
    related: "Related stories",
    comments: "Comments",
    foot: &[
        "Sign up for our newsletter",
        "Terms of use",
        "Privacy policy",
        "© 2021 Harbour Ledger. All rights reserved.",
        "This material may not be published, broadcast, rewritten or redistributed without the leave of the Ledger.",
    ],
};

const GERMAN: Speech = Speech {
    subjects: &[
        "Die Hafenbehörde",
        "Eine Fähre aus dem Norden",
        "Der Anwalt der Stadt",
        "Frau Grünwald",
        "Jedes zweite Boot",
    ],
    verbs: &["wartete auf", "sprach lange über", "erneuerte inzwischen", "erinnerte an", "verkaufte angeblich"],
    objects: &[
        "die alte Mauer",
        "den Wechsel der Gezeiten",
        "den Preis für Salz",
        "die eigenen Lichter",
        "den Steg in Süderbrück",
    ],
    ends: &["am Montag", "im Jahr 2019", "vor dem Winter", "wie es der Minister wollte", "„bis auf Weiteres“"],
    by: "Von",
    months: &["Januar", "April", "Mai", "September"],
    menu: &["Startseite", "Nachrichten", "Sport", "Meinung", "Abo", "Anmelden", "Wetter", "Wirtschaft", "Stellenmarkt"],
    related: "Mehr zum Thema",
    comments: "Kommentare",
    foot: &["Newsletter bestellen", "Impressum", "Datenschutz", "© 2021 Hafenbote. Alle Rechte vorbehalten."],
};

const RUSSIAN: Speech = Speech {
    subjects: &["Управление порта", "Паром с севера", "Адвокат города", "Анна Иванова", "Каждая вторая лодка"],
    verbs: &["ждала", "долго говорила про", "починила", "вспоминала", "продала, говорят,"],
    objects: &["старую стену", "перемену прилива", "цену на соль", "свои огни", "причал в Северном"],
    ends: &["в понедельник", "в 2019 году", "до зимы", "как просил министр", "«на время»"],
    by: "Автор:",
    months: &["января", "апреля", "мая", "сентября"],
    menu: &["Главная", "Новости", "Спорт", "Мнения", "Подписка", "Войти", "Погода", "Экономика"],
    related: "Читайте также",
    comments: "Комментарии",
    foot: &["Подписаться на рассылку", "© 2021 Портовый вестник. Все права защищены."],
};

/// A generator of numbers without a pattern, the same in each run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.roll(of.len())]
    }
}

fn clause(speech: &Speech, dice: &mut Dice) -> String {
    let (subject, verb) = (dice.one(speech.subjects), dice.one(speech.verbs));
    format!("{subject} {verb} {} {}", dice.one(speech.objects), dice.one(speech.ends))
}

/// The lines of a page; the text of the article is marked.
fn lines(number: usize) -> Vec<(bool, String)> {
    let dice = &mut Dice(number as u64 * 7919 + 17);
    let speech = match number % 10 {
        0 | 1 => &GERMAN,
        2 => &RUSSIAN,
        _ => &ENGLISH,
    };
    let title = clause(speech, dice);
    let mut out = vec![(false, format!("{title} - Harbour Ledger"))];
    let mut add = |text: String| out.push((false, text));
    speech.menu.iter().for_each(|entry| add((*entry).to_string()));
    (0..dice.roll(20)).for_each(|_| add(format!("{} {}", dice.one(speech.menu), dice.one(speech.objects))));
    add(title);
    let date = format!("{} {}, {}", dice.one(speech.months), 1 + dice.roll(28), 2001 + dice.roll(20));
    add(format!("{} Ada Person{number} | {date} 10:{:02}", speech.by, dice.roll(60)));
    add(format!("{} (Photo: Bob Writer/Agency)", clause(speech, dice)));
    for _ in 0..8 + dice.roll(16) {
        let sentences = 2 + dice.roll(4);
        let text: Vec<String> = (0..sentences)
            .map(|_| format!("{}, {}; {}.", clause(speech, dice), clause(speech, dice).to_lowercase(), dice.roll(900)))
            .collect();
        out.push((true, text.join(" ")));
    }
    let mut add = |text: String| out.push((false, text));
    add(speech.related.to_string());
    (0..4 + dice.roll(8)).for_each(|_| add(clause(speech, dice)));
    add(format!("{} {}", dice.roll(40), speech.comments));
    for _ in 0..dice.roll(10) {
        add(format!("Person{} says: {date} at {}:{:02} pm", dice.roll(900), 1 + dice.roll(12), dice.roll(60)));
        add(format!("{}!", clause(speech, dice)));
    }
    speech.foot.iter().for_each(|line| add((*line).to_string()));
    out
}

/// Dumps of pages as plain text.
pub(crate) fn texts(count: usize) -> Vec<RawDocument> {
    let text = |n: usize| lines(n).into_iter().map(|(_, line)| line + "\n").collect::<String>();
    (0..count).map(|n| document(format!("{n:05}.txt"), text(n), Media::Text)).collect()
}

/// The same pages with the markup that such pages have.
pub(crate) fn markup(count: usize) -> Vec<RawDocument> {
    (0..count).map(|n| document(format!("{n:05}.html"), html(n), Media::Html)).collect()
}

fn html(number: usize) -> String {
    let mut out = String::from("<!doctype html><html lang=en><head><meta charset=utf-8>");
    let mut open = false;
    for (i, (is_text, line)) in lines(number).into_iter().enumerate() {
        if i == 0 {
            out += &format!("<title>{line}</title><meta property='og:title' content='{line}'>");
            out += "<style>.menu{color:red}.row>p{margin:0}</style><script>var page = {a: [1, 2, 3]};</script>";
            out += "</head><body class='site page'><div class='wrap'>";
            continue;
        }
        if is_text != open {
            out += if is_text { "<article class='post entry'><div class='body'>" } else { "</div></article>" };
            open = is_text;
        }
        out += &if is_text {
            format!("<div class='row' id='r{i}'><p class='paragraph text'>{line}</p></div>\n")
        } else {
            format!(
                "<div class='block'><ul class='menu menu-{i}'><li class='item'><a href='/{i}/{number}' class='link' data-track='{i}'><span>{line}</span></a></li></ul></div>\n"
            )
        };
        if i % 9 == 0 {
            out += "<script>(function(w){w.track=w.track||[];w.track.push({'event':'view','n':1});})(window);</script>";
        }
    }
    out + "</div></body></html>"
}

fn document(name: String, text: String, media: Media) -> RawDocument {
    RawDocument { origin: Origin::file(&name), bytes: text.into_bytes(), media, hints: Hints::default() }
}
