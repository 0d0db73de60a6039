//! The graph: who calls whom, in which order, and where rings are cut.

use super::{Edge, Flows, Node, Sends};
use crate::model::inputs::{Inputs, choice};
use crate::model::{Component, Design, Field, Kind, Link, component_fields, link_fields};

/// The nodes and edges of a design; nothing flows yet.
pub(super) fn build(design: &Design, inputs: &Inputs) -> Flows {
    let mut flows = Flows::default();
    for (at, component) in design.components.iter().enumerate() {
        if component.kind == Kind::Note || flows.index.contains_key(&component.id) {
            continue;
        }
        flows.index.insert(component.id, flows.nodes.len());
        flows.nodes.push(node(at, component, inputs));
    }
    for (at, link) in design.links.iter().enumerate() {
        let (Some(from), Some(to)) = (flows.index(link.from), flows.index(link.to)) else {
            continue;
        };
        let edge = flows.edges.len();
        flows.nodes[from].out.push(edge);
        flows.nodes[to].incoming.push(edge);
        flows.edges.push(self::edge(at, link, from, to, inputs));
    }
    share(&mut flows);
    flows
}

fn node(at: usize, component: &Component, inputs: &Inputs) -> Node {
    let (id, kind) = (component.id, component.kind);
    let fields = component_fields(kind);
    let hit = inputs.get(id, Field::Hit).unwrap_or(0.0).clamp(0.0, 1.0);
    let batch = inputs.get(id, Field::Batch).unwrap_or(1.0).max(1.0);
    let (begins, peak_factor) = if kind == Kind::Client {
        (
            inputs.get(id, Field::Rate).unwrap_or(0.0),
            inputs.get(id, Field::Peak).unwrap_or(1.0),
        )
    } else {
        (0.0, 1.0)
    };
    Node {
        id,
        component: at,
        kind,
        begins,
        peak_factor,
        peak: 0.0,
        average: 0.0,
        sends: match choice(&component.set, fields, Field::Sends) {
            "one" => Sends::One,
            _ => Sends::Each,
        },
        hit,
        passes: (1.0 - hit) / batch,
        out: Vec::new(),
        incoming: Vec::new(),
    }
}

fn edge(at: usize, link: &Link, from: usize, to: usize, inputs: &Inputs) -> Edge {
    let number = |field, otherwise| inputs.get(link.id, field).unwrap_or(otherwise);
    let attempts = number(Field::Attempts, 1.0).max(1.0);
    let budget = inputs.get(link.id, Field::RetryBudget);
    Edge {
        id: link.id,
        link: at,
        from,
        to,
        share: number(Field::Share, 1.0),
        fan_out: number(Field::FanOut, 1.0),
        per_request: 0.0,
        calls: 0.0,
        average: 0.0,
        optional: choice(&link.set, link_fields(), Field::Optional) == "yes",
        waits: choice(&link.set, link_fields(), Field::Mode) != "async",
        cut: false,
        attempts: budget.map_or(attempts, |budget| attempts.min(1.0 + budget)),
        amplification: 1.0,
    }
}

/// Makes probabilities of the weights: without any weight, alternatives are alike.
fn share(flows: &mut Flows) {
    for node in &flows.nodes {
        match node.sends {
            Sends::Each => {
                for at in &node.out {
                    flows.edges[*at].share = 1.0;
                }
            }
            Sends::One => {
                let total: f64 = node.out.iter().map(|at| flows.edges[*at].share).sum();
                #[allow(clippy::cast_precision_loss)]
                let alike = 1.0 / node.out.len() as f64;
                for at in &node.out {
                    let edge = &mut flows.edges[*at];
                    edge.share = if total > 0.0 {
                        edge.share / total
                    } else {
                        alike
                    };
                }
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Seen {
    Not,
    /// On the way from where the search began.
    Open,
    Done,
}

/// Orders the nodes, callers first, and cuts what closes a ring. The search begins at the clients, so that a call back is what
/// is cut, not the call that it answers. Petgraph's own searches recurse, which a long enough chain would not survive.
pub(super) fn order(flows: &mut Flows) {
    let mut seen = vec![Seen::Not; flows.nodes.len()];
    let mut in_ring = vec![false; flows.nodes.len()];
    let mut done = Vec::with_capacity(flows.nodes.len());
    let starts: Vec<usize> = flows
        .clients()
        .chain((0..flows.nodes.len()).filter(|at| flows.nodes[*at].incoming.is_empty()))
        .chain(0..flows.nodes.len())
        .collect();
    for start in starts {
        if seen[start] != Seen::Not {
            continue;
        }
        seen[start] = Seen::Open;
        // Each node on the way, and how many of its links have been followed.
        let mut way = vec![(start, 0)];
        while let Some((at, followed)) = way.last_mut() {
            let Some(edge) = flows.nodes[*at].out.get(*followed).copied() else {
                seen[*at] = Seen::Done;
                done.push(*at);
                way.pop();
                continue;
            };
            *followed += 1;
            let to = flows.edges[edge].to;
            // What is sent to a client ends there: it closes no ring.
            if flows.nodes[to].kind == Kind::Client {
                continue;
            }
            match seen[to] {
                Seen::Not => {
                    seen[to] = Seen::Open;
                    way.push((to, 0));
                }
                Seen::Open => {
                    flows.edges[edge].cut = true;
                    let begin = way.iter().position(|(node, _)| *node == to).unwrap_or(0);
                    let ring: Vec<usize> = way[begin..].iter().map(|(node, _)| *node).collect();
                    if !ring.iter().any(|node| in_ring[*node]) {
                        for node in &ring {
                            in_ring[*node] = true;
                        }
                        let ids = ring.iter().map(|node| flows.nodes[*node].id).collect();
                        flows.rings.push(ids);
                    }
                }
                Seen::Done => {}
            }
        }
    }
    done.reverse();
    flows.order = done;
}
