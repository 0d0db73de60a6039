//! An M/M/c queue: the simulation, to be held beside SimPy's.

use crate::clock::{Measured, repeated};
use anyhow::{Context, Result};
use nalsd::model::Design;
use nalsd::simulation::{Plan, run};
use serde_json::json;

/// Takes the time for simulating so many seconds of a queue. The result says whether the mean wait is the expected one to 10 %.
pub(crate) fn measure(
    slots: u32,
    service: f64,
    utilisation: f64,
    seconds: f64,
    expected: f64,
) -> Result<Measured> {
    let design = design(slots, service, utilisation)?;
    let plan = Plan {
        seconds,
        sample_every: seconds,
        warm_up: 0.0,
        limit: 1_000_000_000,
        ..Plan::default()
    };
    // It is found out before the time is taken.
    run(&design, &plan, &mut |_| {})?;
    Ok(repeated(
        || run(&design, &plan, &mut |_| {}),
        |outcome| {
            let wait = outcome
                .as_ref()
                .ok()
                .and_then(|outcome| outcome.components.first()?.wait);
            let mean = wait.map_or(f64::NAN, |wait| wait.mean);
            if (mean / expected - 1.0).abs() < 0.1 {
                "as Erlang has it".to_owned()
            } else {
                format!("{mean} instead of {expected}")
            }
        },
    ))
}

/// A client and a service with nothing between them.
fn design(slots: u32, service: f64, utilisation: f64) -> Result<Design> {
    let rate = utilisation * f64::from(slots) / service;
    let rect = json!({ "x": 0, "y": 0, "w": 1, "h": 1 });
    let design = json!({
        "name": "A queue", "iteration": 1, "next": 4, "set": { "local-rtt": "0 s" },
        "components": [
            { "id": 1, "kind": "client", "name": "Source", "rect": rect, "set": { "rate": format!("{rate}/s") } },
            { "id": 2, "kind": "service", "name": "Queue", "rect": rect, "set": {
                "machines": slots.to_string(), "slots": "1", "service": format!("{service} s"), "cpu": "0 s"
            } }
        ],
        "links": [{ "id": 3, "from": 1, "to": 2 }]
    });
    serde_json::from_value(design).context("the design of a queue")
}
