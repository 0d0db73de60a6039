//! Commands done to a design. Parts that a command doesn't touch stay the very same (`Rc::ptr_eq`): the page draws again
//! only what has changed.

use super::area::{adopt, settle};
use super::{Command, Refusal, add, valid};
use crate::model::{
    Area, AreaKind, Component, Design, Field, FieldSpec, Id, Link, Point, Rect, Written,
    area_fields, component_fields, link_fields, price_fields, settings_fields, spec,
};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What a command comes to.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    /// The design afterwards.
    pub design: Design,
    /// The parts that were added, by their new numbers: components, links and areas in the order in which the command
    /// names them.
    pub added: Vec<Id>,
}

/// Does a command to a design: all of it or nothing.
///
/// # Errors
/// Why it can't be done, for the reader.
pub fn apply(design: &Design, command: &Command) -> Result<Applied, Refusal> {
    let mut next = design.clone();
    let mut added = Vec::new();
    match command {
        Command::Add {
            components,
            links,
            areas,
        } => {
            added = add::add(&mut next, components, links, areas)?;
        }
        Command::Remove(ids) => remove(&mut next, &known(design, ids)?),
        Command::Move { ids, by } => shift(&mut next, &known(design, ids)?, *by)?,
        Command::Resize { id, rect } => place(&mut next, &[(*id, *rect)])?,
        Command::Place(places) => place(&mut next, places)?,
        Command::Rename { id, name } => rename(&mut next, *id, name)?,
        Command::Set { ids, field, value } => {
            set(&mut next, &known(design, ids)?, *field, value.as_deref())?;
        }
        Command::SetDesign { field, value } => set_design(&mut next, *field, value.as_deref())?,
        Command::Reconnect { link, from, to } => reconnect(&mut next, *link, *from, *to)?,
        Command::Raise(ids) => {
            let ids = known(design, ids)?;
            next.components.sort_by_key(|part| ids.contains(&part.id));
        }
        Command::Lower(ids) => {
            let ids = known(design, ids)?;
            next.components.sort_by_key(|part| !ids.contains(&part.id));
        }
        Command::Assume(assumptions) => {
            valid::count("assumptions", assumptions.len(), valid::MAX_LISTED)?;
            for one in assumptions {
                valid::assumption(&one.name, &one.value, &one.note)?;
            }
            next.assumptions.clone_from(assumptions);
        }
        Command::Machines(machines) => {
            valid::count("machine classes", machines.len(), valid::MAX_LISTED)?;
            for machine in machines {
                valid::text("A machine class's name", &machine.name)?;
                valid::written(&format!("“{}”", machine.name), &machine.set)?;
            }
            next.machines.clone_from(machines);
        }
        Command::Title(name) => {
            valid::text("The design's name", name)?;
            next.name.clone_from(name);
        }
        Command::Iteration(0) => return Err(Refusal::new("Iterations are counted from 1.")),
        Command::Iteration(iteration) => next.iteration = *iteration,
        Command::Replace(design) => {
            next = valid::tidy((**design).clone());
            valid::check(&next)?;
        }
    }
    Ok(Applied {
        design: next,
        added,
    })
}

/// Changes a shared part, unless the change comes to nothing.
pub(super) fn change<T: Clone + PartialEq>(part: &mut Rc<T>, change: impl FnOnce(&mut T)) {
    let mut copy = T::clone(part);
    change(&mut copy);
    if copy != **part {
        *part = Rc::new(copy);
    }
}

/// The numbers as a set, all of which are known.
fn known(design: &Design, ids: &[Id]) -> Result<BTreeSet<Id>, Refusal> {
    let wanted: BTreeSet<Id> = ids.iter().copied().collect();
    let mut missing = wanted.clone();
    for id in all(design) {
        missing.remove(&id);
    }
    match missing.first() {
        Some(id) => Err(unknown(*id)),
        None => Ok(wanted),
    }
}

