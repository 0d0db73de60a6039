//! Files that are dropped anywhere on the page.

use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, DragEvent};

/// A file on its way over the page.
pub(crate) enum Drag {
    /// It is over the page.
    Over,
    /// It left.
    Gone,
    /// It was dropped: to be taken at once.
    Dropped(DataTransfer),
}

/// Follows files that are dragged over the page; other things that are dragged are left to whom they belong. The browser
/// doesn't leave the page for a file that is dropped.
pub(crate) fn on_files(callback: impl Fn(Drag) + Clone + 'static) -> [EventListener; 3] {
    ["dragover", "dragleave", "drop"].map(|kind| {
        let callback = callback.clone();
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&document(), kind, options, move |event| {
            let Some(event) = event.dyn_ref::<DragEvent>() else {
                return;
            };
            let Some(transfer) = event.data_transfer().filter(has_files) else {
                return;
            };
            if event.default_prevented() && kind == "drop" {
                return callback(Drag::Gone);
            }
            event.prevent_default();
            match kind {
                "dragover" => callback(Drag::Over),
                "drop" => callback(Drag::Dropped(transfer)),
                // From one element of the page to another is no leaving.
                _ if event.related_target().is_none() => callback(Drag::Gone),
                _ => {}
            }
        })
    })
}

fn has_files(transfer: &DataTransfer) -> bool {
    transfer
        .types()
        .iter()
        .any(|kind| kind.as_string().as_deref() == Some("Files"))
}
