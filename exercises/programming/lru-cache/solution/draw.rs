//! The report: figures, the list step by step, and the hit ratio as it goes.

use super::cache::Cache;
use super::machine::{Counts, Entry, Machine};
use contract::Report;
use contract::report::{
    Block, Figure, Series, SeriesKind, SeriesSet, Step, StepCell, Steps, Tone, Unit,
};

/// Steps drawn at most.
const STEPS: usize = 2000;
/// Cells drawn in a step at most: this many from the first end, a gap, and the rest from the last.
const CELLS: usize = 64;
/// Cells drawn at the last end when there is a gap.
const TAIL: usize = 8;
/// Buckets of the hit-ratio curve at most; twice as wide when there would be more.
const BUCKETS: usize = 240;

type Bytes = Box<[u8]>;

/// What has been seen of a run so far.
pub(super) struct Drawing {
    by_use: bool,
    steps: Vec<Step>,
    dropped: u64,
    curve: Curve,
}

impl Drawing {
    /// An empty drawing; `by_use` when the policy orders by use count.
    pub(super) fn new(by_use: bool) -> Self {
        Self {
            by_use,
            steps: Vec::new(),
            dropped: 0,
            curve: Curve::new(),
        }
    }

    /// Whether the next step will be drawn, so that its caption is worth making.
    pub(super) fn wants_step(&self) -> bool {
        self.steps.len() < STEPS
    }

    /// Notes one operation: what it was, the key it named, and the machine after it.
    pub(super) fn step<C>(
        &mut self,
        caption: Option<String>,
        touched: Option<&[u8]>,
        outcome: &[u8],
        tone: Tone,
        machine: &Machine<C>,
    ) where
        C: Cache<Bytes, Entry<Bytes>>,
    {
        self.curve.note(machine.counts());
        let Some(caption) = caption else {
            self.dropped += 1;
            return;
        };
        self.steps.push(Step {
            caption,
            outcome: text(outcome),
            tone,
            cells: cells(machine, touched),
        });
    }

    /// Adds the blocks to a report. `limits` says what the run was made with.
    pub(super) fn finish(self, counts: Counts, limits: &str, report: &mut Report) {
        let figure = |label: &str, count: u64| Figure::new(label, count as f64, Unit::Number);
        let gets = counts.hits + counts.misses;
        let ratio = Figure::new("Hit ratio", counts.ratio().unwrap_or(0.0), Unit::Ratio);
        report.push(Block::Figures(vec![
            figure("Operations", counts.ops).note(limits),
            ratio
                .note(match gets {
                    0 => "no gets".to_owned(),
                    gets => format!("{} hits of {gets} gets", counts.hits),
                })
                .tone(Tone::Accent),
            figure("Evictions", counts.evictions).note("live entries that had to go"),
            figure("Expired", counts.expired).note("dropped when next met"),
        ]));
        let (first, last) = if self.by_use {
            ("most used", "next to go")
        } else {
            ("most recent", "next to go")
        };
        report.push(Block::Steps(Steps {
            title: "The list, step by step".to_owned(),
            first: first.to_owned(),
            last: last.to_owned(),
            steps: self.steps,
            dropped: self.dropped,
        }));
        if gets > 0 {
            report.push(Block::Series(self.curve.series()));
        }
    }
}

/// The cells of one step, first to last.
fn cells<C>(machine: &Machine<C>, touched: Option<&[u8]>) -> Vec<StepCell>
where
    C: Cache<Bytes, Entry<Bytes>>,
{
    let (cache, now) = (machine.cache(), machine.now());
    let cell = |seen: super::cache::Seen<'_, Bytes, Entry<Bytes>>| {
        let expired = seen.value.expires <= now;
        let mut notes = Vec::new();
        if let Some(uses) = seen.uses {
            notes.push(format!("{uses} {}", if uses == 1 { "use" } else { "uses" }));
        }
        if expired {
            notes.push("expired".to_owned());
        } else if seen.value.expires < u64::MAX {
            notes.push(format!("{} s left", seen.value.expires - now));
        }
        StepCell {
            key: text(seen.key),
            value: text(&seen.value.value),
            note: notes.join(", "),
            tone: if touched == Some(&**seen.key) {
                Tone::Accent
            } else if expired {
                Tone::Muted
            } else {
                Tone::Plain
            },
        }
    };
    if cache.len() <= CELLS {
        return cache.first_to_last().map(cell).collect();
    }
    let head = CELLS - TAIL - 1;
    let mut cells: Vec<StepCell> = cache.first_to_last().take(head).map(cell).collect();
    cells.push(StepCell {
        key: "...".to_owned(),
        value: format!("{} more", cache.len() - head - TAIL),
        note: String::new(),
        tone: Tone::Muted,
    });
    let mut tail: Vec<StepCell> = cache.last_to_first().take(TAIL).map(cell).collect();
    tail.reverse();
    cells.append(&mut tail);
    cells
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The hit ratio over the operations, in buckets of equal width. The file's length is not known in advance: when the
/// buckets are used up, neighbours merge and the width doubles, so memory stays bounded and one pass is enough.
struct Curve {
    width: u64,
    /// Counters at the end of each full bucket.
    ends: Vec<Counts>,
    latest: Counts,
}

impl Curve {
    fn new() -> Self {
        Self {
            width: 1,
            ends: Vec::new(),
            latest: Counts::default(),
        }
    }

    fn note(&mut self, counts: Counts) {
        self.latest = counts;
        if counts.ops.is_multiple_of(self.width) {
            self.ends.push(counts);
        }
        if self.ends.len() == BUCKETS {
            self.width *= 2;
            self.ends.retain(|end| end.ops.is_multiple_of(self.width));
        }
    }

    fn series(mut self) -> Series {
        if self.ends.last() != Some(&self.latest) {
            self.ends.push(self.latest);
        }
        // A window of an eighth of the buckets is wide enough to be read and narrow enough to show a change.
        let window = (self.ends.len() / 8).max(1);
        let mut x = Vec::new();
        let (mut rolling, mut overall) = (Vec::new(), Vec::new());
        for (index, end) in self.ends.iter().enumerate() {
            let start = match index.checked_sub(window) {
                Some(before) => self.ends[before],
                None => Counts::default(),
            };
            let part = Counts {
                hits: end.hits - start.hits,
                misses: end.misses - start.misses,
                ..Counts::default()
            };
            let so_far = end.ratio().unwrap_or(0.0);
            x.push(end.ops as f64);
            // A window without a get has no ratio of its own.
            rolling.push(part.ratio().unwrap_or(so_far));
            overall.push(so_far);
        }
        Series {
            title: "Hit ratio over the operations".to_owned(),
            kind: SeriesKind::Lines,
            x_label: "operations".to_owned(),
            x,
            x_unit: Unit::Number,
            y_label: "hits per get".to_owned(),
            y_unit: Unit::Ratio,
            sets: vec![
                SeriesSet {
                    name: format!("last {} operations", window as u64 * self.width),
                    tone: Tone::Accent,
                    values: rolling,
                },
                SeriesSet {
                    name: "so far".to_owned(),
                    tone: Tone::Muted,
                    values: overall,
                },
            ],
        }
    }
}
