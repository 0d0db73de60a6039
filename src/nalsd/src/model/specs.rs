//! Which fields a thing has, and what they are when nothing is written.

use super::{AreaKind, Field, FieldSpec, Kind};

const fn f(field: Field, default: &'static str) -> FieldSpec {
    FieldSpec { field, default }
}

/// The fields of a kind of component, in the inspector's order.
#[must_use]
pub const fn component_fields(kind: Kind) -> &'static [FieldSpec] {
    match kind {
        Kind::Client => CLIENT,
        Kind::Dns => DNS,
        Kind::Cdn => CDN,
        Kind::LoadBalancer => LOAD_BALANCER,
        Kind::Service => SERVICE,
        Kind::Worker => WORKER,
        Kind::Cache => CACHE,
        Kind::Queue => QUEUE,
        Kind::Stream => STREAM,
        Kind::Sql => SQL,
        Kind::Nosql => NOSQL,
        Kind::ObjectStore => OBJECT_STORE,
        Kind::External => EXTERNAL,
        Kind::Note => &[],
    }
}

/// The fields of a link.
#[must_use]
pub const fn link_fields() -> &'static [FieldSpec] {
    LINK
}

/// The fields of an area.
#[must_use]
pub const fn area_fields(kind: AreaKind) -> &'static [FieldSpec] {
    match kind {
        AreaKind::Region => REGION,
        AreaKind::Zone => ZONE,
    }
}

/// What holds for the whole design.
#[must_use]
pub const fn settings_fields() -> &'static [FieldSpec] {
    SETTINGS
}

/// The price table, machines apart.
#[must_use]
pub const fn price_fields() -> &'static [FieldSpec] {
    PRICES
}

/// The fields of a machine class.
#[must_use]
pub const fn machine_fields() -> &'static [FieldSpec] {
    MACHINE
}

/// The field among these, if it is there.
#[must_use]
pub fn spec(fields: &'static [FieldSpec], field: Field) -> Option<FieldSpec> {
    fields.iter().copied().find(|spec| spec.field == field)
}

const CLIENT: &[FieldSpec] = &[
    f(Field::Rate, "100/s"),
    f(Field::Peak, "1"),
    f(Field::Sends, "one"),
];

const DNS: &[FieldSpec] = &[
    f(Field::Sends, "one"),
    f(Field::Queueing, "given"),
    f(Field::P50, "5 ms"),
    f(Field::P99, "50 ms"),
    f(Field::Availability, "99.999 %"),
    f(Field::Price, ""),
    f(Field::PricePerRequest, ""),
];

const CDN: &[FieldSpec] = &[
    f(Field::Sends, "one"),
    f(Field::Hit, "90 %"),
    f(Field::Queueing, "given"),
    f(Field::P50, "10 ms"),
    f(Field::P99, "60 ms"),
    f(Field::Availability, "99.99 %"),
    f(Field::Price, ""),
    f(Field::PricePerRequest, ""),
];

const LOAD_BALANCER: &[FieldSpec] = &[
    f(Field::Sends, "one"),
    f(Field::Need, ""),
    f(Field::Machine, "small"),
    f(Field::Machines, ""),
    f(Field::Spare, "1"),
    f(Field::Cpu, "50 us"),
    f(Field::Service, "200 us"),
    f(Field::Slots, "1000"),
    f(Field::MaxRate, ""),
    f(Field::Queueing, "mmc"),
    f(Field::P50, "1 ms"),
    f(Field::P99, "5 ms"),
    f(Field::QueueLimit, ""),
    f(Field::Shed, ""),
    f(Field::Availability, "99.9 %"),
    f(Field::Price, ""),
];

const SERVICE: &[FieldSpec] = &[
    f(Field::Sends, "all"),
    f(Field::Need, ""),
    f(Field::Machine, "medium"),
    f(Field::Machines, ""),
    f(Field::Spare, "0"),
    f(Field::Cpu, "5 ms"),
    f(Field::Service, "10 ms"),
    f(Field::Slots, "16"),
    f(Field::MaxRate, ""),
    f(Field::TaskMemory, ""),
    f(Field::WorkingSet, ""),
    f(Field::Queueing, "mmc"),
    f(Field::P50, "10 ms"),
    f(Field::P99, "50 ms"),
    f(Field::QueueLimit, ""),
    f(Field::Shed, ""),
    f(Field::ScaleAt, ""),
    f(Field::ScaleDelay, "2 min"),
    f(Field::MaxMachines, ""),
    f(Field::Availability, "99.9 %"),
    f(Field::Price, ""),
];

