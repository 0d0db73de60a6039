//! What is simulated: for how long, from which seed, and what happens meanwhile.

use crate::model::Id;
use serde::{Deserialize, Serialize};

/// A run to be made. The same plan of the same design gives the same [`Outcome`](super::Outcome), byte for byte, on any
/// machine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Plan {
    /// Where chance begins.
    pub seed: u64,
    /// Simulated seconds.
    pub seconds: f64,
    /// Seconds between two frames.
    pub sample_every: f64,
    /// Seconds at the beginning that don't count in the totals: an empty system isn't a typical one. Frames show them.
    pub warm_up: f64,
    /// What happens meanwhile.
    pub events: Vec<Event>,
    /// The most steps of the simulation, about four for each call: a larger load is thinned until it fits.
    pub limit: u64,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            seed: 1,
            seconds: 300.0,
            sample_every: 1.0,
            warm_up: 30.0,
            events: Vec::new(),
            limit: 3_000_000,
        }
    }
}

/// Something that happens at some time, and may end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// When it begins, in seconds from the start.
    pub at: f64,
    /// When it ends; it lasts to the end of the run when nothing is said. A flushed cache is full again then, if its misses
    /// haven't filled it before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<f64>,
    /// What happens.
    pub shock: Shock,
}

/// What can happen to a system.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Shock {
    /// Clients ask more often, or less.
    Load {
        /// Which client; all of them when none is named.
        #[serde(default)]
        client: Option<Id>,
        /// How many times as often; 10 is a crowd.
        factor: f64,
    },
    /// A zone or region is lost with all that stands in it.
    Lost {
        /// The zone or region.
        area: Id,
    },
    /// A component takes longer for each request.
    Slow {
        /// The component.
        component: Id,
        /// How many times as long.
        factor: f64,
    },
    /// A component answers nobody.
    Down {
        /// The component.
        component: Id,
    },
    /// A cache or content delivery network forgets everything. It fills again by what it misses and then gets.
    Flushed {
        /// The cache.
        component: Id,
    },
}

impl Shock {
    /// The part of the design that it strikes; none when it strikes all clients.
    #[must_use]
    pub const fn part(&self) -> Option<Id> {
        match self {
            Self::Load { client, .. } => *client,
            Self::Lost { area } => Some(*area),
            Self::Slow { component, .. }
            | Self::Down { component }
            | Self::Flushed { component } => Some(*component),
        }
    }
}
