//! Where the nodes of a graph go, and who is next to whom. Pure geometry.

use super::parts::px;
use contract::report::{Graph, Node};

/// Space around the drawing for labels, in CSS pixels.
const MARGIN: f64 = 36.0;

/// Unlit nodes up to this many are named in the drawing.
const NAMED: usize = 40;

/// A graph, laid out.
pub(crate) struct Layout {
    /// Pixels of the whole.
    pub(crate) width: f64,
    /// Pixels of the whole.
    pub(crate) height: f64,
    /// The nodes' places.
    pub(crate) places: Vec<(f64, f64)>,
    /// The radius of an unlit node.
    pub(crate) radius: f64,
    /// Whether unlit nodes are named too.
    pub(crate) named: bool,
    /// For each node its neighbours, ascending.
    pub(crate) neighbours: Vec<Vec<usize>>,
}

impl Layout {
    /// Lays a graph out in a picture so many pixels wide.
    pub(crate) fn new(graph: &Graph, width: f64) -> Self {
        let height = (width * 0.72).clamp(260.0, 560.0);
        let place = |node: &Node| {
            let within = |part: f64| {
                if part.is_nan() {
                    0.5
                } else {
                    part.clamp(0.0, 1.0)
                }
            };
            let x = MARGIN + within(node.x) * (width - 2.0 * MARGIN).max(1.0);
            (x, MARGIN + within(node.y) * (height - 2.0 * MARGIN))
        };
        let mut neighbours = vec![Vec::new(); graph.nodes.len()];
        for (a, b) in graph
            .edges
            .iter()
            .map(|edge| (edge.a as usize, edge.b as usize))
        {
            if a != b && a < neighbours.len() && b < neighbours.len() {
                neighbours[a].push(b);
                neighbours[b].push(a);
            }
        }
        for list in &mut neighbours {
            list.sort_unstable();
            list.dedup();
        }
        Self {
            width,
            height,
            places: graph.nodes.iter().map(place).collect(),
            radius: match graph.nodes.len() {
                0..=60 => 4.0,
                61..=200 if width > 480.0 => 3.0,
                _ => 2.0,
            },
            named: graph.nodes.len() <= NAMED,
            neighbours,
        }
    }

    /// One path for all edges that are lit, or all that are not. Edges to nowhere are left out.
    pub(crate) fn edges(&self, graph: &Graph, lit: bool) -> String {
        let ends = graph.edges.iter().filter(|edge| edge.lit == lit);
        self.path(ends.map(|edge| (edge.a as usize, edge.b as usize)))
    }

    /// One path from a node to each of its neighbours.
    pub(crate) fn rays(&self, node: usize) -> String {
        let neighbours = self.neighbours.get(node);
        self.path(neighbours.into_iter().flatten().map(|other| (node, *other)))
    }

    fn path(&self, ends: impl Iterator<Item = (usize, usize)>) -> String {
        let mut path = String::new();
        for (a, b) in ends {
            if let (Some(a), Some(b)) = (self.places.get(a), self.places.get(b)) {
                path.push_str(&format!("M{} {}L{} {}", px(a.0), px(a.1), px(b.0), px(b.1)));
            }
        }
        path
    }

    /// The node nearest to a place, within a finger's width.
    pub(crate) fn node_at(&self, x: f64, y: f64) -> Option<usize> {
        let distance = |place: &(f64, f64)| (place.0 - x).hypot(place.1 - y);
        let all = self.places.iter().enumerate();
        let (node, place) = all.min_by(|a, b| distance(a.1).total_cmp(&distance(b.1)))?;
        (distance(place) < 22.0).then_some(node)
    }

    /// The middle of some nodes; of none, that of the picture.
    pub(crate) fn middle(&self, nodes: &[usize]) -> (f64, f64) {
        let places = nodes.iter().filter_map(|node| self.places.get(*node));
        let sum = places.fold((0.0, 0.0), |sum, place| (sum.0 + place.0, sum.1 + place.1));
        match nodes.len() {
            0 => (self.width / 2.0, self.height / 2.0),
            count => (sum.0 / count as f64, sum.1 / count as f64),
        }
    }

