//! The import dialog: choose a file, or paste a text.

use super::read::{self, Brought};
use crate::components::dialog::Dialog;
use crate::platform::own_files;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlElement, HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct ImportProps {
    /// What was wrong with something that was dropped or pasted on the page.
    pub(crate) problem: Option<String>,
    pub(crate) on_design: Callback<Brought>,
    pub(crate) on_close: Callback<()>,
}

/// The dialog. What can't be read is said here, and changes nothing.
#[component]
pub(crate) fn ImportDialog(props: &ImportProps) -> Html {
    let problem = use_state(|| props.problem.clone());
    let (picker, field) = (use_node_ref(), use_node_ref());
    let take = use_callback(
        (props.on_design.clone(), problem.setter()),
        |found: Result<Brought, String>, (on_design, problem)| match found {
            Ok(brought) => on_design.emit(brought),
            Err(error) => problem.set(Some(error)),
        },
    );
    let onchange = {
        let take = take.clone();
        move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if let Some(own) = own_files::chosen(&input).into_iter().next() {
                let take = take.clone();
                spawn_local(async move { take.emit(read::file(&own.file).await) });
            }
        }
    };
    let choose = {
        let picker = picker.clone();
        move |_: MouseEvent| {
            if let Some(picker) = picker.cast::<HtmlElement>() {
                picker.click();
            }
        }
    };
    let onclick = {
        let (field, take) = (field.clone(), take.clone());
        move |_: MouseEvent| {
            if let Some(field) = field.cast::<HtmlTextAreaElement>() {
                take.emit(read::text(&field.value(), None));
            }
        }
    };
    html! {
        <Dialog title="Import a design" on_close={props.on_close.clone()}>
            <p class="muted">{ "A .dryrun.json file, or a Mermaid flowchart. It opens beside your other designs; none of them changes. A file can also be dropped anywhere on this page." }</p>
            if let Some(problem) = &*problem {
                <div class="complaint" role="alert">
                    <p>{ problem }</p>
                    <p class="muted">{ "Nothing was changed." }</p>
                </div>
            }
            <div class="row">
                <button type="button" class="primary" onclick={choose}>{ "Choose a file" }</button>
                <input ref={picker} type="file" class="visually-hidden" tabindex="-1" aria-label="File of a design"
                    accept=".json,.mmd,.mermaid,.md,.txt,application/json,text/plain" {onchange} />
            </div>
            <label class="paste">
                <span>{ "Or paste its text" }</span>
                <textarea ref={field} class="mono" rows="8" spellcheck="false" placeholder={"flowchart LR\n  clients --> joiner[Log joiner]"} />
            </label>
            <div class="row"><button type="button" {onclick}>{ "Open the text" }</button></div>
        </Dialog>
    }
}
