//! A graph relabelled along a degeneracy order.

use petgraph::graph::UnGraph;

/// A simple undirected graph whose vertices are ranks 0 to n - 1 of a degeneracy order: each vertex has at most
/// `degeneracy` neighbours of a higher rank (Matula and Beck, "Smallest-last ordering", JACM 1983).
///
/// Neighbours are kept in two compressed rows, those of higher and those of lower rank, both ascending.
#[derive(Clone, Debug, Default)]
pub struct Ordered {
    vertex: Vec<u32>,
    later: Rows,
    earlier: Rows,
}

/// Lists of different lengths in one allocation.
#[derive(Clone, Debug, Default)]
struct Rows {
    start: Vec<usize>,
    items: Vec<u32>,
}

impl Rows {
    /// Sorts `pairs` (row, item) into `count` rows by counting; each row keeps the order of `pairs`.
    fn collect(count: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut start = vec![0_usize; count + 1];
        for (row, _) in pairs.clone() {
            start[row as usize + 1] += 1;
        }
        for row in 0..count {
            start[row + 1] += start[row];
        }
        let mut at = start.clone();
        let mut items = vec![0; start[count]];
        for (row, item) in pairs {
            items[at[row as usize]] = item;
            at[row as usize] += 1;
        }
        Self { start, items }
    }

    fn row(&self, row: u32) -> &[u32] {
        &self.items[self.start[row as usize]..self.start[row as usize + 1]]
    }

    /// Every (row, item), row by row.
    fn pairs(&self) -> impl Iterator<Item = (u32, u32)> + Clone + '_ {
        (0..self.start.len().saturating_sub(1) as u32)
            .flat_map(move |row| self.row(row).iter().map(move |&item| (row, item)))
    }

    /// The transposed rows: because it goes through the rows in order, each new row comes out ascending.
    fn transposed(&self) -> Self {
        let count = self.start.len().saturating_sub(1);
        Self::collect(count, self.pairs().map(|(row, item)| (item, row)))
    }

    /// Without repetitions; rows must be ascending.
    fn deduplicated(&self) -> Self {
        let mut unique = Self {
            start: Vec::with_capacity(self.start.len()),
            items: Vec::with_capacity(self.items.len()),
        };
        unique.start.push(0);
        for row in 0..self.start.len().saturating_sub(1) as u32 {
            let from = unique.items.len();
            for &item in self.row(row) {
                if unique.items[from..].last() != Some(&item) {
                    unique.items.push(item);
                }
            }
            unique.start.push(unique.items.len());
        }
        unique
    }
}

impl Ordered {
    /// Orders a graph; self-loops and parallel edges are dropped. Takes O(vertices + edges).
    #[must_use]
    pub fn new<N, E>(graph: &UnGraph<N, E>) -> Self {
        let ends = graph.raw_edges().iter().filter_map(|edge| {
            let (a, b) = (edge.source().index() as u32, edge.target().index() as u32);
            (a != b).then_some((a, b))
        });
        let both = ends.flat_map(|(a, b)| [(a, b), (b, a)]);
        // Transposing a symmetric relation only sorts its rows.
        let neighbours = Rows::collect(graph.node_count(), both)
            .transposed()
            .deduplicated();
        let vertex = smallest_last(&neighbours);
        let mut rank = vec![0_u32; vertex.len()];
        for (index, &v) in vertex.iter().enumerate() {
            rank[v as usize] = index as u32;
        }
        let ranked = neighbours
            .pairs()
            .map(|(a, b)| (rank[a as usize], rank[b as usize]));
        let count = vertex.len();
        let earlier = Rows::collect(count, ranked.clone().filter(|(a, b)| a < b)).transposed();
        let later = Rows::collect(count, ranked.filter(|(a, b)| a > b)).transposed();
        Self {
            vertex,
            later,
            earlier,
        }
    }

