//! Gestures, as tables of what pointers do.

#![allow(clippy::unwrap_used, clippy::panic)]

mod edit_common;

use edit_common::design;
use nalsd::edit::{Command, History, apply};
use nalsd::model::{AreaKind, Design, Id, Kind, Point, Rect};
use nalsd::sketch::gesture::{
    Button, Context, Event, Gesture, Modifiers, Outcome, Tool, add_component_in, add_link, wheel,
};
use nalsd::sketch::{Routes, View};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn at(x: f64, y: f64) -> Point {
    Point { x, y }
}

/// Two services (1 and 2), level, and a link (3) from the first to the second; a third one (4) below the first.
fn scene() -> Design {
    let mut history = History::new(Design::default());
    for (x, y) in [(0.0, 0.0), (304.0, 0.0)] {
        let rect = Rect {
            x,
            y,
            w: 104.0,
            h: 40.0,
        };
        history
            .commit(&add_component_in(history.design(), Kind::Service, rect))
            .unwrap();
    }
    history.commit(&add_link(Id(1), Id(2))).unwrap();
    let rect = Rect {
        x: 0.0,
        y: 400.0,
        w: 104.0,
        h: 40.0,
    };
    history
        .commit(&add_component_in(history.design(), Kind::Sql, rect))
        .unwrap();
    Design::clone(history.design())
}

/// What came of all events: the last view, selection and command.
#[derive(Debug, Default)]
struct Came {
    view: Option<View>,
    select: Option<BTreeSet<Id>>,
    command: Option<Command>,
    dangling: Option<(Id, Point)>,
    previews: Vec<nalsd::sketch::gesture::Preview>,
}

/// Plays a gesture: words as `down 10,20`, `middle 1,2`, `right 1,2`, `move 30,40`, `up 50,60`, `1down 1,2`, `1move 1,2`,
/// `1up 1,2`, `escape`, `cancel`; keys that are held before a word: `shift+move 3,4`.
fn play(script: &str, selected: &[u32], tool: Tool) -> Came {
    let design = scene();
    let routes = Routes::new(&design);
    let mut selected: BTreeSet<Id> = selected.iter().copied().map(Id).collect();
    let mut view = View {
        x: 10.0,
        y: 0.0,
        zoom: 2.0,
    };
    let mut gesture = Gesture::default();
    let mut came = Came::default();
    let mut words = script.split_whitespace();
    while let Some(word) = words.next() {
        let mut keys: Vec<&str> = word.split('+').collect();
        let what = keys.pop().unwrap();
        let modifiers = Modifiers {
            shift: keys.contains(&"shift"),
            alt: keys.contains(&"alt"),
            control: keys.contains(&"control"),
            space: keys.contains(&"space"),
        };
        let mut point = || {
            let (x, y) = words.next().unwrap().split_once(',').unwrap();
            // Scripts tell world pixels of the view that they begin with.
            at(
                x.parse::<f64>().unwrap() * 2.0 + 10.0,
                y.parse::<f64>().unwrap() * 2.0,
            )
        };
        let down = |pointer, button, finger, at| Event::Down {
            pointer,
            at,
            button,
            finger,
            modifiers,
        };
        let (pointer, what) = match what.strip_prefix(['1', '2']) {
            Some(finger) => (if what.starts_with('1') { 1 } else { 2 }, finger),
            None => (0, what),
        };
        let event = match what {
            "down" => down(pointer, Button::Primary, pointer > 0, point()),
            "middle" => down(0, Button::Middle, false, point()),
            "right" => down(0, Button::Secondary, false, point()),
            "move" => Event::Move {
                pointer,
                at: point(),
                modifiers,
            },
            "up" => Event::Up {
                pointer,
                at: point(),
                modifiers,
            },
            "escape" => Event::Escape,
            "cancel" => Event::Cancel,
            other => panic!("{other}"),
        };
        let context = Context {
            design: &design,
            routes: &routes,
            selected: &selected,
            view,
            tool,
        };
        let Outcome {
            view: seen,
            select,
            command,
            dangling,
        } = gesture.handle(&event, &context);
        view = seen.unwrap_or(view);
        came.view = seen.or(came.view);
        if let Some(select) = select {
            selected.clone_from(&select);
            came.select = Some(select);
        }
        assert!(
            came.command.is_none() || command.is_none(),
            "more than one command: {script}"
        );
        came.command = came.command.or(command);
        came.dangling = came.dangling.or(dangling);
        came.previews.push(gesture.preview().clone());
    }
    assert!(!gesture.is_active(), "{script}");
    assert_eq!(*gesture.preview(), Default::default(), "{script}");
    came
}

