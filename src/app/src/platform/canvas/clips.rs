//! What is copied from a drawing and pasted into it.

use super::takes_text;
use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use gloo::utils::document;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, PointerEvent};

/// Copying and cutting by the browser's own ways (keys, menus) while nothing that takes text has the focus. `copy` gives the
/// text for the clipboard, told whether it is cut.
pub(crate) fn on_copy(copy: impl Fn(bool) -> Option<String> + 'static) -> [EventListener; 2] {
    let copy = Rc::new(copy);
    [("copy", false), ("cut", true)].map(|(kind, cut)| {
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
    })
}

/// Calls back with each text that is pasted outside of a field; `true` takes it. In the phase of capture it is asked before all
/// others on the page. What the middle button pastes as it is let go, as some systems have it, was not meant: here it moves
/// the view.
pub(crate) fn on_paste(
    phase: EventListenerPhase,
    callback: impl Fn(&str) -> bool + 'static,
) -> [EventListener; 3] {
    let middle = Rc::new(Cell::new(false));
    let heard = |kind: &'static str| {
        let middle = Rc::clone(&middle);
        let options = EventListenerOptions::run_in_capture_phase();
        EventListener::new_with_options(&document(), kind, options, move |event| {
            let press = event.dyn_ref::<PointerEvent>();
            middle.set(press.is_some_and(|press| press.button() == 1));
        })
    };
    let pressed = [heard("pointerdown"), heard("keydown")];
    let options = EventListenerOptions {
        phase,
        passive: false,
    };
    let pasted = EventListener::new_with_options(&document(), "paste", options, move |event| {
        if takes_text(event) || middle.get() {
            return;
        }
        let text = event
            .dyn_ref::<ClipboardEvent>()
            .and_then(ClipboardEvent::clipboard_data)
            .and_then(|data| data.get_data("text/plain").ok());
        if text.is_some_and(|text| callback(&text)) {
            event.prevent_default();
            event.stop_immediate_propagation();
        }
    });
    let [button, key] = pressed;
    [button, key, pasted]
}
