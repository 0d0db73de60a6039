//! What each rule asks of a design and its analysis.

mod kept;
mod objectives;
mod sizes;

pub(super) use kept::{Keep, fresh, kept};
pub(super) use objectives::{availability, free, latency, survives};
pub(super) use sizes::{bounds, capacity, cost, demand, machines};

use crate::units::{self, Dimension, Quantity};

/// What may go wrong in the last digits of a sum.
const SLACK: f64 = 1.0 - 1e-9;

/// Whether there is enough, rounding apart.
fn enough(have: f64, wanted: f64) -> bool {
    have >= wanted * SLACK
}

/// A value in base units, as people read it.
fn shown(value: f64, dimension: Dimension) -> String {
    if dimension == Dimension::MONEY_PER_REQUEST {
        return format!("$ {} per million", units::count(value * 1e6));
    }
    units::format(Quantity::new(value, dimension))
}

/// A share with enough digits to tell nines apart: two beyond the first that isn't one.
fn share(value: f64) -> String {
    let down = 1.0 - value;
    let digits = if down > 0.0 && down < 0.01 {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let nines = (-libm::log10(down)).clamp(0.0, 12.0) as usize;
        nines + 2
    } else {
        4
    };
    format!("{} %", units::significant(value * 100.0, digits))
}
