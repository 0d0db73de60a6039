//! The strip of totals below the canvas.

use super::place::use_panels;
use super::reading::{Reading, Total};
use super::shown::settings_of;
use super::totals::{Cell, cells};
use crate::components::toolbar::Toolbar;
use crate::pages::sketch::desk::Desk;
use nalsd::model::Field;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct StripProps {
    pub(crate) desk: Desk,
}

/// The totals, each a button that opens where it comes from; one stop on the way of Tab.
#[component]
pub(crate) fn Strip(props: &StripProps) -> Html {
    let panels = use_panels();
    let desk = &props.desk;
    let window = settings_of(&desk.design).design(Field::Window);
    let cells = cells(&desk.design, &desk.analysis, window, &panels.swings);
    // All of them are kept back only while it isn't known which are to be.
    let unknown = panels.withheld.len() == Total::ALL.len();
    html! {
        <Toolbar class={classes!("strip", unknown.then_some("unknown"))} label="Totals">
            { for cells.into_iter().map(|cell| {
                let reading = Reading::Total(cell.total);
                let open = panels.reading == Some(reading);
                let read = panels.read.clone();
                let withheld = panels.withheld.contains(&cell.total);
                html! {
                    <button key={cell.total.label()} type="button"
                        class={classes!("strip-cell", (cell.bad && !withheld).then_some("bad"))}
                        aria-expanded={if open { "true" } else { "false" }}
                        onclick={move |_| read.emit((!open).then_some(reading))}>
                        { inside(&cell, withheld) }
                    </button>
                }
            }) }
        </Toolbar>
    }
}

/// What a cell says; of a figure that is to be estimated first only that.
fn inside(cell: &Cell, withheld: bool) -> Html {
    if withheld {
        return html! {
            <>
                <span class="label">{ cell.total.label() }</span>
                <span class="strip-value estimate">{ "?" }</span>
                <small>{ "estimate first" }</small>
            </>
        };
    }
    // `p99` is no word to be set in capitals.
    let plain = cell.total == Total::Latency;
    html! {
        <>
            <span class={classes!("label", plain.then_some("plain"))}>
                { &cell.label }
                if cell.bad { <span class="visually-hidden">{ " misses what it must be" }</span> }
            </span>
            <span class="strip-value">
                if cell.bad { <span class="square" aria-hidden="true" /> }
                { &cell.value }
            </span>
            <small title={cell.note.clone()}>{ &cell.note }</small>
        </>
    }
}
