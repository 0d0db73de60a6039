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
    let shared = shared_reason(&verdicts);
    html! {
        <div class="check-verdicts">
            <p>
                <b>{ format!("{passed} of {} checks pass.", props.verdicts.len()) }</b>
                if props.stale { <span class="note">{ " The design has changed since: check it again." }</span> }
            </p>
            if let Some(first) = shared {
                <p>{ told(&first.reason) }</p>
                { parts(first, &props.desk) }
            }
            <ul>{ for verdicts.into_iter().map(|verdict| html! {
                <li key={verdict.check.clone()}>
                    <span class={classes!("verdict-mark", if verdict.passed { "ok" } else { "bad" })} aria-hidden="true" />
                    <div>
                        <b><span class="visually-hidden">{ if verdict.passed { "Passed: " } else { "Failed: " } }</span>{ &verdict.title }</b>
                        if shared.is_none() || verdict.passed {
                            <p>{ told(&verdict.reason) }</p>
                            { parts(verdict, &props.desk) }
                        }
                    </div>
                </li>
            }) }</ul>
        </div>
    }
}

/// What a failed check is about: each part's name leads to it.
fn parts(verdict: &Verdict, desk: &Desk) -> Html {
    if verdict.passed || verdict.parts.is_empty() {
        return Html::default();
    }
    html! { <p class="finding-parts">{ for verdict.parts.iter().map(|id| part_link(*id, desk)) }</p> }
}

/// The first of several checks that all fail for one reason: it is said once.
fn shared_reason<'a>(verdicts: &[&'a Verdict]) -> Option<&'a Verdict> {
    let mut failed = verdicts.iter().filter(|verdict| !verdict.passed);
    let first = failed.next()?;
    let same = |other: &&&Verdict| other.reason == first.reason;
    let others = failed.clone().count();
    (others > 0 && failed.filter(same).count() == others).then_some(*first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_reason_for_all_failures_is_said_once() {
        let verdict = |reason: &str| Verdict {
            check: String::new(),
            title: String::new(),
            passed: reason.is_empty(),
            reason: reason.to_owned(),
            parts: Vec::new(),
        };
        for (reasons, expected) in [
            (&["a", "a", ""][..], Some("a")),
            (&["a", "a", "b"], None),
            (&["a", ""], None),
            (&["", ""], None),
        ] {
            let verdicts: Vec<Verdict> = reasons.iter().map(|reason| verdict(reason)).collect();
            let verdicts: Vec<&Verdict> = verdicts.iter().collect();
            let found = shared_reason(&verdicts).map(|verdict| verdict.reason.as_str());
            assert_eq!(found, expected, "{reasons:?}");
        }
    }
}
