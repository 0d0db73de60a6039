//! The command line.

use super::graph::MOST_RANDOM;
use contract::Failure;
use lexopt::{Arg, ValueExt};

/// Expansions that a search may take unless told otherwise: some seconds of work.
const LIMIT: u64 = 10_000_000;

/// What to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// Facts about the graph, and the counts by size.
    Summary,
    /// The maximal cliques.
    List,
    /// The counts by size.
    Count,
    /// The largest cliques.
    Max,
}

/// Where the graph comes from.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Source {
    /// G(n, p).
    Random { n: u32, p: f64, seed: u64 },
    /// An edge list in a file.
    File(String),
    /// An edge list on standard input.
    Stdin,
}

/// The options, checked.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Options {
    pub(super) mode: Mode,
    pub(super) source: Source,
    pub(super) limit: u64,
}

/// Reads the arguments.
///
/// # Errors
/// A usage failure that says what is wrong with which argument.
pub(super) fn parse(args: &[String]) -> Result<Options, Failure> {
    let wrong = |error: lexopt::Error| Failure::usage(format!("{error} (try --help)"));
    let mut parser = lexopt::Parser::from_args(args);
    let (mut mode, mut file, mut limit) = (None, None, LIMIT);
    let (mut random, mut seed) = (None, None);
    while let Some(arg) = parser.next().map_err(wrong)? {
        match arg {
            Arg::Long("list") => choose(&mut mode, Mode::List)?,
            Arg::Long("count") => choose(&mut mode, Mode::Count)?,
            Arg::Long("max") => choose(&mut mode, Mode::Max)?,
            Arg::Long("limit") => {
                limit = number(
                    &text(&mut parser)?,
                    "--limit",
                    "a whole number of expansions",
                )?;
            }
            Arg::Long("seed") => {
                seed = Some(number(
                    &text(&mut parser)?,
                    "--seed",
                    "a whole number below 2^64",
                )?);
            }
            Arg::Long("random") => {
                let both = text(&mut parser)?;
                // `N P`, `N,P` and a quoted "N P" are the same.
                let (n, p) = match both.split_once([',', ' ']) {
                    Some((n, p)) => (n.to_owned(), p.to_owned()),
                    None => (both, text(&mut parser)?),
                };
                random = Some((vertices(n.trim())?, probability(p.trim())?));
            }
            Arg::Value(value) if file.is_none() => file = Some(value.string().map_err(wrong)?),
            other => return Err(wrong(other.unexpected())),
        }
    }
    let source = match (random, file) {
        (Some((n, p)), _) => Source::Random {
            n,
            p,
            seed: seed.unwrap_or(1),
        },
        (None, _) if seed.is_some() => {
            return Err(Failure::usage("--seed has no meaning without --random N P"));
        }
        (None, Some(path)) if path != "-" => Source::File(path),
        (None, _) => Source::Stdin,
    };
    Ok(Options {
        mode: mode.unwrap_or(Mode::Summary),
        source,
        limit: if limit == 0 { u64::MAX } else { limit },
    })
}

fn text(parser: &mut lexopt::Parser) -> Result<String, Failure> {
    parser
        .value()
        .and_then(ValueExt::string)
        .map_err(|error| Failure::usage(format!("{error} (try --help)")))
}

fn choose(mode: &mut Option<Mode>, new: Mode) -> Result<(), Failure> {
    if mode.replace(new).is_some_and(|old| old != new) {
        return Err(Failure::usage(
            "--list, --count and --max exclude each other",
        ));
    }
    Ok(())
}

fn number(text: &str, option: &str, what: &str) -> Result<u64, Failure> {
    text.trim()
        .parse()
        .map_err(|_| Failure::usage(format!("{option}: expected {what}, found `{text}`")))
}

fn vertices(text: &str) -> Result<u32, Failure> {
    text.parse()
        .ok()
        .filter(|n| *n <= MOST_RANDOM)
        .ok_or_else(|| {
            Failure::usage(format!(
                "--random: expected a number of vertices up to {MOST_RANDOM}, found `{text}`"
            ))
        })
}

fn probability(text: &str) -> Result<f64, Failure> {
    text.parse()
        .ok()
        .filter(|p| (0.0..=1.0).contains(p))
        .ok_or_else(|| {
            Failure::usage(format!(
                "--random: expected a probability from 0 to 1, found `{text}`"
            ))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Options, String> {
        let args: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        parse(&args).map_err(|failure| failure.message)
    }

    #[test]
    fn a_random_graph_is_given_in_three_ways() {
        let expected = Source::Random {
            n: 9,
            p: 0.5,
            seed: 7,
        };
        assert_eq!(parsed("--random 9 0.5 --seed 7").unwrap().source, expected);
        assert_eq!(
            parsed("--random=9,0.5 --seed=7 g").unwrap().source,
            expected
        );
        let one = ["--random", "9 0.5", "--seed", "7"].map(str::to_owned);
        assert_eq!(parse(&one).unwrap().source, expected);
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (line, words) in [
            ("--random 9 1.5", "`1.5`"),
            ("--random 9 nan", "`nan`"),
            ("--random -1 0.5", "`-1`"),
            ("--random 5001 0.5", "5000"),
            ("--random 9", "--random"),
            ("--limit x", "`x`"),
            ("--seed 3 g", "--random"),
            ("--list --max g", "exclude"),
            ("--frobnicate", "--frobnicate"),
            ("a b", "b"),
        ] {
            let message = parsed(line).unwrap_err();
            assert!(message.contains(words), "{line}: {message}");
        }
    }

    #[test]
    fn no_limit_is_zero() {
        assert_eq!(parsed("--limit 0").unwrap().limit, u64::MAX);
        assert_eq!(parsed("-").unwrap().source, Source::Stdin);
    }
}
