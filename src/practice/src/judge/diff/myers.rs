//! Comparing two sequences: E. W. Myers, "An O(ND) difference algorithm and its variations" (Algorithmica, 1986), the
//! greedy one, with a bound on the number of differences.

use std::ops::Range;

/// A run of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Op {
    /// Equal on both sides.
    Same {
        before: usize,
        after: usize,
        length: usize,
    },
    /// Different: one of the ranges may be empty.
    Changed {
        before: Range<usize>,
        after: Range<usize>,
    },
}

/// The runs that lead from `before` to `after`, equal and changed ones in turn. Beyond `limit` single changes, all
/// up to the common end counts as changed. Memory is `limit` squared; time, that and the lengths.
pub(super) fn compare<T: PartialEq>(before: &[T], after: &[T], limit: usize) -> Vec<Op> {
    let head = common(before.iter().zip(after));
    let (old, new) = (&before[head..], &after[head..]);
    let tail = common(old.iter().rev().zip(new.iter().rev()));
    let (old, new) = (&old[..old.len() - tail], &new[..new.len() - tail]);
    let mut ops = Ops(Vec::new());
    ops.same(0, 0, head);
    for (x, y, length) in snakes(old, new, limit) {
        ops.same(head + x, head + y, length);
    }
    ops.same(before.len() - tail, after.len() - tail, tail);
    ops.same(before.len(), after.len(), 0);
    ops.0
}

/// How many pairs at the front are equal.
fn common<'a, T: PartialEq + 'a>(pairs: impl Iterator<Item = (&'a T, &'a T)>) -> usize {
    pairs.take_while(|(one, other)| one == other).count()
}

/// The equal runs as (place before, place after, length), in order.
fn snakes<T: PartialEq>(old: &[T], new: &[T], limit: usize) -> Vec<(usize, usize, usize)> {
    // `reach[k + d]` is how far the old side is used on the diagonal x - y = k after d changes; one row per d, so that
    // the way can be found back.
    let mut rows: Vec<Vec<usize>> = Vec::new();
    let mut end = None;
    for d in 0..=limit {
        let mut row = Vec::with_capacity(2 * d + 1);
        for k in -(d as isize)..=d as isize {
            // Diagonals of the other parity are not reached by d changes.
            let x = if (k + d as isize) % 2 != 0 {
                0
            } else {
                let start = rows.last().map_or(0, |last| step(last, d - 1, k).0);
                let y = start.wrapping_add_signed(-k);
                match (old.get(start..), new.get(y..)) {
                    (Some(old), Some(new)) => start + common(old.iter().zip(new)),
                    _ => start,
                }
            };
            row.push(x);
            if x == old.len() && x.wrapping_add_signed(-k) == new.len() && (k + d as isize) % 2 == 0
            {
                end = Some(k);
                break;
            }
        }
        rows.push(row);
        if end.is_some() {
            break;
        }
    }
    let way = match end {
        Some(k) => Some((rows.len() - 1, k)),
        // The furthest that is still within both sides.
        None => (0..rows.len())
            .rev()
            .find_map(|d| Some((d, furthest(&rows[d], d, old.len(), new.len())?))),
    };
    way.map_or(Vec::new(), |(d, k)| back(&rows[..=d], k))
}

/// Where a diagonal is entered after one change more than `row` (of `d` changes) has, and from which diagonal.
fn step(row: &[usize], d: usize, k: isize) -> (usize, isize) {
    let at = |k: isize| {
        usize::try_from(k + d as isize)
            .ok()
            .and_then(|index| row.get(index))
            .copied()
    };
    match (at(k - 1), at(k + 1)) {
        (Some(left), Some(up)) if left < up => (up, k + 1),
        (Some(left), _) => (left + 1, k - 1),
        (None, Some(up)) => (up, k + 1),
        (None, None) => (0, 0),
    }
}

/// The diagonal that got furthest within both sides after `d` changes.
fn furthest(row: &[usize], d: usize, old: usize, new: usize) -> Option<isize> {
    let diagonals = (-(d as isize)..=d as isize).step_by(2);
    let inside = diagonals.filter_map(|k| {
        let x = *row.get(usize::try_from(k + d as isize).ok()?)?;
        let y = x.checked_add_signed(-k)?;
        (x <= old && y <= new).then_some((x + y, k))
    });
    inside.max().map(|(_, k)| k)
}

