//! Commands, undo, the clipboard, aligning.

#![allow(clippy::unwrap_used)]

mod edit_common;

use edit_common::{acts, command, design};
use nalsd::edit::{
    Align, Command, History, MAX_NAME, align, apply, area_at, check, copy, duplicate,
    next_iteration, paste,
};
use nalsd::model::{AreaKind, Design, Field, Id, Kind, Point, Rect};
use nalsd::sketch::gesture::{add_area, add_component_in, add_link};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::rc::Rc;

fn rect(x: f64, y: f64, w: f64, h: f64) -> Rect {
    Rect { x, y, w, h }
}

/// A region with two zones; a client (1) outside, a service in each zone, linked from the client.
fn sample() -> History {
    let mut history = History::new(Design::default());
    let mut add = |command: &dyn Fn(&Design) -> Command| {
        let command = command(history.design());
        history.commit(&command).unwrap()[0]
    };
    let client = add(&|d| add_component_in(d, Kind::Client, rect(0.0, 100.0, 96.0, 56.0)));
    let region = add(&|d| add_area(d, AreaKind::Region, rect(200.0, 0.0, 400.0, 400.0)));
    let a = add(&|d| add_area(d, AreaKind::Zone, rect(220.0, 40.0, 360.0, 160.0)));
    let b = add(&|d| add_area(d, AreaKind::Zone, rect(220.0, 220.0, 360.0, 160.0)));
    let one = add(&|d| add_component_in(d, Kind::Service, rect(240.0, 80.0, 152.0, 56.0)));
    let two = add(&|d| add_component_in(d, Kind::Service, rect(240.0, 280.0, 152.0, 56.0)));
    add(&|_| add_link(client, one));
    add(&|_| add_link(client, two));
    assert_eq!(
        [client, region, a, b, one, two].map(|id| id.0),
        [1, 2, 3, 4, 5, 6]
    );
    history
}

/// What is where: `name<area`, areas by their names.
fn places(design: &Design) -> String {
    let within = |area: Option<Id>| match area.and_then(|id| design.area(id)) {
        Some(area) => format!("<{}", area.name),
        None => String::new(),
    };
    let parts = design
        .components
        .iter()
        .map(|part| format!("{}{}", part.name, within(part.area)));
    let areas = design
        .areas
        .iter()
        .map(|part| format!("{}{}", part.name, within(part.area)));
    parts.chain(areas).collect::<Vec<_>>().join(", ")
}

