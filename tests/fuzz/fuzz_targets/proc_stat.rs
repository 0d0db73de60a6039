//! pstree over a /proc whose files are parts of the bytes: each 0xFF ends one, and they are the `stat`, `cmdline` and
//! `status` of processes in turn, every fourth of which is a thread of the one before it.
#![no_main]

use contract::Input;
use libfuzzer_sys::fuzz_target;

const ARGUMENTS: &[&str] = &["", "-A", "-p -n", "-a", "-A -T -p", "-U -a -p", "-T -n 2"];

fuzz_target!(|data: &[u8]| {
    let (args, rest) = fuzz::choose(data, ARGUMENTS);
    let names = ["stat", "cmdline", "status"];
    let files = rest
        .split(|&byte| byte == 0xFF)
        .take(60)
        .enumerate()
        .map(|(index, bytes)| {
            let (pid, name) = (index / 3 + 1, names[index % 3]);
            let folder = if pid % 4 == 0 {
                format!("proc/{}/task/{pid}", pid - 1)
            } else {
                format!("proc/{pid}")
            };
            (format!("{folder}/{name}"), bytes.to_vec())
        })
        .collect();
    fuzz::run(
        "pstree",
        &Input {
            args,
            files,
            ..Input::default()
        },
    );
});
