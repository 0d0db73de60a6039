//! The world that is simulated: what it consists of, its clock, and which step is carried out where.

use super::agenda::{Agenda, Moment, Step, nanoseconds, seconds};
use super::arena::Arena;
use super::calls::Call;
use super::chance::Chance;
use super::desk::{Desk, Request};
use super::line::Line;
use super::record::Record;
use super::system::System;
use super::{Happening, Plan, What};
use crate::model::Id;

/// The most requests and calls that are kept in mind at once.
const MOST_ALIVE: usize = 1_000_000;
/// The most happenings that are told.
const MOST_TOLD: usize = 10_000;
/// Steps between two tellings of progress.
const TELL_EVERY: u64 = 1 << 16;

/// Everything there is.
pub(super) struct World<'a> {
    pub(super) system: &'a System,
    pub(super) plan: &'a Plan,
    /// One of so many requests is simulated.
    pub(super) thin: f64,
    pub(super) now: Moment,
    pub(super) end: Moment,
    pub(super) agenda: Agenda,
    /// What happens at this very moment.
    pub(super) soon: Vec<Step>,
    pub(super) chance: Chance,
    pub(super) requests: Arena<Request>,
    pub(super) calls: Arena<Call>,
    /// One for each component, and for each link.
    pub(super) desks: Vec<Desk>,
    pub(super) lines: Vec<Line>,
    pub(super) record: Record,
    pub(super) happenings: Vec<Happening>,
    pub(super) steps: u64,
}

/// Why a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// Its time was over.
    InTime,
    /// It took as many steps as it may.
    Steps,
    /// More was under way than can be kept in mind.
    Full,
}

impl<'a> World<'a> {
    /// At its beginning: nothing is under way.
    pub(super) fn new(system: &'a System, plan: &'a Plan, thin: f64) -> Self {
        let mut world = Self {
            system,
            plan,
            thin,
            now: 0,
            end: nanoseconds(plan.seconds),
            agenda: Agenda::default(),
            soon: Vec::new(),
            chance: Chance::new(plan.seed),
            requests: Arena::default(),
            calls: Arena::default(),
            desks: system
                .parts
                .iter()
                .map(|part| Desk::new(part, thin))
                .collect(),
            lines: system
                .ways
                .iter()
                .map(|way| Line::new(way.budget, way.rate / thin))
                .collect(),
            record: Record::new(system, plan),
            happenings: Vec::new(),
            steps: 0,
        };
        world.put_frame();
        world.put_batch();
        world.put_events();
        for part in 0..super::system::index(system.parts.len()) {
            world.put_arrival(part);
            world.put_scaling(part);
        }
        world
    }

    /// Lets it run; `tell` is told how far it is, from 0 to 1.
    pub(super) fn run(&mut self, tell: &mut dyn FnMut(f64)) -> Ended {
        let mut told = TELL_EVERY;
        while let Some((at, step)) = self.agenda.take() {
            if at > self.end {
                break;
            }
            self.now = at;
            self.steps += 1;
            self.carry_out(step);
            while let Some(step) = self.soon.pop() {
                self.steps += 1;
                self.carry_out(step);
                // Calls that fan out at one moment, over and over, must end as well.
                if let Some(ended) = self.is_over() {
                    return ended;
                }
            }
            if self.steps >= told {
                told = self.steps + TELL_EVERY;
                tell(seconds(self.now) / self.plan.seconds);
            }
            if let Some(ended) = self.is_over() {
                return ended;
            }
        }
        self.now = self.end;
        Ended::InTime
    }

    #[inline]
    fn carry_out(&mut self, step: Step) {
        match step {
            Step::Arrive(part, series) => self.arrive(part, series),
            Step::Reach(call, token) => self.reach(call, token),
            Step::Served(request, number) => self.served(request, number),
            Step::Answer(call, token) => self.resolve(call, token, true),
            Step::Fail(call, token) => self.resolve(call, token, false),
            Step::Timeout(call, token) => self.time_out(call, token),
            Step::Retry(call, token) => self.retry(call, token),
            Step::Begin(event) => self.strike(event, true),
            Step::End(event) => self.strike(event, false),
            Step::Check(part) => self.check(part),
            Step::Scale(part) => self.scale(part),
            Step::Join(part, machines) => self.join(part, machines),
            Step::Frame => {
                self.end_frame();
                self.put_frame();
            }
            Step::Batch => {
                self.end_batch();
                self.put_batch();
            }
        }
    }

    /// Why the run has to end before its time, if it has to.
    #[inline]
    fn is_over(&self) -> Option<Ended> {
        if self.steps >= self.plan.limit {
            return Some(Ended::Steps);
        }
        self.is_full().then_some(Ended::Full)
    }

    /// Whether more is under way than can be kept in mind.
    #[inline]
    pub(super) fn is_full(&self) -> bool {
        self.requests.len() > MOST_ALIVE || self.calls.len() > MOST_ALIVE
    }

    /// Requests and calls under way.
    pub(super) fn alive(&self) -> usize {
        self.requests.used() + self.calls.used()
    }

    /// Puts a step down: now, if it takes no time.
    #[inline]
    pub(super) fn after(&mut self, time: Moment, step: Step) {
        if time == 0 {
            self.soon.push(step);
        } else {
            self.agenda.put(self.now.saturating_add(time), step);
        }
    }

    /// Tells that something happened.
    pub(super) fn happens(&mut self, part: Option<Id>, what: What) {
        if self.happenings.len() < MOST_TOLD {
            let at = seconds(self.now);
            self.happenings.push(Happening { at, part, what });
        }
    }
}
