//! Availability of designs, against closed forms and against enumeration of everything that may be up or down.

use super::calls::Need;
use super::structure::{Own, Structure, found, matters};
use super::{MOST_NODES, Reliability};
use crate::analysis::demand::Sends;
use crate::analysis::{Reckoning, analyse};
use crate::model::inputs::Scenario;
use crate::model::{Design, Field, Id};
use crate::testing::arbitrary::sound_design;
use crate::testing::{design, id};
use proptest::prelude::*;

/// Components that are up as written (`x`: external), so that the numbers are easy to follow.
#[test]
fn closed_forms() {
    let pair = "external A: availability 99 %
         external B: availability 98 %
         client U
         service S: availability 100 %
         U -> S\n";
    for (links, expected) in [
        ("S -> A\nS -> B", 0.99 * 0.98),
        ("S -> A", 0.99),
        ("S -> A\nS -> B: optional yes", 0.99),
        ("S -> A\nS -> B: mode async", 0.99),
        ("S -> A\nS -> B: fan-out 0", 0.99),
        ("S -> A\nA -> B", 0.99 * 0.98),
        (
            "load-balancer L: availability 100 %\nS -> L\nL -> A\nL -> B",
            1.0 - 0.01 * 0.02,
        ),
        (
            "load-balancer L: availability 100 %, need 2\nS -> L\nL -> A\nL -> B",
            0.99 * 0.98,
        ),
        // What is behind the queue isn't the caller's; the queue is, also when nobody waits.
        (
            "queue Q: availability 90 %, copies 1\nS -> Q: mode async\nQ -> A",
            0.9,
        ),
        // A cache that misses needs what is behind it; one that doesn't, doesn't.
        ("cache H: availability 90 %\nS -> H\nH -> A", 0.9 * 0.99),
        ("cache H: availability 90 %, hit 100 %\nS -> H\nH -> A", 0.9),
        (
            "cache H: availability 90 %\nS -> H: optional yes\nS -> A",
            0.99,
        ),
        // A dependency of both counts once.
        (
            "S -> A\nS -> B\nexternal C: availability 90 %\nA -> C\nB -> C",
            0.99 * 0.98 * 0.9,
        ),
        (
            "load-balancer L: availability 100 %\nS -> L\nL -> A\nL -> B\nexternal C: availability 90 %\nA -> C\nB -> C",
            (1.0 - 0.01 * 0.02) * 0.9,
        ),
    ] {
        let analysis = analyse(&design(&format!("{pair}{links}")));
        let found = analysis.journeys[0].availability.value();
        assert!(
            (found - expected).abs() < 1e-12,
            "{links}: {found}, not {expected}"
        );
    }
}

/// Zones and regions are failure domains of all that is in them.
#[test]
fn areas() {
    for (text, expected) in [
        (
            "zone a: availability 90 %
             service S in a: availability 99 %
             sql D in a: availability 98 %, copies 1
             U -> S
             S -> D",
            0.9 * 0.99 * 0.98,
        ),
        (
            "zone a: availability 90 %
             zone b: availability 80 %
             load-balancer L: availability 100 %
             service S in a: availability 99 %
             service T in b: availability 98 %
             U -> L
             L -> S
             L -> T",
            1.0 - (1.0 - 0.9 * 0.99) * (1.0 - 0.8 * 0.98),
        ),
        // One machine in each of three zones, one of which is enough.
        (
            "region r: availability 99 %
             zone a in r: availability 90 %
             zone b in r: availability 80 %
             zone c in r: availability 70 %
             service S in r: availability 60 %, machines 3
             U -> S",
            0.99 * (1.0 - (1.0 - 0.9 * 0.6) * (1.0 - 0.8 * 0.6) * (1.0 - 0.7 * 0.6)),
        ),
        // All that stands at large in a region of one zone stands in that zone.
        (
            "region r: availability 99 %
             zone a in r: availability 90 %
             service S in r: availability 60 %, machines 2
             U -> S",
            0.99 * 0.9 * (1.0 - 0.4 * 0.4),
        ),
    ] {
        let analysis = analyse(&design(&format!("client U\n{text}")));
        let found = analysis.journeys[0].availability.value();
        assert!(
            (found - expected).abs() < 1e-12,
            "{text}: {found}, not {expected}"
        );
    }
}

