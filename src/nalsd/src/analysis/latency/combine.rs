//! Laws of what is made of several independent parts.

use super::Law;
use super::grid::{Grid, KNOTS, P10, P90};

/// One after the other.
pub(super) fn then(a: &Law, b: &Law) -> Law {
    let (narrow, wide) = if a.spread() <= b.spread() {
        (a, b)
    } else {
        (b, a)
    };
    if narrow.knots[0] == narrow.knots[KNOTS - 1] {
        return wide.clone().later(narrow.knots[0]);
    }
    let times = candidates(narrow, wide);
    let mut tails = vec![0.0; times.len()];
    let integrals = Integrals::of(wide);
    pieces(narrow, wide, |piece| {
        integrals.add(&mut tails, &times, piece);
    });
    let mut points = Points::new();
    for (time, tail) in times.iter().zip(&tails) {
        points.push(*time, *tail);
    }
    Law {
        knots: points.invert(),
        mean: narrow.mean + wide.mean,
    }
}

/// The later of both.
pub(super) fn both(a: &Law, b: &Law) -> Law {
    if a.knots[KNOTS - 1] <= b.knots[0] {
        return b.clone();
    }
    if b.knots[KNOTS - 1] <= a.knots[0] {
        return a.clone();
    }
    let knots = merged(a, b, |a, b| a + b - a * b).invert();
    Law {
        mean: area(&knots).max(a.mean).max(b.mean),
        knots,
    }
}

/// One of the two, the first with the probability `share`.
pub(super) fn either(share: f64, a: &Law, b: &Law) -> Law {
    let share = share.clamp(0.0, 1.0);
    if share >= 1.0 || a == b {
        return a.clone();
    }
    if share <= 0.0 {
        return b.clone();
    }
    let mut knots = merged(a, b, |a, b| share * a + (1.0 - share) * b).invert();
    // What is possible at all stays possible.
    knots[0] = a.knots[0].min(b.knots[0]);
    Law {
        knots,
        mean: share * a.mean + (1.0 - share) * b.mean,
    }
}

/// The latest of `n` alike (The Tail at Scale, Dean and Barroso, 2013).
pub(super) fn latest_of(n: f64, law: &Law) -> Law {
    let knots = Grid::get().tails.map(|tail| law.quantile(one_of(n, tail)));
    Law {
        mean: area(&knots).max(law.mean),
        knots,
    }
}

/// The probability with which each of `n` alike is slower than what the latest exceeds with the probability `tail`.
fn one_of(n: f64, tail: f64) -> f64 {
    -libm::expm1(libm::log1p(-tail.min(1.0)) / n)
}

/// A part of a law's density.
#[derive(Clone, Copy)]
enum Piece {
    /// A probability at a time.
    Point(f64, f64),
    /// A step of the density at a time.
    Step(f64, f64),
}

/// Takes a law's density apart: even between knots, and points where knots are at one time.
fn pieces(law: &Law, beside: &Law, mut take: impl FnMut(Piece)) {
    let grid = Grid::get();
    let times = &law.knots;
    // Narrower than that, what is even can't be told from a point, and its density is too large a number to reckon with.
    let narrow = (law.spread() + beside.spread()) * 1e-6;
    let mut dense = 0.0;
    let mut point = (times[0], 0.0);
    for (from, to) in grid.slices {
        let mass = grid.tails[from] - grid.tails[to];
        let wide = times[to] - times[from];
        let density = if wide > narrow { mass / wide } else { 0.0 };
        if density == 0.0 {
            if times[to] - point.0 > narrow && point.1 > 0.0 {
                take(Piece::Point(point.0, point.1));
                point.1 = 0.0;
            }
            if point.1 == 0.0 {
                point.0 = times[from];
            }
            point.1 += mass;
        }
        if density != dense {
            take(Piece::Step(times[from], density - dense));
            dense = density;
        }
    }
    take(Piece::Point(point.0, point.1));
    take(Piece::Step(times[KNOTS - 1], -dense));
    take(Piece::Point(times[KNOTS - 1], grid.tails[KNOTS - 1]));
}

/// A law's tail, and the area under it from the law's beginning.
struct Integrals<'a> {
    law: &'a Law,
    slopes: [f64; KNOTS],
    areas: [f64; KNOTS],
}

impl<'a> Integrals<'a> {
    fn of(law: &'a Law) -> Self {
        let tails = &Grid::get().tails;
        let (mut slopes, mut areas) = ([0.0; KNOTS], [0.0; KNOTS]);
        for at in 0..KNOTS - 1 {
            let wide = law.knots[at + 1] - law.knots[at];
            if wide > 0.0 {
                slopes[at] = (tails[at] - tails[at + 1]) / wide;
            }
            areas[at + 1] = areas[at] + f64::midpoint(tails[at], tails[at + 1]) * wide;
        }
        Self { law, slopes, areas }
    }

