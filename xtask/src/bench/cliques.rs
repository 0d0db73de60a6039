//! clique against petgraph, networkx and python-igraph.

use super::Bench;
use super::rounds::{Side, compare, told};
use super::table::{Aim, Row};
use super::tools;
use crate::process::root;
use anyhow::Result;
use std::process::Command;

/// Random graphs of three kinds: small and dense, larger and dense, large and sparse.
const GRAPHS: [(u32, &str); 3] = [(100, "0.5"), (150, "0.5"), (300, "0.3")];

/// All maximal cliques of each graph.
pub(super) fn measure(bench: &mut Bench) -> Result<Vec<Row>> {
    bench.versions.krate("petgraph");
    let python = tools::python().inspect_err(|error| eprintln!("{error:#}"));
    if let Ok((_, versions)) = &python {
        versions.lines().for_each(|line| bench.versions.add(line));
    }
    let mut rows = Vec::new();
    for (n, p) in GRAPHS.iter().take(bench.size(3, 1)) {
        let edges = bench.tools.made(&["graph", &n.to_string(), p])?;
        let file = bench.tools.write("graph.txt", edges.as_bytes())?;
        let native = |name: &str, with: &'static str| {
            let (program, file) = (bench.tools.bench(), file.clone());
            Side::new(name, move || {
                told(|| {
                    let mut command = Command::new(&program);
                    command.args(["cliques", with]).arg(&file);
                    command
                })
            })
        };
        let package = |name: &str, package: &'static str| match &python {
            Err(_) => Side::missing(name, "not installed"),
            Ok((python, _)) => {
                let (program, file) = (python.clone(), file.clone());
                let script = root().join("tests/bench/cliques.py");
                Side::new(name, move || {
                    told(|| {
                        let mut command = Command::new(&program);
                        command.arg(&script).arg(package).arg(&file);
                        command
                    })
                })
            }
        };
        let sides = vec![
            native("ours", "ours"),
            native("petgraph", "petgraph"),
            package("networkx", "networkx"),
            package("python-igraph", "igraph"),
        ];
        let what = format!("clique, G({n}, {p})");
        rows.extend(compare(&what, bench.rounds, Aim::Ratio(1.0), sides)?);
    }
    Ok(rows)
}
