//! Taking the time.

use anyhow::{Context, Result, bail};
use std::fmt;
use std::fs::File;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Work that is over sooner is repeated until this much time has passed.
const LEAST: Duration = Duration::from_millis(150);

/// How long something took, and what came of it.
pub(crate) struct Measured {
    seconds: f64,
    result: String,
}

impl fmt::Display for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:.9} {}", self.seconds, self.result)
    }
}

/// Runs work as often as fits in [`LEAST`], at least once; the mean time and the last result. Giving back what the work
/// made is not part of it.
pub(crate) fn repeated<T>(mut work: impl FnMut() -> T, result: impl Fn(&T) -> String) -> Measured {
    let mut spent = Duration::ZERO;
    let mut times = 0_u32;
    loop {
        let started = Instant::now();
        let made = work();
        spent += started.elapsed();
        times += 1;
        if spent >= LEAST {
            return Measured {
                seconds: spent.as_secs_f64() / f64::from(times),
                result: result(&made),
            };
        }
    }
}

/// Runs a program from start to end; its stdout goes to a file.
pub(crate) fn program(file: &str, program: &str, args: &[&str]) -> Result<Measured> {
    let out = File::create(file).with_context(|| format!("writing {file}"))?;
    let mut command = Command::new(program);
    command.args(args).stdin(Stdio::null()).stdout(out);
    let started = Instant::now();
    let status = command
        .status()
        .with_context(|| format!("starting {program}"))?;
    let seconds = started.elapsed().as_secs_f64();
    if !status.success() {
        bail!("{program} failed ({status})");
    }
    let bytes = std::fs::metadata(file).with_context(|| format!("reading {file}"))?;
    Ok(Measured {
        seconds,
        result: bytes.len().to_string(),
    })
}
