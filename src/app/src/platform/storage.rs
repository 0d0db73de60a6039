//! What is kept between visits, in localStorage, as JSON under names that begin with `dryrun:`.

use gloo::storage::{LocalStorage, Storage};
use serde::Serialize;
use serde::de::DeserializeOwned;

fn key(name: &str) -> String {
    format!("dryrun:{name}")
}

/// Reads a kept value; `None` when it was never kept, or can't be read by this version.
pub(crate) fn get<T: DeserializeOwned>(name: &str) -> Option<T> {
    LocalStorage::get(key(name)).ok()
}

/// Keeps a value. `false` when the browser refuses (storage full or forbidden): the page works on without.
pub(crate) fn set<T: Serialize>(name: &str, value: &T) -> bool {
    LocalStorage::set(key(name), value).is_ok()
}
