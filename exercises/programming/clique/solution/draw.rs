//! The report.

use super::findings::{Counts, Findings, Maximal};
use super::graph::Named;
use super::options::{Options, Source};
use super::print::expected;
use crate::layout::force_directed;
use contract::report::{
    Block, Cell, Edge, Figure, Graph, Node, Report, Row, Series, SeriesKind, SeriesSet, Table,
    Text, Tone, Unit,
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
    let listed_all = found
        .largest
        .as_ref()
        .is_none_or(|largest| largest.complete);
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
        report.push(Block::Graph(graph(named, maximal.largest())));
    }
    if !counts.by_size.is_empty() {
        report.push(Block::Series(series(named, p, counts)));
        report.push(Block::Table(table(named, p, counts, &maximal.by_size)));
        report.push(Block::Table(top(named, maximal)));
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
            Figure::new(
                "Clique number",
                maximal.largest().len() as f64,
                Unit::Number,
            )
            .note(least(maximal.complete))
            .tone(Tone::Accent),
        );
    }
    if n > 0 {
        figures.push(
            Figure::new(
                "Expected clique number",
                expected_number(n, p) as f64,
                Unit::Number,
            )
            .note("the largest size of which G(n, p) has at least one clique on average"),
        );
    }
    figures
}

/// The largest k whose expected number of cliques in G(n, p) is at least 1: the clique number of almost every such graph
/// is this or one less (Matula, 1976; Bollobás and Erdős, 1976).
fn expected_number(n: usize, p: f64) -> usize {
    // By logarithms: neither factor need fit a double. The expectation has one maximum in k and is n at k = 1, so the
    // first k that falls below 1 ends the run.
    let mut ways = 0.0;
    for k in 1..=n {
        ways += ((n - k + 1) as f64 / k as f64).ln();
        let pairs = k as f64 * (k as f64 - 1.0) / 2.0;
        // At p = 1 only C(n, n) = 1 remains, where rounding could fall either way.
        if pairs > 0.0 && p < 1.0 && ways + pairs * p.ln() < 0.0 {
            return k - 1;
        }
    }
    n
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
        columns: [
            "size",
            "cliques",
            "expected",
            "cliques / expected",
            "of them maximal",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows,
        dropped: counts.by_size.len().saturating_sub(ROWS) as u64,
    }
}

/// The largest maximal cliques by name.
fn top(named: &Named, maximal: &Maximal) -> Table {
    let rows = maximal.top.iter().map(|(size, clique)| Row {
        cells: vec![
            Cell::Number(size.0 as f64, Unit::Number),
            Cell::Code(named.names(clique).join(" ")),
        ],
        tone: Tone::Plain,
    });
    Table {
        title: "Maximal cliques, largest first".to_owned(),
        columns: ["size", "members"].map(str::to_owned).to_vec(),
        dropped: maximal.count.saturating_sub(maximal.top.len() as u64),
        rows: rows.collect(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_expected_clique_number_is_the_last_with_one_expected() {
        for (n, p) in [
            (1, 0.5),
            (2, 0.5),
            (60, 0.5),
            (150, 0.5),
            (300, 0.3),
            (90, 0.05),
            (40, 0.99),
        ] {
            let number = expected_number(n, p);
            assert!(expected(n, number, p) >= 1.0, "{n} {p}");
            assert!(expected(n, number + 1, p) < 1.0, "{n} {p}");
        }
        assert_eq!(expected_number(7, 0.0), 1);
        assert_eq!(expected_number(3_000, 1.0), 3_000);
    }
}
