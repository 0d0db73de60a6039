//! What clients' requests meet: latency and availability, of components, of each client, of the whole.

use super::availability::Reliability;
use super::latency::{Latencies, Law};
use super::reckoning::Reckoning;
use super::{Analysis, Journey};
use crate::model::Field;
use crate::units::{self, Dimension, Quantity};

/// Adds latency and availability to an analysis that knows machines and utilisation.
pub(super) fn fill(reckoning: &Reckoning, analysis: &mut Analysis) -> Reliability {
    let latencies = Latencies::reckon(reckoning, &analysis.components);
    let reliability = Reliability::reckon(reckoning, &analysis.components);
    let percentile = analysis.objectives.percentile;
    let told = |law: &Option<Law>| law.as_ref().map(|law| law.latency(percentile));
    for (at, node) in reckoning.flows.nodes.iter().enumerate() {
        if let Some(figures) = analysis.components.get_mut(&node.id) {
            figures.own_latency = told(&latencies.own[at]);
            figures.latency = told(&latencies.full[at]);
            figures.availability = reliability.own[at].clone();
        }
    }
    analysis.journeys = reliability
        .clients
        .iter()
        .map(|(client, availability)| Journey {
            client: reckoning.flows.nodes[*client].id,
            latency: told(&latencies.full[*client]),
            availability: availability.clone(),
            slowest: latencies.slowest_from(reckoning, *client),
        })
        .collect();
    // The worst client's; nothing where one isn't answered at all.
    analysis.totals.latency = analysis
        .journeys
        .iter()
        .map(|journey| journey.latency)
        .collect::<Option<Vec<_>>>()
        .and_then(|all| {
            all.into_iter()
                .max_by(|a, b| a.at(percentile).total_cmp(&b.at(percentile)))
        });
    if let Some((_, worst)) = reliability.worst() {
        analysis.totals.availability = Some(worst.clone());
        analysis.totals.downtime = reckoning.inputs.design(Field::Window).map(|window| {
            let down = (1.0 - worst.value()).clamp(0.0, 1.0);
            let over = units::operand(Quantity::new(window, Dimension::TIME));
            worst.clone().then(
                "down",
                format!("(100 % − {}) × {over}", units::operand_share(worst.value())),
                Quantity::new(down * window, Dimension::TIME),
            )
        });
    }
    analysis
        .totals
        .importance
        .clone_from(&reliability.importance);
    reliability
}
