//! The root of the workbench: shows the exercise that the address names, or nothing.

use crate::components::state::{Failed, Loading};
use crate::pages::exercise::{ExercisePage, Opening};
use crate::pages::shared::SharedPage;
use crate::room::{RoomPlace, use_room, use_visit};
use practice::route::Route;
use std::rc::Rc;
use yew::prelude::*;

/// The workbench.
#[component]
pub(crate) fn Workbench() -> Html {
    html! { <RoomPlace><Place /></RoomPlace> }
}

/// The exercise at the address.
#[component]
fn Place() -> Html {
    let room = use_room();
    let visit = use_visit();
    match (&room.catalogue, &*visit.route) {
        (None, _) => html! { <Loading what="the exercise" /> },
        (Some(Err(problem)), _) => {
            html! { <Failed title="The exercises are not here" problem={problem.clone()} /> }
        }
        (
            _,
            Route::Exercise {
                name,
                fixture,
                settings,
                mode,
                seed,
            },
        ) => {
            let opening = Opening::Place {
                fixture: fixture.clone(),
                settings: settings.clone(),
                mode: *mode,
                seed: *seed,
            };
            html! {
                <ExercisePage
                    key={name.clone()}
                    name={name.clone()}
                    opening={Rc::new(opening)}
                    visit={visit.number}
                />
            }
        }
        (_, Route::Shared(token)) => {
            html! { <SharedPage key={token.clone()} token={token.clone()} visit={visit.number} /> }
        }
        // The app shows all other places.
        _ => Html::default(),
    }
}
