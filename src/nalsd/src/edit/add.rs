//! New parts, with fresh numbers.

use super::area::{adopt, settle};
use super::{Refusal, apply, valid};
use crate::model::{Area, AreaKind, Component, Design, Id, Link};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Adds parts; their new numbers: components, links, areas.
///
/// A component or zone that names its area is in it; one that names none is where it is drawn. An area that is added alone,
/// as it is when drawn, takes in what it is drawn around; one that comes with other parts, as copies do, leaves what was there
/// before where it is.
pub(super) fn add(
    design: &mut Design,
    components: &[Component],
    links: &[Link],
    areas: &[Area],
) -> Result<Vec<Id>, Refusal> {
    let there = design.components.len() + design.links.len() + design.areas.len();
    let new = components.len() + links.len() + areas.len();
    valid::count("parts", there + new, valid::MAX_PARTS)?;
    let fresh = numbers(design, components, links, areas)?;
    let renumbered = |id: Id| fresh.get(&id).copied().unwrap_or(id);
    let added = |ids: Vec<Id>| ids.into_iter().map(renumbered);
    let order: Vec<Id> = added(components.iter().map(|part| part.id).collect())
        .chain(added(links.iter().map(|part| part.id).collect()))
        .chain(added(areas.iter().map(|part| part.id).collect()))
        .collect();

    let mut unplaced = BTreeSet::new();
    let mut drawn = BTreeSet::new();
    // Regions first: a zone may name one that is added with it.
    let regions = areas.iter().filter(|area| area.kind == AreaKind::Region);
    for area in regions.chain(areas.iter().filter(|area| area.kind == AreaKind::Zone)) {
        let area = Area {
            id: renumbered(area.id),
            area: area.area.map(renumbered),
            rect: valid::tidied(area.rect),
            ..area.clone()
        };
        valid::area(&area)?;
        valid::within_region(&area, |id| design.area(id).map(|area| area.kind))?;
        if area.area.is_none() {
            unplaced.insert(area.id);
        }
        drawn.insert(area.id);
        design.areas.push(Rc::new(area));
    }
    apply::order(&mut design.areas);
    // Copies are put beside their originals, and over them: they would rob those.
    let mut moved_in = match (components, links, areas) {
        ([], [], [_]) => adopt(design, &drawn),
        _ => BTreeSet::new(),
    };
    moved_in.retain(|id| !drawn.contains(id));

    for part in components {
        let part = Component {
            id: renumbered(part.id),
            area: part.area.map(renumbered),
            rect: valid::tidied(part.rect),
            ..part.clone()
        };
        valid::component(&part)?;
        match part.area {
            None => {
                unplaced.insert(part.id);
            }
            Some(area) if design.area(area).is_none() => {
                return Err(Refusal::new(format!(
                    "“{}” can't be put into the area {}, which isn't there.",
                    part.name, area.0
                )));
            }
            Some(_) => {}
        }
        design.components.push(Rc::new(part));
    }
    moved_in.append(&mut unplaced);
    settle(design, &moved_in);
    join(design, links, renumbered)?;
    Ok(order)
}

fn join(design: &mut Design, links: &[Link], renumbered: impl Fn(Id) -> Id) -> Result<(), Refusal> {
    if links.is_empty() {
        return Ok(());
    }
    let kinds: BTreeMap<Id, _> = design
        .components
        .iter()
        .map(|part| (part.id, part.kind))
        .collect();
    let mut ends: BTreeSet<(Id, Id)> = design
        .links
        .iter()
        .map(|link| (link.from, link.to))
        .collect();
    for link in links {
        valid::link(link)?;
        let link = Link {
            id: renumbered(link.id),
            from: renumbered(link.from),
            to: renumbered(link.to),
            ..link.clone()
        };
        valid::joins(link.from, link.to, |id| kinds.get(&id).copied())?;
        if !ends.insert((link.from, link.to)) {
            return Err(valid::twice(link.from, link.to, |id| {
                valid::called(design, id)
            }));
        }
        design.links.push(Rc::new(link));
    }
    Ok(())
}

/// Gives each part a number that was never used.
fn numbers(
    design: &mut Design,
    components: &[Component],
    links: &[Link],
    areas: &[Area],
) -> Result<BTreeMap<Id, Id>, Refusal> {
    let mut fresh = BTreeMap::new();
    let ids = components.iter().map(|part| part.id);
    let ids = ids.chain(links.iter().map(|part| part.id));
    for id in ids.chain(areas.iter().map(|part| part.id)) {
        if fresh.insert(id, Id(design.next)).is_some() {
            return Err(Refusal::new(format!(
                "Two of the parts to be added have the number {}.",
                id.0
            )));
        }
        let Some(next) = design.next.checked_add(1) else {
            return Err(Refusal::new(
                "The numbers for parts are used up. Copy everything into a new design.",
            ));
        };
        design.next = next;
    }
    Ok(fresh)
}
