//! Saving a design on the reader's machine.

use crate::platform::document;
use nalsd::exchange;
use nalsd::model::Design;

/// Characters of a file's name at most, its ending not counted.
const MAX_STEM: usize = 60;

/// Saves a design's own file; what came of it, in a sentence.
pub(crate) fn save_design(design: &Design) -> String {
    save(design, "dryrun.json", exchange::to_file(design).as_bytes())
}

/// Saves bytes as a file named after a design; what came of it, in a sentence.
pub(super) fn save(design: &Design, ending: &str, bytes: &[u8]) -> String {
    let name = format!("{}.{ending}", stem(design));
    match document::save_file(&name, bytes) {
        Ok(()) => format!("Saved as {name}."),
        Err(problem) => problem,
    }
}

/// A design's name as a file's: `ad-dashboard-3`.
fn stem(design: &Design) -> String {
    let mut stem = String::new();
    for c in design.name.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            stem.push(c);
        } else if !stem.is_empty() && !stem.ends_with('-') {
            stem.push('-');
        }
    }
    let stem: String = stem.chars().take(MAX_STEM).collect();
    let stem = stem.trim_end_matches('-');
    let stem = if stem.is_empty() { "design" } else { stem };
    if design.iteration > 1 {
        format!("{stem}-{}", design.iteration)
    } else {
        stem.to_owned()
    }
}
