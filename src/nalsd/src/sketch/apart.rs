//! Keeps links apart that would lie on one line, and read as links that aren't there.
//!
//! One piece after the other takes its place: first those that can't move, then those that end at a component, then those in
//! between. A piece that would lie on one that has its place moves aside, as little as it can, and rather where it crosses
//! fewer others; but not so far that it comes near a component.

use super::obstacles::Obstacles;
use super::path::ARROW;
use super::route::TOUCH;
use crate::model::{Id, Point, Rect};
use std::collections::BTreeMap;

/// How far apart pieces of different links are; where there isn't so much room, as far as there is.
const APART: [f64; 4] = [8.0, 5.0, 3.0, 2.0];

/// The least that is seen as apart.
const LEAST: f64 = 3.0;

/// Ends that are nearer to each other than this stay where they are.
const CROWDED: f64 = 10.0;

/// How far a piece moves aside at most.
const FURTHEST: f64 = 48.0;

/// The lines of others beside which a piece tries to find a place, the nearest ones: where there are more, they fill the room.
const MOST_TRIED: usize = 24;

/// A crossing counts as much as moving so far.
const CROSSING: f64 = 20.0;

/// What is nearer than this to the end of another one touches it.
const TIP: f64 = 6.0;

/// A link of level and upright pieces.
pub(super) struct Line {
    pub own: [Id; 2],
    pub rects: [Rect; 2],
    /// How far it is from either end to the next one at the same side.
    pub steps: [f64; 2],
    pub points: Vec<Point>,
}

/// The ends of a link that runs in a curve: they are nearly straight.
pub(super) struct Curve {
    pub own: [Id; 2],
    /// Where it begins, what bends it there and at its end, and where it ends.
    pub points: [Point; 4],
}

/// How much of a curve's end is as good as straight.
const STRAIGHT: f64 = 24.0;

impl Curve {
    fn pieces(&self, upright: bool) -> impl Iterator<Item = Piece> {
        let [from, leave, arrive, to] = self.points;
        let ends = [
            (from, leave, [Some(self.own[0]), None]),
            (to, arrive, [None, Some(self.own[1])]),
        ];
        ends.into_iter().filter_map(move |(end, bend, docked)| {
            let [at, bent] = [end, bend].map(|at| if upright { at.x } else { at.y });
            let [end, bend] = [end, bend].map(|at| if upright { at.y } else { at.x });
            let far = end + (bend - end).clamp(-STRAIGHT, STRAIGHT);
            (at == bent).then_some(Piece {
                line: usize::MAX,
                first: 0,
                rank: Rank::Straight,
                docked,
                at,
                low: end.min(far),
                high: end.max(far),
                turns: [0.0; 2],
            })
        })
    }
}

/// What a piece can do, in the order in which pieces take their places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// The only piece of its link, which ends at two components.
    Straight,
    /// A piece that ends at a component.
    End,
    Between,
}

/// A piece of a link. `at` is where it lies, `low` and `high` are between which it runs there.
#[derive(Clone, Copy, Debug)]
struct Piece {
    line: usize,
    /// The first of its two points.
    first: usize,
    rank: Rank,
    /// The components that it ends at.
    docked: [Option<Id>; 2],
    at: f64,
    low: f64,
    high: f64,
    /// To which side the link goes on at the lower end and at the higher one: -1, 1, or 0 where it ends.
    turns: [f64; 2],
}

impl Piece {
    /// How much of the two is side by side; less than nothing when they are further apart.
    fn beside(&self, other: &Self) -> f64 {
        self.high.min(other.high) - self.low.max(other.low)
    }

    /// Whether the other one, where it is, would seem to be part of this one, if this one were at a place.
    fn clashes(&self, at: f64, other: &Self, apart: f64) -> bool {
        if self.line == other.line {
            return false;
        }
        let ends = self.rank != Rank::Between && other.rank != Rank::Between;
        let mut docked = self.docked.into_iter().flatten();
        if ends && docked.any(|part| other.docked.contains(&Some(part))) {
            // The ends at one side are spread already.
            return false;
        }
        let (apart, tip) = if ends { (LEAST, -TIP) } else { (apart, TIP) };
        (at - other.at).abs() < apart - 0.01 && self.beside(other) > -tip
    }

    /// How often the two cross, if this one were at a place.
    fn crossings(&self, at: f64, other: &Self) -> usize {
        let side = if at < other.at { 1.0 } else { -1.0 };
        let towards = |piece: &Self, across: &Self, side: f64| {
            let ends = [piece.low, piece.high].into_iter().zip(piece.turns);
            ends.filter(|(end, turn)| *turn == side && (across.low..=across.high).contains(end))
                .count()
        };
        towards(self, other, side) + towards(other, self, -side)
    }
}

/// Pieces that have their places, by where they lie.
#[derive(Default)]
struct Placed {
    bands: BTreeMap<i64, Vec<Piece>>,
}

/// How wide a band is.
const BAND: f64 = 64.0;

fn band(at: f64) -> i64 {
    libm::floor(at / BAND) as i64
}

impl Placed {
    fn put(&mut self, piece: Piece) {
        self.bands.entry(band(piece.at)).or_default().push(piece);
    }

    /// What is no further away than that, and beside a piece or just at its end.
    fn near(&self, piece: &Piece, by: f64) -> impl Iterator<Item = &Piece> {
        let bands = self.bands.range(band(piece.at - by)..=band(piece.at + by));
        bands
            .flat_map(|(_, pieces)| pieces)
            .filter(move |other| (other.at - piece.at).abs() <= by && piece.beside(other) > -TIP)
    }
}

