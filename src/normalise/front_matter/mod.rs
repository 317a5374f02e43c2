//! What stands above the text of a Markdown file between lines of `---` (YAML) or `+++` (TOML): the record in the
//! words of whoever keeps the file.
//!
//! Takes decoded text; gives the fields as a correction of the weakest kind, and the account of the block. Keys of
//! other programs are common there and left alone; a slip of a letter in one of ours is named.

mod node;
mod toml;
mod yaml;

use crate::config::{Asked, Correction, FieldName, Pattern, field, own_key, record_language, record_slug};
use crate::model::{Fate, Field, Origin, Rule, Span, Syntax};
use crate::report::{Diagnostic, Place};
use node::Node;

/// Front matter is a few lines; a longer block is text between rules.
const LONGEST: usize = 64 << 10;
/// Lists inside lists are not followed deeper than this.
const DEPTH: usize = 16;

/// The rule of lines that give fields dossier does not have.
pub(super) const FOREIGN: (&str, &str) = ("front-matter", "a field of front matter that other programs use");

/// Front matter, read.
#[derive(Debug, Default)]
pub(super) struct FrontMatter {
    /// Bytes of the source before the text begins.
    pub(super) end: usize,
    /// What it says.
    pub(super) correction: Correction,
    /// What it files the article under.
    pub(super) sections: Vec<String>,
    /// What became of its lines, in order; what lies between carries no words.
    pub(super) entries: Vec<(Span, Fate)>,
    /// What is wrong with it.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// A key of the outermost table: the line it stands on, counted from the first after the mark, and its value.
type Entry = (String, usize, Node);

/// The front matter of a text, if it begins with one.
pub(super) fn read(text: &str, origin: &Origin) -> Option<FrontMatter> {
    let block = Block::find(text)?;
    let inside = &text[block.start..block.close];
    let parsed = match block.mark {
        "---" => yaml::parse(inside),
        _ => toml::parse(inside),
    };
    match parsed {
        // A rule above a paragraph is no front matter.
        Ok(None) => None,
        Ok(Some(entries)) => Some(Reader::new(text, origin, &block).all(entries)),
        Err((line, reason)) => {
            let keyed = inside.lines().next().and_then(|line| line.split_once([':', '=']));
            keyed.filter(|(key, _)| !key.trim().is_empty() && !key.trim().contains(' '))?;
            // Nothing is taken from it, and nothing is lost: it stays with the text.
            let message = format!("the front matter cannot be read and stays with the text: {reason}");
            let place = Place { path: origin.to_string(), line: Some(line as u32 + 2), ..Place::default() };
            let found = Diagnostic::warning("front-matter", message).at(place);
            Some(FrontMatter { diagnostics: vec![found], ..FrontMatter::default() })
        }
    }
}

/// Where front matter stands: the mark, and the byte ranges of what is inside and of the whole.
struct Block {
    mark: &'static str,
    start: usize,
    close: usize,
    end: usize,
}

impl Block {
    fn find(text: &str) -> Option<Block> {
        let first = text.split_inclusive('\n').next()?;
        let mark = ["---", "+++"].into_iter().find(|mark| first.trim_end() == *mark)?;
        let mut at = first.len();
        for line in text[at..].split_inclusive('\n') {
            let closes = line.trim_end() == mark || mark == "---" && line.trim_end() == "...";
            if closes {
                return Some(Block { mark, start: first.len(), close: at, end: at + line.len() });
            }
            at += line.len();
            if at > LONGEST {
                break;
            }
        }
        None
    }
}

struct Reader<'a> {
    text: &'a str,
    origin: &'a Origin,
    /// The first byte of each line inside, and of the closing mark.
    lines: Vec<usize>,
    out: FrontMatter,
    /// How near the name under which a field was found is to our own.
    ranks: Vec<(FieldName, u8)>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, origin: &'a Origin, block: &Block) -> Reader<'a> {
        let mut lines = vec![block.start];
        lines.extend(text[block.start..block.close].match_indices('\n').map(|(i, _)| block.start + i + 1));
        if lines.last() != Some(&block.close) {
            lines.push(block.close);
        }
        let out = FrontMatter {
            end: block.end,
            correction: Correction { file: origin.to_string(), line: 1, ..Correction::default() },
            ..FrontMatter::default()
        };
        Reader { text, origin, lines, out, ranks: Vec::new() }
    }

