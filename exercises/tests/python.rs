//! The model answers and the wrong answers in Python, run by the system's python3: a model answer passes every case,
//! a starter fails some, each wrong answer fails at least one.
//!
//! The files of a case are laid out in a temporary folder that is the working directory. A case with `proc/` needs it
//! at `/proc`: a private mount namespace puts it there, which takes root.

#![allow(clippy::unwrap_used)]

mod common;

use common::{CaseFolder, folders};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

struct Answer {
    status: Option<i32>,
    stdout: Vec<u8>,
    stderr: String,
}

/// Lays a case's files out below `root`.
fn lay_out(root: &Path, case: &CaseFolder) {
    for (path, bytes) in &case.input.files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

fn answer(program: &Path, root: &Path, case: &CaseFolder) -> Answer {
    let mut command;
    if root.join("proc").is_dir() {
        command = Command::new("unshare");
        command.args(["--mount", "sh", "-c"]);
        command
            .arg("mount --bind proc /proc && exec \"$@\"")
            .arg("sh");
        command.arg("python3");
    } else {
        command = Command::new("python3");
    }
    let mut child = command
        .arg("-I")
        .arg(program)
        .args(&case.input.args)
        .envs(&case.input.env)
        .current_dir(root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that doesn't read its stdin closes it early; that is its right.
    let _ = child.stdin.take().unwrap().write_all(&case.input.stdin);
    let output = child.wait_with_output().unwrap();
    Answer {
        status: output.status.code(),
        stdout: output.stdout,
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Why an answer doesn't pass a case whose files are laid out below `root`; `None` when it passes.
fn failure(program: &Path, root: &Path, case: &CaseFolder) -> Option<String> {
    let got = answer(program, root, case);
    if got.stdout == case.stdout && got.status == Some(i32::from(case.case.status)) {
        return None;
    }
    Some(format!(
        "{} on {}: status {:?}, stdout {:?}, stderr {}",
        program.display(),
        case.name,
        got.status,
        String::from_utf8_lossy(&got.stdout),
        got.stderr
    ))
}

/// A folder of our own, in memory where there is such a place: a captured host is thousands of files.
fn scratch(name: &str) -> PathBuf {
    let memory = Path::new("/dev/shm");
    let parent = if memory.is_dir() {
        memory.to_owned()
    } else {
        std::env::temp_dir()
    };
    parent.join(format!("dryrun-{}-{name}", std::process::id()))
}

/// Whether this machine can put files at `/proc` for a child.
fn can_mount() -> bool {
    let can = Command::new("unshare")
        .args(["--mount", "true"])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !can {
        eprintln!("skipped the cases with a /proc: `unshare --mount` is not allowed here");
    }
    can
}

fn runnable(case: &CaseFolder, can_mount: bool) -> bool {
    can_mount
        || !case
            .input
            .files
            .iter()
            .any(|(path, _)| path.starts_with("proc/"))
}

#[test]
fn model_answers_pass_and_wrong_answers_fail() {
    let can_mount = can_mount();
    for folder in folders() {
        let cases: Vec<CaseFolder> = folder
            .cases()
            .into_iter()
            .filter(|case| runnable(case, can_mount))
            .collect();
        let mut wrong: Vec<PathBuf> = common::sorted(&folder.path.join("wrong"));
        wrong.retain(|path| path.extension().is_some_and(|e| e == "py"));
        wrong.push(folder.path.join("starter.py"));
        let root = scratch(&folder.name);
        for case in &cases {
            let _ = fs::remove_dir_all(&root);
            fs::create_dir_all(&root).unwrap();
            lay_out(&root, case);
            assert_eq!(failure(&folder.path.join("solution.py"), &root, case), None);
            // What has failed once has done what it is there for.
            wrong.retain(|program| failure(program, &root, case).is_none());
        }
        let _ = fs::remove_dir_all(&root);
        assert!(
            cases.is_empty() || wrong.is_empty(),
            "these pass every case: {wrong:?}"
        );
    }
}
