//! Comparing word by word, numbers with a tolerance.

use super::{Mismatch, excerpt, split};

/// How far numbers may be apart, relative to the larger one.
const TOLERANCE: f64 = 1e-6;

/// Line by line and word by word, numbers within [`TOLERANCE`]; empty lines at the end don't count.
pub(super) fn compare(expected: &[u8], actual: &[u8]) -> Option<Mismatch> {
    let lines = |text| {
        let mut lines: Vec<Vec<&[u8]>> = split(text).into_iter().map(words).collect();
        let full = lines.iter().rposition(|line| !line.is_empty());
        lines.truncate(full.map_or(0, |last| last + 1));
        lines
    };
    let (expected, actual) = (lines(expected), lines(actual));
    for (index, (wanted, got)) in expected.iter().zip(&actual).enumerate() {
        let differs = wanted
            .iter()
            .zip(got)
            .find(|(one, other)| !same(one, other));
        if let Some((one, other)) = differs {
            let far = match (number(one), number(other)) {
                (Some(_), Some(_)) => ", more than 1e-6 of it away",
                _ => "",
            };
            let what = format!(
                "expected {}, got {}{far}",
                excerpt(one, 0),
                excerpt(other, 0)
            );
            return Some(Mismatch::in_line(index + 1, &what));
        }
        if wanted.len() != got.len() {
            let s = if wanted.len() == 1 { "" } else { "s" };
            let what = format!("expected {} word{s}, got {}", wanted.len(), got.len());
            return Some(Mismatch::in_line(index + 1, &what));
        }
    }
    (expected.len() != actual.len()).then(|| {
        let s = if expected.len() == 1 { "" } else { "s" };
        Mismatch::new(format!(
            "expected {} line{s}, got {}",
            expected.len(),
            actual.len()
        ))
    })
}

/// The words of a line.
fn words(line: &[u8]) -> Vec<&[u8]> {
    line.split(u8::is_ascii_whitespace)
        .filter(|word| !word.is_empty())
        .collect()
}

/// Whether two words are the same, or numbers that are close.
fn same(one: &[u8], other: &[u8]) -> bool {
    if one == other {
        return true;
    }
    match (number(one), number(other)) {
        (Some(one), Some(other)) => {
            (one - other).abs() <= TOLERANCE * f64::max(one.abs(), other.abs())
        }
        _ => false,
    }
}

/// The finite number that a word is; words such as `nan` and `infinity` are words.
fn number(word: &[u8]) -> Option<f64> {
    let text = std::str::from_utf8(word).ok()?;
    let digits = text.bytes().any(|byte| byte.is_ascii_digit());
    let number: f64 = text.parse().ok().filter(|_| digits)?;
    number.is_finite().then_some(number)
}
