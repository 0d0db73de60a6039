//! A paragraph.

use super::parts::{BlockProps, block_of, frame, spoken_mark, tone_class};
use contract::report::Tone;
use yew::prelude::*;

/// Words, newlines kept; with a tone they stand apart as a note.
#[component]
pub(crate) fn TextView(props: &BlockProps) -> Html {
    let text = block_of!(props, Text);
    let words = if text.body.is_empty() {
        html! { <p class="block-empty">{ "Nothing to say." }</p> }
    } else {
        html! { <p class="words">{ text.body.clone() }</p> }
    };
    if text.tone == Tone::Plain {
        return frame("block-text", &text.title, Html::default(), words);
    }
    html! {
        <section class={classes!("block", "block-text", "noted", tone_class(text.tone))}>
            { spoken_mark(text.tone) }
            <div>
                if !text.title.is_empty() { <h3>{ text.title.clone() }</h3> }
                { words }
            </div>
        </section>
    }
}
