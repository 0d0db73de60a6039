//! Snapping: what is moved lines up with its neighbours, or else with the grid.

use super::to_grid;
use crate::model::{Point, Rect};

/// How near edges and centre lines must come to snap, in screen pixels.
pub const SNAP: f64 = 6.0;

/// A line that shows what is aligned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guide {
    /// One end.
    pub from: Point,
    /// The other.
    pub to: Point,
}

/// What snapping comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapped {
    /// How far what is moved is to be moved in addition.
    pub by: Point,
    /// What it is aligned with then.
    pub guides: Vec<Guide>,
}

/// Aligns a rectangle, wherever it has been moved to, with others, left, centre and right, top, middle and bottom; in the
/// direction in which nothing is near it goes onto the grid.
#[must_use]
pub fn snap(moving: Rect, others: &[Rect], zoom: f64) -> Snapped {
    let reach = SNAP / zoom;
    let x = nearest(lines_x(moving), others, lines_x, reach);
    let y = nearest(lines_y(moving), others, lines_y, reach);
    let by = Point {
        x: x.unwrap_or_else(|| to_grid(moving.x) - moving.x),
        y: y.unwrap_or_else(|| to_grid(moving.y) - moving.y),
    };
    let moved = moving.moved(by);
    let mut guides = Vec::new();
    if x.is_some() {
        guides.extend(lines_x(moved).iter().filter_map(|&x| {
            let with = aligned(others, lines_x, x).chain([moved]);
            Rect::around(with)
                .map(|all| Guide {
                    from: Point { x, y: all.y },
                    to: Point { x, y: all.bottom() },
                })
                .filter(|_| aligned(others, lines_x, x).next().is_some())
        }));
    }
    if y.is_some() {
        guides.extend(lines_y(moved).iter().filter_map(|&y| {
            let with = aligned(others, lines_y, y).chain([moved]);
            Rect::around(with)
                .map(|all| Guide {
                    from: Point { x: all.x, y },
                    to: Point { x: all.right(), y },
                })
                .filter(|_| aligned(others, lines_y, y).next().is_some())
        }));
    }
    Snapped { by, guides }
}

fn lines_x(rect: Rect) -> [f64; 3] {
    [rect.x, rect.x + rect.w / 2.0, rect.right()]
}

fn lines_y(rect: Rect) -> [f64; 3] {
    [rect.y, rect.y + rect.h / 2.0, rect.bottom()]
}

/// The shortest way by which a line of one falls on the like line of another.
fn nearest(own: [f64; 3], others: &[Rect], lines: fn(Rect) -> [f64; 3], reach: f64) -> Option<f64> {
    others
        .iter()
        .flat_map(|other| {
            let theirs = lines(*other);
            // An edge may also meet the opposite edge, a centre line only a centre line.
            [
                theirs[0] - own[0],
                theirs[1] - own[1],
                theirs[2] - own[2],
                theirs[0] - own[2],
                theirs[2] - own[0],
            ]
        })
        .filter(|by| by.abs() <= reach)
        .min_by(|a, b| a.abs().total_cmp(&b.abs()))
}

/// The rectangles that have a line there.
fn aligned(others: &[Rect], lines: fn(Rect) -> [f64; 3], at: f64) -> impl Iterator<Item = Rect> {
    let there = move |rect: &&Rect| lines(**rect).iter().any(|line| (line - at).abs() < 0.01);
    others.iter().filter(there).copied()
}
