//! Where a client's requests go, whether anybody waits for them or not.

use crate::model::{Component, Design, Id, Kind, Link};
use petgraph::algo::toposort;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The components that bear a name and are clients. Letter case and what isn't a letter or digit don't count: `Click log` is
/// `click-log`.
pub(super) fn clients<'a>(design: &'a Design, name: &str) -> Vec<&'a Rc<Component>> {
    let plain = |name: &str| -> String {
        name.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let wanted = plain(name);
    design
        .components
        .iter()
        .filter(|part| part.kind == Kind::Client && plain(&part.name) == wanted)
        .collect()
}

/// Every component that is reached from these along links, they themselves not counted unless something calls them.
pub(super) fn reached(design: &Design, from: &[&Rc<Component>]) -> BTreeSet<Id> {
    let mut found = BTreeSet::new();
    let mut open: Vec<Id> = from.iter().map(|part| part.id).collect();
    while let Some(at) = open.pop() {
        for link in design.links.iter().filter(|link| link.from == at) {
            if found.insert(link.to) {
                open.push(link.to);
            }
        }
    }
    found
}

/// Why there is no costliest way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoWay {
    /// This component has no cost.
    Unknown(Id),
    /// Components call each other in a ring, this one among them.
    Ring(Id),
}

/// The costliest way from a component along links, and what it costs: `own` of each component entered and `step` of each link
/// taken, summed.
pub(super) fn longest(
    design: &Design,
    from: &Rc<Component>,
    own: &dyn Fn(Id) -> Option<f64>,
    step: &dyn Fn(&Link) -> f64,
) -> Result<(f64, Vec<Id>), NoWay> {
    let mut graph = DiGraph::<Id, f64>::new();
    let mut part = reached(design, &[from]);
    part.insert(from.id);
    let nodes: BTreeMap<Id, NodeIndex> = part
        .into_iter()
        .map(|id| (id, graph.add_node(id)))
        .collect();
    for link in &design.links {
        if let (Some(from), Some(to)) = (nodes.get(&link.from), nodes.get(&link.to)) {
            graph.add_edge(*from, *to, step(link));
        }
    }
    let order = toposort(&graph, None).map_err(|ring| NoWay::Ring(graph[ring.node_id()]))?;
    // From the ends back to the beginning: what is costliest from here on, and who comes next.
    let mut best: BTreeMap<Id, (f64, Option<Id>)> = BTreeMap::new();
    for node in order.into_iter().rev() {
        let id = graph[node];
        let (onward, next) = graph
            .edges(node)
            .filter_map(|edge| {
                let to = graph[edge.target()];
                Some((edge.weight() + best.get(&to)?.0, Some(to)))
            })
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .unwrap_or((0.0, None));
        let cost = onward + own(id).ok_or(NoWay::Unknown(id))?;
        best.insert(id, (cost, next));
    }
    let cost = best.get(&from.id).map_or(0.0, |(cost, _)| *cost);
    let way = std::iter::successors(Some(from.id), |id| best.get(id).and_then(|(_, next)| *next));
    Ok((cost, way.collect()))
}
