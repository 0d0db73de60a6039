//! What is to be simulated: for how long, from which seed, and what happens meanwhile.

use super::events::{EventRow, next};
use super::time_field::PlanField;
use crate::pages::sketch::figures::settings_of;
use crate::platform::document;
use nalsd::model::Design;
use nalsd::simulation::{self, Plan};
use nalsd::units::Dimension;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Frames that a run is seen in, about: more than a chart has pixels nobody sees.
const FRAMES: f64 = 300.0;

/// What changes something, whatever it is by then: a slow machine draws later than people press and type, and what is drawn may not hold
/// what was changed last.
pub(super) type Change<T> = Rc<dyn Fn(&mut T)>;

#[derive(Properties, PartialEq)]
pub(super) struct PlanProps {
    pub(super) design: Rc<Design>,
    pub(super) plan: Plan,
    pub(super) on_change: Callback<Change<Plan>>,
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
    let changes = |change: fn(&mut Plan)| {
        let on_change = props.on_change.clone();
        move |_| on_change.emit(Rc::new(change))
    };
    let on_length = {
        let on_change = props.on_change.clone();
        Callback::from(move |seconds: Option<f64>| {
            if let Some(seconds) = seconds {
                on_change.emit(Rc::new(move |plan| *plan = of_length(plan, seconds)));
            }
        })
    };
    let on_seed = {
        let (known, on_change) = (plan.seed, props.on_change.clone());
        move |event: Event| {
            let input = event.target_unchecked_into::<HtmlInputElement>();
            match input.value().trim().parse() {
                Ok(seed) => on_change.emit(Rc::new(move |plan| plan.seed = seed)),
                Err(_) => input.set_value(&known.to_string()),
            }
        }
    };
    let on_fresh = changes(|plan| plan.seed = u64::from(document::random(1_000_000)));
    let on_add = changes(|plan| plan.events.push(next(plan.seconds)));
    let events = plan.events.iter().enumerate().map(|(at, event)| {
        let on_change = {
            let on_change = props.on_change.clone();
            Callback::from(move |change: Change<simulation::Event>| {
                on_change.emit(Rc::new(move |plan| {
                    if let Some(event) = plan.events.get_mut(at) {
                        change(event);
                    }
                }));
            })
        };
        let on_remove = {
            let on_change = props.on_change.clone();
            Callback::from(move |()| {
                on_change.emit(Rc::new(move |plan| {
                    if at < plan.events.len() {
                        plan.events.remove(at);
                    }
                }));
            })
        };
        html! { <EventRow key={at} design={Rc::clone(&props.design)} event={event.clone()} number={at + 1} {on_change} {on_remove} /> }
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
