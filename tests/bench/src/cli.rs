//! The command line. What measures prints `SECONDS RESULT`: the result tells whether both sides did the same work.

use crate::{cliques, clock, lru_cache, processes, queue, request, unpack};
use anyhow::{Context, Result, bail};
use lexopt::prelude::*;
use std::io::{self, Write};
use std::process::ExitCode;

const HELP: &str = "\
usage: bench COMMAND ...

  graph N P                        prints the edges of the random graph of seed 1
  cliques ours|petgraph FILE       finds the maximal cliques of an edge list
  trace FILE COUNT                 writes Zipf-distributed key numbers, 32 bits each, little-endian
  lru ours|lru|lru-fx u64|string CAPACITY FILE
                                   runs a trace through a cache
  operations COUNT                 prints an operations file for lru-cache
  processes FOLDER COUNT           writes files like those of /proc
  queue SLOTS SERVICE UTILISATION SECONDS WAIT
                                   simulates an M/M/c queue whose mean wait is known
  unpack BUNDLE FOLDER             writes the files that a bundle holds
  time FILE PROGRAM [ARGUMENT...]  runs a program with its output in a file
  request EXERCISE URL PATH [ARGUMENT...]
                                   prints, in hexadecimal, the engine's message for a run
                                   that sees the URL's content at the path
";

/// Runs what the command line asks for.
pub(crate) fn main() -> ExitCode {
    match command() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody to tell when stderr is gone.
            let _ = writeln!(io::stderr(), "bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn command() -> Result<()> {
    // Everything is positional; what follows a program or an exercise may begin with a dash.
    let words = lexopt::Parser::from_env()
        .raw_args()?
        .map(|word| {
            word.string()
                .map_err(|word| anyhow::anyhow!("{word:?} is not UTF-8"))
        })
        .collect::<Result<Vec<String>>>()?;
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let text = match words.as_slice() {
        ["graph", n, p] => cliques::edges(number(n)?, p.parse().context("P is a probability")?),
        ["cliques", with, file] => cliques::measure(with, file)?.to_string(),
        ["trace", file, count] => {
            lru_cache::write_trace(file, number(count)?)?;
            return Ok(());
        }
        ["lru", with, keys, capacity, file] => {
            lru_cache::measure(with, keys, number(capacity)?, file)?.to_string()
        }
        ["operations", count] => lru_cache::operations(number(count)?),
        ["processes", folder, count] => {
            processes::write(folder, number(count)?)?;
            return Ok(());
        }
        ["queue", slots, service, utilisation, seconds, wait] => {
            let [service, utilisation, seconds, wait] =
                [service, utilisation, seconds, wait].map(|word| {
                    word.parse::<f64>()
                        .with_context(|| format!("{word:?} is not a number"))
                });
            queue::measure(number(slots)?, service?, utilisation?, seconds?, wait?)?.to_string()
        }
        ["unpack", bundle, folder] => {
            unpack::write(bundle, folder)?;
            return Ok(());
        }
        ["time", file, program, args @ ..] => clock::program(file, program, args)?.to_string(),
        ["request", exercise, url, path, args @ ..] => request::run(exercise, url, path, args)?,
        ["--help" | "help"] => HELP.to_owned(),
        _ => bail!("wrong arguments\n\n{HELP}"),
    };
    io::stdout().write_all(text.as_bytes())?;
    Ok(())
}

fn number(word: &str) -> Result<u32> {
    word.parse()
        .with_context(|| format!("{word:?} is not a number"))
}
