//! Commands on a design, and their undo history. What people do is data: a gesture previews, its end commits one command.

mod command;

pub use command::{Align, Command, Side};
