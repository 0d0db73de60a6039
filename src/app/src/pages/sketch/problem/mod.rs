//! A design problem at the side: what is given, what is asked by iteration, estimates first, checks, model designs, the clock.

mod compare;
mod estimates;
mod kept;
mod panel;
mod questions;
mod statement;
mod timed;
mod verdicts;

pub(crate) use panel::ProblemPanel;
pub(crate) use timed::TimeLeft;
