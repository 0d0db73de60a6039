//! What the strip says, and when it is bad news.

use super::reading::Total;
use super::shown::money;
use nalsd::analysis::{Analysis, Resource, Standing, Swing, Verdict, verdict};
use nalsd::model::{Design, Kind};
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
    window: Option<f64>,
    swings: &[Swing],
) -> Vec<Cell> {
    let verdict = verdict(analysis);
    Total::ALL
        .into_iter()
        .map(|total| {
            let label = total.label().to_owned();
            let (label, value, note, bad) = match total {
                Total::Machines => {
                    let value = analysis.totals.machines.as_ref();
                    let value =
                        value.map_or(NONE.to_owned(), |figure| units::count(figure.value()));
                    let binds = binding(analysis);
                    let note = if !binds.is_empty() {
                        binds
                    } else if is_asked(design) {
                        "nothing binds".to_owned()
                    } else {
                        "nothing is called".to_owned()
                    };
                    (label, value, note, false)
                }
                Total::Latency => latency(analysis, &verdict),
                Total::Availability => availability(analysis, &verdict),
                Total::Budget => budget(analysis, window),
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
                Total::Cost => cost(analysis, &verdict, swings),
            };
            let unknown = nothing_of(design, total);
            let (value, note) =
                unknown.map_or((value, note), |why| (NONE.to_owned(), why.to_owned()));
            Cell {
                total,
                label,
                value,
                note,
                bad: bad && unknown.is_none(),
            }
        })
        .collect()
}

/// Why there is nothing to say of a figure of a design, where there isn't.
pub(crate) fn nothing_of(design: &Design, total: Total) -> Option<&'static str> {
    let of_answers = matches!(total, Total::Latency | Total::Availability);
    let asks_only = |kind| matches!(kind, Kind::Client | Kind::Note);
    if design.components.is_empty() {
        Some("nothing drawn")
    } else if design.components.iter().all(|part| asks_only(part.kind)) {
        Some("nothing that answers")
    } else if of_answers && !is_asked(design) {
        Some("nothing is called")
    } else {
        None
    }
}

/// Whether any client calls anything: else nothing is answered, neither fast nor always.
pub(super) fn is_asked(design: &Design) -> bool {
    design.links.iter().any(|link| {
        let from = design.component(link.from);
        from.is_some_and(|part| part.kind == Kind::Client)
    })
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

/// What a percentile is called: `p99`, `p99.9`.
pub(crate) fn percentile(share: f64) -> String {
    format!("p{}", units::significant(share * 100.0, 5))
}

type Parts = (String, String, String, bool);

fn latency(analysis: &Analysis, verdict: &Verdict) -> Parts {
    let objectives = &analysis.objectives;
    let name = percentile(objectives.percentile);
    let note = objectives
        .latency
        .map_or_else(String::new, |slo| format!("SLO {}", seconds(slo)));
    match analysis.totals.latency {
        Some(latency) => (
            name,
            seconds(latency.at(objectives.percentile)),
            note,
            verdict.latency == Standing::Missed,
        ),
        None if analysis.journeys.is_empty() => {
            (name, NONE.to_owned(), "no client".to_owned(), false)
        }
        None => (
            name,
            "no bound".to_owned(),
            "a queue grows".to_owned(),
            true,
        ),
    }
}

fn availability(analysis: &Analysis, verdict: &Verdict) -> Parts {
    let label = Total::Availability.label().to_owned();
    let slo = analysis.objectives.availability;
    let note = slo.map_or_else(String::new, |slo| format!("SLO {}", share(slo)));
    let value = analysis
        .totals
        .availability
        .as_ref()
        .map_or(NONE.to_owned(), |figure| brief_share(figure.value()));
    (label, value, note, verdict.availability == Standing::Missed)
}

fn budget(analysis: &Analysis, window: Option<f64>) -> Parts {
    let label = Total::Budget.label().to_owned();
    let window = window.map_or_else(String::new, |window| format!("per {}", seconds(window)));
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
                format!("{window}, {} used", minutes(down.value())),
                bad,
            )
        }
        None => (label, value, window, false),
    }
}

fn cost(analysis: &Analysis, verdict: &Verdict, swings: &[Swing]) -> Parts {
    let label = Total::Cost.label().to_owned();
    let Some(cost) = &analysis.totals.cost else {
        return (label, NONE.to_owned(), "per month".to_owned(), false);
    };
    let told = |value| {
        let text = money(value, analysis.calendar);
        text.trim_end_matches("/month").to_owned()
    };
    let note = match (widest(swings, cost.value()), analysis.objectives.cost) {
        (Some(swing), _) => {
            let (low, high) = (
                swing.cost.0.min(swing.cost.1),
                swing.cost.0.max(swing.cost.1),
            );
            format!(
                "{} to {}: {}",
                told(low),
                told(high).trim_start_matches("$ "),
                swing.name
            )
        }
        (None, Some(limit)) => format!("of {} per month", told(limit)),
        (None, None) => "per month".to_owned(),
    };
    (
        label,
        told(cost.value()),
        note,
        verdict.cost == Standing::Missed,
    )
}

