//! Availability: the share of time that clients are answered, exactly, with shared dependencies counted once and zones and
//! regions as failure domains.
//!
//! A request to a component succeeds when
//!
//! - the component is up: enough of its machines for the load at the peak ([`k_of_n`]), a copy of all that it stores; what isn't ours is up
//!   as written;
//! - its zone and its region are up; of machines spread over the zones of a region, enough in those that are up;
//! - all calls succeed whose answers it waits for and can't do without, or, where it sends to one of several, as many of them as
//!   are needed to carry the load;
//! - every queue or stream that it hands work to takes it. What happens to the work from there on isn't the caller's.
//!
//! A cache or CDN needs what is behind it as long as some requests miss: this is the share of time in which everything works, not
//! the share of requests that would still be answered.
//!
//! As a function of what is up this is a binary decision diagram, whose probability is exact. It may grow large only where very
//! many parts are shared crosswise; beyond a bound on its size every dependency is taken to fail independently of all others, and the
//! trail says so. Which components all requests need is known even then.

mod bdd;
mod binomial;
mod calls;
mod machines;
mod required;
mod structure;
#[cfg(test)]
mod tests;

pub use binomial::k_of_n;

use crate::analysis::demand::Sends;
use crate::analysis::{ComponentFigures, Figure, Importance, Reckoning};
use crate::model::{Field, Id};
use crate::units::{self, Quantity};
pub(super) use calls::Calls;
pub use calls::Need;
use std::collections::BTreeMap;
use structure::{Own, Structure};
pub(super) use structure::{matters, takes};

/// How large a diagram may become: 100,000 nodes take some 10 ms and 10 MB.
const MOST_NODES: usize = 100_000;

/// Availability of a design.
#[derive(Clone, Debug, Default)]
pub struct Reliability {
    /// Per node of [`Flows::nodes`](crate::analysis::demand::Flows::nodes): by itself, neither what it calls nor where it stands.
    pub own: Vec<Figure>,
    /// Per client: its node, and the share of time that it is answered.
    pub clients: Vec<(usize, Figure)>,
    /// What matters most to the client that is answered least, the most important first.
    pub importance: Vec<Importance>,
    /// Per client: its node, and those that all of its requests need: without one of them none succeeds, though all else is up.
    pub required: Vec<(usize, Vec<usize>)>,
    /// Per node: how many of its machines may be down before it is; none of what doesn't run on ours.
    pub spares: Vec<Option<f64>>,
    /// Per node: how many of its machines must be up, which may be more than there are; none of what doesn't run on ours.
    pub takes: Vec<Option<f64>>,
    /// Per node that sends to one of its links: how much of them must be there.
    pub needs: Vec<Need>,
}

impl Reliability {
    /// The availability of a design, given what its components have.
    #[must_use]
    pub fn reckon(reckoning: &Reckoning, components: &BTreeMap<Id, ComponentFigures>) -> Self {
        Self::within(reckoning, components, MOST_NODES)
    }

    fn within(
        reckoning: &Reckoning,
        components: &BTreeMap<Id, ComponentFigures>,
        most: usize,
    ) -> Self {
        let nodes = 0..reckoning.flows.nodes.len();
        let own: Vec<Own> = nodes
            .clone()
            .map(|at| Own::of(reckoning, at, components))
            .collect();
        let needs: Vec<Need> = nodes
            .clone()
            .map(|at| Need::of(reckoning, at, components))
            .collect();
        let mut found = Self {
            takes: nodes
                .map(|at| takes(reckoning, at, components, None))
                .collect(),
            own: own.iter().map(alone).collect(),
            spares: own.iter().map(Own::spare).collect(),
            ..Self::default()
        };
        match Structure::build(reckoning, &own, &needs, most) {
            Ok(structure) => found.exactly(reckoning, &structure),
            Err(_) => {
                found.roughly(reckoning, &own, &needs);
                found.required = required::required(reckoning, &needs);
            }
        }
        found.needs = needs;
        found
    }

    fn exactly(&mut self, reckoning: &Reckoning, structure: &Structure) {
        let parts = structure.variables.own.iter().map(Vec::len).sum::<usize>();
        let areas = structure.variables.areas.len();
        let mut how = format!("{parts} parts");
        if areas > 0 {
            how += &format!(" and {areas} zones and regions");
        }
        how += ", shared ones counted once";
        let up = |client: usize| {
            structure
                .diagram
                .measure(structure.works[client])
                .probability(&[])
        };
        self.clients = reckoning
            .flows
            .clients()
            .map(|client| (client, share("availability", &how, up(client))))
            .collect();
        let required = |client: usize| {
            let required = structure
                .diagram
                .measure(structure.works[client])
                .required();
            let own = structure.variables.own.iter().enumerate();
            own.filter(|(_, own)| own.first().is_some_and(|first| required[*first]))
                .map(|(at, _)| at)
                .collect()
        };
        self.required = reckoning
            .flows
            .clients()
            .map(|client| (client, required(client)))
            .collect();
        if let Some(worst) = self.worst().map(|(client, _)| *client) {
            self.importance = importance(reckoning, structure, worst);
        }
    }

