//! The program as people and other programs meet it: what it prints, what it leaves, how it ends.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// Runs the program in a folder, away from the settings of whoever runs the tests.
fn dossier(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dossier"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .env("HOME", folder)
        .env("XDG_CACHE_HOME", folder.join(".cache"))
        .env("XDG_RUNTIME_DIR", folder.join(".cache"))
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn given(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {} {}", given(output), said(output)))
}

const HARBOUR: &str = "The Harbour Opens Again\n\nBy Ann Ferry\n\n3 May 2021\n\nThe harbour opened on Tuesday after two years \
    of work, the port authority said in a statement.\n\nShips from four countries are expected in the first week, and \
    the ferry to the islands will sail twice a day.\n";

const BRIDGE: &str = "A Bridge for the Islands\n\nThe islands will have a bridge by the end of the decade, the council \
    decided after a long night.\n\nThe ferry will sail until the bridge is open, and the harbour will stay.\n";

/// A folder with two articles in `in`.
fn two_articles() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    fs::write(folder.path().join("in/a-harbour.txt"), HARBOUR).unwrap();
    fs::write(folder.path().join("in/b-bridge.txt"), BRIDGE).unwrap();
    folder
}

#[test]
fn a_first_build_says_what_it_did_and_how_to_go_on() {
    let folder = two_articles();
    let output = dossier(folder.path(), &["build", "in"]);
    let said = said(&output);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(output.stdout.is_empty());
    for part in [
        "  Reading   2 files in in\n",
        "  Cleaning  ",
        "  Linking   ",
        "  Writing   ",
        "\n  2 articles, ",
        " lines set aside",
        "broken links, ",
        "\n  Open site/index.html, or run: dossier serve in\n",
    ] {
        assert!(said.contains(part), "{part:?} is not in:\n{said}");
    }
    assert!(!said.contains('\u{1b}'), "no colour where nobody looks");
    assert!(folder.path().join("site/index.html").is_file());
}

#[test]
fn a_second_build_says_what_changed() {
    let folder = two_articles();
    dossier(folder.path(), &["build", "in"]);
    fs::write(folder.path().join("in/c-new.txt"), BRIDGE.replace("bridge", "tunnel").replace("Bridge", "Tunnel"))
        .unwrap();
    let said = said(&dossier(folder.path(), &["build", "in"]));
    let line = said.lines().find(|line| line.contains(" unchanged, ")).unwrap_or_else(|| panic!("{said}"));
    let numbers: Vec<u32> =
        line.split(',').map(|part| part.split_whitespace().next().unwrap().parse().unwrap()).collect();
    let [unchanged, added, changed, removed] = numbers[..] else { panic!("{line}") };
    assert!(unchanged > 0 && added > 0 && changed > 0 && removed == 0, "{line}");
}

#[test]
fn quiet_says_nothing_when_all_is_well() {
    let folder = two_articles();
    let output = dossier(folder.path(), &["build", "in", "--quiet"]);
    assert_eq!((output.status.code(), said(&output).as_str()), (Some(0), ""));
}

