//! The judged run of the page: begun, told of, stopped.

use super::judge::{self, Stopper, Trial};
use super::sheet::{Sheet, Step};
use crate::platform::engine::Engine;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// A judged run and the ways to begin and end it.
#[derive(Clone, PartialEq)]
pub(crate) struct Judge {
    sheet: UseReducerHandle<Sheet>,
    inner: Rc<Inner>,
}

struct Inner {
    engine: Engine,
    stopper: RefCell<Stopper>,
    number: Cell<u32>,
}

impl PartialEq for Inner {
    fn eq(&self, other: &Self) -> bool {
        self.engine == other.engine
    }
}

impl Judge {
    /// What is known of the run.
    pub(crate) fn sheet(&self) -> Rc<Sheet> {
        Rc::new((*self.sheet).clone())
    }

    /// Begins a run; one that is under way is ended first. The number of the run.
    pub(crate) fn begin(&self, trial: Trial) -> u32 {
        let stopper = Stopper::default();
        self.inner.stopper.replace(stopper.clone()).stop();
        let number = self.inner.number.get().wrapping_add(1);
        self.inner.number.set(number);
        let dispatcher = self.sheet.dispatcher();
        dispatcher.dispatch(Step::Begin {
            number,
            replay: trial.replay,
            cases: if trial.replay {
                0
            } else {
                trial.kit.cases.len()
            },
            random: trial.random,
        });
        let engine = self.inner.engine.clone();
        spawn_local(async move {
            let tell = |told| dispatcher.dispatch(Step::Hear(number, told));
            let judged = judge::judge(trial, &engine, &stopper, tell).await;
            if let Err(reason) = judged {
                dispatcher.dispatch(Step::Break(number, reason));
            }
        });
        number
    }

    /// Ends the run at once; what it found so far stays.
    pub(crate) fn stop(&self) {
        self.inner.stopper.borrow().stop();
        self.sheet.dispatch(Step::Stop);
    }

    /// Forgets what was found.
    pub(crate) fn clear(&self) {
        self.inner.stopper.borrow().stop();
        self.sheet.dispatch(Step::Clear);
    }
}

/// A judge on the room's engine. A run that is under way when the page is left ends with it.
#[hook]
pub(crate) fn use_judge(engine: Engine) -> Judge {
    let sheet = use_reducer(Sheet::default);
    let inner = use_memo(engine, |engine| Inner {
        engine: engine.clone(),
        stopper: RefCell::default(),
        number: Cell::new(0),
    });
    use_effect_with((), {
        let inner = Rc::clone(&inner);
        move |()| {
            inner.engine.warm();
            move || {
                inner.stopper.borrow().stop();
            }
        }
    });
    Judge { sheet, inner }
}
