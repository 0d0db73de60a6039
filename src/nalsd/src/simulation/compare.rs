//! The simulation beside the closed form: what M/M/c says of each component, what was simulated, and why the two may differ.

use super::{ComponentTotals, Departs, Estimate, Outcome, Station};
use crate::analysis::queueing::Mmc;
use crate::model::Id;

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The share of its slots that is in use.
    Utilisation,
    /// The share of requests that wait for a slot.
    Waited,
    /// Seconds that requests wait for a slot, on average over all of them.
    Wait,
}

impl Measure {
    /// Its name on the page.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Utilisation => "Utilisation",
            Self::Waited => "Requests that wait",
            Self::Wait => "Mean wait",
        }
    }
}

/// A figure of a component, reckoned and simulated.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The component.
    pub component: Id,
    /// What is compared.
    pub measure: Measure,
    /// What the closed form says, for the load at the peak and the slots as they were simulated; none where it says nothing, since
    /// more comes than can be served.
    pub closed: Option<f64>,
    /// What was simulated, with its 99 % confidence interval.
    pub simulated: Estimate,
    /// Whether the interval holds the closed form's value; none where either is missing, or where the interval is so wide that it would
    /// hold nearly anything: wider to either side than the mean itself. By chance alone one of a hundred doesn't. Where nobody waited:
    /// whether that is likely by the closed form.
    pub agrees: Option<bool>,
    /// Which of the closed form's assumptions don't hold, in a sentence each.
    pub why_not: Vec<&'static str>,
}

/// Holds a run against the closed forms: components without slots are left out.
#[must_use]
pub fn compare(outcome: &Outcome) -> Vec<Comparison> {
    let components = outcome.components.iter();
    components
        .filter_map(|component| Some((component, component.station.as_ref()?)))
        .flat_map(|(component, station)| {
            let ended = component.answered + component.errors.total();
            figures(
                component,
                station,
                ended / f64::from(outcome.thinned.max(1)),
            )
        })
        .collect()
}

/// What speaks against a probability at 99 % when it came true in none of `n` cases: `(1 − p)^n = 1 %`. At 95 % this is the rule of
/// three (Hanley and Lippman-Hand, JAMA 1983).
fn none_of(n: f64) -> f64 {
    libm::log(100.0) / n
}

/// `simulated` is how many requests were.
fn figures(component: &ComponentTotals, station: &Station, simulated: f64) -> Vec<Comparison> {
    let queue = if station.apart {
        Mmc::new(
            station.demand / f64::from(station.slots),
            station.service,
            1.0,
        )
    } else {
        Mmc::new(station.demand, station.service, f64::from(station.slots))
    };
    let queue = queue.ok();
    let why_not = reasons(station.departs);
    // Where nobody waited, all batches are alike, and an interval of no width holds nothing.
    let nobody = component.waited.is_some_and(|waited| waited.mean <= 0.0);
    let rare = queue.map(|queue| simulated > 0.0 && queue.p_wait() <= none_of(simulated));
    let rows = [
        (
            Measure::Utilisation,
            queue.map(|queue| queue.utilisation()),
            component.utilisation,
        ),
        (
            Measure::Waited,
            queue.map(|queue| queue.p_wait()),
            component.waited,
        ),
        (
            Measure::Wait,
            queue.map(|queue| queue.mean_wait()),
            component.wait,
        ),
    ];
    rows.into_iter()
        .filter_map(|(measure, closed, simulated)| {
            let simulated = simulated?;
            let within = closed
                .zip(simulated.interval)
                .filter(|(closed, (low, high))| {
                    let tells = high - low <= 2.0 * simulated.mean;
                    tells || !(low..=high).contains(&closed)
                })
                .map(|(closed, (low, high))| low <= closed && closed <= high);
            let agrees = match measure {
                Measure::Waited | Measure::Wait if nobody => rare,
                _ => within,
            };
            Some(Comparison {
                component: component.component,
                measure,
                closed,
                simulated,
                agrees,
                why_not: why_not.clone(),
            })
        })
        .collect()
}

/// Each assumption that doesn't hold, in a sentence.
fn reasons(departs: Departs) -> Vec<&'static str> {
    let all = [
        (
            departs.unstable,
            "More comes than it can serve: there is no steady state.",
        ),
        (
            departs.shocked,
            "Something happens during the run; the closed form knows only the steady state.",
        ),
        (
            departs.scaled,
            "Machines were added during the run; the closed form reckons with those at its end.",
        ),
        (
            departs.finite,
            "Its queue is finite, or it sheds load; the closed form lets all requests wait.",
        ),
        (
            departs.retried,
            "Calls to it time out, are tried again, or are stopped by a breaker; the closed form counts each request once.",
        ),
        (
            departs.holds,
            "It holds its slots while it waits for others; the closed form counts its own time only.",
        ),
        (
            departs.bunched,
            "Requests come in bunches; the closed form has them come independently of each other.",
        ),
        (
            departs.bound,
            "Its processor, its disks or a limit bind before its slots do: reckoned are as many slots as those keep busy.",
        ),
        (
            departs.thinned,
            "The run was thinned: the closed form here reckons with the slots that were simulated, the analysis with all of them.",
        ),
    ];
    let hold = all.into_iter().filter(|(departs, _)| *departs);
    hold.map(|(_, sentence)| sentence).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_never_came_true_is_bounded() {
        for n in [1e3_f64, 1e5] {
            let none = (1.0 - super::none_of(n)).powf(n);
            assert!((none / 0.01 - 1.0).abs() < 0.02, "{n}: {none}");
        }
    }
}
