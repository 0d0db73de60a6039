use super::{Brief, Change, Percentile, Question, Rule, Score, Standing, Terms, score};
use crate::model::Design;
use crate::units::{self, Calendar, Names, Quantity};

const BRIEF: &str = r#"
    [[given]]
    name = "queries"
    text = "Queries"
    value = "500k q/s"
    from = "The test"

    [[given]]
    name = "clicks"
    text = "Clicks"
    value = "queries * 2 %"
    from = "Follows"

    [[demand]]
    client = "Click log"
    rate = "clicks"
    peak = "2"

    [set]
    month = "2.5M s"

    [[check]]
    name = "dashboard"
    title = "Dashboards open"
    rule = "latency"
    of = "Click log"
    percentile = "p99.9"
    within = "1 s"

    [[check]]
    name = "demand"
    title = "All is carried"
    rule = "demand"

    [[iteration]]
    question = "possible"
    prompt = "?"
    checks = ["demand"]

    [[iteration.estimate]]
    name = "network"
    question = "?"
    unit = "Mbps"
    lesson = "."
    working = [
        { gives = "clicks in", formula = "queries * 2 % * 2 KB / (queries / queries)", as = "in" },
        { gives = "in and out", formula = "2 * in" },
    ]

    [timed]
    minutes = 30

    [[timed.shock]]
    at = 10
    title = "Ten times"
    text = "."
    checks = ["dashboard"]
    change = [{ what = "given", name = "queries", value = "5M q/s" }, { what = "lose-zone" }]
"#;

fn brief() -> Brief {
    toml::from_str(BRIEF).expect("a brief")
}

fn quantity(text: &str) -> Quantity {
    units::parse(text, Calendar::default(), &Names::new())
        .expect(text)
        .likely()
}

#[test]
fn a_brief_survives_as_json() {
    let brief = brief();
    let json = serde_json::to_string(&brief).expect("JSON");
    assert_eq!(
        serde_json::from_str::<Brief>(&json).expect("a brief"),
        brief
    );
    assert!(matches!(
        &brief.checks[0].rule,
        Rule::Latency { of: Some(of), percentile: Percentile::P999, within }
            if of == "Click log" && within == "1 s"
    ));
}

#[test]
fn what_a_rule_does_not_know_is_refused() {
    for wrong in [
        BRIEF.replace("within = \"1 s\"", "witin = \"1 s\""),
        BRIEF.replace("rule = \"demand\"", "rule = \"deman\""),
        BRIEF.replace("p99.9", "p98"),
        BRIEF.replace("lose-zone", "lose-all"),
    ] {
        assert!(toml::from_str::<Brief>(&wrong).is_err(), "{wrong}");
    }
}

#[test]
fn answers_come_with_the_way_to_them() {
    let brief = brief();
    let terms = Terms::read(&brief).expect("terms");
    let estimate = brief.estimates().next().expect("an estimate");
    let answer = terms.answer(estimate).expect("an answer");
    // 10,000 clicks of 2 KB a second, twice: 320 Mbps.
    assert_eq!(answer.quantity, quantity("320 Mbps"));
    assert_eq!(terms.in_unit(estimate, answer.quantity), "320 Mbps");
    let formulas: Vec<&str> = answer
        .trail
        .iter()
        .map(|step| step.formula.as_str())
        .collect();
    assert_eq!(
        formulas,
        [
            "500k q/s × 2 % × 2 KB / (500k q/s / (500k q/s))",
            "2 × 160 Mbps"
        ]
    );
}

