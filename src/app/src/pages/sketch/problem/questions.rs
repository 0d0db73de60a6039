//! The four questions, of which one is worked on.

use super::panel::Work;
use nalsd::problem::Question;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct QuestionsProps {
    pub(super) work: Work,
    pub(super) on_question: Callback<Question>,
}

/// The questions, and what the chosen one means here.
#[component]
pub(super) fn Questions(props: &QuestionsProps) -> Html {
    let work = &props.work;
    let brief = &work.problem.brief;
    html! {
        <div class="questions">
            <h3 class="label">{ "Iterations" }</h3>
            <ol>
                { for brief.iterations.iter().map(|iteration| {
                    let question = iteration.question;
                    let on = question == work.question;
                    let passed = work.kept.passed.contains(&question);
                    let choose = props.on_question.clone();
                    html! {
                        <li key={question.number()}>
                            <button type="button" class={classes!("list-name", on.then_some("on"))} aria-pressed={if on { "true" } else { "false" }}
                                onclick={move |_| choose.emit(question)}>{ format!("{}. {}", question.number(), question.label()) }</button>
                            if passed { <span class="pill ok">{ "passed" }</span> }
                        </li>
                    }
                }) }
            </ol>
            if let Some(iteration) = brief.iteration(work.question) {
                { for iteration.prompt.split("\n\n").map(str::trim).filter(|text| !text.is_empty()).map(|text| html! { <p>{ text }</p> }) }
            }
        </div>
    }
}
