//! Simulates a design on the command line: the same code as in the page.

use nalsd::exchange::from_file;
use nalsd::simulation::{Outcome, Plan, run};
use std::fmt::Write as _;
use std::io::{ErrorKind, Write as _, stderr, stdout};
use std::process::ExitCode;

const USAGE: &str = "usage: simulate DESIGN.dryrun.json [PLAN.json]";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match simulate(&args).and_then(|told| say(&told)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            // Where nobody hears it, the exit status still tells.
            let _ = writeln!(stderr(), "simulate: {reason}");
            ExitCode::FAILURE
        }
    }
}

/// Prints it. Whoever has stopped reading, as `head` does, has what they wanted.
fn say(told: &str) -> Result<(), String> {
    let mut out = stdout().lock();
    match writeln!(out, "{told}").and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(format!("output: {error}")),
        _ => Ok(()),
    }
}

fn simulate(args: &[String]) -> Result<String, String> {
    let read =
        |path: &String| std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"));
    let (design, plan) = match args {
        [design] => (read(design)?, "{}".to_owned()),
        [design, plan] => (read(design)?, read(plan)?),
        _ => return Err(USAGE.to_owned()),
    };
    let design = from_file(&design).map_err(|error| format!("{}: {error}", args[0]))?;
    let plan: Plan = serde_json::from_str(&plan)
        .map_err(|error| format!("{}: {error}", args.get(1).map_or("", String::as_str)))?;
    let outcome = run(&design, &plan, &mut |_| {}).map_err(|refusal| refusal.to_string())?;
    Ok(told(&outcome))
}

/// The fingerprint on the first line; then what one wants to see first.
fn told(outcome: &Outcome) -> String {
    let mut text = format!("{:016x}", outcome.fingerprint());
    // Writing to a string doesn't fail.
    let _ = write!(
        text,
        "\n{} steps, one of {} requests",
        outcome.steps, outcome.thinned
    );
    for client in &outcome.clients {
        let _ = write!(
            text,
            "\nclient {}: {} of {} requests well, {:.3} of the error budget spent",
            client.client.0, client.good, client.requests, client.spent
        );
    }
    for warning in &outcome.warnings {
        let _ = write!(text, "\n{}", warning.text);
    }
    text
}
