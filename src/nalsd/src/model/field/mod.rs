//! The fields of components, links, areas, machines and the design.

mod form;
mod words;

pub use form::Form;

use serde::{Deserialize, Serialize};

/// A field of some kind of thing: with the default that it has there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldSpec {
    /// The field.
    pub field: Field,
    /// What stands when nothing is written; empty where nothing is meant.
    pub default: &'static str,
}

/// A field. Its name in files is in kebab-case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// How often the clients ask, on average.
    Rate,
    /// How many times the average the busiest hour has; everything is sized for it.
    Peak,
    /// Whether a request goes to one of those it is linked to, as a load balancer does, or to each.
    Sends,
    /// How many of its alternatives, or of its machines, must be up; what the load needs when nothing is written.
    Need,
    /// What it runs on; the classes are in the price table.
    Machine,
    /// How many are deployed; as many as it needs, and the spares, when nothing is written.
    Machines,
    /// Machines beyond what the load needs (N+M), for failures and deployments.
    Spare,
    /// Seconds of one core that a request takes, on all copies together.
    Cpu,
    /// How long a request holds a slot here by itself, calls to others not counted.
    Service,
    /// Requests that one machine serves at once; its cores when nothing is written.
    Slots,
    /// What one task can do at most, where that is known: measured, or bound by something else.
    MaxRate,
    /// What each task holds besides its share of the data.
    TaskMemory,
    /// How long requests wait and are served: from the load, or given.
    Queueing,
    /// Half of its answers are faster.
    P50,
    /// 99 of 100 of its answers are faster.
    P99,
    /// The share of requests that it answers itself; the others go on along its links.
    Hit,
    /// Data held in memory over all machines, not counting copies.
    WorkingSet,
    /// The share of requests that store an entry.
    Writes,
    /// Bytes that one write stores, not counting copies.
    Entry,
    /// How long entries are kept.
    Retention,
    /// How many machines hold each entry.
    Copies,
    /// Where entries are kept.
    Medium,
    /// Operations on a disk that a request takes; a write takes them on every copy.
    Ops,
    /// Parts that the data is split into; 1 means that one machine takes all writes.
    Shards,
    /// Requests that are passed on as one.
    Batch,
    /// Requests that may wait; more are refused. Without bound when nothing is written.
    QueueLimit,
    /// The share of time that one machine is up; of a managed or external part: the whole of it.
    Availability,
    /// Refuse new requests while the queue is fuller than this share of its limit, or this many times the slots.
    Shed,
    /// Add machines while more than this share of the slots is in use; never when nothing is written.
    ScaleAt,
    /// From the decision to a machine that serves.
    ScaleDelay,
    /// The most machines that scaling may reach.
    MaxMachines,
    /// What it costs besides machines, storage and traffic.
    Price,
    /// What each request costs, as external services ask.
    PricePerRequest,
    /// How many calls each request makes; 2 % when two of a hundred do.
    FanOut,
    /// Its weight among the alternatives that it is one of.
    Share,
    /// Bytes of a call.
    Request,
    /// Bytes of an answer.
    Response,
    /// Whether the caller waits for the answer.
    Mode,
    /// Calls of one stage are made at once, stages one after the other.
    Stage,
    /// Whether the caller can do without it.
    Optional,
    /// How often a call is tried at most, the first time counted.
    Attempts,
    /// When an attempt is given up; never when nothing is written.
    Timeout,
    /// The pause before the second attempt; it doubles with each further one.
    Backoff,
    /// Whether pauses are spread at random.
    Jitter,
    /// Retries at most as this share of calls; without bound when nothing is written.
    RetryBudget,
    /// The share of failures that stops calls for a while; never when nothing is written.
    Breaker,
    /// How long calls are stopped before one is tried.
    BreakerDelay,
    /// How often each call's bytes cross this link: replication.
    Copied,
    /// What the objective's percentile of answers must stay within.
    LatencySlo,
    /// The share of answers that the latency objective speaks of.
    LatencyPercentile,
    /// The share of requests that must succeed.
    AvailabilitySlo,
    /// The window of the error budget.
    Window,
    /// What the whole may cost.
    CostLimit,
    /// The share of a machine's CPU, slots, I/O and network that is planned to be used.
    MaxUtilisation,
    /// How many zones may be lost at once.
    Survive,
    /// The round trip between zones of a region.
    ZoneRtt,
    /// The round trip between regions.
    RegionRtt,
    /// The round trip within a zone.
    LocalRtt,
    /// How long a month is taken to be.
    Month,
    /// How long a year is taken to be.
    Year,
    /// Cores of a machine.
    Cores,
    /// Memory of a machine.
    Memory,
    /// Bandwidth of a machine, each way.
    Network,
    /// Disk space of a machine.
    Disk,
    /// What a machine's disks do.
    Iops,
    /// What one costs.
    MachinePrice,
    /// Stored data beyond machines' own disks: object stores.
    StoragePrice,
    /// Traffic to clients.
    EgressPrice,
    /// Traffic between zones of a region.
    ZonePrice,
    /// Traffic between regions.
    RegionPrice,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 70] = [
        Self::Rate,
        Self::Peak,
        Self::Sends,
        Self::Need,
        Self::Machine,
        Self::Machines,
        Self::Spare,
        Self::Cpu,
        Self::Service,
        Self::Slots,
        Self::MaxRate,
        Self::TaskMemory,
        Self::Queueing,
        Self::P50,
        Self::P99,
        Self::Hit,
        Self::WorkingSet,
        Self::Writes,
        Self::Entry,
        Self::Retention,
        Self::Copies,
        Self::Medium,
        Self::Ops,
        Self::Shards,
        Self::Batch,
        Self::QueueLimit,
        Self::Availability,
        Self::Shed,
        Self::ScaleAt,
        Self::ScaleDelay,
        Self::MaxMachines,
        Self::Price,
        Self::PricePerRequest,
        Self::FanOut,
        Self::Share,
        Self::Request,
        Self::Response,
        Self::Mode,
        Self::Stage,
        Self::Optional,
        Self::Attempts,
        Self::Timeout,
        Self::Backoff,
        Self::Jitter,
        Self::RetryBudget,
        Self::Breaker,
        Self::BreakerDelay,
        Self::Copied,
        Self::LatencySlo,
        Self::LatencyPercentile,
        Self::AvailabilitySlo,
        Self::Window,
        Self::CostLimit,
        Self::MaxUtilisation,
        Self::Survive,
        Self::ZoneRtt,
        Self::RegionRtt,
        Self::LocalRtt,
        Self::Month,
        Self::Year,
        Self::Cores,
        Self::Memory,
        Self::Network,
        Self::Disk,
        Self::Iops,
        Self::MachinePrice,
        Self::StoragePrice,
        Self::EgressPrice,
        Self::ZonePrice,
        Self::RegionPrice,
    ];

    /// Its name in files.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Rate => "rate",
            Self::Peak => "peak",
            Self::Sends => "sends",
            Self::Need => "need",
            Self::Machine => "machine",
            Self::Machines => "machines",
            Self::Spare => "spare",
            Self::Cpu => "cpu",
            Self::Service => "service",
            Self::Slots => "slots",
            Self::MaxRate => "max-rate",
            Self::TaskMemory => "task-memory",
            Self::Queueing => "queueing",
            Self::P50 => "p50",
            Self::P99 => "p99",
            Self::Hit => "hit",
            Self::WorkingSet => "working-set",
            Self::Writes => "writes",
            Self::Entry => "entry",
            Self::Retention => "retention",
            Self::Copies => "copies",
            Self::Medium => "medium",
            Self::Ops => "ops",
            Self::Shards => "shards",
            Self::Batch => "batch",
            Self::QueueLimit => "queue-limit",
            Self::Availability => "availability",
            Self::Shed => "shed",
            Self::ScaleAt => "scale-at",
            Self::ScaleDelay => "scale-delay",
            Self::MaxMachines => "max-machines",
            Self::Price => "price",
            Self::PricePerRequest => "price-per-request",
            Self::FanOut => "fan-out",
            Self::Share => "share",
            Self::Request => "request",
            Self::Response => "response",
            Self::Mode => "mode",
            Self::Stage => "stage",
            Self::Optional => "optional",
            Self::Attempts => "attempts",
            Self::Timeout => "timeout",
            Self::Backoff => "backoff",
            Self::Jitter => "jitter",
            Self::RetryBudget => "retry-budget",
            Self::Breaker => "breaker",
            Self::BreakerDelay => "breaker-delay",
            Self::Copied => "copied",
            Self::LatencySlo => "latency-slo",
            Self::LatencyPercentile => "latency-percentile",
            Self::AvailabilitySlo => "availability-slo",
            Self::Window => "window",
            Self::CostLimit => "cost-limit",
            Self::MaxUtilisation => "max-utilisation",
            Self::Survive => "survive",
            Self::ZoneRtt => "zone-rtt",
            Self::RegionRtt => "region-rtt",
            Self::LocalRtt => "local-rtt",
            Self::Month => "month",
            Self::Year => "year",
            Self::Cores => "cores",
            Self::Memory => "memory",
            Self::Network => "network",
            Self::Disk => "disk",
            Self::Iops => "iops",
            Self::MachinePrice => "machine-price",
            Self::StoragePrice => "storage-price",
            Self::EgressPrice => "egress-price",
            Self::ZonePrice => "zone-price",
            Self::RegionPrice => "region-price",
        }
    }

    /// Whether it is a share of a whole, and so can't be more than 1.
    #[must_use]
    pub const fn is_share(self) -> bool {
        matches!(
            self,
            Self::Hit
                | Self::Writes
                | Self::Availability
                | Self::ScaleAt
                | Self::RetryBudget
                | Self::Breaker
                | Self::LatencyPercentile
                | Self::AvailabilitySlo
                | Self::MaxUtilisation
        )
    }
}
