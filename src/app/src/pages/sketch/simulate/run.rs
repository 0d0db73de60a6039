//! A run in the engine's worker: begun, followed, stopped.

use crate::pages::sketch::desk::Desk;
use crate::platform::engine::{Engine, Simulated};
use crate::room::use_room;
use nalsd::model::Design;
use nalsd::simulation::{Outcome, Plan};
use std::rc::Rc;
use yew::prelude::*;

/// How it stands with the run.
#[derive(Clone, PartialEq)]
pub(super) enum State {
    /// None is under way.
    Idle,
    /// It is under way: how far, from 0 to 1.
    Going(f64),
    /// It can't be carried out: why, and what to do.
    Refused(String),
}

/// A run that was made, with what it was made of.
pub(super) struct Made {
    /// What came of it.
    pub(super) outcome: Rc<Outcome>,
    /// The plan.
    pub(super) plan: Plan,
    /// The design as it was.
    pub(super) design: Rc<Design>,
    /// Tells outcomes apart: the same on any machine.
    pub(super) fingerprint: u64,
}

impl PartialEq for Made {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.outcome, &other.outcome)
    }
}

/// A handle on the run.
#[derive(Clone)]
pub(super) struct Run {
    pub(super) state: State,
    /// Begins a run of the design as it is kept.
    pub(super) start: Callback<Plan>,
    /// Ends it at once.
    pub(super) stop: Callback<()>,
}

/// A run of the design on the desk, given to `on_made` when it is over; a page that goes away, and another design on the desk, take
/// it along.
#[hook]
pub(super) fn use_run(desk: &Desk, on_made: &Callback<Rc<Made>>) -> Run {
    let engine: Engine = use_room().engine;
    let state = use_state_eq(|| State::Idle);
    let number = use_mut_ref(|| None::<u64>);
    use_effect_with(desk.opened, {
        let (engine, number, state) = (engine.clone(), number.clone(), state.setter());
        move |_| {
            state.set(State::Idle);
            move || {
                if let Some(number) = number.borrow_mut().take() {
                    engine.stop(number);
                }
            }
        }
    });
    let start = {
        let (engine, number, state, desk, on_made) = (
            engine.clone(),
            number.clone(),
            state.setter(),
            desk.clone(),
            on_made.clone(),
        );
        Callback::from(move |plan: Plan| {
            let design = desk.now().kept;
            if let Some(before) = number.borrow_mut().take() {
                engine.stop(before);
            }
            let heard = {
                let (number, state, design, plan, on_made) = (
                    number.clone(),
                    state.clone(),
                    Rc::clone(&design),
                    plan.clone(),
                    on_made.clone(),
                );
                Callback::from(move |heard| {
                    let next = match heard {
                        Simulated::Progress(share) => State::Going(share),
                        Simulated::Refused(why) => State::Refused(why),
                        Simulated::Ended(outcome) => {
                            on_made.emit(Rc::new(Made {
                                fingerprint: outcome.fingerprint(),
                                outcome,
                                plan: plan.clone(),
                                design: Rc::clone(&design),
                            }));
                            State::Idle
                        }
                    };
                    // Of a run that is over nothing is left to stop. It may be over before its number is known.
                    if let (Ok(mut number), false) =
                        (number.try_borrow_mut(), matches!(next, State::Going(_)))
                    {
                        *number = None;
                    }
                    state.set(next);
                })
            };
            state.set(State::Going(0.0));
            match engine.simulate(&design, &plan, &heard) {
                Ok(begun) => *number.borrow_mut() = Some(begun),
                Err(why) => state.set(State::Refused(why)),
            }
        })
    };
    let stop = {
        let state = state.setter();
        Callback::from(move |()| {
            if let Some(number) = number.borrow_mut().take() {
                engine.stop(number);
            }
            state.set(State::Idle);
        })
    };
    Run {
        state: (*state).clone(),
        start,
        stop,
    }
}
