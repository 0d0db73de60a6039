//! What the checks say of a design, each with its reason.

use crate::pages::sketch::desk::Desk;
use crate::pages::sketch::figures::use_panels;
use crate::pages::sketch::part_link::part_link;
use nalsd::problem::Verdict;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct VerdictsProps {
    pub(super) desk: Desk,
    pub(super) verdicts: Rc<Vec<Verdict>>,
    /// Whether the design has changed since.
    pub(super) stale: bool,
}

/// The verdicts, what fails first.
#[component]
pub(super) fn Verdicts(props: &VerdictsProps) -> Html {
    let panels = use_panels();
    let told = |reason: &str| panels.told(reason);
    let passed = props
        .verdicts
        .iter()
        .filter(|verdict| verdict.passed)
        .count();
    let mut verdicts: Vec<&Verdict> = props.verdicts.iter().collect();
    verdicts.sort_by_key(|verdict| verdict.passed);
    html! {
        <div class="check-verdicts">
            <p>
                <b>{ format!("{passed} of {} checks pass.", props.verdicts.len()) }</b>
                if props.stale { <span class="note">{ " The design has changed since: check it again." }</span> }
            </p>
            <ul>{ for verdicts.into_iter().map(|verdict| html! {
                <li key={verdict.check.clone()}>
                    <span class={classes!("verdict-mark", if verdict.passed { "ok" } else { "bad" })} aria-hidden="true" />
                    <div>
                        <b><span class="visually-hidden">{ if verdict.passed { "Passed: " } else { "Failed: " } }</span>{ &verdict.title }</b>
                        <p>{ told(&verdict.reason) }</p>
                        if !verdict.passed && !verdict.parts.is_empty() { <p class="finding-parts">{ for verdict.parts.iter().map(|id| part_link(*id, &props.desk)) }</p> }
                    </div>
                </li>
            }) }</ul>
        </div>
    }
}
