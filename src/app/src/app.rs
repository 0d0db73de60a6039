//! The root: loads the catalogue, follows the address, and shows the page it names.

use crate::components::notice::Notice;
use crate::components::palette::Palette;
use crate::components::shell::Shell;
use crate::components::state::{Failed, Loading};
use crate::pages::catalogue::CataloguePage;
use crate::pages::exercise::{ExercisePage, Opening};
use crate::pages::home::HomePage;
use crate::pages::missing::MissingPage;
use crate::pages::shared::SharedPage;
use crate::platform::engine::Engine;
use crate::platform::{document, http, location, storage};
use crate::room::Room;
use practice::catalogue::Catalogue;
use practice::progress::{Act, Progress};
use practice::route::Route;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The name that progress is kept under.
const PROGRESS: &str = "progress";

/// The reader's progress, kept at every act.
struct Kept(Rc<Progress>);

impl Reducible for Kept {
    type Action = Act;

    fn reduce(self: Rc<Self>, act: Act) -> Rc<Self> {
        let next = self.0.after(act);
        if next == *self.0 {
            return self;
        }
        // Refused storage must not stop anybody from practising; what is lost is said on the home page.
        let _ = storage::set(PROGRESS, &next);
        Rc::new(Self(Rc::new(next)))
    }
}

/// The whole page.
#[component]
pub(crate) fn App() -> Html {
    let catalogue = use_state(|| None::<Result<Rc<Catalogue>, String>>);
    let engine = use_memo((), |()| Engine::default());
    let kept = use_reducer(|| Kept(Rc::new(storage::get(PROGRESS).unwrap_or_default())));
    let notice = use_state(|| (0_u32, AttrValue::default()));
    let palette = use_state(|| false);
    let route = use_route();

    use_effect_with((), {
        let catalogue = catalogue.setter();
        move |()| {
            spawn_local(async move {
                let loaded = match document::meta("dryrun:catalogue") {
                    Some(url) => http::json::<Catalogue>(&url).await,
                    None => Err("The page was built without its catalogue.".to_owned()),
                };
                catalogue.set(Some(loaded.map(Rc::new)));
            });
        }
    });
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
    // A new place: say so in the title, and begin reading at its top.
    let first = use_mut_ref(|| true);
    use_effect_with(place(&route), move |_| {
        if !std::mem::take(&mut *first.borrow_mut()) {
            document::focus("main");
        }
    });

    let say = use_callback(notice.clone(), |text: String, notice| {
        notice.set((notice.0.wrapping_add(1), text.into()));
    });
    let record = {
        let dispatcher = kept.dispatcher();
        use_callback((), move |act: Act, ()| dispatcher.dispatch(act))
    };
    let open_palette = use_callback(palette.setter(), |(), palette| palette.set(true));
    let close_palette = use_callback(palette.setter(), |(), palette| palette.set(false));

    let (page, exercises) = match &*catalogue {
        None => (html! { <Loading what="the exercises" /> }, Rc::default()),
        Some(Err(problem)) => (
            html! { <Failed title="The exercises are not here" problem={problem.clone()} /> },
            Rc::default(),
        ),
        Some(Ok(found)) => (show(&route), Rc::clone(found)),
    };
    let room = Room {
        catalogue: exercises,
        engine: (*engine).clone(),
        progress: Rc::clone(&kept.0),
        record,
        say,
    };
    html! {
        <ContextProvider<Room> context={room}>
            <Shell route={(*route).clone()} on_palette={open_palette}>{ page }</Shell>
            if *palette {
                <Palette on_close={close_palette} />
            }
            <Notice key={0} count={notice.0} text={notice.1.clone()} />
        </ContextProvider<Room>>
    }
}

/// What tells one place from another: settings changed within an exercise are no new place.
fn place(route: &Route) -> String {
    match route {
        Route::Exercise { name, .. } => format!("exercise {name}"),
        other => other.format(),
    }
}

fn show(route: &Rc<Route>) -> Html {
    match &**route {
        Route::Home => html! { <HomePage /> },
        Route::Catalogue { track, skill } => {
            html! { <CataloguePage track={*track} skill={skill.clone()} /> }
        }
        Route::Exercise {
            name,
            fixture,
            settings,
        } => {
            let opening = Opening::Place {
                fixture: fixture.clone(),
                settings: settings.clone(),
            };
            html! { <ExercisePage key={name.clone()} name={name.clone()} opening={Rc::new(opening)} /> }
        }
        Route::Shared(token) => html! { <SharedPage key={token.clone()} token={token.clone()} /> },
        Route::Unknown(place) => html! { <MissingPage place={place.clone()} /> },
    }
}

/// The place that the address names, followed as it changes.
#[hook]
fn use_route() -> Rc<Route> {
    let route = use_state(|| Rc::new(Route::parse(&location::fragment())));
    use_effect_with((), {
        let route = route.setter();
        move |()| {
            let listener =
                location::listen(move |fragment| route.set(Rc::new(Route::parse(&fragment))));
            move || drop(listener)
        }
    });
    Rc::clone(&route)
}
