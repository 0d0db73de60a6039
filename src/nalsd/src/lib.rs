//! Non-abstract large system design (The Site Reliability Workbook, chapter 12): a design counts only with its machines,
//! bandwidth, storage and failure behaviour worked out.
//!
//! Pure: no browser, no clock, no randomness of its own.
//!
//! | module | what it holds |
//! | --- | --- |
//! | [`units`] | quantities with dimensions, and the expressions that people write |
//! | [`model`] | the design: components, links, regions and zones, and the numbers written on them |
//! | [`edit`] | commands on a design, and their undo history |
//! | [`sketch`] | geometry: the view, hits, snapping, routes, layout, gestures |
//! | [`exchange`] | the file format, Mermaid, SVG |
//! | [`example`] | a whole design to look at first |
//! | [`analysis`] | demand, capacity, latency, availability, cost, findings, sensitivity |
//! | [`simulation`] | the discrete-event simulation of the same model |
//! | [`problem`] | design problems: the checks, the estimates, the shocks |

pub mod analysis;
pub mod edit;
pub mod example;
pub mod exchange;
pub mod model;
pub mod problem;
pub mod simulation;
pub mod sketch;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod units;
