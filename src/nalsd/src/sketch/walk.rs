//! Ways for the keyboard: from component to component, and where a new one finds room.

use super::geometry::{GRID, to_grid};
use super::size::TITLE;
use crate::edit::Side;
use crate::model::{Component, Design, Id, Kind, Point, Rect};
use std::rc::Rc;

/// A step along links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Along {
    /// To the first that it calls.
    Callee,
    /// To the first that calls it.
    Caller,
    /// To the next that the same caller calls, round and round.
    Next,
    /// To the one before.
    Previous,
}

/// Where a step along links leads, from a component.
#[must_use]
pub fn along(design: &Design, from: Id, step: Along) -> Option<Id> {
    match step {
        Along::Callee => callees(design, from).first().copied(),
        Along::Caller => callers(design, from).first().copied(),
        Along::Next | Along::Previous => {
            let caller = callers(design, from).first().copied()?;
            let all = callees(design, caller);
            let at = all.iter().position(|id| *id == from)?;
            let by = if step == Along::Next {
                1
            } else {
                all.len() - 1
            };
            all.get((at + by) % all.len()).copied()
        }
    }
}

/// What a component calls, from top to bottom.
#[must_use]
pub fn callees(design: &Design, id: Id) -> Vec<Id> {
    let links = design.links.iter().filter(|link| link.from == id);
    in_order(design, links.map(|link| link.to))
}

/// What calls a component, from top to bottom.
#[must_use]
pub fn callers(design: &Design, id: Id) -> Vec<Id> {
    let links = design.links.iter().filter(|link| link.to == id);
    in_order(design, links.map(|link| link.from))
}

fn in_order(design: &Design, ids: impl Iterator<Item = Id>) -> Vec<Id> {
    let mut parts: Vec<&Rc<Component>> = ids.filter_map(|id| design.component(id)).collect();
    parts.sort_by(|a, b| {
        let place = |part: &Component| (part.rect.y, part.rect.x);
        let ((ay, ax), (by, bx)) = (place(a), place(b));
        ay.total_cmp(&by)
            .then(ax.total_cmp(&bx))
            .then(a.id.cmp(&b.id))
    });
    parts.into_iter().map(|part| part.id).collect()
}

/// The nearest component in a direction. What lies straight ahead is nearer than what lies aside.
#[must_use]
pub fn towards(design: &Design, from: Rect, side: Side) -> Option<Id> {
    let start = from.middle();
    let cost = |part: &Rc<Component>| {
        let to = part.rect.middle();
        let (dx, dy) = (to.x - start.x, to.y - start.y);
        let (ahead, aside) = match side {
            Side::Left => (-dx, dy),
            Side::Right => (dx, dy),
            Side::Up => (-dy, dx),
            Side::Down => (dy, dx),
        };
        // Within 60° of straight ahead.
        (ahead > 0.5 && aside.abs() <= ahead * 1.75).then_some((ahead + 2.0 * aside.abs(), part.id))
    };
    let ahead = design.components.iter().filter_map(cost);
    ahead
        .min_by(|(a, one), (b, other)| a.total_cmp(b).then(one.cmp(other)))
        .map(|(_, id)| id)
}

/// The order in which components are told and tabbed through: callers before those they call, from the clients on; what no
/// client reaches, and notes, after that from left to right.
#[must_use]
pub fn reading_order(design: &Design) -> Vec<Id> {
    let mut parts: Vec<&Rc<Component>> = design.components.iter().collect();
    parts.sort_by(|a, b| {
        let rank = |part: &Component| match part.kind {
            Kind::Client => 0,
            Kind::Note => 2,
            _ => 1,
        };
        rank(a)
            .cmp(&rank(b))
            .then(a.rect.x.total_cmp(&b.rect.x))
            .then(a.rect.y.total_cmp(&b.rect.y))
            .then(a.id.cmp(&b.id))
    });
    let mut told: Vec<Id> = Vec::new();
    let mut known = std::collections::BTreeSet::new();
    for part in parts {
        let mut waiting = std::collections::VecDeque::from([part.id]);
        while let Some(id) = waiting.pop_front() {
            if known.insert(id) {
                told.push(id);
                waiting.extend(callees(design, id));
            }
        }
    }
    told
}

/// The gap between a component and one that is added beside it.
pub(super) const GAP: f64 = 64.0;

/// How far what a link is let go over nothing for stays from its caller: the arrow is to be seen.
const APART: f64 = 48.0;

/// Where a new component finds room that a link from another one is to end at: near the point where the link was let go, but
/// no nearer to its caller than leaves the arrow to be seen; then as [`free_spot`] has it.
#[must_use]
pub fn spot_for_link(design: &Design, from: Rect, near: Point, size: (f64, f64)) -> Rect {
    let wanted = super::centred(size, near);
    let around = from.grown(APART);
    if !wanted.overlaps(around) {
        return spot(design, wanted, near, &|rect| !rect.overlaps(around));
    }
    // Out of the caller's way by the shortest way, onto the grid beyond.
    let up = |value: f64| libm::ceil(value / GRID) * GRID;
    let down = |value: f64| libm::floor(value / GRID) * GRID;
    let aside = [
        Point {
            x: up(around.right()) - wanted.x,
            y: 0.0,
        },
        Point {
            x: 0.0,
            y: up(around.bottom()) - wanted.y,
        },
        Point {
            x: down(around.x - wanted.w) - wanted.x,
            y: 0.0,
        },
        Point {
            x: 0.0,
            y: down(around.y - wanted.h) - wanted.y,
        },
    ];
    let far = |by: &Point| by.x.abs() + by.y.abs();
    let by = aside.into_iter().min_by(|a, b| far(a).total_cmp(&far(b)));
    let start = wanted.moved(by.unwrap_or_default());
    spot(design, start, near, &|rect| !rect.overlaps(around))
}

/// Where a new component finds room: to the right of one, or near a point, and then below and above, further and further. It
/// is within the areas of where it starts from, below their titles, or clear of them, and clear of all others.
#[must_use]
pub fn free_spot(design: &Design, beside: Option<Rect>, near: Point, size: (f64, f64)) -> Rect {
    let start = match beside {
        Some(rect) => Rect {
            x: to_grid(rect.right() + GAP),
            y: to_grid(rect.middle().y - size.1 / 2.0),
            w: size.0,
            h: size.1,
        },
        None => super::centred(size, near),
    };
    spot(design, start, beside.map_or(near, Rect::middle), &|_| true)
}

/// Where there is room from a place on, for what comes from a point and may stand there.
fn spot(design: &Design, start: Rect, home: Point, may: &dyn Fn(&Rect) -> bool) -> Rect {
    let step = start.h + 24.0;
    let free = |rect: &Rect| {
        let around = rect.grown(7.0);
        let clear = |area: Rect| {
            let below_title = Rect {
                y: area.y + TITLE,
                h: area.h - TITLE,
                ..area
            };
            !around.overlaps(area) || (area.holds(home) && below_title.encloses(*rect))
        };
        let mut parts = design.components.iter();
        may(rect)
            && parts.all(|part| !around.overlaps(part.rect))
            && design.areas.iter().all(|area| clear(area.rect))
    };
    let rows = |row: i32| f64::from((row + 1) / 2 * if row % 2 == 1 { 1 } else { -1 });
    let mut spots = (0..40).flat_map(|column| {
        (0..9).map(move |row| {
            let by = f64::from(column) * (start.w + GAP);
            start.moved(Point {
                x: to_grid(by),
                y: to_grid(rows(row) * step),
            })
        })
    });
    spots.find(free).unwrap_or(start)
}
