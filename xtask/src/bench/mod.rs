//! `cargo xtask bench`: the references beside other programs of the same purpose, measured in turns within one run, so that
//! what is printed are ratios that mean something on any machine.

mod browser;
mod cliques;
mod logs;
mod lru;
mod processes;
mod queue;
mod rounds;
mod sketch;
mod table;
mod tools;
mod versions;
mod writing;

use crate::process::root;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::PathBuf;
use std::time::Instant;
use table::Row;
use tools::Tools;
use versions::Versions;

/// What to measure, and how.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    /// The parts to run; all of them when empty.
    pub(crate) names: Vec<String>,
    /// Less input and fewer rounds: good for a look, not for a claim.
    pub(crate) quick: bool,
    /// Also write the table into [`PAGE`].
    pub(crate) write: bool,
}

/// Where `--write` puts the table.
const PAGE: &str = "docs/bench.md";

/// A part: its name on the command line, and what it measures.
type Part = (&'static str, fn(&mut Bench) -> Result<Vec<Row>>);

const PARTS: [Part; 8] = [
    ("log-filter", logs::measure),
    ("clique", cliques::measure),
    ("lru-cache", lru::measure),
    ("pstree", processes::measure),
    ("simulation", queue::measure),
    ("browser", browser::measure),
    ("writing", writing::measure),
    ("sketch", sketch::measure),
];

/// What the parts share.
struct Bench {
    tools: Tools,
    versions: Versions,
    quick: bool,
    /// Interleaved rounds; medians are over these.
    rounds: usize,
}

impl Bench {
    /// The larger number in a full run, the smaller in a quick one.
    fn size<T>(&self, full: T, quick: T) -> T {
        if self.quick { quick } else { full }
    }
}

/// The names of the parts, as the usage text lists them.
#[must_use]
pub(crate) fn names() -> String {
    PARTS.map(|(name, _)| name).join(", ")
}

/// Measures, prints the table, and writes it where asked.
///
/// # Errors
/// Unknown names; whatever stands in the way of building or running our own side. What is missing of the others is said in
/// the table.
pub(crate) fn bench(options: &Options) -> Result<()> {
    if let Some(name) = options
        .names
        .iter()
        .find(|name| !PARTS.iter().any(|(part, _)| part == name))
    {
        bail!(
            "there is nothing called {name:?} to measure; there are {}",
            names()
        );
    }
    let mut bench = Bench {
        tools: Tools::set_up()?,
        versions: Versions::new()?,
        quick: options.quick,
        rounds: if options.quick { 5 } else { 7 },
    };
    let started = Instant::now();
    let mut rows = Vec::new();
    for (name, measure) in PARTS {
        if options.names.is_empty() || options.names.iter().any(|wanted| wanted == name) {
            println!("Measuring {name}");
            rows.extend(measure(&mut bench).with_context(|| format!("measuring {name}"))?);
        }
    }
    println!("\n{}", table::plain(&rows));
    println!(
        "Measured in {:.0} s, {} rounds, {}.\n{}.",
        started.elapsed().as_secs_f64(),
        bench.rounds,
        versions::machine(),
        bench.versions.sentence()
    );
    if options.write {
        if options.quick || !options.names.is_empty() {
            bail!("--write is for full runs, without --quick and names");
        }
        write(&bench, &rows)?;
    }
    Ok(())
}

fn write(bench: &Bench, rows: &[Row]) -> Result<()> {
    let text = format!(
        "# How fast\n\n\
         Written by `cargo xtask bench --write`, which sets up what it needs and measures all of this again. Each row was measured \
         side by side: {} rounds where nothing else is said of it, ours and the others in turns, medians of them. A ratio is their \
         time over ours, so more is better; where results can be compared, both sides were held to the same. Measured on {}.\n\n\
         {}\n\
         {}\n\
         Versions: {}.\n",
        bench.rounds,
        versions::machine(),
        table::markdown(rows),
        NOTES,
        bench.versions.sentence()
    );
    let path: PathBuf = root().join(PAGE);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    }
    fs::write(&path, text).with_context(|| format!("writing {PAGE}"))?;
    println!("Wrote {PAGE}");
    Ok(())
}

/// What one has to know to read the rows.
const NOTES: &str = include_str!("notes.md");
