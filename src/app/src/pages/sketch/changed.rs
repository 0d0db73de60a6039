//! Fields that are read when they are left.

use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What a field does with its text once it is left, spaces around it taken off: nothing while it is what it was before.
pub(crate) fn on_changed(before: &str, then: impl Fn(String) + 'static) -> Callback<Event> {
    let before = before.to_owned();
    Callback::from(move |event: Event| {
        let text = event.target_unchecked_into::<HtmlInputElement>().value();
        let text = text.trim();
        if text != before {
            then(text.to_owned());
        }
    })
}

/// What a field does with Escape: it takes back what was written in it. Where nothing was, Escape is the page's.
pub(crate) fn on_taken_back(before: &str) -> Callback<KeyboardEvent> {
    let before = before.to_owned();
    Callback::from(move |event: KeyboardEvent| {
        let field: HtmlInputElement = event.target_unchecked_into();
        if event.key() == "Escape" && field.value() != before {
            event.prevent_default();
            event.stop_propagation();
            field.set_value(&before);
        }
    })
}
