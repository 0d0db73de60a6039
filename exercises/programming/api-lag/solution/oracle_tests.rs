use super::*;
use contract::{Choices, Input, Report};
use std::path::Path;
use std::process::Command;

/// Runs the reference: (status, stdout, report).
fn reference(input: &Input) -> (u8, String, Report) {
    let files = input.memory();
    let (mut stdout, mut stderr, mut report) = (Vec::new(), Vec::new(), Report::default());
    let result = run(&mut Io {
        args: &input.args,
        env: &input.env,
        files: &files,
        stdin: &mut input.stdin.as_slice(),
        stdout: &mut stdout,
        stderr: &mut stderr,
        report: Some(&mut report),
        progress: &mut |_| {},
    });
    let status = result.unwrap_or_else(|failure| failure.status);
    (status, String::from_utf8(stdout).unwrap(), report)
}

/// Random logs give what the oracle and the model answer, written apart from each other and from this, make of them.
#[test]
fn random_logs_agree_with_the_python_programs() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("programming/api-lag");
    let root = std::env::temp_dir().join(format!("dryrun-api-lag-{}", std::process::id()));
    std::fs::create_dir_all(&root).unwrap();
    let mut statuses = std::collections::BTreeSet::new();
    for seed in 0..16 {
        let input = generate(&mut Choices::seeded(seed), 1 + seed as u32 * 6);
        let (status, stdout, _) = reference(&input);
        for (path, bytes) in &input.files {
            std::fs::write(root.join(path), bytes).unwrap();
        }
        for program in ["fixtures/oracle.py", "solution.py"] {
            let mut command = Command::new("python3");
            command.arg("-I").arg(folder.join(program));
            let output = command
                .args(&input.args)
                .current_dir(&root)
                .output()
                .unwrap();
            let theirs = String::from_utf8(output.stdout).unwrap();
            assert_eq!(theirs, stdout, "{program}, seed {seed}: {:?}", input.args);
            assert_eq!(
                output.status.code(),
                Some(i32::from(status)),
                "{program}, seed {seed}"
            );
        }
        statuses.insert(status);
    }
    std::fs::remove_dir_all(&root).unwrap();
    assert!(
        statuses.len() >= 3,
        "the logs are too much alike: {statuses:?}"
    );
}

fn log(lines: impl Iterator<Item = String>) -> Input {
    Input {
        stdin: lines.collect::<String>().into_bytes(),
        ..Input::default()
    }
}

fn exchange(number: u64, lag: u64) -> String {
    let (start, end) = (number * 10, number * 10 + lag);
    format!(
        "{{\"time\":{start},\"event\":\"request\",\"id\":\"{number}\",\"method\":\"GET\",\"path\":\"/\"}}\n\
         {{\"time\":{end},\"event\":\"response\",\"id\":\"{number}\"}}\n"
    )
}

#[test]
fn a_report_stays_small_and_says_what_it_left_out() {
    use contract::report::Block;
    // Every tenth of 30,000 is slow: more of either kind than is drawn.
    let input = log((0..30_000).map(|n| exchange(n, if n % 10 == 0 { 1500 } else { 5 })));
    let (_, _, report) = reference(&input);
    let timeline = report.blocks.iter().find_map(|block| match block {
        Block::Timeline(timeline) => Some(timeline),
        _ => None,
    });
    let timeline = timeline.unwrap();
    let bars = timeline.lanes[0].bars.len() as u64;
    assert!((1000..=2000).contains(&bars), "{bars}");
    assert_eq!(bars + timeline.dropped, 30_000);
    // What is kept is spread over the whole log.
    let last = timeline.lanes[0].bars.last().unwrap();
    assert!(last.start > 290.0, "{}", last.start);
}

#[test]
fn a_gzip_file_that_is_cut_short_makes_the_check_unknown() {
    let input = Input {
        args: vec!["log".to_owned()],
        files: vec![("log".to_owned(), vec![0x1f, 0x8b, 8, 0, 0])],
        ..Input::default()
    };
    let (status, stdout, _) = reference(&input);
    assert_eq!(
        (status, stdout.as_str()),
        (3, "API_LAG UNKNOWN - cannot read log\n")
    );
}

proptest::proptest! {
    #[test]
    fn any_bytes_end_in_a_status(bytes: Vec<u8>) {
        let (status, stdout, _) = reference(&Input { stdin: bytes, ..Input::default() });
        proptest::prop_assert_eq!(status, 3);
        proptest::prop_assert!(stdout.starts_with("API_LAG UNKNOWN - "));
    }
}
