//! Chance: draws that are the same on every machine.
//!
//! Xoshiro256++ is defined on integers; what makes numbers of it uses only operations that IEEE 754 rounds exactly, and libm's
//! logarithm and exponential, which are compiled from the same source everywhere.

use crate::analysis::queueing::Lognormal;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

/// A source of draws.
pub(super) struct Chance(Xoshiro256PlusPlus);

/// How long something takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Time {
    /// Exponentially distributed, by its mean in seconds.
    Exponential(f64),
    /// Lognormally, in seconds.
    Lognormal(Lognormal),
}

impl Time {
    /// The mean, in seconds.
    pub(super) fn mean(self) -> f64 {
        match self {
            Self::Exponential(mean) => mean,
            Self::Lognormal(distribution) => distribution.mean(),
        }
    }
}

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(Xoshiro256PlusPlus::seed_from_u64(seed))
    }

    /// From 0 to 1, without 1.
    #[allow(clippy::cast_precision_loss)] // 53 bits fit.
    pub(super) fn share(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 * (1.0 / 9_007_199_254_740_992.0)
    }

    /// Exponentially distributed with that mean.
    pub(super) fn exponential(&mut self, mean: f64) -> f64 {
        -libm::log(1.0 - self.share()) * mean
    }

    /// Seconds.
    pub(super) fn seconds(&mut self, time: Time) -> f64 {
        match time {
            Time::Exponential(mean) => self.exponential(mean),
            Time::Lognormal(distribution) => distribution.at(self.normal()),
        }
    }

    /// Standard normal, by Marsaglia's polar method.
    fn normal(&mut self) -> f64 {
        loop {
            let (a, b) = (2.0 * self.share() - 1.0, 2.0 * self.share() - 1.0);
            let square = a * a + b * b;
            if square > 0.0 && square < 1.0 {
                return a * libm::sqrt(-2.0 * libm::log(square) / square);
            }
        }
    }

    /// Below a number above 0.
    #[allow(clippy::cast_possible_truncation)] // The product's upper half is below `end`.
    pub(super) fn below(&mut self, end: u32) -> u32 {
        ((u64::from(self.0.next_u32()) * u64::from(end)) >> 32) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The reference implementation's first numbers for the state 1, 2, 3, 4: what makes the seed portable.
    #[test]
    fn the_generator_is_the_published_one() {
        let mut seed = [0u8; 32];
        for (word, bytes) in (1u64..).zip(seed.chunks_exact_mut(8)) {
            bytes.copy_from_slice(&word.to_le_bytes());
        }
        let mut rng = Xoshiro256PlusPlus::from_seed(seed);
        let drawn: Vec<u64> = (0..4).map(|_| rng.next_u64()).collect();
        assert_eq!(
            drawn,
            [
                41_943_041,
                58_720_359,
                3_588_806_011_781_223,
                3_591_011_842_654_386
            ]
        );
    }

    #[test]
    fn draws_have_the_moments_that_they_should() {
        let mut chance = Chance::new(7);
        let n = 200_000;
        let mean = (0..n).map(|_| chance.exponential(3.0)).sum::<f64>() / f64::from(n);
        // Standard error 3/sqrt(n) = 0.0067; four of them.
        assert!((mean - 3.0).abs() < 0.027, "{mean}");
        let time = Time::Lognormal(Lognormal::new(0.010, 0.050));
        let mut drawn: Vec<f64> = (0..n).map(|_| chance.seconds(time)).collect();
        drawn.sort_by(f64::total_cmp);
        let at = |share: f64| drawn[(share * f64::from(n)) as usize];
        assert!((at(0.5) / 0.010 - 1.0).abs() < 0.02, "{}", at(0.5));
        assert!((at(0.99) / 0.050 - 1.0).abs() < 0.03, "{}", at(0.99));
        let mean = drawn.iter().sum::<f64>() / f64::from(n);
        assert!((mean / time.mean() - 1.0).abs() < 0.02, "{mean}");
        assert!((0..1000).all(|_| chance.below(3) < 3));
    }
}
