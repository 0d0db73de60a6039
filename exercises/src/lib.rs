//! Reference implementations of the exercises.
//!
//! Each lives in its exercise's folder (`TRACK/NAME/solution.rs`) and is found by the build script. All speak the
//! [`contract`]: arguments, environment, stdin and files in; stdout, stderr, an exit status and a report out.

use contract::{Choices, Failure, Input, Io, Report};
use std::io::Write;

pub mod layout;
pub mod unpack;

/// A reference implementation.
pub struct Reference {
    /// The exercise's name, as its folder is called.
    pub name: &'static str,
    /// The track's folder.
    pub track: &'static str,
    /// The usage text: a first line `usage: NAME [options] ...`, then the options.
    pub help: &'static str,
    /// Runs it. The exit status, or why it could not do its work.
    pub run: fn(&mut Io<'_>) -> Result<u8, Failure>,
    /// Makes a random input; `size` grows from 1 (a handful of things) to 100 and bounds how large it may be.
    pub generate: fn(&mut Choices, u32) -> Input,
    /// Makes an input of exactly so many units (those of the manifest's `growth`), always the same for a number, in
    /// which a naive answer shows its quadratic run time.
    pub grow: fn(u64) -> Input,
}

/// How a run ended, and all that it gave.
#[derive(Clone, Debug)]
pub struct Ran {
    /// The exit status.
    pub status: u8,
    /// Standard output.
    pub stdout: Vec<u8>,
    /// Standard error.
    pub stderr: Vec<u8>,
    /// The report; without blocks when none was asked for.
    pub report: Report,
}

// The modules and `REGISTRY`.
include!(concat!(env!("OUT_DIR"), "/registry.rs"));

/// The reference of that name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Reference> {
    REGISTRY.iter().find(|reference| reference.name == name)
}

impl Reference {
    /// Runs as a process would: `--help` answered, a failure's message on stderr as `NAME: MESSAGE`, and the exit
    /// status returned.
    pub fn main(&self, io: &mut Io<'_>) -> u8 {
        if io.args.iter().any(|arg| arg == "--help") {
            return u8::from(io.stdout.write_all(self.help.as_bytes()).is_err());
        }
        let result = (self.run)(io).and_then(|status| {
            io.stdout.flush()?;
            Ok(status)
        });
        match result {
            Ok(status) => status,
            Err(failure) => {
                // What was printed before the failure comes first; if stdout is gone there is nobody to tell.
                let _ = io.stdout.flush();
                let _ = writeln!(io.stderr, "{}: {}", self.name, failure.message);
                failure.status.max(1)
            }
        }
    }

    /// Runs over an input as a process would; `reports` says whether somebody watches.
    #[must_use]
    pub fn ran(&self, input: &Input, reports: bool) -> Ran {
        let (mut stdout, mut stderr, mut report) = (Vec::new(), Vec::new(), Report::default());
        let status = with_io(
            input,
            &mut stdout,
            &mut stderr,
            reports.then_some(&mut report),
            |io| self.main(io),
        );
        Ran {
            status,
            stdout,
            stderr,
            report,
        }
    }
}

/// Calls `run` with an input's arguments, environment, files and stdin, and with the outputs given.
pub fn with_io<T>(
    input: &Input,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
    report: Option<&mut Report>,
    run: impl FnOnce(&mut Io<'_>) -> T,
) -> T {
    run(&mut Io {
        args: &input.args,
        env: &input.env,
        files: &input.memory(),
        stdin: &mut input.stdin.as_slice(),
        stdout,
        stderr,
        report,
        progress: &mut |_| {},
    })
}
