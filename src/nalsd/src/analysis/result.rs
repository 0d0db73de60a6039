//! What an analysis gives.

use super::{Figure, Objectives};
use crate::edit::Command;
use crate::model::Id;
use crate::model::inputs::{Place, Problem};
use crate::units::Calendar;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything that is known of a design.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    /// What is written and can't be read; defaults stand in for it.
    pub problems: Vec<Problem>,
    /// How long a month and a year are here: for money per month ([`crate::units::format_in`]).
    pub calendar: Calendar,
    /// What it is held to.
    pub objectives: Objectives,
    /// Per component; notes have none.
    pub components: BTreeMap<Id, ComponentFigures>,
    /// Per link.
    pub links: BTreeMap<Id, LinkFigures>,
    /// Per zone and region.
    pub areas: BTreeMap<Id, AreaFigures>,
    /// Per client: what its requests meet.
    pub journeys: Vec<Journey>,
    /// Of the whole.
    pub totals: Totals,
    /// What is wrong, the worst first.
    pub findings: Vec<Finding>,
    /// Rings of components that call each other, in the order of the calls: demand can't be reckoned there.
    pub cycles: Vec<Vec<Id>>,
}

/// Something that a machine has a limited amount of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Resource {
    /// Processor time.
    Cpu,
    /// Requests that are served at once.
    Slots,
    /// Memory.
    Memory,
    /// Disk space.
    Disk,
    /// Disk operations.
    Iops,
    /// Bandwidth.
    Network,
    /// What a task is known to do at most.
    Limit,
}

impl Resource {
    /// Whether the work on requests takes it. Memory and disk space are taken by what is held, however many requests come.
    #[must_use]
    pub const fn is_for_work(self) -> bool {
        !matches!(self, Self::Memory | Self::Disk)
    }

    /// Its name within a sentence: `memory binds`.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Cpu => "CPU",
            Self::Slots => "slots",
            Self::Memory => "memory",
            Self::Disk => "disk space",
            Self::Iops => "disk operations",
            Self::Network => "network",
            Self::Limit => "limit per task",
        }
    }
}

/// What a component needs of one resource.
#[derive(Clone, Debug, PartialEq)]
pub struct Load {
    /// Of what.
    pub resource: Resource,
    /// Machines for it, before rounding.
    pub needed: Figure,
    /// The share of what is deployed that is used at the peak; above 1 it doesn't fit.
    pub utilisation: f64,
}

/// How long answers take: percentiles in seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Latency {
    /// The mean.
    pub mean: f64,
    /// The median.
    pub p50: f64,
    /// 90 of 100 are faster.
    pub p90: f64,
    /// 99 of 100 are faster.
    pub p99: f64,
    /// 999 of 1,000 are faster.
    pub p999: f64,
    /// A percentile besides, as (share of answers, seconds): the one that the objective speaks of. Known to an analysis alone, and
    /// no part of what is written.
    #[serde(skip)]
    pub asked: Option<(f64, f64)>,
}

/// Of a component.
#[derive(Clone, Debug, PartialEq)]
pub struct ComponentFigures {
    /// Requests per second at the peak, retries not counted.
    pub demand: Figure,
    /// Bytes per second that come in and go out at the peak, over all machines.
    pub traffic: Figure,
    /// What it stores, copies counted; none where it stores nothing.
    pub storage: Option<Figure>,
    /// What it needs of each resource; empty for what doesn't run on our machines.
    pub loads: Vec<Load>,
    /// The resource that needs most machines.
    pub binds: Option<Resource>,
    /// Tasks, where a limit per task is known.
    pub tasks: Option<Figure>,
    /// Machines that the load needs, without spares.
    pub needed: Option<Figure>,
    /// Machines deployed: as written, or needed and spare.
    pub machines: Option<Figure>,
    /// The share used of the binding resource.
    pub utilisation: Option<f64>,
    /// The resource that is full first as load grows. Not always the one that binds: some are planned to be used in full, and others
    /// in part; and data that is held in memory for any load doesn't grow.
    pub full_first: Option<Resource>,
    /// How much more load fits before that resource is full: 0.5 for half as much again; negative when it doesn't fit.
    pub headroom: Option<f64>,
    /// Waiting and service here, network and calls to others not counted; `None` when the queue grows without bound.
    pub own_latency: Option<Latency>,
    /// Until it answers, calls to others counted; `None` when some queue on the way grows without bound.
    pub latency: Option<Latency>,
    /// The share of time that it does its work by itself: its machines, not what it calls nor where it stands.
    pub availability: Figure,
    /// Money per second.
    pub cost: Figure,
}

impl ComponentFigures {
    /// The resource that work takes most of, and the share used; none of what doesn't run on our machines.
    #[must_use]
    pub fn busiest(&self) -> Option<(Resource, f64)> {
        self.loads
            .iter()
            .filter(|load| load.resource.is_for_work())
            .map(|load| (load.resource, load.utilisation))
            .max_by(|a, b| a.1.total_cmp(&b.1))
    }

    /// The share used of what work takes most of: what is above 1 piles up, or is refused.
    #[must_use]
    pub fn busy(&self) -> f64 {
        self.busiest().map_or(0.0, |(_, used)| used)
    }
}

/// Of a link.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkFigures {
    /// Calls per second at the peak, retries not counted.
    pub calls: Figure,
    /// How many calls at worst one becomes by retries, here and in the layers above.
    pub amplification: f64,
    /// Bytes per second from caller to callee.
    pub request_bandwidth: Figure,
    /// Bytes per second from callee to caller.
    pub response_bandwidth: Figure,
    /// Whether it crosses from one zone or region to another.
    pub crosses: Option<crate::model::AreaKind>,
    /// Money per second for what crosses.
    pub cost: Figure,
}

