//! The report: figures, what happened when, the first lines in colour, the malformed ones.

use super::format::{Format, Parser};
use super::options::{Options, Output};
use super::paint;
use super::record::{Field, Record};
use super::scan::Totals;
use super::tally::{Top, printable};
use contract::Report;
use contract::report::{
    Block, Cell, Figure, Line, Lines, Row, Series, SeriesKind, SeriesSet, Table, Text, Tone, Unit,
};
use regex::bytes::Regex;
use std::collections::BTreeMap;

/// Matched lines that are shown.
const LINES: usize = 500;
/// Malformed lines that are shown.
const MALFORMED: usize = 200;
/// Bars of the drawing, at most.
const BARS: i64 = 80;
/// Intervals kept while reading, at most.
const KEPT: usize = 4096;
/// Lengths of intervals in seconds; each divides the next, so that intervals can be joined.
const STEPS: [i64; 14] = [
    1, 5, 10, 30, 60, 300, 900, 1800, 3600, 10_800, 21_600, 43_200, 86_400, 604_800,
];

/// Kinds of lines, told apart in the drawing.
const ACCESS: [(&str, Tone); 5] = [
    ("1xx, 2xx", Tone::Ok),
    ("3xx", Tone::Info),
    ("4xx", Tone::Accent),
    ("5xx", Tone::Bad),
    ("other", Tone::Muted),
];
const SYSLOG: [(&str, Tone); 5] = [
    ("error and above", Tone::Bad),
    ("warning", Tone::Accent),
    ("notice, info", Tone::Info),
    ("debug", Tone::Muted),
    ("lines", Tone::Plain),
];

/// What is gathered while lines go by.
pub(super) struct View {
    regex: Option<Regex>,
    matched: Vec<Line>,
    malformed: Vec<Line>,
    /// Of the last file with a matched line.
    format: Option<Format>,
    step: usize,
    buckets: BTreeMap<i64, [f64; 5]>,
    untimed: u64,
    seen: u64,
}

impl View {
    /// `interval` is the one asked for, in seconds: bars are that long, or longer where they would be too many.
    pub(super) fn new(regex: Option<Regex>, interval: i64) -> Self {
        Self {
            regex,
            matched: Vec::new(),
            malformed: Vec::new(),
            format: None,
            step: STEPS.iter().position(|step| *step >= interval).unwrap_or(0),
            buckets: BTreeMap::new(),
            untimed: 0,
            seen: 0,
        }
    }

    pub(super) fn matched(&mut self, text: &[u8], number: u64, parser: &Parser, record: &Record) {
        self.format = Some(parser.format);
        if self.matched.len() < LINES {
            self.matched.push(paint::line(
                text,
                number,
                parser,
                record,
                self.regex.as_ref(),
            ));
        }
        let Some(time) = record.time else {
            self.untimed += 1;
            return;
        };
        let kind = kind(text, parser, record);
        if let Some(count) = self
            .buckets
            .entry(time.seconds.div_euclid(STEPS[self.step]))
            .or_default()
            .get_mut(kind)
        {
            *count += 1.0;
        }
        while self.buckets.len() > KEPT && self.step + 1 < STEPS.len() {
            self.join();
        }
    }

    pub(super) fn malformed(&mut self, text: &[u8], number: u64) {
        self.seen += 1;
        if self.malformed.len() < MALFORMED {
            self.malformed.push(paint::malformed(text, number));
        }
    }

    /// Joins intervals into the next longer ones.
    fn join(&mut self) {
        let times = STEPS[self.step + 1] / STEPS[self.step];
        self.step += 1;
        for (bucket, counts) in std::mem::take(&mut self.buckets) {
            let joined = self.buckets.entry(bucket.div_euclid(times)).or_default();
            for (sum, count) in joined.iter_mut().zip(counts) {
                *sum += count;
            }
        }
    }

