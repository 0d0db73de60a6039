//! The report's blocks beside the timeline: figures, the table, malformed lines.

use super::options::{Millis, Options};
use super::{Malformed, Status, Summary, chart, output};
use contract::report::{Cell, Figure, Line, Lines, Row, Span, Table, Text, Tone, Unit};

/// Rows of the table that are shown.
const ROWS: usize = 500;

/// What the check says, as the first line of its output has it.
pub(super) fn verdict(options: &Options, summary: &Summary) -> Text {
    Text {
        title: summary.status.word().to_owned(),
        body: summary.headline(options),
        tone: match summary.status {
            Status::Ok => Tone::Ok,
            Status::Warning => Tone::Accent,
            Status::Critical => Tone::Bad,
            Status::Unknown => Tone::Info,
        },
    }
}

/// The headline numbers; what is apart from the matching only where there is some.
pub(super) fn figures(options: &Options, summary: &Summary) -> Vec<Figure> {
    let found = &summary.matching;
    let (requests, answered) = (found.sum(|g| g.requests), found.sum(|g| g.answered));
    let toned = |count: u64, tone: Tone| if count > 0 { tone } else { Tone::Plain };
    let count = |label: &str, value: u64| Figure::new(label, value as f64, Unit::Number);
    let mut figures = vec![
        count("Requests", requests).note(format!("in {} groups", summary.rows.len())),
        count("Matched", answered).note(format!("{} in flight", found.in_flight)),
        count("Unanswered", found.unanswered.count)
            .note(format!("older than {} ms", options.timeout.text))
            .tone(toned(found.unanswered.count, Tone::Bad)),
        count("Slow", found.slow.count)
            .note(format!("over {} ms", options.slow.text))
            .tone(toned(found.slow.count, Tone::Accent)),
    ];
    if let Some((lag, group)) = summary.worst {
        let threshold = |word: &str, at: &Option<Millis>| {
            at.as_ref().map(|at| format!("{word} {} ms", at.text))
        };
        let mut notes = vec![
            summary.status.word().to_owned(),
            output::shown(&found.groups[group].name),
        ];
        notes.extend(threshold("warn", &options.warn));
        notes.extend(threshold("crit", &options.crit));
        let label = format!("Worst p{}", options.percentile.text);
        figures.push(
            Figure::new(label, chart::seconds(lag), Unit::Seconds)
                .note(notes.join(", "))
                .tone(match summary.status {
                    Status::Ok => Tone::Ok,
                    Status::Warning => Tone::Accent,
                    Status::Critical => Tone::Bad,
                    Status::Unknown => Tone::Info,
                }),
        );
    }
    let apart = [
        (
            "Repeats",
            found.repeated_requests.count + found.repeated_responses.count,
            "not counted",
        ),
        ("No request", found.orphans.count, "responses alone"),
        (
            "Backwards",
            found.backwards.count,
            "lag below zero, left out",
        ),
        ("Malformed", summary.malformed.count, "lines"),
    ];
    for (label, value, note) in apart {
        if value > 0 {
            figures.push(count(label, value).note(note).tone(Tone::Info));
        }
    }
    figures
}

/// The table of groups, each toned by its own percentile. What the check is about, the lags, stands right after the name;
/// the counts follow.
pub(super) fn table(options: &Options, summary: &Summary) -> Table {
    let mut columns = output::columns(options);
    let lags = summary.rows.first().map_or(0, |row| row.lags.len());
    let lags = lags.min(columns.len());
    columns.rotate_right(lags);
    columns.insert(0, "Group".to_owned());
    let rows: Vec<Row> = summary
        .rows
        .iter()
        .take(ROWS)
        .map(|row| {
            let group = &summary.matching.groups[row.group];
            let mut cells = vec![Cell::Code(output::shown(&group.name))];
            cells.extend(row.lags.iter().map(|lag| {
                lag.map_or(Cell::Empty, |lag| Cell::Number(chart::seconds(lag), Unit::Seconds))
            }));
            let counts = row.counts(group);
            cells.extend(counts.map(|count| Cell::Number(count as f64, Unit::Number)));
            let judged = options.percentile.of(&group.lags);
            let over = |threshold: &Option<Millis>| {
                matches!((threshold, judged), (Some(at), Some(lag)) if lag > at.nanos)
            };
            let tone = if over(&options.crit) {
                Tone::Bad
            } else if over(&options.warn) {
                Tone::Accent
            } else {
                Tone::Plain
            };
            Row { cells, tone }
        })
        .collect();
    Table {
        title: "Lag by group, worst first".to_owned(),
        columns,
        dropped: (summary.rows.len() - rows.len()) as u64,
        rows,
    }
}

/// The malformed lines that were kept, each with what is wrong.
pub(super) fn malformed(options: &Options, summary: &Summary) -> Lines {
    let line = |bad: &Malformed| {
        let at = output::at(options, &bad.place);
        let text = format!("{at}: {}: {}", bad.problem, bad.text);
        let end = u32::try_from(at.len() + 2 + bad.problem.len()).unwrap_or(0);
        Line {
            number: bad.place.line,
            spans: vec![Span {
                start: 0,
                end,
                name: "problem".to_owned(),
                tone: Tone::Bad,
            }],
            text,
            tone: Tone::Plain,
        }
    };
    Lines {
        title: "Malformed lines".to_owned(),
        lines: summary.malformed.items.iter().map(line).collect(),
        dropped: summary.malformed.count - summary.malformed.items.len() as u64,
    }
}