    /// Adds what a piece of another law makes of this one's tail, at rising times.
    fn add(&self, tails: &mut [f64], times: &[f64], piece: Piece) {
        let grid = &Grid::get().tails;
        let knots = &self.law.knots;
        let (later, weight, areas) = match piece {
            Piece::Point(_, 0.0) | Piece::Step(_, 0.0) => return,
            Piece::Point(time, mass) => (time, mass, false),
            Piece::Step(time, density) => (time, density, true),
        };
        let mut knot = 0;
        for (time, tail) in times.iter().zip(tails) {
            let time = time - later;
            if time < knots[0] {
                *tail += weight * if areas { time - knots[0] } else { 1.0 };
                continue;
            }
            while knot + 1 < KNOTS && knots[knot + 1] <= time {
                knot += 1;
            }
            if knot + 1 == KNOTS {
                if !areas {
                    return;
                }
                *tail += weight * self.areas[knot];
                continue;
            }
            let since = time - knots[knot];
            *tail += weight
                * if areas {
                    self.areas[knot] + since * (grid[knot] - self.slopes[knot] / 2.0 * since)
                } else {
                    grid[knot] - self.slopes[knot] * since
                };
        }
    }
}

/// Times at which the tail of a sum is worth knowing, rising.
///
/// Where a law has gaps that neither fills (hits and misses, near and far), what lies between them is looked at by itself.
fn candidates(a: &Law, b: &Law) -> Vec<f64> {
    let fills = usual(a).max(usual(b));
    let mut times = Vec::with_capacity(2 * KNOTS);
    times.push(a.knots[0] + b.knots[0]);
    for part in &parts(a, fills) {
        for other in &parts(b, fills) {
            within(&mut times, part, other);
        }
    }
    times.push(a.knots[KNOTS - 1] + b.knots[KNOTS - 1]);
    times.sort_by(f64::total_cmp);
    times
}

/// How far 80 % of a law lie apart, gaps not counted.
fn usual(law: &Law) -> f64 {
    let mut steps = [0.0; P90 - P10];
    for (step, times) in steps.iter_mut().zip(law.knots[P10..=P90].windows(2)) {
        *step = times[1] - times[0];
    }
    steps.sort_by(f64::total_cmp);
    steps[steps.len() / 2] * 20.0
}

/// Some neighbouring knots of a law.
struct Part<'a> {
    knots: &'a [f64],
    mean: f64,
}

/// A law cut at its most important gaps that are wider than what `fills` them.
fn parts(law: &Law, fills: f64) -> Vec<Part<'_>> {
    let tails = &Grid::get().tails;
    let mut gaps: Vec<(f64, usize)> = law
        .knots
        .windows(2)
        .enumerate()
        .map(|(at, times)| (times[1] - times[0], at))
        .filter(|(gap, _)| *gap > fills)
        .map(|(gap, at)| (gap * tails[at], at))
        .collect();
    gaps.sort_by(|a, b| b.0.total_cmp(&a.0));
    gaps.truncate(3);
    let mut ends: Vec<usize> = gaps.iter().map(|(_, at)| at + 1).collect();
    ends.sort_unstable();
    ends.push(KNOTS);
    let mut from = 0;
    ends.iter()
        .map(|end| {
            let part = part(law, from, *end);
            from = *end;
            part
        })
        .collect()
}

fn part(law: &Law, from: usize, end: usize) -> Part<'_> {
    let tails = &Grid::get().tails;
    let (mut mass, mut moment) = (0.0, 0.0);
    for at in from..end - 1 {
        let slice = tails[at] - tails[at + 1];
        mass += slice;
        moment += slice * f64::midpoint(law.knots[at], law.knots[at + 1]);
    }
    Part {
        knots: &law.knots[from..end],
        mean: if mass > 0.0 {
            moment / mass
        } else {
            law.knots[from]
        },
    }
}

/// The times for a part of each law. Deviations add like those of normal variables, which is about right for all others.
fn within(times: &mut Vec<f64>, a: &Part, b: &Part) {
    let (last_a, last_b) = (a.knots.len() - 1, b.knots.len() - 1);
    let count = if last_a + last_b == 0 {
        1
    } else {
        12 + 56 * (last_a.max(last_b) + 1) / KNOTS
    };
    for at in 0..=count {
        let x = a.knots[at * last_a / count] - a.mean;
        let y = b.knots[at * last_b / count] - b.mean;
        let square = x * x.abs() + y * y.abs();
        let time = a.mean + b.mean + libm::copysign(libm::sqrt(square.abs()), square);
        times.push(time.max(a.knots[0] + b.knots[0]));
    }
}

