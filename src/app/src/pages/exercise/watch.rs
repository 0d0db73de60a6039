//! Watching the reference run: what is set, run, stopped, shared and seen.

use super::bar::Bar;
use super::command_line::quoted;
use super::input::InputChoice;
use super::options::Options;
use super::results::Results;
use super::session::{Chosen, Opening, Run, Session, use_runner};
use super::share::ShareButton;
use super::side::Side;
use crate::components::link::Go;
use crate::platform::{document, location};
use crate::room::use_room;
use contract::message::Stage;
use practice::catalogue::Page;
use practice::progress::Act;
use practice::route::Route;
use practice::text;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct WatchProps {
    pub(crate) page: Rc<Page>,
    pub(crate) opening: Rc<Opening>,
    /// Which visit of the address this is.
    pub(crate) visit: u32,
}

/// The page of a loaded exercise.
#[component]
pub(crate) fn WatchBench(props: &WatchProps) -> Html {
    let room = use_room();
    let page = &props.page;
    let session = use_state(|| Session::open(&props.opening, page));
    // The session as of now: what a handler captured may be of an earlier drawing.
    let now = use_mut_ref(|| (*session).clone());
    let runner = use_runner(room.engine.clone());
    let shared = matches!(*props.opening, Opening::Shared(_));

    // Opened again: what the address says holds. A shared run is shown as it was shared: run.
    use_effect_with((Rc::clone(&props.opening), props.visit, Rc::clone(page)), {
        let (session, now, runner) = (session.setter(), Rc::clone(&now), runner.clone());
        move |(opening, _, page)| {
            let opened = Session::open(opening, page);
            *now.borrow_mut() = opened.clone();
            if matches!(**opening, Opening::Shared(_)) {
                runner.begin(&opened, page);
            } else {
                runner.reset();
            }
            session.set(opened);
        }
    });
    use_effect_with(runner.run().clone(), {
        let record = room.record.clone();
        let name = page.name.clone();
        move |run| {
            if matches!(run, Run::Done(_)) && !shared {
                record.emit(Act::Watch(name, document::today()));
            }
        }
    });
    let on_change = {
        let (session, now) = (session.setter(), Rc::clone(&now));
        use_callback(
            (runner.clone(), Rc::clone(page)),
            move |next: Session, (runner, page)| {
                location::replace(&next.route(page));
                // Once something was run, the result follows what is set.
                if !matches!(runner.run(), Run::Idle) {
                    runner.begin(&next, page);
                }
                *now.borrow_mut() = next.clone();
                session.set(next);
            },
        )
    };
    // Ctrl+Enter runs from anywhere, also from within a field; Escape stops.
    use_effect_with(runner.clone(), {
        let (page, now) = (Rc::clone(page), Rc::clone(&now));
        move |runner| {
            let runner = runner.clone();
            let listener = document::on_key(move |event| {
                let command = event.ctrl_key() || event.meta_key();
                if command && event.key() == "Enter" && !event.repeat() {
                    event.prevent_default();
                    // What is being typed counts as typed.
                    document::commit_focused();
                    let session = now.borrow().clone();
                    runner.begin(&session, &page);
                } else if event.key() == "Escape" && matches!(runner.run(), Run::Going { .. }) {
                    runner.stop();
                }
            });
            move || drop(listener)
        }
    });
    use_effect_with((), |()| {
        let listeners = document::refuse_drops();
        move || drop(listeners)
    });

    // Leaving a field commits it, which may begin a run and so turn Run into Stop between press and release: what counts
    // is what the button was when it was pressed.
    let going = matches!(runner.run(), Run::Going { .. });
    let pressed = use_mut_ref(|| None::<bool>);
    let on_press = {
        let pressed = Rc::clone(&pressed);
        Callback::from(move |_: PointerEvent| *pressed.borrow_mut() = Some(going))
    };
    let on_click = {
        let (now, runner, page) = (Rc::clone(&now), runner.clone(), Rc::clone(page));
        Callback::from(move |_: MouseEvent| {
            if pressed.take().is_some_and(|was| was != going) {
                return;
            }
            if going {
                return runner.stop();
            }
            let session = now.borrow().clone();
            runner.begin(&session, &page);
            // On a narrow screen the results are below the task.
            if document::is_narrow() {
                document::reveal_top(".results");
            }
        })
    };
    let write = Route::exercise(&page.name);
    html! {
        <div class="bench">
            <Bar page={Rc::clone(page)} tag={shared.then_some(("now", "shared run"))}>
                <Go to={write} class="button">{ "Write it yourself" }</Go>
                <ShareButton page={Rc::clone(page)} session={(*session).clone()} />
                <button
                    type="button"
                    class={if going { "stop" } else { "primary" }}
                    onpointerdown={on_press}
                    onclick={on_click}
                    aria-keyshortcuts={if going { "Escape" } else { "Control+Enter Meta+Enter" }}
                >
                    if going {
                        { "Stop " }<kbd>{ "Esc" }</kbd>
                    } else {
                        { "Run " }<kbd>{ if document::is_apple() { "\u{2318}\u{21b5}" } else { "Ctrl \u{21b5}" } }</kbd>
                    }
                </button>
            </Bar>
            { gauge(runner.run()) }
            <Side page={Rc::clone(page)} kit={None::<Rc<practice::case::Kit>>} />
            <div class="work">
                <section class="setup" aria-label="Input and options">
                    <InputChoice page={Rc::clone(page)} session={(*session).clone()} on_change={on_change.clone()} />
                    <Options page={Rc::clone(page)} session={(*session).clone()} {on_change} />
                </section>
                <p class="command mono" role="group" aria-label="Command line" tabindex="0">
                    <span class="muted">{ "$ " }</span>{ command(page, &session) }
                </p>
                <Results page={Rc::clone(page)} session={(*session).clone()} {runner} />
            </div>
        </div>
    }
}

/// How far a run is, as a line under the bar.
fn gauge(run: &Run) -> Html {
    let Run::Going { told, .. } = run else {
        return html! { <div class="gauge" /> };
    };
    let Some((stage, progress)) = told else {
        return html! { <div class="gauge going"><progress aria-label="Starting" /></div> };
    };
    let what = match stage {
        Stage::Loading => "Loading",
        Stage::Running => "Running",
    };
    if progress.total == 0 {
        let label = format!("{what}: {}", text::count(progress.done));
        return html! { <div class="gauge going"><progress aria-label={label} /></div> };
    }
    html! {
        <div class="gauge going">
            <progress
                aria-label={what}
                max="1"
                value={(progress.done as f64 / progress.total as f64).to_string()}
            />
        </div>
    }
}

/// The command line that does the same in a terminal.
fn command(page: &Page, session: &Session) -> String {
    let mut line = quoted(&page.name, &session.args(page));
    if matches!(session.chosen, Chosen::Own(_)) && page.manifest.input.args.is_empty() {
        line.push_str("  # on your input");
    }
    line
}
