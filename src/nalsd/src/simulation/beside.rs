//! Two runs beside each other: of the same system before and after a change, or with another plan.

use super::{Estimate, Outcome, Plan, estimate};
use crate::model::Id;

/// Batches by whose means the interval after the last event is made.
const BATCHES: usize = 20;

/// A figure that two runs have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Common {
    /// The share of a client's requests that ended well, the warm-up left out.
    Well,
    /// The same after the last event that ended: see [`settled`].
    WellAfterwards,
    /// Seconds until a good answer to a client, on average.
    Answer,
    /// Requests per second that came to a component, retries counted.
    Traffic,
    /// The share of a component's slots that was in use.
    Utilisation,
}

/// A figure of a client or component in two runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Beside {
    /// The client or component.
    pub part: Id,
    /// Which figure.
    pub figure: Common,
    /// In the one run; none where it has no such part, or nothing to tell.
    pub before: Option<Estimate>,
    /// In the other.
    pub now: Option<Estimate>,
    /// Whether their 99 % confidence intervals have no value in common: the change is more than chance. None where an interval is
    /// missing.
    pub apart: Option<bool>,
}

/// When a plan's last event that ends is over, in seconds; none where there is none.
#[must_use]
pub fn last_end(plan: &Plan) -> Option<f64> {
    let ends = plan.events.iter().filter_map(|event| event.until);
    ends.reduce(f64::max)
}

/// The share of a client's requests that ended well after the last event: from the end of it and as long again as a warm-up, until
/// the end of the run. By batch means, with the 99 % confidence interval; without one where there are too few frames, and none where
/// nothing ended then.
#[must_use]
pub fn settled(outcome: &Outcome, plan: &Plan, client: Id) -> Option<Estimate> {
    let from = last_end(plan)? + plan.warm_up;
    let at = outcome.clients.iter().position(|of| of.client == client)?;
    let frames: Vec<(f64, f64)> = outcome
        .frames
        .iter()
        .filter(|frame| frame.at > from)
        .filter_map(|frame| frame.clients.get(at))
        .map(|of| (f64::from(of.good), f64::from(of.good + of.failed)))
        .collect();
    let share = |frames: &[(f64, f64)]| {
        let sum = |sum: (f64, f64), one: &(f64, f64)| (sum.0 + one.0, sum.1 + one.1);
        let (good, ended) = frames.iter().fold((0.0, 0.0), sum);
        (ended > 0.0).then(|| good / ended)
    };
    let mean = share(&frames)?;
    let per = frames.len() / BATCHES;
    let batches: Option<Vec<f64>> = match per {
        0 => None,
        per => frames.chunks_exact(per).take(BATCHES).map(share).collect(),
    };
    let interval = batches.and_then(|batches| {
        let told = estimate(&batches);
        // The frames that are left over count in the mean: the interval goes where that is.
        let shift = mean - told.mean;
        told.interval.map(|(low, high)| (low + shift, high + shift))
    });
    Some(Estimate { mean, interval })
}

/// The figures that two runs have in common, clients first. Parts are those of the second run.
#[must_use]
pub fn beside(before: (&Outcome, &Plan), now: (&Outcome, &Plan)) -> Vec<Beside> {
    let row = |part, figure, of: &dyn Fn(&Outcome, &Plan) -> Option<Estimate>| {
        let (before, now) = (of(before.0, before.1), of(now.0, now.1));
        Beside {
            part,
            figure,
            before,
            now,
            apart: before.zip(now).and_then(|(a, b)| apart(&a, &b)),
        }
    };
    let mut rows = Vec::new();
    for client in &now.0.clients {
        let id = client.client;
        let of = |outcome: &Outcome, figure: fn(&super::ClientTotals) -> Option<Estimate>| {
            let found = outcome.clients.iter().find(|of| of.client == id);
            found.and_then(figure)
        };
        rows.push(row(id, Common::WellAfterwards, &|outcome, plan| {
            settled(outcome, plan, id)
        }));
        rows.push(row(id, Common::Well, &|outcome, _| {
            of(outcome, |of| of.success)
        }));
        rows.push(row(id, Common::Answer, &|outcome, _| {
            of(outcome, |of| of.answer)
        }));
    }
    for component in &now.0.components {
        let id = component.component;
        let of = |outcome: &Outcome, figure: fn(&super::ComponentTotals) -> Option<Estimate>| {
            let found = outcome.components.iter().find(|of| of.component == id);
            found.and_then(figure)
        };
        rows.push(row(id, Common::Traffic, &|outcome, _| {
            of(outcome, |of| Some(of.traffic))
        }));
        rows.push(row(id, Common::Utilisation, &|outcome, _| {
            of(outcome, |of| of.utilisation)
        }));
    }
    rows.retain(|row| row.before.is_some() || row.now.is_some());
    rows
}

