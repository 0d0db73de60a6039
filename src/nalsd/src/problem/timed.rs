//! The timed mode: at scripted minutes the world changes, and the design is judged as the world then is.

use super::{Brief, Question, Verdict, checks};
use crate::analysis::{Analysis, Reckoning, analyse, machines_left};
use crate::edit::Command;
use crate::model::inputs::Scenario;
use crate::model::{AreaKind, Component, Design, Field, Id};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// A problem against the clock.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timed {
    /// How long it lasts, in minutes.
    pub minutes: u16,
    /// What happens, in the order of time.
    #[serde(rename = "shock", default)]
    pub shocks: Vec<Shock>,
}

/// Something happens.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shock {
    /// At this minute.
    pub at: u16,
    /// What, in a few words: `Traffic times ten`.
    pub title: String,
    /// What somebody runs in to say.
    pub text: String,
    /// What it changes.
    #[serde(rename = "change")]
    pub changes: Vec<Change>,
    /// The checks that the design is judged by from now on.
    pub checks: Vec<String>,
}

/// What a shock changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Change {
    /// A given number is another from now on: the load, the budget, an objective.
    Given {
        /// Which.
        name: String,
        /// Its new value.
        value: String,
    },
    /// The zone with the most machines is gone.
    LoseZone,
}

impl Shock {
    /// What it does to the numbers on a design: its assumptions follow what is given. A lost zone is not taken off the drawing:
    /// [`Standing::judge`] leaves it out.
    #[must_use]
    pub fn commands(&self, design: &Design) -> Vec<Command> {
        let mut assumptions = design.assumptions.clone();
        for change in &self.changes {
            let Change::Given { name, value } = change else {
                continue;
            };
            for assumption in &mut assumptions {
                if assumption.name == *name {
                    assumption.value.clone_from(value);
                }
            }
        }
        if assumptions == design.assumptions {
            Vec::new()
        } else {
            vec![Command::Assume(assumptions)]
        }
    }
}

/// How the world stands at some minute.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The brief with the numbers as they are now.
    pub brief: Brief,
    /// How many zones are lost.
    pub lost: usize,
    /// The checks that the design is judged by, by name.
    pub checks: Vec<String>,
}

impl Standing {
    /// After so many minutes. Before the first shock the checks of the first question hold.
    #[must_use]
    pub fn after(brief: &Brief, minute: u16) -> Self {
        let mut standing = Self {
            brief: brief.clone(),
            lost: 0,
            checks: brief
                .iteration(Question::Possible)
                .map(|iteration| iteration.checks.clone())
                .unwrap_or_default(),
        };
        for shock in brief.timed.shocks.iter().filter(|shock| shock.at <= minute) {
            standing.checks.clone_from(&shock.checks);
            for change in &shock.changes {
                match change {
                    Change::Given { name, value } => {
                        for given in &mut standing.brief.givens {
                            if given.name == *name {
                                given.value.clone_from(value);
                            }
                        }
                    }
                    Change::LoseZone => standing.lost += 1,
                }
            }
        }
        standing
    }

    /// The zones that are lost of a design: those with the most machines, and the first of equals.
    fn lost_of(&self, design: &Design, analysis: &Analysis) -> Vec<Id> {
        let mut zones: Vec<(Id, f64)> = design
            .areas
            .iter()
            .filter(|area| area.kind == AreaKind::Zone)
            .map(|area| {
                let machines = design
                    .components
                    .iter()
                    .filter(|part| part.area == Some(area.id))
                    .filter_map(|part| analysis.components.get(&part.id)?.machines.as_ref())
                    .map(crate::analysis::Figure::value)
                    .sum();
                (area.id, machines)
            })
            .collect();
        zones.sort_by(|a, b| b.1.total_cmp(&a.1));
        zones.truncate(self.lost);
        zones.into_iter().map(|(id, _)| id).collect()
    }

    /// Judges a design as the world now is. What stood in a lost zone is gone, and the rest has the machines that it had: none
    /// appear by themselves.
    #[must_use]
    pub fn judge(&self, design: &Design) -> Vec<Verdict> {
        let whole = self.brief.over(design);
        let analysis = analyse(&whole);
        let list: Vec<_> = self
            .checks
            .iter()
            .filter_map(|name| self.brief.check(name))
            .collect();
        let lost = self.lost_of(&whole, &analysis);
        if lost.is_empty() {
            return checks(&self.brief, &whole, &analysis, &list);
        }
        let rest = without(&whole, &analysis, &lost);
        checks(&self.brief, &rest, &analyse(&rest), &list)
    }
}

/// A design without what stands in some zones, the machines of the rest as they were.
fn without(design: &Design, analysis: &Analysis, lost: &[Id]) -> Design {
    let gone = |area: Option<Id>| area.is_some_and(|id| lost.contains(&id));
    // What stands in a region at large loses the machines that it has in the lost zones.
    let reckoning = Reckoning::new(design, &Scenario::new());
    let left = |part: &Component| {
        let machines = analysis.components.get(&part.id)?.machines.as_ref()?;
        let zones = reckoning.spread_over(reckoning.flows.index(part.id)?);
        let gone = zones.iter().filter(|zone| lost.contains(zone)).count();
        Some(machines_left(machines.value(), gone, zones.len()))
    };
    let pinned = |part: &Rc<Component>| {
        let machines = left(part)?;
        let mut part = Component::clone(part);
        part.set.insert(Field::Machines, format!("{machines}"));
        Some(Rc::new(part))
    };
    let components: Vec<Rc<Component>> = design
        .components
        .iter()
        .filter(|part| !gone(part.area) && left(part) != Some(0.0))
        .map(|part| pinned(part).unwrap_or_else(|| Rc::clone(part)))
        .collect();
    let here = |id: Id| components.iter().any(|part| part.id == id);
    Design {
        links: design
            .links
            .iter()
            .filter(|link| here(link.from) && here(link.to))
            .cloned()
            .collect(),
        areas: design
            .areas
            .iter()
            .filter(|area| !lost.contains(&area.id))
            .cloned()
            .collect(),
        components,
        ..design.clone()
    }
}
