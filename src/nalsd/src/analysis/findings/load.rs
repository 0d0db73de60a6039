//! What load does.

use super::{Context, finding, set};
use crate::analysis::carries::{Burden, carries};
use crate::analysis::disk::DiskWork;
use crate::analysis::{Finding, FindingKind, Mend, Resource, Severity, verdict};
use crate::model::inputs::LARGEST;
use crate::model::{Field, Id, Kind};
use crate::units::{self, Dimension, Quantity};

pub(super) fn rate(value: f64) -> String {
    units::format(Quantity::new(value, Dimension::RATE))
}

fn machines(value: f64) -> String {
    units::format(Quantity::new(value, Dimension::MACHINE))
}

/// Where between the peak and many times it: `1.5` as `1.5 times the peak`.
fn peak(times: f64) -> String {
    match units::significant(times, 2).as_str() {
        "1" => "the peak".to_owned(),
        times => format!("{times} times the peak"),
    }
}

/// The share that machines are planned to be loaded to.
pub(super) fn planned(context: &Context) -> f64 {
    let share = context.reckoning.inputs.design(Field::MaxUtilisation);
    share
        .filter(|share| *share > 0.0)
        .map_or(1.0, |share| share.min(1.0))
}

/// Requests that wait in a queue that grows without bound.
pub(super) fn unstable(context: &Context) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, node) in context.reckoning.flows.nodes.iter().enumerate() {
        let Some(figures) = context.figures(node.id) else {
            continue;
        };
        if figures.own_latency.is_some() || node.kind == Kind::Client || node.peak <= 0.0 {
            continue;
        }
        let name = context.name(node.id);
        let (what, used) = figures
            .busiest()
            .map_or(("slots", f64::INFINITY), |(resource, used)| {
                (resource.label(), used)
            });
        let can = if used.is_finite() {
            format!(
                "{} are asked of it, and its {what} {} for {}",
                rate(node.peak),
                if matches!(what, "slots" | "disk operations") {
                    "are enough"
                } else {
                    "is enough"
                },
                rate(node.peak / used)
            )
        } else {
            format!("nothing on it serves {}", rate(node.peak))
        };
        // More machines help where these are used in full.
        let deployed = figures.machines.as_ref().filter(|_| used >= 1.0);
        let mend = deployed.and_then(|_| {
            let now = Burden {
                times: 1.0,
                copies: None,
                holds: false,
            };
            let carries = carries(context.reckoning, at, figures, now);
            let full = (carries * (1.0 + 1e-9)).floor() + 1.0;
            let needed = figures
                .needed
                .as_ref()
                .map_or(full, |needed| needed.value().max(full));
            context.deploy(node.id, needed)
        });
        found.push(Finding {
            mend,
            ..finding(
                FindingKind::Unstable,
                Severity::Bad,
                vec![node.id],
                format!("{name}: requests wait without bound. {can}."),
            )
        });
    }
    found
}

/// Fewer machines than the load needs, though no queue grows yet.
pub(super) fn overload(context: &Context) -> Vec<Finding> {
    let mut found = Vec::new();
    for id in verdict(context.analysis).too_small {
        let Some(figures) = context.figures(id) else {
            continue;
        };
        let (Some(needed), Some(deployed)) = (&figures.needed, &figures.machines) else {
            continue;
        };
        if figures.own_latency.is_none() {
            continue;
        }
        let what = figures.binds.map_or(String::new(), |resource| {
            format!("; {} binds", resource.label())
        });
        let text = format!(
            "{} has {}, and needs {}{what}.",
            context.name(id),
            machines(deployed.value()),
            units::whole(needed.value())
        );
        found.push(Finding {
            mend: context.deploy(id, needed.value()),
            ..finding(FindingKind::Overload, Severity::Bad, vec![id], text)
        });
    }
    found
}

/// What is full first as load grows.
pub(super) fn bottleneck(context: &Context) -> Vec<Finding> {
    let tightest = context
        .analysis
        .components
        .iter()
        .filter_map(|(id, figures)| Some((*id, figures, figures.headroom?)))
        .filter(|(_, _, headroom)| headroom.is_finite())
        .min_by(|a, b| a.2.total_cmp(&b.2));
    let Some((id, figures, headroom)) = tightest else {
        return Vec::new();
    };
    // Less is an overload; with ten times as much nothing is near.
    if !(0.0..9.0).contains(&headroom) {
        return Vec::new();
    }
    let what = figures.full_first.map_or("", Resource::label);
    let text = format!(
        "{} is full first as load grows: its {what}, at {}.",
        context.name(id),
        peak(1.0 + headroom)
    );
    vec![finding(
        FindingKind::Bottleneck,
        Severity::Hint,
        vec![id],
        text,
    )]
}

