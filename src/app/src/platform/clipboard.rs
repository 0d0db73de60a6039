//! The clipboard.

use gloo::utils::window;
use wasm_bindgen_futures::JsFuture;

/// Copies text.
///
/// # Errors
/// When the browser refuses, as it does on insecure origins or without a user's act.
pub(crate) async fn copy(text: &str) -> Result<(), String> {
    let clipboard = window().navigator().clipboard();
    if clipboard.is_undefined() {
        return Err("This browser gives no clipboard here; copy the text by hand.".to_owned());
    }
    JsFuture::from(clipboard.write_text(text))
        .await
        .map(|_| ())
        .map_err(|_| "The browser refused to copy; copy the text by hand.".to_owned())
}