    fn all(mut self, mut entries: Vec<Entry>) -> FrontMatter {
        entries.sort_by_key(|entry| entry.1);
        let starts: Vec<usize> = entries.iter().map(|entry| entry.1).collect();
        for (i, (key, line, value)) in entries.into_iter().enumerate() {
            let fate = self.one(&key, line, &value);
            let next = starts.get(i + 1).copied().unwrap_or(self.lines.len() - 1);
            let place = |line: usize| self.lines.get(line).copied().unwrap_or(self.out.end);
            let piece = &self.text[place(line)..place(next).max(place(line))];
            let start = place(line) + (piece.len() - piece.trim_start().len());
            let end = start + piece.trim().len();
            // Several keys on one line are one piece, the first's.
            if start < end {
                self.out.entries.push((Span::new(start, end), fate));
            }
        }
        self.out
    }

    /// Takes a field; gives what becomes of its lines.
    fn one(&mut self, key: &str, line: usize, value: &Node) -> Fate {
        let markup = Fate::Syntax(Syntax::Markup);
        if *value == Node::Nothing {
            return markup;
        }
        if let Some((name, rank)) = field(key)
            && let Some(fate) = self.fact(name, rank, value)
        {
            return fate;
        }
        let correction = &mut self.out.correction;
        let own = match own_key(key) {
            Some((own, true)) => own,
            Some((own, false)) if field(key).is_none() => {
                let message = format!("`{}` in the front matter is not a field of an article", key.escape_debug());
                self.say(line, Diagnostic::warning("unknown-key", message).help(format!("did you mean `{own}`?")));
                return foreign();
            }
            _ => return foreign(),
        };
        let done = match own {
            "topics" => match value {
                Node::Table(fields) => {
                    for (name, value) in fields {
                        match name.as_str() {
                            "add" => correction.topics_add.extend(value.texts()),
                            "remove" => correction.topics_remove.extend(value.texts()),
                            _ => {}
                        }
                    }
                    true
                }
                value => {
                    correction.topics_add.extend(value.texts());
                    !correction.topics_add.is_empty()
                }
            },
            "unlink" => {
                correction.unlink.extend(value.texts());
                !correction.unlink.is_empty()
            }
            "note" => set(&mut correction.note, value.whole()),
            "same_as" => set(&mut correction.same_as, value.text()),
            "not_same_as" => {
                correction.not_same_as.extend(value.texts());
                !correction.not_same_as.is_empty()
            }
            "slug" => set(&mut correction.slug, value.text().as_deref().and_then(record_slug)),
            "ignore" => set(&mut correction.ignore, value.text().and_then(|flag| flag.parse().ok())),
            "keep" | "drop" => {
                let list: Option<Vec<Asked>> = value.texts().iter().map(|text| asked(text, line as u32 + 2)).collect();
                let done = list.as_ref().is_some_and(|list| !list.is_empty());
                let kept = if own == "keep" { &mut correction.keep } else { &mut correction.drop };
                kept.extend(list.unwrap_or_default());
                done
            }
            _ => false,
        };
        if done {
            return markup;
        }
        let message = format!("`{own}` in the front matter cannot be used");
        self.say(line, Diagnostic::warning("bad-value", message).help("its form is that of overrides.toml"));
        foreign()
    }

