//! A model design beside the learner's: figure by figure, and as a copy to look at.

use super::panel::Work;
use crate::pages::sketch::desk::Desk;
use crate::pages::sketch::figures::{Total, money, nothing_of, seconds, share};
use nalsd::analysis::{Analysis, Figure, analyse};
use nalsd::exchange::from_file;
use nalsd::model::Design;
use nalsd::units;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct CompareProps {
    pub(super) work: Work,
    pub(super) desk: Desk,
    pub(super) on_copy: Callback<Rc<Design>>,
}

/// The comparison, of the question that is worked on.
#[component]
pub(super) fn Compare(props: &CompareProps) -> Html {
    let work = &props.work;
    let open = use_state_eq(|| false);
    let at = work
        .problem
        .brief
        .iterations
        .iter()
        .position(|iteration| iteration.question == work.question);
    let model = use_memo((at, *open), |(at, open)| {
        let text = at
            .filter(|_| *open)
            .and_then(|at| work.problem.page.models.get(at))?;
        Some(
            from_file(text)
                .map(Rc::new)
                .map_err(|error| error.to_string()),
        )
    });
    let onclick = {
        let open = open.clone();
        move |_| open.set(!*open)
    };
    html! {
        <div class="model-compare">
            <button type="button" aria-expanded={if *open { "true" } else { "false" }} {onclick}>{ if *open { "Hide the model design" } else { "Compare with a model design" } }</button>
            { match &*model {
                None => Html::default(),
                Some(Err(why)) => html! { <p class="complaint" role="alert">{ format!("The model design can\u{2019}t be read: {why}") }</p> },
                Some(Ok(model)) => {
                    let (copy, design) = (props.on_copy.clone(), Rc::clone(model));
                    html! {
                        <>
                            { table(&analyse(&work.problem.brief.over(&props.desk.kept)), &analyse(&work.problem.brief.over(model)), props, model) }
                            <p class="note">{ "A model is one good answer, not the only one: look where the two differ, and why." }</p>
                            <button type="button" onclick={move |_| copy.emit(Rc::clone(&design))}>{ "Open a copy of it" }</button>
                        </>
                    }
                }
            } }
        </div>
    }
}

fn table(own: &Analysis, model: &Analysis, props: &CompareProps, design: &Design) -> Html {
    let figure = |of: fn(&Analysis) -> Option<&Figure>| {
        move |analysis: &Analysis| of(analysis).map_or_else(none, Figure::text)
    };
    let latency = |analysis: &Analysis| match analysis.totals.latency {
        Some(latency) => seconds(latency.at(analysis.objectives.percentile)),
        None if analysis.journeys.is_empty() => none(),
        None => "no bound".to_owned(),
    };
    let up = |analysis: &Analysis| {
        analysis
            .totals
            .availability
            .as_ref()
            .map_or_else(none, |figure| share(figure.value()))
    };
    let cost = |analysis: &Analysis| {
        analysis.totals.cost.as_ref().map_or_else(none, |figure| {
            // The sign isn't parted from its number.
            money(figure.value(), analysis.calendar).replace("$ ", "$\u{a0}")
        })
    };
    let machines = |analysis: &Analysis| {
        analysis
            .totals
            .machines
            .as_ref()
            .map_or_else(none, |figure| units::count(figure.value()))
    };
    let network = figure(|analysis| analysis.totals.network.as_ref());
    let storage = figure(|analysis| analysis.totals.storage.as_ref());
    let row = |total: Total, of: &dyn Fn(&Analysis) -> String| {
        // As the strip has it: of what isn't drawn there is nothing to say.
        let told = |analysis, of_design| {
            nothing_of(of_design, total).map_or_else(|| of(analysis), |_| none())
        };
        html! { <tr key={total.label()}><th scope="row">{ total.label() }</th><td class="number">{ told(own, &props.desk.kept) }</td><td class="number">{ told(model, design) }</td></tr> }
    };
    let count = |of: usize| units::count(of as f64);
    html! {
        <table class="figures-table">
            <caption>{ "With the numbers that the problem gives" }</caption>
            <thead><tr><th scope="col">{ "Figure" }</th><th scope="col" class="number">{ "Yours" }</th><th scope="col" class="number">{ "Model" }</th></tr></thead>
            <tbody>
                { row(Total::Machines, &machines) }{ row(Total::Latency, &latency) }{ row(Total::Availability, &up) }
                { row(Total::Network, &network) }{ row(Total::Storage, &storage) }{ row(Total::Cost, &cost) }
                <tr><th scope="row">{ "Components" }</th><td class="number">{ count(props.desk.kept.components.len()) }</td><td class="number">{ count(design.components.len()) }</td></tr>
            </tbody>
        </table>
    }
}

fn none() -> String {
    "\u{2013}".to_owned()
}
