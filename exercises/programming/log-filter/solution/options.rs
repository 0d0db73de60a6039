//! The command line.

use super::condition::{self, Condition};
use super::format::{self, Format};
use super::pattern::Pattern;
use super::time::{self, Instant};
use contract::Failure;
use lexopt::prelude::*;

/// What is to be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Output {
    /// The lines themselves.
    Lines,
    /// Their number.
    Count,
    /// The most frequent values of a field.
    Top {
        /// The field's name.
        field: String,
    },
    /// Lines per interval, in seconds.
    Histogram(i64),
}

/// The options.
pub(super) struct Options {
    pub(super) format: Option<Format>,
    pub(super) pattern: Option<Pattern>,
    pub(super) conditions: Vec<Condition>,
    /// The first moment of the window.
    pub(super) since: Option<Instant>,
    /// The first moment after it.
    pub(super) until: Option<Instant>,
    pub(super) year: Option<i64>,
    pub(super) time_field: Option<String>,
    pub(super) output: Output,
    /// How many values `--top` shows.
    pub(super) limit: usize,
    /// Select the malformed lines in place of the others.
    pub(super) malformed: bool,
    /// Files by name; `-` is standard input.
    pub(super) files: Vec<String>,
}

impl Options {
    /// Reads the arguments.
    ///
    /// # Errors
    /// A usage [`Failure`] naming the argument.
    pub(super) fn parse(args: &[String]) -> Result<Self, Failure> {
        let mut options = Self {
            format: None,
            pattern: None,
            conditions: Vec::new(),
            since: None,
            until: None,
            year: None,
            time_field: None,
            output: Output::Lines,
            limit: 10,
            malformed: false,
            files: Vec::new(),
        };
        let (mut pattern, mut invert, mut ignore_case) = (None, false, false);
        let mut conditions = Vec::new();
        let mut outputs = Vec::new();
        let mut parser = lexopt::Parser::from_args(args);
        let usage =
            |error: lexopt::Error| Failure::usage(format!("{error}; --help lists the options"));
        let text = |parser: &mut lexopt::Parser| {
            parser
                .value()
                .and_then(|value| value.string())
                .map_err(usage)
        };
        while let Some(arg) = parser.next().map_err(usage)? {
            match arg {
                Short('f') | Long("format") => options.format = format_named(&text(&mut parser)?)?,
                Short('m') | Long("match") => {
                    if pattern.replace(text(&mut parser)?).is_some() {
                        return Err(Failure::usage(
                            "--match is given twice; write one pattern as A|B",
                        ));
                    }
                }
                Short('v') | Long("invert") => invert = true,
                Short('i') | Long("ignore-case") => ignore_case = true,
                Short('w') | Long("where") => conditions.push(text(&mut parser)?),
                Long("since") => options.since = Some(moment("--since", &text(&mut parser)?)?),
                Long("until") => options.until = Some(moment("--until", &text(&mut parser)?)?),
                Long("year") => options.year = Some(year(&text(&mut parser)?)?),
                Long("time-field") => options.time_field = Some(text(&mut parser)?),
                Short('c') | Long("count") => outputs.push(Output::Count),
                Short('t') | Long("top") => outputs.push(Output::Top {
                    field: text(&mut parser)?,
                }),
                Short('n') => options.limit = limit(&text(&mut parser)?)?,
                Long("histogram") => {
                    outputs.push(Output::Histogram(interval(&text(&mut parser)?)?));
                }
                Long("malformed") => options.malformed = true,
                Value(file) => options.files.push(file.string().map_err(usage)?),
                other => return Err(usage(other.unexpected())),
            }
        }
        for text in &conditions {
            options
                .conditions
                .push(Condition::parse(text, ignore_case)?);
        }
        match pattern {
            Some(pattern) => {
                options.pattern = Some(Pattern::new(
                    condition::compile(&pattern, ignore_case, true)?,
                    ignore_case,
                    invert,
                ));
            }
            None if invert => {
                return Err(Failure::usage(
                    "--invert turns --match around, and there is none",
                ));
            }
            None => {}
        }
        if outputs.len() > 1 {
            return Err(Failure::usage(
                "choose one of --count, --top and --histogram",
            ));
        }
        options.output = outputs.pop().unwrap_or(Output::Lines);
        options.check()?;
        if options.files.is_empty() {
            options.files.push("-".to_owned());
        }
        Ok(options)
    }

    /// What can't be had together.
    fn check(&self) -> Result<(), Failure> {
        let fields = matches!(self.output, Output::Top { .. } | Output::Histogram(_));
        if self.malformed && (fields || !self.conditions.is_empty() || self.has_window()) {
            return Err(Failure::usage(
                "malformed lines have neither fields nor times: --malformed goes with --match and --count only",
            ));
        }
        if let (Some(since), Some(until)) = (self.since, self.until)
            && since >= until
        {
            return Err(Failure::usage(
                "the window is empty: --since is not before --until",
            ));
        }
        Ok(())
    }

    pub(super) fn has_window(&self) -> bool {
        self.since.is_some() || self.until.is_some()
    }

    /// Whether lines must say when they happened.
    pub(super) fn needs_time(&self) -> bool {
        self.has_window() || matches!(self.output, Output::Histogram(_))
    }
}

fn format_named(name: &str) -> Result<Option<Format>, Failure> {
    if name == "auto" {
        return Ok(None);
    }
    let found = format::ALL.into_iter().find(|format| format.name() == name);
    found.map(Some).ok_or_else(|| {
        let names: Vec<&str> = format::ALL.iter().map(|format| format.name()).collect();
        Failure::usage(format!(
            "there is no format `{name}`; there are auto, {}",
            names.join(", ")
        ))
    })
}

fn moment(option: &str, text: &str) -> Result<Instant, Failure> {
    time::rfc3339(text.as_bytes()).ok_or_else(|| {
        Failure::usage(format!(
            "{option}: `{text}` is not a time of RFC 3339; write 2025-03-18T08:30:00Z or 2025-03-18T08:30:00+01:00"
        ))
    })
}

fn year(text: &str) -> Result<i64, Failure> {
    let year = text.parse().ok().filter(|year| (1..=9999).contains(year));
    year.ok_or_else(|| Failure::usage(format!("--year: `{text}` is not a year from 1 to 9999")))
}

fn limit(text: &str) -> Result<usize, Failure> {
    let limit = text.parse().ok().filter(|&limit| limit > 0);
    limit.ok_or_else(|| Failure::usage(format!("-n: `{text}` is not a whole number above 0")))
}

/// `30s`, `5m`, `1h`, `1d` in seconds.
fn interval(text: &str) -> Result<i64, Failure> {
    let seconds = || {
        let unit = match text.chars().next_back()? {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            'd' => 86_400,
            _ => return None,
        };
        let number = &text[..text.len() - 1];
        let is_plain = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        let seconds = number
            .parse::<i64>()
            .ok()
            .filter(|_| is_plain)?
            .checked_mul(unit)?;
        (1..=366 * 86_400).contains(&seconds).then_some(seconds)
    };
    seconds().ok_or_else(|| {
        Failure::usage(format!(
            "--histogram: `{text}` is not an interval; write 1s, 30s, 5m, 1h or 1d, up to 366d"
        ))
    })
}
