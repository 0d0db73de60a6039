//! The simulation against SimPy, on the same M/M/c queue.

use super::Bench;
use super::rounds::{Side, compare, told};
use super::table::{Aim, Row};
use super::tools;
use crate::process::{output, root};
use anyhow::Result;
use std::process::Command;

/// Slots, seconds that each request takes, utilisation, and the mean wait that Erlang's formula gives for them.
const QUEUES: [[&str; 4]; 2] = [
    ["1", "0.01", "0.8", "0.04"],
    ["8", "0.01", "0.8", "0.0028602829"],
];
/// Requests, in a full and a quick run.
const REQUESTS: (f64, f64) = (400_000.0, 100_000.0);

/// As many seconds as so many requests take.
pub(super) fn measure(bench: &mut Bench) -> Result<Vec<Row>> {
    let python = tools::python().inspect_err(|error| eprintln!("{error:#}"));
    let script = root().join("tests/bench/mmc.py");
    if let Ok((python, _)) = &python {
        let version = output(Command::new(python).arg(&script).arg("version"))?;
        bench.versions.add(version.trim());
    }
    let requests = bench.size(REQUESTS.0, REQUESTS.1);
    let mut rows = Vec::new();
    for [slots, service, utilisation, wait] in QUEUES {
        let rate: f64 =
            slots.parse::<f64>()? * utilisation.parse::<f64>()? / service.parse::<f64>()?;
        let seconds = (requests / rate).to_string();
        let words = [slots, service, utilisation, &seconds, wait].map(str::to_owned);
        let (program, args) = (bench.tools.bench(), words.clone());
        let ours = Side::new("ours", move || {
            told(|| {
                let mut command = Command::new(&program);
                command.arg("queue").args(&args);
                command
            })
        });
        let theirs = match &python {
            Err(_) => Side::missing("SimPy", "not installed"),
            Ok((python, _)) => {
                let (program, script) = (python.clone(), script.clone());
                Side::new("SimPy", move || {
                    told(|| {
                        let mut command = Command::new(&program);
                        command.arg(&script).args(&words);
                        command
                    })
                })
            }
        };
        let what = format!("simulation, M/M/{slots} at {utilisation}, {requests} requests");
        rows.extend(compare(
            &what,
            bench.rounds,
            Aim::Ratio(50.0),
            vec![ours, theirs],
        )?);
    }
    Ok(rows)
}
