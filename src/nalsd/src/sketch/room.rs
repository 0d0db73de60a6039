//! Where something new finds room, as near as can be to where it is wanted, in whatever direction.

use super::geometry::{GRID, to_grid};
use super::size::{TITLE, area_size, centred};
use super::walk::GAP;
use crate::model::{AreaKind, Design, Point, Rect};

/// Where something new is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wish {
    /// In an area, from its upper left corner on, below its title; near it once that is full.
    In(Rect),
    /// To the right of something.
    Beside(Rect),
    /// With its middle at a point.
    At(Point),
}

impl Wish {
    /// The place itself for something of a size, and the point that it is wanted for: of the areas there it may be in any.
    fn place(self, size: (f64, f64)) -> (Rect, Point) {
        match self {
            Self::In(area) => {
                let inside = below_title(area);
                let place = Rect {
                    x: to_grid(inside.x + 2.0 * GRID),
                    y: to_grid(inside.y + GRID),
                    w: size.0,
                    h: size.1,
                };
                (place, inside.middle())
            }
            Self::Beside(rect) => {
                let place = Rect {
                    x: to_grid(rect.right() + GAP),
                    y: to_grid(rect.middle().y - size.1 / 2.0),
                    w: size.0,
                    h: size.1,
                };
                (place, rect.middle())
            }
            Self::At(point) => (centred(size, point), point),
        }
    }
}

/// How far things stand apart at least, where there is no room for more.
const CLEAR: f64 = 7.0;

/// The gap between two things above one another.
const BELOW: f64 = 24.0;

/// How many steps are looked at in each direction.
const STEPS: i32 = 20;

/// Where a new component of a size finds room: across no border, and over no other. What is seen comes first, then what is in
/// the same areas as the place where it is wanted, then what is nearest to that.
#[must_use]
pub fn room_for(design: &Design, wish: Wish, size: (f64, f64), seen: Rect) -> Rect {
    room_within(design, wish, size, seen, |_| true)
}

/// Where a new area finds room: over nothing, unless it is a zone within a region; looked for as by [`room_for`].
#[must_use]
pub fn room_for_area(design: &Design, kind: AreaKind, wish: Wish, seen: Rect) -> Rect {
    room_within(design, wish, area_size(kind), seen, |around| {
        (kind, around) == (AreaKind::Zone, AreaKind::Region)
    })
}

/// Where something finds room over no component, and over no area unless it may be within one of its kind and is, below its title.
fn room_within(
    design: &Design,
    wish: Wish,
    size: (f64, f64),
    seen: Rect,
    may_be_in: impl Fn(AreaKind) -> bool,
) -> Rect {
    let (start, home) = wish.place(size);
    let free = |rect: &Rect, homely: bool| {
        let around = rect.grown(CLEAR);
        let mut parts = design.components.iter();
        parts.all(|part| !around.overlaps(part.rect))
            && design.areas.iter().all(|area| {
                !around.overlaps(area.rect)
                    || (may_be_in(area.kind)
                        && (!homely || area.rect.holds(home))
                        && below_title(area.rect).encloses(*rect))
            })
    };
    find(start, wish, seen, &free)
}

/// The best place that is free, told whether it must be in the areas of where it is wanted; that itself when none is.
fn find(start: Rect, wish: Wish, seen: Rect, free: &dyn Fn(&Rect, bool) -> bool) -> Rect {
    let wide = (start.w + GAP, start.h + BELOW);
    // Where things stand too close together for that, whatever room there is between them.
    let narrow = (3.0 * GRID, 3.0 * GRID);
    let nearest = |step: (f64, f64), may: &dyn Fn(&Rect) -> bool| {
        let mut all = around(start, step);
        all.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        all.into_iter().map(|(_, rect)| rect).find(|rect| may(rect))
    };
    let either = |may: &dyn Fn(&Rect) -> bool| nearest(wide, may).or_else(|| nearest(narrow, may));
    let within = match wish {
        Wish::In(area) => {
            let inside = below_title(area);
            either(&|rect| inside.encloses(*rect) && seen.encloses(*rect) && free(rect, true))
                .or_else(|| either(&|rect| inside.encloses(*rect) && free(rect, true)))
        }
        Wish::Beside(_) | Wish::At(_) => None,
    };
    within
        .or_else(|| either(&|rect| seen.encloses(*rect) && free(rect, true)))
        .or_else(|| either(&|rect| seen.encloses(*rect) && free(rect, false)))
        .or_else(|| either(&|rect| free(rect, true)))
        .unwrap_or(start)
}

/// The places around one by steps, each with how far it lies from there. Of two that are as far the one to the right or below
/// is told first.
fn around(start: Rect, (across, down): (f64, f64)) -> Vec<(f64, Rect)> {
    let both = |count: i32| (0..=count).flat_map(|step| [step, -step]).skip(1);
    both(STEPS)
        .flat_map(|row| both(STEPS).map(move |column| (column, row)))
        .map(|(column, row)| {
            let by = Point {
                x: to_grid(f64::from(column) * across),
                y: to_grid(f64::from(row) * down),
            };
            (by.x * by.x + by.y * by.y, start.moved(by))
        })
        .collect()
}

