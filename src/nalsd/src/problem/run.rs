//! A run against the clock: how it fared with each shock, and what it changed that is put back.

use super::{Shock, Verdict};
use crate::edit::Command;
use crate::model::{Assumption, Design};
use serde::{Deserialize, Serialize};

/// How a run fared with one shock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The minute at which it struck.
    pub at: u16,
    /// What happened: `Traffic times ten`.
    pub title: String,
    /// Seconds from there until the design passed every check and kept to it; none while one fails.
    pub met: Option<u64>,
    /// What fails, and why: `It costs no more than there is: ...`.
    pub lacks: Option<String>,
}

impl Outcome {
    /// Nothing has been judged yet.
    #[must_use]
    pub fn of(shock: &Shock) -> Self {
        Self {
            at: shock.at,
            title: shock.title.clone(),
            met: None,
            lacks: None,
        }
    }

    /// As the verdicts have it so many seconds after the beginning of the run.
    pub fn see(&mut self, verdicts: &[Verdict], seconds: u64) {
        let failed: Vec<&Verdict> = verdicts.iter().filter(|verdict| !verdict.passed).collect();
        let more = match failed.len() {
            0 | 1 => String::new(),
            2 => " One more check fails.".to_owned(),
            many => format!(" {} more checks fail.", many - 1),
        };
        self.lacks = failed
            .first()
            .map(|first| format!("{}: {}{more}", first.title, first.reason));
        self.met = if failed.is_empty() {
            let since = seconds.saturating_sub(u64::from(self.at) * 60);
            Some(self.met.unwrap_or(since))
        } else {
            None
        };
    }

    /// Whether every check passed in the end.
    #[must_use]
    pub const fn passed(&self) -> bool {
        self.met.is_some()
    }
}

/// An assumption that a run changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Which.
    pub name: String,
    /// What was written before the run changed it.
    pub was: String,
    /// What the run wrote last.
    pub set: String,
}

impl Moved {
    /// Notes what changed from some assumptions to others.
    pub fn note(known: &mut Vec<Self>, before: &[Assumption], after: &[Assumption]) {
        for now in after {
            let Some(was) = before.iter().find(|was| was.name == now.name) else {
                continue;
            };
            if was.value == now.value {
                continue;
            }
            match known.iter_mut().find(|moved| moved.name == now.name) {
                Some(moved) => moved.set.clone_from(&now.value),
                None => known.push(Self {
                    name: now.name.clone(),
                    was: was.value.clone(),
                    set: now.value.clone(),
                }),
            }
        }
    }
}

/// Puts back what a run changed. What was changed by somebody else since stays.
#[must_use]
pub fn put_back(design: &Design, moved: &[Moved]) -> Vec<Command> {
    let mut assumptions = design.assumptions.clone();
    for assumption in &mut assumptions {
        let own = |moved: &&Moved| moved.name == assumption.name && moved.set == assumption.value;
        if let Some(moved) = moved.iter().find(own) {
            assumption.value.clone_from(&moved.was);
        }
    }
    assume(design, assumptions)
}

/// What writes these assumptions on a design; nothing where they stand there.
pub(super) fn assume(design: &Design, assumptions: Vec<Assumption>) -> Vec<Command> {
    if assumptions == design.assumptions {
        Vec::new()
    } else {
        vec![Command::Assume(assumptions)]
    }
}
