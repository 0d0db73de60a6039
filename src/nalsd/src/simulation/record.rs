//! What is told of a run: frames while it goes on, totals with their intervals at its end.

use super::agenda::{Moment, Step, nanoseconds, seconds};
use super::desk::Desk;
use super::interval::estimate;
use super::system::{Queueing, System};
use super::tally::{Tally, mean};
use super::world::World;
use super::{ClientSignals, ClientTotals, ComponentTotals, Errors, Estimate, Frame, Plan, Signals};
use crate::analysis::Latency;
use crate::model::Kind;

/// Batches by whose means the intervals are made.
const BATCHES: u32 = 20;

/// What was recorded so far. Tallies are those of all components, at some moment.
pub(super) struct Record {
    pub(super) frames: Vec<Frame>,
    /// When the last frame ended.
    framed: Moment,
    at_frame: Vec<Tally>,
    /// When the last batch ended, how many there are, and each component's tallies of them.
    batched: Moment,
    batches: u32,
    at_batch: Vec<Tally>,
    done: Vec<Vec<(Moment, Tally)>>,
    /// After the warm-up.
    warm: Vec<Tally>,
    warmed: Moment,
    /// Per component: the share of its error budget that one failed request spends.
    spends: Vec<f64>,
}

impl Record {
    pub(super) fn new(system: &System, plan: &Plan) -> Self {
        let none = vec![Tally::default(); system.parts.len()];
        Self {
            frames: Vec::new(),
            framed: 0,
            at_frame: none.clone(),
            batched: 0,
            batches: 0,
            at_batch: none.clone(),
            done: vec![Vec::new(); system.parts.len()],
            warm: none,
            warmed: nanoseconds(plan.warm_up),
            spends: system
                .parts
                .iter()
                .map(|part| 1.0 / (system.allowed * part.average * system.window))
                .collect(),
        }
    }
}

impl World<'_> {
    /// Puts the end of the next frame down.
    pub(super) fn put_frame(&mut self) {
        if self.record.framed < self.end {
            #[allow(clippy::cast_precision_loss)]
            let next = (self.record.frames.len() + 1) as f64 * self.plan.sample_every;
            let at = self.until_end(next);
            self.agenda.put(at, Step::Frame);
        }
    }

    /// Puts the end of the next batch down; the first is the warm-up.
    pub(super) fn put_batch(&mut self) {
        let batch = self.record.batches;
        if batch <= BATCHES {
            let length = (self.plan.seconds - self.plan.warm_up) / f64::from(BATCHES);
            let at = self.until_end(self.plan.warm_up + length * f64::from(batch));
            self.agenda.put(at, Step::Batch);
        }
    }

    /// Counts the slots of all components until now.
    fn count_all(&mut self) {
        for desk in &mut self.desks {
            desk.count(self.now);
        }
    }

    pub(super) fn end_frame(&mut self) {
        self.count_all();
        let time = seconds(self.now - self.record.framed);
        if time <= 0.0 {
            return;
        }
        let mut frame = Frame {
            at: seconds(self.now),
            ..Frame::default()
        };
        for (at, part) in self.system.parts.iter().enumerate() {
            let desk = &mut self.desks[at];
            let tally = desk.tally.since(&self.record.at_frame[at]);
            self.record.at_frame[at] = desk.tally;
            if part.kind == Kind::Client {
                let spent = spent(&desk.tally, self.record.spends[at], self.thin);
                let allowed = self.system.allowed;
                let signals = client_signals(&tally, desk, self.thin / time, allowed, spent);
                frame.clients.push(signals);
            } else {
                let mut told = signals(&tally, desk, self.thin / time);
                told.queue = single(f64::from(desk.waiting + desk.backlog) * self.thin);
                if part.kind.runs_on_machines() {
                    told.machines = single(desk.serving_machines());
                }
                frame.components.push(told);
            }
            if self.record.framed >= self.record.warmed {
                desk.all_times.merge(&desk.times);
            }
            desk.times.clear();
        }
        self.record.framed = self.now;
        self.record.frames.push(frame);
    }

    pub(super) fn end_batch(&mut self) {
        self.count_all();
        let time = self.now - self.record.batched;
        for (at, desk) in self.desks.iter().enumerate() {
            if self.record.batches == 0 {
                self.record.warm[at] = desk.tally;
            } else if time > 0 {
                let tally = desk.tally.since(&self.record.at_batch[at]);
                self.record.done[at].push((time, tally));
            }
            self.record.at_batch[at] = desk.tally;
        }
        self.record.batched = self.now;
        self.record.batches += 1;
    }

    /// The totals of components and clients, when the run is over.
    #[allow(clippy::cast_precision_loss)]
    pub(super) fn totals(&self) -> (Vec<ComponentTotals>, Vec<ClientTotals>) {
        let (mut components, mut clients) = (Vec::new(), Vec::new());
        for (at, part) in self.system.parts.iter().enumerate() {
            let desk = &self.desks[at];
            let tally = if self.record.batches > 0 {
                desk.tally.since(&self.record.warm[at])
            } else {
                Tally::default()
            };
            let batches = Batches {
                all: &self.record.done[at],
                total: &tally,
            };
            let answer = batches.of(|_, tally| mean(tally.time / 1e9, tally.answered));
            let latency = latency(desk, answer);
            if part.kind == Kind::Client {
                let ended = tally.answered + tally.failed();
                let within = desk.all_times.at_most(self.system.objective) as f64;
                let all = desk.all_times.at_most(Moment::MAX) as f64;
                let success = mean(tally.answered as f64, ended);
                clients.push(ClientTotals {
                    client: part.id,
                    requests: ended as f64 * self.thin,
                    good: tally.answered as f64 * self.thin,
                    success: batches.of(|_, tally| {
                        mean(tally.answered as f64, tally.answered + tally.failed())
                    }),
                    within: success.map(|good| if all > 0.0 { good * within / all } else { 0.0 }),
                    answer,
                    latency,
                    spent: spent(&desk.tally, self.record.spends[at], self.thin),
                });
                continue;
            }
            let queues = part.queueing != Queueing::Unlimited;
            let rate = |time: Moment, tally: &Tally| {
                Some(tally.arrived as f64 / seconds(time) * self.thin)
            };
            components.push(ComponentTotals {
                component: part.id,
                traffic: batches.of(rate).unwrap_or_default(),
                wait: batches
                    .of(|_, tally| mean(tally.wait / 1e9, tally.begun))
                    .filter(|_| queues),
                waited: batches
                    .of(|_, tally| mean(tally.waited as f64, tally.begun))
                    .filter(|_| queues),
                answer,
                latency,
                utilisation: batches.of(|_, tally| tally.utilisation()),
                answered: tally.answered as f64 * self.thin,
                errors: tally.errors(self.thin),
                station: None,
            });
        }
        (components, clients)
    }
}

