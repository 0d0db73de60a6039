//! The code editor: `src/web/editor`, as Rust sees it.

use super::web;
use js_sys::{Array, Object};
use practice::judge::traceback::Mark;
use practice::language::Language;
use wasm_bindgen::prelude::*;
use web_sys::Element;
use yew::Callback;

#[wasm_bindgen]
extern "C" {
    type Module;
    #[wasm_bindgen(method, catch, js_name = createEditor)]
    fn create_editor(this: &Module, options: &JsValue) -> Result<JsEditor, JsValue>;
    #[wasm_bindgen(method, catch, js_name = createDiff)]
    fn create_diff(this: &Module, options: &JsValue) -> Result<JsDiff, JsValue>;

    type JsEditor;
    #[wasm_bindgen(method)]
    fn show(this: &JsEditor, text: &str, language: &str, key: &str);
    #[wasm_bindgen(method, js_name = setMarks)]
    fn set_marks(this: &JsEditor, marks: &JsValue);
    #[wasm_bindgen(method)]
    fn destroy(this: &JsEditor);

    type JsDiff;
    #[wasm_bindgen(method, js_name = destroy)]
    fn destroy_diff(this: &JsDiff);
}

/// An editor in the page; it goes when it is dropped.
pub(crate) struct Editor {
    inner: JsEditor,
    // Called by the editor as long as it lives.
    _on_change: Closure<dyn Fn(String)>,
    _on_run: Closure<dyn Fn()>,
}

impl Editor {
    /// Makes an editor in `parent`.
    ///
    /// # Errors
    /// Why the editor can't be had, for the reader.
    pub(crate) async fn create(
        parent: Element,
        label: &str,
        language: Language,
        on_change: Callback<String>,
        on_run: Callback<()>,
    ) -> Result<Self, String> {
        let module: Module = web::module("editor").await?.unchecked_into();
        let on_change = Closure::<dyn Fn(String)>::new(move |text| on_change.emit(text));
        let on_run = Closure::<dyn Fn()>::new(move || on_run.emit(()));
        let options = Object::new();
        web::set(&options, "parent", &parent);
        web::set(&options, "text", &"".into());
        web::set(&options, "language", &language.name().into());
        web::set(&options, "label", &label.into());
        web::set(&options, "onChange", on_change.as_ref());
        web::set(&options, "onRun", on_run.as_ref());
        let inner = module
            .create_editor(&options)
            .map_err(|error| web::words(&error))?;
        Ok(Self {
            inner,
            _on_change: on_change,
            _on_run: on_run,
        })
    }

    /// Shows a file. What was undone, selected and scrolled in it is remembered by `key`.
    pub(crate) fn show(&self, text: &str, language: Language, key: &str) {
        self.inner.show(text, language.name(), key);
    }

    /// Marks lines that something is to be said of.
    pub(crate) fn set_marks<'a>(&self, marks: impl Iterator<Item = &'a Mark>) {
        let list: Array = marks
            .map(|mark| {
                let object = Object::new();
                web::set(&object, "line", &mark.line.into());
                web::set(&object, "message", &mark.message.as_str().into());
                object
            })
            .collect();
        self.inner.set_marks(&list);
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        self.inner.destroy();
    }
}

/// Two texts compared; the view goes when it is dropped.
pub(crate) struct Comparison(JsDiff);

impl Comparison {
    /// Shows two texts beside each other in `parent`; `before` and `after` are (label, text).
    ///
    /// # Errors
    /// Why it can't be had, for the reader.
    pub(crate) async fn create(
        parent: Element,
        language: Language,
        before: (&str, &str),
        after: (&str, &str),
    ) -> Result<Self, String> {
        let module: Module = web::module("editor").await?.unchecked_into();
        let options = Object::new();
        web::set(&options, "parent", &parent);
        web::set(&options, "before", &before.1.into());
        web::set(&options, "after", &after.1.into());
        web::set(&options, "language", &language.name().into());
        let labels = Array::of2(&before.0.into(), &after.0.into());
        web::set(&options, "labels", &labels);
        module
            .create_diff(&options)
            .map(Self)
            .map_err(|error| web::words(&error))
    }
}

impl Drop for Comparison {
    fn drop(&mut self) {
        self.0.destroy_diff();
    }
}
