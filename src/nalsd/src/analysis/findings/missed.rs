//! What only the lost zone had, and what brings it into others.

use super::redundancy::COPIES;
use super::zones::{comes_as_needed, survive_one};
use super::{Context, list};
use crate::analysis::Mend;
use crate::analysis::areas::{answered, holds_once};
use crate::edit::Command;
use crate::model::{Field, Id, Kind};
use crate::sketch::at_large;
use crate::units;
use std::collections::BTreeMap;

/// Shares that differ by less are the same.
pub(super) const ALIKE: f64 = 1e-6;

/// What is missed without a zone, however many machines the others had. As indices of nodes.
pub(super) enum Missed {
    /// What stands in no other zone.
    Whole(Vec<usize>),
    /// Stores that are spread over the zones, and hold each entry once.
    Part(Vec<usize>),
}

impl Missed {
    /// What is missed without a zone, if anything is.
    pub(super) fn without(context: &Context, zone: Id) -> Option<Self> {
        let reckoning = context.reckoning;
        let nodes = &reckoning.flows.nodes;
        let misses = |lost: &dyn Fn(usize) -> bool| {
            // Without figures, nobody is too small.
            answered(reckoning, &BTreeMap::new(), lost) < 1.0 - ALIKE
        };
        let inside =
            |at: usize| reckoning.zones[at] == Some(zone) && nodes[at].kind != Kind::Client;
        if misses(&inside) {
            let all = (0..nodes.len()).filter(|at| inside(*at));
            let alone: Vec<usize> = all
                .clone()
                .filter(|at| misses(&|other| other == *at))
                .collect();
            // Alternatives that are all in one zone are missed together only.
            let rest = |at: usize| inside(at) && !alone.contains(&at);
            return Some(Self::Whole(if alone.is_empty() || misses(&rest) {
                all.collect()
            } else {
                alone
            }));
        }
        let split = |at: &usize| {
            let used = nodes[*at].peak > 0.0 && context.machines(nodes[*at].id).is_some();
            used && holds_once(reckoning, &nodes[*at]) && reckoning.spread_over(*at).contains(&zone)
        };
        let once: Vec<usize> = (0..nodes.len()).filter(split).collect();
        (!once.is_empty()).then_some(Self::Part(once))
    }

    /// The components.
    pub(super) fn ids(&self, context: &Context) -> Vec<Id> {
        let (Self::Whole(missed) | Self::Part(missed)) = self;
        let nodes = &context.reckoning.flows.nodes;
        missed.iter().map(|at| nodes[*at].id).collect()
    }

    /// Why requests fail, as the end of a sentence.
    pub(super) fn why(&self, context: &Context) -> String {
        let names = self.names(context);
        match self {
            Self::Whole(missed) if missed.len() == 1 => format!("{names} is nowhere else"),
            Self::Whole(_) => format!("{names} are nowhere else"),
            Self::Part(_) => format!("a part of what {names} holds is nowhere else"),
        }
    }

    fn names(&self, context: &Context) -> String {
        const TOLD: usize = 5;
        let ids = self.ids(context).into_iter().take(TOLD);
        list(&ids.map(|id| context.name(id)).collect::<Vec<_>>())
    }

    /// What lets the other zones do without this one: what is missed at large in the region, copies of what is held once, and as many
    /// machines as the loss of a zone takes.
    pub(super) fn mend(&self, context: &Context, zone: Id) -> Mend {
        let reckoning = context.reckoning;
        let names = self.names(context);
        let (mut acts, mut commands, missed) = match self {
            Self::Whole(missed) => {
                let Some(moves) = at_large(reckoning.design, &self.ids(context)) else {
                    return Mend::new(
                        format!(
                            "Run {names} in another zone, too, or in a region at large: it is spread over the zones then."
                        ),
                        [],
                    );
                };
                let acts = match moves.first() {
                    Some(Command::Add { .. }) => vec![
                        "draw a region around the zones".to_owned(),
                        format!("spread {names} over them"),
                    ],
                    _ => vec![format!("spread {names} over the zones of the region")],
                };
                (acts, moves, missed.as_slice())
            }
            Self::Part(_) => (Vec::new(), Vec::new(), &[][..]),
        };
        let (Self::Whole(all) | Self::Part(all)) = self;
        let node = |at: usize| &reckoning.flows.nodes[at];
        for at in all
            .iter()
            .copied()
            .filter(|at| holds_once(reckoning, node(*at)))
        {
            if let Some(copies) = context.redundant(at) {
                acts.push(format!(
                    "hold {} copies of {}",
                    units::whole(COPIES),
                    context.name(node(at).id)
                ));
                commands.extend(copies.commands);
            }
        }
        if reckoning.inputs.design(Field::Survive).unwrap_or(0.0) < 1.0 {
            acts.push("size everything for the loss of one zone".to_owned());
            commands.push(survive_one());
        }
        let mut text = list(&acts);
        if let Some(first) = text.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        Mend {
            partial: !comes_as_needed(context, zone, missed),
            ..Mend::new(text + ".", commands)
        }
    }
}
