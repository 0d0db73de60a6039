//! How much a component works on at once, and for how long: what both the closed form and the simulation reckon with.

use super::Reckoning;
use super::disk::DiskWork;
use crate::model::Field;

/// A component's machines as a queueing system sees them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Serving {
    /// Slots of a machine: requests that it holds at once.
    pub slots: f64,
    /// Requests that a machine works on at once: its slots, or fewer where its processor, its disks or a limit bind before.
    pub workers: f64,
    /// Seconds that each of them takes.
    pub time: f64,
}

/// What each of so many machines of a node of [`Flows::nodes`](super::demand::Flows::nodes) works on. `apart` says that each slot
/// has a queue of its own: then each is the slower for the others, instead of fewer being busy.
#[must_use]
pub fn serving(reckoning: &Reckoning, at: usize, machines: f64, apart: bool) -> Serving {
    let inputs = &reckoning.inputs;
    let Some(node) = reckoning.flows.nodes.get(at) else {
        return Serving {
            slots: 1.0,
            workers: 1.0,
            time: 0.0,
        };
    };
    let get = |field| inputs.get(node.id, field);
    let class = inputs.class(node.id);
    let machine = |field| inputs.machine(class, field);
    let service = get(Field::Service).unwrap_or(0.0);
    let slots = get(Field::Slots)
        .or_else(|| machine(Field::Cores))
        .unwrap_or(1.0)
        .clamp(1.0, 1e9);
    let per =
        |amount: Option<f64>, each: Option<f64>| Some(amount? / each.filter(|each| *each > 0.0)?);
    let disk = DiskWork::of(reckoning, at).map(|work| work.per_request(machines));
    // Where it is known what a task holds, a machine has as many as fit; else one.
    let tasks = get(Field::TaskMemory)
        .zip(machine(Field::Memory))
        .map_or(1.0, |(task, memory)| (memory / task).max(1.0));
    // Requests per second that a machine does at most, for reasons other than slots.
    let most = [
        per(machine(Field::Cores), get(Field::Cpu)),
        per(machine(Field::Iops), disk),
        get(Field::MaxRate).map(|limit| limit * tasks),
    ]
    .into_iter()
    .flatten()
    .filter(|rate| *rate > 0.0)
    .fold(f64::MAX, f64::min);
    let (workers, time) = if apart {
        (slots, service.max(slots / most))
    } else if most < f64::MAX {
        // Less than one at a time is one that takes longer.
        let least = service.max(1.0 / most);
        (slots.min(most * least), least)
    } else {
        (slots, service)
    };
    Serving {
        slots,
        workers,
        time,
    }
}
