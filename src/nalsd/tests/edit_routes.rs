//! What a picture's links say: none passes through a part, no two of them look like one.

#![allow(clippy::unwrap_used)]

use nalsd::edit::{History, Side, apply};
use nalsd::exchange::from_file;
use nalsd::model::{Design, Id, Kind, Point, Rect};
use nalsd::sketch::gesture::{add_component_in, add_link};
use nalsd::sketch::{Path, Routes, layout, port};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// Lines nearer to each other than this look like one. In most places they are 8 apart; in one shipped design more than twenty
/// share a gap of 48, where heads take 14.
const APART: f64 = 1.9;

/// What lies on one line for no longer than this can be told from a link: it is less than the rounding of two corners.
const SHORT: f64 = 16.0;

/// Ends nearer to each other than this look like one. Nine at one side of a shipped design's part have 6 each.
const ENDS_APART: f64 = 5.0;

fn at(x: f64, y: f64) -> Point {
    Point { x, y }
}

fn rect(x: f64, y: f64, w: f64, h: f64) -> Rect {
    Rect { x, y, w, h }
}

/// Components at these places, numbered from 1, and links between them.
fn drawn(parts: &[(Kind, Rect)], links: &[(u32, u32)]) -> Design {
    let mut history = History::new(Design::default());
    for (kind, rect) in parts {
        let command = add_component_in(history.design(), *kind, *rect);
        history.commit(&command).unwrap();
    }
    let mut design = Design::clone(history.design());
    for (from, to) in links {
        // Links to itself, and second ones, are refused.
        if let Ok(applied) = apply(&design, &add_link(Id(*from), Id(*to))) {
            design = applied.design;
        }
    }
    design
}

/// Services of 128 by 56 at these places.
fn services(places: &[(f64, f64)], links: &[(u32, u32)]) -> Design {
    let part = |(x, y): &(f64, f64)| (Kind::Service, rect(*x, *y, 128.0, 56.0));
    drawn(&places.iter().map(part).collect::<Vec<_>>(), links)
}

/// The designs that Dryrun ships, and the same laid out anew.
fn shipped() -> Vec<(String, Design)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut designs = vec![("bookshop".to_owned(), nalsd::example::bookshop().unwrap())];
    for problem in fs::read_dir(root.join("../../exercises/design")).unwrap() {
        for folder in ["iterations", "wrong"] {
            let Ok(files) = fs::read_dir(problem.as_ref().unwrap().path().join(folder)) else {
                continue;
            };
            for file in files {
                let file = file.unwrap().path();
                let design = from_file(&fs::read_to_string(&file).unwrap()).unwrap();
                designs.push((file.display().to_string(), design));
            }
        }
    }
    assert!(designs.len() > 20, "{}", designs.len());
    let laid = designs.iter().map(|(name, design)| {
        let laid = apply(design, &layout(design)).unwrap().design;
        (format!("{name}, laid out"), laid)
    });
    let laid: Vec<_> = laid.collect();
    designs.extend(laid);
    designs
}

/// Whether a path passes through a rectangle: tried point by point, not as the router does it.
fn passes(path: &Path, part: Rect) -> bool {
    let inner = part.grown(-0.5);
    path.points.windows(2).any(|ends| {
        let steps = (ends[0].distance(ends[1]) / 2.0).ceil();
        (0..=steps as u32).any(|step| {
            let share = f64::from(step) / steps.max(1.0);
            inner.holds(at(
                ends[0].x + (ends[1].x - ends[0].x) * share,
                ends[0].y + (ends[1].y - ends[0].y) * share,
            ))
        })
    })
}

/// The links that pass through a part that is none of their ends, as “from → to through”.
fn passing(design: &Design, routes: &Routes) -> Vec<String> {
    let mut found = Vec::new();
    for link in &design.links {
        let path = routes.get(link.id).unwrap();
        for part in &design.components {
            let own = part.id == link.from || part.id == link.to;
            if !own && passes(path, part.rect) {
                found.push(format!(
                    "{} → {} through {}",
                    link.from.0, link.to.0, part.id.0
                ));
            }
        }
    }
    found
}

/// The level and the upright pieces of a path: whether upright, where it lies, and from where to where.
fn runs(path: &Path) -> impl Iterator<Item = (bool, f64, f64, f64)> {
    path.points.windows(2).filter_map(|ends| {
        let [from, to] = [ends[0], ends[1]];
        if from.y == to.y {
            Some((false, from.y, from.x.min(to.x), from.x.max(to.x)))
        } else if from.x == to.x {
            Some((true, from.x, from.y.min(to.y), from.y.max(to.y)))
        } else {
            None
        }
    })
}

