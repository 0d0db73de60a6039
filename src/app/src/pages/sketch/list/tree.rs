//! Areas, the components in them, and their links, as nested lists.

use super::tools::{AreaTools, ComponentTools};
use crate::components::select::Select;
use crate::pages::sketch::desk::{Act, Desk};
use crate::pages::sketch::figures::{Reading, Total, use_panels};
use crate::pages::sketch::names;
use nalsd::analysis::Severity;
use nalsd::edit::Command;
use nalsd::model::{Area, Design, Id, Kind, Point};
use nalsd::sketch::gesture::add_component_in;
use nalsd::sketch::{component_size, free_spot, reading_order};
use nalsd::units;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct ListProps {
    pub(crate) desk: Desk,
}

/// The design as a list.
#[component]
pub(crate) fn DesignList(props: &ListProps) -> Html {
    let desk = &props.desk;
    let design = &desk.design;
    let order = reading_order(design);
    html! {
        <section class="design-list" aria-label="The design as a list">
            <h3 class="label">{ "The design as a list" }</h3>
            <p class="note">{ summary(design) }</p>
            <AddRow desk={desk.clone()} />
            { level(None, &order, desk) }
        </section>
    }
}

/// How large the design is, in words.
fn summary(design: &Design) -> String {
    let parts = design
        .components
        .iter()
        .filter(|part| part.kind != Kind::Note)
        .count();
    let counted = |count: usize, one: &str, many: &str| {
        format!("{count} {}", if count == 1 { one } else { many })
    };
    if parts == 0 {
        return "Nothing is drawn yet: add a component.".to_owned();
    }
    format!(
        "{}, {}, {}. Components come in the order of calls, from the clients on.",
        counted(parts, "component", "components"),
        counted(design.links.len(), "link", "links"),
        counted(design.areas.len(), "zone or region", "zones and regions"),
    )
}

/// What is in an area, or outside all: components first, then areas within it.
fn level(area: Option<Id>, order: &[Id], desk: &Desk) -> Html {
    let design = &desk.design;
    let here: Vec<Id> = order
        .iter()
        .copied()
        .filter(|id| {
            design
                .component(*id)
                .is_some_and(|part| known(design, part.area) == area)
        })
        .collect();
    let areas: Vec<&Rc<Area>> = design
        .areas
        .iter()
        .filter(|within| known(design, within.area) == area && Some(within.id) != area)
        .collect();
    if here.is_empty() && areas.is_empty() {
        return if area.is_some() {
            html! { <p class="note">{ "Empty." }</p> }
        } else {
            Html::default()
        };
    }
    html! {
        <ul>
            { for here.iter().map(|id| component(*id, desk)) }
            { for areas.into_iter().map(|within| {
                // Areas in a ring are no tree.
                let deep = design.within(Some(within.id)).len() <= 4;
                html! {
                    <li key={within.id.0} class="list-area">
                        { head(within.id, desk, Html::default()) }
                        if is_open(within.id, desk) { <AreaTools desk={desk.clone()} id={within.id} /> }
                        if deep { { level(Some(within.id), order, desk) } }
                    </li>
                }
            }) }
        </ul>
    }
}

/// The area, if there is one of that name.
fn known(design: &Design, area: Option<Id>) -> Option<Id> {
    area.filter(|id| design.area(*id).is_some())
}

fn is_open(id: Id, desk: &Desk) -> bool {
    desk.selection.last() == Some(&id)
}

