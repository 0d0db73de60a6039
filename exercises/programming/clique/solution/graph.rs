//! Where graphs come from: edge lists and G(n, p).

use contract::Failure;
use flate2::bufread::MultiGzDecoder;
use petgraph::graph::{NodeIndex, UnGraph};
use std::collections::{HashMap, HashSet};
use std::io::{BufRead, BufReader};

/// The most vertices of a random graph: a complete graph of this size still fits in the memory of a browser's tab.
pub const MOST_RANDOM: u32 = 5_000;

/// A simple graph with names, and what was left out to make it simple.
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// The graph. Node indices follow the byte order of the names; there is one edge for each adjacent pair.
    pub graph: UnGraph<String, ()>,
    /// Edges that repeated an earlier one, in either direction.
    pub duplicates: u64,
    /// Edges from a vertex to itself.
    pub loops: u64,
}

impl Named {
    /// The observed density: edges over pairs of vertices, 0 when there is no pair.
    #[must_use]
    pub fn density(&self) -> f64 {
        let n = self.graph.node_count() as u64;
        match n * n.saturating_sub(1) / 2 {
            0 => 0.0,
            pairs => self.graph.edge_count() as f64 / pairs as f64,
        }
    }

    /// The names of some vertices, in their order.
    #[must_use]
    pub fn names(&self, vertices: &[u32]) -> Vec<&str> {
        vertices
            .iter()
            .filter_map(|&v| self.graph.node_weight(NodeIndex::new(v as usize)))
            .map(String::as_str)
            .collect()
    }
}

/// Reads an edge list, plain or gzip: two names on a line are an edge, one name is a vertex; names are separated by
/// blanks, and `#` begins a comment. `path` is for messages only.
///
/// # Errors
/// A line of more than two names or not in UTF-8 (with its number), and whatever reading gives.
pub fn read(path: &str, mut input: impl BufRead) -> Result<Named, Failure> {
    let zipped = input
        .fill_buf()
        .map_err(|error| Failure::on_file(path, &error))?
        .starts_with(&[0x1f, 0x8b]);
    if zipped {
        return read_plain(path, BufReader::new(MultiGzDecoder::new(input)));
    }
    read_plain(path, input)
}

fn read_plain(path: &str, mut input: impl BufRead) -> Result<Named, Failure> {
    let mut names: HashMap<String, u32> = HashMap::new();
    let mut edges: HashSet<(u32, u32)> = HashSet::new();
    let (mut duplicates, mut loops) = (0, 0);
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        line.clear();
        let read = input
            .read_until(b'\n', &mut line)
            .map_err(|error| Failure::on_file(path, &error))?;
        if read == 0 {
            break;
        }
        number += 1;
        let text = std::str::from_utf8(&line)
            .map_err(|_| Failure::at_line(path, number, "the line is not UTF-8"))?;
        // Some editors begin a file with a byte order mark; it is no part of the first name.
        let text = text
            .strip_prefix('\u{feff}')
            .filter(|_| number == 1)
            .unwrap_or(text);
        let text = text.split('#').next().unwrap_or_default();
        let mut words = text.split_ascii_whitespace();
        let mut vertex = |name: &str| match names.get(name) {
            Some(&index) => index,
            None => {
                let index = names.len() as u32;
                names.insert(name.to_owned(), index);
                index
            }
        };
        match (words.next(), words.next(), words.count()) {
            (None, ..) => {}
            (Some(name), None, _) => {
                vertex(name);
            }
            (Some(a), Some(b), 0) => {
                let (a, b) = (vertex(a), vertex(b));
                if a == b {
                    loops += 1;
                } else if !edges.insert((a.min(b), a.max(b))) {
                    duplicates += 1;
                }
            }
            (.., more) => {
                return Err(Failure::at_line(
                    path,
                    number,
                    format!(
                        "expected one name (a vertex) or two (an edge), found {} words",
                        more + 2
                    ),
                ));
            }
        }
    }
    Ok(Named {
        graph: in_order(names, &edges),
        duplicates,
        loops,
    })
}

/// Builds the graph with its vertices in the order of their names.
fn in_order(names: HashMap<String, u32>, edges: &HashSet<(u32, u32)>) -> UnGraph<String, ()> {
    let mut sorted: Vec<(String, u32)> = names.into_iter().collect();
    sorted.sort_unstable();
    let mut graph = UnGraph::with_capacity(sorted.len(), edges.len());
    let mut index = vec![NodeIndex::default(); sorted.len()];
    for (name, old) in sorted {
        index[old as usize] = graph.add_node(name);
    }
    let mut pairs: Vec<(NodeIndex, NodeIndex)> = edges
        .iter()
        .map(|&(a, b)| (index[a as usize], index[b as usize]))
        .map(|(a, b)| (a.min(b), a.max(b)))
        .collect();
    // A hash set has no order of its own: the same input must give the same graph.
    pairs.sort_unstable();
    for (a, b) in pairs {
        graph.add_edge(a, b, ());
    }
    graph
}

/// The random graph G(n, p) of Gilbert (1959) from a seed, the same everywhere.
///
/// The pairs (0, 1), (0, 2), ..., (0, n-1), (1, 2), ... each take one output of SplitMix64 (Steele, Lea, Flood, OOPSLA
/// 2014): its upper 53 bits over 2^53, a number from 0 to below 1, make an edge when it is less than `p`. Names are the
/// numbers 0 to n - 1, padded with zeros to the same length so that their order as text is their order as numbers.
#[must_use]
pub fn random(n: u32, p: f64, seed: u64) -> Named {
    let width = n.saturating_sub(1).to_string().len();
    let mut graph = UnGraph::new_undirected();
    for vertex in 0..n {
        graph.add_node(format!("{vertex:0width$}"));
    }
    let mut state = seed;
    for a in 0..n {
        for b in a + 1..n {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = state;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^= z >> 31;
            // Both conversions are exact: 53 bits are what a double holds.
            let draw = (z >> 11) as f64 / (1_u64 << 53) as f64;
            if draw < p {
                graph.add_edge(NodeIndex::new(a as usize), NodeIndex::new(b as usize), ());
            }
        }
    }
    Named {
        graph,
        duplicates: 0,
        loops: 0,
    }
}
