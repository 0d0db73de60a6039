//! Findings of components that share a name: replicas in several zones, which are told apart by their zone, and told together
//! when the same is wrong with all of them.

use super::{Context, list};
use crate::analysis::{Finding, FindingKind, Mend, Severity};
use crate::model::Id;
use std::collections::BTreeMap;

impl Context<'_> {
    /// The area of a component, where another one has the same name.
    pub(super) fn place_among_namesakes(&self, node: usize) -> Option<Id> {
        let reckoning = self.reckoning;
        let name = reckoning.name(node);
        let others = 0..reckoning.flows.nodes.len();
        let shared = others
            .into_iter()
            .any(|other| other != node && reckoning.name(other) == name);
        shared.then(|| reckoning.component(node)?.area).flatten()
    }
}

/// One finding of those of a rule that are about components of the same name.
pub(super) fn grouped(context: &Context, found: Vec<Finding>) -> Vec<Finding> {
    let mut groups: BTreeMap<(FindingKind, Severity, &str), usize> = BTreeMap::new();
    let mut told: Vec<(Finding, Vec<Id>)> = Vec::new();
    for finding in found {
        let node = finding
            .parts
            .first()
            .and_then(|id| context.reckoning.flows.index(*id));
        let placed = node.and_then(|node| Some((node, context.place_among_namesakes(node)?)));
        let Some((node, area)) = placed.filter(|_| finding.place.is_none()) else {
            told.push((finding, Vec::new()));
            continue;
        };
        let key = (finding.kind, finding.severity, context.reckoning.name(node));
        match groups.get(&key).and_then(|at| told.get_mut(*at)) {
            Some((first, areas)) => {
                join(first, finding);
                areas.push(area);
            }
            None => {
                groups.insert(key, told.len());
                told.push((finding, vec![area]));
            }
        }
    }
    told.into_iter()
        .map(|(mut finding, areas)| {
            let mut others: Vec<Id> = areas.get(1..).unwrap_or_default().to_vec();
            others.dedup();
            if !others.is_empty() {
                let others: Vec<String> = others.iter().map(|id| context.name(*id)).collect();
                finding.text += &format!(" Likewise in {}.", list(&others));
            }
            finding
        })
        .collect()
}

/// Adds the parts and the mend of another finding, which says the same of another place.
fn join(first: &mut Finding, other: Finding) {
    for part in other.parts {
        if !first.parts.contains(&part) {
            first.parts.push(part);
        }
    }
    match (&mut first.mend, other.mend) {
        (Some(mend), Some(other)) => {
            if !mend.text.contains(&other.text) {
                mend.text += &format!(" {}", other.text);
            }
            mend.commands.extend(other.commands);
            mend.partial |= other.partial;
        }
        // What mends one of them leaves the others.
        (Some(mend), None) => mend.partial = true,
        (None, Some(other)) => {
            first.mend = Some(Mend {
                partial: true,
                ..other
            });
        }
        (None, None) => {}
    }
}
