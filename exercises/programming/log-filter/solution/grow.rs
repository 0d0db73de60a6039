//! Logs of any length, for measuring how run time grows.

use super::time;
use contract::{Choices, Input};

/// 2025-03-18T06:00:00Z.
const START: i64 = 1_742_277_600;

/// A combined log of `n` lines, to be counted by path. There are about as many paths as lines, so that a program that
/// keeps its counts in a list and searches it takes quadratic time.
pub fn grow(n: u64) -> Input {
    let mut choices = Choices::seeded(n);
    let mut log = String::new();
    for number in 0..n {
        let stamp = time::utc(START + (number / 8) as i64);
        let address = choices.below(250) + 1;
        let item = choices.below(n * 2);
        let status = choices
            .pick(&["200", "200", "304", "404", "502"])
            .copied()
            .unwrap_or_default();
        let bytes = choices.below(20_000);
        log.push_str(&format!(
            "192.0.2.{address} - - [18/Mar/2025:{} +0000] \"GET /items/{item}?page=1 HTTP/1.1\" {status} {bytes} \"-\" \"curl/8.5.0\"\n",
            &stamp[11..19]
        ));
    }
    Input {
        args: ["--where", "status<500", "--top", "path", "input.log"]
            .map(str::to_owned)
            .to_vec(),
        files: vec![("input.log".to_owned(), log.into_bytes())],
        ..Input::default()
    }
}
