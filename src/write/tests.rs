//! The ways that are taken where the system cannot exchange folders, and what is made of interrupted runs.
#![allow(clippy::unwrap_used)]

use super::staging::{recover, root};
use super::*;
use std::collections::BTreeMap;

struct Memory(BTreeMap<SitePath, Vec<u8>>);

impl Files for Memory {
    fn paths(&self) -> Vec<SitePath> {
        self.0.keys().cloned().collect()
    }

    fn read(&self, path: &SitePath) -> io::Result<Vec<u8>> {
        Ok(self.0[path].clone())
    }
}

const OLD: [(&str, &str); 4] = [("index.html", "old"), ("a/x.html", "same"), ("gone/y.html", "y"), ("b.css", "old")];
const NEW: [(&str, &str); 4] = [("index.html", "new"), ("a/x.html", "same"), ("z/n.html", "n"), ("b.css", "new")];

fn site(files: &[(&str, &str)]) -> Memory {
    Memory(files.iter().map(|(path, text)| (SitePath::new(*path).unwrap(), text.as_bytes().to_vec())).collect())
}

fn put(means: Means, files: &[(&str, &str)], out: &Path) -> Written {
    write_by(means, &site(files), out, &Protected::default(), &|| {}).unwrap()
}

const ALL: Means = Means { exchange: true, rename: true };

/// The texts of all files but the manifest.
fn texts(folder: &Path) -> BTreeMap<String, String> {
    let all = settle::foreign(folder, &BTreeSet::from([MANIFEST])).unwrap();
    let text = |path: &PathBuf| (path.display().to_string(), fs::read_to_string(folder.join(path)).unwrap());
    all.files.iter().map(text).collect()
}

fn expected(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect()
}

/// The output is exactly the new site with a file of another's, and nothing else lies about.
fn is_new_and_tidy(out: &Path) {
    let mut whole = NEW.to_vec();
    whole.push(("CNAME", "mine"));
    assert_eq!(texts(out), expected(&whole));
    assert!(!out.join("gone").exists());
    assert!(!root(out, false).exists() && !root(out, true).exists());
    assert_eq!(manifest::from_text(&manifest::of_folder(out).unwrap()).len(), NEW.len());
}

fn old_site() -> (tempfile::TempDir, PathBuf) {
    let work = tempfile::tempdir().unwrap();
    let out = work.path().join("site");
    put(ALL, &OLD, &out);
    fs::write(out.join("CNAME"), "mine").unwrap();
    (work, out)
}

#[test]
fn every_way_leads_to_the_same_site() {
    for (means, remark) in [
        (ALL, ""),
        (Means { exchange: false, rename: true }, "two steps"),
        (Means { exchange: false, rename: false }, "one by one"),
    ] {
        let (_work, out) = old_site();
        let written = put(means, &NEW, &out);
        let counts = [written.unchanged, written.added, written.changed, written.removed];
        assert_eq!(counts, [1, 1, 2, 1], "{means:?}");
        assert!(written.remark.unwrap_or_default().contains(remark), "{means:?}");
        is_new_and_tidy(&out);
        let again = put(means, &NEW, &out);
        assert_eq!((again.unchanged, again.remark), (4, None));
    }
}

/// A run that is killed at a moment, and the next one after it.
fn killed(moment: impl Fn(&Staging, &Path), inside: bool) {
    let (_work, out) = old_site();
    let staging = Staging::new(&out, inside).unwrap();
    let files = site(&NEW);
    let manifest_path = SitePath::new(MANIFEST).unwrap();
    let paths = files.paths();
    staging.folders(paths.iter().chain([&manifest_path])).unwrap();
    moment(&staging, &out);
    staging.leave();
    recover(&out).unwrap();
    let whole = texts(&out);
    let (mut old, mut new) = (OLD.to_vec(), NEW.to_vec());
    old.push(("CNAME", "mine"));
    new.push(("CNAME", "mine"));
    assert!(whole == expected(&old) || whole == expected(&new), "{whole:?}");
    put(ALL, &NEW, &out);
    is_new_and_tidy(&out);
}

/// Writes the whole new site into the staging folder.
fn complete(staging: &Staging) -> Vec<u8> {
    let files = site(&NEW);
    let mut hashes = Manifest::new();
    for path in files.paths() {
        let bytes = files.read(&path).unwrap();
        staging.file(path.as_str(), &bytes).unwrap();
        hashes.insert(path, hash(&bytes));
    }
    let text = manifest::to_text(&hashes).into_bytes();
    staging.file(MANIFEST, &text).unwrap();
    text
}

