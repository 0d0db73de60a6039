//! The root of the app: follows the address, and shows the page it names.

use crate::components::palette::Palette;
use crate::components::shell::Shell;
use crate::components::state::{Failed, Loading};
use crate::pages::catalogue::CataloguePage;
use crate::pages::home::HomePage;
use crate::pages::missing::MissingPage;
use crate::platform::{document, workbench};
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
    let broken = use_state(|| false);
    let on_bench = matches!(*route, Route::Exercise { .. } | Route::Shared(_));

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
    use_effect_with((on_bench, *broken), {
        let broken = broken.setter();
        move |(on_bench, is_broken)| {
            if *on_bench && !*is_broken {
                workbench::load(move || broken.set(true));
            } else if *is_broken && !*on_bench {
                // The next exercise that is opened tries again.
                broken.set(false);
            }
            workbench::show(*on_bench && !*is_broken);
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
            // The workbench is a `main` of its own.
            if !on_bench {
                <main tabindex="-1">{ show(&route, &room) }</main>
            } else if *broken {
                <main tabindex="-1">
                    <Failed
                        title="The workbench could not be loaded"
                        problem="Are you offline, and was no exercise ever opened before? Everything else still works."
                    />
                </main>
            }
            if *palette {
                <Palette on_close={close} />
            }
        </>
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