    /// As if every dependency failed by itself: what two have in common counts twice.
    fn roughly(&mut self, reckoning: &Reckoning, own: &[Own], needs: &[Need]) {
        let flows = &reckoning.flows;
        let mut works = vec![1.0; flows.nodes.len()];
        for at in flows.order.iter().rev() {
            let node = &flows.nodes[*at];
            let edges = || node.out.iter().map(|edge| &flows.edges[*edge]);
            let calls = match node.sends {
                Sends::Each => edges()
                    .filter(|edge| matters(reckoning, edge))
                    .map(|edge| works[edge.to])
                    .product(),
                Sends::One => {
                    let need = needs[*at].any();
                    let mut found = vec![0.0; need + 1];
                    found[0] = 1.0;
                    let mut some = false;
                    for edge in edges().filter(|edge| !edge.cut && edge.per_request > 0.0) {
                        some = true;
                        let p = if matters(reckoning, edge) {
                            works[edge.to]
                        } else {
                            1.0
                        };
                        for n in (1..found.len()).rev() {
                            found[n] += p * (found[n - 1] - found[n]);
                        }
                    }
                    if some { found[need] } else { 1.0 }
                }
            };
            let up = |area: Id| {
                let written = reckoning.inputs.get(area, Field::Availability);
                written.unwrap_or(1.0).clamp(0.0, 1.0)
            };
            let around: f64 = match own[*at] {
                Own::Always => 1.0,
                _ => [reckoning.regions[*at], reckoning.zones[*at]]
                    .into_iter()
                    .flatten()
                    .map(up)
                    .product(),
            };
            let zones: Vec<f64> = reckoning.spread_over(*at).iter().copied().map(up).collect();
            let itself = match own[*at] {
                Own::Machines(machines) if !zones.is_empty() => machines.up_over(&zones),
                own => own.probability(),
            };
            works[*at] = itself * around * calls;
        }
        let how = "estimated: too many parts are shared crosswise to count each once";
        self.clients = flows
            .clients()
            .map(|client| (client, share("availability", how, works[client])))
            .collect();
    }

    /// The client that is answered least.
    #[must_use]
    pub fn worst(&self) -> Option<&(usize, Figure)> {
        self.clients
            .iter()
            .min_by(|a, b| a.1.value().total_cmp(&b.1.value()))
    }
}

fn share(name: &str, how: &str, value: f64) -> Figure {
    Figure::from_formula(name, how, Quantity::number(value.clamp(0.0, 1.0)))
}

/// The figure of a component by itself.
fn alone(own: &Own) -> Figure {
    let machines = match own {
        Own::Always => return share("availability", "clients don't fail here", 1.0),
        Own::Given(each) => return Figure::given("availability", Quantity::number(*each)),
        Own::Machines(machines) => machines,
    };
    let one = Figure::given("one machine", Quantity::number(machines.each));
    let (need, all) = (units::count(machines.need), units::count(machines.all));
    let mut how = format!("at least {need} of {all} machines up");
    if machines.copies >= 1.0 {
        let copies = units::count(machines.copies);
        how += &format!(", and one of {copies} copies of each entry");
    }
    one.then("availability", how, Quantity::number(own.probability()))
}

/// How much each part matters for one client.
fn importance(reckoning: &Reckoning, structure: &Structure, client: usize) -> Vec<Importance> {
    let diagram = &structure.diagram;
    let measure = diagram.measure(structure.works[client]);
    let whole = measure.probability(&[]);
    let rises = measure.rises();
    let parts = structure
        .variables
        .own
        .iter()
        .enumerate()
        .map(|(at, own)| (reckoning.flows.nodes[at].id, own.as_slice()));
    let areas = structure
        .variables
        .areas
        .iter()
        .map(|(id, (variable, _))| (*id, std::slice::from_ref(variable)));
    let mut found: Vec<Importance> = parts
        .chain(areas)
        .filter_map(|(part, variables)| {
            let first = *variables.first()?;
            let set: Vec<(usize, bool)> = variables.iter().map(|at| (*at, true)).collect();
            let (birnbaum, gain) = if variables.len() == 1 {
                (rises[first], rises[first] * diagram.down(first))
            } else {
                // The first variable down takes all others with it.
                let down = whole - rises[first] * (1.0 - diagram.down(first));
                let up = measure.probability(&set);
                (up - down, up - whole)
            };
            (birnbaum > 0.0).then_some(Importance {
                part,
                birnbaum,
                gain: gain.max(0.0),
            })
        })
        .collect();
    found.sort_by(|a, b| {
        b.gain
            .total_cmp(&a.gain)
            .then(b.birnbaum.total_cmp(&a.birnbaum))
            .then(a.part.cmp(&b.part))
    });
    found
}
