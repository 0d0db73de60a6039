//! Parts are renamed where they stand, and notes are written there.

use super::field::Field;
use crate::pages::sketch::desk::{Act, Desk};
use crate::pages::sketch::names;
use crate::pages::sketch::renamed::renamed;
use nalsd::edit::Command;
use nalsd::model::{Id, Kind, Rect};
use nalsd::sketch::gesture::add_component_in;
use nalsd::sketch::{Routes, TITLE, note_rect};
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// What stands in a note in which nothing is written.
const NOTE: &str = "Note";

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

/// A field over the part.
#[component]
pub(super) fn Rename(props: &RenameProps) -> Html {
    let id = props.id;
    let design = &props.desk.design;
    let part = design.component(id);
    let (name, rect) = if let Some(part) = part {
        (&part.name, part.rect)
    } else if let Some(area) = design.area(id) {
        let title = Rect {
            h: TITLE,
            w: area.rect.w.min(240.0),
            ..area.rect
        };
        (&area.name, title)
    } else if let Some(link) = design.link(id) {
        let routes = props.routes.borrow();
        let at = routes.get(id).map(|path| path.label_at);
        let at = at.unwrap_or_default();
        let beside = Rect {
            x: at.x - 80.0,
            y: at.y - 22.0,
            w: 160.0,
            h: TITLE,
        };
        (&link.name, beside)
    } else {
        return Html::default();
    };
    let note = names::is_note(design, id);
    let may_be_empty = design.link(id).is_some();
    let on_done = {
        let (desk, done, name) = (props.desk.clone(), props.on_done.clone(), name.clone());
        Callback::from(move |text: Option<String>| {
            let text = text.filter(|text| *text != name && (may_be_empty || !text.is_empty()));
            if let Some(text) = text {
                let desk = desk.now();
                desk.act.emit(renamed(&desk.kept, id, text));
            }
            done.emit(());
        })
    };
    let label = if note {
        AttrValue::Static("Text of the note")
    } else {
        format!("Name of {name}").into()
    };
    // What a note is called while nothing is written in it isn't its text.
    let value = Some(name).filter(|name| !(note && *name == NOTE));
    let value = value.cloned().unwrap_or_default();
    html! { <Field key={id.0} {rect} {note} {label} {value} {on_done} /> }
}

#[derive(Properties, PartialEq)]
pub(super) struct NewNoteProps {
    pub(super) rect: Rect,
    pub(super) desk: Desk,
    /// It is done, either way.
    pub(super) on_done: Callback<()>,
}

/// A note that is being written: it is added with its text, in one step.
#[component]
pub(super) fn NewNote(props: &NewNoteProps) -> Html {
    let on_done = {
        let (desk, rect, done) = (props.desk.clone(), props.rect, props.on_done.clone());
        Callback::from(move |text: Option<String>| {
            let desk = desk.now();
            let mut command = add_component_in(&desk.kept, Kind::Note, rect);
            if let Command::Add { components, .. } = &mut command
                && let Some(note) = components.first_mut()
            {
                let text = text.filter(|text| !text.is_empty());
                note.name = text.unwrap_or_else(|| NOTE.to_owned());
                note.rect = note_rect(rect, &note.name);
            }
            done.emit(());
            desk.act.emit(Act::Do(command));
        })
    };
    html! { <Field rect={props.rect} note=true label="Text of the note" value="" {on_done} /> }
}
