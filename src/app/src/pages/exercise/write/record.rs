//! What is kept of a judged run: in the history, and in what the reader has done.

use super::desk::Desk;
use super::sheet::Sheet;
use crate::platform::document;
use practice::language::Language;
use practice::progress::{Act, Progress};
use practice::work::{Random, Run};
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

/// What a judged run was begun with: what is recorded at its end.
#[derive(Clone)]
pub(super) struct Begun {
    pub(super) number: u32,
    pub(super) language: Language,
    pub(super) files: Vec<(String, String)>,
    /// The seed of the first random input.
    pub(super) seed: u64,
    pub(super) at_ms: u64,
    /// Whether the code is the reader's own.
    pub(super) mine: bool,
}

/// Keeps a run that is done in the history, and in what the reader has done.
pub(super) fn record_run(
    run: Begun,
    name: &str,
    desk: &Desk,
    sheet: &Sheet,
    record: &Callback<Act>,
) {
    // A replay says how one input goes, not how the answer stands; a broken runtime says nothing.
    if !run.mine || sheet.replay || sheet.broken() > 0 {
        return;
    }
    let seconds = sheet
        .cases
        .iter()
        .flatten()
        .map(|tried| tried.outcome.seconds)
        .sum();
    let kept = Run {
        at_ms: run.at_ms,
        language: run.language,
        files: run.files,
        passed: sheet.passing() as u32,
        total: sheet.cases.len() as u32,
        random: (sheet.passed > 0 || sheet.failing.is_some()).then(|| Random {
            seed: run.seed,
            count: sheet.passed,
            failed: sheet.failing.as_ref().map(|failing| failing.seed),
        }),
        seconds,
    };
    let (desk, record) = (desk.clone(), record.clone());
    let (name, passed) = (name.to_owned(), sheet.is_pass());
    // After this drawing: nothing is changed while it is drawn.
    spawn_local(async move {
        desk.change(|work| work.record_run(kept));
        let day = document::today();
        record.emit(if passed {
            Act::Pass(name, day, run.language)
        } else {
            Act::Try(name, day)
        });
    });
}

/// How it stands with the exercise.
pub(super) fn pill(
    progress: &Progress,
    name: &str,
    shared: bool,
) -> Option<(&'static str, &'static str)> {
    if shared {
        Some(("now", "shared code"))
    } else if progress.passed.contains_key(name) {
        Some(("ok", "passed"))
    } else if progress.tried.contains_key(name) {
        Some(("now", "in progress"))
    } else {
        None
    }
}