#[test]
fn guesses_are_scored_by_their_ratio() {
    let off = |orders, below| Score::Off { orders, below };
    for (guess, answer, expected) in [
        ("86.4 TB", "86.4 TB", Score::Exact),
        ("108 TB", "86.4 TB", Score::Exact),
        ("109 TB", "86.4 TB", Score::Close),
        ("28.8 TB", "86.4 TB", Score::Close),
        ("28 TB", "86.4 TB", Score::Magnitude),
        ("864 TB", "86.4 TB", Score::Magnitude),
        ("865 TB", "86.4 TB", off(1, false)),
        ("3 TB", "86.4 TB", off(1, true)),
        ("1 TB", "86.4 TB", off(2, true)),
        ("7 GB", "6.31 TB", off(3, true)),
        ("100 GB", "86.4 TB", off(3, true)),
        ("86.4 GB", "86.4 TB", off(3, true)),
        // What is counted need not be said.
        ("2500", "2500 disks", Score::Exact),
        ("1 GB/s", "8 Gbps", Score::Exact),
    ] {
        assert_eq!(
            score(quantity(guess), quantity(answer)),
            expected,
            "{guess} for {answer}"
        );
    }
    for (guess, told) in [
        ("3 s", "3 s is seconds, but bytes is asked for."),
        ("0 B", "A guess is more than nothing."),
        ("-1 KB", "A guess is more than nothing."),
    ] {
        let score = score(quantity(guess), quantity("1 TB"));
        assert_eq!((score.points(), score.text().as_str()), (0, told));
    }
}

#[test]
fn shocks_change_what_is_given_and_who_is_lost() {
    let brief = brief();
    let before = Standing::after(&brief, 9);
    assert_eq!(
        (before.lost_zones, before.checks.as_slice()),
        (0, &["demand".to_owned()][..])
    );
    assert_eq!(before.brief, brief);
    let after = Standing::after(&brief, 10);
    assert_eq!(
        (after.lost_zones, after.checks.as_slice()),
        (1, &["dashboard".to_owned()][..])
    );
    let terms = Terms::read(&after.brief).expect("terms");
    assert_eq!(
        terms.quantity("clicks").expect("clicks"),
        quantity("100k q/s")
    );
}

#[test]
fn a_design_begins_with_what_is_given_and_is_judged_by_it() {
    let brief = brief();
    let start = brief.start("log-joiner", "Mine");
    assert_eq!(start.problem.as_deref(), Some("log-joiner"));
    assert_eq!(start.components[0].name, "Click log");
    let mut design = start.clone();
    design.assumptions[0].value = "1/s".to_owned();
    design.set.clear();
    assert_eq!(brief.over(&design), start);
    for question in Question::ALL {
        for verdict in super::judge(&brief, question, &Design::default()) {
            assert!(!verdict.passed, "{verdict:?}");
        }
    }
}

/// A brief that has one check.
fn asks(rule: &str) -> Brief {
    let text = BRIEF.replace("2.5M s", "30 d").replace(
        r#"rule = "latency"
    of = "Click log"
    percentile = "p99.9"
    within = "1 s""#,
        rule,
    );
    let mut brief: Brief = toml::from_str(&text).expect(&text);
    brief.iterations[0].checks = vec!["dashboard".to_owned()];
    brief.demands[0].client = "Clicks".to_owned();
    brief
}

/// Runs one rule over a design in words; the verdict.
fn judged(rule: &str, design: &str) -> super::Verdict {
    let design = crate::testing::design(design);
    let verdicts = super::judge(&asks(rule), Question::Possible, &design);
    verdicts.into_iter().next().expect("a verdict")
}

/// 10,000 clicks a second go through a balancer to two zones, twice that in the busiest hour.
const TWO_ZONES: &str = "
    zone a
    zone b
    client Clicks: rate 10k/s, peak 2
    stream Log: entry 2 KB, retention 1 d, copies 2
    service A in a: machines 20, cpu 5 ms, slots 64, service 5 ms
    service B in b: machines 20, cpu 5 ms, slots 64, service 5 ms
    nosql Map in a: writes 100 %, entry 16 B, retention 30 d, copies 3, ops 0.01
    Clicks -> A: request 2 KB
    Clicks -> B: request 2 KB
    A -> Log: request 2 KB, mode async, optional yes
    B -> Log: request 2 KB, mode async, optional yes
    Log -> Map";

/// The rule, what is replaced in the design by what, and the words of the reason where it fails.
type Case = (
    &'static str,
    (&'static str, &'static str),
    Result<(), &'static str>,
);

