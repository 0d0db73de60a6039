//! The only code that touches the browser: every other module of the app goes through here.
//!
//! Each file is one small port. Failures of the browser (storage refused, clipboard blocked, a worker that dies) become
//! values that the page can show.

pub(crate) mod canvas;
pub(crate) mod clipboard;
pub(crate) mod document;
pub(crate) mod drops;
pub(crate) mod editor;
pub(crate) mod engine;
pub(crate) mod everything;
pub(crate) mod fonts;
pub(crate) mod http;
pub(crate) mod keep;
pub(crate) mod location;
pub(crate) mod offline;
pub(crate) mod own_files;
pub(crate) mod picture;
pub(crate) mod places;
pub(crate) mod rooms;
pub(crate) mod sandbox;
pub(crate) mod storage;
pub(crate) mod terminal;
pub(crate) mod toolbar;
pub(crate) mod web;
