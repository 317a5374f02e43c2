//! Input and places that no one hopes for, through the program itself: a clear sentence, nothing lost, no panic.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ARTICLE: &str = "A bridge for the northern bank\n\nThe council voted on Monday to build a second bridge. Work begins \
                       in spring, the mayor said, and will take two years.\n\nResidents had asked for it since the \
                       flood of 1998, when the old bridge was closed for a month.\n";

/// What a run of the program said and how it ended.
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

/// A folder to work in: `in` holds the articles, `site` is built beside it.
struct Work(tempfile::TempDir);

impl Work {
    fn new() -> Work {
        let work = Work(tempfile::tempdir().unwrap());
        fs::create_dir(work.at("in")).unwrap();
        work
    }

    fn at(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn file(&self, path: &str, bytes: impl AsRef<[u8]>) -> &Work {
        let path = self.at(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dossier"));
        command.args(arguments).current_dir(self.0.path()).env("NO_COLOR", "1").stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        let output = self.command(arguments).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        let ran = Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) };
        assert!(!ran.err.contains("panicked") && !ran.err.contains("internal"), "{}", ran.err);
        ran
    }

    /// Builds `in`, which is to succeed.
    fn build(&self) -> Ran {
        let ran = self.run(&["build", "in"]);
        assert_eq!(ran.code, Some(0), "{}{}", ran.err, ran.out);
        assert!(self.at("site/index.html").is_file());
        ran
    }

    /// Article pages of the built site, by the text each holds.
    fn articles(&self) -> Vec<String> {
        let mut pages: Vec<PathBuf> = fs::read_dir(self.at("site/articles"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|e| e == "html") && !path.ends_with("index.html"))
            .collect();
        pages.sort();
        pages.iter().map(|page| fs::read_to_string(page).unwrap()).collect()
    }
}

impl Ran {
    fn says(&self, words: &[&str]) -> &Ran {
        for word in words {
            assert!(self.err.contains(word), "`{word}` is not said:\n{}", self.err);
        }
        self
    }
}

#[test]
fn an_empty_folder_is_an_error_and_nothing_is_written() {
    let work = Work::new();
    let ran = work.run(&["build", "in"]);
    assert_eq!(ran.code, Some(2));
    ran.says(&["error", "article"]);
    assert!(!work.at("site").exists());
}

#[test]
fn a_folder_that_is_not_there_or_a_file_is_an_error_with_a_way_out() {
    let work = Work::new();
    work.file("in/a.txt", ARTICLE);
    let ran = work.run(&["build", "none"]);
    assert_eq!(ran.code, Some(2));
    ran.says(&["none", "does not exist"]);
    let ran = work.run(&["build", "in/a.txt"]);
    assert_eq!(ran.code, Some(2));
    ran.says(&["is a file", "name the folder it is in: in"]);
    assert!(!work.at("site").exists());
}

#[test]
fn an_empty_file_and_a_binary_one_are_named_and_the_rest_is_built() {
    let work = Work::new();
    let binary: Vec<u8> = (0..=255_u8).cycle().take(4096).collect();
    work.file("in/a.txt", ARTICLE)
        .file("in/empty.txt", "")
        .file("in/blank.txt", " \n\t\n")
        .file("in/picture.txt", binary);
    work.build().says(&["empty.txt", "blank.txt", "picture.txt"]);
    assert_eq!(work.articles().len(), 1);
    let strict = work.run(&["build", "in", "--strict", "--out", "other"]);
    assert_ne!(strict.code, Some(0));
    assert!(!work.at("other").exists());
}

#[test]
fn any_encoding_gives_its_article() {
    let work = Work::new();
    let text = format!("{ARTICLE}\nThe café by the river — the “Blue Heron” — stays open.\n");
    let wide: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let mut broken = ARTICLE.as_bytes().to_vec();
    broken.splice(60..60, [0xff, 0xc3, 0x28]);
    work.file("in/wide.txt", wide).file("in/broken.txt", broken).file("in/marked.txt", format!("\u{feff}{text}"));
    work.build();
    let pages = work.articles();
    assert_eq!(pages.len(), 3);
    assert_eq!(pages.iter().filter(|page| page.contains("Blue Heron") && page.contains("café")).count(), 2);
    assert!(pages.iter().all(|page| page.contains("when the old bridge was closed")));
}

#[test]
fn a_line_of_50_megabytes_is_named_or_built_in_good_time() {
    let work = Work::new();
    work.file("in/a.txt", ARTICLE).file("in/long.txt", "word ".repeat(10 << 20));
    let begun = Instant::now();
    work.build().says(&["long.txt", "16 MiB"]);
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    assert_eq!(work.articles().len(), 1);
}