/// A gesture's outcome in words.
fn told(came: &Came) -> String {
    let mut told = Vec::new();
    if let Some(select) = &came.select {
        let ids: Vec<String> = select.iter().map(|id| id.0.to_string()).collect();
        told.push(format!("select [{}]", ids.join(" ")));
    }
    match &came.command {
        None => {}
        Some(Command::Move { ids, by }) => {
            let ids: Vec<String> = ids.iter().map(|id| id.0.to_string()).collect();
            told.push(format!("move [{}] {},{}", ids.join(" "), by.x, by.y));
        }
        Some(Command::Resize { id, rect }) => {
            told.push(format!(
                "resize {} {},{} {}x{}",
                id.0, rect.x, rect.y, rect.w, rect.h
            ));
        }
        Some(Command::Reconnect { link, from, to }) => {
            told.push(format!("reconnect {} {}-{}", link.0, from.0, to.0));
        }
        Some(Command::Add {
            components,
            links,
            areas,
        }) => {
            for part in components {
                told.push(format!("add {} {},{}", part.name, part.rect.x, part.rect.y));
            }
            for part in links {
                told.push(format!("link {}-{}", part.from.0, part.to.0));
            }
            for part in areas {
                let Rect { x, y, w, h } = part.rect;
                told.push(format!("add {} {x},{y} {w}x{h}", part.name));
            }
        }
        Some(other) => panic!("{other:?}"),
    }
    if let Some((id, at)) = came.dangling {
        told.push(format!("from {} to {},{}", id.0, at.x, at.y));
    }
    if let Some(View { x, y, zoom }) = came.view {
        told.push(format!("view {x},{y} {zoom}"));
    }
    told.join("; ")
}

#[test]
fn what_a_mouse_does() {
    for (script, selected, expected) in [
        // Clicks; a tiny movement is one.
        ("down 50,20 up 50,20", &[][..], "select [1]"),
        ("down 50,20 move 51,20 up 51,20", &[], "select [1]"),
        ("down 50,20 up 50,20", &[1], ""),
        ("down 50,20 up 50,20", &[1, 2], "select [1]"),
        ("shift+down 350,20 up 350,20", &[1], "select [1 2]"),
        ("control+down 350,20 up 350,20", &[1, 2], "select [1]"),
        ("down 200,21 up 200,21", &[1], "select [3]"),
        ("down 200,100 up 200,100", &[1], "select []"),
        ("shift+down 200,100 up 200,100", &[1], ""),
        ("right 50,20 move 90,90 up 90,90", &[], ""),
        // Moves: on the grid, in one step, of all that is selected.
        (
            "down 50,20 move 60,60 move 149,121 up 149,121",
            &[],
            "select [1]; move [1] 96,104",
        ),
        ("down 50,20 up 149,121", &[1], "move [1] 96,104"),
        ("down 50,20 up 149,121", &[1, 2, 3], "move [1 2] 96,104"),
        ("down 50,20 up 149,121", &[2], "select [1]; move [1] 96,104"),
        (
            "shift+down 50,20 up 149,121",
            &[2],
            "select [1 2]; move [1 2] 96,104",
        ),
        // Level with the second, where it would have been 3 pixels below.
        ("down 50,20 up 130,23", &[1], "move [1] 80,0"),
        ("down 50,20 control+up 131,23.5", &[1], "move [1] 81,3.5"),
        ("down 50,20 shift+up 149,60", &[1], "move [1] 96,0"),
        ("down 50,20 shift+up 80,121", &[1], "move [1] 0,104"),
        ("down 50,20 move 149,121 up 51,20", &[1], ""),
        ("down 50,20 alt+up 149,121", &[1], "add Service 3 96,104"),
        // Nothing of it.
        (
            "down 50,20 move 149,121 escape move 200,200 up 200,200",
            &[1],
            "",
        ),
        ("down 50,20 move 149,121 cancel", &[1], ""),
        ("down 200,21 up 250,90", &[], ""),
        // Corners, of what alone is selected.
        ("down 104,40 up 150,75", &[1], "resize 1 0,0 152x72"),
        ("down 104,40 up 0,0", &[1], "resize 1 0,0 96x40"),
        ("down 104,40 up 106,41", &[1], ""),
        // Links: from a port to a component, or to nothing; not back, not twice.
        ("down 52,40 up 50,420", &[], "link 1-4"),
        ("down 52,40 up 52,39 ", &[], "select [1]"),
        ("down 52,40 up 50,300", &[], "from 1 to 50,300"),
        ("down 52,40 move 30,90 up 50,20", &[], ""),
        ("down 304,20 up 50,420", &[], "link 2-4"),
        // An end of the selected link, put elsewhere.
        ("down 303,20 up 50,420", &[3], "reconnect 3 1-4"),
        ("down 105,20 up 50,420", &[3], "reconnect 3 4-2"),
        ("down 303,20 up 350,39", &[3], ""),
        ("down 303,20 up 500,300", &[3], ""),
        // The selection rectangle.
        ("down 200,100 up 20,-10", &[2], "select [1]"),
        ("shift+down 200,100 up 20,-10", &[2], "select [1 2]"),
        ("down -20,-20 up 450,100", &[], "select [1 2 3]"),
        ("down 200,100 up 250,200", &[2], "select []"),
        // The world.
        ("middle 50,20 move 60,30 up 60,30", &[1], "view 30,20 2"),
        (
            "space+down 50,20 move 60,30 move 50,25 up 50,25",
            &[1],
            "view 10,10 2",
        ),
    ] {
        let came = play(script, selected, Tool::Select);
        assert_eq!(told(&came), expected, "{script} with {selected:?}");
        if let Some(command) = &came.command {
            apply(&scene(), command).unwrap();
        }
    }
}

