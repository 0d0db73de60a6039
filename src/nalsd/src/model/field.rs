//! The fields of components, links, areas, machines and the design.

use crate::units::{DIMENSIONLESS, Dimension};
use serde::{Deserialize, Serialize};

/// How a field is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A quantity of this dimension.
    Number(Dimension),
    /// One of several, as (what is written, what people read).
    Choice(&'static [(&'static str, &'static str)]),
    /// The name of a machine class.
    MachineClass,
}

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

    /// Its name on the page.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Rate => "Requests",
            Self::Peak => "Peak",
            Self::Sends => "Calls",
            Self::Need => "Must answer",
            Self::Machine => "Machine class",
            Self::Machines => "Machines",
            Self::Spare => "Spares",
            Self::Cpu => "CPU per request",
            Self::Service => "Time per request",
            Self::Slots => "Slots per machine",
            Self::MaxRate => "Limit per task",
            Self::TaskMemory => "Memory per task",
            Self::Queueing => "Waiting",
            Self::P50 => "p50",
            Self::P99 => "p99",
            Self::Hit => "Hit ratio",
            Self::WorkingSet => "Held in memory",
            Self::Writes => "Writes",
            Self::Entry => "Entry",
            Self::Retention => "Retention",
            Self::Copies => "Copies",
            Self::Medium => "Kept",
            Self::Ops => "I/O per request",
            Self::Shards => "Shards",
            Self::Batch => "Batch",
            Self::QueueLimit => "Queue limit",
            Self::Availability => "Available",
            Self::Shed => "Shed above",
            Self::ScaleAt => "Scale above",
            Self::ScaleDelay => "Scaling takes",
            Self::MaxMachines => "Scale up to",
            Self::Price => "Price",
            Self::PricePerRequest => "Price per request",
            Self::FanOut => "Calls per request",
            Self::Share => "Share",
            Self::Request => "Request size",
            Self::Response => "Response size",
            Self::Mode => "Waits",
            Self::Stage => "Stage",
            Self::Optional => "When it fails",
            Self::Attempts => "Attempts",
            Self::Timeout => "Timeout",
            Self::Backoff => "Backoff",
            Self::Jitter => "Jitter",
            Self::RetryBudget => "Retry budget",
            Self::Breaker => "Breaker opens at",
            Self::BreakerDelay => "Breaker stays open",
            Self::Copied => "Copies of each call",
            Self::LatencySlo => "Latency objective",
            Self::LatencyPercentile => "of",
            Self::AvailabilitySlo => "Availability objective",
            Self::Window => "Over",
            Self::CostLimit => "Budget",
            Self::MaxUtilisation => "Load machines to",
            Self::Survive => "Lose zones",
            Self::ZoneRtt => "Between zones",
            Self::RegionRtt => "Between regions",
            Self::LocalRtt => "Within a zone",
            Self::Month => "A month is",
            Self::Year => "A year is",
            Self::Cores => "Cores",
            Self::Memory => "Memory",
            Self::Network => "Network",
            Self::Disk => "Disk",
            Self::Iops => "Disk operations",
            Self::MachinePrice => "Price",
            Self::StoragePrice => "Disk",
            Self::EgressPrice => "To the internet",
            Self::ZonePrice => "Between zones",
            Self::RegionPrice => "Between regions",
        }
    }

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

    /// What it means, in a sentence.
    #[must_use]
    pub const fn help(self) -> &'static str {
        match self {
            Self::Rate => "How often the clients ask, on average.",
            Self::Peak => {
                "How many times the average the busiest hour has; everything is sized for it."
            }
            Self::Sends => {
                "Whether a request goes to one of those it is linked to, as a load balancer does, or to each."
            }
            Self::Need => {
                "How many of its alternatives, or of its machines, must be up; what the load needs when nothing is written."
            }
            Self::Machine => "What it runs on; the classes are in the price table.",
            Self::Machines => {
                "How many are deployed; as many as it needs, and the spares, when nothing is written."
            }
            Self::Spare => {
                "Machines beyond what the load needs (N+M), for failures and deployments."
            }
            Self::Cpu => "Seconds of one core that a request takes, on all copies together.",
            Self::Service => {
                "How long a request holds a slot here by itself, calls to others not counted."
            }
            Self::Slots => {
                "Requests that one machine serves at once; its cores when nothing is written."
            }
            Self::MaxRate => {
                "What one task can do at most, where that is known: measured, or bound by something else."
            }
            Self::TaskMemory => "What each task holds besides its share of the data.",
            Self::Queueing => "How long requests wait and are served: from the load, or given.",
            Self::P50 => "Half of its answers are faster.",
            Self::P99 => "99 of 100 of its answers are faster.",
            Self::Hit => {
                "The share of requests that it answers itself; the others go on along its links."
            }
            Self::WorkingSet => "Data held in memory over all machines, not counting copies.",
            Self::Writes => "The share of requests that store an entry.",
            Self::Entry => "Bytes that one write stores, not counting copies.",
            Self::Retention => "How long entries are kept.",
            Self::Copies => "How many machines hold each entry.",
            Self::Medium => "Where entries are kept.",
            Self::Ops => "Operations on a disk that a request takes; a write takes them on every copy.",
            Self::Shards => {
                "Parts that the data is split into; 1 means that one machine takes all writes."
            }
            Self::Batch => "Requests that are passed on as one.",
            Self::QueueLimit => {
                "Requests that may wait; more are refused. Without bound when nothing is written."
            }
            Self::Availability => {
                "The share of time that one machine is up; of a managed or external part: the whole of it."
            }
            Self::Shed => {
                "Refuse new requests while the queue is fuller than this share of its limit, or this many times the slots."
            }
            Self::ScaleAt => {
                "Add machines while more than this share of the slots is in use; never when nothing is written."
            }
            Self::ScaleDelay => "From the decision to a machine that serves.",
            Self::MaxMachines => "The most machines that scaling may reach.",
            Self::Price => "What it costs besides machines, storage and traffic.",
            Self::PricePerRequest => "What each request costs, as external services ask.",
            Self::FanOut => "How many calls each request makes; 2 % when two of a hundred do.",
            Self::Share => "Its weight among the alternatives that it is one of.",
            Self::Request => "Bytes of a call.",
            Self::Response => "Bytes of an answer.",
            Self::Mode => "Whether the caller waits for the answer.",
            Self::Stage => "Calls of one stage are made at once, stages one after the other.",
            Self::Optional => "Whether the caller can do without it.",
            Self::Attempts => "How often a call is tried at most, the first time counted.",
            Self::Timeout => "When an attempt is given up; never when nothing is written.",
            Self::Backoff => {
                "The pause before the second attempt; it doubles with each further one."
            }
            Self::Jitter => "Whether pauses are spread at random.",
            Self::RetryBudget => {
                "Retries at most as this share of calls; without bound when nothing is written."
            }
            Self::Breaker => {
                "The share of failures that stops calls for a while; never when nothing is written."
            }
            Self::BreakerDelay => "How long calls are stopped before one is tried.",
            Self::Copied => "How often each call's bytes cross this link: replication.",
            Self::LatencySlo => "What the objective's percentile of answers must stay within.",
            Self::LatencyPercentile => "The share of answers that the latency objective speaks of.",
            Self::AvailabilitySlo => "The share of requests that must succeed.",
            Self::Window => "The window of the error budget.",
            Self::CostLimit => "What the whole may cost.",
            Self::MaxUtilisation => {
                "The share of a machine's CPU, slots, I/O and network that is planned to be used."
            }
            Self::Survive => "How many zones may be lost at once.",
            Self::ZoneRtt => "The round trip between zones of a region.",
            Self::RegionRtt => "The round trip between regions.",
            Self::LocalRtt => "The round trip within a zone.",
            Self::Month => "How long a month is taken to be.",
            Self::Year => "How long a year is taken to be.",
            Self::Cores => "Cores of a machine.",
            Self::Memory => "Memory of a machine.",
            Self::Network => "Bandwidth of a machine, each way.",
            Self::Disk => "Disk space of a machine.",
            Self::Iops => "What a machine's disks do.",
            Self::MachinePrice => "What one costs.",
            Self::StoragePrice => "Stored data beyond machines' own disks: object stores.",
            Self::EgressPrice => "Traffic to clients.",
            Self::ZonePrice => "Traffic between zones of a region.",
            Self::RegionPrice => "Traffic between regions.",
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

    /// How it is written.
    #[must_use]
    pub const fn form(self) -> Form {
        match self {
            Self::Rate => Form::Number(Dimension::RATE),
            Self::Peak => Form::Number(DIMENSIONLESS),
            Self::Sends => {
                Form::Choice(&[("one", "one of its links"), ("all", "each of its links")])
            }
            Self::Need => Form::Number(DIMENSIONLESS),
            Self::Machine => Form::MachineClass,
            Self::Machines => Form::Number(Dimension::MACHINE),
            Self::Spare => Form::Number(Dimension::MACHINE),
            Self::Cpu => Form::Number(Dimension::TIME),
            Self::Service => Form::Number(Dimension::TIME),
            Self::Slots => Form::Number(DIMENSIONLESS),
            Self::MaxRate => Form::Number(Dimension::RATE),
            Self::TaskMemory => Form::Number(Dimension::DATA),
            Self::Queueing => Form::Choice(&[
                ("mmc", "M/M/c: one queue, many slots"),
                ("mm1", "M/M/1: a queue for each slot"),
                ("given", "given by p50 and p99"),
            ]),
            Self::P50 => Form::Number(Dimension::TIME),
            Self::P99 => Form::Number(Dimension::TIME),
            Self::Hit => Form::Number(DIMENSIONLESS),
            Self::WorkingSet => Form::Number(Dimension::DATA),
            Self::Writes => Form::Number(DIMENSIONLESS),
            Self::Entry => Form::Number(Dimension::DATA),
            Self::Retention => Form::Number(Dimension::TIME),
            Self::Copies => Form::Number(DIMENSIONLESS),
            Self::Medium => Form::Choice(&[("disk", "on disk"), ("memory", "in memory")]),
            Self::Ops => Form::Number(DIMENSIONLESS),
            Self::Shards => Form::Number(DIMENSIONLESS),
            Self::Batch => Form::Number(DIMENSIONLESS),
            Self::QueueLimit => Form::Number(DIMENSIONLESS),
            Self::Availability => Form::Number(DIMENSIONLESS),
            Self::Shed => Form::Number(DIMENSIONLESS),
            Self::ScaleAt => Form::Number(DIMENSIONLESS),
            Self::ScaleDelay => Form::Number(Dimension::TIME),
            Self::MaxMachines => Form::Number(Dimension::MACHINE),
            Self::Price => Form::Number(Dimension::SPENDING),
            Self::PricePerRequest => Form::Number(Dimension::MONEY_PER_REQUEST),
            Self::FanOut => Form::Number(DIMENSIONLESS),
            Self::Share => Form::Number(DIMENSIONLESS),
            Self::Request => Form::Number(Dimension::DATA),
            Self::Response => Form::Number(Dimension::DATA),
            Self::Mode => Form::Choice(&[("sync", "for the answer"), ("async", "for nobody")]),
            Self::Stage => Form::Number(DIMENSIONLESS),
            Self::Optional => Form::Choice(&[
                ("no", "the request fails"),
                ("yes", "the request goes on without"),
            ]),
            Self::Attempts => Form::Number(DIMENSIONLESS),
            Self::Timeout => Form::Number(Dimension::TIME),
            Self::Backoff => Form::Number(Dimension::TIME),
            Self::Jitter => Form::Choice(&[
                ("full", "full: from nothing to the pause"),
                ("none", "none"),
            ]),
            Self::RetryBudget => Form::Number(DIMENSIONLESS),
            Self::Breaker => Form::Number(DIMENSIONLESS),
            Self::BreakerDelay => Form::Number(Dimension::TIME),
            Self::Copied => Form::Number(DIMENSIONLESS),
            Self::LatencySlo => Form::Number(Dimension::TIME),
            Self::LatencyPercentile => Form::Number(DIMENSIONLESS),
            Self::AvailabilitySlo => Form::Number(DIMENSIONLESS),
            Self::Window => Form::Number(Dimension::TIME),
            Self::CostLimit => Form::Number(Dimension::SPENDING),
            Self::MaxUtilisation => Form::Number(DIMENSIONLESS),
            Self::Survive => Form::Number(DIMENSIONLESS),
            Self::ZoneRtt => Form::Number(Dimension::TIME),
            Self::RegionRtt => Form::Number(Dimension::TIME),
            Self::LocalRtt => Form::Number(Dimension::TIME),
            Self::Month => Form::Number(Dimension::TIME),
            Self::Year => Form::Number(Dimension::TIME),
            Self::Cores => Form::Number(DIMENSIONLESS),
            Self::Memory => Form::Number(Dimension::DATA),
            Self::Network => Form::Number(Dimension::BANDWIDTH),
            Self::Disk => Form::Number(Dimension::DATA),
            Self::Iops => Form::Number(Dimension::RATE),
            Self::MachinePrice => Form::Number(Dimension::SPENDING),
            Self::StoragePrice => Form::Number(Dimension::STORAGE_PRICE),
            Self::EgressPrice => Form::Number(Dimension::MONEY_PER_DATA),
            Self::ZonePrice => Form::Number(Dimension::MONEY_PER_DATA),
            Self::RegionPrice => Form::Number(Dimension::MONEY_PER_DATA),
        }
    }
}
