//! What is drawn, changed without a render: elements, and the frame in which they change.

use gloo::utils::{document, window};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement};

/// Something drawn that is changed without a render.
#[derive(Clone)]
pub(crate) struct Drawn(Element);

impl Drawn {
    /// The element with this id.
    pub(crate) fn find(id: &str) -> Option<Self> {
        document().get_element_by_id(id).map(Self)
    }

    /// The first element in it that a selector finds.
    pub(crate) fn part(&self, selector: &str) -> Option<Self> {
        self.0.query_selector(selector).ok().flatten().map(Self)
    }

    /// Sets an attribute.
    pub(crate) fn set(&self, name: &str, value: &str) {
        // Names are ours, and valid.
        let _ = self.0.set_attribute(name, value);
    }

    /// Sets an attribute without a value, or takes it away.
    pub(crate) fn flag(&self, name: &str, on: bool) {
        let _ = self.0.toggle_attribute_with_force(name, on);
    }

    /// Adds or removes a class.
    pub(crate) fn mark(&self, class: &str, on: bool) {
        let _ = self.0.class_list().toggle_with_force(class, on);
    }

    /// Sets a property of its style.
    pub(crate) fn style(&self, name: &str, value: &str) {
        let style = match self.0.dyn_ref::<HtmlElement>() {
            Some(element) => element.style(),
            None => self.0.unchecked_ref::<web_sys::SvgElement>().style(),
        };
        let _ = style.set_property(name, value);
    }

    /// Sets its text.
    pub(crate) fn say(&self, text: &str) {
        self.0.set_text_content(Some(text));
    }
}

/// Work for the next frame, however often it is asked for until then.
pub(crate) struct Frame {
    /// The number by which the browser knows what was asked for.
    asked: Rc<Cell<Option<i32>>>,
    work: Closure<dyn FnMut()>,
}

impl Drop for Frame {
    fn drop(&mut self) {
        // The browser must not call what is no longer there.
        if let Some(asked) = self.asked.get() {
            let _ = window().cancel_animation_frame(asked);
        }
    }
}

impl Frame {
    /// The work.
    pub(crate) fn new(mut work: impl FnMut() + 'static) -> Self {
        let asked = Rc::new(Cell::new(None));
        let done = Rc::clone(&asked);
        Self {
            asked,
            work: Closure::new(move || {
                done.set(None);
                work();
            }),
        }
    }

    /// Asks for it.
    pub(crate) fn ask(&self) {
        if self.asked.get().is_none() {
            let asked = window().request_animation_frame(self.work.as_ref().unchecked_ref());
            self.asked.set(asked.ok());
        }
    }
}
