//! What a simulation gives.

use crate::analysis::Latency;
use crate::model::Id;
use serde::{Deserialize, Serialize};

/// A run that was made.
///
/// Rates, queues and machines are those of the whole system, also where the run was thinned.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The plan's seed.
    pub seed: u64,
    /// Simulated seconds, as planned.
    pub seconds: f64,
    /// Seconds between two frames.
    pub sample_every: f64,
    /// Seconds that don't count in the totals.
    pub warm_up: f64,
    /// One of so many requests was simulated, with one of so many slots; 1 when all were.
    pub thinned: u32,
    /// Steps that were taken.
    pub steps: u64,
    /// Where the run had to end before its time, in seconds; the reason is among the warnings.
    pub ended_early: Option<f64>,
    /// What is known of each component, in the design's order; clients and notes are not among them.
    pub components: Vec<ComponentTotals>,
    /// What each client met, in the design's order.
    pub clients: Vec<ClientTotals>,
    /// What was seen every [`Outcome::sample_every`] seconds.
    pub frames: Vec<Frame>,
    /// What happened, in order: shocks, and what the system did of its own accord.
    pub happenings: Vec<Happening>,
    /// What one has to know to read the figures.
    pub warnings: Vec<Warning>,
}

/// A moment of a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// The end of the time that it is about, in seconds from the start.
    pub at: f64,
    /// Per component, in the order of [`Outcome::components`].
    pub components: Vec<Signals>,
    /// Per client, in the order of [`Outcome::clients`].
    pub clients: Vec<ClientSignals>,
}

/// The four golden signals of a component within one frame. Single precision: they are drawn, not reckoned with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Signals {
    /// Latency: half of its good answers took at most so many seconds, from arrival to answer; none when there were none.
    pub p50: Option<f32>,
    /// Latency: 99 of 100 of its good answers.
    pub p99: Option<f32>,
    /// Traffic: requests that came per second, retries counted.
    pub traffic: f32,
    /// Good answers per second, also those that nobody waits for any more.
    pub answered: f32,
    /// Errors per second, by reason.
    pub errors: Errors<f32>,
    /// Saturation: the mean share of its slots that was in use, from 0 to 1; 0 where it has none.
    pub utilisation: f32,
    /// Saturation: requests that waited at the end of the frame. Of a queue or stream: messages that wait for a worker.
    pub queue: f32,
    /// Machines that serve at the end of the frame; 0 where it has none of ours, or is down.
    pub machines: f32,
    /// The share of requests that it answered itself, of a cache; none where it isn't one, or nobody asked.
    pub hits: Option<f32>,
}

/// What a client met within one frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ClientSignals {
    /// Requests per second that it began.
    pub traffic: f32,
    /// Requests per second that ended well.
    pub good: f32,
    /// Requests per second that ended badly, after all attempts.
    pub failed: f32,
    /// Half of its good answers took at most so many seconds, all attempts counted; none when there were none.
    pub p50: Option<f32>,
    /// 99 of 100 of its good answers.
    pub p99: Option<f32>,
    /// How fast the error budget burns: 1 spends it exactly over its window.
    pub burn: f32,
    /// The share of the window's error budget that the run has spent so far; above 1 it is gone.
    pub spent: f32,
}

/// Numbers by why a request failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Errors<T> {
    /// Whoever asked gave up waiting for it.
    pub timeout: T,
    /// Its queue was full, or it was above its rate limit.
    pub refused: T,
    /// It shed load.
    pub shed: T,
    /// It was down.
    pub down: T,
    /// Whoever would have asked didn't, since a circuit breaker was open.
    pub breaker: T,
    /// It failed since something failed that it needs.
    pub dependency: T,
}

impl<T: Copy + std::ops::Add<Output = T>> Errors<T> {
    /// All of them.
    #[must_use]
    pub fn total(self) -> T {
        self.timeout + self.refused + self.shed + self.down + self.breaker + self.dependency
    }
}

/// A mean with its 99 % confidence interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The mean.
    pub mean: f64,
    /// The interval's low end and its high end, by batch means and Student's t; none where there was too little to tell.
    pub interval: Option<(f64, f64)>,
}

