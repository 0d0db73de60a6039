//! Bars or lines over an axis, with a cursor that reads values by mouse and by arrow keys.

use super::measure::{self, use_width};
use super::parts::{
    BlockProps, block_of, counted, empty, frame, mark, number, or_words, px, toggle, tone_class,
};
use super::scale;
use super::series_layout::{Layout, is_wide, points, y_extent};
use super::series_table;
use contract::report::{Block, Series, SeriesKind, Unit};
use std::rc::Rc;
use yew::prelude::*;

/// The chart's height in CSS pixels.
const HEIGHT: f64 = 232.0;

/// A chart, its legend (which reads out the values under the cursor), and its figures as a table.
#[component]
pub(crate) fn SeriesView(props: &BlockProps) -> Html {
    let series = block_of!(props, Series);
    let place = use_node_ref();
    let width = use_width(&place);
    let log = use_state_eq(|| false);
    let as_table = use_state_eq(|| false);
    let cursor = use_state_eq(|| None::<usize>);
    let layout = use_memo((props.clone(), width.to_bits(), *log), |_| {
        Layout::new(series, width, HEIGHT, *log)
    });
    if points(series) == 0 || series.sets.is_empty() {
        return empty("block-series", &series.title, "Nothing to draw: no values.");
    }
    let tools = html! {
        <>
            if is_wide(series) { { toggle("Log scale", &log) } }
            { toggle("Show as table", &as_table) }
        </>
    };
    let body = html! {
        <>
            { legend(series, *cursor) }
            <div class="chart" ref={place}>
                { drawing(series, &layout, *cursor) }
                { reader(props, &layout, &cursor) }
            </div>
            if *as_table { { series_table::table(series) } }
        </>
    };
    frame("block-series", &series.title, tools, body)
}

/// What can be said of a chart in a sentence.
fn summary(series: &Series) -> String {
    let kind = match series.kind {
        SeriesKind::Bars => "Stacked bars",
        SeriesKind::Lines => "Lines",
    };
    let names: Vec<&str> = series.sets.iter().map(|set| set.name.as_str()).collect();
    let (low, high) = scale::extent(series.x.iter().copied()).unwrap_or((0.0, 0.0));
    let (_, peak) = y_extent(series);
    format!(
        "{}. {kind} of {} over {}, {} from {} to {}; at most {}.",
        or_words(&series.title, "Chart"),
        names.join(", "),
        or_words(&series.x_label, "x"),
        counted(points(series), "point"),
        number(low, series.x_unit),
        number(high, series.x_unit),
        number(peak, series.y_unit),
    )
}

/// Of several sets with one tone, the second and third are drawn lighter.
fn shade(series: &Series, set: usize) -> &'static str {
    let tone = series.sets.get(set).map(|set| set.tone);
    let before = series
        .sets
        .iter()
        .take(set)
        .filter(|other| Some(other.tone) == tone)
        .count();
    ["shade-0", "shade-1", "shade-2", "shade-3"][before % 4]
}

/// The sets' names and markers; with a cursor, the values there.
fn legend(series: &Series, cursor: Option<usize>) -> Html {
    let at = cursor.and_then(|point| series.x.get(point));
    let sets = series.sets.iter().enumerate().map(|(index, set)| {
        let value = cursor.and_then(|point| set.values.get(point));
        html! {
            <li class={shade(series, index)}>
                { mark(set.tone) }{ or_words(&set.name, "values") }
                if let Some(value) = value { <b>{ number(*value, series.y_unit) }</b> }
            </li>
        }
    });
    html! {
        <ul class="legend">
            { for sets }
            <li class="at">{ at.map(|x| number(*x, series.x_unit)).unwrap_or_default() }</li>
        </ul>
    }
}

