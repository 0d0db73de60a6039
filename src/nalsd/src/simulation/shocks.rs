//! What happens to the system, and how it reacts: what is lost fails, balancers notice, machines are added.

use super::agenda::{Moment, Step, nanoseconds, seconds};
use super::desk::{Fifo, Phase};
use super::system::{Queueing, index, whole};
use super::tally::Reason;
use super::world::World;
use super::{Shock, What};
use crate::model::Kind;

/// How long it takes until those who spread requests notice that one of their ends is down, or up again: two health checks
/// at five seconds' distance.
pub(super) const NOTICED_AFTER: Moment = 10_000_000_000;
/// How often the autoscaler looks.
pub(super) const SCALED_EVERY: Moment = 15_000_000_000;

impl World<'_> {
    /// Puts the plan's events down.
    pub(super) fn put_events(&mut self) {
        for (at, event) in self.plan.events.iter().enumerate() {
            let at = index(at);
            self.agenda.put(nanoseconds(event.at), Step::Begin(at));
            if let Some(until) = event.until {
                let end = nanoseconds(until).max(nanoseconds(event.at));
                self.agenda.put(end, Step::End(at));
            }
        }
    }

    /// An event of the plan begins or ends.
    pub(super) fn strike(&mut self, event: u32, begins: bool) {
        let plan = self.plan;
        let shock = &plan.events[event as usize].shock;
        let what = if begins {
            What::Begins(event)
        } else {
            What::Ends(event)
        };
        self.happens(shock.part(), what);
        let times = |factor: f64| if begins { factor } else { 1.0 / factor };
        for part in 0..index(self.system.parts.len()) {
            let spec = &self.system.parts[part as usize];
            let desk = &mut self.desks[part as usize];
            match shock {
                Shock::Load { client, factor } if client.is_none_or(|one| one == spec.id) => {
                    desk.load *= times(*factor);
                    desk.series += 1;
                    self.put_arrival(part);
                }
                Shock::Lost { area } => {
                    if let Some((_, share)) = spec.areas.iter().find(|(known, _)| known == area) {
                        self.fall(part, *share, begins);
                    }
                }
                Shock::Down { component } if spec.id == *component => self.fall(part, 1.0, begins),
                Shock::Slow { component, factor } if spec.id == *component => {
                    desk.slow *= times(*factor);
                }
                Shock::Flushed { component } if spec.id == *component => {
                    desk.warm = if begins { 0.0 } else { 1.0 };
                }
                _ => {}
            }
        }
    }

    /// A share of a component's machines is lost, or comes back.
    fn fall(&mut self, part: u32, share: f64, begins: bool) {
        let spec = &self.system.parts[part as usize];
        // Clients are never lost: they are who counts what is.
        if spec.kind == Kind::Client {
            return;
        }
        let desk = &mut self.desks[part as usize];
        desk.count(self.now);
        let was_down = desk.is_down(spec);
        if share < 1.0 {
            desk.lost += if begins { share } else { -share };
        } else if begins {
            desk.down += 1;
        } else {
            desk.down -= 1;
        }
        let before = desk.slots;
        desk.equip(spec, self.thin);
        let down = desk.is_down(spec);
        if down && !was_down {
            self.lose(part, 1.0);
        } else if !down && self.desks[part as usize].slots < before {
            // Those that are left take the others' share at once; what was under way on the lost ones fails.
            let left = f64::from(self.desks[part as usize].slots) / f64::from(before);
            self.lose(part, 1.0 - left);
        }
        if !down {
            self.start_waiting(part);
        }
        if down != was_down {
            self.agenda.put(self.now + NOTICED_AFTER, Step::Check(part));
        }
    }

    /// A share of what is under way at a component fails. Where it is all, those who wait there fail as well; messages that
    /// wait for it go on waiting.
    fn lose(&mut self, part: u32, share: f64) {
        let at = part as usize;
        let all = share >= 1.0;
        for queue in 0..self.desks[at].queues.len() {
            let mut old = std::mem::replace(&mut self.desks[at].queues[queue], Fifo::EMPTY);
            while let Some(request) = old.pop(&self.requests) {
                if self.requests[request].pulled || !all {
                    self.desks[at].queues[queue].push(&mut self.requests, request);
                } else {
                    self.leave_queue(request);
                    self.drop_request(request);
                }
            }
        }
        for request in 0..index(self.requests.len()) {
            let one = &self.requests[request];
            if one.part == part
                && matches!(one.phase, Phase::Serving | Phase::Calling)
                && (all || self.chance.share() < share)
            {
                self.leave_slot(request);
                self.drop_request(request);
            }
        }
    }

    /// A request that is lost holds its slot no more.
    fn leave_slot(&mut self, request: u32) {
        let one = &self.requests[request];
        let at = one.part as usize;
        if self.system.parts[at].queueing == Queueing::Unlimited {
            return;
        }
        let desk = &mut self.desks[at];
        desk.held -= 1;
        if one.phase == Phase::Serving {
            desk.serving -= 1;
        }
        if let Some(taken) = desk.taken.get_mut(one.slot as usize) {
            *taken = false;
        }
    }

    fn drop_request(&mut self, request: u32) {
        let one = &self.requests[request];
        let (part, call, token) = (one.part, one.call, one.token);
        self.desks[part as usize].tally.error(Reason::Down);
        self.forget(request);
        self.tell(call, token, false);
    }

    /// Health checks have had time to notice how a component is.
    pub(super) fn check(&mut self, part: u32) {
        let desk = &mut self.desks[part as usize];
        let down = desk.is_down(&self.system.parts[part as usize]);
        if desk.noticed != down {
            desk.noticed = down;
            let what = if down { What::FoundDown } else { What::FoundUp };
            self.happens(Some(self.system.parts[part as usize].id), what);
        }
    }

    /// Puts the autoscaler's next look down.
    pub(super) fn put_scaling(&mut self, part: u32) {
        let spec = &self.system.parts[part as usize];
        if spec.scale.is_some() && spec.queueing != Queueing::Unlimited {
            self.agenda.put(self.now + SCALED_EVERY, Step::Scale(part));
        }
    }

    /// The autoscaler looks at a component: it asks for as many machines as would bring the utilisation of the last seconds to
    /// what is wanted. It doesn't take machines away.
    pub(super) fn scale(&mut self, part: u32) {
        self.put_scaling(part);
        let spec = &self.system.parts[part as usize];
        let Some(scale) = spec.scale else {
            return;
        };
        let desk = &mut self.desks[part as usize];
        desk.count(self.now);
        let used = desk.tally.since(&desk.looked).utilisation().unwrap_or(0.0);
        desk.looked = desk.tally;
        if used <= scale.above {
            return;
        }
        let wanted = (desk.machines * used / scale.above)
            .ceil()
            .min(scale.most.floor());
        let more = whole(wanted - desk.machines - desk.coming);
        if more > 0 {
            desk.coming += f64::from(more);
            let at = self.now.saturating_add(scale.delay);
            self.agenda.put(at, Step::Join(part, more));
            self.happens(Some(spec.id), What::Scales(f64::from(more)));
        }
    }

    /// Machines that were asked for serve.
    pub(super) fn join(&mut self, part: u32, more: u32) {
        let spec = &self.system.parts[part as usize];
        let desk = &mut self.desks[part as usize];
        desk.count(self.now);
        desk.coming -= f64::from(more);
        desk.machines += f64::from(more);
        desk.equip(spec, self.thin);
        let machines = desk.machines;
        self.happens(Some(spec.id), What::Scaled(machines));
        if !self.desks[part as usize].is_down(spec) {
            self.start_waiting(part);
        }
    }

    /// The moment of a number of seconds, but not after the end.
    pub(super) fn until_end(&self, at: f64) -> Moment {
        // The end itself, also where rounding would miss it.
        if at >= seconds(self.end) {
            self.end
        } else {
            nanoseconds(at)
        }
    }
}
