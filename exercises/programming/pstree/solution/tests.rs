//! Against the real pstree: what it was recorded to print, and what it prints now over random tables.

use super::{generate, run};
use contract::files::MemoryFiles;
use contract::report::{Block, Report};
use contract::{Choices, Failure, Io, bundle};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("programming/pstree/fixtures")
}

fn capture(path: &Path) -> MemoryFiles {
    let bytes = fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    bundle::parse(&bytes).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

struct Ran {
    result: Result<u8, Failure>,
    stdout: Vec<u8>,
    stderr: String,
    report: Report,
}

fn pstree_in(files: &MemoryFiles, args: &[&str], env: &[(&str, &str)], reports: bool) -> Ran {
    let args: Vec<String> = args.iter().map(|&arg| arg.to_owned()).collect();
    let env: BTreeMap<String, String> = env
        .iter()
        .map(|&(key, value)| (key.to_owned(), value.to_owned()))
        .collect();
    let (mut stdout, mut stderr, mut report) = (Vec::new(), Vec::new(), Report::default());
    let result = run(&mut Io {
        args: &args,
        env: &env,
        files,
        stdin: &mut &b""[..],
        stdout: &mut stdout,
        stderr: &mut stderr,
        report: reports.then_some(&mut report),
        progress: &mut |_| {},
    });
    Ran {
        result,
        stdout,
        stderr: String::from_utf8(stderr).unwrap(),
        report,
    }
}

fn pstree(files: &MemoryFiles, args: &[&str]) -> Ran {
    pstree_in(files, args, &[], false)
}

/// FNV-1a of 64 bits, as `fixtures/oracle.py` records it.
fn fnv1a64(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// One command line of a recording, and what the real pstree made of it.
enum Recorded {
    Text(String),
    Sum(String, usize),
    Crash,
}

fn recording(text: &str) -> Vec<(Vec<String>, Recorded)> {
    let words = |line: &str| {
        line.split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let mut all = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let (kind, rest) = line.split_at(1);
        match kind {
            "=" => {
                let mut together = vec![words(rest)];
                while let Some(more) = lines.next_if(|line| line.starts_with('=')) {
                    together.push(words(&more[1..]));
                }
                let mut output = String::new();
                while let Some(line) = lines.next_if(|line| line.starts_with(' ')) {
                    output.push_str(&line[1..]);
                    output.push('\n');
                }
                assert_eq!(lines.next(), Some("."));
                all.extend(
                    together
                        .into_iter()
                        .map(|args| (args, Recorded::Text(output.clone()))),
                );
            }
            "#" => {
                let mut words = words(rest);
                let bytes = words.remove(1).parse().unwrap();
                let sum = words.remove(0);
                all.push((words, Recorded::Sum(sum, bytes)));
            }
            "!" => all.push((words(rest), Recorded::Crash)),
            other => panic!("what is `{other}`?"),
        }
    }
    all
}

#[test]
fn every_combination_of_options_prints_what_the_real_pstree_printed() {
    let mut checked = 0;
    let mut recordings: Vec<PathBuf> = fs::read_dir(fixtures().join("recorded"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    recordings.sort();
    assert_eq!(recordings.len(), 13);
    for path in recordings {
        let name = format!("{}.bundle", path.file_stem().unwrap().to_str().unwrap());
        let source = [fixtures().join(&name), fixtures().join("edges").join(&name)]
            .into_iter()
            .find(|path| path.is_file())
            .unwrap();
        let files = capture(&source);
        for (args, expected) in recording(&fs::read_to_string(&path).unwrap()) {
            let args: Vec<&str> = args.iter().map(String::as_str).collect();
            let ran = pstree(&files, &args);
            let at = format!("fixtures/oracle.sh {} {}", source.display(), args.join(" "));
            assert_eq!(ran.result, Ok(0), "{at}");
            let output = String::from_utf8(ran.stdout).unwrap();
            match expected {
                Recorded::Text(text) => assert_eq!(output, text, "{at}"),
                Recorded::Sum(sum, bytes) => assert_eq!(
                    (format!("{:016x}", fnv1a64(output.as_bytes())), output.len()),
                    (sum, bytes),
                    "{at} differs; this printed:\n{output}"
                ),
                // An endless tree: ours ends, and says why.
                Recorded::Crash => assert!(ran.stderr.contains("its own ancestor"), "{at}"),
            }
            checked += 1;
        }
    }
    assert!(checked > 4000, "{checked}");
}

/// Whether the real pstree can be asked; says why not otherwise.
fn oracle_is_here() -> bool {
    let version = Command::new("/usr/bin/pstree").arg("-V").output();
    let right = version.is_ok_and(|o| String::from_utf8_lossy(&o.stderr).contains("PSmisc) 23.6"));
    let mounts = Command::new("unshare").args(["--mount", "true"]).output();
    let may = mounts.is_ok_and(|output| output.status.success());
    if !right || !may {
        eprintln!(
            "skipped: needs /usr/bin/pstree of psmisc 23.6 ({right}) and leave to mount, as root has it ({may})"
        );
    }
    right && may
}

/// The real pstree over many tables in one go: bundles in a folder, a file of arguments beside each.
fn ask_oracle(folder: &Path) {
    let script = fixtures().join("oracle.sh");
    let output = Command::new("sh")
        .arg(script)
        .arg("--all")
        .arg(folder)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn random_tables_print_what_the_real_pstree_prints() {
    if !oracle_is_here() {
        return;
    }
    let count: u64 = std::env::var("PSTREE_TABLES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(150);
    let folder = std::env::temp_dir().join(format!("dryrun-pstree-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let inputs: Vec<_> = (0..count)
        .map(|seed| {
            let mut input = generate(&mut Choices::seeded(seed), 1 + (seed as u32 * 7) % 100);
            // Two options that the exercise doesn't ask for.
            for (every, flag) in [(3, "-t"), (4, "-c")] {
                if seed % every == 0 {
                    input.args.push(flag.to_owned());
                }
            }
            input
        })
        .collect();
    for (seed, input) in inputs.iter().enumerate() {
        fs::write(
            folder.join(format!("{seed}.bundle")),
            bundle::write(&input.memory()),
        )
        .unwrap();
        fs::write(folder.join(format!("{seed}.args")), input.args.join(" ")).unwrap();
    }
    ask_oracle(&folder);
    for (seed, input) in inputs.iter().enumerate() {
        let expected = fs::read(folder.join(format!("{seed}.out"))).unwrap();
        let args: Vec<&str> = input.args.iter().map(String::as_str).collect();
        let ran = pstree(&input.memory(), &args);
        assert_eq!(ran.result, Ok(0), "seed {seed}");
        assert_eq!(
            String::from_utf8_lossy(&ran.stdout),
            String::from_utf8_lossy(&expected),
            "seed {seed}: pstree {}",
            input.args.join(" ")
        );
    }
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn columns_set_the_width() {
    let files = capture(&fixtures().join("edges/chain.bundle"));
    let ran = pstree_in(&files, &[], &[("COLUMNS", "20")], false);
    // COLUMNS=20 fixtures/oracle.sh: the line's last column is the plus.
    assert_eq!(
        String::from_utf8(ran.stdout).unwrap(),
        "init---sh---sh---sh+\n"
    );
}

/// A chain of processes, each the parent of the next.
fn chain(length: u32) -> MemoryFiles {
    let mut files = MemoryFiles::new();
    for pid in 1..=length {
        let stat = format!(
            "{pid} (sh) S {} 1 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 5\n",
            pid - 1
        );
        files.insert(&format!("proc/{pid}/stat"), stat.into_bytes());
        files.insert(&format!("proc/{pid}/cmdline"), *b"sh\0");
    }
    files
}

#[test]
fn a_chain_of_20000_overflows_no_stack() {
    let files = chain(20_000);
    for args in [&["-l"][..], &["-a"], &["-pn"], &["-U"]] {
        let ran = pstree_in(&files, args, &[], true);
        assert_eq!(ran.result, Ok(0), "{args:?}");
        match args[0] {
            "-l" => assert_eq!(
                ran.stdout,
                format!("sh{}\n", "---sh".repeat(19_999)).into_bytes()
            ),
            "-a" => assert_eq!(ran.stdout.iter().filter(|&&b| b == b'\n').count(), 20_000),
            _ => assert_eq!(ran.stdout.iter().filter(|&&b| b == b'\n').count(), 1),
        }
    }
}

#[test]
fn bad_input_is_named_with_its_file_and_line() {
    let nothing = MemoryFiles::new();
    let missing = pstree(&nothing, &["--root", "/captured"])
        .result
        .unwrap_err();
    assert!(missing.message.starts_with("/captured: "), "{missing}");
    let mut other = MemoryFiles::new();
    other.insert("proc/readme", *b"no process");
    let empty = pstree(&other, &[]).result.unwrap_err();
    assert!(empty.message.contains("no PID/stat"), "{empty}");
    other.insert("proc/7/stat", *b"7 sh S 1 1");
    // Nobody is known, which is no error to psmisc.
    let malformed = pstree(&other, &["-p"]);
    assert_eq!(
        (malformed.result, malformed.stdout),
        (Ok(0), b"?(1)\n".to_vec())
    );
    assert!(
        malformed.stderr.contains("/proc/7/stat:1: no `(`"),
        "{}",
        malformed.stderr
    );
    other.insert(
        "proc/1/stat",
        *b"1 (sh) S 0 1 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 5\n",
    );
    let ran = pstree(&other, &[]);
    assert_eq!((ran.result, ran.stdout), (Ok(0), b"sh\n".to_vec()));
    assert!(ran.stderr.contains("/proc/7/stat:1: "), "{}", ran.stderr);
}

#[test]
fn wrong_usage_is_refused() {
    let files = capture(&fixtures().join("container.bundle"));
    for args in [
        &["-x"][..],
        &["init"],
        &["1", "2"],
        &["--root"],
        &["1x"],
        &["99999999999"],
    ] {
        assert_eq!(
            pstree(&files, args).result.unwrap_err().status,
            2,
            "{args:?}"
        );
    }
    // A PID that isn't there is no error to psmisc, and has no tree.
    let ran = pstree(&files, &["4242"]);
    assert_eq!((ran.result, ran.stdout), (Ok(0), Vec::new()));
}

#[test]
fn the_report_counts_what_the_bundle_holds() {
    let path = fixtures().join("web-host.bundle");
    let text = fs::read_to_string(&path).unwrap();
    let lines = |part: &str, depth: usize| {
        text.lines()
            .filter(|l| {
                l.starts_with("@ proc/") && l.ends_with(part) && l.matches('/').count() == depth
            })
            .count() as f64
    };
    let ran = pstree_in(&capture(&path), &[], &[], true);
    let Some(Block::Figures(figures)) = ran.report.blocks.first() else {
        panic!("no figures");
    };
    let values: Vec<f64> = figures.iter().map(|figure| figure.value).collect();
    let processes = lines("/stat", 2);
    let zombies = text.matches("\n State:\tZ").count() as f64;
    // Each process's first thread is under task/ too.
    assert_eq!(
        values,
        [processes, lines("/stat", 4) - processes, zombies, 0.0]
    );
    assert!(zombies >= 1.0);
    let Some(Block::Tree(tree)) = ran.report.blocks.get(1) else {
        panic!("no tree");
    };
    assert_eq!(
        tree.nodes.iter().filter(|n| n.tag == "zombie").count() as f64,
        zombies
    );
    assert!(
        tree.nodes
            .iter()
            .any(|n| n.label == "{nginx}" && n.tag == "4 threads")
    );
    assert!(
        tree.nodes
            .windows(2)
            .all(|pair| pair[1].depth <= pair[0].depth + 1)
    );
}

proptest! {
    #[test]
    fn any_bytes_are_drawn_or_refused(
        stat in prop::collection::vec(any::<u8>(), 0..80),
        tail in "[ -9)(]{0,90}",
        cmdline in prop::collection::vec(prop_oneof![Just(0), any::<u8>()], 0..300),
        columns in 1..200_u32,
        flags in "-[aAclnptTU]{1,4}",
    ) {
        let mut files = MemoryFiles::new();
        files.insert("proc/1/stat", stat.clone());
        files.insert("proc/2/stat", [b"2 (", stat.as_slice(), b") S ", tail.as_bytes()].concat());
        files.insert("proc/2/task/3/stat", stat);
        for pid in [1, 2] {
            files.insert(&format!("proc/{pid}/cmdline"), cmdline.clone());
        }
        let columns = columns.to_string();
        let ran = pstree_in(&files, &[&flags], &[("COLUMNS", &columns)], true);
        match ran.result {
            Ok(status) => prop_assert_eq!(status, 0),
            Err(failure) => prop_assert!(failure.message.contains("/stat"), "{}", failure),
        }
    }
}
