//! The discrete-event simulation of a design.

mod agenda;
mod arena;
mod calls;
mod chance;
mod compare;
mod desk;
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

pub use compare::{Comparison, Measure, compare};
pub use interval::estimate;
pub use outcome::{
    ClientSignals, ClientTotals, ComponentTotals, Departs, Errors, Estimate, Frame, Happening,
    Outcome, Refusal, Signals, Station, Warning, What,
};
pub use plan::{Event, Plan, Shock};
pub use run::run;
