//! Templates and assets: built in, or from the user's folder where it has a file of the same name.

use crate::config::Config;
use crate::error::Error;
use include_dir::{Dir, include_dir};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// The theme's own style sheet, among the assets; it goes into the site's sheet, not to an address of its own.
pub(super) const STYLES: &str = "dossier.css";

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
    pub fn load(config: &Config) -> Result<Theme, Error> {
        let mut theme = Theme::built_in();
        if !config.theme.embedded_fonts {
            theme.assets.retain(|name, _| !name.starts_with("fonts/"));
        }
        if let Some(folder) = &config.theme.templates {
            theme.lay_over(folder)?;
        }
        Ok(theme)
    }

    /// The theme inside the program.
    pub fn built_in() -> Theme {
        let mut theme = Theme::default();
        let mut folders = vec![&BUILT_IN];
        while let Some(folder) = folders.pop() {
            folders.extend(folder.dirs());
            for file in folder.files() {
                let name = file.path().to_string_lossy().replace('\\', "/");
                if let Some(asset) = name.strip_prefix("assets/") {
                    let script = file.contents_utf8().filter(|_| asset.ends_with(".js"));
                    let contents =
                        script.map_or(Cow::Borrowed(file.contents()), |s| Cow::Owned(squeezed(s).into_bytes()));
                    theme.assets.insert(asset.to_string(), contents);
                } else if let Some(text) = file.contents_utf8() {
                    theme.templates.insert(name, text.to_string());
                }
            }
        }
        theme
    }

    /// The names of the assets that have an address, sorted.
    pub fn asset_names(&self) -> Vec<String> {
        self.assets.keys().filter(|name| *name != STYLES).cloned().collect()
    }

    /// Puts the files of a folder in the place of built-in ones. A file that stands in for nothing is a mistake of
    /// its name.
    fn lay_over(&mut self, folder: &Path) -> Result<(), Error> {
        let known = Theme::built_in();
        let names = known.templates.keys().cloned().chain(known.assets.keys().map(|name| format!("assets/{name}")));
        let names: Vec<String> = names.collect();
        let unreadable = |path: &Path, error: &dyn std::fmt::Display| Error::Input {
            path: path.to_path_buf(),
            reason: format!("cannot be read: {error}"),
            help: "`theme.templates` names a folder whose files replace built-in templates; `dossier init --theme` \
                   writes them all"
                .into(),
        };
        let mut folders = vec![folder.to_path_buf()];
        while let Some(at) = folders.pop() {
            for entry in fs::read_dir(&at).map_err(|error| unreadable(&at, &error))? {
                let path = entry.map_err(|error| unreadable(&at, &error))?.path();
                let below = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                if below.split('/').any(|part| part.starts_with('.')) {
                    continue;
                }
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                if !names.contains(&below) {
                    return Err(Error::Input {
                        reason: "is not the name of a template".into(),
                        help: suggest(&below, &names),
                        path,
                    });
                }
                let bytes = fs::read(&path).map_err(|error| unreadable(&path, &error))?;
                match below.strip_prefix("assets/") {
                    Some(asset) => {
                        // A font that the configuration leaves out stays out.
                        if let Some(slot) = self.assets.get_mut(asset) {
                            *slot = Cow::Owned(bytes);
                        }
                    }
                    None => {
                        let text = String::from_utf8(bytes).map_err(|error| unreadable(&path, &error))?;
                        self.templates.insert(below, text);
                    }
                }
            }
        }
        Ok(())
    }
}

/// A script of ours without what nothing needs: indents, lines that are comments, spaces around signs, most line ends. Its
/// texts hold none of these, and no comment stands behind code.
fn squeezed(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")) {
        let spaced = ["=>", "=", "===", "+", "-", "*", "<", ">", "&&", "||", "|", "?", ":", "+=", ">=", "!=="];
        out.push_str(&spaced.iter().fold(line.to_string(), |line, sign| line.replace(&format!(" {sign} "), sign)));
        if !line.ends_with([';', ',', '{']) {
            out.push('\n');
        }
    }
    out
}

fn suggest(name: &str, names: &[String]) -> String {
    let near = names
        .iter()
        .map(|known| (strsim::damerau_levenshtein(name, known), known))
        .min()
        .filter(|(distance, known)| *distance <= known.len() / 3);
    match near {
        Some((_, known)) => format!("did you mean `{known}`?"),
        None => format!("the templates are: {}", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_has_its_name_in_the_list() {
        let built_in: Vec<String> = Theme::built_in().templates.into_keys().collect();
        assert_eq!(built_in, crate::model::TEMPLATES);
    }

    #[test]
    fn a_squeezed_script_says_the_same() {
        assert_eq!(
            squeezed("// No.\n  if (a === b) {\n    c = 'd, e';\n  }\n\n  f()\n"),
            "if (a===b) {c='d, e';}\nf()\n"
        );
        let texts = |script: &str| -> Vec<String> {
            let lines = script.lines().map(str::trim).filter(|line| !line.starts_with("//"));
            lines.flat_map(|line| line.split('\'').skip(1).step_by(2)).map(str::to_string).collect()
        };
        let own = BUILT_IN.get_file("assets/dossier.js").and_then(|file| file.contents_utf8()).expect("it is built in");
        assert_eq!(texts(own).concat(), texts(&squeezed(own)).concat());
    }

    #[test]
    fn a_near_name_is_suggested() {
        let names = ["pages/home.html".to_string(), "pages/topic.html".to_string()];
        assert_eq!(suggest("pages/hom.html", &names), "did you mean `pages/home.html`?");
        assert!(suggest("x", &names).starts_with("the templates are"));
    }
}
