//! Filters access logs, syslog and JSON lines: by pattern, by field, by time; prints lines, counts, the most frequent
//! values, or a histogram.
//!
//! Lines stream through one buffer. A pattern is searched for in whole blocks, and only the lines that it lets through
//! are taken apart, and only as far as the conditions ask.

use contract::{Choices, Failure, Input, Io};

#[path = "solution/access.rs"]
mod access;
#[path = "solution/condition.rs"]
mod condition;
#[path = "solution/file.rs"]
mod file;
#[path = "solution/format.rs"]
mod format;
#[path = "solution/generate.rs"]
mod generator;
#[path = "solution/grow.rs"]
mod grow;
#[path = "solution/json.rs"]
mod json;
#[path = "solution/options.rs"]
mod options;
#[cfg(test)]
#[path = "solution/oracle.rs"]
mod oracle;
#[path = "solution/paint.rs"]
mod paint;
#[path = "solution/pattern.rs"]
mod pattern;
#[path = "solution/reader.rs"]
mod reader;
#[path = "solution/record.rs"]
mod record;
#[path = "solution/scan.rs"]
mod scan;
#[path = "solution/syslog.rs"]
mod syslog;
#[path = "solution/tally.rs"]
mod tally;
#[path = "solution/time.rs"]
mod time;
#[path = "solution/view.rs"]
mod view;
#[path = "solution/words.rs"]
mod words;

pub use grow::grow;

/// The usage text.
pub const HELP: &str = "\
usage: log-filter [options] [FILE ...]

Prints the lines of logs (plain or gzip; - or no FILE: standard input) that match.

  -m, --match PATTERN      lines that match the regular expression
  -v, --invert             lines that do not match it
  -i, --ignore-case        in --match, ~ and !~
  -w, --where COND         lines whose field meets a condition: status>=500, path~^/api,
                           method!=GET; = != ~ !~ < <= > >=. Repeat for AND
      --since TIME         from this time on (RFC 3339: 2025-03-18T08:30:00Z)
      --until TIME         before this time
  -f, --format NAME        auto, combined, common, rfc3164, rfc5424, json
      --year YEAR          the year in which an RFC 3164 file begins
      --time-field NAME    where a JSON line keeps its time
  -c, --count              print the number of lines
  -t, --top FIELD          print the most frequent values of a field
  -n N                     how many of them (10)
      --histogram INTERVAL print the number of lines per 30s, 5m, 1h or 1d, in UTC
      --malformed          select the lines that are not of the format

Fields:
  combined, common   addr ident user time request method target path query protocol
                     status bytes; combined also: referer agent
  rfc3164, rfc5424   pri facility severity time host app pid message;
                     rfc5424 also: msgid sd
  json               the keys of the lines; nested ones as outer.inner

Exit status: 0 when lines were selected, 1 when none was, 2 on an error.
";

/// Filters logs.
///
/// # Errors
/// A [`Failure`] with exit status 2 for wrong options, unreadable files, unknown formats and fields.
pub fn run(io: &mut Io<'_>) -> Result<u8, Failure> {
    // As with grep, 1 says that nothing was found, so trouble of any kind is 2.
    scan::run(io).map_err(|failure| failure.with_status(2))
}

/// A random log and random options.
pub fn generate(choices: &mut Choices, size: u32) -> Input {
    generator::input(choices, size)
}
