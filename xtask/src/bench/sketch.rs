//! How evenly the sketchpad draws while somebody works on a large design: frames in Chromium, beside React Flow and
//! Excalidraw with the same scene.

use super::Bench;
use super::table::{Aim, Figures, Row};
use super::tools;
use crate::process::{command, output, root, run};
use anyhow::{Context, Result};
use serde_json::{Value, json};

/// Seconds that the analysis of 200 components may take.
const ANALYSIS: f64 = 0.016;

/// Seconds that a frame may take: a sixtieth, and what a timer is late by.
const FRAME: f64 = 0.0175;

/// Rounds of a full run: those of the frames alone take a quarter of a minute for each program and sight. The notes name it.
const ROUNDS: usize = 3;

/// The others, by their names in sketch.mjs.
const OTHERS: [(&str, &str); 2] = [("flow", "React Flow"), ("draw", "Excalidraw")];

/// Drives a Chromium through all three.
pub(super) fn measure(bench: &mut Bench) -> Result<Vec<Row>> {
    let (dist, chromium) = tools::page()?;
    let folder = root().join("tests/bench/sketch");
    run(command("npm")
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(&folder))?;
    let others = bench.tools.input("sketch-others");
    run(command("node").arg(folder.join("build.mjs")).arg(&others))?;
    let config = json!({
        "dist": dist,
        "others": others,
        "chromium": chromium,
        "rounds": bench.size(ROUNDS, 1),
        "components": 1000,
        "links": 1500,
    });
    let config = bench
        .tools
        .write("sketch.json", config.to_string().as_bytes())?;
    let said = output(
        command("node")
            .arg(root().join("tests/bench/sketch.mjs"))
            .arg(config),
    )?;
    let said: Value = serde_json::from_str(&said).context("reading what sketch.mjs measured")?;
    bench
        .versions
        .add(said["version"].as_str().unwrap_or_default());
    let mut rows = Vec::new();
    for (sight, share) in [("all", "all in sight"), ("close", "at 100 %")] {
        for gesture in ["pan", "zoom", "drag"] {
            for (percentile, title) in [
                ("p50", "middle"),
                ("p95", "95th percentile"),
                ("max", "longest"),
            ] {
                for (name, against) in OTHERS {
                    let what = format!(
                        "{gesture} 1,000 components and 1,500 links, {share}, frame: {title}"
                    );
                    let programs = &said["frames"][sight][gesture];
                    rows.push(frame(programs, what, percentile, name, against));
                }
            }
        }
    }
    rows.extend(
        [("open", "open"), ("step", "one step of work on")]
            .map(|(key, title)| growth(&said["growth"], key, title)),
    );
    rows.extend(
        [("analysed", "analysed"), ("drawn", "drawn")]
            .map(|(key, title)| typing(&said["typing"], key, title)),
    );
    Ok(rows)
}

fn frame(programs: &Value, what: String, percentile: &str, name: &str, against: &str) -> Row {
    let seconds = |program: &str| programs[program][percentile].as_f64();
    Row {
        place: "Chromium",
        what,
        against: against.to_owned(),
        figures: seconds("ours")
            .map(|ours| Figures {
                ours,
                theirs: seconds(name),
            })
            .ok_or_else(|| "not measured".to_owned()),
        aim: match percentile {
            "p50" | "p95" => Aim::Under(FRAME),
            _ => Aim::None,
        },
    }
}

/// How the time for something grows with the design, and the memory held by then: beside a tenth of the components.
fn growth(said: &Value, key: &str, title: &str) -> Row {
    let of = |at: usize, key: &str| said[at][key].as_f64();
    let megabytes = |at: usize| of(at, "memory").unwrap_or(f64::NAN) / 1e6;
    Row {
        place: "Chromium",
        what: format!(
            "{title} 1,000 components, {:.0} MB held; with 100, {:.0} MB",
            megabytes(1),
            megabytes(0)
        ),
        against: "ours with 100".to_owned(),
        figures: of(1, key)
            .map(|ours| Figures {
                ours,
                theirs: of(0, key),
            })
            .ok_or_else(|| "not measured".to_owned()),
        aim: Aim::None,
    }
}

/// How long all figures of a design take to follow a keystroke: beside a tenth of the components.
fn typing(said: &Value, key: &str, title: &str) -> Row {
    let of = |at: usize| said[at][key].as_f64();
    Row {
        place: "Chromium",
        what: format!("a keystroke in a design of 200 components, until it is {title}"),
        against: "ours with 20".to_owned(),
        figures: of(1)
            .map(|ours| Figures {
                ours,
                theirs: of(0),
            })
            .ok_or_else(|| "not measured".to_owned()),
        aim: if key == "analysed" {
            Aim::Under(ANALYSIS)
        } else {
            Aim::None
        },
    }
}