#[test]
fn each_rule_passes_what_is_enough_and_says_what_lacks() {
    let cases: &[Case] = &[
        ("rule = 'demand'", ("", ""), Ok(())),
        (
            "rule = 'demand'",
            ("rate 10k/s", "rate 9k/s"),
            Err("it asks 9000/s here, and 10k/s in the problem"),
        ),
        (
            "rule = 'demand'",
            ("peak 2", "peak 1"),
            Err("its busiest hour has 10k/s here, and 20k/s in the problem"),
        ),
        (
            "rule = 'demand'",
            ("Clicks", "Taps"),
            Err("There is no client called “Clicks”"),
        ),
        // 20,000 a second of 5 ms are 100 cores, half in each zone: 50 ÷ 8 ÷ 70 % is 9 machines.
        ("rule = 'capacity'", ("", ""), Ok(())),
        (
            "rule = 'capacity'",
            ("service A in a: machines 20", "service A in a: machines 5"),
            Err("A has 5 machines and needs 9: CPU binds"),
        ),
        // All of it on what is left: 100 cores on 20 machines of 8 are 62.5 %, on 12 they are 104 %.
        (
            "rule = 'survives'\nlose = 'zone'\nshare = '99 %'",
            (
                "Log -> Map",
                "nosql Copy in b: retention 30 d\nB -> Copy: optional yes",
            ),
            Err("Log stands in no zone"),
        ),
        (
            "rule = 'kept'\nfrom = 'Clicks'\nrate = 'clicks'\nentry = '16 B'\nretention = '30 d'\ncopies = '3'",
            ("", ""),
            Ok(()),
        ),
        (
            "rule = 'kept'\nfrom = 'Clicks'\nrate = 'clicks'\nentry = '16 B'\nretention = '30 d'\ncopies = '3'",
            ("copies 3", "copies 2"),
            Err("are kept 2 times, and 3 is asked"),
        ),
        (
            "rule = 'kept'\nfrom = 'Clicks'\nrate = 'clicks'\nentry = '16 B'\nretention = '30 d'\ncopies = '3'",
            ("retention 30 d", "retention 20 d"),
            Err("Map keeps for 20 d, and 30 d is asked"),
        ),
        // Half a percent more than there is, as after rounding; then a fifth more.
        (
            "rule = 'kept'\nfrom = 'Clicks'\nrate = 'clicks * 1.005'\nentry = '16 B'\nretention = '30 d'\ncopies = '3'",
            ("", ""),
            Ok(()),
        ),
        (
            "rule = 'kept'\nfrom = 'Clicks'\nrate = 'clicks * 1.25'\nentry = '16 B'\nretention = '30 d'\ncopies = '3'",
            ("", ""),
            Err("stores that keep for 30 d write 80 % of that."),
        ),
        (
            "rule = 'fresh'\nfrom = 'Clicks'\npercentile = 'p99.9'\nwithin = '5 min'",
            ("", ""),
            Ok(()),
        ),
        // On a stream's machine that gets 10,000 a second or less, a batch of 10 million takes a quarter of an hour at least.
        (
            "rule = 'fresh'\nfrom = 'Clicks'\npercentile = 'p99.9'\nwithin = '5 min'",
            ("copies 2", "copies 2, batch 10M"),
            Err("must take at most 5 min"),
        ),
        ("rule = 'machines'\nat_most = '60'", ("", ""), Ok(())),
        (
            "rule = 'machines'\nat_most = '40'",
            ("", ""),
            Err("40 machines is what there is"),
        ),
        (
            "rule = 'bounds'\non = ['cache']\nfield = 'hit'\nat_most = '90 %'\nmay_be_absent = true",
            ("", ""),
            Ok(()),
        ),
        (
            "rule = 'bounds'\non = ['cache']\nfield = 'hit'\nat_most = '90 %'",
            ("", ""),
            Err("There is no cache"),
        ),
        (
            "rule = 'bounds'\non = ['nosql']\nfield = 'copies'\nat_most = '2'",
            ("", ""),
            Err("copies is 3, and the problem has at most 2"),
        ),
        (
            "rule = 'availability'\nat_least = '99 %'",
            ("Log -> Map", "Log -> Map\nMap -> A"),
            Err("call each other in a ring"),
        ),
        (
            "rule = 'cost'\nat_most = '$ 1/month'",
            ("entry 16 B", "entry x B"),
            Err("A number can't be read. Map: Entry: "),
        ),
        (
            "rule = 'cost'\nat_most = '$ 1/month'",
            ("Clicks -> A: request 2 KB", "Clicks -> A: request 2"),
            Err("A number can't be read. Clicks → A: Request size: "),
        ),
        // Sixteen bytes of a tenth of the clicks are not all the clicks, however large the entries.
        (
            "rule = 'kept'\nfrom = 'Clicks'\nrate = 'clicks'\nentry = '16 B'\nretention = '30 d'\ncopies = '3'",
            ("writes 100 %, entry 16 B", "writes 10 %, entry 1 KB"),
            Err("stores that keep for 30 d write 10 % of that."),
        ),
        // A hundred in one write are a hundred.
        (
            "rule = 'kept'\nfrom = 'Clicks'\nrate = 'clicks'\nentry = '16 B'\nretention = '30 d'\ncopies = '3'",
            (
                "entry 16 B, retention 30 d, copies 3, ops 0.01\n    Clicks -> A",
                "entry 1600 B, retention 30 d, copies 3, ops 0.01\n    worker Pack: batch 100\n    Log -> Pack\n    Pack -> Map\n    Clicks -> A",
            ),
            Ok(()),
        ),
        // Whose writes they are isn't known.
        (
            "rule = 'kept'\nfrom = 'Clicks'\nrate = 'clicks'\nentry = '16 B'\nretention = '30 d'\ncopies = '3'",
            (
                "writes 100 %, entry 16 B, retention 30 d, copies 3, ops 0.01",
                "entry 1 KB, retention 30 d, copies 3, ops 0.01\n    client Others: rate 90k/s\n    Others -> Map",
            ),
            Err("Map: which of its requests are writes isn\u{2019}t said"),
        ),
    ];
    for (rule, (from, to), expected) in cases {
        let text = if from.is_empty() {
            TWO_ZONES.to_owned()
        } else {
            assert!(TWO_ZONES.contains(from), "{from}");
            TWO_ZONES.replace(from, to)
        };
        let verdict = judged(rule, &text);
        assert_eq!(
            verdict.passed,
            expected.is_ok(),
            "{rule}: {}",
            verdict.reason
        );
        if let Err(words) = expected {
            assert!(verdict.reason.contains(words), "{rule}: {}", verdict.reason);
        }
    }
}

