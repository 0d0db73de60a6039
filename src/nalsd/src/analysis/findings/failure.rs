//! What one failure takes away.

use super::{Context, finding, list, set};
use crate::analysis::availability::matters;
use crate::analysis::demand::{Node, Sends};
use crate::analysis::{Finding, FindingKind, Mend, Severity};
use crate::edit::Command;
use crate::model::{AreaKind, Field, Id};
use crate::units;
use petgraph::algo::dominators::{Dominators, simple_fast};
use petgraph::graph::{DiGraph, NodeIndex};

/// Components that every request of a client needs and that one machine's failure takes away.
///
/// That every request needs it is read off the decision diagram: with all else up and it down, none succeeds. Where it dominates
/// a component at the end of the calls, the text says so: no path leads around it.
pub(super) fn single_point(context: &Context) -> Vec<Finding> {
    let flows = &context.reckoning.flows;
    let mut found: Vec<Finding> = Vec::new();
    for (client, required) in &context.reliability.required {
        let ways = Ways::from(context, *client);
        for at in required {
            let Some(spare) = context.reliability.spares[*at].filter(|spare| *spare < 1.0) else {
                continue;
            };
            let id = flows.nodes[*at].id;
            if found.iter().any(|known| known.parts.first() == Some(&id)) {
                continue;
            }
            let (name, client) = (context.name(id), context.name(flows.nodes[*client].id));
            let ends: Vec<String> = ways
                .ends_behind(*at)
                .into_iter()
                .map(|end| context.name(flows.nodes[end].id))
                .collect();
            let proof = match ends.as_slice() {
                [] => format!("every request of {client} needs it"),
                [end] if *end == name => format!("every request of {client} calls it"),
                ends => format!("every path from {client} to {} passes it", list(ends)),
            };
            let machines = context.machines(id).unwrap_or(1.0);
            let how = if machines > 1.0 {
                format!("all of its {} machines are needed", units::whole(machines))
            } else {
                "it has one machine".to_owned()
            };
            found.push(Finding {
                mend: one_more(context, id, spare),
                ..finding(
                    FindingKind::SinglePoint,
                    Severity::Warning,
                    vec![id],
                    format!("{name} is a single point of failure: {how}, and {proof}."),
                )
            });
        }
    }
    found
}

/// One machine more than is needed, and a second copy.
fn one_more(context: &Context, id: Id, spare: f64) -> Option<Mend> {
    let machines = context.machines(id)?;
    let copies = context.number(id, Field::Copies);
    let more = (machines + 1.0 - spare.max(0.0)).max(2.0);
    let mut mend = context.deploy(id, more)?;
    let stores = context
        .reckoning
        .flows
        .node(id)
        .is_some_and(|node| node.kind.stores());
    if stores && copies.is_some_and(|copies| copies < 2.0) {
        mend.text = format!("Hold 2 copies, on {} machines.", units::whole(more));
        mend.commands.insert(0, set(&[id], Field::Copies, "2"));
    }
    Some(mend)
}

/// What dominates what, seen from a client, along the calls that matter.
struct Ways {
    dominators: Dominators<NodeIndex>,
    ends: Vec<usize>,
}

impl Ways {
    fn from(context: &Context, client: usize) -> Self {
        let flows = &context.reckoning.flows;
        let mut graph = DiGraph::<(), ()>::with_capacity(flows.nodes.len(), flows.edges.len());
        for _ in &flows.nodes {
            graph.add_node(());
        }
        let mut ends = vec![true; flows.nodes.len()];
        for edge in flows
            .edges
            .iter()
            .filter(|edge| matters(context.reckoning, edge))
        {
            graph.add_edge(NodeIndex::new(edge.from), NodeIndex::new(edge.to), ());
            ends[edge.from] = false;
        }
        Self {
            dominators: simple_fast(&graph, NodeIndex::new(client)),
            ends: (0..ends.len()).filter(|at| ends[*at]).collect(),
        }
    }

    /// The ends of calls that only ways through a node lead to.
    fn ends_behind(&self, at: usize) -> Vec<usize> {
        let passes = |end: &usize| {
            self.dominators
                .dominators(NodeIndex::new(*end))
                .is_some_and(|mut all| all.any(|node| node.index() == at))
        };
        self.ends.iter().copied().filter(passes).collect()
    }
}

/// Zones whose loss requests don't survive.
pub(super) fn zone_loss(context: &Context) -> Vec<Finding> {
    let reckoning = context.reckoning;
    let runs = |id: &Id| context.machines(*id).is_some();
    let mut zones: Vec<(Id, f64)> = reckoning
        .design
        .areas
        .iter()
        .filter(|area| area.kind == AreaKind::Zone)
        .filter_map(|area| Some((area.id, context.analysis.areas.get(&area.id)?.without)))
        .collect();
    zones.sort_by_key(|(id, _)| *id);
    zones.dedup_by_key(|(id, _)| *id);
    if zones.is_empty() {
        let asked = reckoning.flows.clients().next().is_some();
        if !asked || !context.analysis.components.keys().any(runs) {
            return Vec::new();
        }
        let text =
            "Nothing says which zone anything is in: if all is in one, losing it takes all away.";
        let kind = FindingKind::ZoneLoss;
        return vec![finding(kind, Severity::Hint, Vec::new(), text.to_owned())];
    }
    let survive = reckoning.inputs.design(Field::Survive).unwrap_or(0.0);
    let severity = if survive >= 1.0 {
        Severity::Bad
    } else {
        Severity::Warning
    };
    let mut found = Vec::new();
    for (zone, without) in zones {
        if without >= 1.0 - 1e-6 {
            continue;
        }
        let name = context.name(zone);
        // What is needed only since the others are too small is no matter of where it stands.
        let gone = without < 1e-9 || context.reliability.required.len() > 1;
        let needed: Vec<Id> = context
            .reliability
            .required
            .iter()
            .filter(|_| gone)
            .flat_map(|(_, required)| required)
            .filter(|at| reckoning.zones[**at] == Some(zone))
            .map(|at| reckoning.flows.nodes[*at].id)
            .filter(runs)
            .collect();
        let mut parts = vec![zone];
        for id in needed {
            if !parts.contains(&id) {
                parts.push(id);
            }
        }
        let names: Vec<String> = parts[1..]
            .iter()
            .take(5)
            .map(|id| context.name(*id))
            .collect();
        let text = if names.is_empty() {
            format!(
                "Without {name}, {} of requests are still answered: the others have too few machines.",
                units::percent(without)
            )
        } else {
            format!(
                "Without {name}, {} of requests are still answered: {} {} nowhere else.",
                units::percent(without),
                list(&names),
                if parts.len() == 2 { "is" } else { "are" }
            )
        };
        // Where machines come as they are needed, those that are left are given enough.
        let come = |node: usize| {
            let id = reckoning.flows.nodes[node].id;
            reckoning.zones[node].is_none() || context.number(id, Field::Machines).is_none()
        };
        let by_size = names.is_empty() && survive < 1.0 && (0..reckoning.zones.len()).all(come);
        found.push(Finding {
            mend: by_size.then(|| Mend {
                text: "Size everything for the loss of one zone.".to_owned(),
                commands: vec![Command::SetDesign {
                    field: Field::Survive,
                    value: Some("1".to_owned()),
                }],
            }),
            ..finding(FindingKind::ZoneLoss, severity, parts, text)
        });
    }
    found
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
    for node in &context.reckoning.flows.nodes {
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
            mend: Some(Mend {
                text: "Hold 3 copies.".to_owned(),
                commands: vec![set(&[node.id], Field::Copies, "3")],
            }),
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
