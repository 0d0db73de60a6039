//! The command line ends quietly when nobody reads what it prints.

#![allow(clippy::unwrap_used)]

use nalsd::exchange::to_file;
use nalsd::model::Design;
use std::process::{Command, Output, Stdio};

fn simulate(design: &str, out: impl Into<Stdio>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_simulate"));
    command.arg(design).stdout(out).output().unwrap()
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("empty.dryrun.json");
    std::fs::write(&path, to_file(&Design::default())).unwrap();
    let path = path.to_str().unwrap();
    let heard = simulate(path, Stdio::piped());
    assert!(heard.status.success() && !heard.stdout.is_empty());
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let unheard = simulate(path, writer);
    assert!(unheard.status.success(), "{unheard:?}");
    assert!(unheard.stderr.is_empty(), "{unheard:?}");
}

#[test]
fn what_is_wrong_is_told() {
    let told = simulate("/nowhere", Stdio::piped());
    assert!(!told.status.success() && told.stdout.is_empty());
    let reason = String::from_utf8(told.stderr).unwrap();
    assert!(reason.starts_with("simulate: /nowhere: "), "{reason}");
}