/// The number of every part.
fn all(design: &Design) -> impl Iterator<Item = Id> {
    let components = design.components.iter().map(|part| part.id);
    let links = design.links.iter().map(|part| part.id);
    components
        .chain(links)
        .chain(design.areas.iter().map(|part| part.id))
}

fn unknown(id: Id) -> Refusal {
    Refusal::new(format!(
        "There is no part numbered {} in this design (any more).",
        id.0
    ))
}

fn remove(design: &mut Design, ids: &BTreeSet<Id>) {
    // The area around an area that goes, if that one stays.
    let mut around: BTreeMap<Id, Option<Id>> = BTreeMap::new();
    for area in &design.areas {
        if ids.contains(&area.id) {
            let outer = area
                .area
                .map(|outer| around.get(&outer).copied().unwrap_or(Some(outer)));
            around.insert(area.id, outer.flatten());
        }
    }
    let moved = |area: Option<Id>| match area {
        Some(id) => around.get(&id).copied().unwrap_or(area),
        None => None,
    };
    design.components.retain(|part| !ids.contains(&part.id));
    let left: BTreeSet<Id> = design.components.iter().map(|part| part.id).collect();
    design.links.retain(|link| {
        !ids.contains(&link.id) && left.contains(&link.from) && left.contains(&link.to)
    });
    design.areas.retain(|part| !ids.contains(&part.id));
    for part in &mut design.components {
        let area = moved(part.area);
        if area != part.area {
            change(part, |part| part.area = area);
        }
    }
    for part in &mut design.areas {
        let area = moved(part.area);
        if area != part.area {
            change(part, |part| part.area = area);
        }
    }
}

fn shift(design: &mut Design, ids: &BTreeSet<Id>, by: Point) -> Result<(), Refusal> {
    let moving = super::with_contents(design, ids);
    let to = |rect: Rect| valid::tidied(rect.moved(by));
    for part in &mut design.components {
        if moving.contains(&part.id) {
            valid::rect(&part.name, to(part.rect))?;
            change(part, |part| part.rect = to(part.rect));
        }
    }
    for part in &mut design.areas {
        if moving.contains(&part.id) {
            valid::rect(&part.name, to(part.rect))?;
            change(part, |part| part.rect = to(part.rect));
        }
    }
    // What moves with its area stays in it.
    let roots: BTreeSet<Id> = moving
        .iter()
        .copied()
        .filter(|id| super::area_of(design, *id).is_none_or(|area| !moving.contains(&area)))
        .collect();
    settle(design, &roots);
    Ok(())
}

fn place(design: &mut Design, places: &[(Id, Rect)]) -> Result<(), Refusal> {
    let mut wanted: BTreeMap<Id, Rect> = places.iter().copied().collect();
    let mut touched = BTreeSet::new();
    let mut areas = BTreeSet::new();
    for part in &mut design.components {
        if let Some(rect) = wanted.remove(&part.id).map(valid::tidied) {
            valid::rect(&part.name, rect)?;
            change(part, |part| part.rect = rect);
            touched.insert(part.id);
        }
    }
    for part in &mut design.areas {
        if let Some(rect) = wanted.remove(&part.id).map(valid::tidied) {
            valid::rect(&part.name, rect)?;
            change(part, |part| part.rect = rect);
            areas.insert(part.id);
        }
    }
    if let Some(id) = wanted.keys().next() {
        return Err(match design.link(*id) {
            Some(_) => Refusal::new("A link has no place of its own: move what it joins."),
            None => unknown(*id),
        });
    }
    touched.extend(adopt(design, &areas));
    settle(design, &touched);
    Ok(())
}

fn rename(design: &mut Design, id: Id, name: &str) -> Result<(), Refusal> {
    valid::text("A name", name)?;
    let named = || name.to_owned();
    if let Some(part) = design.components.iter_mut().find(|part| part.id == id) {
        change(part, |part| part.name = named());
    } else if let Some(part) = design.links.iter_mut().find(|part| part.id == id) {
        change(part, |part| part.name = named());
    } else if let Some(part) = design.areas.iter_mut().find(|part| part.id == id) {
        change(part, |part| part.name = named());
    } else {
        return Err(unknown(id));
    }
    Ok(())
}

