//! Demand: what flows from the clients along the links.
//!
//! [`Flows`] is what the other parts build on: the design as a graph with dense indices, without what carries no requests
//! (notes, links with an end that isn't there). Rates are requests per second, retries not counted: those are told as the worst
//! case only ([`Edge::amplification`]).
//!
//! The rules:
//!
//! - A client asks `Rate` times a second on average, and `Rate × Peak` at the peak.
//! - A cache or CDN passes on the share of requests that it doesn't answer: `1 − Hit`.
//! - A queue, stream or worker passes on `1 / Batch` as many calls as it gets requests.
//! - A component that sends to *one* of its links splits what it passes on by their `Share`; otherwise *each* of its links
//!   carries all of it.
//! - A link multiplies by its `FanOut`.
//! - `Copied` multiplies a link's bytes, not its calls.
//! - A call to a client (a push) ends there.
//!
//! Where components call each other in a ring, the link that closes the ring, seen from the clients, is [cut](Edge::cut): it
//! carries nothing, and the ring is told ([`Flows::rings`]).

mod flow;
mod graph;
#[cfg(test)]
mod tests;
mod trail;

pub(super) use trail::{calls, figure};

use crate::model::inputs::Inputs;
use crate::model::{Design, Id, Kind};
use std::collections::BTreeMap;

/// What flows are capped at, in requests per second, so that no chain of absurd multipliers leaves the numbers.
pub const MOST: f64 = 1e100;

/// To how many of its links a component sends what it passes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sends {
    /// To one of them, chosen by [`Edge::share`]: they are alternatives.
    One,
    /// To each of them.
    Each,
}

/// A component in the graph.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The component.
    pub id: Id,
    /// Where it stands in [`Design::components`].
    pub component: usize,
    /// What it is.
    pub kind: Kind,
    /// Requests per second that it begins by itself, on average: a client's; 0 of all others.
    pub begins: f64,
    /// How many times as many at the peak.
    pub peak_factor: f64,
    /// Requests per second at the peak: what comes in, or a client's own.
    pub peak: f64,
    /// The same on average: what storage and cost are reckoned from.
    pub average: f64,
    /// To how many of its links it sends.
    pub sends: Sends,
    /// The share of requests that it answers itself: a cache's hits; 0 of what isn't one.
    pub hit: f64,
    /// Calls that it passes on for one request, before shares and fan-out: misses, and batches.
    pub passes: f64,
    /// Links that go out: indices of [`Flows::edges`], in the design's order.
    pub out: Vec<usize>,
    /// Links that come in: indices of [`Flows::edges`], in the design's order.
    pub incoming: Vec<usize>,
}

/// A link in the graph.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// The link.
    pub id: Id,
    /// Where it stands in [`Design::links`].
    pub link: usize,
    /// Who calls: an index of [`Flows::nodes`].
    pub from: usize,
    /// Who is called: an index of [`Flows::nodes`].
    pub to: usize,
    /// The probability that it is the one chosen, where the caller sends to one of its links; 1 where it sends to each.
    pub share: f64,
    /// Calls that each request that takes this link makes.
    pub fan_out: f64,
    /// Expected calls for one request of the caller: `passes × share × fan_out`; 0 when cut.
    pub per_request: f64,
    /// Calls per second at the peak.
    pub calls: f64,
    /// Calls per second on average.
    pub average: f64,
    /// Whether the caller can do without it.
    pub optional: bool,
    /// Whether somebody waits for the answer: it is written as synchronous, the caller is no queue or stream, the callee no
    /// client, and it isn't cut. The links that are waited for form no ring.
    pub waits: bool,
    /// Whether it closes a ring, and therefore carries nothing.
    pub cut: bool,
    /// How often one call is tried at most: `Attempts`, or `1 + RetryBudget` where that is less; 1 or more.
    pub attempts: f64,
    /// How many calls one becomes at worst: its own attempts, times those of the layers above whose callers wait for this
    /// answer and fail with it. 4 attempts at each of 3 layers make 64.
    pub amplification: f64,
}

/// The design as a graph, and what flows along it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Flows {
    /// The components, in the design's order, without notes.
    pub nodes: Vec<Node>,
    /// The links both of whose ends are there, in the design's order.
    pub edges: Vec<Edge>,
    /// Indices of all nodes, callers before those they call (cut links apart).
    pub order: Vec<usize>,
    /// The rings, each in the order of its calls; no component is in two of them.
    pub rings: Vec<Vec<Id>>,
    index: BTreeMap<Id, usize>,
}

impl Flows {
    /// Makes the graph and lets demand flow along it.
    #[must_use]
    pub fn reckon(design: &Design, inputs: &Inputs) -> Self {
        let mut flows = graph::build(design, inputs);
        graph::order(&mut flows);
        flow::settle(&mut flows);
        flows
    }

    /// The index of a component.
    #[must_use]
    pub fn index(&self, id: Id) -> Option<usize> {
        self.index.get(&id).copied()
    }

    /// The component of that name.
    #[must_use]
    pub fn node(&self, id: Id) -> Option<&Node> {
        self.nodes.get(self.index(id)?)
    }

    /// Indices of the clients.
    pub fn clients(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.nodes.len()).filter(|at| self.nodes[*at].kind == Kind::Client)
    }

    /// Requests per second of each component at the peak when some are lost (`lost` has one entry per node): whoever sends to one of
    /// several spreads over those that are left, calls to what is lost come to nothing. Clients are never lost.
    #[must_use]
    pub fn without(&self, lost: &[bool]) -> Vec<f64> {
        flow::spread(self, lost, |node| node.begins * node.peak_factor)
    }
}
