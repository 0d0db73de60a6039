//! A field in which something is written where it stands on the drawing.

use crate::platform::canvas as platform;
use nalsd::model::Rect;
use nalsd::sketch::number;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// The field's name among the elements: there is one at a time.
const ID: &str = "sketch-field";

#[derive(Properties, PartialEq)]
pub(super) struct FieldProps {
    /// Where it stands.
    pub(super) rect: Rect,
    /// Whether it is a note's text, of several lines: Escape keeps that, as leaving it does.
    pub(super) note: bool,
    pub(super) label: AttrValue,
    /// What it holds to begin with.
    pub(super) value: AttrValue,
    /// It is left, once: with what is to be kept, or with nothing.
    pub(super) on_done: Callback<Option<String>>,
}

/// The field: Enter and leaving it keep what is written, Escape keeps what was before.
#[component]
pub(super) fn Field(props: &FieldProps) -> Html {
    let node = use_node_ref();
    use_effect_with((), {
        let node = node.clone();
        move |()| {
            // The drawing doesn't scroll: it is moved to what is written on it.
            platform::focus(ID);
            if let Some(field) = node.cast::<HtmlInputElement>() {
                field.select();
            } else if let Some(field) = node.cast::<HtmlTextAreaElement>() {
                field.select();
            }
        }
    });
    let over = use_mut_ref(|| false);
    let note = props.note;
    let finish = {
        let (node, done) = (node.clone(), props.on_done.clone());
        move |keep: bool| {
            // Taking the field away leaves it once more.
            if std::mem::replace(&mut *over.borrow_mut(), true) {
                return;
            }
            let text = match node.cast::<HtmlInputElement>() {
                Some(field) => Some(field.value()),
                None => node
                    .cast::<HtmlTextAreaElement>()
                    .map(|field| field.value()),
            };
            done.emit(text.filter(|_| keep).map(|text| text.trim().to_owned()));
        }
    };
    let onkeydown = {
        let finish = finish.clone();
        move |event: KeyboardEvent| {
            event.stop_propagation();
            // Enter and Escape may be meant for what is being composed.
            if event.is_composing() {
                return;
            }
            let keep = match event.key().as_str() {
                "Enter" if !(note && event.shift_key()) => true,
                "Escape" => note,
                _ => return,
            };
            event.prevent_default();
            finish(keep);
        }
    };
    let onblur = move |_: FocusEvent| finish(true);
    let Rect { x, y, w, h } = props.rect;
    let [x, y, w, h] = [x, y, w, h].map(number);
    if note {
        let style = format!("left:{x}px;top:{y}px;width:{w}px;min-height:{h}px");
        html! {
            <textarea id={ID} ref={node} class="rename" {style} rows="2" aria-label={&props.label} placeholder="Note"
                maxlength={nalsd::edit::MAX_NAME.to_string()} {onkeydown} {onblur} value={&props.value} />
        }
    } else {
        let style = format!("left:{x}px;top:{y}px;width:{w}px;height:{h}px");
        html! {
            <input id={ID} ref={node} class="rename" type="text" {style} aria-label={&props.label}
                autocomplete="off" spellcheck="false" {onkeydown} {onblur} value={&props.value} />
        }
    }
}
