//! The path of a link, as it is drawn and as it is touched.

use crate::model::{Point, Rect};
use std::fmt::Write as _;

/// How long an arrow's head is.
pub const ARROW: f64 = 10.0;

/// The rounding of a corner.
const CORNER: f64 = 8.0;

/// The straight pieces that stand for a curve where it is touched.
const PIECES: usize = 16;

/// A link's path.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// The line, for the `d` attribute of an SVG path; it ends within the arrow's head.
    pub d: String,
    /// The arrow's head, for the `d` attribute of an SVG path that is filled.
    pub arrow: String,
    /// The line in straight pieces, from the edge of the caller to the edge of the called.
    pub points: Vec<Point>,
    /// The middle of the line, where its label is centred.
    pub label_at: Point,
    /// What the points span.
    pub bounds: Rect,
}

/// A number as SVG has it: at most two digits behind the point.
#[must_use]
pub fn number(value: f64) -> String {
    let rounded = libm::round(value * 100.0) / 100.0;
    // Not “-0”.
    format!("{}", rounded + 0.0)
}

fn pair(at: Point) -> String {
    format!("{} {}", number(at.x), number(at.y))
}

impl Path {
    /// A curve that leaves and arrives in the direction of its control points.
    pub(super) fn curve(from: Point, leave: Point, arrive: Point, to: Point) -> Self {
        let end = before(arrive, to);
        let d = format!(
            "M{} C{} {} {}",
            pair(from),
            pair(leave),
            pair(arrive),
            pair(end)
        );
        // The head points as the curve arrives, however sharply that turned just before.
        Self::new(d, sampled(from, leave, arrive, to), arrow(&[arrive, to]))
    }

    /// A line through points, with rounded corners.
    pub(super) fn line(points: Vec<Point>) -> Self {
        let mut d = String::new();
        let count = points.len();
        for (at, &point) in points.iter().enumerate() {
            let previous = points[at.saturating_sub(1)];
            match points.get(at + 1) {
                _ if at == 0 => _ = write!(d, "M{}", pair(point)),
                None => _ = write!(d, " L{}", pair(before(previous, point))),
                Some(&next) => {
                    // The last corner leaves room for the arrow's head.
                    let spare = if at + 2 == count { ARROW } else { 0.0 };
                    let room = (point.distance(next) - spare).max(0.0);
                    let radius = CORNER.min(point.distance(previous) / 2.0).min(room / 2.0);
                    let start = towards(point, previous, radius);
                    let end = towards(point, next, radius);
                    _ = write!(d, " L{} Q{} {}", pair(start), pair(point), pair(end));
                }
            }
        }
        let head = arrow(&points);
        Self::new(d, points, head)
    }

    fn new(d: String, points: Vec<Point>, arrow: String) -> Self {
        let corners = points.iter().map(|at| Rect {
            x: at.x,
            y: at.y,
            w: 0.0,
            h: 0.0,
        });
        Self {
            d,
            arrow,
            label_at: middle(&points),
            bounds: Rect::around(corners).unwrap_or_default(),
            points,
        }
    }

    /// How far a point is from the line.
    #[must_use]
    pub fn distance(&self, at: Point) -> f64 {
        self.points
            .windows(2)
            .map(|ends| to_segment(at, ends[0], ends[1]))
            .fold(f64::INFINITY, f64::min)
    }
}

/// Points along a cubic Bézier curve.
pub(super) fn sampled(from: Point, leave: Point, arrive: Point, to: Point) -> Vec<Point> {
    (0..=PIECES)
        .map(|step| {
            let t = step as f64 / PIECES as f64;
            let u = 1.0 - t;
            let mix = |a: f64, b: f64, c: f64, d: f64| {
                u * u * u * a + 3.0 * u * u * t * b + 3.0 * u * t * t * c + t * t * t * d
            };
            Point {
                x: mix(from.x, leave.x, arrive.x, to.x),
                y: mix(from.y, leave.y, arrive.y, to.y),
            }
        })
        .collect()
}

/// The point so far from one towards another; the first where both are one.
fn towards(from: Point, to: Point, length: f64) -> Point {
    let distance = from.distance(to);
    if distance <= 0.0 {
        return from;
    }
    let share = (length / distance).min(1.0);
    from.plus((to.x - from.x) * share, (to.y - from.y) * share)
}

/// Where the line ends, within the arrow's head.
fn before(previous: Point, end: Point) -> Point {
    towards(end, previous, ARROW - 2.0)
}

fn arrow(points: &[Point]) -> String {
    let Some(&tip) = points.last() else {
        return String::new();
    };
    let Some(&previous) = points.iter().rev().find(|point| point.distance(tip) > 0.01) else {
        return String::new();
    };
    let back = {
        let length = tip.distance(previous);
        Point {
            x: (previous.x - tip.x) / length,
            y: (previous.y - tip.y) / length,
        }
    };
    let foot = tip.plus(back.x * ARROW, back.y * ARROW);
    let half = ARROW / 2.0;
    let one = foot.plus(-back.y * half, back.x * half);
    let other = foot.plus(back.y * half, -back.x * half);
    format!("M{} L{} L{}Z", pair(tip), pair(one), pair(other))
}

/// The point half way along a line.
fn middle(points: &[Point]) -> Point {
    let length: f64 = points
        .windows(2)
        .map(|ends| ends[0].distance(ends[1]))
        .sum();
    let mut left = length / 2.0;
    for ends in points.windows(2) {
        let piece = ends[0].distance(ends[1]);
        if piece >= left {
            return towards(ends[0], ends[1], left);
        }
        left -= piece;
    }
    points.last().copied().unwrap_or_default()
}

/// How far a point is from a straight piece.
pub(super) fn to_segment(at: Point, from: Point, to: Point) -> f64 {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let square = dx * dx + dy * dy;
    if square <= 0.0 {
        return at.distance(from);
    }
    let share = (((at.x - from.x) * dx + (at.y - from.y) * dy) / square).clamp(0.0, 1.0);
    at.distance(from.plus(dx * share, dy * share))
}
