//! Published worked examples: as expressions, and as designs whose figures tell how they came about.

use nalsd::analysis::{Figure, Resource, analyse};
use nalsd::model::Design;
use nalsd::testing::{design, id};
use nalsd::units::{Calendar, Dimension, Names, format, parse};

#[track_caller]
fn same(what: &str, found: f64, exact: f64) {
    assert!(
        (found / exact - 1.0).abs() <= 1e-6,
        "{what}: found {found}, expected {exact}"
    );
}

#[test]
fn expressions_come_out_as_published() {
    let golden: toml::Table = include_str!("golden.toml")
        .parse()
        .expect("golden.toml is TOML");
    let entries = golden["expression"].as_array().expect("a list");
    assert!(entries.len() > 30);
    for entry in entries {
        let text = |key: &str| entry[key].as_str().expect("a text");
        let number = |key: &str| {
            let value = entry.get(key)?;
            value
                .as_float()
                .or_else(|| value.as_integer().map(|value| value as f64))
        };
        let what = text("what");
        let calendar = Calendar {
            month: number("month").unwrap_or(Calendar::default().month),
            ..Calendar::default()
        };
        let read = |text: &str| {
            parse(text, calendar, &Names::new()).unwrap_or_else(|error| panic!("{text}: {error}"))
        };
        let found = read(text("text"));
        let unit = read(&format!("1 {}", text("unit")).replace("1 1", "1"));
        assert_eq!(
            found.dimension.uncounted(),
            unit.dimension.uncounted(),
            "{what}"
        );
        let found = found.likely / unit.likely;
        same(what, found, number("exact").expect("exact"));
        let printed = number("printed").expect("printed");
        assert!(
            (found / printed - 1.0).abs() <= 0.05,
            "{what}: {found}, printed {printed}"
        );
    }
}

/// A figure's trail, a step a line.
fn trail(figure: &Figure) -> String {
    let steps = figure
        .trail
        .iter()
        .map(|step| format!("{}: {} = {}", step.name, step.formula, format(step.result)));
    steps
        .collect::<Vec<_>>()
        .join("\n")
        .replace('\u{202f}', " ")
}

#[track_caller]
fn tells(figure: &Figure, steps: &str) {
    let steps: Vec<&str> = steps.lines().map(str::trim).collect();
    assert_eq!(trail(figure), steps.join("\n"));
}

#[allow(clippy::expect_used)]
fn load(design: &Design, name: &str, resource: Resource) -> Figure {
    let analysis = analyse(design);
    let part = &analysis.components[&id(design, name)];
    let load = part.loads.iter().find(|load| load.resource == resource);
    load.expect("this load").needed.clone()
}

/// The workbook's machines are filled to the brim: it plans spares apart.
const WORKBOOK: &str = "set max-utilisation = 100 %
    client Users: rate 500k/s
    ";

#[test]
fn a_day_of_the_query_log() {
    let design = design(&format!(
        "{WORKBOOK}
         nosql Log: machine workbook, writes 100 %, entry 2 KB, retention 1 d, copies 1, ops 1
         Users -> Log"
    ));
    let analysis = analyse(&design);
    let stored = analysis.components[&id(&design, "Log")]
        .storage
        .clone()
        .expect("stored");
    same("a day", stored.value(), 86.4e12);
    tells(
        &stored,
        "written: 500k/s × 100 % = 500k/s
         kept: 500k/s × 2 KB × 24 h = 86.4 TB
         with copies: 86.4 TB × 1 = 86.4 TB",
    );
    let disks = load(&design, "Log", Resource::Iops);
    same("disks", disks.value(), 2500.0);
    tells(
        &disks,
        "requests at the peak: demand = 500k/s
         disk operations: 500k/s × 1 = 500k/s
         machines for disk operations: 500k/s ÷ 200/s = 2500 machines",
    );
}

#[test]
fn a_hundred_terabytes_in_memory() {
    let design = design(&format!(
        "{WORKBOOK}
         cache Log: machine workbook, working-set 100 TB, cpu 0 s, service 0 s
         Users -> Log: request 8 B, response 0 B"
    ));
    let analysis = analyse(&design);
    let part = &analysis.components[&id(&design, "Log")];
    assert_eq!(part.binds, Some(Resource::Memory));
    same(
        "machines",
        load(&design, "Log", Resource::Memory).value(),
        1562.5,
    );
    let machines = part.machines.as_ref().expect("machines");
    assert_eq!(machines.value(), 1563.0);
    tells(
        machines,
        "held in memory: as written = 100 TB
         machines for memory: 100 TB ÷ 64 GB = 1562.5 machines
         machines: rounded up = 1563 machines",
    );
}

