//! What is kept between visits, in localStorage, as JSON under names that begin with `dryrun:`.

use gloo::events::EventListener;
use gloo::storage::{LocalStorage, Storage};
use gloo::utils::window;
use serde::Serialize;
use serde::de::DeserializeOwned;

fn key(name: &str) -> String {
    format!("dryrun:{name}")
}

/// Reads a kept value; `None` when it was never kept, or can't be read by this version.
pub(crate) fn get<T: DeserializeOwned>(name: &str) -> Option<T> {
    LocalStorage::get(key(name)).ok()
}

/// Keeps a value, and tells the listeners of this page. `false` when the browser refuses (storage full or forbidden): the
/// page works on without.
pub(crate) fn set<T: Serialize>(name: &str, value: &T) -> bool {
    let kept = LocalStorage::set(key(name), value).is_ok();
    if let Ok(event) = web_sys::Event::new(&key(name)) {
        // `false` only says that a listener prevented the default, of which there is none.
        let _ = window().dispatch_event(&event);
    }
    kept
}

/// Calls back when the value of that name was kept anew, by this page or by another tab.
pub(crate) fn listen(name: &str, callback: impl Fn() + Clone + 'static) -> [EventListener; 2] {
    let elsewhere = callback.clone();
    [
        EventListener::new(&window(), key(name), move |_| callback()),
        // Of another tab, for any name; reading once too often does no harm.
        EventListener::new(&window(), "storage", move |_| elsewhere()),
    ]
}
