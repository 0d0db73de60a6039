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

/// The fields of these groups, one group after the other.
macro_rules! fields {
    ($($group:expr),* $(,)?) => {{
        const GROUPS: &[&[FieldSpec]] = &[$(&$group),*];
        &joined::<{ count(GROUPS) }>(GROUPS)
    }};
}

const fn count(groups: &[&[FieldSpec]]) -> usize {
    let (mut count, mut at) = (0, 0);
    while at < groups.len() {
        count += groups[at].len();
        at += 1;
    }
    count
}

const fn joined<const N: usize>(groups: &[&[FieldSpec]]) -> [FieldSpec; N] {
    let mut all = [f(Field::Sends, ""); N];
    let (mut filled, mut group) = (0, 0);
    while group < groups.len() {
        let mut at = 0;
        while at < groups[group].len() {
            all[filled] = groups[group][at];
            filled += 1;
            at += 1;
        }
        group += 1;
    }
    all
}

/// Of what runs on machines of ours.
const fn runs_on(class: &'static str, spare: &'static str) -> [FieldSpec; 4] {
    [
        f(Field::Need, ""),
        f(Field::Machine, class),
        f(Field::Machines, ""),
        f(Field::Spare, spare),
    ]
}

/// What a request takes.
const fn serves(cpu: &'static str, time: &'static str, slots: &'static str) -> [FieldSpec; 4] {
    [
        f(Field::Cpu, cpu),
        f(Field::Service, time),
        f(Field::Slots, slots),
        f(Field::MaxRate, ""),
    ]
}

/// Of what keeps entries.
const fn keeps(
    writes: &'static str,
    entry: &'static str,
    retention: &'static str,
    copies: &'static str,
) -> [FieldSpec; 5] {
    [
        f(Field::Writes, writes),
        f(Field::Entry, entry),
        f(Field::Retention, retention),
        f(Field::Copies, copies),
        f(Field::Medium, "disk"),
    ]
}

/// How requests wait, reckoned from the load; or how long answers take where that is given instead.
const fn queues(p50: &'static str, p99: &'static str) -> [FieldSpec; 4] {
    [
        f(Field::Queueing, "mmc"),
        f(Field::P50, p50),
        f(Field::P99, p99),
        f(Field::QueueLimit, ""),
    ]
}

/// Of what isn't ours: how long answers take.
const fn answers(p50: &'static str, p99: &'static str) -> [FieldSpec; 3] {
    [
        f(Field::Queueing, "given"),
        f(Field::P50, p50),
        f(Field::P99, p99),
    ]
}

/// How often it is up, and what that costs.
const fn is_up(availability: &'static str) -> [FieldSpec; 2] {
    [f(Field::Availability, availability), f(Field::Price, "")]
}

/// How machines are added.
const SCALES: [FieldSpec; 3] = [
    f(Field::ScaleAt, ""),
    f(Field::ScaleDelay, "2 min"),
    f(Field::MaxMachines, ""),
];

const CLIENT: &[FieldSpec] = &[
    f(Field::Rate, "100/s"),
    f(Field::Peak, "1"),
    f(Field::Sends, "one"),
];

const DNS: &[FieldSpec] = fields![
    [f(Field::Sends, "one")],
    answers("5 ms", "50 ms"),
    is_up("99.999 %"),
    [f(Field::PricePerRequest, "")],
];

const CDN: &[FieldSpec] = fields![
    [f(Field::Sends, "one"), f(Field::Hit, "90 %")],
    answers("10 ms", "60 ms"),
    is_up("99.99 %"),
    [f(Field::PricePerRequest, "")],
];

const LOAD_BALANCER: &[FieldSpec] = fields![
    [f(Field::Sends, "one")],
    runs_on("small", "1"),
    serves("50 us", "200 us", "1000"),
    queues("1 ms", "5 ms"),
    [f(Field::Shed, "")],
    is_up("99.9 %"),
];

