use super::*;

fn ids(topics: &[CuratedTopic]) -> Vec<&str> {
    topics.iter().map(|topic| topic.id.as_str()).collect()
}

fn problems(found: &[Diagnostic]) -> Vec<String> {
    let line = |d: &Diagnostic| d.place.as_ref().and_then(|place| place.line).unwrap_or(0);
    found.iter().map(|d| format!("{} {}: {}", line(d), d.code, d.message)).collect()
}

const FULL: &str = r#"
[[topic]]
id = "harbour"
label = { en = "Harbour", fr = "Port", und = "HBR" }
aliases = { en = ["port", "docks | quays"], fr = "ports", pt-br = "porto" }
hidden = ["harbuor"]
not = ["safe harbour", "=sum"]
broader = ["transport"]
min_strength = 0.3
definition = "Where ships lie.\nAlso a \"haven\"."
note = { en = "Not for airports." }
notation = ["387.1"]
uri = "https://example.org/voc/387"
exact_match = ["https://www.wikidata.org/entity/Q44782"]

[[topic]]
label = "Transport"
aliases = ["+freight"]

[[topic]]
label = "Anna Berg"
kind = "person"

[[topic]]
label = "Harbour Board"
kind = "organisation"
broader = ["harbour", "built-in"]
"#;

#[test]
fn the_same_topics_come_back_from_every_form() {
    let (topics, found) = read(FULL, "topics.toml", "en");
    assert_eq!(problems(&found), Vec::<String>::new());
    assert_eq!(ids(&topics), ["harbour", "transport", "anna-berg", "harbour-board"]);
    assert_eq!(topics[0].aliases, ["Harbour", "HBR", "Port", "port", "docks | quays", "ports", "porto", "harbuor"]);
    for (ending, form) in ENDINGS {
        let written = String::from_utf8(write::write(&topics, form, "T")).expect("it is text");
        let (again, found) = read(&written, &format!("topics{ending}"), "en");
        assert_eq!(problems(&found), Vec::<String>::new(), "{written}");
        assert_eq!(again, topics, "{written}");
        assert_eq!(String::from_utf8(write::write(&again, form, "T")).expect("it is text"), written);
    }
}

#[test]
fn a_foreign_vocabulary_is_read_and_what_is_left_over_is_named() {
    let turtle = r#"@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
<http://x.example/scheme> a skos:ConceptScheme ; dct:title "Waters" .
<http://x.example/c_1> a skos:Concept ; skos:prefLabel "Water"@en, "Eau"@fr ;
  skos:narrower <http://x.example/c_2> ; skos:related <http://x.example/c_3> ; dct:created "1999" .
<http://x.example/c_2> a skos:Concept ; skos:prefLabel "Rivers"@en ; skos:altLabel "streams"@en .
<http://x.example/c_3> a skos:Concept ; xl:prefLabel [ xl:literalForm "Lakes"@en ] ;
  skos:broader <http://x.example/c_1>, <http://elsewhere.example/9> .
<http://x.example/c_4> a skos:Concept ; skos:prefLabel "Rivers"@en ; skos:broader <http://x.example/c_3> .
<http://x.example/c_5> a skos:Concept ; skos:notation "5" .
<http://x.example/c_6> a skos:Concept ; skos:prefLabel "Old"@en ; <http://www.w3.org/2002/07/owl#deprecated> true .
"#;
    let (topics, found) = read(turtle, "w.ttl", "fr");
    assert_eq!(ids(&topics), ["eau", "rivers", "lakes", "rivers-c-4"]);
    assert_eq!((topics[0].label.as_str(), &topics[0].aliases[..]), ("Eau", &["Eau".to_string(), "Water".into()][..]));
    assert_eq!(topics[1].broader, ["eau"]);
    assert_eq!(topics[2].broader, ["eau"]);
    assert_eq!(topics[3].broader, ["lakes"]);
    assert_eq!(topics[1].record.uri.as_deref(), Some("http://x.example/c_2"));
    assert_eq!(
        problems(&found),
        [
            "1 topics-unused: 1 concepts are marked as deprecated and left out",
            "1 topics-unused: the vocabulary says more than is used here: dcterms:created (1), skos:related (1)",
            "8 topics-outside: 1 times a concept is called broader that the file does not hold",
            "11 missing-label: the concept `http://x.example/c_5` has no skos:prefLabel and is left out",
        ]
    );
    assert!(found.iter().all(|d| d.severity != crate::report::Severity::Error));
}

