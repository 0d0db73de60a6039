//! The sketchpad: a design is drawn in the middle, read off below and beside it.

mod assumptions;
mod canvas;
pub(crate) mod desk;
pub(crate) mod desk_state;
mod exchange;
mod figures;
mod findings;
mod header;
mod inspector;
mod list;
mod names;
mod prices;
mod share;
mod store;
mod told;

use desk_state::{DeskPlace, use_desk};
use figures::{PanelsPlace, Strip};
use header::Header;
use inspector::Side;
use share::BrokenDesign;
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
    let place = Place {
        problem: props.problem.clone(),
        title: None,
        shared: props.shared.clone(),
        visit: props.visit,
    };
    let store = use_store(&desk, &place);
    if let Some(problem) = store.broken() {
        return html! { <BrokenDesign {problem} /> };
    }
    html! {
        <PanelsPlace desk={desk.clone()}>
            <div class="sketch">
                <Header desk={desk.clone()} {store} on_findings={Callback::noop()} />
                <canvas::Canvas />
                <Strip desk={desk.clone()} />
                <Side {desk} />
            </div>
        </PanelsPlace>
    }
}
