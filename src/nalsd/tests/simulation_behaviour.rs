//! What systems do under load and failure, as it is known from outages: each design with the mend, and without.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use nalsd::analysis::Reckoning;
use nalsd::edit::apply;
use nalsd::model::Design;
use nalsd::model::inputs::Scenario;
use nalsd::simulation::{
    Common, Event, Outcome, Plan, Shock, Signals, What, beside, retry_storm, run,
};
use nalsd::testing::{design, id};

fn plan(seconds: f64, events: Vec<(f64, Option<f64>, Shock)>) -> Plan {
    let events = events.into_iter();
    Plan {
        seconds,
        warm_up: 0.0,
        limit: 20_000_000,
        events: events
            .map(|(at, until, shock)| Event { at, until, shock })
            .collect(),
        ..Plan::default()
    }
}

fn simulate(design: &Design, plan: &Plan) -> Outcome {
    let outcome = run(design, plan, &mut |_| {}).unwrap();
    assert_eq!(outcome.ended_early, None, "{:?}", outcome.warnings);
    assert_eq!(outcome.thinned, 1);
    outcome
}

/// The share of a client's requests that ended well within some time.
fn success(outcome: &Outcome, from: f64, to: f64) -> f64 {
    let frames = outcome.frames.iter().filter(|f| f.at > from && f.at <= to);
    let (good, failed) = frames.fold((0.0, 0.0), |(good, failed), frame| {
        let client = &frame.clients[0];
        (good + client.good, failed + client.failed)
    });
    f64::from(good / (good + failed))
}

/// The mean of a signal of a component within some time.
fn mean(
    outcome: &Outcome,
    design: &Design,
    name: &str,
    (from, to): (f64, f64),
    signal: impl Fn(&Signals) -> f32,
) -> f64 {
    let wanted = id(design, name);
    let at = outcome
        .components
        .iter()
        .position(|c| c.component == wanted)
        .unwrap();
    let frames: Vec<f64> = outcome
        .frames
        .iter()
        .filter(|f| f.at > from && f.at <= to)
        .map(|f| f64::from(signal(&f.components[at])))
        .collect();
    frames.iter().sum::<f64>() / frames.len() as f64
}

fn near(value: f64, expected: f64, part: f64) {
    assert!(
        (value / expected - 1.0).abs() < part,
        "{value} is not within {part} of {expected}"
    );
}

/// A service that does 1,000 requests/s is asked 800 times a second; for 30 s ten times as often.
fn storm(link: &str, service: &str) -> (Design, Outcome) {
    let design = design(&format!(
        "client Users: rate 800/s
        service Api: machines 10, slots 1, service 10 ms, cpu 0 s, queue-limit 200{service}
        Users -> Api: timeout 100 ms, backoff 50 ms{link}"
    ));
    let load = Shock::Load {
        client: None,
        factor: 10.0,
    };
    let outcome = simulate(&design, &plan(180.0, vec![(60.0, Some(90.0), load)]));
    assert!(success(&outcome, 5.0, 60.0) > 0.999, "it is well before");
    (design, outcome)
}

#[test]
fn a_retry_storm_keeps_a_recovered_system_down() {
    let (design, outcome) = storm(", attempts 4", "");
    assert!(success(&outcome, 100.0, 180.0) < 0.1);
    // It works as hard as it can, for nobody: work goes on after those who asked for it have gone.
    let late = (100.0, 180.0);
    near(
        mean(&outcome, &design, "Api", late, |s| s.utilisation),
        1.0,
        0.01,
    );
    near(
        mean(&outcome, &design, "Api", late, |s| s.answered),
        1000.0,
        0.02,
    );
    // Four attempts of 800 requests.
    near(
        mean(&outcome, &design, "Api", late, |s| s.traffic),
        3200.0,
        0.05,
    );
}

#[test]
fn without_retries_it_recovers() {
    let (_, outcome) = storm("", "");
    assert!(success(&outcome, 100.0, 180.0) > 0.99);
}

