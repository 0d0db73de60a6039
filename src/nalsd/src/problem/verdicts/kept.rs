//! What becomes of what is sent: that it is kept, and how soon it has its effect.

use super::super::Percentile;
use super::super::checks::{Case, Finding};
use super::super::reach::{NoWay, clients, longest, reached};
use super::{about_enough, apart, enough, shown};
use crate::analysis::Figure;
use crate::analysis::demand::Flows;
use crate::model::inputs::Inputs;
use crate::model::{Component, Field, Id};
use crate::units::Dimension;
use std::rc::Rc;

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
/// hold all of it, or its share. A store counts for as many of the client's requests as it writes, and for the bytes that it
/// writes: whichever is less. Which requests are written where several clients come must be said, or nobody knows whose they are.
pub(in super::super) fn kept(case: &Case<'_>, from: &str, asked: &Keep) -> Finding {
    let (inputs, flows) = (&case.reckoning.inputs, &case.reckoning.flows);
    let clients = clients(case.design, from);
    let sent = Sent::of(flows, inputs, &clients);
    // A request may carry many entries.
    let requests = asked.rate.min(sent.begun);
    let (mut once, mut copied) = (0.0, 0.0);
    let mut shorter: Option<(f64, Id)> = None;
    let mut unsaid: Option<Id> = None;
    let mut stores = Vec::new();
    for id in reached(flows, &clients) {
        let Some(part) = case.design.component(id).filter(|part| part.kind.stores()) else {
            continue;
        };
        let Some(at) = flows.index(id) else {
            continue;
        };
        let get = |field| inputs.get(id, field).unwrap_or(0.0);
        // Through a part that several clients share, whose calls they are shows in the store's share of writes alone.
        let writes = flows.nodes[at].average * get(Field::Writes);
        if writes <= 0.0 || sent.calls[at] <= 0.0 {
            continue;
        }
        let shared = flows.nodes[at].average > sent.calls[at] * 1.001;
        if shared && get(Field::Writes) < 1.0 && !part.set.contains_key(&Field::Writes) {
            unsaid = unsaid.or(Some(id));
            continue;
        }
        let of_requests = writes / sent.calls[at] * sent.stand_for[at] / requests;
        let of_bytes = writes * get(Field::Entry) / (asked.rate * asked.entry);
        if enough(get(Field::Retention), asked.retention) {
            once += of_requests.min(of_bytes);
            // Pieces of a code that are more than the entry itself are as good as copies.
            copied += of_bytes * get(Field::Copies);
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
    let text = |value| shown(value, Dimension::TIME);
    if about_enough(once, 1.0) {
        let times = crate::units::significant(copied, 3);
        return if about_enough(copied, asked.copies) {
            let kept = text(asked.retention);
            Finding::pass(format!("{what} are kept {times} times for {kept}."))
        } else {
            let wanted = crate::units::count(asked.copies);
            Finding::fail(format!(
                "{what} are kept {times} times, and {wanted} is asked."
            ))
        }
        .about(stores);
    }
    if let (0.0, Some(id)) = (once, unsaid) {
        return Finding::fail(format!(
            "{}: which of its requests are writes isn\u{2019}t said, and others come here, too. Write its share of writes.",
            case.name(id)
        ))
        .about([id]);
    }
    if let (0.0, Some((retention, id))) = (once, shorter) {
        return Finding::fail(format!(
            "{} keeps for {}, and {} is asked.",
            case.name(id),
            text(retention),
            text(asked.retention)
        ))
        .about([id]);
    }
    Finding::fail(format!(
        "{what} are sent; stores that keep for {} write {} % of that.",
        text(asked.retention),
        crate::units::significant(once * 100.0, 2)
    ))
    .about(stores)
}

/// What some clients alone send, by component as the flows have them.
struct Sent {
    /// Requests per second that they begin.
    begun: f64,
    /// Calls per second on average.
    calls: Vec<f64>,
    /// The requests that these calls stand for: of a batch, all.
    stand_for: Vec<f64>,
}

impl Sent {
    fn of(flows: &Flows, inputs: &Inputs, clients: &[&Rc<Component>]) -> Self {
        let mut calls = vec![0.0; flows.nodes.len()];
        for at in clients.iter().filter_map(|part| flows.index(part.id)) {
            calls[at] = flows.nodes[at].begins;
        }
        let begun = calls.iter().sum();
        let mut stand_for = calls.clone();
        for at in &flows.order {
            let node = &flows.nodes[*at];
            let batch = inputs.get(node.id, Field::Batch).unwrap_or(1.0).max(1.0);
            for edge in node.out.iter().map(|edge| &flows.edges[*edge]) {
                calls[edge.to] += calls[*at] * edge.per_request;
                stand_for[edge.to] += stand_for[*at] * edge.per_request * batch;
            }
        }
        Self {
            begun,
            calls,
            stand_for,
        }
    }
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
