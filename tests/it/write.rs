//! Writing a site into a folder: what is written, what is left alone, what is refused.

use dossier::Error;
use dossier::model::{Files, MANIFEST, SitePath};
use dossier::write::{Folder, Protected, Written, is_ours, preflight, write};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A site from memory.
struct Memory(BTreeMap<SitePath, Vec<u8>>);

impl Files for Memory {
    fn paths(&self) -> Vec<SitePath> {
        self.0.keys().cloned().collect()
    }

    fn read(&self, path: &SitePath) -> io::Result<Vec<u8>> {
        let bytes = self.0.get(path).cloned().ok_or(io::ErrorKind::NotFound)?;
        if bytes == b"broken" { Err(io::Error::other("no such template")) } else { Ok(bytes) }
    }
}

fn site(files: &[(&str, &str)]) -> Memory {
    Memory(files.iter().map(|(path, text)| (SitePath::new(*path).unwrap(), text.as_bytes().to_vec())).collect())
}

fn put(files: &[(&str, &str)], out: &Path) -> Result<Written, Error> {
    write(&site(files), out, &Protected::default())
}

/// Every file of a folder and its text, the manifest apart; folders end in `/`.
fn listing(folder: &Path) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            if path.is_dir() && !path.is_symlink() {
                out.insert(name + "/", String::new());
                open.push(path);
            } else if name != MANIFEST {
                out.insert(name, fs::read_to_string(&path).unwrap_or_default());
            }
        }
    }
    out.remove("data/");
    out
}

fn files(all: &[(&str, &str)]) -> BTreeMap<String, String> {
    all.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect()
}

fn counts(written: &Written) -> [u32; 4] {
    [written.unchanged, written.added, written.changed, written.removed]
}

/// The folder holds nothing but the site: no staging, no lock.
fn only_the_site(work: &Path) {
    let names: Vec<_> = fs::read_dir(work).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names, ["site"]);
}

#[test]
fn a_second_site_takes_the_place_of_the_first() {
    let work = tempfile::tempdir().unwrap();
    let out = work.path().join("site");
    let first = put(&[("index.html", "one"), ("a/x.html", "x"), ("a/b/y.html", "y")], &out).unwrap();
    assert_eq!((counts(&first), first.files, first.bytes, first.remark), ([0, 3, 0, 0], 3, 5, None));
    assert!(is_ours(&out));
    let second = put(&[("index.html", "two"), ("a/x.html", "x"), ("z.css", "z")], &out).unwrap();
    assert_eq!((counts(&second), second.remark), ([1, 1, 1, 1], None));
    assert_eq!(listing(&out), files(&[("index.html", "two"), ("a/", ""), ("a/x.html", "x"), ("z.css", "z")]));
    only_the_site(work.path());
}

#[test]
fn the_manifest_is_what_standard_tools_check() {
    let work = tempfile::tempdir().unwrap();
    let out = work.path().join("site");
    put(&[("index.html", "one"), ("a/x y.html", "")], &out).unwrap();
    let text = fs::read_to_string(out.join(MANIFEST)).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "# dossier");
    assert_eq!(lines[1], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a/x y.html");
    assert!(lines[2].ends_with("  index.html"));
    if let Ok(status) =
        std::process::Command::new("sha256sum").args(["--check", "--quiet", MANIFEST]).current_dir(&out).status()
    {
        assert!(status.success());
    }
}