    /// Writes the blocks.
    pub(super) fn report(
        mut self,
        totals: &Totals,
        options: &Options,
        top: &Top,
        report: &mut Report,
    ) {
        let share = |part: u64| {
            format!(
                "{:.1} % of those read",
                part as f64 * 100.0 / totals.lines.max(1) as f64
            )
        };
        let bad = if totals.malformed > 0 {
            Tone::Bad
        } else {
            Tone::Plain
        };
        // Without a matched line nobody asked what the lines are.
        let format = self.format.map_or("", Format::name);
        report.push(Block::Figures(vec![
            Figure::new("Lines read", totals.lines as f64, Unit::Number).note(format),
            Figure::new("Matched", totals.matched as f64, Unit::Number)
                .note(share(totals.matched))
                .tone(Tone::Accent),
            Figure::new("Malformed", totals.malformed as f64, Unit::Number)
                .note("not of the format")
                .tone(bad),
            Figure::new("Size", totals.bytes as f64, Unit::Bytes).note("as stored"),
        ]));
        if totals.matched == 0 && !options.malformed {
            report.push(Block::Text(Text {
                title: "No line matched".to_owned(),
                body: "The exit status is 1, as grep has it. Loosen the pattern or the conditions to see lines here.".to_owned(),
                tone: Tone::Info,
            }));
        }
        if let Some(series) = self.series() {
            report.push(Block::Series(series));
        }
        if self.untimed > 0 && self.format == Some(Format::Rfc3164) && options.year.is_none() {
            report.push(Block::Text(Text {
                title: "No years".to_owned(),
                body: "Time stamps of RFC 3164 have no year. Give the year in which the file begins to see the lines over time."
                    .to_owned(),
                tone: Tone::Info,
            }));
        }
        if let Output::Top { field } = &options.output {
            report.push(Block::Table(top_table(field, options.limit, top)));
        }
        if !self.matched.is_empty() {
            let dropped = totals.matched.saturating_sub(self.matched.len() as u64);
            report.push(Block::Lines(Lines {
                title: "Matched lines".to_owned(),
                lines: self.matched,
                dropped,
            }));
        }
        if !self.malformed.is_empty() {
            let dropped = self.seen - self.malformed.len() as u64;
            report.push(Block::Lines(Lines {
                title: "Malformed lines".to_owned(),
                lines: self.malformed,
                dropped,
            }));
        }
    }

    /// Bars over time, by kind of line, empty intervals included.
    fn series(&mut self) -> Option<Series> {
        let (first, last) = loop {
            let (&first, _) = self.buckets.first_key_value()?;
            let (&last, _) = self.buckets.last_key_value()?;
            if last - first < BARS || self.step + 1 == STEPS.len() {
                break (first, last);
            }
            self.join();
        };
        // Weeks over centuries come from mistaken clocks; the axis is cut after the bars that fit.
        let range: Vec<i64> = (first..=last).take(STEPS.len() * BARS as usize).collect();
        let kinds = match self.format {
            Some(Format::Rfc3164 | Format::Rfc5424) => SYSLOG,
            _ => ACCESS,
        };
        let count =
            |bucket: &i64, kind: usize| self.buckets.get(bucket).map_or(0.0, |counts| counts[kind]);
        let sets = kinds
            .iter()
            .enumerate()
            .map(|(kind, (name, tone))| SeriesSet {
                name: (*name).to_owned(),
                tone: *tone,
                values: range.iter().map(|bucket| count(bucket, kind)).collect(),
            });
        let length = STEPS[self.step];
        Some(Series {
            title: "Matched lines over time".to_owned(),
            kind: SeriesKind::Bars,
            x_label: format!("time, UTC; each bar {}", duration(length)),
            x: range
                .iter()
                .map(|bucket| (bucket * length) as f64)
                .collect(),
            x_unit: Unit::Epoch,
            y_label: "lines".to_owned(),
            y_unit: Unit::Number,
            sets: sets
                .filter(|set| set.values.iter().any(|value| *value > 0.0))
                .collect(),
        })
    }
}

/// The number of a line's kind in [`ACCESS`] or [`SYSLOG`].
fn kind(text: &[u8], parser: &Parser, record: &Record) -> usize {
    match parser.format {
        Format::Rfc3164 | Format::Rfc5424 => match record.pri.map(|pri| pri % 8) {
            Some(0..=3) => 0,
            Some(4) => 1,
            Some(5 | 6) => 2,
            Some(_) => 3,
            None => 4,
        },
        Format::Json => {
            let status = record.leaves.iter().find(|(name, _)| name == "status");
            by_status(status.map(|(_, place)| place.of(text)))
        }
        Format::Combined | Format::Common => by_status(
            record
                .text(Field::Place(super::access::STATUS), text)
                .as_deref(),
        ),
    }
}

fn by_status(status: Option<&[u8]>) -> usize {
    match status {
        Some([b'1' | b'2', _, _]) => 0,
        Some([b'3', _, _]) => 1,
        Some([b'4', _, _]) => 2,
        Some([b'5', _, _]) => 3,
        _ => 4,
    }
}

fn top_table(field: &str, limit: usize, top: &Top) -> Table {
    let rows = top.rows(limit);
    let dropped = (top.len() - rows.len()) as u64;
    let row = |(value, count): (&[u8], u64)| Row {
        cells: vec![
            Cell::Code(String::from_utf8_lossy(&printable(value)).into_owned()),
            Cell::Number(count as f64, Unit::Number),
        ],
        tone: Tone::Plain,
    };
    Table {
        title: format!("Most frequent values of {field}"),
        columns: vec![field.to_owned(), "lines".to_owned()],
        rows: rows.into_iter().map(row).collect(),
        dropped,
    }
}

/// A length in its largest whole unit.
fn duration(seconds: i64) -> String {
    let units = [(86_400, "d"), (3600, "h"), (60, "min"), (1, "s")];
    let fit = units
        .into_iter()
        .find(|(unit, _)| seconds % unit == 0)
        .unwrap_or((1, "s"));
    format!("{} {}", seconds / fit.0, fit.1)
}
