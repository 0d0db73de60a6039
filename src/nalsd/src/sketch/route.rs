//! Where a link runs: from edge to edge, curved, straight when its ends are level, around what stands between.

use super::obstacles::{Obstacles, crosses};
use super::path::{Path, sampled};
use crate::edit::Side;
use crate::model::{Id, Point, Rect};

/// How far from a component a link passes.
const CLEARANCE: f64 = 16.0;

/// What comes nearer than this to a component passes through it, as far as the eye can tell.
const TOUCH: f64 = 6.0;

/// How far beyond its ends a link may go to get around something.
const DETOUR: f64 = 160.0;

/// How far each of two opposite links is moved aside.
const ASIDE: f64 = 7.0;

/// Ends that are less apart than this across the link are joined by a straight line.
const LEVEL: f64 = 12.0;

/// A link further than this, across and along together, goes its way whatever stands there: around so much there is no
/// way that anybody could follow.
const FAR: f64 = 2_000.0;

/// How many of the components in its way a link tries to get around.
const MAX_BLOCKERS: usize = 24;

/// What a link is to be led between.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ends {
    /// Who calls.
    pub from: Rect,
    /// Who is called.
    pub to: Rect,
    /// Whether there is a link in the other direction, too: either keeps to its right.
    pub both_ways: bool,
}

/// The middle of a side: where links begin and end.
#[must_use]
pub fn port(rect: Rect, side: Side) -> Point {
    let middle = rect.middle();
    match side {
        Side::Left => Point {
            x: rect.x,
            y: middle.y,
        },
        Side::Right => Point {
            x: rect.right(),
            y: middle.y,
        },
        Side::Up => Point {
            x: middle.x,
            y: rect.y,
        },
        Side::Down => Point {
            x: middle.x,
            y: rect.bottom(),
        },
    }
}

/// The part of the world that matters for a link: what stands outside doesn't change its route. None of it does for a link
/// that goes far.
pub(super) fn region(ends: Ends) -> Option<Rect> {
    let bounds = Rect::around([ends.from, ends.to]).unwrap_or_default();
    (bounds.w + bounds.h <= FAR).then(|| bounds.grown(DETOUR))
}

/// Leads a link. `own` are its two components, which are no obstacles to it.
#[must_use]
pub fn route(ends: Ends, own: [Id; 2], obstacles: &Obstacles) -> Path {
    let (leave, arrive) = sides(ends.from, ends.to);
    let (from, to) = level(ends, leave, arrive);
    let way = Way(region(ends).map_or_else(Vec::new, |region| {
        let near = obstacles.near(region).into_iter();
        let others = near.filter(|(id, rect)| !own.contains(id) && region.overlaps(*rect));
        others.map(|(_, rect)| rect.grown(TOUCH)).collect()
    }));
    let straight = match leave {
        Side::Left | Side::Right => from.y == to.y,
        Side::Up | Side::Down => from.x == to.x,
    };
    let blocked = if straight {
        way.blocked(&[from, to])
    } else {
        let (a, b) = controls(from, leave, to, arrive);
        way.blocked(&sampled(from, a, b, to))
    };
    if let Some(points) = blocked.then(|| around(&way, from, leave, to)).flatten() {
        return Path::line(points);
    }
    if straight {
        return Path::line(vec![from, to]);
    }
    let (a, b) = controls(from, leave, to, arrive);
    Path::curve(from, a, b, to)
}

/// The sides at which a link leaves and arrives: those that face each other with most room, left and right first.
fn sides(from: Rect, to: Rect) -> (Side, Side) {
    let right = to.x - from.right();
    let left = from.x - to.right();
    let down = to.y - from.bottom();
    let up = from.y - to.bottom();
    let across = right.max(left);
    let along = up.max(down);
    let middle = (
        to.middle().x - from.middle().x,
        to.middle().y - from.middle().y,
    );
    let horizontal = across >= 2.0 * CLEARANCE || across >= along;
    match (horizontal, middle.0 >= 0.0, middle.1 >= 0.0) {
        (true, true, _) => (Side::Right, Side::Left),
        (true, false, _) => (Side::Left, Side::Right),
        (false, _, true) => (Side::Down, Side::Up),
        (false, _, false) => (Side::Up, Side::Down),
    }
}

/// The two ends: moved onto one level when they are nearly so, and aside when a link comes the other way.
fn level(ends: Ends, leave: Side, arrive: Side) -> (Point, Point) {
    let mut from = port(ends.from, leave);
    let mut to = port(ends.to, arrive);
    let horizontal = matches!(leave, Side::Left | Side::Right);
    let sides = if horizontal {
        (ends.from.h, ends.to.h)
    } else {
        (ends.from.w, ends.to.w)
    };
    // The middle of the shorter side, if the longer one reaches as far.
    let near = LEVEL.min(sides.0.max(sides.1) / 2.0);
    let first = sides.0 < sides.1;
    if horizontal && (from.y - to.y).abs() < near {
        let y = if first { from.y } else { to.y };
        (from.y, to.y) = (y, y);
    } else if !horizontal && (from.x - to.x).abs() < near {
        let x = if first { from.x } else { to.x };
        (from.x, to.x) = (x, x);
    }
    if ends.both_ways {
        let aside = ASIDE.min(sides.0.min(sides.1) / 4.0);
        let (x, y) = match leave {
            Side::Right => (0.0, aside),
            Side::Left => (0.0, -aside),
            Side::Down => (-aside, 0.0),
            Side::Up => (aside, 0.0),
        };
        return (from.plus(x, y), to.plus(x, y));
    }
    (from, to)
}