#[test]
fn a_retry_budget_brings_it_back() {
    let (_, outcome) = storm(", attempts 4, retry-budget 10 %", "");
    assert!(
        success(&outcome, 65.0, 90.0) < 0.3,
        "nothing helps against ten times the load"
    );
    assert!(success(&outcome, 110.0, 180.0) > 0.99);
}

#[test]
fn shedding_brings_it_back() {
    let (design, outcome) = storm(", attempts 4", ", shed 20 %");
    assert!(success(&outcome, 100.0, 180.0) > 0.99);
    // While it is flooded it answers as many as it can in time.
    let flood = (70.0, 90.0);
    near(
        mean(&outcome, &design, "Api", flood, |s| s.answered),
        1000.0,
        0.02,
    );
    assert!(mean(&outcome, &design, "Api", flood, |s| s.errors.shed) > 1000.0);
}

/// The example of the page: its words are numbers that can be reckoned by hand.
#[test]
fn the_example_falls_into_a_storm_and_each_fix_brings_it_back() {
    let example = retry_storm().unwrap();
    let clients = id(&example.design, "Shoppers");
    let afterwards = (108.0, 180.0);
    let outcome = simulate(&example.design, &example.plan);
    assert!(success(&outcome, 5.0, 60.0) > 0.999, "it is well before");
    assert!(success(&outcome, afterwards.0, afterwards.1) < 0.1);
    let orders = |outcome: &Outcome, signal: fn(&Signals) -> f32| {
        mean(outcome, &example.design, "Orders", afterwards, signal)
    };
    // Three attempts of 120 requests, for 4 slots that take 20 ms each.
    near(orders(&outcome, |s| s.traffic), 360.0, 0.05);
    near(orders(&outcome, |s| s.answered), 200.0, 0.02);
    for fix in &example.fixes {
        let mended = apply(&example.design, &fix.command(true)).unwrap().design;
        let after = simulate(&mended, &example.plan);
        assert!(
            success(&after, afterwards.0, afterwards.1) > 0.99,
            "{}",
            fix.label
        );
        assert!(orders(&after, |s| s.traffic) < 135.0, "{}", fix.label);
        let rows = beside((&outcome, &example.plan), (&after, &example.plan));
        let row = rows
            .iter()
            .find(|row| row.part == clients && row.figure == Common::WellAfterwards)
            .unwrap();
        assert_eq!(row.apart, Some(true), "{}: {row:?}", fix.label);
        assert!(row.before.unwrap().mean < 0.1 && row.now.unwrap().mean > 0.99);
    }
}

/// Services in some zones, each of which does 600 requests/s, are asked 800 times a second; one zone is lost.
fn zones(names: &[&str]) -> Outcome {
    let mut text = "client Users: rate 800/s\nload-balancer Lb\nUsers -> Lb\n".to_owned();
    for name in names {
        text += &format!(
            "zone {name}\nservice Api-{name} in {name}: machines 6, slots 1, service 10 ms, cpu 0 s, queue-limit 30\nLb -> Api-{name}\n"
        );
    }
    let design = design(&text);
    let area = id(&design, names[0]);
    let outcome = simulate(
        &design,
        &plan(120.0, vec![(40.0, Some(80.0), Shock::Lost { area })]),
    );
    assert!(success(&outcome, 5.0, 40.0) > 0.999);
    // Until the balancer notices, what it sends there is lost; afterwards it is sent elsewhere.
    let lost = 1.0 / names.len() as f64;
    assert!(success(&outcome, 41.0, 50.0) < 1.0 - lost + 0.05);
    assert!(success(&outcome, 95.0, 120.0) > 0.999, "it is back");
    let told: Vec<(f64, What)> = outcome.happenings.iter().map(|h| (h.at, h.what)).collect();
    let expected = [
        (40.0, What::Begins(0)),
        (50.0, What::FoundDown),
        (80.0, What::Ends(0)),
        (90.0, What::FoundUp),
    ];
    assert_eq!(told, expected);
    outcome
}

#[test]
fn a_zone_more_than_needed_survives_the_loss_of_one() {
    assert!(success(&zones(&["a", "b", "c"]), 52.0, 80.0) > 0.999);
}

