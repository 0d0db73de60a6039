//! The units that are understood.

use super::{Calendar, DIMENSIONLESS, Dimension, Quantity};

const BIT: f64 = 1.0 / 8.0;

/// The units that are offered instead of a word that is none.
pub(super) const SUGGESTED: &[&str] = &[
    "B",
    "KB",
    "MB",
    "GB",
    "TB",
    "PB",
    "KiB",
    "MiB",
    "GiB",
    "TiB",
    "Kb",
    "Mb",
    "Gb",
    "Kbit",
    "Mbit",
    "Gbit",
    "Kbps",
    "Mbps",
    "Gbps",
    "Tbps",
    "MBps",
    "GBps",
    "ns",
    "us",
    "ms",
    "s",
    "seconds",
    "min",
    "minutes",
    "h",
    "hours",
    "d",
    "days",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "bytes",
    "bits",
    "%",
    "$",
    "q",
    "qps",
    "rps",
    "IOPS",
    "requests",
    "queries",
    "reads",
    "writes",
    "messages",
    "events",
    "clicks",
    "jobs",
    "operations",
    "machines",
    "servers",
    "tasks",
    "disks",
    "nodes",
    "users",
    "items",
    "million",
    "billion",
];

/// The value of a unit's name; `None` when there is no such unit.
pub(super) fn unit(name: &str, calendar: Calendar) -> Option<Quantity> {
    let time = |seconds| Some(Quantity::new(seconds, Dimension::TIME));
    let fixed = match name {
        "ns" | "nsec" | "nanosecond" | "nanoseconds" => time(1e-9),
        "us" | "µs" | "μs" | "usec" | "microsecond" | "microseconds" => time(1e-6),
        "ms" | "msec" | "millis" | "millisecond" | "milliseconds" => time(1e-3),
        "s" | "sec" | "secs" | "second" | "seconds" => time(1.0),
        "min" | "mins" | "minute" | "minutes" => time(60.0),
        "h" | "hr" | "hrs" | "hour" | "hours" => time(3_600.0),
        "d" | "day" | "days" => time(86_400.0),
        "w" | "wk" | "week" | "weeks" => time(7.0 * 86_400.0),
        "month" | "months" | "mo" => time(calendar.month),
        "y" | "yr" | "yrs" | "year" | "years" => time(calendar.year),
        "%" | "percent" => Some(Quantity::number(0.01)),
        "pct" => Some(Quantity::number(0.01)),
        "$" | "USD" | "dollar" | "dollars" => Some(Quantity::new(1.0, Dimension::MONEY)),
        "cent" | "cents" | "¢" => Some(Quantity::new(0.01, Dimension::MONEY)),
        "rpm" => Some(Quantity::new(1.0 / 60.0, Dimension::RATE)),
        "Hz" => Some(Quantity::new(1.0, Dimension::RATE)),
        _ => None,
    };
    fixed.or_else(|| data(name)).or_else(|| counted(name))
}

/// `KB`, `MiB`, `Gb`, `Mbps`, `bytes`, `kbit` and the like.
fn data(name: &str) -> Option<Quantity> {
    // Written in small letters it is mostly meant as bytes, and is an eighth of that: as with `mb` and `gb`, one has to say.
    if name == "kb" {
        return None;
    }
    let (factor, rest) = prefix(name);
    let (size, dimension) = match rest {
        "B" | "Byte" | "Bytes" | "byte" | "bytes" => (1.0, Dimension::DATA),
        "b" | "bit" | "bits" | "Bit" | "Bits" => (BIT, Dimension::DATA),
        "bps" => (BIT, Dimension::BANDWIDTH),
        "Bps" => (1.0, Dimension::BANDWIDTH),
        _ => return None,
    };
    Some(Quantity::new(factor * size, dimension))
}

