//! A way through a maze: found where no simple one leads around what stands there.

use super::obstacles::crosses;
use super::path::to_segment;
use super::route::{CLEARANCE, Docks, TOUCH, out, without_repeats};
use crate::edit::Side;
use crate::model::{Point, Rect};
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// A corner counts as much as so much way.
const CORNER: f64 = 2.0 * CLEARANCE;

/// The walls along which ways are looked for: those nearest to the straight line.
const MOST_WALLS: usize = 64;

/// The steps after which there is no way that anybody could follow.
const MOST_STEPS: usize = 12_000;

/// The lines that ways follow, and which of their pieces are free.
struct Maze {
    xs: Vec<f64>,
    ys: Vec<f64>,
    /// By row and column: whether a wall is on the piece to the right, and on the one below.
    walled: Vec<[bool; 2]>,
}

/// A place reached along a line: its crossing, and whether the line is upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    column: usize,
    row: usize,
    upright: bool,
}

impl Place {
    /// Whether it is the same crossing, along whichever line.
    fn crosses(self, other: Self) -> bool {
        (self.column, self.row) == (other.column, other.row)
    }
}

#[derive(PartialEq)]
struct Step {
    /// The way so far and the least that is left, and the way so far.
    cost: f64,
    so_far: f64,
    place: usize,
}

impl Eq for Step {}

impl Ord for Step {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_cost = self.cost.total_cmp(&other.cost);
        // Of two that are equally good, the one that is further on.
        by_cost
            .then(other.so_far.total_cmp(&self.so_far))
            .then(self.place.cmp(&other.place))
    }
}

impl PartialOrd for Step {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Maze {
    fn new(walls: &[Rect], lines: &[Rect], ends: [Point; 2], within: Rect) -> Self {
        let mut xs: Vec<f64> = ends.iter().map(|end| end.x).collect();
        let mut ys: Vec<f64> = ends.iter().map(|end| end.y).collect();
        for rect in lines {
            let rect = rect.grown(CLEARANCE - TOUCH);
            xs.extend([rect.x, rect.right()]);
            ys.extend([rect.y, rect.bottom()]);
        }
        xs.retain(|x| (within.x..=within.right()).contains(x));
        ys.retain(|y| (within.y..=within.bottom()).contains(y));
        for lines in [&mut xs, &mut ys] {
            lines.sort_unstable_by(f64::total_cmp);
            lines.dedup();
        }
        let mut walled = vec![[false; 2]; xs.len() * ys.len()];
        for wall in walls {
            let inside = |lines: &[f64], low: f64, high: f64| {
                lines.partition_point(|at| *at <= low)..lines.partition_point(|at| *at < high)
            };
            let columns = inside(&xs, wall.x, wall.right());
            let rows = inside(&ys, wall.y, wall.bottom());
            // A piece that only begins inside is walled, too.
            for row in rows.clone() {
                for column in columns.start.saturating_sub(1)..columns.end {
                    walled[row * xs.len() + column][0] = true;
                }
            }
            for column in columns {
                for row in rows.start.saturating_sub(1)..rows.end {
                    walled[row * xs.len() + column][1] = true;
                }
            }
        }
        Self { xs, ys, walled }
    }

    fn index(&self, place: Place) -> usize {
        (place.row * self.xs.len() + place.column) * 2 + usize::from(place.upright)
    }

    fn place(&self, index: usize) -> Place {
        let crossing = index / 2;
        Place {
            column: crossing % self.xs.len(),
            row: crossing / self.xs.len(),
            upright: index % 2 == 1,
        }
    }

    fn at(&self, place: Place) -> Point {
        Point {
            x: self.xs[place.column],
            y: self.ys[place.row],
        }
    }

    fn find(&self, at: Point, upright: bool) -> Option<Place> {
        let on = |lines: &[f64], at: f64| lines.binary_search_by(|x| x.total_cmp(&at)).ok();
        Some(Place {
            column: on(&self.xs, at.x)?,
            row: on(&self.ys, at.y)?,
            upright,
        })
    }

