//! Findings: what is wrong with a design, or worth knowing, with what mends it. One small function per rule.

mod alike;
mod cache;
mod cuts;
mod failure;
mod load;
mod missed;
mod objective;
mod redundancy;
mod region;
#[cfg(test)]
mod tests;
mod unlike;
mod ways;
mod written;
mod zones;

use super::availability::Reliability;
use super::{Analysis, ComponentFigures, Finding, FindingKind, Mend, Reckoning, Severity, analyse};
use crate::edit::Command;
use crate::model::{Design, Field, Id};
use crate::units::{self, Dimension, Quantity};

/// What rules look at.
pub(super) struct Context<'a> {
    pub(super) reckoning: &'a Reckoning<'a>,
    pub(super) analysis: &'a Analysis,
    pub(super) reliability: &'a Reliability,
}

type Rule = fn(&Context) -> Vec<Finding>;

/// All rules; of findings that are as bad, those of earlier rules come first.
const RULES: [Rule; 21] = [
    written::unreadable,
    written::cycle,
    load::unstable,
    load::overload,
    load::unsharded_store,
    objective::slo_unreachable,
    objective::latency_missed,
    objective::over_budget,
    failure::single_point,
    zones::zone_loss,
    failure::single_copy,
    cache::cache_dependency,
    cache::idle_cache,
    unlike::unlike_alternatives,
    load::retry_amplification,
    region::cross_region_call,
    load::unbounded_queue,
    failure::smallest_cut,
    written::time_below_cpu,
    load::bottleneck,
    written::unreached,
];

/// Everything that the rules find, the worst first.
pub(super) fn find(context: &Context) -> Vec<Finding> {
    let found = RULES.iter().flat_map(|rule| rule(context));
    let mut found = alike::grouped(context, found.collect());
    found.sort_by_key(|finding| finding.severity);
    found
}

/// What mends a finding of a design as it is drawn now: some of it says where parts go, and they may have been moved since the finding was
/// made. None where there is no such finding any more.
#[must_use]
pub fn mend_as_drawn(design: &Design, finding: &Finding) -> Option<Mend> {
    let now = analyse(design).findings.into_iter();
    let same = |one: &Finding| {
        (one.kind, &one.parts, &one.text) == (finding.kind, &finding.parts, &finding.text)
    };
    now.filter(same).find_map(|one| one.mend)
}

impl Context<'_> {
    /// What people call a component, link or area. Where several components have the same name, it says the area, too.
    fn name(&self, id: Id) -> String {
        let design = self.reckoning.design;
        self.name_of_part(id).unwrap_or_else(|| {
            // A link's end may be anything in a file, even the link itself: only components and areas are asked for their names.
            let end = |id| self.name_of_part(id).unwrap_or_default();
            design.link(id).map_or_else(String::new, |link| {
                format!("{} → {}", end(link.from), end(link.to))
            })
        })
    }

    /// What people call a component or area.
    fn name_of_part(&self, id: Id) -> Option<String> {
        let Some(node) = self.reckoning.flows.index(id) else {
            return self.name_of_area(id);
        };
        let name = self.reckoning.name(node);
        // A file may say that a part is in itself, or in what is no area.
        let area = self.place_among_namesakes(node);
        Some(match area.and_then(|area| self.name_of_area(area)) {
            Some(area) => format!("{name} in {area}"),
            None => name.to_owned(),
        })
    }

    fn name_of_area(&self, id: Id) -> Option<String> {
        let area = self.reckoning.design.area(id)?;
        let name = area.name.trim();
        let name = if name.is_empty() {
            area.kind.label()
        } else {
            name
        };
        Some(name.to_owned())
    }

    fn number(&self, id: Id, field: Field) -> Option<f64> {
        self.reckoning.inputs.get(id, field)
    }

    fn figures(&self, id: Id) -> Option<&ComponentFigures> {
        self.analysis.components.get(&id)
    }
}

/// Writes a field.
fn set(ids: &[Id], field: Field, value: impl Into<String>) -> Command {
    Command::Set {
        ids: ids.to_vec(),
        field,
        value: Some(value.into()),
    }
}

/// A time as people read it.
fn seconds(value: f64) -> String {
    units::format(Quantity::new(value, Dimension::TIME))
}

/// A number as it is written, without what floating point leaves over.
fn plain(value: f64) -> String {
    let text = format!("{value:.10}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A finding about parts.
fn finding(kind: FindingKind, severity: Severity, parts: Vec<Id>, text: String) -> Finding {
    Finding {
        kind,
        severity,
        parts,
        place: None,
        text,
        mend: None,
    }
}

/// `A, B and C`.
pub(crate) fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
