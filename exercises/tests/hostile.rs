//! Damaged inputs: every reference, over its fixtures cut short, with bits flipped, lines shuffled and nonsense
//! put in, ends without a panic, says why when it fails, and prints no more than its input can account for.

#![allow(clippy::unwrap_used, clippy::panic)]

mod common;

use common::{Folder, folders};
use contract::{Choices, Input, Io, Report};
use practice::manifest::{Fixture, RunOption, Settings, arguments};
use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Damaged inputs per exercise.
const SEEDS: u64 = 200;

/// Bytes of a file that are damaged and run: enough for thousands of lines, little enough for hundreds of runs.
const MAX_FILE: usize = 16 * 1024;

/// Files of a tree that are kept.
const MAX_FILES: usize = 400;

/// What a program may print, and what its report may take as JSON: no input here needs a tenth of it.
const MAX_OUTPUT: usize = 32 * 1024 * 1024;

/// Pieces that parsers trip over.
const NONSENSE: &[&[u8]] = &[
    b"\0",
    b"\xff\xfe",
    b"\n\n",
    b"\r\n",
    b"-1",
    b"18446744073709551616",
    b"-9223372036854775809",
    b"1e999",
    b"NaN",
    b"((((",
    b"))))",
    b"[[[[{\"",
    b"\"\\u0000\\ud800",
    b"%",
    b"\xed\xa0\x80",
    b"9999-99-99T99:99:99Z",
    b"\x1f\x8b\x08\0",
    b" ",
];

/// A sink that counts, and is full at [`MAX_OUTPUT`].
struct Capped(usize);

impl Write for Capped {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        assert!(self.0 <= MAX_OUTPUT, "prints without end");
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A number below `n`, as an index.
fn below(choices: &mut Choices, n: usize) -> usize {
    choices.below(n as u64) as usize
}

/// Damages bytes once.
fn damage(bytes: &mut Vec<u8>, choices: &mut Choices) {
    let at = below(choices, bytes.len() + 1);
    match choices.below(9) {
        0 => bytes.truncate(at),
        1 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << choices.below(8);
            }
        }
        2 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = choices.below(256) as u8;
            }
        }
        3 => {
            let piece = choices.pick(NONSENSE).copied().unwrap_or_default();
            bytes.splice(at..at, piece.iter().copied());
        }
        4 => {
            let end = (at + below(choices, 40)).min(bytes.len());
            bytes.drain(at..end);
        }
        5 => lines(bytes, |lines| {
            for i in (1..lines.len()).rev() {
                let j = below(choices, i + 1);
                lines.swap(i, j);
            }
        }),
        6 => lines(bytes, |lines| {
            let from = below(choices, lines.len());
            let to = below(choices, lines.len());
            lines.insert(to, lines[from].clone());
        }),
        7 => {
            // A line without end.
            let byte = bytes.get(at).copied().unwrap_or(b'a');
            bytes.splice(at..at, std::iter::repeat_n(byte, 5_000));
        }
        _ => {
            let length = below(choices, 300);
            *bytes = (0..length).map(|_| choices.below(256) as u8).collect();
        }
    }
}

/// Changes bytes as lines.
fn lines(bytes: &mut Vec<u8>, change: impl FnOnce(&mut Vec<Vec<u8>>)) {
    let mut lines: Vec<Vec<u8>> = bytes.split(|&b| b == b'\n').map(<[u8]>::to_vec).collect();
    change(&mut lines);
    *bytes = lines.join(&b'\n');
}

/// Damages files: their bytes, which there are, and which holds what.
fn damage_all(files: &mut Vec<(String, Vec<u8>)>, choices: &mut Choices) {
    for _ in 0..=below(choices, 4) {
        if files.is_empty() {
            return;
        }
        let index = below(choices, files.len());
        match choices.below(if files.len() > 1 { 8 } else { 5 }) {
            0..5 => damage(&mut files[index].1, choices),
            5 => drop(files.remove(index)),
            6 => files[index].1.clear(),
            _ => {
                let other = below(choices, files.len());
                files[index].1 = files[other].1.clone();
            }
        }
    }
}

