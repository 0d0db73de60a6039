//! What is kept of earlier programs: those that were run, and those that were set aside.

use super::{Files, Work, size};
use crate::language::Language;
use serde::{Deserialize, Serialize};

/// The most runs that are kept.
pub const MAX_RUNS: usize = 50;

/// The most programs that are kept aside.
pub const MAX_SHELVED: usize = 30;

/// The most bytes of source that the runs, and likewise the shelf, keep: browsers give a page some megabytes.
pub const MAX_BYTES: usize = 512 * 1024;

/// A judged run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// When.
    pub at_ms: u64,
    /// In which language.
    pub language: Language,
    /// What was run; empty when it was too large to keep.
    #[serde(default)]
    pub files: Files,
    /// How many cases passed.
    #[serde(default)]
    pub passed: u32,
    /// How many cases there were.
    #[serde(default)]
    pub total: u32,
    /// The random inputs, if it came to them.
    #[serde(default)]
    pub random: Option<Random>,
    /// Seconds that all of it took.
    #[serde(default)]
    pub seconds: f64,
}

/// The random inputs of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Random {
    /// The seed of the first.
    pub seed: u64,
    /// How many were run.
    pub count: u32,
    /// The seed of the one that failed.
    pub failed: Option<u64>,
}

/// A program that was set aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shelved {
    /// When it was last changed, or when it was set aside.
    pub at_ms: u64,
    /// Its language.
    pub language: Language,
    /// Its files.
    #[serde(default)]
    pub files: Files,
    /// Why it is here, in words for the learner: "before a fresh start".
    #[serde(default)]
    pub why: String,
}

impl Work {
    /// Adds a run; the oldest give way.
    pub fn record_run(&mut self, mut run: Run) {
        if size(&run.files) > MAX_BYTES {
            run.files.clear();
        }
        self.runs.push(run);
        self.bound();
    }

    /// Sets a program aside, unless the same one is there already; the oldest give way.
    pub(super) fn shelve(&mut self, shelved: Shelved) {
        let same =
            |other: &Shelved| (other.language, &other.files) == (shelved.language, &shelved.files);
        if !shelved.files.is_empty() && !self.shelf.iter().any(same) {
            self.shelf.push(shelved);
            self.bound();
        }
    }

    /// Drops the oldest beyond the limits.
    pub(super) fn bound(&mut self) {
        let drop = surplus(self.runs.iter().map(|run| size(&run.files)), MAX_RUNS);
        self.runs.drain(..drop);
        let drop = surplus(self.shelf.iter().map(|one| size(&one.files)), MAX_SHELVED);
        self.shelf.drain(..drop);
    }
}

/// How many of a list, given by their sizes, are too many at its front. A single one is never too much.
fn surplus(
    sizes: impl DoubleEndedIterator<Item = usize> + ExactSizeIterator,
    most: usize,
) -> usize {
    let count = sizes.len();
    let mut bytes = 0;
    let kept = sizes
        .rev()
        .take(most)
        .take_while(|size| {
            bytes += size;
            bytes <= MAX_BYTES
        })
        .count();
    count - kept.max(count.min(1))
}
