//! What a figure of the whole is made of: the largest of its components and links, or the parts that fail most.

use super::reading::{Aspect, Reading, Total};
use super::shown::{FigureButton, inputs_of};
use super::totals::brief_share;
use super::trail::told;
use crate::pages::sketch::desk::Desk;
use crate::pages::sketch::names;
use crate::pages::sketch::part_link::part_link;
use nalsd::analysis::{ComponentFigures, Figure, LinkFigures};
use nalsd::model::{Field, Id};
use nalsd::units::{self, Dimension, Quantity};
use yew::prelude::*;

/// Components of a sum that are shown.
const COMPONENTS: usize = 12;

/// Links of a sum that are shown.
const LINKS: usize = 6;

/// Parts that fail that are shown.
const FAILING: usize = 8;

/// The tables below a trail.
pub(super) fn terms(reading: Reading, desk: &Desk) -> Html {
    let Reading::Total(total) = reading else {
        return Html::default();
    };
    match total {
        Total::Machines => components(reading, Aspect::Machines, |of| of.machines.as_ref(), desk),
        Total::Storage => components(reading, Aspect::Storage, |of| of.storage.as_ref(), desk),
        Total::Cost => html! {
            <>
                { components(reading, Aspect::Cost, |of| Some(&of.cost), desk) }
                { links("By link: traffic that is paid for", |of| of.cost.value(), Dimension::SPENDING, desk) }
            </>
        },
        Total::Network => {
            let both =
                |of: &LinkFigures| of.request_bandwidth.value() + of.response_bandwidth.value();
            links("By link, both ways", both, Dimension::BANDWIDTH, desk)
        }
        Total::Availability | Total::Budget => failing(desk),
        Total::Latency => Html::default(),
    }
}

/// The largest that there are, and how many more; what comes to nothing is left out.
fn largest<T>(all: Vec<(Id, T)>, value: impl Fn(&T) -> f64, most: usize) -> (Vec<(Id, T)>, usize) {
    let mut all: Vec<(Id, T)> = all.into_iter().filter(|(_, of)| value(of) > 0.0).collect();
    all.sort_by(|a, b| value(&b.1).total_cmp(&value(&a.1)));
    let rest = all.len().saturating_sub(most);
    all.truncate(most);
    (all, rest)
}

fn more(rest: usize, columns: &'static str) -> Html {
    if rest == 0 {
        return Html::default();
    }
    html! { <tfoot><tr><td colspan={columns}>{ format!("and {rest} more") }</td></tr></tfoot> }
}

/// Components that a total is the sum of; each opens its own trail.
fn components(
    reading: Reading,
    aspect: Aspect,
    take: fn(&ComponentFigures) -> Option<&Figure>,
    desk: &Desk,
) -> Html {
    let all = desk.analysis.components.iter();
    let all = all.filter_map(|(id, figures)| Some((*id, take(figures)?)));
    let (all, rest) = largest(all.collect(), |figure| figure.value(), COMPONENTS);
    html! {
        <table class="figures-table">
            <caption>{ "By component" }</caption>
            <tbody>{ for all.into_iter().map(|(id, figure)| html! {
                <tr key={id.0}>
                    <th scope="row">{ names::of(&desk.design, id) }</th>
                    <td class="number"><FigureButton reading={Reading::Part(id, aspect)} text={told(reading, figure.quantity, desk.analysis.calendar)} /></td>
                </tr>
            }) }</tbody>
            { more(rest, "2") }
        </table>
    }
}

/// The links that a total is the sum of; each can be gone to.
fn links(
    caption: &'static str,
    value: impl Fn(&LinkFigures) -> f64,
    dimension: Dimension,
    desk: &Desk,
) -> Html {
    let all = desk.analysis.links.iter().map(|(id, of)| (*id, of));
    let (all, rest) = largest(all.collect(), |of| value(of), LINKS);
    if all.is_empty() {
        return Html::default();
    }
    html! {
        <table class="figures-table">
            <caption>{ caption }</caption>
            <tbody>{ for all.into_iter().map(|(id, of)| {
                let crosses = of.crosses.map(names::crossing);
                let quantity = Quantity::new(value(of), dimension);
                html! {
                    <tr key={id.0}>
                        <th scope="row">{ part_link(id, desk) }if let Some(crosses) = crosses { <small class="beneath">{ crosses }</small> }</th>
                        <td class="number">{ units::format_in(quantity, desk.analysis.calendar) }</td>
                    </tr>
                }
            }) }</tbody>
            { more(rest, "2") }
        </table>
    }
}

/// A small share of time: a millionth says as much as less.
fn lost(share: f64) -> String {
    const LEAST: f64 = 1e-6;
    if share < LEAST {
        format!("< {} %", units::significant(LEAST * 100.0, 2))
    } else {
        format!("{} %", units::significant(share * 100.0, 2))
    }
}

/// The parts whose failures are felt most, and how often each is up by itself.
fn failing(desk: &Desk) -> Html {
    let analysis = &desk.analysis;
    let all = &analysis.totals.importance;
    if all.is_empty() {
        return Html::default();
    }
    let worst = analysis
        .journeys
        .iter()
        .min_by(|a, b| a.availability.value().total_cmp(&b.availability.value()));
    let of = match worst.filter(|_| analysis.journeys.len() > 1) {
        Some(journey) => format!(" for {}", names::of(&desk.design, journey.client)),
        None => String::new(),
    };
    let shown = &all[..all.len().min(FAILING)];
    let rest = all.len() - shown.len();
    let up = |id: Id| match analysis.components.get(&id) {
        Some(part) => {
            let text = brief_share(part.availability.value());
            html! { <FigureButton reading={Reading::Part(id, Aspect::Availability)} {text} /> }
        }
        None => {
            let written = inputs_of(&desk.design, &[id]).get(id, Field::Availability);
            html! { { brief_share(written.unwrap_or(1.0)) } }
        }
    };
    html! {
        <>
            <table class="figures-table">
                <caption>{ format!("What fails most{of}") }</caption>
                <thead><tr><th scope="col">{ "Part" }</th><th scope="col" class="number">{ "up by itself" }</th><th scope="col" class="number">{ "takes away" }</th></tr></thead>
                <tbody>{ for shown.iter().map(|one| html! {
                    <tr key={one.part.0}>
                        <th scope="row">{ part_link(one.part, desk) }</th>
                        <td class="number">{ up(one.part) }</td>
                        <td class="number">{ lost(one.gain) }</td>
                    </tr>
                }) }</tbody>
                { more(rest, "3") }
            </table>
            <p class="note">{ "What a part takes away would be won if it never failed. Where several must fail together, each alone takes away less." }</p>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_come_first_and_the_rest_is_counted() {
        let all = |values: &[f64]| {
            (1..)
                .map(Id)
                .zip(values.iter().copied())
                .collect::<Vec<_>>()
        };
        for (values, ids, rest) in [
            (&[][..], &[][..], 0),
            (&[1.0, 3.0, 0.0, 2.0], &[2, 4], 1),
            (&[1.0, 1.0], &[1, 2], 0),
        ] {
            let (shown, more) = largest(all(values), |value| *value, 2);
            let found: Vec<u32> = shown.iter().map(|(id, _)| id.0).collect();
            assert_eq!((found.as_slice(), more), (ids, rest));
        }
    }
}