fn carry_name(staging: &Staging, out: &Path) {
    fs::hard_link(out.join("CNAME"), staging.site().join("CNAME")).unwrap();
}

#[test]
fn a_run_killed_while_it_writes_leaves_nothing() {
    killed(|staging, _| staging.file("index.html", b"ne").unwrap(), false);
    killed(|staging, _| staging.file("index.html", b"ne").unwrap(), true);
    killed(|staging, _| drop(complete(staging)), false);
}

#[test]
fn a_run_killed_before_or_after_the_exchange_is_settled() {
    let ready = |staging: &Staging, out: &Path| {
        let text = complete(staging);
        carry_name(staging, out);
        staging.state(State::Exchanging(&hash(&text))).unwrap();
    };
    killed(ready, false);
    killed(
        |staging, out| {
            ready(staging, out);
            assert_eq!(replace::swap(staging, out, ALL).unwrap(), Way::Exchanged);
        },
        false,
    );
    // Killed while the old site was being taken away.
    killed(
        |staging, out| {
            ready(staging, out);
            replace::swap(staging, out, ALL).unwrap();
            fs::remove_file(staging.site().join("a/x.html")).unwrap();
            fs::remove_file(staging.site().join(MANIFEST)).unwrap();
            for rest in ["index.html", "gone/y.html", "b.css"] {
                fs::remove_file(staging.site().join(rest)).unwrap();
            }
        },
        false,
    );
    // Between two renames, and after them.
    killed(
        |staging, out| {
            ready(staging, out);
            fs::rename(out, staging.old()).unwrap();
        },
        false,
    );
    killed(
        |staging, out| {
            ready(staging, out);
            assert_eq!(replace::swap(staging, out, Means { exchange: false, rename: true }).unwrap(), Way::Renamed);
        },
        false,
    );
}

#[test]
fn a_run_killed_while_it_replaces_files_is_completed() {
    killed(
        |staging, out| {
            complete(staging);
            staging.state(State::Replacing).unwrap();
            fs::rename(staging.site().join("b.css"), out.join("b.css")).unwrap();
            fs::create_dir(out.join("z")).unwrap();
            fs::rename(staging.site().join("z/n.html"), out.join("z/n.html")).unwrap();
        },
        true,
    );
}

#[test]
fn what_comes_into_the_old_site_in_the_last_moment_is_kept() {
    let (_work, out) = old_site();
    let staging = Staging::new(&out, false).unwrap();
    let manifest_path = SitePath::new(MANIFEST).unwrap();
    staging.folders(site(&NEW).paths().iter().chain([&manifest_path])).unwrap();
    let text = complete(&staging);
    carry_name(&staging, &out);
    staging.state(State::Exchanging(&hash(&text))).unwrap();
    fs::create_dir(out.join(".git")).unwrap();
    fs::write(out.join(".git/late"), "late").unwrap();
    // Written anew, not in place, as careful programs do: another file under the same name.
    fs::write(out.join("draft"), "changed").unwrap();
    fs::rename(out.join("draft"), out.join("CNAME")).unwrap();
    fs::create_dir(out.join("z")).unwrap();
    fs::write(out.join("z/n.html"), "theirs").unwrap();
    replace::swap(&staging, &out, ALL).unwrap();
    staging.leave();
    recover(&out).unwrap();
    let left = texts(&out);
    assert_eq!(
        [&left[".git/late"], &left["CNAME"], &left["z/n.html"], &left["z/n.html.kept"]],
        ["late", "changed", "n", "theirs"]
    );
    assert!(!root(&out, false).exists());
}

#[test]
fn a_folder_of_another_in_the_place_of_the_staging_folder_is_left_alone() {
    let (_work, out) = old_site();
    fs::create_dir(root(&out, false)).unwrap();
    fs::write(root(&out, false).join("letter.txt"), "dear").unwrap();
    let error = write_by(ALL, &site(&NEW), &out, &Protected::default(), &|| {}).unwrap_err();
    assert!(error.to_string().contains("is in the way"), "{error}");
    assert_eq!(texts(&root(&out, false)), expected(&[("letter.txt", "dear")]));
    fs::remove_file(root(&out, false).join("letter.txt")).unwrap();
    put(ALL, &NEW, &out);
    is_new_and_tidy(&out);
}