/// The links that lie on one line with another one for longer than can be told from one link, or begin or end where another
/// one does.
fn as_one(design: &Design, routes: &Routes) -> Vec<String> {
    let mut found = Vec::new();
    let path = |id| routes.get(id).unwrap();
    for (place, link) in design.links.iter().enumerate() {
        for other in &design.links[..place] {
            let told = format!(
                "{} → {} and {} → {}",
                other.from.0, other.to.0, link.from.0, link.to.0
            );
            for (upright, lies, low, high) in runs(path(link.id)) {
                for (other_upright, other_lies, other_low, other_high) in runs(path(other.id)) {
                    let beside = high.min(other_high) - low.max(other_low);
                    if upright == other_upright
                        && (lies - other_lies).abs() < APART
                        && beside > SHORT
                    {
                        found.push(format!("{told} at {lies} for {beside}"));
                    }
                }
            }
            let ends = |id| [path(id).points.first(), path(id).points.last()];
            for end in ends(link.id).into_iter().flatten() {
                for other in ends(other.id).into_iter().flatten() {
                    if end.distance(*other) < ENDS_APART {
                        found.push(format!("{told} end at {end:?}"));
                    }
                }
            }
        }
    }
    found
}

#[test]
fn in_the_designs_that_are_shipped_no_link_says_anything_false() {
    for (name, design) in shipped() {
        let routes = Routes::new(&design);
        assert_eq!(passing(&design, &routes), [""; 0], "{name}");
        assert_eq!(as_one(&design, &routes), [""; 0], "{name}");
    }
}

#[test]
fn ends_are_spread_along_a_side_in_the_order_of_what_they_lead_to() {
    // Three callers, from top to bottom 3, 1, 2, and two that are called, 6 above 5.
    let design = services(
        &[
            (0.0, 200.0),
            (0.0, 400.0),
            (0.0, 0.0),
            (300.0, 200.0),
            (600.0, 300.0),
            (600.0, 100.0),
        ],
        &[(1, 4), (2, 4), (3, 4), (4, 5), (4, 6)],
    );
    let routes = Routes::new(&design);
    let path = |at: usize| routes.get(design.links[at].id).unwrap();
    let end = |at: usize| *path(at).points.last().unwrap();
    let start = |at: usize| path(at).points[0];
    // 14 apart around the middle, 228.
    let arrive = [end(2), end(0), end(1)];
    assert_eq!(
        arrive,
        [at(300.0, 214.0), at(300.0, 228.0), at(300.0, 242.0)]
    );
    assert_eq!([start(4), start(3)], [at(428.0, 221.0), at(428.0, 235.0)]);
    // One that has a side to itself is in its middle.
    for (link, part, side) in [(1, 2, Side::Right), (2, 3, Side::Right)] {
        let rect = design.component(Id(part)).unwrap().rect;
        assert_eq!(start(link), port(rect, side));
    }
    assert_eq!(
        end(3),
        port(design.component(Id(5)).unwrap().rect, Side::Left)
    );
    // Many share what there is, in order.
    let callers: Vec<(f64, f64)> = (0..20).map(|at| (0.0, f64::from(at) * 80.0)).collect();
    let mut places = vec![(400.0, 760.0)];
    places.extend(callers);
    let links: Vec<(u32, u32)> = (2..22).map(|from| (from, 1)).collect();
    let design = services(&places, &links);
    let routes = Routes::new(&design);
    let ends: Vec<f64> = design
        .links
        .iter()
        .map(|link| routes.get(link.id).unwrap().points.last().unwrap().y)
        .collect();
    assert!(ends.windows(2).all(|pair| pair[0] < pair[1]), "{ends:?}");
    assert!(ends[0] > 760.0 && ends[19] < 816.0, "{ends:?}");
}

#[test]
fn a_link_far_away_goes_around_what_stands_between() {
    for to in [(6_000.0, 0.0), (0.0, 6_000.0), (5_000.0, 3_000.0)] {
        let between = (to.0 / 2.0, to.1 / 2.0);
        let design = services(&[(0.0, 0.0), to, between], &[(1, 2)]);
        let routes = Routes::new(&design);
        assert_eq!(passing(&design, &routes), [""; 0], "{to:?}");
    }
}

#[test]
fn a_link_finds_its_way_out_of_a_maze() {
    // A wall of parts with one gap far below, and one around the other end with its gap far above.
    let mut places = vec![(0.0, 0.0), (800.0, 0.0)];
    for row in -4..4 {
        places.push((250.0, f64::from(row) * 60.0));
        places.push((550.0, f64::from(row + 1) * 60.0));
    }
    let design = services(&places, &[(1, 2)]);
    let routes = Routes::new(&design);
    assert_eq!(passing(&design, &routes), [""; 0]);
}

