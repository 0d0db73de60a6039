//! Places within what is shown, by name: the programs of the page share nothing but its document. One marks them, and goes to
//! the one that it is asked for; another finds them, and asks.

use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

/// The attribute that holds the name of a place, and the one that says what it is.
pub(crate) const NAME: &str = "data-place";
pub(crate) const KIND: &str = "data-place-kind";

/// What a place is asked by.
const ASKED: &str = "dryrun:place";

/// A place that is marked.
#[derive(Clone, PartialEq)]
pub(crate) struct Place {
    pub(crate) name: String,
    pub(crate) kind: String,
    element: Element,
}

impl Place {
    /// Asks whoever marked it to go there.
    pub(crate) fn ask(&self) {
        if let Ok(event) = Event::new(ASKED) {
            // It isn't to be prevented: nobody has to answer.
            let _ = self.element.dispatch_event(&event);
        }
    }
}

/// The places that are marked in what is shown, in the order of the document.
pub(crate) fn marked() -> Vec<Place> {
    let Ok(found) = document().query_selector_all(&format!("[{NAME}]:not([hidden] *)")) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|at| {
            let element: Element = found.get(at)?.dyn_into().ok()?;
            Some(Place {
                name: element.get_attribute(NAME)?,
                kind: element.get_attribute(KIND).unwrap_or_default(),
                element,
            })
        })
        .collect()
}

/// Calls back with the id of each element that is a place and is asked for.
pub(crate) fn on_asked(callback: impl Fn(&str) + 'static) -> EventListener {
    let options = EventListenerOptions::run_in_capture_phase();
    EventListener::new_with_options(&document(), ASKED, options, move |event| {
        let element = event.target().and_then(|target| target.dyn_into().ok());
        if let Some::<Element>(element) = element {
            callback(&element.id());
        }
    })
}
