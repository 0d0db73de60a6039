//! Code that a link brought: whose it is, that it did not run, and what can be done with it.

use super::compare::{Compare, Files};
use practice::language::Language;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct BannerProps {
    /// Whether theirs is what is looked at, and what Run would run.
    pub(crate) theirs: bool,
    pub(crate) on_look: Callback<bool>,
    /// Takes theirs over; one's own is put away.
    pub(crate) on_take: Callback<()>,
}

/// The notice above the editor.
#[component]
pub(crate) fn Banner(props: &BannerProps) -> Html {
    let look = |theirs: bool, label: &'static str| {
        let on = props.theirs == theirs;
        let look = props.on_look.clone();
        html! {
            <button type="button" class={classes!("chip", on.then_some("on"))} aria-pressed={if on { "true" } else { "false" }}
                onclick={move |_| look.emit(theirs)}>
                { label }
            </button>
        }
    };
    let on_take = {
        let take = props.on_take.clone();
        move |_| take.emit(())
    };
    html! {
        <div class="foreign" role="note">
            <p>
                <strong>{ "This code came with a link. " }</strong>
                { "Somebody else wrote it. Nothing of it runs until you press Run, and then sealed off, with no network and nothing of yours." }
            </p>
            <div class="row" role="group" aria-label="Whose code">
                { look(true, "Theirs, beside yours") }
                { look(false, "Yours") }
                <button type="button" class="quiet" onclick={on_take}>{ "Go on with theirs (yours is put away)" }</button>
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct BesideProps {
    pub(crate) language: Language,
    pub(crate) mine: Files,
    pub(crate) theirs: Files,
}

/// Theirs beside one's own.
#[component]
pub(crate) fn Beside(props: &BesideProps) -> Html {
    html! {
        <div class="beside">
            <Compare
                language={props.language}
                before={("Yours".to_owned(), props.mine.clone())}
                after={("From the link".to_owned(), props.theirs.clone())}
            />
        </div>
    }
}
