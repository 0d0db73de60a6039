//! One module per page.

pub(crate) mod catalogue;
pub(crate) mod exercise;
pub(crate) mod home;
pub(crate) mod missing;
pub(crate) mod shared;
pub(crate) mod sketch;
