//! What each rule asks of a design and its analysis.

mod kept;
mod objectives;
mod sizes;

pub(super) use kept::{Keep, fresh, kept};
pub(super) use objectives::{availability, free, latency, losable, survives};
pub(super) use sizes::{bounds, capacity, cost, demand, machines};

use crate::units::{self, Dimension, Quantity};

/// What may go wrong in the last digits of a sum.
const SLACK: f64 = 1.0 - 1e-9;

/// Whether there is enough, rounding apart.
fn enough(have: f64, wanted: f64) -> bool {
    have >= wanted * SLACK
}

/// Whether there is enough of what is estimated: who rounds a share to three digits has reckoned well.
fn about_enough(have: f64, wanted: f64) -> bool {
    have >= wanted * 0.99
}

/// A value that misses what is asked, so told that the two never read the same.
fn apart(value: f64, asked: f64, text: impl Fn(f64) -> String) -> String {
    let told = text(value);
    if told != text(asked) {
        told
    } else if value > asked {
        format!("just over {told}")
    } else {
        format!("just under {told}")
    }
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

#[cfg(test)]
mod tests {
    use super::{Dimension, apart, shown};

    #[test]
    fn what_misses_never_reads_as_what_is_asked() {
        let text = |value| shown(value, Dimension::TIME);
        for (value, asked, told) in [
            (0.5001, 0.5, "just over 500 ms"),
            (0.4999, 0.5, "just under 500 ms"),
            (0.6, 0.5, "600 ms"),
        ] {
            assert_eq!(apart(value, asked, text), told);
        }
    }
}
