//! Content is checked as strictly as code: every folder is whole, and every case holds for its reference.

#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{Folder, folders};
use contract::{Choices, Input, Io, Report};
use std::collections::BTreeSet;

struct Ran {
    status: u8,
    stdout: Vec<u8>,
    stderr: String,
    report: Report,
}

/// Runs a reference over an input, as the engine does.
fn run(name: &str, input: &Input) -> Ran {
    let reference = exercises::find(name).unwrap_or_else(|| panic!("no solution.rs for {name}"));
    let files = input.memory();
    let (mut stdout, mut stderr, mut report) = (Vec::new(), Vec::new(), Report::default());
    let status = reference.main(&mut Io {
        args: &input.args,
        env: &input.env,
        files: &files,
        stdin: &mut input.stdin.as_slice(),
        stdout: &mut stdout,
        stderr: &mut stderr,
        report: Some(&mut report),
        progress: &mut |_| {},
    });
    Ran {
        status,
        stdout,
        stderr: String::from_utf8(stderr).unwrap(),
        report,
    }
}

#[test]
fn every_reference_has_a_folder_and_every_folder_a_reference() {
    let written: BTreeSet<String> = folders().into_iter().map(|f| f.name).collect();
    let compiled: BTreeSet<String> = exercises::REGISTRY
        .iter()
        .map(|r| r.name.to_owned())
        .collect();
    assert_eq!(written, compiled);
}

#[test]
fn every_folder_is_whole() {
    for Folder {
        path,
        name,
        manifest,
        ..
    } in folders()
    {
        for file in [
            "statement.md",
            "hints.md",
            "approaches.md",
            "solution.rs",
            "solution.py",
            "starter.py",
            "starter.js",
        ] {
            let text = std::fs::read_to_string(path.join(file)).unwrap_or_default();
            assert!(!text.trim().is_empty(), "{name}/{file} is missing or empty");
        }
        assert!(
            common::sorted(&path.join("wrong")).len() >= 3,
            "{name}: fewer than three wrong answers"
        );
        assert!(
            common::sorted(&path.join("cases")).len() >= 8,
            "{name}: fewer than eight cases"
        );
        let hints = std::fs::read_to_string(path.join("hints.md")).unwrap();
        assert!(
            hints.lines().filter(|l| l.starts_with("## ")).count() >= 3,
            "{name}: hints"
        );
        assert!(!manifest.fixtures.is_empty(), "{name}: no fixture");
        assert!(!manifest.skills.is_empty(), "{name}: no skill");
        let mut names: Vec<&str> = manifest.options.iter().map(|o| o.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(
            names.len(),
            manifest.options.len(),
            "{name}: two options of one name"
        );
        for link in &manifest.sources {
            assert!(link.url.starts_with("https://"), "{name}: {}", link.url);
        }
    }
}

#[test]
fn every_fixture_runs_with_the_default_options_and_gives_a_report() {
    for folder in folders() {
        for fixture in &folder.manifest.fixtures {
            let files = folder.mounted(fixture);
            let input = Input {
                args: practice::manifest::arguments(
                    &folder.manifest,
                    &Default::default(),
                    &fixture.args,
                ),
                files: files
                    .iter()
                    .map(|(p, b)| (p.to_owned(), b.to_vec()))
                    .collect(),
                ..Input::default()
            };
            let ran = run(&folder.name, &input);
            let at = format!("{}: {}", folder.name, fixture.name);
            assert!(
                !ran.stdout.is_empty(),
                "{at} prints nothing: {}",
                ran.stderr
            );
            assert!(!ran.report.blocks.is_empty(), "{at} reports nothing");
        }
    }
}

#[test]
fn every_case_holds() {
    let mut ran_cases = 0;
    for folder in folders() {
        for case in folder.cases() {
            let at = format!("{}/{}", folder.name, case.name);
            let ran = run(&folder.name, &case.input);
            assert_eq!(
                String::from_utf8_lossy(&ran.stdout),
                String::from_utf8_lossy(&case.stdout),
                "{at}: stdout (stderr: {})",
                ran.stderr
            );
            assert_eq!(ran.stdout, case.stdout, "{at}: stdout bytes");
            assert_eq!(
                ran.status, case.case.status,
                "{at}: status (stderr: {})",
                ran.stderr
            );
            for words in &case.case.stderr_has {
                assert!(
                    ran.stderr.to_lowercase().contains(&words.to_lowercase()),
                    "{at}: stderr lacks `{words}`: {}",
                    ran.stderr
                );
            }
            assert!(
                !case.case.oracle.is_empty() && !case.case.hint.is_empty(),
                "{at}"
            );
            ran_cases += 1;
        }
    }
    assert!(ran_cases >= 8 * exercises::REGISTRY.len());
}

#[test]
fn generated_inputs_run_and_repeat() {
    for reference in exercises::REGISTRY {
        for seed in 0..50 {
            let mut choices = Choices::seeded(seed);
            let size = 1 + (seed as u32 % 100);
            let input = (reference.generate)(&mut choices, size);
            let again = (reference.generate)(&mut Choices::replay(choices.drawn().to_vec()), size);
            assert_eq!(
                input, again,
                "{}: seed {seed} doesn't replay",
                reference.name
            );
            let (one, two) = (run(reference.name, &input), run(reference.name, &input));
            assert_eq!(one.stdout, two.stdout, "{}: seed {seed}", reference.name);
            // The simplest input of all is still an input.
            run(
                reference.name,
                &(reference.generate)(&mut Choices::replay(Vec::new()), size),
            );
        }
    }
}
