//! What has to be known to hold a simulated component against the closed form, and what the reader has to know of a run.

use super::system::{Part, Queueing};
use super::world::World;
use super::{Departs, Station, Warning};
use crate::analysis::demand::Flows;
use crate::model::{Id, Kind};

/// How far a component's own times may be stretched by rounding slots before it is worth telling.
const STRETCHED: f64 = 1.25;

/// The components that aren't clients, in order, as queueing systems; none where they have no slots.
pub(super) fn stations(flows: &Flows, world: &World<'_>) -> Vec<Option<Station>> {
    let bunched = bunched(flows, world);
    let parts = world.system.parts.iter().enumerate();
    parts
        .filter(|(_, part)| part.kind != Kind::Client)
        .map(|(at, part)| station(world, at, part, bunched[at]))
        .collect()
}

fn station(world: &World<'_>, at: usize, part: &Part, bunched: bool) -> Option<Station> {
    let desk = &world.desks[at];
    if part.queueing == Queueing::Unlimited || desk.slots == 0 {
        return None;
    }
    let ways = || world.system.ways.iter().filter(|way| way.to as usize == at);
    let slots = desk.slots.min(desk.workers);
    let service = part.time.mean() * desk.stretch;
    let demand = part.demand / world.thin;
    let calls = |link: &u32| world.system.ways[*link as usize].waits;
    let holds = !part.kind.decouples() && part.stages.iter().flatten().any(calls);
    Some(Station {
        slots,
        service,
        demand,
        apart: part.queueing == Queueing::Apart,
        departs: Departs {
            finite: part.queue_limit.is_some() || part.shed.is_some(),
            holds,
            retried: ways()
                .any(|way| way.attempts > 1 || way.timeout.is_some() || way.breaker.is_some()),
            shocked: !world.plan.events.is_empty(),
            scaled: desk.machines.to_bits() != part.machines.to_bits(),
            thinned: world.thin > 1.0,
            unstable: demand * service >= f64::from(slots),
            bound: desk.workers < desk.slots,
            bunched,
        },
    })
}

/// Which components' requests come in bunches: several calls at once, batches, or a caller that passes on what it can instead
/// of what comes.
fn bunched(flows: &Flows, world: &World<'_>) -> Vec<bool> {
    let system = world.system;
    let mut found: Vec<bool> = vec![false; system.parts.len()];
    // Callers come first.
    for from in flows.order.iter().copied() {
        let part = &system.parts[from];
        for link in part.stages.iter().flatten() {
            let way = &system.ways[*link as usize];
            let several = way.calls > 1 || (way.calls == 1 && way.more > 0.0);
            if several || part.batch > 1 || found[from] {
                found[way.to as usize] = true;
            }
        }
    }
    found
}

/// What the reader has to know of how it was simulated.
pub(super) fn warnings(flows: &Flows, world: &World<'_>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut warn = |part: Option<Id>, text: String| warnings.push(Warning { part, text });
    if flows.clients().next().is_none() {
        warn(
            None,
            "There is no client, so nothing happens. Draw one, and link it to what it calls."
                .to_owned(),
        );
    }
    for ring in &flows.rings {
        warn(
            ring.first().copied(),
            "Components call each other in a ring. The call that closes it was left out."
                .to_owned(),
        );
    }
    let thin = world.thin;
    if thin > 1.0 {
        warn(
            None,
            format!(
                "One of {thin} requests was simulated, with one of {thin} slots: utilisation and failures come out as with all of them, but at few slots requests wait longer than at many, so waits are longer than they would be."
            ),
        );
        for (part, desk) in world.system.parts.iter().zip(&world.desks) {
            if desk.slots > 0 && !(1.0 / STRETCHED..=STRETCHED).contains(&desk.stretch) {
                warn(
                    Some(part.id),
                    format!(
                        "{} has too few slots to simulate one of {thin}: it was given {} that take {:.3} times as long for each request. Its utilisation is right, its latency isn't.",
                        part.name,
                        desk.slots.min(desk.workers),
                        desk.stretch
                    ),
                );
            }
        }
    }
    warnings
}
