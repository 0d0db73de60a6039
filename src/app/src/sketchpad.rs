//! The root of the sketchpad: shows the design that the address names, or nothing.

use crate::pages::sketch::SketchPage;
use crate::room::{RoomPlace, use_visit};
use practice::route::Route;
use yew::prelude::*;

/// The sketchpad.
#[component]
pub(crate) fn Sketchpad() -> Html {
    html! { <RoomPlace><Place /></RoomPlace> }
}

/// The design at the address.
#[component]
fn Place() -> Html {
    let visit = use_visit();
    match &*visit.route {
        Route::Sketchpad { problem } => {
            html! { <SketchPage problem={problem.clone()} shared={None::<String>} visit={visit.number} /> }
        }
        Route::SharedDesign(token) => {
            html! { <SketchPage problem={None::<String>} shared={token.clone()} visit={visit.number} /> }
        }
        // Other programs show all other places.
        _ => Html::default(),
    }
}
