//! Numbers as people read them: what a report's [`Unit`] promises.

use contract::report::Unit;

/// A minus sign, as wide as the digits beside it.
const MINUS: char = '\u{2212}';

/// A time span too short for its digits to mean anything.
const TINY_SPAN: &str = "< 1 ns";

/// Prints a number in its unit: `12,345.6`, `1.4 MiB`, `812 ms`, `97.1 %`, `2026-11-21 01:07:12`.
///
/// What is no number is `-`; what has no end is `∞`. Rounding never makes a ratio 0 or 1 that is not.
#[must_use]
pub fn format(value: f64, unit: Unit) -> String {
    if value.is_nan() {
        return "-".to_owned();
    }
    let size = value.abs();
    let text = if size.is_infinite() {
        "∞".to_owned()
    } else {
        match unit {
            Unit::Number => number(size),
            Unit::Bytes => bytes(size),
            Unit::Seconds => seconds(size),
            Unit::Ratio => ratio(size),
            Unit::Epoch => return epoch(value),
        }
    };
    if value > 0.0 {
        return text;
    }
    if text == TINY_SPAN {
        return format!("> {MINUS}1 ns");
    }
    // What was rounded to nothing has no sign.
    let something = text.contains(|c| c == '∞' || ('1'..='9').contains(&c));
    if something {
        format!("{MINUS}{text}")
    } else {
        text
    }
}

/// A whole number with commas between thousands.
#[must_use]
pub fn count(value: u64) -> String {
    group(&value.to_string())
}

/// Puts commas between the thousands of a run of digits; a fraction after a point is left alone.
fn group(digits: &str) -> String {
    let (whole, fraction) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + fraction
}

/// A number with at most so many decimals, zeros at their end left out, thousands apart.
fn fixed(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let text = if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        &text
    };
    group(text)
}

/// Decimals that show a number above 0 with so many significant digits.
fn decimals(value: f64, digits: i32) -> usize {
    let magnitude = value.log10().floor() as i32;
    (digits - 1 - magnitude).clamp(0, 17) as usize
}

/// A plain number: counts are whole, small fractions keep four digits, large ones one decimal.
fn number(size: f64) -> String {
    if size >= 1e15 || size > 0.0 && size < 1e-6 {
        let text = format!("{size:.3e}");
        let (digits, power) = text.split_once('e').unwrap_or((&text, "0"));
        let digits = digits.trim_end_matches('0').trim_end_matches('.');
        return format!("{digits}e{power}");
    }
    let decimals = if size >= 1000.0 || size == 0.0 {
        1
    } else if size >= 1.0 {
        3
    } else {
        decimals(size, 4)
    };
    fixed(size, decimals)
}

/// A number with three digits, and what is left of it by rounding.
fn three_digits(value: f64) -> (String, f64) {
    let decimals = decimals(value, 3).min(2);
    let rounded = format!("{value:.decimals$}").parse().unwrap_or(value);
    (fixed(value, decimals), rounded)
}

/// Bytes in binary prefixes (IEC 80000-13), one decimal below a hundred.
fn bytes(size: f64) -> String {
    const UNITS: [&str; 7] = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    let mut scaled = size;
    for (index, unit) in UNITS.iter().enumerate() {
        let decimals = usize::from(scaled < 99.95);
        let rounded: f64 = format!("{scaled:.decimals$}").parse().unwrap_or(scaled);
        if rounded < 1024.0 || index + 1 == UNITS.len() {
            return format!("{} {unit}", fixed(scaled, decimals));
        }
        scaled /= 1024.0;
    }
    String::new()
}

