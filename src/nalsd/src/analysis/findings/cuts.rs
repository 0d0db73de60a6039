//! The fewest components whose failures take everything away from a client: minimum vertex cuts, by maximum flow.
//!
//! A component falls when it fails itself or when too many of those that it calls fall. Of calls that it needs all, one is too
//! many: they are in series, and a cut has to go through only one of them. Of alternatives of which `need` must be there, as
//! many are too many as leave fewer than that; where one is enough, all: they are in parallel, and a cut goes through each.
//!
//! The flow runs along ways for alternatives only. For that, of each component as many callees are picked as are too many, the
//! cheapest first, and a failure costs one unit of flow: each component is split in two, joined by a line of capacity 1 where
//! one failure takes it away, and without limit where it has machines to spare or isn't ours. What can't go around the
//! saturated lines is the cut (Menger's theorem; Ford and Fulkerson 1956).
//!
//! Which callees to pick depends on what others pick where components are shared: the best choice is as hard as any covering
//! problem. So there is one flow for each component that all requests of the client must reach, with the picks that lead there, and
//! one with those that are cheapest when what is shared counts twice. Whatever is found is a cut. Cuts of one are all found; of a
//! larger one, where much is shared crosswise, a smaller may be missed.
//!
//! Nothing here looks at the decision diagram of the availability: what both find must agree.

use super::Context;
use crate::analysis::availability::Calls;
use petgraph::algo::ford_fulkerson;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

/// More failures than there can be components.
const NEVER: u32 = 1 << 30;

/// For each node, which callees take it down, and what that costs.
struct Picks {
    cost: Vec<u32>,
    picked: Vec<Vec<usize>>,
}

/// The cuts of a design.
pub(super) struct Cuts<'a> {
    context: &'a Context<'a>,
    calls: Vec<Calls>,
    cheapest: Picks,
}

impl<'a> Cuts<'a> {
    /// What takes down what in a design.
    pub(super) fn of(context: &'a Context<'a>) -> Self {
        let flows = &context.reckoning.flows;
        let needs = &context.reliability.needs;
        let calls = (0..flows.nodes.len())
            .map(|at| Calls::of(context.reckoning, at, &needs[at]))
            .collect();
        let none = Picks {
            cost: vec![NEVER; flows.nodes.len()],
            picked: vec![Vec::new(); flows.nodes.len()],
        };
        let mut cuts = Self {
            context,
            calls,
            cheapest: none,
        };
        for at in flows.order.iter().rev() {
            let (picked, cost) = cuts.pick(*at, &cuts.cheapest, |_| true);
            cuts.cheapest.cost[*at] = cuts.fails(*at).min(cost);
            cuts.cheapest.picked[*at] = picked;
        }
        cuts
    }

    /// The nodes that a client's requests lead to, itself among them, callers before those they call.
    pub(super) fn met(&self, client: usize) -> Vec<usize> {
        let mut met = vec![false; self.calls.len()];
        met[client] = true;
        let order = &self.context.reckoning.flows.order;
        let mut found = Vec::new();
        for at in order {
            if met[*at] {
                found.push(*at);
                for to in &self.calls[*at].to {
                    met[*to] = true;
                }
            }
        }
        found
    }

    /// Whether one failure takes a node away, all that it calls being there.
    pub(super) fn breaks(&self, at: usize) -> bool {
        self.fails(at) == 1
    }

    /// Sets of at least `least` components, each of which takes everything away from a client: a minimum cut for each component that
    /// all requests must reach, the client first. The nodes of a set are in the design's order.
    pub(super) fn before(&self, client: usize, least: usize) -> impl Iterator<Item = Vec<usize>> {
        let met = self.met(client);
        let breaks = met.iter().filter(|at| self.breaks(**at)).count();
        let goals = if breaks < least.max(1) {
            Vec::new()
        } else {
            met.clone()
        };
        goals.into_iter().filter_map(move |goal| {
            let picks = self.towards(goal, &met);
            let must = goal == client || !picks[client].is_empty();
            must.then(|| self.cut(client, &picks, least)).flatten()
        })
    }

    /// What a failure of a node costs.
    fn fails(&self, at: usize) -> u32 {
        match self.context.reliability.spares[at] {
            Some(spare) if spare < 1.0 => 1,
            _ => NEVER,
        }
    }

