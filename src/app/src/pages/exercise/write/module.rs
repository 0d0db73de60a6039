//! The place of a WASI module: dropped or chosen, inspected, kept.

use crate::platform::keep;
use crate::platform::own_files;
use crate::platform::sandbox::Sandbox;
use contract::report::Unit;
use practice::text;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Bytes of the largest module taken: larger ones are debug builds.
const LARGEST: f64 = 64.0 * 1024.0 * 1024.0;

/// A module: its file's name, and its bytes.
pub(crate) type Module = (String, Rc<Vec<u8>>);

/// The kept module of an exercise, and how to set another.
#[hook]
pub(crate) fn use_module(exercise: &str) -> UseStateHandle<Option<Module>> {
    let module = use_state(|| None);
    use_effect_with(exercise.to_owned(), {
        let module = module.setter();
        move |exercise| {
            let key = format!("module/{exercise}");
            spawn_local(async move {
                // A module that can't be read is one that must be dropped again.
                let name = keep::text(&format!("{key}.name")).await.ok().flatten();
                if let Ok(Some(bytes)) = keep::bytes(&key).await {
                    let name = name.unwrap_or_else(|| "module.wasm".to_owned());
                    module.set(Some((name, Rc::new(bytes))));
                }
            });
        }
    });
    module
}

#[derive(Properties, PartialEq)]
pub(crate) struct ModuleProps {
    pub(crate) exercise: AttrValue,
    pub(crate) module: Option<Module>,
    pub(crate) on_module: Callback<Module>,
}

/// Where modules are dropped.
#[component]
pub(crate) fn ModulePane(props: &ModuleProps) -> Html {
    let problem = use_state(|| None::<String>);
    let over = use_state(|| false);
    let take = {
        let (problem, key) = (problem.setter(), format!("module/{}", props.exercise));
        let on_module = props.on_module.clone();
        Callback::from(move |file: web_sys::File| {
            let (problem, key, on_module) = (problem.clone(), key.clone(), on_module.clone());
            spawn_local(async move {
                match take(&file).await {
                    Ok((name, bytes)) => {
                        // Where it can't be kept, it lasts as long as the page.
                        on_module.emit((name.clone(), Rc::clone(&bytes)));
                        problem.set(hold(&key, &name, &bytes).await.err());
                    }
                    Err(reason) => problem.set(Some(reason)),
                }
            });
        })
    };
    let onchange = {
        let take = take.clone();
        move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if let Some(own) = own_files::chosen(&input).into_iter().next() {
                take.emit(own.file);
            }
        }
    };
    let ondrop = {
        let over = over.setter();
        move |event: DragEvent| {
            event.prevent_default();
            over.set(false);
            let file = event
                .data_transfer()
                .and_then(|transfer| transfer.files())
                .and_then(|files| files.get(0));
            if let Some(file) = file {
                take.emit(file);
            }
        }
    };
    let ondragover = {
        let over = over.setter();
        move |event: DragEvent| {
            event.prevent_default();
            over.set(true);
        }
    };
    let ondragleave = {
        let over = over.setter();
        move |_: DragEvent| over.set(false)
    };
    html! {
        <div class={classes!("module-pane", over.then_some("over"))} {ondrop} {ondragover} {ondragleave}>
            if let Some((name, bytes)) = &props.module {
                <p><strong class="mono">{ name }</strong>{ format!(" \u{b7} {}", text::format(bytes.len() as f64, Unit::Bytes)) }</p>
                <p class="muted">{ "Run judges it. Drop a newer build here to replace it." }</p>
            } else {
                <h2>{ "Drop a WASI module here" }</h2>
                <p class="muted">{ "Any language that compiles to wasm32-wasip1: Rust, Go, C, Zig. In Rust:" }</p>
            }
            <pre class="mono" tabindex="0">{ "rustup target add wasm32-wasip1\nrustc -O --target wasm32-wasip1 main.rs -o main.wasm\n# then drop main.wasm here" }</pre>
            <label class="button">
                { if props.module.is_some() { "Choose another" } else { "Choose a file" } }
                <input class="visually-hidden" type="file" accept=".wasm,application/wasm" {onchange} />
            </label>
            if let Some(problem) = &*problem {
                <p class="complaint" role="alert">{ problem }</p>
            }
        </div>
    }
}

/// Keeps a module for the next visit.
async fn hold(key: &str, name: &str, bytes: &[u8]) -> Result<(), String> {
    keep::put_bytes(key, bytes).await?;
    keep::put_text(&format!("{key}.name"), name).await
}

/// Reads and inspects a module.
async fn take(file: &web_sys::File) -> Result<Module, String> {
    if file.size() > LARGEST {
        return Err(format!(
            "{} is larger than {}. Build it in release mode, without debug information.",
            file.name(),
            text::format(LARGEST, Unit::Bytes)
        ));
    }
    let bytes = own_files::bytes(file).await?;
    if let Some(problem) = Sandbox::get().await?.inspect_module(&bytes) {
        return Err(format!("{}: {problem}", file.name()));
    }
    Ok((file.name(), Rc::new(bytes)))
}