#[test]
fn mistakes_have_their_line() {
    let check = |name: &str, text: &str, expected: &str| {
        let (_, found) = read(text, name, "en");
        assert!(problems(&found).iter().any(|p| p.starts_with(expected)), "{expected}: {:?}", problems(&found));
    };
    check("t.csv", "label,alias\nA,b\n", "1 unknown-key: `alias` is not a column of topics");
    check("t.csv", "id,kind\na,topic\n", "1 missing-key: the table has no column `label`");
    check("t.csv", "label,kind\nA,topic\n\nB,plase\n", "4 unknown-value: `plase` cannot stand here");
    check("t.csv", "label\nA\na\n", "3 duplicate: the id `a` is taken by the topic in line 2");
    check("t.csv", "label,min_strength\nA,2\n", "2 out-of-range: `min_strength`");
    check("t.csv", "label\nA,b\n", "2 csv: this row has 2 cells, the header 1");
    check("t.ttl", "@prefix s: <http://s.example/> .\ns:a s:b s:c .\ns:a s:b \"x .\n", "3 rdf: this is not Turtle:");
    check("t.ttl", "<http://a.example/> <http://b.example/> <http://c.example/> .", "1 no-topics: the file holds no");
    check("t.ttl", "", "1 no-topics: the file holds no");
    check("t.jsonld", "{\n\"@context\": ,", "2 rdf: this is not JSON-LD:");
    check("t.jsonld", "{\"@context\": \"https://c.example/skos.json\"}", "1 rdf: this is not JSON-LD: its @context");
    let rdf = "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">";
    check("t.rdf", &format!("{rdf}\n<a>"), "2 rdf: this is not RDF/XML:");
}

#[test]
fn files_made_to_do_harm_are_refused_at_once() {
    let refused = |name: &str, text: &str| {
        let (topics, found) = read(text, name, "en");
        assert!(topics.is_empty() && !found.is_empty(), "{name}: {:.60}", text);
    };
    let mut laughs = String::from("<!DOCTYPE r [<!ENTITY a0 \"ha\">");
    for i in 1..40 {
        laughs.push_str(&format!("<!ENTITY a{i} \"&a{};&a{};\">", i - 1, i - 1));
    }
    refused("t.rdf", &format!("{laughs}]><r>&a39;</r>"));
    let long = "x".repeat(100_000);
    let many = "&a;".repeat(100_000);
    refused("t.rdf", &format!("<!DOCTYPE r [<!ENTITY a \"{long}\">]><r>{many}</r>"));
    refused("t.rdf", &"<a>".repeat(100_000));
    refused("t.jsonld", &"[".repeat(100_000));
    refused("t.jsonld", &"{\"@context\":".repeat(100_000));
    refused("t.ttl", &format!("<http://a.example/> <http://b.example/> {}", "(".repeat(100_000)));
    refused("t.ttl", &format!("<http://a.example/> <http://b.example/> {}", "[<http://c.example/> ".repeat(30_000)));
    let (topics, found) = read(&format!("label\n{}\nB\n", "a".repeat(5000)), "t.csv", "en");
    assert_eq!((ids(&topics), found.len()), (vec!["b"], 2));
}

#[test]
fn tables_of_spreadsheets_are_read() {
    let (topics, found) = read(
        "\u{feff}Label;Aliases@de;kind;passages\r\nHafen;\"Kai | Dock\\|Pier\";place;12\r\n;;;\r\n'=A;;;\r\n",
        "t.csv",
        "de",
    );
    assert_eq!(problems(&found), Vec::<String>::new());
    assert_eq!(topics[0].aliases, ["Hafen", "Kai", "Dock|Pier"]);
    assert_eq!((topics[0].kind, topics[1].label.as_str()), (TopicKind::Place, "=A"));
}
