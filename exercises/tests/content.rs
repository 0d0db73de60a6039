//! Content is checked as strictly as code: every folder is whole, and every case holds for its reference.

#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{Folder, folders};
use contract::{Choices, Input};
use exercises::Ran;
use std::collections::BTreeSet;

/// Runs a reference over an input, with its report, as the engine does.
fn run(name: &str, input: &Input) -> Ran {
    exercises::find(name)
        .unwrap_or_else(|| panic!("no solution.rs for {name}"))
        .ran(input, true)
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
            "solution.js",
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
fn every_wrong_answer_names_cases_that_are_there() {
    for folder in folders() {
        let cases: BTreeSet<String> = common::sorted(&folder.path.join("cases"))
            .iter()
            .map(|path| common::file_name(path))
            .collect();
        for program in common::sorted(&folder.path.join("wrong")) {
            for name in common::fails(&program) {
                assert!(
                    name == "random" || cases.contains(&name),
                    "{}: there is no case {name}",
                    program.display()
                );
            }
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
                String::from_utf8_lossy(&ran.stderr)
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
            let stderr = String::from_utf8(ran.stderr).unwrap();
            assert_eq!(
                String::from_utf8_lossy(&ran.stdout),
                String::from_utf8_lossy(&case.stdout),
                "{at}: stdout (stderr: {stderr})"
            );
            assert_eq!(ran.stdout, case.stdout, "{at}: stdout bytes");
            assert_eq!(
                ran.status, case.case.status,
                "{at}: status (stderr: {stderr})"
            );
            for words in &case.case.stderr_has {
                assert!(
                    stderr.to_lowercase().contains(&words.to_lowercase()),
                    "{at}: stderr lacks `{words}`: {stderr}"
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

/// How many units an input holds, counted apart from what made it.
fn units(name: &str, input: &Input) -> u64 {
    let lines = |keep: fn(&str) -> bool| {
        let text = String::from_utf8(input.files[0].1.clone()).unwrap();
        text.lines().filter(|line| keep(line)).count() as u64
    };
    match name {
        "pstree" => input
            .files
            .iter()
            .filter(|(path, _)| path.ends_with("/stat"))
            .count() as u64,
        "lru-cache" => lines(|line| !line.starts_with("capacity")),
        // Each vertex stands alone on a line, once.
        "clique" => lines(|line| !line.contains(' ')),
        _ => lines(|_| true),
    }
}

#[test]
fn grown_inputs_have_their_size_repeat_and_run() {
    for folder in folders() {
        let reference = exercises::find(&folder.name).unwrap();
        let growth = folder.manifest.growth.as_ref();
        let growth = growth.unwrap_or_else(|| panic!("{}: no [growth]", folder.name));
        assert!(growth.from > 0 && growth.doublings >= 3, "{}", folder.name);
        for n in [1, 2, 3, growth.from, growth.from * 2 + 1] {
            let at = format!("{} of {n}", folder.name);
            let input = (reference.grow)(n);
            assert_eq!(units(&folder.name, &input), n, "{at}");
            assert_eq!(input, (reference.grow)(n), "{at}: not the same twice");
            let ran = run(&folder.name, &input);
            let stderr = String::from_utf8_lossy(&ran.stderr);
            assert!(stderr.is_empty(), "{at}: {stderr}");
            // A line or two may have nothing to select or to judge.
            if n >= growth.from {
                assert_eq!(ran.status, 0, "{at}");
                assert!(!ran.stdout.is_empty(), "{at} prints nothing");
            }
        }
    }
}
