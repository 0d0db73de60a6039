//! The answers in Python and JavaScript, run by the system's python3 and node: a model answer passes every case and
//! some random inputs, a starter fails a case, each wrong answer fails where it says.
//!
//! The files of an input are laid out in a temporary folder that is the working directory. An input with `proc/` needs
//! it at `/proc`: a private mount namespace puts it there, which takes root.

#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{CaseFolder, Folder, folders};
use contract::{Choices, Input};
use exercises::Reference;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Random inputs that a model answer has to get right.
const RANDOM: u64 = 20;

/// Random inputs among which a wrong answer that says `random` has to fail one.
const RANDOM_FOR_WRONG: u64 = 200;

/// An input, and how a right answer ends over it.
struct Expected {
    name: String,
    input: Input,
    stdout: Vec<u8>,
    status: u8,
    stderr_has: Vec<String>,
}

impl From<CaseFolder> for Expected {
    fn from(case: CaseFolder) -> Self {
        Self {
            name: case.name,
            input: case.input,
            stdout: case.stdout,
            status: case.case.status,
            stderr_has: case.case.stderr_has,
        }
    }
}

/// A random input, judged by the reference.
fn random(reference: &Reference, seed: u64) -> Expected {
    let size = 1 + (seed as u32 * 5) % 100;
    let input = (reference.generate)(&mut Choices::seeded(seed), size);
    let ran = reference.ran(&input, false);
    Expected {
        name: format!("seed {seed}"),
        input,
        stdout: ran.stdout,
        status: ran.status,
        stderr_has: Vec::new(),
    }
}

/// A folder of our own, in memory where there is such a place (a captured host is thousands of files); gone when
/// dropped.
struct Scratch {
    path: PathBuf,
}

impl Scratch {
    fn new(name: &str) -> Self {
        let memory = Path::new("/dev/shm");
        let parent = if memory.is_dir() {
            memory.to_owned()
        } else {
            std::env::temp_dir()
        };
        let path = parent.join(format!("dryrun-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self { path }
    }

    /// The working directory of programs, with these files and no others.
    fn lay_out(&self, input: &Input) -> PathBuf {
        let root = self.path.join("root");
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(&root).unwrap();
        for (path, bytes) in &input.files {
            let path = root.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        root
    }

    /// The command that runs a program. JavaScript is copied to a name that makes it a module for every node.
    fn command(&self, program: &Path) -> Vec<String> {
        if program.extension().is_some_and(|e| e == "js") {
            let module = self.path.join("answer.mjs");
            fs::copy(program, &module).unwrap();
            return vec!["node".to_owned(), module.display().to_string()];
        }
        let program = program.display().to_string();
        vec!["python3".to_owned(), "-I".to_owned(), program]
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Runs a program in `root`: status, stdout, stderr.
fn run(command: &[String], root: &Path, input: &Input) -> (Option<i32>, Vec<u8>, String) {
    let mut process;
    if root.join("proc").is_dir() {
        process = Command::new("unshare");
        process.args([
            "--mount",
            "sh",
            "-c",
            "mount --bind proc /proc && exec \"$@\"",
            "sh",
        ]);
        process.args(command);
    } else {
        process = Command::new(&command[0]);
        process.args(&command[1..]);
    }
    let mut child = process
        .args(&input.args)
        .envs(&input.env)
        .current_dir(root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that doesn't read its stdin closes it early; that is its right.
    let _ = child.stdin.take().unwrap().write_all(&input.stdin);
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), output.stdout, stderr)
}

/// Why a program doesn't pass; `None` when it passes.
fn failure(scratch: &Scratch, program: &Path, root: &Path, expected: &Expected) -> Option<String> {
    let (status, stdout, stderr) = run(&scratch.command(program), root, &expected.input);
    let told = stderr.to_lowercase();
    let missing = expected
        .stderr_has
        .iter()
        .find(|words| !told.contains(&words.to_lowercase()));
    if stdout == expected.stdout && status == Some(i32::from(expected.status)) && missing.is_none()
    {
        return None;
    }
    Some(format!(
        "{} on {} with {:?}: status {status:?}, stdout {:?}, stderr {stderr} (lacks {missing:?})",
        program.display(),
        expected.name,
        expected.input.args,
        String::from_utf8_lossy(&stdout),
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
        eprintln!("skipped the inputs with a /proc: `unshare --mount` is not allowed here");
    }
    can
}

fn has_proc(input: &Input) -> bool {
    input
        .files
        .iter()
        .any(|(path, _)| path.starts_with("proc/"))
}

/// Checks all answers of an exercise.
fn check(folder: &Folder, can_mount: bool) {
    let reference = exercises::find(&folder.name).unwrap();
    let scratch = Scratch::new(&folder.name);
    let runnable = |expected: &Expected| can_mount || !has_proc(&expected.input);
    let in_folder = |name: &str| folder.path.join(name);
    let models = [in_folder("solution.py"), in_folder("solution.js")];
    let mut starters = vec![in_folder("starter.py"), in_folder("starter.js")];
    let wrong = common::sorted(&in_folder("wrong"));

    let cases: Vec<Expected> = folder.cases().into_iter().map(Expected::from).collect();
    for case in cases.iter().filter(|case| runnable(case)) {
        let root = scratch.lay_out(&case.input);
        for model in &models {
            assert_eq!(failure(&scratch, model, &root, case), None);
        }
        for program in wrong
            .iter()
            .filter(|w| common::fails(w).contains(&case.name))
        {
            assert!(
                failure(&scratch, program, &root, case).is_some(),
                "{} passes {}",
                program.display(),
                case.name
            );
        }
        // What has failed once has done what it is there for.
        starters.retain(|starter| failure(&scratch, starter, &root, case).is_none());
    }
    assert!(
        starters.is_empty() || !cases.iter().any(runnable),
        "these pass every case: {starters:?}"
    );

    for seed in 0..RANDOM {
        let expected = random(reference, seed);
        if runnable(&expected) {
            let root = scratch.lay_out(&expected.input);
            for model in &models {
                assert_eq!(failure(&scratch, model, &root, &expected), None);
            }
        }
    }
    for program in wrong
        .iter()
        .filter(|w| common::fails(w).contains(&"random".to_owned()))
    {
        let fails = |expected: &Expected| {
            let root = scratch.lay_out(&expected.input);
            failure(&scratch, program, &root, expected).is_some()
        };
        let mut inputs = (0..RANDOM_FOR_WRONG)
            .map(|seed| random(reference, seed))
            .filter(runnable)
            .peekable();
        assert!(
            inputs.peek().is_none() || inputs.any(|expected| fails(&expected)),
            "{} passes {RANDOM_FOR_WRONG} random inputs",
            program.display()
        );
    }
}

#[test]
fn model_answers_pass_and_starters_and_wrong_answers_fail() {
    let can_mount = can_mount();
    // Side by side: nearly all of the time goes to starting interpreters.
    std::thread::scope(|scope| {
        for folder in folders() {
            scope.spawn(move || check(&folder, can_mount));
        }
    });
}