#[test]
fn two_zones_that_need_each_other_do_not() {
    // 600 of 800.
    near(success(&zones(&["a", "b"]), 52.0, 80.0), 0.75, 0.03);
}

/// What stands in a region at large stands in its zones: two thirds of 15 machines are left.
#[test]
fn a_zone_takes_its_share_of_what_is_spread_over_the_region() {
    let design = design(
        "region eu\nzone a in eu\nzone b in eu\nzone c in eu
        client Users: rate 800/s
        service Api in eu: machines 15, slots 1, service 10 ms, cpu 0 s
        Users -> Api",
    );
    let area = id(&design, "a");
    let outcome = simulate(
        &design,
        &plan(90.0, vec![(30.0, Some(60.0), Shock::Lost { area })]),
    );
    near(
        mean(&outcome, &design, "Api", (31.0, 59.0), |s| s.machines),
        10.0,
        1e-9,
    );
    near(
        mean(&outcome, &design, "Api", (35.0, 60.0), |s| s.utilisation),
        0.8,
        0.05,
    );
    near(
        mean(&outcome, &design, "Api", (65.0, 90.0), |s| s.utilisation),
        8.0 / 15.0,
        0.05,
    );
    // A third of about 8 requests in service fails, and nothing else.
    let failed = outcome.clients[0].requests - outcome.clients[0].good;
    assert!((1.0..=12.0).contains(&failed), "{failed}");
}

#[test]
fn a_breaker_spares_what_is_down_and_closes_when_it_is_back() {
    let text = |breaker: &str| {
        format!(
            "client Users: rate 200/s
            service Api: machines 4
            sql Store: machines 2
            Users -> Api
            Api -> Store: optional yes, attempts 2, backoff 10 ms{breaker}"
        )
    };
    let shock = |design: &Design| {
        let component = id(design, "Store");
        plan(120.0, vec![(30.0, Some(75.0), Shock::Down { component })])
    };
    let down = (35.0, 75.0);
    let without = design(&text(""));
    let outcome = simulate(&without, &shock(&without));
    near(
        mean(&outcome, &without, "Store", down, |s| s.errors.down),
        400.0,
        0.05,
    );
    let with = design(&text(", breaker 50 %, breaker-delay 5 s"));
    let outcome = simulate(&with, &shock(&with));
    // One probe every five seconds, instead of two attempts for each of 200 requests.
    near(
        mean(&outcome, &with, "Store", down, |s| s.traffic),
        0.2,
        0.3,
    );
    near(
        mean(&outcome, &with, "Store", down, |s| s.errors.breaker),
        200.0,
        0.05,
    );
    let link = Some(id(&with, "Api -> Store"));
    let told: Vec<What> = outcome
        .happenings
        .iter()
        .filter(|h| h.part == link)
        .map(|h| h.what)
        .collect();
    assert_eq!(told, [What::Opens, What::Closes]);
    near(
        mean(&outcome, &with, "Store", (85.0, 120.0), |s| s.answered),
        200.0,
        0.05,
    );
    // The store is optional: whoever asks never notices.
    assert!(success(&outcome, 0.0, 120.0) >= 1.0);
}

#[test]
fn machines_that_are_added_come_late() {
    let design = design(
        "client Users: rate 300/s
        service Api: machines 4, slots 1, service 10 ms, cpu 0 s, queue-limit 40, scale-at 80 %, scale-delay 60 s, max-machines 9
        Users -> Api",
    );
    let load = Shock::Load {
        client: Some(id(&design, "Users")),
        factor: 2.0,
    };
    let outcome = simulate(&design, &plan(300.0, vec![(50.0, None, load)]));
    // Seen within 15 s, then 60 s until the first ones serve: until then two thirds of 600 fit.
    near(success(&outcome, 60.0, 110.0), 4.0 / 6.0, 0.03);
    let first = outcome
        .happenings
        .iter()
        .find(|h| matches!(h.what, What::Scaled(_)))
        .unwrap();
    assert!((110.0..=125.0).contains(&first.at), "{first:?}");
    near(
        mean(&outcome, &design, "Api", (250.0, 300.0), |s| s.machines),
        9.0,
        1e-9,
    );
    assert!(success(&outcome, 250.0, 300.0) > 0.99);
}

