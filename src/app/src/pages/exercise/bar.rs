//! The bar above an exercise: where one is, and what can be done.

use crate::components::link::Go;
use crate::components::pill::Pill;
use practice::catalogue::Page;
use practice::plan::PARTS;
use practice::route::Route;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct BarProps {
    pub(super) page: Rc<Page>,
    /// A word on how it stands: tone and text.
    #[prop_or_default]
    pub(super) tag: Option<(&'static str, &'static str)>,
    /// The buttons.
    pub(super) children: Html,
}

/// The bar.
#[component]
pub(super) fn Bar(props: &BarProps) -> Html {
    let page = &props.page;
    let part = PARTS.iter().find(|part| part.track == page.manifest.track);
    html! {
        <div class="bar">
            if let Some(part) = part {
                <Go to={Route::Catalogue { track: Some(part.track), skill: None }} class="muted">{ part.title }</Go>
                <span class="muted" aria-hidden="true">{ "/" }</span>
            }
            <h1>{ &page.manifest.title }</h1>
            if let Some((tone, text)) = props.tag {
                <Pill {tone} {text} />
            }
            <span class="space" />
            { props.children.clone() }
        </div>
    }
}
