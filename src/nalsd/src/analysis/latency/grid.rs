//! Where a [`Law`](super::Law) is known: fixed probabilities of being slower.

use crate::analysis::queueing::normal_quantile;
use std::sync::OnceLock;

/// How many quantiles a law has.
pub(super) const KNOTS: usize = 69;
/// The knots that are percentiles people ask for.
pub(super) const P10: usize = 3;
pub(super) const P50: usize = 11;
pub(super) const P90: usize = 20;
pub(super) const P99: usize = 28;
pub(super) const P999: usize = 36;

/// The probabilities above p90.
const BODY: [f64; P90] = [
    1.0, 0.98, 0.95, 0.90, 0.85, 0.80, 0.75, 0.70, 0.65, 0.60, 0.55, 0.50, 0.45, 0.40, 0.35, 0.30,
    0.25, 0.20, 0.16, 0.13,
];

/// The probabilities within each decade beyond p90, down to 1e-7: the latest of 10,000 calls at once exceeds its p99.9 when one
/// of them meets that. Hit ratios tend to be among these, and a step at a knot stays a step.
const DECADE: [f64; 8] = [1.0, 0.8, 0.65, 0.5, 0.4, 0.3, 0.2, 0.14];

/// How many slices stand for a law that another is added to.
pub(super) const SLICES: usize = 44;

/// The probabilities, and what can be reckoned of them once and for all.
#[derive(Debug)]
pub(super) struct Grid {
    /// The probability of being slower, falling from 1.
    pub(super) tails: [f64; KNOTS],
    /// Minus their logarithms.
    pub(super) logs: [f64; KNOTS],
    /// What a normal variable exceeds with them.
    pub(super) normal: [f64; KNOTS],
    /// The first knot of each slice, and its end: fine in the body, coarser far out.
    pub(super) slices: [(usize, usize); SLICES],
}

impl Grid {
    /// The grid.
    pub(super) fn get() -> &'static Self {
        static GRID: OnceLock<Grid> = OnceLock::new();
        GRID.get_or_init(Self::new)
    }

    fn new() -> Self {
        let mut tails = [0.0; KNOTS];
        tails[..P90].copy_from_slice(&BODY);
        for at in P90..KNOTS {
            #[allow(clippy::cast_precision_loss)]
            let decades = ((at - P90) / DECADE.len()) as f64;
            tails[at] = DECADE[(at - P90) % DECADE.len()] * libm::exp10(-1.0 - decades);
        }
        let mut slices = [(0, 0); SLICES];
        let mut at = 0;
        for slice in &mut slices {
            let wide = match at {
                0..P999 => 1,
                _ => 4,
            };
            *slice = (at, (at + wide).min(KNOTS - 1));
            at += wide;
        }
        Self {
            tails,
            logs: tails.map(|tail| -libm::log(tail)),
            normal: tails.map(normal_quantile),
            slices,
        }
    }
}
