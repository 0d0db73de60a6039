//! What a link brought, and what the store has to say.

use crate::components::broken_link::BrokenLink;
use crate::components::link::Go;
use crate::pages::sketch::store::{Offer, Store, Whose};
use practice::route::Route;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct BannerProps {
    pub(crate) store: Store,
}

/// The line below the bar: whose design this is, and what happened to the reader's own.
#[component]
pub(crate) fn Banner(props: &BannerProps) -> Html {
    let store = &props.store;
    let news = store.news().map(|news| {
        let offer = news.offer.map(|offer| {
            let label = match &offer {
                Offer::Open(_) => "Open it",
                Offer::Back(_) => "Back to mine",
                Offer::Restore(_) => "Bring it back",
            };
            let store = store.clone();
            let onclick = move |_: MouseEvent| store.accept(&offer);
            html! { <button type="button" {onclick}>{ label }</button> }
        });
        let store = store.clone();
        let dismiss = move |_: MouseEvent| store.dismiss();
        html! {
            <div class="banner">
                <p>{ news.text }</p>
                { for offer }
                <button type="button" class="quiet" onclick={dismiss}>{ "Close" }</button>
            </div>
        }
    });
    let guest = (store.whose() == Whose::Guest && store.ready()).then(|| {
        let store = store.clone();
        let keep = move |_: MouseEvent| store.keep_copy();
        html! {
            <div class="banner info" role="note">
                <p>
                    <strong>{ "A shared design. " }</strong>
                    { "Nothing of yours was changed. With your first change it becomes a copy of your own." }
                </p>
                <button type="button" class="primary" onclick={keep}>{ "Keep a copy" }</button>
                <Go to={Route::sketchpad()} class="button">{ "Discard" }</Go>
            </div>
        }
    });
    html! {
        <>
            // Always there, as screen readers need a live region to be.
            <div role="status">{ for news }</div>
            { for guest }
        </>
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct BrokenProps {
    pub(crate) problem: String,
}

/// A link to a design that can't be opened.
#[component]
pub(crate) fn BrokenDesign(props: &BrokenProps) -> Html {
    html! {
        <BrokenLink problem={props.problem.clone()}>
            <Go to={Route::sketchpad()} class="button primary">{ "My designs" }</Go>
            <Go to={Route::Home} class="button">{ "Home" }</Go>
        </BrokenLink>
    }
}