    /// Where a node's name goes: away from a middle, and how it is anchored.
    pub(crate) fn label(
        &self,
        node: usize,
        gap: f64,
        middle: (f64, f64),
    ) -> (f64, f64, &'static str) {
        let (x, y) = self.places.get(node).copied().unwrap_or((0.0, 0.0));
        let across = x - middle.0;
        let down = y - middle.1;
        if across.abs() < down.abs() * 0.5 {
            let y = if down < 0.0 {
                y - gap - 2.0
            } else {
                y + gap + 11.0
            };
            return (x, y, "middle");
        }
        if across < 0.0 {
            (x - gap, y + 4.0, "end")
        } else {
            (x + gap, y + 4.0, "start")
        }
    }
}

/// The node that an arrow key leads to: the next or previous, lit ones first.
pub(crate) fn step(graph: &Graph, at: Option<usize>, key: &str) -> Option<usize> {
    let mut order: Vec<usize> = (0..graph.nodes.len()).collect();
    order.sort_by_key(|node| !graph.nodes[*node].lit);
    let place = at.and_then(|at| order.iter().position(|node| *node == at));
    let to = match (key, place) {
        ("ArrowRight" | "ArrowDown", Some(place)) => place + 1,
        ("ArrowLeft" | "ArrowUp", Some(place)) => place.checked_sub(1)?,
        ("ArrowRight" | "ArrowDown" | "ArrowLeft" | "ArrowUp" | "Home", _) => 0,
        ("End", _) => order.len().checked_sub(1)?,
        _ => return None,
    };
    order.get(to).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::report::Edge;

    fn graph(edges: &[(u32, u32)]) -> Graph {
        let node = |index: u32| Node {
            label: index.to_string(),
            x: f64::from(index) / 3.0,
            y: 0.5,
            lit: index == 2,
        };
        let edge = |&(a, b): &(u32, u32)| Edge { a, b, lit: a == 0 };
        Graph {
            nodes: (0..4).map(node).collect(),
            edges: edges.iter().map(edge).collect(),
            ..Graph::default()
        }
    }

    #[test]
    fn neighbours_are_both_ways_once_and_never_oneself() {
        let layout = Layout::new(&graph(&[(0, 1), (1, 0), (2, 1), (3, 3), (0, 99)]), 600.0);
        assert_eq!(layout.neighbours, [vec![1], vec![0, 2], vec![1], vec![]]);
    }

    #[test]
    fn edges_to_nowhere_are_not_drawn() {
        let graph = graph(&[(0, 1), (0, 99), (1, 2)]);
        let layout = Layout::new(&graph, 600.0);
        assert_eq!(layout.edges(&graph, true).matches('M').count(), 1);
        assert_eq!(layout.edges(&graph, false).matches('M').count(), 1);
        assert!(layout.rays(99).is_empty());
    }

    #[test]
    fn a_node_is_found_where_it_is_drawn() {
        let layout = Layout::new(&graph(&[]), 600.0);
        for (node, place) in layout.places.iter().enumerate() {
            assert_eq!(layout.node_at(place.0 + 2.0, place.1 - 2.0), Some(node));
        }
        assert_eq!(layout.node_at(0.0, 0.0), None);
    }

    #[test]
    fn keys_begin_with_what_is_lit() {
        let graph = graph(&[]);
        assert_eq!(step(&graph, None, "ArrowRight"), Some(2));
        assert_eq!(step(&graph, Some(2), "ArrowRight"), Some(0));
        assert_eq!(step(&graph, Some(2), "ArrowLeft"), None);
        assert_eq!(step(&graph, Some(0), "End"), Some(3));
        assert_eq!(step(&graph, Some(3), "ArrowDown"), None);
        assert_eq!(step(&graph, None, "x"), None);
    }

    #[test]
    fn places_that_are_no_numbers_are_in_the_middle() {
        let mut graph = graph(&[]);
        graph.nodes[0].x = f64::NAN;
        graph.nodes[1].x = f64::INFINITY;
        let layout = Layout::new(&graph, 600.0);
        assert_eq!(layout.places[0].0, 300.0);
        assert_eq!(layout.places[1].0, 600.0 - MARGIN);
    }
}
