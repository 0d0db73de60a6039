//! Where a rate comes from, in words.

use super::super::Figure;
use super::super::reckoning::Reckoning;
use super::Sends;
use crate::model::Kind;
use crate::units::{self, Dimension, Quantity};

/// How many callers a trail names.
const NAMED: usize = 6;

fn rate(value: f64) -> Quantity {
    Quantity::new(value, Dimension::RATE)
}

/// The demand of a node at the peak.
#[must_use]
pub(in super::super) fn figure(reckoning: &Reckoning, at: usize) -> Figure {
    let flows = &reckoning.flows;
    let node = &flows.nodes[at];
    if node.kind == Kind::Client {
        let asks = Figure::given("requests on average", rate(node.begins));
        let formula = format!(
            "{} × {}",
            units::operand(rate(node.begins)),
            units::operand_count(node.peak_factor)
        );
        return asks.then("requests at the peak", formula, rate(node.peak));
    }
    let mut parts: Vec<String> = node
        .incoming
        .iter()
        .map(|edge| &flows.edges[*edge])
        .filter(|edge| edge.calls > 0.0)
        .map(|edge| {
            let calls = units::operand(rate(edge.calls));
            format!("{calls} from {}", reckoning.name(edge.from))
        })
        .collect();
    if parts.len() > NAMED {
        let more = parts.len() - NAMED;
        parts.truncate(NAMED);
        parts.push(format!("{more} more"));
    }
    let formula = if parts.is_empty() {
        "nobody calls it".to_owned()
    } else {
        parts.join(" + ")
    };
    Figure::from_formula("requests at the peak", formula, rate(node.peak))
}

/// The calls of an edge at the peak.
#[must_use]
pub(in super::super) fn calls(reckoning: &Reckoning, at: usize) -> Figure {
    let flows = &reckoning.flows;
    let edge = &flows.edges[at];
    let from = &flows.nodes[edge.from];
    if edge.cut {
        let formula = "it closes a ring, so nothing is reckoned along it";
        return Figure::from_formula("calls at the peak", formula, rate(0.0));
    }
    let mut formula = units::operand(rate(from.peak));
    if (from.passes - 1.0).abs() > 1e-12 {
        formula += &format!(" × {} passed on", units::operand_share(from.passes));
    }
    if from.sends == Sends::One && from.out.len() > 1 {
        formula += &format!(" × {} share", units::operand_share(edge.share));
    }
    if (edge.fan_out - 1.0).abs() > 1e-12 {
        formula += &if edge.fan_out < 1.0 {
            format!(" × {} calls", units::operand_share(edge.fan_out))
        } else {
            format!(" × {} calls", units::operand_count(edge.fan_out))
        };
    }
    Figure::from_formula("calls at the peak", formula, rate(edge.calls))
}
