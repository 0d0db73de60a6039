//! The expressions of a brief, as numbers.

use super::{Brief, Estimate};
use crate::analysis::{Figure, Step};
use crate::model::inputs::{Inputs, check_name};
use crate::units::{self, Calendar, Dimension, Names, Quantity, Range};
use std::collections::BTreeMap;

/// What a brief gives, ready to be named in expressions.
#[derive(Clone, Debug)]
pub struct Terms {
    names: Names,
    /// What is given as it is written, where that is a number and not an expression over others.
    written: BTreeMap<String, String>,
    calendar: Calendar,
}

impl Terms {
    /// Reads what is given.
    ///
    /// # Errors
    /// Which number can't be read, and why.
    pub fn read(brief: &Brief) -> Result<Self, String> {
        let settings = crate::model::Design {
            set: brief.set.clone(),
            ..Default::default()
        };
        let mut terms = Self {
            names: Names::new(),
            written: BTreeMap::new(),
            calendar: Inputs::read(&settings, &BTreeMap::new()).calendar,
        };
        for given in &brief.givens {
            let read = check_name(&given.name).and_then(|()| terms.quantity(&given.value));
            let quantity = read.map_err(|why| format!("{}: {why}", given.name))?;
            if units::parse(&given.value, terms.calendar, &Names::new()).is_ok() {
                let value = given.value.trim().to_owned();
                terms.written.insert(given.name.clone(), value);
            }
            terms
                .names
                .insert(given.name.clone(), Range::exactly(quantity));
        }
        Ok(terms)
    }

    /// How long months and years are here.
    #[must_use]
    pub const fn calendar(&self) -> Calendar {
        self.calendar
    }

    /// An expression of any dimension; of a range the likely value.
    ///
    /// # Errors
    /// What can't be read.
    pub fn quantity(&self, text: &str) -> Result<Quantity, String> {
        units::parse(text, self.calendar, &self.names)
            .map(|range| range.likely())
            .map_err(|error| format!("“{text}”: {error}"))
    }

    /// An expression of a dimension, in base units.
    ///
    /// # Errors
    /// What can't be read.
    pub fn value(&self, text: &str, dimension: Dimension) -> Result<f64, String> {
        units::parse_as(text, dimension, self.calendar, &self.names)
            .map(|range| range.likely)
            .map_err(|error| format!("“{text}”: {error}"))
    }

    /// The answer to an estimate, with the way to it.
    ///
    /// # Errors
    /// Which step can't be reckoned, and why.
    pub fn answer(&self, estimate: &Estimate) -> Result<Figure, String> {
        let mut terms = self.clone();
        let mut trail = Vec::new();
        for step in &estimate.working {
            let result = terms
                .quantity(&step.formula)
                .map_err(|why| format!("{}, {}: {why}", estimate.name, step.gives))?;
            let result = Quantity::new(result.value, plain(result.dimension));
            trail.push(Step {
                name: step.gives.clone(),
                formula: terms.with_values(&step.formula),
                result,
            });
            if let Some(name) = &step.name {
                check_name(name)?;
                terms.names.insert(name.clone(), Range::exactly(result));
            }
        }
        let last = trail
            .last()
            .ok_or_else(|| format!("{}: no step leads to an answer", estimate.name))?;
        Ok(Figure {
            quantity: last.result,
            trail,
        })
    }

    /// A quantity in the unit that an estimate asks for: `86.4 TB`. In that of its size where the unit doesn't fit, and where it is so
    /// many a second, which is written one way everywhere: `12k/s`.
    #[must_use]
    pub fn in_unit(&self, estimate: &Estimate, quantity: Quantity) -> String {
        if estimate.unit.trim() == "/s" {
            return units::format(quantity);
        }
        match self.value(&format!("1 {}", estimate.unit), quantity.dimension) {
            Ok(factor) => units::format_as(quantity, factor, &estimate.unit),
            Err(_) => units::format(quantity),
        }
    }

    /// An expression with the values of the names in it, those that are given as they are: `queries * 2 KB` as `500k q/s × 2 KB`.
    fn with_values(&self, formula: &str) -> String {
        let word = |c: char| c.is_alphanumeric() || c == '_';
        let mut text = String::new();
        let mut rest = formula;
        while let Some(first) = rest.chars().next() {
            let end = if first.is_alphabetic() {
                rest.find(|c| !word(c)).unwrap_or(rest.len())
            } else if word(first) {
                // `2KB` is no name.
                rest.find(|c: char| !word(c) && c != '.')
                    .unwrap_or(rest.len())
            } else {
                first.len_utf8()
            };
            let (piece, after) = rest.split_at(end);
            match (piece, self.names.get(piece)) {
                (_, Some(range)) => match self.written.get(piece) {
                    // What is divided by itself is one number here.
                    Some(value)
                        if value.contains(" / ") || divides(&text) && value.contains('/') =>
                    {
                        text.push_str(&format!("({value})"));
                    }
                    Some(value) => text.push_str(value),
                    None => text.push_str(&units::operand(range.likely())),
                },
                ("*", None) => text.push('×'),
                _ => text.push_str(piece),
            }
            rest = after;
        }
        text
    }
}

/// Whether what comes next after a text is what it divides by.
fn divides(text: &str) -> bool {
    text.trim_end().ends_with('/')
}

/// A dimension without what is merely counted, where that makes it one that people know: 500,000 queries a second of 2 KB each are
/// bytes per second, not bytes times queries.
fn plain(dimension: Dimension) -> Dimension {
    const KNOWN: [Dimension; 11] = [
        units::DIMENSIONLESS,
        Dimension::DATA,
        Dimension::TIME,
        Dimension::REQUEST,
        Dimension::RATE,
        Dimension::BANDWIDTH,
        Dimension::MACHINE,
        Dimension::MONEY,
        Dimension::SPENDING,
        Dimension::MONEY_PER_REQUEST,
        Dimension::MONEY_PER_DATA,
    ];
    if !KNOWN.contains(&dimension) && KNOWN.contains(&dimension.uncounted()) {
        dimension.uncounted()
    } else {
        dimension
    }
}
