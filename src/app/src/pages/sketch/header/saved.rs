//! Whether what was drawn is on the disk.

use crate::pages::sketch::store::{Saved, Store, Whose};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct SavedProps {
    pub(super) store: Store,
}

/// The word for it, and a way out where it isn't.
#[component]
pub(super) fn SavedLine(props: &SavedProps) -> Html {
    let store = props.store.clone();
    match (store.saved(), store.whose()) {
        (Saved::No(problem), _) => html! {
            <span class="bad saved" role="alert" title={problem.clone()}>
                { format!("Not saved: {problem} ") }
                <button type="button" class="quiet" onclick={move |_: MouseEvent| store.retry()}>{ "Try again" }</button>
            </span>
        },
        (_, Whose::Guest) => html! { <span class="muted saved">{ "Not kept" }</span> },
        (_, Whose::Blank) => html! { <span class="muted saved">{ "Nothing to save yet" }</span> },
        (Saved::Yes, Whose::Own) => html! { <span class="muted saved">{ "Saved" }</span> },
        (Saved::Soon, Whose::Own) => {
            html! { <span class="muted saved">{ "Saving\u{2026}" }</span> }
        }
    }
}
