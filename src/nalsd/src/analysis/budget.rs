//! Error budgets: what an objective allows to fail within its window (Site Reliability Engineering, chapter 3).

/// Seconds per window that an objective allows to be down.
#[must_use]
pub fn seconds(objective: f64, window: f64) -> f64 {
    share(objective) * window.max(0.0)
}

/// Requests per window that an objective allows to fail, at an average rate per second.
#[must_use]
pub fn requests(objective: f64, window: f64, rate: f64) -> f64 {
    seconds(objective, window) * rate.max(0.0)
}

/// The share of the budget that an availability uses up: 1 when exactly all of it, infinite when there is none.
#[must_use]
pub fn used(objective: f64, availability: f64) -> f64 {
    let fails = share(availability);
    if fails == 0.0 {
        return 0.0;
    }
    fails / share(objective)
}

/// What may fail: the rest to 1.
fn share(good: f64) -> f64 {
    (1.0 - good).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Site Reliability Engineering: 2.5 million requests a day at 99.99 % may have 250 errors; 99.9 % of 30 days is 43.2 minutes.
    #[test]
    fn published_budgets() {
        let day = 86_400.0;
        let errors = requests(0.9999, day, 2.5e6 / day);
        assert!((errors / 250.0 - 1.0).abs() < 1e-6, "{errors}");
        let down = seconds(0.999, 30.0 * day) / 60.0;
        assert!((down / 43.2 - 1.0).abs() < 1e-6, "{down}");
    }

    #[test]
    fn what_is_used_up() {
        for (objective, availability, expected) in [
            (0.999, 0.9995, 0.5),
            (0.999, 0.999, 1.0),
            (1.0, 0.99, f64::INFINITY),
            (1.0, 1.0, 0.0),
        ] {
            let found = used(objective, availability);
            assert!(
                found == expected || (found - expected).abs() < 1e-9,
                "{found}"
            );
        }
    }
}
