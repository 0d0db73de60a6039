//! How near a guess came. What counts at a whiteboard is the order of magnitude.

use crate::units::{self, Quantity};
use serde::{Deserialize, Serialize};

/// How near a guess came to the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Score {
    /// Within a factor of 1.25.
    Exact,
    /// Within a factor of 3.
    Close,
    /// Within a factor of 10.
    Magnitude,
    /// Off by so many orders of magnitude, at least one.
    Off {
        /// How many, to the nearest: a factor of 900 is three.
        orders: u32,
        /// Whether the guess was below the answer.
        below: bool,
    },
    /// The guess measures something else, or nothing: why.
    Unlike(String),
}

impl Score {
    /// Points, from 0 to 3.
    #[must_use]
    pub const fn points(&self) -> u32 {
        match self {
            Self::Exact => 3,
            Self::Close => 2,
            Self::Magnitude => 1,
            Self::Off { .. } | Self::Unlike(_) => 0,
        }
    }

    /// In words.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Exact => "As good as exact: within a quarter.".to_owned(),
            Self::Close => "Close: within a factor of three.".to_owned(),
            Self::Magnitude => "Within a factor of ten.".to_owned(),
            Self::Off { orders, below } => {
                let noun = if *orders == 1 { "order" } else { "orders" };
                let side = if *below { "too low" } else { "too high" };
                format!("Off by {orders} {noun} of magnitude: {side}.")
            }
            Self::Unlike(why) => why.clone(),
        }
    }
}

/// Scores a guess by its ratio to the answer. What is merely counted need not be written, as everywhere: `2500` for 2,500
/// disks.
#[must_use]
pub fn score(guess: Quantity, answer: Quantity) -> Score {
    if guess.dimension.uncounted() != answer.dimension.uncounted() {
        return Score::Unlike(format!(
            "{} is {}, but {} is asked for.",
            units::format(guess),
            guess.dimension,
            answer.dimension
        ));
    }
    if !(guess.value.is_finite() && guess.value > 0.0) {
        return Score::Unlike("A guess is more than nothing.".to_owned());
    }
    // Written so that what was meant to be exactly at a bound is within it.
    let ratio = (guess.value / answer.value).max(answer.value / guess.value) * (1.0 - 1e-9);
    if ratio <= 1.25 {
        Score::Exact
    } else if ratio <= 3.0 {
        Score::Close
    } else if ratio <= 10.0 {
        Score::Magnitude
    } else {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let orders = libm::log10(ratio).round() as u32;
        Score::Off {
            orders: orders.max(1),
            below: guess.value < answer.value,
        }
    }
}
