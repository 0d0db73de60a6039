//! Tests that drive a real browser, run by Node's own runner. A browser is not ours to schedule: on a busy machine a message of
//! it can come later than a test allows for. So a few files that fail are tried a second time, one by one, and those that
//! pass then are named: such a test is to be mended, but it says nothing of the change at hand. A test that fails twice fails.

use crate::build::Options;
use crate::process::{command, root, run};
use crate::setup;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// More failed files than these are no accident.
const SECOND_TRIES: usize = 3;

/// Runs all `*.test.mjs` of these folders. `DRYRUN_DIST` tells them where the build is, `DRYRUN_CHROMIUM` the browser.
///
/// # Errors
///
/// A folder without tests, a Chromium that can't be had, and tests that fail: twice, when they are few.
pub(crate) fn browser_tests(folders: &[&str]) -> Result<()> {
    let mut files = Vec::new();
    for folder in folders {
        files.extend(test_files(&root().join(folder))?);
    }
    let chromium = setup::chromium()?;
    let lucky = run_twice(&files, |node| {
        node.env("DRYRUN_DIST", Options::release().out)
            .env("DRYRUN_CHROMIUM", &chromium);
    })?;
    for file in lucky {
        println!("-- {} failed, and passed when tried again", file.display());
    }
    Ok(())
}

/// Runs test files, and those that failed again; gives those that passed only then.
fn run_twice(files: &[PathBuf], prepare: impl Fn(&mut Command)) -> Result<Vec<PathBuf>> {
    // Two at a time: each file has a browser of its own.
    let (first, failed) = run_files(files, 2, &prepare)?;
    let Err(error) = first else {
        return Ok(Vec::new());
    };
    if failed.is_empty() || failed.len() > SECOND_TRIES {
        return Err(error);
    }
    println!("-- second try: {} of {} files", failed.len(), files.len());
    run_files(&failed, 1, &prepare)?.0?;
    Ok(failed)
}

/// One run of test files, some at a time: how it ended, and the files that hold a failed test.
fn run_files(
    files: &[PathBuf],
    at_a_time: usize,
    prepare: impl Fn(&mut Command),
) -> Result<(Result<()>, Vec<PathBuf>)> {
    let list =
        tempfile::NamedTempFile::new().context("making a file for the names of failed tests")?;
    let mut node = command("node");
    node.arg("--test")
        .arg(format!("--test-concurrency={at_a_time}"))
        .args(["--test-reporter=spec", "--test-reporter-destination=stdout"])
        .arg("--test-reporter=./tests/failed-files.mjs")
        .arg("--test-reporter-destination")
        .arg(list.path())
        .args(files);
    prepare(&mut node);
    let ended = run(&mut node);
    let listed =
        std::fs::read_to_string(list.path()).context("reading the names of failed tests")?;
    Ok((ended, listed.lines().map(PathBuf::from).collect()))
}

/// The `*.test.mjs` of a folder, in order.
fn test_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in
        std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?
    {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            files.push(path);
        }
    }
    if files.is_empty() {
        bail!("{} holds no *.test.mjs", folder.display());
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with test files of these names and bodies.
    fn folder(tests: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, body) in tests {
            let text =
                format!("import {{ test }} from 'node:test';\nimport fs from 'node:fs';\n{body}\n");
            std::fs::write(folder.path().join(format!("{name}.test.mjs")), text).unwrap();
        }
        folder
    }

    /// The names of the files that passed at the second try only.
    fn lucky(folder: &Path) -> Result<Vec<String>> {
        let files = test_files(folder)?;
        let quiet = |node: &mut Command| {
            node.stdout(std::process::Stdio::null())
                // Or this test's own runner would be taken for the one that runs the files.
                .env_remove("NODE_TEST_CONTEXT");
        };
        let name = |file: PathBuf| {
            file.file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned()
        };
        Ok(run_twice(&files, quiet)?.into_iter().map(name).collect())
    }

    const PASSES: &str = "test('a', () => {});";
    const FAILS: &str = "test('a', () => { throw new Error('no'); });";
    const TODO: &str = "test('a', { todo: true }, () => { throw new Error('not yet'); });";
    /// Passes from the second time on.
    const BY_LUCK: &str = "test('a', () => {
        const seen = new URL(import.meta.url + '.seen');
        if (!fs.existsSync(seen)) { fs.writeFileSync(seen, ''); throw new Error('too late'); }
    });";

    #[test]
    fn what_passes_at_the_second_try_is_named_and_what_fails_twice_fails() {
        let none: [String; 0] = [];
        assert_eq!(
            lucky(folder(&[("good", PASSES), ("todo", TODO)]).path()).unwrap(),
            none
        );
        assert_eq!(
            lucky(folder(&[("good", PASSES), ("luck", BY_LUCK)]).path()).unwrap(),
            ["luck.test.mjs"]
        );
        assert!(lucky(folder(&[("bad", FAILS), ("luck", BY_LUCK)]).path()).is_err());
        assert!(lucky(folder(&[("crash", "process.exit(3);")]).path()).is_err());
    }

    #[test]
    fn many_failures_are_not_tried_again() {
        let all = ["a", "b", "c", "d"].map(|name| (name, BY_LUCK));
        assert!(lucky(folder(&all).path()).is_err());
        assert_eq!(lucky(folder(&all[1..]).path()).unwrap().len(), SECOND_TRIES);
    }

    #[test]
    fn a_folder_without_tests_is_an_error() {
        let folder = folder(&[]);
        assert!(
            test_files(folder.path())
                .unwrap_err()
                .to_string()
                .contains("holds no")
        );
    }
}
