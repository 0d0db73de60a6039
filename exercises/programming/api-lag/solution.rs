//! api-lag: how long a gateway's requests took, from a log of requests in and responses out; ends as a monitoring
//! check does.

#[path = "solution/blocks.rs"]
mod blocks;
#[path = "solution/chart.rs"]
mod chart;
#[path = "solution/event.rs"]
mod event;
#[path = "solution/generate.rs"]
mod generate;
#[path = "solution/grow.rs"]
mod grow;
#[path = "solution/input.rs"]
mod input;
#[path = "solution/matching.rs"]
mod matching;
#[path = "solution/options.rs"]
mod options;
#[path = "solution/output.rs"]
mod output;
#[path = "solution/percentile.rs"]
mod percentile;
#[path = "solution/timestamp.rs"]
mod timestamp;

use chart::Chart;
use contract::{Failure, Io};
use event::Event;
pub use generate::generate;
pub use grow::grow;
use input::Line;
use matching::{Group, Kept, Matching, Place};
use options::Options;
use percentile::Percent;
use timestamp::Nanos;

/// The usage text.
pub const HELP: &str = "\
usage: api-lag [options] [FILE...]

Matches requests with responses by id in logs of JSON lines (plain or gzip; `-` or no FILE is stdin), and prints the
lag of each group of requests: a monitoring plugin's line first, then a table and lists.

  --by endpoint|path|service  what to group by; endpoint is method and path with {id} for ids (default: endpoint)
  --slow MS                   a lag over MS is slow (default: 1000)
  --timeout MS                a request older than MS without a response is unanswered (default: 10000)
  --now TIME                  when ages are taken: RFC 3339 or epoch milliseconds (default: the latest in the log)
  --warn MS, --crit MS        thresholds for the percentile of the worst group
  --percentile P              the percentile they are for, over 0 and up to 100 (default: 95)
  --list N                    entries printed of each list (default: 10)

Exit status: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN (nothing to measure, wrong use, a file that can't be read).
";

/// How a check ends (Monitoring Plugins development guidelines, "Plugin return codes").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// Within both thresholds.
    Ok = 0,
    /// Over the warning threshold.
    Warning = 1,
    /// Over the critical threshold.
    Critical = 2,
    /// Nothing could be measured.
    Unknown = 3,
}

impl Status {
    fn word(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Warning => "WARNING",
            Self::Critical => "CRITICAL",
            Self::Unknown => "UNKNOWN",
        }
    }
}

/// A line that could not be read.
struct Malformed {
    place: Place,
    problem: String,
    /// Its beginning; kept for reports only.
    text: String,
}

/// A row of the table.
struct Row {
    /// The group's index.
    group: usize,
    /// The percentiles and the maximum, in the order of their columns.
    lags: Vec<Option<Nanos>>,
}

impl Row {
    /// The counts, in the order of their columns.
    fn counts(&self, group: &Group) -> [u64; 5] {
        [
            group.requests,
            group.answered,
            group.unanswered,
            group.backwards,
            group.slow,
        ]
    }
}

/// Everything that came out.
struct Summary {
    matching: Matching,
    malformed: Kept<Malformed>,
    /// The groups, worst first.
    rows: Vec<Row>,
    /// The largest percentile and the index of its group.
    worst: Option<(Nanos, usize)>,
    status: Status,
    /// When ages were taken.
    now: Nanos,
}

impl Summary {
    /// What stands between the status and the performance data.
    fn headline(&self, options: &Options) -> String {
        let Some((lag, group)) = self.worst else {
            return match (self.matching.latest, self.malformed.count) {
                (Some(_), _) => "no lag to measure",
                (None, 0) => "no events",
                (None, _) => "all lines are malformed",
            }
            .to_owned();
        };
        let over = match self.status {
            Status::Critical => options.crit.as_ref(),
            Status::Warning => options.warn.as_ref(),
            Status::Ok | Status::Unknown => None,
        };
        format!(
            "p{} {} ms{} ({})",
            options.percentile.text,
            output::millis(lag),
            over.map_or_else(String::new, |over| format!(" over {} ms", over.text)),
            output::shown(&self.matching.groups[group].name)
        )
    }
}

/// The percentiles of the table: 50, 95 and 99, and before the maximum the one that was asked for if it is another.
fn percentiles(options: &Options) -> Vec<Percent> {
    let mut percents: Vec<Percent> = ["50", "95", "99"]
        .into_iter()
        .filter_map(Percent::parse)
        .collect();
    if !percents.iter().any(|p| p.same(&options.percentile)) {
        percents.push(options.percentile.clone());
    }
    percents
}

