//! Writes what the line model measures, and what it decides with tables of one's own: `tools/line-table/train.py`
//! trains the table on the one and scores it by the other.
//!
//! ```text
//! line_features features TEXTS OUT                    OUT, OUT.idx and OUT.names, as train.py reads them
//! line_features predict  TEXTS TABLES FOLDS.tsv OUT   one ID.json a text: {"text", "beside"}
//! line_features show     TEXT  TABLE.tsv              a row a line: state, answer, log-odds, margin, rule, text
//! ```
//!
//! TEXTS is a folder of repaired `.txt` files (`train.py` makes one).
#![allow(dead_code, unused_imports, clippy::print_stdout, clippy::unwrap_used)]

// The model says `crate::text` and `crate::lang`, and this is its crate here.
use dossier::{lang, text};

fn main() -> std::io::Result<()> {
    normalise::main()
}

#[path = "."]
mod normalise {
    // The model has no public door: what it decides reaches the library's users as fates in the ledger.
    #[path = "../src/normalise/lines/mod.rs"]
    mod lines;

    use dossier::lang::phrases;
    use lines::{Answer, LineView, NAMES, Said, Table, Tuning, judge_with, measure};
    use std::collections::HashMap;
    use std::fs::{self, File};
    use std::io::{BufWriter, Error, Result, Write};

    /// Lines longer than this hold no interface phrase worth looking for.
    const LONGEST_PHRASED: usize = 500;

    fn views(text: &str) -> Vec<LineView<'_>> {
        let (mut views, mut folded, mut blank) = (Vec::new(), String::new(), false);
        for text in text.lines().map(str::trim) {
            if text.is_empty() {
                blank = true;
                continue;
            }
            let mut view = LineView { text, blank_before: blank, ..LineView::default() };
            if text.len() <= LONGEST_PHRASED {
                phrases::fold_into(&mut folded, text);
                phrases::phrases().find(&folded, |hit| view.said.add(hit.section, hit.whole, hit.len));
            }
            views.push(view);
            blank = false;
        }
        views
    }

    fn texts(folder: &str) -> Result<Vec<(String, String)>> {
        let mut paths = fs::read_dir(folder)?.map(|e| Ok(e?.path())).collect::<Result<Vec<_>>>()?;
        paths.sort();
        let name = |p: &std::path::Path| p.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        paths.iter().map(|p| Ok((name(p), String::from_utf8_lossy(&fs::read(p)?).into_owned()))).collect()
    }

    fn table(path: &str) -> Result<Table> {
        Table::parse(&fs::read_to_string(path)?).ok_or_else(|| Error::other(format!("{path} is not a table")))
    }

    fn features(folder: &str, out: &str) -> Result<()> {
        fs::write(format!("{out}.names"), NAMES.join("\n"))?;
        let mut rows = BufWriter::new(File::create(out)?);
        let mut index = BufWriter::new(File::create(format!("{out}.idx"))?);
        for (id, text) in texts(folder)? {
            let measured = measure(&views(&text), None);
            writeln!(index, "{id}\t{}", measured.len())?;
            for value in measured.iter().flatten() {
                rows.write_all(&value.to_le_bytes())?;
            }
        }
        Ok(())
    }

    fn predict(folder: &str, tables: &str, folds: &str, out: &str) -> Result<()> {
        let folds = fs::read_to_string(folds)?;
        let folds: HashMap<&str, &str> = folds.lines().filter_map(|l| l.split_once('\t')).collect();
        let mut known: HashMap<String, Table> = HashMap::new();
        fs::create_dir_all(out)?;
        for (id, text) in texts(folder)? {
            let fold = folds.get(id.as_str()).copied().unwrap_or("all");
            if !known.contains_key(fold) {
                known.insert(fold.to_string(), table(&format!("{tables}/{fold}.tsv"))?);
            }
            let views = views(&text);
            let judged = judge_with(&views, None, &known[fold], &Tuning::default());
            let of = |answer: Answer| {
                let lines = views.iter().zip(&judged).filter(|(_, j)| j.answer == answer).map(|(v, _)| v.text);
                lines.collect::<Vec<_>>().join("\n")
            };
            let told = serde_json::json!({"text": of(Answer::Body), "beside": of(Answer::Doubtful)});
            fs::write(format!("{out}/{id}.json"), told.to_string())?;
        }
        Ok(())
    }

    fn show(path: &str, file: &str) -> Result<()> {
        let text = fs::read_to_string(path)?;
        let views = views(&text);
        let judged = judge_with(&views, None, &table(file)?, &Tuning::default());
        for (v, j) in views.iter().zip(&judged) {
            let rule = j.rule.unwrap_or("");
            println!("{:?}\t{:?}\t{}\t{}\t{rule}\t{}", j.state, j.answer, j.odds, j.margin, v.text);
        }
        Ok(())
    }

    pub(super) fn main() -> Result<()> {
        let arguments: Vec<String> = std::env::args().skip(1).collect();
        match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            ["features", folder, out] => features(folder, out),
            ["predict", folder, tables, folds, out] => predict(folder, tables, folds, out),
            ["show", path, file] => show(path, file),
            _ => Err(Error::other("features TEXTS OUT | predict TEXTS TABLES FOLDS OUT | show TEXT TABLE")),
        }
    }
}
