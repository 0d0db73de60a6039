//! Requests at components: they arrive, wait for a slot, are served, call others, and are answered. The slot is held until the
//! answer: a request that waits for others keeps its thread.

use super::agenda::{Moment, Step, nanoseconds};
use super::arena::NONE;
use super::desk::{Phase, Request};
use super::system::{Queueing, System};
use super::tally::Reason;
use super::world::World;

impl World<'_> {
    /// Puts a client's next request down.
    pub(super) fn put_arrival(&mut self, part: u32) {
        let desk = &self.desks[part as usize];
        let rate = self.system.parts[part as usize].begins * desk.load / self.thin;
        let series = desk.series;
        if rate > 0.0 {
            let pause = nanoseconds(self.chance.exponential(1.0 / rate));
            let at = self.now.saturating_add(pause);
            self.agenda.put(at, Step::Arrive(part, series));
        }
    }

    /// A client begins a request.
    pub(super) fn arrive(&mut self, part: u32, series: u32) {
        if self.desks[part as usize].series != series {
            return;
        }
        self.put_arrival(part);
        self.desks[part as usize].tally.arrived += 1;
        let request = self.admit(part, NONE, 0);
        self.requests[request].phase = Phase::Calling;
        self.advance(request);
    }

    /// An attempt of a call reaches whom it calls.
    pub(super) fn reach(&mut self, call: u32, token: u32) {
        let Some((part, pulled, source)) = self.reached(call, token) else {
            return;
        };
        let at = part as usize;
        let system: &System = self.system;
        let spec = &system.parts[at];
        let desk = &mut self.desks[at];
        desk.tally.arrived += 1;
        let down = desk.is_down(spec);
        if down && !pulled {
            return self.refuse(part, call, token, Reason::Down);
        }
        if spec.queueing == Queueing::Unlimited {
            if down || self.is_above_limit(part) {
                let reason = if down { Reason::Down } else { Reason::Refused };
                return self.refuse(part, call, token, reason);
            }
            let request = self.admit(part, call, token);
            return self.serve(request);
        }
        let slot = match spec.queueing {
            Queueing::Apart if desk.slots > 0 => self.chance.below(desk.slots),
            _ => 0,
        };
        let free = !down
            && match spec.queueing {
                Queueing::Apart => !desk.taken[slot as usize],
                _ => desk.held < desk.slots && desk.serving < desk.workers,
            };
        // What is pulled waits where it comes from, and is refused there.
        if !pulled && let Some(reason) = self.turns_away(part, free) {
            return self.refuse(part, call, token, reason);
        }
        let request = self.admit(part, call, token);
        let one = &mut self.requests[request];
        (one.slot, one.pulled, one.source) = (slot, pulled, source);
        if free {
            return self.begin(request);
        }
        one.phase = Phase::Waiting;
        let queue = if spec.queueing == Queueing::Apart {
            slot
        } else {
            0
        };
        self.desks[at].queues[queue as usize].push(&mut self.requests, request);
        if pulled {
            self.desks[source as usize].backlog += 1;
        } else {
            self.desks[at].waiting += 1;
        }
    }

    /// Why a component takes no more, if it doesn't. Messages wait for workers even while slots are free.
    fn turns_away(&self, part: u32, free: bool) -> Option<Reason> {
        let (desk, spec) = (
            &self.desks[part as usize],
            &self.system.parts[part as usize],
        );
        if free && !spec.kind.decouples() {
            return None;
        }
        let waiting = f64::from(desk.waiting) + f64::from(desk.backlog);
        let limit = spec.queue_limit.map(|limit| (limit / self.thin).ceil());
        if limit.is_some_and(|limit| waiting >= limit) {
            return Some(Reason::Refused);
        }
        let full = limit.unwrap_or_else(|| f64::from(desk.slots));
        let sheds = |share| !free && waiting >= share * full;
        spec.shed.is_some_and(sheds).then_some(Reason::Shed)
    }

    /// Makes a request of an attempt of a call.
    fn admit(&mut self, part: u32, call: u32, token: u32) -> u32 {
        let at = self.requests.take();
        let now = self.now;
        let request = &mut self.requests[at];
        // The number stays the slot's; all else begins anew.
        *request = Request {
            part,
            number: request.number,
            call,
            token,
            arrived: now,
            ..Request::default()
        };
        at
    }

    /// Whether a component without slots has more to do than it takes; if not, it takes one more.
    #[allow(clippy::cast_precision_loss)]
    fn is_above_limit(&mut self, part: u32) -> bool {
        let Some(most) = self.system.parts[part as usize].most else {
            return false;
        };
        let rate = most / self.thin;
        let desk = &mut self.desks[part as usize];
        let time = (self.now - desk.tokens_at) as f64 / 1e9;
        desk.tokens_at = self.now;
        // It evens out one second.
        desk.tokens = (desk.tokens + rate * time).min(rate.max(1.0));
        if desk.tokens < 1.0 {
            return true;
        }
        desk.tokens -= 1.0;
        false
    }

    /// A request gets a slot.
    fn begin(&mut self, request: u32) {
        let one = &self.requests[request];
        let (part, slot) = (one.part as usize, one.slot);
        let wait = self.now - one.arrived;
        let desk = &mut self.desks[part];
        desk.count(self.now);
        desk.held += 1;
        desk.serving += 1;
        if self.system.parts[part].queueing == Queueing::Apart {
            desk.taken[slot as usize] = true;
        }
        desk.tally.begun += 1;
        if one.phase == Phase::Waiting {
            desk.tally.waited += 1;
            desk.tally.wait += as_float(wait);
        }
        self.serve(request);
    }

    /// It is worked on.
    fn serve(&mut self, request: u32) {
        let one = &mut self.requests[request];
        one.phase = Phase::Serving;
        let part = one.part as usize;
        let desk = &self.desks[part];
        let time = self.chance.seconds(self.system.parts[part].time) * desk.stretch * desk.slow;
        let at = self.now.saturating_add(nanoseconds(time));
        self.agenda.put(at, Step::Served(request, one.number));
    }

    /// Its own part of the work is done: it calls others, or is answered.
    pub(super) fn served(&mut self, request: u32, number: u32) {
        let one = &mut self.requests[request];
        if one.number != number {
            return;
        }
        one.phase = Phase::Calling;
        let part = one.part;
        let system: &System = self.system;
        let spec = &system.parts[part as usize];
        let desk = &mut self.desks[part as usize];
        if spec.queueing != Queueing::Unlimited {
            desk.count(self.now);
            desk.serving -= 1;
            // Slots that wait for others leave the processor to those who have work for it.
            if desk.serving + 1 == desk.workers && desk.workers < desk.slots {
                self.start_waiting(part);
            }
        }
        if spec.kind.decouples() {
            // Whoever sent it goes on now; the message goes its own way.
            let passes = self.fills_batch(part);
            self.finish(request, true);
            if passes {
                for stage in 0..spec.stages.len() {
                    self.call_stage(part, stage, None);
                }
            }
            return;
        }
        if let Some(hit) = spec.hit {
            let desk = &mut self.desks[part as usize];
            desk.tally.asked += 1;
            let drawn = self.chance.share();
            if drawn < hit * desk.warm {
                desk.tally.hits += 1;
                return self.finish(request, true);
            }
            self.requests[request].warms = drawn < hit;
        }
        if spec.stages.is_empty() || !self.fills_batch(part) {
            return self.finish(request, true);
        }
        self.advance(request);
    }

    /// Counts a request into the batch; whether it is the one that fills it.
    fn fills_batch(&mut self, part: u32) -> bool {
        let size = self.system.parts[part as usize].batch;
        let desk = &mut self.desks[part as usize];
        desk.batch += 1;
        let full = desk.batch >= size;
        if full {
            desk.batch = 0;
        }
        full
    }

    /// Makes the calls of the next stage for whose answers there is to wait; or ends, when there is none left.
    pub(super) fn advance(&mut self, request: u32) {
        loop {
            let one = &mut self.requests[request];
            let (part, stage, number) = (one.part, one.stage as usize, one.number);
            if stage >= self.system.parts[part as usize].stages.len() {
                return self.finish(request, true);
            }
            one.stage += 1;
            let open = self.call_stage(part, stage, Some((request, number)));
            if open > 0 {
                self.requests[request].open = open;
                return;
            }
        }
    }

    /// A request is over, well or not: whoever called is told, and its slot goes to the next.
    pub(super) fn finish(&mut self, request: u32, good: bool) {
        let one = &self.requests[request];
        let (part, call, token, slot) = (one.part, one.call, one.token, one.slot);
        let (time, warms) = (self.now - one.arrived, one.warms);
        let desk = &mut self.desks[part as usize];
        if good {
            desk.tally.answered += 1;
            desk.tally.time += as_float(time);
            desk.times.add(time);
            if warms {
                let entries = self.system.parts[part as usize].entries / self.thin;
                desk.warm = (desk.warm + 1.0 / entries.max(1.0)).min(1.0);
            }
        } else {
            desk.tally.error(Reason::Dependency);
        }
        self.forget(request);
        self.tell(call, token, good);
        self.release(part, slot);
    }

    /// Frees a request's place in memory.
    pub(super) fn forget(&mut self, request: u32) {
        let one = &mut self.requests[request];
        one.number = one.number.wrapping_add(1);
        one.phase = Phase::Over;
        self.requests.give(request);
    }

    /// A request leaves its slot to the next.
    fn release(&mut self, part: u32, slot: u32) {
        let at = part as usize;
        let queueing = self.system.parts[at].queueing;
        if queueing == Queueing::Unlimited {
            return;
        }
        let desk = &mut self.desks[at];
        desk.count(self.now);
        desk.held -= 1;
        if queueing == Queueing::Pool {
            return self.start_waiting(part);
        }
        desk.taken[slot as usize] = false;
        if let Some(next) = desk.queues[slot as usize].pop(&self.requests) {
            self.leave_queue(next);
            self.begin(next);
        }
    }

    /// Gives the slots that are free to those that wait for them.
    pub(super) fn start_waiting(&mut self, part: u32) {
        let at = part as usize;
        if self.system.parts[at].queueing == Queueing::Apart {
            for slot in 0..self.desks[at].queues.len() {
                if !self.desks[at].taken[slot]
                    && let Some(next) = self.desks[at].queues[slot].pop(&self.requests)
                {
                    self.leave_queue(next);
                    self.begin(next);
                }
            }
            return;
        }
        loop {
            let desk = &mut self.desks[at];
            if desk.held >= desk.slots || desk.serving >= desk.workers {
                return;
            }
            let Some(next) = desk.queues[0].pop(&self.requests) else {
                return;
            };
            self.leave_queue(next);
            self.begin(next);
        }
    }

    /// A request waits no more.
    pub(super) fn leave_queue(&mut self, request: u32) {
        let one = &self.requests[request];
        if one.pulled {
            self.desks[one.source as usize].backlog -= 1;
        } else {
            self.desks[one.part as usize].waiting -= 1;
        }
    }

    /// Turns an attempt away.
    fn refuse(&mut self, part: u32, call: u32, token: u32, reason: Reason) {
        self.desks[part as usize].tally.error(reason);
        self.tell(call, token, false);
    }
}

/// Nanoseconds, to be added up.
#[allow(clippy::cast_precision_loss)]
fn as_float(time: Moment) -> f64 {
    time as f64
}
