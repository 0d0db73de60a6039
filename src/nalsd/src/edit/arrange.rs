//! Aligning and distributing.

use super::{Align, Command, with_contents};
use crate::model::{Design, Id, Rect};
use std::collections::{BTreeMap, BTreeSet};

/// The command that aligns or distributes these components and areas; areas take along what is in them. `None` when there
/// are fewer than two to align, or three to distribute.
#[must_use]
pub fn align(design: &Design, ids: &BTreeSet<Id>, how: Align) -> Option<Command> {
    let inside = |area: Option<Id>| {
        design
            .within(area)
            .iter()
            .any(|area| ids.contains(&area.id))
    };
    let components = design.components.iter();
    let components = components.map(|part| (part.id, part.rect, part.area));
    let areas = design.areas.iter();
    let areas = areas.map(|part| (part.id, part.rect, part.area));
    let rects: Vec<(Id, Rect)> = components
        .chain(areas)
        .filter(|(id, _, area)| ids.contains(id) && !inside(*area))
        .map(|(id, rect, _)| (id, rect))
        .collect();
    let spreads = matches!(how, Align::Across | Align::Down);
    if rects.len() < 2 + usize::from(spreads) {
        return None;
    }
    let placed = if spreads {
        spread(rects.clone(), how)
    } else {
        line_up(&rects, how)
    };
    Some(Command::Place(carry(design, &rects, &placed)))
}

fn line_up(rects: &[(Id, Rect)], how: Align) -> Vec<(Id, Rect)> {
    let bounds = Rect::around(rects.iter().map(|(_, rect)| *rect)).unwrap_or_default();
    let middle = bounds.middle();
    let place = |rect: Rect| match how {
        Align::Left => Rect {
            x: bounds.x,
            ..rect
        },
        Align::Centre => Rect {
            x: middle.x - rect.w / 2.0,
            ..rect
        },
        Align::Right => Rect {
            x: bounds.right() - rect.w,
            ..rect
        },
        Align::Top => Rect {
            y: bounds.y,
            ..rect
        },
        Align::Middle => Rect {
            y: middle.y - rect.h / 2.0,
            ..rect
        },
        Align::Bottom => Rect {
            y: bounds.bottom() - rect.h,
            ..rect
        },
        Align::Across | Align::Down => rect,
    };
    rects.iter().map(|(id, rect)| (*id, place(*rect))).collect()
}

/// Equal gaps; the outermost stay.
fn spread(mut rects: Vec<(Id, Rect)>, how: Align) -> Vec<(Id, Rect)> {
    let across = how == Align::Across;
    let start = |rect: &Rect| if across { rect.x } else { rect.y };
    let length = |rect: &Rect| if across { rect.w } else { rect.h };
    rects.sort_by(|(a, ra), (b, rb)| start(ra).total_cmp(&start(rb)).then(a.cmp(b)));
    let first = rects.first().map_or(0.0, |(_, rect)| start(rect));
    let end = rects
        .iter()
        .map(|(_, rect)| start(rect) + length(rect))
        .fold(first, f64::max);
    let filled: f64 = rects.iter().map(|(_, rect)| length(rect)).sum();
    let gap = (end - first - filled) / (rects.len() as f64 - 1.0);
    let mut at = first;
    for (_, rect) in &mut rects {
        if across {
            rect.x = at;
        } else {
            rect.y = at;
        }
        at += length(rect) + gap;
    }
    rects
}

/// Adds what is in the areas that move.
fn carry(design: &Design, before: &[(Id, Rect)], after: &[(Id, Rect)]) -> Vec<(Id, Rect)> {
    let mut places: BTreeMap<Id, Rect> = after.iter().copied().collect();
    for (id, rect) in before {
        let Some(to) = places.get(id).copied() else {
            continue;
        };
        let by = (to.x - rect.x, to.y - rect.y);
        for inner in with_contents(design, &BTreeSet::from([*id])) {
            let part = design.component(inner).map(|part| part.rect);
            if let Some(rect) = part.or_else(|| design.area(inner).map(|part| part.rect)) {
                let moved = Rect {
                    x: rect.x + by.0,
                    y: rect.y + by.1,
                    ..rect
                };
                places.entry(inner).or_insert(moved);
            }
        }
    }
    places.into_iter().collect()
}
