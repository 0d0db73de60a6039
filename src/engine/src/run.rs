//! Runs a reference over files, with capped streams.

use contract::message::{Draw, Ran, Sample};
use contract::{Choices, Files, Input, Io, Progress, Report};
use exercises::Reference;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Bytes of stdout or stderr kept; what comes after is counted and dropped.
const CAP: usize = 1024 * 1024;

/// Seconds for which a measurement of a grown input is repeated.
const MEASURE_SECONDS: f64 = 0.05;

/// Runs `reference` on the arguments and files, telling `progress` how far it is. `seconds` is left at 0 for the
/// caller, who has a clock.
pub(crate) fn run(
    reference: &Reference,
    args: &[String],
    files: &dyn Files,
    progress: &mut dyn FnMut(Progress),
) -> Ran {
    let (mut stdout, mut stderr) = (Capped::default(), Capped::default());
    let mut report = Report::default();
    let status = reference.main(&mut Io {
        args,
        env: &BTreeMap::new(),
        files,
        stdin: &mut io::empty(),
        stdout: &mut stdout,
        stderr: &mut stderr,
        report: Some(&mut report),
        progress,
    });
    Ran {
        status,
        stdout: stdout.kept,
        stdout_dropped: stdout.dropped,
        stderr: stderr.kept,
        report,
        seconds: 0.0,
    }
}

/// Makes an input, and runs `reference` on it without a report. `clock` gives seconds.
pub(crate) fn sample(reference: &Reference, draw: &Draw, clock: &dyn Fn() -> f64) -> Sample {
    let (input, drawn) = draw_input(reference, draw);
    let files = input.memory();
    let mut best: Option<Sample> = None;
    let begun = clock();
    loop {
        let (mut stdout, mut stderr) = (Capped::default(), Capped::default());
        let started = clock();
        let status = reference.main(&mut Io {
            args: &input.args,
            env: &input.env,
            files: &files,
            stdin: &mut input.stdin.as_slice(),
            stdout: &mut stdout,
            stderr: &mut stderr,
            report: None,
            progress: &mut |_| {},
        });
        let ended = clock();
        let seconds = ended - started;
        let least = best
            .as_ref()
            .map_or(seconds, |best| seconds.min(best.seconds));
        best = Some(Sample {
            input: Input::default(),
            drawn: Vec::new(),
            status,
            stdout: stdout.kept,
            stderr: stderr.kept,
            seconds: least,
        });
        // A measurement is repeated while it is cheap: the first run finds cold caches.
        if !matches!(draw, Draw::Grown(_)) || ended - begun > MEASURE_SECONDS {
            break;
        }
    }
    Sample {
        input,
        drawn,
        ..best.unwrap_or_default()
    }
}

/// The input that is asked for, and the choices that made it.
fn draw_input(reference: &Reference, draw: &Draw) -> (Input, Vec<u64>) {
    let (mut choices, size) = match draw {
        Draw::Grown(n) => return ((reference.grow)(*n), Vec::new()),
        Draw::Seed { seed, size } => (Choices::seeded(*seed), *size),
        Draw::Choices { choices, size } => (Choices::replay(choices.clone()), *size),
    };
    let input = (reference.generate)(&mut choices, size);
    (input, choices.drawn().to_vec())
}

/// A writer that keeps the first [`CAP`] bytes and counts the rest.
#[derive(Default)]
struct Capped {
    kept: Vec<u8>,
    dropped: u64,
}

impl Write for Capped {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = CAP.saturating_sub(self.kept.len()).min(bytes.len());
        let (kept, dropped) = bytes.split_at(room);
        self.kept.extend_from_slice(kept);
        self.dropped += dropped.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{Choices, Failure, Input, MemoryFiles};

    fn noisy(io: &mut Io<'_>) -> Result<u8, Failure> {
        for _ in 0..CAP {
            io.stdout.write_all(b"12")?;
        }
        (io.progress)(Progress { done: 1, total: 1 });
        Err(Failure::at_line("a.log", 3, "no"))
    }

    const NOISY: Reference = Reference {
        name: "noisy",
        track: "none",
        help: "usage: noisy\n",
        run: noisy,
        generate: |choices: &mut Choices, size| Input {
            args: vec![choices.below(u64::from(size)).to_string()],
            ..Input::default()
        },
        grow: |n| Input {
            args: vec![n.to_string()],
            ..Input::default()
        },
    };

    #[test]
    fn a_seed_and_its_choices_make_the_same_sample() {
        let seconds = std::cell::Cell::new(0.0);
        let clock = || {
            seconds.set(seconds.get() + 1.0);
            seconds.get()
        };
        let seeded = sample(
            &NOISY,
            &Draw::Seed {
                seed: 4_127,
                size: 28,
            },
            &clock,
        );
        let size = 28;
        let choices = seeded.drawn.clone();
        let replayed = sample(&NOISY, &Draw::Choices { choices, size }, &clock);
        assert_eq!(seeded, replayed);
        assert_eq!(seeded.stderr, b"noisy: a.log:3: no\n");
        assert_eq!(sample(&NOISY, &Draw::Grown(7), &clock).input.args, ["7"]);
    }

    #[test]
    fn output_is_capped_and_counted_and_failures_are_told() {
        let mut told = 0;
        let ran = run(&NOISY, &[], &MemoryFiles::new(), &mut |_| told += 1);
        assert_eq!(ran.stdout.len(), CAP);
        assert_eq!(ran.stdout_dropped, CAP as u64);
        assert_eq!(ran.stderr, b"noisy: a.log:3: no\n");
        assert_eq!((ran.status, told), (1, 1));
    }
}
