//! Reference implementations of the exercises.
//!
//! Each lives in its exercise's folder (`TRACK/NAME/solution.rs`) and is found by the build script. All speak the
//! [`contract`]: arguments, environment, stdin and files in; stdout, stderr, an exit status and a report out.

use contract::{Choices, Failure, Input, Io};

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
}
