//! The discrete-event simulation of a design.

mod outcome;
mod plan;

pub use outcome::{
    ClientSignals, ClientTotals, ComponentTotals, Departs, Errors, Estimate, Frame, Happening,
    Outcome, Refusal, Signals, Station, Warning, What,
};
pub use plan::{Event, Plan, Shock};
