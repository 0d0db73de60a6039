//! What the learner has done on a problem, kept between visits.

use super::panel::passes;
use nalsd::problem::{Brief, Moved, Outcome, Question, Verdict};
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
    /// Those of them that only a copy of a model design has passed.
    pub(super) by_model: BTreeSet<Question>,
    /// The names within the storage of copies of model designs.
    pub(super) models: BTreeSet<String>,
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

    /// Whether a design is a copy of a model, by its name within the storage.
    pub(super) fn is_model(&self, name: Option<&str>) -> bool {
        name.is_some_and(|name| self.models.contains(name))
    }

    /// Notes that a design was checked, and what came of it.
    pub(super) fn note(&mut self, question: Question, verdicts: &[Verdict], of_model: bool) {
        self.tried.insert(question);
        if !passes(verdicts) {
            return;
        }
        let first = self.passed.insert(question);
        if !of_model {
            self.by_model.remove(&question);
        } else if first {
            self.by_model.insert(question);
        }
    }

    /// Whether every question is passed.
    pub(super) fn all_passed(&self, brief: &Brief) -> bool {
        brief
            .iterations
            .iter()
            .all(|iteration| self.passed.contains(&iteration.question))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_models_copy_passed_is_noted_until_ones_own_does() {
        let verdict = |passed| Verdict {
            check: "demand".to_owned(),
            title: "All is carried".to_owned(),
            passed,
            reason: String::new(),
            parts: Vec::new(),
        };
        let question = Question::Better;
        // Of a model, whether it passes; then whether the question is passed, and by a model alone.
        for (checks, expected) in [
            (&[(true, false)][..], (false, false)),
            (&[(true, true)], (true, true)),
            (&[(true, true), (false, false)], (true, true)),
            (&[(true, true), (false, true)], (true, false)),
            (&[(false, true), (true, true)], (true, false)),
        ] {
            let mut kept = Kept::default();
            for (of_model, passes) in checks {
                kept.note(question, &[verdict(*passes)], *of_model);
            }
            let found = (
                kept.passed.contains(&question),
                kept.by_model.contains(&question),
            );
            assert_eq!(found, expected, "{checks:?}");
        }
    }
}