const SERVICE: &[FieldSpec] = fields![
    [f(Field::Sends, "all")],
    runs_on("medium", "0"),
    serves("5 ms", "10 ms", "16"),
    [f(Field::TaskMemory, ""), f(Field::WorkingSet, "")],
    queues("10 ms", "50 ms"),
    [f(Field::Shed, "")],
    SCALES,
    is_up("99.9 %"),
];

const WORKER: &[FieldSpec] = fields![
    [f(Field::Sends, "all")],
    runs_on("medium", "0"),
    [
        f(Field::Cpu, "10 ms"),
        f(Field::Service, "20 ms"),
        f(Field::Slots, "16"),
        f(Field::Batch, "1"),
        f(Field::MaxRate, ""),
        f(Field::TaskMemory, ""),
        f(Field::WorkingSet, "")
    ],
    queues("20 ms", "100 ms"),
    [f(Field::Shed, "")],
    SCALES,
    is_up("99.9 %"),
];

const CACHE: &[FieldSpec] = fields![
    [f(Field::Sends, "all"), f(Field::Hit, "90 %")],
    runs_on("memory", "0"),
    [f(Field::WorkingSet, "10 GB"), f(Field::Copies, "1")],
    serves("20 us", "100 us", "64"),
    queues("500 us", "2 ms"),
    [f(Field::Shed, "")],
    is_up("99.9 %"),
];

const QUEUE: &[FieldSpec] = fields![
    [f(Field::Sends, "all")],
    runs_on("medium", "0"),
    [f(Field::Batch, "1")],
    keeps("100 %", "1 KB", "1 h", "3"),
    [f(Field::Ops, "1")],
    serves("50 us", "1 ms", "64"),
    queues("2 ms", "10 ms"),
    is_up("99.9 %"),
    [f(Field::PricePerRequest, "")],
];

const STREAM: &[FieldSpec] = fields![
    [f(Field::Sends, "all")],
    runs_on("storage", "0"),
    [f(Field::Batch, "1")],
    keeps("100 %", "1 KB", "1 d", "3"),
    // A log is written in sequence, many entries at a time.
    [f(Field::Ops, "0.01")],
    serves("20 us", "1 ms", "64"),
    queues("2 ms", "10 ms"),
    is_up("99.9 %"),
    [f(Field::PricePerRequest, "")],
];

const SQL: &[FieldSpec] = fields![
    [f(Field::Sends, "all")],
    runs_on("storage", "0"),
    [f(Field::Shards, "1")],
    keeps("10 %", "1 KB", "1 year", "2"),
    [f(Field::WorkingSet, ""), f(Field::Ops, "2")],
    serves("500 us", "2 ms", "64"),
    queues("3 ms", "20 ms"),
    [f(Field::Shed, "")],
    is_up("99.9 %"),
];

const NOSQL: &[FieldSpec] = fields![
    [f(Field::Sends, "all")],
    runs_on("storage", "0"),
    [f(Field::Shards, "")],
    keeps("10 %", "1 KB", "1 year", "3"),
    [f(Field::WorkingSet, ""), f(Field::Ops, "1")],
    serves("200 us", "1 ms", "64"),
    [f(Field::TaskMemory, "")],
    queues("2 ms", "10 ms"),
    [f(Field::Shed, "")],
    is_up("99.9 %"),
    [f(Field::PricePerRequest, "")],
];

const OBJECT_STORE: &[FieldSpec] = fields![
    [f(Field::Sends, "all")],
    runs_on("storage", "0"),
    keeps("10 %", "1 MB", "1 year", "3"),
    [f(Field::Ops, "1")],
    serves("1 ms", "20 ms", "256"),
    queues("30 ms", "150 ms"),
    [f(Field::Shed, "")],
    is_up("99.9 %"),
    [f(Field::PricePerRequest, "")],
];

const EXTERNAL: &[FieldSpec] = fields![
    [f(Field::Sends, "all")],
    answers("80 ms", "500 ms"),
    [f(Field::MaxRate, "")],
    is_up("99.9 %"),
    [f(Field::PricePerRequest, "")],
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
