//! The voice at the foot of the page.

use crate::platform::{document, location};
use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// Milliseconds that a notice stays.
const STAYS: u32 = 6_000;

/// Milliseconds within which what is said belongs to the page that is being gone to.
const WAY: u64 = 500;

#[derive(Properties, PartialEq)]
pub(crate) struct NoticeProps {
    /// Grows with each notice, so that the same words twice are two notices.
    pub(crate) count: u32,
    pub(crate) text: AttrValue,
}

/// Says something for a moment; an empty text takes back what was said before. The live region itself is always there, as screen readers
/// need it to be.
#[component]
pub(crate) fn Notice(props: &NoticeProps) -> Html {
    let shown = use_state(|| false);
    use_effect_with(props.count, {
        let shown = shown.setter();
        let (count, says) = (props.count, !props.text.is_empty());
        move |_| {
            let timer = (count > 0 && says).then(|| {
                shown.set(true);
                let said = document::now_ms();
                let gone = shown.clone();
                // It is about the page it was said on; what is said on the way to another goes along.
                let left = location::listen(move |_| {
                    if document::now_ms().saturating_sub(said) > WAY {
                        gone.set(false);
                    }
                });
                (left, Timeout::new(STAYS, move || shown.set(false)))
            });
            move || drop(timer)
        }
    });
    html! {
        <div class="notice-place" role="status" aria-live="polite">
            if *shown && props.count > 0 && !props.text.is_empty() {
                <div class="notice">{ &props.text }</div>
            }
        </div>
    }
}
