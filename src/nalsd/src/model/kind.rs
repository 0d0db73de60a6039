//! What components and areas there are.

use serde::{Deserialize, Serialize};

/// A kind of component.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Where demand begins: people, or another system's calls.
    Client,
    /// Name resolution.
    Dns,
    /// A content delivery network.
    Cdn,
    /// A load balancer.
    LoadBalancer,
    /// Answers requests, holds no state.
    Service,
    /// Takes work from a queue or stream.
    Worker,
    /// Holds copies of what is asked for often.
    Cache,
    /// Holds work until somebody takes it.
    Queue,
    /// A partitioned, replicated log.
    Stream,
    /// A relational store.
    Sql,
    /// A key-value or document store.
    Nosql,
    /// A store of large objects.
    ObjectStore,
    /// Somebody else's service.
    External,
    /// A text on the drawing; no part of the system.
    Note,
}

impl Kind {
    /// All kinds, in the palette's order.
    pub const ALL: [Self; 14] = [
        Self::Client,
        Self::Dns,
        Self::Cdn,
        Self::LoadBalancer,
        Self::Service,
        Self::Worker,
        Self::Cache,
        Self::Queue,
        Self::Stream,
        Self::Sql,
        Self::Nosql,
        Self::ObjectStore,
        Self::External,
        Self::Note,
    ];

    /// Its name on the page.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Client => "Client",
            Self::Dns => "DNS",
            Self::Cdn => "CDN",
            Self::LoadBalancer => "Load balancer",
            Self::Service => "Service",
            Self::Worker => "Worker",
            Self::Cache => "Cache",
            Self::Queue => "Queue",
            Self::Stream => "Stream",
            Self::Sql => "SQL store",
            Self::Nosql => "NoSQL store",
            Self::ObjectStore => "Object store",
            Self::External => "External API",
            Self::Note => "Note",
        }
    }

    /// The key that adds one.
    #[must_use]
    pub const fn key(self) -> char {
        match self {
            Self::Client => 'c',
            Self::Dns => 'd',
            Self::Cdn => 'n',
            Self::LoadBalancer => 'b',
            Self::Service => 's',
            Self::Worker => 'w',
            Self::Cache => 'h',
            Self::Queue => 'q',
            Self::Stream => 'm',
            Self::Sql => 'r',
            Self::Nosql => 'k',
            Self::ObjectStore => 'o',
            Self::External => 'x',
            Self::Note => 't',
        }
    }

    /// Whether it runs on machines of ours, whose number is to be found.
    #[must_use]
    pub const fn runs_on_machines(self) -> bool {
        matches!(
            self,
            Self::LoadBalancer
                | Self::Service
                | Self::Worker
                | Self::Cache
                | Self::Queue
                | Self::Stream
                | Self::Sql
                | Self::Nosql
                | Self::ObjectStore
        )
    }

    /// Whether it keeps data that must not be lost.
    #[must_use]
    pub const fn stores(self) -> bool {
        matches!(
            self,
            Self::Queue | Self::Stream | Self::Sql | Self::Nosql | Self::ObjectStore
        )
    }

    /// Whether those who call it go on before it has done the work: a queue or stream takes the request, and whoever is
    /// linked behind it works later.
    #[must_use]
    pub const fn decouples(self) -> bool {
        matches!(self, Self::Queue | Self::Stream)
    }
}

/// A kind of container.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AreaKind {
    /// Zones near each other, far from other regions.
    Region,
    /// A failure domain with its own power and network: a datacentre.
    Zone,
}

impl AreaKind {
    /// Its name on the page.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Region => "Region",
            Self::Zone => "Zone",
        }
    }
}
