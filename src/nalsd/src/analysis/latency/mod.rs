//! Latency: how long components and whole journeys take.

mod combine;
mod grid;
mod law;
#[cfg(test)]
mod tests;

pub use law::Law;