/// Of a zone or region.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaFigures {
    /// Machines in it.
    pub machines: Figure,
    /// Bytes per second that come in or go out.
    pub crossing: Figure,
    /// The share of clients' requests that still succeed when it is lost and the others have the machines they have.
    pub without: f64,
    /// The same of the client that fares worst.
    pub worst: f64,
}

/// What one client's requests meet.
#[derive(Clone, Debug, PartialEq)]
pub struct Journey {
    /// The client.
    pub client: Id,
    /// Until the answer; `None` when some queue on the way grows without bound.
    pub latency: Option<Latency>,
    /// The share of time that it is answered.
    pub availability: Figure,
    /// The slowest way through the design: client first.
    pub slowest: Vec<Id>,
}

/// How much a component's failures matter.
#[derive(Clone, Debug, PartialEq)]
pub struct Importance {
    /// A component, zone or region.
    pub part: Id,
    /// How much the whole's availability would rise or fall with it: the difference between it always up and always down
    /// (Birnbaum's measure).
    pub birnbaum: f64,
    /// Unavailability of the whole that would go away if it never failed.
    pub gain: f64,
}

/// Of the whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Totals {
    /// Requests per second of all clients at the peak.
    pub demand: Option<Figure>,
    /// Machines deployed.
    pub machines: Option<Figure>,
    /// Bytes per second over all links.
    pub network: Option<Figure>,
    /// The part of it that crosses between zones or regions.
    pub crossing: Option<Figure>,
    /// Bytes stored.
    pub storage: Option<Figure>,
    /// The worst client's latency; `None` when there is no client or a queue grows without bound.
    pub latency: Option<Latency>,
    /// The worst client's availability.
    pub availability: Option<Figure>,
    /// Seconds per window that the availability objective allows to be down.
    pub budget: Option<Figure>,
    /// Seconds per window that the design is expected to be down.
    pub downtime: Option<Figure>,
    /// Failed requests per window that the objective allows.
    pub budget_requests: Option<Figure>,
    /// Money per second.
    pub cost: Option<Figure>,
    /// Money per million requests of clients (a quantity of money).
    pub cost_per_million: Option<Figure>,
    /// What matters most for availability, the most important first.
    pub importance: Vec<Importance>,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The design doesn't do what it must.
    Bad,
    /// It will hurt one day.
    Warning,
    /// Worth knowing.
    Hint,
}

/// The rules. In files their names are in kebab-case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingKind {
    /// What is written can't be read.
    Unreadable,
    /// Components call each other in a ring.
    Cycle,
    /// A component has fewer machines than its load needs.
    Overload,
    /// Requests wait in a queue that grows without bound.
    Unstable,
    /// All requests of a client pass one component that one failure takes away.
    SinglePoint,
    /// No failure takes the service away from a client, but two together do.
    SmallestCut,
    /// Losing one zone takes the service away.
    ZoneLoss,
    /// What binds first as load grows.
    Bottleneck,
    /// Retries of several layers multiply.
    RetryAmplification,
    /// A queue may grow without limit.
    UnboundedQueue,
    /// Without the cache the store behind it can't carry the load.
    CacheDependency,
    /// A store is asked as often as if there were no cache beside it.
    IdleCache,
    /// The objective is higher than what the dependencies reach.
    SloUnreachable,
    /// The latency objective is missed.
    LatencyMissed,
    /// One store that isn't sharded gets more operations than one machine does.
    UnshardedStore,
    /// A caller waits for an answer from another region.
    CrossRegionCall,
    /// It costs more than it may.
    OverBudget,
    /// A component that no client reaches.
    Unreached,
    /// Data is held once.
    SingleCopy,
    /// A request takes more time of a processor than it takes at all.
    TimeBelowCpu,
    /// What isn't alike is taken for alternatives.
    UnlikeAlternatives,
}

/// What mends a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Mend {
    /// In words: `Deploy 64 machines`.
    pub text: String,
    /// As commands, applied one after the other; empty where only people can decide.
    pub commands: Vec<Command>,
    /// Whether something of the finding is left afterwards, which the text then says.
    pub partial: bool,
}

impl Mend {
    /// What mends the whole of a finding.
    #[must_use]
    pub fn new(text: impl Into<String>, commands: impl Into<Vec<Command>>) -> Self {
        Self {
            text: text.into(),
            commands: commands.into(),
            partial: false,
        }
    }
}

/// Something wrong, or worth knowing.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule.
    pub kind: FindingKind,
    /// How bad it is.
    pub severity: Severity,
    /// The components, links or areas that it is about, the first one foremost.
    pub parts: Vec<Id>,
    /// Where it is written, if it is about what is written.
    pub place: Option<Place>,
    /// What is wrong, with its figures, in a sentence or two.
    pub text: String,
    /// What mends it.
    pub mend: Option<Mend>,
}

/// What one range does to the verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct Swing {
    /// The range.
    pub place: Place,
    /// Its name for people: `clicks`, `Query store: Entry`.
    pub name: String,
    /// Cost in money per second at its low and its high end.
    pub cost: (f64, f64),
    /// Machines at its low and its high end.
    pub machines: (f64, f64),
    /// Availability at its low and its high end.
    pub availability: (f64, f64),
    /// Latency at the objective's percentile at its low and its high end; infinite when a queue grows without bound.
    pub latency: (f64, f64),
    /// Whether the design meets its objectives at the low end, and at the high end.
    pub holds: (bool, bool),
}
