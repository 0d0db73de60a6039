//! The sketchpad: a design is drawn in the middle, read off below and beside it.

mod assumptions;
pub(crate) mod desk;
pub(crate) mod desk_state;
mod figures;
mod findings;
mod inspector;
mod list;
mod names;
mod prices;
mod told;

use yew::prelude::*;

#[derive(Properties, PartialEq)]
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
pub(crate) fn SketchPage(_props: &SketchProps) -> Html {
    html! { <desk_state::DeskPlace><Beside /></desk_state::DeskPlace> }
}

/// What stands below and beside the canvas.
#[component]
fn Beside() -> Html {
    let desk = desk_state::use_desk();
    html! {
        <figures::PanelsPlace desk={desk.clone()}>
            <div class="sketch">
                <inspector::Side desk={desk.clone()} />
                <figures::Strip {desk} />
            </div>
        </figures::PanelsPlace>
    }
}
