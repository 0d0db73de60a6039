//! Bars in lanes over time, with a read-out of the bar under the mouse or the arrow keys.

use super::measure::{self, use_width};
use super::parts::{
    BlockProps, block_of, counted, empty, footnote, frame, number, or_words, spoken_mark, toggle,
};
use super::timeline_layout::{Layout, domain, is_open};
use super::timeline_view as view;
use contract::report::{Bar, Block, Timeline, Unit};
use std::rc::Rc;
use yew::prelude::*;

/// The bar that is read out: its lane, and its index there.
pub(crate) type Read = Option<(usize, usize)>;

/// Lanes beside their names, an axis below, the read-out above.
#[component]
pub(crate) fn TimelineView(props: &BlockProps) -> Html {
    let timeline = block_of!(props, Timeline);
    let place = use_node_ref();
    let width = use_width(&place);
    let read = use_state_eq(|| None::<(usize, usize)>);
    let as_table = use_state_eq(|| false);
    let layout = use_memo((props.clone(), width.to_bits()), |_| {
        Layout::new(timeline, width)
    });
    if domain(timeline).is_none() {
        return empty(
            "block-timeline",
            &timeline.title,
            "Nothing to draw: no bars.",
        );
    }
    let lanes =
        timeline
            .lanes
            .iter()
            .zip(&layout.lanes)
            .enumerate()
            .map(|(index, (lane, laid))| {
                let onpointermove = {
                    let (props, layout, read) = (props.clone(), Rc::clone(&layout), read.clone());
                    Callback::from(move |event: PointerEvent| {
                        if let (Some(Block::Timeline(timeline)), Some((x, y))) =
                            (props.block(), measure::pointer(&event))
                        {
                            read.set(layout.bar_at(timeline, index, x, y).map(|bar| (index, bar)));
                        }
                    })
                };
                let here = read.filter(|read| read.0 == index).map(|read| read.1);
                view::lane(lane, laid, &layout, here, timeline.unit, onpointermove)
            });
    let onkeydown = {
        let (layout, read) = (Rc::clone(&layout), read.clone());
        Callback::from(move |event: KeyboardEvent| {
            if let Some(next) = step(&layout, *read, &event.key()) {
                event.prevent_default();
                read.set(next);
            }
        })
    };
    let leave = {
        let read = read.clone();
        move || read.set(None)
    };
    let body = html! {
        <>
            <p class="readout" aria-live="polite">{ readout(timeline, *read) }</p>
            <div class="lanes" tabindex="0" role="application" aria-roledescription="timeline"
                aria-label={format!("{}: arrow keys read its bars", or_words(&timeline.title, "Timeline"))}
                {onkeydown} onblur={let leave = leave.clone(); move |_| leave()} onpointerleave={move |_| leave()}>
                { for lanes }
                <div class="lane-name" />
                <div class="lane-axis" ref={place}>{ view::axis(&layout) }</div>
            </div>
            { view::legend(timeline) }
            if timeline.dropped > 0 {
                { footnote(format!("{} left out.", counted(timeline.dropped as usize, "further bar"))) }
            }
            if *as_table { { view::table(timeline) } }
        </>
    };
    frame(
        "block-timeline",
        &timeline.title,
        toggle("Show as table", &as_table),
        body,
    )
}

/// Where a key leads: along a lane in order of time, between lanes to the bar that starts nearest.
fn step(layout: &Layout, read: Read, key: &str) -> Option<Read> {
    let first = || {
        let lane = layout
            .lanes
            .iter()
            .position(|lane| !lane.order.is_empty())?;
        Some((lane, *layout.lanes.get(lane)?.order.first()?))
    };
    let Some((lane, bar)) = read else {
        let starts = matches!(
            key,
            "ArrowRight" | "ArrowLeft" | "ArrowDown" | "ArrowUp" | "Home" | "End"
        );
        return starts.then(first);
    };
    let order = &layout.lanes.get(lane)?.order;
    let at = order.iter().position(|other| *other == bar)?;
    let along = |to: usize| order.get(to).map(|bar| Some((lane, *bar)));
    let across = |to: Option<usize>| {
        let other = &layout.lanes.get(to?)?.order;
        // As far along the other lane, in proportion: times may have nothing in common.
        let near = at * other.len() / order.len().max(1);
        other.get(near).map(|bar| Some((to.unwrap_or(lane), *bar)))
    };
    match key {
        "ArrowRight" => along(at + 1),
        "ArrowLeft" => along(at.checked_sub(1)?),
        "Home" => along(0),
        "End" => along(order.len().checked_sub(1)?),
        "ArrowDown" => across(
            (lane + 1..layout.lanes.len()).find(|lane| !layout.lanes[*lane].order.is_empty()),
        ),
        "ArrowUp" => across(
            (0..lane)
                .rev()
                .find(|lane| !layout.lanes[*lane].order.is_empty()),
        ),
        "Escape" => Some(None),
        _ => None,
    }
}

/// How long a bar lasts, in words.
pub(crate) fn lasts(bar: &Bar, unit: Unit) -> String {
    if is_open(bar) {
        return "no end".to_owned();
    }
    // The difference of two dates is a time span.
    let unit = if unit == Unit::Epoch {
        Unit::Seconds
    } else {
        unit
    };
    number(bar.end - bar.start, unit)
}

/// The bar that is pointed at; without one, what the whole shows.
fn readout(timeline: &Timeline, read: Read) -> Html {
    let bar = read.and_then(|(lane, bar)| {
        let lane = timeline.lanes.get(lane)?;
        Some((lane, lane.bars.get(bar)?))
    });
    if let Some((lane, bar)) = bar {
        return html! {
            <>
                { spoken_mark(bar.tone) }
                <b>{ or_words(&bar.label, &lane.name) }</b>
                <span>{ number(bar.start, timeline.unit) }</span>
                <span>{ lasts(bar, timeline.unit) }</span>
            </>
        };
    }
    let bars: usize = timeline.lanes.iter().map(|lane| lane.bars.len()).sum();
    let open = timeline
        .lanes
        .iter()
        .flat_map(|lane| &lane.bars)
        .filter(|bar| is_open(bar))
        .count();
    let (low, high) = domain(timeline).unwrap_or((0.0, 0.0));
    let ends = if open > 0 {
        format!(", {open} without an end")
    } else {
        String::new()
    };
    html! {
        <span class="quiet-words">
            { format!("{}{ends}, {} to {}", counted(bars, "bar"), number(low, timeline.unit), number(high, timeline.unit)) }
        </span>
    }
}
