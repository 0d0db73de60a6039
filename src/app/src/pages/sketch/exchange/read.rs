//! Reading what is brought in: a design's own file, or Mermaid text.

use crate::platform::own_files;
use nalsd::exchange;
use nalsd::model::Design;
use web_sys::File;

/// What was brought in.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Brought {
    pub(crate) design: Design,
    /// What could not be taken over, or had to be guessed.
    pub(crate) notes: Vec<String>,
}

/// Reads a text, of a file of that name if it was one.
///
/// # Errors
/// What is wrong with it, where, and what to do.
pub(crate) fn text(text: &str, file: Option<&str>) -> Result<Brought, String> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err("There is nothing in it. A design's file ends in .dryrun.json; Mermaid text begins with “flowchart”.".to_owned());
    }
    if text.trim_start().starts_with('{') {
        return exchange::from_file(text)
            .map(|design| Brought {
                design,
                notes: Vec::new(),
            })
            .map_err(|error| error.to_string());
    }
    let imported = exchange::from_mermaid(text).map_err(|error| error.to_string())?;
    let mut design = imported.design;
    if let Some(stem) = file.and_then(|name| name.split('.').next())
        && !stem.is_empty()
        && design.name == Design::default().name
    {
        stem.clone_into(&mut design.name);
    }
    Ok(Brought {
        design,
        notes: imported.notes,
    })
}

/// Whether a text that was pasted on the page looks like a design; other texts are left to whom they belong.
pub(crate) fn is_design(text: &str) -> bool {
    let text = text.trim_start();
    let first = text.split_whitespace().next().unwrap_or("");
    let start: String = text
        .chars()
        .take(200)
        .filter(|c| !c.is_whitespace())
        .collect();
    matches!(first, "flowchart" | "graph" | "```mermaid")
        || start.starts_with("{\"dryrun\":\"design\"")
}

/// Reads a file.
///
/// # Errors
/// What is wrong with it, where, and what to do.
pub(crate) async fn file(file: &File) -> Result<Brought, String> {
    let name = file.name();
    let wrong = |problem: String| format!("{name}: {problem}");
    if file.size() > exchange::MAX_FILE as f64 {
        return Err(wrong(format!(
            "it is too large for a design: {:.1} MB, where {} MB are read.",
            file.size() / 1e6,
            exchange::MAX_FILE / 1_000_000
        )));
    }
    let bytes = own_files::bytes(file).await?;
    let content = String::from_utf8(bytes).map_err(|_| {
        wrong(
            "this is no text. A design's file ends in .dryrun.json; pictures can't be read back."
                .to_owned(),
        )
    })?;
    text(&content, Some(&name)).map_err(wrong)
}
