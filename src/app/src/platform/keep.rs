//! Durable storage for what the reader writes: `src/web/keep` (IndexedDB, flushed to disk at each write), as Rust sees it.

use super::web;
use js_sys::{Function, Uint8Array};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    type Module;
    #[wasm_bindgen(method, catch)]
    async fn get(this: &Module, key: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn put(this: &Module, key: &str, value: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn remove(this: &Module, key: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    async fn keys(this: &Module, prefix: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn watch(this: &Module, callback: &JsValue) -> Result<JsValue, JsValue>;
}

thread_local! {
    static MODULE: RefCell<Option<Module>> = const { RefCell::new(None) };
}

/// The module. Once it was loaded it is there at once: a page that is being left doesn't wait for another answer.
async fn module() -> Result<Module, String> {
    if let Some(module) = MODULE.with_borrow(Clone::clone) {
        return Ok(module);
    }
    let module: Module = web::module("keep").await?.unchecked_into();
    MODULE.set(Some(module.clone()));
    Ok(module)
}

/// Reads a kept text.
///
/// # Errors
/// Why the storage can't be read, for the reader.
pub(crate) async fn text(key: &str) -> Result<Option<String>, String> {
    let value = module().await?.get(key).await;
    value
        .map(|value| value.as_string())
        .map_err(|error| web::words(&error))
}

/// Reads kept bytes.
///
/// # Errors
/// Why the storage can't be read, for the reader.
pub(crate) async fn bytes(key: &str) -> Result<Option<Vec<u8>>, String> {
    let value = module().await?.get(key).await;
    value
        .map(|value| value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec))
        .map_err(|error| web::words(&error))
}

/// Keeps a text; it is on the disk when this ends.
///
/// # Errors
/// Why it could not be kept, for the reader.
pub(crate) async fn put_text(key: &str, text: &str) -> Result<(), String> {
    put(key, &text.into()).await
}

/// Keeps bytes.
///
/// # Errors
/// Why they could not be kept, for the reader.
pub(crate) async fn put_bytes(key: &str, bytes: &[u8]) -> Result<(), String> {
    put(key, &Uint8Array::from(bytes)).await
}

async fn put(key: &str, value: &JsValue) -> Result<(), String> {
    let put = module().await?.put(key, value).await;
    put.map(drop).map_err(|error| web::words(&error))
}

/// Forgets what is kept under a key.
///
/// # Errors
/// Why it could not be forgotten, for the reader.
pub(crate) async fn remove(key: &str) -> Result<(), String> {
    let removed = module().await?.remove(key).await;
    removed.map(drop).map_err(|error| web::words(&error))
}

/// The keys that begin with a prefix, in order.
///
/// # Errors
/// Why the storage can't be read, for the reader.
pub(crate) async fn keys(prefix: &str) -> Result<Vec<String>, String> {
    let found = module().await?.keys(prefix).await;
    let found = found.map_err(|error| web::words(&error))?;
    let keys = js_sys::Array::from(&found);
    Ok(keys.iter().filter_map(|key| key.as_string()).collect())
}

/// Listening to other tabs; it ends when it is dropped.
pub(crate) struct Watch {
    end: Function,
    // Called as long as this lives.
    _callback: Closure<dyn Fn(String)>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        // Taking a listener away can't fail.
        let _ = self.end.call0(&JsValue::NULL);
    }
}

/// Calls back with the name of each value that another tab keeps.
///
/// # Errors
/// Why other tabs can't be listened to, for the reader.
pub(crate) async fn watch(callback: impl Fn(String) + 'static) -> Result<Watch, String> {
    let callback = Closure::<dyn Fn(String)>::new(callback);
    let watched = module().await?.watch(callback.as_ref());
    watched
        .map(|end| Watch {
            end: end.unchecked_into(),
            _callback: callback,
        })
        .map_err(|error| web::words(&error))
}
