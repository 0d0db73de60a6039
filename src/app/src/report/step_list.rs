//! The list of all steps beside the player: a list box of which only the rows in sight are drawn.

use super::measure::scroll_to_row;
use super::parts::{BlockProps, block_of, mark, pressed, tone_class, use_unique};
use super::player::Act;
use super::window::{use_scroll, visible};
use contract::report::Step;
use yew::prelude::*;

/// The height of a row in CSS pixels; the style sheet has the same figure.
const ROW: f64 = 28.0;

/// The most the list takes, in CSS pixels; the style sheet has the same figure.
const HEIGHT: f64 = 476.0;

/// A list of steps.
#[derive(Properties, PartialEq)]
pub(crate) struct StepListProps {
    /// The block of steps.
    pub(crate) of: BlockProps,
    /// The step shown.
    pub(crate) at: usize,
    /// What a click on a step does.
    pub(crate) on_act: Callback<Act>,
}

/// All steps, the current one chosen and in sight. The player around it has the keys.
#[component]
pub(crate) fn StepList(props: &StepListProps) -> Html {
    let steps = block_of!(props.of, Steps);
    let unique = use_unique();
    let scroll = use_scroll(ROW);
    {
        let node = scroll.node.clone();
        use_effect_with(props.at, move |at| scroll_to_row(&node, *at, ROW));
    }
    let total = steps.steps.len();
    let range = visible(scroll.top, HEIGHT, ROW, total);
    let at = props.at;
    let drawn = (0..total).filter(|row| range.contains(row) || *row == at);
    let rows = drawn.filter_map(|row| {
        let act = props.on_act.clone();
        let onclick = Callback::from(move |_: MouseEvent| act.emit(Act::To(row)));
        let id = format!("step{unique}-{row}");
        Some(item(
            steps.steps.get(row)?,
            row,
            total,
            id,
            row == at,
            onclick,
        ))
    });
    html! {
        <div class="step-list" ref={scroll.node} onscroll={scroll.onscroll} tabindex="0" role="listbox"
            aria-label="All steps" aria-activedescendant={format!("step{unique}-{at}")}>
            <div role="presentation" class="step-rows" style={format!("height:{}px", total as f64 * ROW)}>
                { for rows }
            </div>
        </div>
    }
}

/// A step's row: its number, what was done, what came of it.
fn item(
    step: &Step,
    row: usize,
    total: usize,
    id: String,
    chosen: bool,
    onclick: Callback<MouseEvent>,
) -> Html {
    html! {
        <div key={row} {id} role="option" class="step-row" aria-selected={pressed(chosen)}
            aria-posinset={(row + 1).to_string()} aria-setsize={total.to_string()}
            style={format!("top:{}px", row as f64 * ROW)} {onclick}>
            <span class="step-number">{ row + 1 }</span>
            <span class="step-caption">{ step.caption.clone() }</span>
            <span class={classes!("outcome", tone_class(step.tone))}>{ mark(step.tone) }{ step.outcome.clone() }</span>
        </div>
    }
}
