//! From components to journeys: how long each takes with what it calls.

use super::Law;
use super::combine::{both, either, latest_of, then};
use crate::analysis::demand::{Edge, Sends};
use crate::analysis::queueing::{Lognormal, Mmc};
use crate::analysis::{ComponentFigures, Reckoning, serving};
use crate::model::inputs::choice;
use crate::model::{Field, Id, Kind, component_fields};
use std::collections::BTreeMap;

/// The laws of a design, per node of [`Flows::nodes`](crate::analysis::demand::Flows::nodes).
#[derive(Clone, Debug, Default)]
pub struct Latencies {
    /// Waiting and service there; none where the queue grows without bound.
    pub own: Vec<Option<Law>>,
    /// Until it answers, with all that it waits for; none where some queue on the way grows without bound.
    pub full: Vec<Option<Law>>,
    /// The slowest call of each node that is waited for: an index of [`Flows::edges`](crate::analysis::demand::Flows::edges).
    slowest: Vec<Option<usize>>,
}

impl Latencies {
    /// The laws of a design, given what its components have.
    ///
    /// - A component's own time is that of an M/M/c queue with its machines' slots, or with as many as processor, disks or a
    ///   limit keep busy where those bind before; or of M/M/1 queues, one for each slot; or as given. It is without bound where any resource that work takes is used in full.
    /// - Calls of one stage are made at once: the latest counts. Stages come one after the other.
    /// - One of several: each with its share. Hits: the calls behind are made by the misses only.
    /// - Several calls on one link are made at once; less than one is made by that share of requests.
    /// - What nobody waits for takes no time, nor what is behind a queue or stream.
    /// - Each call takes a round trip.
    ///
    /// Times of different calls are taken to be independent. Retries and timeouts are not in it: see the simulation.
    #[must_use]
    pub fn reckon(reckoning: &Reckoning, components: &BTreeMap<Id, ComponentFigures>) -> Self {
        let nodes = reckoning.flows.nodes.len();
        let mut found = Self {
            own: (0..nodes)
                .map(|node| own(reckoning, node, components))
                .collect(),
            full: vec![None; nodes],
            slowest: vec![None; nodes],
        };
        for node in reckoning.flows.order.iter().rev() {
            let beyond = found.beyond(reckoning, *node);
            if let (Some(own), Some(beyond)) = (&found.own[*node], beyond) {
                found.full[*node] = Some(then(own, &beyond));
            }
        }
        found
    }

    /// The slowest way from a node, along the calls that are waited for: the one with the highest p99 at each turn, and what
    /// never answers before all others.
    #[must_use]
    pub fn slowest_from(&self, reckoning: &Reckoning, node: usize) -> Vec<Id> {
        let flows = &reckoning.flows;
        let mut way = Vec::new();
        let mut next = Some(node);
        while let Some(node) = next.and_then(|at| flows.nodes.get(at)) {
            way.push(node.id);
            let edge = next.and_then(|at| self.slowest.get(at).copied().flatten());
            next = edge
                .and_then(|edge| flows.edges.get(edge))
                .map(|edge| edge.to);
        }
        way
    }

    /// How long a component's calls take; none where one of them never answers.
    fn beyond(&mut self, reckoning: &Reckoning, node: usize) -> Option<Law> {
        let flows = &reckoning.flows;
        let caller = &flows.nodes[node];
        let calls: Vec<(usize, Option<Law>)> = caller
            .out
            .iter()
            .filter(|at| flows.edges[**at].waits && flows.edges[**at].per_request > 0.0)
            .map(|at| (*at, self.call(reckoning, &flows.edges[*at], *at)))
            .collect();
        let slowness =
            |law: &Option<Law>| law.as_ref().map_or(f64::INFINITY, |law| law.quantile(0.01));
        self.slowest[node] = calls
            .iter()
            .max_by(|a, b| slowness(&a.1).total_cmp(&slowness(&b.1)))
            .map(|(at, _)| *at);
        let made = match caller.sends {
            Sends::One => one_of(
                calls
                    .into_iter()
                    .map(|(at, law)| (flows.edges[at].share, law)),
            ),
            Sends::Each => in_stages(reckoning, calls),
        }?;
        Some(either(1.0 - caller.hit, &made, &Law::always(0.0)))
    }

