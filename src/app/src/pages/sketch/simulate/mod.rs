//! The simulation: what is to happen, the run, and what was seen.

mod charts;
mod compare;
mod events;
mod happenings;
mod moment;
mod plan_form;
mod playback;
mod run;
mod summary;
mod time_field;
mod tracks;
mod view;

pub(crate) use view::{Simulation, SimulationProps};
