//! The command line.

use crate::build::{self, Options};
use crate::process::root;
use crate::{serve, setup};
use anyhow::{Context, Result, bail};
use lexopt::prelude::*;
use std::path::PathBuf;
use std::process::ExitCode;

const HELP: &str = "\
usage: cargo xtask COMMAND [options]

  serve [--port 8080] [--open] [--release]
                         set up, build, serve on 127.0.0.1, rebuild and reload on a change
  build [--debug] [--out dist]
                         set up, write the static files of the page
";

/// Runs what the command line asks for.
pub(crate) fn main() -> ExitCode {
    match command() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn command() -> Result<()> {
    let mut args = lexopt::Parser::from_env();
    let command = match args.next()? {
        Some(Value(command)) => command.string()?,
        None | Some(Long("help") | Short('h')) => {
            print!("{HELP}");
            return Ok(());
        }
        Some(other) => return Err(other.unexpected().into()),
    };
    match command.as_str() {
        "serve" => run_serve(args),
        "build" => run_build(args),
        "help" => {
            print!("{HELP}");
            Ok(())
        }
        other => bail!("no command {other:?}\n\n{HELP}"),
    }
}

fn run_serve(mut args: lexopt::Parser) -> Result<()> {
    let (mut port, mut open, mut release) = (8080, false, false);
    while let Some(arg) = args.next()? {
        match arg {
            Long("port") => {
                port = args
                    .value()?
                    .parse()
                    .context("--port: a number up to 65535")?
            }
            Long("open") => open = true,
            Long("release") => release = true,
            Long("help") => {
                print!("{HELP}");
                return Ok(());
            }
            other => return Err(other.unexpected().into()),
        }
    }
    serve::serve(port, open, release)
}

fn run_build(mut args: lexopt::Parser) -> Result<()> {
    let mut options = Options {
        release: true,
        out: root().join("dist"),
        offline: true,
    };
    while let Some(arg) = args.next()? {
        match arg {
            Long("debug") => options.release = false,
            Long("out") => options.out = PathBuf::from(args.value()?),
            Long("help") => {
                print!("{HELP}");
                return Ok(());
            }
            other => return Err(other.unexpected().into()),
        }
    }
    setup::for_build()?;
    build::build(&options)
}
