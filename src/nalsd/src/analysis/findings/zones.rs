//! What a lost zone takes away.

use super::load::planned;
use super::{Context, busiest, finding, list};
use crate::analysis::areas::{answered, holds_once};
use crate::analysis::carries::{Burden, carries};
use crate::analysis::{Finding, FindingKind, Mend, Severity};
use crate::edit::Command;
use crate::model::{AreaKind, Field, Id, Kind};
use crate::units;
use std::collections::{BTreeMap, BTreeSet};

/// Shares that differ by less are the same.
const ALIKE: f64 = 1e-6;

/// Zones whose loss requests don't survive.
pub(super) fn zone_loss(context: &Context) -> Vec<Finding> {
    let (reckoning, components) = (context.reckoning, &context.analysis.components);
    let zones: BTreeSet<Id> = reckoning
        .design
        .areas
        .iter()
        .filter(|area| area.kind == AreaKind::Zone)
        .map(|area| area.id)
        .collect();
    if zones.is_empty() {
        let asked = reckoning.flows.clients().next().is_some();
        if !asked || !components.keys().any(|id| context.machines(*id).is_some()) {
            return Vec::new();
        }
        let text =
            "Nothing says which zone anything is in: if all is in one, losing it takes all away.";
        let kind = FindingKind::ZoneLoss;
        return vec![finding(kind, Severity::Hint, Vec::new(), text.to_owned())];
    }
    let survive = reckoning.inputs.design(Field::Survive).unwrap_or(0.0);
    let severity = if survive >= 1.0 {
        Severity::Bad
    } else {
        Severity::Warning
    };
    // What is refused with all zones there is no zone's matter.
    let whole = answered(reckoning, components, |_| false);
    let mut found = Vec::new();
    for zone in zones {
        let Some(figures) = context.analysis.areas.get(&zone) else {
            continue;
        };
        if figures.without >= whole - ALIKE {
            continue;
        }
        let mut parts = vec![zone];
        let (why, mend) = if let Some((gone, why)) = nowhere_else(context, zone) {
            parts.extend(gone);
            (why, None)
        } else {
            let mend = (survive < 1.0 && comes_as_needed(context, zone)).then(|| {
                let survive = Command::SetDesign {
                    field: Field::Survive,
                    value: Some("1".to_owned()),
                };
                Mend::new("Size everything for the loss of one zone.", [survive])
            });
            ("the others have too few machines".to_owned(), mend)
        };
        let text = format!(
            "Without {}, {} of requests are still answered: {why}.",
            context.name(zone),
            units::percent(figures.without)
        );
        found.push(Finding {
            mend,
            ..finding(FindingKind::ZoneLoss, severity, parts, text)
        });
    }
    found
}

/// What no other zone has, however many machines there were, and that in words.
fn nowhere_else(context: &Context, zone: Id) -> Option<(Vec<Id>, String)> {
    const TOLD: usize = 5;
    let reckoning = context.reckoning;
    let nodes = &reckoning.flows.nodes;
    let misses = |lost: &dyn Fn(usize) -> bool| {
        // Without figures, nobody is too small.
        answered(reckoning, &BTreeMap::new(), lost) < 1.0 - ALIKE
    };
    let inside = |at: usize| reckoning.zones[at] == Some(zone) && nodes[at].kind != Kind::Client;
    let names = |gone: &[Id]| {
        let names = gone.iter().take(TOLD).map(|id| context.name(*id));
        list(&names.collect::<Vec<_>>())
    };
    let told = |at: usize| nodes[at].id;
    if misses(&inside) {
        let mut gone: Vec<usize> = (0..nodes.len()).filter(|at| inside(*at)).collect();
        let alone: Vec<usize> = gone
            .iter()
            .copied()
            .filter(|at| misses(&|other| other == *at))
            .collect();
        // Alternatives that are all in one zone are missed together only.
        if !alone.is_empty() {
            gone = alone;
        }
        let gone: Vec<Id> = gone.into_iter().map(told).collect();
        let is = if gone.len() == 1 { "is" } else { "are" };
        let why = format!("{} {is} nowhere else", names(&gone));
        return Some((gone, why));
    }
    let split = |at: &usize| {
        let used = nodes[*at].peak > 0.0 && context.machines(nodes[*at].id).is_some();
        used && holds_once(reckoning, &nodes[*at]) && reckoning.spread_over(*at).contains(&zone)
    };
    let once: Vec<Id> = (0..nodes.len()).filter(split).map(told).collect();
    let why = format!("a part of what {} holds is nowhere else", names(&once));
    (!once.is_empty()).then_some((once, why))
}

/// Whether all that is too small without a zone has as many machines as its load needs.
fn comes_as_needed(context: &Context, zone: Id) -> bool {
    let reckoning = context.reckoning;
    let nodes = &reckoning.flows.nodes;
    let zones: BTreeSet<Id> = reckoning.zones.iter().copied().flatten().collect();
    let lost: Vec<bool> = reckoning.zones.iter().map(|at| *at == Some(zone)).collect();
    let rates = reckoning.flows.without(&lost);
    (0..nodes.len()).all(|at| {
        let (id, rises) = (nodes[at].id, rates[at] > nodes[at].peak * (1.0 + 1e-12));
        let spread = reckoning.spread_over(at);
        let comes = || {
            let ours = context.machines(id).is_some();
            let written = context.number(id, Field::Machines).is_some();
            let more = Burden {
                times: rates[at] / nodes[at].peak.max(f64::MIN_POSITIVE) / planned(context),
                copies: None,
                holds: false,
            };
            // Of a shard that is written to too much, no number is enough.
            let carries = |figures| carries(reckoning, at, figures, more).is_finite();
            ours && !written && context.figures(id).is_some_and(carries)
        };
        // With one zone only, none may be lost.
        let sized = !rises || zones.len() > 1;
        // It carries what comes with what it has.
        let used = context.figures(id).and_then(busiest);
        let fits = used.is_none_or(|(_, used)| used * rates[at] <= nodes[at].peak * (1.0 + 1e-9));
        (fits && !spread.contains(&zone)) || (sized && comes() && spread.len() != 1)
    })
}
