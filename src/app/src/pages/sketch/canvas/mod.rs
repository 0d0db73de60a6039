//! The drawing: one world, seen through one transform. What the pointer does is previewed by the [`stage`] without a render;
//! what it comes to is an act on the desk, and only the parts that it changed are drawn again.

mod area;
mod around;
mod bar;
mod field;
mod handles;
mod held;
mod help;
mod invitation;
mod keys;
mod link;
pub(super) mod live;
mod mode;
mod offer;
mod part;
mod parts;
mod preview;
mod rename;
mod scene;
mod sight;
mod stage;
pub(super) mod words;

use super::desk::{Act, Desk};
use super::desk_state::use_desk;
use super::figures::use_panels;
use crate::platform::canvas::{self as platform, Ground};
use crate::platform::{document, places};
use crate::room::use_room;
use gloo::events::EventListenerPhase;
use handles::{Pieces, handles};
use held::use_held;
use invitation::Invitation;
use keys::Keys;
use mode::Mode;
use nalsd::edit;
use nalsd::model::{Design, Id, Point};
use nalsd::sketch::Routes;
use nalsd::sketch::gesture::Tool;
use offer::Offer;
use parts::Parts;
use rename::{NewNote, Rename};
use scene::Scene;
use stage::{Asks, Stage};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::prelude::*;

/// What the keys act on, always the latest.
type Latest = Rc<RefCell<Option<Keys>>>;

#[derive(Properties, PartialEq)]
pub(crate) struct CanvasProps {
    /// Opens a design beside the reader's own, where an example may be offered.
    pub(crate) on_open: Option<Callback<Rc<Design>>>,
    /// Asks for the findings.
    pub(crate) on_findings: Callback<()>,
}

/// The drawing with its tools.
#[component]
pub(crate) fn Canvas(props: &CanvasProps) -> Html {
    let desk = use_desk();
    let room = use_room();
    let node = use_node_ref();
    let routes = use_mut_ref(Routes::default);
    let mode = use_held::<Mode>();
    let tool = use_held::<Tool>();
    let hub = use_held::<Option<Id>>();
    let inspect = use_panels().inspect;
    let told = use_state(AttrValue::default);
    let stage = use_state(|| None::<Rc<Stage>>);
    let latest: Latest = use_mut_ref(|| None);

    use_effect_with((), {
        let (stage, node, desk) = (stage.setter(), node.clone(), desk.clone());
        let (routes, mode, tool) = (Rc::clone(&routes), mode.clone(), tool.clone());
        move |()| {
            let listening = node.cast::<HtmlElement>().and_then(|element| {
                let asks = Asks {
                    offer: Box::new({
                        let mode = mode.clone();
                        move |from: Id, at: Point| mode.set(Mode::Offer { from, at })
                    }),
                    rename: Box::new(move |id| mode.set(Mode::Rename(id))),
                    tool_done: Box::new(move || tool.set(Tool::Select)),
                };
                let ground = Rc::new(Ground::new(element));
                let made = Stage::new(Rc::clone(&ground), desk, routes, asks)?;
                stage.set(Some(Rc::clone(&made)));
                Some(platform::listen(
                    &ground,
                    Rc::new(move |input| made.meet(input)),
                ))
            });
            move || drop(listening)
        }
    });
    let tell = use_callback(told.setter(), |words: String, told| told.set(words.into()));
    let keys = (*stage).clone().map(|stage| Keys {
        stage,
        desk: desk.clone(),
        mode: mode.clone(),
        tool: tool.clone(),
        hub,
        inspect,
        tell,
    });
    *latest.borrow_mut() = keys.clone();
    use_effect_with((), {
        let latest = Rc::clone(&latest);
        let say = room.say.clone();
        move |()| {
            let listeners = (
                key_listeners(&latest),
                clipboard_listeners(&latest, say),
                search_listener(&latest),
            );
            move || drop(listeners)
        }
    });
    use_effect_with((keys.is_some(), desk.clone()), {
        let stage = (*stage).clone();
        move |(_, desk): &(bool, Desk)| {
            if let Some(stage) = stage {
                stage.follow(desk);
            }
        }
    });
    use_effect_with((keys.is_some(), tool.get()), {
        let stage = (*stage).clone();
        move |(_, tool): &(bool, Tool)| {
            if let Some(stage) = stage {
                stage.take(*tool);
            }
        }
    });
    // A design that was opened is seen whole.
    use_effect_with((keys.is_some(), desk.opened), {
        let stage = (*stage).clone();
        move |_| {
            if let Some(stage) = stage {
                stage.fit(&[]);
            }
        }
    });
    // The focus follows what is selected, while it is on the drawing.
    use_effect_with((Rc::clone(&desk.selection), mode.get() == Mode::Plain), {
        let stage = (*stage).clone();
        move |(selection, _): &(Rc<Vec<Id>>, bool)| {
            if let Some(stage) = stage {
                stage.follow_focus(selection.last().copied());
            }
        }
    });

    let done = use_callback((), {
        let mode = mode.clone();
        move |(), ()| mode.set(Mode::Plain)
    });
    let mode = mode.get();
    let empty = desk.design.components.is_empty() && desk.design.areas.is_empty();
    let hint = mode.hint(&desk.design);
    html! {
        <section class="stage" ref={node} aria-label="Drawing">
            <div id="sketch-dots" class="dots" aria-hidden="true" />
            <svg id="sketch-drawing" class="drawing" role="application" tabindex={if desk.selection.is_empty() { "0" } else { "-1" }}
                aria-label={format!("Drawing of {}: {}. Press ? for the keys.", desk.design.name, counted(&desk))}>
                <g id="sketch-world" class="world">
                    <Scene desk={desk.clone()} routes={Rc::clone(&routes)} on_findings={props.on_findings.clone()} />
                    <g id="sketch-overlay" class="overlay" aria-hidden="true">
                        <g class="handles">{ handles(&desk, &routes) }</g>
                        <Pieces />
                    </g>
                </g>
            </svg>
            <div id="sketch-above" class="above">
                if let Mode::Rename(id) = &mode {
                    <Rename id={*id} desk={desk.clone()} routes={Rc::clone(&routes)} on_done={done.clone()} />
                }
                if let Mode::Note(rect) = &mode {
                    <NewNote rect={*rect} desk={desk.clone()} on_done={done.clone()} />
                }
            </div>
            if empty && !matches!(mode, Mode::Note(_)) { <Invitation on_open={props.on_open.clone()} /> }
            if let Some(keys) = &keys {
                <div class="head">
                    <Parts keys={keys.clone()} tool={tool.get()} />
                    { bar::several(keys) }
                    { bar::by_touch(keys) }
                </div>
                { bar::foot(keys) }
            }
            if let Some(hint) = hint { <p class="hint">{ hint }</p> }
            <p class="visually-hidden" role="status">{ &*told }</p>
            if let (Mode::Offer { from, at }, Some(keys)) = (&mode, &keys) {
                <Offer keys={keys.clone()} from={*from} at={*at} />
            }
            if mode == Mode::Help { <help::Help on_close={done} /> }
        </section>
    }
}

