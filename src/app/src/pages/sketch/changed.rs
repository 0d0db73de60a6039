//! Fields that are read when they are left.

use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// What a field of several lines does with its text once it is left, as [`on_changed`].
pub(super) fn on_text_changed(before: &str, then: impl Fn(String) + 'static) -> Callback<Event> {
    changed(before, then, |event| {
        event.target_unchecked_into::<HtmlTextAreaElement>().value()
    })
}

/// What a field does with its text once it is left, spaces around it taken off: nothing while it is what it was before.
pub(crate) fn on_changed(before: &str, then: impl Fn(String) + 'static) -> Callback<Event> {
    changed(before, then, |event| {
        event.target_unchecked_into::<HtmlInputElement>().value()
    })
}

fn changed(
    before: &str,
    then: impl Fn(String) + 'static,
    text: fn(&Event) -> String,
) -> Callback<Event> {
    let before = before.to_owned();
    Callback::from(move |event: Event| {
        let text = text(&event);
        let text = text.trim();
        if text != before {
            then(text.to_owned());
        }
    })
}
