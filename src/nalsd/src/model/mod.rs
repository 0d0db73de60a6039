//! The design: components joined by links, in zones and regions, with the numbers written on them.
//!
//! What people wrote is kept as they wrote it ([`Written`]); [`inputs`] makes quantities of it. Parts are shared
//! (`Rc`): a copy of a design costs its pointers, which is what the undo history and the page's comparisons live on.

mod field;
pub mod inputs;
mod kind;
mod specs;

pub use field::{Field, FieldSpec, Form};
pub use kind::{AreaKind, Kind};
pub use specs::{
    area_fields, component_fields, link_fields, machine_fields, price_fields, settings_fields, spec,
};

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The name of a component, link or area within its design: one number space for all three, never used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(pub u32);

/// What was written into fields; a field that isn't named stands at its default.
pub type Written = BTreeMap<Field, String>;

/// A point in the world, in world pixels: x to the right, y downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

/// A rectangle in the world.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rect {
    /// The left edge.
    pub x: f64,
    /// The upper edge.
    pub y: f64,
    /// The width, positive.
    pub w: f64,
    /// The height, positive.
    pub h: f64,
}

/// A part of the system.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Component {
    /// Its name within the design.
    pub id: Id,
    /// What it is.
    pub kind: Kind,
    /// What people call it. Of a note: its text.
    pub name: String,
    /// Where it is drawn.
    pub rect: Rect,
    /// The zone or region it is in.
    #[serde(rename = "in", default, skip_serializing_if = "Option::is_none")]
    pub area: Option<Id>,
    /// Its numbers.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub set: Written,
}

/// Calls from one component to another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// Its name within the design.
    pub id: Id,
    /// Who calls.
    pub from: Id,
    /// Who is called.
    pub to: Id,
    /// What people call it; mostly nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Its numbers.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub set: Written,
}

/// A zone or a region: a container, and a failure domain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// Its name within the design.
    pub id: Id,
    /// Which of the two.
    pub kind: AreaKind,
    /// What people call it.
    pub name: String,
    /// Where it is drawn.
    pub rect: Rect,
    /// The region that a zone is in.
    #[serde(rename = "in", default, skip_serializing_if = "Option::is_none")]
    pub area: Option<Id>,
    /// Its numbers.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub set: Written,
}

/// A value that expressions may name, in full or as a range: `clicks` = `1 % .. 2 % .. 5 %`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assumption {
    /// Letters, digits and `_`, beginning with a letter; no unit's name ([`inputs::check_name`]).
    pub name: String,
    /// An expression; it may name assumptions that stand before it.
    pub value: String,
    /// Where the number is from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A class of machine that components run on. Generic: no provider's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Machine {
    /// What components name it by.
    pub name: String,
    /// Cores, memory, network, disk, I/O, price: see [`machine_fields`].
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub set: Written,
}

/// A design.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Design {
    /// What people call it.
    pub name: String,
    /// Which iteration, from 1.
    pub iteration: u32,
    /// The exercise it is an answer to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// The components; later ones are drawn above earlier ones.
    #[serde(default)]
    pub components: Vec<Rc<Component>>,
    /// The links.
    #[serde(default)]
    pub links: Vec<Rc<Link>>,
    /// Regions and zones; a region stands before its zones.
    #[serde(default)]
    pub areas: Vec<Rc<Area>>,
    /// Values that expressions may name, in the order in which they are reckoned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assumptions: Vec<Assumption>,
    /// Machine classes beside or instead of the generic ones ([`Machine::generic`]): one of the same name replaces it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub machines: Vec<Machine>,
    /// What holds for the whole: objectives, prices, distances. See [`settings_fields`] and [`price_fields`].
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub set: Written,
    /// The number that the next part gets.
    pub next: u32,
}

impl Default for Design {
    fn default() -> Self {
        Self {
            name: "Untitled".to_owned(),
            iteration: 1,
            problem: None,
            components: Vec::new(),
            links: Vec::new(),
            areas: Vec::new(),
            assumptions: Vec::new(),
            machines: Vec::new(),
            set: Written::new(),
            next: 1,
        }
    }
}

impl Design {
    /// The component of that name.
    #[must_use]
    pub fn component(&self, id: Id) -> Option<&Rc<Component>> {
        self.components.iter().find(|part| part.id == id)
    }

    /// The link of that name.
    #[must_use]
    pub fn link(&self, id: Id) -> Option<&Rc<Link>> {
        self.links.iter().find(|part| part.id == id)
    }

    /// The area of that name.
    #[must_use]
    pub fn area(&self, id: Id) -> Option<&Rc<Area>> {
        self.areas.iter().find(|part| part.id == id)
    }

    /// Every machine class: the design's own, then the generic ones that it doesn't replace.
    #[must_use]
    pub fn machine_classes(&self) -> Vec<Machine> {
        let mut all = self.machines.clone();
        for machine in Machine::generic() {
            if all.iter().all(|own| own.name != machine.name) {
                all.push(machine);
            }
        }
        all
    }

    /// The region and the zone that a component or zone is in, from the inside out. Ends also where areas form a ring.
    #[must_use]
    pub fn within(&self, area: Option<Id>) -> Vec<&Rc<Area>> {
        let mut found: Vec<&Rc<Area>> = Vec::new();
        let mut next = area;
        while let Some(area) = next.and_then(|id| self.area(id)) {
            if found.iter().any(|known| known.id == area.id) {
                break;
            }
            next = area.area;
            found.push(area);
        }
        found
    }
}

impl Machine {
    /// The generic classes. Prices are round figures of the order that public clouds ask for without discounts; they are
    /// there to be changed.
    #[must_use]
    pub fn generic() -> Vec<Self> {
        // name, cores, memory, network, disk, IOPS, price per month
        const CLASSES: [(&str, [&str; 6]); 6] = [
            (
                "small",
                ["2", "8 GB", "1 Gbps", "50 GB", "3000/s", "$ 60/month"],
            ),
            (
                "medium",
                ["8", "32 GB", "5 Gbps", "200 GB", "6000/s", "$ 240/month"],
            ),
            (
                "large",
                ["16", "64 GB", "10 Gbps", "400 GB", "12000/s", "$ 480/month"],
            ),
            (
                "memory",
                [
                    "16",
                    "256 GB",
                    "10 Gbps",
                    "400 GB",
                    "12000/s",
                    "$ 1000/month",
                ],
            ),
            (
                "storage",
                ["16", "64 GB", "10 Gbps", "16 TB", "40000/s", "$ 1200/month"],
            ),
            // The Site Reliability Workbook, chapter 12: what its worked example reckons with.
            (
                "workbook",
                ["16", "64 GB", "1 Gbps", "4 TB", "200/s", "$ 300/month"],
            ),
        ];
        CLASSES
            .iter()
            .map(|(name, values)| Self {
                name: (*name).to_owned(),
                set: machine_fields()
                    .iter()
                    .zip(values)
                    .map(|(spec, value)| (spec.field, (*value).to_owned()))
                    .collect(),
            })
            .collect()
    }
}
