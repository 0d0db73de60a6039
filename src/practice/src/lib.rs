//! The practice room's rules: what an exercise is, how an answer is judged, what is kept of it, what a link carries,
//! what the plan says.
//!
//! Pure: no browser, no clock, no randomness of its own.

pub mod case;
pub mod catalogue;
pub mod designs;
pub mod growth;
pub mod judge;
pub mod judging;
pub mod language;
pub mod link;
pub mod manifest;
pub mod plan;
pub mod progress;
pub mod route;
pub mod search;
pub mod shrink;
pub mod text;
pub mod work;
