//! Random logs.

use super::timestamp::{self, MILLI, Nanos};
use contract::{Choices, Input};

/// 2026-06-30T23:59:58Z: zones put events on either side of a day, a month and half a year.
const START: Nanos = 1_782_863_998_000 * MILLI;
const METHODS: [&str; 3] = ["GET", "POST", "DELETE"];
const PATHS: [&str; 6] = [
    "/items",
    "/items/17",
    "/items/9?expand=1",
    "/orders/5f834da7-0569-4018-ab2b-5693babb7fbb",
    "/v2/search?q=/a/1",
    "/orders/12/lines/3/",
];
const SERVICES: [&str; 3] = ["shop", "stock", "a|b"];
const BROKEN: [&str; 6] = [
    "{",
    "[]",
    "{\"time\":1782863998000,\"event\":\"response\"}",
    "{\"time\":\"2026-06-31T00:00:00Z\",\"event\":\"response\",\"id\":\"r0\"}",
    "{\"time\":\"2026-06-30T23:59:59\",\"event\":\"response\",\"id\":\"r0\"}",
    "{\"time\":1782863998000,\"event\":\"request\",\"id\":\"r0\",\"path\":\"/\"}",
];
/// Lags worth meeting: about the thresholds that arguments draw from.
const LAGS: [Nanos; 8] = [
    5 * MILLI,
    0,
    100 * MILLI,
    100 * MILLI + 1,
    1_234_500,
    1_000 * MILLI,
    10_001 * MILLI,
    -3_000_500,
];

/// Makes a log of up to some 2 · `size` requests in one file or two, and arguments.
pub fn generate(choices: &mut Choices, size: u32) -> Input {
    let requests = choices.range(1, 2 + 2 * u64::from(size));
    let mut files: [Vec<String>; 2] = Default::default();
    let two = choices.chance(20);
    let mut now = START;
    for number in 0..requests {
        now += Nanos::from(choices.below(400)) * MILLI;
        if choices.chance(10) {
            now += Nanos::from(choices.below(1_000_000));
        }
        for line in exchange(choices, number, now) {
            // A line may be written late: lines of other requests get before it.
            let file = &mut files[usize::from(two && choices.chance(50))];
            let back = usize::try_from(choices.below(4)).unwrap_or(0);
            let at = file.len().saturating_sub(back);
            file.insert(at, line);
        }
    }
    let mut args = arguments(choices, now);
    let mut input = Input::default();
    for (name, lines) in ["a.jsonl", "b.jsonl"].into_iter().zip(files) {
        if name == "a.jsonl" || two {
            args.push(name.to_owned());
            let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
            input.files.push((name.to_owned(), text.into_bytes()));
        }
    }
    input.args = args;
    input
}

/// The lines of one request, in the order in which they were written.
fn exchange(choices: &mut Choices, number: u64, start: Nanos) -> Vec<String> {
    let mut lines = Vec::new();
    if choices.chance(4) {
        lines.push(pick(choices, &BROKEN).to_owned());
    }
    let id = format!("r{number}");
    let (method, path) = (pick(choices, &METHODS), pick(choices, &PATHS));
    let service = if choices.chance(10) {
        String::new()
    } else {
        format!(",\"service\":\"{}\"", pick(choices, &SERVICES))
    };
    let orphan = choices.chance(4);
    let repeats = if choices.chance(6) { 2 } else { 1 };
    for repeat in 0..repeats {
        if !orphan {
            let time = time(choices, start + repeat * 40 * MILLI);
            lines.push(format!(
                "{{\"time\":{time},\"event\":\"request\",\"id\":\"{id}\"{service},\"method\":\"{method}\",\"path\":\"{path}\"}}"
            ));
        }
    }
    if !choices.chance(8) || orphan {
        let lag = choices.pick(&LAGS).copied().unwrap_or(0);
        let lag = lag + Nanos::from(choices.below(300)) * MILLI * Nanos::from(lag >= 0);
        let repeats = if choices.chance(6) { 2 } else { 1 };
        for repeat in 0..repeats {
            let time = time(choices, start + lag + repeat * 7 * MILLI);
            lines.push(format!(
                "{{\"time\":{time},\"event\":\"response\",\"id\":\"{id}\",\"status\":200}}"
            ));
        }
    }
    lines
}

fn pick<'a>(choices: &mut Choices, options: &[&'a str]) -> &'a str {
    choices.pick(options).copied().unwrap_or_default()
}

/// A time as JSON, in one of the ways in which logs write it. Coarse ones cut what they can't hold.
fn time(choices: &mut Choices, instant: Nanos) -> String {
    let millis = instant.div_euclid(MILLI);
    let text = match choices.below(5) {
        0 => return millis.to_string(),
        1 => return format!("\"{millis}\""),
        2 => timestamp::format(instant, 0, 9),
        3 => {
            let digits = usize::try_from(choices.below(10)).unwrap_or(0);
            timestamp::format(instant, 0, digits)
                .replace('T', "t")
                .replace('Z', "z")
        }
        _ => {
            let offset = choices.pick(&[60, -300, 345, -1]).copied().unwrap_or(0);
            timestamp::format(instant, offset, 6)
        }
    };
    format!("\"{text}\"")
}

fn arguments(choices: &mut Choices, end: Nanos) -> Vec<String> {
    let mut args = Vec::new();
    let mut add = |choices: &mut Choices, percent: u64, name: &str, values: &[&str]| {
        if choices.chance(percent) {
            args.extend([name.to_owned(), pick(choices, values).to_owned()]);
        }
    };
    add(choices, 30, "--by", &["path", "service", "endpoint"]);
    add(choices, 40, "--slow", &["100", "0", "1.2345"]);
    add(choices, 40, "--timeout", &["1000", "0", "250.5"]);
    add(choices, 40, "--warn", &["100", "0"]);
    add(choices, 40, "--crit", &["100.0", "1000"]);
    add(choices, 40, "--percentile", &["50", "99.9", "100", "12.5"]);
    add(choices, 20, "--list", &["3", "0"]);
    if choices.chance(30) {
        let later = end + Nanos::from(choices.below(20_000)) * MILLI;
        args.extend(["--now".to_owned(), timestamp::format(later, 0, 3)]);
    }
    args
}
