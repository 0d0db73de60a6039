//! The same seed gives the same bytes natively and in wasm: one design with everything in it, simulated by this test and by the
//! command line built for WASI.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use nalsd::exchange::{from_file, to_file};
use nalsd::model::{Design, Rect};
use nalsd::simulation::{Outcome, Plan, What, run};
use nalsd::testing::design;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;

const PLAN: &str = include_str!("simulation/plan.json");

/// Every kind of component, queue and rule that the simulation knows.
const EVERYTHING: &str = "
    region eu
    zone a in eu
    zone b in eu
    client Users: rate 300/s, peak 2
    load-balancer Lb
    service Api in eu: machines 8, queue-limit 100, shed 80 %, scale-at 70 %, scale-delay 20 s, max-machines 20
    cache Hot: hit 80 %, working-set 20 MB
    sql Store: machines 2, slots 4, queue-limit 50
    external Mail: max-rate 40/s
    queue Jobs: batch 3, queue-limit 5000
    worker Hands in a: machines 2
    worker Others in b: machines 2
    dns Names
    service Odd in a: queueing mm1, machines 4
    service Even in b: queueing given
    Users -> Names
    Names -> Lb: attempts 3, timeout 400 ms, retry-budget 20 %
    Lb -> Api: attempts 2, timeout 150 ms
    Api -> Hot
    Hot -> Store: attempts 3, timeout 100 ms, backoff 20 ms, breaker 50 %, breaker-delay 2 s
    Api -> Jobs: stage 2, mode async, fan-out 30 %
    Jobs -> Hands
    Jobs -> Others: fan-out 2
    Hands -> Mail: optional yes, jitter none, attempts 2
    Api -> Odd: stage 2, optional yes, fan-out 1.5
    Api -> Even: stage 3";

fn target() -> PathBuf {
    // The test runs from `target/PROFILE/deps`.
    let test = std::env::current_exe().unwrap();
    test.ancestors().nth(3).unwrap().join("wasip1")
}

fn output(command: &mut Command) -> String {
    let output = command.output().expect("cargo and node are there");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {error}");
    String::from_utf8(output.stdout).unwrap()
}

/// Files hold what can be drawn.
fn drawn(mut design: Design) -> Design {
    let rect = Rect {
        x: 0.0,
        y: 0.0,
        w: 100.0,
        h: 100.0,
    };
    for component in &mut design.components {
        Rc::make_mut(component).rect = rect;
    }
    for area in &mut design.areas {
        Rc::make_mut(area).rect = rect;
    }
    design
}

#[test]
fn native_and_wasm_give_the_same_bytes() {
    let design = drawn(design(EVERYTHING));
    let plan: Plan = serde_json::from_str(PLAN).unwrap();
    let outcome = run(&design, &plan, &mut |_| {}).unwrap();
    exercises_everything(&outcome);

    let folder = target();
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    let build = [
        "build", "--quiet", "--locked", "-p", "nalsd", "--bin", "simulate",
    ];
    output(
        Command::new(env!("CARGO"))
            .args(build)
            .args(["--target", "wasm32-wasip1", "--target-dir"])
            .arg(&folder)
            .current_dir(manifest)
            // What the test's own build was told isn't for another target.
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS"),
    );
    std::fs::write(folder.join("design.json"), to_file(&design)).unwrap();
    std::fs::write(folder.join("plan.json"), PLAN).unwrap();
    let told = output(
        Command::new("node")
            .arg("--no-warnings")
            .arg(manifest.join("tests/simulation/wasi.mjs"))
            .arg(folder.join("wasm32-wasip1/debug/simulate.wasm"))
            .arg(&folder)
            .args(["/design.json", "/plan.json"]),
    );
    // It went through a file and back.
    assert_eq!(from_file(&to_file(&design)).unwrap(), design);
    let expected = format!("{:016x}", outcome.fingerprint());
    assert_eq!(told.lines().next(), Some(expected.as_str()), "{told}");
    let other = Plan {
        seed: plan.seed + 1,
        ..plan
    };
    let other = run(&design, &other, &mut |_| {}).unwrap();
    assert_ne!(other.fingerprint(), outcome.fingerprint());
}

/// Bytes that tell of nothing would be the same, too.
fn exercises_everything(outcome: &Outcome) {
    assert!(outcome.thinned > 1 && outcome.ended_early.is_none());
    let errors = outcome
        .components
        .iter()
        .fold([0.0; 6], |mut all, component| {
            let one = component.errors;
            let each = [
                one.timeout,
                one.refused,
                one.shed,
                one.down,
                one.breaker,
                one.dependency,
            ];
            all.iter_mut().zip(each).for_each(|(all, one)| *all += one);
            all
        });
    assert!(errors.iter().all(|count| *count > 0.0), "{errors:?}");
    let happened = |wanted: fn(&What) -> bool| outcome.happenings.iter().any(|h| wanted(&h.what));
    assert!(happened(|what| matches!(what, What::Opens)));
    assert!(happened(|what| matches!(what, What::Closes)));
    assert!(happened(|what| matches!(what, What::Scaled(_))));
    assert!(happened(|what| matches!(what, What::FoundDown)));
}
