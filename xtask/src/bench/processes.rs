//! pstree against the real one.

use super::Bench;
use super::rounds::{Sample, Side, compare, told};
use super::table::{Aim, Row};
use super::tools;
use anyhow::{Context, Result};
use std::fs;
use std::process::Command;

/// Processes, in a full and a quick run. The real one looks each parent up in a list.
const COUNTS: (u32, u32) = (20_000, 5_000);

/// The whole tree with and without PIDs.
pub(super) fn measure(bench: &mut Bench) -> Result<Vec<Row>> {
    bench.versions.program("pstree", &["-V"], "psmisc");
    let count = bench.size(COUNTS.0, COUNTS.1);
    let proc = bench.tools.input("proc");
    bench
        .tools
        .made(&["processes", &proc.to_string_lossy(), &count.to_string()])?;
    let there = tools::have("pstree", "psmisc") && tools::have("unshare", "util-linux");
    let mut rows = Vec::new();
    for flags in ["-A", "-Ap"] {
        // Both are started and timed by the same program, within the namespace for the real one.
        let timed = |name: &'static str, namespace: bool, words: Vec<String>| {
            let (timer, proc) = (bench.tools.bench(), proc.clone());
            let out = bench.tools.input(&format!("pstree-{name}"));
            Side::new(name, move || {
                let sample = told(|| {
                    let mut command = if namespace {
                        let mut command = Command::new("unshare");
                        command.args(["--mount", "sh", "-c", tools::OVER_PROC, "sh"]);
                        command.arg(&proc).arg(&timer);
                        command
                    } else {
                        Command::new(&timer)
                    };
                    command.arg("time").arg(&out).args(&words);
                    command.env_remove("COLUMNS").env("LC_ALL", "C.UTF-8");
                    command
                })?;
                let result =
                    fs::read(&out).with_context(|| format!("reading {}", out.display()))?;
                Ok(Sample { result, ..sample })
            })
        };
        let own = |path: std::path::PathBuf| path.to_string_lossy().into_owned();
        let ours = [
            own(bench.tools.exercises()),
            "pstree".into(),
            flags.into(),
            "--root".into(),
        ];
        let ours = [ours.to_vec(), vec![own(proc.clone())]].concat();
        let theirs = vec!["pstree".to_owned(), flags.to_owned()];
        let real = match (there, tools::is_root()) {
            (true, true) => timed("psmisc pstree", true, theirs),
            (true, false) => Side::missing("psmisc pstree", "needs root"),
            (false, _) => Side::missing("psmisc pstree", "not installed"),
        };
        let what = format!("pstree {flags}, {count} processes");
        let sides = vec![timed("ours", false, ours), real];
        rows.extend(compare(&what, bench.rounds, Aim::Ratio(1.0), sides)?);
    }
    fs::remove_dir_all(&proc)?;
    Ok(rows)
}
