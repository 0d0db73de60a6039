//! Where a figure comes from: `How 63?`

use super::place::use_panels;
use super::reading::{Aspect, Reading, Total};
use super::shown::FigureButton;
use super::totals::{is_asked, seconds, share};
use crate::pages::sketch::desk::{Act, Desk};
use crate::pages::sketch::names;
use crate::platform::document::{self, Focus};
use nalsd::analysis::{ComponentFigures, Figure, Journey, Latency};
use nalsd::model::Id;
use nalsd::units::{self, Dimension};
use yew::prelude::*;

/// Components of a sum that are shown.
const LARGEST: usize = 12;

#[derive(Properties, PartialEq)]
pub(crate) struct TrailProps {
    pub(crate) desk: Desk,
}

/// The way to the figure that is looked into; nothing when none is.
#[component]
pub(crate) fn Trail(props: &TrailProps) -> Html {
    let panels = use_panels();
    let before = use_mut_ref(|| None::<Focus>);
    // The focus goes to what was asked for, and back to where it was asked.
    use_effect_with(panels.reading, {
        let before = before.clone();
        move |reading| {
            if reading.is_some() {
                *before.borrow_mut() = Some(Focus::remember());
                document::focus("#trail");
            }
        }
    });
    let Some(reading) = panels.reading else {
        return Html::default();
    };
    let close = {
        let read = panels.read.clone();
        Callback::from(move |()| {
            read.emit(None);
            if let Some(before) = before.borrow_mut().take() {
                before.restore();
            }
        })
    };
    let onkeydown = {
        let close = close.clone();
        move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.stop_propagation();
                close.emit(());
            }
        }
    };
    let desk = &props.desk;
    let title = reading.title(&desk.design);
    let withheld = panels.withholds(reading);
    let figures = reading.figures(&desk.analysis);
    let asked = figures.first().map(|(_, figure)| short(figure, desk));
    let asked = asked
        .filter(|_| !withheld)
        .map_or_else(|| title.clone(), |value| format!("How {value}?"));
    html! {
        <section class="trail-box" id="trail" tabindex="-1" aria-label={format!("Where {title} comes from")} {onkeydown}>
            <header class="panel-head">
                <h3 class="label plain">{ asked }</h3>
                <button type="button" class="quiet" aria-label="Close" onclick={move |_| close.emit(())}>{ "\u{d7}" }</button>
            </header>
            <p class="trail-title">{ title }</p>
            if withheld {
                <p class="note">{ "Commit your estimate first, on the problem\u{2019}s side; or skip it there." }</p>
            } else if reading == Reading::Total(Total::Latency) {
                { latency(desk) }
            } else if figures.is_empty() {
                <p class="note">{ "There is no such figure of this design yet." }</p>
            } else {
                { for figures.iter().enumerate().map(|(at, (name, figure))| steps(name, figure, at > 0, desk)) }
                { shares(reading, desk) }
                { conventions(&figures, desk) }
            }
        </section>
    }
}

/// The value in the heading: without its unit where that is plain.
fn short(figure: &Figure, desk: &Desk) -> String {
    let text = text(figure, desk);
    text.trim_end_matches("/month")
        .trim_end_matches(" machines")
        .trim_end_matches(" machine")
        .to_owned()
}

/// A figure as people read it: money by the design's month.
fn text(figure: &Figure, desk: &Desk) -> String {
    units::format_in(figure.quantity, desk.analysis.calendar)
}

/// One figure's steps.
fn steps(name: &str, figure: &Figure, named: bool, desk: &Desk) -> Html {
    html! {
        <>
            if named { <h4 class="trail-name">{ format!("{name}: {}", text(figure, desk)) }</h4> }
            <ol class="trail">
                { for figure.trail.iter().map(|step| html! {
                    <li>
                        <span class="trail-step">{ &step.name }</span>
                        <span class="mono">{ &step.formula }</span>
                        <b class="mono">{ format!("= {}", units::format_in(step.result, desk.analysis.calendar)) }</b>
                    </li>
                }) }
            </ol>
        </>
    }
}