/// A part that has fields.
trait Fielded: Clone + PartialEq {
    fn id(&self) -> Id;
    fn fields(&self) -> &'static [FieldSpec];
    fn written(&mut self) -> &mut Written;
}

impl Fielded for Component {
    fn id(&self) -> Id {
        self.id
    }
    fn fields(&self) -> &'static [FieldSpec] {
        component_fields(self.kind)
    }
    fn written(&mut self) -> &mut Written {
        &mut self.set
    }
}

impl Fielded for Link {
    fn id(&self) -> Id {
        self.id
    }
    fn fields(&self) -> &'static [FieldSpec] {
        link_fields()
    }
    fn written(&mut self) -> &mut Written {
        &mut self.set
    }
}

impl Fielded for Area {
    fn id(&self) -> Id {
        self.id
    }
    fn fields(&self) -> &'static [FieldSpec] {
        area_fields(self.kind)
    }
    fn written(&mut self) -> &mut Written {
        &mut self.set
    }
}

/// Writes a field of those parts that have it; how many have.
fn set_parts<T: Fielded>(
    parts: &mut [Rc<T>],
    ids: &BTreeSet<Id>,
    field: Field,
    value: Option<&str>,
) -> usize {
    let mut found = 0;
    for part in parts {
        if ids.contains(&part.id()) && spec(part.fields(), field).is_some() {
            found += 1;
            change(part, |part| write(part.written(), field, value));
        }
    }
    found
}

/// Writes a field of all selected parts that have it: a selection may be mixed.
fn set(
    design: &mut Design,
    ids: &BTreeSet<Id>,
    field: Field,
    value: Option<&str>,
) -> Result<(), Refusal> {
    valid::value(&format!("“{}”", field.label()), value.unwrap_or(""))?;
    let found = set_parts(&mut design.components, ids, field, value)
        + set_parts(&mut design.links, ids, field, value)
        + set_parts(&mut design.areas, ids, field, value);
    if found == 0 {
        return Err(Refusal::new(format!(
            "Nothing that is selected has a field “{}”.",
            field.label()
        )));
    }
    Ok(())
}

fn set_design(design: &mut Design, field: Field, value: Option<&str>) -> Result<(), Refusal> {
    if spec(settings_fields(), field)
        .or(spec(price_fields(), field))
        .is_none()
    {
        return Err(Refusal::new(format!(
            "“{}” is no field of the design as a whole.",
            field.label()
        )));
    }
    valid::value("the design", value.unwrap_or(""))?;
    write(&mut design.set, field, value);
    Ok(())
}

fn write(set: &mut Written, field: Field, value: Option<&str>) {
    match value {
        Some(value) => set.insert(field, value.to_owned()),
        None => set.remove(&field),
    };
}

fn reconnect(design: &mut Design, link: Id, from: Id, to: Id) -> Result<(), Refusal> {
    let Some(at) = design.links.iter().position(|part| part.id == link) else {
        return Err(Refusal::new(format!(
            "There is no link numbered {} (any more).",
            link.0
        )));
    };
    valid::joins(from, to, |id| design.component(id).map(|part| part.kind))?;
    let same = |other: &Rc<Link>| other.id != link && other.from == from && other.to == to;
    if design.links.iter().any(same) {
        return Err(valid::twice(from, to, |id| valid::called(design, id)));
    }
    change(&mut design.links[at], |link| {
        link.from = from;
        link.to = to;
    });
    Ok(())
}

/// Regions before zones, as a design has them.
pub(super) fn order(areas: &mut [Rc<Area>]) {
    areas.sort_by_key(|area| area.kind != AreaKind::Region);
}
