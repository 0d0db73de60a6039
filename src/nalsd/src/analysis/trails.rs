//! What a trail shows can be reckoned after: with the operands as they are shown, a calculator gives the result as it is shown.

use super::{Analysis, Figure, analyse};
use crate::example::bookshop;
use crate::testing::design;
use crate::units::{self, Calendar, Names, Quantity};

/// Words that say what a number is: no part of the calculation.
const WORDS: [&str; 18] = [
    " on average",
    " passed on",
    " share",
    " calls",
    " copies",
    " zones that are left, rounded up",
    " zones",
    " spare",
    " cores",
    " slots",
    " tasks",
    " of the task",
    " of reads",
    " of writes to each shard",
    " of writes to the one shard",
    " from Users",
    " from Web",
    " from Partners",
];

fn figures(analysis: &Analysis) -> Vec<&Figure> {
    let totals = &analysis.totals;
    let mut all: Vec<Option<&Figure>> = vec![
        totals.network.as_ref(),
        totals.cost.as_ref(),
        totals.cost_per_million.as_ref(),
        totals.budget.as_ref(),
        totals.budget_requests.as_ref(),
        totals.downtime.as_ref(),
        totals.storage.as_ref(),
    ];
    for part in analysis.components.values() {
        all.extend([Some(&part.demand), Some(&part.traffic), Some(&part.cost)]);
        all.extend([
            part.storage.as_ref(),
            part.machines.as_ref(),
            part.tasks.as_ref(),
        ]);
        all.extend(part.loads.iter().map(|load| Some(&load.needed)));
    }
    for link in analysis.links.values() {
        all.extend([Some(&link.calls), Some(&link.cost)]);
        all.extend([
            Some(&link.request_bandwidth),
            Some(&link.response_bandwidth),
        ]);
    }
    all.into_iter().flatten().collect()
}

/// What a calculator makes of a formula; `None` of what is told in words.
fn reckoned(formula: &str) -> Option<f64> {
    if !formula.contains(['×', '÷', '+', '−']) {
        return None;
    }
    let mut text = formula.to_owned();
    for word in WORDS {
        text = text.replace(word, "");
    }
    // Units that are merely counted don't add up with plain numbers.
    let text = text.replace(" machines", "");
    let range = units::parse(&text, Calendar::default(), &Names::new()).ok()?;
    Some(range.likely)
}

#[test]
fn a_calculator_gives_what_is_shown() {
    // Numbers whose third digit says little: thirds and sevenths.
    let odd = design(
        "set availability-slo = 99.97 %
         set max-utilisation = 70 %
         set storage-price = $ 0.023/GB/month
         set egress-price = $ 0.087/GB
         set zone-price = $ 0.0137/GB
         region r
         zone a in r: availability 99.943 %
         zone b in r: availability 99.943 %
         client Users: rate 16666667/day, peak 1.7
         client Partners: rate 1000/7 h
         service Web in a: cpu 1.37 ms, machines 7
         sql Db in b: cpu 1.9 ms, writes 13.7 %, entry 1337 B, retention 1.7 years, copies 3, machines 9
         object-store Files in b: writes 3.3 %, entry 237 KB, retention 100 d, copies 1.4
         external Mail: price-per-request $ 1.37 per million requests
         Users -> Web: request 733 B, response 23.7 KB
         Partners -> Web: request 1.7 KB, response 777 B
         Web -> Db: fan-out 1.73, request 333 B, response 1.9 KB
         Web -> Files: fan-out 37 %, request 711 B, response 237 KB
         Web -> Mail: fan-out 3.7 %, request 7 KB",
    );
    let mut seen = 0;
    for design in [bookshop().ok(), Some(odd)].into_iter().flatten() {
        let analysis = analyse(&design);
        assert_eq!(analysis.problems, []);
        for step in figures(&analysis).iter().flat_map(|figure| &figure.trail) {
            let Some(value) = reckoned(&step.formula) else {
                continue;
            };
            seen += 1;
            let shown = units::format(step.result);
            // Between two roundings either is right: 1.575 is 1.57 or 1.58.
            let found = [1.0 - 1e-9, 1.0, 1.0 + 1e-9].map(|by| {
                let quantity = Quantity::new(value * by, step.result.dimension);
                units::format(quantity)
            });
            assert!(
                found.contains(&shown),
                "{}: {} is {found:?}, not {shown}",
                step.name,
                step.formula
            );
        }
    }
    assert!(seen > 60, "only {seen} formulas could be reckoned");
}
