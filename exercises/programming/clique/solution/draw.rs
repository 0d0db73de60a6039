//! The report.

use super::findings::{Counts, Findings};
use super::graph::{MOST_RANDOM, Named};
use super::options::{Options, Source};
use super::print::expected;
use crate::layout::force_directed;
use contract::report::{
    Block, Cell, Edge, Figure, Graph, Node, Report, Row, Series, SeriesKind, SeriesSet, Table, Text,
    Tone, Unit,
};
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;

/// The most vertices and edges that a drawing shows.
const DRAWN_VERTICES: usize = 200;
const DRAWN_EDGES: usize = 3_000;

/// The most rows of the table, and points of the chart.
const ROWS: usize = 500;

/// Fills the report.
pub(super) fn report(
    report: &mut Report,
    named: &Named,
    p: f64,
    options: &Options,
    found: &Findings,
) {
    let (Some(maximal), Some(counts)) = (&found.maximal, &found.counts) else {
        return;
    };
    let listed_all = found.largest.as_ref().is_none_or(|largest| largest.complete);
    if !(maximal.complete && counts.complete && listed_all) {
        report.push(Block::Text(Text {
            title: "The limit was reached".to_owned(),
            body: format!(
                "The search stopped after {} expansions. What follows is what was found until then: the true numbers are at least these. Raise the limit to go on.",
                options.limit
            ),
            tone: Tone::Bad,
        }));
    }
    report.push(Block::Figures(figures(named, p, options, found)));
    if named.graph.node_count() > 0 {
        report.push(Block::Graph(graph(named, &maximal.largest)));
    }
    if !counts.by_size.is_empty() {
        report.push(Block::Series(series(named, p, counts)));
        report.push(Block::Table(table(named, p, counts, &maximal.by_size)));
    }
}

fn figures(named: &Named, p: f64, options: &Options, found: &Findings) -> Vec<Figure> {
    let n = named.graph.node_count();
    let least = |complete: bool| if complete { "" } else { "at least" };
    let source = match options.source {
        Source::Random { seed, .. } => format!("G(n, {p}), seed {seed}"),
        _ if named.loops + named.duplicates > 0 => format!(
            "left out: {} repeated, {} self-loops",
            named.duplicates, named.loops
        ),
        _ => String::new(),
    };
    let mut figures = vec![
        Figure::new("Vertices", n as f64, Unit::Number),
        Figure::new("Edges", named.graph.edge_count() as f64, Unit::Number).note(source),
        Figure::new("Density", named.density(), Unit::Ratio).note("edges over pairs of vertices"),
    ];
    if let Some(maximal) = &found.maximal {
        figures.push(
            Figure::new("Maximal cliques", maximal.count as f64, Unit::Number)
                .note(least(maximal.complete)),
        );
        figures.push(
            Figure::new("Clique number", maximal.largest.len() as f64, Unit::Number)
                .note(least(maximal.complete))
                .tone(Tone::Accent),
        );
    }
    if n > 0 {
        figures.push(
            Figure::new("Expected clique number", expected_number(n, p) as f64, Unit::Number)
                .note("the largest size of which G(n, p) has at least one clique on average"),
        );
    }
    figures
}

/// The largest k whose expected number of cliques in G(n, p) is at least 1: the clique number of almost every such graph
/// is this or one less (Matula, 1976; Bollobás and Erdős, 1976).
fn expected_number(n: usize, p: f64) -> usize {
    // The expectation has one maximum in k, and is over 1 at k = 1: the last of the run is what is looked for. Large
    // complete graphs overflow a double and go on being "at least 1".
    (1..=n.min(MOST_RANDOM as usize))
        .take_while(|&k| expected_is_one(n, k, p))
        .last()
        .unwrap_or(0)
}

/// Whether the expectation is at least 1, by logarithms: neither factor need fit a double.
fn expected_is_one(n: usize, k: usize, p: f64) -> bool {
    if k == 1 || p >= 1.0 {
        return true;
    }
    let ways: f64 = (0..k)
        .map(|chosen| ((n - chosen) as f64 / (chosen + 1) as f64).ln())
        .sum();
    ways + (k * (k - 1) / 2) as f64 * p.ln() >= 0.0
}

