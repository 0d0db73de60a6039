//! What caches spare others.

use super::load::{planned, rate};
use super::{Context, finding};
use crate::analysis::carries::{Burden, carries};
use crate::analysis::demand::{Edge, Sends};
use crate::analysis::{Finding, FindingKind, Severity};
use crate::model::{Field, Kind};

/// Caches without which what is behind them can't carry the load.
pub(super) fn cache_dependency(context: &Context) -> Vec<Finding> {
    let flows = &context.reckoning.flows;
    let mut found = Vec::new();
    for (at, cache) in flows.nodes.iter().enumerate() {
        for (behind, hits) in spared(context, at) {
            let to = &flows.nodes[behind];
            let Some(figures) = context.figures(to.id) else {
                continue;
            };
            let Some((resource, used)) = figures
                .busiest()
                .filter(|(_, used)| *used > 0.0 && *used < 1.0)
            else {
                continue;
            };
            let cold = to.peak + hits;
            let full = used * cold / to.peak;
            if full <= 1.0 || !full.is_finite() {
                continue;
            }
            let text = format!(
                "Without the hits of {}, {} gets {} instead of {}, and its {} carries {}.",
                context.name(cache.id),
                context.name(to.id),
                rate(cold),
                rate(to.peak),
                resource.label(),
                rate(to.peak / used)
            );
            let mend = context.machines(to.id).and_then(|_| {
                let cold = Burden {
                    times: cold / to.peak / planned(context),
                    copies: None,
                    holds: false,
                };
                let carries = carries(context.reckoning, behind, figures, cold);
                context.deploy(to.id, carries.ceil())
            });
            found.push(Finding {
                mend,
                ..finding(
                    FindingKind::CacheDependency,
                    Severity::Warning,
                    vec![cache.id, to.id],
                    text,
                )
            });
        }
    }
    found
}

/// What the hits of a node spare others: whom, and calls per second at the peak.
fn spared(context: &Context, cache: usize) -> Vec<(usize, f64)> {
    let flows = &context.reckoning.flows;
    let node = &flows.nodes[cache];
    let hit = context
        .number(node.id, Field::Hit)
        .unwrap_or(0.0)
        .clamp(0.0, 1.0);
    if hit <= 0.0 || node.peak <= 0.0 {
        return Vec::new();
    }
    let behind: Vec<(usize, f64)> = node
        .out
        .iter()
        .map(|at| &flows.edges[*at])
        .filter(|edge| !edge.cut)
        .map(|edge| (edge.to, node.peak * edge.share * edge.fan_out * hit))
        .collect();
    if !behind.is_empty() {
        return behind;
    }
    let lookups = node.incoming.iter().map(|at| &flows.edges[*at]);
    lookups
        .flat_map(|lookup| aside(context, lookup, hit).map(move |to| (to, lookup.calls * hit)))
        .collect()
}

/// Whom the caller asks itself for what a cache doesn't have, where the cache is looked into first. Nothing on the drawing joins the
/// two calls; it shows in their numbers: there are as many calls as misses, give or take half, what is written not counted.
fn aside<'a>(
    context: &'a Context,
    lookup: &'a Edge,
    hit: f64,
) -> impl Iterator<Item = usize> + use<'a> {
    let flows = &context.reckoning.flows;
    let caller = &flows.nodes[lookup.from];
    let misses = lookup.calls * (1.0 - hit);
    let others = caller.out.iter().map(|at| &flows.edges[*at]);
    let asked = others.filter(move |edge| {
        let to = &flows.nodes[edge.to];
        let writes = context.number(to.id, Field::Writes).unwrap_or(0.0).min(1.0);
        let reads = edge.calls * (1.0 - writes);
        let asks = to.kind != Kind::Client && !to.kind.decouples() && edge.to != lookup.to;
        asks && edge.calls < lookup.calls && (misses * 0.5..=misses * 1.5).contains(&reads)
    });
    let each = caller.sends == Sends::Each && misses > 0.0;
    asked.filter(move |_| each).map(|edge| edge.to)
}
