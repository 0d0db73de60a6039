//! Starting the rooms that are wasm modules of their own, each loaded when it is first opened.

use gloo::events::EventListener;
use gloo::utils::{document, window};
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::HtmlScriptElement;

/// A program of its own beside the app.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Annex {
    /// The page of an exercise.
    Workbench,
    /// The design sketchpad.
    Sketchpad,
}

thread_local! {
    /// Of each, whether it was loaded or is being loaded, and how often that was tried.
    static LOADED: [Cell<(bool, u32)>; 2] = const { [Cell::new((false, 0)), Cell::new((false, 0))] };
}

impl Annex {
    /// All of them.
    pub(crate) const ALL: [Self; 2] = [Self::Workbench, Self::Sketchpad];

    /// Its name: that of its place in the document, of the `meta` that tells its script, and of the event by which the
    /// script says that the module could not be had.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Workbench => "workbench",
            Self::Sketchpad => "sketchpad",
        }
    }

    fn loaded(self) -> (bool, u32) {
        LOADED.with(|loaded| loaded[self as usize].get())
    }

    fn set_loaded(self, loaded: bool, tries: u32) {
        LOADED.with(|all| all[self as usize].set((loaded, tries)));
    }

    /// Loads it, once; it mounts itself. `failed` is called when it can't be had, and another call tries again.
    pub(crate) fn load(self, failed: impl Fn() + Clone + 'static) {
        let (loaded, tries) = self.loaded();
        if loaded {
            return;
        }
        self.set_loaded(true, tries + 1);
        let script = super::document::meta(&format!("dryrun:{}", self.name())).and_then(|url| {
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
            self.set_loaded(false, tries + 1);
            failed();
        };
        let also = give_up.clone();
        EventListener::once(&script, "error", move |_| also()).forget();
        // The script itself came, but not what it starts.
        let told = format!("dryrun:{}-failed", self.name());
        EventListener::once(&window(), told, move |_| give_up()).forget();
        // A document has a head; without one there would be no page to speak of.
        if let Some(head) = document().head() {
            let _ = head.append_child(&script);
        }
    }

    /// Shows or hides its place, which stands beside the app in the document.
    pub(crate) fn show(self, shown: bool) {
        if let Some(place) = document().get_element_by_id(self.name()) {
            // Setting or removing an attribute of a valid name can't fail.
            let _ = if shown {
                place.remove_attribute("hidden")
            } else {
                place.set_attribute("hidden", "")
            };
        }
    }
}