#[test]
fn losing_a_zone_asks_the_rest_for_all_of_it() {
    let rule = "rule = 'survives'\nlose = 'zone'\nshare = '99 %'";
    let text = "
        zone a
        zone b
        client Clicks: rate 10k/s, peak 2
        service A in a: machines 20, cpu 5 ms, slots 64, service 5 ms
        service B in b: machines 20, cpu 5 ms, slots 64, service 5 ms
        Clicks -> A
        Clicks -> B";
    // 100 cores on 20 machines of 8.
    assert!(judged(rule, text).passed);
    // On 12 machines they would be used to 104 %.
    let verdict = judged(rule, &text.replace("machines 20", "machines 12"));
    assert!(
        !verdict.passed && verdict.reason.contains("Without"),
        "{}",
        verdict.reason
    );
    // In a region at large, a third of the machines goes with each of three zones: 100 cores on 20 of 30 machines of 8.
    let region = "
        region r
        zone a in r
        zone b in r
        zone c in r
        client Clicks: rate 10k/s, peak 2
        service A in r: machines 30, cpu 5 ms, slots 64, service 5 ms
        Clicks -> A";
    assert!(judged(rule, region).passed);
    let verdict = judged(rule, &region.replace("machines 30", "machines 15"));
    assert!(!verdict.passed, "{}", verdict.reason);
}

#[test]
fn a_lost_zone_takes_its_machines_with_it() {
    let mut brief = asks("rule = 'capacity'");
    brief.timed.shocks[0].changes.remove(0);
    let design = crate::testing::design(
        "zone a
         zone b
         client Clicks: rate 10k/s, peak 2
         service A in a: spare 30, cpu 5 ms, slots 64, service 5 ms
         service B in b: cpu 5 ms, slots 64, service 5 ms
         Clicks -> A
         Clicks -> B",
    );
    // The zone with the most machines goes; the other has the nine that it had, and needs eighteen.
    fails_at_the_shock(&brief, &design, "B has 9 machines and needs 18");
}

