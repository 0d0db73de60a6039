//! Random logs with random options; the simplest is one plain line and no option.

use super::time;
use contract::{Choices, Input};

const ADDRESSES: [&str; 5] = [
    "192.0.2.1",
    "192.0.2.7",
    "198.51.100.20",
    "203.0.113.9",
    "2001:db8::1",
];
const TARGETS: [&str; 8] = [
    "/",
    "/api/items",
    "/api/items?page=2",
    "/static/app.js",
    "/search?q=caf%C3%A9",
    "/a b",
    "/login",
    "/api?x=[1]",
];
const STATUSES: [&str; 8] = ["200", "304", "301", "404", "500", "502", "499", "201"];
const AGENTS: [&str; 5] = [
    "-",
    "curl/8.5.0",
    "Mozilla/5.0 (X11; \\x22quoted\\x22)",
    "",
    "a [b] - c",
];
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

fn pick<'a>(choices: &mut Choices, options: &[&'a str]) -> &'a str {
    choices.pick(options).copied().unwrap_or_default()
}

/// A log of up to `size` lines and the arguments to filter it with.
pub(super) fn input(choices: &mut Choices, size: u32) -> Input {
    let format = choices.below(4);
    // A time in 2025, so that a year's end is not crossed by chance in a format without years.
    let mut now = 1_742_277_600 + choices.below(20_000_000) as i64;
    let mut log = Vec::new();
    for _ in 0..choices.range(1, u64::from(size.max(1))) {
        now += choices.below(400) as i64;
        let line = line(choices, format, now);
        // Damaged lines: cut short, or with bytes that are no text.
        let length = if choices.chance(6) {
            choices.below(line.len() as u64) as usize
        } else {
            line.len()
        };
        log.extend_from_slice(&line.as_bytes()[..length]);
        if choices.chance(3) {
            log.extend_from_slice(b" \xff\xfe");
        }
        log.push(b'\n');
    }
    if choices.chance(10) {
        log.pop();
    }
    Input {
        args: arguments(choices, format, now),
        files: vec![("input.log".to_owned(), log)],
        ..Input::default()
    }
}

fn line(choices: &mut Choices, format: u64, now: i64) -> String {
    let address = pick(choices, &ADDRESSES);
    let stamp = time::utc(now);
    // `2025-03-18T06:00:00Z` taken apart again, for the formats that write it otherwise.
    let (year, day, clock) = (&stamp[..4], &stamp[8..10], &stamp[11..19]);
    let month = stamp[5..7]
        .parse()
        .ok()
        .and_then(|month: usize| MONTHS.get(month - 1))
        .copied()
        .unwrap_or("Jan");
    match format {
        0 | 1 => {
            let (target, status, agent) = (
                pick(choices, &TARGETS),
                pick(choices, &STATUSES),
                pick(choices, &AGENTS),
            );
            let method = pick(choices, &["GET", "POST", "HEAD"]);
            let bytes = choices.below(10_000);
            let request = if choices.chance(8) {
                "\\x16\\x03\\x01".to_owned()
            } else {
                format!("{method} {target} HTTP/1.1")
            };
            let common = format!(
                "{address} - - [{day}/{month}/{year}:{clock} +0000] \"{request}\" {status} {bytes}"
            );
            if format == 0 {
                format!("{common} \"-\" \"{agent}\"")
            } else {
                common
            }
        }
        2 => {
            let app = pick(choices, &["sshd", "cron", "kernel", "nginx"]);
            let message = pick(
                choices,
                &[
                    "started",
                    "connection refused",
                    "Invalid user admin",
                    "disk: 91% full",
                    "",
                ],
            );
            let day = day.trim_start_matches('0');
            let pid = choices.below(3);
            let pid = if pid > 0 {
                format!("[{pid}]")
            } else {
                String::new()
            };
            format!("{month} {day:>2} {clock} web-1 {app}{pid}: {message}")
        }
        _ => {
            let status = pick(choices, &STATUSES);
            let took = choices.below(2000);
            let path = pick(choices, &["/", "/api/items", "/api/\\u0061", "/\\\"x\\\""]);
            format!(
                r#"{{"time":"{stamp}","status":{status},"path":"{path}","upstream":{{"addr":"{address}","took":{}.{:03}}}}}"#,
                took / 1000,
                took % 1000
            )
        }
    }
}

fn arguments(choices: &mut Choices, format: u64, end: i64) -> Vec<String> {
    let fields: &[&str] = match format {
        0 | 1 => &["status", "path", "addr", "method", "bytes", "query"],
        2 => &["app", "message", "pid", "host"],
        _ => &["status", "path", "upstream.addr", "upstream.took"],
    };
    let mut args = Vec::new();
    if choices.chance(30) {
        args.extend([
            "--match".to_owned(),
            pick(choices, &["1", "api", "^1", "5[0-9]$", "a.*e", "GET|POST"]).to_owned(),
        ]);
        if choices.chance(30) {
            args.push("--invert".to_owned());
        }
    }
    for _ in 0..choices.below(3) {
        let field = pick(choices, fields);
        let operator = pick(choices, &["=", "!=", ">=", "<", ">", "<=", "~", "!~"]);
        let value = pick(
            choices,
            &["404", "500", "/api/items", "a", "1", "0.5", "1024"],
        );
        args.extend(["--where".to_owned(), format!("{field}{operator}{value}")]);
    }
    if choices.chance(20) {
        args.extend([
            "--since".to_owned(),
            time::utc(end - choices.below(4000) as i64),
        ]);
    }
    if choices.chance(20) {
        args.extend([
            "--until".to_owned(),
            time::utc(end + 4000 - choices.below(8000) as i64 / 2),
        ]);
    }
    match choices.below(5) {
        1 => args.push("--count".to_owned()),
        2 => args.extend(["--top".to_owned(), pick(choices, fields).to_owned()]),
        3 => args.extend([
            "--histogram".to_owned(),
            pick(choices, &["1m", "5m", "1h"]).to_owned(),
        ]),
        _ => {}
    }
    let name = match format {
        0 => "combined",
        1 => "common",
        2 => "rfc3164",
        _ => "json",
    };
    args.extend(["--format", name, "--year", "2025", "input.log"].map(str::to_owned));
    args
}
