use super::*;
use proptest::prelude::*;

/// Days from 1970-01-01 by counting them year by year and month by month.
fn counted_days(year: i64, month: i64, day: i64) -> i64 {
    let leap = |y: i64| (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    let length = |y: i64| if leap(y) { 366 } else { 365 };
    let mut days = 0;
    for y in 1970..year {
        days += length(y);
    }
    for y in year..1970 {
        days -= length(y);
    }
    let months = [
        31,
        if leap(year) { 29 } else { 28 },
        31,
        30,
        31,
        30,
        31,
        31,
        30,
        31,
        30,
        31,
    ];
    days + months[..month as usize - 1].iter().sum::<i64>() + day - 1
}

#[test]
fn the_examples_of_rfc_3339_section_5_8() {
    // Epoch seconds by `date -u -d @...` (GNU coreutils), which takes a leap second for the next one.
    let examples = [
        ("1985-04-12T23:20:50.52Z", 482_196_050_520_000_000),
        ("1996-12-19T16:39:57-08:00", 851_042_397_000_000_000),
        ("1990-12-31T23:59:60Z", 662_688_000_000_000_000),
        ("1990-12-31T15:59:60-08:00", 662_688_000_000_000_000),
        ("1937-01-01T12:00:27.87+00:20", -1_041_337_172_130_000_000),
    ];
    for (text, expected) in examples {
        assert_eq!(parse(text), Ok(expected), "{text}");
    }
}

#[test]
fn one_instant_in_many_writings() {
    for text in [
        "2026-03-01T00:30:00.25Z",
        "2026-03-01t00:30:00.250000000z",
        "2026-03-01 00:30:00.2500000009-00:00",
        "2026-03-01T05:15:00.25+04:45",
        "2026-02-28T23:30:00.25-01:00",
        "1772325000250",
    ] {
        assert_eq!(parse(text), Ok(1_772_325_000_250 * MILLI), "{text}");
    }
}

#[test]
fn fractions_are_exact_to_the_nanosecond_and_cut_after_it() {
    for (text, nanos) in [
        ("1970-01-01T00:00:00.000000001Z", 1),
        ("1970-01-01T00:00:00.0000000019999Z", 1),
        ("1970-01-01T00:00:00.1Z", 100_000_000),
        ("1969-12-31T23:59:59.999999999Z", -1),
        ("-1", -MILLI),
    ] {
        assert_eq!(parse(text), Ok(nanos), "{text}");
    }
}

#[test]
fn what_is_no_time_is_refused() {
    for text in [
        "",
        "-",
        "now",
        "2026-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-01-00T00:00:00Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01T00:60:00Z",
        "2026-01-01T00:00:61Z",
        "2026-01-01T00:00:00",
        "2026-01-01T00:00:00.Z",
        "2026-01-01T00:00:00+1:00",
        "2026-01-01T00:00:00+24:00",
        "2026-01-01T00:00:00+0100",
        "2026-01-01T00:00:00Z ",
        "2026-01-01T00:00Z",
        "26-01-01T00:00:00Z",
        "2026-06-30T12:00:60Z",
        "2026-06-29T23:59:60Z",
        "2026-06-30T23:59:60+01:00",
        "1772325000.25",
        "+1772325000250",
        "253402300800000",
        "99999999999999999999",
        "２０２６-01-01T00:00:00Z",
    ] {
        assert!(parse(text).is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn dates_agree_with_a_day_by_day_count(
        year in 0_i64..=9999, month in 1_i64..=12, day in 1_i64..=28, of_day in 0_i64..86_400,
        nanos in 0_i128..1_000_000_000, offset in -1439_i64..1440,
    ) {
        let days = counted_days(year, month, day);
        prop_assert_eq!(days_from_civil(year, month, day), days);
        prop_assert_eq!(civil_from_days(days), (year, month, day));
        let text = format!(
            "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}.{nanos:09}{}{:02}:{:02}",
            of_day / 3600, of_day / 60 % 60, of_day % 60,
            if offset < 0 { '-' } else { '+' }, offset.abs() / 60, offset.abs() % 60,
        );
        let expected = i128::from(days * 86_400 + of_day - offset * 60) * 1_000_000_000 + nanos;
        prop_assert_eq!(parse(&text), Ok(expected), "{}", text);
        if (1..9999).contains(&year) {
            prop_assert_eq!(parse(&format(expected, offset, 9)), Ok(expected));
        }
    }

    #[test]
    fn any_text_is_a_time_or_an_error(text in "\\PC*") {
        let _ = parse(&text);
    }

    #[test]
    fn near_misses_are_times_or_errors(text in "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{0,30})?[Zz+-]?([0-9]{2}:?[0-9]{2})?") {
        if let Ok(instant) = parse(&text) {
            prop_assert!(instant.abs() < 300_000_000_000 * SECOND);
        }
    }
}
