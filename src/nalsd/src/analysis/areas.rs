//! Zones and regions: what stands in them, what crosses their borders, and what is left when one is lost.

use super::demand::Sends;
use super::network::Carried;
use super::reckoning::Reckoning;
use super::{AreaFigures, ComponentFigures, Figure};
use crate::model::{Field, Id, Kind};
use crate::units::{self, Dimension, Quantity};
use std::collections::BTreeMap;

/// The figures of every area.
pub(super) fn figures(
    reckoning: &Reckoning,
    carried: &[Carried],
    components: &BTreeMap<Id, ComponentFigures>,
) -> BTreeMap<Id, AreaFigures> {
    let flows = &reckoning.flows;
    let mut areas = BTreeMap::new();
    for area in &reckoning.design.areas {
        let inside: Vec<f64> = (0..flows.nodes.len())
            .map(|node| reckoning.share_in(node, area.id))
            .collect();
        let deployed = |node: usize| components.get(&flows.nodes[node].id)?.machines.as_ref();
        let (mut machines, mut parts, mut spread) = (0.0, 0_u32, 0_u32);
        for (share, figure) in (0..inside.len())
            .filter(|node| inside[*node] > 0.0)
            .filter_map(|node| Some((inside[node], deployed(node)?)))
        {
            machines += figure.value() * share;
            parts += 1;
            spread += u32::from(share < 1.0);
        }
        let crossing: f64 = flows
            .edges
            .iter()
            .zip(carried)
            .map(|(edge, carried)| {
                let (from, to) = (inside[edge.from], inside[edge.to]);
                let crosses = from * (1.0 - to) + to * (1.0 - from);
                crosses * (carried.out.value() + carried.back.value())
            })
            .sum();
        let left: Vec<f64> = (0..flows.nodes.len())
            .map(|node| left(reckoning, node, area.id, components))
            .collect();
        let (all, worst) = without(reckoning, &left, components);
        areas.entry(area.id).or_insert_with(|| AreaFigures {
            machines: Figure::from_formula(
                "machines",
                of_components(parts, spread),
                Quantity::new(machines, Dimension::MACHINE),
            ),
            crossing: Figure::from_formula(
                "crossing",
                "over all links with one end inside",
                Quantity::new(crossing, Dimension::BANDWIDTH),
            ),
            without: all,
            worst,
        });
    }
    areas
}

/// What the machines of an area are of.
fn of_components(parts: u32, spread: u32) -> String {
    let all = format!("of {} components", units::whole(f64::from(parts)));
    match spread {
        0 => all,
        _ => format!(
            "{all}, {} of them spread evenly over the zones of their region",
            units::whole(f64::from(spread))
        ),
    }
}

/// The share of a node's machines that is left when an area is lost. What stands in a region at large is spread over its zones,
/// and the zone that is lost may be the one with most: all of a single machine.
fn left(
    reckoning: &Reckoning,
    node: usize,
    area: Id,
    components: &BTreeMap<Id, ComponentFigures>,
) -> f64 {
    if reckoning.stands_in(node, area) {
        return 0.0;
    }
    let zones = reckoning.spread_over(node);
    let figures = components.get(&reckoning.flows.nodes[node].id);
    match figures.and_then(|figures| figures.machines.as_ref()) {
        Some(machines) if zones.contains(&area) => {
            machines_left(machines.value(), 1, zones.len()) / machines.value().max(1.0)
        }
        _ => 1.0,
    }
}

/// How many of some machines are left, spread evenly over `of` zones, when the `lost` zones with most of them are lost.
#[must_use]
pub fn machines_left(machines: f64, lost: usize, of: usize) -> f64 {
    #[allow(clippy::cast_precision_loss)]
    let gone = machines * lost as f64 / of.max(1) as f64;
    (machines - (gone - 1e-9).ceil()).max(0.0)
}