/// Runs the check. The exit status is the check's.
///
/// # Errors
/// Wrong use, and a file that can't be read: status 3, with an UNKNOWN line on stdout for the monitoring system.
pub fn run(io: &mut Io<'_>) -> Result<u8, Failure> {
    let unknown = |io: &mut Io<'_>, failure: Failure, words: &str| {
        let told = writeln!(io.stdout, "API_LAG UNKNOWN - {words}");
        told.map_or_else(Failure::from, |()| failure).with_status(3)
    };
    let options = match Options::parse(io.args) {
        Ok(options) => options,
        Err(failure) => return Err(unknown(io, failure, "bad arguments")),
    };
    let mut chart = io.report.is_some().then(Chart::default);
    let summary = match check(io, &options, chart.as_mut()) {
        Ok(summary) => summary,
        Err((file, failure)) => {
            let words = format!("cannot read {}", output::shown(&file));
            return Err(unknown(io, failure, &words));
        }
    };
    output::write(io.stdout, &options, &summary)?;
    for bad in &summary.malformed.items {
        let at = output::at(&options, &bad.place);
        writeln!(io.stderr, "api-lag: {at}: {}", bad.problem)?;
    }
    if let (Some(report), Some(chart)) = (io.report.as_deref_mut(), chart) {
        chart.report(&options, &summary, report);
    }
    Ok(summary.status as u8)
}

/// Reads the files and sums up; an error comes with the file's name.
fn check(
    io: &mut Io<'_>,
    options: &Options,
    mut chart: Option<&mut Chart>,
) -> Result<Summary, (String, Failure)> {
    let mut matching = Matching::default();
    let mut malformed = Kept::default();
    let watched = chart.is_some();
    for (file, name) in options.files.iter().enumerate() {
        let mut each = |line: u64, bytes: Line<'_>| {
            let place = Place { file, line };
            let (event, text) = match bytes {
                Line::Whole(line) if line.trim_ascii().is_empty() => return,
                Line::Whole(line) => (Event::parse(line), line),
                Line::TooLong => (Err("longer than 1 MiB".to_owned()), &[][..]),
            };
            match event {
                Ok(event) => matching.take(options, event, place, &mut |fate| {
                    if let Some(chart) = chart.as_deref_mut() {
                        chart.add(options, fate);
                    }
                }),
                Err(problem) => {
                    let keep = if watched {
                        text.len().min(chart::WIDEST)
                    } else {
                        0
                    };
                    let bad = Malformed {
                        place,
                        problem,
                        text: String::from_utf8_lossy(&text[..keep]).into_owned(),
                    };
                    malformed.push(options.list, bad);
                }
            }
        };
        input::each_line(io, &options.files, file, &mut each)
            .map_err(|failure| (name.clone(), failure))?;
    }
    let now = options.now.or(matching.latest).unwrap_or(0);
    matching.finish(options, now, &mut |fate| {
        if let Some(chart) = chart.as_deref_mut() {
            chart.add(options, fate);
        }
    });
    Ok(sum_up(options, now, matching, malformed))
}

/// Ranks the groups and judges the worst.
fn sum_up(
    options: &Options,
    now: Nanos,
    matching: Matching,
    malformed: Kept<Malformed>,
) -> Summary {
    let percents = percentiles(options);
    let judged = |group: &Group| options.percentile.of(&group.lags);
    let mut order: Vec<usize> = (0..matching.groups.len()).collect();
    order.sort_by(|&a, &b| {
        let (a, b) = (&matching.groups[a], &matching.groups[b]);
        // None is less than any lag: a group without one comes last.
        judged(b).cmp(&judged(a)).then_with(|| a.name.cmp(&b.name))
    });
    let rows: Vec<Row> = order
        .into_iter()
        .map(|group| {
            let lags = &matching.groups[group].lags;
            let mut cells: Vec<Option<Nanos>> = percents.iter().map(|p| p.of(lags)).collect();
            cells.push(lags.last().copied());
            Row { group, lags: cells }
        })
        .collect();
    let worst = rows
        .first()
        .and_then(|row| Some((judged(&matching.groups[row.group])?, row.group)));
    let over = |threshold: &Option<options::Millis>| matches!((threshold, worst), (Some(threshold), Some((lag, _))) if lag > threshold.nanos);
    let status = match worst {
        None => Status::Unknown,
        Some(_) if over(&options.crit) => Status::Critical,
        Some(_) if over(&options.warn) => Status::Warning,
        Some(_) => Status::Ok,
    };
    Summary {
        matching,
        malformed,
        rows,
        worst,
        status,
        now,
    }
}

#[cfg(test)]
#[path = "solution/oracle_tests.rs"]
mod tests;
