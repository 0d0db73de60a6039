//! api-lag over any bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;

const ARGUMENTS: &[&str] = &[
    "",
    "--by path --slow 0",
    "--by service --timeout 0 --now 2025-03-18T08:30:00Z",
    "--warn 1 --crit 2 --percentile 99.9",
    "--list 0 --now 0",
];

fuzz_target!(|data: &[u8]| fuzz::run_on_file("api-lag", data, ARGUMENTS));
