//! Design problems: what is given, what is asked by iteration, and how a design is judged.
//!
//! A [`Brief`] is data (`design.toml` of an exercise folder). Its given numbers are assumptions that every expression of the
//! brief may name. [`judge`] puts them over those of the learner's design, analyses it, and runs the checks; [`score`] tells
//! how near a guess came.

mod brief;
mod checks;
mod estimate;
mod reach;
mod run;
mod terms;
mod timed;
mod verdicts;

#[cfg(test)]
mod tests;

pub use brief::{
    Brief, Check, Demand, Estimate, Given, Iteration, Percentile, Question, Rule, Working,
};
pub use checks::checks;
pub use estimate::{Score, score};
pub use run::{Moved, Outcome, put_back};
pub use terms::Terms;
pub use timed::{Change, Shock, Standing, Timed};

use crate::analysis::analyse;
use crate::model::Design;
use serde::{Deserialize, Serialize};

/// What a check says of a design.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The check's name within the brief.
    pub check: String,
    /// What is checked, for people.
    pub title: String,
    /// Whether it holds.
    pub passed: bool,
    /// Why, with the figures it turns on: `Query store has 40 machines and needs 63: memory binds.`
    pub reason: String,
    /// The components or areas that it is about, the first one foremost.
    pub parts: Vec<crate::model::Id>,
}

/// Judges a design as an answer to one iteration of a problem: its checks, in their order.
#[must_use]
pub fn judge(brief: &Brief, question: Question, design: &Design) -> Vec<Verdict> {
    let judged = brief.over(design);
    let analysis = analyse(&judged);
    checks(brief, &judged, &analysis, &brief.checks_of(question))
}
