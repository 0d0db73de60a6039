//! A place that isn't there.

use crate::components::link::Go;
use crate::platform::document;
use practice::route::Route;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct MissingProps {
    /// What stood in the address.
    pub(crate) place: AttrValue,
}

/// Says so, and names ways on.
#[component]
pub(crate) fn MissingPage(props: &MissingProps) -> Html {
    document::set_title("Nothing here \u{b7} Dryrun");
    let shown: String = props.place.chars().take(120).collect();
    html! {
        <div class="page">
            <div class="failed">
                <h1>{ "There is nothing at this address" }</h1>
                <p>{ "The link may have been mistyped, or cut off on its way: " }<code>{ format!("#{shown}") }</code></p>
                <p class="row">
                    <Go to={Route::catalogue()} class="button primary">{ "All exercises" }</Go>
                    <Go to={Route::Home} class="button">{ "Home" }</Go>
                </p>
            </div>
        </div>
    }
}
