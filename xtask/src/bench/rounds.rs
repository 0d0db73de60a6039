//! Interleaved rounds: A B C, A B C, ..., so that a busy minute of the machine touches all alike.

use super::table::{Aim, Figures, Row, median};
use anyhow::{Context, Result, bail};
use std::process::{Command, Stdio};
use std::time::Instant;

/// One run: how long it took, and what came of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sample {
    pub(super) seconds: f64,
    pub(super) result: Vec<u8>,
}

/// Someone who does the work.
pub(super) struct Side {
    /// Who, as the table says it.
    pub(super) name: String,
    /// Does it once; or why that is not to be had here.
    pub(super) run: Result<Box<dyn FnMut() -> Result<Sample>>, String>,
}

impl Side {
    pub(super) fn new(name: &str, run: impl FnMut() -> Result<Sample> + 'static) -> Self {
        Self {
            name: name.to_owned(),
            run: Ok(Box::new(run)),
        }
    }

    pub(super) fn missing(name: &str, why: &str) -> Self {
        Self {
            name: name.to_owned(),
            run: Err(why.to_owned()),
        }
    }
}

/// Runs the first side, ours, against the others: a row for each of them. Their results must be ours.
pub(super) fn compare(
    what: &str,
    rounds: usize,
    aim: Aim,
    mut sides: Vec<Side>,
) -> Result<Vec<Row>> {
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); sides.len()];
    for _ in 0..rounds {
        let mut expected: Option<Vec<u8>> = None;
        for (side, times) in sides.iter_mut().zip(&mut times) {
            let Ok(run) = &mut side.run else {
                continue;
            };
            let sample = run().with_context(|| format!("{what}: {}", side.name))?;
            match &expected {
                None => expected = Some(sample.result),
                Some(expected) if *expected != sample.result => {
                    bail!("{what}: the result of {} is not ours", side.name);
                }
                Some(_) => {}
            }
            times.push(sample.seconds);
        }
    }
    let ours = median(&times[0]);
    let rows = sides.iter().zip(&times).skip(1).map(|(side, times)| Row {
        place: "native",
        what: what.to_owned(),
        against: side.name.clone(),
        figures: match &side.run {
            Ok(_) => Ok(Figures {
                ours,
                theirs: Some(median(times)),
            }),
            Err(why) => Err(why.clone()),
        },
        aim,
    });
    Ok(rows.collect())
}

/// A program from start to end, with its output as the result. A status of 1 is an answer, as grep has it.
pub(super) fn process(mut command: impl FnMut() -> Command) -> Result<Sample> {
    let mut command = command();
    command.stdin(Stdio::null());
    let started = Instant::now();
    let output = command
        .output()
        .with_context(|| format!("starting {}", command.get_program().display()))?;
    let seconds = started.elapsed().as_secs_f64();
    if output.status.code().is_none_or(|code| code > 1) {
        bail!("{}", String::from_utf8_lossy(&output.stderr).trim_end());
    }
    Ok(Sample {
        seconds,
        result: output.stdout,
    })
}

/// A program that takes its own time and prints `SECONDS RESULT`.
pub(super) fn told(mut command: impl FnMut() -> Command) -> Result<Sample> {
    let text = crate::process::output(&mut command())?;
    parse_told(&text).with_context(|| format!("{text:?} is not `SECONDS RESULT`"))
}

fn parse_told(text: &str) -> Option<Sample> {
    let (seconds, result) = text.trim_end().split_once(' ')?;
    Some(Sample {
        seconds: seconds.parse().ok()?,
        result: result.as_bytes().to_vec(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;
    use std::rc::Rc;

    fn side(name: &'static str, log: &Rc<RefCell<String>>, result: &'static str) -> Side {
        let log = Rc::clone(log);
        let mut round = 0.0;
        Side::new(name, move || {
            log.borrow_mut().push_str(name);
            round += 1.0;
            Ok(Sample {
                seconds: round,
                result: result.as_bytes().to_vec(),
            })
        })
    }

    #[test]
    fn sides_take_turns() {
        let log = Rc::default();
        let sides = vec![
            side("a", &log, "x"),
            Side::missing("b", "not here"),
            side("c", &log, "x"),
        ];
        let rows = compare("w", 3, Aim::Ratio(1.0), sides).unwrap();
        assert_eq!(*log.borrow(), "acacac");
        assert_eq!(rows[0].figures, Err("not here".to_owned()));
        let figures = rows[1].figures.clone().unwrap();
        assert_eq!((figures.ours, figures.theirs), (2.0, Some(2.0)));
    }

    #[test]
    fn another_result_is_an_error() {
        let log = Rc::default();
        let sides = vec![side("a", &log, "x"), side("c", &log, "y")];
        let error = compare("w", 3, Aim::Ratio(1.0), sides).unwrap_err();
        assert_eq!(error.to_string(), "w: the result of c is not ours");
    }

    #[test]
    fn times_are_read_as_they_are_told() {
        let sample = parse_told("0.25 12/7\n").unwrap();
        assert_eq!(sample.result, b"12/7");
        assert!((sample.seconds - 0.25).abs() < 1e-12);
        assert_eq!(parse_told("soon 12"), None);
    }
}
