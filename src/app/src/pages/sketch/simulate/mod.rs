//! The simulation: what is to happen, the run, and what was seen.

mod beside;
mod changes;
mod charts;
mod compare;
mod events;
mod happenings;
mod lesson;
mod memory;
mod moment;
mod plan_form;
mod playback;
mod run;
mod seen;
mod standings;
mod summary;
mod time_field;
mod tracks;
mod view;

pub(crate) use memory::Memory;
pub(crate) use view::Simulation;
