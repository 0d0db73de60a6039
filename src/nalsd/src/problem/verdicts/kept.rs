//! What becomes of what is sent: that it is kept, and how soon it has its effect.

use super::super::Percentile;
use super::super::checks::{Case, Finding};
use super::super::reach::{NoWay, clients, longest, reached};
use super::{about_enough, apart, enough, shown};
use crate::analysis::Figure;
use crate::model::inputs::Inputs;
use crate::model::{Field, Id};
use crate::units::Dimension;

/// What must be kept, in base units.
pub(in super::super) struct Keep {
    /// Entries per second.
    pub(in super::super) rate: f64,
    /// Bytes of one.
    pub(in super::super) entry: f64,
    /// Seconds.
    pub(in super::super) retention: f64,
    /// How often each.
    pub(in super::super) copies: f64,
}

/// What a client sends is kept. Stores that it reaches and that keep entries long enough are added up: each of several zones may
/// hold all of it, or its share.
pub(in super::super) fn kept(case: &Case<'_>, from: &str, asked: &Keep) -> Finding {
    let (inputs, flows) = (&case.reckoning.inputs, &case.reckoning.flows);
    let clients = clients(case.design, from);
    let bytes = |value| shown(value, Dimension::BANDWIDTH);
    let wanted = asked.rate * asked.entry;
    let (mut once, mut written) = (0.0, 0.0);
    let mut shorter: Option<(f64, Id)> = None;
    let mut stores = Vec::new();
    for id in reached(flows, &clients) {
        let Some(part) = case.design.component(id).filter(|part| part.kind.stores()) else {
            continue;
        };
        let get = |field| inputs.get(id, field).unwrap_or(0.0);
        let demand = flows.node(id).map_or(0.0, |node| node.average);
        let flow = demand * get(Field::Writes) * get(Field::Entry);
        if flow <= 0.0 {
            continue;
        }
        if enough(get(Field::Retention), asked.retention) {
            once += flow;
            written += flow * get(Field::Copies);
            stores.push(part.id);
        } else if shorter.is_none_or(|(known, _)| get(Field::Retention) > known) {
            shorter = Some((get(Field::Retention), id));
        }
    }
    let what = format!(
        "{}: {} of entries of {}",
        from,
        shown(asked.rate, Dimension::RATE),
        shown(asked.entry, Dimension::DATA)
    );
    if about_enough(once, wanted) && about_enough(written, wanted * asked.copies) {
        return Finding::pass(format!(
            "{what} are kept {} times for {}.",
            crate::units::significant(written / wanted, 3),
            shown(asked.retention, Dimension::TIME)
        ))
        .about(stores);
    }
    if about_enough(once, wanted) {
        return Finding::fail(format!(
            "{what} are kept {} times, and {} is asked.",
            crate::units::significant(written / wanted, 3),
            crate::units::count(asked.copies)
        ))
        .about(stores);
    }
    if let (0.0, Some((retention, id))) = (once, shorter) {
        return Finding::fail(format!(
            "{} keeps for {}, and {} is asked.",
            case.name(id),
            shown(retention, Dimension::TIME),
            shown(asked.retention, Dimension::TIME)
        ))
        .about([id]);
    }
    Finding::fail(format!(
        "{what} are {}, of which stores that keep for {} get {} %.",
        bytes(wanted),
        shown(asked.retention, Dimension::TIME),
        crate::units::significant(once / wanted * 100.0, 2)
    ))
    .about(stores)
}

/// What a client sends has had its effect everywhere within a time, in seconds. Percentiles of one component after the other are
/// added, which says rather too much than too little.
pub(in super::super) fn fresh(
    case: &Case<'_>,
    from: &str,
    percentile: Percentile,
    within: f64,
) -> Finding {
    let (inputs, flows) = (&case.reckoning.inputs, &case.reckoning.flows);
    let own = |id: Id| -> Option<f64> {
        let Some(figures) = case.analysis.components.get(&id) else {
            return Some(0.0);
        };
        if inputs.get(id, Field::Rate).is_some() {
            return Some(0.0);
        }
        let latency = figures.own_latency.as_ref()?;
        Some(percentile.of(latency) + filling(case, inputs, id))
    };
    let step = |edge: usize| case.reckoning.round_trip(edge);
    let text = |value| shown(value, Dimension::TIME);
    let mut slowest: Option<(f64, Vec<Id>)> = None;
    for client in clients(case.design, from) {
        match longest(flows, client, &own, &step) {
            Ok(found) => {
                if slowest.as_ref().is_none_or(|known| found.0 > known.0) {
                    slowest = Some(found);
                }
            }
            Err(NoWay::Unknown(id)) => {
                return Finding::fail(format!(
                    "What {} has to do piles up: more comes in than it can do.",
                    case.name(id)
                ))
                .about([id]);
            }
            Err(NoWay::Ring(id)) => {
                return Finding::fail(format!("{} calls itself in a ring.", case.name(id)))
                    .about([id]);
            }
        }
    }
    let Some((value, way)) = slowest else {
        return Finding::fail(format!("Nothing comes from {from}."));
    };
    let names: Vec<String> = way.iter().map(|id| case.name(*id)).collect();
    let told = |value: String| {
        format!(
            "{} takes {value} at {}",
            names.join(" → "),
            percentile.label()
        )
    };
    if enough(within, value) {
        Finding::pass(format!("{}, within {}.", told(text(value)), text(within)))
    } else {
        let told = told(apart(value, within, text));
        Finding::fail(format!("{told}, and must take at most {}.", text(within))).about(way)
    }
}

/// How long the first request of a batch waits for the last one, on a machine among several.
fn filling(case: &Case<'_>, inputs: &Inputs, id: Id) -> f64 {
    let batch = inputs.get(id, Field::Batch).unwrap_or(1.0);
    let Some(figures) = case.analysis.components.get(&id) else {
        return 0.0;
    };
    let machines = figures
        .machines
        .as_ref()
        .map_or(1.0, Figure::value)
        .max(1.0);
    let rate = figures.demand.value() / machines;
    if batch > 1.0 && rate > 0.0 {
        (batch - 1.0) / rate
    } else {
        0.0
    }
}
