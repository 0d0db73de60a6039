//! Cliques of a graph: all maximal ones, the largest, and how many there are of each size against what chance gives.

use contract::{Failure, Io};

#[path = "solution/budget.rs"]
mod budget;
#[path = "solution/counting.rs"]
mod counting;
#[path = "solution/draw.rs"]
mod draw;
#[path = "solution/findings.rs"]
mod findings;
#[path = "solution/generate.rs"]
mod generate;
#[path = "solution/graph.rs"]
mod graph;
#[path = "solution/grow.rs"]
mod grow;
#[path = "solution/local.rs"]
mod local;
#[path = "solution/maximal.rs"]
mod maximal;
#[path = "solution/maximum.rs"]
mod maximum;
#[path = "solution/options.rs"]
mod options;
#[path = "solution/order.rs"]
mod order;
#[path = "solution/print.rs"]
mod print;
#[cfg(test)]
#[path = "solution/tests.rs"]
mod tests;

pub use budget::Budget;
pub use counting::count_cliques;
pub use generate::generate;
pub use graph::{MOST_RANDOM, Named, random, read};
pub use grow::grow;
pub use maximal::{maximal_cliques, visit_maximal};
pub use maximum::maximum_cliques;
pub use order::Ordered;

use findings::Findings;
use options::Source;

/// The usage text.
pub const HELP: &str = "\
usage: clique [--list | --count | --max] [--limit N] [FILE]
       clique [--list | --count | --max] [--limit N] --random N P [--seed S]

Reads an edge list (`a b` is an edge, `a` alone a vertex, `#` begins a comment; plain or gzip) from FILE or standard
input, and prints what cliques it has: facts about the graph, then how many cliques there are of each size (maximal or
not) and how many a random graph of the same density would have.

  --list         print the maximal cliques instead, one on a line
  --count        print only the counts by size
  --max          print only the largest cliques
  --random N P   the random graph G(N, P) instead of a file (also `N,P`); a FILE given too is not read
  --seed S       the random graph's seed; 1 unless given
  --limit N      at most N expansions in a search (10000000 unless given, 0 for no limit)
  --help         print this

Exit status: 0 when done, 1 when the input can't be read, 2 for wrong usage, 3 when the limit was reached: stderr then
says what was found so far, and --list, --count and --max print that much of it.
";

/// Exit status when the limit was reached.
const INCOMPLETE: u8 = 3;

/// Runs it; see [`HELP`].
///
/// # Errors
/// Wrong usage (status 2), an edge list that can't be read or understood (status 1).
pub fn run(io: &mut Io<'_>) -> Result<u8, Failure> {
    let options = options::parse(io.args)?;
    let (named, p) = load(io, &options.source)?;
    let found = Findings::search(io, &options, &named);
    let complete = print::findings(io.stdout, options.mode, &named, p, &found)?;
    if let Some(report) = io.report.as_deref_mut() {
        draw::report(report, &named, p, &options, &found);
    }
    if complete {
        return Ok(0);
    }
    writeln!(
        io.stderr,
        "clique: stopped after {} expansions, before the search was done (raise --limit); so far: {}",
        options.limit,
        found.so_far(&named)
    )?;
    Ok(INCOMPLETE)
}

/// The graph, and the probability of an edge that its counts are held against.
fn load(io: &mut Io<'_>, source: &Source) -> Result<(Named, f64), Failure> {
    let named = match source {
        Source::Random { n, p, seed } => return Ok((random(*n, *p, *seed), *p)),
        Source::File(path) => {
            let file = io
                .files
                .open(path)
                .map_err(|error| Failure::on_file(path, &error))?;
            read(path, file)?
        }
        Source::Stdin => read("standard input", &mut *io.stdin)?,
    };
    let density = named.density();
    Ok((named, density))
}
