//! `cargo xtask new-exercise TRACK/NAME`: a folder that compiles, whose starter runs and fails.

use crate::content::TRACKS;
use crate::process::root;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

/// The files, by path. `NAME` stands for the exercise's name, `TRACK` and `WEEK` for its place in the plan.
const FILES: [(&str, &str); 18] = [
    ("exercise.toml", include_str!("skeleton/exercise.toml")),
    ("statement.md", include_str!("skeleton/statement.md")),
    ("hints.md", include_str!("skeleton/hints.md")),
    ("approaches.md", include_str!("skeleton/approaches.md")),
    ("solution.rs", include_str!("skeleton/solution.rs.txt")),
    ("solution.py", include_str!("skeleton/solution.py")),
    ("solution.js", include_str!("skeleton/solution.js")),
    ("starter.py", include_str!("skeleton/starter.py")),
    ("starter.js", include_str!("skeleton/starter.js")),
    (
        "wrong/counts-newlines.py",
        include_str!("skeleton/wrong/counts-newlines.py"),
    ),
    (
        "wrong/skips-empty-lines.py",
        include_str!("skeleton/wrong/skips-empty-lines.py"),
    ),
    (
        "wrong/always-two.js",
        include_str!("skeleton/wrong/always-two.js"),
    ),
    (
        "cases/01-two-lines/case.toml",
        include_str!("skeleton/cases/01-two-lines/case.toml"),
    ),
    ("cases/01-two-lines/stdout", "2\n"),
    (
        "cases/02-no-newline/case.toml",
        include_str!("skeleton/cases/02-no-newline/case.toml"),
    ),
    (
        "cases/02-no-newline/files.bundle",
        "dryrun-bundle 1\n@ input.txt\n one\n two\\\n",
    ),
    ("cases/02-no-newline/stdout", "2\n"),
    ("fixtures/input.txt", "first\nsecond\n"),
];

/// Those of a design problem, which has a brief and designs where a program has cases and answers.
const DESIGN_FILES: [(&str, &str); 11] = [
    (
        "exercise.toml",
        include_str!("skeleton/design/exercise.toml"),
    ),
    ("statement.md", include_str!("skeleton/design/statement.md")),
    ("hints.md", include_str!("skeleton/design/hints.md")),
    (
        "approaches.md",
        include_str!("skeleton/design/approaches.md"),
    ),
    ("rubric.md", include_str!("skeleton/design/rubric.md")),
    ("design.toml", include_str!("skeleton/design/design.toml")),
    (
        "iterations/1-one-of-each.dryrun.json",
        include_str!("skeleton/design/iterations/1-one-of-each.dryrun.json"),
    ),
    (
        "iterations/2-measured.dryrun.json",
        include_str!("skeleton/design/iterations/2-measured.dryrun.json"),
    ),
    (
        "iterations/3-priced.dryrun.json",
        include_str!("skeleton/design/iterations/3-priced.dryrun.json"),
    ),
    (
        "iterations/4-two-zones.dryrun.json",
        include_str!("skeleton/design/iterations/4-two-zones.dryrun.json"),
    ),
    (
        "wrong/capacity-one-machine.dryrun.json",
        include_str!("skeleton/design/wrong/capacity-one-machine.dryrun.json"),
    ),
];

/// Writes the folder `exercises/TRACK/NAME`; one that is there already is left alone.
pub(crate) fn new_exercise(place: &str) -> Result<()> {
    let (track, name) = parse(place)?;
    let folder = root().join("exercises").join(track).join(name);
    if folder.exists() {
        bail!("{} is there already", folder.display());
    }
    write(&folder, track, name)?;
    if track == "design" {
        println!(
            "Wrote exercises/{track}/{name}: a small design, in every part.\n\
             Make it yours; `cargo test -p exercises --test design` says what is missing."
        );
        return Ok(());
    }
    println!(
        "Wrote exercises/{track}/{name}: a program that counts lines, in every part.\n\
         Try `cargo run -p exercises -- {name} --help`, then make it yours; `cargo test -p exercises` says what is missing."
    );
    Ok(())
}