#[test]
fn two_files_with_one_title_have_a_page_each() {
    let work = Work::new();
    let other = ARTICLE.replace("in spring", "in autumn");
    work.file("in/a.txt", ARTICLE).file("in/b.txt", other).file("in/c/a.txt", ARTICLE);
    work.build();
    let pages = work.articles();
    assert_eq!(pages.len(), 3);
    assert_eq!(pages.iter().filter(|page| page.contains("in autumn")).count(), 1);
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_named_and_nothing_blocks() {
    let work = Work::new();
    work.file("in/a.txt", ARTICLE).file("in/closed.txt", ARTICLE).file("secret.txt", "a secret");
    std::os::unix::fs::symlink(work.at("secret.txt"), work.at("in/link.txt")).unwrap();
    fs::create_dir(work.at("in/folder.txt")).unwrap();
    let mut named = vec!["link.txt", "folder.txt"];
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(work.at("in/closed.txt"), fs::Permissions::from_mode(0o000)).unwrap();
    // Whoever may read everything can read this, too; then it is an article, which is as well.
    let is_closed = fs::File::open(work.at("in/closed.txt")).is_err();
    named.extend(is_closed.then_some("closed.txt"));
    if Command::new("mkfifo").arg(work.at("in/pipe.txt")).status().is_ok_and(|status| status.success()) {
        named.push("pipe.txt");
    }
    work.build().says(&named);
    assert_eq!(work.articles().len(), if is_closed { 1 } else { 2 });
    assert!(work.articles().iter().all(|page| !page.contains("a secret")));
}

#[test]
fn an_unknown_key_is_shown_at_its_place_with_a_suggestion() {
    let work = Work::new();
    work.file("in/a.txt", ARTICLE).file("in/dossier.toml", "title = \"Bridges\"\n\n[theme]\nacent = \"#036\"\n");
    let ran = work.run(&["build", "in"]);
    assert_eq!(ran.code, Some(2));
    ran.says(&["unknown-key", "dossier.toml:4:1", "acent = \"#036\"", "did you mean `accent`?"]);
    assert!(!work.at("in/site").exists());
}

#[test]
fn a_correction_that_means_no_file_is_a_warning() {
    let work = Work::new();
    work.file("in/a.txt", ARTICLE).file("in/overrides.toml", "[\"b.txt\"]\ntitle = \"B\"\n");
    work.build().says(&["override-unmatched", "overrides.toml:1", "b.txt"]);
}

#[test]
fn an_output_folder_that_is_not_ours_is_refused_and_untouched() {
    let work = Work::new();
    work.file("in/a.txt", ARTICLE).file("site/thesis.txt", "five years");
    let ran = work.run(&["build", "in"]);
    assert_eq!(ran.code, Some(2));
    ran.says(&["site", "not made by dossier", "--out"]);
    assert_eq!(fs::read_dir(work.at("site")).unwrap().count(), 1);
    assert_eq!(fs::read_to_string(work.at("site/thesis.txt")).unwrap(), "five years");
    for out in ["in", ".", "/"] {
        let ran = work.run(&["build", "in", "--out", out]);
        assert_eq!(ran.code, Some(2), "{out}: {}", ran.err);
    }
    assert_eq!(fs::read_dir(work.at("in")).unwrap().count(), 1);
}

/// Every file of a folder with its bytes.
fn snapshot(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                all.insert(path.strip_prefix(folder).unwrap().to_path_buf(), fs::read(&path).unwrap());
            }
        }
    }
    all
}

#[test]
fn a_build_that_is_killed_leaves_the_whole_old_or_the_whole_new_site() {
    let work = Work::new();
    for n in 0..12 {
        work.file(&format!("in/{n}.txt"), ARTICLE.replace("northern", &format!("{n}th")));
    }
    let title = |title: &str| {
        work.file("in/dossier.toml", format!("title = \"{title}\"\n[output]\nfolder = \"../site\""));
    };
    let site = work.at("site");
    let mut sites = Vec::new();
    let mut whole = Duration::ZERO;
    for name in ["One", "Two"] {
        title(name);
        let begun = Instant::now();
        work.build();
        whole = begun.elapsed();
        sites.push(snapshot(&site));
    }
    assert_ne!(sites[0], sites[1]);
    let begun = Instant::now();
    let (mut killed, mut changed) = (0, 0);
    let mut before = snapshot(&site);
    for n in 0_u32.. {
        if n >= 40 || begun.elapsed() > Duration::from_secs(6) {
            break;
        }
        title(["One", "Two"][n as usize % 2]);
        let mut child = work.command(&["build", "in", "--quiet"]).stderr(Stdio::null()).spawn().unwrap();
        // Moments spread over the whole run. How long that is depends on what else the machine does, so it is
        // learnt: a run that was done in time was shorter than thought.
        std::thread::sleep(whole * (50 + n * 17 % 60) / 100);
        let in_time = child.try_wait().unwrap().is_some();
        drop(child.kill());
        child.wait().unwrap();
        whole = if in_time { whole * 4 / 5 } else { whole * 21 / 20 };
        killed += u32::from(!in_time);
        let after = snapshot(&site);
        assert!(sites.contains(&after), "after {n} runs the folder holds neither site whole");
        changed += u32::from(after != before);
        before = after;
    }
    assert!(killed > 0, "no run was killed in time");
    title("One");
    work.build();
    assert_eq!(snapshot(&site), sites[0], "{killed} killed, {changed} changed");
    // No litter is left beside the site.
    let mut names: Vec<_> = fs::read_dir(work.0.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["in", "site"]);
}
