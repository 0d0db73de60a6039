//! Starting the workbench: a wasm module of its own, loaded when an exercise is first opened.

use gloo::events::EventListener;
use gloo::utils::document;
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::HtmlScriptElement;

thread_local! {
    static LOADED: Cell<bool> = const { Cell::new(false) };
}

/// Loads the workbench, once; it mounts itself. `failed` is called when its script can't be had, and another call tries
/// again.
pub(crate) fn load(failed: impl Fn() + 'static) {
    if LOADED.replace(true) {
        return;
    }
    let script = super::document::meta("dryrun:workbench").and_then(|url| {
        let script: HtmlScriptElement =
            document().create_element("script").ok()?.dyn_into().ok()?;
        script.set_type("module");
        script.set_src(&url);
        Some(script)
    });
    let Some(script) = script else {
        return failed();
    };
    EventListener::once(&script, "error", move |_| {
        LOADED.set(false);
        failed();
    })
    .forget();
    // A document has a head; without one there would be no page to speak of.
    if let Some(head) = document().head() {
        let _ = head.append_child(&script);
    }
}

/// Shows or hides the place of the workbench, which stands beside the app in the document.
pub(crate) fn show(shown: bool) {
    if let Some(place) = document().get_element_by_id("workbench") {
        // Setting or removing an attribute of a valid name can't fail.
        let _ = if shown {
            place.remove_attribute("hidden")
        } else {
            place.set_attribute("hidden", "")
        };
    }
}
