use crate::analysis::{Resource, analyse};
use crate::testing::{design, id};

/// `machines`, what binds, and the trail of what is needed, one step a line.
fn check(text: &str, name: &str, machines: &str, binds: Option<Resource>, trail: &str) {
    let design = design(text);
    let analysis = analyse(&design);
    let part = &analysis.components[&id(&design, name)];
    let figure = part.machines.as_ref().expect("machines");
    let found: Vec<String> = figure
        .trail
        .iter()
        .map(|step| {
            let result = crate::units::format(step.result);
            format!("{}: {} = {result}", step.name, step.formula)
        })
        .collect();
    let found = found.join("\n").replace('\u{202f}', " ");
    let expected: Vec<&str> = trail.lines().map(str::trim).collect();
    assert_eq!(found, expected.join("\n"), "{name} of\n{text}");
    assert_eq!(figure.text().replace('\u{202f}', " "), machines);
    assert_eq!(part.binds, binds);
}

#[test]
fn machines_are_what_the_binding_resource_takes() {
    check(
        "client U: rate 1000/s
         nosql D: machine workbook, working-set 100 TB, copies 1, writes 0, ops 0
         U -> D",
        "D",
        "1563 machines",
        Some(Resource::Memory),
        "held in memory: as written = 100 TB
         machines for memory: 100 TB ÷ 64 GB = 1562.5 machines
         machines: rounded up = 1563 machines",
    );
}
