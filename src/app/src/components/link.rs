//! Links within the page.

use practice::route::Route;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct GoProps {
    /// Where it goes.
    pub(crate) to: Route,
    #[prop_or_default]
    pub(crate) class: Classes,
    /// Whether it names the place the reader is at.
    #[prop_or_default]
    pub(crate) here: bool,
    #[prop_or_default]
    pub(crate) children: Html,
}

/// A link to a place of the page: a plain `<a href="#/…">`, so that it opens in a new tab as any link does.
#[component]
pub(crate) fn Go(props: &GoProps) -> Html {
    html! {
        <a
            href={props.to.format()}
            class={props.class.clone()}
            aria-current={props.here.then_some("page")}
        >
            { props.children.clone() }
        </a>
    }
}
