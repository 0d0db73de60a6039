//! What new parts are called, so that each can be told from the others.

use super::area_at;
use crate::model::{Area, AreaKind, Component, Design, Id, Kind};
use std::collections::BTreeSet;

/// What a component of a kind is called when it is new: `Cache`, then `Cache 2`.
#[must_use]
pub fn component_name(design: &Design, kind: Kind) -> String {
    match kind {
        Kind::Note => "Note".to_owned(),
        _ => unused(kind.label(), &taken(design)),
    }
}

/// What an area of a kind is called when it is new: `Zone a`, `Zone b`.
#[must_use]
pub fn area_name(design: &Design, kind: AreaKind) -> String {
    lettered(kind, &areas_taken(design))
}

fn lettered(kind: AreaKind, taken: &BTreeSet<String>) -> String {
    let name = |letter: char| format!("{} {letter}", kind.label());
    let free = ('a'..='z').map(name).find(|name| !taken.contains(name));
    free.unwrap_or_else(|| unused(kind.label(), taken))
}

/// Names copies. In another zone a copy is a replica and keeps its name; beside its original it gets a number. Areas that are copied
/// get names of their own, and what is in them keeps its.
pub(super) fn name_copies(design: &Design, components: &mut [Component], areas: &mut [Area]) {
    let mut taken = taken(design);
    let mut beside: BTreeSet<(Option<Id>, String)> = design
        .components
        .iter()
        .map(|part| (part.area, part.name.clone()))
        .collect();
    let loose = components
        .iter_mut()
        .filter(|part| part.area.is_none() && part.kind != Kind::Note);
    for part in loose {
        let area = area_at(design, part.rect);
        if beside.contains(&(area, part.name.clone())) {
            part.name = unused(unnumbered(&part.name), &taken);
        }
        taken.insert(part.name.clone());
        beside.insert((area, part.name.clone()));
    }
    let mut taken = areas_taken(design);
    for area in areas {
        if taken.contains(&area.name) {
            area.name = if area.name.starts_with(area.kind.label()) {
                lettered(area.kind, &taken)
            } else {
                unused(unnumbered(&area.name), &taken)
            };
        }
        taken.insert(area.name.clone());
    }
}

fn taken(design: &Design) -> BTreeSet<String> {
    let names = design.components.iter().map(|part| part.name.clone());
    names.collect()
}

fn areas_taken(design: &Design) -> BTreeSet<String> {
    design.areas.iter().map(|area| area.name.clone()).collect()
}

/// A name without the number that tells it from its namesakes.
fn unnumbered(name: &str) -> &str {
    match name.rsplit_once(' ') {
        Some((rest, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => rest,
        _ => name,
    }
}

/// A name that isn't taken: `Cache`, `Cache 2`, `Cache 3`.
fn unused(name: &str, taken: &BTreeSet<String>) -> String {
    if !taken.contains(name) {
        return name.to_owned();
    }
    let numbered = (2..=taken.len() + 2).map(|number| format!("{name} {number}"));
    let mut free = numbered.filter(|name| !taken.contains(name));
    free.next().unwrap_or_else(|| name.to_owned())
}
