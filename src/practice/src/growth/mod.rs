//! What run time grows as: an order of growth fitted to measured points, and said honestly.
//!
//! Each order is a model `t = a + b f(n)` with `a` and `b` not negative, `a` being the start-up that every run takes. A
//! model is fitted by least squares of the relative residuals, since run times spread in proportion. Every order whose
//! model explains the points about as well as the best one is *consistent* with them; the simplest of those is named.

mod model;

use crate::manifest::Order;
use model::{Model, model, power, value};

/// The fewest points that say anything.
const MIN_POINTS: usize = 4;

/// The smallest ratio of the largest to the smallest size that says anything.
const MIN_SPAN: f64 = 7.0;

/// The shortest longest time, in seconds, that says anything: browsers round their clocks to 0.1 ms or more.
const MIN_SECONDS: f64 = 0.002;

/// A relative residual that is always put down to noise: no clock in a browser is better.
const NOISE: f64 = 0.03;

/// The residual of the best model above which nothing can be said: other work got in between.
const UNEVEN: f64 = 0.35;

/// The share of the longest time that must be growth, where the points could also be a constant.
const SHARE: f64 = 0.25;

/// How far an exponent may be from an order's own for that order to be named.
const NEAR: f64 = 0.25;

/// An order of growth, fitted.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The simplest order that the points are consistent with; the nearest one where they are with none.
    pub order: Order,
    /// All orders that they are consistent with, the simplest first. None when `n^k` fits far better than any.
    pub consistent: Vec<Order>,
    /// The `k` of `n^k` that fits best, start-up taken off; 0 for a constant.
    pub exponent: f64,
    /// The share of the variance of the logarithms that `n^k` explains, 0 to 1.
    pub r2: f64,
    /// The start-up `a` of the order's model, in seconds.
    pub start: f64,
    /// The factor `b` of the order's model, in seconds.
    pub coefficient: f64,
    /// The rate `c` of `e^(c n)`, for [`Order::Exponential`]: the base is not always 2.
    pub rate: f64,
    /// Whether there are enough points, over enough of a range, long and even enough, for any of this to be said.
    pub enough: bool,
}

impl Fit {
    /// The time in seconds that the fitted model gives for a size: the curve to draw.
    #[must_use]
    pub fn seconds(&self, size: f64) -> f64 {
        self.start + self.coefficient * value(self.order, self.rate, size)
    }

    /// Whether the points tell one or two orders from the others: where nearly all of them fit, nothing is told.
    #[must_use]
    pub fn tells(&self) -> bool {
        self.enough && self.consistent.len() < ORDERS.len() - 2
    }

    /// What the points say, in words.
    #[must_use]
    pub fn words(&self, expected: Order) -> String {
        if !self.tells() {
            return "These times are too few, too close together, too short or too uneven to tell what they grow as."
                .to_owned();
        }
        let grows = match self.order {
            Order::Constant => "Does not grow with n".to_owned(),
            Order::Exponential => {
                format!("Grows {:.2}-fold with every one more", self.rate.exp())
            }
            _ => format!("Grows as n^{:.2}", self.exponent),
        };
        let wanted = name(expected);
        let about = match degree(self.order) {
            _ if self.order == Order::Constant => String::new(),
            Some(degree) if (degree - self.exponent).abs() > NEAR => String::new(),
            _ => format!(": about {}", name(self.order)),
        };
        if self.consistent.contains(&expected) {
            let others = self.consistent.iter().filter(|order| **order != expected);
            let others: Vec<&str> = others.map(|order| name(*order)).collect();
            if others.is_empty() {
                return format!("{grows}{about}, as expected.");
            }
            return format!(
                "{grows}: consistent with {wanted}, as expected; over these sizes it can't be told from {}.",
                others.join(" or ")
            );
        }
        if self.order == Order::Constant {
            return format!(
                "{grows} over these sizes: only larger ones can tell whether it is {wanted}."
            );
        }
        if self.order < expected {
            return format!("{grows}{about}, less than the {wanted} that was expected.");
        }
        format!("{grows}{about} where {wanted} was expected.")
    }
}

