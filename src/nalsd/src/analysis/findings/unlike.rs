//! Alternatives that are none.

use super::{Context, finding, list, set};
use crate::analysis::demand::Sends;
use crate::analysis::{Finding, FindingKind, Mend, Severity};
use crate::model::{Field, Kind, component_fields};
use std::collections::BTreeSet;

/// Callers that send each request to one of several callees of different kinds. One machine, zone or region stands in for another;
/// a name server doesn't for a CDN, nor does a store for the service beside it: what both give must be asked of both.
pub(super) fn unlike_alternatives(context: &Context) -> Vec<Finding> {
    let flows = &context.reckoning.flows;
    let mut found = Vec::new();
    for (at, node) in flows.nodes.iter().enumerate() {
        let Some(component) = context.reckoning.component(at) else {
            continue;
        };
        let written = |field: &Field| component.set.contains_key(field);
        if node.sends != Sends::One
            || node.peak <= 0.0
            || [Field::Sends, Field::Need].iter().any(written)
        {
            continue;
        }
        let called = node.out.iter().map(|edge| &flows.edges[*edge]);
        let called: Vec<usize> = called
            .filter(|edge| edge.waits && !edge.optional && !edge.cut && edge.share > 0.0)
            .map(|edge| edge.to)
            .collect();
        let kinds: BTreeSet<Kind> = called.iter().map(|to| flows.nodes[*to].kind).collect();
        if kinds.len() < 2 {
            continue;
        }
        let name = context.name(node.id);
        let callees: Vec<String> = called
            .iter()
            .map(|to| context.name(flows.nodes[*to].id))
            .collect();
        let callees = list(&callees);
        let text = format!(
            "{name} sends each request to one of {callees}, as if any of them could stand in for the others."
        );
        let has_need = component_fields(node.kind)
            .iter()
            .any(|spec| spec.field == Field::Need);
        let mend = if has_need {
            let all = called.len();
            let text = "Say that all of them must be there; each request still goes to one.";
            Mend::new(text, [set(&[node.id], Field::Need, all.to_string())])
        } else {
            let text = format!("Let each request of {name} go to each of them.");
            Mend::new(text, [set(&[node.id], Field::Sends, "all")])
        };
        let mut parts = vec![node.id];
        parts.extend(called.iter().map(|to| flows.nodes[*to].id));
        found.push(Finding {
            mend: Some(mend),
            ..finding(
                FindingKind::UnlikeAlternatives,
                Severity::Warning,
                parts,
                text,
            )
        });
    }
    found
}