#[test]
fn parts_are_in_the_innermost_area_that_holds_their_middle() {
    let by = |x: f64, y: f64| Point { x, y };
    let ids = |ids: &[u32]| ids.iter().copied().map(Id).collect::<Vec<_>>();
    for (command, expected) in [
        (
            Command::Title(String::new()),
            "Client, Service<Zone a, Service 2<Zone b, Region a, Zone a<Region a, Zone b<Region a",
        ),
        // Out of the zone, still in the region: its middle counts.
        (
            Command::Move {
                ids: ids(&[5]),
                by: by(-70.0, 0.0),
            },
            "Client, Service<Zone a, Service 2<Zone b, Region a, Zone a<Region a, Zone b<Region a",
        ),
        (
            Command::Move {
                ids: ids(&[5]),
                by: by(-100.0, 0.0),
            },
            "Client, Service<Region a, Service 2<Zone b, Region a, Zone a<Region a, Zone b<Region a",
        ),
        (
            Command::Move {
                ids: ids(&[5]),
                by: by(-200.0, 0.0),
            },
            "Client, Service, Service 2<Zone b, Region a, Zone a<Region a, Zone b<Region a",
        ),
        (
            Command::Move {
                ids: ids(&[5]),
                by: by(0.0, 200.0),
            },
            "Client, Service<Zone b, Service 2<Zone b, Region a, Zone a<Region a, Zone b<Region a",
        ),
        // What is in an area goes with it, and stays in it wherever it goes.
        (
            Command::Move {
                ids: ids(&[3]),
                by: by(1_000.0, 0.0),
            },
            "Client, Service<Zone a, Service 2<Zone b, Region a, Zone a, Zone b<Region a",
        ),
        (
            Command::Move {
                ids: ids(&[2]),
                by: by(0.0, 900.0),
            },
            "Client, Service<Zone a, Service 2<Zone b, Region a, Zone a<Region a, Zone b<Region a",
        ),
        // An area that is drawn anew takes in what is in it, and lets go of what is not.
        (
            Command::Resize {
                id: Id(3),
                rect: rect(-10.0, 40.0, 590.0, 160.0),
            },
            "Client<Zone a, Service<Zone a, Service 2<Zone b, Region a, Zone a<Region a, Zone b<Region a",
        ),
        (
            Command::Resize {
                id: Id(3),
                rect: rect(220.0, 40.0, 50.0, 50.0),
            },
            "Client, Service<Region a, Service 2<Zone b, Region a, Zone a<Region a, Zone b<Region a",
        ),
        // What was in an area that goes is in the area around it.
        (
            Command::Remove(ids(&[3])),
            "Client, Service<Region a, Service 2<Zone b, Region a, Zone b<Region a",
        ),
        (
            Command::Remove(ids(&[2])),
            "Client, Service<Zone a, Service 2<Zone b, Zone a, Zone b",
        ),
        (
            Command::Remove(ids(&[3, 2])),
            "Client, Service, Service 2<Zone b, Zone b",
        ),
    ] {
        let before = sample();
        let after = apply(before.design(), &command).unwrap().design;
        assert_eq!(places(&after), expected, "{command:?}");
        check(&after).unwrap();
    }
}

#[test]
fn a_zone_drawn_around_parts_holds_them() {
    let mut history = History::new(Design::default());
    for x in [0.0, 300.0] {
        let command = add_component_in(history.design(), Kind::Cache, rect(x, 0.0, 96.0, 56.0));
        history.commit(&command).unwrap();
    }
    history
        .commit(&add_area(
            history.design(),
            AreaKind::Zone,
            rect(-20.0, -20.0, 200.0, 100.0),
        ))
        .unwrap();
    history
        .commit(&add_area(
            history.design(),
            AreaKind::Region,
            rect(-40.0, -40.0, 600.0, 200.0),
        ))
        .unwrap();
    assert_eq!(
        places(history.design()),
        "Cache<Zone a, Cache 2<Region a, Region a, Zone a<Region a"
    );
}

#[test]
fn links_go_with_their_ends() {
    let history = sample();
    let removed = apply(history.design(), &Command::Remove(vec![Id(5)]))
        .unwrap()
        .design;
    assert_eq!(
        removed
            .links
            .iter()
            .map(|link| link.id.0)
            .collect::<Vec<_>>(),
        [8]
    );
    let removed = apply(history.design(), &Command::Remove(vec![Id(1)]))
        .unwrap()
        .design;
    assert!(removed.links.is_empty());
}

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
            "There is a link from 1 to 5 already",
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
            "a link from 1 to 6 already",
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

#[test]
fn the_numbers_of_removed_parts_are_not_used_again() {
    let mut history = sample();
    let before = history.design().next;
    history.commit(&Command::Remove(vec![Id(6)])).unwrap();
    let added = add_component_in(history.design(), Kind::Sql, rect(0.0, 0.0, 96.0, 56.0));
    assert_eq!(history.commit(&added).unwrap(), [Id(before)]);
}

#[test]
fn a_mixed_selection_gets_a_field_where_it_has_one() {
    let history = sample();
    let ids = [1, 5, 7].map(Id).to_vec();
    let set = Command::Set {
        ids,
        field: Field::Machines,
        value: Some("3".to_owned()),
    };
    let after = apply(history.design(), &set).unwrap().design;
    assert_eq!(after.component(Id(5)).unwrap().set[&Field::Machines], "3");
    assert!(after.component(Id(1)).unwrap().set.is_empty());
    // What wasn't touched is the very same.
    assert!(Rc::ptr_eq(
        after.component(Id(1)).unwrap(),
        history.design().component(Id(1)).unwrap()
    ));
    assert!(Rc::ptr_eq(&after.links[0], &history.design().links[0]));
}