#[test]
fn what_tools_do() {
    let (cache, zone, region) = (
        Tool::Add(Kind::Cache),
        Tool::Area(AreaKind::Zone),
        Tool::Area(AreaKind::Region),
    );
    for (tool, script, expected) in [
        (cache, "down 500,100 up 500,100", "add Cache 424,72"),
        (cache, "down 500,100 up 540,150", "add Cache 424,72"),
        (
            Tool::Add(Kind::Service),
            "down 500,100 up 500,100",
            "add Service 3 424,72",
        ),
        (zone, "down 501,99 up 900,350", "add Zone a 504,96 400x256"),
        // Too small to hold anything: of the usual size.
        (
            zone,
            "down 500,100 up 540,120",
            "add Zone a 504,104 400x208",
        ),
        (
            region,
            "down 800,300 up 800,300",
            "add Region a 536,136 528x336",
        ),
        (Tool::Link, "down 50,30 up 50,420", "link 1-4"),
        (Tool::Link, "down 50,30 up 50,30", "select [1]"),
        (Tool::Hand, "down 50,20 up 60,30", "view 30,20 2"),
    ] {
        assert_eq!(
            told(&play(script, &[], tool)),
            expected,
            "{tool:?} {script}"
        );
    }
}

#[test]
fn what_fingers_do() {
    for (script, selected, expected) in [
        ("1down 50,20 1up 52,20", &[][..], "select [1]"),
        (
            "1down 50,20 1move 149,121 1up 149,121",
            &[],
            "select [1]; move [1] 96,104",
        ),
        // One finger on nothing moves the world.
        (
            "1down 200,100 1move 210,110 1up 210,110",
            &[1],
            "view 30,20 2",
        ),
        // Two fingers twice as far apart: twice as large, around the middle that stays: it is at 200,100, on the screen at
        // 410,200. What is begun with the first is given up.
        (
            "1down 150,100 2down 250,100 1move 100,100 2move 300,100 1up 100,100 2up 300,100",
            &[],
            "view -390,-200 4",
        ),
        (
            "1down 50,20 1move 149,121 2down 250,100 2up 250,100 1up 149,121",
            &[1],
            "",
        ),
        // The finger that stays moves the world on.
        (
            "1down 150,100 2down 250,100 2up 250,100 1move 160,100 1up 160,100",
            &[],
            "view 30,0 2",
        ),
    ] {
        let mut came = play(script, selected, Tool::Select);
        // Nothing moved: the view is the one it began with.
        came.view = came.view.filter(|view| {
            *view
                != View {
                    x: 10.0,
                    y: 0.0,
                    zoom: 2.0,
                }
        });
        assert_eq!(told(&came), expected, "{script}");
    }
}

