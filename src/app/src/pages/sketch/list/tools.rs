//! What can be done to the part that is open in the list.

use super::place::place_in;
use crate::components::select::Select;
use crate::pages::sketch::desk::{Act, Desk};
use crate::pages::sketch::inspector::NameField;
use crate::pages::sketch::names;
use crate::room::use_room;
use nalsd::edit::Command;
use nalsd::model::{Id, Kind, Link, Written};
use yew::prelude::*;

/// What stands in a list of choices before one is made.
const NOTHING: &str = "";
/// Outside all areas.
const OUTSIDE: &str = "outside";

#[derive(Properties, PartialEq)]
pub(super) struct ToolsProps {
    pub(super) desk: Desk,
    pub(super) id: Id,
}

/// A component: rename, connect, move, remove. Its numbers are in the inspector.
#[component]
pub(super) fn ComponentTools(props: &ToolsProps) -> Html {
    let (desk, id) = (&props.desk, props.id);
    let room = use_room();
    let Some(part) = desk.kept.component(id) else {
        return Html::default();
    };
    let others = desk.kept.components.iter().filter(|other| {
        other.id != id
            && other.kind != Kind::Note
            && desk
                .kept
                .links
                .iter()
                .all(|link| (link.from, link.to) != (id, other.id))
    });
    let connect = {
        let act = desk.act.clone();
        Callback::from(move |to: String| {
            if let Ok(to) = to.parse().map(Id) {
                act.emit(Act::Do(Command::Add {
                    components: Vec::new(),
                    links: vec![Link {
                        id: Id(0),
                        from: id,
                        to,
                        name: String::new(),
                        set: Written::new(),
                    }],
                    areas: Vec::new(),
                }));
                // Adding selects what was added; the list goes on with the component.
                act.emit(Act::Select(vec![id]));
            }
        })
    };
    let move_to = {
        let desk = desk.clone();
        Callback::from(move |to: String| {
            let area = to.parse().ok().map(Id);
            match place_in(&desk.kept, id, area) {
                Some(rect) => desk.act.emit(Act::Do(Command::Place(vec![(id, rect)]))),
                None => room.say.emit(format!(
                    "{} has no room for another component: make it larger first.",
                    area.map_or_else(|| "It".to_owned(), |area| names::of(&desk.kept, area))
                )),
            }
        })
    };
    let area = part
        .area
        .map_or_else(|| OUTSIDE.to_owned(), |area| area.0.to_string());
    let now = area.clone();
    let move_to = Callback::from(move |to: String| {
        if to != now {
            move_to.emit(to);
        }
    });
    html! {
        <div class="list-tools" key={id.0}>
            <NameField key={id.0} desk={desk.clone()} {id} />
            if part.kind != Kind::Note {
                <label class="field-row"><span>{ "Connect to" }</span>
                    <Select value={NOTHING.to_owned()} on_choose={connect}>
                        <option value={NOTHING}>{ "choose\u{2026}" }</option>
                        { for others.map(|other| html! { <option key={other.id.0} value={other.id.0.to_string()}>{ names::of(&desk.kept, other.id) }</option> }) }
                    </Select>
                </label>
            }
            if !desk.kept.areas.is_empty() {
                <label class="field-row"><span>{ "Stands in" }</span>
                    <Select value={area} on_choose={move_to}>
                        <option value={OUTSIDE}>{ "no zone or region" }</option>
                        { for desk.kept.areas.iter().map(|area| html! { <option key={area.id.0} value={area.id.0.to_string()}>{ names::of(&desk.kept, area.id) }</option> }) }
                    </Select>
                </label>
            }
            <Remove desk={desk.clone()} {id} />
        </div>
    }
}

/// An area: rename, remove.
#[component]
pub(super) fn AreaTools(props: &ToolsProps) -> Html {
    let (desk, id) = (&props.desk, props.id);
    html! {
        <div class="list-tools" key={id.0}>
            <NameField key={id.0} desk={desk.clone()} {id} />
            <Remove desk={desk.clone()} {id} />
        </div>
    }
}

#[component]
fn Remove(props: &ToolsProps) -> Html {
    let act = props.desk.act.clone();
    let id = props.id;
    html! {
        <button type="button" class="quiet" onclick={move |_| act.emit(Act::Do(Command::Remove(vec![id])))}>
            { format!("Remove {}", names::of(&props.desk.kept, id)) }
        </button>
    }
}
