use super::*;
use proptest::prelude::*;

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
fn what_cannot_be_read_is_told_in_plain_words() {
    let cases: &[(&str, usize, &str)] = &[
        ("", 0, "A number is missing here."),
        ("2 *", 3, "A number is missing here."),
        (
            "2 KB + 3 s",
            5,
            "2 KB and 3 s can't be added: one is bytes, the other seconds.",
        ),
        (
            "2 KB + 3",
            5,
            "2 KB and 3 can't be added: one is bytes, the other a plain number.",
        ),
        (
            "3 q + 2 machines",
            4,
            "3 and 2 machines can't be added: one is requests, the other machines.",
        ),
        ("10 .. 5", 6, "A range goes upwards: low .. likely .. high."),
        (
            "1 KB .. 2 s",
            0,
            "A range needs one unit throughout: this goes from bytes to seconds.",
        ),
        ("1 / 0", 2, "This divides by zero."),
        ("1e999", 0, "This is no number that can be reckoned with."),
        (
            "1e308 * 1e308",
            6,
            "This is larger than can be reckoned with.",
        ),
        ("1e308 T", 0, "This is larger than can be reckoned with."),
        (
            "1e308 + 1e308",
            6,
            "This is larger than can be reckoned with.",
        ),
        (
            "1,5 KB",
            1,
            "A comma parts thousands, as in 1,000; a fraction begins with a point, as in 1.5.",
        ),
        ("(1 + 2", 6, "A closing parenthesis is missing."),
        ("1 2", 2, "I can't read “2” here."),
        ("1 .. 2 .. 3 .. 4", 12, "I can't read “.. 4” here."),
        ("#", 0, "I can't read “#” here."),
        ("2 ^ x", 3, "After ^ comes a whole number up to 12."),
        ("2 ^ 99", 3, "After ^ comes a whole number up to 12."),
        (
            "€ 5",
            0,
            "Write $ instead of €: it stands for whatever money you pay in.",
        ),
        (
            "5 gb",
            2,
            "“gb” is neither a unit nor the name of an assumption; did you mean GB or Gb?",
        ),
        (
            "5 mbps",
            2,
            "“mbps” is neither a unit nor the name of an assumption; did you mean Mbps or MBps?",
        ),
        (
            "5 secnods",
            2,
            "“secnods” is neither a unit nor the name of an assumption; did you mean seconds?",
        ),
        (
            "5 quereis",
            2,
            "“quereis” is neither a unit nor the name of an assumption; did you mean queries?",
        ),
        (
            "5 foobarbaz",
            2,
            "“foobarbaz” is neither a unit nor the name of an assumption.",
        ),
    ];
    for (text, at, message) in cases {
        let found = read(text).expect_err(text);
        assert_eq!(
            (found.message.as_str(), found.at),
            (*message, *at),
            "{text}"
        );
    }
    let deep = format!("{}1", "(".repeat(400));
    assert_eq!(
        read(&deep).expect_err("deep").message,
        "Parentheses stand too deep here."
    );
    let minus = format!("{}1", "-".repeat(400));
    assert_eq!(
        read(&minus).expect_err("deep").message,
        "Parentheses stand too deep here."
    );
    let long = "1".repeat(501);
    assert_eq!(
        read(&long).expect_err("long").message,
        "This is longer than 500 characters."
    );
}

#[test]
fn names_come_first_and_near_ones_are_offered() {
    let names = Names::from([
        ("clicks".to_owned(), read("10k q/s").expect("a rate")),
        ("k".to_owned(), read("7").expect("a number")),
    ]);
    let reckon = |text: &str| parse(text, Calendar::default(), &names);
    assert_eq!(reckon("clicks * 2 KB").map(|range| range.likely), Ok(2e7));
    assert_eq!(reckon("3 k").map(|range| range.likely), Ok(21.0));
    let message = reckon("2 clikcs").expect_err("no such name").message;
    assert!(message.ends_with("did you mean clicks?"), "{message}");
}

