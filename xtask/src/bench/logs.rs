//! log-filter against grep and ripgrep.

use super::Bench;
use super::rounds::{Side, compare, process};
use super::table::{Aim, Row};
use super::tools::{self, access_log};
use anyhow::Result;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A whole line of the combined format, as far as a regular expression goes, with a status of 500 and more.
pub(super) const EXACT: &str = r#"^[^ ]+ [^ ]* [^\[]+ \[[0-9]{2}/[A-Z][a-z]{2}/[0-9]{4}(?::[0-9]{2}){3} [+-][0-9]{4}\] "(?:[^"\\]|\\.)*" [5-9][0-9]{2} (?:[0-9]+|-) "(?:[^"\\]|\\.)*" "(?:[^"\\]|\\.)*"(?: .*)?\r?$"#;
/// What finds the same lines in this log.
pub(super) const BARE: &str = r#"" [5-9][0-9][0-9] "#;
/// Words: what attackers ask for.
pub(super) const WORDS: &str = "union|jndi:|passwd";
/// Something to take apart: errors of one kind of request.
pub(super) const REQUEST: &str = r#"/api/v[0-9]+/[a-z]+/[0-9]+[^"]*" 5"#;

/// Patterns and a field, over a file that takes a while.
pub(super) fn measure(bench: &mut Bench) -> Result<Vec<Row>> {
    let one = access_log()?;
    let copies = bench.size(24, 12);
    let file = bench.tools.write("access.log", &one.repeat(copies))?;
    let megabytes = one.len() * copies / 1_000_000;
    let grep = tools::have("grep", "grep");
    let rg = tools::have("rg", "ripgrep");
    bench.versions.program("grep", &["--version"], "GNU grep");
    bench.versions.program("rg", &["--version"], "ripgrep");
    let mut rows = Vec::new();
    for (what, args, patterns) in [
        ("--match words", ["--match", WORDS], &[("", WORDS)][..]),
        ("--match request", ["--match", REQUEST], &[("", REQUEST)]),
        (
            "--where 'status>=500'",
            ["--where", "status>=500"],
            &[(", exact", EXACT), (", bare", BARE)],
        ),
    ] {
        let ours = bench.tools.exercises();
        let input = file.clone();
        let mut sides = vec![Side::new("ours", move || {
            process(|| {
                let mut command = Command::new(&ours);
                command.arg("log-filter").args(args).arg(&input);
                command
            })
        })];
        for &(kind, pattern) in patterns {
            let name = format!("grep -P{kind}");
            sides.push(other(&name, grep, &["grep", "-aP"], pattern, &file));
            let name = format!("ripgrep{kind}");
            let args = ["rg", "--no-config", "--text", "--no-unicode"];
            sides.push(other(&name, rg, &args, pattern, &file));
        }
        let what = format!("log-filter {what}, {megabytes} MB");
        rows.extend(compare(&what, bench.rounds, Aim::Ratio(1.0), sides)?);
    }
    // The memory is wanted by others.
    std::fs::remove_file(&file)?;
    Ok(rows)
}

fn other(
    name: &str,
    there: bool,
    words: &[&'static str],
    pattern: &'static str,
    file: &Path,
) -> Side {
    if !there {
        return Side::missing(name, "not installed");
    }
    let (words, file): (Vec<&str>, PathBuf) = (words.to_vec(), file.to_path_buf());
    Side::new(name, move || {
        process(|| {
            let mut command = Command::new(words[0]);
            command.args(&words[1..]).arg(pattern).arg(&file);
            command.env("LC_ALL", "C");
            command
        })
    })
}
