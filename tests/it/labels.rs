//! Built-in topics and names in the site's language: labels follow it, addresses do not.

use dossier::config::{Config, Input, Listed, Request, resolve};
use dossier::model::{Files, SitePath, TopicKind};
use dossier::{Build, Silent};
use std::fs;

/// A site with settings of its own.
fn configured(settings: &[(&str, &str)], articles: &[&str]) -> Build {
    let folder = tempfile::tempdir().unwrap();
    let numbered: Vec<String> = (0..articles.len()).map(|n| format!("{n}.txt")).collect();
    for (name, text) in
        settings.iter().copied().chain(numbered.iter().map(String::as_str).zip(articles.iter().copied()))
    {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let config = resolve(&Request { folder: Some(folder.path().to_path_buf()), ..Request::default() }).unwrap();
    dossier::build(&config, &Silent).unwrap()
}

fn build(language: &str, ignored: &[&str], articles: &[&str]) -> Build {
    let folder = tempfile::tempdir().unwrap();
    for (i, text) in articles.iter().enumerate() {
        fs::write(folder.path().join(format!("{i}.txt")), text).unwrap();
    }
    let mut config = Config::new(Input::Folder(folder.path().to_path_buf()));
    config.language = language.to_string();
    config.topics.ignore = ignored.iter().map(|name| Listed::from(*name)).collect();
    dossier::build(&config, &Silent).unwrap()
}

fn labels(build: &Build, kind: TopicKind) -> Vec<String> {
    let topics = build.library.topics.rows().iter().filter(|t| t.kind == kind && t.articles().count() > 1);
    topics.map(|t| format!("{} = {}", t.label, t.id)).collect()
}

const FRENCH: [&str; 2] = [
    "Le port attend la réforme\n\nLes pêcheurs attendent depuis un an la réforme de la pêche, et le changement climatique vide leurs filets. L'Allemagne et l'Union européenne étudient le dossier.\n\nLe changement climatique, disent-ils, ne se négocie pas, et l'Allemagne le sait mieux que personne.",
    "Un été sans poisson\n\nLe changement climatique a changé les courants de la côte, disent les savants. Les bateaux partis d'Allemagne sont revenus vides pour la troisième fois.\n\nL'Union européenne promet une aide, mais le changement climatique ira plus vite que les aides, selon les gens du port.",
];

#[test]
fn labels_are_in_the_language_of_the_site_and_addresses_stay() {
    for (language, climate, germany, union) in [
        ("fr", "Changement climatique", "Allemagne", "Union européenne"),
        ("en", "Climate change", "Germany", "European Union"),
        ("fi", "Climate change", "Germany", "European Union"),
    ] {
        let build = build(language, &[], &FRENCH);
        assert!(labels(&build, TopicKind::Topic).contains(&format!("{climate} = climate-change")));
        assert_eq!(labels(&build, TopicKind::Place), [format!("{germany} = germany")]);
        assert_eq!(labels(&build, TopicKind::Organisation), [format!("{union} = european-union")]);
        let page = build.read(&SitePath::new("places/germany.html").unwrap()).unwrap();
        assert!(String::from_utf8_lossy(&page).contains(&format!("<h1><bdi>{germany}</bdi></h1>")), "{language}");
    }
}

#[test]
fn a_country_is_linked_where_the_text_calls_it_otherwise_than_the_site() {
    for language in ["fr", "en"] {
        let build = build(language, &[], &FRENCH);
        let links = |path: &SitePath| {
            let page = String::from_utf8(build.files().read(path).unwrap()).unwrap();
            page.matches("href=\"../places/germany.html\">Allemagne</a>").count()
        };
        let articles = build.files().paths().into_iter().filter(|path| path.as_str().starts_with("articles/"));
        assert_eq!(articles.map(|path| links(&path)).sum::<usize>(), 2, "{language}");
    }
}

#[test]
fn what_is_ignored_may_be_called_by_either_label() {
    for label in ["Allemagne", "Germany"] {
        assert_eq!(labels(&build("fr", &[label], &FRENCH), TopicKind::Place), Vec::<String>::new(), "{label}");
    }
}

#[test]
fn topics_are_found_in_languages_without_spaces() {
    let articles = [
        "渔村的选举\n\n渔村的选举定在五月举行，选民说他们最关心的是台风和渔业。去年的台风毁掉了码头，村里的渔民等了一年。\n\n候选人答应修好码头，选民说选举以后再看，渔业不能再等一年。",
        "渔民等待结果\n\n选举结束以后，渔民在码头等待结果。选民说这次选举比上一次安静，渔业还是大家谈得最多的事。\n\n新的码头要到秋天才能修好，渔民说渔业是村子的根。",
    ];
    let topics = labels(&build("zh", &[], &articles), TopicKind::Topic);
    assert!(topics.contains(&"选举 = elections".to_string()), "{topics:?}");
    assert!(topics.contains(&"渔业 = fisheries".to_string()), "{topics:?}");
}

#[test]
fn a_place_of_the_compilers_own_has_the_forms_of_the_built_in_one() {
    for label in ["Allemagne", "Germany"] {
        let topics = format!("[[topic]]\nlabel = \"{label}\"\nkind = \"place\"\n");
        let build = configured(&[("dossier.toml", "language = \"fr\""), ("topics.toml", topics.as_str())], &FRENCH);
        let own: Vec<_> = build.library.topics.rows().iter().filter(|t| t.label == label).collect();
        assert_eq!(own.iter().map(|t| t.articles().count()).collect::<Vec<_>>(), [2], "{label}");
        assert!(own[0].called.contains(&"Allemagne") && own[0].called.contains(&"Germany"), "{label}");
    }
}

#[test]
fn an_event_of_the_compilers_own_has_the_label_alone() {
    let topics = "[[topic]]\nlabel = \"Changement climatique\"\nkind = \"event\"\n";
    let build = configured(&[("dossier.toml", "language = \"fr\""), ("topics.toml", topics)], &FRENCH);
    let same = build.library.topics.rows().iter().filter(|t| t.label == "Changement climatique");
    assert_eq!(same.map(|t| t.kind).collect::<Vec<_>>(), [TopicKind::Event]);
}

#[test]
fn merged_forms_go_on_to_count_in_their_language() {
    let articles = [
        "Die Fähre\n\nDie Fähre nach Island fährt seit Mai wieder jede Woche, und in Norwegen warten die Fischer auf den nächsten Sturm.",
        "Der Hafen\n\nIn Norwegen ist der Hafen zu, sagen die Fischer, und wer aus Island kommt, muss bis in den Juni hinein warten.",
        "The farm\n\nThe farms of the Island were sold in May, and nobody on the Island knows who will bring in the harvest this year.",
    ];
    let settings = [("dossier.toml", "[[topics.merge]]\ninto = \"Norway\"\nfrom = [\"Iceland\"]\n")];
    let build = configured(&settings, &articles);
    let norway = build.library.topics.rows().iter().find(|t| t.label == "Norway").unwrap();
    assert_eq!((norway.mentions.len(), norway.articles().count()), (4, 2));
}
