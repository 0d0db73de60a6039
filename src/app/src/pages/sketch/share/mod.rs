//! Sharing a design: a link that holds all of it, with its size and its QR code; and what a link brought.

pub(crate) mod token;
