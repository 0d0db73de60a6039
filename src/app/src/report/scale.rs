//! Axes: domains, round ticks, and places in pixels. Pure arithmetic.

use super::parts::number;
use contract::report::Unit;

/// Steps of clock time that read well, in seconds.
const CLOCK: [f64; 20] = [
    1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1800.0, 3600.0, 7200.0,
    10_800.0, 21_600.0, 43_200.0, 86_400.0, 172_800.0, 604_800.0,
];

/// More ticks than any axis holds: a guard against steps lost in rounding.
const MAX_TICKS: usize = 64;

/// Maps a domain to a range of pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
    log: bool,
}

impl Scale {
    /// A linear scale of `low..=high` onto `from..=to`. An empty domain is widened a little.
    pub(crate) fn linear((low, high): (f64, f64), (from, to): (f64, f64)) -> Self {
        let (low, high) = widened(low, high);
        Self {
            low,
            high,
            from,
            to,
            log: false,
        }
    }

    /// A logarithmic scale; what is not above `low` is drawn at `from`.
    pub(crate) fn log((low, high): (f64, f64), (from, to): (f64, f64)) -> Self {
        let low = if low > 0.0 && low.is_finite() {
            low
        } else {
            1.0
        };
        let high = if high > low && high.is_finite() {
            high
        } else {
            low * 10.0
        };
        Self {
            low: low.log10(),
            high: high.log10(),
            from,
            to,
            log: true,
        }
    }

    /// Where a value is. What is no number, or outside, is brought to the nearest edge.
    pub(crate) fn at(&self, value: f64) -> f64 {
        let value = match (self.log, value > 0.0) {
            (true, true) => value.log10(),
            (true, false) => self.low,
            (false, _) => value,
        };
        let value = if value.is_nan() {
            self.low
        } else {
            value.clamp(self.low, self.high)
        };
        self.from + (value - self.low) / (self.high - self.low) * (self.to - self.from)
    }
}

/// A domain that is neither empty nor endless.
fn widened(low: f64, high: f64) -> (f64, f64) {
    match (low.is_finite(), high.is_finite()) {
        (true, true) if high > low => (low, high),
        (true, _) => (
            low,
            low + low.abs().max(1.0) * 1e-3_f64.max(f64::EPSILON * 16.0),
        ),
        (false, true) => (high - 1.0, high),
        (false, false) => (0.0, 1.0),
    }
}

/// The smallest and largest of the finite numbers; `None` when there is none.
pub(crate) fn extent(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    values
        .filter(|value| value.is_finite())
        .fold(None, |extent, value| match extent {
            None => Some((value, value)),
            Some((low, high)) => Some((value.min(low), value.max(high))),
        })
}

/// The distance between ticks: 1, 2 or 5 times a power of ten (of two for bytes, of the clock for
/// times), so that there are about `count` of them.
pub(crate) fn step(low: f64, high: f64, count: usize, unit: Unit) -> f64 {
    let raw = (high - low) / count.max(1) as f64;
    if !(raw > 0.0 && raw.is_finite()) {
        return 1.0;
    }
    let clock = match unit {
        Unit::Epoch => raw > 0.5,
        Unit::Seconds => raw > 20.0,
        _ => false,
    };
    if clock {
        return CLOCK
            .into_iter()
            .find(|step| *step >= raw * 0.85)
            .unwrap_or_else(|| {
                let weeks = 604_800.0;
                decimal(raw / weeks) * weeks
            });
    }
    match unit {
        Unit::Bytes => 2_f64.powf((raw * 0.99).log2().ceil()).max(1.0),
        Unit::Number if high.abs() > 8.0 => decimal(raw).max(1.0),
        _ => decimal(raw),
    }
}

/// 1, 2 or 5 times a power of ten, not much below a number.
fn decimal(raw: f64) -> f64 {
    let power = 10_f64.powf(raw.log10().floor());
    let part = raw / power;
    let nice = [1.0, 2.0, 5.0]
        .into_iter()
        .find(|nice| *nice >= part * 0.99);
    nice.unwrap_or(10.0) * power
}

/// Round values within a domain, about `count` of them, ascending.
pub(crate) fn ticks(low: f64, high: f64, count: usize, unit: Unit) -> Vec<f64> {
    if !(low.is_finite() && high.is_finite()) || high <= low {
        return if low.is_finite() {
            vec![low]
        } else {
            Vec::new()
        };
    }
    let step = step(low, high, count, unit);
    let first = (low / step - 1e-9).ceil();
    let slack = step * 1e-9;
    (0..MAX_TICKS)
        // By multiplication, not by adding up: sums of 0.1 drift.
        .map(|index| (first + index as f64) * step)
        .take_while(|tick| *tick <= high + slack)
        .map(|tick| if tick == 0.0 { 0.0 } else { tick })
        .collect()
}

/// Powers of ten within a domain, thinned out so that there are at most eight.
pub(crate) fn log_ticks(low: f64, high: f64) -> Vec<f64> {
    if !(low > 0.0 && high > low && high.is_finite()) {
        return Vec::new();
    }
    let first = (low.log10() - 1e-9).ceil() as i32;
    let last = (high.log10() + 1e-9).floor() as i32;
    let stride = ((last - first) / 8 + 1).max(1) as usize;
    (first..=last)
        .step_by(stride)
        .map(|power| 10_f64.powi(power))
        .collect()
}

/// The first round value at or above a maximum: where an axis from 0 ends.
pub(crate) fn round_up(high: f64, count: usize, unit: Unit) -> f64 {
    if !(high > 0.0 && high.is_finite()) {
        return 1.0;
    }
    let step = step(0.0, high, count, unit);
    (high / step - 1e-9).ceil() * step
}