#[test]
fn the_log_joiner() {
    let design = design(&format!(
        "{WORKBOOK}
         let clicks = 2 %
         stream Clicks
         worker Joiner
         nosql Queries
         nosql Map: writes 100 %, entry 16 B, retention 1 d, copies 1
         Users -> Clicks: fan-out clicks, request 2 KB
         Clicks -> Joiner: request 2 KB
         Joiner -> Queries: request 8 B, response 2 KB
         Joiner -> Map: request 1 KB, response 0 B"
    ));
    let analysis = analyse(&design);
    let mega = 1e6 / 8.0;
    for (link, out, back) in [
        ("Clicks -> Joiner", 160.0, 0.0),
        ("Joiner -> Queries", 0.64, 160.0),
        ("Joiner -> Map", 80.0, 0.0),
    ] {
        let figures = &analysis.links[&id(&design, link)];
        assert!(
            (figures.request_bandwidth.value() / mega - out).abs() < 1e-6,
            "{link}"
        );
        assert!(
            (figures.response_bandwidth.value() / mega - back).abs() < 1e-6,
            "{link}"
        );
    }
    let joiner = &analysis.components[&id(&design, "Joiner")];
    same("clicks", joiner.demand.value(), 10_000.0);
    same("joiner network", joiner.traffic.value() / mega, 400.64);
    tells(
        &joiner.traffic,
        "comes in: over all links = 320 Mbps
         goes out: over all links = 80.6 Mbps
         traffic: 320 Mbps + 80.64 Mbps = 401 Mbps",
    );
    let map = &analysis.components[&id(&design, "Map")];
    same(
        "click map",
        map.storage.as_ref().expect("stored").value(),
        13.824e9,
    );
}

#[test]
fn the_query_map_and_the_ad_index() {
    let design = design(
        "let advertisers = 10 M
         let ads = 10
         client Users: rate 500k/s, sends all
         nosql Map: writes 100 %, entry 3 * 16 B, retention 1 d, copies 1
         cache Index: machine workbook, working-set advertisers * ads * 8 B
         Users -> Map
         Users -> Index",
    );
    let analysis = analyse(&design);
    assert_eq!(analysis.problems, []);
    let map = analysis.components[&id(&design, "Map")]
        .storage
        .clone()
        .expect("stored");
    same("query map", map.value(), 2.0736e12);
    let index = load(&design, "Index", Resource::Memory);
    assert_eq!(index.trail[0].result.value, 800e6);
    assert_eq!(index.trail[0].result.dimension, Dimension::DATA);
}

#[test]
fn the_sharded_joiner() {
    let design = design(
        "client Users: rate 1.02 M/s
         worker Joiner: machine workbook, max-rate 40/s, task-memory 4 TB / 25 500, cpu 0 s, service 0 s
         Users -> Joiner: request 1 B, response 0 B",
    );
    let analysis = analyse(&design);
    let part = &analysis.components[&id(&design, "Joiner")];
    let tasks = part.tasks.as_ref().expect("tasks");
    same("tasks", tasks.value(), 25_500.0);
    same(
        "machines",
        load(&design, "Joiner", Resource::Memory).value(),
        62.5,
    );
    assert_eq!(part.binds, Some(Resource::Memory));
    let machines = part.machines.as_ref().expect("machines");
    // The book rounds up to 408 tasks a machine and then to 64 machines.
    assert_eq!(machines.value(), 63.0);
    assert!((machines.value() / 64.0 - 1.0).abs() <= 0.05);
    tells(
        tasks,
        "requests at the peak: demand = 1.02M/s
         tasks for the load: 1.02M/s ÷ 40/s = 25.5k
         tasks: rounded up = 25.5k",
    );
    tells(
        machines,
        "memory of tasks: 25 500 tasks × 156.863 MB = 4 TB
         machines for memory: 4 TB ÷ 64 GB = 62.5 machines
         machines: rounded up = 63 machines",
    );
    let spare = nalsd::testing::design(
        "client Users: rate 1.02 M/s
         worker Joiner: machine workbook, max-rate 40/s, task-memory 4 TB / 25 500, spare 1, cpu 0 s, service 0 s
         Users -> Joiner: request 1 B, response 0 B",
    );
    let machines = analyse(&spare).components[&id(&spare, "Joiner")]
        .machines
        .clone();
    assert_eq!(machines.expect("machines").value(), 64.0);
}

/// Site Reliability Engineering: 2.5 million requests a day at 99.99 % may have 250 errors.
#[test]
fn an_error_budget() {
    let design = design(
        "set availability-slo = 99.99 %
         set window = 1 d
         client Users: rate 2.5 M requests/day, peak 3
         service API
         Users -> API",
    );
    let totals = analyse(&design).totals;
    let requests = totals.budget_requests.expect("a budget");
    same("errors", requests.value(), 250.0);
    tells(
        &requests,
        "may fail: 100 % − 99.99 % = 0.0001
         requests in the window: 28.9352/s on average × 24 h = 2.5M
         may fail: 0.01 % × 2.5M = 250",
    );
    same("time", totals.budget.expect("a budget").value(), 8.64);
}

/// Site Reliability Engineering, chapter 22: three layers of four attempts make 64 of one.
#[test]
fn retries_of_three_layers() {
    let design = design(
        "client Browser
         service Frontend
         service Backend
         sql Database
         Browser -> Frontend: attempts 4
         Frontend -> Backend: attempts 4
         Backend -> Database: attempts 4",
    );
    let analysis = analyse(&design);
    let last = &analysis.links[&id(&design, "Backend -> Database")];
    same("amplification", last.amplification, 64.0);
}
