//! Seeded choices for generators of random inputs, recorded so that a failing input can be shrunk.
//!
//! A generator draws every decision from a [`Choices`]. The draws are recorded as a list of numbers; replaying an
//! altered list (shorter, or with smaller numbers) makes the generator build a simpler input, without the generator
//! knowing anything of shrinking. This is the "internal test-case reduction" of Hypothesis (MacIver and Donaldson,
//! ECOOP 2020). The convention it rests on: **a smaller choice must mean a simpler input** (0 = the plainest).

/// A source of choices: seeded, or replayed from a list.
#[derive(Clone, Debug)]
pub struct Choices {
    state: u64,
    replay: Option<Vec<u64>>,
    drawn: Vec<u64>,
}

impl Choices {
    /// Choices from a seed: the same seed gives the same choices on every platform, forever.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self {
            state: seed,
            replay: None,
            drawn: Vec::new(),
        }
    }

    /// Choices from a recorded list; once it is used up, every choice is 0.
    #[must_use]
    pub fn replay(list: Vec<u64>) -> Self {
        Self {
            state: 0,
            replay: Some(list),
            drawn: Vec::new(),
        }
    }

    /// What has been drawn so far: a list that [`Choices::replay`] takes.
    #[must_use]
    pub fn drawn(&self) -> &[u64] {
        &self.drawn
    }

    /// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", OOPSLA 2014).
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to `n - 1`; 0 when `n` is 0. Small means simple.
    pub fn below(&mut self, n: u64) -> u64 {
        let value = match &self.replay {
            Some(list) => list
                .get(self.drawn.len())
                .copied()
                .unwrap_or(0)
                .min(n.saturating_sub(1)),
            // Multiply-shift instead of a remainder: the bias is below 2^-64 * n.
            None => {
                let product = u128::from(self.next()) * u128::from(n);
                (product >> 64) as u64
            }
        };
        self.drawn.push(value);
        value
    }

    /// A number from `low` to `high`, both included; `low` is the simplest.
    pub fn range(&mut self, low: u64, high: u64) -> u64 {
        low.saturating_add(self.below(high.saturating_sub(low).saturating_add(1)))
    }

    /// `true` in `percent` of a hundred; `false` is the simplest.
    pub fn chance(&mut self, percent: u64) -> bool {
        // The high end means "true", so that a smaller choice is the plain one.
        self.below(100) >= 100_u64.saturating_sub(percent)
    }

    /// One of the options; the first is the simplest. `None` only when there are none.
    pub fn pick<'a, T>(&mut self, options: &'a [T]) -> Option<&'a T> {
        let index = self.below(options.len() as u64);
        options.get(usize::try_from(index).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_outputs_are_those_of_splitmix64() {
        // Reference outputs for seed 1234567 (the published test vector of splitmix64.c).
        let mut choices = Choices::seeded(1_234_567);
        let first: Vec<u64> = (0..3).map(|_| choices.next()).collect();
        assert_eq!(
            first,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423
            ]
        );
    }

    #[test]
    fn replaying_what_was_drawn_gives_the_same() {
        let mut seeded = Choices::seeded(7);
        let one: Vec<u64> = (1..50).map(|n| seeded.range(3, 3 + n)).collect();
        let mut replay = Choices::replay(seeded.drawn().to_vec());
        let two: Vec<u64> = (1..50).map(|n| replay.range(3, 3 + n)).collect();
        assert_eq!(one, two);
    }

    #[test]
    fn an_exhausted_replay_gives_the_simplest() {
        let mut choices = Choices::replay(vec![9]);
        assert_eq!(choices.below(4), 3);
        assert_eq!(choices.below(4), 0);
        assert!(!choices.chance(99));
        assert_eq!(choices.pick(&["a", "b"]), Some(&"a"));
        assert_eq!(choices.pick::<u8>(&[]), None);
    }

    #[test]
    fn chance_follows_its_percentage() {
        let mut choices = Choices::seeded(1);
        let hits = (0..10_000).filter(|_| choices.chance(30)).count();
        assert!((2_800..3_200).contains(&hits), "{hits}");
        assert!(!(0..1000).any(|_| choices.chance(0)));
        assert!((0..1000).all(|_| choices.chance(100)));
    }
}
