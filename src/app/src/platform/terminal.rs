//! The terminal: `src/web/terminal`, as Rust sees it.

use super::web;
use js_sys::Object;
use wasm_bindgen::prelude::*;
use web_sys::Element;

#[wasm_bindgen]
extern "C" {
    type Module;
    #[wasm_bindgen(method, catch, js_name = createTerminal)]
    fn create_terminal(this: &Module, options: &JsValue) -> Result<JsTerminal, JsValue>;

    type JsTerminal;
    #[wasm_bindgen(method)]
    fn destroy(this: &JsTerminal);

    /// A shell in the sandbox.
    type JsSession;
    #[wasm_bindgen(method)]
    fn close(this: &JsSession);
}

/// A terminal in the page; it goes when it is dropped, and its shell with it.
pub(crate) struct Terminal {
    view: JsTerminal,
    session: JsSession,
}

impl Terminal {
    /// Makes a terminal in `parent` on a session of the sandbox.
    ///
    /// # Errors
    /// Why it can't be had, for the reader.
    pub(crate) async fn create(
        parent: Element,
        label: &str,
        greeting: &str,
        session: &JsValue,
    ) -> Result<Self, String> {
        let module: Module = web::module("terminal").await?.unchecked_into();
        let options = Object::new();
        let values: [(&str, JsValue); 4] = [
            ("parent", parent.into()),
            ("label", label.into()),
            ("greeting", greeting.into()),
            ("session", session.clone()),
        ];
        for (name, value) in values {
            web::set(&options, name, &value);
        }
        module
            .create_terminal(&options)
            .map(|view| Self {
                view,
                session: session.clone().unchecked_into(),
            })
            .map_err(|error| web::words(&error))
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.view.destroy();
        self.session.close();
    }
}
