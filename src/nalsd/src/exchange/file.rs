//! Designs as files, `NAME.dryrun.json`, and as what share links carry: the same text.
//!
//! ```json
//! {"dryrun":"design","version":1,"design":{"name":"…","iteration":1,"components":[…],"links":[…],"areas":[…],"next":9}}
//! ```
//!
//! Members that are not known are ignored, so that a later version may add what changes nothing essential; what does takes
//! another version. Reading is total: any text gives a sound design or says what is wrong and where.

use crate::edit::{check, tidy};
use crate::model::Design;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The largest file that is read, in bytes.
pub const MAX_FILE: usize = 2_000_000;

/// What a file says it is.
const MARK: &str = "design";

/// The version that is written, and the newest that is read.
const VERSION: u32 = 1;

/// Why a text is no design: whole sentences, what is wrong, where, and what to do. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// It is longer than any file that is made here.
    TooLarge {
        /// How many bytes it has.
        bytes: usize,
    },
    /// It isn't JSON, or ends too early.
    NotJson {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What the parser says.
        what: String,
    },
    /// It is JSON, but not a design of Dryrun's.
    Foreign,
    /// It is of Dryrun's, but something else: `parts`.
    Other(String),
    /// Its version is of the future.
    Newer(u32),
    /// It names a kind or field that isn't known here.
    Unknown {
        /// The name.
        name: String,
        /// The line, from 1.
        line: usize,
    },
    /// A part of it isn't as it should be.
    Malformed {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is expected.
        what: String,
    },
    /// It was read, but makes no sense.
    Unsound(String),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { bytes } => write!(
                f,
                "This file is too large for a design: {:.1} MB, where {} MB are read.",
                *bytes as f64 / 1e6,
                MAX_FILE / 1_000_000
            ),
            Self::NotJson { line, column, what } => write!(
                f,
                "This is not a design's file: it stops being JSON in line {line}, column {column} ({what}). If it was edited by hand, mend that place."
            ),
            Self::Foreign => f.write_str(
                "This is JSON, but not a design of Dryrun: such a file begins with “\"dryrun\": \"design\"”.",
            ),
            Self::Other(what) => write!(
                f,
                "This holds something else of Dryrun's (“{}”), not a design.",
                shown(what)
            ),
            Self::Newer(version) => write!(
                f,
                "This design was made by a newer Dryrun (format {version}). Reload the page to update it, then open the file again."
            ),
            Self::Unknown { name, line } => write!(
                f,
                "Line {line} speaks of “{}”, which this Dryrun doesn't know. It may be of a newer one: reload the page to update it, then open the file again.",
                shown(name)
            ),
            Self::Malformed { line, column, what } => write!(
                f,
                "This design can't be read: line {line}, column {column}: {}.",
                shown(what)
            ),
            Self::Unsound(what) => write!(f, "This design makes no sense, and was not opened. {what}"),
        }
    }
}

impl std::error::Error for ReadError {}

#[derive(Serialize)]
struct Written<'a> {
    dryrun: &'a str,
    version: u32,
    design: &'a Design,
}

#[derive(Deserialize)]
struct File {
    design: Design,
}

/// The beginning of any file of Dryrun's.
#[derive(Deserialize)]
struct Mark {
    dryrun: Option<String>,
    version: Option<u32>,
}

/// A design as the text of a file, on lines that people and their tools can compare.
#[must_use]
pub fn to_file(design: &Design) -> String {
    let mut text = serde_json::to_string_pretty(&written(design)).unwrap_or_default();
    text.push('\n');
    text
}

/// The same without spaces: what links carry, and what is kept.
#[must_use]
pub fn to_compact(design: &Design) -> String {
    serde_json::to_string(&written(design)).unwrap_or_default()
}

fn written(design: &Design) -> Written<'_> {
    Written {
        dryrun: MARK,
        version: VERSION,
        design,
    }
}

/// Reads what [`to_file`] or [`to_compact`] wrote.
///
/// # Errors
/// What is wrong with it.
pub fn from_file(text: &str) -> Result<Design, ReadError> {
    if text.len() > MAX_FILE {
        return Err(ReadError::TooLarge { bytes: text.len() });
    }
    let text = text.trim_start_matches('\u{feff}');
    let mark: Mark = serde_json::from_str(text).map_err(|error| told(&error))?;
    match (mark.dryrun, mark.version) {
        (None, _) | (Some(_), None) => return Err(ReadError::Foreign),
        (Some(_), Some(version)) if version > VERSION => return Err(ReadError::Newer(version)),
        (Some(what), Some(_)) if what != MARK => return Err(ReadError::Other(what)),
        (Some(_), Some(_)) => {}
    }
    let file: File = serde_json::from_str(text).map_err(|error| told(&error))?;
    let design = tidy(file.design);
    check(&design).map_err(|refusal| ReadError::Unsound(refusal.to_string()))?;
    Ok(design)
}

fn told(error: &serde_json::Error) -> ReadError {
    let (line, column) = (error.line(), error.column());
    let said = error.to_string();
    // The parser puts the place last.
    let what = said.split(" at line ").next().unwrap_or(&said).to_owned();
    if error.is_syntax() || error.is_eof() {
        return ReadError::NotJson { line, column, what };
    }
    let unknown = what
        .strip_prefix("unknown variant `")
        .and_then(|rest| rest.split('`').next());
    match unknown {
        Some(name) => ReadError::Unknown {
            name: name.to_owned(),
            line,
        },
        // A file of somebody else's: its first lines have other members, or none.
        None if what.starts_with("invalid type") && line == 1 && column <= 1 => ReadError::Foreign,
        None => ReadError::Malformed { line, column, what },
    }
}

/// The start of a stranger's text, without what could disturb the sentence around it.
fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(120).collect()
}
