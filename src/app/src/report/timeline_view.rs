//! The parts of a timeline: lanes, axis, legend, table.

use super::parts::{
    counted, footnote, mark, number, or_words, px, spoken_mark, tone_class, tone_name,
};
use super::series::{heading, x_tick};
use super::timeline::lasts;
use super::timeline_layout::{LaneLayout, Layout, Placed, is_open};
use contract::report::{Lane, Timeline, Tone, Unit};
use yew::prelude::*;

/// Rows drawn; the picture shows the rest.
const ROWS: usize = 500;

/// The tones in the order in which a lane draws them: what matters most comes last, on top.
const TONES: [Tone; 6] = [
    Tone::Muted,
    Tone::Plain,
    Tone::Info,
    Tone::Ok,
    Tone::Accent,
    Tone::Bad,
];

/// A lane: its name and note, and its bars as one picture.
pub(crate) fn lane(
    lane: &Lane,
    laid: &LaneLayout,
    layout: &Layout,
    here: Option<usize>,
    unit: Unit,
    onpointermove: Callback<PointerEvent>,
) -> Html {
    let (width, height) = (px(layout.width), px(laid.height));
    let grid: String = layout
        .ticks
        .iter()
        .map(|(x, _)| format!("M{} 0V{height}", px(x.round() + 0.5)))
        .collect();
    let marked = here.and_then(|bar| laid.bars.iter().find(|placed| placed.bar == bar));
    html! {
        <>
            <div class="lane-name">
                <span>{ or_words(&lane.name, "unnamed") }</span>
                if !lane.note.is_empty() { <small>{ lane.note.clone() }</small> }
            </div>
            <div class="lane-plot" {onpointermove}>
                <svg role="img" aria-label={summary(lane, unit)} width={width.clone()} height={height.clone()}
                    viewBox={format!("0 0 {width} {height}")}>
                    <path class="rule" d={grid} />
                    { for TONES.iter().map(|tone| bars(lane, laid, *tone)) }
                    { density(laid, layout) }
                    { for marked.map(|bar| html! {
                        <rect class="here-bar" x={px(bar.x - 1.5)} y={px(bar.y - 1.5)} width={px(bar.width + 3.0)}
                            height={px(bar.height + 3.0)} rx="2" />
                    }) }
                    if laid.bars.is_empty() {
                        { for here.and_then(|bar| lane.bars.get(bar)).map(|bar| html! {
                            <path class="here-line" d={format!("M{} 0V{height}", px(layout.scale.at(bar.start)))} />
                        }) }
                    }
                </svg>
            </div>
        </>
    }
}

/// What a lane shows, in a sentence.
fn summary(lane: &Lane, unit: Unit) -> String {
    let name = or_words(&lane.name, "Lane");
    let open = lane.bars.iter().filter(|bar| is_open(bar)).count();
    let longest = lane
        .bars
        .iter()
        .filter(|bar| !is_open(bar))
        .max_by(|a, b| (a.end - a.start).total_cmp(&(b.end - b.start)));
    let mut said = format!("{name}: {}", counted(lane.bars.len(), "bar"));
    if let Some(bar) = longest {
        said.push_str(&format!(
            ", the longest {} at {}",
            lasts(bar, unit),
            number(bar.start, unit)
        ));
    }
    if open > 0 {
        said.push_str(&format!(", {open} without an end"));
    }
    said
}

/// All bars of one tone as one path, so that thousands of them stay quick; open ends are arrows.
fn bars(lane: &Lane, laid: &LaneLayout, tone: Tone) -> Html {
    let of_tone = |placed: &&Placed| {
        lane.bars
            .get(placed.bar)
            .is_some_and(|bar| bar.tone == tone)
    };
    let mut path = String::new();
    for bar in laid.bars.iter().filter(of_tone) {
        let (x, y, width, height) = (px(bar.x), px(bar.y), bar.width, bar.height);
        if bar.open {
            let point = (height / 2.0).min(width);
            let body = width - point;
            path.push_str(&format!(
                "M{x} {y}h{}l{p} {p}l-{p} {p}h-{}z",
                px(body),
                px(body),
                p = px(point)
            ));
        } else {
            path.push_str(&format!("M{x} {y}h{w}v{}h-{w}z", px(height), w = px(width)));
        }
    }
    if path.is_empty() {
        return Html::default();
    }
    html! { <path class={classes!("span-bar", tone_class(tone))} d={path} /> }
}

