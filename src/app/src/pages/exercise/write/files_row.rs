//! The answer's files, and what can be done with the answer as a whole.

use super::desk::{Desk, Saved};
use crate::platform::document;
use practice::language::Language;
use practice::work;
use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct RowProps {
    pub(crate) desk: Desk,
    pub(crate) language: Language,
    /// The files' names, the main file first.
    pub(crate) files: Vec<String>,
    pub(crate) chosen: usize,
    pub(crate) on_choose: Callback<usize>,
    /// Adds a file of that name; says what is wrong with the name.
    pub(crate) on_add: Callback<String, Result<(), String>>,
    pub(crate) on_remove: Callback<usize>,
    /// Begins anew from the starter.
    pub(crate) on_fresh: Callback<()>,
}

/// One row: files at the left, the state and a fresh start at the right.
#[component]
pub(crate) fn FilesRow(props: &RowProps) -> Html {
    let adding = use_state(|| false);
    let problem = use_state(|| None::<String>);
    // The field and the button take each other's place, and the focus with it.
    let first = use_mut_ref(|| true);
    use_effect_with(*adding, move |adding| {
        if !std::mem::take(&mut *first.borrow_mut()) {
            document::focus(if *adding {
                ".files-row input"
            } else {
                ".files-row .add-file"
            });
        }
    });
    let had = use_mut_ref(|| props.files.len());
    use_effect_with(props.files.len(), move |count| {
        // The file that was removed had the focus on its button.
        if std::mem::replace(&mut *had.borrow_mut(), *count) > *count {
            document::focus(".file-chips button");
        }
    });
    let on_add_click = {
        let adding = adding.setter();
        move |_| adding.set(true)
    };
    let onkeydown = {
        let (adding, problem, add) = (adding.setter(), problem.setter(), props.on_add.clone());
        move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" => {
                event.prevent_default();
                let name = event.target_unchecked_into::<HtmlInputElement>().value();
                match add.emit(name.trim().to_owned()) {
                    Ok(()) => {
                        adding.set(false);
                        problem.set(None);
                    }
                    Err(reason) => problem.set(Some(reason)),
                }
            }
            "Escape" => {
                event.stop_propagation();
                adding.set(false);
                problem.set(None);
            }
            _ => {}
        }
    };
    let on_fresh = {
        let fresh = props.on_fresh.clone();
        move |_| fresh.emit(())
    };
    html! {
        <div class="files-row">
            <ul class="file-chips" aria-label="Files of your answer">
                { for props.files.iter().enumerate().map(|(index, name)| chip(props, index, name)) }
            </ul>
            if *adding {
                <input class="mono" type="text" maxlength={work::MAX_NAME.to_string()} aria-label="Name of the new file"
                    placeholder={format!("helper.{}", props.language.extension())} autocomplete="off" spellcheck="false" {onkeydown} />
                if let Some(problem) = &*problem {
                    <span class="bad" role="alert">{ problem }</span>
                }
            } else {
                <button type="button" class="quiet add-file" onclick={on_add_click}>{ "Add a file" }</button>
            }
            <span class="space" />
            { saved(&props.desk.saved()) }
            <button type="button" class="quiet" title="Begin from the starter again; what is here is put away in History" onclick={on_fresh}>
                { "Fresh start" }
            </button>
        </div>
    }
}

fn chip(props: &RowProps, index: usize, name: &str) -> Html {
    let on = index == props.chosen;
    let choose = props.on_choose.clone();
    let remove = props.on_remove.clone();
    html! {
        <li class={classes!(on.then_some("on"))}>
            <button type="button" class="mono" aria-pressed={if on { "true" } else { "false" }} onclick={move |_| choose.emit(index)}>
                { name }
            </button>
            if on && index > 0 {
                <button type="button" class="quiet" aria-label={format!("Remove {name}")} title="Remove this file" onclick={move |_| remove.emit(index)}>
                    { "\u{d7}" }
                </button>
            }
        </li>
    }
}

fn saved(saved: &Saved) -> Html {
    match saved {
        Saved::Yes => html! { <span class="muted saved">{ "Saved" }</span> },
        Saved::Soon => html! { <span class="muted saved">{ "Saving\u{2026}" }</span> },
        Saved::No(reason) => html! {
            <span class="bad saved" role="alert" title={reason.clone()}>{ format!("Not saved: {reason}") }</span>
        },
    }
}
