//! What comes of a link's numbers.

use super::component_results::ResultsProps;
use crate::pages::sketch::figures::{Aspect, FigureButton, Reading, money};
use crate::pages::sketch::names;
use crate::pages::sketch::part_link::part_link;
use nalsd::model::{AreaKind, Id, Kind};
use nalsd::units;
use yew::prelude::*;

/// The results of a link, and the way to its ends.
#[component]
pub(super) fn LinkResults(props: &ResultsProps) -> Html {
    let (desk, id) = (&props.desk, props.id);
    let Some(link) = desk.design.link(id) else {
        return Html::default();
    };
    let ends = html! { <p class="link-ends">{ part_link(link.from, desk) }{ " calls " }{ part_link(link.to, desk) }</p> };
    let Some(figures) = desk.analysis.links.get(&id) else {
        return ends;
    };
    let calendar = desk.analysis.calendar;
    let figure = |name: &'static str, aspect: Aspect, text: String| {
        html! { <div><dt>{ name }</dt><dd><FigureButton reading={Reading::Part(id, aspect)} {text} /></dd></div> }
    };
    let zone = |end: Id| {
        let area = desk.design.component(end)?.area?;
        let area = desk.design.area(area)?;
        (area.kind == AreaKind::Zone).then_some(area.id)
    };
    // A client that stands in no zone or region is somewhere on the internet.
    let outside = [link.from, link.to].into_iter().any(|end| {
        let part = desk.design.component(end);
        part.is_some_and(|part| part.kind == Kind::Client && part.area.is_none())
    });
    let crosses = match figures.crosses {
        None if outside => "leaves for clients outside",
        None if zone(link.from).is_some() && zone(link.to).is_some() => "nothing: within a zone",
        None => "nothing: an end is in no zone",
        Some(border) => names::crossing(border),
    };
    html! {
        <section class="part-results" aria-label="What comes of it">
            <h4 class="label">{ "What comes of it" }</h4>
            { ends }
            <dl class="facts-list">
                { figure("Calls", Aspect::Demand, figures.calls.text()) }
                { figure("There", Aspect::Requests, figures.request_bandwidth.text()) }
                { figure("Back", Aspect::Responses, figures.response_bandwidth.text()) }
                <div><dt>{ "Crosses" }</dt><dd>{ crosses }</dd></div>
                if figures.cost.value() > 0.0 { { figure("Cost", Aspect::Cost, money(figures.cost.value(), calendar)) } }
            </dl>
            if figures.amplification > 1.0 + 1e-9 {
                <p class="note">{ format!(
                    "When it fails, one request becomes up to {} calls here: retries multiply with those above.",
                    units::count(figures.amplification)
                ) }</p>
            }
        </section>
    }
}
