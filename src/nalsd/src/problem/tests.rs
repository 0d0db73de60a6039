use super::{Brief, Percentile, Question, Rule, Score, Standing, Terms, score};
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
        { gives = "clicks in", formula = "clicks * 2 KB", as = "in" },
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
    assert_eq!(formulas, ["10k/s × 2 KB", "2 × 160 Mbps"]);
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
        ("1 TB", "86.4 TB", off(1, true)),
        ("100 GB", "86.4 TB", off(2, true)),
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
        (before.lost, before.checks.as_slice()),
        (0, &["demand".to_owned()][..])
    );
    assert_eq!(before.brief, brief);
    let after = Standing::after(&brief, 10);
    assert_eq!(
        (after.lost, after.checks.as_slice()),
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
