//! Which assumption decides: every range moved to its ends, one at a time.

use super::reckoning::Reckoning;
use super::verdict::verdict;
use super::{Analysis, Figure, Swing, figures};
use crate::model::Design;
use crate::model::inputs::{Pick, Place, Scenario};
use std::cmp::Ordering;

/// What each range of a design does to it, one at a time with all others at their likely values. What changes the verdict comes
/// first, then what changes a result most, by its share.
#[must_use]
pub fn sensitivity(design: &Design) -> Vec<Swing> {
    let mut work = Sensitivity::new(design);
    while work.step(design) {}
    work.swings()
}

/// The same, a range at a time: each takes two whole analyses, and a page must answer in between.
pub struct Sensitivity {
    base: Outcome,
    /// The ranges still to be moved, the last one first.
    left: Vec<Place>,
    swings: Vec<(f64, Swing)>,
}

impl Sensitivity {
    /// Begins with the analysis at the likely values.
    #[must_use]
    pub fn new(design: &Design) -> Self {
        let likely = Reckoning::new(design, &Scenario::new());
        Self {
            base: Outcome::of(&figures(&likely)),
            left: likely.inputs.ranges.keys().rev().cloned().collect(),
            swings: Vec::new(),
        }
    }

    /// Moves the next range to its ends; whether there was one. `design` is the one that this began with.
    pub fn step(&mut self, design: &Design) -> bool {
        let Some(place) = self.left.pop() else {
            return false;
        };
        let [low, high] = [Pick::Low, Pick::High].map(|pick| outcome(design, &place, pick));
        let swing = Swing {
            name: place.label(design),
            place,
            cost: (low.cost, high.cost),
            machines: (low.machines, high.machines),
            availability: (low.availability, high.availability),
            latency: (low.latency, high.latency),
            holds: (low.holds, high.holds),
        };
        self.swings.push((effect(&self.base, &low, &high), swing));
        true
    }

    /// What was found.
    #[must_use]
    pub fn swings(mut self) -> Vec<Swing> {
        // Stable, so that equals stay in the order of their places.
        self.swings
            .sort_by(|(a, _), (b, _)| b.partial_cmp(a).unwrap_or(Ordering::Equal));
        self.swings.into_iter().map(|(_, swing)| swing).collect()
    }
}

fn outcome(design: &Design, place: &Place, pick: Pick) -> Outcome {
    let scenario = Scenario::from([(place.clone(), pick)]);
    Outcome::of(&figures(&Reckoning::new(design, &scenario)))
}

/// What is looked at.
struct Outcome {
    cost: f64,
    machines: f64,
    availability: f64,
    latency: f64,
    holds: bool,
}

impl Outcome {
    fn of(analysis: &Analysis) -> Self {
        let totals = &analysis.totals;
        let value = |figure: &Option<Figure>| figure.as_ref().map_or(0.0, Figure::value);
        let worst = analysis.journeys.iter().map(|journey| {
            journey.latency.map_or(f64::INFINITY, |latency| {
                latency.at(analysis.objectives.percentile)
            })
        });
        Self {
            cost: value(&totals.cost),
            machines: value(&totals.machines),
            availability: totals.availability.as_ref().map_or(1.0, Figure::value),
            latency: worst.fold(0.0, f64::max),
            holds: verdict(analysis).holds(),
        }
    }
}

/// How much a range matters: the largest share by which it moves a result; what changes the verdict matters more than anything
/// that doesn't.
fn effect(base: &Outcome, low: &Outcome, high: &Outcome) -> f64 {
    let share = |of: fn(&Outcome) -> f64| {
        let (base, low, high) = (of(base), of(low), of(high));
        if low == high {
            0.0
        } else if !(low.is_finite() && high.is_finite()) {
            f64::MAX / 4.0
        } else if base > 0.0 && base.is_finite() {
            (high - low).abs() / base
        } else {
            1.0
        }
    };
    let fails = |outcome: &Outcome| 1.0 - outcome.availability;
    let most = share(|outcome| outcome.cost)
        .max(share(|outcome| outcome.machines))
        .max(share(|outcome| outcome.latency))
        .max(share(fails))
        .min(f64::MAX / 4.0);
    if low.holds == high.holds && low.holds == base.holds {
        most
    } else {
        most + f64::MAX / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::design;

    #[test]
    fn what_flips_the_verdict_stands_first_then_what_moves_most() {
        let design = design(
            "set availability-slo = 99 %
             let unused = 1 .. 5
             let entry = 1 KB .. 2 KB .. 3 KB
             client U: rate 1000/s .. 2000/s .. 8000/s
             service A: cpu 1 ms .. 2 ms .. 4 ms, machines 2
             nosql D: entry entry, writes 100 %, retention 100 d, copies 1, machine storage, ops 0
             U -> A: response 0 B
             A -> D: response 0 B",
        );
        let swings = sensitivity(&design);
        let names: Vec<&str> = swings.iter().map(|swing| swing.name.as_str()).collect();
        assert_eq!(
            names,
            ["U: Requests", "entry", "A: CPU per request", "unused"]
        );
        // 2000/s × 2 ms are 4 cores of the 11.2 that may be used: 4 ms fit, 8000/s don't.
        assert_eq!(swings[0].holds, (true, false));
        assert_eq!(swings[1].holds, (true, true));
        // 2000/s × 100 d × 1, 3 KB on 16 TB each: 17.28 TB are 2 machines, 51.84 TB are 4; the service has 2 at any rate.
        assert_eq!(swings[1].machines, (4.0, 6.0));
        for still in &swings[2..] {
            assert_eq!(still.machines.0, still.machines.1, "{}", still.name);
            assert_eq!(still.holds, (true, true), "{}", still.name);
        }
    }
}
