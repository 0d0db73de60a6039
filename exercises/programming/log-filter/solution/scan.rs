//! The pass over the files: block by block, line by line where need be.

use super::file::FileScan;
use super::format::{self, Needs, Parser};
use super::options::{Options, Output};
use super::pattern::Pattern;
use super::reader::Blocks;
use super::record::Record;
use super::tally::{Histogram, Top};
use super::view::View;
use contract::{Failure, Io, Progress};
use memchr::{memchr, memchr_iter};
use std::cell::Cell;
use std::io::{BufRead, Write};
use std::rc::Rc;

/// What is counted over all files.
#[derive(Debug, Default)]
pub(super) struct Totals {
    /// Lines read; 0 when nobody asked.
    pub(super) lines: u64,
    /// Lines selected.
    pub(super) matched: u64,
    /// Lines that are not of their file's format, of those that the pattern let through.
    pub(super) malformed: u64,
    /// Bytes of the files as they are, before unpacking.
    pub(super) bytes: u64,
}

/// Everything that outlives a file.
struct Scan<'o, 'w> {
    options: &'o Options,
    needs: Needs<'o>,
    /// Whether lines must be taken apart to decide or to count.
    parse: bool,
    totals: Totals,
    top: Top,
    histogram: Histogram,
    view: Option<View>,
    record: Record,
    stdout: &'w mut dyn Write,
}

/// Runs over all files, prints what was asked for, and gives the exit status.
pub(super) fn run(io: &mut Io<'_>) -> Result<u8, Failure> {
    let mut options = Options::parse(io.args)?;
    let mut pattern = options.pattern.take();
    let regex = pattern.as_ref().map(|pattern| pattern.regex.clone());
    let mut fields: Vec<&str> = options
        .conditions
        .iter()
        .map(|condition| condition.field.as_str())
        .collect();
    if let Output::Top { field } = &options.output {
        fields.push(field);
    }
    let parse = !fields.is_empty() || options.needs_time() || options.malformed;
    let interval = if let Output::Histogram(interval) = options.output {
        interval
    } else {
        1
    };
    let needs = Needs {
        fields,
        year: options.year,
        time_field: options.time_field.as_deref(),
        all: io.report.is_some(),
    };
    let mut scan = Scan {
        options: &options,
        needs,
        parse,
        totals: Totals::default(),
        top: Top::default(),
        histogram: Histogram::new(interval),
        view: io.report.is_some().then(|| View::new(regex, interval)),
        record: Record::default(),
        stdout: &mut *io.stdout,
    };
    let total = options
        .files
        .iter()
        .filter_map(|file| io.files.size(file))
        .sum();
    let count = Rc::new(Cell::new(0));
    for file in &options.files {
        let (shown, input): (&str, Box<dyn BufRead + '_>) = if file == "-" {
            ("standard input", Box::new(&mut *io.stdin))
        } else {
            (
                file,
                io.files
                    .open(file)
                    .map_err(|error| Failure::on_file(file, &error))?,
            )
        };
        let mut tell = |done| (io.progress)(Progress { done, total });
        let summary = scan.file(shown, input, &count, pattern.as_mut(), &mut tell)?;
        if !summary.is_empty() {
            // Nobody to tell when stderr is gone.
            let _ = io.stderr.write_all(summary.as_bytes());
        }
    }
    scan.totals.bytes = count.get();
    scan.print()?;
    let matched = scan.totals.matched;
    if let (Some(report), Some(view)) = (io.report.as_deref_mut(), scan.view) {
        view.report(&scan.totals, &options, &scan.top, report);
    }
    Ok(u8::from(matched == 0))
}

