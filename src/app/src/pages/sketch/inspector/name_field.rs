//! The field for the name of a part. What is being written in it is its own: the design may change meanwhile, by another tab.

use crate::pages::sketch::desk::Desk;
use crate::pages::sketch::names;
use crate::pages::sketch::renamed::renamed;
use nalsd::edit::MAX_NAME;
use nalsd::model::Id;
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct NameProps {
    pub(crate) desk: Desk,
    pub(crate) id: Id,
}

/// The name of a part; a note's text. Leaving the field keeps it, Escape takes back what was written.
#[component]
pub(crate) fn NameField(props: &NameProps) -> Html {
    let (desk, id) = (&props.desk, props.id);
    let kept = &desk.kept;
    let name = kept
        .component(id)
        .map(|part| part.name.clone())
        .or_else(|| kept.area(id).map(|area| area.name.clone()))
        .or_else(|| kept.link(id).map(|link| link.name.clone()))
        .unwrap_or_default();
    let note = names::is_note(kept, id);
    let shown = use_state_eq(|| None::<String>);
    // What is written, at once: a slow machine draws later.
    let typed: Rc<RefCell<Option<String>>> = use_mut_ref(|| None);
    let oninput = {
        let (shown, typed) = (shown.setter(), Rc::clone(&typed));
        move |event: InputEvent| {
            let text = if note {
                event.target_unchecked_into::<HtmlTextAreaElement>().value()
            } else {
                event.target_unchecked_into::<HtmlInputElement>().value()
            };
            *typed.borrow_mut() = Some(text.clone());
            shown.set(Some(text));
        }
    };
    let onchange = {
        let (shown, typed) = (shown.setter(), Rc::clone(&typed));
        let (desk, before) = (desk.clone(), name.clone());
        move |_: Event| {
            let Some(text) = typed.take() else {
                return;
            };
            shown.set(None);
            let text = text.trim();
            if text != before {
                let desk = desk.now();
                desk.act.emit(renamed(&desk.kept, id, text.to_owned()));
            }
        }
    };
    let onkeydown = {
        let (shown, typed) = (shown.setter(), Rc::clone(&typed));
        move |event: KeyboardEvent| {
            // Where nothing is written, Escape is the page's.
            if event.key() == "Escape" && typed.take().is_some() {
                event.prevent_default();
                event.stop_propagation();
                shown.set(None);
            }
        }
    };
    let value = (*shown).clone().unwrap_or(name);
    if note {
        return html! {
            <label class="field-row text">
                <span>{ "Text" }</span>
                <textarea rows="6" {value} maxlength={MAX_NAME.to_string()} {oninput} {onchange} {onkeydown} />
            </label>
        };
    }
    html! {
        <label class="field-row">
            <span>{ "Name" }</span>
            <input type="text" class="wide" {value} placeholder={names::of(kept, id)} maxlength="200" {oninput} {onchange} {onkeydown} />
        </label>
    }
}
