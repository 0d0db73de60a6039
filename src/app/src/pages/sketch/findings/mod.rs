//! What is wrong with the design, the worst first, and which assumption the verdict hangs on.

mod list;
mod swings;
mod tornado;
mod tornado_layout;

pub(crate) use list::Findings;
pub(crate) use swings::use_swings;
pub(crate) use tornado::Tornado;
