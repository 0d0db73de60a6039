//! Dryrun's page: a Yew single-page app.

pub mod report;

/// Mounts the app.
pub fn start() {}
