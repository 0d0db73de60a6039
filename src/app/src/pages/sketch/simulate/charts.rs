//! The golden signals over time, as small charts with one axis of time. They are drawn once for a run: where one is in it moves a
//! line by a style alone.

use super::moment::time;
use super::run::Made;
use super::tracks::{Track, Whose, lay_behind, most, path, tracks};
use crate::report::measure::use_width;
use crate::report::parts::{number, px};
use crate::report::scale::{Scale, round_up, tick_label, ticks};
use contract::report::Unit;
use nalsd::simulation::What;
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::prelude::*;

/// The height of a chart.
const HEIGHT: f64 = 112.0;
/// Space at its left for labels, and at its right: the style sheet's line knows them, too.
const LEFT: f64 = 52.0;
const RIGHT: f64 = 8.0;
const TOP: f64 = 8.0;
const BOTTOM: f64 = 20.0;
/// The space between two charts side by side.
const GAP: f64 = 16.0;
/// What a chart is at least wide.
const LEAST: f64 = 280.0;

#[derive(Properties, PartialEq)]
pub(super) struct ChartsProps {
    pub(super) made: Rc<Made>,
    /// The run that this one is compared with.
    pub(super) before: Option<Rc<Made>>,
    pub(super) whose: Whose,
    /// Told where in the run a reader pointed, from 0 to 1.
    pub(super) on_seek: Callback<f64>,
}

/// The charts.
#[component]
pub(super) fn Charts(props: &ChartsProps) -> Html {
    let place = use_node_ref();
    let whole = use_width(&place);
    let columns = ((whole + GAP) / (LEAST + GAP)).floor().clamp(1.0, 3.0);
    let width = ((whole - GAP * (columns - 1.0)) / columns).max(120.0);
    let before = props.before.as_ref();
    let fingerprint = before.map(|before| before.fingerprint);
    let all = use_memo((props.made.fingerprint, fingerprint, props.whose), |_| {
        let mut all = tracks(&props.made.outcome, props.whose);
        if let Some(before) = before {
            let part = props.whose.id(&props.made.outcome);
            let whose = part.and_then(|id| Whose::of(&before.outcome, id));
            lay_behind(
                &mut all,
                whose.map_or_else(Vec::new, |whose| tracks(&before.outcome, whose)),
            );
        }
        all
    });
    html! {
        <div class="signal-charts" ref={place}>
            { for all.iter().map(|track| html! { <figure key={track.title}>{ chart(track, &props.made, width, &props.on_seek) }</figure> }) }
        </div>
    }
}

