//! The command line.

use contract::Failure;
use lexopt::prelude::*;
use std::collections::BTreeMap;

/// The usage text.
pub const HELP: &str = "\
usage: pstree [options] [PID]

Display the processes of a captured /proc as a tree, as pstree (psmisc 23.6) does.

  -a, --arguments     show command line arguments
  -A, --ascii         use ASCII line drawing characters (the default)
  -c, --compact-not   don't merge identical subtrees
  -l, --long          don't cut lines at the output's width
  -n, --numeric-sort  sort by PID instead of by name
  -p, --show-pids     show PIDs; nothing is merged then
  -t, --thread-names  show the threads' own names
  -T, --hide-threads  hide threads, show only processes
  -U, --unicode       use Unicode line drawing characters
      --root DIR      the captured /proc: a directory, a .bundle or a .tar (default: /proc)
      --help          show this

PID is where the tree starts; the default is 1. Lines are cut at 132 columns, or at $COLUMNS.
";

/// The width of the output in columns where nothing says otherwise, as psmisc has it for a stdout without a terminal.
const DEFAULT_WIDTH: i64 = 132;

/// What the command line asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Options {
    /// `-a`: one process per line, with its arguments.
    pub(super) arguments: bool,
    /// Neither `-c` nor `-p`: identical siblings become one, with a count.
    pub(super) compact: bool,
    /// `-n`: siblings by PID.
    pub(super) by_pid: bool,
    /// `-p`: PIDs after the names.
    pub(super) pids: bool,
    /// `-t`: a thread's own name, not its process's.
    pub(super) thread_names: bool,
    /// `-T`: no threads.
    pub(super) hide_threads: bool,
    /// `-U`: Unicode line drawing characters.
    pub(super) unicode: bool,
    /// Columns of a line; `None` with `-l`.
    pub(super) width: Option<i64>,
    /// The captured /proc.
    pub(super) root: String,
    /// The PID (or TID) where the tree starts.
    pub(super) start: i32,
}

/// Reads the arguments, and `COLUMNS` of the environment.
///
/// # Errors
/// [`Failure::usage`] on an unknown option, a PID that is none, or a second operand.
pub(super) fn parse(args: &[String], env: &BTreeMap<String, String>) -> Result<Options, Failure> {
    let mut options = Options {
        arguments: false,
        compact: true,
        by_pid: false,
        pids: false,
        thread_names: false,
        hide_threads: false,
        unicode: false,
        width: Some(width(env)),
        root: "/proc".to_owned(),
        start: 1,
    };
    let mut start = None;
    let mut parser = lexopt::Parser::from_args(args);
    let usage = |error: lexopt::Error| Failure::usage(format!("{error} (try --help)"));
    while let Some(argument) = parser.next().map_err(usage)? {
        match argument {
            Short('a') | Long("arguments") => options.arguments = true,
            // The last of -A and -U counts.
            Short('A') | Long("ascii") => options.unicode = false,
            Short('U') | Long("unicode") => options.unicode = true,
            Short('c') | Long("compact-not") => options.compact = false,
            Short('l') | Long("long") => options.width = None,
            Short('n') | Long("numeric-sort") => options.by_pid = true,
            Short('p') | Long("show-pids") => {
                options.pids = true;
                options.compact = false;
            }
            Short('t') | Long("thread-names") => options.thread_names = true,
            Short('T') | Long("hide-threads") => options.hide_threads = true,
            Long("root") => {
                options.root = parser.value().and_then(ValueExt::string).map_err(usage)?;
            }
            Value(value) if start.is_none() => {
                let text = value.to_string_lossy();
                let pid = text
                    .bytes()
                    .all(|byte| byte.is_ascii_digit())
                    .then(|| text.parse().ok());
                start = pid.flatten();
                if start.is_none() {
                    return Err(Failure::usage(format!(
                        "`{text}` is not a PID (try --help)"
                    )));
                }
            }
            other => return Err(usage(other.unexpected())),
        }
    }
    options.start = start.unwrap_or(1);
    Ok(options)
}

/// The output's width: `COLUMNS` when it is a positive number that fits a C int.
fn width(env: &BTreeMap<String, String>) -> i64 {
    env.get("COLUMNS")
        .and_then(|columns| columns.parse().ok())
        .filter(|&columns| 0 < columns && columns < i64::from(i32::MAX))
        .unwrap_or(DEFAULT_WIDTH)
}
