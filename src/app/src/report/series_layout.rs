//! Where the bars and lines of a series go. Pure geometry.

use super::parts::px;
use super::scale::{self, Scale};
use contract::report::{Series, SeriesKind, Unit};

/// Space around the plot, in CSS pixels.
const TOP: f64 = 22.0;
const RIGHT: f64 = 12.0;
const BOTTOM: f64 = 24.0;

/// The advance of one letter of a tick label, in CSS pixels: the face is monospaced.
const LETTER: f64 = 6.7;

/// How a maximum and the smallest value must differ before a logarithmic axis is offered.
const WIDE: f64 = 1000.0;

/// A chart, laid out.
pub(crate) struct Layout {
    /// Pixels of the whole.
    pub(crate) width: f64,
    /// Pixels of the whole.
    pub(crate) height: f64,
    /// The plot's edges.
    pub(crate) left: f64,
    /// The plot's edges.
    pub(crate) right: f64,
    /// The plot's edges.
    pub(crate) top: f64,
    /// The plot's edges.
    pub(crate) bottom: f64,
    /// Labels along x, with their places.
    pub(crate) x_ticks: Vec<(f64, String)>,
    /// Labels along y, with their places.
    pub(crate) y_ticks: Vec<(f64, String)>,
    /// The day that an axis of clock times begins on.
    pub(crate) day: Option<String>,
    /// For each set, the path that draws it.
    pub(crate) paths: Vec<String>,
    x: Scale,
    bucket: f64,
    bars: bool,
}

/// How many points all sets have.
pub(crate) fn points(series: &Series) -> usize {
    series.x.len()
}

/// The value of a set at a point, with 0 for what is missing or no number.
fn value(series: &Series, set: usize, point: usize) -> f64 {
    let value = series
        .sets
        .get(set)
        .and_then(|set| set.values.get(point))
        .copied();
    value.filter(|value| value.is_finite()).unwrap_or(0.0)
}

/// The smallest and largest y that is drawn: of bars the stacked heights, from 0.
pub(crate) fn y_extent(series: &Series) -> (f64, f64) {
    if series.kind == SeriesKind::Bars {
        let total = |point| {
            (0..series.sets.len())
                .map(|set| value(series, set, point).max(0.0))
                .sum::<f64>()
        };
        let high = scale::extent((0..points(series)).map(total)).map_or(0.0, |(_, high)| high);
        return (0.0, high);
    }
    let all = series
        .sets
        .iter()
        .flat_map(|set| set.values.iter().copied());
    let (low, high) = scale::extent(all).unwrap_or((0.0, 1.0));
    (low.min(0.0), high)
}

/// The smallest value above 0.
fn least(series: &Series) -> Option<f64> {
    let all = series
        .sets
        .iter()
        .flat_map(|set| set.values.iter().copied());
    scale::extent(all.filter(|value| *value > 0.0)).map(|(low, _)| low)
}

/// Whether values differ so much that a logarithmic axis shows more.
pub(crate) fn is_wide(series: &Series) -> bool {
    least(series).is_some_and(|low| y_extent(series).1 / low > WIDE)
}

/// The usual distance between points: the median, so that a gap does not widen every bar.
pub(crate) fn bucket(series: &Series) -> f64 {
    let mut gaps: Vec<f64> = series.x.windows(2).map(|pair| pair[1] - pair[0]).collect();
    gaps.retain(|gap| *gap > 0.0 && gap.is_finite());
    gaps.sort_by(f64::total_cmp);
    gaps.get(gaps.len() / 2).copied().unwrap_or(1.0)
}

