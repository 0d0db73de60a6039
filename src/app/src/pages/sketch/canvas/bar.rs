//! The buttons on the drawing: the view's, the history's, and those for several parts.

use super::keys::Keys;
use super::mode::Mode;
use crate::components::toolbar::Toolbar;
use crate::pages::sketch::desk::Act;
use crate::pages::sketch::names;
use nalsd::edit::{Align, align};
use nalsd::model::Id;
use std::collections::BTreeSet;
use yew::prelude::*;

/// A button that shows a line drawing of 16 by 16 pixels.
pub(super) fn tool(
    label: &str,
    keys: &str,
    icon: &'static str,
    on: bool,
    does: Callback<MouseEvent>,
) -> Html {
    let title = if keys.is_empty() {
        label.to_owned()
    } else {
        format!("{label} ({keys})")
    };
    html! {
        <button type="button" class={classes!("tool", on.then_some("on"))} aria-label={label.to_owned()} {title} onclick={does}>
            { drawing(icon) }
        </button>
    }
}

/// A line drawing of 16 by 16 pixels.
pub(super) fn drawing(d: &'static str) -> Html {
    html! { <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path {d} /></svg> }
}

const UNDO: &str = "M3 6.5h6.5a3.5 3.5 0 0 1 0 7h-4M3 6.5l3-3M3 6.5l3 3";
const REDO: &str = "M13 6.5h-6.5a3.5 3.5 0 0 0 0 7h4M13 6.5l-3-3M13 6.5l-3 3";
const CLOSER: &str = "M8 3v10M3 8h10";
const FURTHER: &str = "M3 8h10";
const LAYOUT: &str =
    "M1.5 6.5h3.5v3h-3.5zM11 2h3.5v3h-3.5zM11 11h3.5v3h-3.5zM5 8h3M8 3.5v9M8 3.5h3M8 12.5h3";
const FIT: &str = "M2.5 6v-3.5h3.5M10 2.5h3.5v3.5M13.5 10v3.5h-3.5M6 13.5h-3.5v-3.5";

/// The view and the history, at the foot of the drawing.
pub(super) fn foot(keys: &Keys) -> Html {
    let on = |does: fn(&Keys)| {
        let keys = keys.clone();
        Callback::from(move |_: MouseEvent| does(&keys.now()))
    };
    let (undo, redo) = (&keys.desk.undo, &keys.desk.redo);
    let step = |label: &str,
                what: &Option<AttrValue>,
                shortcut: &str,
                icon: &'static str,
                act: fn(&Keys)| {
        let said = what
            .as_ref()
            .map_or_else(|| label.to_owned(), |what| format!("{label} {what}"));
        html! {
            <button type="button" class="tool" aria-label={label.to_owned()} title={format!("{said} ({shortcut})")}
                disabled={what.is_none()} onclick={on(act)}>{ drawing(icon) }</button>
        }
    };
    html! {
        <Toolbar class="foot" label="View and history">
            { tool("Zoom out", "\u{2212}", FURTHER, false, on(|keys| keys.stage.zoom(false))) }
            <button type="button" class="tool zoom" title="Own size (0)"
                onclick={on(|keys| keys.stage.zoom_to_one())}><span id="sketch-zoom">{ "100 %" }</span><span class="visually-hidden">{ ", zoom to own size" }</span></button>
            { tool("Zoom in", "+", CLOSER, false, on(|keys| keys.stage.zoom(true))) }
            { tool("Fit into view", "1", FIT, false, on(|keys| keys.stage.fit(&[]))) }
            <i class="rule" />
            { step("Undo", undo, "Ctrl+Z", UNDO, |keys| keys.desk.act.emit(Act::Undo)) }
            { step("Redo", redo, "Ctrl+Shift+Z", REDO, |keys| keys.desk.act.emit(Act::Redo)) }
            <i class="rule" />
            { tool("Lay out", "Shift+L", LAYOUT, false, on(|keys| keys.lay_out())) }
            <button type="button" class="tool" aria-label="Keys" title="Keys (?)"
                onclick={on(|keys| keys.mode.set(Mode::Help))}>{ "?" }</button>
        </Toolbar>
    }
}

