//! The workbench's entry.

use wasm_bindgen::prelude::wasm_bindgen;

fn main() {
    app::start_workbench();
}

/// Judges an answer as the page would: for the content check. Takes and gives JSON, as `app::check` has it.
#[wasm_bindgen]
pub async fn judge(wanted: String) -> String {
    app::check(&wanted).await
}
