//! Comparing what was printed with what was expected, in the ways that an exercise can ask for.
//!
//! Each comparer gives the first place that differs, or nothing. All are linear in the two outputs but for sorting.

mod json;
mod lines;
mod numbers;

use super::visible::excerpt;
use crate::manifest::Compare;

/// A difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The first place and what differs there: "line 3: expected 4 words, got 3".
    pub reason: String,
}

impl Mismatch {
    fn new(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
        }
    }

    /// Something in a line, counted from 1.
    fn in_line(line: usize, what: &str) -> Self {
        Self::new(format!("line {line}: {what}"))
    }
}

/// Compares an output with the expected one; nothing when they agree.
#[must_use]
pub fn compare(how: Compare, expected: &[u8], actual: &[u8]) -> Option<Mismatch> {
    match how {
        // The common case of agreement needs no look at lines.
        _ if how != Compare::Json && expected == actual => None,
        Compare::Exact => exact(expected, actual),
        Compare::TrailingSpace => lines::trailing_space(expected, actual),
        Compare::UnorderedLines => lines::unordered(expected, actual),
        Compare::Json => json::compare(expected, actual),
        Compare::Numbers => numbers::compare(expected, actual),
    }
}

/// The first byte that differs.
fn exact(expected: &[u8], actual: &[u8]) -> Option<Mismatch> {
    let same = expected.iter().zip(actual);
    let at = same.take_while(|(one, other)| one == other).count();
    if at == expected.len() && at == actual.len() {
        return None;
    }
    let before = &expected[..at];
    let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
    let start = before
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |newline| newline + 1);
    let rest = |text: &'_ [u8]| {
        let rest = &text[start..];
        let end = rest.iter().position(|byte| *byte == b'\n');
        match end {
            Some(0) => "an empty line".to_owned(),
            None if rest.is_empty() => "the end of the output".to_owned(),
            end => excerpt(&rest[..end.unwrap_or(rest.len())], at - start),
        }
    };
    let what = match (expected.get(at), actual.get(at)) {
        (Some(b'\n'), None) if at > start => "the newline at its end is missing".to_owned(),
        (None, Some(b'\n')) if at > start => "no newline was expected at its end".to_owned(),
        _ => format!("expected {}, got {}", rest(expected), rest(actual)),
    };
    Some(Mismatch::in_line(line, &what))
}

/// The lines of an output; a newline at the end begins no further one.
fn split(text: &[u8]) -> Vec<&[u8]> {
    let mut lines: Vec<&[u8]> = text.split(|byte| *byte == b'\n').collect();
    lines.pop_if(|last| last.is_empty());
    lines
}

#[cfg(test)]
mod tests;