/// The exponent that an order's times show over usual sizes; an exponential has none.
fn degree(order: Order) -> Option<f64> {
    match order {
        Order::Constant | Order::Logarithmic => Some(0.0),
        Order::Linear | Order::Linearithmic => Some(1.0),
        Order::Quadratic => Some(2.0),
        Order::Cubic => Some(3.0),
        Order::Exponential => None,
    }
}

/// An order as people write it.
#[must_use]
pub fn name(order: Order) -> &'static str {
    match order {
        Order::Constant => "a constant",
        Order::Logarithmic => "log n",
        Order::Linear => "n",
        Order::Linearithmic => "n log n",
        Order::Quadratic => "n^2",
        Order::Cubic => "n^3",
        Order::Exponential => "2^n",
    }
}

/// An order as a bound: `O(n log n)`.
#[must_use]
pub fn big_o(order: Order) -> String {
    match order {
        Order::Constant => "O(1)".to_owned(),
        order => format!("O({})", name(order)),
    }
}

/// All orders, the simplest first.
const ORDERS: [Order; 7] = [
    Order::Constant,
    Order::Logarithmic,
    Order::Linear,
    Order::Linearithmic,
    Order::Quadratic,
    Order::Cubic,
    Order::Exponential,
];

/// Fits an order to points of (size, seconds). Points that are not positive and finite are left out.
#[must_use]
pub fn fit(points: &[(f64, f64)]) -> Fit {
    let usable = |value: f64| value.is_finite() && value > 0.0;
    let points: Vec<(f64, f64)> = points
        .iter()
        .copied()
        .filter(|(size, seconds)| usable(*size) && usable(*seconds))
        .collect();
    let models: Vec<Model> = ORDERS.iter().map(|order| model(*order, &points)).collect();
    let power = power(&points);
    let residuals = models.iter().map(|model| model.residual);
    let least = residuals.fold(power.residual, f64::min);
    let fits = |model: &Model| model.residual <= (least * slack(points.len())).max(NOISE);
    let flat = models
        .iter()
        .any(|model| model.order == Order::Constant && fits(model));
    let largest = points
        .iter()
        .copied()
        .max_by(|(one, _), (other, _)| one.total_cmp(other));
    // Where nothing grows, every model fits with next to nothing of its own part: that is no reason to name it.
    let grows = |model: &Model| {
        largest.is_some_and(|(size, seconds)| {
            model.coefficient * value(model.order, model.rate, size) >= SHARE * seconds
        })
    };
    let consistent: Vec<&Model> = models
        .iter()
        .filter(|model| fits(model) && (!flat || model.order == Order::Constant || grows(model)))
        .collect();
    let best = models
        .iter()
        .min_by(|one, other| one.residual.total_cmp(&other.residual));
    // There is a best one: the list of orders isn't empty.
    let named = consistent.first().copied().or(best);
    let named = named.copied().unwrap_or(Model::NONE);
    Fit {
        order: named.order,
        consistent: consistent.iter().map(|model| model.order).collect(),
        exponent: if named.order == Order::Constant {
            0.0
        } else {
            power.exponent
        },
        r2: power.r2,
        start: named.start,
        coefficient: named.coefficient,
        rate: named.rate,
        enough: enough(&points) && least <= UNEVEN,
    }
}

/// Whether the points can say anything.
fn enough(points: &[(f64, f64)]) -> bool {
    let sizes = points.iter().map(|(size, _)| *size);
    let (least, most) = sizes.fold((f64::INFINITY, 0.0), |(least, most): (f64, f64), size| {
        (least.min(size), most.max(size))
    });
    let longest = points
        .iter()
        .map(|(_, seconds)| *seconds)
        .fold(0.0, f64::max);
    let mut distinct: Vec<f64> = points.iter().map(|(size, _)| *size).collect();
    distinct.sort_by(f64::total_cmp);
    distinct.dedup();
    distinct.len() >= MIN_POINTS && most / least >= MIN_SPAN && longest >= MIN_SECONDS
}

/// How much larger than the best residual of so many points one may be, and still be put down to noise: near the
/// root of the 95 % quantile of Fisher's F with two degrees of freedom fewer on both sides (4.4 for 4 points, 2.1 for 8).
fn slack(points: usize) -> f64 {
    1.0 + 6.7 / points.saturating_sub(2).max(1) as f64
}

#[cfg(test)]
mod tests;
