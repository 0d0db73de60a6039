//! What is written on a design, as numbers: every expression read once, defaults filled in, ranges settled by a
//! [`Scenario`].

use super::{
    Component, Design, Field, FieldSpec, Form, Id, Written, area_fields, component_fields,
    link_fields, machine_fields, price_fields, settings_fields, spec,
};
use crate::units::{self, Calendar, Dimension, Names, Range, UnitError};
use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// Whose field it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Subject {
    /// A component, link or area.
    Part(Id),
    /// The design itself.
    Design,
    /// A machine class, by name.
    Machine(String),
    /// An assumption, by name.
    Assumption(String),
}

/// Where a number is written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Whose it is.
    pub subject: Subject,
    /// Which field; none of an assumption.
    pub field: Option<Field>,
}

impl Place {
    /// Its name for people: `clicks`, `Query store: Entry`, `Users → API: Calls per request`.
    #[must_use]
    pub fn label(&self, design: &Design) -> String {
        let named = |id: Id| {
            let component = design
                .component(id)
                .map(|part| (&part.name, part.kind.label()));
            let area = || design.area(id).map(|area| (&area.name, area.kind.label()));
            component
                .or_else(area)
                .map(|(name, kind)| match name.trim() {
                    "" => kind.to_owned(),
                    name => name.to_owned(),
                })
        };
        let whose = match &self.subject {
            Subject::Part(id) => named(*id).or_else(|| {
                let link = design.link(*id)?;
                Some(format!("{} → {}", named(link.from)?, named(link.to)?))
            }),
            Subject::Design => None,
            Subject::Machine(name) | Subject::Assumption(name) => Some(name.clone()),
        };
        match (whose, self.field) {
            (Some(whose), Some(field)) => format!("{whose}: {}", field.label()),
            (Some(whose), None) => whose,
            (None, Some(field)) => field.label().to_owned(),
            (None, None) => String::new(),
        }
    }
}

/// Something written that can't be reckoned with. The field's default stands in for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What is wrong and what to do, for the reader.
    pub message: String,
}

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
        let mut reader = Reader {
            names: Names::new(),
            defaults: BTreeMap::new(),
            scenario,
            found: Self::default(),
        };
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

struct Reader<'a> {
    names: Names,
    /// Read once each: a design of 200 components has thousands.
    defaults: BTreeMap<(Field, &'static str), Option<f64>>,
    scenario: &'a Scenario,
    found: Inputs,
}

