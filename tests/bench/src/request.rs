//! The engine's messages, for harnesses that are not written in Rust.

use anyhow::{Context, Result};
use contract::message::{Mount, Origin, Request, Source};
use std::fmt::Write;

/// The message that runs an exercise, in hexadecimal. With an empty URL it sees no files.
pub(crate) fn run(exercise: &str, url: &str, path: &str, args: &[&str]) -> Result<String> {
    let mount = Mount {
        from: Origin::Url(url.to_owned()),
        at: path.to_owned(),
        unpack: false,
    };
    let request = Request::Run {
        id: 1,
        exercise: exercise.to_owned(),
        args: args.iter().map(|&arg| arg.to_owned()).collect(),
        source: Source {
            mounts: if url.is_empty() { vec![] } else { vec![mount] },
        },
    };
    let bytes = postcard::to_allocvec(&request).context("writing the message")?;
    let mut hex = String::new();
    for byte in bytes {
        write!(hex, "{byte:02x}")?;
    }
    Ok(hex)
}
