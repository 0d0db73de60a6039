//! The flow: rates along the order of calls.

use super::{Flows, MOST, Node, Sends};
use crate::model::Kind;

/// Lets peak and average flow, and tells the worst that retries make of it.
pub(super) fn settle(flows: &mut Flows) {
    for edge in &mut flows.edges {
        let (from, to) = (&flows.nodes[edge.from], &flows.nodes[edge.to]);
        edge.waits &= !edge.cut && !from.kind.decouples() && to.kind != Kind::Client;
        edge.per_request = if edge.cut {
            0.0
        } else {
            (from.passes * edge.share * edge.fan_out).min(MOST)
        };
    }
    let peak = spread(flows, &[], |node| node.begins * node.peak_factor);
    let average = spread(flows, &[], |node| node.begins);
    for (node, (peak, average)) in flows.nodes.iter_mut().zip(peak.into_iter().zip(average)) {
        (node.peak, node.average) = (peak, average);
    }
    for edge in &mut flows.edges {
        let from = &flows.nodes[edge.from];
        edge.calls = (from.peak * edge.per_request).min(MOST);
        edge.average = (from.average * edge.per_request).min(MOST);
    }
    amplify(flows);
}

/// The rate at each node when each begins what `begins` says by itself. `lost` may be shorter than the nodes: the others are there.
pub(super) fn spread(flows: &Flows, lost: &[bool], begins: impl Fn(&Node) -> f64) -> Vec<f64> {
    let is_lost =
        |at: usize| lost.get(at).copied().unwrap_or(false) && flows.nodes[at].kind != Kind::Client;
    let any_lost = lost.contains(&true);
    let mut rates: Vec<f64> = flows.nodes.iter().map(begins).collect();
    for at in &flows.order {
        let node = &flows.nodes[*at];
        if is_lost(*at) {
            rates[*at] = 0.0;
            continue;
        }
        rates[*at] = rates[*at].min(MOST);
        let left: f64 = if any_lost && node.sends == Sends::One {
            let there = |edge: &&usize| !is_lost(flows.edges[**edge].to);
            node.out
                .iter()
                .filter(there)
                .map(|edge| flows.edges[*edge].share)
                .sum()
        } else {
            1.0
        };
        for edge in node.out.iter().map(|edge| &flows.edges[*edge]) {
            let ends = edge.cut || flows.nodes[edge.to].kind == Kind::Client;
            if ends || is_lost(edge.to) || left <= 0.0 {
                continue;
            }
            rates[edge.to] += (rates[*at] * edge.per_request / left).min(MOST);
        }
    }
    rates
}

/// The worst that retries make of each call.
fn amplify(flows: &mut Flows) {
    let mut above = vec![1.0_f64; flows.nodes.len()];
    for at in &flows.order {
        for edge in &flows.nodes[*at].out {
            let edge = &mut flows.edges[*edge];
            // Where nobody waits, or the caller does without, the layers above don't see the failure and don't try again.
            let fails_above = edge.waits && !edge.optional;
            let layers = if fails_above { above[*at] } else { 1.0 };
            edge.amplification = (edge.attempts * layers).min(MOST);
            if edge.waits {
                above[edge.to] = above[edge.to].max(edge.amplification);
            }
        }
    }
}