/// A tick's words. Of a date and time only what changes from tick to tick is said.
pub(crate) fn tick_label(value: f64, unit: Unit, step: f64) -> String {
    let whole = number(value, unit);
    if unit != Unit::Epoch {
        return whole;
    }
    let Some((date, time)) = whole.split_once(' ') else {
        return whole;
    };
    if step >= 86_400.0 {
        return date.get(5..).unwrap_or(date).to_owned();
    }
    if step >= 60.0 {
        return time.get(..5).unwrap_or(time).to_owned();
    }
    time.to_owned()
}

/// The day an axis of clock times begins on, when its ticks don't say so themselves.
pub(crate) fn day(low: f64, unit: Unit, step: f64) -> Option<String> {
    if unit != Unit::Epoch || step >= 86_400.0 {
        return None;
    }
    let whole = number(low, unit);
    whole.split_once(' ').map(|(date, _)| format!("{date} UTC"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_within() {
        let cases: [(f64, f64, usize, Unit, &[f64]); 8] = [
            (
                0.0,
                100.0,
                5,
                Unit::Number,
                &[0.0, 20.0, 40.0, 60.0, 80.0, 100.0],
            ),
            (0.0, 7.0, 4, Unit::Number, &[0.0, 2.0, 4.0, 6.0]),
            (-1.0, 1.0, 4, Unit::Ratio, &[-1.0, -0.5, 0.0, 0.5, 1.0]),
            (
                0.0,
                4096.0,
                4,
                Unit::Bytes,
                &[0.0, 1024.0, 2048.0, 3072.0, 4096.0],
            ),
            (
                3601.0,
                7300.0,
                4,
                Unit::Epoch,
                &[4500.0, 5400.0, 6300.0, 7200.0],
            ),
            (0.0, 0.31, 3, Unit::Seconds, &[0.0, 0.2]),
            (5.0, 5.0, 4, Unit::Number, &[5.0]),
            (f64::NAN, 5.0, 4, Unit::Number, &[]),
        ];
        for (low, high, count, unit, expected) in cases {
            let got = ticks(low, high, count, unit);
            assert_eq!(got.len(), expected.len(), "{low}..{high}: {got:?}");
            for (got, expected) in got.iter().zip(expected) {
                assert!(
                    (got - expected).abs() < 1e-9,
                    "{low}..{high}: {got} {expected}"
                );
            }
        }
    }

    #[test]
    fn every_domain_has_few_ticks() {
        for power in -12..15 {
            for lead in [1.0, 1.7, 3.3, 9.9] {
                for unit in [
                    Unit::Number,
                    Unit::Seconds,
                    Unit::Epoch,
                    Unit::Bytes,
                    Unit::Ratio,
                ] {
                    let high = lead * 10_f64.powi(power);
                    let got = ticks(0.0, high, 5, unit);
                    assert!((1..=13).contains(&got.len()), "{high} {unit:?}: {got:?}");
                    assert!(got.windows(2).all(|pair| pair[0] < pair[1]), "{got:?}");
                    assert!(got.iter().all(|tick| *tick <= high * 1.000_001), "{got:?}");
                }
            }
        }
    }

    #[test]
    fn counts_have_no_ticks_between_them() {
        assert_eq!(step(0.0, 9.0, 40, Unit::Number), 1.0);
    }

    #[test]
    fn an_axis_ends_on_a_round_value_at_or_above_the_maximum() {
        for (high, expected) in [(99.0, 100.0), (100.0, 100.0), (101.0, 150.0), (0.0, 1.0)] {
            assert_eq!(round_up(high, 4, Unit::Number), expected);
        }
        assert_eq!(round_up(f64::INFINITY, 4, Unit::Number), 1.0);
    }

    #[test]
    fn scales_map_edges_to_edges_and_back() {
        let scale = Scale::linear((10.0, 20.0), (100.0, 0.0));
        assert_eq!(
            (scale.at(10.0), scale.at(15.0), scale.at(20.0)),
            (100.0, 50.0, 0.0)
        );
        assert_eq!((scale.at(99.0), scale.at(f64::NAN)), (0.0, 100.0));
        let log = Scale::log((1.0, 1000.0), (0.0, 30.0));
        assert!((log.at(10.0) - 10.0).abs() < 1e-9 && log.at(0.0) == 0.0);
    }

    #[test]
    fn no_domain_gives_no_nan() {
        for domain in [
            (0.0, 0.0),
            (f64::NAN, 1.0),
            (1.0, f64::NAN),
            (f64::NAN, f64::NAN),
            (5.0, 1.0),
        ] {
            for scale in [
                Scale::linear(domain, (0.0, 10.0)),
                Scale::log(domain, (0.0, 10.0)),
            ] {
                for value in [0.0, 1.0, -1.0, f64::INFINITY, f64::NAN] {
                    assert!(scale.at(value).is_finite(), "{domain:?} {value}");
                }
            }
        }
    }

    #[test]
    fn log_ticks_are_powers_of_ten() {
        assert_eq!(log_ticks(1.0, 1000.0).len(), 4);
        assert!(log_ticks(1e-9, 1e12).len() <= 9);
        assert!(log_ticks(0.0, 10.0).is_empty());
    }

    #[test]
    fn clock_ticks_say_what_changes() {
        let noon = 1_790_000_000.0;
        assert_eq!(tick_label(noon, Unit::Epoch, 86_400.0).len(), 5);
        assert_eq!(tick_label(noon, Unit::Epoch, 60.0).len(), 5);
        assert_eq!(tick_label(noon, Unit::Epoch, 1.0).len(), 8);
        assert!(day(noon, Unit::Epoch, 60.0).is_some());
        assert!(day(noon, Unit::Number, 60.0).is_none());
    }
}
