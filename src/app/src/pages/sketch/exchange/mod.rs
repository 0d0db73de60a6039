//! Designs in and out: files, pictures, Mermaid.

mod export;
mod import;
mod intake;
mod picture;
mod read;
mod save;

pub(crate) use export::ExportDialog;
pub(crate) use import::ImportDialog;
pub(crate) use intake::Intake;
pub(crate) use read::Brought;
pub(crate) use save::save_design;
