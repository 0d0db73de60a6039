//! Comparing by lines.

use super::{Mismatch, excerpt, split};
use std::collections::HashMap;

/// Line by line, spaces at line ends and newlines at the end ignored.
pub(super) fn trailing_space(expected: &[u8], actual: &[u8]) -> Option<Mismatch> {
    let trimmed = |text| {
        let mut lines: Vec<&[u8]> = split(text);
        for line in &mut lines {
            *line = line.trim_ascii_end();
        }
        let full = lines.iter().rposition(|line| !line.is_empty());
        lines.truncate(full.map_or(0, |last| last + 1));
        lines
    };
    let (expected, actual) = (trimmed(expected), trimmed(actual));
    (0..expected.len().max(actual.len())).find_map(|index| {
        let (one, other) = (expected.get(index), actual.get(index));
        if one == other {
            return None;
        }
        let both = one.zip(other);
        let at = both.map_or(0, |(one, other)| {
            let same = one.iter().zip(*other);
            same.take_while(|(one, other)| one == other).count()
        });
        let said = |line: Option<&&[u8]>| match line {
            Some(line) => excerpt(line, at),
            None => "the end of the output".to_owned(),
        };
        let what = format!("expected {}, got {}", said(one), said(other));
        Some(Mismatch::in_line(index + 1, &what))
    })
}

/// The same lines as often, in any order.
pub(super) fn unordered(expected: &[u8], actual: &[u8]) -> Option<Mismatch> {
    let (expected, actual) = (split(expected), split(actual));
    let mut counts: HashMap<&[u8], (usize, usize)> = HashMap::new();
    for line in &expected {
        counts.entry(line).or_default().0 += 1;
    }
    for line in &actual {
        counts.entry(line).or_default().1 += 1;
    }
    let of = |line: &[u8]| counts.get(line).copied().unwrap_or_default();
    let times = |count: usize| match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        count => format!("{count} times"),
    };
    // What was printed but not expected can be pointed at; what is missing is nowhere.
    let surplus = actual.iter().enumerate().find_map(|(index, line)| {
        let (wanted, got) = of(line);
        let line = excerpt(line, 0);
        (got > wanted).then(|| {
            let what = match wanted {
                0 => format!("{line} was not expected"),
                _ => format!(
                    "{line} was expected {}, got it {}",
                    times(wanted),
                    times(got)
                ),
            };
            Mismatch::in_line(index + 1, &what)
        })
    });
    surplus.or_else(|| {
        let missing = expected.iter().enumerate().find(|(_, line)| {
            let (wanted, got) = of(line);
            got < wanted
        });
        missing.map(|(index, line)| {
            let (wanted, got) = of(line);
            let said = excerpt(line, 0);
            Mismatch::new(match got {
                0 => format!(
                    "the line {said} is missing: line {} of what was expected",
                    index + 1
                ),
                _ => format!(
                    "the line {said} was expected {}, got it {}",
                    times(wanted),
                    times(got)
                ),
            })
        })
    })
}