#[test]
fn what_matters_most() {
    let text = "client U
         external A: availability 99 %
         external B: availability 98 %
         external C: availability 98 %
         service S: availability 100 %
         load-balancer L: availability 100 %
         U -> S
         S -> A
         S -> L
         L -> B
         L -> C";
    let design = design(text);
    let analysis = analyse(&design);
    let important = &analysis.totals.importance;
    let of = |name: &str| {
        important
            .iter()
            .find(|part| part.part == id(&design, name))
            .unwrap()
    };
    assert_eq!(important[0].part, id(&design, "A"));
    let pair = 1.0 - 0.02 * 0.02;
    for (name, birnbaum, gain) in [
        ("A", pair, 0.01 * pair),
        ("B", 0.99 * 0.02, 0.99 * 0.02 * 0.02),
        ("S", 0.99 * pair, 0.0),
    ] {
        assert!((of(name).birnbaum - birnbaum).abs() < 1e-12, "{name}");
        assert!((of(name).gain - gain).abs() < 1e-12, "{name}");
    }
    let down = analysis.totals.downtime.as_ref().unwrap().value();
    let expected = (1.0 - 0.99 * pair) * 30.0 * 86_400.0;
    assert!((down / expected - 1.0).abs() < 1e-9);
}

/// Whoever carries all by himself makes up for those who don't: which alternatives are up matters, not how many.
#[test]
fn alternatives_of_different_sizes() {
    let answered = |shares: [f64; 3], machines: [u32; 3], rate: u32| {
        let mut text = format!(
            "client U: rate {rate}/s
             load-balancer L: availability 100 %\nU -> L\n"
        );
        // Each machine does 100/s, and a component is up when all of its machines are: half of the time.
        for (at, name) in ["A", "B", "C"].into_iter().enumerate() {
            if machines[at] > 0 {
                text += &format!(
                    "service {name}: slots 1, service 10 ms, cpu 0 s, machines {}, need {}, availability {}
                     L -> {name}: share {}\n",
                    machines[at],
                    machines[at],
                    0.5_f64.powf(1.0 / f64::from(machines[at])),
                    shares[at]
                );
            }
        }
        analyse(&design(&text)).journeys[0].availability.value()
    };
    for (shares, machines, rate, expected) in [
        // A alone takes 1,000/s of 300/s, B alone 100/s: A must be there.
        ([3.0, 1.0, 0.0], [10, 1, 0], 300, 0.5),
        // Either alone takes all.
        ([3.0, 1.0, 0.0], [10, 4, 0], 300, 0.75),
        // Neither does.
        ([3.0, 1.0, 0.0], [8, 4, 0], 900, 0.25),
        // 400 of 600/s, 300 and 300: A with one of the others, or both of these; two of three.
        ([4.0, 3.0, 3.0], [4, 3, 3], 600, 0.5),
        // 500 of 600/s, 200 and 200: A with one of the others: 1/2 × 3/4.
        ([4.0, 1.0, 1.0], [5, 2, 2], 600, 0.375),
    ] {
        let found = answered(shares, machines, rate);
        assert!(
            (found - expected).abs() < 1e-9,
            "{machines:?} {rate}: {found} instead of {expected}"
        );
    }
}

/// Whether a request to a node succeeds, straight from the rules, when some parts are up.
fn walks(reckoning: &Reckoning, needs: &[Need], at: usize, up: &dyn Fn(Id) -> bool) -> bool {
    let flows = &reckoning.flows;
    let node = &flows.nodes[at];
    let here = node.kind == crate::model::Kind::Client
        || (up(node.id)
            && reckoning.zones[at].is_none_or(up)
            && reckoning.regions[at].is_none_or(up));
    if !here {
        return false;
    }
    let edges = || node.out.iter().map(|edge| &flows.edges[*edge]);
    let works = |edge: &crate::analysis::demand::Edge| {
        !matters(reckoning, edge) || walks(reckoning, needs, edge.to, up)
    };
    if node.sends == Sends::Each {
        return edges().all(works);
    }
    let ways = || edges().filter(|edge| !edge.cut && edge.per_request > 0.0);
    let fallen = ways()
        .zip(&needs[at].worth)
        .filter(|(edge, _)| !works(edge));
    let missing: f64 = fallen.map(|(_, worth)| worth).sum();
    let all: f64 = needs[at].worth.iter().sum();
    missing <= needs[at].spare + 1e-9 * all
}

