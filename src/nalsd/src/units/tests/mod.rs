//! What people write, and what it comes to.

mod any;
mod printed;
mod wrong;

use super::*;

fn read(text: &str) -> Result<Range, UnitError> {
    parse(text, Calendar::default(), &Names::new())
}

/// Dimensions by a short name, so that tables stay legible.
fn dimension(name: &str) -> Dimension {
    match name {
        "" => DIMENSIONLESS,
        "B" => Dimension::DATA,
        "s" => Dimension::TIME,
        "q" => Dimension::REQUEST,
        "q/s" => Dimension::RATE,
        "/s" => Dimension::RATE.uncounted(),
        "B/s" => Dimension::BANDWIDTH,
        "B q/s" => Dimension::new(1, -1, 1, 0, 0),
        "machine" => Dimension::MACHINE,
        "$" => Dimension::MONEY,
        "$/s" => Dimension::SPENDING,
        "$/B" => Dimension::MONEY_PER_DATA,
        "$/B/s" => Dimension::STORAGE_PRICE,
        "$/q" => Dimension::MONEY_PER_REQUEST,
        other => panic!("no such dimension: {other}"),
    }
}

#[test]
fn what_people_write_is_read() {
    const MONTH: f64 = 30.0 * 86_400.0;
    let cases: &[(&str, f64, &str)] = &[
        // Plain numbers.
        ("0", 0.0, ""),
        ("5e5", 5e5, ""),
        ("5E+5", 5e5, ""),
        ("25e-1", 2.5, ""),
        (".5", 0.5, ""),
        ("5.", 5.0, ""),
        ("25 000", 25_000.0, ""),
        ("25\u{202f}000", 25_000.0, ""),
        ("25\u{2009}000\u{a0}000", 25e6, ""),
        ("1,000,000", 1e6, ""),
        ("1_000", 1e3, ""),
        ("500k", 5e5, ""),
        ("10 M", 1e7, ""),
        ("2.5 million", 2.5e6, ""),
        ("3bn", 3e9, ""),
        ("1/3", 1.0 / 3.0, ""),
        ("99.9 %", 0.999, ""),
        ("99.9%", 0.999, ""),
        ("-5", -5.0, ""),
        ("−5", -5.0, ""),
        ("2^10", 1024.0, ""),
        ("2^-1", 0.5, ""),
        ("3x", 3.0, ""),
        ("3 x 4", 12.0, ""),
        ("7 - 2 - 1", 4.0, ""),
        ("2 + 3 * 4", 14.0, ""),
        ("(2 + 3) * 4", 20.0, ""),
        ("24 / 2 / 3", 4.0, ""),
        // Data: decimal and binary, bytes and bits.
        ("2 KB", 2_000.0, "B"),
        ("2KB", 2_000.0, "B"),
        ("2 kB", 2_000.0, "B"),
        ("2 KiB", 2_048.0, "B"),
        ("1 MiB", 1_048_576.0, "B"),
        ("1 TiB", 1_099_511_627_776.0, "B"),
        ("8 Mb", 1e6, "B"),
        ("1 MB", 1e6, "B"),
        ("8 bits", 1.0, "B"),
        ("4 TB", 4e12, "B"),
        ("1.5 PB", 1.5e15, "B"),
        ("1 EB", 1e18, "B"),
        // Time.
        ("30 d", 30.0 * 86_400.0, "s"),
        ("1 month", MONTH, "s"),
        ("1 y", 365.0 * 86_400.0, "s"),
        ("1 h + 30 min", 5_400.0, "s"),
        ("250 us", 250e-6, "s"),
        ("250 µs", 250e-6, "s"),
        ("250 μs", 250e-6, "s"),
        ("1e-9 s", 1e-9, "s"),
        // Rates.
        ("500k/s", 5e5, "/s"),
        ("500 k q/s", 5e5, "q/s"),
        ("5e5 q/s", 5e5, "q/s"),
        ("500 qps", 500.0, "q/s"),
        ("8kq", 8_000.0, "q"),
        ("8 kqps", 8_000.0, "q/s"),
        ("2 Mreq/s", 2e6, "q/s"),
        ("100 M requests per month", 1e8 / MONTH, "q/s"),
        ("86 400 reads/day", 1.0, "q/s"),
        ("2 % of 500k q/s", 1e4, "q/s"),
        ("500 q/s + 100/s", 600.0, "q/s"),
        ("~10k/s", 1e4, "/s"),
        ("≈ 10 krps", 1e4, "q/s"),
        ("5k tps", 5e3, "q/s"),
        ("300 rpm", 5.0, "q/s"),
        ("2x10^6/s", 2e6, "/s"),
        ("2 x 3 KB", 6e3, "B"),
        ("20 photos/s", 20.0, "/s"),
        ("20 milliseconds", 0.02, "s"),
        ("20 usec", 2e-5, "s"),
        ("5 gigabytes", 5e9, "B"),
        ("1 GBit/s", 1.25e8, "B/s"),
        ("10 Gigabit/s", 1.25e9, "B/s"),
        ("8 vCPUs", 8.0, ""),
        ("100 % - 5 %", 0.95, ""),
        ("1 - 5 %", 0.95, ""),
        ("3 of 100 KB", 3e5, "B"),
        // Bandwidth.
        ("1.5 TB/day", 1.5e12 / 86_400.0, "B/s"),
        ("10 Gbps", 1.25e9, "B/s"),
        ("10 Gbit/s", 1.25e9, "B/s"),
        ("10 MBps", 1e7, "B/s"),
        ("5e5 q/s * 2 KB", 1e9, "B q/s"),
        ("5e5 q/s × 2 KB", 1e9, "B q/s"),
        // Juxtaposition binds tighter than a quotient.
        ("100 TB / 64 GB", 1562.5, ""),
        ("100 TB ÷ 64 GB", 1562.5, ""),
        ("10 GB / 5 s", 2e9, "B/s"),
        // Money.
        ("$ 240", 240.0, "$"),
        ("$240", 240.0, "$"),
        ("240 $", 240.0, "$"),
        ("$ 38.1k/month", 38_100.0 / MONTH, "$/s"),
        ("$ 1 000 per month", 1000.0 / MONTH, "$/s"),
        ("$ 0.05/GB", 0.05e-9, "$/B"),
        ("$ 0.02/GB/month", 0.02e-9 / MONTH, "$/B/s"),
        ("$ 0.40 per million requests", 0.4e-6, "$/q"),
        ("-$ 5", -5.0, "$"),
        ("USD 5k/month", 5000.0 / MONTH, "$/s"),
        ("50 cents", 0.5, "$"),
        // Machines.
        ("63 machines", 63.0, "machine"),
        ("63 machines + 1", 64.0, "machine"),
        ("25 500 tasks", 25_500.0, "machine"),
        // Space is free.
        ("  2   KB  ", 2_000.0, "B"),
        ("5e5q/s*2KB", 1e9, "B q/s"),
    ];
    for (text, value, of) in cases {
        let found = read(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert!(
            (found.likely - value).abs() <= 1e-12 * value.abs(),
            "{text}: {} instead of {value}",
            found.likely
        );
        assert_eq!(found.dimension, dimension(of), "{text}");
        assert!(!found.is_open(), "{text}");
    }
}

#[test]
fn ranges_are_read_and_reckoned_with() {
    let cases: &[(&str, [f64; 3], &str)] = &[
        ("1 KB .. 2 KB .. 4 KB", [1e3, 2e3, 4e3], "B"),
        // The last unit holds for bare numbers; a multiplier belongs to its number.
        ("10 .. 20 ms", [0.01, 0.015, 0.02], "s"),
        ("10..12..20 ms", [0.01, 0.012, 0.02], "s"),
        // Three points are no two and a fraction: 0.10.
        ("0...10 ms", [0.0, 0.005, 0.01], "s"),
        ("10…20 ms", [0.01, 0.015, 0.02], "s"),
        ("10 to 20 ms", [0.01, 0.015, 0.02], "s"),
        ("~10 .. ~20 ms", [0.01, 0.015, 0.02], "s"),
        ("10 .. 20 %", [0.1, 0.15, 0.2], ""),
        ("99.9 .. 99.99 %", [0.999, 0.99945, 0.9999], ""),
        ("1 .. 3", [1.0, 2.0, 3.0], ""),
        ("5 .. 10k/s", [5.0, 5_002.5, 1e4], "/s"),
        ("5k .. 10k q/s", [5e3, 7.5e3, 1e4], "q/s"),
        ("$ 1 .. $ 3", [1.0, 2.0, 3.0], "$"),
        ("1 .. $ 3/GB", [1e-9, 2e-9, 3e-9], "$/B"),
        ("500 ms .. 1 s", [0.5, 0.75, 1.0], "s"),
        ("100/s .. 300 q/s", [100.0, 200.0, 300.0], "q/s"),
        ("1 .. 2 + 3", [1.0, 3.0, 5.0], ""),
        ("4 KB .. 4 KB", [4e3, 4e3, 4e3], "B"),
    ];
    for (text, [low, likely, high], of) in cases {
        let found = read(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        for (found, expected) in [(found.low, low), (found.likely, likely), (found.high, high)] {
            assert!(
                (found - expected).abs() <= 1e-9 * expected.abs(),
                "{text}: {found} instead of {expected}"
            );
        }
        assert_eq!(found.dimension, dimension(of), "{text}");
    }
    // Ends of results: the least and the most.
    let names = Names::from([("clicks".to_owned(), read("1 .. 2 .. 5 %").expect("a range"))]);
    let reckon = |text: &str| parse(text, Calendar::default(), &names).expect("a range");
    let found = reckon("1000 q/s / clicks");
    assert_eq!((found.low, found.likely, found.high), (2e4, 5e4, 1e5));
    let found = reckon("10 - 100 clicks");
    assert_eq!((found.low, found.likely, found.high), (5.0, 8.0, 9.0));
}

#[test]
fn months_and_years_are_the_designs_own() {
    // system-design-primer reckons with 2.5 million seconds a month.
    let calendar = Calendar {
        month: 2.5e6,
        year: 3e7,
    };
    let found = parse("100 M requests/month", calendar, &Names::new()).expect("a rate");
    assert_eq!(found.likely, 40.0);
    let spending = Quantity::new(1.0, Dimension::SPENDING);
    assert_eq!(format_in(spending, calendar), "$ 2.5M/month");
    assert_eq!(format(spending), "$ 2.59M/month");
}

#[test]
fn parts_of_a_unit_are_exact() {
    // What the literals are is Rust's to say: the nearest number.
    for (text, expected) in [
        ("99.9 %", 0.999),
        ("99.99%", 0.9999),
        ("99.95 percent", 0.9995),
        ("7 %", 0.07),
        ("50 us", 5e-5),
        ("70 µs", 7e-5),
        ("35 ns", 3.5e-8),
        ("1.1 ms", 0.0011),
        ("3 bits", 0.375),
    ] {
        let found = parse(text, Calendar::default(), &Names::new()).map(|range| range.likely);
        assert_eq!(found, Ok(expected), "{text}");
    }
}
