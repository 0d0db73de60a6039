//! The fragment of the URL, where routes live so that any static host serves deep links.

use gloo::events::EventListener;
use gloo::utils::window;
use practice::route::Route;
use wasm_bindgen::JsValue;

/// The fragment, without `#`.
pub(crate) fn fragment() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.strip_prefix('#').unwrap_or(&hash).to_owned()
}

/// Goes to a place, as a link does.
pub(crate) fn go(route: &Route) {
    // It fails only where navigation itself is forbidden; there is nothing to do then.
    let _ = window().location().set_hash(&route.format());
}

/// Replaces the address without a new entry in the history and without telling listeners: the page is already there.
pub(crate) fn replace(route: &Route) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&route.format()));
    }
}

/// Goes on to another place in place of this one: Back leads to where one was before.
pub(crate) fn redirect(route: &Route) {
    // It fails only where navigation itself is forbidden; there is nothing to do then.
    let _ = window().location().replace(&url_of(route));
}

/// The whole URL of a place: what a share button copies.
pub(crate) fn url_of(route: &Route) -> String {
    let href = window().location().href().unwrap_or_default();
    let base = href.split('#').next().unwrap_or_default();
    format!("{base}{}", route.format())
}

/// Calls back when the fragment changes, until the listener is dropped.
pub(crate) fn listen(callback: impl Fn(String) + 'static) -> EventListener {
    EventListener::new(&window(), "hashchange", move |_| callback(fragment()))
}

/// Loads the page anew.
pub(crate) fn reload() {
    let _ = window().location().reload();
}

/// A URL relative to the document, made absolute: a worker's own base is another.
pub(crate) fn absolute(url: &str) -> String {
    let href = window().location().href().unwrap_or_default();
    web_sys::Url::new_with_base(url, &href).map_or_else(|_| url.to_owned(), |url| url.href())
}
