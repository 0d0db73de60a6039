//! What one failure takes away.

use super::cuts::Cuts;
use super::ways::Ways;
use super::{Context, finding, list};
use crate::analysis::availability::matters;
use crate::analysis::demand::{Node, Sends};
use crate::analysis::{Finding, FindingKind, Severity};
use crate::model::{Field, Id};
use crate::units;

/// Components that every request of a client needs and that one machine's failure takes away.
///
/// That every request needs it is read off the decision diagram: with all else up and it down, none succeeds. Where it dominates
/// a component at the end of the calls, the text says so: no path leads around it. Where it is an articulation point of what the
/// requests lead to, the drawing falls into two without it, and the text says what falls off.
pub(super) fn single_point(context: &Context) -> Vec<Finding> {
    let flows = &context.reckoning.flows;
    let mut found: Vec<Finding> = Vec::new();
    for (client, required) in &context.reliability.required {
        let mut ways = None;
        let sure = always_called(context, *client);
        for at in required {
            let id = flows.nodes[*at].id;
            if !breaks(context, *at) || found.iter().any(|known| known.parts.first() == Some(&id)) {
                continue;
            }
            let ways = ways.get_or_insert_with(|| Ways::from(context, *client));
            let (name, client) = (context.name(id), context.name(flows.nodes[*client].id));
            let ends = ways.ends_behind(*at);
            let off = ways.cut_off(*at);
            let falls_off = if off.is_empty() || off == ends {
                String::new()
            } else {
                let off = few(context, &off);
                format!(" Without it, nothing joins {client} to {off}.")
            };
            let proof = match ends.as_slice() {
                [] if sure[*at] => format!("every request of {client} needs it"),
                [end] if end == at && sure[*at] => format!("every request of {client} calls it"),
                [] => format!("without it, not all requests of {client} are answered"),
                [end] if end == at => {
                    format!("without it, not all requests of {client} are answered")
                }
                ends => format!(
                    "every path from {client} to {} passes it",
                    few(context, ends)
                ),
            };
            let machines = context.machines(id).unwrap_or(1.0);
            let how = if machines > 1.0 {
                format!("all of its {} machines are needed", units::whole(machines))
            } else {
                "it has one machine".to_owned()
            };
            found.push(Finding {
                mend: context.redundant(*at),
                ..finding(
                    FindingKind::SinglePoint,
                    Severity::Warning,
                    vec![id],
                    format!("{name} is a single point of failure: {how}, and {proof}.{falls_off}"),
                )
            });
        }
    }
    found
}

/// Per node: whether each request of a client makes a call to it. Hits spare some of them the calls behind a cache, and one of several
/// alternatives gets some of them.
fn always_called(context: &Context, client: usize) -> Vec<bool> {
    let flows = &context.reckoning.flows;
    let mut sure = vec![false; flows.nodes.len()];
    sure[client] = true;
    for at in flows.order.iter() {
        if !sure[*at] {
            continue;
        }
        for edge in flows.nodes[*at].out.iter().map(|edge| &flows.edges[*edge]) {
            // Shares of alternatives are less than one each.
            if matters(context.reckoning, edge) && edge.per_request >= 1.0 - 1e-9 {
                sure[edge.to] = true;
            }
        }
    }
    sure
}

/// `A, B, C and 4 more`: what a sentence bears.
fn few(context: &Context, nodes: &[usize]) -> String {
    let told = if nodes.len() > 4 { 3 } else { nodes.len() };
    let named = nodes[..told]
        .iter()
        .map(|node| context.name(context.reckoning.flows.nodes[*node].id));
    let mut names: Vec<String> = named.collect();
    if told < nodes.len() {
        names.push(format!("{} more", nodes.len() - told));
    }
    list(&names)
}

/// Two components that take everything away from a client together, where none does alone.
pub(super) fn smallest_cut(context: &Context) -> Vec<Finding> {
    let flows = &context.reckoning.flows;
    let required = &context.reliability.required;
    let mut found: Vec<Finding> = Vec::new();
    let mut cuts = None;
    for (client, required) in required {
        if required.iter().any(|at| breaks(context, *at)) {
            continue;
        }
        let cuts = cuts.get_or_insert_with(|| Cuts::of(context));
        let Some(cut) = cuts.before(*client, 2).find(|cut| cut.len() == 2) else {
            continue;
        };
        let parts: Vec<Id> = cut.iter().map(|at| flows.nodes[*at].id).collect();
        if found.iter().any(|known| known.parts == parts) {
            continue;
        }
        let names: Vec<String> = parts.iter().map(|id| context.name(*id)).collect();
        let whose = if context.reliability.required.len() > 1 {
            format!(" from {}", context.name(flows.nodes[*client].id))
        } else {
            String::new()
        };
        found.push(Finding {
            mend: cut.iter().find_map(|at| context.redundant(*at)),
            ..finding(
                FindingKind::SmallestCut,
                Severity::Hint,
                parts,
                format!(
                    "Two failures take the service away{whose}: {}.",
                    list(&names)
                ),
            )
        });
    }
    found
}

/// Whether one failure takes a component away.
fn breaks(context: &Context, at: usize) -> bool {
    context.reliability.spares[at].is_some_and(|spare| spare < 1.0)
}

/// Whether a store of the same name and kind in another zone gets what this one gets: whoever writes here writes there, too.
fn copies_elsewhere(context: &Context, store: &Node) -> bool {
    let reckoning = context.reckoning;
    let flows = &reckoning.flows;
    let Some(at) = flows.index(store.id) else {
        return false;
    };
    // All of what a caller does, not its turn or its share.
    let all_of = |to: usize, from: usize| {
        let mut edges = flows.nodes[to]
            .incoming
            .iter()
            .map(|edge| &flows.edges[*edge]);
        edges.any(|edge| edge.from == from && edge.fan_out >= 1.0)
            && flows.nodes[from].sends == Sends::Each
    };
    let same = |other: usize| {
        other != at
            && flows.nodes[other].kind == store.kind
            && reckoning.name(other) == reckoning.name(at)
            && reckoning.zones[at].is_some()
            && reckoning.zones[other].is_some()
            && reckoning.zones[other] != reckoning.zones[at]
    };
    (0..flows.nodes.len())
        .filter(|other| same(*other))
        .any(|other| (0..flows.nodes.len()).any(|from| all_of(at, from) && all_of(other, from)))
}

/// Data that is held once.
pub(super) fn single_copy(context: &Context) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, node) in context.reckoning.flows.nodes.iter().enumerate() {
        let number = |field| context.number(node.id, field);
        let keeps = node.average * number(Field::Writes).unwrap_or(0.0) > 0.0;
        let once = number(Field::Copies).is_some_and(|copies| copies < 2.0);
        if !node.kind.stores() || !keeps || !once || copies_elsewhere(context, node) {
            continue;
        }
        let name = context.name(node.id);
        let held = context
            .figures(node.id)
            .and_then(|figures| figures.storage.as_ref());
        let text = match held {
            Some(held) => format!(
                "{name} holds {} once: what a machine loses is gone.",
                held.text()
            ),
            None => format!("{name} holds its data once: what a machine loses is gone."),
        };
        found.push(Finding {
            mend: context.redundant(at),
            ..finding(
                FindingKind::SingleCopy,
                Severity::Warning,
                vec![node.id],
                text,
            )
        });
    }
    found
}
