//! Judging from outside the page: what the content check calls, so that answers are judged by the very sandbox and judge
//! that learners meet.

use super::judge::{BUDGET, Stopper, Told, Trial, judge};
use crate::platform::engine::Engine;
use crate::platform::sandbox::Source;
use crate::platform::{document, http};
use practice::case::Kit;
use practice::catalogue::{Catalogue, Page};
use practice::judging::Judging;
use practice::language::Language;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::rc::Rc;

/// What is to be judged.
#[derive(Deserialize)]
struct Wanted {
    exercise: String,
    language: Language,
    /// (file name, text), the main file first; none for a module.
    #[serde(default)]
    files: Vec<(String, String)>,
    /// A module's bytes.
    #[serde(default)]
    module: Vec<u8>,
    /// Random inputs after the cases.
    #[serde(default)]
    random: u32,
    /// Where their seeds begin.
    #[serde(default)]
    seed: u64,
    /// Whether random inputs come although cases fail: some mistakes show there alone.
    #[serde(default)]
    only_random: bool,
}

/// What came of it.
#[derive(Default, Serialize)]
struct Found {
    /// Each case's folder name, verdict and reasons.
    cases: Vec<(String, &'static str, Vec<String>)>,
    /// Random inputs that passed.
    passed: u32,
    /// The seed of the random input that failed, and why.
    failed: Option<(u64, Vec<String>)>,
    /// The arguments of the smallest failing input, and its files' number.
    smallest: Option<(Vec<String>, usize)>,
    /// Why it could not be judged.
    problem: Option<String>,
}

/// Judges the answer that `wanted` describes, as JSON; the findings, as JSON.
pub(crate) async fn check(wanted: &str) -> String {
    let found = match serde_json::from_str::<Wanted>(wanted) {
        Ok(wanted) => run(wanted).await,
        Err(error) => Err(error.to_string()),
    };
    let found = found.unwrap_or_else(|problem| Found {
        problem: Some(problem),
        ..Found::default()
    });
    serde_json::to_string(&found).unwrap_or_default()
}

async fn run(wanted: Wanted) -> Result<Found, String> {
    let url = document::meta("dryrun:catalogue").unwrap_or_default();
    let catalogue: Catalogue = http::json(&url).await?;
    let entry = catalogue
        .find(&wanted.exercise)
        .ok_or_else(|| format!("there is no exercise called {}", wanted.exercise))?;
    let page: Page = http::json(&entry.page).await?;
    let kit: Rc<Kit> = Rc::new(http::postcard(&page.kit).await?);
    let source = if wanted.language == Language::Wasi {
        Source::Module("module.wasm".to_owned(), Rc::new(wanted.module))
    } else {
        Source::Text(wanted.files)
    };
    let cases = if wanted.only_random {
        0
    } else {
        kit.cases.len()
    };
    let trial = Trial {
        page: Rc::new(page),
        kit: Rc::clone(&kit),
        language: wanted.language,
        source,
        replay: false,
        random: wanted.random,
        plan: Judging::new(cases as u32, wanted.random, BUDGET, wanted.seed),
    };
    let found = RefCell::new(Found::default());
    let hear = |told| {
        let mut found = found.borrow_mut();
        match told {
            Told::Case(index, tried) => {
                let name = kit.cases.get(index).map(|case| case.name.clone());
                found.cases.push((
                    name.unwrap_or_default(),
                    tried.judged.verdict.word(),
                    tried.judged.why.clone(),
                ));
            }
            Told::Passed => found.passed += 1,
            Told::Failing(failing) => {
                found.failed = Some((failing.seed, failing.tried.judged.why.clone()));
                let input = &failing.sample.input;
                found.smallest = Some((input.args.clone(), input.files.len()));
            }
            Told::Begins(_) | Told::Shrinking(_) | Told::Done { .. } => {}
        }
    };
    judge(trial, &Engine::default(), &Stopper::default(), hear).await?;
    Ok(found.into_inner())
}