#[test]
fn what_belongs_somewhere_else_is_told_with_an_example() {
    let cases = [
        (
            "500",
            Dimension::RATE,
            "This is a plain number; what belongs here is requests per second, such as 500/s.",
        ),
        (
            "2 KB",
            Dimension::TIME,
            "This is bytes; what belongs here is seconds, such as 20 ms.",
        ),
        (
            "5/s",
            Dimension::DATA,
            "This is a number per second; what belongs here is bytes, such as 2 KB.",
        ),
        (
            "$ 5",
            Dimension::SPENDING,
            "This is money; what belongs here is money per second, such as $ 100/month.",
        ),
    ];
    for (text, wanted, message) in cases {
        let found = parse_as(text, wanted, Calendar::default(), &Names::new()).expect_err(text);
        assert_eq!(found.message, message, "{text}");
    }
    // What is counted may be left out, or said where it isn't asked for.
    for (text, wanted) in [
        ("500/s", Dimension::RATE),
        ("3", Dimension::MACHINE),
        ("3 machines", DIMENSIONLESS),
        ("5e5 q/s * 2 KB", Dimension::BANDWIDTH),
        ("16 cores", DIMENSIONLESS),
    ] {
        let found = parse_as(text, wanted, Calendar::default(), &Names::new());
        assert_eq!(found.map(|range| range.dimension), Ok(wanted), "{text}");
    }
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
fn quantities_are_printed_as_people_read_them() {
    let cases: &[(f64, &str, &str)] = &[
        (63.0, "machine", "63 machines"),
        (1.0, "machine", "1 machine"),
        (1562.5, "machine", "1562.5 machines"),
        (25_500.0, "machine", "25 500 machines"),
        (62.5546875, "machine", "62.6 machines"),
        (0.412, "s", "412 ms"),
        (0.0, "s", "0 s"),
        (2592.0, "s", "43.2 min"),
        (259.2, "s", "4.32 min"),
        (25.92, "s", "25.9 s"),
        (0.00005, "s", "50 µs"),
        (365.0 * 86_400.0, "s", "1 year"),
        (30.0 * 86_400.0, "s", "30 d"),
        (86_400.0, "s", "24 h"),
        (3_600.0, "s", "60 min"),
        (1e-12, "s", "0.001 ns"),
        (1e-20, "s", "1e-11 ns"),
        (16.3e9 / 8.0, "B/s", "16.3 Gbps"),
        (20e6, "B/s", "160 Mbps"),
        (80e3, "B/s", "640 Kbps"),
        (50.08e6, "B/s", "401 Mbps"),
        (2.0736e12, "B", "2.07 TB"),
        (999.96e6, "B", "1 GB"),
        (999.4e6, "B", "999 MB"),
        (0.0, "B", "0 B"),
        (-2e3, "B", "−2 KB"),
        (1e30, "B", "1 000 000 000 000 EB"),
        (5e5, "q/s", "500k/s"),
        (40.0, "q/s", "40/s"),
        (1234.5, "q/s", "1235/s"),
        (9999.0, "q/s", "9999/s"),
        (9999.9, "q/s", "10k/s"),
        (0.0001, "q/s", "8.64/day"),
        (999_960.0, "", "1M"),
        (63_400.0, "", "63.4k"),
        (1.0 / 3.0, "", "0.3333"),
        (250.0, "q", "250"),
        (38_100.0 / (30.0 * 86_400.0), "$/s", "$ 38.1k/month"),
        (-5.0, "$", "−$ 5"),
        (0.05e-9, "$/B", "$ 0.05/GB"),
        (0.02e-9 / (30.0 * 86_400.0), "$/B/s", "$ 0.02/GB/month"),
        (0.4e-6, "$/q", "$ 0.4 per million requests"),
        (1e9, "B q/s", "8 Gbps"),
        (f64::INFINITY, "machine", "without bound"),
        (f64::NAN, "s", "without bound"),
    ];
    for (value, of, expected) in cases {
        let found = format(Quantity::new(*value, dimension(of))).replace('\u{202f}', " ");
        assert_eq!(&found, expected, "{value} {of}");
    }
}

#[test]
fn nines_are_kept() {
    let cases = [
        (0.9995, "99.95 %"),
        (0.999, "99.9 %"),
        (0.99999, "99.999 %"),
        (0.9999995, "99.99995 %"),
        // Never more than it is: 99.9999 would be ten times as good.
        (0.999998, "99.9998 %"),
        (0.99999949, "99.999949 %"),
        (0.999_999_999_999_99, "99.999999999999 %"),
        (0.9999901494, "99.99901 %"),
        (0.998001, "99.8 %"),
        (0.95, "95 %"),
        (1.0, "100 %"),
        (1.36, "136 %"),
        (0.7, "70 %"),
        (0.0001, "0.01 %"),
        (0.0, "0 %"),
        (1.0 / 3.0, "33.33 %"),
    ];
    for (share, expected) in cases {
        assert_eq!(percent(share), expected, "{share}");
    }
}

/// Quantities of every dimension that has a unit, over all sizes.
fn any_quantity() -> impl Strategy<Value = Quantity> {
    let dimensions = [
        DIMENSIONLESS,
        Dimension::DATA,
        Dimension::TIME,
        Dimension::RATE,
        Dimension::BANDWIDTH,
        Dimension::MACHINE,
        Dimension::REQUEST,
        Dimension::MONEY,
        Dimension::SPENDING,
        Dimension::MONEY_PER_DATA,
        Dimension::STORAGE_PRICE,
        Dimension::MONEY_PER_REQUEST,
    ];
    let size = prop_oneof![
        6 => -15.0..24.0_f64,
        1 => -60.0..60.0_f64,
    ];
    let value = (size, any::<bool>()).prop_map(|(size, minus)| {
        let value = 10_f64.powf(size);
        if minus { -value } else { value }
    });
    let value = prop_oneof![20 => value, 1 => Just(0.0), 4 => (0_u32..100_000).prop_map(f64::from)];
    (value, proptest::sample::select(dimensions.to_vec()))
        .prop_map(|(value, dimension)| Quantity::new(value, dimension))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn what_is_printed_can_be_read_again(quantity in any_quantity(), month in 2e6..3e6_f64) {
        let calendar = Calendar { month, ..Calendar::default() };
        let text = format_in(quantity, calendar);
        let read = parse_as(&text, quantity.dimension, calendar, &Names::new());
        let read = read.map_err(|error| TestCaseError::fail(format!("{text}: {error}")))?;
        // Three digits: half of the last one is up to 0.5 %.
        let off = (read.likely - quantity.value).abs();
        prop_assert!(off <= 0.00501 * quantity.value.abs(), "{text}: {} for {}", read.likely, quantity.value);
    }

    #[test]
    fn shares_are_read_again_and_never_rounded_to_all(share in 0.0..1.2_f64, nines in 0..13_i32) {
        for share in [share, 1.0 - share.min(1.0) * 10_f64.powi(-nines)] {
            let text = percent(share);
            let read = parse(&text, Calendar::default(), &Names::new()).expect("a share").likely;
            let missing = (1.0 - share).abs();
            // Four digits, or two of what is missing.
            let most = if share > 0.9 && share < 1.0 { 0.1001 * missing } else { 5.01e-4 * share };
            prop_assert!((read - share).abs() <= most.max(1e-14), "{text} for {share}");
            prop_assert!(share >= 1.0 || !text.starts_with("100"), "{text} for {share}");
        }
    }

    #[test]
    fn any_text_gives_a_value_or_an_error(text in ".{0,80}") {
        check_any(&text)?;
    }

    #[test]
    fn any_likely_text_gives_a_value_or_an_error(
        parts in proptest::collection::vec(proptest::sample::select(PARTS.to_vec()), 0..20),
    ) {
        check_any(&parts.concat())?;
    }
}

const PARTS: &[&str] = &[
    "1",
    "25 000",
    "1e308",
    "1e-308",
    "5e",
    ".",
    "..",
    " ",
    "k",
    "M",
    "KB",
    "KiB",
    "s",
    "ms",
    "%",
    "$",
    "-",
    "−",
    "+",
    "*",
    "/",
    "^",
    "(",
    ")",
    "per",
    "of",
    "x",
    "q",
    "machines",
    "month",
    "^9",
    "\u{202f}000",
    ",",
    ",000",
    "_",
    "µs",
    "€",
    "é",
    "million",
    "0",
];

fn check_any(text: &str) -> Result<(), TestCaseError> {
    match read(text) {
        Ok(range) => {
            prop_assert!(
                range.low <= range.likely && range.likely <= range.high,
                "{range:?}"
            );
            prop_assert!(range.low.is_finite() && range.high.is_finite(), "{range:?}");
        }
        Err(error) => {
            prop_assert!(text.is_char_boundary(error.at), "{error:?}");
            prop_assert!(error.message.ends_with(['.', '?']), "{error:?}");
        }
    }
    Ok(())
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

#[test]
fn a_count_may_be_missing_but_not_another() {
    let read = |text: &str, wanted| {
        let found = parse_as(text, wanted, Calendar::default(), &Names::new());
        found
            .map(|range| range.likely)
            .map_err(|error| error.message)
    };
    let no_rate =
        "This is machines per second; what belongs here is requests per second, such as 500/s.";
    for (text, wanted, expected) in [
        ("5/s", "q/s", Ok(5.0)),
        ("5 q/s", "q/s", Ok(5.0)),
        ("5 q/s/machine", "q/s", Ok(5.0)),
        ("5 machines/s", "q/s", Err(no_rate)),
        ("3", "machine", Ok(3.0)),
        ("3 machines", "", Ok(3.0)),
        ("500 q/s * 2 KB", "B/s", Ok(1e6)),
        // Nothing is nothing in any unit.
        ("0", "s", Ok(0.0)),
        ("0", "B", Ok(0.0)),
        ("0", "$/B/s", Ok(0.0)),
        ("0 .. 20 ms", "s", Ok(0.01)),
    ] {
        let wanted = dimension(wanted);
        assert_eq!(
            read(text, wanted),
            expected.map_err(str::to_owned),
            "{text}"
        );
    }
    assert!(read("0 B", Dimension::TIME).is_err());
    assert!(read("1", Dimension::TIME).is_err());
}

#[test]
fn a_dash_that_takes_nothing_away_is_explained() {
    for (text, hint) in [
        ("5-10 ms", "A range is written 5 .. 10 ms."),
        ("1 - 2 KB", "A range is written 1 .. 2 KB."),
        (
            "$0.02/GB-month",
            "Per one and the other is written $0.02/GB/month.",
        ),
    ] {
        let error = parse(text, Calendar::default(), &Names::new()).expect_err(text);
        assert!(error.message.ends_with(hint), "{text}: {}", error.message);
    }
    // What is offered can be read.
    for text in ["5 .. 10 ms", "1 .. 2 KB", "$0.02/GB/month"] {
        assert!(parse(text, Calendar::default(), &Names::new()).is_ok());
    }
}
