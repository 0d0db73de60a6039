//! Judging a run: what came out, against what was expected, in words that help.

pub mod compare;
pub mod diff;
mod notice;
pub mod summary;
pub mod traceback;
mod visible;

use crate::case::Expected;
use crate::manifest::Compare;
use crate::text;
use contract::report::Unit;

/// What a run gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// How it ended.
    pub ended: Ended,
    /// Standard output, as far as it was kept.
    pub stdout: Vec<u8>,
    /// Standard error, as far as it was kept.
    pub stderr: Vec<u8>,
    /// Bytes of either that were dropped because there were too many.
    pub dropped_bytes: u64,
    /// Lines of either that were dropped because there were too many.
    pub dropped_lines: u64,
    /// Seconds it ran, start-up not counted.
    pub seconds: f64,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// By itself, with a status.
    Exited(i32),
    /// It was ended after the seconds it had.
    Timeout,
    /// The learner stopped it.
    Stopped,
    /// What runs the program died, with a sentence on how. Never told as a wrong answer.
    Broke(String),
}

/// What a run is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// All is as expected.
    Pass,
    /// Output, status or error messages are not.
    Fail,
    /// It crashed: it ended with a status that is neither 0 nor the expected one, or what runs it died.
    Error,
    /// It took too long.
    Timeout,
}

impl Verdict {
    /// One word for the page.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Error => "error",
            Self::Timeout => "timeout",
        }
    }
}

/// A verdict and what led to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The verdict.
    pub verdict: Verdict,
    /// Why it is not a pass: whole sentences, the most helpful first. Empty for a pass.
    pub why: Vec<String>,
    /// Whether what runs the program died, which says nothing of the answer.
    pub broke: bool,
}

/// Judges a run; none when it was stopped, since then there is nothing to judge.
#[must_use]
pub fn judge(compare: Compare, expected: &Expected, outcome: &Outcome) -> Option<Judged> {
    let (verdict, why) = match &outcome.ended {
        Ended::Stopped => return None,
        Ended::Broke(reason) => (
            Verdict::Error,
            vec![
                reason.clone(),
                "the runtime broke, which says nothing of whether the answer is right".to_owned(),
            ],
        ),
        Ended::Timeout => {
            let after = text::format(outcome.seconds, Unit::Seconds);
            let why = format!("it was still running after {after}, and was ended");
            let mut why = vec![why];
            why.extend(cut(outcome));
            (Verdict::Timeout, why)
        }
        Ended::Exited(status) => exited(compare, expected, outcome, *status),
    };
    Some(Judged {
        verdict,
        why: why.iter().map(|why| sentence(why)).collect(),
        broke: matches!(outcome.ended, Ended::Broke(_)),
    })
}

/// The verdict on a program that ended by itself, and why.
fn exited(
    compare: Compare,
    expected: &Expected,
    outcome: &Outcome,
    status: i32,
) -> (Verdict, Vec<String>) {
    let wanted = i32::from(expected.status);
    let mismatch = compare::compare(compare, &expected.stdout, &outcome.stdout);
    let mut why = Vec::new();
    if status != wanted {
        let but = if mismatch.is_none() && !expected.stdout.is_empty() {
            "the output is right, but it"
        } else {
            "it"
        };
        let see = if status != 0 && !outcome.stderr.is_empty() {
            ": see stderr"
        } else {
            ""
        };
        why.push(format!(
            "{but} ends with status {status} where {wanted} was expected{see}"
        ));
    }
    if let Some(mismatch) = mismatch {
        let noticed = notice::output(compare, expected, outcome, mismatch.reason);
        // What crashed is told first; what is merely wrong, after what it printed.
        let at = if status == 0 { 0 } else { why.len() };
        why.splice(at..at, noticed);
    }
    why.extend(cut(outcome));
    why.extend(notice::stderr(&expected.stderr_has, outcome));
    let verdict = if status != wanted && status != 0 {
        Verdict::Error
    } else if why.is_empty() {
        Verdict::Pass
    } else {
        Verdict::Fail
    };
    (verdict, why)
}

/// What was dropped, if anything was: what nobody saw can't be judged right.
fn cut(outcome: &Outcome) -> Option<String> {
    let some = |count: u64, what: &str| {
        let s = if count == 1 { "" } else { "s" };
        (count > 0).then(|| format!("{} {what}{s}", text::count(count)))
    };
    let dropped: Vec<String> = [
        some(outcome.dropped_lines, "line"),
        some(outcome.dropped_bytes, "byte"),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!dropped.is_empty()).then(|| {
        format!(
            "it printed too much: {} beyond the limit were dropped",
            dropped.join(", ")
        )
    })
}

/// A capital at the beginning, a full stop at the end.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let mut sentence: String = chars
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    sentence.push_str(chars.as_str());
    if !sentence.ends_with(['.', '!', '?']) {
        sentence.push('.');
    }
    sentence
}

#[cfg(test)]
mod tests;
