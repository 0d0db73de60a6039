//! Operations files of any length, for measuring how run time grows.

use contract::{Choices, Input};

/// `n` operations on a cache of n/4 entries, over n/2 keys drawn evenly: hits anywhere in the order of use, and an
/// eviction at most puts of a new key. A program that searches a list for the entry, or for the one to go, takes
/// quadratic time.
pub fn grow(n: u64) -> Input {
    let mut choices = Choices::seeded(n);
    let mut text = format!("capacity {}\n", n / 4);
    for number in 0..n {
        let key = choices.below(n / 2);
        let line = if choices.chance(50) {
            format!("put k{key} v{number}\n")
        } else {
            format!("get k{key}\n")
        };
        text.push_str(&line);
    }
    Input {
        args: vec!["ops.txt".to_owned()],
        files: vec![("ops.txt".to_owned(), text.into_bytes())],
        ..Input::default()
    }
}
