//! What every design holds to, however it came about: by commands, from a file, from a link.

use super::Refusal;
use super::apply::change;
use crate::model::{Area, AreaKind, Component, Design, Id, Kind, Link, Point, Rect, Written};
use std::collections::{BTreeMap, BTreeSet};

/// How many components, links and areas a design has at most.
pub const MAX_PARTS: usize = 5_000;
/// How many characters a name, or a note's text, has at most.
pub const MAX_NAME: usize = 2_000;
/// How many characters are written into a field at most.
pub const MAX_VALUE: usize = 400;
/// How many assumptions, and how many machine classes, there are at most.
pub const MAX_LISTED: usize = 200;
/// How far from the origin anything is drawn, in world pixels.
pub const MAX_EXTENT: f64 = 1_000_000.0;

/// Makes sure that a design is sound: every reference leads somewhere, every number can be drawn, every text has a
/// bounded length.
///
/// # Errors
/// The first thing that isn't so.
pub fn check(design: &Design) -> Result<(), Refusal> {
    let parts = design.components.len() + design.links.len() + design.areas.len();
    count("parts", parts, MAX_PARTS)?;
    count("assumptions", design.assumptions.len(), MAX_LISTED)?;
    count("machine classes", design.machines.len(), MAX_LISTED)?;
    text("The design's name", &design.name)?;
    if let Some(problem) = &design.problem {
        text("The name of the design's problem", problem)?;
    }
    if design.iteration == 0 {
        return refuse("Iterations are counted from 1.");
    }
    written("the design", &design.set)?;
    for one in &design.assumptions {
        assumption(&one.name, &one.value, &one.note)?;
    }
    for machine in &design.machines {
        text("A machine class's name", &machine.name)?;
        written(
            &format!("the machine class “{}”", machine.name),
            &machine.set,
        )?;
    }
    let mut ids = BTreeSet::new();
    let mut fresh = |id: Id| {
        if !ids.insert(id) {
            return refuse(format!("Two parts have the number {}.", id.0));
        }
        if id.0 >= design.next {
            return refuse(format!(
                "The next part would get the number {}, but there is one numbered {} already.",
                design.next, id.0
            ));
        }
        Ok(())
    };
    let mut areas: BTreeMap<Id, AreaKind> = BTreeMap::new();
    for area in &design.areas {
        fresh(area.id)?;
        self::area(area)?;
        within_region(area, |id| areas.get(&id).copied())?;
        areas.insert(area.id, area.kind);
    }
    let mut kinds: BTreeMap<Id, Kind> = BTreeMap::new();
    for one in &design.components {
        fresh(one.id)?;
        component(one)?;
        if let Some(area) = one.area.filter(|area| !areas.contains_key(area)) {
            return refuse(format!(
                "“{}” is said to be in the area {}, which isn't there.",
                one.name, area.0
            ));
        }
        kinds.insert(one.id, one.kind);
    }
    let mut ends = BTreeSet::new();
    for one in &design.links {
        fresh(one.id)?;
        link(one)?;
        joins(one.from, one.to, |id| kinds.get(&id).copied())?;
        if !ends.insert((one.from, one.to)) {
            // Of a file, numbers say which is meant.
            return Err(twice(one.from, one.to, |id| id.0.to_string()));
        }
    }
    Ok(())
}

/// A place to the hundredth of a pixel: more can't be seen, and would make files and links longer.
pub(super) fn tidied(rect: Rect) -> Rect {
    let to_hundredth = |value: f64| libm::round(value * 100.0) / 100.0 + 0.0;
    Rect {
        x: to_hundredth(rect.x),
        y: to_hundredth(rect.y),
        w: to_hundredth(rect.w),
        h: to_hundredth(rect.h),
    }
}

/// A design all of whose parts have tidy places.
#[must_use]
pub fn tidy(mut design: Design) -> Design {
    for part in &mut design.components {
        change(part, |part| part.rect = tidied(part.rect));
    }
    for part in &mut design.areas {
        change(part, |part| part.rect = tidied(part.rect));
    }
    design
}

pub(super) fn component(one: &Component) -> Result<(), Refusal> {
    text("A component's name", &one.name)?;
    rect(&one.name, one.rect)?;
    written(&format!("“{}”", one.name), &one.set)
}

