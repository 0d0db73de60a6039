//! Whether a design meets its objectives: the one judgement that findings, sensitivity and problems share.

use super::{Analysis, Latency};
use crate::model::inputs::Inputs;
use crate::model::{Field, Id};

/// What a design is held to, in base units; none where nothing is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Objectives {
    /// Seconds that the percentile of answers must stay within.
    pub latency: Option<f64>,
    /// That percentile, as a share: 0.99.
    pub percentile: f64,
    /// The share of requests that must succeed.
    pub availability: Option<f64>,
    /// Money per second that it may cost.
    pub cost: Option<f64>,
}

impl Objectives {
    /// As they are written on the design.
    #[must_use]
    pub fn of(inputs: &Inputs) -> Self {
        Self {
            latency: inputs.design(Field::LatencySlo),
            percentile: inputs.design(Field::LatencyPercentile).unwrap_or(0.99),
            availability: inputs.design(Field::AvailabilitySlo),
            cost: inputs.design(Field::CostLimit),
        }
    }
}

/// How a design stands to one objective.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// Nothing is asked, or nothing is there to be judged.
    #[default]
    Open,
    /// It is met.
    Met,
    /// It is missed.
    Missed,
}

impl Standing {
    fn of(met: Option<bool>) -> Self {
        match met {
            None => Self::Open,
            Some(true) => Self::Met,
            Some(false) => Self::Missed,
        }
    }
}

/// Whether there is more of something than there may be, what floating point leaves over not counted.
pub(super) fn exceeds(value: f64, limit: f64) -> bool {
    value > limit * (1.0 + 1e-9)
}

/// How a design stands to its objectives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Components with fewer machines than their load needs, or above their limit.
    pub too_small: Vec<Id>,
    /// Whether every component fits.
    pub fits: Standing,
    /// The latency objective, for the worst client.
    pub latency: Standing,
    /// The availability objective, for the worst client.
    pub availability: Standing,
    /// The budget.
    pub cost: Standing,
}

impl Verdict {
    /// Whether nothing is missed.
    #[must_use]
    pub fn holds(&self) -> bool {
        [self.fits, self.latency, self.availability, self.cost]
            .iter()
            .all(|standing| *standing != Standing::Missed)
    }
}

/// Judges an analysis by the objectives that it carries.
#[must_use]
pub fn verdict(analysis: &Analysis) -> Verdict {
    let objectives = &analysis.objectives;
    let too_small: Vec<Id> = analysis
        .components
        .iter()
        .filter(|(_, part)| match (&part.needed, &part.machines) {
            (Some(needed), Some(machines)) => machines.value() < needed.value(),
            // Somebody else's service, whose limit is known.
            _ => part.utilisation.is_some_and(|share| share > 1.0),
        })
        .map(|(id, _)| *id)
        .collect();
    let fits = (!analysis.components.is_empty()).then_some(too_small.is_empty());
    let latency = objectives.latency.and_then(|limit| {
        let mut journeys = analysis.journeys.iter().peekable();
        journeys.peek()?;
        Some(journeys.all(|journey| {
            let within = |latency: Latency| !exceeds(latency.at(objectives.percentile), limit);
            journey.latency.is_some_and(within)
        }))
    });
    let availability = objectives.availability.and_then(|least| {
        let found = analysis.totals.availability.as_ref()?.value();
        Some(!exceeds(1.0 - found, 1.0 - least))
    });
    let cost = objectives
        .cost
        .and_then(|most| Some(!exceeds(analysis.totals.cost.as_ref()?.value(), most)));
    Verdict {
        too_small,
        fits: Standing::of(fits),
        latency: Standing::of(latency),
        availability: Standing::of(availability),
        cost: Standing::of(cost),
    }
}