    /// How long the calls of one link take.
    fn call(&self, reckoning: &Reckoning, edge: &Edge, at: usize) -> Option<Law> {
        let one = self.full[edge.to].clone()?.later(reckoning.round_trip(at));
        Some(if edge.fan_out > 1.0 {
            latest_of(edge.fan_out, &one)
        } else {
            either(edge.fan_out, &one, &Law::always(0.0))
        })
    }
}

/// One of several calls, by share; what is left of the shares takes no time.
fn one_of(calls: impl Iterator<Item = (f64, Option<Law>)>) -> Option<Law> {
    let mut law = Law::always(0.0);
    let mut known = 0.0;
    let mut calls: Vec<(f64, Law)> = calls
        .map(|(share, law)| Some((share, law?)))
        .collect::<Option<_>>()?;
    let shares: f64 = calls.iter().map(|(share, _)| share).sum();
    // Shares of what nobody waits for.
    if shares < 1.0 - 1e-12 {
        known = 1.0 - shares;
    } else if let Some((share, first)) = calls.pop() {
        (known, law) = (share, first);
    }
    for (share, next) in calls {
        known += share;
        law = either(share / known, &next, &law);
    }
    Some(law)
}

/// Each call, those of a stage at once.
fn in_stages(reckoning: &Reckoning, calls: Vec<(usize, Option<Law>)>) -> Option<Law> {
    let mut stages: Vec<(f64, Law)> = Vec::new();
    for (at, law) in calls {
        let (law, id) = (law?, reckoning.flows.edges[at].id);
        let stage = reckoning.inputs.get(id, Field::Stage).unwrap_or(1.0);
        match stages.iter_mut().find(|(known, _)| *known == stage) {
            Some((_, known)) => *known = both(known, &law),
            None => stages.push((stage, law)),
        }
    }
    stages.sort_by(|a, b| a.0.total_cmp(&b.0));
    let all = stages.into_iter().map(|(_, law)| law);
    Some(
        all.reduce(|sum, law| then(&sum, &law))
            .unwrap_or_else(|| Law::always(0.0)),
    )
}

/// Waiting and service of one component.
fn own(
    reckoning: &Reckoning,
    at: usize,
    components: &BTreeMap<Id, ComponentFigures>,
) -> Option<Law> {
    let node = &reckoning.flows.nodes[at];
    if node.kind == Kind::Client {
        return Some(Law::always(0.0));
    }
    let get = |field| reckoning.inputs.get(node.id, field);
    let figures = components.get(&node.id);
    // What work takes is used in full: then it piles up.
    if figures.is_some_and(|figures| figures.busy() >= 1.0) {
        return None;
    }
    let component = reckoning.component(at)?;
    let queueing = choice(&component.set, component_fields(node.kind), Field::Queueing);
    if queueing == "given" {
        let p50 = get(Field::P50).unwrap_or(0.0);
        let law = Lognormal::new(p50, get(Field::P99).unwrap_or(p50));
        return Some(Law::lognormal(&law));
    }
    let machines = figures
        .and_then(|figures| figures.machines.as_ref())
        .map_or(1.0, crate::analysis::Figure::value);
    let apart = queueing == "mm1";
    let serving = serving(reckoning, at, machines, apart);
    let all = machines * serving.workers;
    if all <= 0.0 {
        return None;
    }
    // Whole ones serve, and together do as much: as they are simulated.
    let whole = all.round().max(1.0);
    let queue = if apart {
        // Each slot has a queue of its own, and its part of the load.
        Mmc::new(node.peak / whole, serving.time, 1.0)
    } else {
        Mmc::new(node.peak, serving.time * whole / all, whole)
    };
    Some(Law::queue(&queue.ok()?))
}
