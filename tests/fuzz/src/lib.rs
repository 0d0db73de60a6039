//! What the targets share: running a reference over bytes that mean it no good.

use contract::{Input, Io, Report};
use std::io::{self, Write};

/// What a run may print: no input that libFuzzer makes accounts for more.
const MAX_OUTPUT: usize = 64 * 1024 * 1024;

/// A sink that counts, and panics when there is no end to it.
struct Capped(usize);

impl Write for Capped {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        assert!(self.0 <= MAX_OUTPUT, "prints without end");
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Runs a reference, with a report, and checks that a failure says something. Nothing happens when there is no such
/// exercise.
pub fn run(exercise: &str, input: &Input) {
    let Some(reference) = exercises::find(exercise) else {
        return;
    };
    let mut report = Report::default();
    let ended = (reference.run)(&mut Io {
        args: &input.args,
        env: &input.env,
        files: &input.memory(),
        stdin: &mut input.stdin.as_slice(),
        stdout: &mut Capped(0),
        stderr: &mut Capped(0),
        report: Some(&mut report),
        progress: &mut |_| {},
    });
    if let Err(failure) = ended {
        assert!(
            failure.status != 0 && !failure.message.trim().is_empty(),
            "{failure:?}"
        );
    }
}

/// Takes the arguments that the first byte chooses off the bytes; they are separated by spaces.
pub fn choose<'a>(data: &'a [u8], lines: &[&str]) -> (Vec<String>, &'a [u8]) {
    let (first, rest) = data.split_first().unwrap_or((&0, &[]));
    let line = lines
        .get(usize::from(*first) % lines.len().max(1))
        .unwrap_or(&"");
    (line.split_whitespace().map(str::to_owned).collect(), rest)
}

/// Runs a reference whose input is one file.
pub fn run_on_file(exercise: &str, data: &[u8], lines: &[&str]) {
    let (mut args, bytes) = choose(data, lines);
    args.push("input".to_owned());
    let input = Input {
        args,
        files: vec![("input".to_owned(), bytes.to_vec())],
        ..Input::default()
    };
    run(exercise, &input);
}
