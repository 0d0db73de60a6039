//! A readable difference between what was printed and what was expected.
//!
//! Lines are compared by Myers' algorithm with a bound on its effort, changed lines are compared once more within, and
//! white space is made visible where it is the difference. Outputs may have any bytes, a megabyte of them, in one line
//! or in a million: time and memory stay bounded, and what is shown is short enough to draw.

mod line;
mod myers;

use line::{Line, Text};
use myers::Op;
use std::collections::HashMap;

/// Equal lines shown around a change.
const CONTEXT: usize = 3;

/// Lines shown in all.
const MAX_LINES: usize = 400;

/// Effort spent on lines: changes looked for, at most. Beyond, the rest counts as changed.
const MAX_LINE_EDITS: usize = 1000;

/// A difference, as hunks of changed lines with context. Empty when the outputs are the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    /// The hunks, in order.
    pub hunks: Vec<Hunk>,
    /// Whether lines were left out at the end because there were too many.
    pub truncated: bool,
}

/// Neighbouring changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// The number of its first line in what was printed, from 1.
    pub before_line: usize,
    /// The number of its first line in what was expected, from 1.
    pub after_line: usize,
    /// The lines.
    pub lines: Vec<DiffLine>,
}

/// A line of a hunk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffLine {
    /// Which side it is of.
    pub tag: Tag,
    /// Its text in pieces, each with whether it is emphasised: whether it is what differs.
    pub spans: Vec<(bool, String)>,
}

/// Which side a line is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// Both.
    Same,
    /// What was expected, and not printed: drawn with `+`.
    Expected,
    /// What was printed, and not expected: drawn with `-`.
    Actual,
}

/// Compares what was printed with what was expected.
#[must_use]
pub fn diff(expected: &[u8], actual: &[u8]) -> Diff {
    if expected == actual {
        return Diff::default();
    }
    let (before, after) = (Line::all(actual), Line::all(expected));
    let mut numbers = HashMap::new();
    let old = numbered(&before, &mut numbers);
    let new = numbered(&after, &mut numbers);
    let ops = myers::compare(&old, &new, MAX_LINE_EDITS);
    hunks(&before, &after, &ops)
}

/// The lines as numbers, the same for the same line: quick to compare.
fn numbered<'a>(lines: &[Line<'a>], numbers: &mut HashMap<Line<'a>, usize>) -> Vec<usize> {
    let numbered = lines.iter().map(|line| {
        let next = numbers.len();
        *numbers.entry(*line).or_insert(next)
    });
    numbered.collect()
}

/// Groups the changes, with their context, as long as there is room.
fn hunks(before: &[Line<'_>], after: &[Line<'_>], ops: &[Op]) -> Diff {
    let mut diff = Diff::default();
    let mut left = MAX_LINES;
    for (index, op) in ops.iter().enumerate() {
        let Op::Changed {
            before: old,
            after: new,
        } = op
        else {
            continue;
        };
        if left == 0 {
            diff.truncated = true;
            break;
        }
        // The equal lines since the last change: the end of them, or all, when that change is near.
        let gap = match index.checked_sub(1).and_then(|index| ops.get(index)) {
            Some(Op::Same { length, .. }) => *length,
            _ => 0,
        };
        let joined = !diff.hunks.is_empty() && gap <= 2 * CONTEXT;
        let context = if joined {
            gap.saturating_sub(CONTEXT)
        } else {
            gap.min(CONTEXT)
        };
        if !joined {
            diff.hunks.push(Hunk {
                before_line: old.start - context + 1,
                after_line: new.start - context + 1,
                lines: Vec::new(),
            });
        }
        let following = match ops.get(index + 1) {
            Some(Op::Same { length, .. }) => (*length).min(CONTEXT),
            _ => 0,
        };
        let Some(hunk) = diff.hunks.last_mut() else {
            break;
        };
        let changed = line::changed(before, old.clone(), after, new.clone(), left);
        let cut = changed.len() < old.len() + new.len();
        let same = |lines: std::ops::Range<usize>| {
            lines.map(|at| DiffLine {
                tag: Tag::Same,
                spans: Text::of(&before[at]).plain(),
            })
        };
        hunk.lines.extend(same(old.start - context..old.start));
        hunk.lines.extend(changed);
        if cut {
            diff.truncated = true;
            break;
        }
        hunk.lines.extend(same(old.end..old.end + following));
        left = left.saturating_sub(context + old.len() + new.len() + following);
    }
    diff
}

#[cfg(test)]
mod tests;
