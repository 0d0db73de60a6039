//! Everything at one moment of a run: a row for each client and component, of which one is chosen for the charts.

use super::run::Made;
use super::tracks::{Whose, reasons};
use crate::pages::sketch::names;
use nalsd::model::Id;
use nalsd::simulation::{Errors, Frame};
use nalsd::units::{self, Dimension, Quantity};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct MomentProps {
    pub(super) made: Rc<Made>,
    /// The frame.
    pub(super) at: usize,
    pub(super) whose: Whose,
    pub(super) on_choose: Callback<Whose>,
}

/// The table.
#[component]
pub(super) fn Moment(props: &MomentProps) -> Html {
    let outcome = &props.made.outcome;
    let Some(frame) = outcome.frames.get(props.at) else {
        return Html::default();
    };
    let clients = outcome.clients.iter().enumerate().map(|(index, client)| {
        row(
            Whose::Client(index),
            client.client,
            client_cells(frame, index),
            props,
        )
    });
    let components = outcome.components.iter().enumerate().map(|(index, part)| {
        row(
            Whose::Component(index),
            part.component,
            component_cells(frame, index),
            props,
        )
    });
    html! {
        <div class="moment-table">
            <table class="figures-table">
                <caption>{ format!("At {}", time(frame.at)) }</caption>
                <thead><tr>
                    <th scope="col">{ "Part" }</th>
                    { for ["p99", "Traffic", "Errors", "In use", "Waiting"].map(|name| html! { <th scope="col" class="number">{ name }</th> }) }
                </tr></thead>
                <tbody>{ for clients }{ for components }</tbody>
            </table>
        </div>
    }
}

/// A cell, and whether it is bad news.
type Cell = (String, bool, Option<String>);

fn row(whose: Whose, id: Id, cells: Vec<Cell>, props: &MomentProps) -> Html {
    let on = props.whose == whose;
    let choose = props.on_choose.clone();
    html! {
        <tr key={id.0} class={on.then_some("on")}>
            <th scope="row">
                <button type="button" class={classes!("list-name", on.then_some("on"))} aria-pressed={if on { "true" } else { "false" }}
                    onclick={move |_| choose.emit(whose)}>{ names::of(&props.made.design, id) }</button>
            </th>
            { for cells.into_iter().map(|(text, bad, title)| html! {
                <td class={classes!("number", bad.then_some("bad"))} {title}>if bad { <span class="square" aria-hidden="true" /> }{ text }</td>
            }) }
        </tr>
    }
}

fn plain(text: impl Into<String>) -> Cell {
    (text.into(), false, None)
}

fn latency(p99: Option<f32>) -> Cell {
    plain(p99.map_or_else(|| "\u{2013}".to_owned(), |seconds| time(f64::from(seconds))))
}

fn client_cells(frame: &Frame, index: usize) -> Vec<Cell> {
    let Some(of) = frame.clients.get(index) else {
        return Vec::new();
    };
    vec![
        latency(of.p99),
        plain(rate(of.traffic)),
        (rate(of.failed), of.failed > 0.0, None),
        plain("\u{2013}"),
        plain("\u{2013}"),
    ]
}

fn component_cells(frame: &Frame, index: usize) -> Vec<Cell> {
    let Some(of) = frame.components.get(index) else {
        return Vec::new();
    };
    let errors = of.errors.total();
    vec![
        latency(of.p99),
        plain(rate(of.traffic)),
        (rate(errors), errors > 0.0, why(&of.errors)),
        (
            units::percent(f64::from((of.utilisation * 1000.0).round() / 1000.0)),
            of.utilisation > 0.995,
            None,
        ),
        plain(units::count(f64::from(of.queue))),
    ]
}

/// The reasons of errors.
fn why(errors: &Errors<f32>) -> Option<String> {
    let all: Vec<String> = reasons(errors)
        .into_iter()
        .filter(|(_, count)| *count > 0.0)
        .map(|(name, count)| format!("{name} {}", rate(count)))
        .collect();
    (!all.is_empty()).then(|| all.join(", "))
}

fn rate(value: f32) -> String {
    format!("{}/s", units::significant(f64::from(value), 3))
}

/// Seconds as people read them.
pub(super) fn time(seconds: f64) -> String {
    units::format(Quantity::new(seconds, Dimension::TIME))
}
