//! States of a row of cells, to step through: a player, the cells as they move, the list of steps.

use super::measure::use_width;
use super::parts::{
    BlockProps, block_of, count, counted, empty, footnote, frame, mark, or_words, spoken_mark,
    tone_class,
};
use super::player::{Act, Player, place};
use super::step_list::StepList;
use contract::report::{Step, Steps, Tone};
use gloo::timers::callback::Interval;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// A cell and the space around it, in CSS pixels; the style sheet has the same figures.
const CELL: (f64, f64) = (120.0, 72.0);

/// The player.
#[component]
pub(crate) fn StepsView(props: &BlockProps) -> Html {
    let steps = block_of!(props, Steps);
    let player = use_reducer(|| Player::new(steps.steps.len()));
    let stage = use_node_ref();
    let width = use_width(&stage);
    {
        let dispatcher = player.dispatcher();
        use_effect_with(
            (player.playing, player.interval()),
            move |&(playing, interval)| {
                let clock = playing
                    .then(|| Interval::new(interval, move || dispatcher.dispatch(Act::Tick)));
                move || drop(clock)
            },
        );
    }
    let Some(step) = steps.steps.get(player.at) else {
        return empty("block-steps", &steps.title, "No steps.");
    };
    let onkeydown = {
        let dispatcher = player.dispatcher();
        Callback::from(move |event: KeyboardEvent| {
            let held = event.ctrl_key() || event.alt_key() || event.meta_key();
            // The range moves by its own arrow keys.
            let ranged = event.target_dyn_into::<HtmlInputElement>().is_some();
            if let Some(act) = Player::key(&event.key()).filter(|_| !held && !ranged) {
                event.prevent_default();
                dispatcher.dispatch(act);
            }
        })
    };
    let on_act = {
        let dispatcher = player.dispatcher();
        Callback::from(move |act: Act| dispatcher.dispatch(act))
    };
    let body = html! {
        <>
            <div class="player" {onkeydown}>
                { controls(&player) }
                <div class="stage">
                    <p class="step-now" aria-live={if player.playing { "off" } else { "polite" }}>
                        <b>{ step.caption.clone() }</b>
                        <span class={classes!("outcome", tone_class(step.tone))}>
                            { spoken_mark(step.tone) }{ step.outcome.clone() }
                        </span>
                        <span class="unseen">{ spoken_cells(steps, step) }</span>
                    </p>
                    <div class="ends label" aria-hidden="true">
                        <span>{ steps.first.clone() }</span><i /><span>{ steps.last.clone() }</span>
                    </div>
                    <div class="cells-in" ref={stage} tabindex="0" role="region" aria-label="Cells">
                        { cells(step, width) }
                    </div>
                </div>
                <StepList of={props.clone()} at={player.at} on_act={on_act} />
            </div>
            if steps.dropped > 0 {
                { footnote(format!("{} left out.", counted(steps.dropped as usize, "further step"))) }
            }
        </>
    };
    frame("block-steps", &steps.title, Html::default(), body)
}

/// Buttons and the range.
fn controls(player: &UseReducerHandle<Player>) -> Html {
    let button = |act: Act, name: &'static str, icon: &'static str, off: bool| {
        let dispatcher = player.dispatcher();
        html! {
            <button type="button" class="tool icon" aria-label={name} title={name} disabled={off}
                onclick={move |_| dispatcher.dispatch(act)}>
                <svg viewBox="0 0 16 16" aria-hidden="true"><path d={icon} /></svg>
            </button>
        }
    };
    let last = player.steps.saturating_sub(1);
    let (at_start, at_end) = (player.at == 0, player.at == last);
    let (play, play_icon) = if player.playing {
        ("Pause", "M4 3h3v10H4zM9 3h3v10H9z")
    } else {
        ("Play", "M4 2.5 13 8l-9 5.5z")
    };
    let oninput = {
        let dispatcher = player.dispatcher();
        Callback::from(move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if let Ok(at) = input.value().parse() {
                dispatcher.dispatch(Act::To(at));
            }
        })
    };
    let pace = {
        let dispatcher = player.dispatcher();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(Act::Pace))
    };
    html! {
        <div class="controls" role="group" aria-label="Player">
            { button(Act::First, "First step", "M3 3h2v10H3zM13 3v10L6 8z", at_start) }
            { button(Act::Back, "Previous step", "M11 3v10L4 8z", at_start) }
            { button(Act::Play, play, play_icon, last == 0) }
            { button(Act::On, "Next step", "M5 3l7 5-7 5z", at_end) }
            { button(Act::Last, "Last step", "M11 3h2v10h-2zM3 3l7 5-7 5z", at_end) }
            <input type="range" min="0" max={last.to_string()} value={player.at.to_string()} aria-label="Step"
                aria-valuetext={format!("{} of {}", player.at + 1, player.steps)} {oninput} />
            <span class="said">{ format!("{} / {}", count(player.at + 1), count(player.steps)) }</span>
            <button type="button" class="tool pace" onclick={pace}>
                <span class="unseen">{ "Pace: " }</span>{ player.pace() }
            </button>
        </div>
    }
}

/// The cells in words, in their order.
fn spoken_cells(steps: &Steps, step: &Step) -> String {
    if step.cells.is_empty() {
        return ". Nothing is held.".to_owned();
    }
    let mut said = format!(
        ". {}, from {}: ",
        counted(step.cells.len(), "cell"),
        or_words(&steps.first, "the first")
    );
    for (index, cell) in step.cells.iter().enumerate() {
        if index > 0 {
            said.push_str(", ");
        }
        said.push_str(&cell.key);
    }
    said
}

/// The cells where they are now. Each stays the same element as long as its key does, and the
/// elements keep their order in the document, so that a cell that moves is seen to move.
fn cells(step: &Step, width: f64) -> Html {
    if step.cells.is_empty() {
        return html! { <p class="block-empty">{ "Empty" }</p> };
    }
    let columns = ((width / CELL.0) as usize).max(1);
    let rows = place(step.cells.len() - 1, columns).1 + 1;
    let mut cells: Vec<_> = step.cells.iter().enumerate().collect();
    cells.sort_by(|a, b| a.1.key.cmp(&b.1.key).then(a.0.cmp(&b.0)));
    // Two cells with one key would be two elements with one key.
    let mut before: Option<&str> = None;
    let drawn = cells.into_iter().map(|(index, cell)| {
        let twin = before == Some(cell.key.as_str());
        before = Some(&cell.key);
        let key = if twin { format!("{}\u{0}{index}", cell.key) } else { cell.key.clone() };
        let (column, row) = place(index, columns);
        let (x, y) = (column as f64 * CELL.0, row as f64 * CELL.1);
        html! {
            <li {key} class={classes!("cell", tone_class(cell.tone))} style={format!("transform:translate({x}px,{y}px)")}>
                <span class="cell-key" title={cell.key.clone()}>
                    if cell.tone != Tone::Plain { { mark(cell.tone) } }
                    { cell.key.clone() }
                </span>
                <span class="cell-value" title={cell.value.clone()}>{ cell.value.clone() }</span>
                <span class="cell-note">{ cell.note.clone() }</span>
            </li>
        }
    });
    html! {
        <ol class="cells" aria-hidden="true" style={format!("height:{}px", rows as f64 * CELL.1)}>{ for drawn }</ol>
    }
}
