//! What is where: a coarse grid over the components, so that a link looks only at its neighbours.

use crate::model::{Id, Point, Rect};
use std::collections::BTreeMap;

/// The width and height of a cell.
const CELL: f64 = 256.0;

/// A rectangle that takes more cells than this is kept apart, and looked at always.
const MAX_CELLS: i64 = 400;

/// Rectangles by place.
#[derive(Clone, Debug, Default)]
pub struct Obstacles {
    rects: BTreeMap<Id, Rect>,
    cells: BTreeMap<(i32, i32), Vec<(Id, Rect)>>,
    large: Vec<(Id, Rect)>,
}

/// The cells that a rectangle touches: columns and rows, first and last.
fn span(rect: Rect) -> (i32, i32, i32, i32) {
    // Casts saturate, and no number becomes 0.
    let cell = |at: f64| libm::floor(at / CELL) as i32;
    (
        cell(rect.x),
        cell(rect.right()),
        cell(rect.y),
        cell(rect.bottom()),
    )
}

fn cells(
    (left, right, top, bottom): (i32, i32, i32, i32),
) -> Option<impl Iterator<Item = (i32, i32)>> {
    let count = (i64::from(right) - i64::from(left) + 1) * (i64::from(bottom) - i64::from(top) + 1);
    let all = (left..=right).flat_map(move |x| (top..=bottom).map(move |y| (x, y)));
    (count <= MAX_CELLS).then_some(all)
}

impl Obstacles {
    /// Puts a rectangle somewhere, and takes it away from where it was.
    pub fn put(&mut self, id: Id, rect: Rect) {
        self.remove(id);
        self.rects.insert(id, rect);
        match cells(span(rect)) {
            Some(cells) => {
                for cell in cells {
                    self.cells.entry(cell).or_default().push((id, rect));
                }
            }
            None => self.large.push((id, rect)),
        }
    }

    /// Takes a rectangle away.
    pub fn remove(&mut self, id: Id) {
        let Some(rect) = self.rects.remove(&id) else {
            return;
        };
        match cells(span(rect)) {
            Some(cells) => {
                for cell in cells {
                    if let Some(there) = self.cells.get_mut(&cell) {
                        there.retain(|(other, _)| *other != id);
                    }
                }
            }
            None => self.large.retain(|(other, _)| *other != id),
        }
    }

    /// Where something is.
    #[must_use]
    pub fn get(&self, id: Id) -> Option<Rect> {
        self.rects.get(&id).copied()
    }

    /// What touches a rectangle, in the order of the numbers.
    #[must_use]
    pub fn near(&self, rect: Rect) -> Vec<(Id, Rect)> {
        let touches = |other: &Rect| {
            other.x <= rect.right()
                && rect.x <= other.right()
                && other.y <= rect.bottom()
                && rect.y <= other.bottom()
        };
        let mut found: Vec<(Id, Rect)> = match cells(span(rect)) {
            Some(cells) => cells
                .filter_map(|cell| self.cells.get(&cell))
                .flatten()
                .chain(&self.large)
                .filter(|(_, other)| touches(other))
                .copied()
                .collect(),
            None => {
                let all = self.rects.iter().map(|(id, rect)| (*id, *rect));
                all.filter(|(_, other)| touches(other)).collect()
            }
        };
        found.sort_by_key(|(id, _)| *id);
        found.dedup_by_key(|(id, _)| *id);
        found
    }
}

/// Whether a straight line passes through the inside of a rectangle (Liang and Barsky's clipping).
#[must_use]
pub(super) fn crosses(from: Point, to: Point, rect: Rect) -> bool {
    let beside = |a: f64, b: f64, low: f64, high: f64| a.max(b) <= low || a.min(b) >= high;
    if beside(from.x, to.x, rect.x, rect.right()) || beside(from.y, to.y, rect.y, rect.bottom()) {
        return false;
    }
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let mut enter = 0.0_f64;
    let mut leave = 1.0_f64;
    for (step, near, far) in [
        (dx, rect.x - from.x, rect.right() - from.x),
        (dy, rect.y - from.y, rect.bottom() - from.y),
    ] {
        if step == 0.0 {
            if near >= 0.0 || far <= 0.0 {
                return false;
            }
        } else {
            let (a, b) = (near / step, far / step);
            enter = enter.max(a.min(b));
            leave = leave.min(a.max(b));
        }
    }
    enter < leave
}
