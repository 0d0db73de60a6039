//! What lies behind what, seen from a client, along the calls that matter.

use super::Context;
use crate::analysis::availability::matters;
use petgraph::algo::articulation_points::articulation_points;
use petgraph::algo::dominators::{Dominators, simple_fast};
use petgraph::graph::{DiGraph, NodeIndex, UnGraph};

/// The ways of one client's requests. Neither search of petgraph's that is used here recurses: long chains are walked, too.
pub(super) struct Ways {
    client: NodeIndex,
    dominators: Dominators<NodeIndex>,
    ends: Vec<usize>,
    /// The calls that the client's requests lead to, as lines without a direction.
    drawing: UnGraph<(), ()>,
    /// Per node: whether the drawing falls into two without it.
    splits: Vec<bool>,
}

impl Ways {
    /// The ways that begin at a client.
    pub(super) fn from(context: &Context, client: usize) -> Self {
        let flows = &context.reckoning.flows;
        let client = NodeIndex::new(client);
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
        let dominators = simple_fast(&graph, client);
        let met = |node| node == client || dominators.immediate_dominator(node).is_some();
        let drawing = graph
            .filter_map(
                |_, ()| Some(()),
                |edge, ()| {
                    let (from, _) = graph.edge_endpoints(edge)?;
                    met(from).then_some(())
                },
            )
            .into_edge_type();
        let mut splits = vec![false; flows.nodes.len()];
        for node in articulation_points(&drawing) {
            splits[node.index()] = true;
        }
        Self {
            client,
            dominators,
            ends: (0..ends.len()).filter(|at| ends[*at]).collect(),
            drawing,
            splits,
        }
    }

    /// The ends of calls that only ways through a node lead to: it dominates them.
    pub(super) fn ends_behind(&self, at: usize) -> Vec<usize> {
        let passes = |end: &usize| {
            self.dominators
                .dominators(NodeIndex::new(*end))
                .is_some_and(|mut all| all.any(|node| node.index() == at))
        };
        self.ends.iter().copied().filter(passes).collect()
    }

    /// What no line joins to the client any more without a node: empty unless it is an articulation point.
    pub(super) fn cut_off(&self, at: usize) -> Vec<usize> {
        if !self.splits[at] {
            return Vec::new();
        }
        let joined = self.joined(Some(at));
        let whole = self.joined(None);
        (0..whole.len())
            .filter(|node| whole[*node] && !joined[*node] && *node != at)
            .collect()
    }

    /// Per node: whether lines join it to the client, without one of them.
    fn joined(&self, without: Option<usize>) -> Vec<bool> {
        let mut joined = vec![false; self.drawing.node_count()];
        let mut next = vec![self.client];
        while let Some(node) = next.pop() {
            if Some(node.index()) != without && !std::mem::replace(&mut joined[node.index()], true)
            {
                next.extend(self.drawing.neighbors(node));
            }
        }
        joined
    }
}
