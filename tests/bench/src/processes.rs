//! A host of many processes, as files.

use crate::random::Random;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// Names as a busy host has them; some are parents more often than others.
const NAMES: [&str; 12] = [
    "systemd",
    "sshd",
    "bash",
    "nginx",
    "php-fpm8.2",
    "postgres",
    "kworker/u4:2",
    "redis-server",
    "python3",
    "(sd-pam)",
    "node",
    "sleep",
];

/// Writes `PID/stat`, `PID/cmdline` and `PID/task/TID/stat` of processes 1 to `count`. PIDs descend, because a tmpfs lists
/// the newest entry first and a /proc lists ascending PIDs.
///
/// Parents are drawn among the earlier processes, so the tree is some thirty deep with wide places, as shells and
/// prefork servers make them; one process in ten has threads.
pub(crate) fn write(folder: &str, count: u32) -> Result<()> {
    let root = Path::new(folder);
    let mut random = Random(1);
    let mut hosts: Vec<(u32, usize, u32)> = vec![(0, 0, 0)];
    for pid in 2..=count {
        // A few old processes have most of the children.
        let parent = match random.below(4) {
            0 => 1,
            1 => 1 + random.below((pid - 1).min(50)),
            _ => 1 + random.below(pid - 1),
        };
        let threads = if random.below(10) == 0 {
            random.below(8)
        } else {
            0
        };
        hosts.push((parent, random.below(NAMES.len() as u32) as usize, threads));
    }
    // TIDs come from the same numbers as PIDs.
    let mut tid = count + hosts.iter().map(|host| host.2).sum::<u32>();
    for (index, &(parent, name, threads)) in hosts.iter().enumerate().rev() {
        let pid = index as u32 + 1;
        let name = NAMES[name];
        let process = root.join(pid.to_string());
        for _ in 0..threads {
            put(
                &process.join(format!("task/{tid}/stat")),
                &stat(tid, name, parent),
            )?;
            tid -= 1;
        }
        put(
            &process.join(format!("task/{pid}/stat")),
            &stat(pid, name, parent),
        )?;
        put(&process.join("cmdline"), &format!("{name}\0--worker\0"))?;
        put(&process.join("stat"), &stat(pid, name, parent))?;
    }
    put(&root.join("uptime"), "100000.00 150000.00\n")
}

/// The fields of proc_pid_stat(5) up to the process group; no reader of trees looks further.
fn stat(pid: u32, name: &str, parent: u32) -> String {
    format!(
        "{pid} ({name}) S {parent} {pid} {pid} 0 -1 4194560 1200 0 0 0 3 1 0 0 20 0 1 0 {} 10000000 900 18446744073709551615 \
         1 1 0 0 0 0 0 4096 0 0 0 0 17 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n",
        1000 + pid
    )
}

fn put(path: &Path, text: &str) -> Result<()> {
    let told = || format!("writing {}", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(told)?;
    }
    fs::write(path, text).with_context(told)
}
