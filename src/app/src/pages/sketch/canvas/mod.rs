//! The drawing.

pub(crate) mod words;
