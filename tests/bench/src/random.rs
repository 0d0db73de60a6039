//! Random numbers that are the same everywhere.

/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// The next 64 bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    /// A number from 0 up to, but not including, 1.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A number below `bound`, which is not 0.
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        (self.unit() * f64::from(bound)) as u32
    }
}

/// A permutation of the 64-bit numbers that looks random.
pub(crate) fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Numbers below `count` as Zipf's law has them: the k-th most frequent with a weight of 1 / k^`skew`.
pub(crate) struct Zipf {
    cumulated: Vec<f64>,
}

impl Zipf {
    pub(crate) fn new(count: u32, skew: f64) -> Self {
        let mut sum = 0.0;
        let weights = (1..=count).map(|k| {
            sum += f64::from(k).powf(-skew);
            sum
        });
        Self {
            cumulated: weights.collect(),
        }
    }

    pub(crate) fn draw(&self, random: &mut Random) -> u32 {
        let most = self.cumulated.last().copied().unwrap_or(0.0);
        let at = random.unit() * most;
        self.cumulated.partition_point(|&sum| sum <= at) as u32
    }
}
