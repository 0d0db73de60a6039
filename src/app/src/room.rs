//! What every page shares: the catalogue, the engine, the reader's progress, and a voice.

use crate::components::notice::Notice;
use crate::platform::engine::Engine;
use crate::platform::{document, http, location, storage};
use practice::catalogue::Catalogue;
use practice::progress::{Act, Progress};
use practice::route::Route;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The name that progress is kept under, and told about.
const PROGRESS: &str = "progress";

/// Shared by context with every component.
#[derive(Clone, PartialEq)]
pub(crate) struct Room {
    /// Every exercise: `None` while they are loaded, an error in words when they can't be.
    pub(crate) catalogue: Option<Result<Rc<Catalogue>, String>>,
    /// The worker that runs them.
    pub(crate) engine: Engine,
    /// What the reader has done.
    pub(crate) progress: Rc<Progress>,
    /// Records something done.
    pub(crate) record: Callback<Act>,
    /// Says something for a moment: to the eye at the foot of the page, to a screen reader politely. An empty text takes back
    /// what was said before.
    pub(crate) say: Callback<String>,
}

impl Room {
    /// The exercises, none while they are not there.
    pub(crate) fn exercises(&self) -> Rc<Catalogue> {
        self.catalogue
            .as_ref()
            .and_then(|loaded| loaded.as_ref().ok())
            .cloned()
            .unwrap_or_default()
    }
}

/// The room, which [`RoomPlace`] provides to everything below it.
#[hook]
pub(crate) fn use_room() -> Room {
    use_context::<Room>().unwrap_or_else(|| Room {
        catalogue: None,
        engine: Engine::default(),
        progress: Rc::default(),
        record: Callback::noop(),
        say: Callback::noop(),
    })
}

/// What was said last, and how often something was.
#[derive(Default)]
struct Said {
    count: u32,
    text: AttrValue,
}

impl Reducible for Said {
    type Action = String;

    fn reduce(self: Rc<Self>, text: String) -> Rc<Self> {
        Rc::new(Self {
            count: self.count.wrapping_add(1),
            text: text.into(),
        })
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct RoomProps {
    #[prop_or_default]
    pub(crate) children: Html,
}

/// Provides the room.
#[component]
pub(crate) fn RoomPlace(props: &RoomProps) -> Html {
    let catalogue = use_state(|| None);
    let engine = use_memo((), |()| Engine::default());
    let progress = use_state(kept);
    let notice = use_reducer(Said::default);

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
    // The other program of this page, or another tab, may have recorded something.
    use_effect_with((), {
        let progress = progress.setter();
        move |()| {
            let listener = storage::listen(PROGRESS, move || {
                if let Some(kept) = storage::get(PROGRESS) {
                    progress.set(Rc::new(kept));
                }
            });
            move || drop(listener)
        }
    });
    let say = use_callback(notice.dispatcher(), |text: String, notice| {
        notice.dispatch(text);
    });
    // Where storage is refused, what was done lasts as long as the page.
    let latest = use_mut_ref(|| Rc::clone(&progress));
    let record = use_callback(progress.setter(), move |act: Act, progress| {
        let before = storage::get(PROGRESS).map_or_else(|| Rc::clone(&latest.borrow()), Rc::new);
        let next = Rc::new(before.after(act));
        if next != before {
            *latest.borrow_mut() = Rc::clone(&next);
            storage::set(PROGRESS, &*next);
            progress.set(next);
        }
    });
    let room = Room {
        catalogue: (*catalogue).clone(),
        engine: (*engine).clone(),
        progress: Rc::clone(&progress),
        record,
        say,
    };
    html! {
        <ContextProvider<Room> context={room}>
            { props.children.clone() }
            <Notice count={notice.count} text={notice.text.clone()} />
        </ContextProvider<Room>>
    }
}

/// The progress that is kept.
fn kept() -> Rc<Progress> {
    Rc::new(storage::get(PROGRESS).unwrap_or_default())
}

/// A place that the address named.
#[derive(Clone, PartialEq)]
pub(crate) struct Visit {
    /// The place.
    pub(crate) route: Rc<Route>,
    /// Grows with each change of the address: the same place again is another visit, which begins anew.
    pub(crate) number: u32,
}

/// The place that the address names, followed as it changes.
#[hook]
pub(crate) fn use_visit() -> Visit {
    let visit = use_state(|| Visit {
        route: Rc::new(Route::parse(&location::fragment())),
        number: 0,
    });
    use_effect_with((), {
        let (drawn, visit) = (Rc::clone(&visit.route), visit.setter());
        move |()| {
            let number = Cell::new(0);
            let go = move |fragment: String| {
                number.set(number.get() + 1);
                visit.set(Visit {
                    route: Rc::new(Route::parse(&fragment)),
                    number: number.get(),
                });
            };
            // What is drawn is drawn in turns: the address may have changed before anybody listened.
            let now = location::fragment();
            if Route::parse(&now) != *drawn {
                go(now);
            }
            let listener = location::listen(go);
            move || drop(listener)
        }
    });
    (*visit).clone()
}
