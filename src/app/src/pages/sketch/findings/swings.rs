//! What each range of the design does to the verdict, reckoned when nobody is typing.

use crate::pages::sketch::desk::Desk;
use gloo::timers::callback::Timeout;
use nalsd::analysis::{Swing, sensitivity};
use std::rc::Rc;
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
            let wait = Timeout::new(QUIET, move || swings.set(Rc::new(sensitivity(&design))));
            move || drop(wait)
        }
    });
    Rc::clone(&swings)
}
