//! How long something takes, as a distribution.

use super::grid::{Grid, KNOTS, P50, P90, P99, P999};
use crate::analysis::Latency;
use crate::analysis::queueing::{Lognormal, Mmc};

/// A distribution of times: its quantiles at fixed probabilities, straight between them, and its mean.
///
/// The probabilities are dense where percentiles are asked for, down to one in ten million, so that the slowest of very many
/// calls is known, too. `latency/tests.rs` holds it against closed forms.
#[derive(Clone, Debug, PartialEq)]
pub struct Law {
    /// Times in seconds, never falling.
    pub(super) knots: [f64; KNOTS],
    pub(super) mean: f64,
}

impl Law {
    /// Always the same time.
    #[must_use]
    pub fn always(time: f64) -> Self {
        let time = if time.is_finite() { time.max(0.0) } else { 0.0 };
        Self {
            knots: [time; KNOTS],
            mean: time,
        }
    }

    /// Exponentially distributed.
    #[must_use]
    pub fn exponential(mean: f64) -> Self {
        Self {
            knots: Grid::get().logs.map(|log| log * mean),
            mean,
        }
    }

    /// Waiting and service in an M/M/c queue.
    #[must_use]
    pub fn queue(queue: &Mmc) -> Self {
        if queue.p_wait() < 1e-13 {
            return Self::exponential(queue.mean());
        }
        Self {
            knots: Grid::get().tails.map(|tail| queue.quantile(tail)),
            mean: queue.mean(),
        }
    }

    /// Given by two percentiles.
    #[must_use]
    pub fn lognormal(law: &Lognormal) -> Self {
        Self {
            // A lognormal time may be next to nothing.
            knots: Grid::get().normal.map(|z| law.at(z)),
            mean: law.mean(),
        }
    }

    /// The mean.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// The time that is exceeded with the probability `tail`.
    #[must_use]
    pub fn quantile(&self, tail: f64) -> f64 {
        let grid = Grid::get();
        let log = if tail > 0.0 {
            -libm::log(tail.min(1.0))
        } else {
            f64::INFINITY
        };
        let above = grid.logs.partition_point(|known| *known < log);
        if above == 0 {
            return self.knots[0];
        }
        // Beyond the last knot it goes on as over the last decade.
        let (low, high) = if above < KNOTS {
            (above - 1, above)
        } else {
            (KNOTS - 9, KNOTS - 1)
        };
        let slope = (self.knots[high] - self.knots[low]) / (grid.logs[high] - grid.logs[low]);
        if slope == 0.0 {
            return self.knots[high];
        }
        self.knots[low] + slope * (log - grid.logs[low])
    }

    /// The percentiles that people ask for, and the one of a share of answers.
    #[must_use]
    pub fn latency(&self, share: f64) -> Latency {
        Latency {
            mean: self.mean,
            p50: self.knots[P50],
            p90: self.knots[P90],
            p99: self.knots[P99],
            p999: self.knots[P999],
            // No more can be told of all of them.
            asked: Some((share, self.quantile((1.0 - share).max(1e-12)))),
        }
    }

    /// The same, so much later.
    #[must_use]
    pub fn later(mut self, by: f64) -> Self {
        if by > 0.0 && by.is_finite() {
            for time in &mut self.knots {
                *time += by;
            }
            self.mean += by;
        }
        self
    }

    /// How far its times lie apart.
    pub(super) fn spread(&self) -> f64 {
        self.knots[P999] - self.knots[0]
    }
}
