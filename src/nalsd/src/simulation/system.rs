//! The design as it is simulated: numbers only, with dense indices, those of [`Flows`].

use super::Refusal;
use super::agenda::{Moment, nanoseconds};
use super::chance::Time;
use crate::analysis::demand::{Node, Sends};
use crate::analysis::queueing::Lognormal;
use crate::analysis::{Analysis, Reckoning, serving};
use crate::model::inputs::choice;
use crate::model::{Field, Id, Kind, component_fields, link_fields};

/// The most components of a design that is simulated.
const MOST_PARTS: usize = 2_000;
/// The most slots that have a queue each.
const MOST_APART: f64 = 65_536.0;
/// The longest time that is reckoned with, in seconds: a year.
const LONGEST: f64 = 3.2e7;

/// A design, ready to be simulated.
pub(super) struct System {
    /// Components.
    pub(super) parts: Vec<Part>,
    /// Links.
    pub(super) ways: Vec<Way>,
    /// The share of requests that may fail, and the seconds of the error budget's window.
    pub(super) allowed: f64,
    pub(super) window: f64,
    /// What an answer should stay within.
    pub(super) objective: Moment,
}

/// How requests find a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Queueing {
    /// One queue before all slots.
    Pool,
    /// A queue before each slot; requests choose one blindly.
    Apart,
    /// There is always room.
    Unlimited,
}

/// A component.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) kind: Kind,
    /// The zones and regions whose loss strikes it, each with the share of its machines that stand there.
    pub(super) areas: Vec<(Id, f64)>,
    /// Requests per second that it begins, at the peak; on average; and that come to it at the peak.
    pub(super) begins: f64,
    pub(super) average: f64,
    pub(super) demand: f64,
    pub(super) time: Time,
    pub(super) queueing: Queueing,
    pub(super) machines: f64,
    /// Slots of a machine.
    pub(super) slots: f64,
    /// Requests that a machine works on at once, those apart that wait for others: bound by slots, processor, disk or what a
    /// task is known to do.
    pub(super) workers: f64,
    /// Requests per second that it takes at most, of what has no slots.
    pub(super) most: Option<f64>,
    pub(super) queue_limit: Option<f64>,
    pub(super) shed: Option<f64>,
    pub(super) scale: Option<Scale>,
    pub(super) hit: Option<f64>,
    /// Entries of a full cache.
    pub(super) entries: f64,
    pub(super) batch: u32,
    /// Whether it sends to one of its links.
    pub(super) one: bool,
    /// Its links by stage.
    pub(super) stages: Vec<Vec<u32>>,
}

/// How a component is scaled.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    pub(super) above: f64,
    pub(super) delay: Moment,
    pub(super) most: f64,
}

/// A link.
#[derive(Clone, Debug)]
pub(super) struct Way {
    pub(super) id: Id,
    pub(super) to: u32,
    pub(super) share: f64,
    /// Calls for each request: so many, and one more with that probability.
    pub(super) calls: u64,
    pub(super) more: f64,
    /// One way over the network.
    pub(super) half: Moment,
    pub(super) waits: bool,
    pub(super) optional: bool,
    pub(super) attempts: u32,
    pub(super) timeout: Option<Moment>,
    pub(super) backoff: f64,
    pub(super) jitter: bool,
    pub(super) budget: Option<f64>,
    pub(super) breaker: Option<f64>,
    pub(super) breaker_delay: Moment,
    /// Calls per second at the peak.
    pub(super) rate: f64,
}