impl<'o> Scan<'o, '_> {
    /// Filters a file. Gives a word on malformed and cut lines, for stderr.
    fn file(
        &mut self,
        name: &str,
        input: Box<dyn BufRead + '_>,
        count: &Rc<Cell<u64>>,
        mut pattern: Option<&mut Pattern>,
        tell: &mut dyn FnMut(u64),
    ) -> Result<String, Failure> {
        let mut file = FileScan::new(name);
        if let Some(format) = self.options.format {
            file.parser = Some(self.parser(name, format)?);
        }
        let counting = self.parse || self.view.is_some();
        let mut blocks =
            Blocks::new(input, Rc::clone(count)).map_err(|error| Failure::on_file(name, &error))?;
        loop {
            let block = match blocks.next() {
                Ok(Some(block)) => block,
                Ok(None) => break,
                Err(error) if counting => {
                    let problem = format!("the file can't be read on: {error}");
                    return Err(Failure::at_line(name, file.lines + 1, problem));
                }
                Err(error) => return Err(Failure::on_file(name, &error)),
            };
            let before = file.lines;
            match pattern.as_deref_mut() {
                Some(pattern) => {
                    let mut seen = (0, 0);
                    pattern.select(block, |range| {
                        if counting {
                            seen.1 +=
                                memchr_iter(b'\n', &block[seen.0..range.start]).count() as u64;
                            seen.0 = range.start;
                        }
                        self.selected(&block[range], file.lines + seen.1, &mut file)
                    })?;
                }
                None => self.selected(block, before, &mut file)?,
            }
            // Without a pattern every line was walked over, and counted on the way.
            if counting && pattern.is_some() {
                let newlines = memchr_iter(b'\n', block).count() as u64;
                file.lines = before + newlines + u64::from(!block.ends_with(b"\n"));
            }
            tell(count.get());
        }
        self.totals.lines += file.lines;
        self.totals.malformed += file.malformed;
        file.finish(blocks.cut, self.options, self.parse.then_some(&self.needs))
    }

    /// Whole lines that the pattern let through; `before` lines of the file are before them.
    fn selected(
        &mut self,
        lines: &[u8],
        before: u64,
        file: &mut FileScan<'_>,
    ) -> Result<(), Failure> {
        if self.parse || self.view.is_some() {
            return self.lines(lines, before, file);
        }
        if self.options.output == Output::Lines {
            self.write(lines)?;
            self.totals.matched = 1;
        } else {
            self.totals.matched +=
                memchr_iter(b'\n', lines).count() as u64 + u64::from(!lines.ends_with(b"\n"));
        }
        Ok(())
    }

    /// Takes lines apart, decides on each, and hands it on. Neighbours are written at once.
    fn lines(&mut self, lines: &[u8], before: u64, file: &mut FileScan<'_>) -> Result<(), Failure> {
        let printing = self.options.output == Output::Lines;
        let mut number = before;
        let mut at = 0;
        let mut run = 0..0;
        while at < lines.len() {
            let end = memchr(b'\n', &lines[at..]).map_or(lines.len(), |length| at + length);
            let next = (end + 1).min(lines.len());
            number += 1;
            if self.line(&lines[at..end], number, file)? {
                self.totals.matched += 1;
                if printing {
                    if run.end != at {
                        self.write(&lines[run])?;
                        run = at..at;
                    }
                    run.end = next;
                }
            }
            at = next;
        }
        file.lines = number;
        self.write(&lines[run])
    }

    /// Whether a line is selected; if so it is counted where counts were asked for, and shown.
    fn line(&mut self, line: &[u8], number: u64, file: &mut FileScan<'_>) -> Result<bool, Failure> {
        if file.parser.is_none()
            && let Some(format) = format::recognise(line)
        {
            file.parser = Some(self.parser(file.name, format)?);
        }
        let record = &mut self.record;
        let Some(parser) = file.parser.as_mut() else {
            file.malformed += 1;
            return Ok(self.malformed(line, number));
        };
        let is_whole =
            parser.parse(line, record) && (record.time.is_some() || !self.options.needs_time());
        if !is_whole {
            if self.options.needs_time()
                && parser.format == format::Format::Rfc3164
                && self.options.year.is_none()
            {
                return Err(Failure::at_line(
                    file.name,
                    number,
                    "time stamps of RFC 3164 have no year: say with --year in which year the file begins",
                ));
            }
            file.malformed += 1;
            return Ok(self.malformed(line, number));
        }
        file.well_formed += 1;
        if self.options.malformed {
            return Ok(false);
        }
        if let Some(time) = record.time
            && (self.options.since.is_some_and(|since| time < since)
                || self.options.until.is_some_and(|until| time >= until))
        {
            return Ok(false);
        }
        let mut conditions = self.options.conditions.iter().zip(&parser.fields);
        if !conditions.all(|(condition, field)| condition.holds(*field, record, line)) {
            return Ok(false);
        }
        match &self.options.output {
            Output::Top { .. } => {
                if let Some(field) = parser.fields.last() {
                    self.top.add(&record.text(*field, line).unwrap_or_default());
                }
            }
            Output::Histogram(_) => {
                if let Some(time) = record.time {
                    self.histogram.add(time.seconds);
                }
            }
            Output::Lines | Output::Count => {}
        }
        if let Some(view) = &mut self.view {
            view.matched(line, number, parser, record);
        }
        Ok(true)
    }

    /// Whether a malformed line is selected: when asked for, and when only a pattern decides.
    fn malformed(&mut self, line: &[u8], number: u64) -> bool {
        let selected = self.options.malformed || !self.parse;
        if let Some(view) = &mut self.view {
            view.malformed(line, number);
        }
        selected
    }

    /// A parser for a file, whose fields must be those of the format.
    fn parser(&self, file: &str, format: format::Format) -> Result<Parser, Failure> {
        Parser::new(format, &self.needs).map_err(|field| {
            let fields = format.fields().join(", ");
            Failure::usage(format!(
                "{file}: the format {} has no field `{field}`; it has {fields}",
                format.name()
            ))
        })
    }

    /// Writes lines; one without a newline gets one, as grep does.
    fn write(&mut self, lines: &[u8]) -> Result<(), Failure> {
        self.stdout.write_all(lines)?;
        if !lines.is_empty() && !lines.ends_with(b"\n") {
            self.stdout.write_all(b"\n")?;
        }
        Ok(())
    }

    /// What is printed after the last line.
    fn print(&mut self) -> Result<(), Failure> {
        match &self.options.output {
            Output::Lines => Ok(()),
            Output::Count => Ok(writeln!(self.stdout, "{}", self.totals.matched)?),
            Output::Top { .. } => Ok(self.top.print(self.options.limit, self.stdout)?),
            Output::Histogram(_) => self.histogram.print(self.stdout),
        }
    }
}
