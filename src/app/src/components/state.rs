//! What stands in for content: on its way, or not to be had.

use crate::platform::location;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct LoadingProps {
    /// What is on its way.
    pub(crate) what: AttrValue,
}

/// Content on its way. It appears after a moment only, so that fast loads don't flicker.
#[component]
pub(crate) fn Loading(props: &LoadingProps) -> Html {
    html! { <p class="loading page" role="status">{ format!("Loading {}\u{2026}", props.what) }</p> }
}

#[derive(Properties, PartialEq)]
pub(crate) struct FailedProps {
    /// What is not there.
    pub(crate) title: AttrValue,
    /// Why, and what to do.
    pub(crate) problem: AttrValue,
    /// More ways on.
    #[prop_or_default]
    pub(crate) children: Html,
}

/// Content that is not to be had, and ways on.
#[component]
pub(crate) fn Failed(props: &FailedProps) -> Html {
    html! {
        <div class="page">
            <div class="failed" role="alert">
                <h1>{ &props.title }</h1>
                <p>{ &props.problem }</p>
                <p class="row">
                    { props.children.clone() }
                    <button type="button" onclick={|_| location::reload()}>{ "Reload" }</button>
                    <a class="button" href="#/">{ "Home" }</a>
                </p>
            </div>
        </div>
    }
}