    /// The neighbouring crossings that nothing parts from a place.
    fn next(&self, from: Place) -> impl Iterator<Item = Place> {
        let free = |column: usize, row: usize, axis: usize| {
            !self.walled[row * self.xs.len() + column][axis]
        };
        let Place { column, row, .. } = from;
        let left = (column > 0 && free(column - 1, row, 0)).then(|| (column - 1, row, false));
        let right =
            (column + 1 < self.xs.len() && free(column, row, 0)).then(|| (column + 1, row, false));
        let up = (row > 0 && free(column, row - 1, 1)).then(|| (column, row - 1, true));
        let down =
            (row + 1 < self.ys.len() && free(column, row, 1)).then(|| (column, row + 1, true));
        let all = [left, right, up, down].into_iter().flatten();
        all.map(|(column, row, upright)| Place {
            column,
            row,
            upright,
        })
    }

    /// The shortest way from one place to another (A*), by its crossings.
    fn shortest(&self, from: Place, to: Place) -> Option<Vec<Point>> {
        let goal = self.at(to);
        let left = |at: Point| (at.x - goal.x).abs() + (at.y - goal.y).abs();
        let mut best = vec![f64::INFINITY; self.walled.len() * 2];
        let mut back = vec![usize::MAX; self.walled.len() * 2];
        let start = self.index(from);
        best[start] = 0.0;
        let mut open = BinaryHeap::from([Reverse(Step {
            cost: left(self.at(from)),
            so_far: 0.0,
            place: start,
        })]);
        for _ in 0..MOST_STEPS {
            let Reverse(step) = open.pop()?;
            if step.so_far > best[step.place] {
                continue;
            }
            let here = self.place(step.place);
            if here.crosses(to) {
                let before = |place: &usize| Some(back[*place]).filter(|at| *at != usize::MAX);
                let places = std::iter::successors(Some(step.place), before);
                let mut points: Vec<Point> = places.map(|at| self.at(self.place(at))).collect();
                points.reverse();
                return Some(points);
            }
            let at = self.at(here);
            for next in self.next(here) {
                let there = self.at(next);
                let corner = |a: Place, b: Place| if a.upright == b.upright { 0.0 } else { CORNER };
                let mut so_far = step.so_far + at.distance(there) + corner(here, next);
                if next.crosses(to) {
                    so_far += corner(next, to);
                }
                let index = self.index(next);
                if so_far < best[index] {
                    best[index] = so_far;
                    back[index] = step.place;
                    open.push(Reverse(Step {
                        cost: so_far + left(there),
                        so_far,
                        place: index,
                    }));
                }
            }
        }
        None
    }
}

/// The shortest way between the docks of two components, `own`, that passes through none of the walls nor leaves a part of the
/// world; `None` when there is none, or only an endless one.
pub(super) fn through(
    walls: &[Rect],
    own: [Rect; 2],
    docks: Docks,
    within: Rect,
) -> Option<Vec<Point>> {
    let start = out(docks.from, docks.leave, CLEARANCE);
    let end = out(docks.to, docks.arrive, CLEARANCE);
    let stub = |from: Point, to: Point| walls.iter().any(|wall| crosses(from, to, *wall));
    if stub(docks.from, start) || stub(end, docks.to) {
        return None;
    }
    let mut walls = walls.to_vec();
    let aside = |rect: &Rect| to_segment(rect.middle(), start, end);
    walls.sort_by(|a, b| aside(a).total_cmp(&aside(b)));
    // A link doesn't pass through its own ends either.
    walls.splice(0..0, own.map(|rect| rect.grown(TOUCH)));
    let lines = &walls[..walls.len().min(MOST_WALLS)];
    let maze = Maze::new(&walls, lines, [start, end], within.grown(-TOUCH));
    let upright = |side: Side| matches!(side, Side::Up | Side::Down);
    let from = maze.find(start, upright(docks.leave))?;
    let to = maze.find(end, upright(docks.arrive))?;
    let mut points = vec![docks.from];
    points.extend(maze.shortest(from, to)?);
    points.push(docks.to);
    Some(without_repeats(points))
}
