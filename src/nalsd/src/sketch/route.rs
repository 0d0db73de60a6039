//! Where a link runs: from edge to edge, curved, straight when its ends are level, around what stands between.

use super::docks::alone;
use super::maze::through;
use super::obstacles::{Obstacles, crosses};
use super::path::{Path, sampled};
use crate::edit::Side;
use crate::model::{Id, Point, Rect};

/// How far from a component a link passes.
pub(super) const CLEARANCE: f64 = 16.0;

/// What comes nearer than this to a component passes through it, as far as the eye can tell.
pub(super) const TOUCH: f64 = 6.0;

/// How far beyond its ends a link may go to get around something.
const DETOUR: f64 = 160.0;

/// How far it may go where there is no way so near.
const FAR: f64 = 480.0;

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

/// Where a link leaves and where it arrives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Docks {
    pub leave: Side,
    pub from: Point,
    pub arrive: Side,
    pub to: Point,
    /// How far it is from either end to the next one at the same side.
    pub steps: [f64; 2],
}

/// How a link runs.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Course {
    /// Straight, or around something: level and upright pieces by turns.
    Line(Vec<Point>),
    /// In a curve, which the two points in between bend.
    Curve([Point; 4]),
}

impl Course {
    /// Where it runs on beyond its first and before its last corner, if it leads around something at all.
    pub(super) fn detours(&self) -> [Option<Point>; 2] {
        match self {
            Self::Line(points) if points.len() >= 6 => {
                [points.get(2), points.get(points.len() - 3)].map(|at| at.copied())
            }
            _ => [None; 2],
        }
    }

    pub(super) fn path(&self) -> Path {
        match self {
            Self::Line(points) => Path::line(points.clone()),
            Self::Curve([from, leave, arrive, to]) => Path::curve(*from, *leave, *arrive, *to),
        }
    }
}

/// The middle of a side: where new links begin, and where one ends that has the side to itself.
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

/// Leads a link that has the sides where it leaves and arrives to itself. `own` are its two components, which are no
/// obstacles to it.
#[must_use]
pub fn route(ends: Ends, own: [Id; 2], obstacles: &Obstacles) -> Path {
    course(ends, alone(ends), own, obstacles).0.path()
}

/// Leads a link between two places, whatever other links do; and tells the part of the world that matters for it: what stands
/// outside doesn't change its course.
pub(super) fn course(
    ends: Ends,
    docks: Docks,
    own: [Id; 2],
    obstacles: &Obstacles,
) -> (Course, Rect) {
    let Docks {
        leave,
        from,
        arrive,
        to,
        ..
    } = docks;
    let bounds = Rect::around([ends.from, ends.to]).unwrap_or_default();
    let near = bounds.grown(DETOUR);
    let way = Way::new(near, docks, own, obstacles);
    let straight = match leave {
        Side::Left | Side::Right => from.y == to.y,
        Side::Up | Side::Down => from.x == to.x,
    };
    let (direct, blocked) = if straight {
        (Course::Line(vec![from, to]), way.blocked(&[from, to]))
    } else {
        let (a, b) = controls(from, leave, to, arrive);
        let blocked = way.blocked(&sampled(from, a, b, to));
        (Course::Curve([from, a, b, to]), blocked)
    };
    if !blocked {
        return (direct, near);
    }
    if let Some(points) = around(&way, from, leave, to) {
        return (Course::Line(points), near);
    }
    let far = bounds.grown(FAR);
    let way = Way::new(far, docks, own, obstacles);
    let points = through(&way.walls, [ends.from, ends.to], docks, far);
    (points.map_or(direct, Course::Line), far)
}

/// The sides at which a link leaves and arrives: those that face each other with most room, left and right first.
pub(super) fn sides(from: Rect, to: Rect) -> [Side; 2] {
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
        (true, true, _) => [Side::Right, Side::Left],
        (true, false, _) => [Side::Left, Side::Right],
        (false, _, true) => [Side::Down, Side::Up],
        (false, _, false) => [Side::Up, Side::Down],
    }
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
pub(super) fn out(at: Point, side: Side, by: f64) -> Point {
    match side {
        Side::Left => at.plus(-by, 0.0),
        Side::Right => at.plus(by, 0.0),
        Side::Up => at.plus(0.0, -by),
        Side::Down => at.plus(0.0, by),
    }
}

