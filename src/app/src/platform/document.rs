//! The document: its meta tags, title, theme and focus.

use gloo::utils::{document, document_element, window};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The content of `<meta name=...>`: how the build tells the page where its hashed files are.
pub(crate) fn meta(name: &str) -> Option<String> {
    let element = document()
        .query_selector(&format!("meta[name='{name}']"))
        .ok()
        .flatten()?;
    element
        .get_attribute("content")
        .filter(|content| !content.is_empty())
}

/// Sets the tab's title.
pub(crate) fn set_title(title: &str) {
    document().set_title(title);
}

/// Sets the theme: `light`, `dark`, or anything else for the system's, which the tokens follow by themselves.
pub(crate) fn apply_theme(name: &str) {
    let root = document_element();
    // Setting an attribute of a valid name can't fail.
    let _ = match name {
        "light" | "dark" => root.set_attribute("data-theme", name),
        _ => root.remove_attribute("data-theme"),
    };
}

/// Whether the page is shown dark: as the reader chose, or else as the system has it.
pub(crate) fn is_dark() -> bool {
    let chosen = document_element().get_attribute("data-theme");
    match chosen.as_deref() {
        Some("dark") => true,
        Some("light") => false,
        _ => {
            let query = window().match_media("(prefers-color-scheme: dark)");
            query.ok().flatten().is_some_and(|query| query.matches())
        }
    }
}

/// A colour of the style sheet's tokens in one of the themes: `--ink`. `None` where there is no such token.
pub(crate) fn token(name: &str, dark: bool) -> Option<String> {
    let style = window().get_computed_style(&document_element()).ok()??;
    let value = style.get_property_value(name).ok()?;
    let pair = value
        .trim()
        .strip_prefix("light-dark(")?
        .strip_suffix(')')?;
    let (in_light, in_dark) = pair.split_once(',')?;
    Some(if dark { in_dark } else { in_light }.trim().to_owned())
}

/// Whether the screen is so narrow that a page's parts stand below each other (as the style sheets have it).
pub(crate) fn is_narrow() -> bool {
    let query = window().match_media("(max-width: 980px)").ok().flatten();
    query.is_some_and(|query| query.matches())
}

/// Whether the reader asked the system for less motion.
pub(crate) fn less_motion() -> bool {
    let query = window().match_media("(prefers-reduced-motion: reduce)");
    query.ok().flatten().is_some_and(|query| query.matches())
}

/// Whether this is an Apple keyboard, whose shortcuts go by Cmd.
pub(crate) fn is_apple() -> bool {
    window()
        .navigator()
        .platform()
        .is_ok_and(|name| name.starts_with("Mac") || name == "iPhone")
}

/// Makes the focused field say that it was changed, as leaving it would, and leaves the focus where it is.
pub(crate) fn commit_focused() {
    let focus = Focus::remember();
    if let Some(element) = &focus.0 {
        let _ = element.blur();
    }
    focus.restore();
}

/// Keeps the browser from leaving the page for a file that was dropped beside the place for it.
pub(crate) fn refuse_drops() -> [gloo::events::EventListener; 2] {
    ["dragover", "drop"].map(|kind| {
        let options = gloo::events::EventListenerOptions::enable_prevent_default();
        gloo::events::EventListener::new_with_options(&document(), kind, options, |event| {
            event.prevent_default();
        })
    })
}

/// What is read now: the page of the app, or the workbench.
pub(crate) const MAIN: &str = "main:not([hidden])";

/// Does something once what is being drawn now is there.
pub(crate) fn soon(what: impl FnOnce() + 'static) {
    gloo::timers::callback::Timeout::new(0, what).forget();
}

/// How often an element that is to have the focus is looked for, and the milliseconds in between: a second in all.
const LOOKS: u32 = 60;
const TURN: u32 = 16;

/// Moves the focus to an element as soon as it is there: what is being drawn now is drawn in turns, on a slow machine in many.
pub(crate) fn focus_soon(selector: impl Into<String>) {
    let selector = selector.into();
    wasm_bindgen_futures::spawn_local(async move {
        for look in 0..LOOKS {
            let wait = if look == 0 { 0 } else { TURN };
            gloo::timers::future::TimeoutFuture::new(wait).await;
            if document()
                .query_selector(&selector)
                .ok()
                .flatten()
                .is_some()
            {
                return focus(&selector);
            }
        }
    });
}

/// Moves the focus to an element, if it is there.
pub(crate) fn focus(selector: &str) {
    let Some(element) = document().query_selector(selector).ok().flatten() else {
        return;
    };
    let _ = match element.dyn_ref::<HtmlElement>() {
        Some(element) => element.focus(),
        None => element.unchecked_ref::<web_sys::SvgElement>().focus(),
    };
}

