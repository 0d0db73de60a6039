//! What is printed: a monitoring plugin's first line, then the table and the lists.

use super::Summary;
use super::matching::{Kept, Noted, Place};
use super::options::Options;
use super::timestamp::Nanos;
use std::io::{self, Write};

/// Nanoseconds in a microsecond, the last digit that is printed.
const MICRO: u128 = 1000;

/// Milliseconds with three decimals, rounded half away from zero.
pub(super) fn millis(nanos: Nanos) -> String {
    let micros = (nanos.unsigned_abs() + MICRO / 2) / MICRO;
    let sign = if nanos < 0 { "-" } else { "" };
    format!("{sign}{}.{:03}", micros / 1000, micros % 1000)
}

/// A name or id as it is printed: one that holds a line end or a `|` could otherwise forge a line, or performance data.
pub(super) fn shown(text: &str) -> String {
    text.replace(|c: char| c.is_ascii_control() || c == '|', "?")
}

/// Writes everything.
///
/// # Errors
/// When stdout can't be written.
pub(super) fn write(out: &mut dyn Write, options: &Options, summary: &Summary) -> io::Result<()> {
    writeln!(
        out,
        "API_LAG {} - {} | {}",
        summary.status.word(),
        summary.headline(options),
        performance(options, summary)
    )?;
    if !summary.rows.is_empty() {
        table(out, options, summary)?;
    }
    let found = &summary.matching;
    let noted = |noted: &Noted| {
        let name = &found.groups[noted.group].name;
        format!(
            "{} ms  {}  {}",
            millis(noted.span),
            shown(name),
            shown(&noted.id)
        )
    };
    let placed = |(place, id): &(Place, String)| format!("{}  {}", at(options, place), shown(id));
    let (slow, timeout) = (&options.slow.text, &options.timeout.text);
    list(out, &format!("slow (over {slow} ms)"), &found.slow, noted)?;
    list(
        out,
        &format!("unanswered (older than {timeout} ms)"),
        &found.unanswered,
        noted,
    )?;
    if found.in_flight > 0 {
        writeln!(out, "\nin flight: {}", found.in_flight)?;
    }
    list(out, "repeated requests", &found.repeated_requests, placed)?;
    list(out, "repeated responses", &found.repeated_responses, placed)?;
    list(out, "responses without a request", &found.orphans, placed)?;
    list(out, "clock ran backwards", &found.backwards, noted)?;
    list(out, "malformed lines", &summary.malformed, |bad| {
        at(options, &bad.place)
    })
}

/// `'label'=value[UOM];[warn];[crit];[min];[max]` (Monitoring Plugins development guidelines, "Performance data").
fn performance(options: &Options, summary: &Summary) -> String {
    let mut data = String::new();
    if let Some((lag, _)) = summary.worst {
        let threshold = |millis: &Option<super::options::Millis>| {
            millis.as_ref().map_or("", |m| m.text.as_str()).to_owned()
        };
        data = format!(
            "p{}={}ms;{};{};0 ",
            options.percentile.text,
            millis(lag),
            threshold(&options.warn),
            threshold(&options.crit)
        );
    }
    let found = &summary.matching;
    data.push_str(&format!(
        "requests={} answered={} unanswered={} slow={} malformed={}",
        found.sum(|g| g.requests),
        found.sum(|g| g.answered),
        found.unanswered.count,
        found.slow.count,
        summary.malformed.count
    ));
    data
}

/// The columns after the group's name.
pub(super) fn columns(options: &Options) -> Vec<String> {
    let mut names: Vec<String> = ["requests", "answered", "unanswered", "backwards", "slow"]
        .map(str::to_owned)
        .into();
    names.extend(summary_percentiles(options));
    names.push("max".to_owned());
    names
}

/// The names of the percentile columns.
fn summary_percentiles(options: &Options) -> Vec<String> {
    let percents = super::percentiles(options);
    percents.iter().map(|p| format!("p{}", p.text)).collect()
}

fn table(out: &mut dyn Write, options: &Options, summary: &Summary) -> io::Result<()> {
    let mut lines = vec![[vec!["group".to_owned()], columns(options)].concat()];
    for row in &summary.rows {
        let group = &summary.matching.groups[row.group];
        let mut line = vec![shown(&group.name)];
        line.extend(row.counts(group).map(|count| count.to_string()));
        line.extend(
            row.lags
                .iter()
                .map(|lag| lag.map_or_else(|| "-".to_owned(), millis)),
        );
        lines.push(line);
    }
    let width = |column: usize| {
        let cells = lines.iter().filter_map(|line| line.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..lines[0].len()).map(width).collect();
    writeln!(out)?;
    for line in &lines {
        for (column, (cell, width)) in line.iter().zip(&widths).enumerate() {
            if column == 0 {
                write!(out, "{cell:<width$}")?;
            } else {
                write!(out, "  {cell:>width$}")?;
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

/// A heading with the count, the entries that were kept, and how many more there are. Nothing when there are none.
fn list<T>(
    out: &mut dyn Write,
    title: &str,
    kept: &Kept<T>,
    entry: impl Fn(&T) -> String,
) -> io::Result<()> {
    if kept.count == 0 {
        return Ok(());
    }
    writeln!(out, "\n{title}: {}", kept.count)?;
    for item in &kept.items {
        writeln!(out, "  {}", entry(item))?;
    }
    let more = kept.count - kept.items.len() as u64;
    if more > 0 {
        writeln!(out, "  ... and {more} more")?;
    }
    Ok(())
}

/// `file:line`.
pub(super) fn at(options: &Options, place: &Place) -> String {
    let file = options.files.get(place.file).map_or("-", String::as_str);
    format!("{}:{}", shown(file), place.line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn milliseconds_are_rounded_half_away_from_zero() {
        for (nanos, text) in [
            (0, "0.000"),
            (499, "0.000"),
            (500, "0.001"),
            (-500, "-0.001"),
            (-499, "-0.000"),
            (1_234_567_499, "1234.567"),
            (999_999_500, "1000.000"),
        ] {
            assert_eq!(millis(nanos), text);
        }
    }

    #[test]
    fn nothing_that_is_shown_can_begin_a_line() {
        assert_eq!(shown("a\nAPI_LAG OK | é\u{7f}"), "a?API_LAG OK ? é?");
    }
}
