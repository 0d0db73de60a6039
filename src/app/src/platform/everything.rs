//! Keeping for offline use what is otherwise kept on first use only: the languages, the large inputs.

use super::web::{self, Large};
use gloo::utils::window;
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, Response};

/// What is not kept yet.
///
/// # Errors
/// A sentence for the reader.
pub(crate) async fn missing() -> Result<Vec<Large>, String> {
    let refused = |_| "This browser keeps nothing here (a private window?).".to_owned();
    let caches = window().caches().map_err(refused)?;
    let mut missing = Vec::new();
    for large in &web::index().await?.large {
        let kept = JsFuture::from(caches.match_with_str(&large.url))
            .await
            .map_err(refused)?;
        if kept.is_undefined() {
            missing.push(large.clone());
        }
    }
    Ok(missing)
}

/// Fetches one file through the service worker, which keeps it; `tell` is given the bytes of each piece as it comes.
///
/// # Errors
/// A sentence for the reader.
pub(crate) async fn fetch(large: &Large, tell: impl Fn(u64)) -> Result<(), String> {
    let lost = |_: JsValue| {
        "The download broke off. What was kept stays; go on when the network is back.".to_owned()
    };
    let response: Response = JsFuture::from(window().fetch_with_str(&large.url))
        .await
        .map_err(lost)?
        .unchecked_into();
    let Some(body) = response.body().filter(|_| response.ok()) else {
        return Err(format!("The server answered {}.", response.status()));
    };
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    loop {
        let piece = JsFuture::from(reader.read()).await.map_err(lost)?;
        let field = |name: &str| Reflect::get(&piece, &name.into()).unwrap_or(JsValue::UNDEFINED);
        if field("done").is_truthy() {
            return Ok(());
        }
        if let Some(bytes) = field("value").dyn_ref::<Uint8Array>() {
            tell(u64::from(bytes.length()));
        }
    }
}