/// A time span: three digits below a minute, two units above.
fn seconds(size: f64) -> String {
    if size == 0.0 {
        return "0 s".to_owned();
    }
    if size < 0.995e-9 {
        return TINY_SPAN.to_owned();
    }
    for (unit, scale, end) in [
        ("ns", 1e9, 1000.0),
        ("µs", 1e6, 1000.0),
        ("ms", 1e3, 1000.0),
        ("s", 1.0, 60.0),
    ] {
        let (text, rounded) = three_digits(size * scale);
        if rounded < end {
            return format!("{text} {unit}");
        }
    }
    // Each unit is tried with the span rounded to the one below it.
    let rounded = |span: f64| (size / span).round();
    if rounded(1.0) < 3600.0 {
        let whole = rounded(1.0);
        return format!("{} min {:02} s", (whole / 60.0).floor(), whole % 60.0);
    }
    if rounded(60.0) < 24.0 * 60.0 {
        let whole = rounded(60.0);
        return format!("{} h {:02} min", (whole / 60.0).floor(), whole % 60.0);
    }
    let whole = rounded(3600.0);
    if whole < 1e6 {
        return format!(
            "{} d {:02} h",
            fixed((whole / 24.0).floor(), 0),
            whole % 24.0
        );
    }
    format!("{} d", number((size / 86_400.0).round()))
}

/// A ratio in per cent: one decimal, and near 0 and 1 two digits of what parts it from them, so that 0.9995 is
/// 99.95 %.
fn ratio(size: f64) -> String {
    let apart = if size > 0.9 && size < 1.0 {
        1.0 - size
    } else {
        size
    };
    let decimals = if apart > 0.0 && apart < 0.1 {
        decimals(apart * 100.0, 2).clamp(1, 9)
    } else {
        1
    };
    format!("{} %", fixed(size * 100.0, decimals))
}

/// Seconds since 1970 as a date and time in UTC, with milliseconds where there are any.
fn epoch(value: f64) -> String {
    // The years 0 to 9999; a time stamp outside them is most likely a number in another unit.
    if !(-62_167_219_200.0..253_402_300_800.0).contains(&value) {
        let sign = if value < 0.0 { "\u{2212}" } else { "" };
        return format!("{sign}{} s since 1970", number(value.abs()));
    }
    let millis = (value * 1000.0).round() as i64;
    let (second, millis) = (millis.div_euclid(1000), millis.rem_euclid(1000));
    let (day, second) = (second.div_euclid(86_400), second.rem_euclid(86_400));
    let (year, month, day) = civil(day);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let fraction = if millis == 0 {
        String::new()
    } else {
        format!(".{millis:03}")
    };
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}{fraction}")
}

