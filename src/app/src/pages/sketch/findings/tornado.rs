//! The tornado chart: which assumption flips the verdict.

use super::tornado_layout::{Layout, Measure, lay_out};
use crate::pages::sketch::desk::{Act, Desk};
use crate::pages::sketch::figures::{KEPT_BACK, money, seconds, share, use_panels};
use nalsd::analysis::{Analysis, Figure, Swing};
use nalsd::model::inputs::Subject;
use nalsd::units::{self, Calendar};
use yew::prelude::*;

/// Bars that are drawn; the table has them all.
const DRAWN: usize = 10;
/// The height of a bar with its name, in pixels.
const ROW: f64 = 38.0;
/// The chart's width in its own pixels.
const WIDTH: f64 = 260.0;

#[derive(Properties, PartialEq)]
pub(crate) struct TornadoProps {
    pub(crate) desk: Desk,
}

/// What each range does, as bars and as a table; nothing where nothing is a range.
#[component]
pub(crate) fn Tornado(props: &TornadoProps) -> Html {
    let panels = use_panels();
    let swings = panels.swings;
    let measure = use_state_eq(|| Measure::Cost);
    if swings.is_empty() {
        return Html::default();
    }
    if !panels.withheld.is_empty() {
        return html! {
            <section class="tornado" aria-label="What the ranges do">
                <h3 class="label">{ "What the ranges do" }</h3>
                <p class="note">{ KEPT_BACK }</p>
            </section>
        };
    }
    let desk = &props.desk;
    let calendar = desk.analysis.calendar;
    let likely = likely(&desk.analysis, *measure);
    let layout = lay_out(&swings, *measure, likely);
    html! {
        <section class="tornado" aria-label="What the ranges do">
            <h3 class="label">{ "What the ranges do" }</h3>
            <p>{ verdict(&swings) }</p>
            <div class="filters" role="group" aria-label="Shown for">
                { for Measure::ALL.into_iter().map(|each| {
                    let (on, measure) = (*measure == each, measure.clone());
                    html! {
                        <button key={each.label()} type="button" class={classes!("chip", on.then_some("on"))}
                            aria-pressed={if on { "true" } else { "false" }} onclick={move |_| measure.set(each)}>{ each.label() }</button>
                    }
                }) }
            </div>
            { drawing(&layout, &swings, *measure, calendar) }
            <details>
                <summary>{ "As a table" }</summary>
                { table(&swings, &layout, *measure, calendar, desk) }
            </details>
        </section>
    }
}

/// Which range matters, in a sentence.
fn verdict(swings: &[Swing]) -> String {
    let flips: Vec<&str> = swings
        .iter()
        .filter(|swing| swing.holds.0 != swing.holds.1)
        .map(|swing| swing.name.as_str())
        .collect();
    match flips.as_slice() {
        [] if swings.iter().all(|swing| swing.holds.0) => {
            "The objectives are met at both ends of every range.".to_owned()
        }
        [] => "No range decides it: the objectives are missed at both ends of each.".to_owned(),
        [one] => {
            format!("{one} decides it: at one end the objectives are met, at the other missed.")
        }
        [rest @ .., last] => format!(
            "{} and {last} decide it: at one end the objectives are met, at the other missed.",
            rest.join(", ")
        ),
    }
}

/// What is reckoned with.
fn likely(analysis: &Analysis, measure: Measure) -> f64 {
    let totals = &analysis.totals;
    let value = match measure {
        Measure::Cost => totals.cost.as_ref().map(Figure::value),
        Measure::Machines => totals.machines.as_ref().map(Figure::value),
        Measure::Availability => totals.availability.as_ref().map(Figure::value),
        Measure::Latency => totals
            .latency
            .map(|latency| latency.at(analysis.objectives.percentile)),
    };
    value.unwrap_or(f64::NAN)
}