#[test]
fn a_flushed_cache_floods_the_store_behind_it_until_it_is_warm() {
    let design = design(
        "client Users: rate 1000/s
        cache Hot: hit 90 %, machines 1, working-set 100 MB
        sql Store: machines 1, slots 2, service 10 ms, cpu 0 s, ops 0, queue-limit 20
        Users -> Hot: response 10 KB
        Hot -> Store",
    );
    let component = id(&design, "Hot");
    let outcome = simulate(
        &design,
        &plan(300.0, vec![(60.0, None, Shock::Flushed { component })]),
    );
    let hits = |when| mean(&outcome, &design, "Hot", when, |s| s.hits.unwrap_or(0.0));
    near(hits((5.0, 60.0)), 0.9, 0.01);
    assert!(hits((60.0, 63.0)) < 0.1);
    near(
        mean(&outcome, &design, "Store", (0.0, 60.0), |s| s.traffic),
        100.0,
        0.05,
    );
    assert!(mean(&outcome, &design, "Store", (60.0, 65.0), |s| s.traffic) > 800.0);
    assert!(success(&outcome, 60.0, 65.0) < 0.4);
    // 10,000 entries, of which the store gives about 180 a second, 90 % of 200: half of them are there in some 28 s, all in 56 s.
    near(hits((86.0, 90.0)), 0.45, 0.15);
    near(hits((130.0, 300.0)), 0.9, 0.01);
    assert!(success(&outcome, 130.0, 300.0) > 0.999);
}

#[test]
fn messages_wait_while_their_worker_is_down() {
    let design = design(
        "client Users: rate 100/s
        queue Jobs: machines 2
        worker Hands: machines 1, slots 4, service 20 ms, cpu 0 s
        Users -> Jobs\nJobs -> Hands",
    );
    let component = id(&design, "Hands");
    let outcome = simulate(
        &design,
        &plan(120.0, vec![(20.0, Some(50.0), Shock::Down { component })]),
    );
    assert!(success(&outcome, 0.0, 120.0) >= 1.0);
    near(
        mean(&outcome, &design, "Jobs", (49.0, 50.0), |s| s.queue),
        3000.0,
        0.06,
    );
    // 200 a second come out, 100 go in: gone after 30 s.
    assert!(mean(&outcome, &design, "Jobs", (50.0, 70.0), |s| s.queue) > 1000.0);
    assert!(mean(&outcome, &design, "Jobs", (85.0, 120.0), |s| s.queue) < 10.0);
    near(
        mean(&outcome, &design, "Hands", (50.0, 75.0), |s| s.answered),
        200.0,
        0.03,
    );
}

#[test]
fn a_full_queue_refuses_messages() {
    let design = design(
        "client Users: rate 100/s
        queue Jobs: machines 2, queue-limit 500
        worker Hands: machines 1, slots 1, service 20 ms, cpu 0 s
        Users -> Jobs\nJobs -> Hands",
    );
    let outcome = simulate(&design, &plan(60.0, Vec::new()));
    near(
        mean(&outcome, &design, "Jobs", (20.0, 60.0), |s| s.queue),
        500.0,
        0.01,
    );
    near(success(&outcome, 20.0, 60.0), 0.5, 0.03);
}

#[test]
fn attempts_multiply_over_layers_and_budgets_do_not() {
    let text = |link: &str| {
        format!(
            "client Users: rate 20/s
            service A: machines 99\nservice B: machines 99\nservice C: machines 99
            Users -> A: {link}\nA -> B: {link}\nB -> C: {link}"
        )
    };
    for (link, times) in [
        ("attempts 4, backoff 1 ms", 64.0),
        ("attempts 4, backoff 1 ms, retry-budget 10 %", 1.331),
    ] {
        let design = design(&text(link));
        let component = id(&design, "C");
        let outcome = simulate(
            &design,
            &plan(200.0, vec![(0.0, None, Shock::Down { component })]),
        );
        near(outcome.components[2].traffic.mean, 20.0 * times, 0.05);
        assert!(success(&outcome, 0.0, 200.0) <= 0.0);
    }
}