impl Latency {
    /// The percentile of a share of answers, in seconds: as it is known, if it is the one that the objective speaks of. Between
    /// those that are known the tail is taken for exponential: time grows with the logarithm of the share that is slower.
    #[must_use]
    pub fn at(&self, share: f64) -> f64 {
        const KNOWN: [f64; 4] = [0.5, 0.9, 0.99, 0.999];
        let times = [self.p50, self.p90, self.p99, self.p999];
        if let Some(at) = KNOWN.iter().position(|known| (known - share).abs() < 1e-12) {
            return times[at];
        }
        if let Some((_, time)) = self.asked.filter(|(asked, _)| *asked == share) {
            return time;
        }
        let tail = |share: f64| -libm::log((1.0 - share).max(1e-12));
        if share < KNOWN[0] {
            return self.p50 * (tail(share.max(0.0)) / tail(KNOWN[0]));
        }
        let upper = KNOWN.iter().position(|known| *known > share).unwrap_or(3);
        let (low, high) = (tail(KNOWN[upper - 1]), tail(KNOWN[upper]));
        let part = (tail(share) - low) / (high - low);
        times[upper - 1] + (times[upper] - times[upper - 1]) * part
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::analyse;
    use crate::testing::{design, id};

    #[test]
    fn percentiles_between_the_known_ones_follow_an_exponential_tail() {
        // Of an exponential distribution with mean 1, the quantile is −ln(1 − share): a closed form for every share.
        let quantile = |share: f64| -(1.0 - share).ln();
        let latency = Latency {
            mean: 1.0,
            p50: quantile(0.5),
            p90: quantile(0.9),
            p99: quantile(0.99),
            p999: quantile(0.999),
            asked: None,
        };
        for share in [0.0, 0.1, 0.5, 0.75, 0.9, 0.95, 0.99, 0.995, 0.999, 0.9999] {
            let (found, exact) = (latency.at(share), quantile(share));
            assert!((found - exact).abs() < 1e-9, "{share}: {found} {exact}");
        }
    }

    #[test]
    fn an_objective_is_judged_by_its_own_percentile() {
        // 93 of 100 are answered in 1 ms, 7 take 101 ms: so do the slowest 5, and what lies between p90 and p99 is no straight line.
        let text = |percentile: &str, limit: &str| {
            format!(
                "set local-rtt = 0 s
                 set latency-percentile = {percentile}
                 set latency-slo = {limit}
                 client U: rate 10/s
                 cache C: hit 93 %, queueing given, p50 1 ms, p99 1 ms
                 service B: queueing given, p50 100 ms, p99 100 ms
                 U -> C
                 C -> B"
            )
        };
        for (percentile, limit, expected) in [
            ("95 %", "50 ms", Standing::Missed),
            ("95 %", "101 ms", Standing::Met),
            ("92 %", "2 ms", Standing::Met),
            ("94 %", "50 ms", Standing::Missed),
            ("90 %", "2 ms", Standing::Met),
            ("99 %", "50 ms", Standing::Missed),
        ] {
            let analysis = analyse(&design(&text(percentile, limit)));
            let found = verdict(&analysis).latency;
            assert_eq!(found, expected, "{percentile} within {limit}");
            let told = analysis.findings.iter();
            let told = told.filter(|one| one.kind == crate::analysis::FindingKind::LatencyMissed);
            assert_eq!(told.count(), usize::from(expected == Standing::Missed));
        }
    }

    /// What is missed of each objective, as `fits cost`.
    fn missed(text: &str) -> String {
        let verdict = verdict(&analyse(&design(text)));
        let all = [("fits", verdict.fits), ("cost", verdict.cost)];
        let missed = all
            .iter()
            .filter(|(_, standing)| *standing == Standing::Missed);
        missed.map(|(name, _)| *name).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_is_missed_is_told() {
        // 1000/s × 7 ms are 7 cores; 70 % of 8 cores are 5.6: it takes 2 machines of $ 240 a month.
        let service = "client U: rate 1000/s
             service A: cpu 7 ms, service 1 ms, machines 2
             U -> A: response 0 B";
        assert_eq!(missed(service), "");
        assert_eq!(missed(&service.replace("machines 2", "machines 1")), "fits");
        assert_eq!(
            missed(&format!("{service}\nset cost-limit = $ 480/month")),
            ""
        );
        assert_eq!(
            missed(&format!("{service}\nset cost-limit = $ 479/month")),
            "cost"
        );
        let external = "client U: rate 1000/s
             external X: max-rate 1000/s
             U -> X";
        assert_eq!(missed(external), "");
        assert_eq!(
            missed(&external.replace("U: rate 1000/s", "U: rate 1001/s")),
            "fits"
        );
    }

    #[test]
    fn what_is_too_small_is_named() {
        let design = design(
            "client U: rate 1000/s
             service A: machines 0
             U -> A",
        );
        let verdict = verdict(&analyse(&design));
        assert_eq!(verdict.too_small, [id(&design, "A")]);
    }
}