/// Whether two intervals have no value in common.
fn apart(a: &Estimate, b: &Estimate) -> Option<bool> {
    let (a, b) = (a.interval?, b.interval?);
    Some(a.1 < b.0 || b.1 < a.0)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::simulation::{ClientSignals, ClientTotals, Event, Frame, Shock};

    fn plan(ends: &[Option<f64>]) -> Plan {
        let event = |until: &Option<f64>| Event {
            at: 1.0,
            until: *until,
            shock: Shock::Load {
                client: None,
                factor: 2.0,
            },
        };
        Plan {
            warm_up: 2.0,
            events: ends.iter().map(event).collect(),
            ..Plan::default()
        }
    }

    fn outcome(good: impl Iterator<Item = f32>) -> Outcome {
        Outcome {
            clients: vec![ClientTotals {
                client: Id(1),
                requests: 0.0,
                good: 0.0,
                success: None,
                within: None,
                answer: None,
                latency: None,
                spent: 0.0,
            }],
            frames: (1..)
                .zip(good)
                .map(|(at, good)| Frame {
                    at: f64::from(at),
                    components: Vec::new(),
                    clients: vec![ClientSignals {
                        good,
                        failed: 100.0 - good,
                        ..ClientSignals::default()
                    }],
                })
                .collect(),
            ..Outcome::default()
        }
    }

    #[test]
    fn the_last_event_that_ends_is_meant() {
        for (ends, expected) in [
            (&[][..], None),
            (&[None], None),
            (&[Some(4.0), None, Some(9.0), Some(5.0)], Some(9.0)),
        ] {
            assert_eq!(last_end(&plan(ends)), expected, "{ends:?}");
        }
    }

    #[test]
    fn what_comes_before_and_right_after_the_event_does_not_count() {
        // Five seconds and the warm-up's two fail; then 90 and 80 of a hundred by turns.
        let good = (1..=47).map(|at| match at {
            ..=7 => 0.0,
            at if at % 2 == 0 => 90.0,
            _ => 80.0,
        });
        let told = settled(&outcome(good), &plan(&[Some(5.0)]), Id(1)).unwrap();
        assert!((told.mean - 0.85).abs() < 1e-6);
        // 40 frames are 20 pairs, all alike.
        let (low, high) = told.interval.unwrap();
        assert!((low - 0.85).abs() < 1e-6 && (high - 0.85).abs() < 1e-6);
    }

    #[test]
    fn few_frames_give_no_interval_and_none_nothing() {
        let few = settled(
            &outcome([0.0, 0.0, 50.0, 70.0].into_iter()),
            &plan(&[Some(0.0)]),
            Id(1),
        );
        let few = few.unwrap();
        assert!((few.mean - 0.6).abs() < 1e-6);
        assert_eq!(few.interval, None);
        let run = outcome([100.0; 50].into_iter());
        assert_eq!(settled(&run, &plan(&[None]), Id(1)), None, "no event ended");
        assert_eq!(settled(&run, &plan(&[Some(49.0)]), Id(1)), None, "too late");
        assert_eq!(settled(&run, &plan(&[Some(5.0)]), Id(9)), None, "not there");
    }

    #[test]
    fn intervals_are_apart_when_they_share_no_value() {
        let of = |interval| Estimate {
            mean: 0.0,
            interval,
        };
        for (a, b, expected) in [
            (Some((1.0, 2.0)), Some((3.0, 4.0)), Some(true)),
            (Some((3.0, 4.0)), Some((1.0, 2.0)), Some(true)),
            (Some((1.0, 3.0)), Some((2.0, 4.0)), Some(false)),
            (Some((1.0, 2.0)), Some((2.0, 3.0)), Some(false)),
            (None, Some((2.0, 3.0)), None),
        ] {
            assert_eq!(apart(&of(a), &of(b)), expected, "{a:?} {b:?}");
        }
    }
}
