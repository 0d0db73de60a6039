//! Reads what is written, once.

use super::{Inputs, LARGEST, Pick, Place, Problem, Scenario, Subject, check_name, choice};
use crate::model::{
    Assumption, Component, Field, FieldSpec, Form, Written, component_fields, spec,
};
use crate::units::{self, Dimension, Names, Range, UnitError};
use std::collections::BTreeMap;

/// What to say of a share above 1. Mostly the sign was forgotten: 99.95 is meant as 99.95 %.
fn more_than_all(written: &str, value: f64) -> String {
    let bare = written
        .chars()
        .all(|c| c.is_ascii_digit() || c == '.' || c.is_whitespace());
    if bare && value <= 100.0 {
        format!("This is a share: did you mean {written} %?")
    } else {
        "This is a share: it can't be more than 100 %.".to_owned()
    }
}

/// What has been read so far.
pub(super) struct Reader<'a> {
    names: Names,
    /// Read once each: a design of 200 components has thousands.
    defaults: BTreeMap<(Field, &'static str), Option<f64>>,
    scenario: &'a Scenario,
    pub(super) found: Inputs,
}

impl<'a> Reader<'a> {
    /// Nothing is read yet.
    pub(super) fn new(scenario: &'a Scenario) -> Self {
        Self {
            names: Names::new(),
            defaults: BTreeMap::new(),
            scenario,
            found: Inputs::default(),
        }
    }

    fn problem(&mut self, place: Place, message: String) {
        self.found.problems.push(Problem { place, message });
    }

    /// A range as the scenario has it.
    fn settle(&mut self, place: Place, range: Range) -> f64 {
        let value = match self.scenario.get(&place) {
            Some(Pick::Low) => range.low,
            Some(Pick::High) => range.high,
            None => range.likely,
        };
        if range.is_open() {
            self.found.ranges.insert(place, range);
        }
        value
    }

    /// An assumption, which those after it may name.
    pub(super) fn assumption(&mut self, assumption: &Assumption) {
        let place = Place {
            subject: Subject::Assumption(assumption.name.clone()),
            field: None,
        };
        if let Err(message) = check_name(&assumption.name) {
            return self.problem(place, message);
        }
        match units::parse(&assumption.value, self.found.calendar, &self.names) {
            Ok(range) => {
                let value = self.settle(place, range);
                let settled = Range::exactly(units::Quantity::new(value, range.dimension));
                self.names.insert(assumption.name.clone(), settled);
            }
            Err(error) => self.problem(place, error.message),
        }
    }

    /// The machine class of a component; what isn't known is told, and the default taken.
    pub(super) fn class(&mut self, component: &Component) {
        let specs = component_fields(component.kind);
        let Some(spec) = spec(specs, Field::Machine) else {
            return;
        };
        let mut class = choice(&component.set, specs, Field::Machine);
        if !self.found.machines.contains_key(class) {
            let place = Place {
                subject: Subject::Part(component.id),
                field: Some(Field::Machine),
            };
            self.problem(
                place,
                format!("There is no machine class “{class}”; the price table has them all."),
            );
            class = spec.default;
        }
        self.found.classes.insert(component.id, class.to_owned());
    }

    /// The value of a field; what can't be read is told, and its default taken.
    pub(super) fn field(
        &mut self,
        subject: &Subject,
        set: &Written,
        spec: FieldSpec,
    ) -> Option<f64> {
        let Form::Number(dimension) = spec.field.form() else {
            return None;
        };
        let written = set.get(&spec.field).map_or("", |text| text.trim());
        if !written.is_empty() {
            let place = Place {
                subject: subject.clone(),
                field: Some(spec.field),
            };
            match self.read(written, dimension) {
                Ok(range) if range.low < 0.0 => {
                    self.problem(place, less_than_nothing(written));
                }
                Ok(range) if range.high > LARGEST => {
                    self.problem(
                        place,
                        "This is larger than can be reckoned with.".to_owned(),
                    );
                }
                Ok(range) if spec.field.is_share() && range.high > 1.0 => {
                    self.problem(place, more_than_all(written, range.high));
                }
                Ok(range) => return Some(self.settle(place, range)),
                Err(error) => self.problem(place, error.message),
            }
        }
        if spec.default.is_empty() {
            return None;
        }
        let key = (spec.field, spec.default);
        if let Some(known) = self.defaults.get(&key) {
            return *known;
        }
        let read = self.read(spec.default, dimension).ok();
        let value = read.map(|range| range.likely);
        self.defaults.insert(key, value);
        value
    }

    fn read(&self, text: &str, dimension: Dimension) -> Result<Range, UnitError> {
        units::parse_as(text, dimension, self.found.calendar, &self.names)
    }
}

/// `5-10` is a difference, and was probably meant as a range.
fn less_than_nothing(written: &str) -> String {
    let said = "This can't be less than nothing.";
    match written.split_once(['-', '\u{2212}']) {
        Some((low, high)) if !low.trim().is_empty() => {
            format!(
                "{said} A range is written {} .. {}.",
                low.trim(),
                high.trim()
            )
        }
        _ => said.to_owned(),
    }
}
