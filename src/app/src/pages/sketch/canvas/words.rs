//! What the drawing says of its parts: to the eye in a line, to a screen reader in full.

use crate::pages::sketch::figures::{Total, keeps_back};
use nalsd::analysis::{Analysis, Severity};
use nalsd::model::inputs::choice;
use nalsd::model::{Design, Field, Id, Kind, Link, link_fields};
use nalsd::units;
use std::collections::{BTreeMap, BTreeSet};
use yew::AttrValue;

/// What is said of a component.
#[derive(Clone, PartialEq, Default)]
pub(crate) struct Words {
    /// The line below its name: `63 machines · 97 %`.
    pub(crate) line: AttrValue,
    /// Whether something is wrong with it.
    pub(crate) bad: bool,
    /// Which findings are about it first of all, by their numbers in the list: `3`, or `3+` where it isn't the only one.
    pub(crate) badge: AttrValue,
    /// All of it, for a screen reader.
    pub(crate) full: AttrValue,
}

/// The findings about a component.
#[derive(Clone, Copy, Default)]
struct Found<'a> {
    /// The first one's place in the list, from 1 on.
    number: usize,
    count: usize,
    /// Whether one of them is a fault.
    bad: bool,
    /// The first one's text: the list begins with the worst.
    worst: &'a str,
}

/// What is said of every component of a design; nothing of what is `withheld` until it is estimated.
pub(crate) fn all(
    design: &Design,
    analysis: &Analysis,
    lost: Option<Id>,
    withheld: &BTreeSet<Total>,
) -> BTreeMap<Id, Words> {
    let counts = !withheld.contains(&Total::Machines);
    let names: BTreeMap<Id, &str> = design
        .components
        .iter()
        .map(|part| (part.id, part.name.as_str()))
        .collect();
    let mut calls: BTreeMap<Id, Vec<&str>> = BTreeMap::new();
    for link in &design.links {
        if let Some(name) = names.get(&link.to) {
            calls.entry(link.from).or_default().push(name);
        }
    }
    let mut found: BTreeMap<Id, Found<'_>> = BTreeMap::new();
    for (at, finding) in analysis.findings.iter().enumerate() {
        if let Some(part) = finding.parts.first() {
            let entry = found.entry(*part).or_insert(Found {
                number: at + 1,
                worst: &finding.text,
                ..Found::default()
            });
            entry.count += 1;
            entry.bad |= finding.severity == Severity::Bad;
        }
    }
    design
        .components
        .iter()
        .map(|part| {
            let line = line(part.kind, part.id, analysis, counts);
            let Found {
                number,
                count,
                bad,
                worst,
            } = found.get(&part.id).copied().unwrap_or_default();
            let mut full = match part.kind {
                Kind::Note => format!("Note: {}", part.name),
                kind if part.name.starts_with(kind.label()) => part.name.clone(),
                kind => format!("{} {}", kind.label(), part.name),
            };
            let within = design.within(part.area);
            for area in &within {
                full.push_str(&format!(", in {}", area.name));
            }
            if within.iter().any(|area| Some(area.id) == lost) {
                full.push_str(", lost");
            }
            full.push('.');
            if let Some(calls) = calls.get(&part.id) {
                full.push_str(&format!(" Calls {}.", calls.join(", ")));
            }
            if !line.is_empty() {
                full.push_str(&format!(" {line}."));
            }
            match count {
                0 => {}
                _ if keeps_back(withheld, worst) => {
                    full.push_str(&format!(" Findings: {count}."));
                }
                1 => full.push_str(&format!(" Finding {number}: {worst}")),
                more => full.push_str(&format!(" {more} findings, the first, {number}: {worst}")),
            }
            let badge = match count {
                0 => AttrValue::default(),
                1 => number.to_string().into(),
                _ => format!("{number}+").into(),
            };
            let words = Words {
                line: line.into(),
                bad,
                badge,
                full: full.into(),
            };
            (part.id, words)
        })
        .collect()
}

/// The line below a component's name, with how many machines it `counts` if that may be said; empty while nothing is known.
fn line(kind: Kind, id: Id, analysis: &Analysis, counts: bool) -> String {
    let Some(figures) = analysis.components.get(&id) else {
        return String::new();
    };
    let machines = figures.tasks.as_ref().or(figures.machines.as_ref());
    let machines = machines.filter(|_| counts && kind.runs_on_machines());
    let mut line = machines.map_or_else(|| figures.demand.text(), |machines| machines.text());
    if let (Some(utilisation), true) = (figures.utilisation, machines.is_some()) {
        line.push_str(&format!(" · {}", percent(utilisation)));
    }
    line
}

/// A share as a whole number of percent.
fn percent(share: f64) -> String {
    if share.is_finite() {
        format!("{} %", units::count((share * 100.0).round()))
    } else {
        "overload".to_owned()
    }
}

/// Whether nobody waits for the answer of what a link calls; `decoupled` when its caller only hands work on.
pub(crate) fn is_async(link: &Link, decoupled: bool) -> bool {
    decoupled || choice(&link.set, link_fields(), Field::Mode) == "async"
}

/// What is said of a link: its name, and its calls.
pub(super) fn link(link: &Link, analysis: &Analysis) -> String {
    let calls = analysis
        .links
        .get(&link.id)
        .map(|figures| figures.calls.text());
    match (link.name.trim(), calls) {
        ("", calls) => calls.unwrap_or_default(),
        (name, None) => name.to_owned(),
        (name, Some(calls)) => format!("{name} · {calls}"),
    }
}

/// All that is said of a link, for a screen reader.
pub(super) fn link_in_full(of: &Link, design: &Design, analysis: &Analysis) -> String {
    let end = |id: Id| design.component(id).map_or("", |part| part.name.as_str());
    let mut full = format!("Link from {} to {}", end(of.from), end(of.to));
    let said = link(of, analysis);
    if !said.is_empty() {
        full.push_str(&format!(": {said}"));
    }
    let decoupled = design
        .component(of.from)
        .is_some_and(|part| part.kind.decouples());
    if is_async(of, decoupled) {
        full.push_str(", nobody waits for the answer");
    }
    full.push_str(". Selected. Enter opens its numbers.");
    full
}