    /// The cheapest callees that are too many, of those that may be picked, and what they cost; none if there aren't so many.
    fn pick(&self, at: usize, picks: &Picks, may: impl Fn(usize) -> bool) -> (Vec<usize>, u32) {
        let calls = &self.calls[at];
        let cost = |place: &usize| picks.cost[calls.to[*place]];
        let mut places: Vec<usize> = (0..calls.to.len())
            .filter(|place| may(calls.to[*place]))
            .collect();
        // Of those that cost the same, those first that others miss most.
        places.sort_by(|a, b| {
            let worth = |place: &usize| calls.worth(*place);
            cost(a).cmp(&cost(b)).then(worth(b).total_cmp(&worth(a)))
        });
        let falls = |places: &[usize]| calls.falls(places.iter().copied());
        let Some(enough) = (1..=places.len()).find(|many| falls(&places[..*many])) else {
            return (Vec::new(), NEVER);
        };
        places.truncate(enough);
        // The last one may do without some of those before it.
        for at in (0..enough).rev() {
            let without = [&places[..at], &places[at + 1..]].concat();
            if falls(&without) {
                places = without;
            }
        }
        let sum: u32 = places
            .iter()
            .fold(0, |sum, place| NEVER.min(sum + cost(place)));
        let picked = places.iter().map(|place| calls.to[*place]).collect();
        (picked, sum)
    }

    /// Per node that falls with a goal: the callees to pick so that all ways lead there.
    fn towards(&self, goal: usize, met: &[usize]) -> Vec<Vec<usize>> {
        let mut picks = Picks {
            cost: vec![NEVER; self.calls.len()],
            picked: vec![Vec::new(); self.calls.len()],
        };
        for at in met.iter().rev() {
            if *at == goal {
                picks.cost[goal] = self.cheapest.cost[goal];
                continue;
            }
            let falls = |to: usize| to == goal || !picks.picked[to].is_empty();
            let (picked, cost) = self.pick(*at, &picks, falls);
            picks.cost[*at] = self.fails(*at).min(cost);
            picks.picked[*at] = picked;
        }
        picks.picked
    }

    /// A minimum cut along the ways picked, and below them along the cheapest; none where some way can't be cut, or where there
    /// are fewer than `least` components to cut.
    fn cut(&self, client: usize, picks: &[Vec<usize>], least: usize) -> Option<Vec<usize>> {
        let mut places = vec![None; self.calls.len()];
        let mut found = vec![client];
        places[client] = Some(0);
        let mut done = 0;
        let mut lines = Vec::new();
        while let Some(at) = found.get(done).copied() {
            let picked = match picks[at].as_slice() {
                [] => self.cheapest.picked[at].as_slice(),
                some => some,
            };
            for to in picked {
                let place = *places[*to].get_or_insert_with(|| {
                    found.push(*to);
                    found.len() - 1
                });
                lines.push((done, Some(place)));
            }
            if picked.is_empty() {
                lines.push((done, None));
            }
            done += 1;
        }
        if found.iter().filter(|at| self.breaks(**at)).count() < least.max(1) {
            return None;
        }
        // Node `n` comes in at `2n` and goes out at `2n + 1`.
        let mut network =
            DiGraph::<(), u32>::with_capacity(2 * found.len() + 1, found.len() + lines.len());
        for _ in 0..=2 * found.len() {
            network.add_node(());
        }
        let end = NodeIndex::new(2 * found.len());
        for (place, at) in found.iter().enumerate() {
            let (into, out) = (NodeIndex::new(2 * place), NodeIndex::new(2 * place + 1));
            network.add_edge(into, out, self.fails(*at));
        }
        for (from, to) in lines {
            let to = to.map_or(end, |to| NodeIndex::new(2 * to));
            network.add_edge(NodeIndex::new(2 * from + 1), to, NEVER);
        }
        let (most, flows) = ford_fulkerson(&network, NodeIndex::new(0), end);
        if most >= NEVER {
            return None;
        }
        let reached = reached(&network, &flows);
        let mut cut: Vec<usize> = (0..found.len())
            .filter(|place| reached[2 * place] && !reached[2 * place + 1])
            .map(|place| found[place])
            .collect();
        cut.sort_unstable();
        Some(cut)
    }
}

