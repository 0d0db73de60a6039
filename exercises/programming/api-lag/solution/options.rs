//! The command line.

use super::percentile::{Percent, decimal};
use super::timestamp::{self, Nanos};
use contract::Failure;

/// What requests are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// Method and path template: `GET /items/{id}`.
    Endpoint,
    /// Method and path: `GET /items/17`.
    Path,
    /// The `service` field.
    Service,
}

/// A number of milliseconds given on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Millis {
    /// As it was given.
    pub(super) text: String,
    /// In nanoseconds.
    pub(super) nanos: Nanos,
}

impl Millis {
    fn parse(option: &str, text: &str) -> Result<Self, Failure> {
        let nanos = decimal(text, 6)
            .and_then(|nanos| Nanos::try_from(nanos).ok())
            .ok_or_else(|| {
                Failure::usage(format!(
                    "{option}: `{text}` is not a number of milliseconds, such as 250 or 0.5"
                ))
            })?;
        Ok(Self {
            text: text.to_owned(),
            nanos,
        })
    }

    fn whole(millis: u32) -> Self {
        Self {
            text: millis.to_string(),
            nanos: Nanos::from(millis) * timestamp::MILLI,
        }
    }
}

/// What was asked for.
#[derive(Clone, Debug)]
pub(super) struct Options {
    /// How requests are grouped.
    pub(super) by: By,
    /// A lag over this is slow.
    pub(super) slow: Millis,
    /// A request older than this is unanswered; a younger one is in flight.
    pub(super) timeout: Millis,
    /// The time at which ages are taken; `None` for the latest in the log.
    pub(super) now: Option<Nanos>,
    /// Over this is a warning.
    pub(super) warn: Option<Millis>,
    /// Over this is critical.
    pub(super) crit: Option<Millis>,
    /// The percentile that thresholds are for.
    pub(super) percentile: Percent,
    /// How many entries each list prints.
    pub(super) list: usize,
    /// The files; `-` is stdin.
    pub(super) files: Vec<String>,
}

impl Options {
    /// Reads the arguments.
    ///
    /// # Errors
    /// A usage failure that names the argument.
    pub(super) fn parse(args: &[String]) -> Result<Self, Failure> {
        use lexopt::prelude::*;
        let usage = |error: lexopt::Error| Failure::usage(error.to_string());
        let mut options = Self {
            by: By::Endpoint,
            slow: Millis::whole(1000),
            timeout: Millis::whole(10_000),
            now: None,
            warn: None,
            crit: None,
            percentile: Percent::parse("95")
                .ok_or_else(|| Failure::new("95 is not a percentile"))?,
            list: 10,
            files: Vec::new(),
        };
        let mut parser = lexopt::Parser::from_args(args);
        while let Some(arg) = parser.next().map_err(usage)? {
            let name = match arg {
                Value(file) => {
                    options.files.push(file.string().map_err(usage)?);
                    continue;
                }
                Long(name) => format!("--{name}"),
                Short(letter) => {
                    return Err(Failure::usage(format!("invalid option '-{letter}'")));
                }
            };
            if !NAMES.contains(&name.as_str()) {
                return Err(Failure::usage(format!("invalid option '{name}'")));
            }
            let value = parser.value().and_then(ValueExt::string).map_err(usage)?;
            options.set(&name, &value)?;
        }
        if let (Some(warn), Some(crit)) = (&options.warn, &options.crit)
            && warn.nanos > crit.nanos
        {
            return Err(Failure::usage(format!(
                "--warn {} is above --crit {}: no lag could be a warning",
                warn.text, crit.text
            )));
        }
        if options.files.is_empty() {
            options.files.push("-".to_owned());
        }
        Ok(options)
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), Failure> {
        let refuse = |wanted: &str| Failure::usage(format!("{name}: `{value}` is not {wanted}"));
        match name {
            "--by" => {
                self.by = match value {
                    "endpoint" => By::Endpoint,
                    "path" => By::Path,
                    "service" => By::Service,
                    _ => return Err(refuse("one of endpoint, path, service")),
                };
            }
            "--slow" => self.slow = Millis::parse(name, value)?,
            "--timeout" => self.timeout = Millis::parse(name, value)?,
            "--warn" => self.warn = Some(Millis::parse(name, value)?),
            "--crit" => self.crit = Some(Millis::parse(name, value)?),
            "--now" => {
                self.now = Some(
                    timestamp::parse(value)
                        .map_err(|problem| Failure::usage(format!("--now {value}: {problem}")))?,
                );
            }
            "--percentile" => {
                self.percentile = Percent::parse(value)
                    .ok_or_else(|| refuse("a percentile over 0 and up to 100, such as 99.9"))?;
            }
            // Only --list is left: the names have been checked.
            _ => {
                self.list = decimal(value, 0)
                    .and_then(|count| usize::try_from(count).ok())
                    .ok_or_else(|| refuse("a count"))?;
            }
        }
        Ok(())
    }
}

/// Every option; each takes a value.
const NAMES: [&str; 8] = [
    "--by",
    "--slow",
    "--timeout",
    "--now",
    "--warn",
    "--crit",
    "--percentile",
    "--list",
];
