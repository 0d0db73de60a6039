//! Dryrun's page: a Yew single-page app.
//!
//! Pages are under `pages`, what they share under `components`, and everything that touches the browser under
//! `platform`. What the page knows of exercises and links is in the `practice` crate, which knows no browser.

mod app;
mod components;
mod pages;
mod platform;
pub mod report;
mod room;

/// Mounts the app on the document.
pub fn start() {
    platform::document::mount::<app::App>("#app");
}
