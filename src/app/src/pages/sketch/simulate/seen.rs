//! What was seen of a run: played back, in charts and tables, and on the drawing.

use super::beside::TwoRuns;
use super::charts::Charts;
use super::compare::{Compare, caution};
use super::happenings::told;
use super::moment::{Moment, time};
use super::playback::{Act, Playback};
use super::run::Made;
use super::standings::{marked, standings};
use super::summary::sentences;
use super::tracks::Whose;
use crate::components::select::Select;
use crate::pages::sketch::canvas::live::use_live;
use crate::pages::sketch::names;
use crate::platform::document;
use gloo::timers::callback::Interval;
use nalsd::model::Id;
use std::collections::BTreeSet;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Milliseconds between two frames that are played.
const TICK: u32 = 100;
/// Those who want less motion see a tenth of the pictures.
const CALM: usize = 10;

#[derive(Properties, PartialEq)]
pub(super) struct SeenProps {
    pub(super) made: Rc<Made>,
    /// The run to compare with.
    pub(super) before: Option<Rc<Made>>,
    /// Later runs are to be compared with this one.
    pub(super) on_keep: Callback<()>,
    /// The part that is selected on the drawing: the charts are of it, where they can be.
    pub(super) selected: Option<Id>,
    /// Whether design and plan are still those of the run.
    pub(super) current: bool,
}

/// What was seen of a run, played back.
#[component]
pub(super) fn Seen(props: &SeenProps) -> Html {
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
    let marks = use_memo(made.fingerprint, |_| marked(made));
    use_effect_with(made.fingerprint, {
        let (live, marks) = (live.clone(), Rc::clone(&marks));
        move |_| {
            live.mark(BTreeSet::clone(&marks));
            move || live.mark(BTreeSet::new())
        }
    });
    use_effect_with((made.fingerprint, playback.at), {
        let made = Rc::clone(made);
        move |(_, at)| live.show(standings(&made, *at, &marks))
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
            { caution(made) }
            { controls(&playback, made) }
            { charts_of(made, *whose, &on_choose) }
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

/// Whose charts stand below, to be chosen.
fn charts_of(made: &Made, whose: Whose, on_choose: &Callback<Whose>) -> Html {
    let outcome = &made.outcome;
    let clients = outcome.clients.iter().map(|of| of.client);
    let all: Vec<Id> = clients
        .chain(outcome.components.iter().map(|of| of.component))
        .collect();
    let value = whose
        .id(outcome)
        .map_or_else(String::new, |id| id.0.to_string());
    let choose = {
        let (on_choose, made) = (on_choose.clone(), made.outcome.clone());
        Callback::from(move |chosen: String| {
            let id = chosen.parse().ok().map(Id);
            if let Some(next) = id.and_then(|id| Whose::of(&made, id)) {
                on_choose.emit(next);
            }
        })
    };
    html! {
        <label class="charts-of">
            <span>{ "Charts of" }</span>
            <Select label="Charts of" {value} on_choose={choose}>
                { for all.into_iter().map(|id| html! { <option key={id.0} value={id.0.to_string()}>{ names::of(&made.design, id) }</option> }) }
            </Select>
        </label>
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
