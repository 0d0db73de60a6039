//! When a client's request succeeds, as a function of what is up.

use super::bdd::{Diagram, FALSE, Function, TRUE, TooLarge};
use super::calls::{Need, alternatives};
use super::machines::Machines;
use crate::analysis::carries::{Burden, carries};
use crate::analysis::demand::{Edge, Sends};
use crate::analysis::{ComponentFigures, Reckoning};
use crate::model::{Field, Id, Kind};
use std::collections::BTreeMap;

/// How a component is up by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Own {
    /// Clients don't fail here.
    Always,
    /// As somebody else says: a share of time.
    Given(f64),
    /// By its machines.
    Machines(Machines),
}

impl Own {
    /// How a node is up.
    pub(super) fn of(
        reckoning: &Reckoning,
        at: usize,
        components: &BTreeMap<Id, ComponentFigures>,
    ) -> Self {
        let node = &reckoning.flows.nodes[at];
        let get = |field| reckoning.inputs.get(node.id, field);
        let each = get(Field::Availability).unwrap_or(1.0).clamp(0.0, 1.0);
        if node.kind == Kind::Client {
            return Self::Always;
        }
        let figures = components.get(&node.id);
        let Some(machines) = figures.and_then(|figures| figures.machines.as_ref()) else {
            return Self::Given(each);
        };
        let all = machines.value().max(0.0);
        let need = takes(reckoning, at, components, None).unwrap_or(1.0);
        Self::Machines(Machines {
            all,
            // An overload is told as such; here it counts as needing all there are.
            need: need.min(all.max(1.0)),
            // Who writes how many must be up has said what the data needs, too: of an erasure code, any so many.
            copies: if node.kind.stores() && need_written(reckoning, at).is_none() {
                get(Field::Copies).unwrap_or(1.0).max(1.0)
            } else {
                0.0
            },
            each,
        })
    }

    /// How many of its machines may be down before it is.
    pub(super) fn spare(&self) -> Option<f64> {
        let Self::Machines(machines) = self else {
            return None;
        };
        let spare = (machines.all - machines.need).max(0.0);
        Some(if machines.copies >= 1.0 {
            spare.min(machines.copies - 1.0)
        } else {
            spare
        })
    }

    /// The share of time that it is up where it stands.
    pub(super) fn probability(&self) -> f64 {
        match self {
            Self::Always => 1.0,
            Self::Given(each) => *each,
            Self::Machines(machines) => machines.up(0.0, 1.0),
        }
    }
}

/// How many of a node's machines must be up, as it is written. Of a load balancer it is written how many of those behind it must
/// answer.
fn need_written(reckoning: &Reckoning, at: usize) -> Option<f64> {
    let node = &reckoning.flows.nodes[at];
    let written = reckoning.inputs.get(node.id, Field::Need);
    written.filter(|_| node.sends == Sends::Each)
}

/// How many machines of a node the load takes, or as many as are written to be needed: more than there are where it is overloaded.
/// With so many copies, where a number is given. None of what doesn't run on ours.
pub(in crate::analysis) fn takes(
    reckoning: &Reckoning,
    at: usize,
    components: &BTreeMap<Id, ComponentFigures>,
    copies: Option<f64>,
) -> Option<f64> {
    let node = &reckoning.flows.nodes[at];
    let figures = components.get(&node.id)?;
    figures.machines.as_ref()?;
    let burden = Burden {
        times: 1.0,
        copies,
        holds: node.kind != Kind::Cache && !node.kind.stores(),
    };
    let carries = (carries(reckoning, at, figures, burden) * (1.0 - 1e-9)).ceil();
    let takes = need_written(reckoning, at).map_or(carries, f64::ceil);
    Some(takes.max(1.0))
}

/// Whether and how a link matters to whoever makes the call.
pub(in crate::analysis) fn matters(reckoning: &Reckoning, edge: &Edge) -> bool {
    let to = reckoning.flows.nodes[edge.to].kind;
    // Where nobody waits for the work, somebody still takes it: the queue.
    let answers = edge.waits || (to.decouples() && !caller(reckoning, edge).decouples());
    !edge.optional && !edge.cut && edge.per_request > 0.0 && to != Kind::Client && answers
}

fn caller(reckoning: &Reckoning, edge: &Edge) -> Kind {
    reckoning.flows.nodes[edge.from].kind
}

/// What the variables of a diagram stand for.
#[derive(Debug, Default)]
pub(super) struct Variables {
    /// Of each area.
    pub(super) areas: BTreeMap<Id, (usize, Function)>,
    /// Of each node: those that are true when it is up. Several where its machines are spread over zones.
    pub(super) own: Vec<Vec<usize>>,
}

/// The functions of a design.
pub(super) struct Structure {
    pub(super) diagram: Diagram,
    pub(super) variables: Variables,
    /// Per node: whether a request to it succeeds.
    pub(super) works: Vec<Function>,
}

impl Structure {
    /// Builds the functions of all nodes that clients reach.
    ///
    /// # Errors
    /// The diagram has become too large.
    pub(super) fn build(
        reckoning: &Reckoning,
        own: &[Own],
        needs: &[Need],
        most: usize,
    ) -> Result<Self, TooLarge> {
        let flows = &reckoning.flows;
        let mut structure = Self {
            diagram: Diagram::new(most),
            variables: Variables {
                own: vec![Vec::new(); flows.nodes.len()],
                ..Variables::default()
            },
            works: vec![TRUE; flows.nodes.len()],
        };
        let found = found(reckoning);
        let mut alone = vec![TRUE; flows.nodes.len()];
        for at in &found {
            alone[*at] = structure.alone(reckoning, *at, own[*at])?;
        }
        let mut wanted = vec![false; flows.nodes.len()];
        for at in &found {
            wanted[*at] = true;
        }
        for at in flows.order.iter().rev().filter(|at| wanted[**at]) {
            let calls = structure.calls(reckoning, *at, &needs[*at])?;
            structure.works[*at] = structure.diagram.and(alone[*at], calls)?;
        }
        Ok(structure)
    }

