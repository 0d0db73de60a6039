use crate::analysis::{Analysis, Resource, analyse};
use crate::model::Design;
use crate::testing::{design, id};

/// What is told of one component, a fact a line: `needs 2 for CPU`, `takes 3 machines`, `uses 0.7`, `binds: memory`.
fn facts(design: &Design, analysis: &Analysis, name: &str) -> Vec<String> {
    let part = &analysis.components[&id(design, name)];
    let round = |value: f64| (value * 1e6).round() / 1e6;
    let mut facts: Vec<String> = part
        .loads
        .iter()
        .map(|load| {
            format!(
                "needs {} for {}",
                round(load.needed.value()),
                load.resource.label()
            )
        })
        .collect();
    facts.extend(part.binds.map(|binds| format!("binds: {}", binds.label())));
    let figure = |what: &str, figure: &Option<crate::analysis::Figure>| {
        let value = figure.as_ref()?.value();
        Some(format!("{what} {}", round(value)))
    };
    facts.extend(figure("tasks", &part.tasks));
    facts.extend(figure("least", &part.needed));
    facts.extend(figure("takes", &part.machines));
    facts.extend(
        part.utilisation
            .map(|share| format!("uses {}", round(share))),
    );
    facts.extend(
        part.headroom
            .map(|share| format!("room for {}", round(share))),
    );
    facts
}

/// Checks that these facts are among those told.
#[track_caller]
fn check(text: &str, name: &str, expected: &[&str]) {
    let design = design(text);
    let analysis = analyse(&design);
    let found = facts(&design, &analysis, name);
    for fact in expected {
        assert!(
            found.iter().any(|found| found == fact),
            "{fact} isn't told of {name}; told is {found:#?} in\n{text}"
        );
    }
}

/// One component under 1,000 requests a second, on a machine of 10 cores, 10 GB, 1 Gbps, 1 TB and 1,000 operations a second.
fn one(kind: &str, fields: &str) -> String {
    format!(
        "set max-utilisation = 50 %
         machine box: cores 10, memory 10 GB, network 1 Gbps, disk 1 TB, iops 1000/s, machine-price $ 100/month
         client U: rate 1000/s
         {kind} A: machine box, cpu 0 s, service 0 s, {fields}
         U -> A: request 0 B, response 0 B"
    )
}

