//! What is in which area: the innermost that holds its middle.

use super::apply::change;
use crate::model::{AreaKind, Design, Id, Rect};
use std::collections::BTreeSet;

/// These parts, and all that is in those of them that are areas.
#[must_use]
pub fn with_contents(design: &Design, ids: &BTreeSet<Id>) -> BTreeSet<Id> {
    let mut all = ids.clone();
    // A region stands before its zones.
    for area in &design.areas {
        if area.area.is_some_and(|around| all.contains(&around)) {
            all.insert(area.id);
        }
    }
    for part in &design.components {
        if part.area.is_some_and(|around| all.contains(&around)) {
            all.insert(part.id);
        }
    }
    all
}

/// The area that a component or area is in.
pub(super) fn area_of(design: &Design, id: Id) -> Option<Id> {
    match design.component(id) {
        Some(part) => part.area,
        None => design.area(id).and_then(|part| part.area),
    }
}

/// The area that a component drawn there is in: of the zones, or else the regions, that hold its middle the smallest, and of
/// equal ones the later.
#[must_use]
pub fn area_at(design: &Design, rect: Rect) -> Option<Id> {
    innermost(design, rect, AreaKind::Zone).or_else(|| innermost(design, rect, AreaKind::Region))
}

fn innermost(design: &Design, rect: Rect, kind: AreaKind) -> Option<Id> {
    let middle = rect.middle();
    let holding = design.areas.iter().filter(|area| area.kind == kind);
    holding
        .filter(|area| area.rect.holds(middle))
        .rev()
        .min_by(|a, b| a.rect.size().total_cmp(&b.rect.size()))
        .map(|area| area.id)
}

/// Puts components and zones into the areas where they are drawn.
pub(super) fn settle(design: &mut Design, ids: &BTreeSet<Id>) {
    for at in 0..design.areas.len() {
        let area = &design.areas[at];
        if area.kind == AreaKind::Zone && ids.contains(&area.id) {
            let around = innermost(design, area.rect, AreaKind::Region);
            if around != area.area {
                change(&mut design.areas[at], |area| area.area = around);
            }
        }
    }
    for at in 0..design.components.len() {
        let part = &design.components[at];
        if ids.contains(&part.id) {
            let around = area_at(design, part.rect);
            if around != part.area {
                change(&mut design.components[at], |part| part.area = around);
            }
        }
    }
}

/// What these areas, drawn anew, may have gained or lost, and they themselves.
pub(super) fn adopt(design: &Design, areas: &BTreeSet<Id>) -> BTreeSet<Id> {
    let mut touched = areas.clone();
    let drawn: Vec<Rect> = design
        .areas
        .iter()
        .filter(|area| areas.contains(&area.id))
        .map(|area| area.rect)
        .collect();
    let concerned = |around: Option<Id>, rect: Rect| {
        around.is_some_and(|id| areas.contains(&id))
            || drawn.iter().any(|area| area.holds(rect.middle()))
    };
    for area in &design.areas {
        if concerned(area.area, area.rect) {
            touched.insert(area.id);
        }
    }
    for part in &design.components {
        if concerned(part.area, part.rect) {
            touched.insert(part.id);
        }
    }
    touched
}
