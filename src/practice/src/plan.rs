//! The twelve-week plan: six parts of two weeks each.

use crate::manifest::Track;

/// How many weeks the plan has.
pub const WEEKS: u8 = 12;

/// A part of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Which it is.
    pub track: Track,
    /// Its name in addresses and in `exercise.toml`.
    pub slug: &'static str,
    /// Its name.
    pub title: &'static str,
    /// Its name where there is little room.
    pub short: &'static str,
    /// Its first week.
    pub first_week: u8,
    /// Its last week.
    pub last_week: u8,
    /// What is practised, in one sentence.
    pub about: &'static str,
    /// What to know, each in a few words.
    pub topics: &'static [&'static str],
}

/// The parts, in the order of their weeks.
pub static PARTS: [Part; 6] = [
    Part {
        track: Track::Programming,
        slug: "programming",
        title: "Programming",
        short: "Programming",
        first_week: 1,
        last_week: 2,
        about: "Turn what a system writes about itself, in files and logs, into an answer, with code that stays correct on bad input.",
        topics: &[
            "Parsing text with regular expressions, and when not to",
            "Hash tables, trees and graphs, and what each operation costs",
            "Streaming over files larger than memory",
            "Caches and eviction",
            "Percentiles, histograms and time arithmetic",
            "Test cases said aloud before the code is written",
        ],
    },
    Part {
        track: Track::Networking,
        slug: "networking",
        title: "Networking",
        short: "Networking",
        first_week: 3,
        last_week: 4,
        about: "Follow a request from name to packet and back, and say at which hop it went wrong and how one would know.",
        topics: &[
            "DNS resolution, caching and delegation",
            "TCP: handshake, windows, retransmission, TIME_WAIT",
            "TLS handshakes, certificates and their renewal",
            "HTTP/1.1, HTTP/2 and HTTP/3, and what proxies do to them",
            "Routing, subnets, NAT and load balancing at layers 4 and 7",
            "Reading tcpdump, ss, dig and traceroute",
        ],
    },
    Part {
        track: Track::Design,
        slug: "design",
        title: "System design and NALSD",
        short: "Design",
        first_week: 5,
        last_week: 6,
        about: "Design a system with numbers on every part, find what gives way first, and make it survive the loss of a zone.",
        topics: &[
            "From requirements to SLIs, SLOs and an error budget",
            "Machines, bandwidth, storage and cost by back-of-envelope arithmetic",
            "Queues, tail latency and overload",
            "Replication, consistency and partitioning",
            "Failure domains, redundancy and graceful degradation",
            "Roll-outs, data migrations and how to take them back",
        ],
    },
    Part {
        track: Track::Linux,
        slug: "linux",
        title: "Linux internals",
        short: "Linux",
        first_week: 7,
        last_week: 8,
        about: "Explain what the kernel does between a command and its effect, and find on a slow host what it is short of.",
        topics: &[
            "Processes, threads, signals and scheduling",
            "Virtual memory, the page cache, swapping and the OOM killer",
            "File systems, inodes, block devices and I/O wait",
            "System calls, strace and perf",
            "Namespaces and cgroups: what a container is made of",
            "Boot, systemd and the journal",
        ],
    },
    Part {
        track: Track::Aws,
        slug: "aws",
        title: "AWS",
        short: "AWS",
        first_week: 9,
        last_week: 10,
        about: "Build on the services by what they guarantee and what they cost, and limit what any one mistake can reach.",
        topics: &[
            "Regions, availability zones and shared responsibility",
            "IAM: policies, roles and the order in which they are evaluated",
            "VPC: subnets, route tables, security groups and endpoints",
            "EC2, auto scaling and load balancers",
            "S3, EBS, RDS and DynamoDB: durability, consistency, limits",
            "CloudWatch, quotas and what a bill is made of",
        ],
    },
    Part {
        track: Track::DevopsTools,
        slug: "devops-tools",
        title: "DevOps tools",
        short: "DevOps",
        first_week: 11,
        last_week: 12,
        about: "Ship a change safely and watch it run: infrastructure as code, orchestration, pipelines and alerts that mean something.",
        topics: &[
            "Git beyond the daily commands",
            "Terraform: state, plans, modules and drift",
            "Kubernetes: scheduling, probes, services and failed roll-outs",
            "Ansible and keeping hosts as they are described",
            "CI/CD pipelines, canaries and rollback",
            "Prometheus, Grafana and alerts on symptoms",
        ],
    },
];

/// The name of a track in addresses and in `exercise.toml`.
#[must_use]
pub fn slug(track: Track) -> &'static str {
    part(track).slug
}

/// The track of that name.
#[must_use]
pub fn track(slug: &str) -> Option<Track> {
    PARTS
        .iter()
        .find(|part| part.slug == slug)
        .map(|part| part.track)
}

/// The part that a track is.
#[must_use]
pub fn part(track: Track) -> &'static Part {
    // The parts stand in the order of the variants; a test holds them to it.
    &PARTS[track as usize]
}

/// Where a day lies in somebody's plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// It begins in so many days.
    Before(u64),
    /// Week 1 to 12.
    Week(u8),
    /// It ended so many days ago, at least 1.
    After(u64),
}

/// Where `today` lies in a plan that begins on `start`, both as days since the epoch in the reader's own time zone.
/// Week 1 is the seven days from `start` on, whatever day of the week that is.
#[must_use]
pub fn week(start: i64, today: i64) -> When {
    const DAYS: u64 = 7 * WEEKS as u64;
    let distance = today.abs_diff(start);
    if today < start {
        When::Before(distance)
    } else if distance < DAYS {
        When::Week((distance / 7) as u8 + 1)
    } else {
        When::After(distance - DAYS + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::de::{Deserialize, IntoDeserializer, value::Error, value::StrDeserializer};

    #[test]
    fn every_track_has_its_part_and_its_name() {
        for (index, part) in PARTS.iter().enumerate() {
            assert_eq!(part.track as usize, index);
            assert_eq!(self::part(part.track), part);
            // The name in addresses is the one that `exercise.toml` uses.
            let named: StrDeserializer<'_, Error> = part.slug.into_deserializer();
            assert_eq!(Track::deserialize(named), Ok(part.track));
            assert_eq!(track(part.slug), Some(part.track));
            assert!((4..=6).contains(&part.topics.len()), "{}", part.title);
        }
        assert_eq!(track("cooking"), None);
    }

    #[test]
    fn the_weeks_are_covered_once_and_in_order() {
        let weeks: Vec<u8> = PARTS
            .iter()
            .flat_map(|part| part.first_week..=part.last_week)
            .collect();
        assert_eq!(weeks, (1..=WEEKS).collect::<Vec<_>>());
    }

    #[test]
    fn days_fall_into_weeks() {
        for (start, today, expected) in [
            (100, 99, When::Before(1)),
            (100, 0, When::Before(100)),
            (100, 100, When::Week(1)),
            (100, 106, When::Week(1)),
            (100, 107, When::Week(2)),
            (100, 183, When::Week(12)),
            (100, 184, When::After(1)),
            (-3, 4, When::Week(2)),
            (i64::MIN, i64::MAX, When::After(u64::MAX - 83)),
            (i64::MAX, i64::MIN, When::Before(u64::MAX)),
        ] {
            assert_eq!(week(start, today), expected, "{start} {today}");
        }
    }
}
