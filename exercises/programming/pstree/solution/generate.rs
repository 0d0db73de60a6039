//! Random process tables.

use contract::{Choices, Input};

/// Names, the plain ones first. Any byte but NUL may stand in a name.
const NAMES: &[&[u8]] = &[
    b"sh",
    b"nginx",
    b"sleep",
    b"worker",
    b"redis-server",
    b"x",
    b"sup (v2) main",
    b"a) R 1 (b",
    b"[kworker/0:1]",
    b"{x}",
    b"((",
    b"))",
    b"back\\slash",
    b"w\xc3\xb6rker",
    b"\xff raw",
    b"tab\there",
    b" ",
    b"?",
    b"",
];

/// Arguments, the plain ones first.
const WORDS: &[&[u8]] = &[
    b"-d", b"--config=/etc/app.conf", b"86400", b"two words", b"", b"caf\xc3\xa9", b"back\\slash", b"tab\there",
    b"--a-rather-long-option-that-fills-the-line=0123456789012345678901234567890123456789012345678901234567890123456789",
];

const FLAGS: &[&str] = &["-p", "-a", "-n", "-T", "-l", "-U", "-A"];

/// A process to be written.
struct Entry {
    pid: u64,
    name: &'static [u8],
    parent: u64,
    state: u8,
    threads: Vec<(u64, &'static [u8])>,
}

/// A table being made; PIDs and TIDs ascend from one counter, as a kernel gives them.
struct Table {
    entries: Vec<Entry>,
    last_id: u64,
}

/// A random table of up to `size` + 5 processes, and random options. The simplest is one `sh` and no option.
#[must_use]
pub fn generate(choices: &mut Choices, size: u32) -> Input {
    let mut table = Table {
        entries: Vec::new(),
        // Sometimes nobody has PID 1.
        last_id: u64::from(choices.chance(3)),
    };
    let count = choices.range(1, u64::from(size.max(1)));
    while (table.entries.len() as u64) < count {
        if !table.entries.is_empty() && choices.chance(10) {
            family(choices, &mut table);
        } else {
            let parent = parent(choices, &table);
            add(choices, &mut table, None, parent);
        }
    }
    let mut files = Vec::new();
    for entry in &table.entries {
        write_entry(choices, entry, &mut files);
    }
    // pstree asks for it, though it only colours by it.
    files.push(("proc/uptime".to_owned(), b"1000.00 1000.00\n".to_vec()));
    Input {
        args: arguments(choices, &table),
        files,
        ..Input::default()
    }
}

/// Some children of one parent that look the same, down to their own children: what gets merged.
fn family(choices: &mut Choices, table: &mut Table) {
    let parent = table.entries[choices.below(table.entries.len() as u64) as usize].pid;
    let name = pick(choices, NAMES);
    let child = choices.chance(50).then(|| pick(choices, NAMES));
    for _ in 0..choices.range(2, 3) {
        let pid = add(choices, table, Some(name), parent);
        if child.is_some() {
            add(choices, table, child, pid);
        }
    }
}

fn add(choices: &mut Choices, table: &mut Table, name: Option<&'static [u8]>, parent: u64) -> u64 {
    let pid = table.last_id + 1 + choices.below(3) * u64::from(!table.entries.is_empty());
    table.last_id = pid;
    let name = name.unwrap_or_else(|| pick(choices, NAMES));
    let mut threads = Vec::new();
    if choices.chance(12) {
        for _ in 0..choices.range(1, 4) {
            table.last_id += 1;
            let own = if choices.chance(30) {
                pick(choices, NAMES)
            } else {
                name
            };
            threads.push((table.last_id, own));
        }
    }
    let state = pick(choices, &[b"S", b"R", b"D", b"I", b"T"])[0];
    let state = if choices.chance(5) { b'Z' } else { state };
    table.entries.push(Entry {
        pid,
        name,
        parent: if pid == 1 { 0 } else { parent },
        state,
        threads,
    });
    pid
}

/// Mostly somebody who is there; now and then nobody, oneself, a thread or somebody younger (which may make a loop).
fn parent(choices: &mut Choices, table: &Table) -> u64 {
    let known = choices.below(table.entries.len() as u64) as usize;
    let known = table.entries.get(known);
    match choices.below(100) {
        96 => 0,
        97 => 90_000 + choices.below(3),
        98 => table.last_id + 1 + choices.below(8),
        99 => known
            .and_then(|k| k.threads.first())
            .map_or(1, |thread| thread.0),
        _ => known.map_or(0, |known| known.pid),
    }
}

fn arguments(choices: &mut Choices, table: &Table) -> Vec<String> {
    let mut args: Vec<String> = FLAGS
        .iter()
        .filter(|_| choices.chance(25))
        .map(|&flag| flag.to_owned())
        .collect();
    if choices.chance(20) {
        let entry = &table.entries[choices.below(table.entries.len() as u64) as usize];
        let thread = entry.threads.first().filter(|_| choices.chance(20));
        // An endless tree has no right output: psmisc crashes on it.
        if !on_loop(table, entry.pid) {
            args.push(thread.map_or(entry.pid, |thread| thread.0).to_string());
        }
    }
    args
}

/// Whether a process is its own ancestor, threads counted as their process's children.
fn on_loop(table: &Table, pid: u64) -> bool {
    let mut at = pid;
    for _ in 0..=2 * table.entries.len() {
        let above = table.entries.iter().find_map(|entry| {
            if entry.pid == at {
                return Some(if entry.parent == at { 0 } else { entry.parent });
            }
            let thread = entry.threads.iter().any(|thread| thread.0 == at);
            thread.then_some(entry.pid)
        });
        match above {
            Some(above) if above == pid => return true,
            Some(above) => at = above,
            None => return false,
        }
    }
    false
}

fn write_entry(choices: &mut Choices, entry: &Entry, files: &mut Vec<(String, Vec<u8>)>) {
    let folder = format!("proc/{}", entry.pid);
    let mut stat = stat(entry.pid, entry.name, entry);
    // Gone while it was read, or cut off.
    match choices.below(100) {
        98 => stat.clear(),
        99 => stat.truncate(choices.below(stat.len() as u64) as usize),
        _ => {}
    }
    // A stat that ends at its parenthesis makes psmisc read what an earlier file left behind; there is no oracle.
    if stat.ends_with(b")") {
        stat.clear();
    }
    files.push((format!("{folder}/stat"), stat));
    files.push((format!("{folder}/status"), status(entry)));
    if !choices.chance(1) {
        files.push((format!("{folder}/cmdline"), cmdline(choices, entry)));
    }
    if !entry.threads.is_empty() {
        let own = self::stat(entry.pid, entry.name, entry);
        files.push((format!("{folder}/task/{}/stat", entry.pid), own));
    }
    for (tid, name) in &entry.threads {
        let stat = self::stat(*tid, name, entry);
        files.push((format!("{folder}/task/{tid}/stat"), stat));
    }
}

/// The 52 fields of proc_pid_stat(5).
fn stat(id: u64, name: &[u8], entry: &Entry) -> Vec<u8> {
    let mut stat = format!("{id} (").into_bytes();
    stat.extend_from_slice(name);
    let state = char::from(entry.state);
    let (pid, parent, threads) = (entry.pid, entry.parent, entry.threads.len() + 1);
    stat.extend_from_slice(
        format!(
            ") {state} {parent} {pid} {pid} 0 -1 4194560 100 0 0 0 0 0 0 0 20 0 {threads} 0 5000 2547712 280 \
             18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n"
        )
        .as_bytes(),
    );
    stat
}

fn status(entry: &Entry) -> Vec<u8> {
    let mut status = b"Name:\t".to_vec();
    for &byte in entry.name {
        // As the kernel escapes names there.
        match byte {
            b'\n' => status.extend_from_slice(b"\\n"),
            b'\\' => status.extend_from_slice(b"\\\\"),
            byte => status.push(byte),
        }
    }
    let (pid, parent, threads) = (entry.pid, entry.parent, entry.threads.len() + 1);
    let state = char::from(entry.state);
    status.extend_from_slice(
        format!("\nState:\t{state}\nTgid:\t{pid}\nPid:\t{pid}\nPPid:\t{parent}\nUid:\t0\t0\t0\t0\nThreads:\t{threads}\n")
            .as_bytes(),
    );
    status
}

fn cmdline(choices: &mut Choices, entry: &Entry) -> Vec<u8> {
    if entry.state == b'Z' || choices.chance(5) {
        return Vec::new();
    }
    let mut cmdline = entry.name.to_vec();
    cmdline.push(0);
    for _ in 0..choices.below(4) {
        cmdline.extend_from_slice(pick(choices, WORDS));
        cmdline.push(0);
    }
    // A daemon that wrote a title over its arguments leaves no NUL, or many.
    match choices.below(20) {
        18 => cmdline.extend_from_slice(&[0; 7]),
        19 => {
            cmdline.pop();
        }
        _ => {}
    }
    cmdline
}

fn pick(choices: &mut Choices, options: &[&'static [u8]]) -> &'static [u8] {
    choices.pick(options).copied().unwrap_or(b"sh")
}
