//! Maximal cliques: the reference beside petgraph's own.

use crate::clock::{Measured, repeated};
use anyhow::{Context, Result, bail};
use petgraph::graph::UnGraph;
use std::fmt::Write;
use std::fs;

/// The edges of the random graph G(n, p) of seed 1, the same that `clique --random` has.
pub(crate) fn edges(n: u32, p: f64) -> String {
    let graph = exercises::clique::random(n, p, 1).graph;
    let mut text = String::new();
    for edge in graph.edge_indices() {
        if let Some((a, b)) = graph.edge_endpoints(edge) {
            // Writing to a string can't fail.
            let _ = writeln!(text, "{} {}", a.index(), b.index());
        }
    }
    text
}

/// Takes the time that finding and keeping all maximal cliques takes, reading the file left out. The result is how many
/// there are and the sum of their sizes.
pub(crate) fn measure(with: &str, file: &str) -> Result<Measured> {
    let graph = read(file)?;
    let told = |count: usize, size: usize| format!("{count}/{size}");
    match with {
        "ours" => Ok(repeated(
            || {
                let mut cliques: Vec<Vec<u32>> = Vec::new();
                exercises::clique::maximal_cliques(&graph, |clique| cliques.push(clique.to_vec()));
                cliques
            },
            |found| told(found.len(), found.iter().map(Vec::len).sum()),
        )),
        "petgraph" => Ok(repeated(
            || petgraph::algo::maximal_cliques(&graph),
            |found| told(found.len(), found.iter().map(|clique| clique.len()).sum()),
        )),
        other => bail!("{other:?} is neither ours nor petgraph"),
    }
}

fn read(file: &str) -> Result<UnGraph<(), ()>> {
    let text = fs::read_to_string(file).with_context(|| format!("reading {file}"))?;
    let mut edges: Vec<(u32, u32)> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let edge = line
            .split_once(' ')
            .and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
        edges.push(edge.with_context(|| format!("{file}:{}: not two numbers", index + 1))?);
    }
    Ok(UnGraph::from_edges(edges))
}
