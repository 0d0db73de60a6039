//! What is written, and what isn't joined.

use super::{Context, finding, list, set};
use crate::analysis::{Finding, FindingKind, Mend, Severity};
use crate::edit::Command;
use crate::model::inputs::{Place, Subject, choice};
use crate::model::{Field, Id, Kind, component_fields};
use crate::units::{self, Dimension, Quantity};

/// What is written and can't be read.
pub(super) fn unreadable(context: &Context) -> Vec<Finding> {
    let told = |problem: &crate::model::inputs::Problem| {
        let (parts, of) = match &problem.place.subject {
            Subject::Part(id) => (vec![*id], context.name(*id)),
            Subject::Design => (Vec::new(), "The design".to_owned()),
            Subject::Machine(name) | Subject::Assumption(name) => (Vec::new(), name.clone()),
        };
        let field = problem.place.field;
        let what = field.map_or(of.clone(), |field| format!("{of}, {}", field.label()));
        let text = format!("{what}: {}", problem.message);
        let command = match (&problem.place.subject, field) {
            (Subject::Part(id), Some(field)) => Some(Command::Set {
                ids: vec![*id],
                field,
                value: None,
            }),
            (Subject::Design, Some(field)) => Some(Command::SetDesign { field, value: None }),
            _ => None,
        };
        Finding {
            place: Some(problem.place.clone()),
            mend: command
                .map(|command| Mend::new("Clear it; its default stands in already.", [command])),
            ..finding(FindingKind::Unreadable, Severity::Bad, parts, text)
        }
    };
    context.analysis.problems.iter().map(told).collect()
}

/// Components whose requests take longer of a processor than they take at all: then one of the two numbers is wrong, unless a request is
/// worked on by several cores at once.
pub(super) fn time_below_cpu(context: &Context) -> Vec<Finding> {
    let reckoning = context.reckoning;
    let mut found = Vec::new();
    for (at, node) in reckoning.flows.nodes.iter().enumerate() {
        let number = |field| context.number(node.id, field);
        let Some(component) = reckoning.component(at) else {
            continue;
        };
        let given = choice(&component.set, component_fields(node.kind), Field::Queueing) == "given";
        let (Some(cpu), Some(time)) = (number(Field::Cpu), number(Field::Service)) else {
            continue;
        };
        // Each copy does its part of it.
        let cpu = cpu / number(Field::Copies).unwrap_or(1.0).max(1.0);
        if given || node.peak <= 0.0 || cpu <= time * (1.0 + 1e-5) {
            continue;
        }
        let name = context.name(node.id);
        let told = |value| units::operand(Quantity::new(value, Dimension::TIME));
        let (takes, of) = (told(time), told(cpu));
        let text = format!(
            "A request to {name} takes {of} of a core, and {takes} in all: both can only be where several cores work on it at once."
        );
        // What somebody wrote stands, if one of them is a default.
        let (field, value) = if component.set.contains_key(&Field::Service)
            && !component.set.contains_key(&Field::Cpu)
        {
            (Field::Cpu, &takes)
        } else {
            (Field::Service, &of)
        };
        let mend = Mend::new(
            format!("Let its {} be {value}.", field.label()),
            [set(&[node.id], field, value.clone())],
        );
        found.push(Finding {
            mend: Some(mend),
            place: Some(Place {
                subject: Subject::Part(node.id),
                field: Some(field),
            }),
            ..finding(
                FindingKind::TimeBelowCpu,
                Severity::Warning,
                vec![node.id],
                text,
            )
        });
    }
    found
}

/// Components that call each other in a ring.
pub(super) fn cycle(context: &Context) -> Vec<Finding> {
    let told = |ring: &Vec<Id>| {
        let names: Vec<String> = ring.iter().map(|id| context.name(*id)).collect();
        let text = if names.len() == 1 {
            format!(
                "{} calls itself: what flows there can't be reckoned.",
                names[0]
            )
        } else {
            format!(
                "{} call each other in a ring: what flows there can't be reckoned.",
                list(&names)
            )
        };
        Finding {
            mend: break_ring(context, ring),
            ..finding(FindingKind::Cycle, Severity::Bad, ring.clone(), text)
        }
    };
    context.analysis.cycles.iter().map(told).collect()
}

