//! Names in many languages: found in the texts, merged under one name, sorted and paged.

use dossier::config::{Config, Input};
use dossier::model::{Section, TopicKind};
use dossier::{Build, Silent};
use std::collections::BTreeSet;
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

/// The labels that articles are indexed under, of people, organisations and places.
fn indexed(articles: &[&str]) -> [Vec<String>; 3] {
    let build = build(articles);
    let of = |kind: TopicKind| -> Vec<String> {
        let claims = build.library.topics_of.rows().iter().flatten().filter(|claim| claim.indexed);
        let topics = claims.map(|claim| &build.library.topics[claim.topic]).filter(|topic| topic.kind == kind);
        let labels: BTreeSet<String> = topics.map(|topic| topic.label.clone()).collect();
        labels.into_iter().collect()
    };
    [TopicKind::Person, TopicKind::Organisation, TopicKind::Place].map(of)
}

#[track_caller]
fn check_indexed(article: &str, people: &[&str], organisations: &[&str], places: &[&str]) {
    assert_eq!(indexed(&[article]), [people, organisations, places], "{article}");
}

#[test]
fn a_form_of_one_language_means_nothing_in_another() {
    let german = "Die Fähre nach Island\n\nDie Fähre fährt im Sommer wieder nach Island, sagte die Kapitänin. Das Schiff ist alt, aber es wurde im Winter überholt und fährt nun jede Woche.";
    let english = "The ferry sails again\n\nThe ferry to Marlowe Island will sail again in May, the town said on Monday. The ship is old, but it was repaired in winter and will sail every week.";
    assert_eq!(indexed(&[german, english])[2], ["Iceland", "Marlowe Island"]);
}

#[test]
fn a_surname_or_a_club_is_no_place() {
    let article = "Harbour cup goes to the visitors\n\nThe visitors beat Leicester City on Saturday. The striker Enner Valencia and the defender Diego Costa said that the tide had helped. The coach left Marlowe United after the match. The trophy was shown in Kansas City on Sunday.";
    check_indexed(article, &["Diego Costa", "Enner Valencia"], &["Marlowe United"], &["Kansas City"]);
}

#[test]
fn a_title_of_a_work_holds_no_names() {
    let article = "New book on the harbour\n\nThe historian Edith Marlowe wrote the book \"Facing the Tide: How the Northern Harbour Services Lost Their Ships\" in a year. She lives near the quay and writes every day.";
    check_indexed(article, &["Edith Marlowe"], &[], &[]);
}

#[test]
fn what_stands_beside_a_name_does_not_join_it() {
    let article = "Quay to be rebuilt\n\nThe Minister for Harbours Joseph Adeyemi said that the quay would be rebuilt. In Marlowe Robert Soto said that he was glad. The Energy Price Pledge stays, and the Harbour Safety Act too, the Simple Tide told readers. The judge in San Marlowe said nothing.";
    check_indexed(article, &["Joseph Adeyemi", "Robert Soto"], &[], &["San Marlowe"]);
}

#[test]
fn a_longer_name_is_another_body() {
    let article = "Parties argue about the quay\n\nMembers of the New Harbour Party met those of the Popular Democratic Party on Monday. The Advisory Board was not asked. The Ministry of Tides and Quays will decide, and Paul B. Soto said that it would take a year.";
    let organisations = ["Ministry of Tides and Quays", "New Harbour Party", "Popular Democratic Party"];
    check_indexed(article, &["Paul B. Soto"], &organisations, &[]);
}

#[test]
fn romance_bodies_keep_the_adjectives_behind_them() {
    let article = "El puerto abre de nuevo\n\nLa capitana del puerto explicó que la Real Federación Marina de Remo pagará las obras. El presidente del Consejo Nacional Portuario dijo que el muelle estará listo en mayo. El Grupo A jugará en el puerto y el Ministerio de Puertos y Faros dará los premios.";
    let organisations =
        ["Consejo Nacional Portuario", "Ministerio de Puertos y Faros", "Real Federación Marina de Remo"];
    check_indexed(article, &[], &organisations, &[]);
}

