//! Simulates a design.

use contract::Progress;
use nalsd::simulation;

/// What is told of a whole run.
const WHOLE: u64 = 1000;

/// Simulates the design by the plan, both JSON, telling `progress` how far it is. Gives the outcome's bytes.
///
/// # Errors
/// What is wrong with the design or the plan.
pub(crate) fn simulate(
    design: &str,
    plan: &str,
    progress: &mut dyn FnMut(Progress),
) -> Result<Vec<u8>, String> {
    let design = serde_json::from_str(design)
        .map_err(|error| format!("This design can't be read: {error}."))?;
    let plan: simulation::Plan =
        serde_json::from_str(plan).map_err(|error| format!("This plan can't be read: {error}."))?;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // From 0 to 1.
    let mut tell = |share: f64| {
        progress(Progress {
            done: (share * WHOLE as f64) as u64,
            total: WHOLE,
        });
    };
    let outcome = simulation::run(&design, &plan, &mut tell).map_err(|error| error.to_string())?;
    outcome
        .to_bytes()
        .map_err(|error| format!("The outcome could not be written: {error}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DESIGN: &str = r#"{
        "name": "One", "iteration": 1, "next": 4,
        "components": [
            { "id": 1, "kind": "client", "name": "Users", "rect": { "x": 0, "y": 0, "w": 1, "h": 1 } },
            { "id": 2, "kind": "service", "name": "Api", "rect": { "x": 0, "y": 0, "w": 1, "h": 1 } }
        ],
        "links": [{ "id": 3, "from": 1, "to": 2 }]
    }"#;

    #[test]
    fn a_design_is_simulated_and_progress_told() {
        let mut told = Vec::new();
        let plan = r#"{ "seed": 3, "seconds": 600, "events": [
            { "at": 100, "until": 200, "shock": { "kind": "load", "factor": 10 } },
            { "at": 300, "shock": { "kind": "down", "component": 2 } }
        ] }"#;
        let bytes = simulate(DESIGN, plan, &mut |progress| told.push(progress)).unwrap_or_default();
        let outcome = simulation::Outcome::from_bytes(&bytes).unwrap_or_default();
        assert_eq!((outcome.seed, outcome.frames.len()), (3, 600));
        assert_eq!(outcome.to_bytes().ok(), Some(bytes));
        assert!(!told.is_empty() && told.iter().all(|one| one.done <= one.total));
        assert!(told.is_sorted_by_key(|one| one.done));
    }

    #[test]
    fn what_cannot_be_simulated_is_told() {
        for (design, plan, reason) in [
            ("{", "{}", "This design can't be read: EOF"),
            (DESIGN, r#"{"seconds":"a"}"#, "This plan can't be read: "),
            (
                DESIGN,
                r#"{"seconds":-1}"#,
                "Simulate between a millisecond and a day.",
            ),
            (
                DESIGN,
                r#"{"events":[{"at":1,"shock":{"kind":"down","component":9}}]}"#,
                "The plan has something happen to a part that the design doesn't have.",
            ),
        ] {
            let told = simulate(design, plan, &mut |_| {})
                .err()
                .unwrap_or_default();
            assert!(told.starts_with(reason), "{told}");
        }
    }
}
