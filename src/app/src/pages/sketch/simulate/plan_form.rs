//! What is to be simulated: for how long, from which seed, and what happens meanwhile.

use super::events::{EventRow, next};
use super::time_field::PlanField;
use crate::pages::sketch::figures::settings_of;
use crate::platform::document;
use nalsd::model::Design;
use nalsd::simulation::Plan;
use nalsd::units::Dimension;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Frames that a run is seen in, about: more than a chart has pixels nobody sees.
const FRAMES: f64 = 300.0;

#[derive(Properties, PartialEq)]
pub(super) struct PlanProps {
    pub(super) design: Rc<Design>,
    pub(super) plan: Plan,
    pub(super) on_change: Callback<Plan>,
}

/// A plan for another length: frames and warm-up follow.
pub(super) fn of_length(plan: &Plan, seconds: f64) -> Plan {
    Plan {
        seconds,
        // At most one frame a second, so that a frame holds enough to be told.
        sample_every: (seconds / FRAMES).max(1.0_f64.min(seconds / 20.0)),
        warm_up: seconds / 10.0,
        ..plan.clone()
    }
}

/// The plan, to be changed.
#[component]
pub(super) fn PlanForm(props: &PlanProps) -> Html {
    let plan = &props.plan;
    let on_length = {
        let (plan, on_change) = (plan.clone(), props.on_change.clone());
        Callback::from(move |seconds: Option<f64>| {
            if let Some(seconds) = seconds {
                on_change.emit(of_length(&plan, seconds));
            }
        })
    };
    let on_seed = {
        let (plan, on_change) = (plan.clone(), props.on_change.clone());
        move |event: Event| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            match input.value().trim().parse() {
                Ok(seed) => on_change.emit(Plan {
                    seed,
                    ..plan.clone()
                }),
                Err(_) => input.set_value(&plan.seed.to_string()),
            }
        }
    };
    let on_fresh = {
        let (plan, on_change) = (plan.clone(), props.on_change.clone());
        move |_| {
            let seed = u64::from(document::random(1_000_000));
            on_change.emit(Plan {
                seed,
                ..plan.clone()
            });
        }
    };
    let on_add = {
        let (plan, on_change) = (plan.clone(), props.on_change.clone());
        move |_| {
            let mut plan = plan.clone();
            plan.events.push(next(plan.seconds));
            on_change.emit(plan);
        }
    };
    let events = plan.events.iter().enumerate().map(|(at, event)| {
        let (plan, on_change) = (plan.clone(), props.on_change.clone());
        let on_change = Callback::from(move |event| {
            let mut plan = plan.clone();
            match event {
                Some(event) => plan.events[at] = event,
                None => drop(plan.events.remove(at)),
            }
            on_change.emit(plan);
        });
        html! { <EventRow key={at} design={Rc::clone(&props.design)} event={event.clone()} number={at + 1} {on_change} /> }
    });
    html! {
        <div class="plan-form">
            <div class="plan-row">
                <PlanField calendar={settings_of(&props.design).calendar} label="Length" value={Some(plan.seconds)} dimension={Dimension::TIME} on_set={on_length} />
                <label class="plan-field"><span>{ "Seed" }</span>
                    <input type="text" class="mono" inputmode="numeric" value={plan.seed.to_string()} maxlength="20" onchange={on_seed} />
                </label>
                <button type="button" class="quiet" onclick={on_fresh}>{ "Another seed" }</button>
            </div>
            <h3 class="label">{ "What happens meanwhile" }</h3>
            if plan.events.is_empty() { <p class="note">{ "Nothing: the load is that of the design\u{2019}s peak." }</p> }
            <ol class="event-rows">{ for events }</ol>
            <button type="button" onclick={on_add}>{ "Add an event" }</button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_any_length_are_seen_in_frames_that_can_be_drawn() {
        for seconds in [1.0, 10.0, 300.0, 3_600.0, 86_400.0] {
            let plan = of_length(&Plan::default(), seconds);
            let frames = plan.seconds / plan.sample_every;
            assert!((19.0..=301.0).contains(&frames), "{seconds}: {frames}");
            assert!(plan.warm_up < plan.seconds);
        }
    }
}
