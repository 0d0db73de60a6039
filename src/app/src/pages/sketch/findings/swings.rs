//! What each range of the design does to the verdict, reckoned when nobody is typing.

use crate::pages::sketch::desk::Desk;
use gloo::timers::callback::Timeout;
use gloo::timers::future::TimeoutFuture;
use nalsd::analysis::{Sensitivity, Swing};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// How long a design must stand before its ranges are reckoned, in milliseconds: each takes two more analyses.
const QUIET: u32 = 250;

/// What the ranges of the kept design do; those of the last design while the next is reckoned.
#[hook]
pub(crate) fn use_swings(desk: &Desk) -> Rc<Vec<Swing>> {
    let swings = use_state_eq(Rc::<Vec<Swing>>::default);
    use_effect_with(Rc::as_ptr(&desk.kept), {
        let (swings, design) = (swings.setter(), Rc::clone(&desk.kept));
        move |_| {
            let latest = Rc::new(Cell::new(true));
            let is_latest = Rc::clone(&latest);
            let wait = Timeout::new(QUIET, move || {
                spawn_local(async move {
                    let mut work = Sensitivity::new(&design);
                    while is_latest.get() && work.step(&design) {
                        // The page answers in between.
                        TimeoutFuture::new(0).await;
                    }
                    if is_latest.get() {
                        swings.set(Rc::new(work.swings()));
                    }
                });
            });
            move || {
                latest.set(false);
                drop(wait);
            }
        }
    });
    Rc::clone(&swings)
}
