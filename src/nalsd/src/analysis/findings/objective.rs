//! What is asked of the whole.

use super::{Context, finding, plain, seconds};
use crate::analysis::verdict::exceeds;
use crate::analysis::{Figure, Finding, FindingKind, Mend, Severity};
use crate::edit::Command;
use crate::model::inputs::LARGEST;
use crate::model::{Field, Id};
use crate::units::{self, Dimension, Quantity};

/// Up to two significant digits.
fn up(value: f64) -> f64 {
    if value <= 0.0 || !value.is_finite() {
        return value;
    }
    let digit = libm::exp10(libm::floor(libm::log10(value)) - 1.0);
    (value / digit * (1.0 - 1e-12)).ceil() * digit
}

/// An availability objective above what the parts give.
pub(super) fn slo_unreachable(context: &Context) -> Vec<Finding> {
    let analysis = context.analysis;
    let (Some(asked), Some((client, found))) = (
        analysis.objectives.availability,
        context.reliability.worst(),
    ) else {
        return Vec::new();
    };
    if !exceeds(1.0 - found.value(), 1.0 - asked) {
        return Vec::new();
    }
    let client = context.reckoning.flows.nodes[*client].id;
    let mut text = format!(
        "{} is answered {} of the time; {} is asked.",
        context.name(client),
        units::percent(found.value()),
        units::percent(asked)
    );
    let mut parts = vec![client];
    if let Some(most) = analysis
        .totals
        .importance
        .first()
        .filter(|most| most.gain > 0.0)
    {
        let lost = most.gain / (1.0 - found.value());
        text += &format!(
            " {} of what is missing is {}: making that more reliable helps most.",
            units::percent(lost.min(1.0)),
            context.name(most.part)
        );
        parts.push(most.part);
    }
    let holds = 1.0 - up(1.0 - found.value());
    let lower = || {
        (holds > 0.0 && ours(context)).then(|| {
            let lower = Command::SetDesign {
                field: Field::AvailabilitySlo,
                value: Some(format!("{} %", plain(holds * 100.0))),
            };
            let text = format!("Lower the objective to {}.", units::percent(holds));
            Mend::new(text, [lower])
        })
    };
    vec![Finding {
        mend: steadier(context, 1.0 - found.value()).or_else(lower),
        ..finding(FindingKind::SloUnreachable, Severity::Bad, parts, text)
    }]
}

/// Redundancy for the part that takes most of what is missing, of those that can be given any. Others may go on missing.
fn steadier(context: &Context, missing: f64) -> Option<Mend> {
    /// What is a smaller share of what is missing isn't worth its machines.
    const WORTH: f64 = 0.1;
    let importance = context.analysis.totals.importance.iter();
    let mend = importance
        .take_while(|most| most.gain >= WORTH * missing)
        .filter_map(|most| context.reckoning.flows.index(most.part))
        .find_map(|at| context.redundant(at))?;
    Some(Mend {
        partial: true,
        ..mend
    })
}

/// Whether objectives are the reader's to lower: those of a problem are given.
fn ours(context: &Context) -> bool {
    context.reckoning.design.problem.is_none()
}

/// A latency objective that is missed.
pub(super) fn latency_missed(context: &Context) -> Vec<Finding> {
    let objectives = &context.analysis.objectives;
    let Some(limit) = objectives.latency else {
        return Vec::new();
    };
    let slow = context
        .analysis
        .journeys
        .iter()
        .filter_map(|journey| Some((journey, journey.latency?.at(objectives.percentile))))
        .filter(|(_, time)| exceeds(*time, limit))
        .max_by(|a, b| a.1.total_cmp(&b.1));
    let Some((journey, time)) = slow else {
        return Vec::new();
    };
    let mut text = format!(
        "{} of {}'s requests take up to {}; {} is asked.",
        units::percent(objectives.percentile),
        context.name(journey.client),
        seconds(time),
        seconds(limit)
    );
    let own = |id: &Id| {
        let latency = context.figures(*id)?.own_latency?;
        Some((*id, latency.at(objectives.percentile)))
    };
    let slowest = journey
        .slowest
        .iter()
        .filter_map(own)
        .max_by(|a, b| a.1.total_cmp(&b.1));
    let mut parts = vec![journey.client];
    if let Some((id, time)) = slowest.filter(|(_, time)| *time > 0.0) {
        text += &format!(
            " The slowest on the way is {}, with {}: making that faster helps most.",
            context.name(id),
            seconds(time)
        );
        parts.insert(0, id);
    }
    let holds = up(time);
    vec![Finding {
        mend: (holds <= LARGEST && ours(context)).then(|| {
            let raise = Command::SetDesign {
                field: Field::LatencySlo,
                value: Some(format!("{} s", plain(holds))),
            };
            Mend::new(format!("Raise the limit to {}.", seconds(holds)), [raise])
        }),
        ..finding(FindingKind::LatencyMissed, Severity::Bad, parts, text)
    }]
}

/// More cost than there may be.
pub(super) fn over_budget(context: &Context) -> Vec<Finding> {
    let analysis = context.analysis;
    let (Some(limit), Some(cost)) = (analysis.objectives.cost, &analysis.totals.cost) else {
        return Vec::new();
    };
    if !exceeds(cost.value(), limit) {
        return Vec::new();
    }
    let money =
        |value| units::format_in(Quantity::new(value, Dimension::SPENDING), analysis.calendar);
    let parts = analysis
        .components
        .iter()
        .map(|(id, part)| (*id, &part.cost));
    let links = analysis.links.iter().map(|(id, link)| (*id, &link.cost));
    let dearest: Option<(Id, &Figure)> = parts
        .chain(links)
        .max_by(|a, b| a.1.value().total_cmp(&b.1.value()));
    let mut text = format!(
        "It costs {}; {} is allowed.",
        money(cost.value()),
        money(limit)
    );
    let mut about = Vec::new();
    if let Some((id, cost)) = dearest {
        text += &format!(
            " The dearest is {}, at {}.",
            context.name(id),
            money(cost.value())
        );
        about.push(id);
    }
    vec![finding(FindingKind::OverBudget, Severity::Bad, about, text)]
}
