//! The command line.

use crate::build::{self, Options};
use crate::{bench, serve, setup, size, skeleton, steps};
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
  size                   build, show what is loaded and when; fails above the budget
  new-exercise TRACK/NAME
                         write the folder of a new exercise
  test [--only STEP]     set up, check and test everything
  bench [NAME...] [--quick] [--write]
                         set up, measure beside other programs; --write: into docs/bench.md
";

/// Runs what the command line asks for.
pub(crate) fn main() -> ExitCode {
    match command() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            if !error.is::<steps::Quiet>() {
                eprintln!("error: {error:#}");
            }
            ExitCode::FAILURE
        }
    }
}

fn command() -> Result<()> {
    let mut args = lexopt::Parser::from_env();
    let command = match args.next()? {
        Some(Value(command)) => command.string()?,
        None | Some(Long("help") | Short('h')) => return help(),
        Some(other) => return Err(other.unexpected().into()),
    };
    match command.as_str() {
        "serve" => run_serve(args),
        "build" => run_build(args),
        "size" => run_size(args),
        "test" => run_test(args),
        "bench" => run_bench(args),
        "new-exercise" => run_new_exercise(args),
        "help" => help(),
        other => bail!("no command {other:?}\n\n{}", usage()),
    }
}

fn usage() -> String {
    format!(
        "{HELP}                         STEP is one of {}\n                         NAME is one of {}\n",
        steps::names(),
        bench::names()
    )
}

fn help() -> Result<()> {
    print!("{}", usage());
    Ok(())
}

fn run_serve(mut args: lexopt::Parser) -> Result<()> {
    let (mut port, mut open, mut release) = (8080, false, false);
    while let Some(arg) = args.next()? {
        match arg {
            Long("port") => {
                port = args
                    .value()?
                    .parse()
                    .context("--port: a number up to 65535")?;
            }
            Long("open") => open = true,
            Long("release") => release = true,
            Long("help") => return help(),
            other => return Err(other.unexpected().into()),
        }
    }
    serve::serve(port, open, release)
}

fn run_build(mut args: lexopt::Parser) -> Result<()> {
    let mut options = Options::release();
    while let Some(arg) = args.next()? {
        match arg {
            Long("debug") => options.release = false,
            Long("out") => options.out = PathBuf::from(args.value()?),
            Long("help") => return help(),
            other => return Err(other.unexpected().into()),
        }
    }
    setup::for_build()?;
    build::build(&options)
}

fn run_size(mut args: lexopt::Parser) -> Result<()> {
    match args.next()? {
        None => {}
        Some(Long("help")) => return help(),
        Some(other) => return Err(other.unexpected().into()),
    }
    setup::for_build()?;
    size::size()
}

fn run_test(mut args: lexopt::Parser) -> Result<()> {
    let mut only = None;
    while let Some(arg) = args.next()? {
        match arg {
            Long("only") => only = Some(args.value()?.string()?),
            Long("help") => return help(),
            other => return Err(other.unexpected().into()),
        }
    }
    steps::test(only.as_deref())
}

fn run_bench(mut args: lexopt::Parser) -> Result<()> {
    let mut options = bench::Options::default();
    while let Some(arg) = args.next()? {
        match arg {
            Long("quick") => options.quick = true,
            Long("write") => options.write = true,
            Long("help") => return help(),
            Value(name) => options.names.push(name.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    bench::bench(&options)
}

fn run_new_exercise(mut args: lexopt::Parser) -> Result<()> {
    let place = match args.next()? {
        Some(Value(place)) => place.string()?,
        Some(Long("help")) => return help(),
        Some(other) => return Err(other.unexpected().into()),
        None => bail!("name the exercise: cargo xtask new-exercise TRACK/NAME"),
    };
    if let Some(more) = args.next()? {
        return Err(more.unexpected().into());
    }
    skeleton::new_exercise(&place)
}
