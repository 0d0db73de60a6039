//! The panel of the simulation.

use super::beside::TwoRuns;
use super::charts::Charts;
use super::compare::{Compare, caution};
use super::happenings::told;
use super::lesson::{Invitation, Lesson};
use super::memory::{Memory, use_memory};
use super::moment::{Moment, time};
use super::plan_form::PlanForm;
use super::playback::{Act, Playback};
use super::run::{Made, State, use_run};
use super::standings::{marked, standings};
use super::summary::sentences;
use super::tracks::Whose;
use crate::pages::sketch::canvas::live::use_live;
use crate::pages::sketch::desk::Desk;
use crate::pages::sketch::desk_state::same_system;
use crate::platform::document;
use gloo::timers::callback::Interval;
use nalsd::model::{Design, Id};
use nalsd::simulation::{Example, Plan};
use std::collections::BTreeSet;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Milliseconds between two frames that are played.
const TICK: u32 = 100;
/// Those who want less motion see a tenth of the pictures.
const CALM: usize = 10;

#[derive(Properties, PartialEq)]
pub(crate) struct SimulationProps {
    pub(crate) desk: Desk,
    /// What is remembered from when the panel was open before.
    pub(crate) memory: Memory,
    /// Opens a design beside the reader's own.
    pub(crate) on_open: Callback<Rc<Design>>,
    /// Puts the panel away.
    pub(crate) on_close: Callback<()>,
}

