use super::*;
use crate::testing::{design, id};

#[test]
fn what_cannot_be_read_is_told_and_its_default_taken() {
    let cases = [
        (
            "service A: cpu 5 KB",
            "A",
            "This is bytes; what belongs here is seconds, such as 20 ms.",
        ),
        (
            "service A: cpu -5 ms",
            "A",
            "This can't be less than nothing.",
        ),
        (
            "service A: cpu 5 ms-10 ms",
            "A",
            "This can't be less than nothing. A range is written 5 ms .. 10 ms.",
        ),
        (
            "service A: cpu 1e31 s",
            "A",
            "This is larger than can be reckoned with.",
        ),
        (
            "service A: machine huge",
            "A",
            "There is no machine class “huge”; the price table has them all.",
        ),
    ];
    for (text, name, message) in cases {
        let design = design(text);
        let inputs = Inputs::read(&design, &Scenario::new());
        let id = id(&design, name);
        let found: Vec<&str> = inputs
            .problems
            .iter()
            .map(|problem| problem.message.as_str())
            .collect();
        assert_eq!(found, [message], "{text}");
        assert_eq!(inputs.problems[0].place.subject, Subject::Part(id));
        assert_eq!(inputs.get(id, Field::Cpu), Some(0.005), "{text}");
        assert_eq!(inputs.class(id), "medium", "{text}");
    }
}

#[test]
fn a_share_is_at_most_all() {
    let told = |text: &str| -> Vec<String> {
        let inputs = Inputs::read(&design(text), &Scenario::new());
        let problems = inputs.problems.into_iter();
        problems.map(|problem| problem.message).collect()
    };
    for share in Field::ALL.into_iter().filter(|field| field.is_share()) {
        let written = |value: &str| {
            let key = share.key();
            if spec(settings_fields(), share).is_some() {
                return format!("set {key} = {value}");
            }
            let kinds = ["service", "worker", "cache", "queue", "sql"];
            let kind = kinds.into_iter().find(|kind| {
                told(&format!("{kind} A: {key} 50 %")).is_empty()
                    && spec(
                        component_fields(design(&format!("{kind} A")).components[0].kind),
                        share,
                    )
                    .is_some()
            });
            kind.map_or_else(
                || format!("service A\nservice B\nA -> B: {key} {value}"),
                |kind| format!("{kind} A: {key} {value}"),
            )
        };
        let most = "This is a share: it can't be more than 100 %.";
        for (value, message) in [
            ("99.95", Some("This is a share: did you mean 99.95 %?")),
            (
                "90 .. 99",
                Some("This is a share: did you mean 90 .. 99 %?"),
            ),
            ("150 %", Some(most)),
            ("9995", Some(most)),
            ("100 %", None),
            ("99.95 %", None),
            ("1", None),
        ] {
            let text = written(value);
            assert_eq!(told(&text), Vec::from_iter(message), "{text}");
        }
    }
    // These may be more than all.
    assert!(told("service A\nservice B: shed 2\nA -> B: fan-out 99.95").is_empty());
}

#[test]
fn a_refused_share_leaves_its_default() {
    let read = |text: &str| Inputs::read(&design(text), &Scenario::new());
    let written = read("service A: availability 99.95\nset availability-slo = 99.95");
    let none = read("service A");
    let id = id(&design("service A"), "A");
    assert!(none.get(id, Field::Availability).is_some_and(|it| it < 1.0));
    assert_eq!(
        written.get(id, Field::Availability),
        none.get(id, Field::Availability)
    );
    assert_eq!(
        written.design(Field::AvailabilitySlo),
        none.design(Field::AvailabilitySlo)
    );
}

#[test]
fn assumptions_are_reckoned_in_their_order_and_scenarios_pick_their_ends() {
    let design = design(
        "set month = 31 d
         let users = 1 M .. 2 M .. 5 M
         let later = unknown
         let monthly = users * 3/month
         client U: rate monthly
         service A: rate 5/s",
    );
    let place = Place {
        subject: Subject::Assumption("users".to_owned()),
        field: None,
    };
    let client = id(&design, "U");
    for (scenario, users) in [
        (Scenario::new(), 2e6),
        (Scenario::from([(place.clone(), Pick::Low)]), 1e6),
        (Scenario::from([(place.clone(), Pick::High)]), 5e6),
    ] {
        let inputs = Inputs::read(&design, &scenario);
        assert_eq!(
            inputs.get(client, Field::Rate),
            Some(users * 3.0 / (31.0 * 86_400.0))
        );
        assert_eq!(inputs.ranges.keys().collect::<Vec<_>>(), [&place]);
        let problems: Vec<&str> = inputs
            .problems
            .iter()
            .map(|problem| problem.message.as_str())
            .collect();
        assert_eq!(
            problems,
            ["“unknown” is neither a unit nor the name of an assumption."]
        );
    }
    // A service has no such field: what is written there means nothing.
    let inputs = Inputs::read(&design, &Scenario::new());
    assert_eq!(inputs.get(id(&design, "A"), Field::Rate), None);
}

#[test]
fn names_of_assumptions_are_no_units() {
    for (name, good) in [
        ("clicks", true),
        ("users", true),
        ("größe_2", true),
        ("k", true),
        ("KB", false),
        ("ms", false),
        ("million", false),
        ("per", false),
        ("of", false),
        ("2x", false),
        ("a b", false),
        ("", false),
    ] {
        assert_eq!(check_name(name).is_ok(), good, "{name}");
    }
}
