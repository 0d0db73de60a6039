//! Writing an answer: the editor, the judged run, and what comes of it.

mod answer;
mod answer_pane;
mod cases;
mod compare;
mod desk;
mod detail;
mod diff_view;
mod editor_pane;
mod files_row;
mod foreign;
mod gate;
mod growth;
mod history;
mod input_view;
mod judge;
mod module;
mod record;
mod results;
mod running;
mod sheet;
mod shell;
mod timer;
mod try_it;
mod writing;

pub(crate) mod check;
pub(crate) use gate::Gate;

use super::session::Opening;
use crate::components::state::{Failed, Loading};
use crate::platform::http;
use desk::use_desk;
use practice::case::Kit;
use practice::catalogue::Page;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use writing::Writing;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct WriteProps {
    pub(crate) page: Rc<Page>,
    pub(crate) opening: Rc<Opening>,
    /// Which visit of the address this is.
    pub(crate) visit: u32,
}

/// Loads what writing needs, and shows it.
#[component]
pub(crate) fn WriteBench(props: &WriteProps) -> Html {
    let kit = use_state(|| None::<Result<Rc<Kit>, String>>);
    use_effect_with(props.page.kit.clone(), {
        let kit = kit.setter();
        move |url| {
            let url = url.clone();
            spawn_local(async move {
                kit.set(Some(http::postcard::<Kit>(&url).await.map(Rc::new)));
            });
        }
    });
    let desk = use_desk(&props.page.name);
    match (&*kit, desk) {
        (Some(Err(problem)), _) => html! {
            <Failed title="The cases are not here" problem={problem.clone()} />
        },
        (Some(Ok(kit)), Some(desk)) => html! {
            <Writing
                page={Rc::clone(&props.page)}
                kit={Rc::clone(kit)}
                {desk}
                opening={Rc::clone(&props.opening)}
                visit={props.visit}
            />
        },
        _ => html! { <Loading what={props.page.manifest.title.clone()} /> },
    }
}
