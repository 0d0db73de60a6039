//! The command line: picks the exercise and gives it the host's files and streams.

use crate::host::HostFiles;
use contract::{Io, Report};
use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

/// Bytes of stdout gathered before they are written.
const BUFFER: usize = 64 * 1024;

/// Runs the exercise that the first argument names.
pub(crate) fn main() -> ExitCode {
    let mut args = Vec::new();
    for arg in env::args_os().skip(1) {
        match arg.into_string() {
            Ok(arg) => args.push(arg),
            Err(arg) => return usage(&format!("the argument {} is not UTF-8", shown(&arg))),
        }
    }
    let report_wanted = args.first().is_some_and(|arg| arg == "--report");
    if report_wanted {
        args.remove(0);
    }
    if args.is_empty() || args[0] == "--help" {
        let asked = !args.is_empty();
        let text = overview();
        // Help that was asked for is output; help that was not is an error.
        return if asked && io::stdout().write_all(text.as_bytes()).is_ok() {
            ExitCode::SUCCESS
        } else {
            let _ = io::stderr().write_all(text.as_bytes());
            ExitCode::from(2)
        };
    }
    let name = args.remove(0);
    let Some(reference) = exercises::find(&name) else {
        return usage(&format!("there is no exercise called `{name}`"));
    };
    let env: BTreeMap<String, String> = env::vars_os()
        .filter_map(|(key, value)| Some((key.into_string().ok()?, value.into_string().ok()?)))
        .collect();
    let files = HostFiles::new();
    let (mut stdin, mut stderr) = (io::stdin().lock(), io::stderr().lock());
    let mut stdout = Pipe {
        inner: BufWriter::with_capacity(BUFFER, io::stdout().lock()),
    };
    let mut report = Report::default();
    let status = reference.main(&mut Io {
        args: &args,
        env: &env,
        files: &files,
        stdin: &mut stdin,
        stdout: &mut stdout,
        stderr: &mut stderr,
        report: report_wanted.then_some(&mut report),
        progress: &mut |_| {},
    });
    if report_wanted {
        match serde_json::to_string_pretty(&report) {
            Ok(json) => {
                let _ = writeln!(stdout, "{json}").and_then(|()| stdout.flush());
            }
            Err(error) => return usage(&format!("the report can't be written: {error}")),
        }
    }
    ExitCode::from(status)
}

/// What there is to run.
fn overview() -> String {
    let mut text = "usage: exercises [--report] NAME [options]\n\n".to_owned();
    for reference in exercises::REGISTRY {
        text.push_str(&format!("  {:<12} ({})\n", reference.name, reference.track));
    }
    text.push_str("\n`NAME --help` lists an exercise's options; `--report` prints its report as JSON after the output.\n");
    text
}

fn usage(problem: &str) -> ExitCode {
    let _ = writeln!(io::stderr(), "exercises: {problem}\n\n{}", overview());
    ExitCode::from(2)
}

fn shown(arg: &OsString) -> String {
    arg.to_string_lossy().into_owned()
}

/// Stdout that ends the process quietly when its reader is gone, as `pstree | head -1` expects.
struct Pipe<W: Write> {
    inner: W,
}

impl<W: Write> Pipe<W> {
    fn quietly<T>(result: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &result
            && error.kind() == io::ErrorKind::BrokenPipe
        {
            // 128 + SIGPIPE, what a shell reports for a program killed by it.
            std::process::exit(141);
        }
        result
    }
}

impl<W: Write> Write for Pipe<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Self::quietly(self.inner.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        Self::quietly(self.inner.flush())
    }
}