/// Whether each entry is held once only: what was on a lost machine can't be answered by another.
pub(super) fn holds_once(reckoning: &Reckoning, node: &super::demand::Node) -> bool {
    let copies = reckoning.inputs.get(node.id, Field::Copies);
    node.kind != Kind::Cache && copies.is_some_and(|copies| copies < 2.0)
}

/// The share of clients' requests at the peak that succeed when some nodes are lost, and the others have what they have; as much as
/// is asked of them where no figures are given.
pub(super) fn answered(
    reckoning: &Reckoning,
    components: &BTreeMap<Id, ComponentFigures>,
    lost: impl Fn(usize) -> bool,
) -> f64 {
    let nodes = 0..reckoning.flows.nodes.len();
    let left: Vec<f64> = nodes.map(|at| if lost(at) { 0.0 } else { 1.0 }).collect();
    without(reckoning, &left, components).0
}

/// The probability that so many calls succeed, each with the same probability and for itself: as many as are whole, and one more with
/// the probability of what is left.
fn all_of(calls: f64, succeeds: f64) -> f64 {
    libm::pow(succeeds, calls.floor()) * (1.0 - calls.fract() * (1.0 - succeeds))
}

/// The share of clients' requests at the peak that succeed when of each node a share is left, and the others have what they have. Who
/// has too little refuses what is too much. That of all, and that of the client that fares worst.
fn without(
    reckoning: &Reckoning,
    left: &[f64],
    components: &BTreeMap<Id, ComponentFigures>,
) -> (f64, f64) {
    let flows = &reckoning.flows;
    let lost: Vec<bool> = left.iter().map(|left| *left <= 0.0).collect();
    let rates = flows.without(&lost);
    let mut succeeds = vec![1.0_f64; flows.nodes.len()];
    for at in flows.order.iter().rev() {
        let node = &flows.nodes[*at];
        if lost[*at] && node.begins <= 0.0 {
            succeeds[*at] = 0.0;
            continue;
        }
        let utilisation = components.get(&node.id).map_or(0.0, ComponentFigures::busy);
        let full = if node.peak > 0.0 && rates[*at] > 0.0 {
            utilisation * rates[*at] / node.peak / left[*at].max(f64::MIN_POSITIVE)
        } else {
            0.0
        };
        let mut served = if full > 1.0 { 1.0 / full } else { 1.0 };
        if left[*at] < 1.0 && holds_once(reckoning, node) {
            served = served.min(left[*at]);
        }
        let waited = || {
            node.out
                .iter()
                .map(|edge| &flows.edges[*edge])
                .filter(|edge| edge.waits)
        };
        let beyond = match node.sends {
            Sends::Each => waited()
                .filter(|edge| !edge.optional)
                .map(|edge| all_of(edge.fan_out, succeeds[edge.to]))
                .product(),
            Sends::One => {
                let there = || waited().filter(|edge| !lost[edge.to]);
                let left: f64 = there().map(|edge| edge.share).sum();
                if waited().next().is_none() {
                    1.0
                } else if left <= 0.0 {
                    0.0
                } else {
                    let success = |edge: &super::demand::Edge| {
                        if edge.optional {
                            1.0
                        } else {
                            succeeds[edge.to]
                        }
                    };
                    there().map(|edge| edge.share / left * success(edge)).sum()
                }
            }
        };
        succeeds[*at] = served * (1.0 - (1.0 - node.hit) * (1.0 - beyond));
    }
    let (mut asked, mut answered, mut worst) = (0.0, 0.0, 1.0_f64);
    for client in flows.clients() {
        let peak = flows.nodes[client].peak;
        if peak > 0.0 {
            asked += peak;
            answered += peak * succeeds[client];
            worst = worst.min(succeeds[client]);
        }
    }
    let all = if asked > 0.0 { answered / asked } else { 1.0 };
    (all.clamp(0.0, 1.0), worst.clamp(0.0, 1.0))
}
