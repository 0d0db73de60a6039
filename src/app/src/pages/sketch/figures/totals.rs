//! What the strip says, and when it is bad news.

use super::reading::Total;
use super::shown::money;
use nalsd::analysis::{Analysis, Latency, Resource, Swing};
use nalsd::model::inputs::Inputs;
use nalsd::model::{Design, Field};
use nalsd::units::{self, Dimension, Quantity};

/// A figure of the strip.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cell {
    /// Which.
    pub(super) total: Total,
    /// Its name: `p99` says more than `Latency`.
    pub(super) label: String,
    /// Its value; a dash when there is none.
    pub(super) value: String,
    /// What it is to be compared with.
    pub(super) note: String,
    /// Whether it is worse than it must be.
    pub(super) bad: bool,
}

/// Stands for what isn't known.
const NONE: &str = "\u{2013}";

/// The strip of a design.
pub(super) fn cells(
    design: &Design,
    analysis: &Analysis,
    inputs: &Inputs,
    swings: &[Swing],
) -> Vec<Cell> {
    Total::ALL
        .into_iter()
        .map(|total| {
            let label = total.label().to_owned();
            let (label, value, note, bad) = match total {
                Total::Machines => {
                    let value = analysis.totals.machines.as_ref();
                    let value =
                        value.map_or(NONE.to_owned(), |figure| units::count(figure.value()));
                    (label, value, binding(analysis), false)
                }
                Total::Latency => latency(analysis, inputs),
                Total::Availability => availability(analysis, inputs),
                Total::Budget => budget(analysis, inputs),
                Total::Network => {
                    let note = figure_text(analysis.totals.crossing.as_ref());
                    let value = figure_text(analysis.totals.network.as_ref());
                    (label, value, format!("across zones {note}"), false)
                }
                Total::Storage => (
                    label,
                    figure_text(analysis.totals.storage.as_ref()),
                    "with copies".to_owned(),
                    false,
                ),
                Total::Cost => cost(analysis, inputs, swings),
            };
            let (value, note) = if design.components.is_empty() {
                (NONE.to_owned(), "nothing drawn".to_owned())
            } else {
                (value, note)
            };
            Cell {
                total,
                label,
                value,
                note,
                bad: bad && !design.components.is_empty(),
            }
        })
        .collect()
}

fn figure_text(figure: Option<&nalsd::analysis::Figure>) -> String {
    figure.map_or(NONE.to_owned(), nalsd::analysis::Figure::text)
}

/// The resource that binds most machines.
fn binding(analysis: &Analysis) -> String {
    let mut bound: Vec<(Resource, f64)> = Vec::new();
    for part in analysis.components.values() {
        let (Some(resource), Some(needed)) = (part.binds, part.needed.as_ref()) else {
            continue;
        };
        match bound.iter_mut().find(|(known, _)| *known == resource) {
            Some((_, machines)) => *machines += needed.value(),
            None => bound.push((resource, needed.value())),
        }
    }
    bound
        .into_iter()
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .map_or_else(String::new, |(resource, _)| {
            let verb = if resource == Resource::Slots || resource == Resource::Iops {
                "bind"
            } else {
                "binds"
            };
            format!("{} {verb}", resource.label())
        })
}

/// The percentile that the latency objective speaks of, as it is called, and the latency there. Between those that are
/// known, the next higher one is taken.
pub(super) fn at_percentile(latency: Option<Latency>, share: f64) -> (&'static str, Option<f64>) {
    let (name, take): (_, fn(Latency) -> f64) = match share {
        share if share <= 0.5 => ("p50", |of| of.p50),
        share if share <= 0.9 => ("p90", |of| of.p90),
        share if share <= 0.99 => ("p99", |of| of.p99),
        _ => ("p99.9", |of| of.p999),
    };
    (name, latency.map(take))
}

type Parts = (String, String, String, bool);

