//! Where along a side links begin and end: spread, so that no two of them share a place and read as one.

use super::route::{Course, Docks, Ends, port, sides};
use crate::edit::Side;
use crate::model::{Id, Point, Rect};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// How far apart the ends at one side are, where it is long enough.
const SPREAD: f64 = 14.0;

/// Ends that are less apart than this across the link are joined by a straight line.
const LEVEL: f64 = 12.0;

/// The place of an end at a side.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Berth {
    /// How far it is from the middle of the side.
    shift: f64,
    /// How far it is to the next one.
    step: f64,
    /// Whether ends of links with other components are there, too.
    shared: bool,
}

/// A link that is to be led.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Wanted {
    pub id: Id,
    pub own: [Id; 2],
    pub ends: Ends,
}

/// An end of a link at a side, and what its place there depends on.
struct End {
    part: Id,
    side: Side,
    /// Where along the side the link goes on: where its other end is, if it leads around nothing.
    heads: f64,
    /// Where along the side the other end is.
    along: f64,
    /// Of two others in one direction the further one is nearer to the middle, and so doesn't cross the nearer one.
    depth: f64,
    /// Of two opposite links either keeps to its right.
    right: f64,
    other: Id,
    /// Which link, and which of its two ends.
    link: usize,
    arrives: usize,
}

impl End {
    fn before(&self, other: &Self) -> Ordering {
        let side = |end: &Self| (end.part, end.side as u8);
        side(self)
            .cmp(&side(other))
            .then(self.heads.total_cmp(&other.heads))
            .then(self.along.total_cmp(&other.along))
            .then(self.depth.total_cmp(&other.depth))
            .then(self.right.total_cmp(&other.right))
            .then(self.link.cmp(&other.link))
    }
}

/// The links whose components are known, by their numbers.
pub(super) fn wanted(
    links: impl Iterator<Item = (Id, [Id; 2], bool)>,
    rects: &BTreeMap<Id, Rect>,
) -> Vec<Wanted> {
    let wanted = |(id, own, both_ways): (Id, [Id; 2], bool)| {
        let (from, to) = (*rects.get(&own[0])?, *rects.get(&own[1])?);
        let ends = Ends {
            from,
            to,
            both_ways,
        };
        Some(Wanted { id, own, ends })
    };
    let mut all: Vec<Wanted> = links.filter_map(wanted).collect();
    all.sort_unstable_by_key(|wanted| wanted.id);
    all
}

/// The places of the ends of all links. `courses` are what is known of how they run, which tells to which side a link goes
/// that leads around something: ends lie in the order in which their links go on.
pub(super) fn docks<'a>(
    wanted: &[Wanted],
    courses: impl Fn(usize) -> Option<&'a Course>,
) -> Vec<Docks> {
    let mut ends: Vec<End> = Vec::with_capacity(2 * wanted.len());
    for (
        link,
        Wanted {
            own, ends: between, ..
        },
    ) in wanted.iter().enumerate()
    {
        let rects = [between.from, between.to];
        let sides = sides(between.from, between.to);
        let detours = courses(link).map_or([None; 2], Course::detours);
        for arrives in [0, 1] {
            let side = sides[arrives];
            let (here, there) = (rects[arrives].middle(), rects[1 - arrives].middle());
            let level = matches!(side, Side::Left | Side::Right);
            let across = |at: Point| if level { at.y } else { at.x };
            let ahead = |at: Point| if level { at.x } else { at.y };
            let along = across(there);
            let depth = (ahead(there) - ahead(here)).abs();
            ends.push(End {
                part: own[arrives],
                side,
                heads: detours[arrives].map_or(along, across),
                along,
                depth: if along < across(here) { depth } else { -depth },
                right: to_the_right(sides[0]),
                other: own[1 - arrives],
                link,
                arrives,
            });
        }
    }
    ends.sort_unstable_by(End::before);
    let mut berths = vec![[Berth::default(); 2]; wanted.len()];
    for group in ends.chunk_by(|a, b| (a.part, a.side) == (b.part, b.side)) {
        let first = &group[0];
        let between = wanted[first.link].ends;
        let rect = [between.from, between.to][first.arrives];
        let length = match first.side {
            Side::Left | Side::Right => rect.h,
            Side::Up | Side::Down => rect.w,
        };
        let step = SPREAD.min(length / group.len() as f64);
        let middle = (group.len() - 1) as f64 / 2.0;
        let shared = group.iter().any(|end| end.other != first.other);
        for (place, end) in group.iter().enumerate() {
            berths[end.link][end.arrives] = Berth {
                shift: (place as f64 - middle) * step,
                // One that is alone has more room.
                step: if group.len() == 1 { length } else { step },
                shared,
            };
        }
    }
    let joined = wanted.iter().zip(berths);
    joined
        .map(|(Wanted { ends, .. }, berths)| level(*ends, sides(ends.from, ends.to), berths))
        .collect()
}

/// The places of the ends of a link that has its two sides to itself, but for one in the other direction.
pub(super) fn alone(ends: Ends) -> Docks {
    let sides = sides(ends.from, ends.to);
    let aside = |rect: Rect| match sides[0] {
        _ if !ends.both_ways => 0.0,
        Side::Left | Side::Right => SPREAD.min(rect.h / 2.0) / 2.0,
        Side::Up | Side::Down => SPREAD.min(rect.w / 2.0) / 2.0,
    };
    let berths = [ends.from, ends.to].map(|rect| Berth {
        shift: aside(rect) * to_the_right(sides[0]),
        step: SPREAD,
        shared: false,
    });
    level(ends, sides, berths)
}

/// In which direction across lies the right of a link that leaves there.
fn to_the_right(leave: Side) -> f64 {
    match leave {
        Side::Right | Side::Up => 1.0,
        Side::Left | Side::Down => -1.0,
    }
}

/// The two ends, moved onto one level when they are nearly so: one that shares its side with others stays where it is.
fn level(ends: Ends, [leave, arrive]: [Side; 2], berths: [Berth; 2]) -> Docks {
    let horizontal = matches!(leave, Side::Left | Side::Right);
    let rects = [ends.from, ends.to];
    let across = |at: Point| if horizontal { at.y } else { at.x };
    let middles = rects.map(|rect| across(rect.middle()));
    let lengths = rects.map(|rect| if horizontal { rect.h } else { rect.w });
    let mut at = [0, 1].map(|end: usize| middles[end] + berths[end].shift);
    // If nothing else is at either, the middle of the shorter side.
    let moves = match berths.map(|berth| berth.shared) {
        [false, false] => Some(usize::from(lengths[0] < lengths[1])),
        [true, false] => Some(1),
        [false, true] => Some(0),
        [true, true] => None,
    };
    if let Some(moves) = moves.filter(|_| (at[0] - at[1]).abs() < LEVEL) {
        let there = at[1 - moves];
        if (there - middles[moves]).abs() < lengths[moves] / 2.0 {
            at[moves] = there;
        }
    }
    let on = |end: usize, side: Side| {
        let port = port(rects[end], side);
        if horizontal {
            Point { y: at[end], ..port }
        } else {
            Point { x: at[end], ..port }
        }
    };
    Docks {
        leave,
        from: on(0, leave),
        arrive,
        to: on(1, arrive),
        steps: berths.map(|berth| berth.step),
    }
}