/// The plan, the run, and what was seen.
#[component]
pub(crate) fn Simulation(props: &SimulationProps) -> Html {
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
        Callback::from(move |plan: Plan| memory.set_plan(plan))
    };
    let on_keep = {
        let memory = memory.clone();
        Callback::from(move |()| memory.keep_last())
    };
    let start = {
        let (start, plan) = (run.start.clone(), memory.plan.clone());
        move |_| start.emit(plan.clone())
    };
    let stop = {
        let stop = run.stop.clone();
        move |_| stop.emit(())
    };
    let live = use_live();
    use_effect_with((), move |()| {
        live.watch(true);
        move || live.watch(false)
    });
    let close = {
        let on_close = props.on_close.clone();
        move |_| on_close.emit(())
    };
    html! {
        <section class="simulation" aria-label="Simulation">
            <header class="simulation-head">
                <h2>{ "Simulation" }</h2>
                if going {
                    <button type="button" class="stop" onclick={stop}>{ "Stop" }</button>
                } else {
                    <button type="button" class="primary" disabled={desk.kept.components.is_empty()} onclick={start}>{ "Run" }</button>
                }
                <span class="simulation-state" role="status">{ state_of(&run.state, memory.made.is_some()) }</span>
                <span class="space" />
                <button type="button" class="quiet" onclick={close} aria-label="Close the simulation" title="Close">{ "\u{d7}" }</button>
            </header>
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

fn state_of(state: &State, made: bool) -> String {
    match state {
        State::Idle if made => "The run is done.".to_owned(),
        State::Idle => String::new(),
        State::Going(share) => format!("{:.0} %", share * 100.0),
        State::Refused(_) => "It can\u{2019}t be simulated.".to_owned(),
    }
}

#[derive(Properties, PartialEq)]
struct SeenProps {
    made: Rc<Made>,
    /// The run to compare with.
    before: Option<Rc<Made>>,
    /// Later runs are to be compared with this one.
    on_keep: Callback<()>,
    /// The part that is selected on the drawing: the charts are of it, where they can be.
    selected: Option<Id>,
    /// Whether design and plan are still those of the run.
    current: bool,
}

/// What was seen of a run, played back.
#[component]
fn Seen(props: &SeenProps) -> Html {
    let made = &props.made;
    let outcome = &made.outcome;
    let playback = use_reducer({
        let frames = outcome.frames.len();
        move || Playback::default().after(Act::Load(frames))
    });
    let whose = use_state_eq(|| {
        if outcome.clients.is_empty() {
            Whose::Component(0)
        } else {
            Whose::Client(0)
        }
    });
    let live = use_live();
    use_effect_with(made.fingerprint, {
        let (live, made) = (live.clone(), Rc::clone(made));
        move |_| {
            live.mark(marked(&made));
            move || live.mark(BTreeSet::new())
        }
    });
    use_effect_with((made.fingerprint, playback.at), {
        let made = Rc::clone(made);
        move |(_, at)| live.show(standings(&made, *at))
    });
    use_effect_with(props.selected, {
        let (made, whose) = (Rc::clone(made), whose.setter());
        move |selected| {
            if let Some(found) = selected.and_then(|id| Whose::of(&made.outcome, id)) {
                whose.set(found);
            }
        }
    });
    use_effect_with(playback.playing, {
        let dispatcher = playback.dispatcher();
        move |playing| {
            let (pause, by) = if document::less_motion() {
                (TICK * CALM as u32, CALM)
            } else {
                (TICK, 1)
            };
            let tick =
                playing.then(|| Interval::new(pause, move || dispatcher.dispatch(Act::Tick(by))));
            move || drop(tick)
        }
    });
    let on_seek = use_callback(
        (playback.dispatcher(), outcome.frames.len()),
        |share: f64, (dispatcher, frames)| {
            let last = frames.saturating_sub(1) as f64;
            dispatcher.dispatch(Act::To((share * last).round() as usize));
        },
    );
    let on_choose = use_callback(whose.setter(), |next, whose| whose.set(next));
    html! {
        <div class="seen" style={format!("--at:{:.5}", playback.share() * made.outcome.ended_early.unwrap_or(outcome.seconds) / outcome.seconds.max(f64::MIN_POSITIVE))}>
            if !props.current { <p class="note">{ "The design or the plan has changed since: this is the run before. Run it again." }</p> }
            <div class="run-summary">{ for sentences(made).into_iter().map(|sentence| html! { <p>{ sentence }</p> }) }</div>
            { warnings(made) }
            if let Some(sentence) = caution(made) { <p class="note warned">{ sentence }</p> }
            { controls(&playback, made) }
            <Charts made={Rc::clone(made)} before={props.before.clone()} whose={*whose} {on_seek} />
            <Moment made={Rc::clone(made)} at={playback.at} whose={*whose} {on_choose} />
            if let Some(before) = &props.before {
                <TwoRuns before={Rc::clone(before)} now={Rc::clone(made)} on_keep={props.on_keep.clone()} />
            }
            { happenings(made) }
            <Compare made={Rc::clone(made)} />
            <p class="note">{ facts(made) }</p>
        </div>
    }
}

/// What one has to know to read the figures: the first of it at once.
fn warnings(made: &Made) -> Html {
    let Some((first, rest)) = made.outcome.warnings.split_first() else {
        return Html::default();
    };
    html! {
        <div class="note warned">
            <p>{ &first.text }</p>
            if !rest.is_empty() {
                <details>
                    <summary>{ format!("{} more to know", rest.len()) }</summary>
                    { for rest.iter().map(|warning| html! { <p>{ &warning.text }</p> }) }
                </details>
            }
        </div>
    }
}

/// Play, and the place in time.
fn controls(playback: &UseReducerHandle<Playback>, made: &Made) -> Html {
    let (dispatcher, last) = (playback.dispatcher(), playback.frames.saturating_sub(1));
    let now = made
        .outcome
        .frames
        .get(playback.at)
        .map_or(0.0, |frame| frame.at);
    let play = {
        let dispatcher = dispatcher.clone();
        move |_| dispatcher.dispatch(Act::Play)
    };
    let oninput = move |event: InputEvent| {
        if let Ok(at) = event
            .target_unchecked_into::<HtmlInputElement>()
            .value()
            .parse()
        {
            dispatcher.dispatch(Act::To(at));
        }
    };
    let said = format!("{} of {}", time(now), time(made.outcome.seconds));
    html! {
        <div class="playback" role="group" aria-label="Playback">
            <button type="button" onclick={play} disabled={last == 0}>{ if playback.playing { "Pause" } else { "Play" } }</button>
            <input type="range" min="0" max={last.to_string()} value={playback.at.to_string()} aria-label="Time in the run" aria-valuetext={said.clone()} {oninput} />
            <span class="mono">{ said }</span>
        </div>
    }
}

/// What happened, in order.
fn happenings(made: &Made) -> Html {
    let all = &made.outcome.happenings;
    if all.is_empty() {
        return Html::default();
    }
    html! {
        <details class="happenings">
            <summary>{ format!("What happened: {}", all.len()) }</summary>
            <ol>{ for all.iter().take(500).map(|happening| html! {
                <li><span class="mono">{ time(happening.at) }</span><span>{ told(happening, &made.plan, &made.design) }</span></li>
            }) }</ol>
            if all.len() > 500 { <p class="note">{ format!("and {} more", all.len() - 500) }</p> }
        </details>
    }
}

/// What the run can be made again by, and told apart.
fn facts(made: &Made) -> String {
    let outcome = &made.outcome;
    let thinned = if outcome.thinned > 1 {
        format!(
            "One of {} requests was simulated, with as many fewer slots; rates are those of the whole.",
            outcome.thinned
        )
    } else {
        "Every request was simulated.".to_owned()
    };
    format!(
        "Seed {}, {}, the first {} left out of the totals. {thinned} Fingerprint {:016x}: the same on every machine.",
        outcome.seed,
        time(outcome.seconds),
        time(outcome.warm_up),
        made.fingerprint
    )
}
