//! What mends findings.

use super::*;
use crate::edit::Command;
use crate::model::{AreaKind, Component, Field};
use crate::sketch::layout;
use FindingKind::*;

/// What a rule's mend is called.
fn mend(text: &str, kind: FindingKind) -> Option<String> {
    of(&design(text), kind)?.mend.map(|mend| mend.text)
}

/// A service that waits for something in another region.
fn abroad(part: &str) -> String {
    format!(
        "region eu
         region us
         client U
         service A in eu
         {part} in us
         U -> A
         A -> Q"
    )
}

#[test]
fn a_mend_is_called_what_it_does() {
    let calls = "client U\nservice A\nU -> A\n";
    for (kind, text, says) in [
        (Unreached, format!("{calls}worker W"), "Remove W."),
        (
            Unreached,
            format!("{calls}worker W\nworker V"),
            "Remove W and V.",
        ),
        (
            SloUnreachable,
            "client U\nexternal X: availability 99.88 %\nU -> X".to_owned(),
            "Lower the objective to 99.88 %.",
        ),
        // Before less is promised, what fails most gets a spare.
        (
            SloUnreachable,
            format!("{calls}external X: availability 99.95 %\nA -> X")
                .replace("service A", "service A: availability 99 %"),
            "Keep a spare machine of A (N+1).",
        ),
        (
            LatencyMissed,
            "client U\nexternal X: p99 600 ms\nU -> X".to_owned(),
            "Raise the limit to 610 ms.",
        ),
        (
            Cycle,
            format!("{calls}service B\nA -> B\nB -> A"),
            "Remove B → A: it leads back, against the flow from U. What it carries can go into the answers to the calls.",
        ),
        (
            Cycle,
            "service A\nservice B\nA -> B\nB -> A".to_owned(),
            "Remove B → A: it closes the ring.",
        ),
        (
            Cycle,
            "service A\nA -> A".to_owned(),
            "Remove A → A: nothing can wait for itself.",
        ),
        (
            SinglePoint,
            calls.to_owned(),
            "Keep a spare machine of A (N+1).",
        ),
        (
            SinglePoint,
            calls.replace("service A", "service A: need 3"),
            "Keep 3 spare machines of A (N+3).",
        ),
        (
            SinglePoint,
            calls.replace("service A", "service A: machines 1"),
            "Deploy 2 machines of A.",
        ),
        (
            SingleCopy,
            "client U\nsql D: copies 1\nU -> D".to_owned(),
            "Hold 3 copies.",
        ),
        (
            SingleCopy,
            "client U\nsql D: copies 1, machines 1\nU -> D".to_owned(),
            "Hold 3 copies on 3 machines.",
        ),
        (
            CrossRegionCall,
            abroad("queue Q"),
            "Let A not wait for Q: it goes on before the request has arrived, and doesn't learn when that fails.",
        ),
        (
            CrossRegionCall,
            abroad("service Q"),
            "Run Q in eu, too, for those who call it from there. A needs its answer, so it can't go on without.",
        ),
        (
            CrossRegionCall,
            abroad("sql Q"),
            "Read in eu from a copy of Q, which Q keeps up to date: what is read there may be a moment old. Writes go where they went, and are still waited for.",
        ),
    ] {
        assert_eq!(mend(&text, kind).as_deref(), Some(says), "{text}");
    }
}

/// A problem's objectives aren't the reader's to lower.
#[test]
fn a_problems_objectives_stand() {
    for (kind, text) in [
        (
            SloUnreachable,
            "client U\nexternal X: availability 99.8 %\nU -> X",
        ),
        (LatencyMissed, "client U\nexternal X: p99 600 ms\nU -> X"),
    ] {
        let answer = Design {
            problem: Some("log-joiner".to_owned()),
            ..design(text)
        };
        let finding = of(&answer, kind).unwrap();
        assert_eq!(finding.mend, None, "{}", finding.text);
        assert!(finding.text.contains("helps most"), "{}", finding.text);
    }
}

/// Whether a design still has a finding, about the same parts or the same place.
fn still(design: &Design, finding: &Finding) -> bool {
    let findings = analyse(design).findings;
    findings.iter().any(|other| same(other, finding))
}

fn same(one: &Finding, other: &Finding) -> bool {
    (one.kind, one.parts.first(), &one.place) == (other.kind, other.parts.first(), &other.place)
}

/// The design with a finding mended. Of a mend that leaves something, what is left is mended, too.
fn mend_all(design: Design, finding: &Finding) -> Design {
    let mend = finding.mend.as_ref().unwrap();
    let after = with(design, &mend.commands);
    match analyse(&after)
        .findings
        .iter()
        .find(|other| same(other, finding))
    {
        Some(left) if mend.partial => with(after, &left.mend.as_ref().unwrap().commands),
        _ => after,
    }
}

