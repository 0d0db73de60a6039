//! What quantities measure.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The exponents of the base dimensions: requests per second is `request` 1, `time` -1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Dimension {
    /// Bytes.
    pub data: i8,
    /// Seconds.
    pub time: i8,
    /// Requests, queries, operations, messages: anything served one by one.
    pub request: i8,
    /// Machines, tasks, disks.
    pub machine: i8,
    /// Money.
    pub money: i8,
}

/// A plain number.
pub const DIMENSIONLESS: Dimension = Dimension::new(0, 0, 0, 0, 0);

impl Dimension {
    /// Bytes.
    pub const DATA: Self = Self::new(1, 0, 0, 0, 0);
    /// Seconds.
    pub const TIME: Self = Self::new(0, 1, 0, 0, 0);
    /// Requests.
    pub const REQUEST: Self = Self::new(0, 0, 1, 0, 0);
    /// Requests per second.
    pub const RATE: Self = Self::new(0, -1, 1, 0, 0);
    /// Bytes (or bits) per second.
    pub const BANDWIDTH: Self = Self::new(1, -1, 0, 0, 0);
    /// Machines.
    pub const MACHINE: Self = Self::new(0, 0, 0, 1, 0);
    /// Money.
    pub const MONEY: Self = Self::new(0, 0, 0, 0, 1);
    /// Money per second: shown per month.
    pub const SPENDING: Self = Self::new(0, -1, 0, 0, 1);
    /// Money per byte.
    pub const MONEY_PER_DATA: Self = Self::new(-1, 0, 0, 0, 1);
    /// Money per byte and second: shown per GB and month.
    pub const STORAGE_PRICE: Self = Self::new(-1, -1, 0, 0, 1);
    /// Money per request: shown per million.
    pub const MONEY_PER_REQUEST: Self = Self::new(0, 0, -1, 0, 1);

    /// From exponents.
    #[must_use]
    pub const fn new(data: i8, time: i8, request: i8, machine: i8, money: i8) -> Self {
        Self {
            data,
            time,
            request,
            machine,
            money,
        }
    }

    /// The dimension of a product; `None` when an exponent leaves its bounds.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        self.combine(other, i8::checked_add)
    }

    /// The dimension of a quotient; `None` when an exponent leaves its bounds.
    #[must_use]
    pub fn over(self, other: Self) -> Option<Self> {
        self.combine(other, i8::checked_sub)
    }

    fn combine(self, other: Self, with: fn(i8, i8) -> Option<i8>) -> Option<Self> {
        Some(Self {
            data: with(self.data, other.data)?,
            time: with(self.time, other.time)?,
            request: with(self.request, other.request)?,
            machine: with(self.machine, other.machine)?,
            money: with(self.money, other.money)?,
        })
    }

    /// What two of these have in common, where they can be added or stand in one range: both the same, or one of them doesn't say
    /// what it counts.
    #[must_use]
    pub fn joined(self, other: Self) -> Option<Self> {
        if self == other {
            Some(self)
        } else if self == other.uncounted() {
            Some(other)
        } else if other == self.uncounted() {
            Some(self)
        } else {
            None
        }
    }

    /// The same without what is merely counted: requests and machines. `500k/s` is meant as requests per second where one
    /// is asked for, and `500k q/s * 2 KB` as bytes per second.
    #[must_use]
    pub const fn uncounted(self) -> Self {
        Self {
            request: 0,
            machine: 0,
            ..self
        }
    }
}

impl Dimension {
    /// Whether it may be written where another is wanted: what is counted may be left out, or be said where nothing has to be
    /// counted, but it may not be something else. `5/s` are requests per second, `5 machines/s` aren't.
    #[must_use]
    pub fn stands_for(self, wanted: Self) -> bool {
        let counts = |of: Self| of != of.uncounted();
        let same = |has: i8, wanted: i8| wanted == 0 || has == wanted;
        self.uncounted() == wanted.uncounted()
            && (!counts(self)
                || same(self.request, wanted.request) && same(self.machine, wanted.machine))
    }
}

impl fmt::Display for Dimension {
    /// In words: `requests per second`, `bytes`, `a plain number`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            ("bytes", "byte", self.data),
            ("requests", "request", self.request),
            ("machines", "machine", self.machine),
            ("money", "money", self.money),
            ("seconds", "second", self.time),
        ];
        let mut over = Vec::new();
        let mut above = Vec::new();
        for (many, one, exponent) in parts {
            let word = if exponent > 0 { many } else { one };
            let word = match exponent.unsigned_abs() {
                0 => continue,
                1 => word.to_owned(),
                power => format!("{word}^{power}"),
            };
            if exponent > 0 {
                above.push(word);
            } else {
                over.push(word);
            }
        }
        match (above.is_empty(), over.is_empty()) {
            (true, true) => f.write_str("a plain number"),
            (false, true) => f.write_str(&above.join(" times ")),
            (true, false) => write!(f, "a number per {}", over.join(" and ")),
            (false, false) => write!(f, "{} per {}", above.join(" times "), over.join(" and ")),
        }
    }
}
