//! A part's name that leads to it.

use super::desk::{Act, Desk};
use super::names;
use nalsd::model::Id;
use yew::prelude::*;

/// A part's name, which selects it at a press.
pub(crate) fn part_link(id: Id, desk: &Desk) -> Html {
    let act = desk.act.clone();
    html! {
        <button type="button" class="part-link" onclick={move |_| act.emit(Act::Select(vec![id]))}>{ names::of(&desk.design, id) }</button>
    }
}
