//! Fetching bundled content.

use gloo::utils::window;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

fn lost(_: JsValue) -> String {
    "It could not be loaded. Are you offline, and was it never opened before?".to_owned()
}

/// Fetches what is at a URL relative to the document.
async fn response(url: &str) -> Result<Response, String> {
    let response: Response = JsFuture::from(window().fetch_with_str(url))
        .await
        .map_err(lost)?
        .unchecked_into();
    if !response.ok() {
        return Err(format!(
            "It could not be loaded: the server answered {}. Reload the page; a new version may be out.",
            response.status()
        ));
    }
    Ok(response)
}

/// Fetches and reads JSON at a URL relative to the document.
///
/// # Errors
/// A sentence for the reader.
pub(crate) async fn json<T: DeserializeOwned>(url: &str) -> Result<T, String> {
    let response = response(url).await?;
    let text = JsFuture::from(response.text().map_err(lost)?)
        .await
        .map_err(lost)?;
    serde_json::from_str(&text.as_string().unwrap_or_default())
        .map_err(|error| format!("It was loaded but can't be read ({error}). Reload the page."))
}

/// Fetches and reads a value written by the build as postcard.
///
/// # Errors
/// A sentence for the reader.
pub(crate) async fn postcard<T: DeserializeOwned>(url: &str) -> Result<T, String> {
    ::postcard::from_bytes(&bytes(url).await?)
        .map_err(|error| format!("It was loaded but can't be read ({error}). Reload the page."))
}

/// Fetches bytes.
///
/// # Errors
/// A sentence for the reader.
pub(crate) async fn bytes(url: &str) -> Result<Vec<u8>, String> {
    let response = response(url).await?;
    let buffer = JsFuture::from(response.array_buffer().map_err(lost)?)
        .await
        .map_err(lost)?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}
