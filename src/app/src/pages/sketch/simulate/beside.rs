//! Two runs beside each other: what was changed between them, and what came of it.

use super::changes::changes;
use super::moment::time;
use super::run::Made;
use crate::pages::sketch::names;
use nalsd::simulation::{Beside, Common, Estimate, beside};
use nalsd::units;
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct TwoRunsProps {
    /// The run to compare with.
    pub(super) before: Rc<Made>,
    pub(super) now: Rc<Made>,
    /// Later runs are to be compared with this one.
    pub(super) on_keep: Callback<()>,
}

/// The table of both.
#[component]
pub(super) fn TwoRuns(props: &TwoRunsProps) -> Html {
    let (before, now) = (&props.before, &props.now);
    let rows = use_memo((before.fingerprint, now.fingerprint), |_| {
        beside((&before.outcome, &before.plan), (&now.outcome, &now.plan))
    });
    let changed = changes(before, now);
    let changed = match changed.as_slice() {
        [] => "Nothing was changed between them.".to_owned(),
        changes => format!("Changed between them: {}.", changes.join("; ")),
    };
    let keep = props.on_keep.reform(|_: MouseEvent| ());
    html! {
        <section class="two-runs" aria-label="Before and after">
            <h3 class="label">{ "Before and after" }</h3>
            <p>{ changed }</p>
            <div class="moment-table">
                <table class="figures-table">
                    <caption>{ "Both runs, each figure with its 99 % confidence interval, the warm-up left out. What is told of the time after the last event begins as long after it as a warm-up lasts." }</caption>
                    <thead><tr>
                        <th scope="col">{ "Figure" }</th>
                        <th scope="col" class="number">{ "Before" }</th><th scope="col" class="number">{ "Now" }</th><th scope="col">{ "They" }</th>
                    </tr></thead>
                    { for rows.chunk_by(|a, b| a.part == b.part).map(|rows| group(rows, now)) }
                </table>
            </div>
            <button type="button" onclick={keep}>{ "Compare later runs with this one" }</button>
        </section>
    }
}

const fn label(figure: Common) -> &'static str {
    match figure {
        Common::WellAfterwards => "Ended well after the last event",
        Common::Well => "Ended well",
        Common::Answer => "Mean time to a good answer",
        Common::Traffic => "Requests and retries",
        Common::Utilisation => "Slots in use",
    }
}

fn told(figure: Common, value: f64) -> String {
    match figure {
        Common::WellAfterwards | Common::Well | Common::Utilisation => {
            units::percent((value.clamp(0.0, 1.0) * 1e3).round() / 1e3)
        }
        Common::Answer => time(value.max(0.0)),
        Common::Traffic => format!("{}/s", units::significant(value.max(0.0), 3)),
    }
}

fn cell(figure: Common, estimate: Option<Estimate>) -> Html {
    let Some(estimate) = estimate else {
        return html! { <td class="number">{ "\u{2013}" }</td> };
    };
    html! {
        <td class="number">
            { told(figure, estimate.mean) }
            if let Some((low, high)) = estimate.interval {
                <small>{ format!("{} to {}", told(figure, low), told(figure, high)) }</small>
            }
        </td>
    }
}

/// The figures of one part.
fn group(rows: &[Beside], now: &Made) -> Html {
    let Some(part) = rows.first().map(|row| row.part) else {
        return Html::default();
    };
    html! {
        <tbody key={part.0}>
            <tr><th scope="rowgroup" colspan="4"><b>{ names::of(&now.design, part) }</b></th></tr>
            { for rows.iter().map(line) }
        </tbody>
    }
}

fn line(row: &Beside) -> Html {
    let verdict = match row.apart {
        Some(true) => "differ",
        Some(false) => "may be chance",
        None => "can\u{2019}t be told",
    };
    html! {
        <tr key={label(row.figure)}>
            <th scope="row">{ label(row.figure) }</th>
            { cell(row.figure, row.before) }{ cell(row.figure, row.now) }
            <td>{ verdict }</td>
        </tr>
    }
}
