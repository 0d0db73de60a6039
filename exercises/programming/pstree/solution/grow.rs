//! Process tables of any size, for measuring how run time grows.

use contract::{Choices, Input};
use std::fmt::Write as _;

/// Names of processes that look the same as others.
const COMMON: [&str; 4] = ["sh", "worker", "nginx", "postgres"];

/// A table of `n` processes. Every second one is a child of PID 1 under a name of its own, the others hang anywhere
/// below those under common names. So a program that goes through the whole table for each process, or through all
/// siblings for each sibling to see which look the same, takes quadratic time.
#[must_use]
pub fn grow(n: u64) -> Input {
    let mut choices = Choices::seeded(n);
    let mut files = Vec::new();
    for pid in 1..=n {
        let (name, parent) = match pid {
            1 => ("init".to_owned(), 0),
            _ if pid % 2 == 0 => (format!("job-{pid}"), 1),
            _ => {
                let name = choices.pick(&COMMON).copied().unwrap_or_default();
                (name.to_owned(), 1 + choices.below(pid - 1))
            }
        };
        let mut stat = format!("{pid} ({name}) S {parent} {pid} {pid} 0 -1");
        // The other fields of proc_pid_stat(5), 9 to 52, of which pstree uses none.
        for _ in 9..=52 {
            let _ = write!(stat, " 0");
        }
        stat.push('\n');
        files.push((format!("proc/{pid}/stat"), stat.into_bytes()));
    }
    Input {
        files,
        ..Input::default()
    }
}
