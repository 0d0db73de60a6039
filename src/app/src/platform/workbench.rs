//! Starting the workbench: a wasm module of its own, loaded when an exercise is first opened.

use gloo::events::EventListener;
use gloo::utils::{document, window};
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::HtmlScriptElement;

thread_local! {
    /// Whether it was loaded or is being loaded, and how often that was tried.
    static LOADED: Cell<(bool, u32)> = const { Cell::new((false, 0)) };
}

/// Loads the workbench, once; it mounts itself. `failed` is called when it can't be had, and another call tries again.
pub(crate) fn load(failed: impl Fn() + Clone + 'static) {
    let (loaded, tries) = LOADED.get();
    if loaded {
        return;
    }
    LOADED.set((true, tries + 1));
    let script = super::document::meta("dryrun:workbench").and_then(|url| {
        let script: HtmlScriptElement =
            document().create_element("script").ok()?.dyn_into().ok()?;
        script.set_type("module");
        // Browsers remember a module that failed by its address.
        let again = if tries == 0 {
            String::new()
        } else {
            format!("?{tries}")
        };
        script.set_src(&format!("{url}{again}"));
        Some(script)
    });
    let Some(script) = script else {
        return failed();
    };
    let give_up = move || {
        LOADED.set((false, tries + 1));
        failed();
    };
    let also = give_up.clone();
    EventListener::once(&script, "error", move |_| also()).forget();
    // The script itself came, but not what it starts.
    EventListener::once(&window(), "dryrun:workbench-failed", move |_| give_up()).forget();
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