/// Moves pieces of links that would lie on one line, or on the end of a curve, apart.
pub(super) fn apart(lines: &mut [Line], curves: &[Curve], obstacles: &Obstacles) {
    for upright in [false, true] {
        let mut pieces: Vec<Piece> = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let count = line.points.len().saturating_sub(1);
            pieces.extend((0..count).filter_map(|first| piece(at, line, first, upright)));
        }
        pieces.sort_by_key(|piece| piece.rank);
        let mut placed = Placed::default();
        let fixed = curves.iter().flat_map(|curve| curve.pieces(upright));
        fixed.for_each(|piece| placed.put(piece));
        for mut piece in pieces {
            let at = place(&piece, &lines[piece.line], upright, &placed, obstacles);
            if at != piece.at {
                piece.at = at;
                for point in &mut lines[piece.line].points[piece.first..=piece.first + 1] {
                    *(if upright { &mut point.x } else { &mut point.y }) = at;
                }
            }
            placed.put(piece);
        }
    }
}

/// A piece of a link, if it runs in that direction.
fn piece(
    line: usize,
    Line { own, points, .. }: &Line,
    first: usize,
    upright: bool,
) -> Option<Piece> {
    let across = |at: Point| if upright { at.x } else { at.y };
    let along = |at: Point| if upright { at.y } else { at.x };
    let (from, to) = (points[first], points[first + 1]);
    if across(from) != across(to) {
        return None;
    }
    let turn = |beyond: Option<&Point>| {
        beyond.map_or(0.0, |beyond| {
            if across(*beyond) < across(from) {
                -1.0
            } else {
                1.0
            }
        })
    };
    let before = first.checked_sub(1).and_then(|at| points.get(at));
    let mut turns = [turn(before), turn(points.get(first + 2))];
    if along(from) > along(to) {
        turns.reverse();
    }
    let docked = [
        (first == 0).then_some(own[0]),
        (first + 2 == points.len()).then_some(own[1]),
    ];
    Some(Piece {
        line,
        first,
        rank: match docked {
            [Some(_), Some(_)] => Rank::Straight,
            [None, None] => Rank::Between,
            _ => Rank::End,
        },
        docked,
        at: across(from),
        low: along(from).min(along(to)),
        high: along(from).max(along(to)),
        turns,
    })
}

/// Where a piece is to lie.
fn place(piece: &Piece, line: &Line, upright: bool, placed: &Placed, obstacles: &Obstacles) -> f64 {
    let clashes = |other: &Piece| piece.clashes(piece.at, other, APART[0]);
    if piece.rank == Rank::Straight || !placed.near(piece, APART[0]).any(clashes) {
        return piece.at;
    }
    let near: Vec<&Piece> = placed.near(piece, FURTHEST + APART[0]).collect();
    let (least, most) = room(piece, line, upright, obstacles);
    let mut taken: Vec<f64> = near.iter().map(|other| other.at).collect();
    let aside = |at: &f64| (at - piece.at).abs();
    taken.sort_unstable_by(|a, b| aside(a).total_cmp(&aside(b)).then(a.total_cmp(b)));
    taken.dedup();
    taken.truncate(MOST_TRIED);
    for apart in APART {
        let beside = taken.iter().flat_map(|at| [at - apart, at + apart]);
        let best = beside
            .chain([piece.at])
            .filter(|at| (least..=most).contains(at))
            .filter(|at| !near.iter().any(|other| piece.clashes(*at, other, apart)))
            .map(|at| {
                let crossings: usize = near.iter().map(|other| piece.crossings(at, other)).sum();
                (CROSSING * crossings as f64 + (at - piece.at).abs(), at)
            })
            .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        if let Some((_, at)) = best {
            return at;
        }
    }
    piece.at
}

/// Between which places a piece may lie.
fn room(piece: &Piece, line: &Line, upright: bool, obstacles: &Obstacles) -> (f64, f64) {
    let (mut least, mut most) = (piece.at - FURTHEST, piece.at + FURTHEST);
    if piece.rank == Rank::End {
        // It still ends at its component, and between its neighbours, even if they move, too.
        let end = usize::from(piece.first > 0);
        let rect = line.rects[end];
        let (low, high) = if upright {
            (rect.x, rect.right())
        } else {
            (rect.y, rect.bottom())
        };
        let step = line.steps[end];
        let by = if step < CROWDED {
            0.0
        } else {
            APART[0].min(0.3 * step)
        };
        return (
            (low + TOUCH).max(piece.at - by),
            (high - TOUCH).min(piece.at + by),
        );
    }
    let swept = Rect::between(
        Point {
            x: least,
            y: piece.low,
        },
        Point {
            x: most,
            y: piece.high,
        },
    );
    let turn = |rect: Rect| if upright { rect } else { rect.turned() };
    for (id, rect) in obstacles.near(turn(swept).grown(2.0 * TOUCH)) {
        // An arrow's head wants more room than a line.
        let room = if id == line.own[1] {
            ARROW + 4.0
        } else {
            TOUCH
        };
        let wide = turn(rect).grown(room);
        if wide.y >= piece.high || wide.bottom() <= piece.low {
            continue;
        }
        if wide.right() <= piece.at {
            least = least.max(wide.right());
        } else if wide.x >= piece.at {
            most = most.min(wide.x);
        } else if id == line.own[0] || id == line.own[1] {
            // Nearer to its own end than it should be already: no nearer.
            if turn(rect).middle().x < piece.at {
                least = piece.at;
            } else {
                most = piece.at;
            }
        }
    }
    (least, most)
}
