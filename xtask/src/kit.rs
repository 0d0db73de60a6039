//! What an answer is written from and judged by: the cases, starters and model answers of an exercise, in one file.

use crate::content::{entries, file_name, folders, read};
use crate::highlight::Highlighter;
use crate::markdown;
use anyhow::{Context, Result};
use contract::bundle;
use practice::case::{CaseKit, Expected, Kit};
use practice::manifest::Case;
use std::fs;
use std::path::Path;

/// Reads an exercise's folder.
pub(crate) fn kit(path: &Path, highlighter: &Highlighter) -> Result<Kit> {
    let mut kit = Kit::default();
    for folder in folders(&path.join("cases"))? {
        let name = file_name(&folder);
        kit.cases
            .push(case(&folder, highlighter).with_context(|| format!("cases/{name}"))?);
    }
    for file in entries(path)?.into_iter().filter(|file| file.is_file()) {
        let name = file_name(&file);
        if name.starts_with("starter.") {
            kit.starters.push((name, read(&file)?));
        } else if name.starts_with("solution.") && name != "solution.rs" {
            kit.answers.push((name, read(&file)?));
        }
    }
    Ok(kit)
}

fn case(folder: &Path, highlighter: &Highlighter) -> Result<CaseKit> {
    let case: Case = toml::from_str(&read(&folder.join("case.toml"))?).context("case.toml")?;
    let optional = |file: &str| fs::read(folder.join(file)).unwrap_or_default();
    let tree = match fs::read(folder.join("files.bundle")) {
        Ok(bytes) => bundle::parse(&bytes).context("files.bundle")?,
        Err(_) => contract::MemoryFiles::new(),
    };
    Ok(CaseKit {
        name: file_name(folder),
        title: case.title,
        args: case.args,
        env: case.env,
        stdin: optional("stdin"),
        fixture: case.fixture,
        files: tree
            .iter()
            .map(|(path, bytes)| (path.to_owned(), bytes.to_vec()))
            .collect(),
        empty_dirs: tree.empty_dirs().map(str::to_owned).collect(),
        expected: Expected {
            stdout: fs::read(folder.join("stdout")).context("stdout")?,
            status: case.status,
            stderr_has: case.stderr_has,
        },
        hint: markdown::render(&case.hint, highlighter).context("the hint")?,
    })
}
