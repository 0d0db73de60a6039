//! What it costs: machines at the peak, traffic and requests on average.

use super::Figure;
use super::network::Carried;
use super::reckoning::Reckoning;
use crate::model::{AreaKind, Field, Kind};
use crate::units::{self, Dimension, Quantity};

fn spending(value: f64) -> Quantity {
    Quantity::new(value, Dimension::SPENDING)
}

/// What one component costs: its machines, its requests, an object store's data, and what is written as its price.
pub(super) fn component(
    reckoning: &Reckoning,
    node: usize,
    deployed: Option<&Figure>,
    stored: Option<&Figure>,
) -> Figure {
    let inputs = &reckoning.inputs;
    let Some(flow) = reckoning.flows.nodes.get(node) else {
        return Figure::given("cost", spending(0.0));
    };
    let money = |quantity| units::operand_in(quantity, inputs.calendar);
    let mut parts: Vec<(&str, String, f64)> = Vec::new();
    if let Some(deployed) = deployed {
        let price = inputs
            .machine(inputs.class(flow.id), Field::MachinePrice)
            .unwrap_or(0.0);
        parts.push((
            "machines",
            format!(
                "{} × {}",
                units::whole(deployed.value()),
                money(spending(price))
            ),
            deployed.value() * price,
        ));
    }
    if let Some(price) = inputs.get(flow.id, Field::PricePerRequest) {
        let quantity = Quantity::new(price, Dimension::MONEY_PER_REQUEST);
        let rate = Quantity::new(flow.average, Dimension::RATE);
        let formula = format!("{} × {} on average", money(quantity), units::operand(rate));
        parts.push(("requests", formula, flow.average * price));
    }
    if let (Kind::ObjectStore, Some(stored)) = (flow.kind, stored) {
        let price = inputs.design(Field::StoragePrice).unwrap_or(0.0);
        let quantity = Quantity::new(price, Dimension::STORAGE_PRICE);
        let formula = format!("{} × {}", stored.operand(), money(quantity));
        parts.push(("data", formula, stored.value() * price));
    }
    if let Some(price) = inputs.get(flow.id, Field::Price) {
        parts.push(("price", "as written".to_owned(), price));
    }
    sum("cost", parts, |value| money(spending(value)))
}

/// What the traffic of one link costs: what crosses zones or regions, and what leaves for clients or somebody else's service.
pub(super) fn link(reckoning: &Reckoning, edge: usize, carried: &Carried) -> Figure {
    let inputs = &reckoning.inputs;
    let Some(flow) = reckoning.flows.edges.get(edge) else {
        return Figure::given("cost", spending(0.0));
    };
    let kind = |node: usize| reckoning.flows.nodes.get(node).map(|node| node.kind);
    let outside = |node| matches!(kind(node), Some(Kind::Client | Kind::External));
    let (out, back) = (
        flow.average * carried.request,
        flow.average * carried.response,
    );
    let mut parts = Vec::new();
    let mut part = |name, field, bandwidth: f64| {
        let price = inputs.design(field).unwrap_or(0.0);
        let formula = format!(
            "{} on average × {}",
            units::operand(Quantity::new(bandwidth, Dimension::BANDWIDTH)),
            units::operand(Quantity::new(price, Dimension::MONEY_PER_DATA))
        );
        parts.push((name, formula, bandwidth * price));
    };
    match (outside(flow.from), outside(flow.to)) {
        (true, true) => {}
        (true, false) => part("to the internet", Field::EgressPrice, back),
        (false, true) => part("to the internet", Field::EgressPrice, out),
        (false, false) => match reckoning.crossing(edge) {
            Some(AreaKind::Zone) => {
                let share = reckoning.crossing_share(edge);
                part("between zones", Field::ZonePrice, (out + back) * share);
            }
            Some(AreaKind::Region) => part("between regions", Field::RegionPrice, out + back),
            None => {}
        },
    }
    let calendar = inputs.calendar;
    sum("cost", parts, |value| {
        units::operand_in(spending(value), calendar)
    })
}

