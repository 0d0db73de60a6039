//! Whatever is drawn and planned, a simulation ends, within its steps, with an outcome or a reason.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use nalsd::model::{Design, Id};
use nalsd::simulation::{Event, Outcome, Plan, Shock, compare, run};
use nalsd::testing::arbitrary::{any_design, sound_design};
use nalsd::testing::{design, id};
use proptest::prelude::*;

const LIMIT: u64 = 20_000;

fn shock() -> impl Strategy<Value = Shock> {
    let part = || (0..24_u32).prop_map(Id);
    let factor = || prop_oneof![0.01..50.0, Just(f64::NAN), Just(0.0), Just(f64::MAX)];
    prop_oneof![
        (proptest::option::of(part()), factor())
            .prop_map(|(client, factor)| Shock::Load { client, factor }),
        part().prop_map(|area| Shock::Lost { area }),
        (part(), factor()).prop_map(|(component, factor)| Shock::Slow { component, factor }),
        part().prop_map(|component| Shock::Down { component }),
        part().prop_map(|component| Shock::Flushed { component }),
    ]
}

/// Plans of which most can be carried out.
fn any_plan() -> impl Strategy<Value = Plan> {
    let event = (0.0..60.0, proptest::option::of(0.0..90.0), shock())
        .prop_map(|(at, until, shock)| Event { at, until, shock });
    let seconds = prop_oneof![9 => 1.0..60.0, 1 => any::<f64>()];
    let every = prop_oneof![9 => 0.5..10.0, 1 => any::<f64>()];
    let events = proptest::collection::vec(event, 0..4);
    (any::<u64>(), seconds, every, 0.0..5.0, events).prop_map(
        |(seed, seconds, sample_every, warm_up, events)| Plan {
            seed,
            seconds,
            sample_every,
            warm_up,
            events,
            limit: LIMIT,
        },
    )
}

/// Events that strike what is there.
fn fitting(mut plan: Plan, design: &Design) -> Plan {
    plan.events.retain_mut(|event| {
        let there = |id: &Id| {
            design.components.iter().any(|c| c.id == *id)
                || design.areas.iter().any(|a| a.id == *id)
        };
        event.at = event.at.min(plan.seconds);
        event.until = event.until.map(|until| until.max(event.at));
        event.shock.part().is_none_or(|part| there(&part))
    });
    plan
}

