//! The discrete-event simulation of a design: what the analysis reckons for the steady state, as it happens, with failures, retries and
//! recovery.
//!
//! [`run`] takes the same numbers as the analysis ([`Reckoning`](crate::analysis::Reckoning)) and a [`Plan`], and gives an [`Outcome`]:
//! the same one for the same seed on every machine. [`compare`] holds it against the closed forms, [`beside`] against another run.
//! [`retry_storm`] is a design to see something on.
//!
//! What is simulated, and what is assumed:
//!
//! - **Arrivals** are a Poisson process for each client, at its peak rate.
//! - **Service** takes an exponentially distributed time with the mean that is written. A component has slots × machines of them, with
//!   one queue (M/M/c) or one for each slot, chosen blindly (M/M/1). Processor, disks and the limit per task bound how many requests
//!   are *worked on* at once. What is given by p50 and p99 takes a lognormally distributed time and never queues; a limit on its
//!   rate refuses what is above it, evened out over a second.
//! - **A slot is held until the answer**, also while the request waits for others: a thread. The processor isn't.
//! - **Queues** are first come, first served, per component (not per machine), and refuse or shed by their length.
//! - **Calls** follow the analysis: stages one after the other, calls of one stage at once, one of several by share, a fraction of a
//!   call by chance, every n-th request of a batch passes on. A request fails as soon as a call fails that it can't do without.
//! - **A balancer notices** that one of its ends is down, or up again, after ten seconds; until then a call to it fails after the way
//!   there and back. When all are down, it goes on trying.
//! - **Timeouts** end the wait, not the work: whoever was called goes on, and so do those that it calls.
//! - **Attempts** pause for `backoff × 2ⁿ`, drawn evenly from nothing to that with full jitter, and choose anew among alternatives.
//!   A **retry budget** earns its share with each first attempt, and saves for ten seconds at most. A **breaker** looks at a link's last
//!   64 calls, once there were 20; open, it lets one probe through after its delay.
//! - **Queues and streams** answer once they have stored a message; it then waits, without bound by time, for a free slot of each
//!   worker that they are linked to, also while that is down. What it fails at is tried again by the link's attempts, then lost.
//! - **Caches** hit by chance. A flushed one gains an entry by each miss that its store answers; all entries are equally popular, which
//!   is the slowest way to fill.
//! - **Scaling** looks every fifteen seconds at the mean utilisation since, asks for `machines × utilisation ÷ target`, and takes
//!   nothing away.
//! - **Nothing fails by itself**: only what the plan says. A lost zone takes its share of what stands in its region at large.
//! - **Too much load is thinned**: one of `n` requests, on one of `n` slots. Counts are told times `n`.
//!
//! Not simulated: bandwidth, memory, shards and copies.

mod agenda;
mod arena;
mod beside;
mod calls;
mod chance;
mod compare;
mod desk;
mod example;
mod histogram;
mod interval;
mod line;
mod outcome;
mod plan;
mod record;
mod run;
mod shocks;
mod stations;
mod system;
mod tally;
mod work;
mod world;

pub use beside::{Beside, Common, beside, last_end, settled};
pub use compare::{Comparison, Measure, compare};
pub use example::{Example, Fix, RETRY_STORM, retry_storm};
pub use interval::estimate;
pub use outcome::{
    ClientSignals, ClientTotals, ComponentTotals, Departs, Errors, Estimate, Frame, Happening,
    Outcome, Refusal, Signals, Station, Warning, What,
};
pub use plan::{Event, Plan, Shock};
pub use run::run;