/// Settings drawn at random from what there is to set.
fn settings(folder: &Folder, choices: &mut Choices) -> Settings {
    let mut settings = Settings::new();
    for option in &folder.manifest.options {
        if choices.chance(60) {
            continue;
        }
        let value = match option {
            RunOption::Switch { .. } => choices.below(2).to_string(),
            RunOption::Choice { choices: all, .. } => below(choices, all.len()).to_string(),
            RunOption::Value {
                default,
                placeholder,
                ..
            } => {
                if choices.chance(50) {
                    default.clone()
                } else {
                    placeholder.clone()
                }
            }
        };
        settings.insert(option.name().to_owned(), value);
    }
    settings
}

/// The files of a fixture, unpacked, and small enough to be run hundreds of times.
fn files(folder: &Folder, fixture: &Fixture) -> Vec<(String, Vec<u8>)> {
    folder
        .mounted(fixture)
        .iter()
        .take(MAX_FILES)
        .map(|(path, bytes)| {
            let mut start = Vec::new();
            let limit = MAX_FILE as u64;
            if path.ends_with(".gz") {
                flate2::read::MultiGzDecoder::new(bytes)
                    .take(limit)
                    .read_to_end(&mut start)
                    .unwrap();
            } else {
                bytes.take(limit).read_to_end(&mut start).unwrap();
            }
            (path.to_owned(), start)
        })
        .collect()
}

/// Runs a reference as the engine does, and checks how it ends.
fn run(name: &str, input: &Input) {
    let reference = exercises::find(name).unwrap();
    let mut report = Report::default();
    let ended = (reference.run)(&mut Io {
        args: &input.args,
        env: &input.env,
        files: &input.memory(),
        stdin: &mut input.stdin.as_slice(),
        stdout: &mut Capped(0),
        stderr: &mut Capped(0),
        report: Some(&mut report),
        progress: &mut |_| {},
    });
    if let Err(failure) = ended {
        assert_ne!(
            failure.status, 0,
            "a failure that looks like success: {failure}"
        );
        assert!(
            !failure.message.trim().is_empty(),
            "a failure without words"
        );
        assert!(
            failure.message.len() < 4_096,
            "a failure of {} bytes",
            failure.message.len()
        );
    }
    let mut size = Capped(0);
    write!(size, "{report:?}").unwrap();
}

#[test]
fn damaged_inputs_are_survived() {
    for folder in folders() {
        let fixtures = &folder.manifest.fixtures;
        let whole: Vec<_> = fixtures
            .iter()
            .map(|fixture| (files(&folder, fixture), &fixture.args))
            .collect();
        for seed in 0..SEEDS {
            let mut choices = Choices::seeded(seed);
            let (files, tail) = choices.pick(&whole).unwrap();
            let mut input = Input {
                files: files.clone(),
                ..Input::default()
            };
            let set = settings(&folder, &mut choices);
            input.args = arguments(&folder.manifest, &set, tail);
            damage_all(&mut input.files, &mut choices);
            let ran = catch_unwind(AssertUnwindSafe(|| run(&folder.name, &input)));
            assert!(
                ran.is_ok(),
                "{}: seed {seed} with {:?}",
                folder.name,
                input.args
            );
        }
    }
}

#[test]
fn damage_is_done_and_repeats() {
    let whole = vec![
        ("a".to_owned(), b"one 1\ntwo 2\nthree 3\n".to_vec()),
        ("b".to_owned(), vec![b'x'; 50]),
    ];
    let damaged = |seed| {
        let mut files = whole.clone();
        damage_all(&mut files, &mut Choices::seeded(seed));
        files
    };
    let changed = (0..SEEDS).filter(|&seed| damaged(seed) != whole).count();
    assert!(
        changed > 150,
        "only {changed} of {SEEDS} inputs are damaged"
    );
    assert!((0..SEEDS).all(|seed| damaged(seed) == damaged(seed)));
}
