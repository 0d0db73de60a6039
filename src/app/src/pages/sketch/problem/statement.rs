//! What there is to read: the statement, the numbers given, hints, the rubric, approaches.

use super::panel::Work;
use crate::pages::exercise::{Gate, Hints, rendered};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct WorkProps {
    pub(super) work: Work,
}

/// The task.
#[component]
pub(super) fn Statement(props: &WorkProps) -> Html {
    let page = &props.work.problem.page;
    html! {
        <details open={true}>
            <summary>{ "The task" }</summary>
            <div class="prose">{ rendered(below_heading(&page.statement)) }</div>
        </details>
    }
}

/// The statement without the heading that it begins with: the panel has said so.
fn below_heading(html: &str) -> &str {
    let text = html.trim_start();
    match text.split_once("</h2>") {
        Some((_, rest)) if text.starts_with("<h2") => rest,
        _ => html,
    }
}

/// The numbers given, with where they are from.
#[component]
pub(super) fn Givens(props: &WorkProps) -> Html {
    let givens = &props.work.problem.brief.givens;
    html! {
        <details>
            <summary>{ format!("Numbers given: {}", givens.len()) }</summary>
            <p class="note">{ "They are among the design\u{2019}s assumptions: any number may name them." }</p>
            <table class="figures-table">
                <thead><tr><th scope="col">{ "What" }</th><th scope="col" class="number">{ "Value" }</th></tr></thead>
                <tbody>{ for givens.iter().map(|given| html! {
                    <tr key={given.name.clone()}>
                        <th scope="row">{ &given.text }{ " " }<code>{ &given.name }</code><small>{ &given.from }</small></th>
                        <td class="number">{ unbroken(&given.value) }</td>
                    </tr>
                }) }</tbody>
            </table>
        </details>
    }
}

/// A short value on one line; a long one breaks between words.
fn unbroken(value: &str) -> String {
    if value.chars().count() <= 16 {
        value.replace(' ', "\u{a0}")
    } else {
        value.replace("$ ", "$\u{a0}")
    }
}

/// Hints one by one; what interviewers look for and the follow-up questions once it is passed, or asked for.
#[component]
pub(super) fn Reading(props: &WorkProps) -> Html {
    let page = &props.work.problem.page;
    html! {
        <>
            <Hints hints={page.hints.clone()} />
            <Gate name={page.name.clone()} what="What interviewers look for, and approaches," once="a design has passed each of the four questions">
                <details class="approaches"><summary>{ "What interviewers look for" }</summary><div class="prose">{ rendered(&page.rubric) }</div></details>
                <details class="approaches"><summary>{ "Approaches and follow-up questions" }</summary><div class="prose">{ rendered(&page.approaches) }</div></details>
            </Gate>
        </>
    }
}
