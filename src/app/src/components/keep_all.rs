//! "Make everything available offline": what it costs, how far it is.

use crate::platform::everything;
use crate::platform::web::Large;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// How it stands.
#[derive(Clone, PartialEq)]
enum State {
    /// Being found out.
    Asking,
    /// So much is missing.
    Missing(Rc<Vec<Large>>),
    /// Bytes done, bytes in all.
    Going(u64, u64),
    /// Nothing is missing.
    Kept,
    /// It can't be done here, or broke off.
    Failed(String),
}

/// The offer, the progress, or the good news.
#[component]
pub(crate) fn KeepAll() -> Html {
    let state = use_state(|| State::Asking);
    use_effect_with((), {
        let state = state.setter();
        move |()| spawn_local(async move { state.set(ask().await) })
    });
    let on_click = {
        let state = state.clone();
        move |_| {
            let setter = state.setter();
            let known = match &*state {
                State::Missing(missing) => Some(Rc::clone(missing)),
                _ => None,
            };
            spawn_local(async move {
                let missing = match known {
                    Some(missing) => missing,
                    None => match ask().await {
                        State::Missing(missing) => missing,
                        other => return setter.set(other),
                    },
                };
                let all = missing.iter().map(|large| large.raw).sum();
                let done = Cell::new(0_u64);
                setter.set(State::Going(0, all));
                for large in missing.iter() {
                    let told = everything::fetch(large, |bytes| {
                        done.set(done.get() + bytes);
                        setter.set(State::Going(done.get(), all));
                    });
                    if let Err(problem) = told.await {
                        return setter.set(State::Failed(problem));
                    }
                }
                setter.set(settled().await);
            });
        }
    };
    match &*state {
        State::Asking => Html::default(),
        State::Kept => {
            html! { <p class="muted" role="status">{ "Everything is kept on this machine: all languages and inputs work with the network off." }</p> }
        }
        State::Missing(missing) => {
            let cost: u64 = missing.iter().map(|large| large.bytes).sum();
            html! {
                <>
                    <p class="muted">
                        { "Pages, editor and reference implementations are kept already. Python, the shell and the large logs are kept once they are used, or all at once now." }
                    </p>
                    <p><button type="button" onclick={on_click}>
                        { format!("Make everything available offline ({})", megabytes(cost)) }
                    </button></p>
                </>
            }
        }
        State::Going(done, all) => html! {
            <p role="status" aria-live="off">
                <progress aria-label="Keeping everything" max={all.to_string()} value={done.to_string()} />
                { format!(" {} of {} unpacked", megabytes(*done), megabytes(*all)) }
            </p>
        },
        State::Failed(problem) => html! {
            <>
                <p class="complaint" role="alert">{ problem }</p>
                <p><button type="button" onclick={on_click}>{ "Try again" }</button></p>
            </>
        },
    }
}

/// What is missing now.
async fn ask() -> State {
    match everything::missing().await {
        Ok(missing) if missing.is_empty() => State::Kept,
        Ok(missing) => State::Missing(Rc::new(missing)),
        Err(problem) => State::Failed(problem),
    }
}

/// What is missing once everything was fetched: the service worker writes what has come a moment later.
async fn settled() -> State {
    for _ in 0..50 {
        if ask().await == State::Kept {
            return State::Kept;
        }
        gloo::timers::future::TimeoutFuture::new(200).await;
    }
    State::Failed(
        "It was fetched but not kept: is the disk full, or storage refused to this page?"
            .to_owned(),
    )
}

/// Megabytes with one decimal, in whole numbers: printing floats alone would be a part of the first view's weight.
fn megabytes(bytes: u64) -> String {
    let tenths = (bytes + 50_000) / 100_000;
    format!("{}.{} MB", tenths / 10, tenths % 10)
}
