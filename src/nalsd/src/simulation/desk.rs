//! A component at work: its slots, its queues, and how it is.

use super::agenda::Moment;
use super::arena::{Arena, NONE};
use super::histogram::Histogram;
use super::system::{Part, Queueing};
use super::tally::Tally;

/// A request at a component.
#[derive(Default)]
pub(super) struct Request {
    pub(super) part: u32,
    /// Changes when the slot is used anew.
    pub(super) number: u32,
    /// The call that it answers, and the attempt of it.
    pub(super) call: u32,
    pub(super) token: u32,
    /// The next one in its queue.
    pub(super) next: u32,
    /// Calls whose answers it waits for.
    pub(super) open: u32,
    /// The next stage of calls.
    pub(super) stage: u32,
    /// The slot, where each has a queue of its own.
    pub(super) slot: u32,
    pub(super) arrived: Moment,
    pub(super) phase: Phase,
    /// Whether it was taken from a queue or stream; and of which component.
    pub(super) pulled: bool,
    pub(super) source: u32,
    /// Whether its answer warms a cache.
    pub(super) warms: bool,
}

/// How far a request has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Phase {
    #[default]
    Over,
    Waiting,
    Serving,
    Calling,
}

/// A queue: its first and last request.
#[derive(Clone, Copy)]
pub(super) struct Fifo {
    first: u32,
    last: u32,
}

impl Fifo {
    pub(super) const EMPTY: Self = Self {
        first: NONE,
        last: NONE,
    };

    #[inline]
    pub(super) fn push(&mut self, requests: &mut Arena<Request>, at: u32) {
        requests[at].next = NONE;
        if self.last == NONE {
            self.first = at;
        } else {
            requests[self.last].next = at;
        }
        self.last = at;
    }

    #[inline]
    pub(super) fn pop(&mut self, requests: &Arena<Request>) -> Option<u32> {
        let at = self.first;
        if at == NONE {
            return None;
        }
        self.first = requests[at].next;
        if self.first == NONE {
            self.last = NONE;
        }
        Some(at)
    }
}

/// A component at work.
pub(super) struct Desk {
    pub(super) machines: f64,
    /// Machines that were asked for and don't serve yet.
    pub(super) coming: f64,
    /// Slots there are; how many of them can work at once; and how much longer work takes for their being whole numbers.
    pub(super) slots: u32,
    pub(super) workers: u32,
    pub(super) stretch: f64,
    pub(super) held: u32,
    pub(super) serving: u32,
    /// One queue, or one for each slot, and whether that is taken.
    pub(super) queues: Vec<Fifo>,
    pub(super) taken: Vec<bool>,
    /// Requests that wait for a slot.
    pub(super) waiting: u32,
    /// Messages of it that wait for a worker.
    pub(super) backlog: u32,
    /// How many times as long work takes.
    pub(super) slow: f64,
    /// How many times as often it begins requests, and which series of arrivals is under way.
    pub(super) load: f64,
    pub(super) series: u32,
    /// The share of its machines that is lost; for how many reasons all of it is down, and whether that was noticed.
    pub(super) lost: f64,
    pub(super) down: u32,
    pub(super) noticed: bool,
    /// The share of a cache's entries that is there.
    pub(super) warm: f64,
    /// Requests of the batch that fills.
    pub(super) batch: u32,
    /// What a rate limit leaves, and since when.
    pub(super) tokens: f64,
    pub(super) tokens_at: Moment,
    pub(super) tally: Tally,
    /// Until when slots are counted in the tally.
    pub(super) counted: Moment,
    /// The tally when the autoscaler looked last.
    pub(super) looked: Tally,
    /// Times of good answers within the frame; after the warm-up.
    pub(super) times: Histogram,
    pub(super) all_times: Histogram,
}

impl Desk {
    pub(super) fn new(part: &Part, thin: f64) -> Self {
        let mut desk = Self {
            machines: part.machines,
            coming: 0.0,
            slots: 0,
            workers: 0,
            stretch: 1.0,
            held: 0,
            serving: 0,
            queues: vec![Fifo::EMPTY],
            taken: vec![false],
            waiting: 0,
            backlog: 0,
            slow: 1.0,
            load: 1.0,
            series: 0,
            lost: 0.0,
            down: 0,
            noticed: false,
            warm: 1.0,
            batch: 0,
            tokens: 1.0,
            tokens_at: 0,
            tally: Tally::default(),
            counted: 0,
            looked: Tally::default(),
            times: Histogram::default(),
            all_times: Histogram::default(),
        };
        desk.equip(part, thin);
        desk
    }

    /// Whether it can't answer anybody.
    pub(super) fn is_down(&self, part: &Part) -> bool {
        self.down > 0 || (part.queueing != Queueing::Unlimited && self.slots == 0)
    }

    /// Machines that are there. Shares that were added up are as good as they are exact.
    pub(super) fn serving_machines(&self) -> f64 {
        if self.down > 0 {
            return 0.0;
        }
        (self.machines * (1.0 - self.lost) + 1e-9).floor().max(0.0)
    }

    /// Makes slots of its machines. One of `thin` slots is there, in whole numbers; what rounding changes, the time for each
    /// request makes good, so that the utilisation stays what it is.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // A cast of floats saturates.
    pub(super) fn equip(&mut self, part: &Part, thin: f64) {
        let machines = self.serving_machines();
        if part.queueing == Queueing::Unlimited || machines <= 0.0 {
            (self.slots, self.workers) = (0, 0);
            return;
        }
        let slots = machines * part.slots / thin;
        let workers = machines * part.workers / thin;
        let whole = |exact: f64| (exact.round().max(1.0) as u32).min(NONE - 1);
        (self.slots, self.workers) = (whole(slots), whole(workers));
        let bound = slots.min(workers);
        self.stretch = if bound > 0.0 {
            f64::from(self.slots.min(self.workers)) / bound
        } else {
            1.0
        };
        if part.queueing == Queueing::Apart && self.queues.len() < self.slots as usize {
            self.queues.resize(self.slots as usize, Fifo::EMPTY);
            self.taken.resize(self.slots as usize, false);
        }
    }

    /// Counts the slots in use until now; to be called before they change.
    #[inline]
    #[allow(clippy::cast_precision_loss)]
    pub(super) fn count(&mut self, now: Moment) {
        if now == self.counted {
            return;
        }
        let time = (now - self.counted) as f64;
        self.counted = now;
        self.tally.held += f64::from(self.held) * time;
        self.tally.worked += f64::from(self.serving) * time;
        self.tally.slots += f64::from(self.slots) * time;
        self.tally.workers += f64::from(self.workers) * time;
    }
}
