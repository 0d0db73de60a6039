//! The one contract between programs and the rooms they run in.
//!
//! Everything a program sees is arguments, environment, stdin and files; all it gives is stdout, stderr and an exit
//! status, and, when somebody watches, a [`report::Report`] that any page can draw. The same types serve the reference
//! implementations natively, the engine in the browser, and the page that talks to it.
//!
//! This crate is pure: it knows no clock, no randomness and no browser.

pub mod bundle;
pub mod choices;
pub mod files;
pub mod message;
pub mod program;
pub mod report;

pub use choices::Choices;
pub use files::{Files, MemoryFiles};
pub use program::{Failure, Input, Io, Progress};
pub use report::Report;