    /// A node by itself, where it stands.
    fn alone(&mut self, reckoning: &Reckoning, at: usize, own: Own) -> Result<Function, TooLarge> {
        let (region, zone) = (reckoning.regions[at], reckoning.zones[at]);
        let machines = match own {
            Own::Always => return Ok(TRUE),
            Own::Given(_) => None,
            Own::Machines(machines) => Some(machines),
        };
        let zones = reckoning.spread_over(at);
        let mut around = TRUE;
        for area in [region, zone].into_iter().flatten() {
            let area = self.area(reckoning, area)?;
            around = self.diagram.and(around, area)?;
        }
        let up = match machines {
            Some(machines) if !zones.is_empty() => self.spread(reckoning, at, machines, zones)?,
            _ => {
                let (variable, up) = self.diagram.variable(own.probability())?;
                self.variables.own[at].push(variable);
                up
            }
        };
        self.diagram.and(around, up)
    }

    /// Machines spread evenly over zones. That enough are up with `n` zones lost implies that enough are with fewer lost, so
    /// each is a variable more than the one before.
    fn spread(
        &mut self,
        reckoning: &Reckoning,
        at: usize,
        machines: Machines,
        zones: &[Id],
    ) -> Result<Function, TooLarge> {
        let areas: Vec<Function> = zones
            .iter()
            .map(|zone| self.area(reckoning, *zone))
            .collect::<Result<_, _>>()?;
        #[allow(clippy::cast_precision_loss)]
        let all = areas.len() as f64;
        let (mut works, mut enough, mut before) = (FALSE, TRUE, 1.0);
        let mut lost = 0.0;
        for there in (1..=areas.len()).rev() {
            let probability = machines.up(lost, all).min(before);
            if probability <= 0.0 {
                break;
            }
            let (variable, further) = self.diagram.variable(probability / before)?;
            self.variables.own[at].push(variable);
            enough = self.diagram.and(enough, further)?;
            let zones = self.diagram.at_least(there, &areas)?;
            let both = self.diagram.and(zones, enough)?;
            works = self.diagram.or(works, both)?;
            before = probability;
            lost += 1.0;
        }
        if self.variables.own[at].is_empty() {
            // It is never up, and has a name all the same.
            let (variable, never) = self.diagram.variable(0.0)?;
            self.variables.own[at].push(variable);
            works = never;
        }
        Ok(works)
    }

    fn area(&mut self, reckoning: &Reckoning, id: Id) -> Result<Function, TooLarge> {
        if let Some((_, area)) = self.variables.areas.get(&id) {
            return Ok(*area);
        }
        let up = reckoning.inputs.get(id, Field::Availability).unwrap_or(1.0);
        let found = self.diagram.variable(up)?;
        self.variables.areas.insert(id, found);
        Ok(found.1)
    }

    /// Whether a node gets what it needs from those it calls.
    fn calls(
        &mut self,
        reckoning: &Reckoning,
        at: usize,
        need: &Need,
    ) -> Result<Function, TooLarge> {
        let flows = &reckoning.flows;
        let node = &flows.nodes[at];
        let edges = || node.out.iter().map(|edge| &flows.edges[*edge]);
        match node.sends {
            Sends::Each => {
                // What is met last stands lowest in the diagram. From there on, each further one is put on top of what is there;
                // from the other end, all that is there would be made anew below it.
                let mut all = TRUE;
                for edge in edges().rev().filter(|edge| matters(reckoning, edge)) {
                    all = self.diagram.and(self.works[edge.to], all)?;
                }
                Ok(all)
            }
            Sends::One => {
                let alternatives: Vec<Function> = alternatives(reckoning, at)
                    .map(|edge| {
                        if matters(reckoning, edge) {
                            self.works[edge.to]
                        } else {
                            TRUE
                        }
                    })
                    .collect();
                if alternatives.is_empty() {
                    return Ok(TRUE);
                }
                if need.is_alike() {
                    return self.diagram.at_least(need.any(), &alternatives);
                }
                let spares = |missing| need.spares(missing);
                self.diagram.enough(&alternatives, &need.worth, spares)
            }
        }
    }
}

/// The nodes that clients' requests depend on, in the order in which they are met: neighbours in a design are neighbours among
/// the variables, which keeps diagrams small.
pub(super) fn found(reckoning: &Reckoning) -> Vec<usize> {
    let flows = &reckoning.flows;
    let mut seen = vec![false; flows.nodes.len()];
    let mut found = Vec::new();
    let mut next: Vec<usize> = flows.clients().collect();
    next.reverse();
    while let Some(at) = next.pop() {
        if std::mem::replace(&mut seen[at], true) {
            continue;
        }
        found.push(at);
        for edge in flows.nodes[at]
            .out
            .iter()
            .rev()
            .map(|edge| &flows.edges[*edge])
        {
            if matters(reckoning, edge) {
                next.push(edge.to);
            }
        }
    }
    found
}
