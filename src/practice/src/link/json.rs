//! The JSON within a link.
//!
//! ```json
//! {"kind":"run","exercise":"pstree","fixture":"web-host","settings":{"pids":"1"}}
//! {"kind":"run","exercise":"clique","files":[{"path":"g.txt","text":"1 2\n"},{"path":"b","base64":"AP8"}]}
//! ```
//!
//! A file's bytes are text where they are UTF-8. Members that are not known are ignored, so that a later version may
//! add some that change nothing essential; what does takes another kind.

use super::{BASE64, LinkError, Shared, SharedInput, SharedRun};
use crate::manifest::Settings;
use crate::route::is_name;
use base64::Engine as _;
use serde::{Deserialize, Serialize};

/// The kind of a run.
const RUN: &str = "run";

/// Any shared thing, as far as all have in common.
#[derive(Deserialize)]
struct Kind {
    kind: String,
}

/// A run.
#[derive(Serialize, Deserialize)]
struct Run {
    kind: String,
    exercise: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fixture: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    files: Option<Vec<File>>,
    #[serde(default, skip_serializing_if = "Settings::is_empty")]
    settings: Settings,
}

/// A file, with one of its two forms of content.
#[derive(Serialize, Deserialize)]
struct File {
    path: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    base64: Option<String>,
}

/// Writes a shared thing as JSON: what links pack, and what a file holds when a link can't.
///
/// # Errors
/// [`LinkError::Malformed`] when a name in it is none.
pub fn to_json(shared: &Shared) -> Result<String, LinkError> {
    let Shared::Run(run) = shared;
    let mut wire = Run {
        kind: RUN.to_owned(),
        exercise: name("exercise", run.exercise.clone())?,
        fixture: None,
        files: None,
        settings: run.settings.clone(),
    };
    match &run.input {
        SharedInput::Fixture(fixture) => wire.fixture = Some(name("input", fixture.clone())?),
        SharedInput::Own(files) => wire.files = Some(files.iter().map(pack).collect()),
    }
    serde_json::to_string(&wire).map_err(|error| LinkError::Malformed(error.to_string()))
}

/// Reads a shared thing from JSON. Memory is bounded by the text's length: callers bound that.
///
/// # Errors
/// [`LinkError::NewerKind`] for a kind that is not known, [`LinkError::Malformed`] for everything else.
pub fn from_json(json: &[u8]) -> Result<Shared, LinkError> {
    let malformed = |error: serde_json::Error| LinkError::Malformed(error.to_string());
    let Kind { kind } = serde_json::from_slice(json).map_err(malformed)?;
    if kind != RUN {
        return Err(LinkError::NewerKind(kind));
    }
    let wire: Run = serde_json::from_slice(json).map_err(malformed)?;
    let input = match (wire.fixture, wire.files) {
        (Some(fixture), None) => SharedInput::Fixture(name("input", fixture)?),
        (None, Some(files)) => {
            SharedInput::Own(files.into_iter().map(unpack).collect::<Result<_, _>>()?)
        }
        _ => {
            let what = "it needs either a fixture or files of its own";
            return Err(LinkError::Malformed(what.to_owned()));
        }
    };
    Ok(Shared::Run(SharedRun {
        exercise: name("exercise", wire.exercise)?,
        input,
        settings: wire.settings,
    }))
}

/// Passes a name on if it is one.
fn name(of: &str, name: String) -> Result<String, LinkError> {
    if is_name(&name) {
        return Ok(name);
    }
    Err(LinkError::Malformed(format!(
        "“{name}” is not a name of an {of}"
    )))
}

/// A file as it is written.
fn pack((path, bytes): &(String, Vec<u8>)) -> File {
    let text = std::str::from_utf8(bytes).ok().map(str::to_owned);
    File {
        path: path.clone(),
        base64: text.is_none().then(|| BASE64.encode(bytes)),
        text,
    }
}

/// A file as it was written.
fn unpack(file: File) -> Result<(String, Vec<u8>), LinkError> {
    let bytes = match (file.text, file.base64) {
        (Some(text), None) => Some(text.into_bytes()),
        (None, Some(packed)) => BASE64.decode(packed).ok(),
        _ => None,
    };
    match bytes {
        Some(bytes) => Ok((file.path, bytes)),
        None => Err(LinkError::Malformed(format!(
            "the file “{}” has no readable content",
            file.path
        ))),
    }
}