/// The drawing: everything when it is small enough, else the largest clique and those with most neighbours in it.
fn graph(named: &Named, largest: &[u32]) -> Graph {
    let total = named.graph.node_count();
    let mut lit = vec![false; total];
    for &v in largest {
        lit[v as usize] = true;
    }
    let mut links = vec![0_usize; total];
    for edge in named.graph.edge_references() {
        let (a, b) = (edge.source().index(), edge.target().index());
        links[a] += usize::from(lit[b]);
        links[b] += usize::from(lit[a]);
    }
    let mut order: Vec<usize> = (0..total).collect();
    order.sort_by_key(|&v| (!lit[v], std::cmp::Reverse(links[v]), v));
    let mut place: Vec<Option<u32>> = vec![None; total];
    let (mut nodes, mut edges) = (Vec::new(), Vec::new());
    for v in order {
        let before = edges.len();
        let index = nodes.len() as u32;
        edges.extend(
            named
                .graph
                .neighbors(NodeIndex::new(v))
                .filter_map(|other| place[other.index()].map(|at| (at, lit[other.index()])))
                .map(|(at, other)| Edge {
                    a: at,
                    b: index,
                    lit: other && lit[v],
                }),
        );
        if nodes.len() == DRAWN_VERTICES || edges.len() > DRAWN_EDGES {
            edges.truncate(before);
            break;
        }
        place[v] = Some(index);
        nodes.push(Node {
            label: named.names(&[v as u32]).concat(),
            lit: lit[v],
            ..Node::default()
        });
    }
    force_directed(&mut nodes, &edges);
    let title = if nodes.len() == total {
        "The graph, its largest clique lit".to_owned()
    } else {
        format!(
            "Around the largest clique: {} of {total} vertices, those with most neighbours in it",
            nodes.len()
        )
    };
    Graph {
        title,
        nodes,
        edges,
    }
}

fn series(named: &Named, p: f64, counts: &Counts) -> Series {
    let sizes = 1..=counts.by_size.len().min(ROWS);
    let n = named.graph.node_count();
    Series {
        title: "Cliques by size".to_owned(),
        kind: SeriesKind::Lines,
        x_label: "size".to_owned(),
        x: sizes.clone().map(|size| size as f64).collect(),
        x_unit: Unit::Number,
        y_label: "cliques".to_owned(),
        y_unit: Unit::Number,
        sets: vec![
            SeriesSet {
                name: "found".to_owned(),
                tone: Tone::Accent,
                values: counts.by_size.iter().take(ROWS).map(as_number).collect(),
            },
            SeriesSet {
                name: "expected in G(n, p)".to_owned(),
                tone: Tone::Muted,
                values: sizes.map(|size| finite(expected(n, size, p))).collect(),
            },
        ],
    }
}

fn table(named: &Named, p: f64, counts: &Counts, maximal: &[u64]) -> Table {
    let n = named.graph.node_count();
    let number = |value: f64| Cell::Number(value, Unit::Number);
    let rows = counts
        .by_size
        .iter()
        .enumerate()
        .take(ROWS)
        .map(|(index, count)| {
            let expected = expected(n, index + 1, p);
            let ratio = as_number(count) / expected;
            Row {
                cells: vec![
                    number((index + 1) as f64),
                    number(as_number(count)),
                    number(finite(expected)),
                    if ratio.is_finite() {
                        number(ratio)
                    } else {
                        Cell::Empty
                    },
                    number(maximal.get(index).copied().unwrap_or(0) as f64),
                ],
                tone: Tone::Plain,
            }
        })
        .collect();
    Table {
        title: format!("Cliques by size, against C(n, k) p^(k(k-1)/2) with p = {p:.6}"),
        columns: ["size", "cliques", "expected", "cliques / expected", "of them maximal"]
            .map(str::to_owned)
            .to_vec(),
        rows,
        dropped: counts.by_size.len().saturating_sub(ROWS) as u64,
    }
}

/// A count as a number to draw; one that overflowed stands at the edge of what was counted.
fn as_number(count: &Option<u128>) -> f64 {
    count.unwrap_or(u128::MAX) as f64
}

/// JSON and charts have no infinity.
fn finite(value: f64) -> f64 {
    value.min(f64::MAX)
}