/// Without failures, what comes to each component is what the analysis lets flow.
#[test]
fn requests_flow_as_the_analysis_says() {
    let design = design(
        "client Users: rate 300/s, peak 2
        client Other: rate 100/s
        load-balancer Lb
        service A\nservice B\nservice C
        cache Hot: hit 75 %
        sql Store\nqueue Jobs: batch 5\nworker Hands: batch 2\nexternal Mail\nstream Log
        Users -> Lb\nOther -> Lb
        Lb -> A: share 3\nLb -> B: share 1
        A -> Hot: fan-out 2.5\nA -> C: stage 2, mode async\nHot -> Store
        B -> Store: fan-out 30 %\nB -> Jobs\nJobs -> Hands\nHands -> Mail: fan-out 3\nC -> Log\nLog -> Store",
    );
    let outcome = simulate(&design, &plan(400.0, Vec::new()));
    let reckoning = Reckoning::new(&design, &Scenario::new());
    for component in &outcome.components {
        let expected = reckoning.flows.node(component.component).unwrap().peak;
        near(component.traffic.mean, expected, 0.02);
        assert!(component.errors.total() <= 0.0);
    }
    assert_eq!(outcome.components.len(), 10);
}

#[test]
fn slots_are_held_while_others_are_waited_for_and_the_processor_is_not() {
    let text = |slots: u32, cores: &str| {
        format!(
            "set local-rtt = 0 s\nmachine box: cores {cores}
            client Users: rate 50/s
            service Api: machine box, machines 1, slots {slots}, service 1 ms, cpu 1 ms, queue-limit 5
            external Slow: p50 100 ms, p99 100 ms
            Users -> Api\nApi -> Slow"
        )
    };
    // Two slots that are held for 101 ms do 20 a second, whatever the processor could do.
    let held = design(&text(2, "8"));
    let outcome = simulate(&held, &plan(60.0, Vec::new()));
    near(success(&outcome, 5.0, 60.0), 19.8 / 50.0, 0.06);
    // A hundred slots on one core do all.
    let cores = design(&text(100, "1"));
    let outcome = simulate(&cores, &plan(60.0, Vec::new()));
    assert!(success(&outcome, 5.0, 60.0) > 0.999);
}

#[test]
fn stages_follow_each_other_and_calls_of_one_stage_do_not() {
    let text = |stage: u32| {
        format!(
            "set local-rtt = 10 ms
            client Users: rate 10/s
            service Api: service 0 s, cpu 0 s, machines 9
            external X: p50 100 ms, p99 100 ms\nexternal Y: p50 200 ms, p99 200 ms
            Users -> Api\nApi -> X\nApi -> Y: stage {stage}"
        )
    };
    for (stage, seconds) in [(1, 0.22), (2, 0.33)] {
        let outcome = simulate(&design(&text(stage)), &plan(30.0, Vec::new()));
        near(outcome.clients[0].answer.unwrap().mean, seconds, 1e-6);
    }
}

#[test]
fn the_error_budget_burns_by_what_fails() {
    let design = design(
        "set availability-slo = 99.9 %\nset window = 30 d
        client Users: rate 50/s, peak 2\nservice Api\nUsers -> Api",
    );
    let component = id(&design, "Api");
    let outcome = simulate(
        &design,
        &plan(200.0, vec![(50.0, Some(100.0), Shock::Down { component })]),
    );
    // 50 s × 100/s of 0.1 % of 50/s × 30 d.
    let expected = 5000.0 / (0.001 * 50.0 * 2_592_000.0);
    near(outcome.clients[0].spent, expected, 0.05);
    near(
        f64::from(outcome.frames[199].clients[0].spent),
        outcome.clients[0].spent,
        1e-6,
    );
    near(f64::from(outcome.frames[75].clients[0].burn), 1000.0, 1e-6);
}
