//! What caches spare others.

use super::load::{planned, rate};
use super::{Context, finding, list, set};
use crate::analysis::carries::{Burden, carries};
use crate::analysis::demand::{Edge, Sends};
use crate::analysis::{Finding, FindingKind, Mend, Severity};
use crate::model::{Field, Kind};
use crate::units;

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

/// Caches beside a store that is asked for every request all the same: drawn for a cache that is looked into first, but the link to the
/// store says nothing of it.
pub(super) fn idle_cache(context: &Context) -> Vec<Finding> {
    let flows = &context.reckoning.flows;
    let mut found = Vec::new();
    for (at, cache) in flows.nodes.iter().enumerate() {
        let hit = cache.hit;
        if cache.kind != Kind::Cache || hit <= 0.0 || cache.peak <= 0.0 {
            continue;
        }
        if cache.out.iter().any(|edge| !flows.edges[*edge].cut) || !spared(context, at).is_empty() {
            continue;
        }
        for lookup in cache.incoming.iter().map(|edge| &flows.edges[*edge]) {
            let caller = &flows.nodes[lookup.from];
            let stores: Vec<&Edge> = caller
                .out
                .iter()
                .map(|edge| &flows.edges[*edge])
                .filter(|edge| {
                    let to = &flows.nodes[edge.to];
                    let holds = to.kind.stores() && !to.kind.decouples() && !edge.cut;
                    holds && reads(context, edge) > lookup.calls * (1.0 - hit) * 1.5
                })
                .collect();
            if caller.sends != Sends::Each || stores.is_empty() {
                continue;
            }
            let of = |node: usize| context.name(flows.nodes[node].id);
            let names: Vec<String> = stores.iter().map(|edge| of(edge.to)).collect();
            let text = format!(
                "{} spares nobody: {} asks {} as often as if it weren't there.",
                of(at),
                of(lookup.from),
                list(&names)
            );
            let mut parts = vec![cache.id, flows.nodes[lookup.from].id];
            parts.extend(stores.iter().map(|edge| flows.nodes[edge.to].id));
            found.push(Finding {
                mend: match stores[..] {
                    [store] => Some(only_misses(context, store, hit)),
                    _ => None,
                },
                ..finding(FindingKind::IdleCache, Severity::Hint, parts, text)
            });
        }
    }
    found
}

/// Lets the misses of a cache go along a link, and what is written.
fn only_misses(context: &Context, store: &Edge, hit: f64) -> Mend {
    let to = &context.reckoning.flows.nodes[store.to];
    let writes = writes(context, store);
    let left = (1.0 - writes) * (1.0 - hit) + writes;
    let calls = units::significant(store.fan_out * left, 3);
    let text = format!(
        "If it holds what {} has, let only its misses go there{}: {calls} calls for each request.",
        context.name(to.id),
        if writes > 0.0 {
            ", and what is written"
        } else {
            ""
        }
    );
    let mut commands = vec![set(&[store.id], Field::FanOut, calls)];
    if writes > 0.0 && left > 0.0 {
        let share = format!("{} %", units::significant(writes / left * 100.0, 4));
        commands.push(set(&[to.id], Field::Writes, share));
    }
    Mend::new(text, commands)
}

/// What the hits of a node spare others: whom, and calls per second at the peak.
fn spared(context: &Context, cache: usize) -> Vec<(usize, f64)> {
    let flows = &context.reckoning.flows;
    let node = &flows.nodes[cache];
    let hit = node.hit;
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
        let reads = reads(context, edge);
        let asks = to.kind != Kind::Client && !to.kind.decouples() && edge.to != lookup.to;
        asks && edge.calls < lookup.calls && (misses * 0.5..=misses * 1.5).contains(&reads)
    });
    let each = caller.sends == Sends::Each && misses > 0.0;
    asked.filter(move |_| each).map(|edge| edge.to)
}

/// The share of the calls along a link that write.
fn writes(context: &Context, edge: &Edge) -> f64 {
    let to = &context.reckoning.flows.nodes[edge.to];
    let written = context.number(to.id, Field::Writes);
    written.unwrap_or(0.0).clamp(0.0, 1.0)
}

/// The calls per second along a link, at the peak, that read.
fn reads(context: &Context, edge: &Edge) -> f64 {
    edge.calls * (1.0 - writes(context, edge))
}
