//! How the parts of the drawing are at a moment of a run: levels, words and flags. Pure.

use super::run::Made;
use super::tracks::reasons;
use crate::pages::sketch::canvas::live::{Standing, Tone};
use nalsd::edit::with_contents;
use nalsd::model::Id;
use nalsd::simulation::{ClientSignals, Errors, Event, Shock, Signals, What};
use nalsd::units;
use std::collections::{BTreeMap, BTreeSet};

/// From these shares of its slots on a part is busy, and full.
const BUSY: f32 = 0.7;
const FULL: f32 = 0.95;
/// The share of requests that may fail until a part fares badly.
const FAILING: f32 = 0.01;

/// The parts that something may be said of: what was simulated, areas that are lost, links whose breakers open.
pub(super) fn marked(made: &Made) -> BTreeSet<Id> {
    let outcome = &made.outcome;
    let components = outcome.components.iter().map(|part| part.component);
    let clients = outcome.clients.iter().map(|client| client.client);
    let areas = made.plan.events.iter().flat_map(|event| lost(made, event));
    let areas = areas.filter(|id| made.design.area(*id).is_some());
    let opened = outcome.happenings.iter();
    let breakers = opened.filter(|happening| happening.what == What::Opens);
    let links = breakers.filter_map(|happening| happening.part);
    components
        .chain(clients)
        .chain(areas)
        .chain(links)
        .collect()
}

/// What an event takes away as a whole: an area with all that is in it, or a component.
fn lost(made: &Made, event: &Event) -> BTreeSet<Id> {
    match event.shock {
        Shock::Lost { area } => with_contents(&made.design, &BTreeSet::from([area])),
        Shock::Down { component } => BTreeSet::from([component]),
        _ => BTreeSet::new(),
    }
}

/// How each of those that are [`marked`] is in a frame; nothing where the run has no such frame.
pub(super) fn standings(
    made: &Made,
    frame: usize,
    marked: &BTreeSet<Id>,
) -> BTreeMap<Id, Standing> {
    let outcome = &made.outcome;
    let Some(frame) = outcome.frames.get(frame) else {
        return BTreeMap::new();
    };
    let at = frame.at;
    let events = made.plan.events.iter();
    let lasting = events.filter(|event| event.at <= at && event.until.is_none_or(|end| end > at));
    let absent: BTreeSet<Id> = lasting.flat_map(|event| lost(made, event)).collect();
    let mut all = BTreeMap::new();
    for (client, signals) in outcome.clients.iter().zip(&frame.clients) {
        all.insert(client.client, of_client(signals));
    }
    for (part, signals) in outcome.components.iter().zip(&frame.components) {
        let kind = made.design.component(part.component).map(|part| part.kind);
        let empty = signals.machines <= 0.0 && kind.is_some_and(|kind| kind.runs_on_machines());
        let standing = if empty || absent.contains(&part.component) {
            gone("down")
        } else {
            of_component(signals, part.utilisation.is_some())
        };
        all.insert(part.component, standing);
    }
    let areas = absent.into_iter();
    let areas = areas.filter(|id| made.design.area(*id).is_some());
    all.extend(areas.map(|area| (area, gone("lost"))));
    let happened = outcome.happenings.iter().take_while(|of| of.at <= at);
    for happening in happened {
        let standing = match happening.what {
            What::Opens => Standing {
                tone: Tone::Bad,
                flag: "breaker open".to_owned(),
                ..Standing::default()
            },
            What::Closes => Standing::default(),
            _ => continue,
        };
        all.extend(happening.part.map(|link| (link, standing)));
    }
    // What is marked and has nothing to tell now was told otherwise before.
    for id in marked {
        all.entry(*id).or_default();
    }
    all
}

/// What isn't there: its flag alone says so.
fn gone(word: &str) -> Standing {
    Standing {
        level: None,
        used: Tone::Gone,
        tone: Tone::Gone,
        told: String::new(),
        more: String::new(),
        flag: word.to_owned(),
    }
}

fn of_client(signals: &ClientSignals) -> Standing {
    let ended = signals.good + signals.failed;
    let more = format!(" \u{b7} {}", rate(signals.traffic));
    if ended <= 0.0 {
        return Standing {
            told: "none answered".to_owned(),
            more,
            ..Standing::default()
        };
    }
    let failed = signals.failed / ended;
    let share = units::percent(f64::from((failed * 1000.0).round() / 1000.0));
    let tone = if failed > FAILING {
        Tone::Bad
    } else {
        Tone::Well
    };
    Standing {
        level: Some(percent(failed)),
        used: tone,
        tone,
        told: format!("{share} fail"),
        more,
        flag: String::new(),
    }
}

fn of_component(signals: &Signals, has_slots: bool) -> Standing {
    let errors = signals.errors.total();
    let failing = errors > FAILING * (signals.answered + errors);
    let level = has_slots.then_some(signals.utilisation);
    let used = match level {
        Some(used) if used >= FULL => Tone::Bad,
        Some(used) if used >= BUSY => Tone::Busy,
        _ => Tone::Well,
    };
    let (told, more) = match level {
        Some(used) => (format!("{} %", percent(used)), waiting(signals.queue)),
        None => (rate(signals.traffic), String::new()),
    };
    let full = level.is_some_and(|used| used >= FULL);
    let flag = match worst(&signals.errors) {
        Some(flag) => flag,
        None if full => "full".to_owned(),
        None => String::new(),
    };
    Standing {
        level: level.map(percent),
        used,
        tone: if failing { Tone::Bad } else { used },
        told,
        more,
        flag,
    }
}

fn waiting(queue: f32) -> String {
    if queue < 0.5 {
        return String::new();
    }
    format!(" \u{b7} {} wait", units::significant(f64::from(queue), 2))
}

