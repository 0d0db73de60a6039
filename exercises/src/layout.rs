//! Positions for the nodes of a drawn graph.

use contract::report::{Edge, Node};

/// Steps of the relaxation; enough for the few hundred nodes that a drawing can show.
const STEPS: u32 = 120;

/// Places nodes by the force-directed method of Fruchterman and Reingold (1991), starting from a circle, so that the
/// same graph always gets the same drawing. Positions are left within 0 to 1 in both directions.
///
/// Takes O(STEPS · nodes²): meant for graphs small enough to be looked at.
pub fn force_directed(nodes: &mut [Node], edges: &[Edge]) {
    let count = nodes.len();
    if count == 0 {
        return;
    }
    let mut at: Vec<(f64, f64)> = (0..count)
        .map(|index| {
            let angle = std::f64::consts::TAU * index as f64 / count as f64;
            (0.5 + 0.4 * angle.cos(), 0.5 + 0.4 * angle.sin())
        })
        .collect();
    let ideal = (1.0 / count as f64).sqrt();
    for step in 0..STEPS {
        let heat = 0.1 * (1.0 - f64::from(step) / f64::from(STEPS));
        let mut push = vec![(0.0_f64, 0.0_f64); count];
        for (i, &(ax, ay)) in at.iter().enumerate() {
            for (j, &(bx, by)) in at.iter().enumerate().skip(i + 1) {
                let (dx, dy) = (ax - bx, ay - by);
                let force = ideal * ideal / (dx * dx + dy * dy).max(1e-6);
                push[i].0 += dx * force;
                push[i].1 += dy * force;
                push[j].0 -= dx * force;
                push[j].1 -= dy * force;
            }
        }
        for edge in edges {
            let (a, b) = (edge.a as usize, edge.b as usize);
            let (Some(&(ax, ay)), Some(&(bx, by))) = (at.get(a), at.get(b)) else {
                continue;
            };
            let (dx, dy) = (ax - bx, ay - by);
            let force = (dx * dx + dy * dy).sqrt() / ideal;
            push[a].0 -= dx * force;
            push[a].1 -= dy * force;
            push[b].0 += dx * force;
            push[b].1 += dy * force;
        }
        for (place, (px, py)) in at.iter_mut().zip(push) {
            // A little gravity keeps the parts of an unconnected graph together.
            let (px, py) = (px + (0.5 - place.0) * 0.3, py + (0.5 - place.1) * 0.3);
            let length = (px * px + py * py).sqrt().max(1e-9);
            place.0 += px / length * length.min(heat);
            place.1 += py / length * length.min(heat);
        }
    }
    let bounds = |pick: fn(&(f64, f64)) -> f64| {
        let low = at.iter().map(pick).fold(f64::INFINITY, f64::min);
        let high = at.iter().map(pick).fold(f64::NEG_INFINITY, f64::max);
        (low, (high - low).max(1e-9))
    };
    let ((left, width), (top, height)) = (bounds(|p| p.0), bounds(|p| p.1));
    for (node, (x, y)) in nodes.iter_mut().zip(at) {
        // A lone node, or nodes in a row, sit in the middle of the direction that has no extent.
        node.x = if width > 1e-6 {
            (x - left) / width
        } else {
            0.5
        };
        node.y = if height > 1e-6 {
            (y - top) / height
        } else {
            0.5
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_end_nearer_than_strangers() {
        let mut nodes = vec![Node::default(); 8];
        // Two squares joined by one edge.
        let pairs = [
            (0, 2),
            (2, 4),
            (4, 6),
            (6, 0),
            (1, 3),
            (3, 5),
            (5, 7),
            (7, 1),
            (0, 1),
        ];
        let edges: Vec<Edge> = pairs
            .iter()
            .map(|&(a, b)| Edge { a, b, lit: false })
            .collect();
        force_directed(&mut nodes, &edges);
        let distance =
            |a: usize, b: usize| (nodes[a].x - nodes[b].x).hypot(nodes[a].y - nodes[b].y);
        assert!(distance(2, 4) < distance(4, 5));
        assert!(
            nodes
                .iter()
                .all(|n| (0.0..=1.0).contains(&n.x) && (0.0..=1.0).contains(&n.y))
        );
    }

    #[test]
    fn edges_to_nowhere_and_empty_graphs_are_harmless() {
        force_directed(&mut [], &[]);
        let mut one = vec![Node::default()];
        force_directed(
            &mut one,
            &[Edge {
                a: 0,
                b: 9,
                lit: false,
            }],
        );
        assert_eq!((one[0].x, one[0].y), (0.5, 0.5));
    }
}
