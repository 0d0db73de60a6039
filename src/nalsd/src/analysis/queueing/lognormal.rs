//! A distribution that is given by two percentiles.

use super::normal::normal_above;

/// The z that 1 % of a standard normal variable is above.
const Z99: f64 = 2.326_347_874_040_841;

/// A lognormal distribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lognormal {
    median: f64,
    sigma: f64,
}

impl Lognormal {
    /// The one with this median and this 99th percentile, in seconds. A p99 below the median counts as the median: always the
    /// same time.
    #[must_use]
    pub fn new(p50: f64, p99: f64) -> Self {
        let median = if p50.is_finite() { p50.max(0.0) } else { 0.0 };
        let sigma = if median > 0.0 && p99 > median && p99.is_finite() {
            libm::log(p99 / median) / Z99
        } else {
            0.0
        };
        Self { median, sigma }
    }

    /// Its mean; infinite only where p99 is absurdly far from the median.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.median * libm::exp(self.sigma * self.sigma / 2.0)
    }

    /// Its value where the normal variable behind it is `z`.
    #[must_use]
    pub fn at(&self, z: f64) -> f64 {
        if self.sigma == 0.0 {
            return self.median;
        }
        self.median * libm::exp(self.sigma * z)
    }

    /// The probability that it exceeds `time`.
    #[must_use]
    pub fn above(&self, time: f64) -> f64 {
        if time <= 0.0 {
            return 1.0;
        }
        if self.sigma == 0.0 {
            return if time < self.median { 1.0 } else { 0.0 };
        }
        normal_above(libm::log(time / self.median) / self.sigma)
    }
}

#[cfg(test)]
mod tests {
    use super::super::normal_quantile;
    use super::*;

    #[test]
    fn it_has_the_percentiles_that_were_given() {
        for (p50, p99) in [(0.08, 0.5), (0.001, 0.001), (0.005, 0.05), (0.0, 1.0)] {
            let law = Lognormal::new(p50, p99);
            let exceeded = |tail: f64| law.at(normal_quantile(tail));
            assert!((exceeded(0.5) - p50).abs() < 1e-12);
            if p50 > 0.0 {
                assert!((exceeded(0.01) / p99 - 1.0).abs() < 1e-12);
                for tail in [0.9, 0.1, 0.001] {
                    let back = law.above(exceeded(tail) * (1.0 - 1e-12));
                    assert!(law.sigma == 0.0 || (back / tail - 1.0).abs() < 1e-9);
                }
            }
        }
    }

    #[test]
    fn nonsense_is_always_the_same_time() {
        for (p50, p99) in [(0.5, 0.1), (0.5, f64::NAN), (0.5, f64::INFINITY)] {
            assert_eq!(
                Lognormal::new(p50, p99)
                    .at(normal_quantile(0.001))
                    .to_bits(),
                0.5f64.to_bits()
            );
        }
    }
}