const WORKER: &[FieldSpec] = &[
    f(Field::Sends, "all"),
    f(Field::Need, ""),
    f(Field::Machine, "medium"),
    f(Field::Machines, ""),
    f(Field::Spare, "0"),
    f(Field::Cpu, "10 ms"),
    f(Field::Service, "20 ms"),
    f(Field::Slots, "16"),
    f(Field::Batch, "1"),
    f(Field::MaxRate, ""),
    f(Field::TaskMemory, ""),
    f(Field::WorkingSet, ""),
    f(Field::Queueing, "mmc"),
    f(Field::P50, "20 ms"),
    f(Field::P99, "100 ms"),
    f(Field::QueueLimit, ""),
    f(Field::Shed, ""),
    f(Field::ScaleAt, ""),
    f(Field::ScaleDelay, "2 min"),
    f(Field::MaxMachines, ""),
    f(Field::Availability, "99.9 %"),
    f(Field::Price, ""),
];

const CACHE: &[FieldSpec] = &[
    f(Field::Sends, "all"),
    f(Field::Hit, "90 %"),
    f(Field::Need, ""),
    f(Field::Machine, "memory"),
    f(Field::Machines, ""),
    f(Field::Spare, "0"),
    f(Field::WorkingSet, "10 GB"),
    f(Field::Copies, "1"),
    f(Field::Cpu, "20 us"),
    f(Field::Service, "100 us"),
    f(Field::Slots, "64"),
    f(Field::MaxRate, ""),
    f(Field::Queueing, "mmc"),
    f(Field::P50, "500 us"),
    f(Field::P99, "2 ms"),
    f(Field::QueueLimit, ""),
    f(Field::Shed, ""),
    f(Field::Availability, "99.9 %"),
    f(Field::Price, ""),
];

const QUEUE: &[FieldSpec] = &[
    f(Field::Sends, "all"),
    f(Field::Need, ""),
    f(Field::Machine, "medium"),
    f(Field::Machines, ""),
    f(Field::Spare, "0"),
    f(Field::Batch, "1"),
    f(Field::Writes, "100 %"),
    f(Field::Entry, "1 KB"),
    f(Field::Retention, "1 h"),
    f(Field::Copies, "3"),
    f(Field::Medium, "disk"),
    f(Field::Ops, "1"),
    f(Field::Cpu, "50 us"),
    f(Field::Service, "1 ms"),
    f(Field::Slots, "64"),
    f(Field::MaxRate, ""),
    f(Field::Queueing, "mmc"),
    f(Field::P50, "2 ms"),
    f(Field::P99, "10 ms"),
    f(Field::QueueLimit, ""),
    f(Field::Availability, "99.9 %"),
    f(Field::Price, ""),
    f(Field::PricePerRequest, ""),
];

const STREAM: &[FieldSpec] = &[
    f(Field::Sends, "all"),
    f(Field::Need, ""),
    f(Field::Machine, "storage"),
    f(Field::Machines, ""),
    f(Field::Spare, "0"),
    f(Field::Batch, "1"),
    f(Field::Writes, "100 %"),
    f(Field::Entry, "1 KB"),
    f(Field::Retention, "1 d"),
    f(Field::Copies, "3"),
    f(Field::Medium, "disk"),
    // A log is written in sequence, many entries at a time.
    f(Field::Ops, "0.01"),
    f(Field::Cpu, "20 us"),
    f(Field::Service, "1 ms"),
    f(Field::Slots, "64"),
    f(Field::MaxRate, ""),
    f(Field::Queueing, "mmc"),
    f(Field::P50, "2 ms"),
    f(Field::P99, "10 ms"),
    f(Field::QueueLimit, ""),
    f(Field::Availability, "99.9 %"),
    f(Field::Price, ""),
    f(Field::PricePerRequest, ""),
];

const SQL: &[FieldSpec] = &[
    f(Field::Sends, "all"),
    f(Field::Need, ""),
    f(Field::Machine, "storage"),
    f(Field::Machines, ""),
    f(Field::Spare, "0"),
    f(Field::Shards, "1"),
    f(Field::Writes, "10 %"),
    f(Field::Entry, "1 KB"),
    f(Field::Retention, "1 year"),
    f(Field::Copies, "2"),
    f(Field::Medium, "disk"),
    f(Field::WorkingSet, ""),
    f(Field::Ops, "2"),
    f(Field::Cpu, "500 us"),
    f(Field::Service, "2 ms"),
    f(Field::Slots, "64"),
    f(Field::MaxRate, ""),
    f(Field::Queueing, "mmc"),
    f(Field::P50, "3 ms"),
    f(Field::P99, "20 ms"),
    f(Field::QueueLimit, ""),
    f(Field::Shed, ""),
    f(Field::Availability, "99.9 %"),
    f(Field::Price, ""),
];

