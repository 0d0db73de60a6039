//! Dryrun's page: three Yew programs over one library.
//!
//! The *app* is the frame, the home page and the catalogue: what the first view needs. The *workbench* is the page of an
//! exercise with all that draws reports, the *sketchpad* that of a design; they are wasm modules of their own, loaded when
//! an exercise or a design is opened. All live in one document, follow the same address, and share nothing but what the browser keeps for them.
//!
//! Pages are under `pages`, what they share under `components`, and everything that touches the browser under
//! `platform`. What the page knows of exercises and links is in the `practice` crate, which knows no browser.

mod app;
mod components;
mod pages;
mod platform;
pub mod report;
mod room;
mod sketchpad;
mod workbench;

/// Mounts the app on the document.
pub fn start() {
    platform::document::mount::<app::App>("#app");
}

/// Judges an answer with the page's own sandbox and judge. Takes JSON (`exercise`, `language`, `files` as (name, text) or
/// `module` as bytes, `random`, `seed`, `only_random`), gives JSON (`cases` as (folder, verdict, reasons), `passed`, `failed`,
/// `smallest`, `problem`).
pub async fn check(wanted: &str) -> String {
    pages::exercise::check::check(wanted).await
}

/// Mounts the workbench in the place that the app keeps for it.
pub fn start_workbench() {
    platform::document::mount::<workbench::Workbench>("#workbench");
}

/// Mounts the sketchpad in the place that the app keeps for it.
pub fn start_sketchpad() {
    platform::document::mount::<sketchpad::Sketchpad>("#sketchpad");
}