const ALIGNS: [(Align, &str, &str); 8] = [
    (
        Align::Left,
        "Align left edges",
        "M2.5 2v12M5 4.5h8.5v2.5h-8.5zM5 9.5h5.5v2.5h-5.5z",
    ),
    (
        Align::Centre,
        "Align centres",
        "M8 1.5v3M8 7v2.5M8 12v2.5M3.5 4.5h9v2.5h-9zM5 9.5h6v2.5h-6z",
    ),
    (
        Align::Right,
        "Align right edges",
        "M13.5 2v12M2.5 4.5h8.5v2.5h-8.5zM5.5 9.5h5.5v2.5h-5.5z",
    ),
    (
        Align::Top,
        "Align upper edges",
        "M2 2.5h12M4.5 5v8.5h2.5v-8.5zM9.5 5v5.5h2.5v-5.5z",
    ),
    (
        Align::Middle,
        "Align middles",
        "M1.5 8h3M7 8h2.5M12 8h2.5M4.5 3.5v9h2.5v-9zM9.5 5v6h2.5v-6z",
    ),
    (
        Align::Bottom,
        "Align lower edges",
        "M2 13.5h12M4.5 2.5v8.5h2.5v-8.5zM9.5 5.5v5.5h2.5v-5.5z",
    ),
    (
        Align::Across,
        "Equal gaps across",
        "M2 2v12M14 2v12M6 4.5h4v7h-4z",
    ),
    (
        Align::Down,
        "Equal gaps down",
        "M2 2h12M2 14h12M4.5 6v4h7v-4z",
    ),
];

const DUPLICATE: &str = "M2.5 2.5h7.5v7.5h-7.5zM6 12.5v1h7.5v-7.5h-1";
const DELETE: &str = "M2.5 4h11M6 4v-1.5h4v1.5M4 4l.75 9.5h6.5l.75-9.5M6.75 6.5v4.5M9.25 6.5v4.5";
const NUMBERS: &str = "M6 2l-1.5 12M11.5 2l-1.5 12M2.5 5.5h11.5M2 10.5h11.5";
const RENAME: &str = "M9.5 4l2.5 2.5M2.5 13.5l.75-3.25l7.75-7.75l2.5 2.5l-7.75 7.75z";

/// What keys do with what is selected, for fingers: the style sheet shows it where nothing points more finely.
pub(super) fn by_touch(keys: &Keys) -> Html {
    let selection = &keys.desk.selection;
    let Some(last) = selection.last().copied() else {
        return Html::default();
    };
    let on = |does: fn(&Keys)| {
        let keys = keys.clone();
        Callback::from(move |_: MouseEvent| does(&keys.now()))
    };
    let rename = {
        let mode = keys.mode.clone();
        Callback::from(move |_: MouseEvent| mode.set(Mode::Rename(last)))
    };
    let can_double = selection
        .iter()
        .any(|id| keys.desk.design.link(*id).is_none());
    let design = &keys.desk.design;
    let has_numbers = selection.iter().any(|id| !names::is_note(design, *id));
    html! {
        <Toolbar class="several by-touch" label="What is selected">
            if selection.len() == 1 { { tool("Rename", "", RENAME, false, rename) } }
            if has_numbers { { tool("Numbers", "", NUMBERS, false, on(|keys| keys.inspect.emit(()))) } }
            if can_double { { tool("Duplicate", "", DUPLICATE, false, on(Keys::duplicate)) } }
            { tool("Delete", "", DELETE, false, on(Keys::remove)) }
        </Toolbar>
    }
}

/// What can be done with several parts.
pub(super) fn several(keys: &Keys) -> Html {
    let desk = &keys.desk;
    let ids: BTreeSet<Id> = desk
        .selection
        .iter()
        .copied()
        .filter(|id| desk.design.link(*id).is_none())
        .collect();
    if ids.len() < 2 {
        return Html::default();
    }
    let of = |how: Align| {
        let (desk, ids) = (desk.clone(), ids.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(command) = align(&desk.kept, &ids, how) {
                desk.act.emit(Act::Do(command));
            }
        })
    };
    html! {
        <Toolbar class="several" label={format!("Align {} parts", ids.len())}>
            { for ALIGNS.iter().filter(|(how, ..)| ids.len() > 2 || !matches!(how, Align::Across | Align::Down))
                .map(|(how, label, icon)| tool(label, "", icon, false, of(*how))) }
        </Toolbar>
    }
}
