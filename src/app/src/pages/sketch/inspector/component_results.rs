//! What comes of a component's numbers.

use crate::pages::sketch::desk::Desk;
use crate::pages::sketch::figures::{
    Aspect, FigureButton, KEPT_BACK, Reading, Total, money, percentiles, share, use_panels,
};
use nalsd::analysis::{ComponentFigures, Load};
use nalsd::model::{Id, Kind};
use nalsd::units;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct ResultsProps {
    pub(super) desk: Desk,
    pub(super) id: Id,
}

/// The results of a component.
#[component]
pub(super) fn ComponentResults(props: &ResultsProps) -> Html {
    let (desk, id) = (&props.desk, props.id);
    let panels = use_panels();
    let [machines_withheld, latency_withheld] =
        [Total::Machines, Total::Latency].map(|total| panels.withholds(Reading::Total(total)));
    let Some(figures) = desk.analysis.components.get(&id) else {
        return Html::default();
    };
    let calendar = desk.analysis.calendar;
    let client = desk
        .design
        .component(id)
        .is_some_and(|part| part.kind == Kind::Client);
    let calls = desk.design.links.iter().any(|link| link.from == id);
    let figure = |name: &'static str, aspect: Aspect, text: String, bad: bool| {
        html! {
            <div><dt>{ name }</dt><dd><FigureButton reading={Reading::Part(id, aspect)} {text} {bad} /></dd></div>
        }
    };
    let short = figures
        .needed
        .as_ref()
        .zip(figures.machines.as_ref())
        .is_some_and(|(needed, machines)| machines.value() < needed.value());
    html! {
        <section class="part-results" aria-label="What comes of it">
            <h4 class="label">{ "What comes of it" }</h4>
            <dl class="facts-list">
                { figure("Demand", Aspect::Demand, figures.demand.text(), false) }
                if let Some(tasks) = &figures.tasks { { figure("Tasks", Aspect::Tasks, units::count(tasks.value()), false) } }
                if let Some(machines) = &figures.machines { { figure("Machines", Aspect::Machines, deployed(figures, machines.value()), short) } }
                if !client { { figure("Traffic", Aspect::Traffic, figures.traffic.text(), false) } }
                if let Some(storage) = &figures.storage { { figure("Stored", Aspect::Storage, storage.text(), false) } }
                if !client { { figure("Up by itself", Aspect::Availability, share(figures.availability.value()), false) } }
                if figures.cost.value() > 0.0 { { figure("Cost", Aspect::Cost, money(figures.cost.value(), calendar), false) } }
            </dl>
            if !figures.loads.is_empty() && !machines_withheld { { loads(id, figures) } }
            if latency_withheld {
                <p class="note">{ KEPT_BACK }</p>
            } else if client && !calls {
                <p class="note">{ "It calls nothing yet: there is nothing to answer. Link it to what it calls." }</p>
            } else {
                { latency(figures, client) }
            }
        </section>
    }
}

/// `63 machines`, or with what is needed where that differs.
fn deployed(figures: &ComponentFigures, machines: f64) -> String {
    match &figures.needed {
        Some(needed) if (needed.value() - machines).abs() > 1e-9 => {
            format!(
                "{} of {} needed",
                units::count(machines),
                units::count(needed.value())
            )
        }
        _ => units::count(machines),
    }
}

/// What it needs of each resource, and which one binds.
fn loads(id: Id, figures: &ComponentFigures) -> Html {
    html! {
        <table class="figures-table loads">
            <caption>
                { "Machines for each resource" }
                if let Some(headroom) = figures.headroom { <small>{ room(headroom) }</small> }
            </caption>
            <thead><tr>
                <th scope="col">{ "Resource" }</th><th scope="col" class="number">{ "Needs" }</th><th scope="col" class="number">{ "Used" }</th>
            </tr></thead>
            <tbody>{ for figures.loads.iter().map(|load| load_row(id, load, figures.binds == Some(load.resource))) }</tbody>
        </table>
    }
}

/// How much more load fits.
fn room(headroom: f64) -> String {
    if headroom < 0.0 {
        "it doesn\u{2019}t fit".to_owned()
    } else if headroom >= 100.0 {
        "room for 100 times as much".to_owned()
    } else if headroom >= 1.0 {
        format!(
            "room for {} times as much",
            units::significant(headroom + 1.0, 2)
        )
    } else {
        format!(
            "room for {} % more",
            units::significant((headroom * 100.0).floor(), 2)
        )
    }
}

fn load_row(id: Id, load: &Load, binds: bool) -> Html {
    let over = load.utilisation > 1.0;
    let width = if load.utilisation.is_finite() {
        load.utilisation.clamp(0.0, 1.0) * 100.0
    } else {
        100.0
    };
    let used = if load.utilisation.is_finite() {
        format!(
            "{} %",
            units::significant(
                load.utilisation * 100.0,
                if load.utilisation < 0.1 { 2 } else { 3 }
            )
        )
    } else {
        "no bound".to_owned()
    };
    html! {
        <tr key={load.resource.label()} class={classes!(binds.then_some("binds"), over.then_some("bad"))}>
            <th scope="row">
                { load.resource.label() }
                if binds { <small>{ "binds" }</small> }
                <svg class="load-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
                    <rect class="ground" width="100" height="4" /><rect class="used" width={format!("{width:.1}")} height="4" />
                </svg>
            </th>
            <td class="number"><FigureButton reading={Reading::Part(id, Aspect::Load(load.resource))} text={units::significant(load.needed.value(), 3)} /></td>
            <td class="number">if over { <span class="square" aria-hidden="true" /> }{ used }</td>
        </tr>
    }
}

/// How long it takes by itself, and until it answers.
fn latency(figures: &ComponentFigures, client: bool) -> Html {
    let unbounded = || {
        let over = figures.utilisation.filter(|used| *used >= 1.0);
        let words = over.map_or_else(
            || "Some queue behind it grows without bound.".to_owned(),
            |used| {
                format!(
                    "The queue grows without bound: utilisation {}.",
                    units::significant(used, 3)
                )
            },
        );
        html! { <p class="note bad"><span class="square" aria-hidden="true" />{ words }</p> }
    };
    html! {
        <>
            if !client {
                <h5>{ "By itself, waiting counted" }</h5>
                { figures.own_latency.as_ref().map_or_else(unbounded, percentiles) }
            }
            if figures.latency != figures.own_latency || client {
                <h5>{ "Until it answers, calls to others counted" }</h5>
                { figures.latency.as_ref().map_or_else(unbounded, percentiles) }
            }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::room;

    #[test]
    fn headroom_in_words() {
        for (headroom, expected) in [
            (-0.2, "it doesn\u{2019}t fit"),
            (0.0, "room for 0 % more"),
            (0.039, "room for 3 % more"),
            (0.5, "room for 50 % more"),
            (3.0, "room for 4 times as much"),
            (1e9, "room for 100 times as much"),
        ] {
            assert_eq!(room(headroom), expected);
        }
    }
}
