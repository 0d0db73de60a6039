//! A tree's shape, from its flat pre-order, and which of its rows can be seen.

use contract::report::TreeNode;

/// Rows that are open from the start, at most: more is not an overview.
const FIRST_ROWS: usize = 120;

/// Where each node stands among the others. All vectors are as long as the nodes.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Shape {
    /// The parent; `None` for a root.
    pub(crate) parent: Vec<Option<usize>>,
    /// One past the last node below.
    pub(crate) end: Vec<usize>,
    /// Depth as drawn: one more than the parent's, whatever the node claims.
    pub(crate) depth: Vec<usize>,
    /// Place among its siblings, from 1.
    pub(crate) place: Vec<usize>,
    /// How many siblings there are, itself included.
    pub(crate) siblings: Vec<usize>,
}

impl Shape {
    /// Reads depths; a node deeper than its parent by more than one is taken as its child.
    pub(crate) fn new(nodes: &[TreeNode]) -> Self {
        let mut shape = Self::default();
        // The chain from a root to the node before: its claimed depth and its index.
        let mut chain: Vec<(u32, usize)> = Vec::new();
        let mut roots = Vec::new();
        let mut children: Vec<Vec<usize>> = Vec::new();
        children.resize_with(nodes.len(), Vec::new);
        shape.end = vec![nodes.len(); nodes.len()];
        for (index, node) in nodes.iter().enumerate() {
            while chain.last().is_some_and(|&(depth, _)| depth >= node.depth) {
                if let Some((_, closed)) = chain.pop() {
                    shape.end[closed] = index;
                }
            }
            let parent = chain.last().map(|&(_, parent)| parent);
            let among = match parent {
                Some(parent) => &mut children[parent],
                None => &mut roots,
            };
            among.push(index);
            shape.place.push(among.len());
            shape.parent.push(parent);
            shape.depth.push(chain.len());
            chain.push((node.depth, index));
        }
        shape.siblings = shape
            .parent
            .iter()
            .map(|parent| parent.map_or(roots.len(), |parent| children[parent].len()))
            .collect();
        shape
    }

    /// How many nodes there are.
    pub(crate) fn len(&self) -> usize {
        self.parent.len()
    }

    /// How many nodes are below one.
    pub(crate) fn below(&self, node: usize) -> usize {
        self.end.get(node).map_or(0, |end| end - node - 1)
    }

    /// Whether a node is the last of its siblings.
    pub(crate) fn is_last(&self, node: usize) -> bool {
        self.place.get(node) == self.siblings.get(node)
    }

    /// Which nodes are open at first: as many whole levels as make a good overview.
    pub(crate) fn first_open(&self) -> Vec<bool> {
        let deepest = self.depth.iter().copied().max().unwrap_or(0);
        let mut at_depth = vec![0_usize; deepest + 1];
        for &depth in &self.depth {
            at_depth[depth] += 1;
        }
        let mut rows = 0;
        let mut levels = 0;
        for &nodes in &at_depth {
            rows += nodes;
            if rows > FIRST_ROWS && levels > 1 {
                break;
            }
            levels += 1;
        }
        self.depth.iter().map(|&depth| depth + 1 < levels).collect()
    }

    /// The rows to draw, in order. While a filter is on, what it keeps is shown as if all were open.
    pub(crate) fn rows(&self, open: &[bool], kept: Option<&[bool]>) -> Vec<usize> {
        let mut rows = Vec::new();
        let mut node = 0;
        while node < self.len() {
            match kept {
                Some(kept) if !kept.get(node).copied().unwrap_or(false) => {
                    // Nothing below a node that was not kept can have matched.
                    node = self.end[node];
                }
                Some(_) => {
                    rows.push(node);
                    node += 1;
                }
                None => {
                    rows.push(node);
                    let is_open = open.get(node).copied().unwrap_or(false);
                    node = if is_open { node + 1 } else { self.end[node] };
                }
            }
        }
        rows
    }

    /// The nodes that match, with all above them.
    pub(crate) fn with_ancestors(&self, matches: &[bool]) -> Vec<bool> {
        let mut kept = matches.to_vec();
        kept.resize(self.len(), false);
        // Parents come before their children: going backwards, each is settled before its parent.
        for node in (0..self.len()).rev() {
            if kept[node]
                && let Some(parent) = self.parent[node]
            {
                kept[parent] = true;
            }
        }
        kept
    }
}

/// Which nodes hold a text, in whichever case, in name, detail or tag.
pub(crate) fn matches(nodes: &[TreeNode], text: &str) -> Vec<bool> {
    let text = text.to_lowercase();
    let holds = |part: &str| part.to_lowercase().contains(&text);
    nodes
        .iter()
        .map(|node| holds(&node.label) || holds(&node.detail) || holds(&node.tag))
        .collect()
}

/// Where a key leads from a row, as the ARIA Authoring Practices have it for trees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Move {
    /// The focus goes to a node.
    To(usize),
    /// A node opens.
    Open(usize),
    /// A node closes.
    Close(usize),
}

