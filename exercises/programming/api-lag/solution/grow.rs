//! Logs of any length, for measuring how run time grows.

use super::timestamp::{self, MILLI, Nanos};
use contract::{Choices, Input};

/// 2026-03-01T10:00:00Z.
const START: Nanos = 1_772_359_200_000 * MILLI;

/// A log of `n` lines: all requests, and then their responses in a random order (of an odd number of lines the last
/// request has none). Half of the lines are open requests at once, so a program that searches them one by one takes
/// quadratic time.
pub fn grow(n: u64) -> Input {
    let mut choices = Choices::seeded(n);
    let (answered, requests) = (n / 2, n - n / 2);
    let mut log = String::new();
    let mut add = |id: u64, millis: u64, rest: &str| {
        let time = timestamp::format(START + Nanos::from(millis) * MILLI, 0, 3);
        log.push_str(&format!(
            "{{\"time\":\"{time}\",\"id\":\"r{id}\",{rest}}}\n"
        ));
    };
    for id in 0..requests {
        let item = choices.below(1_000);
        let rest = format!("\"event\":\"request\",\"method\":\"GET\",\"path\":\"/items/{item}\"");
        add(id, id, &rest);
    }
    let mut order: Vec<u64> = (0..answered).collect();
    for i in (1..order.len()).rev() {
        let j = choices.below(i as u64 + 1) as usize;
        order.swap(i, j);
    }
    for id in order {
        let lag = requests + choices.below(500);
        add(id, id + lag, "\"event\":\"response\",\"status\":200");
    }
    Input {
        args: vec!["log.jsonl".to_owned()],
        files: vec![("log.jsonl".to_owned(), log.into_bytes())],
        ..Input::default()
    }
}
