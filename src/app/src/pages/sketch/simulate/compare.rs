//! The analysis and the simulation beside each other, and why they may differ.

use super::moment::time;
use super::run::Made;
use crate::pages::sketch::names;
use nalsd::model::Id;
use nalsd::simulation::{Comparison, Measure, compare};
use nalsd::units;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use yew::prelude::*;

/// More components than these are counted, not named.
const MOST_NAMED: usize = 4;

#[derive(Properties, PartialEq)]
pub(super) struct CompareProps {
    pub(super) made: Rc<Made>,
}

/// The table, and a warning for each component whose closed form doesn't hold.
#[component]
pub(super) fn Compare(props: &CompareProps) -> Html {
    let made = &props.made;
    let rows = use_memo(made.fingerprint, |_| compare(&made.outcome));
    if rows.is_empty() {
        return Html::default();
    }
    let mut warned: BTreeMap<_, &[&'static str]> = BTreeMap::new();
    for row in rows.iter().filter(|row| !row.why_not.is_empty()) {
        warned.entry(row.component).or_insert(&row.why_not);
    }
    html! {
        <section class="closed-forms">
            <h3 class="label">{ "Analysis and simulation" }</h3>
            <div class="moment-table">
                <table class="figures-table">
                    <caption>{ "The closed form (M/M/c or M/M/1), and the simulation with its 99 % confidence interval, the warm-up left out" }</caption>
                    <thead><tr>
                        <th scope="col">{ "Component" }</th><th scope="col">{ "Figure" }</th>
                        <th scope="col" class="number">{ "Closed form" }</th><th scope="col" class="number">{ "Simulated" }</th><th scope="col">{ "They" }</th>
                    </tr></thead>
                    <tbody>{ for rows.iter().map(|row| line(row, made)) }</tbody>
                </table>
            </div>
            if !warned.is_empty() {
                <h3 class="label">{ "Where the closed form\u{2019}s assumptions fail" }</h3>
                <ul class="warnings">{ for warned.iter().map(|(id, why)| html! {
                    <li key={id.0}><b>{ names::of(&made.design, *id) }</b>{ ": " }{ why.join(" ") }</li>
                }) }</ul>
            }
        </section>
    }
}

/// Which components' closed forms don't hold, in a sentence that is read before their figures; `None` where all do.
pub(super) fn caution(made: &Made) -> Option<String> {
    let rows = compare(&made.outcome);
    let failing = rows.iter().filter(|row| !row.why_not.is_empty());
    let failing: BTreeSet<Id> = failing.map(|row| row.component).collect();
    let names: Vec<String> = failing
        .iter()
        .map(|id| names::of(&made.design, *id))
        .collect();
    let names = match names.as_slice() {
        [] => return None,
        [one] => one.clone(),
        [first @ .., last] if first.len() < MOST_NAMED => {
            format!("{} and {last}", first.join(", "))
        }
        many => format!("{} components", many.len()),
    };
    Some(format!(
        "The closed form\u{2019}s assumptions fail at {names} in this run: what the analysis says there may be wrong. Why is told below, under \u{201c}Analysis and simulation\u{201d}."
    ))
}

fn line(row: &Comparison, made: &Made) -> Html {
    let told = |value| match row.measure {
        // What is below a picosecond is nothing.
        Measure::Wait if value < 1e-12 => time(0.0),
        Measure::Wait => time(value),
        Measure::Utilisation | Measure::Waited => units::percent((value * 1e4).round() / 1e4),
    };
    let (class, verdict) = match row.agrees {
        Some(true) if row.why_not.is_empty() => ("ok", "agree"),
        Some(true) => ("", "agree, but see below"),
        Some(false) if row.why_not.is_empty() => ("bad", "differ"),
        Some(false) => ("", "differ, see below"),
        None => ("", "can\u{2019}t be compared"),
    };
    html! {
        <tr key={format!("{} {}", row.component.0, row.measure.label())}>
            <th scope="row">{ names::of(&made.design, row.component) }</th>
            <td>{ row.measure.label() }</td>
            <td class="number">{ row.closed.map_or_else(|| "no bound".to_owned(), told) }</td>
            <td class="number">
                { told(row.simulated.mean) }
                if let Some((low, high)) = row.simulated.interval { <small>{ format!("{} to {}", told(low.max(0.0)), told(high)) }</small> }
            </td>
            <td class={class}>if class == "bad" { <span class="square" aria-hidden="true" /> }{ verdict }</td>
        </tr>
    }
}
