//! What users notice: latency, availability, and what failures take away.

use super::super::Percentile;
use super::super::checks::{Case, Finding};
use super::super::reach::clients;
use super::{enough, share, shown};
use crate::analysis::{FindingKind, Journey, Latency, machines_left};
use crate::model::{AreaKind, Component, Id, Kind};
use crate::units::Dimension;

impl Percentile {
    /// Its name for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::P50 => "p50",
            Self::P90 => "p90",
            Self::P99 => "p99",
            Self::P999 => "p99.9",
        }
    }

    /// Its value, in seconds.
    #[must_use]
    pub const fn of(self, latency: &Latency) -> f64 {
        match self {
            Self::P50 => latency.p50,
            Self::P90 => latency.p90,
            Self::P99 => latency.p99,
            Self::P999 => latency.p999,
        }
    }
}

/// The journeys of a client by name, or of all.
fn journeys<'a>(case: &'a Case<'_>, of: Option<&str>) -> Vec<&'a Journey> {
    let wanted: Option<Vec<Id>> = of.map(|name| {
        clients(case.design, name)
            .iter()
            .map(|part| part.id)
            .collect()
    });
    case.analysis
        .journeys
        .iter()
        .filter(|journey| {
            wanted
                .as_ref()
                .is_none_or(|wanted| wanted.contains(&journey.client))
        })
        .collect()
}

/// Answers come within a time, in seconds.
pub(in super::super) fn latency(
    case: &Case<'_>,
    of: Option<&str>,
    percentile: Percentile,
    within: f64,
) -> Finding {
    let mut slowest: Option<(&Journey, f64)> = None;
    for journey in journeys(case, of) {
        let Some(latency) = &journey.latency else {
            return Finding::fail(format!(
                "{} waits without bound: some queue on its way grows faster than it is served.",
                case.name(journey.client)
            ))
            .about(journey.slowest.iter().copied());
        };
        let value = percentile.of(latency);
        if slowest.is_none_or(|(_, known)| value > known) {
            slowest = Some((journey, value));
        }
    }
    let Some((journey, value)) = slowest else {
        return Finding::fail("Nobody is answered here.");
    };
    let text = |value| shown(value, Dimension::TIME);
    let told = format!(
        "{}: {} is {}",
        case.name(journey.client),
        percentile.label(),
        text(value)
    );
    if enough(within, value) {
        Finding::pass(format!("{told}, within {}.", text(within)))
    } else {
        let way: Vec<String> = journey.slowest.iter().map(|id| case.name(*id)).collect();
        Finding::fail(format!(
            "{told}, and must be within {}. The slowest way: {}.",
            text(within),
            way.join(" → ")
        ))
        .about(journey.slowest.iter().copied())
    }
}

/// At least this share of requests is answered.
pub(in super::super) fn availability(case: &Case<'_>, of: Option<&str>, at_least: f64) -> Finding {
    let worst = journeys(case, of)
        .into_iter()
        .min_by(|a, b| a.availability.value().total_cmp(&b.availability.value()));
    let Some(journey) = worst else {
        return Finding::fail("Nobody is answered here.");
    };
    let value = journey.availability.value();
    let told = format!(
        "{}: {} of requests are answered",
        case.name(journey.client),
        share(value)
    );
    if enough(value, at_least) {
        return Finding::pass(format!("{told}; {} is asked.", share(at_least)));
    }
    let important: Vec<Id> = case
        .analysis
        .totals
        .importance
        .iter()
        .filter(|part| part.gain > 0.0)
        .take(2)
        .map(|part| part.part)
        .collect();
    let blame = if important.is_empty() {
        String::new()
    } else {
        format!(" Most of that comes from {}.", case.names(&important))
    };
    Finding::fail(format!("{told}, and {} is asked.{blame}", share(at_least))).about(important)
}