#[cfg(unix)]
#[test]
fn what_did_not_change_is_the_same_file_and_a_build_that_changes_nothing_swaps_nothing() {
    use std::os::unix::fs::MetadataExt;
    let work = tempfile::tempdir().unwrap();
    let out = work.path().join("site");
    let inode = |path: &Path| fs::metadata(path).unwrap().ino();
    let time = |path: &Path| fs::metadata(path).unwrap().modified().unwrap();
    put(&[("index.html", "one"), ("same.html", "s")], &out).unwrap();
    let (folder, index, same) = (inode(&out), inode(&out.join("index.html")), inode(&out.join("same.html")));
    let before = time(&out.join("same.html"));

    let written = put(&[("index.html", "one"), ("same.html", "s")], &out).unwrap();
    assert_eq!(counts(&written), [2, 0, 0, 0]);
    assert_eq!((inode(&out), inode(&out.join("index.html"))), (folder, index));

    put(&[("index.html", "two"), ("same.html", "s")], &out).unwrap();
    assert_eq!((inode(&out.join("same.html")), time(&out.join("same.html"))), (same, before));
    assert_ne!(inode(&out), folder);
}

#[test]
fn files_of_others_stay() {
    let work = tempfile::tempdir().unwrap();
    let out = work.path().join("site");
    put(&[("index.html", "one"), ("a/x.html", "x"), ("a/gone.html", "g")], &out).unwrap();
    for (path, text) in [("CNAME", "example.org"), (".git/objects/ab/cd", "o"), ("a/mine.txt", "m")] {
        fs::create_dir_all(out.join(path).parent().unwrap()).unwrap();
        fs::write(out.join(path), text).unwrap();
    }
    fs::create_dir(out.join("empty")).unwrap();
    // A page that somebody edited, and that has no successor, is theirs by now.
    fs::write(out.join("a/gone.html"), "edited").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", out.join("link")).unwrap();

    let written = put(&[("index.html", "two")], &out).unwrap();
    assert_eq!(counts(&written), [0, 0, 1, 1]);
    assert!(written.remark.unwrap().contains("1 file changed by another hand"));
    let mut expected = files(&[
        ("index.html", "two"),
        ("CNAME", "example.org"),
        (".git/", ""),
        (".git/objects/", ""),
        (".git/objects/ab/", ""),
        (".git/objects/ab/cd", "o"),
        ("a/", ""),
        ("a/mine.txt", "m"),
        ("a/gone.html", "edited"),
        ("empty/", ""),
    ]);
    #[cfg(unix)]
    expected.insert("link".into(), String::new());
    assert_eq!(listing(&out), expected);
    #[cfg(unix)]
    assert_eq!(fs::read_link(out.join("link")).unwrap(), PathBuf::from("nowhere"));
    only_the_site(work.path());
}

#[test]
fn a_page_that_was_damaged_is_written_again() {
    let work = tempfile::tempdir().unwrap();
    let out = work.path().join("site");
    put(&[("index.html", "one"), ("a.html", "a")], &out).unwrap();
    fs::write(out.join("index.html"), "eno").unwrap();
    fs::remove_file(out.join("a.html")).unwrap();
    assert_eq!(Folder::open(&out).unwrap().differing().len(), 2);
    let written = put(&[("index.html", "one"), ("a.html", "a")], &out).unwrap();
    assert_eq!(counts(&written), [0, 0, 2, 0]);
    assert_eq!(listing(&out), files(&[("index.html", "one"), ("a.html", "a")]));
    assert!(Folder::open(&out).unwrap().differing().is_empty());
}