/// What a key does at a node; `None` for a key that means nothing here.
pub(crate) fn key(
    shape: &Shape,
    rows: &[usize],
    open: &[bool],
    at: usize,
    key: &str,
) -> Option<Move> {
    let row = rows.binary_search(&at).ok()?;
    let is_open = open.get(at).copied().unwrap_or(false);
    let has_children = shape.below(at) > 0;
    match key {
        "ArrowDown" => rows.get(row + 1).copied().map(Move::To),
        "ArrowUp" => row
            .checked_sub(1)
            .and_then(|row| rows.get(row))
            .copied()
            .map(Move::To),
        "Home" => rows.first().copied().map(Move::To),
        "End" => rows.last().copied().map(Move::To),
        "ArrowRight" if has_children && !is_open => Some(Move::Open(at)),
        "ArrowRight" if has_children => Some(Move::To(at + 1)).filter(|_| rows.contains(&(at + 1))),
        "ArrowLeft" if has_children && is_open => Some(Move::Close(at)),
        "ArrowLeft" => shape.parent.get(at).copied().flatten().map(Move::To),
        "Enter" | " " if has_children && is_open => Some(Move::Close(at)),
        "Enter" | " " if has_children => Some(Move::Open(at)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nodes(depths: &[u32]) -> Vec<TreeNode> {
        depths
            .iter()
            .enumerate()
            .map(|(index, &depth)| TreeNode {
                depth,
                label: format!("n{index}"),
                ..TreeNode::default()
            })
            .collect()
    }

    // 0 ── 1 ── 2
    //   │    └─ 3
    //   └─ 4
    // 5
    const DEPTHS: [u32; 6] = [0, 1, 2, 2, 1, 0];

    #[test]
    fn the_shape_of_a_small_tree() {
        let shape = Shape::new(&nodes(&DEPTHS));
        assert_eq!(
            shape.parent,
            [None, Some(0), Some(1), Some(1), Some(0), None]
        );
        assert_eq!(shape.end, [5, 4, 3, 4, 5, 6]);
        assert_eq!(shape.depth, [0, 1, 2, 2, 1, 0]);
        assert_eq!(shape.place, [1, 1, 1, 2, 2, 2]);
        assert_eq!(shape.siblings, [2, 2, 2, 2, 2, 2]);
        assert_eq!((shape.below(0), shape.below(5)), (4, 0));
    }

    #[test]
    fn depths_that_jump_still_make_a_tree() {
        let shape = Shape::new(&nodes(&[3, 7, 5, 0, 2]));
        assert_eq!(shape.parent, [None, Some(0), Some(0), None, Some(3)]);
        assert_eq!(shape.depth, [0, 1, 1, 0, 1]);
    }

    #[test]
    fn rows_below_closed_nodes_are_hidden() {
        let shape = Shape::new(&nodes(&DEPTHS));
        let open = [true, false, false, false, false, false];
        assert_eq!(shape.rows(&open, None), [0, 1, 4, 5]);
        assert_eq!(shape.rows(&[false; 6], None), [0, 5]);
        assert_eq!(shape.rows(&[], None), [0, 5]);
        assert_eq!(shape.rows(&[true; 6], None), [0, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn a_filter_keeps_the_way_to_each_match() {
        let nodes = nodes(&DEPTHS);
        let shape = Shape::new(&nodes);
        let kept = shape.with_ancestors(&matches(&nodes, "N3"));
        assert_eq!(shape.rows(&[false; 6], Some(&kept)), [0, 1, 3]);
        let none = shape.with_ancestors(&matches(&nodes, "nothing"));
        assert!(shape.rows(&[true; 6], Some(&none)).is_empty());
    }

    #[test]
    fn a_large_tree_starts_as_an_overview() {
        let mut depths = vec![0];
        for _ in 0..50 {
            depths.extend([1, 2, 2, 3]);
        }
        let shape = Shape::new(&nodes(&depths));
        let open = shape.first_open();
        assert_eq!(shape.rows(&open, None).len(), 51);
        let small = Shape::new(&nodes(&DEPTHS));
        assert_eq!(small.rows(&small.first_open(), None).len(), 6);
    }

    #[test]
    fn a_root_with_many_children_is_open() {
        let mut depths = vec![0];
        depths.extend([1; 500]);
        let shape = Shape::new(&nodes(&depths));
        assert_eq!(shape.rows(&shape.first_open(), None).len(), 501);
    }

    #[test]
    fn keys_move_as_in_the_authoring_practices() {
        let shape = Shape::new(&nodes(&DEPTHS));
        let open = [true, false, false, false, false, false];
        let rows = shape.rows(&open, None);
        let at = |node, name| key(&shape, &rows, &open, node, name);
        assert_eq!(at(0, "ArrowDown"), Some(Move::To(1)));
        assert_eq!(at(0, "ArrowUp"), None);
        assert_eq!(at(1, "ArrowDown"), Some(Move::To(4)));
        assert_eq!(at(1, "ArrowRight"), Some(Move::Open(1)));
        assert_eq!(at(0, "ArrowRight"), Some(Move::To(1)));
        assert_eq!(at(0, "ArrowLeft"), Some(Move::Close(0)));
        assert_eq!(at(4, "ArrowLeft"), Some(Move::To(0)));
        assert_eq!(at(4, "ArrowRight"), None);
        assert_eq!(at(0, "End"), Some(Move::To(5)));
        assert_eq!(at(5, "Home"), Some(Move::To(0)));
        assert_eq!(at(2, "ArrowDown"), None, "a hidden node has no keys");
        assert_eq!(at(0, "x"), None);
    }
}