#[test]
fn notes_are_in_the_way_but_where_they_cover_an_end() {
    let service = |x: f64| (Kind::Service, rect(x, 0.0, 128.0, 56.0));
    let path = |note: Rect| {
        let parts = [service(0.0), service(600.0), (Kind::Note, note)];
        let design = drawn(&parts, &[(1, 2)]);
        let routes = Routes::new(&design);
        (routes.get(design.links[0].id).unwrap().clone(), note)
    };
    let (around, note) = path(rect(280.0, 0.0, 160.0, 56.0));
    assert!(!passes(&around, note), "{}", around.d);
    // One that lies across where the link begins: there is no way around it.
    let (straight, _) = path(rect(100.0, 0.0, 160.0, 56.0));
    assert_eq!(straight.points, [at(128.0, 28.0), at(600.0, 28.0)]);
}

#[test]
fn runs_side_by_side_are_apart_and_cross_no_more_than_they_must() {
    // Both go around what stands between: the one above the other.
    let design = services(
        &[
            (0.0, 0.0),
            (300.0, 0.0),
            (600.0, 0.0),
            (900.0, 0.0),
            (450.0, -400.0),
        ],
        &[(1, 3), (2, 4), (1, 4)],
    );
    let routes = Routes::new(&design);
    assert_eq!(passing(&design, &routes), [""; 0]);
    assert_eq!(as_one(&design, &routes), [""; 0]);
    // Two opposite ones have the sides to themselves: straight, either to its right.
    let design = services(&[(0.0, 0.0), (300.0, 0.0)], &[(1, 2), (2, 1)]);
    let routes = Routes::new(&design);
    let ends = |at: usize| routes.get(design.links[at].id).unwrap().points.clone();
    assert_eq!(ends(0), [at(128.0, 35.0), at(300.0, 35.0)]);
    assert_eq!(ends(1), [at(300.0, 21.0), at(128.0, 21.0)]);
}

/// Parts in cells of a grid, as people and the layout put them: streets are free between them.
fn town() -> impl Strategy<Value = Design> {
    let cells = prop::collection::btree_set((0..6_u8, 0..5_u8), 2..18);
    let links = prop::collection::vec((1..18_u32, 1..18_u32), 1..22);
    (cells, links).prop_map(|(cells, links): (BTreeSet<(u8, u8)>, _)| {
        let place = |(x, y): (u8, u8)| (f64::from(x) * 208.0, f64::from(y) * 120.0);
        let places: Vec<_> = cells.into_iter().map(place).collect();
        services(&places, &links)
    })
}

#[test]
fn where_one_link_turns_off_another_one_does_not_seem_to_go_on() {
    // Recent posts (4) turn off just where a curve ends at the archiver (3), in the middle of its side.
    let design = services(
        &[
            (0.0, 0.0),
            (420.0, -60.0),
            (208.0, 120.0),
            (0.0, 120.0),
            (420.0, 64.0),
        ],
        &[(1, 3), (4, 5)],
    );
    let routes = Routes::new(&design);
    let [curve, line] = [0, 1].map(|at| routes.get(design.links[at].id).unwrap());
    assert_eq!(curve.points.last(), Some(&at(208.0, 148.0)));
    assert!(curve.d.contains('C') && line.d.contains('Q'), "{}", line.d);
    assert!((line.points[0].y - 148.0).abs() >= 3.0, "{}", line.d);
}

proptest! {
    #[test]
    fn in_any_town_no_link_says_anything_false(design in town()) {
        let routes = Routes::new(&design);
        prop_assert_eq!(passing(&design, &routes), [""; 0]);
        prop_assert_eq!(as_one(&design, &routes), [""; 0]);
    }

    /// Nothing depends on the order in which links were drawn, nor on where parts were before.
    #[test]
    fn routes_depend_on_nothing_but_the_design(design in town(), x in 0..6_u8, y in 0..5_u8) {
        let routes = Routes::new(&design);
        let mut turned = design.clone();
        turned.links.reverse();
        let other = Routes::new(&turned);
        for link in &design.links {
            prop_assert_eq!(routes.get(link.id), other.get(link.id));
        }
        let mut moving = routes.clone();
        let moved = rect(f64::from(x) * 208.0 + 50.0, f64::from(y) * 120.0 + 30.0, 128.0, 56.0);
        moving.update(&design, &BTreeMap::from([(Id(1), moved)]));
        moving.update(&design, &BTreeMap::new());
        for link in &design.links {
            prop_assert_eq!(routes.get(link.id), moving.get(link.id));
        }
    }
}
