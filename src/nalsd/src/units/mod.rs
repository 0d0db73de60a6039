//! Quantities with dimensions, and the expressions that people write them in.
//!
//! Base units: bytes, seconds, requests, machines, and money without a currency. A bit is an eighth of a byte; decimal
//! prefixes (`KB` = 1,000 B) and binary ones (`KiB` = 1,024 B; IEC 80000-13) are told apart. How long a month and a year
//! are is the caller's to state ([`Calendar`]).

mod dimension;
mod expression;
mod format;
mod table;

pub use dimension::{DIMENSIONLESS, Dimension};
pub use expression::{Names, UnitError, parse, parse_as};
pub use format::{count, format, format_as, format_in, percent, significant, whole};

use serde::{Deserialize, Serialize};

/// A value with its dimension, in base units.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// In base units.
    pub value: f64,
    /// What it measures.
    pub dimension: Dimension,
}

impl Quantity {
    /// A value in base units of a dimension.
    #[must_use]
    pub const fn new(value: f64, dimension: Dimension) -> Self {
        Self { value, dimension }
    }

    /// A plain number.
    #[must_use]
    pub const fn number(value: f64) -> Self {
        Self::new(value, DIMENSIONLESS)
    }
}

/// A quantity that isn't known exactly: low, likely and high, in that order and of one dimension.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Range {
    /// The least that is thought possible.
    pub low: f64,
    /// What is reckoned with.
    pub likely: f64,
    /// The most that is thought possible.
    pub high: f64,
    /// What all three measure.
    pub dimension: Dimension,
}

impl Range {
    /// A quantity that is known exactly.
    #[must_use]
    pub const fn exactly(quantity: Quantity) -> Self {
        Self {
            low: quantity.value,
            likely: quantity.value,
            high: quantity.value,
            dimension: quantity.dimension,
        }
    }

    /// Whether it is a range indeed.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.low < self.high
    }

    /// What is reckoned with.
    #[must_use]
    pub const fn likely(&self) -> Quantity {
        Quantity::new(self.likely, self.dimension)
    }
}

/// How long a month and a year are, in seconds: conventions differ, so designs state theirs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Calendar {
    /// Seconds in a month.
    pub month: f64,
    /// Seconds in a year.
    pub year: f64,
}

impl Default for Calendar {
    /// 30 days and 365 days.
    fn default() -> Self {
        Self {
            month: 30.0 * 86_400.0,
            year: 365.0 * 86_400.0,
        }
    }
}
