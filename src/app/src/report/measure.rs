//! What only the browser knows: how wide a thing is, and where in it the pointer is.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement, ResizeObserver};
use yew::prelude::*;

/// The width assumed until the element has been measured, in CSS pixels.
const UNMEASURED: f64 = 720.0;

/// The width of an element's content box in CSS pixels, followed as it changes.
///
/// An element that is hidden keeps its last width, so that nothing is drawn again for a tab that
/// can't be seen.
#[hook]
pub(crate) fn use_width(node: &NodeRef) -> f64 {
    let width = use_state_eq(|| UNMEASURED);
    {
        let width = width.clone();
        use_effect_with(node.clone(), move |node| {
            let watch = node.cast::<Element>().and_then(|element| {
                let measured = element.clone();
                let measure = move || {
                    let now = f64::from(measured.client_width());
                    if now > 0.0 {
                        width.set(now);
                    }
                };
                measure();
                let on_resize = Closure::<dyn FnMut()>::new(measure);
                let observer = ResizeObserver::new(on_resize.as_ref().unchecked_ref()).ok()?;
                observer.observe(&element);
                Some((observer, on_resize))
            });
            move || {
                if let Some((observer, _on_resize)) = watch {
                    observer.disconnect();
                }
            }
        });
    }
    *width
}

/// Where the pointer is within the element that listens, in CSS pixels from its top left corner.
pub(crate) fn pointer(event: &MouseEvent) -> Option<(f64, f64)> {
    let element: Element = event.current_target()?.dyn_into().ok()?;
    let rect = element.get_bounding_client_rect();
    Some((
        f64::from(event.client_x()) - rect.left(),
        f64::from(event.client_y()) - rect.top(),
    ))
}

/// Scrolls an element so that a row in it can be seen, by no more than needed.
pub(crate) fn scroll_to_row(node: &NodeRef, row: usize, height: f64) {
    let Some(element) = node.cast::<Element>() else {
        return;
    };
    let top = row as f64 * height;
    let seen = f64::from(element.scroll_top());
    let room = f64::from(element.client_height());
    if top < seen {
        element.set_scroll_top(top as i32);
    } else if top + height > seen + room {
        element.set_scroll_top((top + height - room).ceil() as i32);
    }
}

/// Focuses the element with an id, without scrolling beyond what brings it into view.
pub(crate) fn focus(id: &str) {
    let element = gloo::utils::document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // An element that can't be focused is no reason to stop.
        let _ = element.focus();
    }
}
