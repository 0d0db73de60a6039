//! Against the clock: at scripted minutes the world changes, and the design is judged as the world then is.

use super::clock::{left, use_now};
use super::kept::{Run, Session};
use super::panel::Work;
use super::result::RunResult;
use super::verdicts::Verdicts;
use crate::pages::sketch::desk::{Act, Desk};
use crate::pages::sketch::figures::use_panels;
use crate::platform::document;
use crate::room::use_room;
use nalsd::problem::{Moved, Outcome, Shock, Standing, Verdict, put_back};
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
    let session = work.kept.session.as_ref();
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
    let due = begun.map_or(0, |_| timed.due(minute));
    let over = begun.is_some() && passed >= total;
    let standing = use_memo((due, work.problem.page.name.clone()), |(due, _)| {
        Standing::struck(&work.problem.brief, *due)
    });
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
    // The answer may still be on its way from the disk: nothing strikes what stands on the desk until then.
    let there = desk.kept.problem.as_deref() == Some(&work.problem.page.name);
    let looked_on = use_mut_ref(|| false);
    use_effect_with(
        (
            (due, before, over),
            there && begun.is_some(),
            Rc::clone(&verdicts),
        ),
        {
            let (desk, work, say) = (desk.clone(), work.clone(), room.say.clone());
            move |((due, before, over), on, verdicts)| {
                let Some(session) = work.kept.session.as_ref().filter(|_| *on) else {
                    return;
                };
                let away = !looked_on.replace(true);
                let mut next = session.clone();
                if due == before {
                    next.see(verdicts, passed);
                } else {
                    let shocks = work.problem.brief.timed.shocks.iter();
                    let struck: Vec<&Shock> = shocks.take(*due).skip(*before).collect();
                    next.strike(&work, &desk, *due);
                    if let Some(words) = news(&struck, away) {
                        say.emit(words);
                    }
                }
                if *over {
                    say.emit(format!(
                        "Time is up. {}",
                        finish(&work, &desk, next, passed)
                    ));
                } else if next != *session {
                    keep(&work, Some(next));
                }
            }
        },
    );
    let start = {
        let work = work.clone();
        move |_| {
            let begun = document::now_ms();
            keep(&work, Some(Session::begun(begun)));
        }
    };
    let end = {
        let (work, desk, say) = (work.clone(), desk.clone(), room.say);
        move |_| {
            if let Some(session) = work.kept.session.clone() {
                say.emit(finish(&work, &desk, session, passed));
            }
        }
    };
    if begun.is_none() {
        return html! {
            <div class="timed">
                <h3 class="label">{ "Against the clock" }</h3>
                <p class="note">{ format!("{} minutes. Meanwhile the world changes {}, and the design is judged as the world then is.", timed.minutes, times(timed.shocks.len())) }</p>
                <p class="note">{ "Parts without a written number of machines grow with the load, and cost what they cost; numbers that you wrote stay. At the end the numbers of the world are put back." }</p>
                if let Some(run) = &work.kept.run { <RunResult run={run.clone()} /> }
                <button type="button" onclick={start}>{ if work.kept.run.is_some() { "Start the clock again" } else { "Start the clock" } }</button>
            </div>
        };
    }
    html! {
        <div class="timed">
            <h3 class="label">{ "Against the clock" }</h3>
            <p class={classes!("clock-left", over.then_some("bad"))} role="timer">{ left(total, passed) }</p>
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

/// Ends a session: what came of it stays, and what it changed of the world is put back. What came of it, in a sentence.
fn finish(work: &Work, desk: &Desk, session: Session, seconds: u64) -> String {
    let commands = put_back(&desk.now().kept, &session.moved);
    if !commands.is_empty() {
        desk.act.emit(Act::All {
            commands,
            label: "the end of the run".to_owned(),
        });
    }
    let run = Run {
        on: document::today(),
        seconds: seconds.min(u64::from(work.problem.brief.timed.minutes) * 60),
        outcomes: session.outcomes,
    };
    let told = run.told();
    let mut next = (*work.kept).clone();
    next.session = None;
    next.run = Some(run);
    work.keep.emit(next);
    told
}

impl Session {
    /// Lets shocks strike what is on the desk, each what the one before left, until so many have struck.
    fn strike(&mut self, work: &Work, desk: &Desk, due: usize) {
        let brief = &work.problem.brief;
        for (index, shock) in brief
            .timed
            .shocks
            .iter()
            .enumerate()
            .take(due)
            .skip(self.struck)
        {
            let (before, after) = (
                Standing::struck(brief, index),
                Standing::struck(brief, index + 1),
            );
            let was = desk.now().kept;
            let commands = after.commands(&before, &was);
            if !commands.is_empty() {
                desk.act.emit(Act::All {
                    commands,
                    label: shock.title.clone(),
                });
            }
            let now = desk.now().kept;
            Moved::note(&mut self.moved, &was.assumptions, &now.assumptions);
            let mut outcome = Outcome::of(shock);
            outcome.see(&after.judge(&now), u64::from(shock.at) * 60);
            self.outcomes.push(outcome);
        }
        self.struck = due;
    }

    /// Notes how it stands with the last shock.
    fn see(&mut self, verdicts: &[Verdict], seconds: u64) {
        if let Some(outcome) = self.outcomes.last_mut() {
            outcome.see(verdicts, seconds);
        }
    }
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
}
