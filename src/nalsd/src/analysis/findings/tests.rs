//! Each rule with a smallest design that triggers it, one that doesn't, and its mend.

use crate::analysis::{Finding, FindingKind, Severity, analyse};
use crate::edit::apply;
use crate::model::Design;
use crate::testing::arbitrary::sound_design;
use crate::testing::{design, id};
use FindingKind::{
    Bottleneck, CacheDependency, CrossRegionCall, Cycle, LatencyMissed, OverBudget, Overload,
    RetryAmplification, SingleCopy, SinglePoint, SloUnreachable, SmallestCut, UnboundedQueue,
    Unreached, Unreadable, UnshardedStore, Unstable, ZoneLoss,
};
use proptest::prelude::*;

/// The rule, a design that triggers it, what to replace in it and by what so that it doesn't, what the text must say.
const RULES: &[(FindingKind, &str, (&str, &str), &str)] = &[
    (
        Unreadable,
        "client U: rate 3 apples",
        ("3 apples", "3/s"),
        "U, Requests: ",
    ),
    (
        Cycle,
        "client U
         service A
         service B
         U -> A
         A -> B
         B -> A",
        ("B -> A", ""),
        "A and B call each other in a ring",
    ),
    (Cycle, "service A\nA -> A", ("A -> A", ""), "A calls itself"),
    // 10,000/s × 10 ms are 100 at once; one machine has 16 slots. 100/s × 10 ms is 1.
    (
        Unstable,
        "client U: rate 10000/s
         service A: machines 1
         U -> A",
        ("10000/s", "100/s"),
        "A: requests wait without bound. 10k/s are asked of it, and its slots are enough for 1600/s.",
    ),
    (
        Unstable,
        "client U: rate 1000/s
         external X: max-rate 500/s
         U -> X",
        ("max-rate 500/s", ""),
        "is enough for 500/s",
    ),
    // 1300/s × 10 ms are 13 of 16 slots: more than 70 % and less than all. It needs 1.16 machines, rounded up.
    (
        Overload,
        "client U: rate 1300/s
         service A: machines 1, cpu 1 ms
         U -> A: response 1 KB",
        ("1300/s", "1000/s"),
        "A has 1 machine, and needs 2; slots binds.",
    ),
    // 10 % of 100,000/s are written with 2 operations each: 20,000/s on one machine of 12,000/s.
    (
        UnshardedStore,
        "client U: rate 100k/s
         sql D: machine large
         U -> D",
        ("machine large", "machine large, shards 2"),
        "D takes 20k/s disk operations for writes on one shard; one machine does 12k/s.",
    ),
    (
        SloUnreachable,
        "client U
         external X: availability 99.8 %
         U -> X",
        ("99.8 %", "99.9 %"),
        "U is answered 99.8 % of the time; 99.9 % is asked. 100 % of what is missing is X.",
    ),
    (
        LatencyMissed,
        "client U
         external X: p99 600 ms
         U -> X",
        ("600 ms", "400 ms"),
        "99 % of U's requests take up to 600 ms; 500 ms is asked. The slowest on the way is X, with 600 ms.",
    ),
    (
        OverBudget,
        "set cost-limit = $ 100/month
         client U
         service A: machines 1, machine medium
         U -> A: response 0 B",
        ("$ 100/", "$ 300/"),
        "It costs $ 240/month; $ 100/month is allowed. The dearest is A, at $ 240/month.",
    ),
    (
        SinglePoint,
        "client U
         service A: machines 1
         U -> A",
        ("machines 1", "machines 2"),
        "A is a single point of failure: it has one machine, and every request of U calls it.",
    ),
    // The balancer and what both services use are passed by every path; the services aren't.
    (
        SinglePoint,
        "client U
         load-balancer L: machines 1
         service A: machines 1
         service B: machines 1
         nosql Maps
         U -> L
         L -> A
         L -> B
         A -> Maps
         B -> Maps",
        ("load-balancer L: machines 1", "load-balancer L: machines 2"),
        "L is a single point of failure: it has one machine, and every path from U to Maps passes it.",
    ),
    // Without the balancer, the drawing falls into the client and the rest.
    (
        SinglePoint,
        "client U
         load-balancer L: machines 1
         service A
         service B
         U -> L
         L -> A
         A -> B",
        ("load-balancer L: machines 1", "load-balancer L: machines 2"),
        "every path from U to B passes it. Without it, nothing joins U to A and B.",
    ),
    // There is a way around it for the drawing, though not for requests: A asks both, and needs both.
    (
        SinglePoint,
        "client U
         service A: machines 2
         service B: machines 1
         service C: machines 2
         nosql D
         U -> A
         A -> B
         A -> C
         B -> D
         C -> D",
        ("service B: machines 1", "service B: machines 2"),
        "B is a single point of failure: it has one machine, and every request of U needs it.",
    ),
    (
        SmallestCut,
        "client U
         load-balancer L: machines 2
         service A: machines 1
         service B: machines 1
         nosql D
         U -> L
         L -> A
         L -> B
         A -> D
         B -> D",
        ("service B: machines 1", "service B: machines 2"),
        "Two failures take the service away: A and B.",
    ),
    // Where one alone takes it away, no two are told.
    (
        SmallestCut,
        "client U
         client V
         service A: machines 1
         service B: machines 1
         service C
         U -> A
         U -> B
         V -> C",
        ("U -> B", ""),
        "Two failures take the service away from U: A and B.",
    ),
    // Of three, two must be there: any two are enough to take it away.
    (
        SmallestCut,
        "client U
         load-balancer L: machines 2, need 2
         service A: machines 1
         service B: machines 1
         service C: machines 1
         U -> L
         L -> A
         L -> B
         L -> C",
        ("need 2", "need 1"),
        "Two failures take the service away: A and B.",
    ),
    // What three ways share is cut by two.
    (
        SmallestCut,
        "client U
         load-balancer L: machines 2
         service A: machines 1
         service B: machines 1
         service C: machines 1
         load-balancer M: machines 2
         service P: machines 1
         service Q: machines 1
         U -> L
         L -> A
         L -> B
         L -> C
         A -> M
         B -> M
         C -> M
         M -> P
         M -> Q",
        ("Q: machines 1", "Q: machines 2"),
        "Two failures take the service away: P and Q.",
    ),
    // Both machines are needed: 2000/s × 10 ms are 20 of 32 slots.
    (
        SinglePoint,
        "client U: rate 2000/s
         service A: machines 2, cpu 1 ms
         U -> A",
        ("machines 2", "machines 3"),
        "all of its 2 machines are needed",
    ),
    (
        SinglePoint,
        "client U
         sql D: copies 1
         U -> D",
        ("copies 1", "copies 2"),
        "D is a single point of failure",
    ),
    (
        ZoneLoss,
        "client U
         zone a
         zone b
         load-balancer L: need 1
         service A in a: machines 2
         service B in b: machines 2
         sql D in a
         U -> L
         L -> A
         L -> B
         A -> D
         B -> D",
        ("sql D in a", "sql D"),
        "Without a, 0 % of requests are still answered: D is nowhere else.",
    ),
    // 2000/s × 10 ms are 20 at once for each: 2 machines, 32 slots. 40 don't fit there, 4 do.
    (
        ZoneLoss,
        "client U: rate 4000/s
         zone a
         zone b
         load-balancer L: machines 2
         service A in a: cpu 1 ms
         service B in b: cpu 1 ms
         U -> L
         L -> A
         L -> B",
        ("rate 4000/s", "rate 400/s"),
        "the others have too few machines",
    ),
    (
        ZoneLoss,
        "client U
         service A
         U -> A",
        (
            "service A",
            "zone a\nzone b\nload-balancer L\nservice B in b\nL -> A\nL -> B\nservice A in a\nU -> L",
        ),
        "Nothing says which zone anything is in",
    ),
    (
        SingleCopy,
        "client U
         nosql D: copies 1
         U -> D",
        ("copies 1", "copies 2"),
        "D holds 315 GB once: what a machine loses is gone.",
    ),
    // 90 % of 1000/s hit: 100/s reach a store whose 2 × 16 cores carry 800/s. Cold, all 1000/s do.
    (
        CacheDependency,
        "client U: rate 1000/s
         cache H
         sql D: machines 2, machine workbook, ops 0.1, cpu 40 ms, service 1 ms, slots 100
         U -> H
         H -> D",
        ("cpu 40 ms", "cpu 1 ms"),
        "Without the hits of H, D gets 1000/s instead of 100/s, and its CPU carries 800/s.",
    ),
    (
        RetryAmplification,
        "client U
         service A
         service B
         sql D
         U -> A: attempts 4
         A -> B: attempts 4
         B -> D: attempts 4",
        (
            "A -> B: attempts 4",
            "A -> B: attempts 1\nset latency-slo = 1 s",
        ),
        "When D fails, one request becomes up to 64 calls to it: attempts multiply over 3 layers (4 × 4 × 4 = 64).",
    ),
    (
        CrossRegionCall,
        "region eu
         region us
         client U
         service A in eu
         sql D in us
         U -> A
         A -> D",
        ("sql D in us", "sql D in eu"),
        "A waits for D in another region, 80 ms away.",
    ),
    (
        UnboundedQueue,
        "client U: rate 10/s
         queue Q
         U -> Q",
        ("queue Q", "queue Q: queue-limit 1000"),
        "Q may grow without limit: with nobody taking from it, 36k wait after an hour.",
    ),
    // 800/s × 10 ms are 8 of 16 slots: full at twice as much.
    (
        Bottleneck,
        "client U: rate 800/s
         service A: machines 1, cpu 1 ms
         U -> A: response 0 B",
        ("800/s", "80/s"),
        "A is full first as load grows: its slots, at 2 times the peak.",
    ),
    (
        Unreached,
        "client U
         service A
         service B
         U -> A",
        ("service B", ""),
        "B is reached by no client.",
    ),
    (
        Unreached,
        "service A",
        ("service A", "client U\nservice A\nU -> A"),
        "There is no client",
    ),
];

