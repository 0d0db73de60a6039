//! Arithmetic on quantities that aren't known exactly: the ends of a result are the least and the most that the ends of what
//! goes into it give.

use super::expression::UnitError;
use super::{DIMENSIONLESS, Dimension, Quantity};
use serde::{Deserialize, Serialize};

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
    pub(super) const NOTHING: Self = Self::exactly(Quantity::new(0.0, DIMENSIONLESS));

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

    pub(super) fn negated(self) -> Self {
        Self {
            low: -self.high,
            likely: -self.likely,
            high: -self.low,
            dimension: self.dimension,
        }
    }

    /// The sum. `63 machines + 1` is a sum, too.
    pub(super) fn plus(self, other: Self) -> Result<Self, UnitError> {
        let Some(dimension) = self.dimension.joined(other.dimension) else {
            let message = format!(
                "{} and {} can't be added: one is {}, the other {}.",
                super::format(self.likely()),
                super::format(other.likely()),
                self.dimension,
                other.dimension
            );
            return Err(UnitError::new(0, message));
        };
        Self {
            low: self.low + other.low,
            likely: self.likely + other.likely,
            high: self.high + other.high,
            dimension,
        }
        .bounded()
    }

    /// The product, or the quotient.
    pub(super) fn combined(self, other: Self, over: bool) -> Result<Self, UnitError> {
        let dimension = if over {
            self.dimension.over(other.dimension)
        } else {
            self.dimension.times(other.dimension)
        };
        let Some(dimension) = dimension else {
            let message = "The units of this have too high a power.";
            return Err(UnitError::new(0, message));
        };
        if over && other.low <= 0.0 && other.high >= 0.0 {
            return Err(UnitError::new(0, "This divides by zero."));
        }
        let apply = |a: f64, b: f64| if over { a / b } else { a * b };
        let corners = [
            apply(self.low, other.low),
            apply(self.low, other.high),
            apply(self.high, other.low),
            apply(self.high, other.high),
        ];
        Self {
            low: corners.into_iter().fold(f64::INFINITY, f64::min),
            likely: apply(self.likely, other.likely),
            high: corners.into_iter().fold(f64::NEG_INFINITY, f64::max),
            dimension,
        }
        .bounded()
    }

    /// So many of a unit. Decimal parts of a unit move the point: 99.9 % is 0.999, and not the next number above it.
    pub(super) fn in_units(self, unit: Self) -> Result<Self, UnitError> {
        const PARTS: [(f64, i32); 4] = [(1e-2, 2), (1e-3, 3), (1e-6, 6), (1e-9, 9)];
        let parts = PARTS
            .iter()
            .find(|(part, _)| !unit.is_open() && part.to_bits() == unit.likely.to_bits());
        let mut range = self.combined(unit, false)?;
        if let Some((_, places)) = parts {
            range.low = moved(self.low, *places).unwrap_or(range.low);
            range.likely = moved(self.likely, *places).unwrap_or(range.likely);
            range.high = moved(self.high, *places).unwrap_or(range.high);
        }
        Ok(range)
    }

    fn bounded(self) -> Result<Self, UnitError> {
        if self.low.is_finite() && self.likely.is_finite() && self.high.is_finite() {
            Ok(self)
        } else {
            Err(UnitError::new(
                0,
                "This is larger than can be reckoned with.",
            ))
        }
    }
}

/// A number with its decimal point so many places further left.
fn moved(value: f64, places: i32) -> Option<f64> {
    let text = format!("{value:e}");
    let (digits, exponent) = text.split_once('e')?;
    let exponent = exponent.parse::<i32>().ok()?;
    format!("{digits}e{}", exponent - places).parse().ok()
}
