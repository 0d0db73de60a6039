//! Calls that wait for another region.

use super::{Context, finding, seconds, set};
use crate::analysis::demand::{Edge, Sends};
use crate::analysis::{Finding, FindingKind, Mend, Severity};
use crate::edit::Command;
use crate::model::{AreaKind, Component, Field, Id, Kind, Link, Written};
use crate::sketch::{component_size, free_spot};

/// Callers that wait for another region.
pub(super) fn cross_region_call(context: &Context) -> Vec<Finding> {
    let reckoning = context.reckoning;
    let mut found = Vec::new();
    for (at, edge) in reckoning.flows.edges.iter().enumerate() {
        let far = reckoning.crossing(at) == Some(AreaKind::Region);
        if !far || !edge.waits || edge.per_request <= 0.0 {
            continue;
        }
        let (from, to) = (
            &reckoning.flows.nodes[edge.from],
            &reckoning.flows.nodes[edge.to],
        );
        let away = reckoning.inputs.design(Field::RegionRtt).unwrap_or(0.0);
        let text = format!(
            "{} waits for {} in another region, {} away. A queue between them, or a copy of the data in its own region, would spare it that.",
            context.name(from.id),
            context.name(to.id),
            seconds(away)
        );
        found.push(Finding {
            mend: mend(context, edge),
            ..finding(
                FindingKind::CrossRegionCall,
                Severity::Warning,
                vec![edge.id, from.id, to.id],
                text,
            )
        });
    }
    found
}

/// What spares the caller the wait. An answer that is needed can't be done without: only what is merely handed over may go its way
/// alone.
fn mend(context: &Context, edge: &Edge) -> Option<Mend> {
    let nodes = &context.reckoning.flows.nodes;
    let (from, to) = (&nodes[edge.from], &nodes[edge.to]);
    let (caller, callee) = (context.name(from.id), context.name(to.id));
    if !reads(context, edge) {
        let text = format!(
            "Let {caller} not wait for {callee}: it goes on before the request has arrived, and doesn't learn when that fails."
        );
        return Some(Mend::new(text, [set(&[edge.id], Field::Mode, "async")]));
    }
    let region = context.name(context.reckoning.regions[edge.from]?);
    Some(replica(context, edge, &region).unwrap_or_else(|| {
        let text = format!(
            "Run {callee} in {region}, too, for those who call it from there. {caller} needs its answer, so it can't go on without."
        );
        Mend::new(text, [])
    }))
}

/// Whether the caller gets something that it can't go on without: of a queue or a write it gets no more than that it has arrived.
fn reads(context: &Context, edge: &Edge) -> bool {
    let flows = &context.reckoning.flows;
    let to = &flows.nodes[edge.to];
    let empty = context.number(edge.id, Field::Response) == Some(0.0);
    let written = context.number(to.id, Field::Writes) == Some(1.0);
    // Who has a copy at home reads there.
    let home = flows.nodes[edge.from].out.iter().any(|other| {
        let other = flows.edges[*other].to;
        let reckoning = context.reckoning;
        flows.nodes[other].kind == to.kind
            && reckoning.name(other) == reckoning.name(edge.to)
            && reckoning.regions[other] == reckoning.regions[edge.from]
    });
    !(to.kind.decouples() || empty || written || home)
}

/// A copy of a store in the caller's region, which the store keeps up to date; reads go there, writes still go where they went.
/// None where that isn't all there is to it.
fn replica(context: &Context, edge: &Edge, region: &str) -> Option<Mend> {
    let reckoning = context.reckoning;
    let (design, flows) = (reckoning.design, &reckoning.flows);
    let (from, to) = (&flows.nodes[edge.from], &flows.nodes[edge.to]);
    let copied = matches!(to.kind, Kind::Sql | Kind::Nosql | Kind::ObjectStore);
    if !copied || from.sends != Sends::Each || to.sends != Sends::Each {
        return None;
    }
    let (caller, store) = (design.component(from.id)?, design.component(to.id)?);
    let link = design.link(edge.id)?;
    let writes = context.number(to.id, Field::Writes)?.min(1.0);
    // What is written stays as much; it is a larger share of fewer requests.
    let left = to.average - edge.average * (1.0 - writes);
    let written = if left > 0.0 {
        (writes * to.average / left).min(1.0)
    } else {
        writes
    };
    let at_copy = edge.average * (1.0 - writes) + written * left;
    let [new, asks, follows] = unused(context)?;
    let with = |set: &Written, more: &[(Field, String)]| -> Written {
        let more = more.iter().map(|(field, text)| (*field, text.clone()));
        set.clone().into_iter().chain(more).collect()
    };
    let mut own = with(
        &store.set,
        &[(
            Field::Writes,
            share(writes * to.average / at_copy.max(f64::MIN_POSITIVE)),
        )],
    );
    // As many as its load needs.
    own.remove(&Field::Machines);
    let size = component_size(to.kind);
    let copy = Component {
        id: new,
        rect: free_spot(design, Some(caller.rect), caller.rect.middle(), size),
        area: caller.area,
        set: own,
        ..Component::clone(store)
    };
    let calls = |share: f64| super::plain(edge.fan_out * share);
    let asking = Link {
        id: asks,
        to: new,
        set: with(&link.set, &[(Field::FanOut, calls(1.0 - writes))]),
        ..Link::clone(link)
    };
    let mut sent = vec![
        (Field::FanOut, super::plain(written)),
        (Field::Mode, "async".to_owned()),
        (Field::Response, "0 B".to_owned()),
    ];
    sent.extend(
        link.set
            .get(&Field::Request)
            .map(|size| (Field::Request, size.clone())),
    );
    let following = Link {
        id: follows,
        from: to.id,
        to: new,
        name: String::new(),
        set: sent.into_iter().collect(),
    };
    let name = context.name(to.id);
    let mut text = format!(
        "Read in {region} from a copy of {name}, which {name} keeps up to date: what is read there may be a moment old."
    );
    if writes > 0.0 {
        text += " Writes go where they went, and are still waited for.";
    }
    let commands = [
        Command::Add {
            components: vec![copy],
            links: vec![asking, following],
            areas: Vec::new(),
        },
        set(&[edge.id], Field::FanOut, calls(writes)),
        set(&[to.id], Field::Writes, share(written)),
    ];
    Some(Mend {
        partial: writes > 0.0,
        ..Mend::new(text, commands)
    })
}

/// A share as it is written.
fn share(value: f64) -> String {
    format!("{} %", super::plain(value.min(1.0) * 100.0))
}

/// Numbers for parts that are to be added, which no part has.
fn unused(context: &Context) -> Option<[Id; 3]> {
    let design = context.reckoning.design;
    let components = design.components.iter().map(|part| part.id);
    let links = design.links.iter().map(|part| part.id);
    let areas = design.areas.iter().map(|part| part.id);
    let most = components.chain(links).chain(areas).max()?.0;
    Some([
        Id(most.checked_add(1)?),
        Id(most.checked_add(2)?),
        Id(most.checked_add(3)?),
    ])
}