#[test]
fn raised_parts_are_drawn_last_and_keep_their_order() {
    let history = sample();
    let order = |design: &Design| {
        design
            .components
            .iter()
            .map(|part| part.id.0)
            .collect::<Vec<_>>()
    };
    let raised = apply(history.design(), &Command::Raise(vec![Id(5), Id(1)]))
        .unwrap()
        .design;
    assert_eq!(order(&raised), [6, 1, 5]);
    let lowered = apply(&raised, &Command::Lower(vec![Id(5)])).unwrap().design;
    assert_eq!(order(&lowered), [5, 6, 1]);
}

#[test]
fn steps_are_named_for_undo() {
    let mut history = sample();
    let moved = Command::Move {
        ids: vec![Id(1), Id(5), Id(6)],
        by: Point { x: 8.0, y: 0.0 },
    };
    history.commit(&moved).unwrap();
    assert_eq!(history.can_undo(), Some("move of 3 parts"));
    history
        .commit(&Command::Rename {
            id: Id(1),
            name: "People".to_owned(),
        })
        .unwrap();
    history.commit(&Command::Remove(vec![Id(1)])).unwrap();
    assert_eq!(history.can_undo(), Some("removal of “People”"));
    assert!(history.undo());
    assert_eq!(history.can_undo(), Some("renaming"));
    assert_eq!(history.can_redo(), Some("removal of “People”"));
    // What changes nothing is no step, and leaves the future as it is.
    history
        .commit(&Command::Rename {
            id: Id(1),
            name: "People".to_owned(),
        })
        .unwrap();
    assert_eq!(history.can_redo(), Some("removal of “People”"));
    history
        .commit(&Command::Title("Images".to_owned()))
        .unwrap();
    assert_eq!(history.can_redo(), None);
    let all = [Command::Title("A".to_owned()), Command::Iteration(0)];
    history.commit_all(&all, "both").unwrap_err();
    assert_eq!(history.design().name, "Images");
    history.commit_all(&all[..1], "the mend").unwrap();
    assert_eq!(history.can_undo(), Some("the mend"));
}

#[test]
fn the_past_is_bounded() {
    let mut history = History::new(Design::default());
    for at in 0..nalsd::edit::MAX_STEPS + 10 {
        history.commit(&Command::Title(at.to_string())).unwrap();
    }
    let mut steps = 0;
    while history.undo() {
        steps += 1;
    }
    assert_eq!(
        (steps, history.design().name.as_str()),
        (nalsd::edit::MAX_STEPS, "9")
    );
}

#[test]
fn copies_go_to_another_design() {
    let source = sample();
    let text = copy(source.design(), &BTreeSet::from([Id(1), Id(2)]));
    let mut target = History::new(Design::default());
    let added = target
        .commit(&paste(&text, Some(Point { x: 0.0, y: 0.0 })).unwrap())
        .unwrap();
    assert_eq!(added.len(), 3 + 2 + 3);
    assert_eq!(places(target.design()), places(source.design()));
    assert_eq!(target.design().links.len(), 2);
    // A component without its zone is in none until it is put somewhere.
    let text = copy(source.design(), &BTreeSet::from([Id(5)]));
    target
        .commit(&paste(&text, Some(Point { x: 5_000.0, y: 0.0 })).unwrap())
        .unwrap();
    assert_eq!(target.design().components.last().unwrap().area, None);
    assert_eq!(target.design().links.len(), 2);
    for (text, expected) in [
        ("", "no parts on the clipboard"),
        ("hello", "no parts on the clipboard"),
        (
            "{\"dryrun\":\"design\",\"version\":1}",
            "no parts on the clipboard",
        ),
        ("{\"dryrun\":\"parts\",\"version\":2}", "newer Dryrun"),
        (
            "{\"dryrun\":\"parts\",\"version\":1}",
            "can't be read: missing field",
        ),
        (
            "{\"dryrun\":\"parts\",\"version\":1,\"components\":[],\"links\":[],\"areas\":[]}",
            "no parts on the clipboard",
        ),
    ] {
        let refusal = paste(text, None).unwrap_err().to_string();
        assert!(refusal.contains(expected), "{text}: {refusal}");
    }
}

