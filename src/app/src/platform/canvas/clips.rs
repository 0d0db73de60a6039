//! What is copied from a drawing and pasted into it.

use super::takes_text;
use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::document;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::ClipboardEvent;

/// Copying, cutting and pasting by the browser's own ways (keys, menus) while nothing that takes text has the focus.
/// `copy` gives the text for the clipboard, told whether it is cut; `paste` takes what was on it.
pub(crate) fn on_clipboard(
    copy: impl Fn(bool) -> Option<String> + 'static,
    paste: impl Fn(String) + 'static,
) -> [EventListener; 3] {
    let copy = Rc::new(copy);
    let give = |kind: &'static str, cut: bool| {
        let copy = Rc::clone(&copy);
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&document(), kind, options, move |event| {
            if let Some(event) = event.dyn_ref::<ClipboardEvent>()
                && !takes_text(event)
                && let Some(data) = event.clipboard_data()
                && let Some(text) = copy(cut)
                && data.set_data("text/plain", &text).is_ok()
            {
                event.prevent_default();
            }
        })
    };
    let options = EventListenerOptions::enable_prevent_default();
    [
        give("copy", false),
        give("cut", true),
        EventListener::new_with_options(&document(), "paste", options, move |event| {
            if let Some(event) = event.dyn_ref::<ClipboardEvent>()
                && !takes_text(event)
                && let Some(text) = event
                    .clipboard_data()
                    .and_then(|data| data.get_data("text/plain").ok())
            {
                event.prevent_default();
                paste(text);
            }
        }),
    ]
}
