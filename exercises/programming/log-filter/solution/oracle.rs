//! Tests against other programs: GNU grep over the largest log, and the model answer in Python over random inputs.

use contract::{Choices, Input, Io};
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("programming/log-filter")
}

/// The exit status and stdout of the reference.
fn reference(input: &Input) -> (u8, Vec<u8>) {
    let files = input.memory();
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let status = super::run(&mut Io {
        args: &input.args,
        env: &input.env,
        files: &files,
        stdin: &mut input.stdin.as_slice(),
        stdout: &mut stdout,
        stderr: &mut stderr,
        report: None,
        progress: &mut |_| {},
    });
    (status.unwrap_or_else(|failure| failure.status), stdout)
}

fn is_there(program: &str) -> bool {
    let found = Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .status();
    if found.is_err() {
        eprintln!("skipped: {program} is not installed");
    }
    found.is_ok()
}

/// What a program prints for a text on its stdin.
fn printed(command: &mut Command, stdin: &[u8]) -> Vec<u8> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    let text = stdin.to_vec();
    let writer = std::thread::spawn(move || pipe.write_all(&text));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    output.stdout
}

#[test]
fn selects_what_grep_selects() {
    if !is_there("grep") {
        return;
    }
    let packed = fs::read(folder().join("fixtures/access-big.log.gz")).unwrap();
    let mut text = Vec::new();
    flate2::read::MultiGzDecoder::new(packed.as_slice())
        .read_to_end(&mut text)
        .unwrap();
    // nginx escapes quotes, so that these expressions say the same as the conditions.
    let cases: [(&[&str], &[&str]); 8] = [
        (&["--match", "jndi|UNION"], &["-aP", "jndi|UNION"]),
        (
            &["--match", r#"" 40[0-9] \d+ "-" "-"$"#],
            &["-aP", r#"" 40[0-9] \d+ "-" "-"$"#],
        ),
        (
            &["--match", r"\\x[0-9A-F]{2}.*\\x16", "--count"],
            &["-acP", r"\\x[0-9A-F]{2}.*\\x16"],
        ),
        (
            &["--match", "^192[.]0[.]2[.]1 ", "--invert", "--count"],
            &["-acvP", "^192[.]0[.]2[.]1 "],
        ),
        (
            &["--where", "status>=500"],
            &["-aP", r#"^[^"]*"[^"]*" 5\d\d "#],
        ),
        (
            &["--where", "path~^/api/v1/orders/\\d+7$"],
            &[
                "-aP",
                r#"^[^"]*"\S+ /api/v1/orders/\d+7(\?[^"]*)? HTTP/[^" ]*""#,
            ],
        ),
        (&["--where", "agent="], &["-aP", r#" ""$"#]),
        (
            &["--where", "method=", "--count"],
            &[
                "-acvP",
                r#"^[^"]*"[!#-'*+.0-9A-Z^_`a-z|~-]+ ([^"]+ HTTP/[^" ]*|/[^" ]*)""#,
            ],
        ),
    ];
    for (args, grep) in cases {
        let input = Input {
            args: args
                .iter()
                .chain(&["big.gz"])
                .map(|arg| (*arg).to_owned())
                .collect(),
            files: vec![("big.gz".to_owned(), packed.clone())],
            ..Input::default()
        };
        let (status, ours) = reference(&input);
        let theirs = printed(Command::new("grep").args(grep).env("LC_ALL", "C"), &text);
        assert!(
            !theirs.is_empty() && theirs != b"0\n",
            "{grep:?} finds nothing"
        );
        assert!(
            ours == theirs,
            "{args:?}: {} bytes, grep {}",
            ours.len(),
            theirs.len()
        );
        assert_eq!(status, 0, "{args:?}");
    }
}

#[test]
fn does_what_the_model_answer_does_with_random_inputs() {
    if !is_there("python3") {
        return;
    }
    let root = std::env::temp_dir().join(format!("dryrun-log-filter-{}", std::process::id()));
    fs::create_dir_all(&root).unwrap();
    for seed in 0..60 {
        let input = super::generate(&mut Choices::seeded(seed), 1 + (seed as u32 * 7) % 100);
        for (name, bytes) in &input.files {
            fs::write(root.join(name), bytes).unwrap();
        }
        let output = Command::new("python3")
            .arg("-I")
            .arg(folder().join("solution.py"))
            .args(&input.args)
            .current_dir(&root)
            .output()
            .unwrap();
        let (status, ours) = reference(&input);
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(
            String::from_utf8_lossy(&ours),
            String::from_utf8_lossy(&output.stdout),
            "seed {seed}: {:?}: {told}",
            input.args
        );
        assert_eq!(
            Some(i32::from(status)),
            output.status.code(),
            "seed {seed}: {:?}: {told}",
            input.args
        );
    }
    fs::remove_dir_all(&root).unwrap();
}

#[test]
fn takes_linear_time_where_backtracking_would_not_end() {
    // With backtracking, the number of ways to split 60 letters is 2^60: this test would not come to its end.
    let line = format!("{}!\n", "a".repeat(60)).repeat(1000);
    for pattern in ["^(a+)+$", "(a|a)*b", "(.*)(.*)(.*)(.*)x"] {
        let input = Input {
            args: ["--match", pattern, "--count"].map(str::to_owned).to_vec(),
            stdin: line.clone().into_bytes(),
            ..Input::default()
        };
        assert_eq!(reference(&input), (1, b"0\n".to_vec()), "{pattern}");
    }
}
