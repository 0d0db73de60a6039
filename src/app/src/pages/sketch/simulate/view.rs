//! The panel of the simulation.

use super::lesson::{Invitation, Lesson};
use super::memory::{Memory, use_memory};
use super::plan_form::{Change, PlanForm};
use super::run::{Made, State, use_run};
use super::seen::Seen;
use crate::pages::sketch::desk::Desk;
use crate::pages::sketch::desk_state::same_system;
use crate::pages::sketch::figures::use_panels;
use crate::platform::document;
use nalsd::model::Design;
use nalsd::simulation::{Example, Plan};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Clone, Properties, PartialEq)]
pub(crate) struct SimulationProps {
    pub(crate) desk: Desk,
    /// What is remembered from when the panel was open before.
    pub(crate) memory: Memory,
    /// Opens a design beside the reader's own.
    pub(crate) on_open: Callback<Rc<Design>>,
    /// Puts the panel away.
    pub(crate) on_close: Callback<()>,
}

/// The simulation; before figures are estimated only that it would give them away.
#[component]
pub(crate) fn Simulation(props: &SimulationProps) -> Html {
    // On a narrow screen it opens far below the button.
    use_effect_with((), |()| {
        document::soon(|| document::reveal_top(".simulation"));
    });
    if use_panels().withheld.is_empty() {
        return html! { <Open ..props.clone() /> };
    }
    html! {
        <section class="simulation" aria-label="Simulation">
            { head(&props.on_close, Html::default()) }
            <p class="note simulation-withheld">{ "A run would give away what is to be estimated. Commit your estimates on the problem\u{2019}s side, or skip them there; then it can be run." }</p>
        </section>
    }
}

/// The plan, the run, and what was seen.
#[component]
fn Open(props: &SimulationProps) -> Html {
    let desk = &props.desk;
    let memory = use_memory(&props.memory, desk);
    let example = use_memo(Rc::clone(&desk.kept), |design| {
        Example::of(design).map(Rc::new)
    });
    let on_made = {
        let memory = memory.clone();
        Callback::from(move |made: Rc<Made>| memory.set_made(&made))
    };
    let run = use_run(desk, &on_made);
    let going = matches!(run.state, State::Going(_));
    let on_change = {
        let memory = memory.clone();
        Callback::from(move |change: Change<Plan>| memory.change_plan(&change))
    };
    let on_keep = {
        let memory = memory.clone();
        Callback::from(move |()| memory.keep_last())
    };
    let start = {
        let (start, memory) = (run.start.clone(), memory.clone());
        move |_| start.emit(memory.plan_now())
    };
    let stop = {
        let stop = run.stop.clone();
        move |_| stop.emit(())
    };
    html! {
        <section class="simulation" aria-label="Simulation">
            { head(&props.on_close, html! {
                <>
                    if going {
                        <button type="button" class="stop" onclick={stop}>{ "Stop" }</button>
                    } else {
                        <button type="button" class="primary" disabled={desk.kept.components.is_empty()} onclick={start}>{ "Run" }</button>
                    }
                    <span class="simulation-state" role="status">{ if desk.kept.components.is_empty() && !going { "Draw something first: there is nothing to run.".to_owned() } else { state_of(&run.state, memory.made.is_some()) } }</span>
                </>
            }) }
            if let State::Going(share) = run.state {
                <progress max="1" value={format!("{share:.3}")} aria-label="Simulated so far" />
            }
            if let State::Refused(why) = &run.state {
                <p class="complaint" role="alert">{ why }</p>
            }
            <div class="simulation-body">
                <div class="simulation-plan">
                    if let Some(example) = &*example {
                        <Lesson desk={desk.clone()} example={Rc::clone(example)} />
                    }
                    <PlanForm design={Rc::clone(&desk.kept)} plan={memory.plan.clone()} {on_change} />
                    // Before a run it stands where the run will.
                    if example.is_none() && !going && memory.made.is_some() { <Invitation on_open={props.on_open.clone()} /> }
                </div>
                if let (false, Some(made)) = (going, &memory.made) {
                    <Seen selected={desk.selection.last().copied()} key={made.fingerprint.to_string()} made={Rc::clone(made)} before={memory.first.clone().filter(|first| first != made)} {on_keep}
                        current={same_system(&made.design, &desk.kept) && made.plan == memory.plan} />
                } else if !going {
                    <div class="simulation-empty">
                    <p class="note">{ "Run simulates every request of this design in the engine, here in this tab: arrivals, queues, timeouts, retries, breakers. The same seed gives the same run on any machine." }</p>
                    if example.is_none() { <Invitation on_open={props.on_open.clone()} /> }
                    </div>
                }
            </div>
        </section>
    }
}

/// The panel's head, with what can be done now.
fn head(on_close: &Callback<()>, actions: Html) -> Html {
    let close = on_close.reform(|_: MouseEvent| ());
    html! {
        <header class="simulation-head">
            <h2>{ "Simulation" }</h2>
            { actions }
            <span class="space" />
            <button type="button" class="quiet" onclick={close} aria-label="Close the simulation" title="Close">{ "\u{d7}" }</button>
        </header>
    }
}

fn state_of(state: &State, made: bool) -> String {
    match state {
        State::Idle if made => "The run is done.".to_owned(),
        State::Idle => String::new(),
        State::Going(share) => format!("{:.0} %", share * 100.0),
        State::Refused(_) => "It can\u{2019}t be simulated.".to_owned(),
    }
}
