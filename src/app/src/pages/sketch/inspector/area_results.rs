//! What is known of a zone or region, and what its loss does.

use super::component_results::ResultsProps;
use crate::pages::sketch::desk::Act;
use crate::pages::sketch::figures::{Aspect, FigureButton, Reading, share};
use nalsd::units;
use yew::prelude::*;

/// The results of an area.
#[component]
pub(super) fn AreaResults(props: &ResultsProps) -> Html {
    let (desk, id) = (&props.desk, props.id);
    if desk.design.area(id).is_none() {
        return html! { <p class="note">{ "This part is gone." }</p> };
    }
    let lost = desk.lost == Some(id);
    let toggle = {
        let act = desk.act.clone();
        move |_| act.emit(Act::Lose((!lost).then_some(id)))
    };
    let figures = desk.analysis.areas.get(&id);
    let figure = |name: &'static str, aspect: Aspect, text: String| {
        html! { <div><dt>{ name }</dt><dd><FigureButton reading={Reading::Part(id, aspect)} {text} /></dd></div> }
    };
    html! {
        <section class="part-results" aria-label="What comes of it">
            <h4 class="label">{ "What comes of it" }</h4>
            if let Some(figures) = figures {
                <dl class="facts-list">
                    { figure("Machines", Aspect::Machines, units::count(figures.machines.value())) }
                    { figure("In and out", Aspect::Traffic, figures.crossing.text()) }
                    <div>
                        <dt>{ "Answered without it" }</dt>
                        <dd class={classes!((figures.without < 1.0 - 1e-9).then_some("bad"))}>
                            if figures.without < 1.0 - 1e-9 { <span class="square" aria-hidden="true" /> }
                            { share(figures.without) }
                        </dd>
                    </div>
                </dl>
            }
            <button type="button" aria-pressed={if lost { "true" } else { "false" }} onclick={toggle}>
                { if lost { "Bring it back" } else { "Show it as lost" } }
            </button>
        </section>
    }
}
