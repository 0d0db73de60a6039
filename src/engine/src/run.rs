//! Runs a reference over files, with capped streams.

use contract::message::Ran;
use contract::{Files, Io, Progress, Report};
use exercises::Reference;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Bytes of stdout or stderr kept; what comes after is counted and dropped.
const CAP: usize = 1024 * 1024;

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
        generate: |_: &mut Choices, _| Input::default(),
    };

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
