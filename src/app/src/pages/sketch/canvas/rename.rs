//! The field in which a part is renamed where it stands.

use crate::pages::sketch::desk::{Act, Desk};
use nalsd::edit::Command;
use nalsd::model::{Id, Kind, Rect};
use nalsd::sketch::{Routes, TITLE, number};
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

#[derive(Properties)]
pub(super) struct RenameProps {
    pub(super) id: Id,
    pub(super) desk: Desk,
    pub(super) routes: Rc<RefCell<Routes>>,
    /// It is done, either way.
    pub(super) on_done: Callback<()>,
}

impl PartialEq for RenameProps {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && self.desk == other.desk && self.on_done == other.on_done
    }
}

/// A field over the part: Enter and leaving it keep what is written, Escape keeps the old name.
#[component]
pub(super) fn Rename(props: &RenameProps) -> Html {
    let node = use_node_ref();
    use_effect_with(props.id, {
        let node = node.clone();
        move |_| {
            if let Some(field) = node.cast::<HtmlInputElement>() {
                let _ = field.focus();
                field.select();
            } else if let Some(field) = node.cast::<HtmlTextAreaElement>() {
                let _ = field.focus();
                field.select();
            }
        }
    });
    let over = use_mut_ref(|| false);
    let may_be_empty = props.desk.design.link(props.id).is_some();
    let design = &props.desk.design;
    let part = design.component(props.id);
    let area = design.area(props.id);
    let link = design.link(props.id);
    let (name, rect) = if let Some(part) = part {
        (&part.name, part.rect)
    } else if let Some(area) = area {
        (
            &area.name,
            Rect {
                h: TITLE,
                w: area.rect.w.min(240.0),
                ..area.rect
            },
        )
    } else if let Some(link) = link {
        let at = props
            .routes
            .borrow()
            .get(link.id)
            .map(|path| path.label_at)
            .unwrap_or_default();
        (
            &link.name,
            Rect {
                x: at.x - 80.0,
                y: at.y - 22.0,
                w: 160.0,
                h: TITLE,
            },
        )
    } else {
        return Html::default();
    };
    let finish = {
        let (desk, id, name, done) = (
            props.desk.clone(),
            props.id,
            name.clone(),
            props.on_done.clone(),
        );
        move |keep: bool, text: String| {
            if std::mem::replace(&mut *over.borrow_mut(), true) {
                return;
            }
            let text = text.trim();
            if keep && text != name && (may_be_empty || !text.is_empty()) {
                desk.act.emit(Act::Do(Command::Rename {
                    id,
                    name: text.to_owned(),
                }));
            }
            done.emit(());
        }
    };
    let is_note = part.is_some_and(|part| part.kind == Kind::Note);
    let text = {
        let node = node.clone();
        move || match node.cast::<HtmlInputElement>() {
            Some(field) => field.value(),
            None => node
                .cast::<HtmlTextAreaElement>()
                .map(|field| field.value())
                .unwrap_or_default(),
        }
    };
    let onkeydown = {
        let (finish, text) = (finish.clone(), text.clone());
        move |event: KeyboardEvent| {
            event.stop_propagation();
            match event.key().as_str() {
                "Enter" if !(is_note && event.shift_key()) => {
                    event.prevent_default();
                    finish(true, text());
                }
                "Escape" => {
                    event.prevent_default();
                    finish(false, text());
                }
                _ => {}
            }
        }
    };
    let onblur = move |_: FocusEvent| finish(true, text());
    let style = format!(
        "left:{}px;top:{}px;width:{}px;height:{}px",
        number(rect.x),
        number(rect.y),
        number(rect.w),
        number(rect.h)
    );
    if is_note {
        html! {
            <textarea ref={node} class="rename" {style} aria-label="Text of the note" {onkeydown} {onblur}
                value={name.clone()} />
        }
    } else {
        html! {
            <input ref={node} class="rename" type="text" {style} aria-label={format!("Name of {name}")}
                autocomplete="off" spellcheck="false" {onkeydown} {onblur} value={name.clone()} />
        }
    }
}