/// Track and name of `TRACK/NAME`. The name becomes a Rust module and a part of links.
fn parse(place: &str) -> Result<(&'static str, &str)> {
    let (track, name) = place
        .split_once('/')
        .context("name the exercise as TRACK/NAME, for example linux/signal-table")?;
    let Some((track, _)) = TRACKS.iter().find(|(known, _)| *known == track) else {
        let known: Vec<&str> = TRACKS.iter().map(|(track, _)| *track).collect();
        bail!(
            "there is no track {track:?}; there are {}",
            known.join(", ")
        );
    };
    let good = name.starts_with(|c: char| c.is_ascii_lowercase())
        && !name.ends_with('-')
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if !good {
        bail!(
            "{name:?}: a name is lower-case letters, digits and hyphens, and begins with a letter"
        );
    }
    Ok((track, name))
}

fn write(folder: &Path, track: &str, name: &str) -> Result<()> {
    // The first week of the track's two.
    let week = 1 + 2 * TRACKS
        .iter()
        .position(|(known, _)| *known == track)
        .unwrap_or(0);
    let files: &[(&str, &str)] = if track == "design" {
        &DESIGN_FILES
    } else {
        &FILES
    };
    for (file, text) in files {
        let path = folder.join(file);
        let text = text
            .replace("TRACK", track)
            .replace("WEEK", &week.to_string())
            .replace("NAME", name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).with_context(|| format!("making {}", parent.display()))?;
        }
        fs::write(&path, text).with_context(|| format!("writing {}", path.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use nalsd::problem::{Brief, Question, judge};
    use practice::manifest::{Case, DesignManifest, Manifest};
    use std::process::Command;

    #[test]
    fn names_that_cannot_be_modules_or_links_are_refused() {
        assert_eq!(
            parse("linux/signal-table").unwrap(),
            ("linux", "signal-table")
        );
        for bad in [
            "pstree",
            "cooking/x",
            "linux/",
            "linux/9p",
            "linux/A",
            "linux/a_b",
            "linux/a-",
            "linux/../x",
        ] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_new_design_is_answered_by_its_models_and_by_nothing_wrong() {
        let folder = std::env::temp_dir().join(format!("dryrun-design-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        write(&folder, "design", "small-design").unwrap();
        let read = |file: &str| fs::read_to_string(folder.join(file)).unwrap();
        let manifest: DesignManifest = toml::from_str(&read("exercise.toml")).unwrap();
        assert_eq!(manifest.week, 5);
        let brief: Brief = toml::from_str(&read("design.toml")).unwrap();
        for (file, _) in DESIGN_FILES {
            if !file.ends_with(".dryrun.json") {
                continue;
            }
            let design = nalsd::exchange::from_file(&read(file)).unwrap();
            assert_eq!(design.problem.as_deref(), Some("small-design"), "{file}");
            let question = Question::ALL[design.iteration as usize - 1];
            for verdict in judge(&brief, question, &design) {
                let meant = !file.starts_with(&format!("wrong/{}-", verdict.check));
                assert_eq!(verdict.passed, meant, "{file}: {}", verdict.reason);
            }
        }
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn the_answer_passes_the_cases_and_starter_and_wrong_answer_do_not() {
        let folder = std::env::temp_dir().join(format!("dryrun-skeleton-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        write(&folder, "linux", "line-count").unwrap();
        let read = |file: &str| fs::read_to_string(folder.join(file)).unwrap();
        let manifest: Manifest = toml::from_str(&read("exercise.toml")).unwrap();
        assert_eq!(manifest.week, 7);
        let fixture = &manifest.fixtures[0];
        let mut failed = [0; 3];
        for case in ["01-two-lines", "02-no-newline"] {
            let told: Case = toml::from_str(&read(&format!("cases/{case}/case.toml"))).unwrap();
            let input = match &told.fixture {
                Some(_) => read(&fixture.file),
                None => "one\ntwo".to_owned(),
            };
            fs::write(folder.join("input.txt"), input).unwrap();
            for (program, failed) in ["solution.py", "starter.py", "wrong/counts-newlines.py"]
                .iter()
                .zip(&mut failed)
            {
                let output = Command::new("python3")
                    .args(["-I", program])
                    .args(&told.args)
                    .current_dir(&folder)
                    .output()
                    .unwrap();
                assert!(output.status.success(), "{program}: {output:?}");
                *failed +=
                    i32::from(output.stdout != read(&format!("cases/{case}/stdout")).as_bytes());
            }
        }
        assert_eq!(failed, [0, 2, 1]);
        fs::remove_dir_all(&folder).unwrap();
    }
}