fn check(design: &Design, plan: &Plan) {
    let mut told = 0.0;
    let outcome = match run(design, plan, &mut |share| told = share) {
        Ok(outcome) => outcome,
        Err(refusal) => {
            assert!(refusal.message.ends_with(['.', '?']), "{}", refusal.message);
            return;
        }
    };
    assert!((0.0..=1.0).contains(&told));
    assert!(outcome.steps <= LIMIT);
    assert!(outcome.frames.is_sorted_by(|a, b| a.at < b.at));
    if outcome.ended_early.is_none() {
        let ended = outcome.frames.last().unwrap().at;
        assert!((ended - plan.seconds).abs() < 1e-8, "{ended}");
    } else {
        assert!(!outcome.warnings.is_empty());
    }
    for frame in &outcome.frames {
        assert_eq!(frame.components.len(), outcome.components.len());
        assert_eq!(frame.clients.len(), outcome.clients.len());
        for one in &frame.components {
            for value in [
                one.traffic,
                one.answered,
                one.errors.total(),
                one.queue,
                one.machines,
            ] {
                assert!(value >= 0.0 && value.is_finite(), "{one:?}");
            }
            assert!((0.0..=1.0001).contains(&one.utilisation), "{one:?}");
            assert!(one.p50 <= one.p99);
        }
        for one in &frame.clients {
            for value in [one.traffic, one.good, one.failed] {
                assert!(value >= 0.0 && value.is_finite(), "{one:?}");
            }
            assert!(one.burn >= 0.0 && one.spent >= 0.0, "{one:?}");
        }
    }
    for one in compare(&outcome) {
        assert!(one.simulated.mean >= 0.0, "{one:?}");
    }
    let bytes = outcome.to_bytes().unwrap();
    assert_eq!(
        Outcome::from_bytes(&bytes).unwrap().fingerprint(),
        outcome.fingerprint()
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_design_and_plan_end((design, plan) in (any_design(), any_plan())) {
        check(&design, &plan);
        check(&design, &fitting(plan, &design));
    }

    #[test]
    fn sound_designs_end((design, plan) in (sound_design(), any_plan())) {
        let plan = fitting(plan, &design);
        check(&design, &plan);
        let again = |design| run(design, &plan, &mut |_| {}).map(|outcome| outcome.fingerprint());
        prop_assert_eq!(again(&design), again(&design));
    }
}

#[test]
fn what_is_too_large_is_thinned_told_and_right() {
    let design = design(
        "client Users: rate 500k/s\nload-balancer Lb\nservice Api\ncache Hot\nsql Store
        external Odd: queueing given\nservice Few: machines 1, slots 2, service 1 us, cpu 0 s
        Users -> Lb\nLb -> Api\nApi -> Hot\nHot -> Store\nApi -> Few",
    );
    let plan = Plan {
        seconds: 60.0,
        warm_up: 5.0,
        ..Plan::default()
    };
    let outcome = run(&design, &plan, &mut |_| {}).unwrap();
    assert!(outcome.steps <= plan.limit && outcome.ended_early.is_none());
    assert!(outcome.thinned > 10);
    let api = &outcome.components[1];
    assert!((api.traffic.mean / 500_000.0 - 1.0).abs() < 0.01);
    let (low, high) = api.traffic.interval.unwrap();
    assert!(low < 500_000.0 && 500_000.0 < high);
    // As the analysis has it: 500k/s × 10 ms over the slots of the machines that it asks for.
    let machines = f64::from(outcome.frames[30].components[1].machines);
    let expected = 500_000.0 * 0.010 / (machines * 16.0);
    let answer = api.answer.unwrap().mean;
    assert!(answer > 0.010, "{answer}");
    assert!(api.utilisation.unwrap().mean >= expected);
    let few = id(&design, "Few");
    let told = |part| outcome.warnings.iter().any(|warning| warning.part == part);
    assert!(told(None) && told(Some(few)), "{:?}", outcome.warnings);
    // Its utilisation is right for all that: 500k/s × 1 µs over 2 slots.
    let few = outcome
        .components
        .iter()
        .find(|c| c.component == few)
        .unwrap();
    assert!((few.utilisation.unwrap().mean / 0.25 - 1.0).abs() < 0.02);
}

#[test]
fn rings_are_cut_and_told() {
    let design = design(
        "client Users\nservice A\nservice B\nUsers -> A\nA -> B: fan-out 3\nB -> A: fan-out 3",
    );
    let plan = Plan {
        seconds: 20.0,
        warm_up: 1.0,
        ..Plan::default()
    };
    let outcome = run(&design, &plan, &mut |_| {}).unwrap();
    assert_eq!(outcome.ended_early, None);
    assert!(outcome.warnings.iter().any(|w| w.text.contains("ring")));
}

#[test]
fn what_cannot_be_carried_out_is_refused() {
    let design = design("client Users: rate 1e30/s\nservice A\nUsers -> A");
    let bad: [(&str, Plan); 8] = [
        ("Even one of a billion", Plan::default()),
        (
            "Simulate between",
            Plan {
                seconds: f64::NAN,
                ..Plan::default()
            },
        ),
        (
            "Simulate between",
            Plan {
                seconds: 1e9,
                ..Plan::default()
            },
        ),
        (
            "The warm-up",
            Plan {
                warm_up: 299.0,
                ..Plan::default()
            },
        ),
        (
            "Between 1 and",
            Plan {
                limit: 0,
                ..Plan::default()
            },
        ),
        (
            "That is too many frames",
            Plan {
                sample_every: 1e-6,
                ..Plan::default()
            },
        ),
        (
            "That is too many frames",
            Plan {
                sample_every: f64::NAN,
                ..Plan::default()
            },
        ),
        (
            "Something can be",
            Plan {
                events: vec![Event {
                    at: 0.0,
                    until: None,
                    shock: Shock::Load {
                        client: None,
                        factor: 0.0,
                    },
                }],
                ..Plan::default()
            },
        ),
    ];
    for (expected, plan) in bad {
        let message = run(&design, &plan, &mut |_| {}).unwrap_err().message;
        assert!(message.starts_with(expected), "{message}");
    }
}