fn latency(analysis: &Analysis, inputs: &Inputs) -> Parts {
    let share = inputs.design(Field::LatencyPercentile).unwrap_or(0.99);
    let (name, value) = at_percentile(analysis.totals.latency, share);
    let objective = inputs.design(Field::LatencySlo).filter(|slo| *slo > 0.0);
    let note = objective.map_or_else(String::new, |slo| format!("SLO {}", seconds(slo)));
    match value {
        Some(value) => {
            let bad = objective.is_some_and(|slo| value > slo);
            (name.to_owned(), seconds(value), note, bad)
        }
        None if analysis.journeys.is_empty() => (
            name.to_owned(),
            NONE.to_owned(),
            "no client".to_owned(),
            false,
        ),
        None => (
            name.to_owned(),
            "no bound".to_owned(),
            "a queue grows".to_owned(),
            true,
        ),
    }
}

fn availability(analysis: &Analysis, inputs: &Inputs) -> Parts {
    let label = Total::Availability.label().to_owned();
    let slo = inputs.design(Field::AvailabilitySlo);
    let note = slo.map_or_else(String::new, |slo| format!("SLO {}", share(slo)));
    match &analysis.totals.availability {
        Some(figure) => {
            let bad = slo.is_some_and(|slo| figure.value() < slo);
            (label, share(figure.value()), note, bad)
        }
        None => (label, NONE.to_owned(), note, false),
    }
}

fn budget(analysis: &Analysis, inputs: &Inputs) -> Parts {
    let label = Total::Budget.label().to_owned();
    let window = inputs
        .design(Field::Window)
        .map_or_else(String::new, |window| format!("per {}", seconds(window)));
    let Some(budget) = &analysis.totals.budget else {
        return (label, NONE.to_owned(), window, false);
    };
    let value = minutes(budget.value());
    match &analysis.totals.downtime {
        Some(down) => {
            let bad = down.value() > budget.value();
            (
                label,
                value,
                format!("{window}; {} used", minutes(down.value())),
                bad,
            )
        }
        None => (label, value, window, false),
    }
}

fn cost(analysis: &Analysis, inputs: &Inputs, swings: &[Swing]) -> Parts {
    let label = Total::Cost.label().to_owned();
    let Some(cost) = &analysis.totals.cost else {
        return (label, NONE.to_owned(), "per month".to_owned(), false);
    };
    let text = money(cost.value(), inputs.calendar);
    let value = text.trim_end_matches("/month").to_owned();
    let limit = inputs.design(Field::CostLimit);
    let bad = limit.is_some_and(|limit| cost.value() > limit);
    let widest = swings
        .iter()
        .filter(|swing| swing.cost.0.is_finite() && swing.cost.1.is_finite())
        .max_by(|a, b| {
            (a.cost.1 - a.cost.0)
                .abs()
                .total_cmp(&(b.cost.1 - b.cost.0).abs())
        });
    let range = widest
        .filter(|swing| (swing.cost.1 - swing.cost.0).abs() > cost.value() * 0.005)
        .map(|swing| {
            let (low, high) = (
                swing.cost.0.min(swing.cost.1),
                swing.cost.0.max(swing.cost.1),
            );
            let plain = |value| {
                money(value, inputs.calendar)
                    .trim_start_matches("$ ")
                    .trim_end_matches("/month")
                    .to_owned()
            };
            format!("{} to {} by {}", plain(low), plain(high), swing.name)
        });
    let note = match (range, limit) {
        (Some(range), _) => range,
        (None, Some(limit)) => format!("of {}", money(limit, inputs.calendar)),
        (None, None) => "per month".to_owned(),
    };
    (label, value, note, bad)
}

/// Seconds as people read them.
pub(crate) fn seconds(value: f64) -> String {
    units::format(Quantity::new(value, Dimension::TIME))
}

/// Downtime: error budgets are spoken of in minutes up to a day.
fn minutes(value: f64) -> String {
    if (60.0..86_400.0).contains(&value) {
        format!("{} min", units::significant(value / 60.0, 3))
    } else {
        seconds(value)
    }
}