/// What passes before the first shock fails after it, and says why.
fn fails_at_the_shock(brief: &Brief, design: &Design, says: &str) {
    assert!(Standing::after(brief, 0).judge(design)[0].passed);
    let verdict = &Standing::after(brief, 10).judge(design)[0];
    assert!(
        !verdict.passed && verdict.reason.contains(says),
        "{}",
        verdict.reason
    );
}

#[test]
fn a_lost_zone_takes_its_part_of_what_stands_at_large() {
    let mut brief = asks("rule = 'capacity'");
    brief.timed.shocks[0].changes.remove(0);
    let design = crate::testing::design(
        "region r
         zone a in r
         zone b in r
         zone c in r
         client Clicks: rate 10k/s, peak 2
         service A in r: machines 18, cpu 5 ms, slots 64, service 5 ms
         Clicks -> A",
    );
    fails_at_the_shock(&brief, &design, "A has 12 machines");
}

#[test]
fn a_lost_region_takes_its_zones_with_it() {
    let mut brief = asks("rule = 'capacity'");
    brief.timed.shocks[0].changes = vec![Change::LoseRegion];
    let design = crate::testing::design(
        "region r
         region s
         zone a in r
         zone b in s
         client Clicks: rate 10k/s, peak 2
         service A in a: spare 30, cpu 5 ms, slots 64, service 5 ms
         service B in b: cpu 5 ms, slots 64, service 5 ms
         Clicks -> A
         Clicks -> B",
    );
    fails_at_the_shock(&brief, &design, "B has 9 machines and needs 18");
}

/// A shock may not be passed by what it can't touch.
#[test]
fn a_zone_is_lost_only_where_there_is_one_to_lose() {
    let mut brief = asks("rule = 'capacity'");
    brief.timed.shocks[0].changes.remove(0);
    let zones = "zone a
         zone b
         client Clicks: rate 10k/s, peak 2
         service A in a: machines 20, cpu 5 ms, slots 64, service 5 ms
         service B in b: machines 20, cpu 5 ms, slots 64, service 5 ms
         Clicks -> A
         Clicks -> B";
    for (from, to, passed, told) in [
        ("", "", true, "a is gone; the rest is judged."),
        ("service B in b", "service B", false, "B stands in no zone"),
        ("zone b\n", "", false, "There is only one zone here"),
        (
            "zone",
            "region",
            false,
            "There is no zone here: draw at least two",
        ),
    ] {
        let mut text = zones.replacen(from, to, 1);
        if from == "zone" {
            text = zones.replace("zone", "region");
        } else if from.starts_with("zone") {
            text = text.replace("B in b", "B in a");
        }
        let design = crate::testing::design(&text);
        let verdicts = Standing::after(&brief, 10).judge(&design);
        let loss = verdicts.last().expect("a verdict");
        assert_eq!(loss.title, "A zone can be lost");
        assert_eq!(loss.passed, passed, "{text}: {}", loss.reason);
        assert!(loss.reason.contains(told), "{text}: {}", loss.reason);
        // What proves nothing isn't said to pass.
        assert_eq!(verdicts.iter().any(|verdict| verdict.passed), passed);
    }
}

