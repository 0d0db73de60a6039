//! Latency: how long components and whole journeys take, as distributions.
//!
//! [`Law`] is a distribution by its quantiles; `combine` makes laws of laws (one after the other, the later of both, one or the
//! other, the latest of many); [`Latencies`] puts them together as a design's links say. All of it takes a time that grows with the
//! number of links alone: each component's law is made once, however many ways lead to it.

mod combine;
mod grid;
mod journey;
mod law;
#[cfg(test)]
mod tests;

pub use journey::Latencies;
pub use law::Law;
