//! Where the bars of a timeline go. Pure geometry.

use super::scale::{self, Scale};
use super::series_layout::x_axis;
use contract::report::{Bar, Lane, Timeline, Tone};

/// The height of a bar and of the space below it, in CSS pixels.
const BAR: f64 = 5.0;
const GAP: f64 = 2.0;

/// Bars narrower than this could not be seen.
const LEAST: f64 = 2.0;

/// Rows a lane packs its bars into; a lane that needs more is drawn as a density.
const MAX_ROWS: usize = 8;

/// The height of a lane at least, and of the tallest column of a density.
const LANE: f64 = 30.0;

/// The width of a column of a density.
const COLUMN: f64 = 3.0;

/// Space at the right where bars without an end run out.
const OPEN: f64 = 14.0;

/// A bar, placed in its lane.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Placed {
    /// Its index in the lane.
    pub(crate) bar: usize,
    /// Left edge.
    pub(crate) x: f64,
    /// Top edge.
    pub(crate) y: f64,
    /// Width.
    pub(crate) width: f64,
    /// Height.
    pub(crate) height: f64,
    /// Whether it never ends.
    pub(crate) open: bool,
}

/// A lane, laid out.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct LaneLayout {
    /// Its height in CSS pixels.
    pub(crate) height: f64,
    /// Its bars by their start; empty for a density.
    pub(crate) bars: Vec<Placed>,
    /// Columns of a density: left edge, how many bars run there, how many of them are bad.
    pub(crate) columns: Vec<(f64, usize, usize)>,
    /// The lane's bars by their start.
    pub(crate) order: Vec<usize>,
}

/// A timeline, laid out.
pub(crate) struct Layout {
    /// Pixels of the plot.
    pub(crate) width: f64,
    /// The lanes, as in the timeline.
    pub(crate) lanes: Vec<LaneLayout>,
    /// Labels along the axis.
    pub(crate) ticks: Vec<(f64, String)>,
    /// The day of an axis of clock times.
    pub(crate) day: Option<String>,
    /// Times to pixels.
    pub(crate) scale: Scale,
    /// The tallest column of all densities: they share one scale.
    pub(crate) densest: usize,
}

/// When the first bar starts and the last one ends; `None` without bars.
pub(crate) fn domain(timeline: &Timeline) -> Option<(f64, f64)> {
    let bars = timeline.lanes.iter().flat_map(|lane| &lane.bars);
    scale::extent(bars.flat_map(|bar| [bar.start, bar.end]))
}

impl Layout {
    /// Lays a timeline out in so many pixels.
    pub(crate) fn new(timeline: &Timeline, width: f64) -> Self {
        let (low, high) = domain(timeline).unwrap_or((0.0, 1.0));
        let edges = (2.0, (width - OPEN).max(12.0));
        let scale = Scale::linear((low, high), edges);
        let (ticks, day) = x_axis(scale, (low, high), edges, timeline.unit, false);
        let lanes: Vec<_> = timeline
            .lanes
            .iter()
            .map(|lane| lane_layout(lane, scale, width))
            .collect();
        let columns = lanes.iter().flat_map(|lane| &lane.columns);
        let densest = columns.map(|column| column.1).max().unwrap_or(1);
        Self {
            width,
            lanes,
            ticks,
            day,
            scale,
            densest,
        }
    }

    /// How tall a column of so many bars is.
    pub(crate) fn column_height(&self, bars: usize) -> f64 {
        let part = bars as f64 / self.densest.max(1) as f64;
        (part * (LANE - 4.0)).max(if bars > 0 { 1.0 } else { 0.0 })
    }

    /// The bar at a place of a lane, or the nearest one within a few pixels.
    pub(crate) fn bar_at(&self, timeline: &Timeline, lane: usize, x: f64, y: f64) -> Option<usize> {
        let layout = self.lanes.get(lane)?;
        if layout.bars.is_empty() {
            let bars = &timeline.lanes.get(lane)?.bars;
            let runs = |bar: &Bar| {
                let (from, to) = extent(bar, self.scale, self.width);
                from - COLUMN <= x && x <= to + COLUMN
            };
            let running = (0..bars.len()).filter(|index| bars.get(*index).is_some_and(runs));
            return running.max_by(|a, b| duration(bars, *a).total_cmp(&duration(bars, *b)));
        }
        let distance = |placed: &Placed| {
            let across = (placed.x - x).max(x - placed.x - placed.width).max(0.0);
            let down = (placed.y - y).max(y - placed.y - placed.height).max(0.0);
            across.hypot(down)
        };
        let nearest = layout
            .bars
            .iter()
            .min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
        (distance(nearest) < 24.0).then_some(nearest.bar)
    }
}

/// How long a bar lasts; of one that never ends, for ever.
fn duration(bars: &[Bar], index: usize) -> f64 {
    bars.get(index).map_or(0.0, |bar| bar.end - bar.start)
}

/// Where a bar begins and ends in pixels.
fn extent(bar: &Bar, scale: Scale, width: f64) -> (f64, f64) {
    let from = scale.at(bar.start);
    let to = if is_open(bar) {
        width
    } else {
        scale.at(bar.end)
    };
    // A clock that ran backwards gives a bar that ends before it starts.
    (from.min(to), to.max(from))
}

/// Whether a bar has no end.
pub(crate) fn is_open(bar: &Bar) -> bool {
    bar.end == f64::INFINITY || bar.end.is_nan()
}

