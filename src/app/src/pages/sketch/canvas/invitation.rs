//! What to do while nothing is drawn.

use crate::components::link::Go;
use nalsd::example::bookshop;
use nalsd::model::Design;
use practice::manifest::Track;
use practice::route::Route;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct InvitationProps {
    /// Opens a design beside the reader's own; none where a problem is worked on, and its own design is to be drawn.
    pub(super) on_open: Option<Callback<Rc<Design>>>,
}

/// How to begin, and what to look at instead.
#[component]
pub(super) fn Invitation(props: &InvitationProps) -> Html {
    let open = |on_open: &Callback<Rc<Design>>| {
        let on_open = on_open.clone();
        move |_| {
            if let Ok(design) = bookshop() {
                on_open.emit(Rc::new(design));
            }
        }
    };
    html! {
        <div class="invitation">
            <p>{ "Press parts above, or drag them here; drag links from the dots at their edges." }</p>
            <p class="by-keys"><kbd>{ "C" }</kbd>{ " adds clients, " }<kbd>{ "S" }</kbd>{ " a service, " }<kbd>{ "?" }</kbd>{ " shows all keys." }</p>
            <p>{ "Then give the clients a rate: machines, latency and cost follow." }</p>
            if let Some(on_open) = &props.on_open {
                <p class="instead">
                    <button type="button" onclick={open(on_open)}>{ "Open an example" }</button>
                    <Go to={Route::Catalogue { track: Some(Track::Design), skill: None }} class="button">{ "Solve a problem" }</Go>
                </p>
            }
        </div>
    }
}
