//! Shapes and kinds.

use crate::model::{AreaKind, Kind};

/// The shapes that nodes have: how they open and how they close, the longest first.
pub(super) const SHAPES: [(&str, &str); 14] = [
    ("(((", ")))"),
    ("((", "))"),
    ("([", "])"),
    ("[[", "]]"),
    ("[(", ")]"),
    ("{{", "}}"),
    // These two close in two ways: as parallelogram or as trapezoid.
    ("[/", "/]"),
    ("[/", "\\]"),
    ("[\\", "\\]"),
    ("[\\", "/]"),
    ("[", "]"),
    ("(", ")"),
    ("{", "}"),
    (">", "]"),
];

/// The shape that a kind is written with.
pub(super) const fn shape(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Client => ("([", "])"),
        Kind::Dns => ("{{", "}}"),
        Kind::Cdn => ("((", "))"),
        Kind::LoadBalancer => ("{", "}"),
        Kind::Service => ("[", "]"),
        Kind::Worker => ("[[", "]]"),
        Kind::Cache => ("(", ")"),
        Kind::Queue => ("[/", "/]"),
        Kind::Stream => ("[\\", "\\]"),
        Kind::Sql | Kind::Nosql => ("[(", ")]"),
        Kind::ObjectStore => ("[\\", "/]"),
        Kind::External => ("(((", ")))"),
        Kind::Note => (">", "]"),
    }
}

/// The class that a kind is written as: its name in files.
pub(super) const fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Client => "client",
        Kind::Dns => "dns",
        Kind::Cdn => "cdn",
        Kind::LoadBalancer => "load-balancer",
        Kind::Service => "service",
        Kind::Worker => "worker",
        Kind::Cache => "cache",
        Kind::Queue => "queue",
        Kind::Stream => "stream",
        Kind::Sql => "sql",
        Kind::Nosql => "nosql",
        Kind::ObjectStore => "object-store",
        Kind::External => "external",
        Kind::Note => "note",
    }
}

/// The kind that is written as a class.
pub(super) fn kind(name: &str) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| class(*kind) == name)
}

/// The class that a kind of area is written as.
pub(super) const fn area_class(kind: AreaKind) -> &'static str {
    match kind {
        AreaKind::Region => "region",
        AreaKind::Zone => "zone",
    }
}

/// Words that tell a kind. The first that occurs counts.
const WORDS: [(Kind, &[&str]); 12] = [
    (
        Kind::LoadBalancer,
        &[
            "load balancer",
            "loadbalancer",
            "lb",
            "haproxy",
            "nginx",
            "envoy",
            "gateway",
            "proxy",
        ],
    ),
    (Kind::Cdn, &["cdn", "edge cache"]),
    (Kind::Dns, &["dns"]),
    (Kind::Cache, &["cache", "redis", "memcached", "memcache"]),
    (
        Kind::Stream,
        &["kafka", "stream", "log", "pubsub", "kinesis"],
    ),
    (Kind::Queue, &["queue", "sqs", "rabbitmq"]),
    (
        Kind::ObjectStore,
        &["object store", "object storage", "bucket", "blob", "s3"],
    ),
    (
        Kind::Nosql,
        &[
            "nosql",
            "dynamodb",
            "cassandra",
            "mongodb",
            "mongo",
            "bigtable",
            "key-value",
        ],
    ),
    (
        Kind::Sql,
        &[
            "sql",
            "database",
            "db",
            "postgres",
            "postgresql",
            "mysql",
            "store",
        ],
    ),
    (
        Kind::Worker,
        &["worker", "workers", "job", "consumer", "joiner", "batch"],
    ),
    (
        Kind::Client,
        &["client", "clients", "user", "users", "browser", "mobile"],
    ),
    (Kind::External, &["external", "third party", "partner"]),
];

/// The kind of something that doesn't say it, from its words and else its shape.
pub(super) fn guess(name: &str, opening: &str) -> Kind {
    let words: String = name
        .to_lowercase()
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || c == '-' {
                c
            } else {
                ' '
            }
        })
        .collect();
    let words = format!(
        " {} ",
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    );
    let told = WORDS
        .iter()
        .find(|(_, all)| all.iter().any(|word| words.contains(&format!(" {word} "))));
    if let Some((kind, _)) = told {
        return *kind;
    }
    match opening {
        "[(" => Kind::Sql,
        "([" | "((" => Kind::Client,
        "{" => Kind::LoadBalancer,
        "[/" => Kind::Queue,
        "(((" => Kind::External,
        ">" => Kind::Note,
        _ => Kind::Service,
    }
}