/// Copies are put so near that they lie over their originals.
#[test]
fn copies_of_an_area_leave_the_originals_where_they_are() {
    let source = sample();
    let original = source.design();
    for area in &original.areas {
        let ids = BTreeSet::from([area.id]);
        let by = Point { x: 24.0, y: 24.0 };
        let pasted = paste(&copy(original, &ids), None).unwrap();
        let doubled = duplicate(original, &ids, by, true).unwrap();
        for command in [pasted, doubled] {
            let after = apply(original, &command).unwrap();
            for part in &original.components {
                let still = after.design.component(part.id).unwrap();
                assert_eq!(still.area, part.area, "{} of {}", part.name, area.name);
            }
            for part in &original.areas {
                assert_eq!(after.design.area(part.id).unwrap().area, part.area);
            }
            let inside = |design: &Design, id: Id| {
                let parts = design.components.iter();
                parts.filter(|part| part.area == Some(id)).count()
            };
            let copied = after
                .design
                .areas
                .iter()
                .rfind(|copied| after.added.contains(&copied.id) && copied.name == area.name);
            assert_eq!(
                inside(&after.design, copied.unwrap().id),
                inside(original, area.id)
            );
        }
    }
}

#[test]
fn a_duplicate_has_links_on_request() {
    let source = sample();
    for (linked, links) in [(false, 2), (true, 3)] {
        let by = Point { x: 0.0, y: 64.0 };
        let command = duplicate(source.design(), &BTreeSet::from([Id(5)]), by, linked).unwrap();
        let after = apply(source.design(), &command).unwrap();
        assert_eq!(after.design.links.len(), links);
        let copy = after.design.component(after.added[0]).unwrap();
        assert_eq!(copy.rect, rect(240.0, 144.0, 152.0, 56.0));
        assert_eq!(copy.area, Some(Id(3)));
    }
    assert!(
        duplicate(
            source.design(),
            &BTreeSet::from([Id(7)]),
            Point::default(),
            true
        )
        .is_none()
    );
    let next = next_iteration(source.design());
    assert_eq!((next.iteration, next.components.len()), (2, 3));
}