#[test]
fn each_resource_takes_its_machines() {
    // 1000/s × 30 ms = 30 cores; 10 cores a machine at 50 %: 6. Used: 30 of 60.
    check(
        &one("service", "cpu 30 ms"),
        "A",
        &[
            "needs 6 for CPU",
            "binds: CPU",
            "takes 6",
            "uses 0.5",
            "room for 1",
        ],
    );
    // 1000/s × 200 ms = 200 at once; 25 slots at 50 %: 16.
    check(
        &one("service", "service 200 ms, slots 25"),
        "A",
        &["needs 16 for slots", "binds: slots", "takes 16"],
    );
    // 1000/s × 2.1 ÷ 1000/s ÷ 50 % = 4.2.
    check(
        &one("sql", "ops 2.1, writes 0, copies 1"),
        "A",
        &[
            "needs 4.2 for disk operations",
            "least 5",
            "takes 5",
            "uses 0.42",
        ],
    );
    // Writes are done by each of 3 copies: 1000/s × 2 × (1 + 50 % × 2) ÷ 1000/s ÷ 50 %. Used: 4 of 8.
    check(
        &one("nosql", "ops 2, writes 50 %, copies 3, entry 1 B"),
        "A",
        &[
            "needs 8 for disk operations",
            "binds: disk operations",
            "takes 8",
            "uses 0.5",
        ],
    );
    // The same in memory asks nothing of disks.
    check(
        &one(
            "nosql",
            "ops 2, writes 50 %, copies 3, entry 0 B, medium memory",
        ),
        "A",
        &["takes 3"],
    );
    // One shard: machines beyond its 2 copies are copies, too. Each takes 100 writes a second of its 500, so 400 reads:
    // 900 ÷ 400 = 2.25. Used: 3 machines with 900 reads and 3 × 100 writes on 3 × 1000.
    check(
        &one("sql", "ops 1, writes 10 %, copies 2, entry 1 B"),
        "A",
        &["needs 2.25 for disk operations", "takes 3", "uses 0.4"],
    );
    // 600 writes a second are more than half of what one machine does: no number of copies is enough, four shards are.
    check(
        &one("sql", "ops 1, writes 60 %, copies 2, entry 1 B"),
        "A",
        &["needs inf for disk operations", "takes 1"],
    );
    check(
        &one("sql", "ops 1, writes 60 %, copies 2, entry 1 B, shards 4"),
        "A",
        &["needs 3.2 for disk operations", "takes 4", "uses 0.4"],
    );
    // 25 GB × 2 copies ÷ 10 GB: full machines, since memory doesn't queue.
    check(
        &one("cache", "working-set 25 GB, copies 2"),
        "A",
        &["needs 5 for memory", "takes 5", "uses 1", "room for 0"],
    );
    // A tenth of the cores is busy. What is held in memory stays as it is.
    check(
        &one("cache", "working-set 5 GB, cpu 1 ms"),
        "A",
        &["binds: memory", "uses 0.5", "room for 9"],
    );
    // 1000/s × 10 % × 1 MB × 1 h = 360 GB, × 3 = 1.08 TB.
    check(
        &one(
            "nosql",
            "writes 10 %, entry 1 MB, retention 1 h, copies 3, ops 0",
        ),
        "A",
        &["needs 1.08 for disk space", "least 3", "takes 3"],
    );
    // The same in memory: 1080 GB ÷ 10 GB.
    check(
        &one(
            "nosql",
            "writes 10 %, entry 1 MB, retention 1 h, copies 3, ops 0, medium memory",
        ),
        "A",
        &["needs 108 for memory", "takes 108"],
    );
    // A limit of 30/s a task: 33.3 tasks, each on a machine of its own.
    check(
        &one("worker", "max-rate 30/s"),
        "A",
        &["needs 33.333333 for limit per task", "tasks 34", "takes 34"],
    );
    // 34 tasks of 1 GB ÷ 10 GB.
    check(
        &one("worker", "max-rate 30/s, task-memory 1 GB"),
        "A",
        &["tasks 34", "needs 3.4 for memory", "takes 4"],
    );
    let tasks = design(&one("worker", "max-rate 30/s, task-memory 1 GB"));
    let worker = &analyse(&tasks).components[&id(&tasks, "A")];
    assert!(
        worker.own_latency.is_some(),
        "its tasks do all that is asked"
    );
    // Without a limit each machine has one task, and 8 GB are left for 20 GB of data.
    check(
        &one("worker", "working-set 20 GB, task-memory 2 GB"),
        "A",
        &["needs 2.5 for memory", "takes 3"],
    );
    // An object store's data isn't on the machines' disks.
    check(
        &one(
            "object-store",
            "writes 100 %, entry 1 GB, retention 1 year, copies 1, ops 0",
        ),
        "A",
        &["takes 1"],
    );
    // Answers of 125 KB are 1 Gbps out: a machine, at 50 % two. In and out don't add up.
    check(
        &one("service", "spare 0").replace(
            "request 0 B, response 0 B",
            "request 100 KB, response 125 KB",
        ),
        "A",
        &["needs 2 for network", "takes 2", "uses 0.5"],
    );
}

