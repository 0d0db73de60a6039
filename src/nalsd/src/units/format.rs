//! Quantities as people read them.

use super::digits::{Digits, UNBOUNDED, count_in, percent, significant};
use super::{Calendar, DIMENSIONLESS, Dimension, Quantity};

/// As [`format_in`], with a month of 30 days.
#[must_use]
pub fn format(quantity: Quantity) -> String {
    format_in(quantity, Calendar::default())
}

/// A quantity in the unit that suits its size, rounded to three digits or more: `63 machines`, `412 ms`, `16.3 Gbps`, `2.07 TB`,
/// `500k/s`. Networks are told in bits, data in bytes. The calendar says how long the month and the year are that money and
/// long times are told by.
///
/// What is printed can be read by [`parse`](super::parse), unless it is without bound or of a dimension that has no unit.
#[must_use]
pub fn format_in(quantity: Quantity, calendar: Calendar) -> String {
    written(quantity, calendar, Digits::Shown)
}

/// As [`operand_in`], with a month of 30 days.
#[must_use]
pub fn operand(quantity: Quantity) -> String {
    operand_in(quantity, Calendar::default())
}

/// As [`format_in`], for formulas: with six digits, so that the reader's own calculation gives the result that is shown.
#[must_use]
pub fn operand_in(quantity: Quantity, calendar: Calendar) -> String {
    written(quantity, calendar, Digits::Operand)
}

fn written(quantity: Quantity, calendar: Calendar, digits: Digits) -> String {
    let Quantity { value, dimension } = quantity;
    if !value.is_finite() {
        return UNBOUNDED.to_owned();
    }
    match dimension {
        Dimension::DATA => scaled(value, &DATA, digits),
        Dimension::BANDWIDTH => scaled(value * 8.0, &BITS, digits),
        Dimension::TIME => time(value, calendar, digits),
        Dimension::RATE => rate(value, digits),
        Dimension::MONEY => money(value, digits),
        Dimension::SPENDING => format!("{}/month", money(value * calendar.month, digits)),
        Dimension::MONEY_PER_DATA => format!("{}/GB", price(value * 1e9, digits)),
        Dimension::STORAGE_PRICE => {
            format!("{}/GB/month", price(value * 1e9 * calendar.month, digits))
        }
        Dimension::MONEY_PER_REQUEST => {
            format!("{} per million requests", price(value * 1e6, digits))
        }
        Dimension::MACHINE => machines(value, digits),
        other => uncommon(value, other, calendar, digits),
    }
}

/// A quantity in a unit that is named: `format_as(q, 1e12, "TB")`; the factor is in base units.
#[must_use]
pub fn format_as(quantity: Quantity, factor: f64, unit: &str) -> String {
    format!("{} {unit}", significant(quantity.value / factor, 3))
}

const DATA: [(f64, &str); 7] = [
    (1e18, "EB"),
    (1e15, "PB"),
    (1e12, "TB"),
    (1e9, "GB"),
    (1e6, "MB"),
    (1e3, "KB"),
    (1.0, "B"),
];
const BITS: [(f64, &str); 6] = [
    (1e15, "Pbps"),
    (1e12, "Tbps"),
    (1e9, "Gbps"),
    (1e6, "Mbps"),
    (1e3, "Kbps"),
    (1.0, "bps"),
];

/// What rounds up to a unit is told in it: 999.9 MB are 1 GB.
fn reaches(value: f64, least: f64) -> bool {
    value.abs() >= least * 0.9995
}

fn scaled(value: f64, units: &[(f64, &str)], digits: Digits) -> String {
    let fits = units.iter().find(|(factor, _)| reaches(value, *factor));
    let (factor, unit) = fits.or(units.last()).copied().unwrap_or((1.0, ""));
    format!("{} {unit}", significant(value / factor, digits.scaled()))
}

fn time(seconds: f64, calendar: Calendar, digits: Digits) -> String {
    let units = [
        (calendar.year, calendar.year, "years"),
        (2.0 * 86_400.0, 86_400.0, "d"),
        (2.0 * 3_600.0, 3_600.0, "h"),
        (120.0, 60.0, "min"),
        (1.0, 1.0, "s"),
        (1e-3, 1e-3, "ms"),
        (1e-6, 1e-6, "µs"),
    ];
    if seconds == 0.0 {
        return "0 s".to_owned();
    }
    let fits = units
        .iter()
        .find(|(least, factor, _)| *factor > 0.0 && reaches(seconds, *least));
    let (_, factor, unit) = fits.copied().unwrap_or((1e-9, 1e-9, "ns"));
    let number = significant(seconds / factor, digits.scaled());
    let unit = if unit == "years" && number == "1" {
        "year"
    } else {
        unit
    };
    format!("{number} {unit}")
}

/// Per second, or per day where that would be a small fraction.
fn rate(value: f64, digits: Digits) -> String {
    if value != 0.0 && value.abs() < 0.01 {
        format!("{}/day", count_in(value * 86_400.0, digits))
    } else {
        format!("{}/s", count_in(value, digits))
    }
}

fn money(value: f64, digits: Digits) -> String {
    let sign = if value < 0.0 { "\u{2212}" } else { "" };
    format!("{sign}$ {}", count_in(value.abs(), digits))
}

/// A price for a small amount: three digits, however small.
fn price(value: f64, digits: Digits) -> String {
    let sign = if value < 0.0 { "\u{2212}" } else { "" };
    format!("{sign}$ {}", significant(value.abs(), digits.scaled()))
}

fn machines(value: f64, digits: Digits) -> String {
    let number = if value.abs() < 10.0 || digits == Digits::Operand && value.abs() < 1e6 {
        significant(value, digits.scaled())
    } else if value.abs() < 1e6 {
        // 1 562.5 machines: the half is what the rounding is about.
        significant((value * 10.0).round() / 10.0, 9)
    } else {
        count_in(value, digits)
    };
    let noun = if number == "1" { "machine" } else { "machines" };
    format!("{number} {noun}")
}

/// What has no unit of its own: as what it would be without what is counted in it, or in words.
fn uncommon(value: f64, dimension: Dimension, calendar: Calendar, digits: Digits) -> String {
    let plain = dimension.uncounted();
    if plain == DIMENSIONLESS {
        let text = count_in(value, digits);
        // An availability of 0.99998 isn't 1; what floating point leaves over of 1 is.
        return if text == "1" && 1.0 - value > 1e-12 {
            percent(value)
        } else {
            text
        };
    }
    let known = [
        Dimension::DATA,
        Dimension::BANDWIDTH,
        Dimension::TIME,
        Dimension::MONEY,
        Dimension::SPENDING,
    ];
    if known.contains(&plain) {
        return written(Quantity::new(value, plain), calendar, digits);
    }
    if plain == Dimension::RATE.uncounted() {
        return rate(value, digits);
    }
    format!("{} {dimension}", significant(value, digits.scaled()))
}
