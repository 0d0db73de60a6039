//! What came of a run, in a few sentences: for everybody, and first of all for those who don't see charts.

use super::moment::time;
use super::run::Made;
use super::tracks::reasons;
use crate::pages::sketch::figures::share;
use crate::pages::sketch::names;
use nalsd::simulation::{Outcome, last_end};
use nalsd::units;

/// The sentences.
pub(super) fn sentences(made: &Made) -> Vec<String> {
    let outcome = &made.outcome;
    let mut said = Vec::new();
    for client in &outcome.clients {
        let name = names::of(&made.design, client.client);
        let good = if client.requests > 0.0 {
            client.good / client.requests
        } else {
            f64::NAN
        };
        let mut sentence = format!(
            "{name}: {} of {} requests ended well",
            share(good),
            units::count(client.requests)
        );
        if let Some(latency) = &client.latency {
            sentence.push_str(&format!(
                ", p50 {}, p99 {}",
                time(latency.p50),
                time(latency.p99)
            ));
        }
        sentence.push_str(&format!(
            "; the run spent {} of the window\u{2019}s error budget.",
            units::percent((client.spent * 1e4).round() / 1e4)
        ));
        said.push(sentence);
    }
    if let Some(sentence) = fullest(made) {
        said.push(sentence);
    }
    if let Some(sentence) = failing(made) {
        said.push(sentence);
    }
    if let Some(sentence) = after_events(made) {
        said.push(sentence);
    }
    said
}

/// The component with the most of its slots in use.
fn fullest(made: &Made) -> Option<String> {
    let used = made
        .outcome
        .components
        .iter()
        .filter_map(|part| Some((part, part.utilisation?.mean)));
    let (part, used) = used.max_by(|a, b| a.1.total_cmp(&b.1))?;
    Some(format!(
        "{} was used most: {} of its slots on average.",
        names::of(&made.design, part.component),
        units::percent((used * 1000.0).round() / 1000.0)
    ))
}

/// The component with the most errors of its own, and why.
fn failing(made: &Made) -> Option<String> {
    let own =
        |part: &nalsd::simulation::ComponentTotals| part.errors.total() - part.errors.dependency;
    let part = made
        .outcome
        .components
        .iter()
        .max_by(|a, b| own(a).total_cmp(&own(b)))?;
    if own(part) <= 0.0 {
        return None;
    }
    let why = reasons(&part.errors)
        .into_iter()
        .filter(|(name, _)| *name != "dependency failed");
    let (why, count) = why.max_by(|a, b| a.1.total_cmp(&b.1))?;
    Some(format!(
        "Most errors arose at {}: {} {why}.",
        names::of(&made.design, part.component),
        units::count(count)
    ))
}

/// Whether the system was well again after the last event that ended.
fn after_events(made: &Made) -> Option<String> {
    let well = well_again(&made.outcome, last_end(&made.plan)?)?;
    Some(match well {
        Some(after) => format!(
            "After the last event it was well again within {}.",
            time(after)
        ),
        None => "After the last event it did not recover within the run.".to_owned(),
    })
}

/// Seconds from a moment until no more than one of a hundred requests failed for good; `None` within when that never came, and
/// `None` at all when there was no such moment or nothing failed there.
fn well_again(outcome: &Outcome, from: f64) -> Option<Option<f64>> {
    if outcome.frames.last().is_none_or(|last| last.at <= from) {
        return None;
    }
    let failing = |frame: &nalsd::simulation::Frame| {
        let (failed, all) = frame.clients.iter().fold((0.0, 0.0), |(failed, all), of| {
            (failed + of.failed, all + of.failed + of.good)
        });
        failed > all * 0.01
    };
    let last = outcome
        .frames
        .iter()
        .filter(|frame| frame.at > from && failing(frame))
        .map(|frame| frame.at)
        .next_back();
    let end = outcome.frames.last().map(|frame| frame.at)?;
    Some(match last {
        None => Some(0.0),
        Some(last) if last >= end => None,
        Some(last) => Some(last - from),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalsd::simulation::{ClientSignals, Frame};

    #[test]
    fn recovery_is_counted_from_the_end_of_the_event() {
        let outcome = |failed: &[f32]| Outcome {
            frames: (1..)
                .zip(failed)
                .map(|(at, failed)| Frame {
                    at: f64::from(at),
                    components: Vec::new(),
                    clients: vec![ClientSignals {
                        good: 100.0 - failed,
                        failed: *failed,
                        ..ClientSignals::default()
                    }],
                })
                .collect(),
            ..Outcome::default()
        };
        for (failed, from, expected) in [
            (&[0.0, 50.0, 50.0, 0.0, 0.0][..], 2.0, Some(Some(1.0))),
            (&[0.0, 50.0, 0.0, 0.5, 0.0], 2.0, Some(Some(0.0))),
            (&[0.0, 50.0, 0.0, 0.0, 20.0], 2.0, Some(None)),
            (&[0.0, 50.0], 2.0, None),
            (&[], 0.0, None),
        ] {
            assert_eq!(well_again(&outcome(failed), from), expected, "{failed:?}");
        }
    }
}
