//! A shell on the exercise's files, to look around in.

use super::super::session::Session;
use super::judge::files;
use crate::platform::sandbox::{Job, Sandbox, Tree};
use crate::platform::terminal::Terminal;
use crate::room::use_room;
use practice::catalogue::Page;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::prelude::*;

/// Where the reader's own files are.
const HOME: &str = "/home/you";

#[derive(Properties, PartialEq)]
pub(crate) struct ShellProps {
    pub(crate) page: Rc<Page>,
    /// The answer's files, as (name, text).
    pub(crate) answer: Vec<(String, String)>,
}

/// The terminal, on the first bundled input.
#[component]
pub(crate) fn ShellView(props: &ShellProps) -> Html {
    let room = use_room();
    let place = use_node_ref();
    let problem = use_state(|| None::<String>);
    use_effect_with((), {
        let (page, engine) = (Rc::clone(&props.page), room.engine.clone());
        let (place, problem) = (place.clone(), problem.setter());
        let answer = props.answer.clone();
        move |()| {
            let held: Rc<RefCell<Option<Terminal>>> = Rc::default();
            let alive = Rc::new(RefCell::new(true));
            let (also, living) = (Rc::clone(&held), Rc::clone(&alive));
            spawn_local(async move {
                let made = async {
                    let (source, own) = Session::first().source(&page);
                    let tree = files(source, own, &engine).await?;
                    let own = Tree {
                        files: answer
                            .into_iter()
                            .map(|(name, text)| (format!("{HOME}/{name}"), text.into_bytes()))
                            .collect(),
                        empty_dirs: Vec::new(),
                    };
                    let job = Job {
                        trees: vec![Rc::new(tree), Rc::new(own)],
                        ..Job::default()
                    };
                    let session = Sandbox::get().await?.open_shell(&job);
                    let parent = place
                        .cast::<Element>()
                        .ok_or_else(|| "The page has no place for a terminal.".to_owned())?;
                    let about = page
                        .manifest
                        .fixtures
                        .first()
                        .map_or("", |f| f.title.as_str());
                    let greeting = format!(
                        "A shell on the files of: {about}. Your answer is in {HOME}. grep, sed, awk, jq, sort, ps, ss and free are here."
                    );
                    Terminal::create(parent, "Shell", &greeting, &session).await
                };
                match made.await {
                    Ok(terminal) if *living.borrow() => {
                        also.borrow_mut().replace(terminal);
                    }
                    // Gone meanwhile: dropped, and its shell closed.
                    Ok(_) => {}
                    Err(reason) => problem.set(Some(reason)),
                }
            });
            move || {
                *alive.borrow_mut() = false;
                drop(held.take());
            }
        }
    });
    html! {
        <div class="shell">
            if let Some(problem) = &*problem {
                <p class="complaint" role="alert">{ problem }</p>
            }
            <div ref={place} />
        </div>
    }
}
