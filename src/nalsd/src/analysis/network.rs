//! Bandwidth: per link, and per component in and out.
//!
//! An answer that nobody waits for has no bytes, unless its size is written.

use super::Figure;
use super::reckoning::Reckoning;
use crate::model::Field;
use crate::units::{self, Dimension, Quantity};

/// What crosses one link at the peak, and what one call carries.
#[derive(Clone, Debug)]
pub(super) struct Carried {
    /// Bytes of one call, copies counted.
    pub(super) request: f64,
    /// Bytes of one answer, copies counted.
    pub(super) response: f64,
    /// Bytes per second from caller to callee.
    pub(super) out: Figure,
    /// Bytes per second from callee to caller.
    pub(super) back: Figure,
}

/// What each edge carries.
pub(super) fn carried(reckoning: &Reckoning) -> Vec<Carried> {
    let flows = &reckoning.flows;
    (0..flows.edges.len())
        .map(|at| {
            let edge = &flows.edges[at];
            let get = |field| reckoning.inputs.get(edge.id, field);
            let copied = get(Field::Copied).unwrap_or(1.0);
            let response_written = reckoning
                .link(at)
                .and_then(|link| link.set.get(&Field::Response))
                .is_some_and(|text| !text.trim().is_empty());
            let request = get(Field::Request).unwrap_or(0.0);
            let response = if edge.waits || response_written {
                get(Field::Response).unwrap_or(0.0)
            } else {
                0.0
            };
            let bandwidth = |name: &str, size: f64| {
                let rate = Quantity::new(edge.calls, Dimension::RATE);
                let bytes = Quantity::new(size, Dimension::DATA);
                let mut formula = format!("{} × {}", units::operand(rate), units::operand(bytes));
                if (copied - 1.0).abs() > 1e-12 {
                    formula += &format!(" × {} copies", units::operand_count(copied));
                }
                let value = Quantity::new(edge.calls * size * copied, Dimension::BANDWIDTH);
                Figure::from_formula(name, formula, value)
            };
            Carried {
                request: request * copied,
                response: response * copied,
                out: bandwidth("calls", request),
                back: bandwidth("answers", response),
            }
        })
        .collect()
}

/// Bytes per second in and out of each component, over all its machines.
pub(super) fn traffic(reckoning: &Reckoning, carried: &[Carried]) -> Vec<(f64, f64)> {
    let mut traffic = vec![(0.0, 0.0); reckoning.flows.nodes.len()];
    for (edge, carried) in reckoning.flows.edges.iter().zip(carried) {
        let (out, back) = (carried.out.value(), carried.back.value());
        traffic[edge.from].1 += out;
        traffic[edge.from].0 += back;
        traffic[edge.to].0 += out;
        traffic[edge.to].1 += back;
    }
    traffic
}

/// The figure of what a component sends and receives.
pub(super) fn figure((inward, outward): (f64, f64)) -> Figure {
    let bandwidth = |value| Quantity::new(value, Dimension::BANDWIDTH);
    let (inward, outward) = (bandwidth(inward), bandwidth(outward));
    Figure::from_formula("comes in", "over all links", inward)
        .then("goes out", "over all links", outward)
        .then(
            "traffic",
            format!("{} + {}", units::operand(inward), units::operand(outward)),
            bandwidth(inward.value + outward.value),
        )
}