/// The factor of a prefix, and what follows it. Decimal prefixes and binary ones (IEC 80000-13) are told apart.
fn prefix(name: &str) -> (f64, &str) {
    const PREFIXES: [(&str, f64); 22] = [
        ("kilo", 1e3),
        ("mega", 1e6),
        ("giga", 1e9),
        ("tera", 1e12),
        ("Kilo", 1e3),
        ("Mega", 1e6),
        ("Giga", 1e9),
        ("Tera", 1e12),
        ("Ki", 1024.0),
        ("ki", 1024.0),
        ("Mi", 1_048_576.0),
        ("Gi", 1_073_741_824.0),
        ("Ti", 1_099_511_627_776.0),
        ("Pi", 1_125_899_906_842_624.0),
        ("Ei", 1_152_921_504_606_846_976.0),
        ("k", 1e3),
        ("K", 1e3),
        ("M", 1e6),
        ("G", 1e9),
        ("T", 1e12),
        ("P", 1e15),
        ("E", 1e18),
    ];
    PREFIXES
        .iter()
        .find_map(|(prefix, factor)| {
            let rest = name.strip_prefix(prefix)?;
            (!rest.is_empty()).then_some((*factor, rest))
        })
        .unwrap_or((1.0, name))
}

/// Things that are counted: they say what a number counts, and are requests, machines or plain numbers to the arithmetic.
const COUNTED: &[(Dimension, &[&str])] = &[
    (
        Dimension::RATE,
        &["qps", "rps", "tps", "QPS", "RPS", "TPS", "IOPS", "iops"],
    ),
    (
        Dimension::REQUEST,
        &[
            "q",
            "query",
            "queries",
            "req",
            "reqs",
            "request",
            "requests",
            "op",
            "ops",
            "operation",
            "operations",
            "call",
            "calls",
            "event",
            "events",
            "msg",
            "msgs",
            "message",
            "messages",
            "click",
            "clicks",
            "read",
            "reads",
            "write",
            "writes",
            "job",
            "jobs",
            "transaction",
            "transactions",
            "lookup",
            "lookups",
            "view",
            "views",
            "hit",
            "hits",
            "upload",
            "uploads",
            "download",
            "downloads",
        ],
    ),
    (
        Dimension::MACHINE,
        &[
            "machine",
            "machines",
            "server",
            "servers",
            "task",
            "tasks",
            "disk",
            "disks",
            "instance",
            "instances",
            "node",
            "nodes",
            "host",
            "hosts",
            "VM",
            "VMs",
            "pod",
            "pods",
        ],
    ),
    (
        DIMENSIONLESS,
        &[
            "user",
            "users",
            "item",
            "items",
            "record",
            "records",
            "row",
            "rows",
            "object",
            "objects",
            "file",
            "files",
            "entry",
            "entries",
            "key",
            "keys",
            "core",
            "cores",
            "slot",
            "slots",
            "copy",
            "copies",
            "replica",
            "replicas",
            "shard",
            "shards",
            "time",
            "times",
            "cpu",
            "cpus",
            "CPU",
            "CPUs",
            "vCPU",
            "vCPUs",
            "thread",
            "threads",
            "partition",
            "partitions",
            "customer",
            "customers",
            "device",
            "devices",
            "post",
            "posts",
            "photo",
            "photos",
            "image",
            "images",
            "video",
            "videos",
            "document",
            "documents",
            "link",
            "links",
            "page",
            "pages",
            "connection",
            "connections",
            "session",
            "sessions",
        ],
    ),
];

/// `clicks`, `qps`, and with a multiplier at it `kqps`, `Mreq`.
fn counted(name: &str) -> Option<Quantity> {
    let find = |name: &str| {
        COUNTED
            .iter()
            .find(|(_, names)| names.contains(&name))
            .map(|(dimension, _)| *dimension)
    };
    if let Some(dimension) = find(name) {
        return Some(Quantity::new(1.0, dimension));
    }
    let (factor, rest) = match name.chars().next()? {
        'k' | 'K' => (1e3, name.get(1..)?),
        'M' => (1e6, name.get(1..)?),
        'G' => (1e9, name.get(1..)?),
        _ => return None,
    };
    let dimension = find(rest).filter(|dimension| dimension.request != 0)?;
    Some(Quantity::new(factor, dimension))
}

/// The factor of a multiplier written at a number: `500k`, `10M`, `3bn`, `2 million`.
pub(super) fn multiplier(name: &str) -> Option<f64> {
    match name {
        "k" | "K" | "thousand" => Some(1e3),
        "M" | "mn" | "million" => Some(1e6),
        "G" | "bn" | "billion" => Some(1e9),
        "T" | "tn" | "trillion" => Some(1e12),
        _ => None,
    }
}
