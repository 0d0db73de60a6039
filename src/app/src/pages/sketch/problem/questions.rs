//! The four questions, of which one is worked on.

use super::panel::Work;
use nalsd::problem::Question;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct QuestionsProps {
    pub(super) work: Work,
    pub(super) on_question: Callback<Question>,
}

/// What a question's button is called on the page.
pub(super) fn question_id(question: Question) -> String {
    format!("question-{}", question.number())
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
                            <button type="button" id={question_id(question)} class={classes!("list-name", on.then_some("on"))} aria-pressed={if on { "true" } else { "false" }}
                                onclick={move |_| choose.emit(question)}>{ format!("{}. {}", question.number(), question.label()) }</button>
                            if passed { <span class="pill ok">{ "passed" }</span> }
                            if passed && work.kept.by_model.contains(&question) { <span class="note">{ "model\u{2019}s copy" }</span> }
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