/// The year, month and day of a day counted from 1970-01-01, in the proleptic Gregorian calendar: years begin in March,
/// so that the leap day is a year's last (Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`).
fn civil(day: i64) -> (i64, i64, i64) {
    let day = day + 719_468;
    let era = day.div_euclid(146_097);
    let of_era = day.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Unit::{Bytes, Epoch, Number, Ratio, Seconds};

    fn check(value: f64, unit: Unit, expected: &str) {
        assert_eq!(format(value, unit), expected, "{value:e} as {unit:?}");
    }

    #[test]
    fn what_is_no_number_is_said() {
        for unit in [Number, Bytes, Seconds, Ratio, Epoch] {
            check(f64::NAN, unit, "-");
        }
        for unit in [Number, Bytes, Seconds, Ratio, Epoch] {
            check(f64::INFINITY, unit, "∞");
            check(f64::NEG_INFINITY, unit, "−∞");
        }
    }

    #[test]
    fn numbers() {
        for (value, expected) in [
            (0.0, "0"),
            (-0.0, "0"),
            (1.0, "1"),
            (999.0, "999"),
            (1000.0, "1,000"),
            (123_456.0, "123,456"),
            (1_234_567.0, "1,234,567"),
            (-1234.0, "−1,234"),
            (1.57721, "1.577"),
            (2.5, "2.5"),
            (1234.56, "1,234.6"),
            (999.9996, "1,000"),
            (0.5, "0.5"),
            (0.123456, "0.1235"),
            (0.000123456, "0.0001235"),
            (1e-7, "1e-7"),
            (1.2344e-9, "1.234e-9"),
            (999_999_999_999_999.0, "999,999,999,999,999"),
            (1e15, "1e15"),
            (6.02214e23, "6.022e23"),
            (f64::MAX, "1.798e308"),
        ] {
            check(value, Number, expected);
        }
        assert_eq!(count(u64::MAX), "18,446,744,073,709,551,615");
    }

    #[test]
    fn sizes() {
        const KIB: f64 = 1024.0;
        for (value, expected) in [
            (0.0, "0 B"),
            (1.0, "1 B"),
            (0.5, "0.5 B"),
            (812.0, "812 B"),
            (1000.0, "1,000 B"),
            (1023.0, "1,023 B"),
            (KIB, "1 KiB"),
            (1.5 * KIB, "1.5 KiB"),
            (99.94 * KIB, "99.9 KiB"),
            (99.96 * KIB, "100 KiB"),
            (1023.4 * KIB, "1,023 KiB"),
            (1023.6 * KIB, "1 MiB"),
            (1.4 * KIB * KIB, "1.4 MiB"),
            (250.0 * KIB * KIB * KIB, "250 GiB"),
            (KIB.powi(6) * 2.0, "2 EiB"),
            (KIB.powi(7) * 4.0, "4,096 EiB"),
            (-2048.0, "−2 KiB"),
        ] {
            check(value, Bytes, expected);
        }
    }

    #[test]
    fn spans() {
        for (value, expected) in [
            (0.0, "0 s"),
            (1e-12, "< 1 ns"),
            (-1e-12, "> −1 ns"),
            (1e-9, "1 ns"),
            (4.26e-7, "426 ns"),
            (999.6e-9, "1 µs"),
            (12.34e-6, "12.3 µs"),
            (0.001, "1 ms"),
            (0.812, "812 ms"),
            (0.99949, "999 ms"),
            (0.9996, "1 s"),
            (3.2, "3.2 s"),
            (3.249, "3.25 s"),
            (59.94, "59.9 s"),
            (59.96, "1 min 00 s"),
            (125.0, "2 min 05 s"),
            (3599.4, "59 min 59 s"),
            (3599.6, "1 h 00 min"),
            (3720.0, "1 h 02 min"),
            (86_399.0, "1 d 00 h"),
            (273_600.0, "3 d 04 h"),
            (86_400.0 * 12_345.0, "12,345 d 00 h"),
            (1e15, "11,574,074,074 d"),
            (-0.25, "−250 ms"),
        ] {
            check(value, Seconds, expected);
        }
    }

    #[test]
    fn ratios() {
        for (value, expected) in [
            (0.0, "0 %"),
            (1.0, "100 %"),
            (0.5, "50 %"),
            (0.971, "97.1 %"),
            (0.9714, "97.1 %"),
            (0.9995, "99.95 %"),
            (0.9999, "99.99 %"),
            (0.99999, "99.999 %"),
            (0.999_999_4, "99.99994 %"),
            (1.0 / 3.0, "33.3 %"),
            (0.0123, "1.2 %"),
            (0.00123, "0.12 %"),
            (0.000_001, "0.0001 %"),
            (1.5, "150 %"),
            (12.345, "1,234.5 %"),
            (-0.042, "−4.2 %"),
        ] {
            check(value, Ratio, expected);
        }
    }

    /// Expected values are of GNU date: `date -ud @N '+%F %T'`.
    #[test]
    fn times() {
        for (value, expected) in [
            (0.0, "1970-01-01 00:00:00"),
            (-1.0, "1969-12-31 23:59:59"),
            (1_795_223_232.0, "2026-11-21 01:07:12"),
            (1_795_223_232.123, "2026-11-21 01:07:12.123"),
            (1_795_223_231.999_6, "2026-11-21 01:07:12"),
            (951_782_400.0, "2000-02-29 00:00:00"),
            (4_107_542_400.0, "2100-03-01 00:00:00"),
            (-2_203_891_200.0, "1900-03-01 00:00:00"),
            (253_402_300_799.0, "9999-12-31 23:59:59"),
            (-62_167_219_200.0, "0000-01-01 00:00:00"),
            (1_795_223_232_000.0, "1,795,223,232,000 s since 1970"),
        ] {
            check(value, Epoch, expected);
        }
    }
}
