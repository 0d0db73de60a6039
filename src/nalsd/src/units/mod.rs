//! Quantities with dimensions, and the expressions that people write them in.
//!
//! Base units: bytes, seconds, requests, machines, and money without a currency. A bit is an eighth of a byte; decimal
//! prefixes (`KB` = 1,000 B) and binary ones (`KiB` = 1,024 B; IEC 80000-13) are told apart. How long a month and a year
//! are is the caller's to state ([`Calendar`]).

mod digits;
mod dimension;
mod expression;
mod format;
mod number;
mod range;
mod suggest;
mod table;
#[cfg(test)]
mod tests;

pub use digits::{count, operand_count, operand_share, percent, significant, whole};
pub use dimension::{DIMENSIONLESS, Dimension};
pub use expression::{UnitError, parse, parse_as};
pub use format::{format, format_as, format_in, operand, operand_in};

pub use range::Range;

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Values that expressions may name.
pub type Names = BTreeMap<String, Range>;

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
