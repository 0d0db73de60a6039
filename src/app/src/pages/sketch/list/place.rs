//! Where a component goes that is moved by its name instead of by hand.

use nalsd::edit::area_at;
use nalsd::model::{Area, Component, Design, Id, Rect};
use nalsd::sketch::{TITLE, to_grid};

/// Space around components, in world pixels.
const GAP: f64 = 24.0;

/// How many places are tried along one side of an area.
const TRIES: usize = 40;

/// A place for a component in an area, or outside all areas; the middle decides which area it is in. `None` when an area is too
/// full or too small.
pub(super) fn place_in(design: &Design, id: Id, area: Option<Id>) -> Option<Rect> {
    let part = design.component(id)?;
    match area {
        Some(area) => inside(design, part, design.area(area)?),
        None => Some(outside(design, part)),
    }
}

/// The first free place in an area, row by row.
fn inside(design: &Design, part: &Component, area: &Area) -> Option<Rect> {
    let (left, top) = (area.rect.x + GAP, area.rect.y + TITLE + GAP / 2.0);
    let steps = |from: f64, end: f64, size: f64| {
        (0..TRIES)
            .map(move |step| to_grid(from + step as f64 * GAP))
            .take_while(move |at| at + size <= end - GAP / 2.0)
    };
    let (right, bottom) = (area.rect.x + area.rect.w, area.rect.y + area.rect.h);
    let mut places = steps(top, bottom, part.rect.h)
        .flat_map(|y| steps(left, right, part.rect.w).map(move |x| Rect { x, y, ..part.rect }));
    places.find(|rect| area_at(design, *rect) == Some(area.id) && is_free(design, part.id, *rect))
}

/// To the right of everything, at the height it has.
fn outside(design: &Design, part: &Component) -> Rect {
    let areas = design.areas.iter().map(|area| area.rect);
    let parts = design
        .components
        .iter()
        .filter(|other| other.id != part.id)
        .map(|other| other.rect);
    let right = areas
        .chain(parts)
        .map(|rect| rect.x + rect.w)
        .fold(f64::NEG_INFINITY, f64::max);
    let x = if right.is_finite() {
        to_grid(right + 2.0 * GAP)
    } else {
        part.rect.x
    };
    Rect { x, ..part.rect }
}

fn is_free(design: &Design, id: Id, rect: Rect) -> bool {
    let apart = |a: f64, a_size: f64, b: f64, b_size: f64| {
        a + a_size + GAP / 2.0 <= b || b + b_size + GAP / 2.0 <= a
    };
    design
        .components
        .iter()
        .filter(|other| other.id != id)
        .all(|other| {
            apart(rect.x, rect.w, other.rect.x, other.rect.w)
                || apart(rect.y, rect.h, other.rect.y, other.rect.h)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalsd::edit::{Command, apply};
    use nalsd::model::{AreaKind, Kind};
    use std::rc::Rc;

    fn rect(x: f64, y: f64, w: f64, h: f64) -> Rect {
        Rect { x, y, w, h }
    }

    /// Components outside, a zone in a region, another zone that is too small for anything.
    fn design(parts: u32) -> Design {
        let component = |id| {
            Rc::new(Component {
                id: Id(id),
                kind: Kind::Service,
                name: format!("s{id}"),
                rect: rect(-800.0, 80.0 * f64::from(id), 152.0, 56.0),
                area: None,
                set: Default::default(),
            })
        };
        let area = |id, kind, rect, within| {
            Rc::new(Area {
                id: Id(id),
                kind,
                name: format!("a{id}"),
                rect,
                area: within,
                set: Default::default(),
            })
        };
        Design {
            components: (1..=parts).map(component).collect(),
            areas: vec![
                area(101, AreaKind::Region, rect(0.0, 0.0, 700.0, 400.0), None),
                area(
                    102,
                    AreaKind::Zone,
                    rect(20.0, 40.0, 400.0, 208.0),
                    Some(Id(101)),
                ),
                area(103, AreaKind::Zone, rect(1000.0, 0.0, 120.0, 80.0), None),
            ],
            next: 200,
            ..Design::default()
        }
    }

    #[test]
    fn a_component_goes_where_it_is_sent_and_back() {
        for area in [101, 102] {
            let mut design = design(3);
            for id in 1..=3 {
                let place = place_in(&design, Id(id), Some(Id(area))).unwrap();
                design = apply(&design, &Command::Place(vec![(Id(id), place)]))
                    .unwrap()
                    .design;
                assert_eq!(design.component(Id(id)).unwrap().area, Some(Id(area)));
            }
            let back = place_in(&design, Id(1), None).unwrap();
            design = apply(&design, &Command::Place(vec![(Id(1), back)]))
                .unwrap()
                .design;
            assert_eq!(design.component(Id(1)).unwrap().area, None);
        }
    }

    #[test]
    fn no_two_are_put_on_each_other() {
        let mut design = design(6);
        let mut placed = 0;
        for id in 1..=6 {
            if let Some(place) = place_in(&design, Id(id), Some(Id(102))) {
                assert!(is_free(&design, Id(id), place));
                design = apply(&design, &Command::Place(vec![(Id(id), place)]))
                    .unwrap()
                    .design;
                placed += 1;
            }
        }
        assert_eq!(placed, 4, "two rows of two fit a zone of 400 by 208");
    }

    #[test]
    fn what_doesnt_fit_isnt_placed() {
        assert_eq!(place_in(&design(1), Id(1), Some(Id(103))), None);
        assert_eq!(place_in(&design(1), Id(9), None), None);
    }
}