/// A share of time with as many nines as it has: `99.87 %`, `99.9996 %`. Rounded down: what is missed isn't called met.
pub(crate) fn share(value: f64) -> String {
    if !value.is_finite() {
        return NONE.to_owned();
    }
    let missing = (1.0 - value).max(0.0);
    if missing == 0.0 {
        return "100 %".to_owned();
    }
    let mut decimals = 0_usize;
    let mut unit = 0.01;
    // Two digits of what is missing, however many nines come before.
    while decimals < 9 && missing < unit * 10.0 {
        decimals += 1;
        unit /= 10.0;
    }
    let power = 10_f64.powi(i32::try_from(decimals).unwrap_or(0));
    let floored = (value * 100.0 * power + 1e-6).floor() / power;
    let text = format!("{floored:.decimals$}");
    let text = if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        &text
    };
    format!("{text} %")
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalsd::analysis::{Figure, Totals};
    use nalsd::model::{Component, Id, Kind, Rect};
    use std::rc::Rc;

    #[test]
    fn shares_keep_their_nines_and_are_never_rounded_up() {
        for (value, expected) in [
            (0.9987, "99.87 %"),
            (0.999, "99.9 %"),
            (0.99996, "99.996 %"),
            (0.999_996, "99.9996 %"),
            (0.89, "89 %"),
            (0.895, "89 %"),
            (0.998_999_9, "99.89 %"),
            (1.0, "100 %"),
            (0.0, "0 %"),
            (f64::NAN, "\u{2013}"),
        ] {
            assert_eq!(share(value), expected, "{value}");
        }
    }

    #[test]
    fn budgets_are_told_in_minutes() {
        // 99.9 % of 30 d: 43.2 minutes, as every table of nines has it.
        for (seconds, expected) in [
            (2592.0, "43.2 min"),
            (25.92, "25.9 s"),
            (25_920.0, "432 min"),
            (259_200.0, "3 d"),
        ] {
            assert_eq!(minutes(seconds), expected);
        }
    }

    #[test]
    fn the_objectives_percentile_is_shown() {
        let latency = Some(Latency {
            mean: 1.0,
            p50: 2.0,
            p90: 3.0,
            p99: 4.0,
            p999: 5.0,
        });
        for (share, name, value) in [
            (0.5, "p50", 2.0),
            (0.9, "p90", 3.0),
            (0.95, "p99", 4.0),
            (0.99, "p99", 4.0),
            (0.999, "p99.9", 5.0),
        ] {
            assert_eq!(at_percentile(latency, share), (name, Some(value)));
        }
    }

    fn one_client() -> Design {
        Design {
            components: vec![Rc::new(Component {
                id: Id(1),
                kind: Kind::Client,
                name: "Clients".to_owned(),
                rect: Rect::default(),
                area: None,
                set: Default::default(),
            })],
            ..Design::default()
        }
    }

    fn cell(analysis: &Analysis, total: Total) -> Cell {
        let design = one_client();
        let inputs = super::super::shown::settings_of(&design);
        let cells = cells(&design, analysis, &inputs, &[]);
        cells.into_iter().find(|cell| cell.total == total).unwrap()
    }

    #[test]
    fn what_misses_its_objective_is_bad() {
        // The defaults: 99.9 % over 30 d, p99 within 500 ms.
        for (availability, p99, bad) in [
            (0.9987, 0.6, true),
            (0.9991, 0.4, false),
            (0.999, 0.5, false),
        ] {
            let down = (1.0 - availability) * 30.0 * 86_400.0;
            let analysis = Analysis {
                totals: Totals {
                    availability: Some(Figure::given("a", Quantity::number(availability))),
                    latency: Some(Latency {
                        p99,
                        ..Latency::default()
                    }),
                    budget: Some(Figure::given("b", Quantity::new(2592.0, Dimension::TIME))),
                    downtime: Some(Figure::given(
                        "d",
                        Quantity::new(down.min(2592.0 + f64::from(u8::from(bad))), Dimension::TIME),
                    )),
                    ..Totals::default()
                },
                ..Analysis::default()
            };
            for total in [Total::Availability, Total::Latency, Total::Budget] {
                assert_eq!(cell(&analysis, total).bad, bad, "{availability} {total:?}");
            }
        }
    }

    #[test]
    fn an_empty_design_has_no_bad_news() {
        let design = Design::default();
        let inputs = super::super::shown::settings_of(&design);
        let cells = cells(&design, &Analysis::default(), &inputs, &[]);
        assert!(
            cells.iter().all(|cell| !cell.bad && cell.value == NONE),
            "{cells:?}"
        );
    }
}
