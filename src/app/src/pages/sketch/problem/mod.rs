//! A design problem at the side: what is given, what is asked by iteration, estimates first, checks, model designs, the clock.

mod clock;
mod compare;
mod estimates;
mod kept;
mod panel;
mod questions;
mod result;
mod statement;
mod timed;
mod verdicts;

pub(crate) use clock::TimeLeft;
pub(crate) use panel::ProblemPanel;
