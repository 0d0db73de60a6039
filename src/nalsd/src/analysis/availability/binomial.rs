//! The binomial distribution: how probable it is that so many of several, or more, are up.

use crate::analysis::queueing::{normal_above, normal_density};

/// With a standard deviation above this, the normal distribution with one term for the skewness is nearer than what a sum of so
/// many terms would cost: it errs by less than a thousandth where it is above 1e-9.
const MANY: f64 = 1e5;

/// The probability that at least `need` of `all` are up, each with the probability `each`, independently.
///
/// A sum over the binomial distribution from where its tail begins outwards, by terms that are exact for any number (C. Loader,
/// *Fast and accurate computation of binomial probabilities*, 2000); the normal limit where that would take too long.
#[must_use]
pub fn k_of_n(need: f64, all: f64, each: f64) -> f64 {
    let (need, all) = (need.ceil(), all.floor());
    let each = each.clamp(0.0, 1.0);
    if need <= 0.0 {
        return 1.0;
    }
    if need > all || need.is_nan() || all.is_nan() || each.is_nan() || each == 0.0 {
        return 0.0;
    }
    if each == 1.0 {
        return 1.0;
    }
    // What is rarer is counted: its numbers stay small where there are very many of the other.
    if each <= 0.5 {
        Binomial { all, each }.split(need).1
    } else {
        let each = 1.0 - each;
        Binomial { all, each }.split(all - need + 1.0).0
    }
}

/// So many, each with a probability above 0 and at most a half.
#[derive(Clone, Copy)]
struct Binomial {
    all: f64,
    each: f64,
}

impl Binomial {
    /// The probabilities of fewer than so many, and of at least so many. The smaller is exact to its own digits.
    fn split(self, least: f64) -> (f64, f64) {
        let mean = self.all * self.each;
        let deviation = libm::sqrt(mean * (1.0 - self.each));
        if deviation > MANY {
            let from = (least - 0.5 - mean) / deviation;
            let skewness = (1.0 - 2.0 * self.each) / deviation;
            let more = normal_density(from) * skewness * (from * from - 1.0) / 6.0;
            let side = |above: f64, more: f64| (normal_above(above) + more).clamp(0.0, 1.0);
            return (side(-from, -more), side(from, more));
        }
        if least > mean {
            let above = self.outwards(least, 1.0);
            (1.0 - above, above)
        } else {
            let below = self.outwards(least - 1.0, -1.0);
            (below, 1.0 - below)
        }
    }

    /// The sum of the probabilities from `at`, away from the mean.
    fn outwards(self, at: f64, step: f64) -> f64 {
        let odds = self.each / (1.0 - self.each);
        let (mut sum, mut term, mut at) = (0.0, self.exactly(at), at);
        while term > sum * 1e-17 {
            sum += term;
            term *= if step > 0.0 {
                (self.all - at) / (at + 1.0) * odds
            } else {
                at / (self.all - at + 1.0) / odds
            };
            at += step;
            if at < 0.0 || at > self.all {
                break;
            }
        }
        sum.min(1.0)
    }

    /// The probability of exactly so many. Logarithms of factorials would cancel where there are many; what Stirling's formula
    /// leaves, and how far what is asked is from the mean, don't.
    fn exactly(self, at: f64) -> f64 {
        let Self { all, each } = self;
        let others = all - at;
        if at <= 0.0 {
            return libm::exp(all * libm::log1p(-each));
        }
        if others <= 0.0 {
            return libm::exp(all * libm::log(each));
        }
        let exponent = stirling_error(all)
            - stirling_error(at)
            - stirling_error(others)
            - deviance(at, all * each)
            - deviance(others, all * (1.0 - each));
        let spread = 2.0 * std::f64::consts::PI * at * (others / all);
        libm::exp(exponent) / libm::sqrt(spread)
    }
}

/// `ln n!` less what Stirling's formula makes of it.
fn stirling_error(n: f64) -> f64 {
    if n < 16.0 {
        let half = libm::log(2.0 * std::f64::consts::PI * n) / 2.0;
        return libm::lgamma(n + 1.0) - (n * libm::log(n) - n + half);
    }
    let square = n * n;
    (1.0 / 12.0 - (1.0 / 360.0 - (1.0 / 1260.0 - 1.0 / 1680.0 / square) / square) / square) / n
}