/// The equal runs on the way to the end of diagonal `k` of the last row.
fn back(rows: &[Vec<usize>], mut k: isize) -> Vec<(usize, usize, usize)> {
    let mut snakes = Vec::new();
    for d in (0..rows.len()).rev() {
        let x = rows[d][(k + d as isize) as usize];
        let (start, from) = match d.checked_sub(1) {
            Some(less) => step(&rows[less], less, k),
            None => (0, 0),
        };
        if x > start {
            snakes.push((start, start.wrapping_add_signed(-k), x - start));
        }
        k = from;
    }
    snakes.reverse();
    snakes
}

/// Runs being put together.
struct Ops(Vec<Op>);

impl Ops {
    /// Adds an equal run, and before it a changed one from where the last ended.
    fn same(&mut self, before: usize, after: usize, length: usize) {
        let (x, y) = match self.0.last() {
            Some(Op::Same {
                before,
                after,
                length,
            }) => (before + length, after + length),
            Some(Op::Changed { before, after }) => (before.end, after.end),
            None => (0, 0),
        };
        if x < before || y < after {
            self.0.push(Op::Changed {
                before: x..before,
                after: y..after,
            });
        }
        if length == 0 {
            return;
        }
        match self.0.last_mut() {
            Some(Op::Same { length: last, .. }) => *last += length,
            _ => self.0.push(Op::Same {
                before,
                after,
                length,
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The sum of changed items, having checked that the runs lead from one side to the other.
    fn changes(before: &[u8], after: &[u8], limit: usize) -> usize {
        let (mut x, mut y, mut changes, mut last) = (0, 0, 0, None);
        for op in compare(before, after, limit) {
            let same = matches!(op, Op::Same { .. });
            assert_ne!(last, Some(same), "runs are joined");
            last = Some(same);
            match op {
                Op::Same {
                    before: a,
                    after: b,
                    length,
                } => {
                    assert_eq!((a, b), (x, y));
                    assert_eq!(before[a..a + length], after[b..b + length]);
                    (x, y) = (x + length, y + length);
                }
                Op::Changed { before, after } => {
                    assert_eq!((before.start, after.start), (x, y));
                    changes += before.len() + after.len();
                    (x, y) = (before.end, after.end);
                }
            }
        }
        assert_eq!((x, y), (before.len(), after.len()));
        changes
    }

    /// By the longest common subsequence, as in a textbook.
    fn fewest(before: &[u8], after: &[u8]) -> usize {
        let mut row = vec![0; after.len() + 1];
        for one in before {
            let mut corner = 0;
            for (index, other) in after.iter().enumerate() {
                let up = row[index + 1];
                row[index + 1] = if one == other {
                    corner + 1
                } else {
                    up.max(row[index])
                };
                corner = up;
            }
        }
        before.len() + after.len() - 2 * row[after.len()]
    }

    #[test]
    fn the_example_of_the_paper() {
        assert_eq!(changes(b"abcabba", b"cbabac", 100), 5);
        assert_eq!(changes(b"", b"", 0), 0);
        assert_eq!(changes(b"", b"abc", 100), 3);
        assert_eq!(changes(b"axb", b"ab", 0), 1);
    }

    #[test]
    fn beyond_the_limit_the_rest_counts_as_changed() {
        let before: Vec<u8> = (0..100).collect();
        let after: Vec<u8> = (100..200).collect();
        assert_eq!(changes(&before, &after, 10), 200);
        let (one, other) = (
            ["x", "common ", "y"].concat(),
            ["", "common ", "1234"].concat(),
        );
        assert_eq!(
            changes(one.as_bytes(), other.as_bytes(), 2),
            6,
            "what was found stays"
        );
    }

    proptest! {
        #[test]
        fn it_is_the_shortest_way(
            before in prop::collection::vec(0_u8..4, 0..30), after in prop::collection::vec(0_u8..4, 0..30)
        ) {
            prop_assert_eq!(changes(&before, &after, 100), fewest(&before, &after));
        }

        #[test]
        fn a_limit_gives_a_way_too(
            before in prop::collection::vec(0_u8..4, 0..40), after in prop::collection::vec(0_u8..4, 0..40), limit in 0_usize..20
        ) {
            changes(&before, &after, limit);
        }
    }
}