impl Layout {
    /// Lays a series out in so many pixels.
    pub(crate) fn new(series: &Series, width: f64, height: f64, log: bool) -> Self {
        let bars = series.kind == SeriesKind::Bars;
        let (y_low, y_high) = y_extent(series);
        let count = (height / 48.0) as usize;
        let bottom = height - BOTTOM;
        let y_low = match least(series) {
            Some(least) if log => 10_f64.powf((least / 1.001).log10().floor()),
            _ => y_low,
        };
        let y_high = if log {
            y_high
        } else {
            scale::round_up(y_high, count, series.y_unit)
        };
        let (y, y_values) = if log {
            (
                Scale::log((y_low, y_high), (bottom, TOP)),
                scale::log_ticks(y_low, y_high),
            )
        } else {
            (
                Scale::linear((y_low, y_high), (bottom, TOP)),
                scale::ticks(y_low, y_high, count, series.y_unit),
            )
        };
        let y_ticks: Vec<_> = y_values
            .iter()
            .map(|tick| (y.at(*tick), scale::tick_label(*tick, series.y_unit, 0.0)))
            .collect();
        let longest = y_ticks
            .iter()
            .map(|(_, label)| label.chars().count())
            .max()
            .unwrap_or(1);
        let left = longest as f64 * LETTER + 10.0;
        let right = (width - RIGHT).max(left + 10.0);
        let (x_low, x_high) = scale::extent(series.x.iter().copied()).unwrap_or((0.0, 1.0));
        let bucket = bucket(series);
        let x_high = if bars { x_high + bucket } else { x_high };
        let x = Scale::linear((x_low, x_high), (left, right));
        let whole = series.x.iter().all(|x| x.fract() == 0.0);
        let (x_ticks, day) = x_axis(x, (x_low, x_high), (left, right), series.x_unit, whole);
        let mut layout = Self {
            width,
            height,
            left,
            right,
            top: TOP,
            bottom,
            x_ticks,
            y_ticks,
            day,
            paths: Vec::new(),
            x,
            bucket,
            bars,
        };
        layout.paths = if bars {
            layout.bars(series, y)
        } else {
            layout.lines(series, y)
        };
        layout
    }

    /// Where a point's bucket begins and ends; both are the same for a line.
    pub(crate) fn span(&self, series: &Series, point: usize) -> (f64, f64) {
        let at = series.x.get(point).copied().unwrap_or(0.0);
        let from = self.x.at(at);
        (
            from,
            if self.bars {
                self.x.at(at + self.bucket)
            } else {
                from
            },
        )
    }

    /// The point nearest to a place along x; `None` without points.
    pub(crate) fn point_at(&self, series: &Series, place: f64) -> Option<usize> {
        let distance = |point: usize| {
            let (from, to) = self.span(series, point);
            if place < from {
                from - place
            } else {
                (place - to).max(0.0)
            }
        };
        (0..points(series)).min_by(|a, b| distance(*a).total_cmp(&distance(*b)))
    }

    /// One path for each set: rectangles on top of those of the sets before.
    fn bars(&self, series: &Series, y: Scale) -> Vec<String> {
        let mut below = vec![0.0; points(series)];
        let draw = |(set, _)| {
            let mut path = String::new();
            for (point, below) in below.iter_mut().enumerate() {
                let value = value(series, set, point).max(0.0);
                if value > 0.0 {
                    let (from, to) = self.span(series, point);
                    let gap = if to - from > 4.0 { 1.0 } else { 0.0 };
                    let (high, low) = (y.at(*below + value), y.at(*below));
                    // What happened once among thousands is still seen.
                    let high = high.min(low - 1.0);
                    let (wide, tall) = ((to - from - gap).max(0.75), low - high);
                    path.push_str(&format!(
                        "M{} {}h{}v{}h-{}z",
                        px(from),
                        px(high),
                        px(wide),
                        px(tall),
                        px(wide)
                    ));
                    *below += value;
                }
            }
            path
        };
        series.sets.iter().enumerate().map(draw).collect()
    }

    /// One path for each set, broken where there is no number.
    fn lines(&self, series: &Series, y: Scale) -> Vec<String> {
        let draw = |set: &contract::report::SeriesSet| {
            let mut path = String::new();
            let mut pen = 'M';
            for (x, value) in series.x.iter().zip(&set.values) {
                if !value.is_finite() || !x.is_finite() {
                    pen = 'M';
                    continue;
                }
                path.push(pen);
                path.push_str(&format!("{} {}", px(self.x.at(*x)), px(y.at(*value))));
                pen = 'L';
            }
            path
        };
        series.sets.iter().map(draw).collect()
    }
}

