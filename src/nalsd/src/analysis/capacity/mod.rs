//! Capacity: how many machines each component takes, and what binds.
//!
//! Per resource of the machine class, with `u` the share that machines are planned to be loaded to:
//!
//! | resource | machines |
//! | --- | --- |
//! | CPU | rate × CPU per request ÷ cores ÷ u |
//! | slots | rate × time per request ÷ slots ÷ u (Little's law) |
//! | disk operations | rate × I/O per request × (1 + writes × (copies − 1)) ÷ IOPS ÷ u, and no more writes to a shard than one machine takes |
//! | network | the larger of what comes in and what goes out ÷ bandwidth each way ÷ u |
//! | memory | (held in memory × copies + entries in memory + tasks × memory per task) ÷ memory |
//! | disk space | entries on disk ÷ disk |
//! | limit per task | rate ÷ limit, where each task has a machine of its own |
//!
//! The rate is the peak, or more where the design is to survive the loss of zones and this component then carries what others
//! did. The largest of these, rounded up, is what is needed; spares come on top. An object store's data isn't on the machines'
//! own disks: it is priced by its size.

mod deploy;
mod needs;
mod survive;
#[cfg(test)]
mod tests;

use super::reckoning::Reckoning;
use super::{Figure, Load, Resource};

/// What the capacity of one component comes to.
#[derive(Clone, Debug, Default)]
pub(super) struct Capacity {
    pub(super) loads: Vec<Load>,
    pub(super) binds: Option<Resource>,
    pub(super) tasks: Option<Figure>,
    pub(super) needed: Option<Figure>,
    pub(super) machines: Option<Figure>,
    pub(super) utilisation: Option<f64>,
    pub(super) full_first: Option<Resource>,
    pub(super) headroom: Option<f64>,
}

/// The capacity of every node. `traffic` is bytes in and out per node, `stored` what each stores.
pub(super) fn capacities(
    reckoning: &Reckoning,
    traffic: &[(f64, f64)],
    stored: &[Option<(Figure, super::storage::Medium)>],
) -> Vec<Capacity> {
    let sized_for = survive::sized_for(reckoning);
    (0..reckoning.flows.nodes.len())
        .map(|node| {
            let needs = needs::of(
                reckoning,
                node,
                &sized_for[node],
                traffic[node],
                stored[node].as_ref(),
            );
            deploy::deploy(reckoning, node, needs)
        })
        .collect()
}
