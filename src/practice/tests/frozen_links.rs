//! Links once given out are read forever: every token in `tests/links` holds what the JSON beside it says.

#![allow(clippy::unwrap_used)]

use practice::link::{LinkError, Shared, SharedInput, decode, encode};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

fn links() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/links");
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    found.sort();
    found
}

/// What was shared, in the terms of the files beside the tokens.
fn told(shared: &Shared) -> Value {
    let run = match shared {
        Shared::Run(run) => run,
        Shared::Design(design) => {
            let design: Value = serde_json::from_str(&design.file).unwrap();
            return json!({ "design": design });
        }
        Shared::Code(code) => {
            return json!({
                "exercise": code.exercise,
                "language": code.language.name(),
                "program": code.files,
                "replay": code.replay,
            });
        }
    };
    let mut told = json!({ "exercise": run.exercise, "settings": run.settings });
    match &run.input {
        SharedInput::Fixture(name) => told["fixture"] = json!(name),
        SharedInput::Own(files) => {
            let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
            told["files"] = files
                .iter()
                .map(|(path, bytes)| json!([path, hex(bytes)]))
                .collect();
        }
    }
    told
}

#[test]
fn every_frozen_link_holds_what_it_held() {
    let links = links();
    assert!(links.len() >= 11, "frozen links were deleted");
    for path in links {
        let token = fs::read_to_string(&path).unwrap();
        let expected = fs::read(path.with_extension("json")).unwrap();
        let expected: Value = serde_json::from_slice(&expected).unwrap();
        let shared = decode(&token).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(told(&shared), expected, "{}", path.display());
        // What an old link held can be shared once more.
        let again = encode(&shared).unwrap();
        assert_eq!(decode(&again), Ok(shared), "{}", path.display());
    }
}

#[test]
fn a_frozen_link_of_which_an_end_is_missing_says_so() {
    for path in links() {
        let token = fs::read_to_string(&path).unwrap();
        let token = token.trim();
        for end in 2..token.len() {
            assert_eq!(
                decode(&token[..end]),
                Err(LinkError::Truncated),
                "{} to {end}",
                path.display()
            );
        }
    }
}
