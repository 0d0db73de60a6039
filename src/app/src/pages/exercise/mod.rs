//! An exercise's page: the task at the left, the run at the right.

mod bar;
mod command_line;
mod files;
mod input;
mod options;
mod output;
mod results;
mod session;
mod share;
mod side;
mod watch;
mod write;

use crate::components::link::Go;
use crate::components::state::{Failed, Loading};
use crate::platform::{document, http};
use crate::room::use_room;
use practice::catalogue::Page;
use practice::progress::Act;
use practice::route::{Mode, Route};
pub(crate) use session::Opening;
pub(crate) use side::{Hints, rendered};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use watch::WatchBench;
use write::WriteBench;
pub(crate) use write::{Gate, check};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct ExerciseProps {
    /// The exercise.
    pub(crate) name: String,
    /// How it is opened.
    pub(crate) opening: Rc<Opening>,
    /// Which visit of the address this is: another one opens it anew.
    pub(crate) visit: u32,
}

/// Loads an exercise's content and shows its bench.
#[component]
pub(crate) fn ExercisePage(props: &ExerciseProps) -> Html {
    let room = use_room();
    let page = use_state(|| None::<Result<Rc<Page>, String>>);
    // A design has its place on the sketchpad, and no page of this kind.
    let entry = room
        .exercises()
        .find(&props.name)
        .filter(|entry| !entry.is_design())
        .cloned();
    use_effect_with(entry.as_ref().map(|entry| entry.page.clone()), {
        let page = page.setter();
        let record = room.record.clone();
        let name = props.name.clone();
        let shared = props.opening.is_shared();
        move |url| {
            if let Some(url) = url.clone() {
                // What somebody shared is not what one was doing oneself.
                if !shared {
                    record.emit(Act::Open(name));
                }
                spawn_local(async move {
                    page.set(Some(http::json::<Page>(&url).await.map(Rc::new)));
                });
            }
        }
    });
    let Some(entry) = entry else {
        document::set_title("No such exercise \u{b7} Dryrun");
        return html! {
            <Failed
                title={format!("There is no exercise called {}", props.name)}
                problem="It may have been renamed, or the link was made by a newer version of Dryrun: reloading brings the newest."
            >
                <Go to={Route::catalogue()} class="button primary">{ "All exercises" }</Go>
            </Failed>
        };
    };
    document::set_title(&format!("{} \u{b7} Dryrun", entry.title));
    match &*page {
        None => html! { <Loading what={entry.title.clone()} /> },
        Some(Err(problem)) => html! {
            <Failed title={format!("{} is not here", entry.title)} problem={problem.clone()} />
        },
        Some(Ok(page)) => {
            let (page, opening, visit) = (Rc::clone(page), Rc::clone(&props.opening), props.visit);
            match opening.mode() {
                Mode::Write => html! { <WriteBench {page} {opening} {visit} /> },
                Mode::Watch => html! { <WatchBench {page} {opening} {visit} /> },
            }
        }
    }
}
