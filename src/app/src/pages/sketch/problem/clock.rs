//! The clock of a run: what is left of its time, told at each full second.

use crate::pages::sketch::figures::use_panels;
use crate::platform::document;
use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// Minutes and seconds: `24:10`.
pub(super) fn told(seconds: u64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// The time left, as `24:10 left`.
pub(super) fn left(total: u64, passed: u64) -> String {
    if passed < total {
        format!("{} left", told(total - passed))
    } else {
        "Time is up".to_owned()
    }
}

/// The time in milliseconds since 1970, anew at each full second from a moment on; without one it stands still. All that count
/// from or to the same moment, or whole seconds from it, change together.
#[hook]
pub(super) fn use_now(moment: Option<u64>) -> u64 {
    let drawn = use_force_update();
    // A clock that was started just now may be ahead of what was drawn last: it is asked at each drawing.
    let now = document::now_ms();
    let second = moment.map(|moment| (moment, since(moment, now).div_euclid(1_000)));
    use_effect_with(second, move |second| {
        let tick = second.map(|_| {
            let wait = until_next(moment.unwrap_or_default(), document::now_ms());
            Timeout::new(wait, move || drawn.force_update())
        });
        move || drop(tick)
    });
    now
}

/// Milliseconds from a moment to now, less than nothing before it.
fn since(moment: u64, now: u64) -> i64 {
    i64::try_from(now).unwrap_or(i64::MAX) - i64::try_from(moment).unwrap_or(i64::MAX)
}

/// Milliseconds until the next full second from a moment, before or after it.
fn until_next(moment: u64, now: u64) -> u32 {
    let into = since(moment, now).rem_euclid(1_000);
    u32::try_from(1_000 - into).unwrap_or(1_000)
}

/// The time left of a session, in the bar.
#[component]
pub(crate) fn TimeLeft() -> Html {
    let ends = use_panels().deadline;
    let now = use_now(ends);
    let Some(ends) = ends else {
        return Html::default();
    };
    // A second that has begun counts: as the panel has it, which counts those that have passed.
    let seconds = ends.saturating_sub(now).div_ceil(1_000);
    let tone = if seconds > 0 { "now" } else { "bad" };
    let text = left(seconds, 0);
    html! { <span class={classes!("pill", tone)}>{ text }</span> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts_from_a_moment_and_what_counts_to_another_change_together() {
        for (now, wait) in [(5_000, 1_000), (5_001, 999), (5_999, 1), (6_000, 1_000)] {
            assert_eq!(until_next(5_000, now), wait, "from 5 s at {now}");
            assert_eq!(until_next(65_000, now), wait, "to 65 s at {now}");
        }
    }

    #[test]
    fn the_clock_counts_down_and_says_when_time_is_up() {
        for (passed, expected) in [
            (0, "45:00 left"),
            (2_699, "0:01 left"),
            (2_700, "Time is up"),
            (2_765, "Time is up"),
        ] {
            assert_eq!(left(2_700, passed), expected);
        }
    }
}
