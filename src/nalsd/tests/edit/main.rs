//! Commands, undo, the clipboard, aligning.

#![allow(clippy::unwrap_used)]

mod any;
mod copies;
#[path = "../edit_common/mod.rs"]
mod edit_common;
mod refused;

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
