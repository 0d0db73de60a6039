//! What is counted, from the start of the run on: what happened within some time is a difference of two tallies.

use super::Errors;

/// Why a request failed: an index of [`Tally::errors`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    Timeout,
    Refused,
    Shed,
    Down,
    Breaker,
    Dependency,
}

/// Counts of a component. Of a client: `arrived` what it began, `answered` what ended well, and dependencies' errors are what
/// ended badly.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Tally {
    pub(super) arrived: u64,
    pub(super) answered: u64,
    pub(super) errors: [u64; 6],
    /// Requests that got a slot; those of them that waited for it; and nanoseconds that they waited.
    pub(super) begun: u64,
    pub(super) waited: u64,
    pub(super) wait: f64,
    /// Nanoseconds until good answers.
    pub(super) time: f64,
    /// Nanoseconds of slots held; of slots at work.
    pub(super) held: f64,
    pub(super) worked: f64,
    /// Nanoseconds of slots there were; of slots that could work at once.
    pub(super) slots: f64,
    pub(super) workers: f64,
    /// Requests that a cache answered itself, of those that asked it.
    pub(super) hits: u64,
    pub(super) asked: u64,
}

impl Tally {
    #[inline]
    pub(super) fn error(&mut self, reason: Reason) {
        self.errors[reason as usize] += 1;
    }

    /// What happened since another, earlier one.
    pub(super) fn since(&self, before: &Self) -> Self {
        let mut errors = self.errors;
        for (now, before) in errors.iter_mut().zip(before.errors) {
            *now -= before;
        }
        Self {
            arrived: self.arrived - before.arrived,
            answered: self.answered - before.answered,
            errors,
            begun: self.begun - before.begun,
            waited: self.waited - before.waited,
            wait: self.wait - before.wait,
            time: self.time - before.time,
            held: self.held - before.held,
            worked: self.worked - before.worked,
            slots: self.slots - before.slots,
            workers: self.workers - before.workers,
            hits: self.hits - before.hits,
            asked: self.asked - before.asked,
        }
    }

    /// Everything that failed.
    pub(super) fn failed(&self) -> u64 {
        self.errors.iter().sum()
    }

    /// The share of slots in use, by what is scarcer: slots held, or slots at work.
    pub(super) fn utilisation(&self) -> Option<f64> {
        (self.slots > 0.0).then(|| (self.held / self.slots).max(self.worked / self.workers))
    }

    /// Errors by reason, each times a factor.
    #[allow(clippy::cast_precision_loss)]
    pub(super) fn errors(&self, factor: f64) -> Errors<f64> {
        let of = |reason: Reason| self.errors[reason as usize] as f64 * factor;
        Errors {
            timeout: of(Reason::Timeout),
            refused: of(Reason::Refused),
            shed: of(Reason::Shed),
            down: of(Reason::Down),
            breaker: of(Reason::Breaker),
            dependency: of(Reason::Dependency),
        }
    }
}

/// The mean of so many, if there are any.
#[allow(clippy::cast_precision_loss)]
pub(super) fn mean(sum: f64, count: u64) -> Option<f64> {
    (count > 0).then(|| sum / count as f64)
}
