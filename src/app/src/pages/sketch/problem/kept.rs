//! What the learner has done on a problem, kept between visits.

use nalsd::problem::{Brief, Moved, Outcome, Question};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What was said to an estimate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Guess {
    /// A guess, as it was written: it can't be changed any more.
    Committed(String),
    /// None was made.
    Skipped,
}

/// A session against the clock that goes on, whether the page is open or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Session {
    /// When it began, in milliseconds since 1970.
    pub(super) begun: u64,
    /// Shocks that have struck: they strike once.
    pub(super) struck: usize,
    /// How it stands with each of them.
    #[serde(default)]
    pub(super) outcomes: Vec<Outcome>,
    /// What they changed of the world, to be put back.
    #[serde(default)]
    pub(super) moved: Vec<Moved>,
}

impl Session {
    /// One that begins at a moment, in milliseconds since 1970.
    pub(super) const fn begun(begun: u64) -> Self {
        Self {
            begun,
            struck: 0,
            outcomes: Vec::new(),
            moved: Vec::new(),
        }
    }
}

/// What came of a session against the clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Run {
    /// The day it ended on, counted from 1970.
    pub(super) on: i64,
    /// How long it went on, in seconds.
    pub(super) seconds: u64,
    /// How it fared with each shock that struck.
    pub(super) outcomes: Vec<Outcome>,
}

/// What was done on one problem.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Kept {
    /// The guesses, by the estimate's name.
    pub(super) guesses: BTreeMap<String, Guess>,
    /// The questions that a design was checked for.
    pub(super) tried: BTreeSet<Question>,
    /// The questions whose checks all passed.
    pub(super) passed: BTreeSet<Question>,
    /// The session against the clock, while there is one.
    pub(super) session: Option<Session>,
    /// What came of the last one.
    pub(super) run: Option<Run>,
}

impl Kept {
    /// The name that it is kept under.
    pub(super) fn name(problem: &str) -> String {
        format!("design-problem:{problem}")
    }

    /// The question to go on with: the first that isn't passed.
    pub(super) fn next(&self, brief: &Brief) -> Question {
        let mut asked = brief.iterations.iter().map(|iteration| iteration.question);
        asked
            .find(|question| !self.passed.contains(question))
            .unwrap_or(Question::Possible)
    }

    /// The estimates of a question that nothing was said to.
    pub(super) fn open<'a>(
        &'a self,
        brief: &'a Brief,
        question: Question,
    ) -> impl Iterator<Item = &'a nalsd::problem::Estimate> {
        let estimates = brief
            .iteration(question)
            .map(|iteration| iteration.estimates.as_slice());
        estimates
            .unwrap_or_default()
            .iter()
            .filter(|estimate| !self.guesses.contains_key(&estimate.name))
    }

    /// Whether every question is passed.
    pub(super) fn all_passed(&self, brief: &Brief) -> bool {
        brief
            .iterations
            .iter()
            .all(|iteration| self.passed.contains(&iteration.question))
    }
}
