//! The report, and its timeline of requests.

use super::matching::{Fate, Group};
use super::options::Options;
use super::timestamp::{self, Nanos, SECOND};
use super::{Summary, blocks, output};
use contract::Report;
use contract::report::{Bar, Block, Lane, Timeline, Tone, Unit};

/// Bytes of a malformed line that are shown.
pub(super) const WIDEST: usize = 240;
/// Bars kept of requests that are slow, unanswered or ran backwards.
const NOTABLE: usize = 800;
/// Bars kept of the others, evenly chosen.
const ORDINARY: usize = 1200;
/// Lanes drawn, the worst first.
const LANES: usize = 40;

/// A request to be drawn.
struct Drawn {
    group: usize,
    id: String,
    start: Nanos,
    end: Option<Nanos>,
}

/// Gathers the requests to be drawn as they are matched: a bounded number of them, however long the log.
pub(super) struct Chart {
    notable: Vec<Drawn>,
    ordinary: Vec<Drawn>,
    /// Every so many of the ordinary requests are kept; doubled when there are too many.
    stride: u64,
    ordinary_seen: u64,
    total: u64,
    first: Option<Nanos>,
}

impl Default for Chart {
    fn default() -> Self {
        Self {
            notable: Vec::new(),
            ordinary: Vec::new(),
            stride: 1,
            ordinary_seen: 0,
            total: 0,
            first: None,
        }
    }
}

impl Chart {
    /// Takes a request whose fate is known.
    pub(super) fn add(&mut self, options: &Options, fate: &Fate<'_>) {
        self.total += 1;
        let earliest = fate.end.map_or(fate.start, |end| end.min(fate.start));
        self.first = Some(self.first.map_or(earliest, |first| first.min(earliest)));
        let drawn = || Drawn {
            group: fate.group,
            id: output::shown(fate.id),
            start: fate.start,
            end: fate.end,
        };
        let plain = fate
            .end
            .is_some_and(|end| (0..=options.slow.nanos).contains(&(end - fate.start)));
        if !plain {
            if self.notable.len() < NOTABLE {
                self.notable.push(drawn());
            }
            return;
        }
        if self.ordinary_seen.is_multiple_of(self.stride) {
            self.ordinary.push(drawn());
        }
        self.ordinary_seen += 1;
        if self.ordinary.len() > ORDINARY {
            let mut index = 0_usize;
            self.ordinary.retain(|_| {
                index += 1;
                !index.is_multiple_of(2)
            });
            self.stride *= 2;
        }
    }

    /// Fills the report.
    pub(super) fn report(self, options: &Options, summary: &Summary, report: &mut Report) {
        report.push(Block::Text(blocks::verdict(options, summary)));
        report.push(Block::Figures(blocks::figures(options, summary)));
        if self.total > 0 {
            report.push(Block::Timeline(self.timeline(options, summary)));
        }
        if !summary.rows.is_empty() {
            report.push(Block::Table(blocks::table(options, summary)));
        }
        if summary.malformed.count > 0 {
            report.push(Block::Lines(blocks::malformed(options, summary)));
        }
    }

    fn timeline(self, options: &Options, summary: &Summary) -> Timeline {
        let first = self.first.unwrap_or(0);
        let mut lanes: Vec<Lane> = summary
            .rows
            .iter()
            .take(LANES)
            .map(|row| lane(options, &summary.matching.groups[row.group], &row.lags))
            .collect();
        let lane_of: std::collections::HashMap<usize, usize> = summary
            .rows
            .iter()
            .take(LANES)
            .enumerate()
            .map(|(lane, row)| (row.group, lane))
            .collect();
        let mut kept = 0;
        for drawn in self.notable.iter().chain(&self.ordinary) {
            if let Some(lane) = lane_of.get(&drawn.group).and_then(|at| lanes.get_mut(*at)) {
                lane.bars.push(bar(options, summary.now, first, drawn));
                kept += 1;
            }
        }
        for lane in &mut lanes {
            lane.bars.sort_by(|a, b| a.start.total_cmp(&b.start));
        }
        Timeline {
            title: format!(
                "Requests, from {} on",
                timestamp::format(first, 0, 3).replace('T', " ")
            ),
            unit: Unit::Seconds,
            lanes,
            dropped: self.total - kept,
        }
    }
}

/// An empty lane with its percentiles.
fn lane(options: &Options, group: &Group, lags: &[Option<Nanos>]) -> Lane {
    let named = output::columns(options);
    // The percentiles and the maximum are the last columns.
    let names = &named[named.len().saturating_sub(lags.len())..];
    let parts: Vec<String> = names
        .iter()
        .zip(lags)
        .filter_map(|(name, lag)| lag.map(|lag| format!("{name} {} ms", output::millis(lag))))
        .collect();
    Lane {
        name: output::shown(&group.name),
        note: if parts.is_empty() {
            "no lag measured".to_owned()
        } else {
            parts.join(", ")
        },
        bars: Vec::new(),
    }
}

fn bar(options: &Options, now: Nanos, first: Nanos, drawn: &Drawn) -> Bar {
    let at = |instant: Nanos| seconds(instant - first);
    let Drawn { id, start, .. } = drawn;
    let Some(end) = drawn.end else {
        let age = now - start;
        let late = age > options.timeout.nanos;
        let what = if late { "unanswered" } else { "in flight" };
        return Bar {
            start: at(*start),
            end: f64::INFINITY,
            label: format!("{id}: {what} for {} ms", output::millis(age)),
            tone: if late { Tone::Bad } else { Tone::Info },
        };
    };
    let lag = end - start;
    let text = output::millis(lag);
    let (label, tone) = if lag < 0 {
        (
            format!("{id}: {text} ms, a clock ran backwards"),
            Tone::Info,
        )
    } else if lag > options.slow.nanos {
        (format!("{id}: {text} ms, slow"), Tone::Accent)
    } else {
        (format!("{id}: {text} ms"), Tone::Ok)
    };
    Bar {
        start: at(end.min(*start)),
        end: at(end.max(*start)),
        label,
        tone,
    }
}

/// For drawing only: nothing is computed with these.
pub(super) fn seconds(nanos: Nanos) -> f64 {
    nanos as f64 / SECOND as f64
}
