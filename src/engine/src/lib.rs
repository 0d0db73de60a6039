//! The wasm of the Web Worker: runs reference implementations, and simulates designs, off the page's thread.
//!
//! The worker keeps nothing that matters: each request carries all it needs, so the page may terminate the worker at
//! any moment (that is what Stop does) and start another.

mod load;
mod run;
mod simulate;
mod worker;

pub use worker::start;
