//! Confidence intervals of means, by Student's t.

use super::Estimate;

/// Student's t at 99.5 %, for 1 to 30 degrees of freedom: two-sided 99 %. From the published tables (NIST/SEMATECH e-Handbook of
/// Statistical Methods, 1.3.6.7.2).
const T: [f64; 30] = [
    63.657, 9.925, 5.841, 4.604, 4.032, 3.707, 3.499, 3.355, 3.250, 3.169, 3.106, 3.055, 3.012,
    2.977, 2.947, 2.921, 2.898, 2.878, 2.861, 2.845, 2.831, 2.819, 2.807, 2.797, 2.787, 2.779,
    2.771, 2.763, 2.756, 2.750,
];

/// The mean of some means, with the 99 % confidence interval that they give if they are independent and alike.
#[allow(clippy::cast_precision_loss)]
#[must_use]
pub fn estimate(means: &[f64]) -> Estimate {
    let n = means.len() as f64;
    if means.is_empty() {
        return Estimate::default();
    }
    let mean = means.iter().sum::<f64>() / n;
    let Some(t) = means.len().checked_sub(2).map(|at| T[at.min(T.len() - 1)]) else {
        return Estimate {
            mean,
            interval: None,
        };
    };
    let square = means
        .iter()
        .map(|one| (one - mean) * (one - mean))
        .sum::<f64>();
    let half = t * libm::sqrt(square / (n - 1.0) / n);
    Estimate {
        mean,
        interval: Some((mean - half, mean + half)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_students() {
        assert_eq!(estimate(&[]), Estimate::default());
        assert_eq!(estimate(&[3.0]).interval, None);
        // Gosset's own kind of example, reckoned by hand: mean 5, s² = 10/4, t(4) = 4.604, half = 4.604 × sqrt(2.5/5).
        let told = estimate(&[3.0, 4.0, 5.0, 6.0, 7.0]);
        let half = 4.604 * 0.5_f64.sqrt();
        let (low, high) = told.interval.unwrap_or_default();
        assert!((told.mean - 5.0).abs() < 1e-12);
        assert!((low - (5.0 - half)).abs() < 1e-12 && (high - (5.0 + half)).abs() < 1e-12);
    }
}
