//! Calls along links: whom they go to, how long they are waited for, and whether they are tried again.

use super::What;
use super::agenda::{Moment, Step, nanoseconds};
use super::arena::NONE;
use super::line::Says;
use super::system::System;
use super::tally::Reason;
use super::world::World;

/// A call, all its attempts counted.
#[derive(Default)]
pub(super) struct Call {
    /// The request that waits for it, if any; and its number.
    origin: u32,
    number: u32,
    /// Who calls, along which link.
    from: u32,
    link: u32,
    attempt: u32,
    /// Changes with each attempt: what comes of an earlier one is of no interest any more.
    token: u32,
    /// Whether the breaker watches this attempt; whether it kept it from being made.
    probe: bool,
    blocked: bool,
}

impl World<'_> {
    /// Makes the calls of a stage. Gives for how many answers there is to wait; none where nobody waits.
    pub(super) fn call_stage(
        &mut self,
        part: u32,
        stage: usize,
        origin: Option<(u32, u32)>,
    ) -> u32 {
        let system: &System = self.system;
        let spec = &system.parts[part as usize];
        let links = &spec.stages[stage];
        if spec.one {
            let link = self.choose(links);
            return self.call_along(part, link, origin);
        }
        let mut open = 0;
        for link in links {
            open += self.call_along(part, *link, origin);
        }
        open
    }

    /// One of several links, by their shares; those whose ends are known to be down are left out, unless all are.
    fn choose(&mut self, links: &[u32]) -> u32 {
        let system: &System = self.system;
        let way = |link: &u32| &system.ways[*link as usize];
        let known_down =
            |desks: &[super::desk::Desk], link: &u32| desks[way(link).to as usize].noticed;
        let up: f64 = links
            .iter()
            .filter(|link| !known_down(&self.desks, link))
            .map(|link| way(link).share)
            .sum();
        if links.len() == 1 || up <= 0.0 {
            return links[0];
        }
        let mut drawn = self.chance.share() * up;
        let mut chosen = links[0];
        for link in links {
            if known_down(&self.desks, link) || way(link).share <= 0.0 {
                continue;
            }
            chosen = *link;
            drawn -= way(link).share;
            if drawn < 0.0 {
                break;
            }
        }
        chosen
    }

    /// The calls that one request makes along a link. Gives for how many there is to wait.
    fn call_along(&mut self, part: u32, link: u32, origin: Option<(u32, u32)>) -> u32 {
        let system: &System = self.system;
        let way = &system.ways[link as usize];
        let mut count = way.calls;
        if way.more > 0.0 && self.chance.share() < way.more {
            count += 1;
        }
        let origin = origin.filter(|_| way.waits);
        let mut open = 0;
        for _ in 0..count {
            if self.is_full() {
                break;
            }
            self.call(part, link, origin);
            open += 1;
        }
        if origin.is_some() { open } else { 0 }
    }

    fn call(&mut self, from: u32, link: u32, origin: Option<(u32, u32)>) {
        let at = self.calls.take();
        let call = &mut self.calls[at];
        let (origin, number) = origin.unwrap_or((NONE, 0));
        *call = Call {
            origin,
            number,
            from,
            link,
            attempt: 1,
            token: call.token,
            probe: false,
            blocked: false,
        };
        if let Some(budget) = self.system.ways[link as usize].budget {
            self.lines[link as usize].earn(budget);
        }
        self.attempt(at);
    }

    /// Makes an attempt, if the breaker lets it.
    fn attempt(&mut self, at: u32) {
        let system: &System = self.system;
        let call = &mut self.calls[at];
        call.token = call.token.wrapping_add(1);
        let token = call.token;
        let way = &system.ways[call.link as usize];
        if way.breaker.is_some() {
            let says = self.lines[call.link as usize].ask(self.now);
            (call.probe, call.blocked) = (says == Says::Probe, says == Says::Stop);
            if says == Says::Stop {
                self.desks[way.to as usize].tally.error(Reason::Breaker);
                return self.soon.push(Step::Fail(at, token));
            }
        }
        if let Some(timeout) = way.timeout {
            let late = self.now.saturating_add(timeout);
            self.agenda.put(late, Step::Timeout(at, token));
        }
        self.after(way.half, Step::Reach(at, token));
    }

    /// Whom an attempt has reached, whether that pulls it, and who called; none if it isn't made any more.
    #[inline]
    pub(super) fn reached(&self, call: u32, token: u32) -> Option<(u32, bool, u32)> {
        let one = &self.calls[call];
        if one.token != token {
            return None;
        }
        let pulled = self.system.parts[one.from as usize].kind.decouples();
        Some((self.system.ways[one.link as usize].to, pulled, one.from))
    }

    /// Sends the answer of an attempt back.
    #[inline]
    pub(super) fn tell(&mut self, call: u32, token: u32, good: bool) {
        // A client's own request answers nobody.
        if call == NONE || self.calls[call].token != token {
            return;
        }
        let half = self.system.ways[self.calls[call].link as usize].half;
        let step = if good {
            Step::Answer(call, token)
        } else {
            Step::Fail(call, token)
        };
        self.after(half, step);
    }

    /// An attempt is given up. Whoever works on it goes on.
    pub(super) fn time_out(&mut self, call: u32, token: u32) {
        let one = &self.calls[call];
        if one.token == token {
            let to = self.system.ways[one.link as usize].to;
            self.desks[to as usize].tally.error(Reason::Timeout);
            self.resolve(call, token, false);
        }
    }

    /// An attempt ended: the call did, or there is another one.
    pub(super) fn resolve(&mut self, at: u32, token: u32, good: bool) {
        let system: &System = self.system;
        let call = &mut self.calls[at];
        if call.token != token {
            return;
        }
        call.token = call.token.wrapping_add(1);
        let way = &system.ways[call.link as usize];
        let (link, probe, blocked) = (call.link, call.probe, call.blocked);
        if let Some(above) = way.breaker.filter(|_| !blocked) {
            let until = self.now.saturating_add(way.breaker_delay);
            match self.lines[link as usize].tell(good, probe, above, until) {
                Some(true) => self.happens(Some(way.id), What::Opens),
                Some(false) => self.happens(Some(way.id), What::Closes),
                None => {}
            }
        }
        if good {
            return self.end_call(at, true);
        }
        let call = &mut self.calls[at];
        let awaited = call.origin == NONE || self.requests[call.origin].number == call.number;
        let more = awaited && !blocked && call.attempt < way.attempts;
        if !more || (way.budget.is_some() && !self.lines[link as usize].spend()) {
            return self.end_call(at, false);
        }
        let doubled = way.backoff * libm::exp2(f64::from((call.attempt - 1).min(62)));
        call.attempt += 1;
        let token = call.token;
        let spread = if way.jitter { self.chance.share() } else { 1.0 };
        let pause: Moment = nanoseconds(doubled * spread);
        let at_last = self.now.saturating_add(pause);
        self.agenda.put(at_last, Step::Retry(at, token));
    }

    /// The pause before the next attempt is over. Who sends to one of several chooses anew.
    pub(super) fn retry(&mut self, at: u32, token: u32) {
        let system: &System = self.system;
        let call = &self.calls[at];
        if call.token != token {
            return;
        }
        let from = &system.parts[call.from as usize];
        if from.one {
            let link = self.choose(&from.stages[0]);
            self.calls[at].link = link;
        }
        self.attempt(at);
    }

    /// A call is over. Whoever waits for it goes on, or fails with it.
    fn end_call(&mut self, at: u32, good: bool) {
        let call = &mut self.calls[at];
        let (origin, number, link) = (call.origin, call.number, call.link);
        self.calls.give(at);
        if origin == NONE || self.requests[origin].number != number {
            return;
        }
        if !good && !self.system.ways[link as usize].optional {
            return self.finish(origin, false);
        }
        let request = &mut self.requests[origin];
        request.open -= 1;
        if request.open == 0 {
            self.advance(origin);
        }
    }
}
