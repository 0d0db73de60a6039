//! The sketchpad: a design is drawn in the middle, read off below and beside it.

mod canvas;
pub(crate) mod desk;
pub(crate) mod desk_state;
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
    html! {
        <desk_state::DeskPlace>
            <div class="sketch">
                <header class="bar"><h1>{ "Sketchpad" }</h1></header>
                <canvas::Canvas />
            </div>
        </desk_state::DeskPlace>
    }
}