/// The design that a text tells, with everything drawn where it says that it is.
fn drawn(text: &str) -> Design {
    let design = design(text);
    apply(&design, &layout(&design)).unwrap().design
}

fn with(design: Design, commands: &[Command]) -> Design {
    let done = |design: Design, command| apply(&design, command).unwrap().design;
    commands.iter().fold(design, done)
}

#[test]
fn what_mends_a_finding_makes_it_go_away() {
    let mut mended = Vec::new();
    for Rule {
        kind, design: text, ..
    } in rules()
    {
        let design = drawn(&text);
        let finding = of(&design, kind).unwrap();
        let commands = finding.mend.as_ref().map_or(&[][..], |mend| &mend.commands);
        if commands.is_empty() {
            continue;
        }
        mended.push(kind);
        let after = mend_all(design, &finding);
        assert!(!still(&after, &finding), "{kind:?} in {text}");
    }
    for kind in [
        Unreadable,
        Cycle,
        Unstable,
        Overload,
        UnshardedStore,
        SloUnreachable,
        LatencyMissed,
        SinglePoint,
        SmallestCut,
        ZoneLoss,
        SingleCopy,
        CacheDependency,
        RetryAmplification,
        CrossRegionCall,
        UnboundedQueue,
        Unreached,
        UnlikeAlternatives,
    ] {
        assert!(mended.contains(&kind), "{kind:?} has nothing that mends it");
    }
}

/// What stands in one zone only is drawn into the region, and the others are sized for the loss.
#[test]
fn what_is_nowhere_else_is_spread_over_the_zones() {
    let zones = "zone a in r\nzone b in r\nzone c in r";
    let parts = "client U: rate 9000/s
        load-balancer L: spare 1
        service A in a
        service B in b
        service C in c
        sql D in a: machines 3, copies 1
        U -> L
        L -> A
        L -> B
        L -> C
        A -> D
        B -> D
        C -> D";
    let within = format!("region r\n{zones}\n{parts}");
    let alone = format!("{}\n{parts}", zones.replace(" in r", ""));
    for (text, says) in [
        (
            within.replace("machines 3, copies 1", ""),
            "Spread D over the zones of the region and size everything for the loss of one zone.",
        ),
        (
            format!(
                "set survive = 1\n{}",
                within.replace("machines 3, copies 1", "")
            ),
            "Spread D over the zones of the region.",
        ),
        (
            within.replace("machines 3, copies 1", "copies 1"),
            "Spread D over the zones of the region, hold 3 copies of D and size everything for the loss of one zone.",
        ),
        (
            alone.replace("machines 3, copies 1", ""),
            "Draw a region around the zones, spread D over them and size everything for the loss of one zone.",
        ),
        (
            alone
                .replace("machines 3, copies 1", "")
                .replace("zone b\n", "")
                .replace("zone c\n", "")
                .replace(" in b", "")
                .replace(" in c", ""),
            "Run D in another zone, too, or in a region at large: it is spread over the zones then.",
        ),
    ] {
        let design = drawn(&text);
        let finding = of(&design, ZoneLoss).unwrap();
        let mend = finding.mend.clone().unwrap();
        assert_eq!(mend.text, says, "{text}");
        if mend.commands.is_empty() {
            continue;
        }
        let after = with(design, &mend.commands);
        assert_eq!(of(&after, ZoneLoss), None, "{text}");
        let store = after
            .components
            .iter()
            .find(|part| part.name == "D")
            .unwrap();
        let region = after.area(store.area.unwrap()).unwrap();
        assert_eq!(region.kind, AreaKind::Region);
        assert!(region.rect.encloses(store.rect));
    }
}

/// What is found of a store that stands alone and holds its data once is two things; mended in either order, both are.
#[test]
fn mends_of_one_store_agree() {
    for store in [
        "copies 1",
        "copies 1, machines 1",
        "copies 1, machines 2",
        "copies 1.5, machines 7",
        "copies 1, spare 1",
        // 3000/s × 20 ms are 60 cores: four machines of 16, and no fifth.
        "copies 1, machines 4, cpu 20 ms",
        // 3000/s × 10 % × 1 KB × 1 year are 9.5 TB of 16: three times as much, two machines.
        "copies 1, machines 1, retention 1 year",
        // Each copy takes all writes: 3600/s of 6000/s on one disk, and 10.8k/s on three.
        "copies 1, machines 1, machine medium, writes 100 %, ops 1.2, entry 1 B",
    ] {
        let text = format!("client U: rate 3000/s\nsql D: {store}\nU -> D");
        let design = design(&text);
        let found = [SinglePoint, SingleCopy].map(|kind| of(&design, kind).unwrap());
        let commands = found
            .each_ref()
            .map(|finding| finding.mend.clone().unwrap().commands);
        for order in [[0, 1], [1, 0]] {
            let mut after = design.clone();
            for at in order {
                after = with(after, &commands[at]);
            }
            for finding in &found {
                assert!(!still(&after, finding), "{store}: {:?}", finding.kind);
            }
            assert_eq!(of(&after, Overload), None, "{store}");
        }
    }
}

