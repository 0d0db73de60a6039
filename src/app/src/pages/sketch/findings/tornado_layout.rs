//! Where the bars of a tornado chart go. Pure arithmetic.

use nalsd::analysis::Swing;

/// What a tornado chart is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// Money per time.
    Cost,
    /// Machines.
    Machines,
    /// The share of time that clients are answered.
    Availability,
    /// Latency at the objective's percentile.
    Latency,
}

impl Measure {
    /// All.
    pub(super) const ALL: [Self; 4] = [
        Self::Cost,
        Self::Machines,
        Self::Availability,
        Self::Latency,
    ];

    /// Its name.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Cost => "Cost",
            Self::Machines => "Machines",
            Self::Availability => "Availability",
            Self::Latency => "Latency",
        }
    }

    /// Its value at the low and at the high end of a range.
    pub(super) const fn of(self, swing: &Swing) -> (f64, f64) {
        match self {
            Self::Cost => swing.cost,
            Self::Machines => swing.machines,
            Self::Availability => swing.availability,
            Self::Latency => swing.latency,
        }
    }
}

/// A bar: from where to where, as shares of the chart's width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bar {
    /// Which swing.
    pub(super) index: usize,
    /// Where the range's low end takes the measure.
    pub(super) low: f64,
    /// Where its high end takes it.
    pub(super) high: f64,
    /// Whether the verdict differs between the ends.
    pub(super) flips: bool,
}

/// A tornado chart: the widest bar first, those that flip the verdict before all others.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Layout {
    /// The bars.
    pub(super) bars: Vec<Bar>,
    /// Where the likely value is, as a share of the width.
    pub(super) likely: f64,
    /// The value at the left edge, and at the right edge.
    pub(super) edges: (f64, f64),
}

/// Lays the swings of a measure out around its likely value.
pub(super) fn lay_out(swings: &[Swing], measure: Measure, likely: f64) -> Layout {
    let ends = swings.iter().flat_map(|swing| {
        let (low, high) = measure.of(swing);
        [low, high]
    });
    let (least, most) = ends.chain([likely]).filter(|value| value.is_finite()).fold(
        (f64::INFINITY, f64::NEG_INFINITY),
        |(least, most), value| (least.min(value), most.max(value)),
    );
    let (least, most) = if least.is_finite() && most > least {
        (least, most)
    } else if least.is_finite() {
        (least - 0.5, least + 0.5)
    } else {
        (0.0, 1.0)
    };
    // What has no end is drawn to the edge.
    let at = |value: f64| {
        if value.is_finite() {
            ((value - least) / (most - least)).clamp(0.0, 1.0)
        } else if value.is_nan() || value < 0.0 {
            0.0
        } else {
            1.0
        }
    };
    let mut bars: Vec<Bar> = swings
        .iter()
        .enumerate()
        .map(|(index, swing)| {
            let (low, high) = measure.of(swing);
            Bar {
                index,
                low: at(low),
                high: at(high),
                flips: swing.holds.0 != swing.holds.1,
            }
        })
        .collect();
    let width = |bar: &Bar| (bar.high - bar.low).abs();
    bars.sort_by(|a, b| b.flips.cmp(&a.flips).then(width(b).total_cmp(&width(a))));
    Layout {
        bars,
        likely: at(likely),
        edges: (least, most),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalsd::model::inputs::{Place, Subject};

    fn swing(cost: (f64, f64), holds: (bool, bool)) -> Swing {
        Swing {
            place: Place {
                subject: Subject::Assumption("x".to_owned()),
                field: None,
            },
            name: "x".to_owned(),
            cost,
            machines: (1.0, 1.0),
            availability: (0.9, 0.9),
            latency: (0.1, f64::INFINITY),
            holds,
        }
    }

    #[test]
    fn what_flips_the_verdict_comes_first_then_the_widest() {
        let swings = [
            swing((90.0, 110.0), (true, true)),
            swing((50.0, 150.0), (true, true)),
            swing((99.0, 101.0), (true, false)),
        ];
        let layout = lay_out(&swings, Measure::Cost, 100.0);
        let order: Vec<usize> = layout.bars.iter().map(|bar| bar.index).collect();
        assert_eq!(order, [2, 1, 0]);
        assert_eq!((layout.likely, layout.edges), (0.5, (50.0, 150.0)));
        assert_eq!((layout.bars[2].low, layout.bars[2].high), (0.4, 0.6));
    }

    #[test]
    fn ends_without_bound_stay_within_the_chart() {
        let swings = [swing((1.0, 1.0), (true, false))];
        for measure in Measure::ALL {
            for likely in [1.0, f64::NAN, f64::INFINITY] {
                let layout = lay_out(&swings, measure, likely);
                for bar in &layout.bars {
                    assert!(
                        (0.0..=1.0).contains(&bar.low) && (0.0..=1.0).contains(&bar.high),
                        "{layout:?}"
                    );
                }
                assert!((0.0..=1.0).contains(&layout.likely));
            }
        }
        let latency = lay_out(&swings, Measure::Latency, 0.2);
        assert_eq!((latency.bars[0].low, latency.bars[0].high), (0.0, 1.0));
    }
}