/// The areas of a kind, one of which could be lost.
///
/// # Errors
/// Why losing one would prove nothing: there are too few, or something stands in none.
pub(in super::super) fn losable(case: &Case<'_>, lose: AreaKind) -> Result<Vec<Id>, Finding> {
    let noun = lose.label().to_lowercase();
    let areas: Vec<Id> = case
        .design
        .areas
        .iter()
        .filter(|area| area.kind == lose)
        .map(|area| area.id)
        .collect();
    if areas.len() < 2 {
        return Err(Finding::fail(format!(
            "There {} here: draw at least two, and say what stands where.",
            match areas.len() {
                0 => format!("is no {noun}"),
                _ => format!("is only one {noun}"),
            }
        ))
        .about(areas));
    }
    // What stands nowhere can't be lost, and so proves nothing.
    let nowhere = case.design.components.iter().find(|part| {
        part.kind.runs_on_machines()
            && part.kind != Kind::LoadBalancer
            && spread(case, part, lose).is_none()
    });
    match nowhere {
        None => Ok(areas),
        Some(part) => Err(Finding::fail(format!(
            "{} stands in no {noun}: say where its machines are.",
            case.name(part.id)
        ))
        .about([part.id])),
    }
}

/// The rest carries the load when any one zone or region is lost.
pub(in super::super) fn survives(case: &Case<'_>, lose: AreaKind, wanted: f64) -> Finding {
    let noun = lose.label().to_lowercase();
    let areas = match losable(case, lose) {
        Ok(areas) => areas,
        Err(finding) => return finding,
    };
    // What stands in a region at large loses the machines that it has in the zone.
    let thin = case.design.components.iter().find_map(|part| {
        let over = spread(case, part, lose).filter(|over| *over > 1)?;
        let figures = case.analysis.components.get(&part.id)?;
        let machines = figures.machines.as_ref()?.value();
        let then = figures.busy() * machines / machines_left(machines, 1, over);
        (!enough(1.0, then * wanted)).then_some((part.id, then))
    });
    if let Some((id, then)) = thin {
        return Finding::fail(format!(
            "Without one {noun} the rest of {} would be loaded to {}.",
            case.name(id),
            share(then)
        ))
        .about([id]);
    }
    let worst = areas
        .iter()
        .filter_map(|id| Some((*id, case.analysis.areas.get(id)?.worst)))
        .min_by(|a, b| a.1.total_cmp(&b.1));
    let Some((area, value)) = worst else {
        return Finding::fail("What is left without them isn't known.");
    };
    if enough(value, wanted) {
        Finding::pass(format!(
            "Without any one {noun} at least {} of every client's requests succeed.",
            share(value)
        ))
    } else {
        Finding::fail(format!(
            "Without {} only {} of some client's requests succeed; {} is asked.",
            case.name(area),
            share(value),
            share(wanted)
        ))
        .about([area])
    }
}

/// Over how many areas of a kind a component is spread: one that it stands in, or, of zones, all of the region that it stands in
/// at large.
fn spread(case: &Case<'_>, part: &Component, lose: AreaKind) -> Option<usize> {
    let within = case.design.within(part.area);
    if within.iter().any(|area| area.kind == lose) {
        return Some(1);
    }
    let zones = within
        .iter()
        .find(|area| area.kind == AreaKind::Region)
        .map_or(0, |region| {
            let zones = case.design.areas.iter();
            zones.filter(|zone| zone.area == Some(region.id)).count()
        });
    (lose == AreaKind::Zone && zones > 1).then_some(zones)
}

/// None of these is found.
pub(in super::super) fn free(case: &Case<'_>, of: &[FindingKind]) -> Finding {
    let found: Vec<_> = case
        .analysis
        .findings
        .iter()
        .filter(|finding| of.contains(&finding.kind))
        .collect();
    let Some(first) = found.first() else {
        return Finding::pass("Nothing of the kind is found.");
    };
    let more = match found.len() {
        1 => String::new(),
        many => format!(" And {} more.", many - 1),
    };
    Finding::fail(format!("{}{more}", first.text)).about(first.parts.iter().copied())
}