/// Where machines come as the load needs them, they still do.
#[test]
fn mends_leave_sizing_to_the_load() {
    for (text, kind) in [
        ("client U\nservice A\nU -> A", SinglePoint),
        ("client U\nsql A: copies 1\nU -> A", SingleCopy),
        (
            "client U\nload-balancer L\nservice A\nservice B\nU -> L\nL -> A\nL -> B",
            SmallestCut,
        ),
        (
            "set max-utilisation = 100 %\nclient U: rate 1600/s\nservice A: cpu 1 ms\nU -> A: response 0 B",
            Unstable,
        ),
        (
            "client U: rate 1000/s\ncache H\nsql A: machine workbook, ops 0.1, cpu 40 ms, service 1 ms, slots 100\nU -> H\nH -> A",
            CacheDependency,
        ),
    ] {
        let design = design(text);
        let finding = of(&design, kind).unwrap();
        let after = with(design, &finding.mend.as_ref().unwrap().commands);
        assert!(!still(&after, &finding), "{kind:?}");
        let written = |part: &std::rc::Rc<Component>| part.set.contains_key(&Field::Machines);
        assert!(!after.components.iter().any(written), "{kind:?}");
    }
}

/// Of 100 requests a second ten write. The copy answers ninety, and takes the ten from the store, which has only those.
#[test]
fn a_copy_in_the_region_takes_the_reads() {
    let design = design(&abroad("sql Q"));
    let before = analyse(&design);
    let finding = of(&design, CrossRegionCall).unwrap();
    let mend = finding.mend.as_ref().unwrap();
    assert!(mend.partial);
    let after = with(design.clone(), &mend.commands);
    let analysis = analyse(&after);
    assert_eq!(analysis.problems, []);
    let [store, copy] = [0, 1].map(|nth| {
        let mut stores = after.components.iter().filter(|part| part.name == "Q");
        stores.nth(nth).unwrap().clone()
    });
    assert_eq!(copy.area, Some(id(&after, "eu")));
    let figures = |id| &analysis.components[&id];
    assert_eq!(figures(store.id).demand.value(), 10.0);
    assert_eq!(figures(copy.id).demand.value(), 100.0);
    let stored = before.components[&store.id]
        .storage
        .as_ref()
        .unwrap()
        .value();
    for part in [&store, &copy] {
        let found = figures(part.id).storage.as_ref().unwrap().value();
        assert!((found / stored - 1.0).abs() < 1e-9, "{found}");
    }
    // What is left are the writes, for which the caller waits until somebody decides that it needn't.
    let left = of(&after, CrossRegionCall).unwrap().mend.unwrap();
    assert!(
        left.text.contains("doesn't learn when that fails"),
        "{}",
        left.text
    );
    assert!(!still(&mend_all(design, &finding), &finding));
}

/// What was moved since a finding was made is where it is now: a mend that draws takes it from there.
#[test]
fn a_mend_that_draws_knows_what_was_moved_since() {
    let before = drawn(
        "region r
         zone a in r
         zone b in r
         client U: rate 9000/s
         load-balancer L: spare 1
         service A in a
         service B in b
         sql D in a: copies 1
         U -> L
         L -> A
         L -> B
         A -> D
         B -> D",
    );
    let finding = of(&before, ZoneLoss).unwrap();
    let region = id(&before, "r");
    let by = crate::model::Point {
        x: 4000.0,
        y: 3000.0,
    };
    let away = Command::Move {
        ids: vec![region],
        by,
    };
    let moved = apply(&before, &away).unwrap().design;
    // Whether the region holds its zones, and the store is in it.
    let stands = |mend: &crate::analysis::Mend| {
        let mut design = moved.clone();
        for command in &mend.commands {
            design = apply(&design, command).unwrap().design;
        }
        let in_region = |of: Option<crate::model::Id>| of == Some(region);
        let zones = design
            .areas
            .iter()
            .filter(|area| area.kind == AreaKind::Zone);
        zones.clone().count() == 2
            && zones.clone().all(|zone| in_region(zone.area))
            && in_region(design.component(id(&design, "D")).unwrap().area)
    };
    assert!(!stands(finding.mend.as_ref().unwrap()), "as it was drawn");
    assert!(stands(&mend_as_drawn(&moved, &finding).unwrap()));
}