#[test]
fn gestures_preview_what_they_come_to() {
    let came = play("down 50,20 move 130,23 up 130,23", &[1], Tool::Select);
    let preview = &came.previews[1];
    assert_eq!(
        preview.moved[&Id(1)],
        Rect {
            x: 80.0,
            y: 0.0,
            w: 104.0,
            h: 40.0
        }
    );
    assert!(!preview.guides.is_empty() && !preview.copies);
    let came = play(
        "down 52,40 move 350,20 move 50,420 up 50,420",
        &[],
        Tool::Select,
    );
    let wanted = |at: usize| came.previews[at].link.clone().unwrap();
    assert_eq!(
        (wanted(1).target, wanted(2).target),
        (Some(Id(2)), Some(Id(4)))
    );
    assert!(
        wanted(1)
            .refused
            .unwrap()
            .contains("a link from “Service” to “Service 2” already")
    );
    assert_eq!(wanted(2).refused, None);
    let came = play("down -20,-20 move 450,100 up 450,100", &[], Tool::Select);
    assert_eq!(came.previews[1].selecting.as_ref().unwrap().len(), 3);
    assert_eq!(
        came.previews[1].marquee,
        Some(Rect {
            x: -20.0,
            y: -20.0,
            w: 470.0,
            h: 120.0
        })
    );
}

#[test]
fn the_wheel_zooms_at_the_pointer() {
    let view = View {
        x: 10.0,
        y: 0.0,
        zoom: 1.0,
    };
    let turn = |down: f64| wheel(view, at(110.0, 50.0), down);
    // A mouse's notch is 100 or 120 of them, of some browsers three lines: as much as a button does.
    for down in [-100.0, -120.0, -1e9] {
        assert!((turn(down).zoom - 1.25).abs() < 1e-9, "{down}");
        assert!((turn(-down).zoom - 0.8).abs() < 1e-9, "{down}");
    }
    // Of a pinch each step counts: as browsers have it, a hundredth for each pixel.
    let closer = turn(-2.0);
    assert!((closer.zoom - 1.0202).abs() < 1e-4);
    assert!(closer.to_screen(at(100.0, 50.0)).distance(at(110.0, 50.0)) < 1e-9);
}

fn modifiers() -> impl Strategy<Value = Modifiers> {
    prop::collection::vec(prop::bool::weighted(0.15), 4).prop_map(|held| Modifiers {
        shift: held[0],
        alt: held[1],
        control: held[2],
        space: held[3],
    })
}

fn event() -> impl Strategy<Value = Event> {
    let point = || (-900.0..1_500.0_f64, -900.0..1_500.0_f64).prop_map(|(x, y)| at(x, y));
    let button = prop::sample::select(vec![
        Button::Primary,
        Button::Primary,
        Button::Middle,
        Button::Secondary,
    ]);
    prop_oneof![
        6 => (0..3_i32, point(), button, modifiers()).prop_map(|(pointer, at, button, modifiers)| Event::Down {
            pointer, at, button, finger: pointer > 0, modifiers,
        }),
        12 => (0..3_i32, point(), modifiers()).prop_map(|(pointer, at, modifiers)| Event::Move { pointer, at, modifiers }),
        6 => (0..3_i32, point(), modifiers()).prop_map(|(pointer, at, modifiers)| Event::Up { pointer, at, modifiers }),
        1 => Just(Event::Escape),
        1 => Just(Event::Cancel),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Pointers in any order, on any design, with any tool: commands can be done or are refused for a reason that was
    /// shown, and when all pointers are up nothing goes on.
    #[test]
    fn any_pointers_come_to_an_end(design in design(), events in prop::collection::vec(event(), 0..40), tool in 0..5_usize) {
        let tool = [
            Tool::Select, Tool::Hand, Tool::Link, Tool::Add(Kind::Queue), Tool::Area(AreaKind::Zone),
        ][tool];
        let mut history = History::new(design);
        let mut selected = BTreeSet::new();
        let mut view = View::default();
        let mut gesture = Gesture::default();
        let ends = [0, 1, 2].map(|pointer| Event::Up { pointer, at: at(0.0, 0.0), modifiers: Modifiers::default() });
        for event in events.iter().chain(&ends) {
            let routes = Routes::new(history.design());
            let design = std::rc::Rc::clone(history.design());
            let context = Context { design: &design, routes: &routes, selected: &selected, view, tool };
            let refused = gesture.preview().link.as_ref().and_then(|link| link.refused.clone());
            let outcome = gesture.handle(event, &context);
            view = outcome.view.unwrap_or(view);
            prop_assert!(view.zoom.is_finite() && view.x.is_finite() && view.y.is_finite());
            selected = outcome.select.unwrap_or(selected);
            if let Some(command) = &outcome.command {
                let joins = matches!(command, Command::Reconnect { .. })
                    || matches!(command, Command::Add { links, components, .. } if components.is_empty() && !links.is_empty());
                let done = history.commit(command);
                prop_assert!(done.is_ok() || joins, "{:?} {:?} {:?}", command, done, refused);
            }
        }
        prop_assert!(!gesture.is_active());
        prop_assert_eq!(gesture.preview(), &Default::default());
    }
}
