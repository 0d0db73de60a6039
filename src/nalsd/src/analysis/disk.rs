//! What requests ask of disks: a read is done by one copy, a write by every one.

use super::reckoning::Reckoning;
use super::storage::{Medium, medium};
use crate::model::Field;

/// What one request of a store asks of its disks.
///
/// Copies of a store that is split into a number of shards are whole: each machine beyond `shards × copies` holds one more copy
/// of its shard, and takes all of its writes. Machines so added help reads alone, and no number of them takes more writes than
/// one machine does for each shard.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct DiskWork {
    /// Operations of a request, on one copy.
    pub(super) ops: f64,
    /// The share of requests that write, 0 to 1.
    pub(super) writes: f64,
    /// Copies of each entry, at least.
    pub(super) copies: f64,
    /// Into how many parts the data is split; `None` where it is spread as evenly as the machines allow.
    pub(super) shards: Option<f64>,
}

impl DiskWork {
    /// The work of a node of [`Flows::nodes`](super::demand::Flows::nodes); `None` where it keeps nothing on disks.
    pub(super) fn of(reckoning: &Reckoning, node: usize) -> Option<Self> {
        let id = reckoning.flows.nodes.get(node)?.id;
        let get = |field| reckoning.inputs.get(id, field);
        if reckoning.component(node).map(medium) == Some(Medium::Memory) {
            return None;
        }
        Some(Self {
            ops: get(Field::Ops).filter(|ops| *ops > 0.0)?,
            writes: get(Field::Writes).unwrap_or(0.0).clamp(0.0, 1.0),
            copies: get(Field::Copies).unwrap_or(1.0).max(1.0),
            shards: get(Field::Shards).map(|shards| shards.max(1.0)),
        })
    }

    /// Copies of each entry on so many machines.
    fn copies_on(&self, machines: f64) -> f64 {
        let whole = self
            .shards
            .map_or(0.0, |shards| (machines / shards).min(f64::MAX));
        self.copies.max(whole)
    }

    /// Operations of a request on the disks of so many machines together: `ops × (1 + writes × (copies − 1))`.
    pub(super) fn per_request(&self, machines: f64) -> f64 {
        self.ops * (1.0 + self.writes * (self.copies_on(machines) - 1.0))
    }

    /// Machines that so many requests per second take when each machine is to do so many operations per second; infinite where
    /// the writes of one shard are too many for one.
    pub(super) fn machines(&self, rate: f64, each: f64) -> f64 {
        let asked = rate * self.per_request(0.0);
        if asked <= 0.0 {
            return 0.0;
        }
        if each <= 0.0 {
            return f64::INFINITY;
        }
        let spread = asked / each;
        let shards = match self.shards {
            // Beyond the copies that there are anyway, each machine holds one more.
            Some(shards) if spread > shards * self.copies => shards,
            _ => return spread,
        };
        let left = each - self.written(rate) / shards;
        if left > 0.0 {
            rate * self.ops * (1.0 - self.writes) / left
        } else {
            f64::INFINITY
        }
    }

    /// Operations per second that writes take on one copy of everything.
    pub(super) fn written(&self, rate: f64) -> f64 {
        rate * self.ops * self.writes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Machines for requests per second on disks of 1,000 operations per second.
    fn machines(ops: f64, writes: f64, copies: f64, shards: Option<f64>, rate: f64) -> f64 {
        let work = DiskWork {
            ops,
            writes,
            copies,
            shards,
        };
        let machines = work.machines(rate, 1000.0);
        if machines.is_finite() && shards.is_some() {
            // On as many as that, none does more than it can: what they do together is what is asked of them.
            let deployed = machines.max(shards.unwrap_or(1.0) * copies);
            let asked = rate * work.per_request(deployed);
            assert!(asked <= deployed * 1000.0 * (1.0 + 1e-9), "{work:?}");
        }
        machines
    }

    #[test]
    fn writes_are_done_by_every_copy_and_reads_by_one() {
        let near = |value: f64, expected: f64| assert!((value - expected).abs() < 1e-9, "{value}");
        // Spread: 10,000 reads are 10 machines, 10,000 writes of 3 copies are 30.
        near(machines(1.0, 0.0, 3.0, None, 10_000.0), 10.0);
        near(machines(1.0, 1.0, 3.0, None, 10_000.0), 30.0);
        near(machines(2.0, 0.5, 3.0, None, 10_000.0), 40.0);
        // One shard, 100 writes/s of 10,000: each copy takes those, and 900 reads beside them: 9,900 ÷ 900 = 11.
        near(machines(1.0, 0.01, 2.0, Some(1.0), 10_000.0), 11.0);
        // Within the copies that there are anyway, the sum is what counts: (500 + 2 × 500) ÷ 1,000.
        near(machines(1.0, 0.5, 2.0, Some(1.0), 1000.0), 1.5);
        // 2,000 writes/s fill two shards; the copies of three do them, and 2,000 reads beside: (2,000 + 2 × 2,000) ÷ 1,000.
        assert_eq!(machines(1.0, 0.5, 2.0, Some(1.0), 4000.0), f64::INFINITY);
        assert_eq!(machines(1.0, 0.5, 2.0, Some(2.0), 4000.0), f64::INFINITY);
        near(machines(1.0, 0.5, 2.0, Some(4.0), 4000.0), 6.0);
        near(machines(1.0, 0.5, 2.0, Some(3.0), 4000.0), 6.0);
        assert_eq!(machines(1.0, 0.0, 1.0, None, 0.0), 0.0);
    }
}