pub(super) fn link(one: &Link) -> Result<(), Refusal> {
    text("A link's name", &one.name)?;
    written(&format!("the link {}", one.id.0), &one.set)
}

pub(super) fn area(one: &Area) -> Result<(), Refusal> {
    text("An area's name", &one.name)?;
    rect(&one.name, one.rect)?;
    written(&format!("“{}”", one.name), &one.set)
}

/// Makes sure that an area stands in nothing but a region, and a region in nothing.
pub(super) fn within_region(
    one: &Area,
    kind: impl Fn(Id) -> Option<AreaKind>,
) -> Result<(), Refusal> {
    let Some(around) = one.area else {
        return Ok(());
    };
    if one.kind == AreaKind::Region {
        return refuse(format!(
            "“{}” is a region: it can't be in another area.",
            one.name
        ));
    }
    match kind(around) {
        Some(AreaKind::Region) => Ok(()),
        Some(AreaKind::Zone) => refuse(format!(
            "“{}” is a zone: it can be in a region, not in another zone.",
            one.name
        )),
        None => refuse(format!(
            "“{}” is said to be in the area {}, which isn't there, or stands after it.",
            one.name, around.0
        )),
    }
}

/// Makes sure that two things can be joined.
pub(super) fn joins(from: Id, to: Id, kind: impl Fn(Id) -> Option<Kind>) -> Result<(), Refusal> {
    if from == to {
        return refuse("A component can't be linked to itself.");
    }
    for end in [from, to] {
        match kind(end) {
            None => {
                return refuse(format!(
                    "A link needs a component at either end; {} is none.",
                    end.0
                ));
            }
            Some(Kind::Note) => {
                return refuse("A note can't be linked: it is no part of the system.");
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// The refusal of a second link in the same direction; how its ends are called.
pub(super) fn twice(from: Id, to: Id, called: impl Fn(Id) -> String) -> Refusal {
    Refusal::new(format!(
        "There is a link from {} to {} already; change its calls per request instead.",
        called(from),
        called(to)
    ))
}

/// What people call a component; its number where it has no name.
pub(super) fn called(design: &Design, id: Id) -> String {
    let part = design.component(id);
    match part.filter(|part| !part.name.trim().is_empty()) {
        Some(part) => format!("“{}”", part.name),
        None => id.0.to_string(),
    }
}

pub(super) fn count(what: &str, count: usize, limit: usize) -> Result<(), Refusal> {
    if count > limit {
        return refuse(format!(
            "{count} {what} are too many: a design has at most {limit}."
        ));
    }
    Ok(())
}

pub(super) fn assumption(name: &str, value: &str, note: &str) -> Result<(), Refusal> {
    text("An assumption's name", name)?;
    text("An assumption's note", note)?;
    self::value(&format!("the assumption “{name}”"), value)
}

pub(super) fn text(what: &str, text: &str) -> Result<(), Refusal> {
    let length = text.chars().count();
    if length > MAX_NAME {
        return refuse(format!(
            "{what} is {length} characters long, where {MAX_NAME} fit."
        ));
    }
    Ok(())
}

pub(super) fn written(whose: &str, set: &Written) -> Result<(), Refusal> {
    set.values().try_for_each(|text| value(whose, text))
}

pub(super) fn value(whose: &str, text: &str) -> Result<(), Refusal> {
    let length = text.chars().count();
    if length > MAX_VALUE {
        return refuse(format!(
            "What is written on {whose} is {length} characters long, where {MAX_VALUE} fit."
        ));
    }
    Ok(())
}

pub(super) fn rect(name: &str, rect: Rect) -> Result<(), Refusal> {
    point(
        name,
        Point {
            x: rect.x,
            y: rect.y,
        },
    )?;
    if !(rect.w > 0.0 && rect.h > 0.0 && rect.w <= MAX_EXTENT && rect.h <= MAX_EXTENT) {
        return refuse(format!("“{name}” can't be drawn {} by {}.", rect.w, rect.h));
    }
    Ok(())
}

pub(super) fn point(name: &str, at: Point) -> Result<(), Refusal> {
    if !(at.x.abs() <= MAX_EXTENT && at.y.abs() <= MAX_EXTENT) {
        return refuse(format!("“{name}” can't be drawn at {}, {}.", at.x, at.y));
    }
    Ok(())
}

fn refuse<T>(message: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal::new(message))
}
