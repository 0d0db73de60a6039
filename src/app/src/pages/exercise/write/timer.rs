//! The interview's clock.

use super::desk::Desk;
use crate::platform::document;
use gloo::timers::callback::Interval;
use practice::work::Timer;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct TimerProps {
    pub(crate) desk: Desk,
    /// Minutes that an interview gives.
    pub(crate) minutes: u16,
}

/// Time left, and a button that starts, pauses and goes on.
#[component]
pub(crate) fn Clock(props: &TimerProps) -> Html {
    let redraw = use_force_update();
    let now = document::now_ms();
    let minutes = props.minutes;
    let kept = props.desk.work().timer;
    let begun = kept.is_some_and(|timer| timer.is_running() || timer.used_ms > 0);
    let timer = kept.unwrap_or_else(|| Timer::new(minutes));
    let (running, left) = (timer.is_running(), timer.remaining_ms(now));
    use_effect_with(running, move |running| {
        let tick = running.then(|| Interval::new(1_000, move || redraw.force_update()));
        move || drop(tick)
    });
    let on_toggle = {
        let desk = props.desk.clone();
        move |_| {
            let now = document::now_ms();
            desk.change(|work| {
                let timer = work.timer.get_or_insert_with(|| Timer::new(minutes));
                if timer.is_running() {
                    timer.pause(now);
                } else {
                    timer.start(now);
                }
            });
        }
    };
    let on_reset = {
        let desk = props.desk.clone();
        move |_| {
            desk.change(|work| {
                if let Some(timer) = &mut work.timer {
                    timer.reset(document::now_ms());
                }
            });
        }
    };
    let label = match (running, begun) {
        (true, _) => "Pause the clock",
        (false, true) => "Let the clock go on",
        (false, false) => "Start the clock",
    };
    html! {
        <span class="clock" role="group" aria-label="Clock">
            <button type="button" class={classes!("quiet", "mono", (left < 0).then_some("over"))} onclick={on_toggle}
                title={label} aria-label={format!("{label}: {} left", timer.text(now))}>
                <span class={if running { "pause" } else { "play" }} aria-hidden="true" />
                { timer.text(now) }
            </button>
            if begun && !running {
                <button type="button" class="quiet" onclick={on_reset} title={format!("Back to {minutes} minutes")}>{ "Reset" }</button>
            }
        </span>
    }
}
