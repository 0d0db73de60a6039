//! A link at work: its retry budget and its circuit breaker.

use super::agenda::Moment;

/// Calls that a breaker looks at.
const WINDOW: u32 = 64;
/// Calls that it must have seen before it opens.
const LEAST: u32 = 20;
/// Seconds for which a retry budget can be saved.
const SAVED: f64 = 10.0;

/// A link at work.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// Retries that the budget has left, and the most it can hold.
    left: f64,
    most: f64,
    /// How the last calls ended: a 1 for each failure, the latest lowest; and how many there are.
    failed: u64,
    seen: u32,
    /// When an open breaker lets one call through; none when it is closed.
    open: Option<Moment>,
    probing: bool,
}

/// What a breaker says of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// Go on.
    Go,
    /// Go on: the breaker watches how it ends.
    Probe,
    /// Don't.
    Stop,
}

impl Line {
    /// With a budget for so many calls per second.
    pub(super) fn new(budget: Option<f64>, rate: f64) -> Self {
        Self {
            most: (budget.unwrap_or(0.0) * rate * SAVED).max(1.0),
            ..Self::default()
        }
    }

    /// A call is made for the first time, which earns a share of a retry.
    #[inline]
    pub(super) fn earn(&mut self, budget: f64) {
        self.left = (self.left + budget).min(self.most);
    }

    /// Whether the budget has a retry left; it is taken.
    pub(super) fn spend(&mut self) -> bool {
        let enough = self.left >= 1.0;
        if enough {
            self.left -= 1.0;
        }
        enough
    }

    /// Asks the breaker.
    pub(super) fn ask(&mut self, now: Moment) -> Says {
        match self.open {
            None => Says::Go,
            Some(until) if now < until || self.probing => Says::Stop,
            Some(_) => {
                self.probing = true;
                Says::Probe
            }
        }
    }

    /// Tells the breaker how a call ended. Gives whether it is open now, if that changed.
    pub(super) fn tell(
        &mut self,
        good: bool,
        probe: bool,
        above: f64,
        until: Moment,
    ) -> Option<bool> {
        if self.open.is_some() {
            // What was under way when it opened says nothing new.
            if !probe {
                return None;
            }
            self.probing = false;
            if good {
                (self.open, self.failed, self.seen) = (None, 0, 0);
                return Some(false);
            }
            self.open = Some(until);
            return None;
        }
        self.failed = (self.failed << 1) | u64::from(!good);
        self.seen = (self.seen + 1).min(WINDOW);
        let share = f64::from(self.failed.count_ones()) / f64::from(self.seen);
        if self.seen >= LEAST && share >= above {
            self.open = Some(until);
            return Some(true);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_breaker_opens_probes_and_closes() {
        let mut line = Line::new(None, 0.0);
        for call in 0..19 {
            assert_eq!(line.tell(false, false, 0.5, 100), None, "{call}");
        }
        assert_eq!(line.ask(0), Says::Go);
        assert_eq!(line.tell(false, false, 0.5, 100), Some(true));
        assert_eq!(line.ask(99), Says::Stop);
        assert_eq!(line.ask(100), Says::Probe);
        assert_eq!(line.ask(101), Says::Stop, "one probe at a time");
        assert_eq!(line.tell(true, false, 0.5, 200), None, "not the probe");
        assert_eq!(line.tell(false, true, 0.5, 200), None);
        assert_eq!(line.ask(150), Says::Stop);
        assert_eq!(line.ask(200), Says::Probe);
        assert_eq!(line.tell(true, true, 0.5, 300), Some(false));
        assert_eq!(line.ask(200), Says::Go);
        // Half of the last 64 fail, not more.
        for call in 0..200 {
            let opened = line.tell(call % 2 == 0, false, 0.6, 300);
            assert_eq!(opened, None, "{call}");
        }
    }

    #[test]
    fn a_budget_is_a_share_of_the_calls_and_can_be_saved_for_ten_seconds() {
        let mut line = Line::new(Some(0.1), 100.0);
        assert!(!line.spend(), "nothing earned yet");
        for _ in 0..15 {
            line.earn(0.1);
        }
        assert!(line.spend() && !line.spend());
        for _ in 0..100_000 {
            line.earn(0.1);
        }
        assert_eq!((0..1000).filter(|_| line.spend()).count(), 100);
    }
}
