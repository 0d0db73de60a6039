//! clique over any bytes, with a limit on its work: what is exponential is not what is tested.
#![no_main]

use libfuzzer_sys::fuzz_target;

const ARGUMENTS: &[&str] = &[
    "--limit 2000",
    "--limit 2000 --list",
    "--limit 2000 --count",
    "--limit 2000 --max",
    "--limit 1",
];

fuzz_target!(|data: &[u8]| fuzz::run_on_file("clique", data, ARGUMENTS));
