//! How many machines carry a load when each of them is used in full.

use super::disk::DiskWork;
use super::{ComponentFigures, Reckoning, Resource};
use crate::model::Field;

/// What a component's machines are to carry, if not what they carry now.
#[derive(Clone, Copy, Debug)]
pub(super) struct Burden {
    /// How many times the peak.
    pub(super) times: f64,
    /// How many copies of each entry; as many as there are where none are given.
    pub(super) copies: Option<f64>,
    /// Whether what machines hold counts, too, and not only what they do.
    pub(super) holds: bool,
}

/// The fewest machines of a node that carry so much, not rounded; infinite where no number does. Nearly all work is shared by
/// however many there are; that of disks isn't, since each copy of an entry takes all of its writes.
pub(super) fn carries(
    reckoning: &Reckoning,
    at: usize,
    figures: &ComponentFigures,
    burden: Burden,
) -> f64 {
    let all = figures.machines.as_ref().map_or(1.0, super::Figure::value);
    let node = &reckoning.flows.nodes[at];
    let class = reckoning.inputs.class(node.id);
    let each = reckoning.inputs.machine(class, Field::Iops).unwrap_or(0.0);
    let disks = DiskWork::of(reckoning, at).map(|work| {
        let copies = burden.copies.unwrap_or(work.copies);
        DiskWork { copies, ..work }.machines(node.peak * burden.times, each)
    });
    let machines = figures.loads.iter().map(|load| {
        let shared = load.utilisation * all;
        match (load.resource, disks) {
            (Resource::Memory | Resource::Disk, _) if burden.holds => shared,
            (Resource::Memory | Resource::Disk, _) => 0.0,
            (Resource::Iops, Some(disks)) => disks,
            _ => shared * burden.times,
        }
    });
    machines.fold(0.0, f64::max)
}