/// Ticks along x with their words, as many as fit without touching, and the day they are of.
pub(crate) fn x_axis(
    x: Scale,
    (low, high): (f64, f64),
    (left, right): (f64, f64),
    unit: Unit,
    whole: bool,
) -> (Vec<(f64, String)>, Option<String>) {
    let room = if unit == Unit::Epoch { 66.0 } else { 60.0 };
    let count = ((right - left) / room).max(1.0) as usize;
    // Between 2 and 3 of what is counted there is nothing.
    let count = if whole && unit == Unit::Number {
        count.min((high - low).max(1.0) as usize)
    } else {
        count
    };
    let step = scale::step(low, high, count, unit);
    let ticks = scale::ticks(low, high, count, unit);
    let labels = ticks
        .into_iter()
        .map(|tick| (x.at(tick), scale::tick_label(tick, unit, step)));
    (labels.collect(), scale::day(low, unit, step))
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::report::SeriesSet;

    fn series(kind: SeriesKind, x: &[f64], sets: &[&[f64]]) -> Series {
        let set = |values: &&[f64]| SeriesSet {
            values: values.to_vec(),
            ..SeriesSet::default()
        };
        Series {
            kind,
            x: x.to_vec(),
            sets: sets.iter().map(set).collect(),
            ..Series::default()
        }
    }

    #[test]
    fn bars_stack_and_lines_do_not() {
        let x = [0.0, 1.0];
        let sets: [&[f64]; 2] = [&[1.0, 5.0], &[2.0, f64::NAN]];
        assert_eq!(y_extent(&series(SeriesKind::Bars, &x, &sets)), (0.0, 5.0));
        assert_eq!(
            y_extent(&series(SeriesKind::Bars, &x, &[&[1.0, 2.0], &[3.0, 4.0]])),
            (0.0, 6.0)
        );
        assert_eq!(y_extent(&series(SeriesKind::Lines, &x, &sets)), (0.0, 5.0));
    }

    #[test]
    fn the_bars_of_a_bucket_stand_on_each_other() {
        let series = series(SeriesKind::Bars, &[0.0], &[&[2.0], &[2.0]]);
        let layout = Layout::new(&series, 400.0, 200.0, false);
        let tops: Vec<f64> = layout
            .paths
            .iter()
            .filter_map(|path| path.split(['M', ' ', 'h']).nth(2)?.parse().ok())
            .collect();
        let middle = f64::midpoint(layout.top, layout.bottom);
        assert_eq!(tops.len(), 2);
        assert!(
            (tops[0] - middle).abs() < 0.2 && (tops[1] - layout.top).abs() < 0.2,
            "{tops:?}"
        );
    }

    #[test]
    fn a_line_breaks_where_there_is_no_number() {
        let series = series(
            SeriesKind::Lines,
            &[0.0, 1.0, 2.0, 3.0],
            &[&[1.0, f64::NAN, 2.0, 3.0]],
        );
        let layout = Layout::new(&series, 400.0, 200.0, false);
        assert_eq!(layout.paths[0].matches('M').count(), 2);
        assert_eq!(layout.paths[0].matches('L').count(), 1);
    }

    #[test]
    fn each_bucket_is_found_where_it_is_drawn() {
        let x: Vec<f64> = (0..50).map(f64::from).collect();
        let values = vec![1.0; 50];
        let series = series(SeriesKind::Bars, &x, &[&values]);
        let layout = Layout::new(&series, 640.0, 200.0, false);
        for point in 0..50 {
            let (from, to) = layout.span(&series, point);
            assert_eq!(
                layout.point_at(&series, f64::midpoint(from, to)),
                Some(point)
            );
        }
        assert_eq!(layout.point_at(&series, -50.0), Some(0));
        assert_eq!(layout.point_at(&series, 9e9), Some(49));
    }

    #[test]
    fn nothing_and_nonsense_are_drawn_without_fuss() {
        for x in [
            &[][..],
            &[f64::NAN][..],
            &[1.0, 1.0][..],
            &[f64::INFINITY, 2.0][..],
        ] {
            for kind in [SeriesKind::Bars, SeriesKind::Lines] {
                for log in [false, true] {
                    let layout =
                        Layout::new(&series(kind, x, &[&[1e300, -5.0], &[]]), 300.0, 200.0, log);
                    for path in &layout.paths {
                        assert!(!path.contains("NaN") && !path.contains("inf"), "{path}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_gap_does_not_widen_every_bar() {
        assert_eq!(
            bucket(&series(SeriesKind::Bars, &[0.0, 10.0, 20.0, 500.0], &[])),
            10.0
        );
        assert_eq!(bucket(&series(SeriesKind::Bars, &[], &[])), 1.0);
    }

    #[test]
    fn whole_numbers_have_no_ticks_between_them() {
        let sizes = series(SeriesKind::Lines, &[1.0, 2.0, 3.0, 4.0, 5.0], &[&[9.0; 5]]);
        let layout = Layout::new(&sizes, 900.0, 200.0, false);
        let labels: Vec<&str> = layout.x_ticks.iter().map(|tick| tick.1.as_str()).collect();
        assert_eq!(labels, ["1", "2", "3", "4", "5"]);
    }

    #[test]
    fn wide_means_a_thousandfold() {
        assert!(is_wide(&series(
            SeriesKind::Lines,
            &[0.0, 1.0],
            &[&[1.0, 5000.0]]
        )));
        assert!(!is_wide(&series(
            SeriesKind::Lines,
            &[0.0, 1.0],
            &[&[0.0, 5000.0]]
        )));
    }
}
