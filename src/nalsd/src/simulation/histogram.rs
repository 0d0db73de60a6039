//! Times counted in buckets that grow with them: 16 for each doubling, so that a bucket's middle is within about 3 % of all
//! that is in it.

use super::agenda::{Moment, seconds};

/// Buckets for each doubling.
const EACH: usize = 16;
/// 2^4 ns to 2^44 ns, about five hours; what is outside goes to the ends.
const COUNT: usize = 41 * EACH;

/// Counts of times.
#[derive(Clone)]
pub(super) struct Histogram {
    counts: Vec<u32>,
    total: u64,
    // What is used, so that clearing and reading touch no more.
    low: usize,
    high: usize,
}

impl Default for Histogram {
    fn default() -> Self {
        Self {
            counts: vec![0; COUNT],
            total: 0,
            low: COUNT,
            high: 0,
        }
    }
}

impl Histogram {
    /// Counts a time.
    #[inline]
    pub(super) fn add(&mut self, time: Moment) {
        let bucket = bucket(time);
        self.counts[bucket] += 1;
        self.total += 1;
        self.low = self.low.min(bucket);
        self.high = self.high.max(bucket);
    }

    /// Adds what another has counted.
    pub(super) fn merge(&mut self, other: &Self) {
        if other.total == 0 {
            return;
        }
        for bucket in other.low..=other.high {
            self.counts[bucket] += other.counts[bucket];
        }
        self.total += other.total;
        self.low = self.low.min(other.low);
        self.high = self.high.max(other.high);
    }

    /// Forgets all.
    pub(super) fn clear(&mut self) {
        if self.total > 0 {
            self.counts[self.low..=self.high].fill(0);
            (self.total, self.low, self.high) = (0, COUNT, 0);
        }
    }

    /// The time, in seconds, within which this share of the times is; none when there are none.
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss
    )]
    pub(super) fn within(&self, share: f64) -> Option<f64> {
        if self.total == 0 {
            return None;
        }
        let rank = ((share * self.total as f64).ceil() as u64).clamp(1, self.total);
        let mut seen = 0;
        for at in self.low..=self.high {
            seen += u64::from(self.counts[at]);
            if seen >= rank {
                return Some(middle(at));
            }
        }
        Some(middle(self.high))
    }

    /// How many times are at most so long, the bucket that it falls into in full.
    pub(super) fn at_most(&self, time: Moment) -> u64 {
        self.counts[..=bucket(time)]
            .iter()
            .map(|count| u64::from(*count))
            .sum()
    }
}

#[inline]
fn bucket(time: Moment) -> usize {
    let time = time.max(16);
    let octave = 63 - time.leading_zeros() as usize;
    let part = ((time >> (octave - 4)) & 15) as usize;
    ((octave - 4) * EACH + part).min(COUNT - 1)
}

/// The middle of a bucket, in seconds.
fn middle(bucket: usize) -> f64 {
    let (octave, part) = (bucket / EACH, (bucket % EACH) as u64);
    let width: Moment = 1 << octave;
    seconds((16 + part) * width + width / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_those_of_the_times_to_3_per_cent() {
        let mut histogram = Histogram::default();
        assert_eq!(histogram.within(0.5), None);
        for ms in 1..=1000 {
            histogram.add(ms * 1_000_000);
        }
        for (share, expected) in [(0.5, 0.5), (0.9, 0.9), (0.99, 0.99), (0.001, 0.001)] {
            let found = histogram.within(share).unwrap_or_default();
            assert!((found / expected - 1.0).abs() < 0.032, "{share}: {found}");
        }
        let mut twice = histogram.clone();
        twice.merge(&histogram);
        assert_eq!(twice.within(0.5), histogram.within(0.5));
        assert_eq!(twice.at_most(u64::MAX), 2000);
        twice.clear();
        assert_eq!(twice.within(0.5), None);
        twice.add(0);
        twice.add(u64::MAX);
        assert!(twice.within(0.5) < Some(1e-7) && twice.within(1.0) > Some(1e4));
    }
}