/// The range that moves the cost most, if any does by more than a rounding.
fn widest(swings: &[Swing], cost: f64) -> Option<&Swing> {
    let width = |swing: &Swing| (swing.cost.1 - swing.cost.0).abs();
    swings
        .iter()
        .filter(|swing| width(swing).is_finite() && width(swing) > cost * 0.005)
        .max_by(|a, b| width(a).total_cmp(&width(b)))
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

/// A share of time in as many digits as the strip and tables have room for: six nines say as much as more of them.
pub(super) fn brief_share(value: f64) -> String {
    const MOST: f64 = 0.999_999;
    if value > MOST && value < 1.0 {
        format!("> {}", share(MOST))
    } else {
        share(value)
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
    use nalsd::analysis::{Figure, Journey, Latency, Objectives, Totals, analyse};
    use nalsd::model::{Component, Id, Link, Rect};
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
    fn the_strip_has_room_for_six_nines() {
        for (value, expected) in [
            (0.999_996, "99.9996 %"),
            (0.999_999, "99.9999 %"),
            (0.999_999_89, "> 99.9999 %"),
            (1.0, "100 %"),
        ] {
            assert_eq!(brief_share(value), expected, "{value}");
        }
    }

    #[test]
    fn nothing_that_is_called_is_nothing_that_is_perfect() {
        let journey = Journey {
            client: Id(1),
            latency: Some(Latency::default()),
            availability: Figure::given("up", Quantity::number(1.0)),
            slowest: Vec::new(),
        };
        let analysis = Analysis {
            journeys: vec![journey],
            ..Analysis::default()
        };
        let mut design = one_call();
        design.links.clear();
        for cell in cells(&design, &analysis, None, &[]) {
            if matches!(cell.total, Total::Latency | Total::Availability) {
                assert_eq!(cell.value, NONE, "{:?}", cell.total);
            }
        }
    }

    #[test]
    fn what_binds_no_machines_says_why() {
        let machines = |design: &Design| {
            let cells = cells(design, &analyse(design), None, &[]);
            let cell = cells.into_iter().find(|cell| cell.total == Total::Machines);
            cell.unwrap().note
        };
        let called = one_call();
        assert_ne!(machines(&called), "");
        assert_ne!(machines(&called), "nothing is called");
        let uncalled = Design {
            links: Vec::new(),
            ..called
        };
        assert_eq!(machines(&uncalled), "nothing is called");
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
    fn percentiles_have_names() {
        for (share, name) in [
            (0.5, "p50"),
            (0.95, "p95"),
            (0.99, "p99"),
            (0.999, "p99.9"),
            (0.9999, "p99.99"),
        ] {
            assert_eq!(percentile(share), name);
        }
    }

    /// A client that calls a service.
    fn one_call() -> Design {
        let part = |id, kind| {
            Rc::new(Component {
                id,
                kind,
                name: String::new(),
                rect: Rect::default(),
                area: None,
                set: Default::default(),
            })
        };
        Design {
            components: vec![part(Id(1), Kind::Client), part(Id(2), Kind::Service)],
            links: vec![Rc::new(Link {
                id: Id(3),
                from: Id(1),
                to: Id(2),
                name: String::new(),
                set: Default::default(),
            })],
            ..Design::default()
        }
    }

    fn cell(analysis: &Analysis, total: Total) -> Cell {
        let cells = cells(&one_call(), analysis, Some(30.0 * 86_400.0), &[]);
        cells.into_iter().find(|cell| cell.total == total).unwrap()
    }

    #[test]
    fn what_misses_its_objective_is_bad() {
        let objectives = Objectives {
            latency: Some(0.5),
            percentile: 0.99,
            availability: Some(0.999),
            cost: None,
        };
        for (up, p99, bad) in [
            (0.9987, 0.6, true),
            (0.9991, 0.4, false),
            (0.999, 0.5, false),
        ] {
            let latency = Some(Latency {
                p99,
                ..Latency::default()
            });
            let availability = Figure::given("up", Quantity::number(up));
            let time = |seconds| Figure::given("time", Quantity::new(seconds, Dimension::TIME));
            let analysis = Analysis {
                objectives,
                journeys: vec![Journey {
                    client: Id(1),
                    latency,
                    availability: availability.clone(),
                    slowest: vec![Id(1)],
                }],
                totals: Totals {
                    availability: Some(availability),
                    latency,
                    budget: Some(time(2592.0)),
                    downtime: Some(time(((1.0 - up) * 30.0 * 86_400.0).floor())),
                    ..Totals::default()
                },
                ..Analysis::default()
            };
            for total in [Total::Availability, Total::Latency, Total::Budget] {
                assert_eq!(cell(&analysis, total).bad, bad, "{up} {total:?}");
            }
        }
    }

    #[test]
    fn a_queue_without_bound_is_bad_news_not_a_number() {
        let journey = Journey {
            client: Id(1),
            latency: None,
            availability: Figure::given("up", Quantity::number(1.0)),
            slowest: Vec::new(),
        };
        let analysis = Analysis {
            journeys: vec![journey],
            ..Analysis::default()
        };
        let cell = cell(&analysis, Total::Latency);
        assert_eq!((cell.value.as_str(), cell.bad), ("no bound", true));
    }

    #[test]
    fn a_design_with_nothing_that_answers_has_no_figures() {
        let mut clients = one_call();
        clients.components.truncate(1);
        clients.links.clear();
        for (design, why) in [
            (Design::default(), "nothing drawn"),
            (clients, "nothing that answers"),
        ] {
            for cell in cells(&design, &analyse(&design), None, &[]) {
                let told = (cell.value.as_str(), cell.note.as_str(), cell.bad);
                assert_eq!(told, (NONE, why, false), "{:?}", cell.total);
            }
        }
    }
}