#[test]
fn a_run_puts_back_what_it_changed_and_nothing_else() {
    let given = |name: &str, value: &str| Change::Given {
        name: name.to_owned(),
        value: value.to_owned(),
    };
    let mut brief = brief();
    brief.givens.push(super::Given {
        name: "budget".to_owned(),
        text: "Money".to_owned(),
        value: "$ 10k/month".to_owned(),
        from: "The test".to_owned(),
    });
    brief.timed.shocks[0].changes =
        vec![given("queries", "5M q/s"), given("budget", "$ 20k/month")];
    let (before, after) = (Standing::struck(&brief, 0), Standing::struck(&brief, 1));
    let mut design = brief.start("test", "Mine");
    let value = |design: &Design, name: &str| {
        let mut found = design.assumptions.iter();
        found
            .find(|assumption| assumption.name == name)
            .map(|assumption| assumption.value.clone())
            .expect("an assumption")
    };
    // What the learner had written of it before comes back, too.
    design.assumptions[0].value = "400k q/s".to_owned();
    let begun = design.clone();
    let mut moved = Vec::new();
    for command in after.commands(&before, &design) {
        let next = crate::edit::apply(&design, &command)
            .expect("a design")
            .design;
        super::Moved::note(&mut moved, &design.assumptions, &next.assumptions);
        design = next;
    }
    assert_eq!(value(&design, "queries"), "5M q/s");
    assert_eq!(value(&design, "budget"), "$ 20k/month");
    let restored = |design: &Design| {
        super::put_back(design, &moved)
            .iter()
            .fold(design.clone(), |design, command| {
                crate::edit::apply(&design, command)
                    .expect("a design")
                    .design
            })
    };
    assert_eq!(restored(&design), begun);
    assert!(super::put_back(&begun, &moved).is_empty());
    // Meanwhile the learner wrote another budget: it stays.
    let budget = design
        .assumptions
        .iter()
        .position(|assumption| assumption.name == "budget")
        .expect("a budget");
    design.assumptions[budget].value = "$ 12k/month".to_owned();
    design.name = "Renamed".to_owned();
    let kept = restored(&design);
    assert_eq!(value(&kept, "budget"), "$ 12k/month");
    assert_eq!(value(&kept, "queries"), "400k q/s");
    assert_eq!(kept.name, "Renamed");
}

#[test]
fn a_run_remembers_how_it_fared_with_each_shock() {
    let brief = brief();
    let mut outcome = super::Outcome::of(&brief.timed.shocks[0]);
    let verdict = |passed, title: &str| super::Verdict {
        check: title.to_owned(),
        title: title.to_owned(),
        passed,
        reason: "Why.".to_owned(),
        parts: Vec::new(),
    };
    let (good, bad) = (verdict(true, "Good"), verdict(false, "Bad"));
    // The shock strikes at minute 10.
    for (verdicts, seconds, met, lacks) in [
        (vec![&good, &bad], 600, None, Some("Bad: Why.")),
        (
            vec![&bad, &bad, &bad],
            620,
            None,
            Some("Bad: Why. 2 more checks fail."),
        ),
        (vec![&good], 690, Some(90), None),
        // It goes on passing: the time is that of the first moment.
        (vec![&good], 800, Some(90), None),
        (vec![&bad], 900, None, Some("Bad: Why.")),
        (vec![&good], 960, Some(360), None),
    ] {
        let verdicts: Vec<super::Verdict> = verdicts.into_iter().cloned().collect();
        outcome.see(&verdicts, seconds);
        assert_eq!((outcome.met, outcome.lacks.as_deref()), (met, lacks));
        assert_eq!(outcome.passed(), met.is_some());
    }
}

#[test]
fn most_is_more_than_half() {
    let rule = "rule = 'cost'\nat_most = '$ 1/month'";
    let text = "
        client Clicks: rate 10k/s, peak 2
        service A: machines 20, slots 64
        service B: machines 20, slots 64
        service C: machines 20, slots 64
        Clicks -> A: request 1 B, response 1 B
        Clicks -> B: request 1 B, response 1 B
        Clicks -> C: request 1 B, response 1 B";
    for (of_a, of_b, told) in [
        (20, 20, "The dearest parts are A, B and C: "),
        (30, 30, "The dearest parts are A and B: "),
        (30, 20, "The dearest part is A: "),
        (39, 20, "The dearest part is A: "),
        (41, 20, "Most of it is A: "),
    ] {
        let text = text
            .replace(
                "service A: machines 20",
                &format!("service A: machines {of_a}"),
            )
            .replace(
                "service B: machines 20",
                &format!("service B: machines {of_b}"),
            );
        let verdict = judged(rule, &text);
        assert!(verdict.reason.contains(told), "{}", verdict.reason);
    }
}
