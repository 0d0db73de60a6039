//! Geometry: the view, hits, snapping, routes, layout, walking by keyboard.

#![allow(clippy::unwrap_used)]

mod edit_common;

use edit_common::design;
use nalsd::edit::{History, Side, apply};
use nalsd::model::{Design, Id, Kind, Point, Rect};
use nalsd::sketch::gesture::{add_area, add_component_in, add_link};
use nalsd::sketch::{
    Along, Corner, Ends, Face, GRID, Hit, Label, Obstacles, Path, Reach, Routes, TITLE, View, afar,
    along, figure, fit, free_spot, hit, layout, note_rect, port, reading_order, route, snap,
    spot_for_link, to_grid, towards, within,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

fn at(x: f64, y: f64) -> Point {
    Point { x, y }
}

fn rect(x: f64, y: f64, w: f64, h: f64) -> Rect {
    Rect { x, y, w, h }
}

/// Components of 100 by 40 at these places, numbered from 1, and links between them.
fn drawn(places: &[(f64, f64)], links: &[(u32, u32)]) -> Design {
    let mut history = History::new(Design::default());
    for (x, y) in places {
        let command = add_component_in(history.design(), Kind::Service, rect(*x, *y, 100.0, 40.0));
        history.commit(&command).unwrap();
    }
    for (from, to) in links {
        history.commit(&add_link(Id(*from), Id(*to))).unwrap();
    }
    Design::clone(history.design())
}

#[test]
fn a_view_fits_what_it_is_to_show() {
    // 800 by 400 with 50 around: 700 by 300 for 1400 by 300.
    let screen = rect(0.0, 0.0, 800.0, 400.0);
    let view = View::fit(rect(100.0, 100.0, 1_400.0, 300.0), screen, 50.0);
    assert_eq!(
        view,
        View {
            x: 0.0,
            y: 75.0,
            zoom: 0.5
        }
    );
    assert_eq!(view.to_screen(at(100.0, 250.0)), at(50.0, 200.0));
    assert_eq!(view.to_world(at(50.0, 200.0)), at(100.0, 250.0));
    assert_eq!(
        view.visible(800.0, 400.0),
        rect(0.0, -150.0, 1_600.0, 800.0)
    );
    // Below a bar of 60: as large, and in the middle of what the bar leaves.
    let free = rect(0.0, 60.0, 800.0, 340.0);
    assert_eq!(
        View::fit(rect(100.0, 100.0, 1_400.0, 300.0), free, 50.0),
        View { y: 105.0, ..view }
    );
    // Nothing is shown larger than it is, nor smaller than can be.
    assert_eq!(
        View::fit(rect(0.0, 0.0, 10.0, 10.0), screen, 50.0).zoom,
        1.0
    );
    assert_eq!(
        View::fit(rect(0.0, 0.0, 1e6, 10.0), screen, 50.0).zoom,
        View::MIN_ZOOM
    );
    // Shown already; left of it; below it; larger than it.
    let view = View::default();
    for (part, expected) in [
        (rect(20.0, 20.0, 100.0, 40.0), (0.0, 0.0)),
        (rect(-30.0, 20.0, 100.0, 40.0), (40.0, 0.0)),
        (rect(20.0, 380.0, 100.0, 40.0), (0.0, -30.0)),
        (rect(20.0, 20.0, 2_000.0, 40.0), (-10.0, 0.0)),
    ] {
        let shown = view.showing(part, screen, 10.0);
        assert_eq!((shown.x, shown.y), expected, "{part:?}");
    }
}

#[test]
fn what_is_moved_snaps_to_its_neighbours_or_the_grid() {
    let other = rect(100.0, 100.0, 80.0, 40.0);
    for (moving, zoom, by, guides) in [
        // Left edges.
        (rect(103.0, 300.0, 60.0, 32.0), 1.0, (-3.0, 4.0), 1),
        // Middles: 100 + 40 over 115 + 30, and on the grid downwards.
        (rect(115.0, 301.0, 60.0, 32.0), 1.0, (-5.0, 3.0), 1),
        // Right over left: 180; level with its upper edge.
        (rect(182.0, 104.0, 60.0, 32.0), 1.0, (-2.0, 0.0), 2),
        // Far from everything: the grid.
        (rect(501.0, 303.0, 60.0, 32.0), 1.0, (3.0, 1.0), 0),
        // Zoomed in, 6 screen pixels are 1.5 world pixels.
        (rect(103.0, 300.0, 60.0, 32.0), 4.0, (1.0, 4.0), 0),
    ] {
        let snapped = snap(moving, &[other], zoom);
        assert_eq!((snapped.by.x, snapped.by.y), by, "{moving:?}");
        assert_eq!(
            snapped.guides.len(),
            guides,
            "{moving:?} {:?}",
            snapped.guides
        );
    }
    // A guide spans both.
    let snapped = snap(rect(103.0, 300.0, 60.0, 32.0), &[other], 1.0);
    assert_eq!(
        (snapped.guides[0].from, snapped.guides[0].to),
        (at(100.0, 100.0), at(100.0, 336.0))
    );
}

#[test]
fn corners_resize_on_the_grid_and_not_too_far() {
    let part = rect(0.0, 0.0, 160.0, 56.0);
    for (corner, to, expected) in [
        (
            Corner::BottomRight,
            at(203.0, 97.0),
            rect(0.0, 0.0, 200.0, 96.0),
        ),
        (
            Corner::TopLeft,
            at(-21.0, -13.0),
            rect(-24.0, -16.0, 184.0, 72.0),
        ),
        (
            Corner::TopRight,
            at(-500.0, 900.0),
            rect(0.0, 16.0, 96.0, 40.0),
        ),
        (
            Corner::BottomLeft,
            at(900.0, -900.0),
            rect(64.0, 0.0, 96.0, 40.0),
        ),
    ] {
        assert_eq!(
            corner.resized(part, to, (96.0, 40.0)),
            expected,
            "{corner:?}"
        );
    }
}

#[test]
fn the_pointer_finds_what_is_on_top() {
    let mut history = History::new(drawn(&[(0.0, 0.0), (300.0, 0.0), (50.0, 20.0)], &[(1, 2)]));
    let zone = add_area(
        history.design(),
        nalsd::model::AreaKind::Zone,
        rect(-50.0, -60.0, 600.0, 300.0),
    );
    let zone = history.commit(&zone).unwrap()[0];
    let design = history.design();
    let routes = Routes::new(design);
    for (selected, point, expected) in [
        (vec![], at(20.0, 10.0), Hit::Component(Id(1))),
        // Drawn later, so above.
        (vec![], at(80.0, 30.0), Hit::Component(Id(3))),
        (vec![], at(303.0, 21.0), Hit::Port(Id(2), Side::Left)),
        (vec![], at(350.0, -4.0), Hit::Port(Id(2), Side::Up)),
        (vec![], at(200.0, 23.0), Hit::Link(Id(4))),
        (vec![], at(200.0, 28.0), Hit::Canvas),
        (vec![], at(200.0, -60.0 + TITLE / 2.0), Hit::Area(zone)),
        (vec![], at(548.0, 100.0), Hit::Area(zone)),
        (vec![], at(560.0, 100.0), Hit::Canvas),
        // What can be done with the one that is selected comes first.
        (vec![1], at(1.0, 1.0), Hit::Corner(Id(1), Corner::TopLeft)),
        (vec![1, 2], at(1.0, 1.0), Hit::Component(Id(1))),
        (
            vec![4],
            at(299.0, 20.0),
            Hit::End {
                link: Id(4),
                to: true,
            },
        ),
        (
            vec![4],
            at(101.0, 20.0),
            Hit::End {
                link: Id(4),
                to: false,
            },
        ),
        (
            vec![zone.0],
            at(549.0, 239.0),
            Hit::Corner(zone, Corner::BottomRight),
        ),
    ] {
        let selected: BTreeSet<Id> = selected.into_iter().map(Id).collect();
        let found = hit(design, &routes, &selected, point, Reach::mouse(1.0));
        assert_eq!(found, expected, "{point:?} with {selected:?}");
    }
    // A finger is less exact.
    let none = BTreeSet::new();
    assert_eq!(
        hit(design, &routes, &none, at(200.0, 34.0), Reach::finger(1.0)),
        Hit::Link(Id(4))
    );
    // Components that it touches; links and areas that it encloses.
    let ids = |ids: &[u32]| ids.iter().copied().map(Id).collect::<BTreeSet<_>>();
    assert_eq!(
        within(design, &routes, rect(-10.0, -10.0, 20.0, 20.0)),
        ids(&[1])
    );
    assert_eq!(
        within(design, &routes, rect(90.0, 5.0, 215.0, 30.0)),
        ids(&[1, 2, 3, 4])
    );
    assert_eq!(
        within(design, &routes, rect(-60.0, -70.0, 700.0, 400.0)),
        ids(&[1, 2, 3, 4, zone.0])
    );
}

/// The path between two rectangles of 100 by 40, with others of that size in the way.
fn path(from: (f64, f64), to: (f64, f64), both_ways: bool, others: &[(f64, f64)]) -> Path {
    let part = |(x, y): (f64, f64)| rect(x, y, 100.0, 40.0);
    let mut obstacles = Obstacles::default();
    for (id, place) in [from, to].iter().chain(others).enumerate() {
        obstacles.put(Id(id as u32), part(*place));
    }
    let ends = Ends {
        from: part(from),
        to: part(to),
        both_ways,
    };
    route(ends, [Id(0), Id(1)], &obstacles)
}

#[test]
fn links_stick_to_the_sides_that_face_each_other() {
    for (to, both_ways, d) in [
        // Level: straight, and ending in the arrow's head.
        ((300.0, 0.0), false, "M100 20 L292 20"),
        ((300.0, 8.0), false, "M100 28 L292 28"),
        ((-300.0, 0.0), false, "M0 20 L-192 20"),
        ((0.0, 200.0), false, "M50 40 L50 192"),
        ((0.0, -200.0), false, "M50 0 L50 -152"),
        // The middles of the sides, with level tangents: half the way to either side.
        ((300.0, 100.0), false, "M100 20 C200 20 200 120 292 120"),
        ((40.0, 240.0), false, "M50 40 C50 140 90 140 90 232"),
        // One each way: either keeps to its right.
        ((300.0, 0.0), true, "M100 27 L292 27"),
        ((-300.0, 0.0), true, "M0 13 L-192 13"),
    ] {
        assert_eq!(path((0.0, 0.0), to, both_ways, &[]).d, d, "{to:?}");
    }
    let straight = path((0.0, 0.0), (300.0, 0.0), false, &[]);
    assert_eq!(straight.arrow, "M300 20 L290 15 L290 25Z");
    assert_eq!(straight.label_at, at(200.0, 20.0));
    assert_eq!(straight.points, [at(100.0, 20.0), at(300.0, 20.0)]);
    assert_eq!(straight.distance(at(150.0, 27.0)), 7.0);
    assert_eq!(
        port(rect(0.0, 0.0, 100.0, 40.0), Side::Down),
        at(50.0, 40.0)
    );
}

/// Whether a path passes through a rectangle: tried point by point, not as the router does it.
fn passes(path: &Path, part: Rect) -> bool {
    let inner = part.grown(-0.5);
    path.points.windows(2).any(|ends| {
        (0..=200).any(|step| {
            let share = f64::from(step) / 200.0;
            inner.holds(at(
                ends[0].x + (ends[1].x - ends[0].x) * share,
                ends[0].y + (ends[1].y - ends[0].y) * share,
            ))
        })
    })
}

#[test]
fn links_go_around_what_stands_between() {
    type Place = (f64, f64);
    let cases: [(Place, &[Place]); 6] = [
        ((400.0, 0.0), &[(200.0, 0.0)]),
        ((400.0, 0.0), &[(200.0, -10.0), (200.0, 45.0)]),
        ((400.0, 200.0), &[(200.0, 100.0)]),
        (
            (400.0, 200.0),
            &[(150.0, 90.0), (260.0, 90.0), (200.0, 0.0)],
        ),
        ((-400.0, 0.0), &[(-200.0, 0.0)]),
        ((0.0, 400.0), &[(0.0, 200.0), (-105.0, 200.0)]),
    ];
    for (to, others) in cases {
        let path = path((0.0, 0.0), to, false, others);
        for (x, y) in others {
            assert!(
                !passes(&path, rect(*x, *y, 100.0, 40.0)),
                "{to:?} {others:?}: {}",
                path.d
            );
        }
        assert!(path.d.contains('Q'), "{}", path.d);
    }
    // Above is as far as below: the first that is found, always the same.
    assert_eq!(
        path((0.0, 0.0), (400.0, 0.0), false, &[(200.0, 0.0)]).d,
        "M100 20 L108 20 Q116 20 116 12 L116 -8 Q116 -16 124 -16 L376 -16 Q384 -16 384 -8 L384 17 Q384 20 387 20 L392 20"
    );
}

#[test]
fn the_keyboard_walks_along_links_and_in_space() {
    // 1 calls 2, 3 and 4, from top to bottom 3, 2, 4; 3 calls 5.
    let design = drawn(
        &[
            (0.0, 200.0),
            (300.0, 200.0),
            (300.0, 0.0),
            (300.0, 400.0),
            (600.0, 0.0),
        ],
        &[(1, 2), (1, 3), (1, 4), (3, 5)],
    );
    use Along::{Callee, Caller, Next, Previous};
    for (from, step, to) in [
        (1, Callee, Some(3)),
        (3, Next, Some(2)),
        (2, Next, Some(4)),
        (4, Next, Some(3)),
        (3, Previous, Some(4)),
        (5, Caller, Some(3)),
        (5, Callee, None),
        (1, Caller, None),
        (1, Next, None),
        (99, Callee, None),
    ] {
        assert_eq!(
            along(&design, Id(from), step),
            to.map(Id),
            "{from} {step:?}"
        );
    }
    for (from, side, to) in [
        (1, Side::Right, Some(2)),
        (2, Side::Up, Some(3)),
        (2, Side::Down, Some(4)),
        (2, Side::Left, Some(1)),
        (3, Side::Right, Some(5)),
        (5, Side::Right, None),
    ] {
        let start = design.component(Id(from)).unwrap().rect;
        assert_eq!(towards(&design, start, side), to.map(Id), "{from} {side:?}");
    }
    let order: Vec<u32> = reading_order(&design).iter().map(|id| id.0).collect();
    assert_eq!(order, [1, 3, 2, 4, 5]);
    // To the right of it; when that is taken, below.
    let size = (100.0, 40.0);
    let free = |id: u32| {
        let beside = design.component(Id(id)).map(|part| part.rect);
        free_spot(&design, beside, at(0.0, 0.0), size)
    };
    assert_eq!(free(5), rect(768.0, 0.0, 100.0, 40.0));
    let spot = free(1);
    assert!(
        design
            .components
            .iter()
            .all(|part| !part.rect.overlaps(spot))
    );
    assert_eq!(spot.x, 168.0);
}

/// Within the zone of the part beside it while there is room, or else clear of every border.
#[test]
fn a_new_part_lies_across_no_border() {
    let size = (152.0, 56.0);
    for width in [200.0, 300.0, 400.0, 600.0, 900.0] {
        let zone = rect(-24.0, -48.0, width, 160.0);
        let mut history = History::new(drawn(&[(0.0, 0.0)], &[]));
        let other = rect(width + 40.0, -48.0, 400.0, 160.0);
        for area in [zone, other] {
            let command = add_area(history.design(), nalsd::model::AreaKind::Zone, area);
            history.commit(&command).unwrap();
        }
        for _ in 0..6 {
            let design = history.design();
            let beside = design.component(Id(1)).map(|part| part.rect);
            let spot = free_spot(design, beside, at(0.0, 0.0), size);
            assert!(
                zone.encloses(spot) || !zone.overlaps(spot),
                "{width}: {spot:?}"
            );
            assert!(!other.overlaps(spot), "{width}: {spot:?}");
            let command = add_component_in(design, Kind::Service, spot);
            history.commit(&command).unwrap();
        }
    }
}

#[test]
fn from_afar_a_name_fills_its_part() {
    let part = rect(0.0, 0.0, 152.0, 56.0);
    assert_eq!(afar(Kind::Note, part, "A note is its text"), None);
    for (name, size) in [
        ("CDN", Some(22.0)),
        ("Load balancer", None),
        ("Confirmations", None),
        ("An extraordinarily long name of a component", Some(13.0)),
    ] {
        let shown = afar(Kind::Service, part, name).unwrap();
        let width = Face::Sans(shown.size).width(&shown.name);
        assert!(width <= 136.0 + 1e-9, "{name}: {width}");
        match size {
            Some(size) => assert_eq!(shown.size, size, "{name}"),
            // As large as it has room.
            None => {
                assert!((width - 136.0).abs() < 1e-6, "{name}: {width}");
                assert_eq!(shown.name, name);
            }
        }
        assert_eq!(shown.at.x, 76.0);
        assert!(shown.at.y > 28.0 && shown.at.y < 40.0);
    }
}

/// A hand that drags it from afar means to move it.
#[test]
fn small_parts_have_no_ports_and_smaller_ones_no_corners() {
    let part = rect(0.0, 0.0, 152.0, 56.0);
    for (zoom, ports, corners) in [
        (1.0, true, true),
        (0.58, true, true),
        (0.5, true, false),
        (0.29, true, false),
        (0.28, false, false),
        (0.05, false, false),
    ] {
        for reach in [Reach::mouse(zoom), Reach::finger(zoom)] {
            assert_eq!(reach.has_ports(part), ports, "{zoom}");
            assert_eq!(reach.has_corners(part), corners, "{zoom}");
        }
    }
    let design = drawn(&[(0.0, 0.0)], &[]);
    let routes = Routes::default();
    for id in [0, 1] {
        let selected: BTreeSet<Id> = (id > 0).then_some(Id(id)).into_iter().collect();
        for (x, y) in [(4.0, 28.0), (76.0, 4.0), (0.0, 0.0)] {
            let found = hit(&design, &routes, &selected, at(x, y), Reach::mouse(0.05));
            assert_eq!(found, Hit::Component(Id(1)), "{x} {y}");
        }
    }
}

#[test]
fn long_names_are_cut_and_notes_wrapped() {
    let part = rect(0.0, 0.0, 152.0, 56.0);
    let long = "An extraordinarily long name of a component";
    let shown = figure(Kind::Sql, part, long, "63 machines \u{b7} 97 %");
    assert!(shown.name[0].ends_with('…') && long.starts_with(shown.name[0].trim_end_matches('…')));
    assert_eq!(shown.note, ["63 machines \u{b7} 97 %"]);
    // Where one line is too short there are two, if there is room for them; else it is cut.
    for (w, h, expected) in [
        (128.0, 56.0, &["63 machines", "97 %"][..]),
        (128.0, 48.0, &["63 machines…"]),
        // 80 less 20 are 60 pixels, of 6.6 a character: nine with the ellipsis.
        (80.0, 56.0, &["63 machi…", "97 %"]),
    ] {
        let shown = figure(
            Kind::Sql,
            rect(0.0, 0.0, w, h),
            "Clicks",
            "63 machines \u{b7} 97 %",
        );
        assert_eq!(shown.note, expected, "{w} by {h}");
        let lowest = shown.note_at.y + shown.note_line * (shown.note.len() - 1) as f64;
        assert!(
            shown.name_at.y < shown.note_at.y && lowest < h,
            "{w} by {h}"
        );
    }
    assert_eq!(
        figure(Kind::Sql, part, "Two\nlines", "").name,
        ["Two lines"]
    );
    let note = figure(
        Kind::Note,
        rect(0.0, 0.0, 176.0, 64.0),
        "Clicks are joined with queries here\n\nonce more",
        "",
    );
    assert_eq!(note.name.len(), 2);
    assert!(note.name[1].ends_with('…'), "{:?}", note.name);
    let icons: BTreeSet<&str> = Kind::ALL
        .iter()
        .filter_map(|kind| nalsd::sketch::icon(*kind))
        .collect();
    assert_eq!(icons.len(), 13);
}

#[test]
fn a_note_grows_to_its_text() {
    let long = "Clicks are joined with queries here\n\nonce more, and so on, and so on";
    let before = rect(8.0, 16.0, 176.0, 64.0);
    assert_eq!(note_rect(before, "short"), before);
    let after = note_rect(before, long);
    assert!(after.h > before.h && after.h % GRID == 0.0);
    assert_eq!(Rect { h: 64.0, ..after }, before);
    let shown = figure(Kind::Note, after, long, "");
    let words = |text: &str| {
        text.split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(words(&shown.name.join(" ")), words(long));
    assert!(!shown.cut && figure(Kind::Note, before, long, "").cut);
    let lowest = shown.name_at.y + shown.line * (shown.name.len() - 1) as f64;
    assert!(lowest + 4.0 <= after.bottom(), "{lowest} in {after:?}");
    // Lower by more than a line it is cut.
    let lower = Rect {
        h: after.h - 24.0,
        ..after
    };
    assert!(figure(Kind::Note, lower, long, "").cut);
}

/// A box around what stands at a link, at least.
fn written(label: &Label) -> Rect {
    let lines = label.lines.iter().enumerate().map(|(row, line)| {
        let w = Face::Mono(11.0).width(line);
        let y = label.at.y + label.line * row as f64;
        rect(label.at.x - w / 2.0, y - 8.0, w, 10.0)
    });
    Rect::around(lines).unwrap()
}

#[test]
fn what_stands_at_a_link_covers_no_part() {
    let texts = [
        ("sold", "sold"),
        ("jobs, one per order", "jobs, one per order"),
        ("checkout requests over gRPC", "checkout requests over gRPC"),
        (
            "idempotent retries of whatever the gateway has not been told about in time",
            "",
        ),
    ];
    for places in [
        // Side by side with little room between, with much, one above the other, aslant, around a third one.
        &[(0.0, 0.0), (164.0, 0.0)][..],
        &[(0.0, 0.0), (500.0, 0.0)],
        &[(0.0, 0.0), (0.0, 200.0)],
        &[(0.0, 0.0), (300.0, 180.0)],
        &[(300.0, 0.0), (0.0, 0.0), (150.0, 0.0)],
        &[(0.0, 0.0), (164.0, 0.0), (0.0, 56.0), (164.0, 56.0)],
    ] {
        let design = drawn(places, &[(1, 2)]);
        let link = design.links[0].id;
        let routes = Routes::new(&design);
        for (text, whole) in texts {
            let label = routes.label(link, text).unwrap();
            let told = label.lines.join(" ");
            let shown = told.trim_end_matches('…');
            assert!(label.lines.len() <= 3, "{places:?}: {told}");
            assert_eq!(label.cut, told != text, "{places:?}: {told}");
            if !whole.is_empty() && places.len() < 4 {
                assert_eq!(told, whole, "{places:?}");
            }
            assert!(!shown.is_empty());
            for part in &design.components {
                let around = written(&label);
                assert!(
                    !around.overlaps(part.rect),
                    "{places:?}: {told}: {around:?}"
                );
            }
        }
        assert!(routes.label(Id(99), "x").is_none());
    }
    // Of two opposite links neither's name lies on the other.
    let design = drawn(&[(0.0, 0.0), (300.0, 0.0)], &[(1, 2), (2, 1)]);
    let routes = Routes::new(&design);
    let at = |at: usize| written(&routes.label(design.links[at].id, "asks").unwrap());
    for (own, other) in [(0, 1), (1, 0)] {
        let line = routes.get(design.links[other].id).unwrap();
        assert!(!at(own).overlaps(line.bounds.grown(1.0)));
    }
    // Nor on the title of a zone.
    let mut history = History::new(drawn(&[(0.0, 0.0), (300.0, 0.0)], &[(1, 2)]));
    let bare = Routes::new(history.design());
    let link = history.design().links[0].id;
    let above = written(&bare.label(link, "asks").unwrap());
    let zone = rect(above.x - 14.0, above.y - 14.0, 400.0, 200.0);
    let zone = add_area(history.design(), nalsd::model::AreaKind::Zone, zone);
    history.commit(&zone).unwrap();
    let clear = Routes::new(history.design()).label(link, "asks").unwrap();
    let title = history.design().areas[0].rect;
    let title = rect(title.x + 14.0, title.y + 14.0, 6.0 * 6.6, 8.0);
    assert!(!written(&clear).overlaps(title), "{clear:?}");
}

#[test]
fn what_a_link_is_let_go_for_leaves_its_arrow_to_be_seen() {
    let design = drawn(&[(0.0, 0.0), (220.0, 0.0)], &[]);
    let from = design.components[0].rect;
    let size = (152.0, 56.0);
    for near in [
        at(110.0, 20.0),
        at(-10.0, 20.0),
        at(50.0, 60.0),
        at(50.0, -20.0),
        at(50.0, 20.0),
        at(180.0, 90.0),
    ] {
        let spot = spot_for_link(&design, from, near, size);
        assert!(!spot.overlaps(from.grown(48.0)), "{near:?}: {spot:?}");
        assert!(
            !spot.overlaps(design.components[1].rect),
            "{near:?}: {spot:?}"
        );
    }
    // Where there is room it stands where it was let go.
    let spot = spot_for_link(&design, from, at(76.0, 228.0), size);
    assert_eq!(spot, rect(0.0, 200.0, 152.0, 56.0));
}

#[test]
fn names_are_cut_by_how_wide_they_are() {
    // As Chromium measures them in IBM Plex Sans of 1000 pixels, kerning off.
    for (text, width) in [("Wi", 1_141.0), ("Upload balancer", 7_347.0), ("~", 600.0)] {
        assert!(
            (Face::Sans(1_000.0).width(text) - width).abs() < 0.01,
            "{text}: {}",
            Face::Sans(1_000.0).width(text)
        );
    }
    assert_eq!(fit("illicit", Face::Sans(10.0), 40.0), "illicit");
    assert_eq!(fit("mammoth", Face::Sans(10.0), 40.0), "mamm…");
    assert_eq!(fit("mammoth", Face::Mono(10.0), 40.0), "mammo…");
    assert_eq!(fit("", Face::Sans(10.0), 0.0), "");
}

#[test]
fn layout_puts_callers_left_of_those_they_call() {
    // A diamond with a tail, a ring, and one that is alone.
    let links = [
        (1, 2),
        (1, 3),
        (2, 4),
        (3, 4),
        (4, 5),
        (6, 7),
        (7, 8),
        (8, 6),
    ];
    let design = drawn(&[(0.0, 0.0); 9], &links);
    let laid = apply(&design, &layout(&design)).unwrap().design;
    let x = |id: u32| laid.component(Id(id)).unwrap().rect.x;
    for (from, to) in &links[..7] {
        assert!(x(*from) + 100.0 < x(*to), "{from} {to}");
    }
    // Straight where it can be: the middle of the diamond's ends is level.
    let y = |id: u32| laid.component(Id(id)).unwrap().rect.y;
    assert_eq!((y(1), y(4)), (y(4), y(5)));
    assert!(y(9) > y(6) && y(9) > y(3));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn zooming_holds_what_is_under_the_pointer(x in -2e3..2e3_f64, y in -2e3..2e3_f64, zoom in 0.05..4.0_f64, factor in 0.01..100.0_f64, px in 0.0..2e3_f64) {
        let view = View { x, y, zoom };
        let pointer = at(px, px / 2.0);
        let zoomed = view.zoomed(pointer, factor);
        prop_assert!((View::MIN_ZOOM..=View::MAX_ZOOM).contains(&zoomed.zoom));
        let back = zoomed.to_screen(view.to_world(pointer));
        prop_assert!(back.distance(pointer) < 1e-6);
        prop_assert_eq!(view.zoomed(pointer, f64::NAN), view);
    }

    /// Routes of moved parts, brought up to date, are the routes of the design as it is then; of others they stay the same.
    #[test]
    fn routes_kept_up_to_date_are_the_same_as_new_ones(
        places in prop::collection::vec((0..12_u8, 0..12_u8), 2..14),
        links in prop::collection::vec((1..14_u32, 1..14_u32), 0..20),
        moves in prop::collection::vec((1..14_u32, 0..12_u8, 0..12_u8), 1..5),
    ) {
        let place = |x: u8, y: u8| (f64::from(x) * 72.0, f64::from(y) * 40.0);
        let places: Vec<(f64, f64)> = places.into_iter().map(|(x, y)| place(x, y)).collect();
        let mut design = drawn(&places, &[]);
        for (from, to) in links {
            if let Ok(applied) = apply(&design, &add_link(Id(from), Id(to))) {
                design = applied.design;
            }
        }
        let mut routes = Routes::new(&design);
        for (id, x, y) in moves {
            let (x, y) = place(x, y);
            let moved = BTreeMap::from([(Id(id), rect(x, y, 100.0, 40.0))]);
            let before = routes.clone();
            let anew = routes.update(&design, &moved);
            let mut expected = Routes::default();
            expected.update(&design, &moved);
            for link in &design.links {
                let path = routes.get(link.id).unwrap();
                prop_assert_eq!(path, expected.get(link.id).unwrap());
                prop_assert!(path.points.iter().all(|point| point.x.is_finite() && point.y.is_finite()));
                if !anew.contains(&link.id) {
                    prop_assert!(Rc::ptr_eq(path, before.get(link.id).unwrap()));
                }
            }
        }
    }

    #[test]
    fn routes_of_any_design_can_be_drawn(design in design()) {
        let routes = Routes::new(&design);
        for link in &design.links {
            let path = routes.get(link.id).unwrap();
            for text in [&path.d, &path.arrow] {
                prop_assert!(!text.contains("NaN") && !text.contains("inf"), "{}", text);
            }
            prop_assert!(path.points.len() >= 2 && path.bounds.grown(0.01).holds(path.label_at));
            let ends = [(path.points.first(), link.from), (path.points.last(), link.to)];
            for (end, part) in ends {
                let part = design.component(part).unwrap().rect.grown(8.0);
                prop_assert!(part.holds(*end.unwrap()));
            }
        }
    }

    /// Nothing lies on anything, areas hold what is theirs, all is on the grid; the same again when it is done again.
    #[test]
    fn layout_is_tidy(design in design()) {
        let command = layout(&design);
        prop_assert_eq!(&command, &layout(&design));
        let laid = apply(&design, &command).unwrap().design;
        let areas = |design: &Design| -> Vec<Option<Id>> {
            design.components.iter().map(|part| part.area).chain(design.areas.iter().map(|part| part.area)).collect()
        };
        prop_assert_eq!(areas(&laid), areas(&design));
        for (at, part) in laid.components.iter().enumerate() {
            prop_assert_eq!((part.rect.x, part.rect.y), (to_grid(part.rect.x), to_grid(part.rect.y)));
            for other in &laid.components[..at] {
                prop_assert!(!part.rect.grown(GRID / 2.0).overlaps(other.rect), "{:?} {:?}", part, other);
            }
            let own: BTreeSet<Id> = laid.within(part.area).iter().map(|area| area.id).collect();
            for area in &laid.areas {
                if own.contains(&area.id) {
                    prop_assert!(area.rect.encloses(part.rect));
                    prop_assert!(part.rect.y >= area.rect.y + TITLE);
                } else {
                    prop_assert!(!area.rect.overlaps(part.rect));
                }
            }
        }
        for (at, area) in laid.areas.iter().enumerate() {
            for other in &laid.areas[..at] {
                let nested = area.area == Some(other.id) || other.area == Some(area.id);
                prop_assert_eq!(area.rect.overlaps(other.rect), nested);
            }
        }
        prop_assert_eq!(apply(&laid, &layout(&laid)).unwrap().design, laid);
    }
}
