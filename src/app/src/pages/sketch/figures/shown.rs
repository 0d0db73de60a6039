//! How figures are shown: with their unit, and as a button that opens where they come from.

use super::place::use_panels;
use super::reading::Reading;
use nalsd::model::inputs::{Inputs, Scenario};
use nalsd::model::{Design, Id};
use nalsd::units::{self, Calendar, Dimension, Quantity};
use std::rc::Rc;
use yew::prelude::*;

/// Money per time as people read it, by the design's own month.
pub(crate) fn money(value: f64, calendar: Calendar) -> String {
    units::format_in(Quantity::new(value, Dimension::SPENDING), calendar)
}

/// The objectives, distances, prices, calendar and machine classes of a design.
pub(crate) fn settings_of(design: &Design) -> Inputs {
    inputs_of(design, &[])
}

/// The same, and the numbers of some components, links and areas: much less is read than for the whole design.
pub(crate) fn inputs_of(design: &Design, parts: &[Id]) -> Inputs {
    let alone = Design {
        components: design
            .components
            .iter()
            .filter(|of| parts.contains(&of.id))
            .map(Rc::clone)
            .collect(),
        links: design
            .links
            .iter()
            .filter(|of| parts.contains(&of.id))
            .map(Rc::clone)
            .collect(),
        areas: design
            .areas
            .iter()
            .filter(|of| parts.contains(&of.id))
            .map(Rc::clone)
            .collect(),
        assumptions: design.assumptions.clone(),
        machines: design.machines.clone(),
        set: design.set.clone(),
        ..Design::default()
    };
    Inputs::read(&alone, &Scenario::new())
}

#[derive(Properties, PartialEq)]
pub(crate) struct FigureProps {
    /// Which figure.
    pub(crate) reading: Reading,
    /// Its value.
    pub(crate) text: AttrValue,
    /// Whether it is worse than it must be: a square says so, too.
    #[prop_or_default]
    pub(crate) bad: bool,
}

/// A figure that opens its trail.
#[component]
pub(crate) fn FigureButton(props: &FigureProps) -> Html {
    let panels = use_panels();
    let withheld = panels.withholds(props.reading);
    let open = panels.reading == Some(props.reading);
    let onclick = {
        let (read, reading) = (panels.read.clone(), props.reading);
        move |_| read.emit((!open).then_some(reading))
    };
    html! {
        <button type="button" class={classes!("figure-button", (props.bad && !withheld).then_some("bad"))} title="Where it comes from"
            aria-expanded={if open { "true" } else { "false" }} {onclick}>
            if withheld {
                { "estimate first" }
            } else {
                if props.bad { <span class="square" aria-hidden="true" /> }
                { &props.text }
            }
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_told_by_the_designs_own_month() {
        let per_second = 3_000.0 / (30.0 * 86_400.0);
        let month = |days: f64| Calendar {
            month: days * 86_400.0,
            ..Calendar::default()
        };
        assert_eq!(money(per_second, month(30.0)), "$ 3000/month");
        assert_eq!(money(per_second, month(31.0)), "$ 3100/month");
    }
}
