//! The normal distribution.

use std::f64::consts::{PI, SQRT_2};

/// The density of the standard normal distribution at `z`.
#[must_use]
pub fn normal_density(z: f64) -> f64 {
    libm::exp(-z * z / 2.0) / libm::sqrt(2.0 * PI)
}

/// The probability that a standard normal variable is above `z`.
#[must_use]
pub fn normal_above(z: f64) -> f64 {
    0.5 * libm::erfc(z / SQRT_2)
}

/// What a standard normal variable is above with the probability `above`; infinite at 0 and 1.
///
/// Winitzki's approximation of the inverse error function, made exact by Halley's method.
#[must_use]
pub fn normal_quantile(above: f64) -> f64 {
    if above <= 0.0 {
        return f64::INFINITY;
    }
    if above >= 1.0 {
        return f64::NEG_INFINITY;
    }
    if above > 0.5 {
        return -normal_quantile(1.0 - above);
    }
    const A: f64 = 0.147;
    let log = libm::log(4.0 * above * (1.0 - above));
    let half = 2.0 / (PI * A) + log / 2.0;
    let mut z = SQRT_2 * libm::sqrt((libm::sqrt(half * half - log / A) - half).max(0.0));
    for _ in 0..3 {
        let step = (normal_above(z) - above) / normal_density(z);
        z += step / (1.0 + z * step / 2.0);
    }
    z
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Quantiles as tables print them (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.1, with more digits).
    #[test]
    fn quantiles() {
        for (above, z) in [
            (0.5, 0.0),
            (0.1, 1.281_551_565_544_600_4),
            (0.01, 2.326_347_874_040_841),
            (0.001, 3.090_232_306_167_813_5),
            (0.975, -1.959_963_984_540_054),
            (1e-7, 5.199_337_582_192_816),
        ] {
            assert!((normal_quantile(above) - z).abs() < 1e-9, "{above}");
        }
    }
}