    /// Takes a fact of the record; none where the value is no such fact.
    fn fact(&mut self, name: FieldName, rank: u8, value: &Node) -> Option<Fate> {
        let better = self.ranks.iter().find(|(field, _)| *field == name).is_some_and(|(_, other)| *other <= rank);
        if better && name != FieldName::Section {
            return Some(foreign());
        }
        let correction = &mut self.out.correction;
        let (found, fate) = match name {
            FieldName::Title => (set(&mut correction.title, value.text()), Fate::Record(Field::Title)),
            FieldName::Author => {
                let names = value.texts();
                (set(&mut correction.author, (!names.is_empty()).then_some(names)), Fate::Record(Field::Byline))
            }
            FieldName::Date => (set(&mut correction.date, value.date()), Fate::Record(Field::Date)),
            FieldName::Source => (set(&mut correction.source, value.text()), Fate::Record(Field::Source)),
            FieldName::Licence => (set(&mut correction.licence, value.text()), Fate::Record(Field::Licence)),
            FieldName::Url => (set(&mut correction.url, value.address()), Fate::Record(Field::Address)),
            FieldName::Language => {
                let tag = value.text().as_deref().and_then(record_language);
                (set(&mut correction.language, tag), Fate::Syntax(Syntax::Markup))
            }
            FieldName::Retrieved => (set(&mut correction.retrieved, value.date()), Fate::Syntax(Syntax::Markup)),
            FieldName::Section => {
                let labels = value.texts();
                let found = !labels.is_empty();
                self.out.sections.extend(labels);
                (found, Fate::Record(Field::Section))
            }
        };
        if found {
            self.ranks.push((name, rank));
            return Some(fate);
        }
        // Generators call the path of a page `url`; only what looks meant for us is named.
        if rank == 0 && matches!(name, FieldName::Date | FieldName::Retrieved | FieldName::Language) {
            return None;
        }
        Some(foreign())
    }

    fn say(&mut self, line: usize, found: Diagnostic) {
        let at = self.lines.get(line).copied().unwrap_or_default();
        let shown = self.text[at..].lines().next().unwrap_or_default();
        let place = Place {
            path: self.origin.to_string(),
            line: Some(line as u32 + 2),
            column: Some(1),
            excerpt: (shown.len() <= 300).then(|| shown.to_string()),
            width: shown.split([':', '=']).next().map_or(1, |key| key.trim_end().chars().count().max(1) as u32),
        };
        self.out.diagnostics.push(found.at(place));
    }
}

fn foreign() -> Fate {
    Fate::SetAside { rule: Rule(FOREIGN.0), evidence: "dossier has no such field".into() }
}

fn set<T>(target: &mut Option<T>, value: Option<T>) -> bool {
    let found = value.is_some();
    if found {
        *target = value;
    }
    found
}

/// A line by its number, its exact text, or a pattern.
fn asked(text: &str, line: u32) -> Option<Asked> {
    let pattern = match text.parse::<u32>() {
        Ok(number) => Pattern::Number(number),
        Err(_) => match text.strip_prefix('/').and_then(|t| t.strip_suffix('/')).filter(|t| !t.is_empty()) {
            Some(expression) => Pattern::Regex(regex::Regex::new(expression).ok()?),
            None => Pattern::Line(text.to_string()),
        },
    };
    Some(Asked { pattern, line })
}

#[cfg(test)]
mod tests {
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
            assert_eq!(
                (c.title.as_deref(), c.date.map(|d| d.to_string()).as_deref()),
                (Some("A: B"), Some("2023-01-29"))
            );
            assert_eq!(c.author, Some(vec!["Ann Lee".to_string(), "Bo Yu".to_string()]));
            assert_eq!((c.language.as_deref(), c.source.as_deref()), (Some("fr"), Some("The Ledger")));
            assert_eq!((c.url.as_deref(), c.licence.as_deref()), (Some("https://example.org/a"), Some("CC BY")));
            assert_eq!(
                (&c.topics_add[..], &found.sections[..]),
                (&["Trade".into(), "5".into()][..], &["sea".into()][..])
            );
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
                "warning[bad-value]: `date` in the front matter cannot be used\n --> a.md:5:1\n  = help: its form is that \
                 of overrides.toml"
            ]
        );
    }

    #[test]
    fn a_rule_above_text_is_no_front_matter_and_broken_one_stays_with_the_text() {
        for none in [
            "---\n\nA paragraph.\n\n---\n\nMore.\n",
            "---\ntitle: never closed\n",
            "--\na: b\n--\n",
            "",
            "---\n- a\n---\n",
        ] {
            assert!(front(none).is_none(), "{none}");
        }
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
}
