//! A number that can tell where it comes from.

use crate::units::{self, Quantity};
use serde::{Deserialize, Serialize};

/// One line of a figure's trail.
///
/// What a formula has in it is written by [`units::operand`] and its kin: with enough digits that the reader's own calculation gives
/// the result that is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// What it gives: `data held`, `machines for memory`.
    pub name: String,
    /// How, with the numbers in it: `25 500 tasks × 156.863 MB`; `rounded up` where that is all.
    pub formula: String,
    /// What comes out.
    pub result: Quantity,
}

/// A result with the way to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The result; not finite where there is none (a queue without bound).
    pub quantity: Quantity,
    /// The way to it, the last step giving the result.
    pub trail: Vec<Step>,
}

impl Figure {
    /// A figure that is read off, not reckoned.
    #[must_use]
    pub fn given(name: &str, quantity: Quantity) -> Self {
        Self {
            quantity,
            trail: vec![Step {
                name: name.to_owned(),
                formula: "as written".to_owned(),
                result: quantity,
            }],
        }
    }

    /// A figure that one formula gives.
    #[must_use]
    pub fn from_formula(name: &str, formula: impl Into<String>, quantity: Quantity) -> Self {
        Self {
            quantity,
            trail: vec![Step {
                name: name.to_owned(),
                formula: formula.into(),
                result: quantity,
            }],
        }
    }

    /// A further step from here.
    #[must_use]
    pub fn then(mut self, name: &str, formula: impl Into<String>, quantity: Quantity) -> Self {
        self.trail.push(Step {
            name: name.to_owned(),
            formula: formula.into(),
            result: quantity,
        });
        self.quantity = quantity;
        self
    }

    /// Its value in base units.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.quantity.value
    }

    /// As people read it; money over time per month of 30 days ([`units::format_in`] knows other months).
    #[must_use]
    pub fn text(&self) -> String {
        units::format(self.quantity)
    }

    /// As a formula has it that goes on from here ([`units::operand`]).
    #[must_use]
    pub fn operand(&self) -> String {
        units::operand(self.quantity)
    }
}
