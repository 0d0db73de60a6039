//! Against the clock: at scripted minutes the world changes, and the design is judged as the world then is.

use super::kept::Session;
use super::panel::Work;
use super::verdicts::Verdicts;
use crate::pages::sketch::desk::{Act, Desk};
use crate::pages::sketch::figures::use_panels;
use crate::platform::document;
use crate::room::use_room;
use gloo::timers::callback::Timeout;
use nalsd::problem::{Shock, Standing};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct ClockProps {
    pub(super) work: Work,
    pub(super) desk: Desk,
}

/// The timed mode.
#[component]
pub(super) fn Clock(props: &ClockProps) -> Html {
    let (work, desk) = (&props.work, &props.desk);
    let room = use_room();
    let panels = use_panels();
    let timed = &work.problem.brief.timed;
    let session = work.kept.session;
    let begun = session.map(|session| session.begun);
    let before = session.map_or(0, |session| session.struck);
    let now = use_now(begun);
    let total = u64::from(timed.minutes) * 60;
    // The bar shows the time that is left whatever is looked at beside it.
    use_effect_with(begun.map(|begun| begun + total * 1_000), {
        let deadline = panels.set_deadline.clone();
        move |ends| deadline.emit(*ends)
    });
    use_effect_with((), {
        let deadline = panels.set_deadline;
        move |()| move || deadline.emit(None)
    });
    let passed = begun.map_or(0, |begun| now.saturating_sub(begun) / 1_000);
    let minute = u16::try_from(passed / 60).unwrap_or(u16::MAX);
    let due = if begun.is_some() {
        timed
            .shocks
            .iter()
            .filter(|shock| shock.at <= minute)
            .count()
    } else {
        0
    };
    // The answer may still be on its way from the disk: nothing strikes what stands on the desk until then.
    let there = desk.kept.problem.as_deref() == Some(&work.problem.page.name);
    let looked_on = use_mut_ref(|| false);
    use_effect_with((due, before, there, begun.is_some()), {
        let (desk, work, say) = (desk.clone(), work.clone(), room.say);
        move |(due, before, there, on)| {
            if !there || !on {
                return;
            }
            let away = !looked_on.replace(true);
            let shocks = work.problem.brief.timed.shocks.iter();
            let struck: Vec<&Shock> = shocks.take(*due).skip(*before).collect();
            for shock in &struck {
                // Each strikes what the one before left.
                let commands = shock.commands(&desk.now().kept);
                if !commands.is_empty() {
                    desk.act.emit(Act::All {
                        commands,
                        label: shock.title.clone(),
                    });
                }
            }
            if let Some(words) = news(&struck, away) {
                say.emit(words);
            }
            if let Some(session) = work.kept.session.filter(|_| due != before) {
                keep(
                    &work,
                    Some(Session {
                        struck: *due,
                        ..session
                    }),
                );
            }
        }
    });
    let standing = use_memo(
        (due, work.problem.page.name.clone(), begun.is_some()),
        |_| Standing::after(&work.problem.brief, if due == 0 { 0 } else { minute }),
    );
    let verdicts = use_memo(
        (Rc::as_ptr(&desk.kept), due, begun.is_some()),
        |(_, _, on)| {
            if *on {
                standing.judge(&desk.kept)
            } else {
                Vec::new()
            }
        },
    );
    let start = {
        let work = work.clone();
        move |_| {
            let begun = document::now_ms();
            keep(&work, Some(Session { begun, struck: 0 }));
        }
    };
    let end = {
        let work = work.clone();
        move |_| keep(&work, None)
    };
    if begun.is_none() {
        return html! {
            <div class="timed">
                <h3 class="label">{ "Against the clock" }</h3>
                <p class="note">{ format!("{} minutes. Meanwhile the world changes {}, and the design is judged as the world then is.", timed.minutes, times(timed.shocks.len())) }</p>
                <button type="button" onclick={start}>{ "Start the clock" }</button>
            </div>
        };
    }
    html! {
        <div class="timed">
            <h3 class="label">{ "Against the clock" }</h3>
            <p class={classes!("clock-left", (passed >= total).then_some("bad"))} role="timer">{ left(total, passed) }</p>
            <ol class="shocks" aria-live="assertive">
                { for timed.shocks.iter().take(due).map(|shock| html! { <li key={shock.at}><b>{ format!("Minute {}: {}", shock.at, shock.title) }</b><p>{ &shock.text }</p></li> }) }
            </ol>
            <Verdicts desk={desk.clone()} {verdicts} stale=false />
            <button type="button" onclick={end}>{ "End it" }</button>
        </div>
    }
}

/// Keeps how the session stands, so that leaving the page doesn't end it.
fn keep(work: &Work, session: Option<Session>) {
    let mut next = (*work.kept).clone();
    next.session = session;
    work.keep.emit(next);
}

/// What is said of shocks that have just struck; of those that fell due while nobody was there, that they did so then.
fn news(struck: &[&Shock], away: bool) -> Option<String> {
    let told: Vec<String> = struck
        .iter()
        .map(|shock| format!("{}: {}", shock.title, shock.text))
        .collect();
    let told = (!told.is_empty()).then(|| told.join(" "))?;
    Some(if away {
        format!("While you were away the world changed. {told}")
    } else {
        told
    })
}

fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        count => format!("{count} times"),
    }
}

/// The time left, as `24:10 left`.
fn left(total: u64, passed: u64) -> String {
    let told = |seconds: u64| format!("{}:{:02}", seconds / 60, seconds % 60);
    if passed < total {
        format!("{} left", told(total - passed))
    } else {
        format!("Time is up, {} ago", told(passed - total))
    }
}

/// The time in milliseconds since 1970, anew at each full second from a moment on; without one it stands still. All that count
/// from or to the same moment, or whole seconds from it, change together.
#[hook]
fn use_now(moment: Option<u64>) -> u64 {
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
    let (text, tone) = if seconds > 0 {
        (left(seconds, 0), "now")
    } else {
        ("Time is up".to_owned(), "bad")
    };
    html! { <span class={classes!("pill", tone)}>{ text }</span> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_struck_in_ones_absence_is_said_to_have_done_so() {
        let shock = |title: &str| Shock {
            at: 5,
            title: title.to_owned(),
            text: "So it is.".to_owned(),
            changes: Vec::new(),
            checks: Vec::new(),
        };
        let (load, zone) = (shock("Load doubles"), shock("A zone is gone"));
        for (struck, away, expected) in [
            (&[][..], true, None),
            (&[&load], false, Some("Load doubles: So it is.")),
            (
                &[&load, &zone],
                true,
                Some(
                    "While you were away the world changed. Load doubles: So it is. A zone is gone: So it is.",
                ),
            ),
        ] {
            assert_eq!(news(struck, away).as_deref(), expected);
        }
    }

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
            (2_700, "Time is up, 0:00 ago"),
            (2_765, "Time is up, 1:05 ago"),
        ] {
            assert_eq!(left(2_700, passed), expected);
        }
    }
}
