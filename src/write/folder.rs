//! A built site on disk.

use super::manifest;
use super::settle::foreign;
use crate::error::Error;
use crate::model::{Files, SitePath};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

/// The files of a folder as a site. Hidden files, and files whose names no site can have, are passed over.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
    paths: Vec<SitePath>,
}

impl Folder {
    /// Lists the files of a folder.
    pub fn open(root: &Path) -> Result<Folder, Error> {
        let all = foreign(root, &BTreeSet::new()).map_err(|error| Error::Input {
            path: root.to_path_buf(),
            reason: format!("folder cannot be read: {}", super::place::said(&error)),
            help: "name a folder that dossier built".into(),
        })?;
        let plain = |path: PathBuf| {
            let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
            let is_file = root.join(&path).symlink_metadata().is_ok_and(|meta| meta.is_file());
            SitePath::new(parts?.join("/")).ok().filter(|_| is_file)
        };
        let mut paths: Vec<SitePath> = all.files.into_iter().filter_map(plain).collect();
        paths.sort();
        Ok(Folder { root: root.to_path_buf(), paths })
    }

    /// Files that the manifest lists and that are gone or not as they were written.
    pub fn differing(&self) -> Vec<SitePath> {
        let text = manifest::of_folder(&self.root).unwrap_or_default();
        let is_other = |path: &SitePath, written| !self.read(path).is_ok_and(|bytes| manifest::hash(&bytes) == written);
        manifest::from_text(&text)
            .into_iter()
            .filter(|(path, written)| is_other(path, *written))
            .map(|(p, _)| p)
            .collect()
    }
}

impl Files for Folder {
    fn paths(&self) -> Vec<SitePath> {
        self.paths.clone()
    }

    fn read(&self, path: &SitePath) -> io::Result<Vec<u8>> {
        std::fs::read(self.root.join(path.as_str()))
    }
}