/// The axes and the data, as one picture.
fn drawing(series: &Series, layout: &Layout, cursor: Option<usize>) -> Html {
    let Layout {
        left,
        right,
        top,
        bottom,
        ..
    } = *layout;
    let rules = layout.y_ticks.iter().map(|(y, label)| {
        html! {
            <>
                <path class="rule" d={format!("M{} {}H{}", px(left), px(y.round() + 0.5), px(right))} />
                <text class="end" x={px(left - 6.0)} y={px(y + 4.0)}>{ label.clone() }</text>
            </>
        }
    });
    let kind = match series.kind {
        SeriesKind::Bars => "bars",
        SeriesKind::Lines => "line",
    };
    let paths = series.sets.iter().zip(&layout.paths).enumerate().map(|(index, (set, path))| {
        html! { <path class={classes!(kind, tone_class(set.tone), shade(series, index))} d={path.clone()} /> }
    });
    let here = cursor.map(|point| layout.span(series, point));
    let axis = match (&layout.day, series.x_label.is_empty()) {
        (Some(day), true) => day.clone(),
        (Some(day), false) => format!("{}, {day}", series.x_label),
        (None, _) => series.x_label.clone(),
    };
    html! {
        <svg role="img" aria-label={summary(series)} width={px(layout.width)} height={px(layout.height)}
            viewBox={format!("0 0 {} {}", px(layout.width), px(layout.height))}>
            if let Some((from, to)) = here {
                <rect class="here" x={px(from - 0.5)} y={px(top)} width={px((to - from).max(1.0))} height={px(bottom - top)} />
            }
            { for rules }
            { for paths }
            { for layout.x_ticks.iter().map(|tick| x_tick(tick, bottom, (left, right))) }
            <text class="axis" x="0" y="10">{ series.y_label.clone() }</text>
            <text class="axis end" x={px(right)} y="10">{ axis }</text>
        </svg>
    }
}

/// A tick below the plot; its words stay within the picture.
pub(crate) fn x_tick((x, label): &(f64, String), bottom: f64, (left, right): (f64, f64)) -> Html {
    let half = label.chars().count() as f64 * 3.4;
    let (class, at) = if x - half < left - 8.0 {
        ("start", *x)
    } else if x + half > right + 10.0 {
        ("end", right + 10.0)
    } else {
        ("middle", *x)
    };
    html! {
        <>
            <path class="tick" d={format!("M{} {}v4", px(x.round() + 0.5), px(bottom))} />
            <text class={class} x={px(at)} y={px(bottom + 17.0)}>{ label.clone() }</text>
        </>
    }
}

/// The values at a point, in a sentence.
fn said(series: &Series, point: usize) -> String {
    let mut said = number(
        series.x.get(point).copied().unwrap_or(f64::NAN),
        series.x_unit,
    );
    for set in &series.sets {
        let value = set.values.get(point).copied().unwrap_or(f64::NAN);
        said.push_str(&format!(
            "; {} {}",
            or_words(&set.name, "value"),
            number(value, series.y_unit)
        ));
    }
    said
}

/// An invisible slider over the plot: the mouse and the arrow keys move its cursor.
fn reader(props: &BlockProps, layout: &Rc<Layout>, cursor: &UseStateHandle<Option<usize>>) -> Html {
    let series = block_of!(props, Series);
    let last = points(series).saturating_sub(1);
    let onpointermove = {
        let (props, layout, cursor) = (props.clone(), Rc::clone(layout), cursor.clone());
        Callback::from(move |event: PointerEvent| {
            if let (Some(Block::Series(series)), Some((x, _))) =
                (props.block(), measure::pointer(&event))
            {
                cursor.set(layout.point_at(series, x));
            }
        })
    };
    let leave = {
        let cursor = cursor.clone();
        move || cursor.set(None)
    };
    let onkeydown = {
        let cursor = cursor.clone();
        Callback::from(move |event: KeyboardEvent| {
            let next = match (event.key().as_str(), *cursor) {
                ("ArrowRight" | "ArrowUp", Some(at)) => Some((at + 1).min(last)),
                ("ArrowLeft" | "ArrowDown", Some(at)) => Some(at.saturating_sub(1)),
                ("PageDown", Some(at)) => Some((at + last / 10 + 1).min(last)),
                ("PageUp", Some(at)) => Some(at.saturating_sub(last / 10 + 1)),
                ("ArrowRight" | "ArrowUp" | "ArrowLeft" | "ArrowDown" | "Home", _) => Some(0),
                ("End", _) => Some(last),
                ("Escape", Some(_)) => None,
                _ => return,
            };
            event.prevent_default();
            cursor.set(next);
        })
    };
    let now = cursor.unwrap_or(0);
    html! {
        <div class="reader" tabindex="0" role="slider" aria-label={format!("Read {}", or_words(&series.title, "the chart"))}
            aria-valuemin="0" aria-valuemax={last.to_string()} aria-valuenow={now.to_string()} aria-valuetext={said(series, now)}
            {onpointermove} {onkeydown}
            onpointerleave={let leave = leave.clone(); move |_| leave()} onblur={move |_| leave()} />
    }
}

/// Whether a unit is best read with words beside it.
pub(crate) fn heading(label: &str, unit: Unit, otherwise: &str) -> String {
    let words = or_words(label, otherwise);
    if unit == Unit::Epoch {
        format!("{words} (UTC)")
    } else {
        words
    }
}