/// The button that selects a part, what it is, and how it stands.
fn head(id: Id, desk: &Desk, stands: Html) -> Html {
    let act = desk.act.clone();
    let selected = desk.selection.contains(&id);
    let bad = desk
        .analysis
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Bad && finding.parts.first() == Some(&id))
        .count();
    html! {
        <div class="list-head">
            <button type="button" class={classes!("list-name", selected.then_some("on"))} aria-expanded={if is_open(id, desk) { "true" } else { "false" }}
                onclick={move |_| act.emit(Act::Select(if selected { Vec::new() } else { vec![id] }))}>
                { names::of(&desk.design, id) }
            </button>
            <small>{ names::kind(&desk.design, id) }{ stands }</small>
            if bad > 0 {
                <small class="bad"><span class="square" aria-hidden="true" />{ if bad == 1 { "1 fault".to_owned() } else { format!("{bad} faults") } }</small>
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct StandsProps {
    desk: Desk,
    id: Id,
}

/// `, 63 machines, 97 % used`; nothing while that is to be estimated.
#[component]
fn Stands(props: &StandsProps) -> Html {
    let withheld = use_panels().withholds(Reading::Total(Total::Machines));
    let figures = props.desk.analysis.components.get(&props.id);
    let Some(figures) = figures.filter(|_| !withheld) else {
        return Html::default();
    };
    let mut said = String::new();
    if let Some(machines) = &figures.machines {
        said.push_str(&format!(", {}", machines.text()));
    }
    if let Some(used) = figures.utilisation.filter(|used| used.is_finite()) {
        said.push_str(&format!(", {} % used", units::significant(used * 100.0, 3)));
    }
    html! { { said } }
}

fn component(id: Id, desk: &Desk) -> Html {
    let design = &desk.design;
    let links = design.links.iter().filter(|link| link.from == id);
    let calls: Vec<Html> = links
        .map(|link| {
            let (act, select) = (desk.act.clone(), link.id);
            let remove = {
                let (act, id) = (desk.act.clone(), link.id);
                move |_| act.emit(Act::Do(Command::Remove(vec![id])))
            };
            let on = desk.selection.contains(&link.id);
            let to = names::of(design, link.to);
            html! {
                <li key={link.id.0} class="list-link">
                    <button type="button" class={classes!("list-name", on.then_some("on"))} aria-pressed={if on { "true" } else { "false" }}
                        onclick={move |_| act.emit(Act::Select(vec![select]))}>{ format!("calls {to}") }</button>
                    if !link.name.trim().is_empty() { <small>{ &link.name }</small> }
                    if on { <button type="button" class="quiet" aria-label={format!("Remove the link to {to}")} title="Remove" onclick={remove}>{ "\u{d7}" }</button> }
                </li>
            }
        })
        .collect();
    html! {
        <li key={id.0} class="list-component">
            { head(id, desk, html! { <Stands desk={desk.clone()} {id} /> }) }
            if is_open(id, desk) { <ComponentTools desk={desk.clone()} {id} /> }
            if !calls.is_empty() { <ul class="list-links">{ for calls }</ul> }
        </li>
    }
}

/// Adds a component: beside the selected one, or where there is room.
#[component]
fn AddRow(props: &ListProps) -> Html {
    let desk = &props.desk;
    let kind = use_state_eq(|| Kind::Service);
    let on_choose = {
        let kind = kind.setter();
        Callback::from(move |label: String| {
            if let Some(chosen) = Kind::ALL.into_iter().find(|kind| kind.label() == label) {
                kind.set(chosen);
            }
        })
    };
    let onclick = {
        let (desk, kind) = (desk.clone(), *kind);
        move |_| {
            let beside = desk
                .selection
                .last()
                .and_then(|id| desk.kept.component(*id));
            let near = desk
                .kept
                .components
                .last()
                .map_or(Point { x: 96.0, y: 96.0 }, |last| Point {
                    x: last.rect.x + last.rect.w / 2.0,
                    y: last.rect.y + last.rect.h / 2.0,
                });
            let rect = free_spot(
                &desk.kept,
                beside.map(|part| part.rect),
                near,
                component_size(kind),
            );
            desk.act
                .emit(Act::Do(add_component_in(&desk.kept, kind, rect)));
        }
    };
    html! {
        <div class="add-row">
            <label><span class="visually-hidden">{ "Kind of component" }</span>
                <Select value={kind.label().to_owned()} {on_choose}>
                    { for Kind::ALL.into_iter().map(|kind| html! { <option key={kind.label()} value={kind.label()}>{ kind.label() }</option> }) }
                </Select>
            </label>
            <button type="button" {onclick}>{ "Add" }</button>
        </div>
    }
}
