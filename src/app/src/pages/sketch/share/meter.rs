//! How much of a link a design fills.

use super::token::{self, Linked};
use gloo::timers::callback::Timeout;
use nalsd::model::Design;
use practice::link::MAX_TOKEN;
use std::rc::Rc;
use yew::prelude::*;

/// Milliseconds without a change until the link is measured: packing it takes longer than a frame may.
const REST_MS: u32 = 400;

#[derive(Properties, PartialEq)]
pub(crate) struct MeterProps {
    pub(crate) design: Rc<Design>,
}

/// The size of the link to a design, in a few words.
#[component]
pub(crate) fn Meter(props: &MeterProps) -> Html {
    let linked = use_state(|| None::<Linked>);
    use_effect_with(Rc::clone(&props.design), {
        let linked = linked.setter();
        move |design| {
            let design = Rc::clone(design);
            let timer = Timeout::new(REST_MS, move || linked.set(Some(token::write(&design))));
            move || drop(timer)
        }
    });
    let Some(linked) = &*linked else {
        return html! { <span class="muted link-size" aria-hidden="true" /> };
    };
    let fits = matches!(linked, Linked::Fits(_));
    let title = if fits {
        "All of the design travels in the link; up to this size it arrives unharmed."
    } else {
        "It is too large for a link: share it as a file."
    };
    html! {
        <span class={classes!("link-size", if fits { "muted" } else { "bad" })} {title}>
            { words(linked) }
        </span>
    }
}

/// `link 1.4 of 8 KiB`.
pub(super) fn words(linked: &Linked) -> String {
    let limit = MAX_TOKEN / 1024;
    match linked.length() {
        // Rounded up: what doesn't fit is never told as fitting.
        Some(length) => {
            let tenths = (length * 10).div_ceil(1024);
            format!("link {}.{} of {limit} KiB", tenths / 10, tenths % 10)
        }
        None => format!("link over {limit} KiB"),
    }
}
