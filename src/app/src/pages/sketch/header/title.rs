//! The design's name, renamed in place.

use crate::pages::sketch::desk::Act;
use nalsd::edit::{Command, MAX_NAME};
use nalsd::model::Design;
use std::rc::Rc;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct TitleProps {
    pub(super) design: Rc<Design>,
    pub(super) act: Callback<Act>,
}

/// The name: a click, Enter or F2 on it makes it a field; Enter or leaving it renames, Escape doesn't.
#[component]
pub(super) fn Title(props: &TitleProps) -> Html {
    let editing = use_state(|| false);
    let (field, button) = (use_node_ref(), use_node_ref());
    // Leaving the field commits; ending it by a key must not do so a second time.
    let done = use_mut_ref(|| false);
    let first = use_mut_ref(|| true);
    use_effect_with(*editing, {
        let (field, button) = (field.clone(), button.clone());
        move |editing| {
            if let (true, Some(field)) = (*editing, field.cast::<HtmlInputElement>()) {
                let _ = field.focus();
                field.select();
            } else if let (false, false, Some(button)) = (
                *editing,
                std::mem::take(&mut *first.borrow_mut()),
                button.cast::<HtmlElement>(),
            ) {
                let _ = button.focus();
            }
        }
    });
    if !*editing {
        let begin = {
            let (editing, done) = (editing.setter(), done);
            move || {
                *done.borrow_mut() = false;
                editing.set(true);
            }
        };
        let onclick = {
            let begin = begin.clone();
            move |_: MouseEvent| begin()
        };
        let onkeydown = move |event: KeyboardEvent| {
            if event.key() == "F2" {
                event.prevent_default();
                begin();
            }
        };
        return html! {
            <h1 class="sketch-name">
                <button ref={button} type="button" title="Rename" {onclick} {onkeydown}>{ &props.design.name }</button>
            </h1>
        };
    }
    let finish = {
        let (editing, field, done) = (editing.setter(), field.clone(), done);
        let (act, old) = (props.act.clone(), props.design.name.clone());
        move |keep: bool| {
            if std::mem::replace(&mut *done.borrow_mut(), true) {
                return;
            }
            let name = field.cast::<HtmlInputElement>().map(|field| field.value());
            let name = name.unwrap_or_default();
            let name = name.trim();
            if keep && !name.is_empty() && name != old {
                act.emit(Act::Do(Command::Title(name.to_owned())));
            }
            editing.set(false);
        }
    };
    let onblur = {
        let finish = finish.clone();
        move |_: FocusEvent| finish(true)
    };
    let onkeydown = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "Enter" => finish(true),
            "Escape" => finish(false),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    html! {
        <h1 class="sketch-name">
            <input ref={field} type="text" aria-label="Name of the design" maxlength={MAX_NAME.to_string()}
                value={props.design.name.clone()} {onblur} {onkeydown} />
        </h1>
    }
}
