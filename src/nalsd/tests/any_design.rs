//! Whatever a design is, its analysis comes to an end, and its figures are numbers or say that there are none.

use nalsd::analysis::{Analysis, Figure, analyse};
use nalsd::model::Design;
use nalsd::testing::arbitrary::{any_design, sound_design};
use proptest::prelude::*;

/// Every figure of an analysis, with its name.
fn every_figure(analysis: &Analysis) -> Vec<(&'static str, &Figure)> {
    let mut all = Vec::new();
    for part in analysis.components.values() {
        all.extend([
            ("demand", &part.demand),
            ("traffic", &part.traffic),
            ("availability", &part.availability),
            ("cost", &part.cost),
        ]);
        let some = [
            ("storage", &part.storage),
            ("tasks", &part.tasks),
            ("needed", &part.needed),
            ("machines", &part.machines),
        ];
        all.extend(
            some.into_iter()
                .filter_map(|(name, figure)| Some((name, figure.as_ref()?))),
        );
        all.extend(part.loads.iter().map(|load| ("load", &load.needed)));
    }
    for link in analysis.links.values() {
        all.extend([
            ("calls", &link.calls),
            ("request bandwidth", &link.request_bandwidth),
            ("response bandwidth", &link.response_bandwidth),
            ("traffic cost", &link.cost),
        ]);
    }
    for area in analysis.areas.values() {
        all.extend([("machines", &area.machines), ("crossing", &area.crossing)]);
    }
    all.extend(
        analysis
            .journeys
            .iter()
            .map(|way| ("journey", &way.availability)),
    );
    let totals = &analysis.totals;
    let some = [
        &totals.demand,
        &totals.machines,
        &totals.network,
        &totals.crossing,
        &totals.storage,
        &totals.availability,
        &totals.budget,
        &totals.downtime,
        &totals.budget_requests,
        &totals.cost,
        &totals.cost_per_million,
    ];
    all.extend(some.into_iter().flatten().map(|figure| ("total", figure)));
    all
}

/// What must hold of the analysis of any design.
fn holds(design: &Design) -> Result<(), TestCaseError> {
    let analysis = analyse(design);
    for (name, figure) in every_figure(&analysis) {
        let value = figure.value();
        prop_assert!(!value.is_nan() && value >= 0.0, "{name}: {figure:?}");
        let last = figure.trail.last().map(|step| step.result);
        prop_assert_eq!(last, Some(figure.quantity), "{} ends elsewhere", name);
        for step in &figure.trail {
            prop_assert!(!step.result.value.is_nan(), "{name}: {figure:?}");
            prop_assert!(!step.formula.contains("NaN"), "{name}: {figure:?}");
        }
    }
    for part in analysis.components.values() {
        prop_assert!(
            part.machines
                .as_ref()
                .is_none_or(|figure| figure.value().is_finite())
        );
        prop_assert!(part.utilisation.is_none_or(|share| share >= 0.0));
        prop_assert!(part.headroom.is_none_or(|share| share >= -1.0));
    }
    for area in analysis.areas.values() {
        prop_assert!((0.0..=1.0).contains(&area.without), "{}", area.without);
    }
    Ok(())
}

/// Found by the fuzz target: such a part was named after its area, which was named after the part, and so on.
#[test]
fn a_part_with_the_id_of_its_own_area_is_named() {
    let file = r#"{ "name": "Damaged", "iteration": 1, "next": 6, "components": [
        { "id": 1, "kind": "client", "name": "Users", "rect": { "x": 0, "y": 0, "w": 1, "h": 1 }, "set": { "rate": "9k/s" } },
        { "id": 2, "kind": "sql", "name": "Store", "rect": { "x": 0, "y": 0, "w": 1, "h": 1 }, "in": 2, "set": { "machines": "1" } },
        { "id": 3, "kind": "sql", "name": "Store", "rect": { "x": 0, "y": 0, "w": 1, "h": 1 }, "in": 2 } ],
      "links": [{ "id": 4, "from": 1, "to": 2 }, { "id": 5, "from": 1, "to": 3 }],
      "areas": [{ "id": 2, "kind": "zone", "name": "West", "rect": { "x": 0, "y": 0, "w": 9, "h": 9 } }] }"#;
    let design: Design = serde_json::from_str(file).expect("a design");
    let found = analyse(&design).findings;
    let named = found
        .iter()
        .any(|finding| finding.text.contains("Store in West"));
    assert!(named, "{found:#?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_design_is_analysed(design in any_design()) {
        holds(&design)?;
    }

    #[test]
    fn sound_designs_are_analysed(design in sound_design()) {
        holds(&design)?;
    }
}