#[test]
fn parts_are_aligned_and_distributed() {
    let mut history = History::new(Design::default());
    for (x, y, w, h) in [
        (0.0, 0.0, 100.0, 40.0),
        (200.0, 64.0, 200.0, 80.0),
        (120.0, 200.0, 40.0, 40.0),
    ] {
        let command = add_component_in(history.design(), Kind::Sql, rect(x, y, w, h));
        history.commit(&command).unwrap();
    }
    let ids: BTreeSet<Id> = [1, 2, 3].map(Id).into();
    for (how, expected) in [
        (Align::Left, [(0.0, 0.0), (0.0, 64.0), (0.0, 200.0)]),
        (Align::Centre, [(150.0, 0.0), (100.0, 64.0), (180.0, 200.0)]),
        (Align::Right, [(300.0, 0.0), (200.0, 64.0), (360.0, 200.0)]),
        (Align::Top, [(0.0, 0.0), (200.0, 0.0), (120.0, 0.0)]),
        (Align::Middle, [(0.0, 100.0), (200.0, 80.0), (120.0, 100.0)]),
        (
            Align::Bottom,
            [(0.0, 200.0), (200.0, 160.0), (120.0, 200.0)],
        ),
        // 400 wide, 340 filled: gaps of 30.
        (Align::Across, [(0.0, 0.0), (200.0, 64.0), (130.0, 200.0)]),
        // 240 high, 160 filled: gaps of 40.
        (Align::Down, [(0.0, 0.0), (200.0, 80.0), (120.0, 200.0)]),
    ] {
        let command = align(history.design(), &ids, how).unwrap();
        let after = apply(history.design(), &command).unwrap().design;
        let found: Vec<(f64, f64)> = after
            .components
            .iter()
            .map(|part| (part.rect.x, part.rect.y))
            .collect();
        assert_eq!(found, expected, "{how:?}");
    }
    assert!(align(history.design(), &BTreeSet::from([Id(1)]), Align::Left).is_none());
    assert!(align(history.design(), &[1, 2].map(Id).into(), Align::Down).is_none());
    // An area takes along what is in it.
    let zones = sample();
    let command = align(zones.design(), &[1, 3].map(Id).into(), Align::Left).unwrap();
    let after = apply(zones.design(), &command).unwrap().design;
    assert_eq!(after.component(Id(5)).unwrap().rect.x, 20.0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Whatever is done: it is done or refused, designs stay sound, what isn't changed stays the same part, and undoing
    /// all of it and redoing it leads through the very same designs.
    #[test]
    fn any_acts_can_be_undone_and_redone(acts in acts()) {
        let mut history = History::new(Design::default());
        let mut seen = vec![Rc::clone(history.design())];
        for act in &acts {
            let before = Rc::clone(history.design());
            let Some(command) = act.command(&before) else { continue };
            if history.commit(&command).is_err() {
                prop_assert!(Rc::ptr_eq(&before, history.design()));
                continue;
            }
            let after = history.design();
            prop_assert_eq!(check(after), Ok(()));
            for part in &after.components {
                if let Some(old) = before.component(part.id).filter(|old| *old == part) {
                    prop_assert!(Rc::ptr_eq(old, part), "{:?}", command);
                }
            }
            for part in &after.links {
                if let Some(old) = before.link(part.id).filter(|old| *old == part) {
                    prop_assert!(Rc::ptr_eq(old, part), "{:?}", command);
                }
            }
            for part in &after.areas {
                if let Some(old) = before.area(part.id).filter(|old| *old == part) {
                    prop_assert!(Rc::ptr_eq(old, part), "{:?}", command);
                }
            }
            if !Rc::ptr_eq(&before, after) {
                prop_assert!(before != *after);
                seen.push(Rc::clone(after));
            }
        }
        let told: Vec<Design> = seen.iter().map(|design| Design::clone(design)).collect();
        for at in (1..seen.len()).rev() {
            prop_assert!(history.undo());
            prop_assert!(Rc::ptr_eq(history.design(), &seen[at - 1]));
        }
        prop_assert!(!history.undo());
        for design in &seen[1..] {
            prop_assert!(history.redo());
            prop_assert!(Rc::ptr_eq(history.design(), design));
        }
        prop_assert!(!history.redo());
        // Sharing parts must not let one step change another.
        for (design, told) in seen.iter().zip(&told) {
            prop_assert_eq!(&**design, told);
        }
    }

    /// A part that a command has moved is where the pointer would find it.
    #[test]
    fn what_is_moved_is_in_the_area_where_it_is_drawn(design in design(), id in 0..24_u32, x in -500.0..500.0_f64) {
        let id = Id(id);
        if let Some(part) = design.component(id) {
            let command = Command::Move { ids: vec![id], by: Point { x, y: x } };
            if let Ok(after) = apply(&design, &command) {
                let moved = after.design.component(id).unwrap();
                prop_assert_eq!(moved.area, area_at(&after.design, moved.rect));
                prop_assert!((moved.rect.x - part.rect.x - x).abs() <= 0.01);
            }
        }
    }

    #[test]
    fn labels_are_short(design in design(), command in command()) {
        let label = command.label(&design);
        prop_assert!(!label.is_empty() && label.chars().count() < 100 && !label.contains('\n'), "{}", label);
    }
}
