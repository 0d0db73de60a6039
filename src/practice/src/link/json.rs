//! The JSON within a link.
//!
//! ```json
//! {"kind":"run","exercise":"pstree","fixture":"web-host","settings":{"pids":"1"}}
//! {"kind":"run","exercise":"clique","files":[{"path":"g.txt","text":"1 2\n"},{"path":"b","base64":"AP8"}]}
//! {"kind":"code","exercise":"pstree","language":"python","files":[{"path":"main.py","text":"import os\n"}],"replay":4127}
//! {"kind":"design","design":{"dryrun":"design","version":1,"design":{"name":"Ad dashboard"}}}
//! ```
//!
//! A run's file is text where its bytes are UTF-8; a program's files are text, the main file first, their paths plain
//! names ([`check_names`]). `replay` is the seed of a random input to be judged. A design is the JSON of its file, as it is. Members that are not known are ignored, so that a later version may
//! add some that change nothing essential; what does takes another kind.

use super::{BASE64, LinkError, Shared, SharedCode, SharedDesign, SharedInput, SharedRun};
use crate::language::Language;
use crate::manifest::Settings;
use crate::route::is_name;
use crate::work::check_names;
use base64::Engine as _;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// The kind of a run.
const RUN: &str = "run";

/// The kind of a program.
const CODE: &str = "code";

/// The kind of a design.
const DESIGN: &str = "design";

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

/// A program.
#[derive(Serialize, Deserialize)]
struct Code {
    kind: String,
    exercise: String,
    language: String,
    files: Vec<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    replay: Option<u64>,
}

/// A design.
#[derive(Serialize, Deserialize)]
struct Design {
    kind: String,
    design: Box<RawValue>,
}

/// A file of a program.
#[derive(Serialize, Deserialize)]
struct Text {
    path: String,
    text: String,
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
    let json = match shared {
        Shared::Run(run) => serde_json::to_string(&run_to_wire(run)?),
        Shared::Code(code) => serde_json::to_string(&code_to_wire(code)?),
        Shared::Design(design) => serde_json::to_string(&design_to_wire(design)?),
    };
    json.map_err(|error| LinkError::Malformed(error.to_string()))
}

/// Reads a shared thing from JSON. Memory is bounded by the text's length: callers bound that.
///
/// # Errors
/// [`LinkError::NewerKind`] for a kind that is not known, [`LinkError::Malformed`] for everything else.
pub fn from_json(json: &[u8]) -> Result<Shared, LinkError> {
    let malformed = |error: serde_json::Error| LinkError::Malformed(error.to_string());
    let Kind { kind } = serde_json::from_slice(json).map_err(malformed)?;
    match kind.as_str() {
        RUN => run_from_wire(serde_json::from_slice(json).map_err(malformed)?),
        CODE => code_from_wire(serde_json::from_slice(json).map_err(malformed)?),
        DESIGN => {
            let wire: Design = serde_json::from_slice(json).map_err(malformed)?;
            let file = wire.design.get().to_owned();
            Ok(Shared::Design(SharedDesign { file }))
        }
        _ => Err(LinkError::NewerKind(kind)),
    }
}

fn run_to_wire(run: &SharedRun) -> Result<Run, LinkError> {
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
    Ok(wire)
}

fn run_from_wire(wire: Run) -> Result<Shared, LinkError> {
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

fn code_to_wire(code: &SharedCode) -> Result<Code, LinkError> {
    program(&code.files)?;
    let files = code.files.iter().map(|(path, text)| Text {
        path: path.clone(),
        text: text.clone(),
    });
    Ok(Code {
        kind: CODE.to_owned(),
        exercise: name("exercise", code.exercise.clone())?,
        language: code.language.name().to_owned(),
        files: files.collect(),
        replay: code.replay,
    })
}

fn code_from_wire(wire: Code) -> Result<Shared, LinkError> {
    let files = wire.files.into_iter().map(|file| (file.path, file.text));
    let files: Vec<(String, String)> = files.collect();
    program(&files)?;
    let Some(language) = Language::from_name(&wire.language) else {
        return Err(LinkError::NewerKind(format!(
            "a program in {}",
            wire.language
        )));
    };
    Ok(Shared::Code(SharedCode {
        exercise: name("exercise", wire.exercise)?,
        language,
        files,
        replay: wire.replay,
    }))
}

fn design_to_wire(design: &SharedDesign) -> Result<Design, LinkError> {
    // Space around it is no part of the value.
    let text = design.file.trim_matches([' ', '\t', '\n', '\r']);
    let design = RawValue::from_string(text.to_owned());
    Ok(Design {
        kind: DESIGN.to_owned(),
        design: design.map_err(|error| LinkError::Malformed(error.to_string()))?,
    })
}

/// Makes sure that a program has files, and that their names are names.
fn program(files: &[(String, String)]) -> Result<(), LinkError> {
    if files.is_empty() {
        return Err(LinkError::Malformed("it has no files".to_owned()));
    }
    check_names(files.iter().map(|(path, _)| path.as_str())).map_err(|error| {
        let said = error.to_string();
        LinkError::Malformed(said.trim_end_matches('.').to_owned())
    })
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
