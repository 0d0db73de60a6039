//! lru-cache against the crate `lru` and npm's `lru-cache`.

use super::Bench;
use super::rounds::{Side, compare, told};
use super::table::{Aim, Row};
use crate::process::{command, root};
use crate::setup;
use anyhow::Result;
use std::process::Command;

/// Integers and texts as keys, three capacities.
pub(super) fn measure(bench: &mut Bench) -> Result<Vec<Row>> {
    setup::for_build()?;
    bench.versions.krate("lru");
    bench.versions.npm("lru-cache");
    bench.versions.program("node", &["--version"], "Node.js");
    let trace = bench.tools.input("trace");
    let count = bench.size("2000000", "1000000");
    bench
        .tools
        .made(&["trace", &trace.to_string_lossy(), count])?;
    let mut rows = Vec::new();
    for keys in ["u64", "string"] {
        for capacity in ["1000", "10000", "50000"] {
            let native = |name: &str, with: &'static str| {
                let (program, trace) = (bench.tools.bench(), trace.clone());
                Side::new(name, move || {
                    told(|| {
                        let mut command = Command::new(&program);
                        command.args(["lru", with, keys, capacity]).arg(&trace);
                        command
                    })
                })
            };
            let script = root().join("tests/bench/lru.mjs");
            let input = trace.clone();
            let node = Side::new("npm lru-cache under node", move || {
                told(|| {
                    let mut command = command("node");
                    command.arg(&script).args([keys, capacity]).arg(&input);
                    command
                })
            });
            let sides = vec![
                native("ours", "ours"),
                native("crate lru", "lru"),
                native("crate lru with FxHash", "lru-fx"),
                node,
            ];
            let what = format!("lru-cache of {capacity}, {keys} keys");
            rows.extend(compare(&what, bench.rounds, Aim::Ratio(1.0), sides)?);
        }
    }
    Ok(rows)
}
