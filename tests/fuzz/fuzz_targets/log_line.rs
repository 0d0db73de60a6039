//! log-filter over any bytes, in every format and way of printing.
#![no_main]

use libfuzzer_sys::fuzz_target;

const ARGUMENTS: &[&str] = &[
    "",
    "-f combined -w status>=500",
    "-f common -t path",
    "-f rfc3164 --year 2024 --histogram 1h",
    "-f rfc5424 --since 2025-03-18T08:30:00Z",
    "-f json -t a.b",
    "--malformed",
    "-m (\\d+)[a-z]* -c",
    "-v -i -m get --until 2025-03-18T08:30:00Z",
    "--histogram 30s",
    "-f json --time-field t --histogram 1d",
];

fuzz_target!(|data: &[u8]| fuzz::run_on_file("log-filter", data, ARGUMENTS));
