//! What an answer is at this moment: its files, its program, what is marked in it.

use super::desk::Desk;
use super::module::Module;
use super::sheet::Sheet;
use crate::platform::sandbox::Source;
use practice::case::Kit;
use practice::catalogue::Page;
use practice::judge::traceback::{self, Mark};
use practice::language::Language;
use practice::link::SharedCode;
use std::rc::Rc;

/// Where one begins in a language.
pub(super) fn starter(page: &Page, kit: &Kit, language: Language) -> Vec<(String, String)> {
    let none = match language {
        Language::Shell => {
            "# The arguments are $1, $2 and so on (\"$@\" all of them); the exercise's files are where the task says.\n"
        }
        Language::Python | Language::JavaScript | Language::Wasi => "",
    };
    let text = kit.starter(language).unwrap_or(none).to_owned();
    vec![(language.main_file(&page.name), text)]
}

/// The reader's files as they are now.
pub(super) fn files(
    desk: &Desk,
    language: Language,
    starter: &[(String, String)],
) -> Vec<(String, String)> {
    desk.work()
        .drafts
        .get(&language)
        .map_or_else(|| starter.to_vec(), |draft| draft.files.clone())
}

/// What would run now.
pub(super) fn source(
    desk: &Desk,
    language: Language,
    starter: &[(String, String)],
    module: &Option<Module>,
    foreign: Option<&SharedCode>,
) -> Option<Source> {
    if let Some(code) = foreign {
        return Some(Source::Text(code.files.clone()));
    }
    if language == Language::Wasi {
        let (name, bytes) = module.clone()?;
        return Some(Source::Module(name, bytes));
    }
    Some(Source::Text(files(desk, language, starter)))
}

/// The marks of the first failure's traceback.
pub(super) fn marks(sheet: &Sheet, language: Language, files: &[(String, String)]) -> Vec<Mark> {
    let names: Vec<String> = files.iter().map(|(name, _)| name.clone()).collect();
    let tried = sheet
        .first_failure()
        .and_then(|index| sheet.cases.get(index).cloned().flatten())
        .or_else(|| {
            sheet
                .failing
                .as_ref()
                .map(|failing| Rc::clone(&failing.tried))
        });
    tried.map_or_else(Vec::new, |tried| {
        let stderr = String::from_utf8_lossy(&tried.outcome.stderr);
        traceback::marks(language, &names, &stderr)
    })
}

/// What a language can't do here.
pub(super) fn absent(language: Language) -> &'static str {
    match language {
        Language::Python => "CPython 3.14: no subprocesses, threads or sockets",
        Language::JavaScript => "node:fs, path, process, readline, zlib; no network",
        Language::Shell => "bash, grep, sed, awk, jq; 10 to 40 times slower than native",
        Language::Wasi => "WASI preview 1: no sockets, no threads",
    }
}
