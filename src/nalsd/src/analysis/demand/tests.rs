use super::Flows;
use crate::model::inputs::{Inputs, Scenario};
use crate::testing::{design, id};

/// Checks rates: `API 1000` for a component's peak, `A -> B 10` for a link's calls, `A -> B x64` for its amplification.
fn check(text: &str, expected: &[&str]) {
    let design = design(text);
    let flows = Flows::reckon(&design, &Inputs::read(&design, &Scenario::new()));
    for line in expected {
        let (name, value) = line.rsplit_once(' ').expect("a name and a number");
        let id = id(&design, name);
        let (found, value) = if let Some(value) = value.strip_prefix('x') {
            let edge = flows.edges.iter().find(|edge| edge.id == id);
            (edge.map(|edge| edge.amplification), value)
        } else if let Some(node) = flows.node(id) {
            (Some(node.peak), value)
        } else {
            let edge = flows.edges.iter().find(|edge| edge.id == id);
            (edge.map(|edge| edge.calls), value)
        };
        let (found, value): (f64, f64) = (found.expect("found"), value.parse().expect("a number"));
        assert!(
            (found - value).abs() <= 1e-9 * value.abs(),
            "{name}: {found}, expected {value} in\n{text}"
        );
    }
}

#[test]
fn demand_follows_the_links() {
    let cases: &[(&str, &[&str])] = &[
        // The peak is what everything is sized for; fan-out multiplies.
        (
            "client U: rate 100/s, peak 3
             service A
             service B
             U -> A
             A -> B: fan-out 2.5",
            &["U 300", "A 300", "B 750", "A -> B 750"],
        ),
        // A cache answers what it hits.
        (
            "client U: rate 1000/s
             cache C: hit 95 %
             sql D
             U -> C
             C -> D",
            &["C 1000", "D 50"],
        ),
        // Alternatives share, weights count.
        (
            "client U: rate 900/s
             load-balancer L
             service A
             service B
             U -> L
             L -> A: share 1
             L -> B: share 2",
            &["L 900", "A 300", "B 600"],
        ),
        // Without any weight they are alike.
        (
            "client U: rate 900/s
             service A
             service B
             U -> A: share 0
             U -> B: share 0",
            &["A 450", "B 450"],
        ),
        // A service calls each; a stream gives everything to each of its readers; two ways to one component add up.
        (
            "client U: rate 10/s
             stream S
             worker W
             worker V
             nosql D
             U -> S
             S -> W
             S -> V
             W -> D
             V -> D: fan-out 3",
            &["W 10", "V 10", "D 40"],
        ),
        // Batches.
        (
            "client U: rate 1000/s
             queue Q: batch 100
             worker W: batch 2
             nosql D
             U -> Q
             Q -> W
             W -> D",
            &["Q 1000", "W 10", "D 5"],
        ),
        // A push ends at the client.
        (
            "client U: rate 10/s
             service A
             U -> A
             A -> U: fan-out 5",
            &["U 10", "A 10", "A -> U 50"],
        ),
    ];
    for (text, expected) in cases {
        check(text, expected);
    }
}

#[test]
fn rings_are_cut_where_they_close_and_told_in_the_order_of_calls() {
    let text = "service B
         service A
         client U: rate 10/s
         service C
         U -> A
         A -> B
         B -> C
         C -> A
         C -> C
         B -> B";
    check(
        text,
        &["A 10", "B 10", "C 10", "C -> A 0", "C -> C 0", "A -> B 10"],
    );
    let design = design(text);
    let flows = Flows::reckon(&design, &Inputs::read(&design, &Scenario::new()));
    let ring = ["A", "B", "C"].map(|name| id(&design, name)).to_vec();
    assert_eq!(flows.rings, [ring]);
    assert!(flows.edges.iter().all(|edge| edge.waits != edge.cut));
}

#[test]
fn retries_multiply_along_the_layers() {
    // The SRE book, chapter 22: three layers of four attempts are 64.
    let three = "client U
         service A
         service B
         sql D
         U -> A: attempts 4
         A -> B: attempts 4
         B -> D: attempts 4";
    check(three, &["U -> A x4", "A -> B x16", "B -> D x64"]);
    // A budget of 10 % leaves 1.1 each.
    check(
        &three.replace("attempts 4", "attempts 4, retry-budget 10 %"),
        &["B -> D x1.331"],
    );
    // Who doesn't wait, or does without, doesn't hand the failure on.
    check(
        &three.replace("B -> D: ", "B -> D: mode async, "),
        &["B -> D x4"],
    );
    check(
        &three.replace("A -> B: ", "A -> B: optional yes, "),
        &["A -> B x4", "B -> D x16"],
    );
}

#[test]
fn what_is_lost_is_carried_by_its_alternatives() {
    let design = design(
        "client U: rate 300/s
         service A
         service B
         service C
         sql D
         U -> A
         U -> B
         U -> C
         A -> D
         B -> D
         C -> D",
    );
    let flows = Flows::reckon(&design, &Inputs::read(&design, &Scenario::new()));
    let lost: Vec<bool> = flows
        .nodes
        .iter()
        .map(|node| node.id == id(&design, "A"))
        .collect();
    assert_eq!(flows.without(&lost), [300.0, 0.0, 150.0, 150.0, 300.0]);
    let all: Vec<bool> = vec![true; 5];
    assert_eq!(flows.without(&all), [300.0, 0.0, 0.0, 0.0, 0.0]);
}

#[test]
fn absurd_multipliers_stay_within_the_numbers() {
    let mut text = "client U: rate 1e30/s\nservice S0\nU -> S0".to_owned();
    for at in 1..20 {
        text += &format!("\nservice S{at}\nS{} -> S{at}: fan-out 1e30", at - 1);
    }
    check(&text, &["S19 1e100"]);
}

#[test]
fn a_chain_of_any_length_is_walked() {
    let mut text = "client U: rate 1/s\nservice S0\nU -> S0".to_owned();
    for at in 1..10_000 {
        text += &format!("\nservice S{at}");
    }
    let mut design = design(&text);
    let ids: Vec<_> = design.components.iter().map(|part| part.id).collect();
    for pair in ids[1..].windows(2) {
        let id = crate::model::Id(design.next);
        design.next += 1;
        design.links.push(std::rc::Rc::new(crate::model::Link {
            id,
            from: pair[0],
            to: pair[1],
            name: String::new(),
            set: Default::default(),
        }));
    }
    let flows = Flows::reckon(&design, &Inputs::read(&design, &Scenario::new()));
    assert!(flows.nodes.iter().all(|node| node.peak == 1.0));
}
