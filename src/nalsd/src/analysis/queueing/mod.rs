//! Queueing in closed form: how long requests wait for a slot and how long they stay.
//!
//! | what | source |
//! | --- | --- |
//! | [`erlang_c`] | A. K. Erlang, 1917; the series from D. L. Jagerman, *Some properties of the Erlang loss function*, 1974 |
//! | [`Mmc`] | M/M/c in steady state: Kleinrock, *Queueing Systems* I, 1975; M/M/1 is its case of one slot |
//! | [`Lognormal`] | what is given by p50 and p99 is taken to be lognormal: measured latencies mostly look like it, and it has just these two parameters |
//!
//! Times are in seconds, rates per second. Where the load is as much as the slots can do, there is no steady state and
//! no number: [`Unstable`].

mod erlang;
mod lognormal;
mod mmc;
mod normal;

pub use erlang::erlang_c;
pub use lognormal::Lognormal;
pub use mmc::{Mmc, Unstable};
pub use normal::{normal_above, normal_density, normal_quantile};
