//! Commands on a design, and their undo history. What people do is data: a gesture previews, its end commits one command.

mod add;
mod apply;
mod area;
mod arrange;
mod clipboard;
mod command;
mod history;
mod label;
mod naming;
mod refusal;
mod valid;

use area::area_of;

pub use apply::{Applied, apply};
pub use area::{area_at, with_contents};
pub use arrange::align;
pub use clipboard::{BESIDE, copy, duplicate, next_iteration, paste};
pub use command::{Align, Command, Side};
pub use history::{History, MAX_STEPS};
pub use naming::{area_name, component_name};
pub use refusal::Refusal;
pub use valid::{MAX_EXTENT, MAX_LISTED, MAX_NAME, MAX_PARTS, MAX_VALUE, check, tidy};