/// What a link has to look out for: the components near it, with a little room around them.
struct Way {
    walls: Vec<Rect>,
    /// The part of the world that is looked at: beyond it no way is known to be free.
    within: Rect,
}

impl Way {
    fn new(within: Rect, docks: Docks, own: [Id; 2], obstacles: &Obstacles) -> Self {
        let near = obstacles.near(within).into_iter();
        let others = near.filter(|(id, rect)| !own.contains(id) && within.overlaps(*rect));
        // What covers the ends themselves can't be got around, and what is close to them leaves room for no more than a line.
        let ends = [docks.from, docks.to];
        let covers = |rect: Rect| ends.iter().any(|end| rect.holds(*end));
        let wall = |(_, rect): (Id, Rect)| match rect.grown(TOUCH) {
            wide if !covers(wide) => Some(wide),
            _ => (!covers(rect)).then_some(rect),
        };
        Self {
            walls: others.filter_map(wall).collect(),
            within: within.grown(-TOUCH),
        }
    }

    /// Whether a line through points passes through anything.
    fn blocked(&self, points: &[Point]) -> bool {
        let mut pieces = points.windows(2);
        pieces.any(|ends| {
            let [from, to] = [ends[0], ends[1]];
            self.walls.iter().any(|rect| crosses(from, to, *rect))
        })
    }
}

/// Where a simple way has its piece across or its piece along.
#[derive(Clone, Copy)]
enum Bend {
    Across(f64),
    Along(f64),
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
    let (start, end) = (flip(from), flip(to));
    let forward = if matches!(leave, Side::Right | Side::Down) {
        1.0
    } else {
        -1.0
    };
    let centre = Rect::between(start, end).middle();
    let mut blockers: Vec<(f64, Rect)> = way
        .walls
        .iter()
        .map(|&rect| if turned { rect.turned() } else { rect })
        .map(|rect| (rect.middle().distance(centre), rect))
        .collect();
    blockers.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    blockers.truncate(MAX_BLOCKERS);

    let (first, last) = (start.x + forward * CLEARANCE, end.x - forward * CLEARANCE);
    let mut across = vec![centre.x];
    let mut along = vec![start.y, end.y];
    for (_, rect) in &blockers {
        let rect = rect.grown(CLEARANCE - TOUCH);
        across.extend([rect.x, rect.right()]);
        along.extend([rect.y, rect.bottom()]);
    }
    let between = |x: &f64| (x - first) * forward >= 0.0 && (last - x) * forward >= 0.0;
    // All that have two corners are equally long. A corner counts as much as some way.
    let across = across.into_iter().filter(between).map(|x| {
        let length = (end.x - start.x).abs() + (end.y - start.y).abs();
        (length + 4.0 * CLEARANCE, Bend::Across(x))
    });
    let along = along.into_iter().map(|y| {
        let length = (last - first).abs() + (y - start.y).abs() + (y - end.y).abs();
        (length + 8.0 * CLEARANCE, Bend::Along(y))
    });
    let mut ways: Vec<(f64, Bend)> = across.chain(along).collect();
    ways.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let at = |x: f64, y: f64| flip(Point { x, y });
    let mut points = Vec::with_capacity(6);
    for (_, bend) in ways {
        points.clear();
        points.push(from);
        match bend {
            Bend::Across(x) => points.extend([at(x, start.y), at(x, end.y)]),
            Bend::Along(y) => points.extend([
                at(first, start.y),
                at(first, y),
                at(last, y),
                at(last, end.y),
            ]),
        }
        points.push(to);
        if points.iter().all(|at| way.within.holds(*at)) && !way.blocked(&points) {
            return Some(without_repeats(points));
        }
    }
    None
}

/// Without points that stand on the spot or in the middle of a straight line.
pub(super) fn without_repeats(points: Vec<Point>) -> Vec<Point> {
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