fn counted(desk: &Desk) -> String {
    let design = &desk.design;
    format!(
        "{} components, {} links",
        design.components.len(),
        design.links.len()
    )
}

fn key_listeners(latest: &Latest) -> [gloo::events::EventListener; 2] {
    let pressed = {
        let latest = Rc::clone(latest);
        document::on_key(move |event| {
            let keys = latest.borrow().as_ref().map(Keys::now);
            if let Some(keys) = keys
                && !event.default_prevented()
                && !platform::takes_text(event)
                && keys.stage.hears(event)
                && keys.press(event)
            {
                keys.stage.hold_focus();
                event.prevent_default();
            }
        })
    };
    let latest = Rc::clone(latest);
    let released = platform::on_key_up(move |key| {
        if let (" ", Some(keys)) = (key, &*latest.borrow()) {
            keys.stage.hold_space(false);
        }
    });
    [pressed, released]
}

/// The search of the page leads to a part.
fn search_listener(latest: &Latest) -> gloo::events::EventListener {
    let latest = Rc::clone(latest);
    places::on_asked(move |place| {
        let keys = latest.borrow().as_ref().map(Keys::now);
        let id = place.strip_prefix("part-").and_then(|id| id.parse().ok());
        if let (Some(keys), Some(id)) = (keys, id) {
            keys.go(Some(Id(id)), false);
            // Once the search is gone: until then it has the focus.
            document::focus_soon(format!("body:not(:has(.palette)) #{place}"));
        }
    })
}

fn clipboard_listeners(latest: &Latest, say: Callback<String>) -> impl Sized + use<> {
    let copying = Rc::clone(latest);
    let latest = Rc::clone(latest);
    (
        platform::on_copy(move |cut| {
            let keys = copying.borrow().as_ref().map(Keys::now)?;
            let ids: BTreeSet<Id> = keys.desk.selection.iter().copied().collect();
            if ids.is_empty() || platform::text_selected() || !keys.stage.is_near_focus() {
                return None;
            }
            let text = edit::copy(&keys.desk.kept, &ids);
            keys.tell.emit(format!(
                "{} {}",
                if cut { "Cut" } else { "Copied" },
                super::told::named(&keys.desk.kept, &keys.desk.selection)
            ));
            if cut {
                let ids = ids.into_iter().collect();
                keys.desk.act.emit(Act::Do(edit::Command::Remove(ids)));
            }
            Some(text)
        }),
        platform::on_paste(EventListenerPhase::Bubble, move |text| {
            if let Some(keys) = latest.borrow().as_ref().map(Keys::now) {
                match edit::paste(&keys.desk.kept, text, Some(keys.stage.pointed_at())) {
                    Ok(command) => {
                        say.emit(String::new());
                        keys.desk.act.emit(Act::Do(command));
                    }
                    Err(refusal) => say.emit(refusal.message().to_owned()),
                }
            }
            true
        }),
    )
}
