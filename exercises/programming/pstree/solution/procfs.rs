//! Reading a captured /proc into records, in PID order.

use super::options::Options;
use super::stat::{self, Arguments, READ_LIMIT};
use contract::files::Files;
use contract::{Failure, Progress};
use std::collections::HashSet;

/// One process (or what was left of it) and its threads.
#[derive(Clone, Debug)]
pub(super) struct Process {
    /// Its PID: the directory's name.
    pub(super) pid: i32,
    /// Its parent's PID.
    pub(super) parent: i32,
    /// Its name, any bytes but NUL.
    pub(super) name: Vec<u8>,
    /// Field 3 of `stat`.
    pub(super) state: u8,
    /// Its arguments, with `-a`.
    pub(super) arguments: Arguments,
    /// Whether only its threads were seen: with `-a`, its `cmdline` was gone.
    pub(super) gone: bool,
    /// Its threads but the first, as (TID, shown name).
    pub(super) threads: Vec<(i32, Vec<u8>)>,
    /// Its `status`, when a report is wanted and there is one.
    pub(super) status: Option<Vec<u8>>,
}

/// What was read.
#[derive(Clone, Debug, Default)]
pub(super) struct Capture {
    /// The processes by ascending PID.
    pub(super) processes: Vec<Process>,
    /// PIDs whose `stat` was missing or empty.
    pub(super) vanished: Vec<i32>,
    /// What was wrong with a `stat` that was there, as `FILE:LINE: PROBLEM`.
    pub(super) malformed: Vec<String>,
}

/// Reads the processes below `options.root`, or below the `proc` in it.
///
/// # Errors
/// When the root can't be listed, or holds no `PID/stat`. Where there are some but none is usable, nobody is known, which
/// is no error: psmisc draws a lone `?` then.
pub(super) fn read(
    files: &dyn Files,
    options: &Options,
    statuses: bool,
    progress: &mut dyn FnMut(Progress),
) -> Result<Capture, Failure> {
    let (root, pids) = find_root(files, &options.root)?;
    let everyone: HashSet<i32> = pids.iter().copied().collect();
    let mut capture = Capture::default();
    let mut seen_threads = HashSet::new();
    for (done, &pid) in pids.iter().enumerate() {
        if done % 1024 == 0 {
            progress(Progress {
                done: done as u64,
                total: pids.len() as u64,
            });
        }
        let folder = format!("{root}/{pid}");
        let path = format!("{folder}/stat");
        let bytes = files.read(&path).unwrap_or_default();
        if bytes.is_empty() {
            capture.vanished.push(pid);
            continue;
        }
        let stat = match stat::parse(&bytes) {
            Ok(stat) => stat,
            Err(problem) => {
                capture.malformed.push(format!("{path}:1: {problem}"));
                continue;
            }
        };
        let mut process = Process {
            pid,
            parent: stat.parent,
            name: stat::kept_name(stat.name),
            state: stat.state,
            arguments: Arguments::Unknown,
            gone: false,
            threads: Vec::new(),
            status: None,
        };
        if !options.hide_threads {
            for tid in numbers(files, &format!("{folder}/task")) {
                // A listing is no snapshot: a TID may come up again as a process or elsewhere. Each is shown once.
                if tid == pid || everyone.contains(&tid) || !seen_threads.insert(tid) {
                    continue;
                }
                let name = thread_name(files, &folder, tid, stat.name, options.thread_names);
                process.threads.push((tid, name));
            }
        }
        if options.arguments {
            // psmisc reads one byte more than a line is wide.
            let limit = options
                .width
                .map_or(READ_LIMIT + 1, |width| width as usize + 1);
            match files.read(&format!("{folder}/cmdline")) {
                Ok(cmdline) => process.arguments = stat::arguments(&cmdline, limit),
                Err(_) => process.gone = true,
            }
        }
        if statuses {
            process.status = files.read(&format!("{folder}/status")).ok();
        }
        capture.processes.push(process);
    }
    Ok(capture)
}

/// The name shown for a thread: with `-t` its own where it can be read, otherwise its process's.
fn thread_name(files: &dyn Files, folder: &str, tid: i32, process: &[u8], own: bool) -> Vec<u8> {
    if own && let Ok(bytes) = files.read(&format!("{folder}/task/{tid}/stat")) {
        return stat::kept_thread_name(stat::thread_name(&bytes).unwrap_or(process));
    }
    stat::kept_thread_name(process)
}

/// The directory that holds the PIDs, without a slash at its end, and the PIDs in ascending order.
fn find_root(files: &dyn Files, given: &str) -> Result<(String, Vec<i32>), Failure> {
    let given = match given.trim_end_matches('/') {
        "" => "/",
        given => given,
    };
    let entries = files.list(given).map_err(|error| {
        Failure::new(format!("{given}: {error}; --root names a captured /proc"))
    })?;
    let mut root = given.trim_end_matches('/').to_owned();
    let mut pids = sorted_numbers(entries.iter().map(|entry| entry.name.as_str()));
    if pids.is_empty() && entries.iter().any(|entry| entry.name == "proc") {
        root.push_str("/proc");
        pids = numbers(files, &root);
    }
    // Directories named by numbers are not enough: somewhere there must be a stat.
    let any_stat = pids.iter().any(|pid| {
        let folder = files.list(&format!("{root}/{pid}")).unwrap_or_default();
        folder.iter().any(|entry| entry.name == "stat")
    });
    if !any_stat {
        return Err(Failure::new(format!(
            "{given}: there is no PID/stat in it; --root names a captured /proc"
        )));
    }
    Ok((root, pids))
}

/// The numbers among a directory's names, ascending; none when it can't be listed.
fn numbers(files: &dyn Files, dir: &str) -> Vec<i32> {
    let entries = files.list(dir).unwrap_or_default();
    sorted_numbers(entries.iter().map(|entry| entry.name.as_str()))
}

/// PIDs and TIDs as the kernel writes them: decimal digits without leading zeros.
fn sorted_numbers<'a>(names: impl Iterator<Item = &'a str>) -> Vec<i32> {
    let mut numbers: Vec<i32> = names
        .filter(|name| name.bytes().all(|byte| byte.is_ascii_digit()))
        .filter(|name| !name.starts_with('0') || *name == "0")
        .filter_map(|name| name.parse().ok())
        .collect();
    // Directory order decides between equal names in psmisc; a /proc lists ascending PIDs.
    numbers.sort_unstable();
    numbers
}