/// Takes out of a ring what leads back against the flow from the clients: the call back, not the call that it answers.
fn break_ring(context: &Context, ring: &[Id]) -> Option<Mend> {
    let flows = &context.reckoning.flows;
    let within = |node: usize| ring.contains(&flows.nodes[node].id);
    let closing: Vec<Id> = flows
        .edges
        .iter()
        .filter(|edge| edge.cut && within(edge.from) && within(edge.to))
        .map(|edge| edge.id)
        .collect();
    let it = match closing.len() {
        0 => return None,
        1 => "it",
        _ => "each",
    };
    let names: Vec<String> = closing.iter().map(|id| context.name(*id)).collect();
    let client = flows.clients().find(|client| {
        let met = reached(context, [*client]);
        (0..met.len()).any(|at| met[at] && within(at))
    });
    let why = match (ring, client) {
        ([_], _) => "nothing can wait for itself".to_owned(),
        (_, Some(client)) => format!(
            "{it} leads back, against the flow from {}. What it carries can go into the answers to the calls",
            context.name(flows.nodes[client].id)
        ),
        (_, None) => format!("{it} closes the ring"),
    };
    let text = format!("Remove {}: {why}.", list(&names));
    Some(Mend::new(text, [Command::Remove(closing)]))
}

/// Per node: whether requests that begin at these come there.
fn reached(context: &Context, from: impl IntoIterator<Item = usize>) -> Vec<bool> {
    let flows = &context.reckoning.flows;
    let mut reached = vec![false; flows.nodes.len()];
    for at in from {
        reached[at] = true;
    }
    for at in &flows.order {
        if reached[*at] {
            for edge in &flows.nodes[*at].out {
                reached[flows.edges[*edge].to] = true;
            }
        }
    }
    reached
}

/// Components that no client reaches.
pub(super) fn unreached(context: &Context) -> Vec<Finding> {
    let flows = &context.reckoning.flows;
    if flows.nodes.is_empty() {
        return Vec::new();
    }
    if flows.clients().next().is_none() {
        let text = "There is no client: nothing flows. Add one, and say how often it asks.";
        let kind = FindingKind::Unreached;
        return vec![finding(kind, Severity::Hint, Vec::new(), text.to_owned())];
    }
    let mut found = silent(context);
    let parts: Vec<Id> = flows
        .nodes
        .iter()
        .zip(reached(context, flows.clients()))
        .filter(|(node, reached)| !reached && node.kind != Kind::Client)
        .map(|(node, _)| node.id)
        .collect();
    if parts.is_empty() {
        return found;
    }
    let names: Vec<String> = parts.iter().map(|id| context.name(*id)).collect();
    let verb = if parts.len() == 1 { "is" } else { "are" };
    let them = if parts.len() == 1 { "it" } else { "them" };
    let text = format!(
        "{} {verb} reached by no client: draw a link to {them} from what calls {them}.",
        list(&names)
    );
    found.push(Finding {
        mend: Some(Mend::new(
            format!("Remove {}.", list(&names)),
            [Command::Remove(parts.clone())],
        )),
        ..finding(FindingKind::Unreached, Severity::Hint, parts, text)
    });
    found
}

/// Clients that call nothing: what nobody answers has no figures.
fn silent(context: &Context) -> Vec<Finding> {
    let nodes = &context.reckoning.flows.nodes;
    let clients = nodes
        .iter()
        .filter(|node| node.kind == Kind::Client && node.out.is_empty());
    let told = clients.map(|client| {
        let text = format!(
            "{} calls nothing: draw a link to what answers it.",
            context.name(client.id)
        );
        finding(FindingKind::Unreached, Severity::Bad, vec![client.id], text)
    });
    told.collect()
}
