//! Fetching bundled content.

use gloo::utils::window;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// Fetches and reads JSON at a URL relative to the document.
///
/// # Errors
/// A sentence for the reader.
pub(crate) async fn json<T: DeserializeOwned>(url: &str) -> Result<T, String> {
    let lost =
        |_| "It could not be loaded. Are you offline, and was it never opened before?".to_owned();
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
    let text = JsFuture::from(response.text().map_err(lost)?)
        .await
        .map_err(lost)?;
    serde_json::from_str(&text.as_string().unwrap_or_default())
        .map_err(|error| format!("It was loaded but can't be read ({error}). Reload the page."))
}
