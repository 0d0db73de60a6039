//! The models of the orders, fitted by least squares of the relative residuals.

use crate::manifest::Order;

/// A fitted model.
#[derive(Clone, Copy, Debug)]
pub(super) struct Model {
    pub(super) order: Order,
    pub(super) start: f64,
    pub(super) coefficient: f64,
    pub(super) rate: f64,
    /// The root of the mean squared relative residual.
    pub(super) residual: f64,
}

impl Model {
    /// No time at all.
    pub(super) const NONE: Self = Self {
        order: Order::Constant,
        start: 0.0,
        coefficient: 0.0,
        rate: 0.0,
        residual: 0.0,
    };
}

/// What an order's time is proportional to.
pub(super) fn value(order: Order, rate: f64, size: f64) -> f64 {
    match order {
        Order::Constant => 0.0,
        // Of n + 1, so that a size of 1 takes some time too.
        Order::Logarithmic => size.ln_1p(),
        Order::Linear => size,
        Order::Linearithmic => size * size.ln_1p(),
        Order::Quadratic => size.powi(2),
        Order::Cubic => size.powi(3),
        Order::Exponential => (rate * size).exp(),
    }
}

/// Fits the model of an order.
pub(super) fn model(order: Order, points: &[(f64, f64)]) -> Model {
    let of = |rate: f64| {
        let (start, coefficient, residual) = line(points, |size| value(order, rate, size));
        Model {
            order,
            start,
            coefficient,
            rate,
            residual,
        }
    };
    if order != Order::Exponential {
        return of(0.0);
    }
    // The base is unknown. Below a tenfold over all sizes, an exponential is a line; above e^300, no clock has run.
    let most = points.iter().map(|(size, _)| *size).fold(0.0, f64::max);
    let rates = (0..=480).map(|step| 10_f64.ln() / most.max(1e-9) * 1.01_f64.powi(step));
    rates
        .map(of)
        .min_by(|one, other| one.residual.total_cmp(&other.residual))
        .unwrap_or_else(|| of(0.0))
}

/// Least squares of the relative residuals of `t = a + b f(n)`, neither negative: (a, b, residual).
fn line(points: &[(f64, f64)], f: impl Fn(f64) -> f64) -> (f64, f64, f64) {
    // With u = 1 / t and v = f / t, a u + b v is to be near 1.
    let scaled: Vec<(f64, f64)> = points
        .iter()
        .map(|(size, seconds)| (1.0 / seconds, f(*size) / seconds))
        .collect();
    let sum = |of: &dyn Fn(&(f64, f64)) -> f64| scaled.iter().map(of).sum::<f64>();
    let (uu, uv, vv) = (
        sum(&|(u, _)| u * u),
        sum(&|(u, v)| u * v),
        sum(&|(_, v)| v * v),
    );
    let (u1, v1) = (sum(&|(u, _)| *u), sum(&|(_, v)| *v));
    let residual = |a: f64, b: f64| {
        let squares = sum(&|(u, v)| (a * u + b * v - 1.0).powi(2));
        let mean = (squares / scaled.len().max(1) as f64).sqrt();
        if mean.is_finite() {
            mean
        } else {
            f64::INFINITY
        }
    };
    let ratio = |over: f64, under: f64| if under > 0.0 { over / under } else { 0.0 };
    let determinant = uu * vv - uv * uv;
    let both = (
        ratio(u1 * vv - v1 * uv, determinant),
        ratio(v1 * uu - u1 * uv, determinant),
    );
    // The best of the inside and of both edges; outside, time would be negative.
    [both, (0.0, ratio(v1, vv)), (ratio(u1, uu), 0.0)]
        .into_iter()
        .filter(|(a, b)| *a >= 0.0 && *b >= 0.0)
        .map(|(a, b)| (a, b, residual(a, b)))
        .min_by(|one, other| one.2.total_cmp(&other.2))
        .unwrap_or((0.0, 0.0, f64::INFINITY))
}

/// `t = a + b n^k` with the `k` that fits best.
#[derive(Clone, Copy, Debug)]
pub(super) struct Power {
    pub(super) exponent: f64,
    /// The share of the variance of the logarithms that it explains, 0 to 1.
    pub(super) r2: f64,
    /// As a model's.
    pub(super) residual: f64,
}

/// Fits an exponent.
pub(super) fn power(points: &[(f64, f64)]) -> Power {
    let mut best = (0.0, line(points, |_| 0.0));
    for step in 1..=450 {
        let k = f64::from(step) / 100.0;
        let fitted = line(points, |size| size.powf(k));
        if fitted.2 < best.1.2 {
            best = (k, fitted);
        }
    }
    let (exponent, (start, coefficient, residual)) = best;
    let logs: Vec<f64> = points.iter().map(|(_, seconds)| seconds.ln()).collect();
    let mean = logs.iter().sum::<f64>() / logs.len().max(1) as f64;
    let spread: f64 = logs.iter().map(|log| (log - mean).powi(2)).sum();
    let left: f64 = points
        .iter()
        .zip(&logs)
        .map(|((size, _), log)| {
            let model = start + coefficient * size.powf(exponent);
            (model.max(f64::MIN_POSITIVE).ln() - log).powi(2)
        })
        .sum();
    let r2 = if spread > 0.0 {
        1.0 - left / spread
    } else {
        0.0
    };
    Power {
        exponent,
        r2: r2.clamp(0.0, 1.0),
        residual,
    }
}