/// The first finding of a rule.
fn of(design: &Design, kind: FindingKind) -> Option<Finding> {
    let findings = analyse(design).findings;
    findings.into_iter().find(|finding| finding.kind == kind)
}

#[test]
fn every_rule_is_triggered_and_isnt() {
    let mut wrong = Vec::new();
    for (kind, text, (this, by), says) in RULES {
        assert!(text.contains(this), "{kind:?} {this}");
        match of(&design(text), *kind) {
            Some(finding) if finding.text.contains(says) => {}
            Some(finding) => wrong.push(format!("{kind:?} says {:?}, not {says:?}", finding.text)),
            None => wrong.push(format!("{kind:?} isn't found in {text}")),
        }
        let without = text.replacen(this, by, 1);
        let found = of(&design(&without), *kind);
        // A rule may have more than one thing to say of the same design.
        if let Some(finding) = found.filter(|finding| finding.text.contains(says)) {
            wrong.push(format!("{kind:?} is found in {without}: {}", finding.text));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a design still has a finding, about the same parts or the same place.
fn still(design: &Design, finding: &Finding) -> bool {
    analyse(design).findings.iter().any(|other| {
        other.kind == finding.kind
            && other.parts.first() == finding.parts.first()
            && other.place == finding.place
    })
}

#[test]
fn what_mends_a_finding_makes_it_go_away() {
    let mut mended = Vec::new();
    for (kind, text, _, _) in RULES {
        let design = design(text);
        let finding = of(&design, *kind).unwrap();
        let commands = finding.mend.as_ref().map_or(&[][..], |mend| &mend.commands);
        if commands.is_empty() {
            continue;
        }
        mended.push(*kind);
        let mut after = design;
        for command in commands {
            after = apply(&after, command).unwrap().design;
        }
        assert!(!still(&after, &finding), "{kind:?} in {text}");
    }
    for kind in [
        Unreadable,
        Cycle,
        Unstable,
        Overload,
        UnshardedStore,
        SloUnreachable,
        LatencyMissed,
        SinglePoint,
        SmallestCut,
        ZoneLoss,
        SingleCopy,
        CacheDependency,
        RetryAmplification,
        CrossRegionCall,
        UnboundedQueue,
        Unreached,
    ] {
        assert!(mended.contains(&kind), "{kind:?} has nothing that mends it");
    }
}

/// What an interviewer would say of the first sketch, and no more; the worst first.
#[test]
fn a_fresh_design_gets_few_findings() {
    let text = "client Users
         load-balancer LB
         service Front
         service Back
         sql Store
         Users -> LB
         LB -> Front
         LB -> Back
         Front -> Store
         Back -> Store";
    let findings = analyse(&design(text)).findings;
    let kinds: Vec<FindingKind> = findings.iter().map(|finding| finding.kind).collect();
    assert_eq!(kinds, [ZoneLoss], "{findings:#?}");
}

/// Files may bring links whose ends are links, even themselves: they have no names, and asking for one must end.
#[test]
fn a_link_to_itself_has_a_name() {
    let mut design = design("client U\nservice A\nU -> A: attempts many");
    let link = std::rc::Rc::make_mut(&mut design.links[0]);
    (link.from, link.to) = (link.id, link.id);
    assert!(of(&design, Unreadable).is_some());
}

#[test]
fn the_worst_come_first() {
    let text = "client U: rate 10000/s
         service A: machines 1
         nosql D: copies 1
         service Lost
         U -> A
         A -> D";
    let analysis = analyse(&design(text));
    let severities: Vec<Severity> = analysis
        .findings
        .iter()
        .map(|found| found.severity)
        .collect();
    assert!(severities.is_sorted());
    assert_eq!(analysis.findings[0].kind, Unstable);
    assert_eq!(analysis.findings[0].parts, [id(&design(text), "A")]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// What a mend says can be done, and helps. Loads hang together, so one that is about load may leave a smaller one behind.
    #[test]
    fn mends_can_be_done(design in sound_design()) {
        for finding in analyse(&design).findings {
            let Some(mend) = &finding.mend else { continue };
            let mut after = design.clone();
            for command in &mend.commands {
                let done = apply(&after, command);
                prop_assert!(done.is_ok(), "{:?} {:?}", finding, done);
                after = done.unwrap().design;
            }
            let surely = matches!(
                finding.kind,
                Unreadable | Unreached | SingleCopy | UnboundedQueue | CrossRegionCall
            );
            if surely && !mend.commands.is_empty() {
                prop_assert!(!still(&after, &finding), "{:?}", finding);
            }
        }
    }
}
