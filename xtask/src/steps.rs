//! `cargo xtask test`: all that must hold before a change is shared, one step after the other.

use crate::browser_tests::browser_tests;
use crate::build::Options;
use crate::process::{cargo, command, output, root, run};
use crate::{setup, size};
use anyhow::{Context, Result, bail};
use std::time::Instant;

/// A step: its name on the command line, its heading, and what it does.
struct Step {
    name: &'static str,
    heading: &'static str,
    run: fn() -> Result<()>,
}

/// The steps, those that fail fastest first.
const STEPS: [Step; 9] = [
    Step {
        name: "set-up",
        heading: "Set-up: the wasm targets, npm packages, linters, Python, Chromium",
        run: setup::for_tests,
    },
    Step {
        name: "format",
        heading: "Formatting: rustfmt",
        run: format,
    },
    Step {
        name: "clippy",
        heading: "Lints: clippy over everything, natively",
        run: clippy,
    },
    Step {
        name: "clippy-wasm",
        heading: "Lints: clippy over the page and its worker, for wasm",
        run: clippy_wasm,
    },
    Step {
        name: "native",
        heading: "Native tests, the content check among them",
        run: native,
    },
    Step {
        name: "size",
        heading: "The release build and its size",
        run: build_and_size,
    },
    Step {
        name: "web",
        heading: "The editor and the sandbox by themselves, in Chromium",
        run: web,
    },
    Step {
        name: "answers",
        heading: "Every answer of the exercise folders, judged by the page itself",
        run: answers,
    },
    Step {
        name: "journeys",
        heading: "Browser journeys",
        run: journeys,
    },
];

/// The names of the steps, as the usage text lists them.
#[must_use]
pub(crate) fn names() -> String {
    STEPS.map(|step| step.name).join(", ")
}

/// Runs all steps, or the one of that name. The first failure ends it; the last line printed counts.
pub(crate) fn test(only: Option<&str>) -> Result<()> {
    let chosen: Vec<&Step> = STEPS
        .iter()
        .filter(|step| only.is_none_or(|name| name == step.name))
        .collect();
    if chosen.is_empty() {
        bail!("--only: there is no such step; there are {}", names());
    }
    run_steps(&chosen)
}

fn run_steps(steps: &[&Step]) -> Result<()> {
    for (passed, step) in steps.iter().enumerate() {
        println!("\n== {} ({})", step.heading, step.name);
        let started = Instant::now();
        let result = (step.run)();
        let seconds = started.elapsed().as_secs_f64();
        if let Err(error) = result {
            println!("-- failed after {seconds:.1} s: {error:#}");
            println!("\n{passed} passed, 1 failed");
            // Told above; a last line of another kind would hide the count.
            return Err(Quiet.into());
        }
        println!("-- passed in {seconds:.1} s");
    }
    println!("\n{} passed, 0 failed", steps.len());
    Ok(())
}

/// An error whose reason has been printed already.
#[derive(Debug)]
pub(crate) struct Quiet;

impl std::fmt::Display for Quiet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a step failed")
    }
}

impl std::error::Error for Quiet {}

/// Exercises are reached through a generated registry that `cargo fmt` doesn't follow, so files are named one by one.
fn format() -> Result<()> {
    let listed = output(command("git").args(["ls-files", "-z", "*.rs"]))
        .context("listing the sources: is this a git checkout?")?;
    // A file that is deleted but not committed yet is still listed.
    let files: Vec<&str> = listed
        .split('\0')
        .filter(|file| !file.is_empty() && root().join(file).is_file())
        .collect();
    if files.is_empty() {
        bail!("git lists no Rust file");
    }
    run(command("rustfmt")
        .args(["--check", "--edition", "2024", "--config-path", "."])
        .args(&files))
    .context("not all files are formatted: run rustfmt --edition 2024 on them")
}

fn clippy() -> Result<()> {
    run(cargo().args([
        "clippy",
        "--quiet",
        "--workspace",
        "--all-targets",
        "--",
        "-Dwarnings",
    ]))
}

fn clippy_wasm() -> Result<()> {
    run(cargo().args([
        "clippy",
        "--quiet",
        "--target",
        setup::WASM,
        "--package",
        "app",
        "--package",
        "engine",
        "--",
        "-Dwarnings",
    ]))
}

/// Properties are tried on the same inputs each time: what is said of a change must not hang on luck. `cargo test` by itself
/// draws new ones, and `PROPTEST_RNG_SEED` says which these are to be.
fn native() -> Result<()> {
    const SEED: &str = "PROPTEST_RNG_SEED";
    let mut tests = cargo();
    tests.args(["test", "--quiet", "--workspace"]);
    if std::env::var_os(SEED).is_none() {
        tests.env(SEED, "1");
    }
    run(&mut tests)
}

fn build_and_size() -> Result<()> {
    setup::for_build()?;
    size::size()
}

/// Runs the journeys over the release build.
fn journeys() -> Result<()> {
    has_build()?;
    browser_tests(&["tests/journeys"])
}

/// Runs the tests of the TypeScript parts by themselves: the editor, the terminal, the store, the sandbox.
fn web() -> Result<()> {
    run(command("node").args([
        "node_modules/typescript/bin/tsc",
        "--noEmit",
        "-p",
        "src/web",
    ]))
    .context("the types of src/web don't hold")?;
    browser_tests(&["tests/web", "tests/sandbox"])
}

/// Judges starters, model answers and wrong answers in the release build, by the sandbox and judge that learners meet.
fn answers() -> Result<()> {
    has_build()?;
    browser_tests(&["tests/content"])
}

/// That there is a release build.
fn has_build() -> Result<()> {
    let dist = Options::release().out;
    if !dist.join("sw.js").is_file() {
        bail!("{} holds no build: run `cargo xtask build`", dist.display());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    #[test]
    fn a_step_that_does_not_exist_is_an_error_that_lists_those_that_do() {
        let error = test(Some("tests")).unwrap_err().to_string();
        assert!(error.contains("journeys"), "{error}");
    }

    #[test]
    fn the_first_failure_ends_the_run() {
        static RAN: AtomicU32 = AtomicU32::new(0);
        fn count() -> Result<()> {
            RAN.fetch_add(1, Ordering::Relaxed);
            Ok(())
        }
        let step = |run| Step {
            name: "x",
            heading: "x",
            run,
        };
        let (good, bad) = (step(count), step(|| bail!("no")));
        assert!(run_steps(&[&good, &good]).is_ok());
        assert_eq!(RAN.load(Ordering::Relaxed), 2);
        assert!(run_steps(&[&bad, &good]).is_err());
        assert_eq!(RAN.load(Ordering::Relaxed), 2);
    }
}
