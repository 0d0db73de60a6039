//! The interview's clock.

use super::desk::Desk;
use crate::platform::document;
use gloo::timers::callback::Interval;
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
    let (running, left) = {
        let work = props.desk.work();
        (work.timer.is_running(), work.timer.remaining_ms(minutes, now))
    };
    use_effect_with(running, move |running| {
        let tick = running.then(|| Interval::new(1_000, move || redraw.force_update()));
        move || drop(tick)
    });
    let on_toggle = {
        let desk = props.desk.clone();
        move |_| {
            let now = document::now_ms();
            desk.change(|work| {
                if work.timer.is_running() {
                    work.timer.pause(now);
                } else {
                    work.timer.start(now);
                }
            });
        }
    };
    let on_reset = {
        let desk = props.desk.clone();
        move |_| desk.change(|work| work.timer.reset())
    };
    let begun = props.desk.work().timer.is_begun();
    let label = match (running, begun) {
        (true, _) => "Pause the clock",
        (false, true) => "Let the clock go on",
        (false, false) => "Start the clock",
    };
    html! {
        <span class="clock" role="group" aria-label="Clock">
            <button type="button" class={classes!("quiet", "mono", (left < 0.0).then_some("over"))} onclick={on_toggle}
                title={label} aria-label={format!("{label}: {} left", spoken(left))}>
                <span class={if running { "pause" } else { "play" }} aria-hidden="true" />
                { shown(left) }
            </button>
            if begun && !running {
                <button type="button" class="quiet" onclick={on_reset} title={format!("Back to {minutes} minutes")}>{ "Reset" }</button>
            }
        </span>
    }
}

/// Minutes and seconds, with a minus once the time is over.
fn shown(ms: f64) -> String {
    let seconds = (ms.abs() / 1_000.0) as u64;
    let sign = if ms < 0.0 { "\u{2212}" } else { "" };
    format!("{sign}{}:{:02}", seconds / 60, seconds % 60)
}

fn spoken(ms: f64) -> String {
    let minutes = (ms.abs() / 60_000.0) as u64;
    if ms < 0.0 {
        format!("{minutes} minutes over, none")
    } else {
        format!("{minutes} minutes")
    }
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn time_over_is_negative() {
        assert_eq!(shown(1_450_000.0), "24:10");
        assert_eq!(shown(-61_000.0), "\u{2212}1:01");
    }
}