fn sum(name: &str, parts: Vec<(&str, String, f64)>, money: impl Fn(f64) -> String) -> Figure {
    let total: f64 = parts.iter().map(|(_, _, value)| value).sum();
    let several = parts.len() > 1;
    let texts: Vec<String> = parts.iter().map(|(_, _, value)| money(*value)).collect();
    let mut parts = parts.into_iter();
    let Some((first, formula, value)) = parts.next() else {
        return Figure::from_formula(name, "nothing that is paid for", spending(0.0));
    };
    let mut figure = Figure::from_formula(first, formula, spending(value));
    for (name, formula, value) in parts {
        figure = figure.then(name, formula, spending(value));
    }
    if several {
        figure = figure.then(name, texts.join(" + "), spending(total));
    }
    figure
}

/// Money per million requests of clients.
pub(super) fn per_million(cost: f64, requests: f64, money: &str) -> Option<Figure> {
    if requests <= 0.0 {
        return None;
    }
    let rate = Quantity::new(requests, Dimension::RATE);
    Some(Figure::from_formula(
        "per million requests",
        format!("{money} ÷ {} on average × 1M", units::operand(rate)),
        Quantity::new(cost / requests * 1e6, Dimension::MONEY),
    ))
}

#[cfg(test)]
mod tests {
    use crate::analysis::analyse;
    use crate::testing::{design, id};

    const MONTH: f64 = 30.0 * 86_400.0;

    /// What one part or the whole costs a month.
    #[track_caller]
    fn check(text: &str, name: &str, monthly: f64) {
        let design = design(text);
        let analysis = analyse(&design);
        let found = match name {
            "all" => analysis
                .totals
                .cost
                .as_ref()
                .map_or(0.0, |cost| cost.value()),
            name if name.contains("->") => analysis.links[&id(&design, name)].cost.value(),
            name => analysis.components[&id(&design, name)].cost.value(),
        };
        let found = found * MONTH;
        assert!(
            (found - monthly).abs() <= 1e-9 * monthly,
            "{name}: {found}, not {monthly}"
        );
    }

    #[test]
    fn parts_and_traffic_are_paid_for() {
        let text = "set egress-price = $ 0.10/GB
             set zone-price = $ 0.01/GB
             set region-price = $ 0.02/GB
             set storage-price = $ 0.02/GB/month
             machine box: machine-price $ 100/month
             region r
             region s
             zone a in r
             zone b in r
             zone c in s
             client U: rate 1 M/month, peak 4
             service A in a: machine box, machines 3, price $ 7/month
             service B in b: machine box, machines 1
             service C in c: machine box, machines 1
             object-store O in a: machine box, machines 1, writes 100 %, entry 1 MB, retention 1 month, copies 1
             external X: price-per-request $ 2 per million requests
             U -> A: request 1 KB, response 1 MB
             A -> B: request 100 KB, response 900 KB
             A -> C: request 100 KB, response 900 KB
             A -> X: fan-out 50 %, request 1 MB, response 1 KB
             A -> O: request 1 MB, response 0 B";
        // The average counts, not the peak: a million requests a month of 1 MB are 1,000 GB.
        for (name, monthly) in [
            ("A", 307.0),
            // 1 TB is kept.
            ("O", 100.0 + 20.0),
            ("X", 1.0),
            ("U -> A", 100.0),
            ("A -> B", 10.0),
            ("A -> C", 20.0),
            // Half a million requests of 1 MB leave; answers come in free.
            ("A -> X", 50.0),
            ("A -> O", 0.0),
            (
                "all",
                307.0 + 100.0 + 100.0 + 120.0 + 1.0 + 100.0 + 10.0 + 20.0 + 50.0,
            ),
        ] {
            check(text, name, monthly);
        }
        let million = analyse(&design(text)).totals.cost_per_million;
        let million = million.map_or(0.0, |figure| figure.value());
        assert!((million - 808.0).abs() < 1e-6, "{million}");
    }
}