impl Reader<'_> {
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

    fn assumption(&mut self, assumption: &super::Assumption) {
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
    fn class(&mut self, component: &Component) {
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
    fn field(&mut self, subject: &Subject, set: &Written, spec: FieldSpec) -> Option<f64> {
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
                    self.problem(place, "This can't be less than nothing.".to_owned());
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{design, id};

    #[test]
    fn what_cannot_be_read_is_told_and_its_default_taken() {
        let cases = [
            (
                "service A: cpu 5 KB",
                "A",
                "This is bytes; what belongs here is seconds, such as 20 ms.",
            ),
            (
                "service A: cpu -5 ms",
                "A",
                "This can't be less than nothing.",
            ),
            (
                "service A: cpu 1e31 s",
                "A",
                "This is larger than can be reckoned with.",
            ),
            (
                "service A: machine huge",
                "A",
                "There is no machine class “huge”; the price table has them all.",
            ),
        ];
        for (text, name, message) in cases {
            let design = design(text);
            let inputs = Inputs::read(&design, &Scenario::new());
            let id = id(&design, name);
            let found: Vec<&str> = inputs
                .problems
                .iter()
                .map(|problem| problem.message.as_str())
                .collect();
            assert_eq!(found, [message], "{text}");
            assert_eq!(inputs.problems[0].place.subject, Subject::Part(id));
            assert_eq!(inputs.get(id, Field::Cpu), Some(0.005), "{text}");
            assert_eq!(inputs.class(id), "medium", "{text}");
        }
    }

    #[test]
    fn a_share_is_at_most_all() {
        let told = |text: &str| -> Vec<String> {
            let inputs = Inputs::read(&design(text), &Scenario::new());
            let problems = inputs.problems.into_iter();
            problems.map(|problem| problem.message).collect()
        };
        for share in Field::ALL.into_iter().filter(|field| field.is_share()) {
            let written = |value: &str| {
                let key = share.key();
                if spec(settings_fields(), share).is_some() {
                    return format!("set {key} = {value}");
                }
                let kinds = ["service", "worker", "cache", "queue", "sql"];
                let kind = kinds.into_iter().find(|kind| {
                    told(&format!("{kind} A: {key} 50 %")).is_empty()
                        && spec(
                            component_fields(design(&format!("{kind} A")).components[0].kind),
                            share,
                        )
                        .is_some()
                });
                kind.map_or_else(
                    || format!("service A\nservice B\nA -> B: {key} {value}"),
                    |kind| format!("{kind} A: {key} {value}"),
                )
            };
            let most = "This is a share: it can't be more than 100 %.";
            for (value, message) in [
                ("99.95", Some("This is a share: did you mean 99.95 %?")),
                (
                    "90 .. 99",
                    Some("This is a share: did you mean 90 .. 99 %?"),
                ),
                ("150 %", Some(most)),
                ("9995", Some(most)),
                ("100 %", None),
                ("99.95 %", None),
                ("1", None),
            ] {
                let text = written(value);
                assert_eq!(told(&text), Vec::from_iter(message), "{text}");
            }
        }
        // These may be more than all.
        assert!(told("service A\nservice B: shed 2\nA -> B: fan-out 99.95").is_empty());
    }

    #[test]
    fn a_refused_share_leaves_its_default() {
        let read = |text: &str| Inputs::read(&design(text), &Scenario::new());
        let written = read("service A: availability 99.95\nset availability-slo = 99.95");
        let none = read("service A");
        let id = id(&design("service A"), "A");
        assert!(none.get(id, Field::Availability).is_some_and(|it| it < 1.0));
        assert_eq!(
            written.get(id, Field::Availability),
            none.get(id, Field::Availability)
        );
        assert_eq!(
            written.design(Field::AvailabilitySlo),
            none.design(Field::AvailabilitySlo)
        );
    }

    #[test]
    fn assumptions_are_reckoned_in_their_order_and_scenarios_pick_their_ends() {
        let design = design(
            "set month = 31 d
             let users = 1 M .. 2 M .. 5 M
             let later = unknown
             let monthly = users * 3/month
             client U: rate monthly
             service A: rate 5/s",
        );
        let place = Place {
            subject: Subject::Assumption("users".to_owned()),
            field: None,
        };
        let client = id(&design, "U");
        for (scenario, users) in [
            (Scenario::new(), 2e6),
            (Scenario::from([(place.clone(), Pick::Low)]), 1e6),
            (Scenario::from([(place.clone(), Pick::High)]), 5e6),
        ] {
            let inputs = Inputs::read(&design, &scenario);
            assert_eq!(
                inputs.get(client, Field::Rate),
                Some(users * 3.0 / (31.0 * 86_400.0))
            );
            assert_eq!(inputs.ranges.keys().collect::<Vec<_>>(), [&place]);
            let problems: Vec<&str> = inputs
                .problems
                .iter()
                .map(|problem| problem.message.as_str())
                .collect();
            assert_eq!(
                problems,
                ["“unknown” is neither a unit nor the name of an assumption."]
            );
        }
        // A service has no such field: what is written there means nothing.
        let inputs = Inputs::read(&design, &Scenario::new());
        assert_eq!(inputs.get(id(&design, "A"), Field::Rate), None);
    }

    #[test]
    fn names_of_assumptions_are_no_units() {
        for (name, good) in [
            ("clicks", true),
            ("users", true),
            ("größe_2", true),
            ("k", true),
            ("KB", false),
            ("ms", false),
            ("million", false),
            ("per", false),
            ("of", false),
            ("2x", false),
            ("a b", false),
            ("", false),
        ] {
            assert_eq!(check_name(name).is_ok(), good, "{name}");
        }
    }
}