fn below_title(area: Rect) -> Rect {
    Rect {
        y: area.y + TITLE,
        h: (area.h - TITLE).max(0.0),
        ..area
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::History;
    use crate::model::Kind;
    use crate::sketch::gesture::{add_area, add_component_in};

    const SIZE: (f64, f64) = (152.0, 56.0);
    const SEEN: Rect = rect(0.0, 0.0, 1000.0, 600.0);

    const fn rect(x: f64, y: f64, w: f64, h: f64) -> Rect {
        Rect { x, y, w, h }
    }

    fn put(history: &mut History, at: Rect) {
        let command = add_component_in(history.design(), Kind::Service, at);
        history.commit(&command).unwrap();
    }

    fn drawn(zones: &[Rect]) -> History {
        let mut history = History::new(Design::default());
        for zone in zones {
            let command = add_area(history.design(), AreaKind::Zone, *zone);
            history.commit(&command).unwrap();
        }
        history
    }

    /// Whatever was added before, in each place of a design that fills what is seen.
    #[test]
    fn as_long_as_there_is_room_in_what_is_seen_the_view_need_not_move() {
        // Two zones fill it: the middle lies in the gap between them.
        let zones = [rect(8.0, 8.0, 480.0, 584.0), rect(512.0, 8.0, 480.0, 584.0)];
        let mut history = drawn(&zones);
        for added in 0..12 {
            let wish = Wish::At(SEEN.middle());
            let spot = room_for(history.design(), wish, SIZE, SEEN);
            assert!(SEEN.encloses(spot), "{added}: {spot:?}");
            let inside = |zone: &&Rect| below_title(**zone).encloses(spot);
            assert_eq!(zones.iter().filter(inside).count(), 1, "{added}: {spot:?}");
            let parts = &history.design().components;
            assert!(
                parts.iter().all(|part| !part.rect.overlaps(spot)),
                "{added}"
            );
            put(&mut history, spot);
        }
    }

    #[test]
    fn the_selected_zone_takes_what_it_has_room_for() {
        let zones = [
            rect(0.0, 0.0, 400.0, 208.0),
            rect(500.0, 300.0, 400.0, 208.0),
        ];
        let mut history = drawn(&zones);
        for added in 0..6 {
            let spot = room_for(history.design(), Wish::In(zones[1]), SIZE, SEEN);
            let inside = below_title(zones[1]).encloses(spot);
            // Two rows below the title, of two each.
            assert!(inside == (added < 4), "{added}: {spot:?}");
            assert!(inside || !zones[1].overlaps(spot), "{added}: {spot:?}");
            put(&mut history, spot);
        }
        let parts = &history.design().components;
        assert!(parts.iter().any(|part| !zones[1].overlaps(part.rect)));
    }

    #[test]
    fn it_stands_beside_what_is_selected_or_at_the_pointer() {
        let mut history = drawn(&[]);
        put(&mut history, rect(96.0, 96.0, 152.0, 56.0));
        let one = history.design().components[0].rect;
        let at = |x, y| Wish::At(Point { x, y });
        for (wish, expected) in [
            (Wish::Beside(one), rect(312.0, 96.0, 152.0, 56.0)),
            (at(700.0, 500.0), rect(624.0, 472.0, 152.0, 56.0)),
            // On the part itself: below it is nearest.
            (at(172.0, 124.0), rect(96.0, 176.0, 152.0, 56.0)),
        ] {
            assert_eq!(
                room_for(history.design(), wish, SIZE, SEEN),
                expected,
                "{wish:?}"
            );
        }
        // What is beside it lies out of sight: another place doesn't.
        let narrow = rect(0.0, 0.0, 400.0, 600.0);
        let spot = room_for(history.design(), Wish::Beside(one), SIZE, narrow);
        assert!(narrow.encloses(spot) && !spot.overlaps(one), "{spot:?}");
    }

    #[test]
    fn new_zones_lie_apart_and_take_nothing_in() {
        let mut history = drawn(&[]);
        put(&mut history, rect(424.0, 272.0, 152.0, 56.0));
        for added in 0..5 {
            let design = history.design();
            let wish = Wish::At(SEEN.middle());
            let spot = room_for_area(design, AreaKind::Zone, wish, SEEN);
            let others = design.areas.iter().map(|area| area.rect);
            let mut all = others.chain(design.components.iter().map(|part| part.rect));
            assert!(all.all(|other| !other.overlaps(spot)), "{added}: {spot:?}");
            let command = add_area(design, AreaKind::Zone, spot);
            history.commit(&command).unwrap();
        }
        // A zone goes into the region that is selected.
        let mut history = drawn(&[]);
        let region = rect(96.0, 96.0, 528.0, 336.0);
        let command = add_area(history.design(), AreaKind::Region, region);
        history.commit(&command).unwrap();
        let spot = room_for_area(history.design(), AreaKind::Zone, Wish::In(region), SEEN);
        assert!(below_title(region).encloses(spot), "{spot:?}");
    }
}
