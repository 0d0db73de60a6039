//! Where a figure comes from: `How 63?`

use super::place::use_panels;
use super::reading::{Aspect, Reading, Total};
use super::terms::terms;
use super::totals::{is_asked, seconds, share};
use crate::pages::sketch::desk::Desk;
use crate::pages::sketch::names;
use crate::pages::sketch::part_link::part_link;
use crate::platform::document::{self, Focus};
use nalsd::analysis::{Figure, Journey, Latency};
use nalsd::units::{self, Calendar, DIMENSIONLESS, Dimension, Quantity};
use yew::prelude::*;

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
    let calendar = desk.analysis.calendar;
    let asked = match (reading, figures.first()) {
        _ if withheld => None,
        (Reading::Total(Total::Latency), _) => latency_asked(desk),
        (_, figure) => figure.map(|(_, figure)| short(&told(reading, figure.quantity, calendar))),
    };
    html! {
        <section class="trail-box" id="trail" tabindex="-1" aria-label={format!("Where {title} comes from")} {onkeydown}>
            <header class="panel-head">
                <h3 class="label plain">{ asked.as_ref().map_or_else(|| title.clone(), |value| format!("How {value}?")) }</h3>
                <button type="button" class="quiet" aria-label="Close" onclick={move |_| close.emit(())}>{ "\u{d7}" }</button>
            </header>
            if asked.is_some() { <p class="trail-title">{ title }</p> }
            if withheld {
                <p class="note">{ "Commit your estimate first, on the problem\u{2019}s side; or skip it there." }</p>
            } else if reading == Reading::Total(Total::Latency) {
                { latency(desk) }
            } else if figures.is_empty() {
                <p class="note">{ "There is no such figure of this design yet." }</p>
            } else {
                { for figures.iter().enumerate().map(|(at, (name, figure))| steps(name, figure, at > 0, reading, calendar)) }
                { terms(reading, desk) }
                { conventions(&figures, desk) }
            }
        </section>
    }
}

/// A value without its unit where that is plain: for the heading.
fn short(text: &str) -> String {
    text.trim_end_matches("/month")
        .trim_end_matches(" machines")
        .trim_end_matches(" machine")
        .to_owned()
}

/// A quantity of a trail as people read it: money by the design's month, shares of time in per cent.
pub(super) fn told(reading: Reading, quantity: Quantity, calendar: Calendar) -> String {
    let of_time = matches!(
        reading,
        Reading::Total(Total::Availability | Total::Budget)
            | Reading::Part(_, Aspect::Availability)
    );
    if of_time && quantity.dimension == DIMENSIONLESS && quantity.value.is_finite() {
        units::percent(quantity.value)
    } else {
        units::format_in(quantity, calendar)
    }
}

/// One figure's steps.
fn steps(name: &str, figure: &Figure, named: bool, reading: Reading, calendar: Calendar) -> Html {
    html! {
        <>
            if named { <h4 class="trail-name">{ format!("{name}: {}", told(reading, figure.quantity, calendar)) }</h4> }
            <ol class="trail">
                { for figure.trail.iter().map(|step| html! {
                    <li>
                        <span class="trail-step">{ &step.name }</span>
                        <span class="mono">{ &step.formula }</span>
                        <b class="mono">{ format!("= {}", told(reading, step.result, calendar)) }</b>
                    </li>
                }) }
            </ol>
        </>
    }
}

/// The latency that the strip shows, where there is one.
fn latency_asked(desk: &Desk) -> Option<String> {
    let latency = desk
        .analysis
        .totals
        .latency
        .filter(|_| is_asked(&desk.design));
    latency.map(|latency| seconds(latency.at(desk.analysis.objectives.percentile)))
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
    html! {
        <p class="note">{ format!("Results are rounded for reading; formulas have digits enough to give the same. It is reckoned in full.{month}") }</p>
    }
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
                    let own = desk.analysis.components.get(id).map(|figures| figures.own_latency);
                    let cell = |take: fn(&Latency) -> f64| match &own {
                        None => "\u{2013}".to_owned(),
                        Some(None) => "no bound".to_owned(),
                        Some(Some(latency)) => seconds(take(latency)),
                    };
                    html! {
                        <tr key={id.0}>
                            <th scope="row">{ part_link(*id, desk) }</th>
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

#[cfg(test)]
mod tests {
    use super::*;
    use nalsd::model::Id;

    #[test]
    fn shares_of_time_are_told_as_the_strip_tells_them() {
        let number = Quantity::number(0.997_689_8);
        for (reading, quantity, expected) in [
            (Reading::Total(Total::Availability), number, "99.76 %"),
            (Reading::Total(Total::Budget), number, "99.76 %"),
            (
                Reading::Part(Id(1), Aspect::Availability),
                number,
                "99.76 %",
            ),
            (
                Reading::Total(Total::Budget),
                Quantity::new(5_988.0, Dimension::TIME),
                "99.8 min",
            ),
            // Tasks and busy cores are plain numbers, too.
            (
                Reading::Part(Id(1), Aspect::Tasks),
                Quantity::number(12.0),
                "12",
            ),
        ] {
            let found = told(reading, quantity, Calendar::default());
            assert_eq!(found, expected, "{reading:?}");
        }
    }

    #[test]
    fn headings_leave_out_plain_units() {
        for (text, expected) in [
            ("63 machines", "63"),
            ("1 machine", "1"),
            ("$ 5660/month", "$ 5660"),
            ("99.76 %", "99.76 %"),
        ] {
            assert_eq!(short(text), expected);
        }
    }
}
