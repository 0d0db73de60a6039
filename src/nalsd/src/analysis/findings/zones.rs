//! What a lost zone takes away.

use super::load::planned;
use super::missed::{ALIKE, Missed};
use super::{Context, finding};
use crate::analysis::areas::answered;
use crate::analysis::carries::{Burden, carries};
use crate::analysis::{ComponentFigures, Finding, FindingKind, Mend, Severity};
use crate::edit::Command;
use crate::model::{AreaKind, Field, Id};
use crate::units;
use std::collections::BTreeSet;

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
        let (why, mend) = if let Some(missed) = Missed::without(context, zone) {
            parts.extend(missed.ids(context));
            (missed.why(context), Some(missed.mend(context, zone)))
        } else {
            let mend = (survive < 1.0 && comes_as_needed(context, zone, &[]))
                .then(|| Mend::new("Size everything for the loss of one zone.", [survive_one()]));
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

/// Sizes everything for the loss of one zone.
pub(super) fn survive_one() -> Command {
    Command::SetDesign {
        field: Field::Survive,
        value: Some("1".to_owned()),
    }
}

/// Whether all that is too small without a zone has as many machines as its load needs, once some nodes of it are spread over the
/// zones of their region.
pub(super) fn comes_as_needed(context: &Context, zone: Id, spread: &[usize]) -> bool {
    let reckoning = context.reckoning;
    let nodes = &reckoning.flows.nodes;
    let zones: BTreeSet<Id> = reckoning.zones.iter().copied().flatten().collect();
    let lost = |at: usize| reckoning.zones[at] == Some(zone) && !spread.contains(&at);
    let lost: Vec<bool> = (0..nodes.len()).map(lost).collect();
    let rates = reckoning.flows.without(&lost);
    (0..nodes.len()).all(|at| {
        let (id, rises) = (nodes[at].id, rates[at] > nodes[at].peak * (1.0 + 1e-12));
        let over = reckoning.spread_over(at);
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
        let used = context.figures(id).and_then(ComponentFigures::busiest);
        let fits = used.is_none_or(|(_, used)| used * rates[at] <= nodes[at].peak * (1.0 + 1e-9));
        let shrinks = over.contains(&zone) || spread.contains(&at);
        (fits && !shrinks) || (sized && comes() && over.len() != 1)
    })
}