#[test]
fn the_result_can_be_had_as_json() {
    let folder = two_articles();
    let output = dossier(folder.path(), &["build", "in", "--json", "--color", "always"]);
    assert_eq!(output.status.code(), Some(0));
    let result = json(&output);
    assert_eq!(result["format"], 1);
    assert_eq!(result["articles"], 2);
    assert_eq!(result["written"]["removed"], 0);
    assert!(result["written"]["files"].as_u64().unwrap() > 2);
    assert!(result["lines"].as_u64().unwrap() >= 6);
    assert!(result["diagnostics"].is_array());
    assert!(!given(&output).contains('\u{1b}') && !said(&output).contains('\u{1b}'));

    let output = dossier(folder.path(), &["build", "nowhere", "--json"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(json(&output)["diagnostics"][0]["severity"], "error");
}

#[test]
fn colour_is_asked_for_or_not_there() {
    let folder = two_articles();
    let coloured = said(&dossier(folder.path(), &["--color", "always", "build", "in"]));
    assert!(coloured.contains("\u{1b}["), "{coloured}");
    let plain = said(&dossier(folder.path(), &["build", "in", "--color=never"]));
    assert!(!plain.contains('\u{1b}'));
    let help = given(&dossier(folder.path(), &["--color=always", "--help"]));
    assert!(help.contains("\u{1b}["));
}

#[test]
fn what_cannot_be_done_ends_with_2_and_writes_nothing() {
    let folder = two_articles();
    for (arguments, word) in [
        (&["build", "nowhere"][..], "nowhere"),
        (&["build", "in", "--cofnig", "x"], "--config"),
        (&["biuld"], "build"),
        (&["build", "in", "--threads", "0"], "--threads"),
        (&["explain", "zzz", "--config", "nowhere.toml"], "nowhere.toml"),
        (&["explain", "in/zzz"], "a-harbour.txt"),
        (&["set", "in/a", "tilte", "x"], "title"),
        (&["export", "in", "--format", "xls"], "jsonl"),
    ] {
        let output = dossier(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", said(&output));
        assert!(said(&output).contains(word), "{arguments:?}: {}", said(&output));
        assert!(output.stdout.is_empty());
    }
    fs::create_dir(folder.path().join("empty")).unwrap();
    let output = dossier(folder.path(), &["build", "empty"]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(!folder.path().join("site").exists());
}

#[test]
fn strict_refuses_what_has_warnings_and_keeps_the_old_site() {
    let folder = two_articles();
    assert_eq!(dossier(folder.path(), &["build", "in", "--strict"]).status.code(), Some(0));
    let before = fs::read(folder.path().join("site/index.html")).unwrap();
    // A correction of a file that is not there is a warning.
    fs::write(folder.path().join("in/overrides.toml"), "[\"gone.txt\"]\ntitle = \"X\"\n").unwrap();
    fs::write(folder.path().join("in/c.txt"), BRIDGE.replace("bridge", "tunnel")).unwrap();
    let output = dossier(folder.path(), &["build", "in", "--strict"]);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("under --strict"), "{}", said(&output));
    assert_eq!(fs::read(folder.path().join("site/index.html")).unwrap(), before);
    let output = dossier(folder.path(), &["build", "in"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(said(&output).contains("1 warning"), "{}", said(&output));
}

#[test]
fn explain_accounts_for_every_line() {
    let folder = two_articles();
    let output = dossier(folder.path(), &["explain", "in/a", "--json"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let explained = json(&output);
    assert_eq!(explained["format"], 1);
    assert_eq!(explained["file"], "a-harbour.txt");
    let lines = explained["lines"].as_array().unwrap();
    let texts: Vec<&str> = lines.iter().map(|line| line["text"].as_str().unwrap()).collect();
    assert_eq!(texts, HARBOUR.lines().collect::<Vec<_>>());
    let known = ["title", "byline", "date", "source", "licence", "section", "address", "heading", "standfirst"];
    let known = [&known[..], &["paragraph", "quote", "list-item", "caption", "credit", "related", "doubtful"]].concat();
    let known = [&known[..], &["set-aside", "blank"]].concat();
    for (i, line) in lines.iter().enumerate() {
        assert_eq!(line["number"], i + 1);
        let roles = line["roles"].as_array().unwrap();
        assert!(!roles.is_empty() && roles.iter().all(|r| known.contains(&r.as_str().unwrap())), "{line}");
    }
    assert_eq!(explained["title"], "The Harbour Opens Again");
    assert_eq!(explained["known"]["title"], "stated");

    let text = given(&dossier(folder.path(), &["explain", "in/a-harbour.txt"]));
    assert!(text.contains("\"The Harbour Opens Again\"") && text.contains("stated, line 1"), "{text}");
    assert!(text.contains("paragraph 1"), "{text}");
}

#[test]
fn every_line_with_words_has_a_role_and_what_a_rule_decided_has_its_evidence() {
    let folder = tempfile::tempdir().unwrap();
    let text =
        "The bridge over the harbour opened on Friday after nine years of work, and a girl on a bicycle crossed it.";
    let markdown = format!(
        "---\nkeep: [\"{text}\"]\n---\n# The bridge opens\n\n{text}\n\nhttps://example.org\n\n***\n\n{text}\n\n[town]: \
         https://example.org/town \"The papers of the town\"\n"
    );
    let html = format!(
        "<h1>The bridge opens</h1><p>{text}</p><svg><text>north tower</text></svg><p>{text} It rained.</p><p>https://example.org</p>\
         <iframe>a map</iframe><object>a film</object><script>let tide = 1</script><footer>Share on Facebook</footer>"
    );
    fs::create_dir(folder.path().join("in")).unwrap();
    fs::write(folder.path().join("in/a.md"), markdown).unwrap();
    fs::write(folder.path().join("in/b.html"), html).unwrap();
    let mut rules = Vec::new();
    for file in ["in/a.md", "in/b.html"] {
        let explained = json(&dossier(folder.path(), &["explain", file, "--json"]));
        for line in explained["lines"].as_array().unwrap() {
            let blank = line["roles"][0] == "blank";
            assert!(!blank || !line["text"].as_str().unwrap().contains(char::is_alphanumeric), "{line}");
            assert_eq!(line["rule"].is_string(), line["evidence"].is_string(), "{line}");
            let (rule, role) = (line["rule"].is_string(), line["roles"][0].as_str());
            assert_eq!(line["confidence"].is_u64(), rule && role != Some("markup"), "{line}");
            if let Some(rule) = line["rule"].as_str() {
                rules.push(format!("{rule}: {}", line["text"].as_str().unwrap()));
            }
        }
    }
    let has = |rule: &str| assert!(rules.iter().any(|seen| seen == rule), "{rule} in {rules:#?}");
    has(&format!("markup: keep: [\"{text}\"]"));
    has("markup: [town]: https://example.org/town \"The papers of the town\"");
    has("bare-address: https://example.org");
    ["embedded: north tower", "embedded: a map", "embedded: a film", "markup: let tide = 1"].into_iter().for_each(has);
}

#[test]
fn a_file_is_found_by_its_beginning_where_only_one_fits() {
    let folder = two_articles();
    let within = folder.path().join("in");
    let file = |arguments: &[&str]| dossier(&within, arguments);
    assert_eq!(json(&file(&["explain", "b", "--json"]))["file"], "b-bridge.txt");
    assert_eq!(json(&file(&["explain", "./b-bridge.txt", "--json"]))["file"], "b-bridge.txt");
    fs::write(within.join("b.txt"), HARBOUR).unwrap();
    let ambiguous = file(&["explain", "b"]);
    assert_eq!(ambiguous.status.code(), Some(2));
    assert!(said(&ambiguous).contains("b-bridge.txt") && said(&ambiguous).contains("b.txt"), "{}", said(&ambiguous));
    assert_eq!(json(&file(&["explain", "b.txt", "--json"]))["file"], "b.txt");
}

#[test]
#[cfg(unix)]
fn what_is_no_file_is_written_to_and_stays_what_it_is() {
    use std::os::unix::fs::FileTypeExt;
    let folder = two_articles();
    let pipe = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success(), "every Unix has this command");
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::read_to_string(pipe)
    });
    let output = dossier(folder.path(), &["export", "in", "--format", "jsonl", "-o", "pipe"]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo(), "the pipe is one still");
    assert_eq!(reader.join().unwrap().unwrap().lines().count(), 2);
}

#[test]
fn export_gives_one_object_a_line() {
    let folder = two_articles();
    let output = dossier(folder.path(), &["export", "in", "--format", "jsonl"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let articles: Vec<serde_json::Value> =
        given(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(articles.len(), 2);
    assert_eq!(articles[0]["file"], "a-harbour.txt");
    assert_eq!(articles[0]["title"], "The Harbour Opens Again");
    assert_eq!(articles[0]["date"], "2021-05-03");
    assert_eq!(articles[1]["date"], serde_json::Value::Null);
    assert_eq!(articles[0]["text"].as_str().unwrap().lines().count(), 2);
    for list in ["authors", "topics", "people", "organisations", "places", "events", "keyphrases", "related"] {
        assert!(articles[0][list].is_array(), "{list}");
    }
    let output = dossier(folder.path(), &["export", "in", "-o", "out.jsonl"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(fs::read_to_string(folder.path().join("out.jsonl")).unwrap().lines().count(), 2);
    // No article and no settings are written over, and no export is read as an article.
    for out in ["in/a-harbour.txt", "in/./new.jsonl", "in/overrides.toml"] {
        let before = fs::read(folder.path().join(out)).ok();
        let output = dossier(folder.path(), &["export", "in", "-o", out]);
        assert_eq!(output.status.code(), Some(2), "{out}: {}", said(&output));
        assert_eq!(fs::read(folder.path().join(out)).ok(), before, "{out}");
    }
}

#[test]
fn corrections_that_are_set_at_once_are_all_kept() {
    let folder = two_articles();
    std::thread::scope(|scope| {
        for n in 0..6 {
            let folder = folder.path();
            scope.spawn(move || {
                let (file, key) = (["in/a", "in/b"][n % 2], ["note", "title", "source"][n / 2]);
                assert_eq!(dossier(folder, &["set", file, key, "Harbour"]).status.code(), Some(0));
            });
        }
    });
    let written = fs::read_to_string(folder.path().join("in/overrides.toml")).unwrap();
    assert_eq!(written.matches("Harbour").count(), 6, "{written}");
}

#[test]
fn files_of_the_same_bytes_are_named() {
    let folder = two_articles();
    fs::copy(folder.path().join("in/a-harbour.txt"), folder.path().join("in/z-copy.txt")).unwrap();
    let output = dossier(folder.path(), &["check", "in"]);
    assert!(said(&output).contains("same-article") && said(&output).contains("z-copy.txt"), "{}", said(&output));
}

#[test]
fn set_writes_one_correction_and_keeps_comments() {
    let folder = two_articles();
    let corrections = folder.path().join("in/overrides.toml");
    fs::write(&corrections, "# mine\n[\"a-harbour.txt\"]\nsource = \"Old\" # sure\n").unwrap();
    let set = |arguments: &[&str]| dossier(folder.path(), &[&["set", "in/a"], arguments].concat());
    assert_eq!(set(&["source", "The Harbour Ledger"]).status.code(), Some(0));
    assert_eq!(
        fs::read_to_string(&corrections).unwrap(),
        "# mine\n[\"a-harbour.txt\"]\nsource = \"The Harbour Ledger\" # sure\n"
    );
    let before = fs::read(&corrections).unwrap();
    for wrong in [
        &["date", "yesterday"][..],
        &["url", "javascript:x"],
        &["ignore", "perhaps"],
        &["keep", "/(/"],
        &["title", ""],
        &["author", "Ada Person", " "],
        // What would be written and do nothing.
        &["drop", "999"],
        &["drop", "7", "999"],
        &["keep", "no such line"],
        &["keep", "/no such/"],
        &["same_as", "c.txt"],
        &["same_as", "a-harbour.txt"],
        &["not_same_as", "b-bridge.txt", "c.txt"],
    ] {
        let output = set(wrong);
        assert_eq!(output.status.code(), Some(2), "{wrong:?}: {}", said(&output));
        assert_eq!(fs::read(&corrections).unwrap(), before, "{wrong:?}");
    }
    assert!(
        said(&set(&["drop", "999"])).contains("error[line-unmatched]: line 999 under `drop` means no line of the file")
    );
    for right in
        [&["drop", "7"][..], &["keep", "/^Ships/", "7"], &["same_as", "b-bridge.txt"], &["not_same_as", "b-bridge.txt"]]
    {
        let output = set(right);
        assert_eq!(output.status.code(), Some(0), "{right:?}: {}", said(&output));
    }
    fs::write(&corrections, &before).unwrap();
    let explained = json(&dossier(folder.path(), &["explain", "in/a", "--json"]));
    assert_eq!((&explained["source"], &explained["known"]["source"]), (&"The Harbour Ledger".into(), &"set".into()));
}

#[test]
fn check_finds_a_broken_link_in_a_built_site() {
    let folder = two_articles();
    assert_eq!(dossier(folder.path(), &["check", "in"]).status.code(), Some(0));
    dossier(folder.path(), &["build", "in"]);
    let output = dossier(folder.path(), &["check", "site"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let index = folder.path().join("site/index.html");
    let page = fs::read_to_string(&index).unwrap();
    fs::write(&index, page.replacen("</main>", "<a href=\"nowhere.html\">x</a></main>", 1)).unwrap();
    let output = dossier(folder.path(), &["check", "site"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("nowhere.html"), "{}", said(&output));
}

#[test]
fn init_overwrites_nothing_and_what_it_writes_builds() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("about.md"), "mine").unwrap();
    let output = dossier(folder.path(), &["init", "--theme"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(fs::read_to_string(folder.path().join("about.md")).unwrap(), "mine");
    fs::write(folder.path().join("a.txt"), HARBOUR).unwrap();
    let output = dossier(folder.path(), &["build", "--strict"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(folder.path().join("site/index.html").is_file());
}

/// The commented lines say what can be set: taken out of their comments they must be understood.
#[test]
fn what_init_writes_in_comments_is_understood() {
    let folder = tempfile::tempdir().unwrap();
    dossier(folder.path(), &["init"]);
    fs::write(folder.path().join("001_dump.txt"), HARBOUR).unwrap();
    fs::create_dir_all(folder.path().join("templates")).unwrap();
    for name in ["dossier.toml", "overrides.toml"] {
        let path = folder.path().join(name);
        let text = fs::read_to_string(&path).unwrap();
        let open: String = text
            .lines()
            .map(|line| match line.strip_prefix("# ") {
                Some(rest) if rest.starts_with('[') || rest.contains(" = ") => format!("{rest}\n"),
                _ => format!("{line}\n"),
            })
            .collect();
        assert_ne!(open, text);
        // The articles lie in the folder itself here.
        fs::write(&path, open.replace("folder   = \"articles\"", "")).unwrap();
    }
    let output = dossier(folder.path(), &["explain", "001", "--json"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(json(&output)["title"], "The title");
}

#[test]
fn the_sample_that_init_writes_builds_the_embedded_site() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(dossier(folder.path(), &["build", "-o", "embedded"]).status.code(), Some(0));
    assert_eq!(dossier(folder.path(), &["init", "sample", "--sample"]).status.code(), Some(0));
    assert_eq!(dossier(folder.path(), &["build", "sample", "-o", "written"]).status.code(), Some(0));
    let embedded = fs::read(folder.path().join("embedded/index.html")).unwrap();
    assert!(fs::read(folder.path().join("written/index.html")).unwrap() == embedded, "the same bytes");
}

#[test]
fn a_theme_beside_articles_is_used_and_not_read() {
    let folder = tempfile::tempdir().unwrap();
    dossier(folder.path(), &["build", "-o", "embedded"]);
    let written = dossier(folder.path(), &["init", "sample", "--sample", "--theme"]);
    assert!(!said(&written).contains("To use the templates"), "the settings name them: {}", said(&written));
    let result = json(&dossier(folder.path(), &["build", "sample", "-o", "written", "--json"]));
    assert_eq!(result["articles"], 5);
    assert!(!result["diagnostics"].to_string().contains("templates"), "{}", result["diagnostics"]);
    let embedded = fs::read(folder.path().join("embedded/index.html")).unwrap();
    assert!(fs::read(folder.path().join("written/index.html")).unwrap() == embedded, "the same bytes");

    // Where there were settings before, they do not name the theme.
    fs::create_dir(folder.path().join("old")).unwrap();
    fs::write(folder.path().join("old/dossier.toml"), "").unwrap();
    fs::write(folder.path().join("old/a.txt"), HARBOUR).unwrap();
    let written = dossier(folder.path(), &["init", "old", "--theme"]);
    assert!(said(&written).contains("To use the templates"), "{}", said(&written));
    let built = dossier(folder.path(), &["build", "old", "-o", "out"]);
    assert!(said(&built).contains("1 article,"), "{}", said(&built));
    assert!(
        said(&built).contains("templates: the templates of a theme lie here, and are not read"),
        "{}",
        said(&built)
    );
}

/// The commands that a build prints, in the form of arguments: `"…"` gets a value, what stands in quotes is one.
fn advised(said: &str) -> Vec<Vec<String>> {
    let commands = said.lines().filter_map(|line| line.trim().strip_prefix("dossier "));
    let words = |command: &str| {
        let mut words: Vec<String> = Vec::new();
        for (i, part) in command.split('\'').enumerate() {
            match i % 2 {
                1 => words.push(part.to_string()),
                _ => words.extend(part.split_whitespace().map(|word| word.replace("\"…\"", "A Source"))),
            }
        }
        words
    };
    commands.map(words).collect()
}

#[test]
fn advice_names_the_collection_that_was_named() {
    let work = tempfile::tempdir().unwrap();
    let at = |path: &str| work.path().join(path);
    for folder in ["plain/deep er", "project/texts", "elsewhere", "settings"] {
        fs::create_dir_all(at(folder)).unwrap();
    }
    let words = "A ferry and a harbour, and nobody who says where this was printed.";
    for file in ["plain/deep er/a.txt", "plain/a.txt", "project/texts/-a.txt", "elsewhere/a.txt"] {
        fs::write(at(file), format!("{words} {file}\n")).unwrap();
    }
    fs::write(at("project/dossier.toml"), "[input]\nfolder = \"texts\"\n").unwrap();
    fs::write(at("settings/other.toml"), "title = \"Other\"\n").unwrap();
    let with_settings: &[&str] = &["elsewhere", "--config", "settings/other.toml"];
    for (named, corrections, files) in [
        (&["plain"][..], "plain/overrides.toml", 2),
        (&["project"], "project/overrides.toml", 1),
        (with_settings, "settings/overrides.toml", 1),
    ] {
        let build = |extra: &[&str]| dossier(work.path(), &[&["build", "-o", "out"], named, extra].concat());
        let printed = said(&build(&[]));
        let commands = advised(&printed);
        assert_eq!(commands.len(), files, "{printed}");
        assert!(printed.contains(&format!("or run: dossier serve {}\n", named.join(" "))), "{printed}");
        for command in commands {
            let output = dossier(work.path(), &command.iter().map(String::as_str).collect::<Vec<_>>());
            assert_eq!(output.status.code(), Some(0), "{command:?} {}", said(&output));
        }
        assert!(at(corrections).is_file(), "{corrections}");
        let result = json(&build(&["--json"]));
        assert_eq!((&result["sources"], &result["unidentified"]), (&1.into(), &0.into()), "{named:?} {result}");
        let help = result["diagnostics"].as_array().unwrap().iter().find_map(|found| found["help"].as_str()).unwrap();
        assert!(help.starts_with(&format!("dossier set --in {}", named.join(" "))), "{help}");
        // Pages are the same on any machine.
        for page in ["out/set-aside.html", "out/sources/unidentified.html"] {
            assert!(!fs::read_to_string(at(page)).unwrap_or_default().contains("--in "), "{page}");
        }
    }
    // What the command alone finds needs no name.
    let printed = said(&dossier(&at("plain"), &["build", "../plain", "-o", "../out"]));
    assert!(printed.contains("or run: dossier serve\n"), "{printed}");
    let output = dossier(work.path(), &["explain", "--in", "plain", "plain/deep er/a.txt"]);
    assert!(given(&output).starts_with("deep er/a.txt\n"), "{}", said(&output));
}

#[test]
fn explain_says_which_collection_it_reads() {
    let folder = tempfile::tempdir().unwrap();
    let output = dossier(folder.path(), &["explain", "004"]);
    assert!(
        said(&output).contains("the collection inside dossier, because there is no dossier.toml"),
        "{}",
        said(&output)
    );
    assert!(given(&output).starts_with("004_"));
    let output = dossier(folder.path(), &["explain", "004", "--json"]);
    assert!(json(&output)["lines"].is_array() && said(&output).is_empty());
    // A path names its collection itself.
    let folder = two_articles();
    let output = dossier(folder.path(), &["explain", "in/a-harbour.txt"]);
    assert_eq!((output.status.code(), said(&output).as_str()), (Some(0), ""));
}

#[test]
fn a_slug_that_windows_keeps_to_itself_is_refused() {
    let folder = two_articles();
    let output = dossier(folder.path(), &["set", "in/a-harbour.txt", "slug", "con"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output).contains("error[bad-slug]: `con` cannot be the name of a file on Windows"),
        "{}",
        said(&output)
    );
    assert!(!folder.path().join("in/overrides.toml").exists());
    fs::write(folder.path().join("in/a-harbour.txt.dossier.toml"), "slug = \"com1\"\n").unwrap();
    let output = dossier(folder.path(), &["build", "in"]);
    assert!(said(&output).contains("error[bad-slug]: `com1`"), "{}", said(&output));
}

#[test]
fn names_on_hostile_pages_cannot_steer_the_terminal() {
    let folder = two_articles();
    dossier(folder.path(), &["build", "in"]);
    let page = folder.path().join("site/about.html");
    let odd = "\u{1b}[2J\u{202e}\u{2066}\u{9b}";
    let text = fs::read_to_string(&page).unwrap();
    let links = format!(
        "<a href=\"{odd}.html\">a</a><a href=\"index.html#{odd}\">b</a><a href=\"x{odd}:y\">c</a><p id=\"{odd}\"><p \
         id=\"{odd}\"><img src=\"https://{odd}/\"><a href=\"//{odd}\">d</a>"
    );
    fs::write(&page, text.replace("</main>", &format!("{links}</main>")).replace("<title>", "<title>{odd}")).unwrap();
    let said = said(&dossier(folder.path(), &["check", "site", "--color", "never"]));
    assert!(said.matches("\\u{202e}\\u{2066}").count() >= 5, "{said}");
    assert!(!said.chars().any(|c| c != '\n' && (c.is_control() || "\u{202e}\u{2066}".contains(c))), "{said:?}");
}

#[test]
fn odd_arguments_get_good_advice() {
    let folder = two_articles();
    let check = |arguments: &[&str], expected: &str| {
        let output = dossier(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(said(&output).contains(expected), "{arguments:?} {}", said(&output));
    };
    check(&["explain", ""], "no file is named");
    check(&["set", "", "title", "T"], "no file is named");
    check(&["explain", "in"], "this is a folder, not the file of an article\n --> in\n  = help: name a file in it");
    check(&["init", "in/a-harbour.txt"], "something else stands there");
    check(&["build", "in", "--config", "none.toml"], "= help: check the path and its permissions");
}

#[test]
fn a_site_is_no_collection() {
    let folder = two_articles();
    dossier(folder.path(), &["build", "in"]);
    let output = dossier(folder.path(), &["build", "site", "-o", "again"]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("the input is a site that dossier built"), "{}", said(&output));
    assert_eq!(dossier(folder.path(), &["check", "site"]).status.code(), Some(0));
    let output = dossier(&folder.path().join("site"), &["build"]);
    assert!(said(&output).contains("the input is a site that dossier built"), "{}", said(&output));
}

#[test]
fn help_teaches_and_completions_and_manual_are_there() {
    let folder = tempfile::tempdir().unwrap();
    let help = dossier(folder.path(), &[]);
    assert_eq!(help.status.code(), Some(2));
    for command in ["build", "serve", "explain", "set", "check", "export", "init", "completions", "man"] {
        assert!(said(&help).contains(command), "{command}");
        for flag in ["-h", "--help"] {
            let output = dossier(folder.path(), &[command, flag]);
            assert_eq!(output.status.code(), Some(0));
            assert!(given(&output).contains("Example"), "{command} has an example");
        }
    }
    assert!(given(&dossier(folder.path(), &["completions", "bash"])).contains("complete"));
    let manual = given(&dossier(folder.path(), &["man"]));
    assert!(manual.starts_with(".ie") || manual.contains(".TH"), "{manual}");
    assert!(manual.contains("explain"));
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let folder = two_articles();
    for command in ["export in", "explain in/a", "man", "build in --json", "--help"] {
        let line = format!("\"$0\" {command} 2>err | true; exit ${{PIPESTATUS[0]}}");
        let status = Command::new("bash")
            .args(["-c", &line, env!("CARGO_BIN_EXE_dossier")])
            .current_dir(folder.path())
            .status()
            .unwrap();
        let said = fs::read_to_string(folder.path().join("err")).unwrap();
        assert_eq!(status.code(), Some(0), "{command}: {said}");
        assert!(!said.contains("panicked") && !said.contains("pipe"), "{command}: {said}");
    }
}

#[cfg(unix)]
#[test]
fn a_hostile_name_cannot_steer_the_terminal() {
    let folder = two_articles();
    fs::write(folder.path().join("in/\u{1b}[2J\nx.txt"), [0u8; 64]).unwrap();
    let output = dossier(folder.path(), &["build", "in", "--color", "never"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(!said(&output).contains('\u{1b}'), "{:?}", said(&output));
}
