//! What pages share.

pub(crate) mod broken_link;
pub(crate) mod dialog;
pub(crate) mod keep_all;
pub(crate) mod link;
pub(crate) mod menu;
pub(crate) mod notice;
pub(crate) mod palette;
pub(crate) mod pill;
pub(crate) mod select;
pub(crate) mod shell;
pub(crate) mod state;
pub(crate) mod tabs;
pub(crate) mod toolbar;