#[test]
fn cases_of_polish_names_are_one_name() {
    let articles = [
        "Port znów otwarty\n\nBurmistrz Marek Wolnicki powiedział w poniedziałek, że port będzie otwarty w maju. Rząd Niemiec zapłaci za połowę prac, a statki popłyną do Szwecji.",
        "Nabrzeże będzie gotowe\n\nWedług burmistrza Marka Wolnickiego nabrzeże będzie gotowe w czerwcu. Statki popłyną do Niemiec i do Szwecji, jak zapowiedziano w urzędzie.",
    ];
    assert_eq!(indexed(&articles), [vec!["Marek Wolnicki"], vec![], vec!["Germany", "Sweden"]]);
}

#[test]
fn a_word_of_another_script_is_another_name() {
    let article = "Порт снова открыт\n\nМинистр по вопросам Harbour Иван Ветров заявил в понедельник, что порт снова откроют в мае. Ветров сказал, что корабли будут ходить каждую неделю, а причал уже починили.";
    check_indexed(article, &["Иван Ветров"], &[], &[]);
}

#[test]
fn what_an_office_is_of_is_no_part_of_who_holds_it() {
    let article = "Quay to be rebuilt\n\nSecretary of State Halvard Quist said that the quay would be rebuilt. The Minister of Tides Robert Soto was glad, and Administrator Edith Marlowe said nothing.";
    check_indexed(article, &["Edith Marlowe", "Halvard Quist", "Robert Soto"], &[], &[]);
}

#[test]
fn bodies_that_are_for_several_things_are_one() {
    let article = "Tides are measured\n\nThe Northern Institute of Tides and Currents measured the water. The Harbour Securities and Ferries Commission paid for it. A study by the Marlowe National University for the Western Bureau of Quays came later.";
    let organisations = ["Marlowe National University", "Northern Institute of Tides and Currents"];
    let all = &indexed(&[article])[1];
    assert!(organisations.iter().all(|name| all.iter().any(|found| found == name)), "{all:?}");
    assert!(!all.iter().any(|name| name == "Harbour Securities"), "{all:?}");
    let portuguese = "O porto abre\n\nA capitã do porto disse que o Ministério da Pesca, Portos, Marés e Faróis pagará as obras do cais em maio.";
    check_indexed(portuguese, &[], &["Ministério da Pesca, Portos, Marés e Faróis"], &[]);
}

#[test]
fn each_city_of_a_list_is_a_place_of_its_own() {
    let article = "Ships sail again\n\nShips will sail from Hamburg and from Rio de Janeiro in May. The crews come from Geneva, the town said on Monday.";
    check_indexed(article, &[], &[], &["Geneva", "Hamburg", "Rio de Janeiro"]);
}

#[test]
fn vessels_and_stations_are_no_people() {
    let article = "Quay to be rebuilt\n\nThe captain of the Space Shuttle Marlowe said that the quay was low. Channel Nine said on Monday that Edith Marlowe, a historian, would speak. Crews from the Amazon River came.";
    check_indexed(article, &["Edith Marlowe"], &[], &["Amazon rainforest"]);
    let german = "Der Hafen öffnet\n\nDie Verwaltung von Brandner betonte am Montag, der Hafen werde im Mai geöffnet. Der Bürgermeister Ulrich Brandner sagte am Dienstag, das Schiff sei alt, aber es fahre noch.";
    check_indexed(german, &["Ulrich Brandner"], &[], &[]);
}

#[test]
fn where_somebody_is_from_is_no_part_of_the_name() {
    let article = "Le port rouvre\n\nLe club du port a licencié l'Ouragais Martin Lacaze au lendemain de la course. Lacaze avait été nommé en mai. Le quai sera fermé lundi, selon la mairie, et les pêcheurs attendent une réponse depuis un mois.";
    check_indexed(article, &["Martin Lacaze"], &[], &[]);
}
