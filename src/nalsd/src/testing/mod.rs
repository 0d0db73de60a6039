//! What tests say designs in. Only with the feature `testing`; no part of the page.
//!
//! ```text
//! let clicks = 2 %
//! set latency-slo = 1 s
//! machine big: cores 64, memory 512 GB
//! region eu
//! zone a in eu: availability 99.9 %
//! client Users: rate 500k/s, peak 2
//! service API in a: cpu 1 ms
//! Users -> API: fan-out clicks
//! ```
//!
//! Names are single words; ids are given in the order of the lines, from 1. Fields are written by their key. Everything is drawn in
//! one place: `sketch::layout` parts it.

pub mod arbitrary;

use crate::model::{
    Area, AreaKind, Assumption, Component, Design, Field, Id, Kind, Link, Machine, Rect, Written,
};
use crate::sketch::component_size;
use serde::de::DeserializeOwned;
use std::rc::Rc;

/// The design that a text tells.
///
/// # Errors
/// The line that isn't understood.
pub fn try_design(text: &str) -> Result<Design, String> {
    let mut design = Design::default();
    let mut areas: Vec<(Area, String)> = Vec::new();
    let mut components: Vec<(Component, String)> = Vec::new();
    let mut links = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let wrong = || format!("not understood: {line}");
        if let Some((name, value)) = keyword(line, "let").and_then(|rest| rest.split_once('=')) {
            design.assumptions.push(Assumption {
                name: name.trim().to_owned(),
                value: value.trim().to_owned(),
                note: String::new(),
            });
            continue;
        }
        if let Some((name, value)) = keyword(line, "set").and_then(|rest| rest.split_once('=')) {
            let field = named::<Field>(name.trim()).ok_or_else(wrong)?;
            design.set.insert(field, value.trim().to_owned());
            continue;
        }
        let (head, set) = line.split_once(':').unwrap_or((line, ""));
        let set = written(set).ok_or_else(wrong)?;
        if let Some(name) = keyword(head, "machine") {
            design.machines.push(Machine {
                name: name.to_owned(),
                set,
            });
            continue;
        }
        let id = Id(design.next);
        design.next += 1;
        if let Some((from, to)) = head.split_once("->") {
            links.push((id, from.trim().to_owned(), to.trim().to_owned(), set));
            continue;
        }
        let (kind, rest) = head.split_once(' ').ok_or_else(wrong)?;
        let (name, within) = rest.split_once(" in ").unwrap_or((rest, ""));
        let (name, within) = (name.trim().to_owned(), within.trim().to_owned());
        if let Some(kind) = named::<AreaKind>(kind) {
            let (area, rect) = (None, Rect::default());
            areas.push((
                Area {
                    id,
                    kind,
                    name,
                    rect,
                    area,
                    set,
                },
                within,
            ));
        } else {
            let kind = named::<Kind>(kind).ok_or_else(wrong)?;
            let (w, h) = component_size(kind);
            let rect = Rect {
                w,
                h,
                ..Rect::default()
            };
            let area = None;
            components.push((
                Component {
                    id,
                    kind,
                    name,
                    rect,
                    area,
                    set,
                },
                within,
            ));
        }
    }
    let ids: Vec<(String, Id)> = areas
        .iter()
        .map(|(area, _)| (area.name.clone(), area.id))
        .collect();
    let area = |name: &str| {
        let found = ids.iter().find(|(known, _)| known == name);
        found.map(|(_, id)| *id)
    };
    for (mut part, within) in areas {
        part.area = area(&within);
        design.areas.push(Rc::new(part));
    }
    for (mut part, within) in components {
        part.area = area(&within);
        design.components.push(Rc::new(part));
    }
    for (id, from, to, set) in links {
        let end = |name: &str| {
            component(&design, name).ok_or_else(|| format!("no component is called {name}"))
        };
        let (from, to) = (end(&from)?, end(&to)?);
        let name = String::new();
        design.links.push(Rc::new(Link {
            id,
            from,
            to,
            name,
            set,
        }));
    }
    Ok(design)
}

/// The design that a text tells.
///
/// # Panics
/// On a line that isn't understood: the test is wrong.
#[must_use]
#[allow(clippy::panic)]
pub fn design(text: &str) -> Design {
    match try_design(text) {
        Ok(design) => design,
        Err(wrong) => panic!("{wrong}"),
    }
}

/// The component of that name.
#[must_use]
pub fn component(design: &Design, name: &str) -> Option<Id> {
    let found = design.components.iter().find(|part| part.name == name);
    found.map(|part| part.id)
}

/// The id of the component, area or (as `A -> B`) link of that name.
///
/// # Panics
/// When there is none: the test is wrong.
#[must_use]
#[allow(clippy::panic)]
pub fn id(design: &Design, name: &str) -> Id {
    let link = name.split_once("->").and_then(|(from, to)| {
        let (from, to) = (
            component(design, from.trim())?,
            component(design, to.trim())?,
        );
        let link = design
            .links
            .iter()
            .find(|link| link.from == from && link.to == to)?;
        Some(link.id)
    });
    let area = || design.areas.iter().find(|area| area.name == name);
    link.or_else(|| component(design, name))
        .or_else(|| area().map(|area| area.id))
        .unwrap_or_else(|| panic!("nothing is called {name}"))
}

fn keyword<'a>(line: &'a str, word: &str) -> Option<&'a str> {
    line.strip_prefix(word)?.strip_prefix(' ').map(str::trim)
}

fn named<T: DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}

fn written(text: &str) -> Option<Written> {
    text.split(", ")
        .map(str::trim)
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (key, value) = pair.split_once(' ')?;
            Some((named::<Field>(key)?, value.trim().to_owned()))
        })
        .collect()
}
