//! Fields in words.

use super::Field;

impl Field {
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
            Self::Ops => {
                "Operations on a disk that a request takes; a write takes them on every copy."
            }
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
}