impl System {
    /// Takes what is known of a design.
    pub(super) fn new(reckoning: &Reckoning<'_>, analysis: &Analysis) -> Result<Self, Refusal> {
        let (flows, inputs) = (&reckoning.flows, &reckoning.inputs);
        if flows.nodes.len() > MOST_PARTS {
            return Err(Refusal {
                part: None,
                message: format!(
                    "Up to {MOST_PARTS} components are simulated, and this design has {}. Simulate a part of it.",
                    flows.nodes.len()
                ),
            });
        }
        let reader = Reader {
            reckoning,
            analysis,
        };
        let objective = inputs.design(Field::LatencySlo).unwrap_or(f64::MAX);
        let slo = inputs.design(Field::AvailabilitySlo).unwrap_or(0.999);
        Ok(Self {
            parts: (0..flows.nodes.len()).map(|at| reader.part(at)).collect(),
            ways: (0..flows.edges.len()).map(|at| reader.way(at)).collect(),
            allowed: 1.0 - slo.min(1.0),
            window: inputs.design(Field::Window).unwrap_or(2_592_000.0),
            objective: nanoseconds(objective),
        })
    }
}

struct Reader<'a> {
    reckoning: &'a Reckoning<'a>,
    analysis: &'a Analysis,
}

impl Reader<'_> {
    fn number(&self, id: Id, field: Field) -> Option<f64> {
        let value = self.reckoning.inputs.get(id, field);
        value.filter(|value| value.is_finite())
    }

    /// What is chosen of a component.
    fn chosen(&self, at: usize, node: &Node, field: Field) -> &str {
        let component = self.reckoning.component(at);
        component.map_or("", |component| {
            choice(&component.set, component_fields(node.kind), field)
        })
    }

    fn part(&self, at: usize) -> Part {
        let node = &self.reckoning.flows.nodes[at];
        let id = node.id;
        let number = |field| self.number(id, field);
        let chosen = |field| self.chosen(at, node, field);
        let mut queueing = match chosen(Field::Queueing) {
            "given" => Queueing::Unlimited,
            "mm1" => Queueing::Apart,
            _ => Queueing::Pool,
        };
        let mut time = Time::Exponential(0.0);
        if node.kind == Kind::Client {
            queueing = Queueing::Unlimited;
        } else if queueing == Queueing::Unlimited {
            let (p50, p99) = (number(Field::P50), number(Field::P99));
            let p50 = p50.unwrap_or(0.0).min(LONGEST);
            let p99 = p99.unwrap_or(p50).min(LONGEST);
            time = Time::Lognormal(Lognormal::new(p50, p99));
        }
        // One where there are none of ours to count.
        let machines = self.analysis.components.get(&id);
        let machines = machines
            .and_then(|figures| figures.machines.as_ref())
            .map_or(1.0, |machines| machines.value().min(1e9));
        let serving = serving(self.reckoning, at, machines, queueing == Queueing::Apart);
        let mut workers = serving.slots;
        if queueing != Queueing::Unlimited {
            time = Time::Exponential(serving.time.min(LONGEST));
            workers = serving.workers;
        }
        let slots = serving.slots;
        if queueing == Queueing::Apart && machines * slots > MOST_APART {
            queueing = Queueing::Pool;
        }
        let hit = number(Field::Hit).map(|hit| hit.min(1.0));
        Part {
            id,
            name: self.reckoning.name(at).to_owned(),
            kind: node.kind,
            areas: self.areas(at),
            begins: (node.begins * node.peak_factor).min(1e15),
            average: node.begins,
            demand: node.peak,
            time,
            queueing,
            machines,
            slots,
            workers,
            most: number(Field::MaxRate).filter(|_| queueing == Queueing::Unlimited),
            queue_limit: number(Field::QueueLimit),
            shed: number(Field::Shed),
            scale: number(Field::ScaleAt)
                .filter(|above| *above > 0.0)
                .map(|above| Scale {
                    above: above.min(1.0),
                    delay: nanoseconds(number(Field::ScaleDelay).unwrap_or(0.0)),
                    most: number(Field::MaxMachines).unwrap_or(f64::MAX),
                }),
            hit,
            entries: self.entries(node, hit.unwrap_or(0.0)),
            batch: whole(number(Field::Batch).unwrap_or(1.0).max(1.0)),
            one: node.sends == Sends::One,
            stages: self.stages(node),
        }
    }

    /// Entries of a full cache: what it holds by the size of its answers. Of one that says nothing of what it holds: what it
    /// answers in a minute.
    fn entries(&self, node: &Node, hit: f64) -> f64 {
        let sizes: Vec<f64> = node
            .incoming
            .iter()
            .filter_map(|edge| self.number(self.reckoning.flows.edges[*edge].id, Field::Response))
            .filter(|size| *size > 0.0)
            .collect();
        #[allow(clippy::cast_precision_loss)]
        let size = sizes.iter().sum::<f64>() / sizes.len() as f64;
        match self.number(node.id, Field::WorkingSet) {
            Some(held) if size > 0.0 => (held / size).clamp(1.0, 1e15),
            _ => (node.peak * hit * 60.0).clamp(1.0, 1e15),
        }
    }

    fn stages(&self, node: &Node) -> Vec<Vec<u32>> {
        // A call to a client ends there, and a ring's last link carries nothing: as the flows have it.
        let flows = &self.reckoning.flows;
        let carries = |edge: &&usize| {
            let edge = &flows.edges[**edge];
            !edge.cut && flows.nodes[edge.to].kind != Kind::Client
        };
        let mut links: Vec<(f64, u32)> = node
            .out
            .iter()
            .filter(carries)
            .map(|edge| {
                let id = flows.edges[*edge].id;
                (self.number(id, Field::Stage).unwrap_or(1.0), index(*edge))
            })
            .collect();
        if node.sends == Sends::One {
            return if links.is_empty() {
                Vec::new()
            } else {
                vec![links.into_iter().map(|(_, edge)| edge).collect()]
            };
        }
        links.sort_by(|a, b| a.0.total_cmp(&b.0));
        links
            .chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq())
            .map(|stage| stage.iter().map(|(_, edge)| *edge).collect())
            .collect()
    }

    /// Its zone and its region. What stands in a region at large is spread evenly over its zones.
    fn areas(&self, at: usize) -> Vec<(Id, f64)> {
        let (zone, region) = (self.reckoning.zones[at], self.reckoning.regions[at]);
        let mut areas: Vec<(Id, f64)> = zone
            .into_iter()
            .chain(region)
            .map(|area| (area, 1.0))
            .collect();
        let zones = self.reckoning.spread_over(at);
        #[allow(clippy::cast_precision_loss)]
        let each = 1.0 / zones.len() as f64;
        areas.extend(zones.iter().map(|zone| (*zone, each)));
        areas
    }

    fn way(&self, at: usize) -> Way {
        let edge = &self.reckoning.flows.edges[at];
        let jitter = self
            .reckoning
            .link(at)
            .map_or("", |link| choice(&link.set, link_fields(), Field::Jitter));
        let from = &self.reckoning.flows.nodes[edge.from];
        let number = |field| self.number(edge.id, field);
        let seconds = |field| nanoseconds(number(field).unwrap_or(0.0).min(LONGEST));
        let fan_out = edge.fan_out.min(1e9);
        Way {
            id: edge.id,
            to: index(edge.to),
            share: edge.share,
            calls: u64::from(whole(fan_out)),
            more: fan_out - fan_out.floor(),
            half: nanoseconds(self.reckoning.round_trip(at).min(LONGEST) / 2.0),
            waits: edge.waits,
            optional: edge.optional,
            attempts: whole(number(Field::Attempts).unwrap_or(1.0).clamp(1.0, 1e6)),
            // Messages may wait for their worker.
            timeout: number(Field::Timeout)
                .filter(|timeout| *timeout < LONGEST && !from.kind.decouples())
                .map(nanoseconds),
            backoff: number(Field::Backoff).unwrap_or(0.0).min(LONGEST),
            jitter: jitter != "none",
            budget: number(Field::RetryBudget),
            breaker: number(Field::Breaker).filter(|share| *share > 0.0),
            breaker_delay: seconds(Field::BreakerDelay),
            rate: edge.calls,
        }
    }
}

/// Designs have fewer parts than this number's type.
#[allow(clippy::cast_possible_truncation)]
pub(super) fn index(at: usize) -> u32 {
    at as u32
}

/// The whole part, within the type.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // A cast of floats saturates.
pub(super) fn whole(value: f64) -> u32 {
    value as u32
}