#[test]
fn machines_as_written_win_and_spares_come_on_top() {
    // 30 busy cores: 6 machines at 50 %.
    check(
        &one("service", "cpu 30 ms, spare 2"),
        "A",
        &["least 6", "takes 8", "uses 0.375"],
    );
    check(
        &one("service", "cpu 30 ms, machines 2, spare 2"),
        "A",
        &["least 6", "takes 2", "uses 1.5", "room for -0.333333"],
    );
    check(
        &one("service", "cpu 30 ms, machines 0"),
        "A",
        &["takes 0", "uses inf", "room for -1"],
    );
    // No number of machines does what one can't do any of.
    check(
        &one("service", "cpu 30 ms").replace("cores 10", "cores 0"),
        "A",
        &["needs inf for CPU", "least inf", "takes 1", "uses inf"],
    );
    // Nobody calls it: it stands there all the same.
    check(
        &one("service", "cpu 30 ms").replace("rate 1000/s", "rate 0"),
        "A",
        &["takes 1"],
    );
    // 63.0000000001 by floating point is 63: 0.7 × 90 ÷ 1.
    check(
        &one("service", "cpu 0.7 s").replace("1000/s", "45/s"),
        "A",
        &["least 7"],
    );
}

#[test]
fn what_is_managed_has_no_machines_but_may_have_a_limit() {
    let external = "client U: rate 900/s\nexternal X: max-rate 600/s\nU -> X";
    check(
        external,
        "X",
        &[
            "needs 1.5 for limit per task",
            "uses 1.5",
            "room for -0.333333",
        ],
    );
    let design = design(external);
    let part = &analyse(&design).components[&id(&design, "X")];
    assert_eq!((&part.machines, &part.needed), (&None, &None));
}

#[test]
fn zones_that_may_be_lost_are_carried_by_the_others() {
    // 900/s over three zones: 300/s each, 450/s when one is lost. 10 ms of CPU on 10 cores at 50 %: 90 requests/s a core ...
    let zones = "set max-utilisation = 50 %
         set survive = 1
         machine box: cores 1
         region r
         zone a in r
         zone b in r
         zone c in r
         client U: rate 900/s
         load-balancer L
         service A in a: machine box, cpu 10 ms, service 0 s
         service B in b: machine box, cpu 10 ms, service 0 s
         service C in c: machine box, cpu 10 ms, service 0 s
         sql D in r: machine box, cpu 10 ms, service 0 s, writes 0, ops 0, copies 2
         U -> L
         L -> A
         L -> B
         L -> C
         A -> D: fan-out 10 %
         B -> D: fan-out 10 %
         C -> D: fan-out 10 %";
    // 450/s × 10 ms ÷ 50 % = 9 machines; 300/s of them use 3 of 9.
    for service in ["A", "B", "C"] {
        check(zones, service, &["least 9", "uses 0.333333"]);
    }
    // 90/s × 10 ms ÷ 50 % = 1.8: two, which must stand in two of three zones that are left, one each: three.
    check(zones, "D", &["needs 1.8 for CPU", "takes 3"]);
    let none = zones.replace("survive = 1", "survive = 0");
    check(&none, "A", &["least 6"]);
    check(&none, "D", &["takes 2"]);
    // Two of three: 900/s at the one that is left.
    check(
        &zones.replace("survive = 1", "survive = 2"),
        "A",
        &["least 18"],
    );
    // All three can't be survived by any number.
    check(
        &zones.replace("survive = 1", "survive = 3"),
        "A",
        &["least 6"],
    );
    // In what is left there is room for everybody.
    let design = design(zones);
    let analysis = analyse(&design);
    assert_eq!(analysis.areas[&id(&design, "a")].without, 1.0);
    // Of a store that holds everything once, a third is gone, which a tenth of the requests ask for.
    let once = crate::testing::design(&zones.replace("copies 2", "copies 1"));
    let left = analyse(&once).areas[&id(&once, "a")].without;
    assert!((left - (1.0 - 0.1 / 3.0)).abs() < 1e-9, "{left}");
    // Without spare room for a lost zone, the others serve what they can: 6 machines at 100 % are 600/s of 450/s each.
    let tight = crate::testing::design(&zones.replace(
        "cpu 10 ms, service 0 s\n",
        "cpu 10 ms, service 0 s, machines 4\n",
    ));
    let analysis = analyse(&tight);
    // 4 cores serve 400/s of 450/s.
    let left = analysis.areas[&id(&tight, "a")].without;
    assert!((left - 400.0 / 450.0).abs() < 1e-9, "{left}");
}

