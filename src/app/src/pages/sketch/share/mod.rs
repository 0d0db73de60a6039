//! Sharing a design: a link that holds all of it, with its size and its QR code; and what a link brought.

mod dialog;
mod guest;
mod meter;
mod qr;
pub(crate) mod token;

pub(crate) use dialog::ShareDialog;
pub(crate) use guest::{Banner, BrokenDesign};
pub(crate) use meter::Meter;