/// The control points of the curve.
fn controls(from: Point, leave: Side, to: Point, arrive: Side) -> (Point, Point) {
    let length = match leave {
        Side::Left | Side::Right => (to.x - from.x).abs(),
        Side::Up | Side::Down => (to.y - from.y).abs(),
    };
    let reach = (length / 2.0).max(24.0);
    (out(from, leave, reach), out(to, arrive, reach))
}

/// The point so far outside a side.
fn out(at: Point, side: Side, by: f64) -> Point {
    match side {
        Side::Left => at.plus(-by, 0.0),
        Side::Right => at.plus(by, 0.0),
        Side::Up => at.plus(0.0, -by),
        Side::Down => at.plus(0.0, by),
    }
}

/// What a link has to look out for: the components near it, with a little room around them.
struct Way(Vec<Rect>);

impl Way {
    /// Whether a line through points passes through anything.
    fn blocked(&self, points: &[Point]) -> bool {
        let mut pieces = points.windows(2);
        pieces.any(|ends| self.0.iter().any(|rect| crosses(ends[0], ends[1], *rect)))
    }
}

/// The shortest of the rectangular ways that pass nothing; `None` when there is none of this simple kind.
///
/// Ways have two corners, a straight piece across somewhere in the gap, or four, a straight piece along somewhere above,
/// below or between. Where the pieces may lie is found from what blocks.
fn around(way: &Way, from: Point, leave: Side, to: Point) -> Option<Vec<Point>> {
    let turned = matches!(leave, Side::Up | Side::Down);
    // Reckoned as if the link ran from left to right or right to left.
    let flip = |at: Point| {
        if turned {
            Point { x: at.y, y: at.x }
        } else {
            at
        }
    };
    let turn = |rect: Rect| Rect {
        x: rect.y,
        y: rect.x,
        w: rect.h,
        h: rect.w,
    };
    let (start, end) = (flip(from), flip(to));
    let forward = if matches!(leave, Side::Right | Side::Down) {
        1.0
    } else {
        -1.0
    };
    let mut blockers: Vec<Rect> = way
        .0
        .iter()
        .map(|&rect| if turned { turn(rect) } else { rect })
        .collect();
    let centre = Rect::between(start, end).middle();
    blockers.sort_by(|a, b| {
        a.middle()
            .distance(centre)
            .total_cmp(&b.middle().distance(centre))
    });
    blockers.truncate(MAX_BLOCKERS);

    let (first, last) = (start.x + forward * CLEARANCE, end.x - forward * CLEARANCE);
    let mut across = vec![centre.x];
    let mut along = vec![start.y, end.y];
    for rect in &blockers {
        let rect = rect.grown(CLEARANCE - TOUCH);
        across.extend([rect.x, rect.right()]);
        along.extend([rect.y, rect.bottom()]);
    }
    let between = |x: &f64| (x - first) * forward >= 0.0 && (last - x) * forward >= 0.0;
    let at = |x: f64, y: f64| Point { x, y };
    let two = across
        .iter()
        .filter(|x| between(x))
        .map(|&x| vec![start, at(x, start.y), at(x, end.y), end]);
    let four = along.iter().map(|&y| {
        vec![
            start,
            at(first, start.y),
            at(first, y),
            at(last, y),
            at(last, end.y),
            end,
        ]
    });
    let mut ways: Vec<(f64, Vec<Point>)> = two
        .chain(four)
        .map(|points| {
            let length = points
                .windows(2)
                .map(|ends| ends[0].distance(ends[1]))
                .sum::<f64>();
            // A corner counts as much as some way.
            (length + CLEARANCE * points.len() as f64, points)
        })
        .collect();
    ways.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    ways.into_iter()
        .map(|(_, points)| points.into_iter().map(flip).collect::<Vec<Point>>())
        .find(|points| !way.blocked(points))
        .map(without_repeats)
}

/// Without points that stand on the spot or in the middle of a straight line.
fn without_repeats(points: Vec<Point>) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::new();
    for point in points {
        if kept.last().is_some_and(|last| last.distance(point) < 0.01) {
            continue;
        }
        if let [.., a, b] = kept.as_slice() {
            let turn = (b.x - a.x) * (point.y - b.y) - (b.y - a.y) * (point.x - b.x);
            if turn.abs() < 0.01 {
                kept.pop();
            }
        }
        kept.push(point);
    }
    kept
}