/// The element that has the focus, to give it back to later.
pub(crate) struct Focus(Option<HtmlElement>);

impl Focus {
    /// Remembers where the focus is.
    pub(crate) fn remember() -> Self {
        Self(
            document()
                .active_element()
                .and_then(|element| element.dyn_into().ok()),
        )
    }

    /// Gives the focus back.
    pub(crate) fn restore(&self) {
        if let Some(element) = &self.0 {
            let _ = element.focus();
        }
    }
}

/// Days since the Unix epoch in the reader's own time zone: what a plan counts in.
pub(crate) fn today() -> i64 {
    let now = js_sys::Date::new_0();
    let local_ms = now.get_time() - now.get_timezone_offset() * 60_000.0;
    (local_ms / 86_400_000.0).floor() as i64
}

/// Saves bytes as a file on the reader's machine.
pub(crate) fn save_file(name: &str, bytes: &[u8]) -> Result<(), String> {
    let failed = |_| "The browser refused to save the file.".to_owned();
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let blob = web_sys::Blob::new_with_u8_array_sequence(&parts).map_err(failed)?;
    let url = web_sys::Url::create_object_url_with_blob(&blob).map_err(failed)?;
    let link: web_sys::HtmlAnchorElement = document()
        .create_element("a")
        .map_err(failed)?
        .unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    web_sys::Url::revoke_object_url(&url).map_err(failed)
}

/// Mounts a component in place of what the page shows while it loads.
pub(crate) fn mount<C: yew::BaseComponent<Properties = ()>>(selector: &str) {
    if let Some(root) = document().query_selector(selector).ok().flatten() {
        yew::Renderer::<C>::with_root(root).render();
    }
}

/// Calls back for each key pressed anywhere in the page, after the focused element saw it.
pub(crate) fn on_key(
    callback: impl Fn(&web_sys::KeyboardEvent) + 'static,
) -> gloo::events::EventListener {
    let options = gloo::events::EventListenerOptions::enable_prevent_default();
    gloo::events::EventListener::new_with_options(&document(), "keydown", options, move |event| {
        if let Some(event) = event.dyn_ref() {
            callback(event);
        }
    })
}

/// Calls back when the page is hidden or left: the last moment at which something can be kept.
pub(crate) fn on_leave(callback: impl Fn() + Clone + 'static) -> [gloo::events::EventListener; 2] {
    let also = callback.clone();
    [
        gloo::events::EventListener::new(&document(), "visibilitychange", move |_| {
            if document().hidden() {
                also();
            }
        }),
        gloo::events::EventListener::new(&window(), "pagehide", move |_| callback()),
    ]
}

/// Milliseconds since the Unix epoch.
pub(crate) fn now_ms() -> u64 {
    js_sys::Date::now() as u64
}

/// A moment as the reader's own language writes it.
pub(crate) fn local_time(ms: u64) -> String {
    let date = js_sys::Date::new(&(ms as f64).into());
    date.to_locale_string("default", &wasm_bindgen::JsValue::UNDEFINED)
        .into()
}

/// A random number below `end`.
pub(crate) fn random(end: u32) -> u32 {
    (js_sys::Math::random() * f64::from(end)) as u32
}

/// Calls back when Escape is pressed for the page: not to leave a dialog, and not for a field that has a use for it.
pub(crate) fn on_escape(callback: impl Fn() + 'static) -> gloo::events::EventListener {
    on_key(move |event| {
        let within = |selector: &str| {
            event
                .target()
                .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
                .and_then(|element| element.closest(selector).ok().flatten())
                .is_some()
        };
        let taken = event.default_prevented() || within("dialog, [role='dialog'], .cm-panel");
        if event.key() == "Escape" && !taken {
            callback();
        }
    })
}

/// A cross-document fact that CSS can't know: whether the reader went offline. Calls back on each change.
pub(crate) fn on_connection(
    callback: impl Fn(bool) + Clone + 'static,
) -> [gloo::events::EventListener; 2] {
    let (online, offline) = (callback.clone(), callback);
    [
        gloo::events::EventListener::new(&window(), "online", move |_| online(true)),
        gloo::events::EventListener::new(&window(), "offline", move |_| offline(false)),
    ]
}

/// Whether the browser believes it has a network.
pub(crate) fn online() -> bool {
    window().navigator().on_line()
}

/// Scrolls an element to the top of the view.
pub(crate) fn reveal_top(selector: &str) {
    if let Some(element) = document().query_selector(selector).ok().flatten() {
        element.scroll_into_view();
    }
}
