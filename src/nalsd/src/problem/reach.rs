//! Where a client's requests go, whether anybody waits for them or not.

use crate::analysis::demand::Flows;
use crate::model::{Component, Design, Id, Kind};
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

/// Every component to which requests of these go, they themselves not counted unless something calls them. A call that closes a ring
/// carries nothing.
pub(super) fn reached(flows: &Flows, from: &[&Rc<Component>]) -> BTreeSet<Id> {
    let mut found = BTreeSet::new();
    let mut open: Vec<usize> = from
        .iter()
        .filter_map(|part| flows.index(part.id))
        .collect();
    while let Some(at) = open.pop() {
        for to in carrying(flows, at).map(|edge| flows.edges[edge].to) {
            if found.insert(flows.nodes[to].id) {
                open.push(to);
            }
        }
    }
    found
}

/// The edges of a node along which requests go.
fn carrying(flows: &Flows, at: usize) -> impl Iterator<Item = usize> {
    let out = flows.nodes[at].out.iter().copied();
    out.filter(|edge| {
        let edge = &flows.edges[*edge];
        !edge.cut && edge.per_request > 0.0
    })
}

/// Why there is no costliest way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoWay {
    /// This component has no cost.
    Unknown(Id),
    /// Components call each other in a ring, this one among them.
    Ring(Id),
}

/// The costliest way of a client's requests, and what it costs: `own` of each component entered and `step` of each edge taken,
/// summed.
pub(super) fn longest(
    flows: &Flows,
    from: &Rc<Component>,
    own: &dyn Fn(Id) -> Option<f64>,
    step: &dyn Fn(usize) -> f64,
) -> Result<(f64, Vec<Id>), NoWay> {
    let part = reached(flows, &[from]);
    let ring = flows.rings.iter().flatten().find(|id| part.contains(id));
    if let Some(id) = ring {
        return Err(NoWay::Ring(*id));
    }
    // From the ends back to the beginning: what is costliest from here on, and who comes next.
    let mut best: BTreeMap<Id, (f64, Option<Id>)> = BTreeMap::new();
    for at in flows.order.iter().rev() {
        let id = flows.nodes[*at].id;
        if id != from.id && !part.contains(&id) {
            continue;
        }
        let onward = |edge: usize| {
            let to = flows.nodes[flows.edges[edge].to].id;
            Some((step(edge) + best.get(&to)?.0, Some(to)))
        };
        let (onward, next) = carrying(flows, *at)
            .filter_map(onward)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .unwrap_or((0.0, None));
        let cost = onward + own(id).ok_or(NoWay::Unknown(id))?;
        best.insert(id, (cost, next));
    }
    let cost = best.get(&from.id).map_or(0.0, |(cost, _)| *cost);
    let way = std::iter::successors(Some(from.id), |id| best.get(id).and_then(|(_, next)| *next));
    Ok((cost, way.collect()))
}
