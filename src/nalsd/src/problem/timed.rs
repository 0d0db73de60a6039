//! The timed mode: at scripted minutes the world changes, and the design is judged as the world then is.

use super::checks::Case;
use super::run::assume;
use super::{Brief, Question, Verdict, checks, verdicts};
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

impl Timed {
    /// How many shocks have struck after so many minutes.
    #[must_use]
    pub fn due(&self, minute: u16) -> usize {
        self.shocks
            .iter()
            .filter(|shock| shock.at <= minute)
            .count()
    }
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
        Self::struck(brief, brief.timed.due(minute))
    }

    /// After so many of the shocks.
    #[must_use]
    pub fn struck(brief: &Brief, count: usize) -> Self {
        let mut standing = Self {
            brief: brief.clone(),
            lost_zones: 0,
            lost_regions: 0,
            checks: brief
                .iteration(Question::Possible)
                .map(|iteration| iteration.checks.clone())
                .unwrap_or_default(),
        };
        for shock in brief.timed.shocks.iter().take(count) {
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

    /// What it does to the numbers on a design, after how the world stood before: its assumptions follow what is given. What is lost
    /// is not taken off the drawing: [`Self::judge`] leaves it out.
    #[must_use]
    pub fn commands(&self, before: &Self, design: &Design) -> Vec<Command> {
        let mut assumptions = design.assumptions.clone();
        for (now, was) in self.brief.givens.iter().zip(&before.brief.givens) {
            for assumption in &mut assumptions {
                if now.value != was.value && assumption.name == now.name {
                    assumption.value.clone_from(&now.value);
                }
            }
        }
        assume(design, assumptions)
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
    /// had: none appear by themselves. A design from which nothing can be lost is judged by that alone: what stands nowhere would
    /// pass.
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
        let loss = self.loss(&whole, &analysis, &lost);
        if let Some(loss) = loss.as_ref().filter(|loss| !loss.passed) {
            return vec![loss.clone()];
        }
        if lost.is_empty() {
            return checks(&self.brief, &whole, &analysis, &list);
        }
        let rest = without(&whole, &analysis, &lost);
        let mut verdicts = checks(&self.brief, &rest, &analyse(&rest), &list);
        verdicts.extend(loss);
        verdicts
    }

    /// What is lost, or why nothing can be; none while nothing is.
    fn loss(&self, design: &Design, analysis: &Analysis, lost: &[Id]) -> Option<Verdict> {
        let kind = match (self.lost_regions, self.lost_zones) {
            (0, 0) => return None,
            (0, _) => AreaKind::Zone,
            _ => AreaKind::Region,
        };
        let case = Case::new(&self.brief, design, analysis);
        let (passed, reason, parts) = match &case {
            Err(why) => (false, why.clone(), Vec::new()),
            Ok(case) => match verdicts::losable(case, kind) {
                Err(finding) => (false, finding.reason, finding.parts),
                Ok(_) => (
                    true,
                    format!("{} gone; the rest is judged.", case.are(lost)),
                    lost.to_vec(),
                ),
            },
        };
        Some(Verdict {
            check: "lost".to_owned(),
            title: format!("A {} can be lost", kind.label().to_lowercase()),
            passed,
            reason,
            parts,
        })
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
