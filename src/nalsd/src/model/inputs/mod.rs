//! What is written on a design, as numbers: every expression read once, defaults filled in, ranges settled by a
//! [`Scenario`].

mod place;
mod reader;
#[cfg(test)]
mod tests;

pub use place::{Place, Problem, Subject};

use super::{
    Design, Field, FieldSpec, Form, Id, Written, area_fields, component_fields, link_fields,
    machine_fields, price_fields, settings_fields, spec,
};
use crate::units::{self, Calendar, Names, Range};
use reader::Reader;
use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// The largest number that is reckoned with, in base units: far beyond any system, and small enough that products of
/// several stay numbers.
pub const LARGEST: f64 = 1e30;

/// Which end of a range is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pick {
    /// The low end.
    Low,
    /// The high end.
    High,
}

/// The ranges that aren't taken at their likely value.
pub type Scenario = BTreeMap<Place, Pick>;

/// Looked up many times a component: thousands in a design, most of them defaults.
type Values = HashMap<(Id, Field), f64, FxBuildHasher>;

/// A design's numbers. Values are in base units ([`crate::units`]).
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    values: Values,
    design: BTreeMap<Field, f64>,
    machines: BTreeMap<String, BTreeMap<Field, f64>>,
    classes: BTreeMap<Id, String>,
    /// How long a month and a year are.
    pub calendar: Calendar,
    /// Every place that holds a range, with it.
    pub ranges: BTreeMap<Place, Range>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

impl Inputs {
    /// Reads everything that is written on a design.
    #[must_use]
    pub fn read(design: &Design, scenario: &Scenario) -> Self {
        let mut reader = Reader::new(scenario);
        // A month must not be reckoned in months.
        for spec in settings_fields()
            .iter()
            .filter(|spec| matches!(spec.field, Field::Month | Field::Year))
        {
            if let Some(value) = reader
                .field(&Subject::Design, &design.set, *spec)
                .filter(|value| *value > 0.0)
            {
                match spec.field {
                    Field::Month => reader.found.calendar.month = value,
                    _ => reader.found.calendar.year = value,
                }
            }
        }
        for assumption in &design.assumptions {
            reader.assumption(assumption);
        }
        for spec in settings_fields().iter().chain(price_fields()) {
            if let Some(value) = reader.field(&Subject::Design, &design.set, *spec) {
                reader.found.design.insert(spec.field, value);
            }
        }
        for machine in design.machine_classes() {
            let subject = Subject::Machine(machine.name.clone());
            let mut values = BTreeMap::new();
            for spec in machine_fields() {
                if let Some(value) = reader.field(&subject, &machine.set, *spec) {
                    values.insert(spec.field, value);
                }
            }
            reader.found.machines.insert(machine.name, values);
        }
        for component in &design.components {
            reader.class(component);
        }
        let parts = design
            .components
            .iter()
            .map(|part| (part.id, component_fields(part.kind), &part.set))
            .chain(
                design
                    .links
                    .iter()
                    .map(|part| (part.id, link_fields(), &part.set)),
            )
            .chain(
                design
                    .areas
                    .iter()
                    .map(|part| (part.id, area_fields(part.kind), &part.set)),
            );
        for (id, specs, set) in parts {
            for spec in specs {
                if let Some(value) = reader.field(&Subject::Part(id), set, *spec) {
                    reader.found.values.insert((id, spec.field), value);
                }
            }
        }
        reader.found
    }

    /// A number of a component, link or area; `None` when nothing is written and nothing stands for it.
    #[must_use]
    pub fn get(&self, id: Id, field: Field) -> Option<f64> {
        self.values.get(&(id, field)).copied()
    }

    /// A number of the design: an objective, a price, a distance.
    #[must_use]
    pub fn design(&self, field: Field) -> Option<f64> {
        self.design.get(&field).copied()
    }

    /// The machine class that a component runs on; empty where it runs on none.
    #[must_use]
    pub fn class(&self, id: Id) -> &str {
        self.classes.get(&id).map_or("", String::as_str)
    }

    /// A number of a machine class.
    #[must_use]
    pub fn machine(&self, class: &str, field: Field) -> Option<f64> {
        self.machines.get(class)?.get(&field).copied()
    }
}

/// What is chosen in a field that isn't a number: what is written, or its default; empty when the thing has no such field.
#[must_use]
pub fn choice<'a>(set: &'a Written, fields: &'static [FieldSpec], field: Field) -> &'a str {
    let Some(spec) = spec(fields, field) else {
        return "";
    };
    let written = set.get(&field).map_or("", |text| text.trim());
    match field.form() {
        Form::Choice(choices) if choices.iter().all(|(name, _)| *name != written) => spec.default,
        Form::MachineClass if written.is_empty() => spec.default,
        _ => written,
    }
}

/// Whether a text may name an assumption.
///
/// # Errors
/// What is wrong with it.
pub fn check_name(name: &str) -> Result<(), String> {
    let letters = name.chars().next().is_some_and(char::is_alphabetic)
        && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    if !letters || name.len() > 40 {
        return Err(
            "A name is up to 40 letters, digits and _, and begins with a letter.".to_owned(),
        );
    }
    if name == "per" || name == "of" {
        return Err(format!(
            "“{name}” stands between numbers; choose another name."
        ));
    }
    // What is merely counted may be renamed: `clicks` is a good name for how many there are.
    match units::parse(name, Calendar::default(), &Names::new()) {
        Ok(unit)
            if unit.dimension.uncounted() != units::DIMENSIONLESS
                || unit.likely.to_bits() != 1f64.to_bits() =>
        {
            Err(format!("“{name}” is a unit; choose another name."))
        }
        _ => Ok(()),
    }
}
