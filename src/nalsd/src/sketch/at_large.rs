//! From a zone into the region around it: what stands in a region at large is spread over its zones.

use super::gesture::add_area;
use super::{GRID, TITLE, to_grid};
use crate::edit::{Command, apply};
use crate::model::{Area, AreaKind, Design, Id, Rect};
use std::collections::BTreeMap;

/// Space around what is moved.
const GAP: f64 = 3.0 * GRID;

/// Draws components below the zones of their region, in the region itself, which grows where it has no room for them. Where no zone
/// is in a region, one is drawn around all of them.
///
/// None where there is but one zone to be spread over, where something else is in the way, or where a file says that parts are in
/// areas which they aren't drawn in.
#[must_use]
pub fn at_large(design: &Design, ids: &[Id]) -> Option<Vec<Command>> {
    let home = zone_of(design, *ids.first()?)?.area;
    let here = |id: &Id| zone_of(design, *id).is_some_and(|zone| zone.area == home);
    let zones = design
        .areas
        .iter()
        .filter(|area| area.kind == AreaKind::Zone && area.area == home);
    let zones: Vec<Rect> = zones.map(|zone| zone.rect).collect();
    if zones.len() < 2 || !ids.iter().all(here) {
        return None;
    }
    let region = match home {
        Some(id) => Some(&**design.area(id)?),
        None => None,
    };
    let around = Rect::around(zones.iter().copied())?;
    let drawn = region.map_or_else(|| titled(around.grown(GAP)), |region| region.rect);
    let (places, room) = below(design, ids, region, around)?;
    let whole = Rect::around([drawn, room])?;
    let mut commands = Vec::new();
    match region {
        None => commands.push(add_area(design, AreaKind::Region, whole)),
        Some(region) if whole != region.rect => commands.push(Command::Resize {
            id: region.id,
            rect: whole,
        }),
        Some(_) => {}
    }
    commands.push(Command::Place(places));
    moves_only(design, ids, region, &commands).then_some(commands)
}

/// The zone that a component stands in.
fn zone_of(design: &Design, id: Id) -> Option<&Area> {
    let area = design.area(design.component(id)?.area?)?;
    (area.kind == AreaKind::Zone).then_some(area)
}

/// A rectangle with room for an area's title above.
fn titled(rect: Rect) -> Rect {
    Rect {
        y: rect.y - TITLE,
        h: rect.h + TITLE,
        ..rect
    }
}

/// Where components stand below all that is in a region, each below where it was or to the right of the one before; and the room
/// that takes.
fn below(
    design: &Design,
    ids: &[Id],
    region: Option<&Area>,
    zones: Rect,
) -> Option<(Vec<(Id, Rect)>, Rect)> {
    let own = design.components.iter().filter(|part| {
        let at_large = region.is_some_and(|region| part.area == Some(region.id));
        at_large && part.rect.middle().y > zones.bottom()
    });
    let bottom = own
        .map(|part| part.rect.bottom())
        .fold(zones.bottom(), f64::max);
    let mut parts: Vec<(Id, Rect)> = ids
        .iter()
        .filter_map(|id| Some((*id, design.component(*id)?.rect)))
        .collect();
    parts.sort_by(|(_, a), (_, b)| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    let mut free = f64::NEG_INFINITY;
    for (_, rect) in &mut parts {
        rect.x = rect.x.max(free);
        rect.y = to_grid(bottom + GAP);
        free = to_grid(rect.right() + GAP);
    }
    let room = Rect::around(parts.iter().map(|(_, rect)| rect.grown(GAP)))?;
    Some((parts, room))
}

/// Whether commands put some components into the region at large, over nothing else, and leave all others in the areas they were in.
fn moves_only(design: &Design, ids: &[Id], region: Option<&Area>, commands: &[Command]) -> bool {
    let mut after = design.clone();
    for command in commands {
        match apply(&after, command) {
            Ok(applied) => after = applied.design,
            Err(_) => return false,
        }
    }
    let new = |id: Id| design.area(id).is_none();
    let home = |area: Option<Id>| match (region, area) {
        (Some(region), area) => area == Some(region.id),
        (None, area) => area.is_some_and(new),
    };
    let before: BTreeMap<Id, Option<Id>> = design
        .components
        .iter()
        .map(|part| (part.id, part.area))
        .collect();
    let stays = after.components.iter().all(|part| {
        if ids.contains(&part.id) {
            home(part.area)
        } else {
            before.get(&part.id) == Some(&part.area)
        }
    });
    let zones = after.areas.iter().all(|area| {
        let was = design.area(area.id).map(|area| area.area);
        was.is_none_or(|was| was == area.area || (region.is_none() && home(area.area)))
    });
    let clear = |rect: Rect, id: Id| {
        let others = after.components.iter().filter(|part| part.id != id);
        let mut others = others.map(|part| part.rect);
        let zones = after
            .areas
            .iter()
            .filter(|area| area.kind == AreaKind::Zone);
        others.all(|other| !other.overlaps(rect))
            && zones.map(|zone| zone.rect).all(|zone| !zone.overlaps(rect))
    };
    let moved = after
        .components
        .iter()
        .filter(|part| ids.contains(&part.id));
    stays
        && zones
        && moved
            .map(|part| (part.rect, part.id))
            .all(|(rect, id)| clear(rect, id))
}
