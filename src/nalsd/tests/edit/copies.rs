//! Copies, within a design and to another.

use super::*;
use nalsd::edit::BESIDE;
use nalsd::sketch::gesture::add_component;

#[test]
fn copies_go_to_another_design() {
    let source = sample();
    let text = copy(source.design(), &BTreeSet::from([Id(1), Id(2)]));
    let mut target = History::new(Design::default());
    let added = target
        .commit(&paste(&Design::default(), &text, Some(Point { x: 0.0, y: 0.0 })).unwrap())
        .unwrap();
    assert_eq!(added.len(), 3 + 2 + 3);
    assert_eq!(places(target.design()), places(source.design()));
    assert_eq!(target.design().links.len(), 2);
    // A component without its zone is in none until it is put somewhere.
    let text = copy(source.design(), &BTreeSet::from([Id(5)]));
    let far = Some(Point { x: 5_000.0, y: 0.0 });
    let pasted = paste(target.design(), &text, far).unwrap();
    target.commit(&pasted).unwrap();
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
        let refusal = paste(&Design::default(), text, None)
            .unwrap_err()
            .to_string();
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
        let pasted = paste(original, &copy(original, &ids), None).unwrap();
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
            let copied = after.design.areas.iter().rfind(|copied| {
                after.added.contains(&copied.id) && copied.rect == area.rect.moved(by)
            });
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

/// Pasted where something is, once more and once more: each stands clear of all others, and has a name of its own.
#[test]
fn copies_cover_nothing_and_have_names_of_their_own() {
    let mut history = History::new(Design::default());
    let at = Point { x: 200.0, y: 100.0 };
    history
        .commit(&add_component(history.design(), Kind::Cache, at))
        .unwrap();
    let only = |history: &History| BTreeSet::from([history.design().components[0].id]);
    let text = copy(history.design(), &only(&history));
    for _ in 0..3 {
        let pasted = paste(history.design(), &text, Some(at)).unwrap();
        history.commit(&pasted).unwrap();
    }
    let ids = only(&history);
    let doubled = duplicate(history.design(), &ids, BESIDE, false).unwrap();
    history.commit(&doubled).unwrap();
    let parts = &history.design().components;
    let names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
    assert_eq!(names, ["Cache", "Cache 2", "Cache 3", "Cache 4", "Cache 5"]);
    for (at, part) in parts[..4].iter().enumerate() {
        for other in &parts[..at] {
            assert!(
                !part.rect.overlaps(other.rect),
                "{} on {}",
                part.name,
                other.name
            );
        }
    }
}

/// A copy in another zone is a replica: what is called the same is the same. A zone that is copied takes its contents along.
#[test]
fn replicas_keep_their_names() {
    let rect = |x: f64| Rect {
        x,
        y: 0.0,
        w: 400.0,
        h: 208.0,
    };
    let mut history = History::new(Design::default());
    for x in [0.0, 500.0] {
        history
            .commit(&add_area(history.design(), AreaKind::Zone, rect(x)))
            .unwrap();
    }
    let within = Point { x: 200.0, y: 100.0 };
    history
        .commit(&add_component(history.design(), Kind::Service, within))
        .unwrap();
    let id = history.design().components[0].id;
    let over = Point { x: 500.0, y: 0.0 };
    let replica = duplicate(history.design(), &BTreeSet::from([id]), over, false).unwrap();
    history.commit(&replica).unwrap();
    let zone = history.design().areas[0].id;
    let down = Point { x: 0.0, y: 300.0 };
    let whole = duplicate(history.design(), &BTreeSet::from([zone]), down, false).unwrap();
    history.commit(&whole).unwrap();
    let design = history.design();
    let names: Vec<&str> = design
        .components
        .iter()
        .map(|part| part.name.as_str())
        .collect();
    assert_eq!(names, ["Service", "Service", "Service"]);
    let zones: Vec<&str> = design.areas.iter().map(|area| area.name.as_str()).collect();
    assert_eq!(zones, ["Zone a", "Zone b", "Zone c"]);
}
