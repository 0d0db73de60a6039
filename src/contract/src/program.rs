//! What a program sees ([`Io`]) and how it ends ([`Failure`]).

use crate::files::{Files, MemoryFiles};
use crate::report::Report;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, BufRead, Write};

/// How far a run has come, in the units of its input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Bytes (or steps) done.
    pub done: u64,
    /// Bytes (or steps) in all; 0 when unknown.
    pub total: u64,
}

/// Everything a reference implementation may touch.
pub struct Io<'a> {
    /// The arguments after the program's name.
    pub args: &'a [String],
    /// The environment.
    pub env: &'a BTreeMap<String, String>,
    /// The files it may read.
    pub files: &'a dyn Files,
    /// Standard input.
    pub stdin: &'a mut dyn BufRead,
    /// Standard output. Writers are buffered by the caller.
    pub stdout: &'a mut dyn Write,
    /// Standard error: warnings and summaries. Failures are returned, not written.
    pub stderr: &'a mut dyn Write,
    /// Where the report goes, when somebody watches. `None` on the command line: build nothing then.
    pub report: Option<&'a mut Report>,
    /// Told from time to time how far the run has come. Cheap to call every 64 KiB or 10,000 steps, not every line.
    pub progress: &'a mut dyn FnMut(Progress),
}

/// Why a program could not do its work: goes to stderr as `NAME: MESSAGE`, with a non-zero exit status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The exit status, never 0.
    pub status: u8,
    /// What is wrong, where (file and line), and what to do about it.
    pub message: String,
}

impl Failure {
    /// A failure with exit status 1.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            status: 1,
            message: message.into(),
        }
    }

    /// Wrong use of the command line: exit status 2, as GNU tools and bash have it.
    pub fn usage(message: impl Into<String>) -> Self {
        Self {
            status: 2,
            message: message.into(),
        }
    }

    /// The same failure with another exit status (0 is kept as 1: a failure never looks like success).
    #[must_use]
    pub fn with_status(mut self, status: u8) -> Self {
        self.status = status.max(1);
        self
    }

    /// Bad input at a line (counted from 1) of a file.
    pub fn at_line(path: &str, line: u64, message: impl fmt::Display) -> Self {
        Self::new(format!("{path}:{line}: {message}"))
    }

    /// An I/O error on a named file.
    pub fn on_file(path: &str, error: &io::Error) -> Self {
        Self::new(format!("{path}: {error}"))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

/// Errors of `write!(io.stdout, …)`: the reader of our output went away, or the cap on output was reached.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::new(format!("cannot write the output: {error}"))
    }
}

/// One complete input to a program: what a generator gives, a case holds, and a link carries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// The arguments after the program's name.
    pub args: Vec<String>,
    /// The environment.
    #[serde(default)]
    pub env: BTreeMap<String, String>,
    /// Standard input.
    #[serde(default)]
    pub stdin: Vec<u8>,
    /// Files as (path, bytes), in directory order.
    #[serde(default)]
    pub files: Vec<(String, Vec<u8>)>,
}

impl Input {
    /// The files as a tree.
    #[must_use]
    pub fn memory(&self) -> MemoryFiles {
        let mut files = MemoryFiles::new();
        for (path, bytes) in &self.files {
            files.insert(path, bytes.as_slice());
        }
        files
    }
}
