//! Percentiles by nearest rank, without a float.

use super::timestamp::Nanos;

/// Thousandths in one hundred per cent.
const WHOLE: u128 = 100_000;

/// Which percentile: 95, 99.9 ...
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Percent {
    /// As it was given: what follows the `p`.
    pub(super) text: String,
    /// Thousandths of a per cent: 1 to 100,000.
    thousandths: u32,
}

impl Percent {
    /// Reads a percentile: more than 0, at most 100, with up to three decimals.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let thousandths = u32::try_from(decimal(text, 3)?).ok()?;
        (1..=WHOLE)
            .contains(&u128::from(thousandths))
            .then(|| Self {
                text: text.to_owned(),
                thousandths,
            })
    }

    /// Whether it is the same percentile, however written.
    pub(super) fn same(&self, other: &Self) -> bool {
        self.thousandths == other.thousandths
    }

    /// The smallest value that at least this share of the values does not exceed: the one at rank ⌈p/100 · n⌉ of
    /// the ascending values, counted from 1 (the nearest-rank method; type 1 of Hyndman and Fan, "Sample Quantiles in
    /// Statistical Packages", 1996). Always one of the values; `None` when there are none.
    pub(super) fn of(&self, ascending: &[Nanos]) -> Option<Nanos> {
        // In integers: 28 / 100 * 25 in doubles is a little over 7, and its ceiling one rank too far.
        let rank = (u128::from(self.thousandths) * ascending.len() as u128).div_ceil(WHOLE);
        let index = usize::try_from(rank).ok()?.checked_sub(1)?;
        ascending.get(index).copied()
    }
}

/// Reads `DIGITS[.DIGITS]`, no sign, at most `places` decimals and fifteen digits before them, as an integer in units
/// of the last place.
pub(super) fn decimal(text: &str, places: usize) -> Option<u128> {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) if digits(fraction) => (whole, fraction),
        Some(_) => return None,
        None => (text, ""),
    };
    if !digits(whole) || whole.len() > 15 || fraction.len() > places {
        return None;
    }
    format!("{whole}{fraction:0<places$}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn percent(text: &str) -> Percent {
        Percent::parse(text).unwrap()
    }

    #[test]
    fn the_published_example_of_nearest_rank() {
        // Wikipedia, "Percentile", the nearest-rank method, worked example 1: 15, 20, 35, 40, 50.
        let values = [15, 20, 35, 40, 50];
        for (p, expected) in [("5", 15), ("30", 20), ("40", 20), ("50", 35), ("100", 50)] {
            assert_eq!(percent(p).of(&values), Some(expected), "{p}");
        }
    }

    #[test]
    fn ranks_are_not_off_by_a_rounding_error() {
        let values: Vec<Nanos> = (1..=1000).collect();
        assert_eq!(percent("28").of(&values[..25]), Some(7));
        assert_eq!(percent("99.9").of(&values), Some(999));
        assert_eq!(percent("0.001").of(&values), Some(1));
        assert_eq!(percent("95").of(&[7]), Some(7));
        assert_eq!(percent("95").of(&[]), None);
    }

    #[test]
    fn what_is_no_percentile_is_refused() {
        for text in [
            "", "0", "100.001", "-1", "95%", "1e1", ".5", "5.", "99.9999", "0.000", "+5",
        ] {
            assert_eq!(Percent::parse(text), None, "{text}");
        }
    }

    #[test]
    fn decimals_keep_every_digit() {
        assert_eq!(decimal("500", 6), Some(500_000_000));
        assert_eq!(decimal("0.25", 6), Some(250_000));
        assert_eq!(decimal("0.0000001", 6), None);
        assert_eq!(decimal("1.2.3", 6), None);
        assert_eq!(decimal("10", 0), Some(10));
        assert_eq!(decimal("10.0", 0), None);
    }

    proptest! {
        #[test]
        fn at_least_the_share_lies_at_or_below_and_no_smaller_value_does(
            mut values in prop::collection::vec(-50_i128..50, 1..200), thousandths in 1_u32..=100_000,
        ) {
            let text = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
            // The definition, counted over the unsorted values.
            let share = |limit: i128| values.iter().filter(|v| **v <= limit).count() as u128 * 100_000;
            let wanted = u128::from(thousandths) * values.len() as u128;
            let naive = values.iter().copied().filter(|v| share(*v) >= wanted).min();
            values.sort_unstable();
            prop_assert_eq!(percent(&text).of(&values), naive);
        }
    }
}