const NOSQL: &[FieldSpec] = &[
    f(Field::Sends, "all"),
    f(Field::Need, ""),
    f(Field::Machine, "storage"),
    f(Field::Machines, ""),
    f(Field::Spare, "0"),
    f(Field::Shards, ""),
    f(Field::Writes, "10 %"),
    f(Field::Entry, "1 KB"),
    f(Field::Retention, "1 year"),
    f(Field::Copies, "3"),
    f(Field::Medium, "disk"),
    f(Field::WorkingSet, ""),
    f(Field::Ops, "1"),
    f(Field::Cpu, "200 us"),
    f(Field::Service, "1 ms"),
    f(Field::Slots, "64"),
    f(Field::MaxRate, ""),
    f(Field::TaskMemory, ""),
    f(Field::Queueing, "mmc"),
    f(Field::P50, "2 ms"),
    f(Field::P99, "10 ms"),
    f(Field::QueueLimit, ""),
    f(Field::Shed, ""),
    f(Field::Availability, "99.9 %"),
    f(Field::Price, ""),
    f(Field::PricePerRequest, ""),
];

const OBJECT_STORE: &[FieldSpec] = &[
    f(Field::Sends, "all"),
    f(Field::Need, ""),
    f(Field::Machine, "storage"),
    f(Field::Machines, ""),
    f(Field::Spare, "0"),
    f(Field::Writes, "10 %"),
    f(Field::Entry, "1 MB"),
    f(Field::Retention, "1 year"),
    f(Field::Copies, "3"),
    f(Field::Medium, "disk"),
    f(Field::Ops, "1"),
    f(Field::Cpu, "1 ms"),
    f(Field::Service, "20 ms"),
    f(Field::Slots, "256"),
    f(Field::MaxRate, ""),
    f(Field::Queueing, "mmc"),
    f(Field::P50, "30 ms"),
    f(Field::P99, "150 ms"),
    f(Field::QueueLimit, ""),
    f(Field::Shed, ""),
    f(Field::Availability, "99.9 %"),
    f(Field::Price, ""),
    f(Field::PricePerRequest, ""),
];

const EXTERNAL: &[FieldSpec] = &[
    f(Field::Sends, "all"),
    f(Field::Queueing, "given"),
    f(Field::P50, "80 ms"),
    f(Field::P99, "500 ms"),
    f(Field::MaxRate, ""),
    f(Field::Availability, "99.9 %"),
    f(Field::Price, ""),
    f(Field::PricePerRequest, ""),
];

const LINK: &[FieldSpec] = &[
    f(Field::FanOut, "1"),
    f(Field::Share, "1"),
    f(Field::Request, "1 KB"),
    f(Field::Response, "10 KB"),
    f(Field::Copied, "1"),
    f(Field::Mode, "sync"),
    f(Field::Stage, "1"),
    f(Field::Optional, "no"),
    f(Field::Attempts, "1"),
    f(Field::Timeout, ""),
    f(Field::Backoff, "100 ms"),
    f(Field::Jitter, "full"),
    f(Field::RetryBudget, ""),
    f(Field::Breaker, ""),
    f(Field::BreakerDelay, "5 s"),
];

const SETTINGS: &[FieldSpec] = &[
    f(Field::AvailabilitySlo, "99.9 %"),
    f(Field::Window, "30 d"),
    f(Field::LatencySlo, "500 ms"),
    f(Field::LatencyPercentile, "99 %"),
    f(Field::CostLimit, ""),
    f(Field::MaxUtilisation, "70 %"),
    f(Field::Survive, "0"),
    f(Field::LocalRtt, "500 us"),
    f(Field::ZoneRtt, "1 ms"),
    f(Field::RegionRtt, "80 ms"),
    f(Field::Month, "30 d"),
    f(Field::Year, "365 d"),
];

const PRICES: &[FieldSpec] = &[
    f(Field::StoragePrice, "$ 0.02/GB/month"),
    f(Field::EgressPrice, "$ 0.05/GB"),
    f(Field::ZonePrice, "$ 0.01/GB"),
    f(Field::RegionPrice, "$ 0.02/GB"),
];

const MACHINE: &[FieldSpec] = &[
    f(Field::Cores, "8"),
    f(Field::Memory, "32 GB"),
    f(Field::Network, "5 Gbps"),
    f(Field::Disk, "200 GB"),
    f(Field::Iops, "6000/s"),
    f(Field::MachinePrice, "$ 240/month"),
];

const REGION: &[FieldSpec] = &[f(Field::Availability, "99.999 %")];
const ZONE: &[FieldSpec] = &[f(Field::Availability, "99.99 %")];
