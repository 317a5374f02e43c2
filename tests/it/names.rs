//! Names in many languages: found in the texts, merged under one name, sorted and paged.

use dossier::config::{Config, Input};
use dossier::model::Section;
use dossier::{Build, Silent};
use std::fs;

fn build(articles: &[&str]) -> Build {
    let folder = tempfile::tempdir().unwrap();
    for (i, text) in articles.iter().enumerate() {
        fs::write(folder.path().join(format!("{i}.txt")), text).unwrap();
    }
    dossier::build(&Config::new(Input::Folder(folder.path().to_path_buf())), &Silent).unwrap()
}

/// The people, organisations and places that have pages, each in order of its A–Z, with the number of articles.
#[track_caller]
fn check(articles: &[&str], people: &[&str], organisations: &[&str], places: &[&str]) {
    let build = build(articles);
    let of = |section: Section| -> Vec<String> {
        let ids = build.site.sections.get(&section).into_iter().flatten();
        ids.map(|id| {
            let topic = &build.library.topics[*id];
            assert!(build.site.topics[*id].is_some(), "{} has no page", topic.label);
            format!("{} {}", topic.label, topic.articles().count())
        })
        .collect()
    };
    let found = [Section::People, Section::Organisations, Section::Places].map(of);
    assert_eq!(found, [people, organisations, places]);
}

#[test]
fn english() {
    check(
        &[
            "Ferry line to reopen\n\nThe harbour minister, Edith Marlowe, said on Monday that the ferry to Norway would sail again in May. Marlowe told the assembly that two ships had been bought. The Northern Ferry Company (NFC) will run them from the old quay.\n\nCaptain Joseph Adeyemi, who has steered the line for years, said the crews were ready for the first crossing.",
            "Quay repairs are late\n\nRepairs of the quay will take until June, engineers said. Edith Marlowe did not comment on the delay. NFC said that it would pay a part of the costs.\n\nAdeyemi said the tide was the greatest danger for the divers. Joseph Adeyemi will retire in autumn, he told the town in Norway.",
        ],
        &["Edith Marlowe 2", "Joseph Adeyemi 2"],
        &["Northern Ferry Company 2"],
        &["Norway 2"],
    );
}

#[test]
fn french() {
    check(
        &[
            "Le port rouvre ses portes\n\nLa directrice du port, Hélène Castaing, a annoncé lundi la réouverture du quai. « Les travaux sont finis », a déclaré Mme Castaing devant les pêcheurs. L'Agence de Bassin a payé la moitié des travaux, avec l'Union européenne.\n\nSelon Bruno Lacaze, historien, le quai date du siècle dernier. Les navires viendront d'Allemagne et d'Espagne dès le printemps.",
            "Les pêcheurs attendent\n\nLes pêcheurs de la côte attendent la réponse de l'Agence de Bassin. Hélène Castaing promet une décision avant l'été. L'Union européenne étudie le dossier depuis un an.\n\nBruno Lacaze rappelle que le port vivait autrefois du commerce avec l'Allemagne et que les bateaux y étaient nombreux.",
        ],
        &["Bruno Lacaze 2", "Hélène Castaing 2"],
        &["Agence de Bassin 2", "European Union 2"],
        &["Germany 2"],
    );
}

#[test]
fn german() {
    check(
        &[
            "Der Hafen öffnet wieder\n\nDie Bürgermeisterin Agnes Thalheim sagte am Montag, der Hafen werde im Mai wieder geöffnet. Die Arbeiten am Kai sind nach zwei Jahren beendet. Die Schiffe kommen aus Norwegen und aus Polen.\n\nDer Leiter des Hafens, Ulrich Brandner, will im Sommer zwei Fähren einsetzen. Die Europäische Union zahlt die Hälfte der Kosten für den neuen Kai.",
            "Streit um die Fähren\n\nÜber die Fähren wird weiter gestritten. Agnes Thalheim verteidigte den Kauf der beiden Schiffe. Die Europäische Union prüft den Antrag seit einem Jahr, sagte Ulrich Brandner.\n\nDie Fischer an der Küste warten auf eine Antwort aus Norwegen, von der für sie vieles abhängt.",
        ],
        &["Agnes Thalheim 2", "Ulrich Brandner 2"],
        &["European Union 2"],
        &["Norway 2"],
    );
}

#[test]
fn russian() {
    check(
        &[
            "Порт снова открыт\n\nДиректор порта Ирина Ветрова заявила в понедельник, что порт снова принимает суда. По словам Ирины Ветровой, ремонт причала завершён раньше срока. Первые суда придут из Норвегии и Китая.\n\nКапитан Степан Гордеев сказал, что команда готова к рейсу. Со Степаном Гордеевым в море выйдут двенадцать человек.",
            "Рыбаки ждут ответа\n\nРыбаки ждут ответа от Ирины Ветровой уже месяц. Суда из Китая стоят на рейде, и погода портится. С Ветровой встретились представители посёлка.\n\nСтепану Гордееву предложили перейти на новый корабль. Гордеев отметил, что решение примет осенью, после похода в Норвегию.",
        ],
        &["Ирина Ветрова 2", "Степан Гордеев 2"],
        &[],
        &["China 2", "Norway 2"],
    );
}

#[test]
fn chinese() {
    check(
        &[
            "海港重新开放\n\n港务局局长周明远说，经过两年的施工，海港将于五月重新开放。东海渔业公司表示，首批船只已经做好准备。来自挪威的货轮下周到达。\n\n船长李海涛介绍，船员们已经在海上训练了三个月，大家都很期待这次航行。",
            "渔民等待答复\n\n渔民仍在等待答复。周明远昨天没有回应记者的提问。东海渔业公司承担了一半的费用，并与挪威的船厂合作。\n\n船长李海涛认为，今年的风浪比往年更大，出海的时间可能推迟到六月。",
        ],
        &["周明远 2", "李海涛 2"],
        &["东海渔业公司 2"],
        &["Norway 2"],
    );
}

#[test]
fn arabic() {
    check(
        &[
            "الميناء يفتح أبوابه من جديد\n\nقال الوزير سامر حداد إن الميناء سيفتح أبوابه في شهر مايو بعد عامين من العمل. وأعلنت وزارة النقل البحري أن السفن الأولى ستصل من النرويج خلال أسبوع.\n\nوذكرت المهندسة ليلى منصور أن الأرصفة الجديدة أقوى من القديمة وأن العمال أنهوا عملهم قبل الموعد.",
            "الصيادون ينتظرون الرد\n\nما زال الصيادون ينتظرون الرد من وزارة النقل البحري منذ شهر. ولم يعلق سامر حداد على أسئلة الصحفيين أمس. وتقول ليلى منصور إن الرياح قوية هذا العام.\n\nوتأمل المدينة أن تعود التجارة مع النرويج كما كانت قبل سنوات طويلة.",
        ],
        &["سامر حداد 2", "ليلى منصور 2"],
        &["وزارة النقل البحري 2"],
        &["Norway 2"],
    );
}