/// The availability of each client, by trying everything that may be up or down; none where there is too much of it.
fn by_enumeration(design: &Design) -> Option<Vec<f64>> {
    let analysis = analyse(design);
    let reckoning = Reckoning::new(design, &Scenario::new());
    let nodes = 0..reckoning.flows.nodes.len();
    let needs: Vec<Need> = nodes
        .map(|at| Need::of(&reckoning, at, &analysis.components))
        .collect();
    let met = found(&reckoning);
    // Machines that are spread over zones are looked at by themselves.
    let spread = |at: &usize| reckoning.zones[*at].is_none() && reckoning.regions[*at].is_some();
    if met.iter().any(spread) {
        return None;
    }
    let mut parts: Vec<(Id, f64)> = Vec::new();
    for at in met {
        let own = Own::of(&reckoning, at, &analysis.components);
        let areas = [reckoning.zones[at], reckoning.regions[at]];
        let area_up = |id| {
            (
                id,
                reckoning.inputs.get(id, Field::Availability).unwrap_or(1.0),
            )
        };
        let all = areas.into_iter().flatten().map(area_up);
        for part in all.chain([(reckoning.flows.nodes[at].id, own.probability())]) {
            if !parts.contains(&part) && part.1 < 1.0 {
                parts.push(part);
            }
        }
    }
    if parts.len() > 10 {
        return None;
    }
    let mut sums = vec![0.0; reckoning.flows.clients().count()];
    for state in 0..1_u32 << parts.len() {
        let is_up = |at: usize| state >> at & 1 == 1;
        let probability: f64 = parts
            .iter()
            .enumerate()
            .map(|(at, (_, p))| {
                if is_up(at) {
                    p.clamp(0.0, 1.0)
                } else {
                    1.0 - p.clamp(0.0, 1.0)
                }
            })
            .product();
        let up = |id: Id| parts.iter().position(|part| part.0 == id).is_none_or(is_up);
        for (sum, client) in sums.iter_mut().zip(reckoning.flows.clients()) {
            if walks(&reckoning, &needs, client, &up) {
                *sum += probability;
            }
        }
    }
    Some(sums)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64,
        max_global_rejects: 20_000,
        ..ProptestConfig::default()
    })]

    /// Whom all requests need is the same with the diagram and without.
    #[test]
    fn the_required_are_those_of_the_diagram(design in sound_design()) {
        let analysis = analyse(&design);
        let reckoning = Reckoning::new(&design, &Scenario::new());
        let reckon = |most| Reliability::within(&reckoning, &analysis.components, most);
        prop_assert_eq!(reckon(MOST_NODES).required, reckon(0).required);
    }

    /// Only designs count in which something may fail, and isn't sure to.
    #[test]
    fn the_diagram_is_what_enumeration_gives(design in sound_design()) {
        let expected = by_enumeration(&design).unwrap_or_default();
        prop_assume!(expected.iter().any(|found| (1e-6..1.0 - 1e-9).contains(found)));
        let analysis = analyse(&design);
        prop_assert_eq!(analysis.journeys.len(), expected.len());
        for (journey, expected) in analysis.journeys.iter().zip(expected) {
            let found = journey.availability.value();
            prop_assert!((found - expected).abs() < 1e-9, "{} {}", found, expected);
        }
    }
}

/// Without room for a diagram, an estimate that says so; it is the same where nothing is shared.
#[test]
fn an_estimate_says_so() {
    for (links, same) in [
        ("S -> A\nS -> B", true),
        ("S -> A\nS -> B\nA -> C\nB -> C", false),
        (
            "region r: availability 99 %\nzone a in r: availability 90 %\nzone b in r: availability 80 %\nservice T in r: machines 4\nS -> T",
            true,
        ),
    ] {
        let design = design(&format!(
            "client U
             service S
             external A
             external B
             external C: availability 90 %
             U -> S\n{links}"
        ));
        let analysis = analyse(&design);
        let reckoning = Reckoning::new(&design, &Scenario::new());
        let rough = Reliability::within(&reckoning, &analysis.components, 3);
        let (exact, rough) = (&analysis.journeys[0].availability, &rough.clients[0].1);
        assert!(rough.trail[0].formula.starts_with("estimated"));
        assert!(!exact.trail[0].formula.starts_with("estimated"));
        assert_eq!((exact.value() - rough.value()).abs() < 1e-12, same);
        assert!(rough.value() <= exact.value() + 1e-12);
        let own: Vec<Own> = (0..reckoning.flows.nodes.len())
            .map(|at| Own::of(&reckoning, at, &analysis.components))
            .collect();
        let needs: Vec<Need> = (0..own.len())
            .map(|at| Need::of(&reckoning, at, &analysis.components))
            .collect();
        assert!(Structure::build(&reckoning, &own, &needs, MOST_NODES).is_ok());
    }
}

/// A thousand that must all be there, and a thousand of which one must: the diagram of either is a line.
#[test]
fn long_series_and_wide_alternatives_are_exact() {
    for (head, answers) in [
        ("service S: availability 100 %", 0.999_f64.powi(1_000)),
        ("load-balancer S: availability 100 %, need 1", 1.0),
    ] {
        let mut text = format!("client U\n{head}\nU -> S\n");
        for at in 0..1_000 {
            text += &format!("external X{at}: availability 99.9 %\nS -> X{at}\n");
        }
        let design = design(&text);
        let reckoning = Reckoning::new(&design, &Scenario::new());
        let found = Reliability::reckon(&reckoning, &analyse(&design).components);
        let (_, up) = &found.clients[0];
        assert!(!up.trail[0].formula.starts_with("estimated"), "{head}");
        assert!((up.value() / answers - 1.0).abs() < 1e-9, "{head}");
    }
}
