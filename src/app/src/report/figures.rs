//! Headline numbers, side by side.

use super::parts::{BlockProps, block_of, empty, number, spoken_mark, tone_class};
use yew::prelude::*;

/// A strip of figures: label, number, note.
#[component]
pub(crate) fn FiguresView(props: &BlockProps) -> Html {
    let figures = block_of!(props, Figures);
    if figures.is_empty() {
        return empty("block-figures", "", "No figures.");
    }
    let strip = figures.iter().map(|figure| {
        html! {
            <div class="figure">
                <dt class="label">{ figure.label.clone() }</dt>
                <dd class={classes!("figure-value", tone_class(figure.tone))}>
                    { spoken_mark(figure.tone) }
                    { number(figure.value, figure.unit) }
                </dd>
                if !figure.note.is_empty() {
                    <dd class="figure-note">{ figure.note.clone() }</dd>
                }
            </div>
        }
    });
    html! { <section class="block block-figures"><dl class="figures">{ for strip }</dl></section> }
}