/// Where more could still flow to from the first node.
fn reached(network: &DiGraph<(), u32>, flows: &[u32]) -> Vec<bool> {
    let mut reached = vec![false; network.node_count()];
    let mut next = vec![NodeIndex::new(0)];
    while let Some(node) = next.pop() {
        if std::mem::replace(&mut reached[node.index()], true) {
            continue;
        }
        let flow = |edge: petgraph::graph::EdgeIndex| flows[edge.index()];
        let on = network
            .edges(node)
            .filter(|edge| flow(edge.id()) < *edge.weight())
            .map(|edge| edge.target());
        let back = network
            .edges_directed(node, petgraph::Incoming)
            .filter(|edge| flow(edge.id()) > 0)
            .map(|edge| edge.source());
        next.extend(on.chain(back));
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{FindingKind, Reckoning, analyse, reckon};
    use crate::model::inputs::Scenario;
    use crate::model::{Design, Field, Id};
    use crate::testing::arbitrary::sound_design;
    use crate::testing::{design, id};
    use proptest::prelude::*;
    use std::collections::BTreeSet;
    use std::rc::Rc;

    /// Per client: its cuts; where only some components can fail.
    fn cuts(design: &Design, can: impl Fn(Id) -> bool) -> Vec<(Id, Vec<Vec<Id>>)> {
        let scenario = Scenario::new();
        let reckoning = Reckoning::new(design, &scenario);
        let (analysis, mut reliability) = reckon(&reckoning);
        for (node, spare) in reckoning.flows.nodes.iter().zip(&mut reliability.spares) {
            *spare = spare.filter(|_| can(node.id));
        }
        let context = Context {
            reckoning: &reckoning,
            analysis: &analysis,
            reliability: &reliability,
        };
        let cuts = Cuts::of(&context);
        let id = |at: usize| reckoning.flows.nodes[at].id;
        let named = |cut: Vec<usize>| cut.into_iter().map(id).collect();
        let clients = reckoning.flows.clients();
        clients
            .map(|client| (id(client), cuts.before(client, 1).map(named).collect()))
            .collect()
    }

    /// How often a client is answered when some components never work.
    fn answered_without(design: &Design, client: Id, without: &[Id]) -> f64 {
        let mut design = design.clone();
        for component in &mut design.components {
            if without.contains(&component.id) {
                let component = Rc::make_mut(component);
                component.set.insert(Field::Availability, "0".to_owned());
            }
        }
        let journeys = analyse(&design).journeys;
        let journey = journeys.iter().find(|journey| journey.client == client);
        journey.map_or(1.0, |journey| journey.availability.value())
    }

    /// Alternatives behind alternatives, joined crosswise: the layer with the fewest is the cut (Menger).
    #[test]
    fn the_narrowest_layer_is_the_cut() {
        for widths in [[3, 2, 4], [2, 3, 3], [4, 4, 3], [3, 1, 2]] {
            let mut text = String::from("client U: sends one\n");
            let name = |layer: usize, at: usize| format!("S{layer}x{at}");
            for (layer, width) in widths.into_iter().enumerate() {
                for at in 0..width {
                    let to = name(layer, at);
                    text += &format!("service {to}: machines 1, sends one\n");
                    match layer {
                        0 => text += &format!("U -> {to}\n"),
                        _ => (0..widths[layer - 1]).for_each(|from| {
                            text += &format!("{} -> {to}\n", name(layer - 1, from));
                        }),
                    }
                }
            }
            let design = design(&text);
            let narrowest = (0..3).min_by_key(|layer| widths[*layer]).unwrap();
            let expected: Vec<Id> = (0..widths[narrowest])
                .map(|at| id(&design, &name(narrowest, at)))
                .collect();
            let (_, cuts) = cuts(&design, |_| true).remove(0);
            let smallest = cuts.into_iter().min_by_key(Vec::len);
            assert_eq!(smallest, Some(expected), "{widths:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        /// The flow and the decision diagram know nothing of each other.
        #[test]
        fn cuts_of_one_are_the_single_points(design in sound_design()) {
            let findings = analyse(&design).findings;
            let told: BTreeSet<Id> = findings
                .iter()
                .filter(|finding| finding.kind == FindingKind::SinglePoint)
                .map(|finding| finding.parts[0])
                .collect();
            for (client, cuts) in cuts(&design, |_| true) {
                if answered_without(&design, client, &[]) == 0.0 {
                    // Nothing can be taken away.
                    continue;
                }
                for cut in cuts.iter().filter(|cut| cut.len() == 1) {
                    prop_assert!(told.contains(&cut[0]), "{:?} isn't told", cut);
                }
            }
            for id in told {
                // In a row, any one is a smallest cut: here it is the only one that can be.
                let mut cuts = cuts(&design, |other| other == id).into_iter();
                prop_assert!(cuts.any(|(_, cuts)| cuts.contains(&vec![id])), "{:?}", id);
            }
        }

        #[test]
        fn a_cut_takes_all_away(design in sound_design()) {
            for (client, cuts) in cuts(&design, |_| true) {
                for cut in cuts.iter().take(4) {
                    let left = answered_without(&design, client, cut);
                    prop_assert!(left == 0.0, "{left} of {client:?} without {cut:?}");
                }
            }
        }
    }
}
