//! A timer like the interview's: it counts down, can be paused, and goes on below zero.

use serde::{Deserialize, Serialize};

/// A countdown. Times are milliseconds since the Unix epoch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Timer {
    /// The minutes that it counts down from.
    pub minutes: u16,
    /// When it was started last, while it runs.
    pub started_ms: Option<u64>,
    /// Milliseconds that ran before.
    pub used_ms: u64,
    /// When it was last started, paused or reset.
    pub changed_ms: u64,
}

impl Timer {
    /// A timer that stands at its beginning.
    #[must_use]
    pub fn new(minutes: u16) -> Self {
        Self {
            minutes,
            ..Self::default()
        }
    }

    /// Whether it runs.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.started_ms.is_some()
    }

    /// Lets it run.
    pub fn start(&mut self, now_ms: u64) {
        if self.started_ms.is_none() {
            self.started_ms = Some(now_ms);
            self.changed_ms = now_ms;
        }
    }

    /// Lets it stand.
    pub fn pause(&mut self, now_ms: u64) {
        if self.is_running() {
            self.used_ms = self.run_ms(now_ms);
            self.started_ms = None;
            self.changed_ms = now_ms;
        }
    }

    /// Puts it back to its beginning, where it stands.
    pub fn reset(&mut self, now_ms: u64) {
        *self = Self {
            changed_ms: now_ms,
            ..Self::new(self.minutes)
        };
    }

    /// Milliseconds that are left; negative when the time is over.
    #[must_use]
    pub fn remaining_ms(&self, now_ms: u64) -> i64 {
        let given = i64::from(self.minutes) * 60_000;
        given.saturating_sub_unsigned(self.run_ms(now_ms))
    }

    /// What is left as people read it: `24:10`, and `−3:05` when the time has been over for that long. The second that
    /// has begun counts as a whole one.
    #[must_use]
    pub fn text(&self, now_ms: u64) -> String {
        let left = self.remaining_ms(now_ms);
        let (sign, seconds) = if left >= 0 {
            ("", left.unsigned_abs().div_ceil(1000))
        } else {
            ("\u{2212}", left.unsigned_abs() / 1000)
        };
        let sign = if seconds == 0 { "" } else { sign };
        format!("{sign}{}:{:02}", seconds / 60, seconds % 60)
    }

    /// Milliseconds that it has run. A clock that was set back counts as one that stood.
    fn run_ms(&self, now_ms: u64) -> u64 {
        let running = self
            .started_ms
            .map_or(0, |start| now_ms.saturating_sub(start));
        self.used_ms.saturating_add(running)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_counts_down_pauses_and_goes_below_zero() {
        let mut timer = Timer::new(45);
        assert_eq!(timer.text(9_999), "45:00", "it stands at first");
        timer.start(10_000);
        timer.start(20_000);
        assert_eq!(timer.text(10_001), "45:00");
        assert_eq!(timer.text(70_000), "44:00", "a second start does nothing");
        timer.pause(70_000);
        timer.pause(90_000);
        assert_eq!(timer.text(999_999), "44:00");
        timer.start(1_000_000);
        let over = 1_000_000 + 44 * 60_000;
        assert_eq!(timer.remaining_ms(over), 0);
        assert_eq!(timer.text(over), "0:00");
        assert_eq!(timer.text(over + 999), "0:00");
        assert_eq!(timer.remaining_ms(over + 185_500), -185_500);
        assert_eq!(timer.text(over + 185_500), "−3:05");
        timer.reset(over);
        assert_eq!(
            (timer.text(over), timer.is_running()),
            ("45:00".to_owned(), false)
        );
    }

    #[test]
    fn odd_clocks_do_no_harm() {
        let mut timer = Timer::new(u16::MAX);
        timer.start(1_000);
        assert_eq!(timer.remaining_ms(0), timer.remaining_ms(1_000), "set back");
        timer.pause(u64::MAX);
        timer.start(0);
        assert!(timer.remaining_ms(u64::MAX) < 0);
        assert!(timer.text(u64::MAX).starts_with('−'));
    }
}