/// Packs a lane's bars into rows: each goes to the first row that is free where it starts.
fn lane_layout(lane: &Lane, scale: Scale, width: f64) -> LaneLayout {
    let mut order: Vec<usize> = (0..lane.bars.len()).collect();
    order.sort_by(|a, b| lane.bars[*a].start.total_cmp(&lane.bars[*b].start));
    let mut free: Vec<f64> = Vec::new();
    let mut bars = Vec::with_capacity(order.len());
    for &index in &order {
        let bar = &lane.bars[index];
        let (from, to) = extent(bar, scale, width);
        let to = to.max(from + LEAST);
        let row = free
            .iter()
            .position(|end| *end <= from)
            .unwrap_or(free.len());
        if row >= MAX_ROWS {
            return LaneLayout {
                height: LANE,
                bars: Vec::new(),
                columns: columns(lane, scale, width),
                order,
            };
        }
        if row == free.len() {
            free.push(0.0);
        }
        free[row] = to + 1.0;
        bars.push(Placed {
            bar: index,
            x: from,
            y: row as f64 * (BAR + GAP),
            width: to - from,
            height: BAR,
            open: is_open(bar),
        });
    }
    let used = (free.len() as f64 * (BAR + GAP) - GAP).max(0.0);
    let height = (used + 8.0).max(LANE);
    let top = (height - used) / 2.0;
    for bar in &mut bars {
        bar.y += top;
    }
    LaneLayout {
        height,
        bars,
        columns: Vec::new(),
        order,
    }
}

/// How many bars run in each column.
fn columns(lane: &Lane, scale: Scale, width: f64) -> Vec<(f64, usize, usize)> {
    let count = (width / COLUMN).ceil().max(1.0) as usize;
    // Differences first, sums after: each bar costs the same however long it is.
    let mut change = vec![(0_i64, 0_i64); count + 1];
    for bar in &lane.bars {
        let (from, to) = extent(bar, scale, width);
        let first = ((from / COLUMN).max(0.0) as usize).min(count - 1);
        let last = ((to / COLUMN).max(0.0) as usize).min(count - 1);
        let bad = i64::from(bar.tone == Tone::Bad);
        change[first].0 += 1;
        change[first].1 += bad;
        change[last + 1].0 -= 1;
        change[last + 1].1 -= bad;
    }
    let mut running = (0, 0);
    change
        .iter()
        .take(count)
        .enumerate()
        .map(|(column, change)| {
            running = (running.0 + change.0, running.1 + change.1);
            (
                column as f64 * COLUMN,
                running.0.max(0) as usize,
                running.1.max(0) as usize,
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timeline(bars: &[(f64, f64)]) -> Timeline {
        let bar = |&(start, end): &(f64, f64)| Bar {
            start,
            end,
            ..Bar::default()
        };
        let lane = Lane {
            bars: bars.iter().map(bar).collect(),
            ..Lane::default()
        };
        Timeline {
            lanes: vec![lane],
            ..Timeline::default()
        }
    }

    #[test]
    fn bars_of_one_row_never_overlap() {
        let mut bars = Vec::new();
        let mut seed = 7_u32;
        for _ in 0..200 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let start = f64::from(seed >> 16) / 10.0;
            bars.push((start, start + f64::from(seed % 97)));
        }
        let layout = Layout::new(&timeline(&bars), 900.0);
        let placed = &layout.lanes[0].bars;
        assert_eq!(placed.len(), 200);
        for (index, a) in placed.iter().enumerate() {
            for b in &placed[index + 1..] {
                let apart = a.y != b.y || a.x + a.width <= b.x || b.x + b.width <= a.x;
                assert!(apart, "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn a_crowd_becomes_a_density_that_counts_every_bar() {
        let layout = Layout::new(&timeline(&[(0.0, 10.0); 50]), 300.0);
        let lane = &layout.lanes[0];
        assert!(lane.bars.is_empty());
        assert_eq!(lane.columns.iter().map(|column| column.1).max(), Some(50));
        assert_eq!(layout.densest, 50);
    }

    #[test]
    fn what_never_ends_runs_to_the_edge() {
        let layout = Layout::new(&timeline(&[(0.0, 1.0), (5.0, f64::INFINITY)]), 300.0);
        let open = layout.lanes[0].bars.iter().find(|bar| bar.open);
        assert!(
            open.is_some_and(|bar| (bar.x + bar.width - 300.0).abs() < 1e-9),
            "{open:?}"
        );
    }

    #[test]
    fn the_bar_under_the_pointer_is_found() {
        let timeline = timeline(&[(0.0, 1.0), (0.5, 2.0), (8.0, 9.0)]);
        let layout = Layout::new(&timeline, 300.0);
        for placed in &layout.lanes[0].bars {
            let at = layout.bar_at(&timeline, 0, placed.x + 1.0, placed.y + 1.0);
            assert_eq!(at, Some(placed.bar));
        }
        assert_eq!(layout.bar_at(&timeline, 0, 160.0, 2.0), None);
        assert_eq!(layout.bar_at(&timeline, 7, 1.0, 1.0), None);
    }

    #[test]
    fn nonsense_is_drawn_without_fuss() {
        for bars in [
            &[][..],
            &[(f64::NAN, f64::NAN)][..],
            &[(5.0, 1.0)][..],
            &[(f64::NEG_INFINITY, f64::INFINITY)][..],
        ] {
            let layout = Layout::new(&timeline(bars), 300.0);
            for bar in &layout.lanes[0].bars {
                assert!(
                    bar.x.is_finite() && bar.width >= LEAST && bar.y.is_finite(),
                    "{bar:?}"
                );
            }
        }
    }
}
