//! The units that are understood.

use super::{Calendar, Dimension, Quantity};

const BIT: f64 = 1.0 / 8.0;

/// The value of a unit's name; `None` when there is no such unit.
pub(super) fn unit(name: &str, calendar: Calendar) -> Option<Quantity> {
    let time = |seconds| Some(Quantity::new(seconds, Dimension::TIME));
    let fixed = match name {
        "ns" => time(1e-9),
        "us" | "µs" | "μs" => time(1e-6),
        "ms" => time(1e-3),
        "s" | "sec" | "secs" | "second" | "seconds" => time(1.0),
        "min" | "mins" | "minute" | "minutes" => time(60.0),
        "h" | "hr" | "hour" | "hours" => time(3_600.0),
        "d" | "day" | "days" => time(86_400.0),
        "w" | "wk" | "week" | "weeks" => time(7.0 * 86_400.0),
        "month" | "months" | "mo" => time(calendar.month),
        "y" | "yr" | "year" | "years" => time(calendar.year),
        "%" => Some(Quantity::number(0.01)),
        "$" | "USD" => Some(Quantity::new(1.0, Dimension::MONEY)),
        "qps" | "rps" | "QPS" | "RPS" | "IOPS" | "iops" => {
            Some(Quantity::new(1.0, Dimension::RATE))
        }
        _ => None,
    };
    fixed.or_else(|| data(name)).or_else(|| counted(name))
}

/// `KB`, `MiB`, `Gb`, `Mbps`, `bytes`, `kbit/s` and the like.
fn data(name: &str) -> Option<Quantity> {
    match name {
        "byte" | "bytes" => return Some(Quantity::new(1.0, Dimension::DATA)),
        "bit" | "bits" => return Some(Quantity::new(BIT, Dimension::DATA)),
        "bps" => return Some(Quantity::new(BIT, Dimension::BANDWIDTH)),
        _ => {}
    }
    let (prefix, rest) = prefix(name);
    let (size, dimension) = match rest {
        "B" | "Byte" | "Bytes" => (1.0, Dimension::DATA),
        "b" | "bit" | "bits" => (BIT, Dimension::DATA),
        "bps" | "bit/s" => (BIT, Dimension::BANDWIDTH),
        "Bps" => (1.0, Dimension::BANDWIDTH),
        _ => return None,
    };
    Some(Quantity::new(prefix * size, dimension))
}

/// The factor of a prefix, and what follows it.
fn prefix(name: &str) -> (f64, &str) {
    const PREFIXES: [(&str, f64); 14] = [
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

/// Things that are counted: they say what a number counts, and are requests or machines to the arithmetic.
fn counted(name: &str) -> Option<Quantity> {
    const REQUESTS: [&str; 26] = [
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
    ];
    const MACHINES: [&str; 12] = [
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
    ];
    if REQUESTS.contains(&name) {
        Some(Quantity::new(1.0, Dimension::REQUEST))
    } else if MACHINES.contains(&name) {
        Some(Quantity::new(1.0, Dimension::MACHINE))
    } else {
        None
    }
}

/// The factor of a multiplier written at a number: `500k`, `10M`, `3bn`.
pub(super) fn multiplier(name: &str) -> Option<f64> {
    match name {
        "k" | "K" => Some(1e3),
        "M" | "mn" | "million" => Some(1e6),
        "bn" | "G" | "billion" => Some(1e9),
        "T" | "tn" | "trillion" => Some(1e12),
        _ => None,
    }
}
