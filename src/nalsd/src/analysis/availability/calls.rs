//! What a component needs of those it calls.

use super::structure::matters;
use crate::analysis::demand::{Edge, Sends};
use crate::analysis::{ComponentFigures, Reckoning};
use crate::model::{Field, Id};
use std::collections::BTreeMap;

/// What floating point may leave over of a sum.
const ROUNDING: f64 = 1e-9;

/// How much of its alternatives a component needs that sends to one of its links.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Need {
    /// What each alternative is worth, in the order of its links that carry anything: requests per second that it can take, up to all
    /// of them; or 1 where they are counted.
    pub worth: Vec<f64>,
    /// How much of that may be missing.
    pub spare: f64,
}

impl Need {
    /// So many of the alternatives as are written, or as many as carry the load.
    pub(super) fn of(
        reckoning: &Reckoning,
        at: usize,
        components: &BTreeMap<Id, ComponentFigures>,
    ) -> Self {
        let flows = &reckoning.flows;
        let alternatives: Vec<&Edge> = alternatives(reckoning, at).collect();
        let load: f64 = alternatives.iter().map(|edge| edge.calls).sum();
        let written = reckoning.inputs.get(flows.nodes[at].id, Field::Need);
        // Where nothing is asked, any one will do.
        let counted = written.or((load <= 0.0).then_some(1.0));
        if let Some(need) = counted {
            #[allow(clippy::cast_precision_loss)]
            let all = alternatives.len() as f64;
            return Self {
                worth: vec![1.0; alternatives.len()],
                spare: (all - need.ceil().max(1.0)).max(0.0),
            };
        }
        let worth: Vec<f64> = alternatives
            .iter()
            .map(|edge| {
                let to = &flows.nodes[edge.to];
                let used = components.get(&to.id).map_or(0.0, ComponentFigures::busy);
                if used > 0.0 {
                    // What is left on it, beside what others ask. Who is overloaded is told so; here he counts a little.
                    let carries = edge.calls + to.peak * (1.0 / used - 1.0);
                    carries.clamp(load * 1e-6, load)
                } else {
                    load
                }
            })
            .collect();
        let spare = (worth.iter().sum::<f64>() - load).max(0.0);
        Self { worth, spare }
    }

    /// Whether all that is worth so much may be missing.
    pub(super) fn spares(&self, missing: f64) -> bool {
        missing <= self.spare + ROUNDING * self.worth.iter().sum::<f64>()
    }

    /// How many of the alternatives are enough, whichever they are.
    pub(super) fn any(&self) -> usize {
        let mut worth = self.worth.clone();
        worth.sort_by(|a, b| b.total_cmp(a));
        let mut missing = 0.0;
        let spared = worth.iter().take_while(|worth| {
            missing += **worth;
            self.spares(missing)
        });
        (worth.len() - spared.count()).max(1)
    }

    /// Whether all are worth the same, so that they can be counted.
    pub(super) fn is_alike(&self) -> bool {
        self.worth
            .windows(2)
            .all(|pair| pair[0].to_bits() == pair[1].to_bits())
    }
}

/// The links of a node that carry anything.
pub(super) fn alternatives<'a>(
    reckoning: &'a Reckoning,
    at: usize,
) -> impl DoubleEndedIterator<Item = &'a Edge> {
    let flows = &reckoning.flows;
    flows.nodes[at]
        .out
        .iter()
        .map(|edge| &flows.edges[*edge])
        .filter(|edge| !edge.cut && edge.per_request > 0.0)
}

/// The calls of a component that may make it fail.
pub(in crate::analysis) struct Calls {
    /// Those that may fall.
    pub(in crate::analysis) to: Vec<usize>,
    /// What each of them is worth, and how much of it may be missing.
    need: Need,
}

impl Calls {
    /// What a node needs, of whose alternatives so much must be there.
    pub(in crate::analysis) fn of(reckoning: &Reckoning, at: usize, need: &Need) -> Self {
        let one = reckoning.flows.nodes[at].sends == Sends::One;
        // Whom it doesn't wait for is always there.
        let (to, worth) = alternatives(reckoning, at)
            .enumerate()
            .filter(|(_, edge)| matters(reckoning, edge))
            .map(|(place, edge)| {
                let worth = need.worth.get(place).filter(|_| one);
                (edge.to, worth.copied().unwrap_or(1.0))
            })
            .unzip();
        let spare = if one { need.spare } else { 0.0 };
        Self {
            to,
            need: Need { worth, spare },
        }
    }

    /// Whether it falls when those at these places of [`Calls::to`] do.
    pub(in crate::analysis) fn falls(&self, fallen: impl IntoIterator<Item = usize>) -> bool {
        let fallen = fallen.into_iter().map(|place| self.worth(place));
        !self.need.spares(fallen.sum())
    }

    /// What the one at a place of [`Calls::to`] is worth.
    pub(in crate::analysis) fn worth(&self, place: usize) -> f64 {
        self.need.worth.get(place).copied().unwrap_or(0.0)
    }
}