/// `x ln(x/mean) + mean - x`, which near the mean is the difference of what is nearly the same: there, by its series.
fn deviance(x: f64, mean: f64) -> f64 {
    let apart = x - mean;
    if apart.abs() >= 0.1 * (x + mean) {
        return x * libm::log(x / mean) - apart;
    }
    let ratio = apart / (x + mean);
    let mut sum = apart * ratio;
    let mut term = 2.0 * x * ratio;
    for odd in 1..1000_u32 {
        term *= ratio * ratio;
        let next = sum + term / f64::from(2 * odd + 1);
        if next.to_bits() == sum.to_bits() {
            break;
        }
        sum = next;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand, and by SciPy's `binom.cdf` and `binom.sf`.
    #[test]
    fn published_and_large_numbers() {
        for (need, all, each, expected) in [
            (2.0, 3.0, 0.99, 0.999_702),
            (3.0, 5.0, 0.99, 0.999_990_149_4),
            (2.0, 2.0, 0.999, 0.998_001),
            (1.0, 2.0, 0.999, 0.999_999),
            (0.0, 5.0, 0.5, 1.0),
            (6.0, 5.0, 0.5, 0.0),
            (3.0, 5.0, 0.5, 0.5),
            (60.0, 100.0, 0.2, 2.515_819_199_533e-18),
            (800.0, 1e3, 0.8, 0.518_911_435_558_7),
            (50_000.0, 99_999.0, 0.5, 0.5),
            (50_050.0, 1e5, 0.5, 0.377_115_543_579_6),
            (1e5, 1e5, 0.999_99, 0.367_877_601_768_2),
            (999_000.0, 1e6, 0.999, 0.508_409_368_220_8),
            (9_999_999_990.0, 1e10, 1.0 - 3e-10, 0.999_707_662_849_1),
            (9.999e9, 1e10, 0.9999, 0.500_265_961_530_6),
            (9_998_995_000.0, 1e10, 0.9999, 0.999_999_708_489_1),
            (5e9, 1e10, 0.5, 0.500_003_989_422_8),
            (899_998_500_000.0, 1e12, 0.9, 0.999_999_713_335),
            (900_001_500_000.0, 1e12, 0.9, 2.866_381_917e-7),
            (5e14 + 5e7, 1e15, 0.5, 7.827_012_100e-4),
            // From here on one more or less is lost in rounding; and the sum of all is as large as numbers here may be.
            (5e16, 1e17, 0.5, 0.5),
            (5e29, 1e30, 0.5, 0.5),
            (1.0, 1e30, 0.5, 1.0),
            (1e30, 1e30, 0.5, 0.0),
            (1.0, 1.0, 1.0, 1.0),
            (1.0, 1.0, 0.0, 0.0),
        ] {
            let found = k_of_n(need, all, each);
            assert!(
                (found - expected).abs() <= 1e-6 * expected,
                "{need} of {all}: {found}"
            );
        }
    }

    /// What is nearly sure is told by what is left: SciPy's `binom.sf` of the machines that are down.
    #[test]
    fn the_smaller_side_keeps_its_digits() {
        let down = Binomial {
            all: 1e6,
            each: 0.001,
        };
        let found = down.split(1201.0).1;
        assert!((found / 3.805_747_069_4e-10 - 1.0).abs() < 1e-9, "{found}");
    }

    /// Against the sum as it is written, over all numbers of machines up.
    #[test]
    fn all_small_systems() {
        for all in 1..12_i32 {
            for need in 0..=all {
                for each in [0.1, 0.5, 0.9, 0.999] {
                    let sum: f64 = (need..=all)
                        .map(|up| {
                            let choose: f64 = (0..up)
                                .map(|at| f64::from(all - at) / f64::from(at + 1))
                                .product();
                            choose * f64::powi(each, up) * f64::powi(1.0 - each, all - up)
                        })
                        .sum();
                    let found = k_of_n(f64::from(need), f64::from(all), each);
                    assert!(
                        (found - sum).abs() < 1e-12,
                        "{need} of {all} at {each}: {found} {sum}"
                    );
                }
            }
        }
    }
}