/// Retries of several layers that multiply.
pub(super) fn retry_amplification(context: &Context) -> Vec<Finding> {
    const MANY: f64 = 8.0;
    let flows = &context.reckoning.flows;
    let multiplies = |at: &usize| {
        let edge = &flows.edges[*at];
        edge.amplification >= MANY && edge.amplification > edge.attempts
    };
    let worst = (0..flows.edges.len()).filter(multiplies).max_by(|a, b| {
        flows.edges[*a]
            .amplification
            .total_cmp(&flows.edges[*b].amplification)
    });
    let Some(worst) = worst else {
        return Vec::new();
    };
    // Back along the layers that multiply.
    let mut layers = Vec::new();
    let mut next = Some(worst);
    while let Some(at) = next {
        let edge = &flows.edges[at];
        if edge.attempts > 1.0 {
            layers.push(at);
        }
        let above = edge.amplification / edge.attempts;
        next = flows.nodes[edge.from]
            .incoming
            .iter()
            .copied()
            .filter(|at| flows.edges[*at].waits && !flows.edges[*at].optional && above > 1.0)
            .max_by(|a, b| {
                flows.edges[*a]
                    .amplification
                    .total_cmp(&flows.edges[*b].amplification)
            });
    }
    layers.reverse();
    let attempts: Vec<String> = layers
        .iter()
        .map(|at| units::count(flows.edges[*at].attempts))
        .collect();
    let edge = &flows.edges[worst];
    let (to, id) = (&flows.nodes[edge.to], edge.id);
    let text = format!(
        "When {} fails, one request becomes up to {} calls to it: attempts multiply over {} layers ({} = {}).",
        context.name(to.id),
        units::count(edge.amplification),
        layers.len(),
        attempts.join(" × "),
        units::count(edge.amplification),
    );
    let all: Vec<Id> = (0..flows.edges.len())
        .filter(|at| layers.contains(at) || multiplies(at) || flows.edges[*at].attempts > 1.0)
        .map(|at| flows.edges[at].id)
        .collect();
    let parts = std::iter::once(to.id)
        .chain(std::iter::once(id))
        .chain(
            layers
                .iter()
                .map(|at| flows.edges[*at].id)
                .filter(|layer| *layer != id),
        )
        .collect();
    vec![Finding {
        mend: Some(Mend::new(
            "Let retries be at most 10 % of calls in every layer.",
            [set(&all, Field::RetryBudget, "10 %")],
        )),
        ..finding(
            FindingKind::RetryAmplification,
            Severity::Warning,
            parts,
            text,
        )
    }]
}

/// Queues and streams that may grow without limit.
pub(super) fn unbounded_queue(context: &Context) -> Vec<Finding> {
    let mut found = Vec::new();
    for node in &context.reckoning.flows.nodes {
        let bounded = context.number(node.id, Field::QueueLimit).is_some();
        if !node.kind.decouples() || bounded || node.peak <= 0.0 {
            continue;
        }
        let hour = (node.peak * 3_600.0).ceil().max(1.0);
        let text = format!(
            "{} may grow without limit: should nobody take from it for an hour, {} would wait.",
            context.name(node.id),
            units::count(hour)
        );
        found.push(Finding {
            mend: (hour <= LARGEST).then(|| {
                let most = units::count(hour);
                let text = format!("Limit it to {most} that wait: an hour at the peak.");
                Mend::new(
                    text,
                    [set(&[node.id], Field::QueueLimit, format!("{hour:.0}"))],
                )
            }),
            ..finding(
                FindingKind::UnboundedQueue,
                Severity::Warning,
                vec![node.id],
                text,
            )
        });
    }
    found
}

/// Stores whose shards each take more writes than a machine's disks do.
pub(super) fn unsharded_store(context: &Context) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, node) in context.reckoning.flows.nodes.iter().enumerate() {
        if !matches!(node.kind, Kind::Sql | Kind::Nosql) {
            continue;
        }
        let Some(work) = DiskWork::of(context.reckoning, at) else {
            continue;
        };
        let Some(shards) = work.shards else {
            continue;
        };
        let writes = work.written(node.peak);
        let class = context.reckoning.inputs.class(node.id);
        let each = context
            .reckoning
            .inputs
            .machine(class, Field::Iops)
            .unwrap_or(0.0);
        if writes <= each * shards || each <= 0.0 {
            continue;
        }
        let enough = (writes / (each * planned(context))).ceil();
        let text = format!(
            "{} takes {} disk operations for writes on {}; one machine does {}.",
            context.name(node.id),
            rate(writes),
            if shards > 1.0 {
                format!("{} shards", units::count(shards))
            } else {
                "one shard".to_owned()
            },
            rate(each)
        );
        found.push(Finding {
            mend: (enough < 1e9).then(|| {
                Mend::new(
                    format!("Split it into {} shards.", units::whole(enough)),
                    [set(&[node.id], Field::Shards, format!("{enough:.0}"))],
                )
            }),
            ..finding(
                FindingKind::UnshardedStore,
                Severity::Bad,
                vec![node.id],
                text,
            )
        });
    }
    found
}