/// The tails of two laws, combined, at all knots of both; just before and just after each.
fn merged(a: &Law, b: &Law, with: impl Fn(f64, f64) -> f64) -> Points {
    let mut points = Points::new();
    let (mut at_a, mut at_b) = (Reader::new(a), Reader::new(b));
    let (mut i, mut j) = (0, 0);
    while i < KNOTS || j < KNOTS {
        let time = match (a.knots.get(i), b.knots.get(j)) {
            (Some(x), Some(y)) if y < x => {
                j += 1;
                *y
            }
            (Some(x), _) => {
                i += 1;
                *x
            }
            (None, Some(y)) => {
                j += 1;
                *y
            }
            (None, None) => break,
        };
        let ((a_before, a_after), (b_before, b_after)) = (at_a.tail(time), at_b.tail(time));
        points.push(time, with(a_before, b_before));
        points.push(time, with(a_after, b_after));
    }
    points
}

/// Reads a law's tail at rising times.
struct Reader<'a> {
    law: &'a Law,
    /// The first knot that isn't below the last time read.
    knot: usize,
}

impl<'a> Reader<'a> {
    fn new(law: &'a Law) -> Self {
        Self { law, knot: 0 }
    }

    /// The probability of taking this time or longer, and of taking longer.
    fn tail(&mut self, time: f64) -> (f64, f64) {
        let (knots, tails) = (&self.law.knots, &Grid::get().tails);
        while self.knot < KNOTS && knots[self.knot] < time {
            self.knot += 1;
        }
        let Some(known) = knots.get(self.knot) else {
            return (0.0, 0.0);
        };
        if *known > time {
            let Some(before) = self.knot.checked_sub(1) else {
                return (1.0, 1.0);
            };
            let way = (time - knots[before]) / (known - knots[before]);
            let tail = tails[before] - (tails[before] - tails[self.knot]) * way;
            return (tail, tail);
        }
        // Several knots at one time: the probability falls there at once.
        let mut after = self.knot;
        while after + 1 < KNOTS && knots[after + 1] <= time {
            after += 1;
        }
        let longer = if after + 1 < KNOTS { tails[after] } else { 0.0 };
        (tails[self.knot], longer)
    }
}

/// A tail at rising times.
struct Points {
    points: Vec<(f64, f64)>,
}

/// What is less probable is taken to be that.
const LEAST: f64 = 1e-13;

/// Probabilities that differ by less, relatively, are one.
const ALIKE: f64 = 1e-9;

impl Points {
    fn new() -> Self {
        Self {
            points: Vec::with_capacity(4 * KNOTS),
        }
    }

    fn push(&mut self, time: f64, tail: f64) {
        self.points.push((time, tail));
    }

    /// The times at which the tail has the grid's probabilities; between points its logarithm is taken to be straight.
    fn invert(&self) -> [f64; KNOTS] {
        let grid = Grid::get();
        let certain = |(_, tail): &&(f64, f64)| *tail >= 1.0 - ALIKE;
        let least = self.points.iter().take_while(certain).last();
        let mut knots = [least.or(self.points.first()).map_or(0.0, |(time, _)| *time); KNOTS];
        let mut at = 1;
        for pair in self.points.windows(2) {
            let ((from, above), (to, below)) = (pair[0], pair[1]);
            let mut slope = None;
            while at < KNOTS && below <= grid.tails[at] * (1.0 + ALIKE) {
                knots[at] = if above <= grid.tails[at] {
                    from
                } else if to <= from || below >= grid.tails[at] {
                    to
                } else {
                    let (log, slope) = *slope.get_or_insert_with(|| {
                        let log = -libm::log(above);
                        (log, (to - from) / (-libm::log(below.max(LEAST)) - log))
                    });
                    from + (grid.logs[at] - log) * slope
                };
                at += 1;
            }
        }
        if let Some((last, _)) = self.points.last() {
            knots[at..].fill(*last);
        }
        knots
    }
}

/// The mean of a law with these knots.
fn area(knots: &[f64; KNOTS]) -> f64 {
    let tails = &Grid::get().tails;
    let between: f64 = knots
        .windows(2)
        .zip(tails.windows(2))
        .map(|(times, tails)| (tails[0] - tails[1]) * f64::midpoint(times[0], times[1]))
        .sum();
    between + tails[KNOTS - 1] * knots[KNOTS - 1]
}
