//! What each component must carry when zones are lost.

use super::super::Figure;
use super::super::reckoning::Reckoning;
use crate::model::{AreaKind, Field, Id};
use crate::units::{Dimension, Quantity};

/// How many sets of lost zones are tried; designs have a few zones.
const MOST_LOSSES: usize = 256;

/// Which nodes are lost, for each set of `count` zones that may be lost at once, in a fixed order. No more than 256 sets: with
/// more, the first of them.
pub(super) fn zone_losses(reckoning: &Reckoning, count: usize) -> Vec<Vec<bool>> {
    let mut zones: Vec<Id> = Vec::new();
    for area in &reckoning.design.areas {
        if area.kind == AreaKind::Zone
            && !zones.contains(&area.id)
            && reckoning.zones.contains(&Some(area.id))
        {
            zones.push(area.id);
        }
    }
    // Losing every zone is survived by nothing.
    if count == 0 || count >= zones.len() {
        return Vec::new();
    }
    let mut losses = Vec::new();
    let mut chosen: Vec<usize> = (0..count).collect();
    loop {
        let lost = |zone: &Option<Id>| {
            zone.is_some_and(|zone| chosen.iter().any(|at| zones.get(*at) == Some(&zone)))
        };
        losses.push(reckoning.zones.iter().map(lost).collect());
        // The next combination: the last index that can still rise does, those behind it follow.
        let Some(rise) = (0..count).rfind(|at| chosen[*at] < zones.len() - count + at) else {
            return losses;
        };
        if losses.len() == MOST_LOSSES {
            return losses;
        }
        chosen[rise] += 1;
        for at in rise + 1..count {
            chosen[at] = chosen[at - 1] + 1;
        }
    }
}

/// How many zones the design is to survive the loss of.
pub(super) fn to_survive(reckoning: &Reckoning) -> usize {
    let survive = reckoning.inputs.design(Field::Survive).unwrap_or(0.0);
    // Saturates: no design has as many zones.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let survive = survive.round() as usize;
    survive
}

/// The rate that each node is sized for.
pub(super) fn sized_for(reckoning: &Reckoning) -> Vec<Figure> {
    let rate = |value| Quantity::new(value, Dimension::RATE);
    let survive = to_survive(reckoning);
    let mut worst: Vec<f64> = reckoning.flows.nodes.iter().map(|node| node.peak).collect();
    for lost in zone_losses(reckoning, survive) {
        for (worst, rate) in worst.iter_mut().zip(reckoning.flows.without(&lost)) {
            *worst = worst.max(rate);
        }
    }
    reckoning
        .flows
        .nodes
        .iter()
        .zip(worst)
        .map(|(node, worst)| {
            let figure = Figure::from_formula("requests at the peak", "demand", rate(node.peak));
            if worst <= node.peak * (1.0 + 1e-12) {
                return figure;
            }
            let zones = if survive == 1 { "zone" } else { "zones" };
            figure.then(
                "requests when zones are lost",
                format!("with {survive} {zones} lost"),
                rate(worst),
            )
        })
        .collect()
}
