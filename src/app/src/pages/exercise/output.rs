//! The plain output: stdout and stderr as a terminal would show them, apart.

use crate::platform::{clipboard, document};
use crate::room::use_room;
use contract::message::Ran;
use contract::report::Unit;
use practice::text;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Lines shown at first; a megabyte of text at once makes any page slow.
const LINES: usize = 2_000;

#[derive(Properties, PartialEq)]
pub(crate) struct OutputProps {
    pub(crate) ran: Rc<Ran>,
    /// The exercise, for the name of a saved file.
    pub(crate) name: String,
}

/// Stdout, stderr, and what can be done with them.
#[component]
pub(crate) fn Output(props: &OutputProps) -> Html {
    let room = use_room();
    let ran = &props.ran;
    let stdout = String::from_utf8_lossy(&ran.stdout).into_owned();
    let stderr = String::from_utf8_lossy(&ran.stderr).into_owned();
    let on_copy = {
        let (text, say) = (stdout.clone(), room.say.clone());
        move |_| {
            let (text, say) = (text.clone(), say.clone());
            spawn_local(async move {
                let told = clipboard::copy(&text).await;
                say.emit(told.map_or_else(|problem| problem, |()| "Output copied.".to_owned()));
            });
        }
    };
    let on_save = {
        let (ran, say) = (Rc::clone(ran), room.say.clone());
        let name = format!("{}.txt", props.name);
        move |_| {
            if let Err(problem) = document::save_file(&name, &ran.stdout) {
                say.emit(problem);
            }
        }
    };
    html! {
        <div class="output">
            <div class="row">
                <h2 class="label">{ "Standard output" }</h2>
                <span class="space" />
                if !ran.stdout.is_empty() {
                    <button type="button" class="quiet" onclick={on_copy}>{ "Copy" }</button>
                    <button type="button" class="quiet" onclick={on_save}>{ "Save" }</button>
                }
            </div>
            <Stream label="Standard output" text={stdout} />
            if ran.stdout_dropped > 0 {
                <p class="muted">
                    { format!("Output was cut here: {} more are not kept.",
                        text::format(ran.stdout_dropped as f64, Unit::Bytes)) }
                </p>
            }
            if !stderr.is_empty() {
                <h2 class="label">{ "Standard error" }</h2>
                <Stream label="Standard error" text={stderr} />
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct StreamProps {
    label: &'static str,
    text: String,
}

/// One stream, its first lines only until more is asked for.
#[component]
fn Stream(props: &StreamProps) -> Html {
    let whole = use_state(|| false);
    if props.text.is_empty() {
        return html! { <p class="empty">{ "Nothing was printed." }</p> };
    }
    let cut = props.text.match_indices('\n').nth(LINES).map(|(at, _)| at);
    let shown = match cut {
        Some(at) if !*whole => props.text.get(..at).unwrap_or(&props.text),
        _ => props.text.as_str(),
    };
    let onclick = {
        let whole = whole.setter();
        move |_| whole.set(true)
    };
    html! {
        <>
            <pre class="stream mono" tabindex="0" role="region" aria-label={props.label}>{ shown }</pre>
            if cut.is_some() && !*whole {
                <button type="button" {onclick}>
                    { format!("Show all {} lines", text::count(props.text.lines().count() as u64)) }
                </button>
            }
        </>
    }
}
