//! Quantities as people read them.

use super::{Calendar, Dimension, Quantity};

/// As [`format_in`], with a month of 30 days.
#[must_use]
pub fn format(quantity: Quantity) -> String {
    format_in(quantity, Calendar::default())
}

/// A quantity in the unit that suits its size: `63 machines`, `412 ms`, `16.3 Gbps`, `2.07 TB`, `500k/s`. The calendar says
/// how long the month is that money is told by.
#[must_use]
pub fn format_in(quantity: Quantity, calendar: Calendar) -> String {
    let Quantity { value, dimension } = quantity;
    if !value.is_finite() {
        return "without bound".to_owned();
    }
    match dimension {
        Dimension::DATA => scaled(value, " ", &DATA),
        Dimension::BANDWIDTH => scaled(value * 8.0, " ", &BITS),
        Dimension::TIME => time(value),
        Dimension::RATE => format!("{}/s", count(value)),
        Dimension::MONEY => format!("$ {}", count(value)),
        Dimension::SPENDING => format!("$ {}/month", count(value * calendar.month)),
        Dimension::MACHINE => {
            let noun = if (value - 1.0).abs() < 1e-9 {
                "machine"
            } else {
                "machines"
            };
            let number = if value.abs() < 10.0 {
                significant(value, 3)
            } else if value.abs() < 1e6 {
                // 1 562.5 machines: the half is what the rounding is about.
                significant((value * 10.0).round() / 10.0, 9)
            } else {
                count(value)
            };
            format!("{number} {noun}")
        }
        dimension if dimension.uncounted() == super::DIMENSIONLESS => count(value),
        other => format!("{} {other}", significant(value, 3)),
    }
}

/// A quantity in a unit that is named: `format_as(q, 1e12, "TB")`; the factor is in base units.
#[must_use]
pub fn format_as(quantity: Quantity, factor: f64, unit: &str) -> String {
    format!("{} {unit}", significant(quantity.value / factor, 3))
}

const DATA: [(f64, &str); 6] = [
    (1e15, "PB"),
    (1e12, "TB"),
    (1e9, "GB"),
    (1e6, "MB"),
    (1e3, "KB"),
    (1.0, "B"),
];
const BITS: [(f64, &str); 5] = [
    (1e12, "Tbps"),
    (1e9, "Gbps"),
    (1e6, "Mbps"),
    (1e3, "Kbps"),
    (1.0, "bps"),
];
const COUNT: [(f64, &str); 4] = [(1e12, "T"), (1e9, "bn"), (1e6, "M"), (1e4, "k")];

fn scaled(value: f64, gap: &str, units: &[(f64, &str)]) -> String {
    let (factor, unit) = units
        .iter()
        .find(|(factor, _)| value.abs() >= *factor * 0.9995)
        .or(units.last())
        .copied()
        .unwrap_or((1.0, ""));
    format!("{}{gap}{unit}", significant(value / factor, 3))
}

/// A plain number: whole and with its thousands parted up to ten thousand, `63.4k` and `1.2M` above.
#[must_use]
pub fn count(value: f64) -> String {
    for (factor, suffix) in COUNT {
        if value.abs() >= factor {
            let factor = if suffix == "k" { 1e3 } else { factor };
            return format!("{}{suffix}", significant(value / factor, 3));
        }
    }
    significant(value, 4)
}

fn time(seconds: f64) -> String {
    const TIMES: [(f64, &str); 7] = [
        (365.0 * 86_400.0, "years"),
        (2.0 * 86_400.0, "d"),
        (2.0 * 3_600.0, "h"),
        (120.0, "min"),
        (1.0, "s"),
        (1e-3, "ms"),
        (1e-6, "µs"),
    ];
    for (least, unit) in TIMES {
        if seconds.abs() >= least * 0.9995 {
            let factor = match unit {
                "d" => 86_400.0,
                "h" => 3_600.0,
                "min" => 60.0,
                _ => least,
            };
            return format!("{} {unit}", significant(seconds / factor, 3));
        }
    }
    if seconds == 0.0 {
        return "0 s".to_owned();
    }
    format!("{} ns", significant(seconds * 1e9, 3))
}

/// A number with so many significant digits, no zeros at its end, thousands parted by thin spaces.
#[must_use]
pub fn significant(value: f64, digits: usize) -> String {
    if value == 0.0 || !value.is_finite() {
        return if value == 0.0 {
            "0".to_owned()
        } else {
            "without bound".to_owned()
        };
    }
    #[allow(clippy::cast_possible_truncation)]
    let magnitude = value.abs().log10().floor() as i32;
    let digits = i32::try_from(digits).unwrap_or(3);
    let decimals = usize::try_from((digits - 1 - magnitude).clamp(0, 12)).unwrap_or(0);
    let text = format!("{value:.decimals$}");
    let text = if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        &text
    };
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let (sign, whole) = whole
        .strip_prefix('-')
        .map_or(("", whole), |whole| ("\u{2212}", whole));
    let mut parted = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) && whole.len() > 4 {
            parted.push('\u{202f}');
        }
        parted.push(digit);
    }
    format!("{sign}{parted}{rest}")
}

/// A whole number with its thousands parted, whatever its size up to a billion: `25 500`.
#[must_use]
pub fn whole(value: f64) -> String {
    if value.is_finite() && value.abs() < 1e9 {
        significant(value.round(), 9)
    } else {
        count(value)
    }
}

/// A share: `70 %`, `99.95 %`.
#[must_use]
pub fn percent(share: f64) -> String {
    format!("{} %", significant(share * 100.0, 5))
}