/// A component over the whole run, the warm-up left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComponentTotals {
    /// The component.
    pub component: Id,
    /// Requests per second that came, retries counted.
    pub traffic: Estimate,
    /// Seconds that requests waited for a slot; those that had none to wait for are left out, those that found one free
    /// count as 0.
    pub wait: Option<Estimate>,
    /// The share of requests that had to wait for a slot.
    pub waited: Option<Estimate>,
    /// Seconds until a good answer, waiting and calls to others counted; none when there was none.
    pub answer: Option<Estimate>,
    /// The same in percentiles, to 3 %.
    pub latency: Option<Latency>,
    /// The share of its slots that was in use; none where it has none.
    pub utilisation: Option<Estimate>,
    /// Good answers.
    pub answered: f64,
    /// Errors, by reason.
    pub errors: Errors<f64>,
    /// What the closed form would have to reckon with: see [`compare`](super::compare).
    pub station: Option<Station>,
}

/// A component as a queueing system, as it was simulated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Station {
    /// Slots, thinned.
    pub slots: u32,
    /// Mean seconds that a request holds a slot by itself.
    pub service: f64,
    /// Requests per second that come at the peak without shocks and retries, thinned.
    pub demand: f64,
    /// Whether each slot has a queue of its own (M/M/1) instead of one for all (M/M/c).
    pub apart: bool,
    /// What keeps the closed form from holding.
    pub departs: Departs,
}

/// Which assumptions of the closed form don't hold for a component.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Departs {
    /// Its queue is finite, or it sheds.
    pub finite: bool,
    /// It holds its slots while it waits for others.
    pub holds: bool,
    /// Calls to it are given up or tried again, or a breaker stops them.
    pub retried: bool,
    /// Something happened during the run.
    pub shocked: bool,
    /// Its machines changed.
    pub scaled: bool,
    /// One of several requests was simulated, with fewer slots.
    pub thinned: bool,
    /// More comes than it can serve.
    pub unstable: bool,
    /// Its processor, its disks or a limit bind before its slots do.
    pub bound: bool,
    /// Requests don't come independently of each other: somewhere on their way several calls are made at once, or batches.
    pub bunched: bool,
}

/// A client over the whole run, the warm-up left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClientTotals {
    /// The client.
    pub client: Id,
    /// Requests that ended.
    pub requests: f64,
    /// Those of them that ended well.
    pub good: f64,
    /// The share of requests that ended well.
    pub success: Option<Estimate>,
    /// The share of all requests that ended well and within the latency objective.
    pub within: Option<f64>,
    /// Seconds until a good answer, all attempts counted.
    pub answer: Option<Estimate>,
    /// The same in percentiles, to 3 %.
    pub latency: Option<Latency>,
    /// The share of the window's error budget that the whole run spent, the warm-up counted: (1 - objective) × average
    /// rate × window may fail.
    pub spent: f64,
}

/// Something that happened during a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Happening {
    /// When, in seconds.
    pub at: f64,
    /// To which component, link or area; none if to all.
    pub part: Option<Id>,
    /// What.
    pub what: What,
}

/// What can happen.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum What {
    /// The plan's event of this index begins.
    Begins(u32),
    /// The plan's event of this index ends.
    Ends(u32),
    /// Those who spread requests over it have noticed that it is down.
    FoundDown,
    /// Those who spread requests over it have noticed that it is up again.
    FoundUp,
    /// The breaker of a link opens: no calls.
    Opens,
    /// The breaker of a link closes after a good answer.
    Closes,
    /// So many machines are asked for.
    Scales(f64),
    /// It now has so many machines.
    Scaled(f64),
}

/// What one has to know to read the figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Warning {
    /// What it is about; none if all.
    pub part: Option<Id>,
    /// What it is, in a sentence or two.
    pub text: String,
}

/// Why a design or plan can't be simulated: what is wrong, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The component, link or area that it is about.
    pub part: Option<Id>,
    /// In a sentence or two.
    pub message: String,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Refusal {}

impl Outcome {
    /// As bytes, the same for the same outcome everywhere.
    ///
    /// # Errors
    /// When memory runs out.
    pub fn to_bytes(&self) -> Result<Vec<u8>, postcard::Error> {
        postcard::to_allocvec(self)
    }

    /// From what [`Outcome::to_bytes`] gave.
    ///
    /// # Errors
    /// When the bytes are something else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, postcard::Error> {
        postcard::from_bytes(bytes)
    }

    /// A number that tells outcomes apart: FNV-1a over their bytes, 64 bits. Equal on two machines exactly when both
    /// simulated the same.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        self.to_bytes()
            .unwrap_or_default()
            .iter()
            .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
                (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
            })
    }
}