/// The most frequent reason of errors, with its rate; `None` where there are none.
fn worst(errors: &Errors<f32>) -> Option<String> {
    let all = reasons(errors).into_iter();
    let (name, count) = all.max_by(|a, b| a.1.total_cmp(&b.1))?;
    let name = match name {
        "dependency failed" => "passed on",
        name => name,
    };
    (count > 0.0).then(|| format!("{} {name}", rate(count)))
}

fn rate(value: f32) -> String {
    format!("{}/s", units::significant(f64::from(value), 2))
}

/// A share in whole percent.
fn percent(share: f32) -> u8 {
    // A cast of floats saturates.
    (share * 100.0).round().clamp(0.0, 100.0) as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalsd::model::{Area, AreaKind, Component, Design, Kind, Rect};
    use nalsd::simulation::{ComponentTotals, Estimate, Frame, Happening, Outcome, Plan};
    use std::rc::Rc;

    fn used(utilisation: f32, queue: f32) -> Signals {
        Signals {
            utilisation,
            queue,
            answered: 100.0,
            machines: 1.0,
            ..Signals::default()
        }
    }

    #[test]
    fn levels_have_words_and_flags_beside_their_colour() {
        let shed = |shed| Signals {
            errors: Errors {
                shed,
                ..Errors::default()
            },
            ..used(0.8, 3.0)
        };
        for (signals, slots, told) in [
            (used(0.0, 0.0), true, "Well/Well 0 |0 %||"),
            (used(0.694, 0.2), true, "Well/Well 69 |69 %||"),
            (used(0.7, 12.0), true, "Busy/Busy 70 |70 %| \u{b7} 12 wait|"),
            (used(0.96, 0.0), true, "Bad/Bad 96 |96 %||full"),
            (
                shed(0.5),
                true,
                "Busy/Busy 80 |80 %| \u{b7} 3 wait|0.5/s shed",
            ),
            (
                shed(240.0),
                true,
                "Bad/Busy 80 |80 %| \u{b7} 3 wait|240/s shed",
            ),
            (used(0.0, 0.0), false, "Well/Well - |0/s||"),
        ] {
            let of = of_component(&signals, slots);
            let level = of.level.map_or("-".to_owned(), |level| level.to_string());
            let said = format!(
                "{:?}/{:?} {level} |{}|{}|{}",
                of.tone, of.used, of.told, of.more, of.flag
            );
            assert_eq!(said, told);
        }
    }

    #[test]
    fn clients_tell_what_fails() {
        let of = |good, failed| {
            of_client(&ClientSignals {
                good,
                failed,
                traffic: 100.0,
                ..ClientSignals::default()
            })
        };
        for (good, failed, tone, told) in [
            (100.0, 0.0, Tone::Well, "0 % fail"),
            (99.5, 0.5, Tone::Well, "0.5 % fail"),
            (4.0, 96.0, Tone::Bad, "96 % fail"),
            (0.0, 0.0, Tone::Well, "none answered"),
        ] {
            let of = of(good, failed);
            assert_eq!((of.tone, &*of.told), (tone, told));
        }
    }

    /// A service in a zone that is lost from 2 to 4 s; the breaker of a link to it opens at 2.5 s and closes at 5 s.
    fn made() -> Made {
        let rect = Rect {
            x: 0.0,
            y: 0.0,
            w: 100.0,
            h: 50.0,
        };
        let design = Design {
            components: vec![Rc::new(Component {
                id: Id(1),
                kind: Kind::Service,
                name: "Api".to_owned(),
                rect,
                area: Some(Id(2)),
                set: BTreeMap::new(),
            })],
            areas: vec![Rc::new(Area {
                id: Id(2),
                kind: AreaKind::Zone,
                name: "a".to_owned(),
                rect,
                area: None,
                set: BTreeMap::new(),
            })],
            ..Design::default()
        };
        let happens = |at, what| Happening {
            at,
            part: Some(Id(3)),
            what,
        };
        let none = Estimate::default();
        Made {
            fingerprint: 0,
            plan: Plan {
                events: vec![Event {
                    at: 2.0,
                    until: Some(4.0),
                    shock: Shock::Lost { area: Id(2) },
                }],
                ..Plan::default()
            },
            outcome: Rc::new(Outcome {
                components: vec![ComponentTotals {
                    component: Id(1),
                    traffic: none,
                    wait: None,
                    waited: None,
                    answer: None,
                    latency: None,
                    utilisation: Some(none),
                    answered: 0.0,
                    errors: Errors::default(),
                    station: None,
                }],
                frames: (1..=6)
                    .map(|at| Frame {
                        at: f64::from(at),
                        components: vec![used(0.5, 0.0)],
                        clients: Vec::new(),
                    })
                    .collect(),
                happenings: vec![happens(2.5, What::Opens), happens(5.0, What::Closes)],
                ..Outcome::default()
            }),
            design: Rc::new(design),
        }
    }

    #[test]
    fn what_is_lost_is_gone_and_comes_back() {
        let made = made();
        let flags = |frame: usize| {
            let all = standings(&made, frame, &marked(&made));
            let flag = |id: u32| all.get(&Id(id)).map(|of| of.flag.clone());
            [1, 2, 3].map(|id| flag(id).unwrap_or_default())
        };
        assert_eq!(marked(&made), BTreeSet::from([Id(1), Id(2), Id(3)]));
        for (frame, expected) in [
            (0, ["", "", ""]),
            (1, ["down", "lost", ""]),
            (2, ["down", "lost", "breaker open"]),
            (3, ["", "", "breaker open"]),
            (4, ["", "", ""]),
        ] {
            assert_eq!(flags(frame), expected, "frame {frame}");
        }
        assert!(standings(&made, 9, &marked(&made)).is_empty());
    }
}
