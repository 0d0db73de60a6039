//! The store as a part of the page.

use super::inner::Inner;
use super::{Store, disk};
use crate::pages::sketch::desk::Desk;
use crate::platform::document;
use std::rc::Rc;
use yew::prelude::*;

thread_local! {
    static STORE: Rc<Inner> = Rc::default();
}

/// The place whose designs are shown.
#[derive(Clone, PartialEq)]
pub(crate) struct Place {
    /// The design problem at the address.
    pub(crate) problem: Option<String>,
    /// What that is called, once it is known: a new design's name.
    pub(crate) title: Option<String>,
    /// The token of the shared design at the address.
    pub(crate) shared: Option<String>,
    /// Which visit of the address this is.
    pub(crate) visit: u32,
}

/// The store: it keeps what is done on the desk, and puts on it what the address names.
#[hook]
pub(crate) fn use_store(desk: &Desk, place: &Place) -> Store {
    let inner = STORE.with(Rc::clone);
    let redraw = use_force_update();
    inner.title.borrow_mut().clone_from(&place.title);
    use_effect_with((), {
        let (inner, act) = (Rc::clone(&inner), desk.act.clone());
        move |()| {
            *inner.act.borrow_mut() = act;
            *inner.redraw.borrow_mut() = Callback::from(move |()| redraw.force_update());
            disk::load(&inner);
            let leaving = Rc::clone(&inner);
            let listeners = document::on_leave(move || disk::save_now(&leaving));
            move || {
                disk::save_soon(&inner);
                inner.leave();
                drop(listeners);
            }
        }
    });
    // At each drawing: the same design again is no news to the store.
    use_effect({
        let (inner, kept) = (Rc::clone(&inner), Rc::clone(&desk.kept));
        move || inner.see(&kept)
    });
    let address = (place.problem.clone(), place.shared.clone(), place.visit);
    use_effect_with(address, {
        let inner = Rc::clone(&inner);
        move |(problem, shared, _)| inner.arrive(problem.clone(), shared.clone())
    });
    Store {
        version: inner.version.get(),
        inner,
    }
}
