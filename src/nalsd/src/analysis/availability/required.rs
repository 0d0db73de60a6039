//! Whom all requests of a client need, without a decision diagram: each component in turn is down, and all else is up.

use super::calls::{Calls, Need};
use super::structure::found;
use crate::analysis::Reckoning;
use crate::model::Kind;

/// Per client: its node, and those without which none of its requests succeeds. It takes time with the square of the design's
/// size, whatever is shared.
pub(super) fn required(reckoning: &Reckoning, needs: &[Need]) -> Vec<(usize, Vec<usize>)> {
    let flows = &reckoning.flows;
    let nodes = 0..flows.nodes.len();
    let calls: Vec<Calls> = nodes
        .map(|at| Calls::of(reckoning, at, &needs[at]))
        .collect();
    let mut all: Vec<(usize, Vec<usize>)> =
        flows.clients().map(|client| (client, Vec::new())).collect();
    let mut met = found(reckoning);
    met.retain(|at| flows.nodes[*at].kind != Kind::Client);
    met.sort_unstable();
    for down in met {
        let works = works(reckoning, &calls, down);
        for (client, required) in &mut all {
            if !works[*client] {
                required.push(down);
            }
        }
    }
    all
}

/// Per node: whether requests to it succeed when one is down and all others are up.
fn works(reckoning: &Reckoning, calls: &[Calls], down: usize) -> Vec<bool> {
    let mut works = vec![true; calls.len()];
    for at in reckoning.flows.order.iter().rev() {
        let calls = &calls[*at];
        let fallen = calls.to.iter().enumerate().filter(|(_, to)| !works[**to]);
        works[*at] = *at != down && !calls.falls(fallen.map(|(place, _)| place));
    }
    works
}
