//! The folders of design problems as the sketchpad reads them.

use crate::content::{entries, file_name, read};
use crate::dist::Dist;
use crate::highlight::Highlighter;
use crate::markdown;
use anyhow::{Context, Result, bail};
use nalsd::problem::{Brief, Question};
use practice::catalogue::{DesignPage, Entry};
use practice::manifest::{DesignManifest, Track};
use std::path::Path;

/// What the name of a file that holds a design ends in.
const DESIGN: &str = ".dryrun.json";

/// Adds one design problem; its order within the track, and its entry.
pub(crate) fn design(
    path: &Path,
    highlighter: &Highlighter,
    dist: &mut Dist,
) -> Result<(u8, Entry)> {
    let name = file_name(path);
    let manifest: DesignManifest =
        toml::from_str(&read(&path.join("exercise.toml"))?).context("exercise.toml")?;
    if manifest.track != Track::Design {
        bail!("exercise.toml: the track is not that of the folder it is in");
    }
    let brief: Brief = toml::from_str(&read(&path.join("design.toml"))?).context("design.toml")?;
    let rendered = |file: &str| -> Result<String> {
        markdown::render(&read(&path.join(file))?, highlighter).context(file.to_owned())
    };
    let page = DesignPage {
        statement: rendered("statement.md")?,
        hints: markdown::hints(&read(&path.join("hints.md"))?, highlighter).context("hints.md")?,
        approaches: rendered("approaches.md")?,
        rubric: rendered("rubric.md")?,
        brief: serde_json::to_string(&brief).context("writing the brief")?,
        models: models(path)?,
        name: name.clone(),
        manifest,
    };
    let json = serde_json::to_vec(&page).context("writing the page")?;
    let url = dist.add_hashed(&format!("content/{name}.json"), json);
    let manifest = page.manifest;
    let entry = Entry {
        name,
        title: manifest.title,
        summary: manifest.summary,
        track: manifest.track,
        week: manifest.week,
        difficulty: manifest.difficulty,
        minutes: manifest.minutes,
        skills: manifest.skills,
        cases: u32::try_from(brief.checks.len()).context("counting checks")?,
        page: url,
    };
    Ok((manifest.order, entry))
}

/// The model designs, one for each iteration, in the order of their names. Their layout in the file is for people.
fn models(path: &Path) -> Result<Vec<String>> {
    let files: Vec<_> = entries(&path.join("iterations"))?
        .into_iter()
        .filter(|file| file_name(file).ends_with(DESIGN))
        .collect();
    if files.len() != Question::ALL.len() {
        bail!(
            "iterations: there are {} designs, and {} questions",
            files.len(),
            Question::ALL.len()
        );
    }
    files
        .iter()
        .map(|file| {
            let value: serde_json::Value =
                serde_json::from_str(&read(file)?).with_context(|| file_name(file))?;
            Ok(value.to_string())
        })
        .collect()
}
