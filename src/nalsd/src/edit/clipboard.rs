//! Parts on the clipboard: text that says what it is, so that it also goes from tab to tab.

use super::naming::name_copies;
use super::{Command, Refusal, with_contents};
use crate::model::{Area, Component, Design, Id, Link, Point, Rect};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::rc::Rc;

/// What the text says it is.
const MARK: &str = "parts";

/// The version of the text that is written and the newest that is read.
const VERSION: u32 = 1;

/// The longest text that is read, in bytes.
const MAX_TEXT: usize = 2_000_000;

#[derive(Serialize, Deserialize)]
struct Parts {
    dryrun: String,
    version: u32,
    components: Vec<Component>,
    links: Vec<Link>,
    areas: Vec<Area>,
}

/// The beginning of any text of Dryrun's.
#[derive(Deserialize)]
struct Mark {
    dryrun: String,
    version: u32,
}

/// These parts as text: areas with all that is in them, links when both ends are copied.
#[must_use]
pub fn copy(design: &Design, ids: &BTreeSet<Id>) -> String {
    let (components, links, areas) = gather(design, ids, false);
    let parts = Parts {
        dryrun: MARK.to_owned(),
        version: VERSION,
        components,
        links,
        areas,
    };
    serde_json::to_string(&parts).unwrap_or_default()
}

/// The command that adds copied parts with their middle at a point, or as near to it as they cover nothing; without one a little
/// beside where they were.
///
/// # Errors
/// When the text is nothing that was copied here.
pub fn paste(design: &Design, text: &str, at: Option<Point>) -> Result<Command, Refusal> {
    let none = || {
        Refusal::new("There are no parts on the clipboard. Copy some here or in another tab first.")
    };
    if text.len() > MAX_TEXT {
        return Err(Refusal::new(
            "What is on the clipboard is too long to be parts of a design.",
        ));
    }
    let mark: Mark = serde_json::from_str(text).map_err(|_| none())?;
    if mark.dryrun != MARK {
        return Err(none());
    }
    if mark.version > VERSION {
        return Err(Refusal::new(
            "These parts were copied from a newer Dryrun. Reload this page, then paste again.",
        ));
    }
    let parts: Parts = serde_json::from_str(text).map_err(|error| {
        Refusal::new(format!(
            "The parts on the clipboard can't be read: {error}."
        ))
    })?;
    let rects = parts.components.iter().map(|part| part.rect);
    let Some(bounds) = Rect::around(rects.chain(parts.areas.iter().map(|part| part.rect))) else {
        return Err(none());
    };
    let by = match at {
        Some(at) => {
            let middle = bounds.middle();
            Point {
                x: at.x - middle.x,
                y: at.y - middle.y,
            }
        }
        None => BESIDE,
    };
    let mut by = Point {
        x: crate::sketch::to_grid(by.x),
        y: crate::sketch::to_grid(by.y),
    };
    if at.is_some() {
        by = clear(design, &parts, by);
    }
    let Parts {
        components,
        links,
        areas,
        ..
    } = parts;
    Ok(moved(design, components, links, areas, by))
}

/// The same way, or so much further that nothing comes to lie over what is there: pasted twice at a place, the second would hide
/// the first.
fn clear(design: &Design, parts: &Parts, by: Point) -> Point {
    /// A design that is so full all along is covered somewhere.
    const STEPS: u32 = 64;
    let covers = |by: Point| {
        let there = || design.components.iter().map(|part| part.rect);
        let components = parts.components.iter().map(|part| part.rect.moved(by));
        let areas = parts.areas.iter().map(|area| area.rect.moved(by));
        let mut zones = design.areas.iter().map(|area| area.rect);
        components
            .chain(areas.clone())
            .any(|new| there().any(|old| old.overlaps(new)))
            || areas.clone().any(|new| zones.any(|old| old.overlaps(new)))
    };
    let mut steps = (0..STEPS).map(f64::from).map(|step| Point {
        x: by.x + step * BESIDE.x,
        y: by.y + step * BESIDE.y,
    });
    steps.find(|by| !covers(*by)).unwrap_or(by)
}

/// How far beside the originals copies are put.
pub const BESIDE: Point = Point { x: 24.0, y: 24.0 };

/// The command that adds a copy of these parts, moved by so much; `None` when there is nothing to copy. On request with
/// links to what isn't copied, as a replica needs them.
#[must_use]
pub fn duplicate(design: &Design, ids: &BTreeSet<Id>, by: Point, linked: bool) -> Option<Command> {
    let (components, links, areas) = gather(design, ids, linked);
    if components.is_empty() && areas.is_empty() {
        return None;
    }
    Some(moved(design, components, links, areas, by))
}

/// The next iteration of a design: the same, to be changed.
#[must_use]
pub fn next_iteration(design: &Design) -> Design {
    Design {
        iteration: design.iteration.saturating_add(1),
        ..design.clone()
    }
}

fn moved(
    design: &Design,
    mut components: Vec<Component>,
    links: Vec<Link>,
    mut areas: Vec<Area>,
    by: Point,
) -> Command {
    let rects = components.iter_mut().map(|part| &mut part.rect);
    for rect in rects.chain(areas.iter_mut().map(|part| &mut part.rect)) {
        rect.x += by.x;
        rect.y += by.y;
    }
    name_copies(design, &mut components, &mut areas);
    Command::Add {
        components,
        links,
        areas,
    }
}

fn gather(
    design: &Design,
    ids: &BTreeSet<Id>,
    linked: bool,
) -> (Vec<Component>, Vec<Link>, Vec<Area>) {
    let ids = with_contents(design, ids);
    // An area that isn't copied stays behind: where the copy is drawn says what it is in.
    let kept = |area: Option<Id>| area.filter(|area| ids.contains(area));
    let components: Vec<Component> = design
        .components
        .iter()
        .filter(|part| ids.contains(&part.id))
        .map(|part| Component {
            area: kept(part.area),
            ..Component::clone(part)
        })
        .collect();
    let areas = design.areas.iter().filter(|part| ids.contains(&part.id));
    let areas = areas
        .map(|part| Area {
            area: kept(part.area),
            ..Area::clone(part)
        })
        .collect();
    let copied: BTreeSet<Id> = components.iter().map(|part| part.id).collect();
    let links = design.links.iter().filter(|link| {
        let ends = [copied.contains(&link.from), copied.contains(&link.to)];
        ends == [true, true] || (linked && ends != [false, false])
    });
    let links = links.map(|link: &Rc<Link>| Link::clone(link)).collect();
    (components, links, areas)
}