#[cfg(unix)]
#[test]
fn modes_do_not_depend_on_the_umask() {
    use std::os::unix::fs::PermissionsExt;
    let work = tempfile::tempdir().unwrap();
    let out = work.path().join("site");
    // An empty folder of the user's, closed to others, is replaced by one that a web server can read.
    fs::create_dir(&out).unwrap();
    fs::set_permissions(&out, fs::Permissions::from_mode(0o700)).unwrap();
    put(&[("a/index.html", "one")], &out).unwrap();
    let mode = |path: &str| fs::metadata(out.join(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!([mode(""), mode("a"), mode("data")], [0o755; 3]);
    assert_eq!([mode("a/index.html"), mode(MANIFEST)], [0o644; 2]);
}

/// The reason for which a folder is refused.
fn refusal(out: &Path, folders: &[&Path]) -> String {
    let protected = Protected { folders: folders.iter().map(|f| f.to_path_buf()).collect() };
    let early = preflight(out, &protected).unwrap_err();
    let late = write(&site(&[("index.html", "x")]), out, &protected).unwrap_err();
    assert_eq!(early.to_string(), late.to_string());
    match early {
        Error::Output { reason, help, .. } => {
            assert!(!help.is_empty());
            reason
        }
        other => panic!("{other}"),
    }
}

#[test]
fn folders_that_are_not_ours_are_refused_and_left_alone() {
    let work = tempfile::tempdir().unwrap();
    let at = |path: &str| work.path().join(path);
    fs::create_dir_all(at("full/deep")).unwrap();
    fs::write(at("full/letter.txt"), "dear").unwrap();
    fs::create_dir_all(at("source/articles")).unwrap();
    let before = listing(work.path());
    let check = |out: &str, folders: &[&Path], expected: &str| {
        let reason = refusal(&at(out), folders);
        assert!(reason.contains(expected), "{out}: {reason}");
    };
    check("full", &[], "is not empty and was not made by dossier");
    check("full/letter.txt", &[], "is not a folder");
    check("full/letter.txt/site", &[], "a part of its path is a file");
    check("source", &[&at("source")], "the articles or settings are in");
    check("source", &[&at("source/articles")], "holds the folder");
    check("full/..", &[&at("source/articles")], "holds the folder");
    assert!(refusal(Path::new("/"), &[]).contains("root"));
    assert!(refusal(&std::env::home_dir().unwrap(), &[]).contains("home"));
    #[cfg(unix)]
    {
        fs::create_dir(at("real")).unwrap();
        std::os::unix::fs::symlink(at("real"), at("link")).unwrap();
        check("link", &[], "is a link");
        check("link/", &[], "is a link");
        fs::remove_file(at("link")).unwrap();
        fs::remove_dir(at("real")).unwrap();
    }
    assert_eq!(listing(work.path()), before);
    // Inside the sources is fine: an output folder is never read.
    assert!(
        write(&site(&[("index.html", "x")]), &at("source/site"), &Protected { folders: vec![at("source")] }).is_ok()
    );
}

#[test]
fn a_file_of_others_in_the_place_of_a_page_is_refused() {
    let work = tempfile::tempdir().unwrap();
    let out = work.path().join("site");
    put(&[("index.html", "one")], &out).unwrap();
    fs::write(out.join("search.html"), "mine").unwrap();
    fs::write(out.join("topics"), "mine, too").unwrap();
    let before = listing(&out);
    for page in ["search.html", "topics/index.html"] {
        let error = put(&[("index.html", "two"), (page, "theirs")], &out).unwrap_err();
        assert!(error.to_string().contains("dossier did not make"), "{error}");
        assert_eq!(listing(&out), before);
    }
    only_the_site(work.path());
}

#[test]
fn a_folder_of_others_in_the_place_of_a_file_is_named() {
    let work = tempfile::tempdir().unwrap();
    let out = work.path().join("site");
    let pages = [("index.html", "one"), ("topics/a.html", "two"), ("plain.html", "three")];
    put(&pages, &out).unwrap();
    let check = |path: &str, what: &str, files: &[(&str, &str)]| {
        let before = listing(&out);
        match put(files, &out).unwrap_err() {
            Error::Output { path: at, reason, help } => {
                assert_eq!(at, out.join(path));
                assert_eq!(reason, format!("needs this place, but {what} stands there that dossier did not make"));
                assert!(help.contains("move it away"), "{help}");
            }
            other => panic!("{other}"),
        }
        assert_eq!(listing(&out), before);
    };
    fs::remove_file(out.join("index.html")).unwrap();
    fs::create_dir_all(out.join("index.html/deep")).unwrap();
    check("index.html", "a folder", &pages);
    check("index.html", "a folder", &[("index.html", "changed")]);
    fs::remove_dir_all(out.join("index.html")).unwrap();
    fs::create_dir(out.join("new.html")).unwrap();
    check("new.html", "a folder", &[("new.html", "four")]);
    #[cfg(unix)]
    {
        fs::remove_dir_all(out.join("topics")).unwrap();
        fs::write(out.join("topics"), "mine").unwrap();
        check("topics", "a file", &pages);
        check("topics", "a file", &[("topics/b.html", "five")]);
    }
    only_the_site(work.path());
}

#[test]
fn a_failed_write_leaves_the_old_site_and_no_litter() {
    let work = tempfile::tempdir().unwrap();
    let out = work.path().join("site");
    let deep = work.path().join("new/deeper/site");
    assert!(put(&[("index.html", "broken")], &deep).is_err());
    assert!(!work.path().join("new").exists());
    put(&[("index.html", "one")], &out).unwrap();
    let error = put(&[("index.html", "two"), ("a.html", "broken"), ("b.html", "b")], &out).unwrap_err();
    assert!(error.to_string().contains("no such template"), "{error}");
    assert_eq!(listing(&out), files(&[("index.html", "one")]));
    only_the_site(work.path());
}

/// A disk of a few kilobytes, where the tests may mount one.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_old_site_and_no_litter() {
    let work = tempfile::tempdir().unwrap();
    let disk = work.path().join("disk");
    fs::create_dir(&disk).unwrap();
    let mounted = std::process::Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=256k", "tmpfs"])
        .arg(&disk)
        .stderr(std::process::Stdio::null())
        .status();
    if !mounted.is_ok_and(|status| status.success()) {
        return; // Only the administrator may mount; the failed write above takes the same way out.
    }
    let out = disk.join("site");
    let big = "x".repeat(300 << 10);
    let first = put(&[("index.html", "one")], &out);
    let second = put(&[("index.html", "two"), ("big.html", &big)], &out);
    let (names, left) = (fs::read_dir(&disk).unwrap().count(), listing(&out));
    // A mount point itself is written from inside.
    let whole = put(&[("index.html", "one")], &disk);
    let _ = std::process::Command::new("umount").arg(&disk).status();
    first.unwrap();
    let error = second.unwrap_err().to_string();
    assert!(error.contains("the disk is full") && error.contains("big.html"), "{error}");
    assert_eq!((names, left), (1, files(&[("index.html", "one")])));
    assert!(whole.unwrap_err().to_string().contains("is not empty"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_mount_point_is_written_from_inside() {
    let work = tempfile::tempdir().unwrap();
    let out = work.path().join("site");
    fs::create_dir(&out).unwrap();
    let mount = |verb: &str, args: &[&str]| {
        let status = std::process::Command::new(verb).args(args).arg(&out).stderr(std::process::Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    };
    if !mount("mount", &["-t", "tmpfs", "-o", "size=1m", "tmpfs"]) {
        return; // Only the administrator may mount; the unit tests of this room walk the same way.
    }
    let first = put(&[("index.html", "one"), ("a/x.html", "x")], &out);
    let second = put(&[("index.html", "two")], &out);
    let left = listing(&out);
    mount("umount", &[]);
    assert!(first.unwrap().remark.unwrap().contains("one by one"));
    assert_eq!(counts(&second.unwrap()), [0, 0, 1, 1]);
    assert_eq!(left, files(&[("index.html", "two")]));
}

#[test]
fn two_builds_of_one_folder_wait_for_each_other() {
    let work = tempfile::tempdir().unwrap();
    let out = work.path().join("site");
    std::thread::scope(|scope| {
        for n in 0..8 {
            let out = &out;
            scope.spawn(move || {
                let text = format!("{n}");
                put(&[("index.html", &text), ("a/x.html", &text)], out).unwrap();
            });
        }
    });
    let left = listing(&out);
    assert_eq!(left["index.html"], left["a/x.html"]);
    only_the_site(work.path());
}
