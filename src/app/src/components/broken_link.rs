//! A link that can't be opened.

use crate::platform::document;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct BrokenLinkProps {
    /// What is wrong with it, and what to do.
    pub(crate) problem: AttrValue,
    /// Ways on.
    pub(crate) children: Html,
}

/// Says what is wrong with a link, and that nothing else is.
#[component]
pub(crate) fn BrokenLink(props: &BrokenLinkProps) -> Html {
    use_effect_with((), |()| {
        document::set_title("A link that can't be opened \u{b7} Dryrun");
    });
    html! {
        <div class="page">
            <div class="failed" role="alert">
                <h1>{ "This link can't be opened" }</h1>
                <p>{ &props.problem }</p>
                <p class="muted">{ "Nothing of yours was changed." }</p>
                <p class="row">{ props.children.clone() }</p>
            </div>
        </div>
    }
}