/// How many bars run at each place, and the bad among them below.
fn density(laid: &LaneLayout, layout: &Layout) -> Html {
    if laid.columns.is_empty() {
        return Html::default();
    }
    let (mut all, mut bad) = (String::new(), String::new());
    let floor = laid.height - 1.0;
    for &(x, count, of_bad) in &laid.columns {
        for (path, bars) in [(&mut all, count), (&mut bad, of_bad)] {
            if bars > 0 {
                let tall = layout.column_height(bars);
                path.push_str(&format!(
                    "M{} {}h3v{t}h-3z",
                    px(x),
                    px(floor - tall),
                    t = px(tall)
                ));
            }
        }
    }
    html! {
        <>
            <path class="span-bar tone-plain shade-1" d={all} />
            <path class="span-bar tone-bad" d={bad} />
        </>
    }
}

/// The axis below the lanes.
pub(crate) fn axis(layout: &Layout) -> Html {
    let edges = (8.0, layout.width - 10.0);
    html! {
        <svg aria-hidden="true" width={px(layout.width)} height="38" viewBox={format!("0 0 {} 38", px(layout.width))}>
            { for layout.ticks.iter().map(|tick| x_tick(tick, 0.0, edges)) }
            if let Some(day) = &layout.day { <text class="axis end" x={px(layout.width)} y="34">{ day.clone() }</text> }
        </svg>
    }
}

/// The tones found, when there are several; and how an open end looks.
pub(crate) fn legend(timeline: &Timeline) -> Html {
    let bars = || timeline.lanes.iter().flat_map(|lane| &lane.bars);
    let open = bars().any(is_open);
    let found: Vec<Tone> = TONES
        .into_iter()
        .filter(|tone| bars().any(|bar| bar.tone == *tone))
        .collect();
    if !open && found.len() < 2 {
        return Html::default();
    }
    let tones = found.iter().filter(|_| found.len() > 1).map(|tone| {
        let name = if *tone == Tone::Plain {
            "usual"
        } else {
            tone_name(*tone)
        };
        html! { <li>{ mark(*tone) }{ name }</li> }
    });
    html! {
        <ul class="legend below">
            { for tones }
            if open {
                <li>
                    <svg class="open-end" viewBox="0 0 18 10" aria-hidden="true"><path d="M0 2.5h13l3 2.5-3 2.5H0z" /></svg>
                    { "no end" }
                </li>
            }
        </ul>
    }
}

/// The bars as a table, by lane.
pub(crate) fn table(timeline: &Timeline) -> Html {
    let all = timeline
        .lanes
        .iter()
        .flat_map(|lane| lane.bars.iter().map(move |bar| (lane, bar)));
    let total: usize = timeline.lanes.iter().map(|lane| lane.bars.len()).sum();
    let rows = all.take(ROWS).map(|(lane, bar)| {
        html! {
            <tr>
                <td class="code"><span class="slot">{ spoken_mark(bar.tone) }</span>{ lane.name.clone() }</td>
                <td class="code">{ bar.label.clone() }</td>
                <td class="number">{ number(bar.start, timeline.unit) }</td>
                <td class="number">{ lasts(bar, timeline.unit) }</td>
            </tr>
        }
    });
    let name = format!("{}, as a table", or_words(&timeline.title, "Timeline"));
    html! {
        <>
            <div class="scroll" tabindex="0" role="region" aria-label={name}>
                <table class="data">
                    <thead><tr>
                        <th scope="col" class="label">{ "Lane" }</th>
                        <th scope="col" class="label">{ "What" }</th>
                        <th scope="col" class="number label">{ heading("Start", timeline.unit, "") }</th>
                        <th scope="col" class="number label">{ "Lasts" }</th>
                    </tr></thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </div>
            if total > ROWS { { footnote(format!("{} not listed.", counted(total - ROWS, "further bar"))) } }
        </>
    }
}
