//! What can't be done, and why.

use super::*;

#[test]
fn what_cannot_be_done_is_refused_with_the_reason() {
    let mut history = sample();
    let note = add_component_in(history.design(), Kind::Note, rect(0.0, 600.0, 96.0, 56.0));
    let note = history.commit(&note).unwrap()[0];
    let far = Point { x: 2e6, y: 0.0 };
    let nowhere = Point {
        x: f64::NAN,
        y: 0.0,
    };
    let machines = Field::Machines;
    for (command, expected) in [
        (Command::Remove(vec![Id(1), Id(99)]), "no part numbered 99"),
        (
            Command::Move {
                ids: vec![Id(99)],
                by: far,
            },
            "no part numbered 99",
        ),
        (
            Command::Move {
                ids: vec![Id(1)],
                by: far,
            },
            "can't be drawn at 2000000, 100",
        ),
        (
            Command::Move {
                ids: vec![Id(1)],
                by: nowhere,
            },
            "can't be drawn at NaN",
        ),
        (
            Command::Resize {
                id: Id(1),
                rect: rect(0.0, 0.0, 0.0, 9.0),
            },
            "can't be drawn 0 by 9",
        ),
        (
            Command::Resize {
                id: Id(7),
                rect: rect(0.0, 0.0, 9.0, 9.0),
            },
            "A link has no place",
        ),
        (
            Command::Rename {
                id: Id(0),
                name: String::new(),
            },
            "no part numbered 0",
        ),
        (
            Command::Rename {
                id: Id(1),
                name: "n".repeat(MAX_NAME + 1),
            },
            "A name is 2001 characters long, where 2000 fit",
        ),
        (
            Command::Set {
                ids: vec![Id(1)],
                field: machines,
                value: None,
            },
            "Nothing that is selected has a field “Machines”",
        ),
        (
            Command::Set {
                ids: vec![Id(5)],
                field: machines,
                value: Some("9".repeat(401)),
            },
            "401 characters long, where 400 fit",
        ),
        (
            Command::SetDesign {
                field: machines,
                value: None,
            },
            "“Machines” is no field of the design as a whole",
        ),
        (add_link(Id(1), Id(1)), "can't be linked to itself"),
        (
            add_link(Id(1), Id(5)),
            "There is a link from “Client” to “Service” already",
        ),
        (add_link(Id(1), note), "A note can't be linked"),
        (
            add_link(Id(1), Id(3)),
            "a component at either end; 3 is none",
        ),
        (
            Command::Reconnect {
                link: Id(7),
                from: Id(1),
                to: Id(6),
            },
            "a link from “Client” to “Service 2” already",
        ),
        (
            Command::Reconnect {
                link: Id(1),
                from: Id(1),
                to: Id(6),
            },
            "no link numbered 1",
        ),
        (Command::Iteration(0), "counted from 1"),
        (
            Command::Replace(Box::new(Design {
                iteration: 0,
                ..Design::default()
            })),
            "counted from 1",
        ),
    ] {
        let before = Rc::clone(history.design());
        let refusal = history.commit(&command).unwrap_err().to_string();
        assert!(refusal.contains(expected), "{command:?}: {refusal}");
        assert!(refusal.ends_with('.'), "{refusal}");
        assert!(Rc::ptr_eq(&before, history.design()));
    }
    // The other direction is another link; the same ends once more are none.
    history.commit(&add_link(Id(5), Id(1))).unwrap();
    let same = Command::Reconnect {
        link: Id(7),
        from: Id(1),
        to: Id(5),
    };
    assert_eq!(
        apply(history.design(), &same).unwrap().design,
        **history.design()
    );
}
