//! The figures of the whole.

use super::reckoning::Reckoning;
use super::{Analysis, Figure, budget, cost, total};
use crate::model::Field;
use crate::units::{self, DIMENSIONLESS, Dimension, Quantity};

/// Adds up what components and links come to.
pub(super) fn fill(reckoning: &Reckoning, analysis: &mut Analysis) {
    let flows = &reckoning.flows;
    let clients = || flows.clients().map(|client| &flows.nodes[client]);
    let asked: f64 = clients().map(|client| client.average).sum();
    let components = || analysis.components.values();
    let links = || analysis.links.values();
    let carried = |link: &super::LinkFigures| {
        link.request_bandwidth.value() + link.response_bandwidth.value()
    };

    let mut totals = std::mem::take(&mut analysis.totals);
    totals.demand = Some(total(
        "requests",
        "of all clients at the peak",
        clients().map(|client| client.peak),
        Dimension::RATE,
    ));
    totals.machines = Some(total(
        "machines",
        "of all components",
        components().filter_map(|part| part.machines.as_ref().map(Figure::value)),
        Dimension::MACHINE,
    ));
    totals.network = Some(total(
        "network",
        "both ways over all links",
        links().map(carried),
        Dimension::BANDWIDTH,
    ));
    let crossing = |(at, edge): (usize, &super::demand::Edge)| {
        let link = analysis.links.get(&edge.id)?;
        Some(carried(link) * reckoning.crossing_share(at))
    };
    totals.crossing = Some(total(
        "crossing",
        "both ways over the links between zones or regions",
        flows.edges.iter().enumerate().filter_map(crossing),
        Dimension::BANDWIDTH,
    ));
    totals.storage = Some(total(
        "stored",
        "in all components, copies counted",
        components().filter_map(|part| part.storage.as_ref().map(Figure::value)),
        Dimension::DATA,
    ));
    let of_parts: f64 = components().map(|part| part.cost.value()).sum();
    let of_links: f64 = links().map(|link| link.cost.value()).sum();
    let spending = |value| Quantity::new(value, Dimension::SPENDING);
    let money = |value| units::operand_in(spending(value), reckoning.inputs.calendar);
    let sum = of_parts + of_links;
    totals.cost = Some(
        Figure::from_formula("components", "all of them", spending(of_parts))
            .then("traffic", "of all links", spending(of_links))
            .then(
                "cost",
                format!("{} + {}", money(of_parts), money(of_links)),
                spending(sum),
            ),
    );
    totals.cost_per_million = cost::per_million(sum, asked, &money(sum));
    may_fail(reckoning, asked, &mut totals);
    analysis.totals = totals;
}

/// What the availability objective allows to fail.
fn may_fail(reckoning: &Reckoning, asked: f64, totals: &mut super::Totals) {
    let design = |field| reckoning.inputs.design(field);
    let (Some(objective), Some(window)) = (
        design(Field::AvailabilitySlo),
        design(Field::Window).filter(|window| *window > 0.0),
    ) else {
        return;
    };
    let fails = (1.0 - objective).clamp(0.0, 1.0);
    let share = Figure::from_formula(
        "may fail",
        format!("100 % − {}", units::operand_share(objective)),
        Quantity::new(fails, DIMENSIONLESS),
    );
    let time = |value| Quantity::new(value, Dimension::TIME);
    let over = units::operand(time(window));
    totals.budget = Some(share.clone().then(
        "error budget",
        format!("{} × {over}", units::operand_share(fails)),
        time(budget::seconds(objective, window)),
    ));
    let requests = |value| Quantity::new(value, Dimension::REQUEST);
    let rate = Quantity::new(asked, Dimension::RATE);
    totals.budget_requests = Some(
        share
            .then(
                "requests in the window",
                format!("{} on average × {over}", units::operand(rate)),
                requests(asked * window),
            )
            .then(
                "may fail",
                format!(
                    "{} × {}",
                    units::operand_share(fails),
                    units::operand_count(asked * window)
                ),
                requests(budget::requests(objective, window, asked)),
            ),
    );
}