/// A measure's value as people read it.
fn told(value: f64, measure: Measure, calendar: Calendar) -> String {
    if !value.is_finite() {
        return "without bound".to_owned();
    }
    match measure {
        Measure::Cost => money(value, calendar),
        Measure::Machines => units::count(value),
        Measure::Availability => share(value),
        Measure::Latency => seconds(value),
    }
}

fn drawing(layout: &Layout, swings: &[Swing], measure: Measure, calendar: Calendar) -> Html {
    let drawn = layout.bars.len().min(DRAWN);
    let height = drawn as f64 * ROW + 18.0;
    let middle = layout.likely * WIDTH;
    let rows = layout.bars.iter().take(DRAWN).enumerate().map(|(row, bar)| {
        let top = row as f64 * ROW;
        let name = swings.get(bar.index).map(|swing| swing.name.clone()).unwrap_or_default();
        let piece = |from: f64, class: &'static str| {
            let (a, b) = (from * WIDTH, middle);
            html! { <rect class={class} x={format!("{:.1}", a.min(b))} y={format!("{:.1}", top + 17.0)} width={format!("{:.1}", (a - b).abs().max(1.0))} height="12" /> }
        };
        html! {
            <g key={bar.index}>
                <text x="0" y={format!("{:.1}", top + 12.0)}>{ format!("{}{name}", if bar.flips { "\u{25a0} " } else { "" }) }</text>
                { piece(bar.low, "low") }{ piece(bar.high, "high") }
            </g>
        }
    });
    let label = format!(
        "Tornado chart of {}: between {} and {}. The table below has the values.",
        measure.label().to_lowercase(),
        told(layout.edges.0, measure, calendar),
        told(layout.edges.1, measure, calendar)
    );
    html! {
        <>
            <svg role="img" aria-label={label} viewBox={format!("0 0 {WIDTH} {height}")} width="100%">
                { for rows }
                <path class="likely" d={format!("M{middle:.1} 0V{:.1}", height - 16.0)} />
                <text class="edge" x="0" y={format!("{:.1}", height - 3.0)}>{ told(layout.edges.0, measure, calendar) }</text>
                <text class="edge end" x={format!("{WIDTH}")} y={format!("{:.1}", height - 3.0)}>{ told(layout.edges.1, measure, calendar) }</text>
            </svg>
            <p class="note tornado-key" aria-hidden="true">
                <span class="low" />{ "at the low end " }<span class="high" />{ "at the high end " }{ "\u{25a0} decides" }
            </p>
        </>
    }
}

fn table(
    swings: &[Swing],
    layout: &Layout,
    measure: Measure,
    calendar: Calendar,
    desk: &Desk,
) -> Html {
    let rows = layout.bars.iter().filter_map(|bar| swings.get(bar.index)).map(|swing| {
        let (low, high) = measure.of(swing);
        let verdict = |holds: bool| if holds { "met" } else { "missed" };
        let name = match swing.place.subject {
            Subject::Part(id) => {
                let act = desk.act.clone();
                html! { <button type="button" class="part-link" onclick={move |_| act.emit(Act::Select(vec![id]))}>{ &swing.name }</button> }
            }
            _ => html! { { &swing.name } },
        };
        html! {
            <tr>
                <th scope="row">{ name }</th>
                <td class="number">{ told(low, measure, calendar) }<small>{ verdict(swing.holds.0) }</small></td>
                <td class="number">{ told(high, measure, calendar) }<small>{ verdict(swing.holds.1) }</small></td>
            </tr>
        }
    });
    html! {
        <table class="figures-table">
            <caption>{ format!("{} at the ends of each range, and whether the objectives are met", measure.label()) }</caption>
            <thead><tr><th scope="col">{ "Range" }</th><th scope="col" class="number">{ "Low end" }</th><th scope="col" class="number">{ "High end" }</th></tr></thead>
            <tbody>{ for rows }</tbody>
        </table>
    }
}