/// A component's tallies of the batches, and of all of them together.
struct Batches<'a> {
    all: &'a [(Moment, Tally)],
    total: &'a Tally,
}

impl Batches<'_> {
    /// The value of the whole time, with the interval that the batches' own values give; without one where some batch has none.
    fn of(&self, value: impl Fn(Moment, &Tally) -> Option<f64>) -> Option<Estimate> {
        let time = self.all.iter().map(|(time, _)| time).sum::<Moment>();
        let whole = value(time, self.total).filter(|value| value.is_finite())?;
        let each: Option<Vec<f64>> = self
            .all
            .iter()
            .map(|(time, one)| value(*time, one))
            .collect();
        let complete = each.filter(|each| each.len() == BATCHES as usize);
        let Some((told, (low, high))) = complete
            .map(|each| estimate(&each))
            .and_then(|told| Some((told, told.interval?)))
        else {
            return Some(Estimate {
                mean: whole,
                interval: None,
            });
        };
        // Batches that had more to do weigh more in the whole: the interval goes where its middle is.
        let shift = whole - told.mean;
        Some(Estimate {
            mean: whole,
            interval: Some((low + shift, high + shift)),
        })
    }
}

fn latency(desk: &Desk, answer: Option<Estimate>) -> Option<Latency> {
    let at = |share| desk.all_times.within(share);
    Some(Latency {
        mean: answer?.mean,
        p50: at(0.5)?,
        p90: at(0.9)?,
        p99: at(0.99)?,
        p999: at(0.999)?,
        asked: None,
    })
}

#[allow(clippy::cast_precision_loss)]
fn signals(tally: &Tally, desk: &Desk, rate: f64) -> Signals {
    let errors = tally.errors(rate);
    Signals {
        p50: desk.times.within(0.5).map(single),
        p99: desk.times.within(0.99).map(single),
        traffic: single(tally.arrived as f64 * rate),
        answered: single(tally.answered as f64 * rate),
        errors: Errors {
            timeout: single(errors.timeout),
            refused: single(errors.refused),
            shed: single(errors.shed),
            down: single(errors.down),
            breaker: single(errors.breaker),
            dependency: single(errors.dependency),
        },
        utilisation: single(tally.utilisation().unwrap_or(0.0)),
        hits: mean(tally.hits as f64, tally.asked).map(single),
        ..Signals::default()
    }
}

#[allow(clippy::cast_precision_loss)]
fn client_signals(
    tally: &Tally,
    desk: &Desk,
    rate: f64,
    allowed: f64,
    spent: f64,
) -> ClientSignals {
    let ended = tally.answered + tally.failed();
    let failed = mean(tally.failed() as f64, ended).unwrap_or(0.0);
    ClientSignals {
        traffic: single(tally.arrived as f64 * rate),
        good: single(tally.answered as f64 * rate),
        failed: single(tally.failed() as f64 * rate),
        p50: desk.times.within(0.5).map(single),
        p99: desk.times.within(0.99).map(single),
        burn: single(if failed > 0.0 { failed / allowed } else { 0.0 }),
        spent: single(spent),
    }
}

/// The share of an error budget that was spent; infinite where nothing may fail and something did.
#[allow(clippy::cast_precision_loss)]
fn spent(tally: &Tally, each: f64, thin: f64) -> f64 {
    match tally.failed() {
        0 => 0.0,
        failed => failed as f64 * thin * each,
    }
}

/// In single precision: what is drawn needs no more.
#[allow(clippy::cast_possible_truncation)]
fn single(value: f64) -> f32 {
    value as f32
}
