//! What came of a run against the clock.

use super::clock::told;
use super::kept::Run;
use crate::platform::document;
use nalsd::problem::Outcome;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct ResultProps {
    pub(super) run: Run,
}

impl Run {
    /// In a sentence: `2 of 3 passed.`
    pub(super) fn told(&self) -> String {
        let passed = self
            .outcomes
            .iter()
            .filter(|outcome| outcome.passed())
            .count();
        match self.outcomes.len() {
            0 => "It was ended before anything happened.".to_owned(),
            all => format!("{passed} of {all} passed."),
        }
    }
}

/// The last run: a line for each shock.
#[component]
pub(super) fn RunResult(props: &ResultProps) -> Html {
    let run = &props.run;
    html! {
        <section class="run-result" aria-label="The last run">
            <p><b>{ format!("The last run: {}", run.told()) }</b>{ " " }<span class="note">{ format!("{}, {} minutes.", when(document::today() - run.on), told(run.seconds)) }</span></p>
            <ol class="shocks">{ for run.outcomes.iter().map(line) }</ol>
        </section>
    }
}

fn line(outcome: &Outcome) -> Html {
    let (tone, verdict) = match (outcome.met, &outcome.lacks) {
        (Some(0), _) => ("ok", "Passed at once.".to_owned()),
        (Some(seconds), _) => ("ok", format!("Passed after {} minutes.", told(seconds))),
        (None, Some(why)) => ("bad", format!("Failed. {why}")),
        (None, None) => ("bad", "Failed.".to_owned()),
    };
    html! {
        <li key={outcome.at}>
            <b>{ format!("Minute {}: {}", outcome.at, outcome.title) }</b>
            <p><span class={classes!("verdict-mark", tone)} aria-hidden="true" />{ verdict }</p>
        </li>
    }
}

/// When it was, as a sentence begins.
fn when(days: i64) -> String {
    match days {
        0 => "Today".to_owned(),
        1 => "Yesterday".to_owned(),
        days => format!("{days} days ago"),
    }
}
