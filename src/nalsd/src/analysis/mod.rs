//! The analysis of a design: what flows, what it takes, how fast and how reliably it answers, what it costs, what is wrong
//! with it. Each part is a module that takes the [`Reckoning`] and what earlier parts found.

mod areas;
pub mod availability;
pub mod budget;
mod capacity;
mod carries;
mod cost;
pub mod demand;
mod disk;
mod figure;
mod findings;
mod journeys;
pub mod latency;
mod network;
pub mod queueing;
mod reckoning;
mod result;
mod sensitivity;
mod serving;
mod storage;
mod totals;
#[cfg(test)]
mod trails;
mod verdict;

pub use areas::machines_left;
pub use figure::{Figure, Step};
pub(crate) use findings::list as listed;
pub use findings::mend_as_drawn;
pub use reckoning::Reckoning;
pub use result::{
    Analysis, AreaFigures, ComponentFigures, Finding, FindingKind, Importance, Journey, Latency,
    LinkFigures, Load, Mend, Resource, Severity, Swing, Totals,
};

pub use sensitivity::{Sensitivity, sensitivity};
pub use serving::{Serving, serving};
pub use verdict::{Objectives, Standing, Verdict, verdict};

use crate::model::inputs::Scenario;
use crate::model::{Design, Field};
use crate::units::{DIMENSIONLESS, Dimension, Quantity};

/// Analyses a design, with every range at its likely value.
#[must_use]
pub fn analyse(design: &Design) -> Analysis {
    let reckoning = Reckoning::new(design, &Scenario::new());
    let (mut analysis, reliability) = reckon(&reckoning);
    analysis.findings = findings::find(&findings::Context {
        reckoning: &reckoning,
        analysis: &analysis,
        reliability: &reliability,
    });
    analysis
}

/// Everything but findings.
fn figures(reckoning: &Reckoning) -> Analysis {
    reckon(reckoning).0
}

/// Everything but findings, and what they want to know besides.
fn reckon(reckoning: &Reckoning) -> (Analysis, availability::Reliability) {
    let flows = &reckoning.flows;
    let mut analysis = Analysis {
        problems: reckoning.inputs.problems.clone(),
        calendar: reckoning.inputs.calendar,
        objectives: Objectives::of(&reckoning.inputs),
        cycles: flows.rings.clone(),
        ..Analysis::default()
    };
    let carried = network::carried(reckoning);
    let traffic = network::traffic(reckoning, &carried);
    let stored: Vec<_> = (0..flows.nodes.len())
        .map(|node| storage::stored(reckoning, node))
        .collect();
    let capacities = capacity::capacities(reckoning, &traffic, &stored);
    for (at, ((capacity, stored), traffic)) in
        capacities.into_iter().zip(stored).zip(traffic).enumerate()
    {
        let node = &flows.nodes[at];
        let storage = stored.map(|(figure, _)| figure);
        let cost = cost::component(reckoning, at, capacity.machines.as_ref(), storage.as_ref());
        let up = reckoning.inputs.get(node.id, Field::Availability);
        let figures = ComponentFigures {
            demand: demand::figure(reckoning, at),
            traffic: network::figure(traffic),
            storage,
            loads: capacity.loads,
            binds: capacity.binds,
            tasks: capacity.tasks,
            needed: capacity.needed,
            machines: capacity.machines,
            utilisation: capacity.utilisation,
            full_first: capacity.full_first,
            headroom: capacity.headroom,
            own_latency: None,
            latency: None,
            availability: Figure::given(
                "availability",
                Quantity::new(up.unwrap_or(1.0), DIMENSIONLESS),
            ),
            cost,
        };
        analysis.components.insert(node.id, figures);
    }
    for (at, (edge, carried)) in flows.edges.iter().zip(&carried).enumerate() {
        let figures = LinkFigures {
            calls: demand::calls(reckoning, at),
            amplification: edge.amplification,
            request_bandwidth: carried.out.clone(),
            response_bandwidth: carried.back.clone(),
            crosses: reckoning.crossing(at),
            cost: cost::link(reckoning, at, carried),
        };
        analysis.links.entry(edge.id).or_insert(figures);
    }
    analysis.areas = areas::figures(reckoning, &carried, &analysis.components);
    totals::fill(reckoning, &mut analysis);
    let reliability = journeys::fill(reckoning, &mut analysis);
    (analysis, reliability)
}

/// A sum over many parts.
fn total(name: &str, over: &str, values: impl Iterator<Item = f64>, of: Dimension) -> Figure {
    Figure::from_formula(name, over, Quantity::new(values.sum(), of))
}
