//! What a component needs of those it calls.

use super::structure::matters;
use crate::analysis::Reckoning;
use crate::analysis::demand::Sends;

/// The calls of a component that may make it fail.
pub(in crate::analysis) struct Calls {
    /// Those that may fall.
    pub(in crate::analysis) to: Vec<usize>,
    /// How many of them are too many.
    pub(in crate::analysis) enough: usize,
}

impl Calls {
    /// What a node needs, of whose alternatives `need` must be there.
    pub(in crate::analysis) fn of(reckoning: &Reckoning, at: usize, need: usize) -> Self {
        let flows = &reckoning.flows;
        let node = &flows.nodes[at];
        let edges = || node.out.iter().map(|edge| &flows.edges[*edge]);
        let enough = match node.sends {
            Sends::Each => 1,
            // Whom it doesn't wait for is always there.
            Sends::One => {
                let all = edges()
                    .filter(|edge| !edge.cut && edge.per_request > 0.0)
                    .count();
                (all + 1).saturating_sub(need)
            }
        };
        Self {
            to: edges()
                .filter(|edge| matters(reckoning, edge))
                .map(|edge| edge.to)
                .collect(),
            enough: enough.max(1),
        }
    }
}
