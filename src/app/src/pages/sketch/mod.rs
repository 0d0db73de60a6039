//! The sketchpad: a design is drawn in the middle, read off below and beside it.

mod assumptions;
mod canvas;
mod changed;
pub(crate) mod desk;
pub(crate) mod desk_state;
mod exchange;
mod figures;
mod findings;
mod header;
mod histories;
mod inspector;
mod list;
mod names;
mod part_link;
mod prices;
mod problem;
mod renamed;
mod share;
mod simulate;
mod store;
mod told;

use crate::room::use_room;
use canvas::live::LivePlace;
use desk_state::{DeskPlace, use_desk};
use figures::{PanelsPlace, Strip};
use header::Header;
use inspector::Side;
use nalsd::model::Design;
use share::BrokenDesign;
use simulate::{Memory, Simulation};
use std::rc::Rc;
use store::{Place, use_store};
use yew::prelude::*;

#[derive(Clone, Properties, PartialEq)]
pub(crate) struct SketchProps {
    /// The design problem that is worked on.
    pub(crate) problem: Option<String>,
    /// The token of a shared design that is to be opened beside the reader's own.
    pub(crate) shared: Option<String>,
    /// Which visit of the address this is.
    pub(crate) visit: u32,
}

/// The page.
#[component]
pub(crate) fn SketchPage(props: &SketchProps) -> Html {
    html! { <DeskPlace><Desk ..props.clone() /></DeskPlace> }
}

/// What stands on the desk.
#[component]
fn Desk(props: &SketchProps) -> Html {
    let desk = use_desk();
    let room = use_room();
    let place = Place {
        problem: props.problem.clone(),
        title: props.problem.as_deref().and_then(|name| {
            let exercises = room.exercises();
            exercises.find(name).map(|entry| entry.title.clone())
        }),
        shared: props.shared.clone(),
        visit: props.visit,
    };
    let store = use_store(&desk, &place);
    let simulating = use_state_eq(|| false);
    let memory = use_memo((), |()| Memory::default());
    let on_simulate = {
        let simulating = simulating.clone();
        move |_| simulating.set(!*simulating)
    };
    let on_close = use_callback(simulating.setter(), |(), simulating| simulating.set(false));
    let on_copy = use_callback(store.clone(), |design: Rc<Design>, store| {
        store.add(Design::clone(&design));
    });
    let on_model = use_callback(store.clone(), |design: Rc<Design>, store| {
        store.open_model(&design)
    });
    let on_next = use_callback(store.clone(), |design: Rc<Design>, store| {
        store.next_iteration(&design);
    });
    // How often the findings were asked for.
    let asked = use_state(|| 0_u32);
    let on_findings = use_callback(asked.clone(), |(), asked| asked.set(**asked + 1));
    // Which design it is isn't known before one was opened: nothing is said of it until then.
    let unknown = desk.opened == 0;
    if let Some(problem) = store.broken() {
        return html! { <BrokenDesign {problem} /> };
    }
    html! {
        <PanelsPlace desk={desk.clone()}>
            <LivePlace><div class={classes!("sketch", unknown.then_some("unknown"))} aria-busy={unknown.then_some("true")}>
                <Header desk={desk.clone()} store={store.clone()} on_findings={on_findings.clone()}>
                    <button type="button" class="primary" aria-pressed={if *simulating { "true" } else { "false" }} onclick={on_simulate}>{ "Simulate" }</button>
                </Header>
                <canvas::Canvas on_open={props.problem.is_none().then(|| on_copy.clone())} {on_findings} />
                <Strip desk={desk.clone()} />
                <Side desk={desk.clone()} findings_asked={*asked} problem={props.problem.clone()} at={store.current()} {on_model} {on_next} />
                if *simulating { <Simulation {desk} memory={(*memory).clone()} on_open={on_copy} {on_close} /> }
            </div></LivePlace>
        </PanelsPlace>
    }
}
