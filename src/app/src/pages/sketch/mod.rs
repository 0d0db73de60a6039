//! The sketchpad: a design is drawn in the middle, read off below and beside it.

pub(crate) mod desk;

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
pub(crate) fn SketchPage(props: &SketchProps) -> Html {
    let title = props
        .problem
        .clone()
        .unwrap_or_else(|| "Sketchpad".to_owned());
    html! { <h1 class="page">{ title }</h1> }
}