    /// How many vertices there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.vertex.len()
    }

    /// Whether there is no vertex.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.vertex.is_empty()
    }

    /// The most neighbours of a higher rank that any vertex has; no clique is larger than this plus one.
    #[must_use]
    pub fn degeneracy(&self) -> usize {
        (0..self.len() as u32)
            .map(|rank| self.later(rank).len())
            .max()
            .unwrap_or(0)
    }

    /// The index in the original graph of the vertex at a rank.
    #[must_use]
    pub fn vertex(&self, rank: u32) -> u32 {
        self.vertex[rank as usize]
    }

    /// The neighbours of a higher rank, ascending.
    #[must_use]
    pub fn later(&self, rank: u32) -> &[u32] {
        self.later.row(rank)
    }

    /// The neighbours of a lower rank, ascending.
    #[must_use]
    pub fn earlier(&self, rank: u32) -> &[u32] {
        self.earlier.row(rank)
    }
}

/// Takes a vertex of the smallest remaining degree, again and again, with the bucket arrays of Batagelj and Zaversnik
/// ("An O(m) algorithm for cores decomposition of networks", 2003).
fn smallest_last(neighbours: &Rows) -> Vec<u32> {
    let count = neighbours.start.len().saturating_sub(1);
    let mut degree: Vec<usize> = (0..count as u32).map(|v| neighbours.row(v).len()).collect();
    let most = degree.iter().copied().max().unwrap_or(0);
    // `order` is sorted by degree throughout; `bucket[d]` is where the vertices of degree d begin.
    let mut bucket = vec![0_usize; most + 2];
    for &d in &degree {
        bucket[d + 1] += 1;
    }
    for d in 0..=most {
        bucket[d + 1] += bucket[d];
    }
    let mut at = bucket.clone();
    let mut order = vec![0_u32; count];
    let mut place = vec![0_usize; count];
    for v in 0..count {
        place[v] = at[degree[v]];
        order[place[v]] = v as u32;
        at[degree[v]] += 1;
    }
    for index in 0..count {
        let v = order[index] as usize;
        for &u in neighbours.row(v as u32) {
            let u = u as usize;
            if degree[u] <= degree[v] {
                continue;
            }
            // Swap u with the first of its bucket, then let the bucket begin one later.
            let first = bucket[degree[u]].max(index + 1);
            let other = order[first] as usize;
            order.swap(first, place[u]);
            place.swap(u, other);
            bucket[degree[u]] = first + 1;
            degree[u] -= 1;
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_hold_each_edge_once_each_way() {
        let graph = UnGraph::<(), ()>::from_edges([(0, 1), (1, 0), (2, 2), (1, 2), (3, 1), (0, 1)]);
        let ordered = Ordered::new(&graph);
        let mut edges: Vec<(u32, u32)> = (0..4)
            .flat_map(|rank| ordered.later(rank).iter().map(move |&other| (rank, other)))
            .collect();
        assert!(edges.iter().all(|(low, high)| low < high));
        let mut back: Vec<(u32, u32)> = (0..4)
            .flat_map(|rank| {
                ordered
                    .earlier(rank)
                    .iter()
                    .map(move |&other| (other, rank))
            })
            .collect();
        back.sort_unstable();
        assert_eq!(edges, back);
        for edge in &mut edges {
            let (a, b) = (ordered.vertex(edge.0), ordered.vertex(edge.1));
            *edge = (a.min(b), a.max(b));
        }
        edges.sort_unstable();
        assert_eq!(edges, [(0, 1), (1, 2), (1, 3)]);
    }

    #[test]
    fn degeneracy_is_that_of_known_graphs() {
        let star = UnGraph::<(), ()>::from_edges((1..50).map(|leaf| (0, leaf)));
        assert_eq!(Ordered::new(&star).degeneracy(), 1);
        let cycle = UnGraph::<(), ()>::from_edges((0..50).map(|v| (v, (v + 1) % 50)));
        assert_eq!(Ordered::new(&cycle).degeneracy(), 2);
        let complete =
            UnGraph::<(), ()>::from_edges((0..9).flat_map(|a| (0..a).map(move |b| (a, b))));
        assert_eq!(Ordered::new(&complete).degeneracy(), 8);
        assert_eq!(Ordered::new(&UnGraph::<(), ()>::default()).degeneracy(), 0);
    }
}
