//! The parts of the page that are TypeScript (`src/web`): where they are, and loading them when they are needed.

use crate::platform::{document, http, location};
use js_sys::{Object, Reflect};
use serde::Deserialize;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(inline_js = "export const load = (url) => import(url);")]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn load(url: &str) -> Result<JsValue, JsValue>;
}

/// Sets a property of a plain object, as the options of a module's function are given.
pub(crate) fn set(object: &Object, name: &str, value: &JsValue) {
    // On a plain object it can't fail.
    let _ = Reflect::set(object, &name.into(), value);
}

/// A file that is fetched on first use only, and may be kept for offline use.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Large {
    /// Its URL, relative to the document.
    pub(crate) url: String,
    /// Bytes on the way, compressed where the host compresses.
    pub(crate) bytes: u64,
    /// Bytes once they are there.
    pub(crate) raw: u64,
}

/// What the build made of `src/web`.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Index {
    /// URLs by name, relative to the document.
    pub(crate) assets: BTreeMap<String, String>,
    /// Everything that is fetched on first use only, content included.
    pub(crate) large: Vec<Large>,
}

thread_local! {
    static INDEX: RefCell<Option<Rc<Index>>> = const { RefCell::new(None) };
}

/// The index, fetched once.
///
/// # Errors
/// A sentence for the reader.
pub(crate) async fn index() -> Result<Rc<Index>, String> {
    if let Some(index) = INDEX.with_borrow(Clone::clone) {
        return Ok(index);
    }
    let url = document::meta("dryrun:web")
        .ok_or_else(|| "The page was built without its editor.".to_owned())?;
    let index = Rc::new(http::json::<Index>(&url).await?);
    INDEX.set(Some(Rc::clone(&index)));
    Ok(index)
}

/// Loads a module by its name in the index. Browsers keep modules: asking again gives the same one.
///
/// # Errors
/// A sentence for the reader.
pub(crate) async fn module(name: &str) -> Result<JsValue, String> {
    let index = index().await?;
    let url = index
        .assets
        .get(name)
        .ok_or_else(|| format!("The page was built without its {name}."))?;
    load(&location::absolute(url)).await.map_err(|_| {
        format!("The {name} could not be loaded. Are you offline, and was it never used before? Reload the page when you are back.")
    })
}

/// The words of a JavaScript error.
pub(crate) fn words(error: &JsValue) -> String {
    error
        .dyn_ref::<js_sys::Error>()
        .map(|error| String::from(error.message()))
        .or_else(|| error.as_string())
        .unwrap_or_else(|| "Something went wrong in the browser.".to_owned())
}