/// Components that a total is the sum of, the largest first; each opens its own trail.
fn shares(reading: Reading, desk: &Desk) -> Html {
    type Take = fn(&ComponentFigures) -> Option<&Figure>;
    let (aspect, take): (_, Take) = match reading {
        Reading::Total(Total::Machines) => (Aspect::Machines, |of| of.machines.as_ref()),
        Reading::Total(Total::Storage) => (Aspect::Storage, |of| of.storage.as_ref()),
        Reading::Total(Total::Cost) => (Aspect::Cost, |of| Some(&of.cost)),
        _ => return Html::default(),
    };
    let mut parts: Vec<(Id, &Figure)> = desk
        .analysis
        .components
        .iter()
        .filter_map(|(id, figures)| Some((*id, take(figures)?)))
        .filter(|(_, figure)| figure.value() > 0.0)
        .collect();
    parts.sort_by(|a, b| b.1.value().total_cmp(&a.1.value()));
    let rest = parts.len().saturating_sub(LARGEST);
    html! {
        <table class="figures-table">
            <caption>{ "By component" }</caption>
            <tbody>{ for parts.into_iter().take(LARGEST).map(|(id, figure)| html! {
                <tr key={id.0}>
                    <th scope="row">{ names::of(&desk.design, id) }</th>
                    <td class="number"><FigureButton reading={Reading::Part(id, aspect)} text={text(figure, desk)} /></td>
                </tr>
            }) }</tbody>
            if rest > 0 { <tfoot><tr><td colspan="2">{ format!("and {rest} more") }</td></tr></tfoot> }
        </table>
    }
}

/// What a month is, and how figures are rounded.
fn conventions(figures: &[(&str, &Figure)], desk: &Desk) -> Html {
    let per_month = figures.iter().any(|(_, figure)| {
        let mut steps = figure.trail.iter();
        steps.any(|step| step.result.dimension == Dimension::SPENDING)
    });
    let month = if per_month {
        format!(" A month is {}.", seconds(desk.analysis.calendar.month))
    } else {
        String::new()
    };
    html! { <p class="note">{ format!("Shown to 3 digits, reckoned in full.{month}") }</p> }
}

/// Percentiles of every client, and the slowest way.
fn latency(desk: &Desk) -> Html {
    let analysis = &desk.analysis;
    if analysis.journeys.is_empty() || !is_asked(&desk.design) {
        return html! { <p class="note">{ "No client asks for anything yet: add one and link it to what it calls." }</p> };
    }
    html! {
        <>
            { for analysis.journeys.iter().map(|journey| of_journey(journey, desk)) }
            <p class="note">
                { "Percentiles don\u{2019}t add up: of parts that are called one after the other, means do. The percentiles of the whole are " }
                { "reckoned from the parts\u{2019} mean and spread. Networks\u{2019} round trips are counted." }
            </p>
        </>
    }
}

fn of_journey(journey: &Journey, desk: &Desk) -> Html {
    let name = names::of(&desk.design, journey.client);
    let head = match &journey.latency {
        Some(latency) => percentiles(latency),
        None => html! { <p class="note bad">{ "Some queue on the way grows without bound." }</p> },
    };
    html! {
        <div key={journey.client.0}>
            <h4 class="trail-name">{ format!("{name}, answered {} of the time", share(journey.availability.value())) }</h4>
            { head }
            <table class="figures-table">
                <caption>{ "The slowest way, each by itself" }</caption>
                <thead><tr><th scope="col">{ "Part" }</th><th scope="col" class="number">{ "mean" }</th><th scope="col" class="number">{ "p99" }</th></tr></thead>
                <tbody>{ for journey.slowest.iter().map(|id| {
                    let act = desk.act.clone();
                    let select = *id;
                    let own = desk.analysis.components.get(id).map(|figures| figures.own_latency);
                    let cell = |take: fn(&Latency) -> f64| match &own {
                        None => "\u{2013}".to_owned(),
                        Some(None) => "no bound".to_owned(),
                        Some(Some(latency)) => seconds(take(latency)),
                    };
                    html! {
                        <tr key={id.0}>
                            <th scope="row"><button type="button" class="part-link" onclick={move |_| act.emit(Act::Select(vec![select]))}>{ names::of(&desk.design, *id) }</button></th>
                            <td class="number">{ cell(|of| of.mean) }</td>
                            <td class="number">{ cell(|of| of.p99) }</td>
                        </tr>
                    }
                }) }</tbody>
            </table>
        </div>
    }
}

/// The percentiles of a latency, side by side.
pub(crate) fn percentiles(latency: &Latency) -> Html {
    let all = [
        ("mean", latency.mean),
        ("p50", latency.p50),
        ("p90", latency.p90),
        ("p99", latency.p99),
        ("p99.9", latency.p999),
    ];
    html! {
        <dl class="percentiles">
            { for all.iter().map(|(name, value)| html! { <div key={*name}><dt>{ *name }</dt><dd>{ seconds(*value) }</dd></div> }) }
        </dl>
    }
}
