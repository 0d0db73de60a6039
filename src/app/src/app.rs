//! The root of the app: follows the address, and shows the page it names.

use crate::components::palette::Palette;
use crate::components::shell::Shell;
use crate::components::state::{Failed, Loading};
use crate::pages::catalogue::CataloguePage;
use crate::pages::home::HomePage;
use crate::pages::missing::MissingPage;
use crate::platform::rooms::Annex;
use crate::platform::{document, location};
use crate::room::{Room, RoomPlace, use_room, use_visit};
use practice::route::Route;
use yew::prelude::*;

/// The whole page.
#[component]
pub(crate) fn App() -> Html {
    html! { <RoomPlace><Frame /></RoomPlace> }
}

/// Frame, page and palette.
#[component]
fn Frame() -> Html {
    let room = use_room();
    let route = use_visit().route;
    let palette = use_state(|| false);
    let broken = use_state(|| None::<Annex>);
    let annex = annex(&route);

    use_effect_with((), {
        let palette = palette.setter();
        move |()| {
            let listener = document::on_key(move |event| {
                let command = event.ctrl_key() || event.meta_key();
                if command && !event.alt_key() && event.key().eq_ignore_ascii_case("k") {
                    event.prevent_default();
                    palette.set(true);
                }
            });
            move || drop(listener)
        }
    });
    // Who guesses an address gets there.
    use_effect_with(room.exercises().mended(&route), |mended| {
        if let Some(mended) = mended {
            location::redirect(mended);
        }
    });
    use_effect_with((annex, *broken), {
        let broken = broken.setter();
        move |(annex, is_broken)| {
            for place in Annex::ALL {
                place.show(*annex == Some(place) && *is_broken != Some(place));
            }
            if *is_broken != *annex {
                if is_broken.is_some() {
                    // The next visit tries again.
                    broken.set(None);
                } else if let Some(annex) = *annex {
                    annex.load(move || broken.set(Some(annex)));
                }
            }
        }
    });
    // A new place: begin reading at its top.
    let first = use_mut_ref(|| true);
    use_effect_with(place(&route), move |_| {
        if !std::mem::take(&mut *first.borrow_mut()) {
            document::focus(document::MAIN);
        }
    });
    let open = use_callback(palette.setter(), |(), palette| palette.set(true));
    let close = use_callback(palette.setter(), |(), palette| palette.set(false));
    html! {
        <>
            <Shell route={(*route).clone()} on_palette={open} />
            // Workbench and sketchpad have a `main` of their own.
            if annex.is_none() {
                <main tabindex="-1">{ show(&route, &room) }</main>
            } else if annex == *broken {
                <main tabindex="-1">
                    <Failed
                        title={format!("The {} could not be loaded", annex.map_or("", Annex::name))}
                        problem="Are you offline, and was it never opened before? Everything else still works."
                    />
                </main>
            }
            if *palette {
                <Palette on_close={close} />
            }
        </>
    }
}

/// The program of its own that shows a place, if it isn't the app.
fn annex(route: &Route) -> Option<Annex> {
    match route {
        Route::Exercise { .. } | Route::Shared(_) => Some(Annex::Workbench),
        Route::Sketchpad { .. } | Route::SharedDesign(_) => Some(Annex::Sketchpad),
        _ => None,
    }
}

/// What tells one place from another: settings changed within an exercise are no new place.
fn place(route: &Route) -> String {
    match route {
        Route::Exercise { name, .. } => format!("exercise {name}"),
        // Narrowing the list is no new place: the focus stays where it was.
        Route::Catalogue { .. } => "catalogue".to_owned(),
        other => other.format(),
    }
}

fn show(route: &Route, room: &Room) -> Html {
    match (&room.catalogue, route) {
        (_, Route::Unknown(place)) => html! { <MissingPage place={place.clone()} /> },
        (None, _) => html! { <Loading what="the exercises" /> },
        (Some(Err(problem)), _) => html! {
            <Failed title="The exercises are not here" problem={problem.clone()} />
        },
        (_, Route::Catalogue { track, skill }) => {
            html! { <CataloguePage track={*track} skill={skill.clone()} /> }
        }
        _ => html! { <HomePage /> },
    }
}
