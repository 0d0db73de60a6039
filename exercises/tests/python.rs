//! The model answers and the wrong answers in Python, run by the system's python3: a model answer passes every case,
//! a starter fails some, each wrong answer fails at least one.
//!
//! The files of a case are laid out in a temporary folder that is the working directory. A case with `proc/` needs it
//! at `/proc`: a private mount namespace puts it there, which takes root.

#![allow(clippy::unwrap_used)]

mod common;

use common::{CaseFolder, Folder, folders};
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

fn passes(folder: &Folder, program: &Path, case: &CaseFolder) -> Result<(), String> {
    let root = std::env::temp_dir().join(format!("dryrun-{}-{}", std::process::id(), folder.name));
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(&root).unwrap();
    lay_out(&root, case);
    let got = answer(program, &root, case);
    fs::remove_dir_all(&root).unwrap();
    if got.stdout == case.stdout && got.status == Some(i32::from(case.case.status)) {
        return Ok(());
    }
    Err(format!(
        "{} on {}: status {:?}, stdout {:?}, stderr {}",
        program.display(),
        case.name,
        got.status,
        String::from_utf8_lossy(&got.stdout),
        got.stderr
    ))
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
        let program = |name: &str| folder.path.join(name);
        for case in &cases {
            passes(&folder, &program("solution.py"), case).unwrap();
        }
        if cases.is_empty() {
            continue;
        }
        let mut failing: Vec<PathBuf> = common::sorted(&program("wrong"));
        failing.retain(|path| path.extension().is_some_and(|e| e == "py"));
        failing.push(program("starter.py"));
        for wrong in failing {
            assert!(
                cases
                    .iter()
                    .any(|case| passes(&folder, &wrong, case).is_err()),
                "{} passes every case",
                wrong.display()
            );
        }
    }
}
