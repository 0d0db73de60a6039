//! The engine as shipped against JavaScript in the same browser, and how long Stop takes.

use super::Bench;
use super::logs::{BARE, EXACT, REQUEST, WORDS};
use super::table::{Aim, Figures, Row, median};
use super::tools::{self, access_log, numbers};
use crate::process::{command, output, root};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::path::Path;

/// The aim against JavaScript.
const JAVASCRIPT: Aim = Aim::Ratio(3.0);
/// Seconds that Stop may take.
const STOP: f64 = 0.1;

/// A run of the engine, and rivals of one script.
struct Comparison {
    what: &'static str,
    /// For the engine: the exercise, what it sees (an input and where), its arguments.
    exercise: &'static str,
    sees: &'static str,
    args: &'static [&'static str],
    /// A regular expression that finds, in the engine's output, the numbers that the rivals' results begin with (groups joined
    /// by `=`). Without it outputs are compared.
    count: Option<&'static str>,
    /// The script, and the input that it loads.
    script: &'static str,
    loads: &'static str,
    /// Who, the message to the script, the aim.
    rivals: Vec<(&'static str, Value, Aim)>,
}

fn comparisons() -> Vec<Comparison> {
    let log = |what, args, rivals| Comparison {
        what,
        exercise: "log-filter",
        sees: "access.log",
        args,
        count: None,
        script: "log-filter.worker.mjs",
        loads: "access.log",
        rivals,
    };
    let pattern =
        |name, how, pattern| (name, json!({ "how": how, "pattern": pattern }), JAVASCRIPT);
    let clique = |what, args, loads| Comparison {
        what,
        exercise: "clique",
        sees: "",
        args,
        count: Some("^maximal cliques (\\d+)$|^(\\d+) (\\d+) \\d+\\.\\d+$"),
        script: "cliques.worker.mjs",
        loads,
        rivals: vec![
            (
                "Bron-Kerbosch with Sets, same work",
                json!({ "how": "sets", "all": true }),
                JAVASCRIPT,
            ),
            (
                "Bron-Kerbosch with bits, same work",
                json!({ "how": "bits", "all": true }),
                JAVASCRIPT,
            ),
            (
                "Bron-Kerbosch with bits, maximal alone",
                json!({ "how": "bits" }),
                Aim::None,
            ),
        ],
    };
    vec![
        log(
            "log-filter --match words, 26 MB",
            &["--match", WORDS, "access.log"],
            vec![
                pattern("RegExp by line", "line", WORDS),
                pattern("RegExp over the text", "text", WORDS),
            ],
        ),
        log(
            "log-filter --match request, 26 MB",
            &["--match", REQUEST, "access.log"],
            vec![
                pattern("RegExp by line", "line", REQUEST),
                pattern("RegExp over the text", "text", REQUEST),
            ],
        ),
        log(
            "log-filter --where 'status>=500', 26 MB",
            &["--where", "status>=500", "access.log"],
            vec![
                pattern("RegExp by line, exact", "line", EXACT),
                pattern("RegExp by line, bare", "line", BARE),
            ],
        ),
        clique(
            "clique, G(100, 0.5)",
            &["--random", "100", "0.5", "--limit", "0"],
            "graph-100.txt",
        ),
        clique(
            "clique, G(300, 0.3)",
            &["--random", "300", "0.3", "--limit", "0"],
            "graph-300.txt",
        ),
        Comparison {
            what: "lru-cache, operations file",
            exercise: "lru-cache",
            sees: "trace.ops",
            args: &["trace.ops"],
            count: None,
            script: "lru-cache.worker.mjs",
            loads: "trace.ops",
            rivals: vec![
                (
                    "npm lru-cache, same work",
                    json!({ "how": "file" }),
                    JAVASCRIPT,
                ),
                (
                    "npm lru-cache, operations alone",
                    json!({ "how": "operations" }),
                    Aim::None,
                ),
            ],
        },
    ]
}

/// Drives a Chromium through all of it.
pub(super) fn measure(bench: &mut Bench) -> Result<Vec<Row>> {
    let (dist, chromium) = tools::page()?;
    bench.versions.npm("lru-cache");
    let inputs = bench.tools.input("browser");
    std::fs::create_dir_all(&inputs).with_context(|| format!("making {}", inputs.display()))?;
    bench.tools.write("browser/access.log", &access_log()?)?;
    for (n, p) in [("100", "0.5"), ("300", "0.3")] {
        let edges = bench.tools.made(&["graph", n, p])?;
        bench
            .tools
            .write(&format!("browser/graph-{n}.txt"), edges.as_bytes())?;
    }
    let operations = bench
        .tools
        .made(&["operations", bench.size("2000000", "400000")])?;
    bench
        .tools
        .write("browser/trace.ops", operations.as_bytes())?;

    let comparisons = comparisons();
    let config = config(bench, &comparisons, &dist, &chromium, &inputs)?;
    let config = bench
        .tools
        .write("browser.json", config.to_string().as_bytes())?;
    let said = output(
        command("node")
            .arg(root().join("tests/bench/browser.mjs"))
            .arg(config),
    )?;
    let said: Value = serde_json::from_str(&said).context("reading what browser.mjs measured")?;
    bench
        .versions
        .add(said["version"].as_str().unwrap_or_default());

    let mut rows = Vec::new();
    for (comparison, times) in comparisons
        .iter()
        .zip(said["comparisons"].as_array().into_iter().flatten())
    {
        for ((who, _, aim), theirs) in comparison
            .rivals
            .iter()
            .zip(times["theirs"].as_array().into_iter().flatten())
        {
            rows.push(Row {
                place: "Chromium",
                what: comparison.what.to_owned(),
                against: (*who).to_owned(),
                figures: Ok(Figures {
                    ours: median(&numbers(&times["ours"])),
                    theirs: Some(median(&numbers(theirs))),
                }),
                aim: *aim,
            });
        }
    }
    let stops = numbers(&said["stops"]);
    let longest = stops.iter().copied().fold(f64::NAN, f64::max);
    for (which, seconds) in [("median", median(&stops)), ("longest", longest)] {
        rows.push(Row {
            place: "Chromium",
            what: format!("Stop, {which} of {}", stops.len()),
            against: "–".to_owned(),
            figures: Ok(Figures {
                ours: seconds,
                theirs: None,
            }),
            aim: Aim::Under(STOP),
        });
    }
    Ok(rows)
}

/// What browser.mjs is told.
fn config(
    bench: &Bench,
    comparisons: &[Comparison],
    dist: &Path,
    chromium: &Path,
    inputs: &Path,
) -> Result<Value> {
    let mut all = Vec::new();
    for comparison in comparisons {
        let url = match comparison.sees {
            "" => String::new(),
            input => format!("/inputs/{input}"),
        };
        let words = ["request", comparison.exercise, &url, comparison.sees];
        let request = bench.tools.made(&[&words, comparison.args].concat())?;
        let messages: Vec<&Value> = comparison
            .rivals
            .iter()
            .map(|(_, message, _)| message)
            .collect();
        all.push(json!({
            "request": request,
            "count": comparison.count,
            "rivalUrl": format!("/bench/{}", comparison.script),
            "load": format!("/inputs/{}", comparison.loads),
            "rivals": messages,
        }));
    }
    Ok(json!({
        "dist": dist,
        "inputs": inputs,
        "chromium": chromium,
        "rounds": bench.rounds,
        "stops": bench.size(20, 5),
        "comparisons": all,
    }))
}
