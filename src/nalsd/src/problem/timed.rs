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
    /// The region with the most machines is gone, and all zones in it.
    LoseRegion,
    /// Whatever was lost is back.
    AllBack,
}

impl Shock {
    /// What it does to the numbers on a design: its assumptions follow what is given. What is lost is not taken off the drawing:
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
    pub lost_zones: usize,
    /// How many regions are lost.
    pub lost_regions: usize,
    /// The checks that the design is judged by, by name.
    pub checks: Vec<String>,
}

impl Standing {
    /// After so many minutes. Before the first shock the checks of the first question hold.
    #[must_use]
    pub fn after(brief: &Brief, minute: u16) -> Self {
        let mut standing = Self {
            brief: brief.clone(),
            lost_zones: 0,
            lost_regions: 0,
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
                    Change::LoseZone => standing.lost_zones += 1,
                    Change::LoseRegion => standing.lost_regions += 1,
                    Change::AllBack => (standing.lost_zones, standing.lost_regions) = (0, 0),
                }
            }
        }
        standing
    }

    /// The zones and regions that are lost of a design: those with the most machines, and the first of equals.
    fn lost_of(&self, design: &Design, analysis: &Analysis) -> Vec<Id> {
        let most = |kind: AreaKind, count: usize| {
            let mut areas: Vec<(Id, f64)> = design
                .areas
                .iter()
                .filter(|area| area.kind == kind)
                .map(|area| {
                    let figures = analysis.areas.get(&area.id);
                    (area.id, figures.map_or(0.0, |area| area.machines.value()))
                })
                .collect();
            areas.sort_by(|a, b| b.1.total_cmp(&a.1));
            areas.truncate(count);
            areas.into_iter().map(|(id, _)| id)
        };
        let regions: Vec<Id> = most(AreaKind::Region, self.lost_regions).collect();
        let zones = most(AreaKind::Zone, self.lost_zones);
        let within = design
            .areas
            .iter()
            .filter(|area| lies_in(design, Some(area.id), &regions));
        let mut lost: Vec<Id> = within.map(|area| area.id).collect();
        lost.extend(zones);
        lost
    }

    /// Judges a design as the world now is. What stood in a lost zone or region is gone, and the rest has the machines that it
    /// had: none appear by themselves.
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

/// Whether an area is one of some, or lies in one of them.
fn lies_in(design: &Design, area: Option<Id>, some: &[Id]) -> bool {
    let around = design.within(area);
    around.iter().any(|area| some.contains(&area.id))
}

/// A design without what stands in some areas, the machines of the rest as they were.
fn without(design: &Design, analysis: &Analysis, lost: &[Id]) -> Design {
    let gone = |area: Option<Id>| lies_in(design, area, lost);
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
    // What the design was to survive has come: nobody asks that the rest survives as much again.
    let zones = design
        .areas
        .iter()
        .filter(|area| area.kind == AreaKind::Zone && lost.contains(&area.id));
    let mut set = design.set.clone();
    if let Some(survive) = reckoning.inputs.design(Field::Survive) {
        #[allow(clippy::cast_precision_loss)]
        let left = (survive - zones.count() as f64).max(0.0);
        set.insert(Field::Survive, format!("{left}"));
    }
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
        set,
        ..design.clone()
    }
}