fn chart(track: &Track, made: &Made, width: f64, on_seek: &Callback<f64>) -> Html {
    let (right, bottom) = ((width - RIGHT).max(LEFT + 10.0), HEIGHT - BOTTOM);
    let high = round_up(most(track), 2, track.unit);
    let y = Scale::linear((0.0, high), (bottom, TOP));
    let seconds = made.outcome.seconds;
    let end = made.outcome.ended_early.unwrap_or(seconds);
    let x = Scale::linear((0.0, seconds), (LEFT, right));
    let lines = track.lines.iter().map(|line| {
        let d = path(
            &line.values,
            right - LEFT,
            |share| x.at(share * end),
            |value| y.at(value),
        );
        html! { <path class={classes!("signal", line.class)} {d} /> }
    });
    let rules = ticks(0.0, high, 2, track.unit).into_iter().map(|tick| {
        let at = y.at(tick);
        html! {
            <>
                <path class="rule" d={format!("M{} {}H{}", px(LEFT), px(at.round() + 0.5), px(right))} />
                <text class="end" x={px(LEFT - 6.0)} y={px(at + 4.0)}>{ label(tick, track.unit) }</text>
            </>
        }
    });
    let times = ticks(0.0, seconds, 4, Unit::Seconds).into_iter().map(|tick| {
        let anchor = if x.at(tick) > right - 24.0 { "end" } else { "middle" };
        html! { <text class={anchor} x={px(x.at(tick))} y={px(HEIGHT - 5.0)}>{ label(tick, Unit::Seconds) }</text> }
    });
    let mark = track.mark.filter(|mark| *mark <= high).map(|mark| {
        html! { <path class="mark-line" d={format!("M{} {}H{}", px(LEFT), px(y.at(mark)), px(right))} /> }
    });
    let seek = {
        let on_seek = on_seek.clone();
        move |event: &PointerEvent| {
            let element = event
                .current_target()
                .and_then(|target| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(target).ok());
            if let Some(element) = element {
                let rect = element.get_bounding_client_rect();
                let at = (f64::from(event.client_x()) - rect.left() - LEFT)
                    / (rect.width() - LEFT - RIGHT).max(1.0);
                on_seek.emit(at.clamp(0.0, 1.0));
            }
        }
    };
    let onpointerdown = {
        let seek = seek.clone();
        move |event: PointerEvent| seek(&event)
    };
    let onpointermove = move |event: PointerEvent| {
        if event.buttons() == 1 {
            seek(&event);
        }
    };
    html! {
        <>
            <figcaption>
                { track.title }
                <span class="signal-key" aria-hidden="true">{ for track.lines.iter().filter(|_| track.lines.len() > 1).map(|line| html! { <span class={line.class}>{ line.name }</span> }) }</span>
            </figcaption>
            <div class="signal-plot" {onpointerdown} {onpointermove}>
                <svg role="img" aria-label={spoken(track, seconds)} width={px(width)} height={px(HEIGHT)} viewBox={format!("0 0 {} {}", px(width), px(HEIGHT))}>
                    { for struck(made, &x, bottom) }
                    { for rules }{ for mark }{ for lines }{ for times }
                </svg>
                <span class="cursor" aria-hidden="true" />
            </div>
        </>
    }
}

/// A tick's words, short enough for the space at the left.
fn label(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Seconds => time(value),
        _ => tick_label(value, unit, 0.0),
    }
}

/// When the plan's events began and ended.
fn struck(made: &Made, x: &Scale, bottom: f64) -> Vec<Html> {
    let events = made.plan.events.iter().enumerate().map(|(index, event)| {
        let from = x.at(event.at);
        let to = x.at(event.until.unwrap_or(made.outcome.seconds));
        html! {
            <>
                <rect class="shock" x={px(from)} y={px(TOP)} width={px((to - from).max(1.0))} height={px(bottom - TOP)} />
                <text class="shock-number start" x={px(from + 3.0)} y={px(TOP + 10.0)}>{ index + 1 }</text>
            </>
        }
    });
    let own = made
        .outcome
        .happenings
        .iter()
        .filter(|happening| !matches!(happening.what, What::Begins(_) | What::Ends(_)));
    let own = own.take(200).map(|happening| {
        html! { <path class="happening" d={format!("M{} {}v5", px(x.at(happening.at)), px(bottom))} /> }
    });
    events.chain(own).collect()
}

/// What can be said of a chart in a sentence.
fn spoken(track: &Track, seconds: f64) -> String {
    let lines = track.lines.iter().map(|line| {
        let known = || {
            line.values
                .iter()
                .copied()
                .filter(|value| value.is_finite())
        };
        let count = known().count();
        if count == 0 {
            return format!("{}: nothing", line.name);
        }
        let mean = known().map(f64::from).sum::<f64>() / count as f64;
        let greatest = known().fold(f32::MIN, f32::max);
        format!(
            "{}: {} on average, at most {}",
            line.name,
            number(mean, track.unit),
            number(f64::from(greatest), track.unit)
        )
    });
    let lines: Vec<String> = lines.collect();
    format!(
        "{} over {}. {}.",
        track.title,
        number(seconds, Unit::Seconds),
        lines.join("; ")
    )
}