#[test]
fn areas_hold_machines_and_borders() {
    let text = "region r
         zone a in r
         zone b in r
         client U: rate 1000/s
         service A in a: machines 3
         service B in b: machines 4
         sql D in r: machines 5
         U -> A: request 1 KB, response 0 B
         A -> B: request 2 KB, response 0 B
         B -> D: request 4 KB, response 0 B";
    let design = design(text);
    let analysis = analyse(&design);
    // Half of D's machines stand in either zone, and every other call to it leaves the caller's.
    for (name, machines, crossing) in [("a", 5.5, 5e6), ("b", 6.5, 4e6), ("r", 12.0, 1e6)] {
        let area = &analysis.areas[&id(&design, name)];
        assert_eq!(area.machines.value(), machines, "{name}");
        assert_eq!(area.crossing.value(), crossing, "{name}");
    }
    let crossing = |analysis: &Analysis| {
        analysis
            .totals
            .crossing
            .as_ref()
            .map_or(0.0, |of| of.value())
    };
    assert_eq!(crossing(&analysis), 2e6 + 4e6 / 2.0);
    // Between two that are spread over three zones, two of three calls cross.
    let spread = crate::testing::design(&format!(
        "zone c in r\n{}",
        text.replace("B in b", "B in r")
    ));
    let crossed = crossing(&analyse(&spread));
    let expected = 2e6 * 2.0 / 3.0 + 4e6 * 2.0 / 3.0;
    assert!((crossed / expected - 1.0).abs() < 1e-12, "{crossed}");
}

#[test]
fn the_first_of_equals_binds() {
    let design = design(&one("service", "cpu 10 ms, service 10 ms, slots 10"));
    let part = &analyse(&design).components[&id(&design, "A")];
    assert_eq!(part.binds, Some(Resource::Cpu));
}

#[test]
fn what_stands_in_a_region_at_large_loses_its_part_with_a_zone() {
    // 300/s × 9.4 ms ÷ 3 cores: 94 %. What is left of n machines serves as much as they can.
    let text = "region eu
         zone a in eu
         zone b in eu
         zone c in eu
         machine box: cores 1, memory 64 GB, network 100 Gbps
         client U: rate 300/s
         load-balancer L in eu: machine box, machines 3, cpu 0, service 0
         service A in eu: machine box, machines 3, cpu 9.4 ms, service 0
         U -> L
         L -> A";
    for (what, instead, left) in [
        // Two of three cores: 2 ÷ 2.82.
        (
            "machines 3, cpu 9.4 ms",
            "machines 3, cpu 9.4 ms",
            2.0 / 2.82,
        ),
        // One of four zones' worth: four machines over three zones, and the zone with two may be lost.
        (
            "machines 3, cpu 9.4 ms",
            "machines 4, cpu 9.4 ms",
            2.0 / 2.82,
        ),
        ("machines 3, cpu 9.4 ms", "machines 6, cpu 9.4 ms", 1.0),
        // With fewer machines than zones some zone takes all, or half.
        ("machines 3, cpu 9.4 ms", "machines 1, cpu 1 ms", 0.0),
        ("machines 3, cpu 9.4 ms", "machines 2, cpu 1 ms", 1.0),
        ("machines 3, cpu 0", "machines 1, cpu 0", 0.0),
    ] {
        let design = design(&text.replace(what, instead));
        let analysis = analyse(&design);
        for zone in ["a", "b", "c"] {
            let without = analysis.areas[&id(&design, zone)].without;
            assert!((without - left).abs() < 1e-9, "{instead}: {without}");
        }
    }
}
