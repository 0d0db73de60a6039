//! Digits: honest rounding, thousands parted, no zeros at the end. Whatever is printed here can be read again.

/// What stands for a number that isn't finite.
pub(super) const UNBOUNDED: &str = "without bound";

/// A number with so many significant digits (whole digits are never cut), no zeros at its end, thousands parted by thin spaces.
/// What is very large or small is written with an exponent.
#[must_use]
pub fn significant(value: f64, digits: usize) -> String {
    if !value.is_finite() {
        return UNBOUNDED.to_owned();
    }
    if value == 0.0 {
        return "0".to_owned();
    }
    let digits = digits.clamp(1, 15);
    let size = value.abs();
    if !(1e-6..1e15).contains(&size) {
        return exponent(value, digits);
    }
    let decimals = decimals_for(size, digits);
    // Below 10^16 by the bounds above, so that the conversion is exact.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let units = (size * power_of_ten(decimals)).round() as u64;
    written(value < 0.0, units, decimals)
}

/// The powers of ten that sizes written without an exponent lie between, from 10^-6.
const POWERS: [f64; 22] = [
    1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10,
    1e11, 1e12, 1e13, 1e14, 1e15,
];

/// How many decimals leave so many significant digits. Rounding may carry into another digit (9.996 to 10.00); that one is a zero at
/// the end and goes.
fn decimals_for(size: f64, digits: usize) -> usize {
    // Smaller ones are shares of all but all.
    let (mut size, mut digits) = (size, digits);
    while size < POWERS[0] && digits < 30 {
        size *= 10.0;
        digits += 1;
    }
    let reached = POWERS.iter().take_while(|power| size >= **power).count();
    // The magnitude is `reached - 7`.
    (digits + 6).saturating_sub(reached)
}

/// 10 to a power that is exact as a floating-point number.
fn power_of_ten(power: usize) -> f64 {
    (0..power.min(22)).fold(1.0, |product, _| product * 10.0)
}

/// `units` of 10^-decimals, with thousands parted and the zeros at the end cut. By hand, since an analysis writes ten thousand
/// numbers and Rust's exact formatting takes most of its time otherwise.
fn written(minus: bool, mut units: u64, mut decimals: usize) -> String {
    while decimals > 0 && units.is_multiple_of(10) {
        units /= 10;
        decimals -= 1;
    }
    let mut backwards = [0_u8; 24];
    let mut length = 0;
    while units > 0 || length <= decimals {
        #[allow(clippy::cast_possible_truncation)]
        let digit = (units % 10) as u8;
        backwards[length] = b'0' + digit;
        units /= 10;
        length += 1;
    }
    let whole = length - decimals;
    let mut text = String::with_capacity(length + 12);
    if minus {
        text.push('\u{2212}');
    }
    for at in (0..length).rev() {
        text.push(char::from(backwards[at]));
        if at == decimals && decimals > 0 {
            text.push('.');
        } else if whole > 4 && at > decimals && (at - decimals).is_multiple_of(3) {
            text.push('\u{202f}');
        }
    }
    text
}

fn exponent(value: f64, digits: usize) -> String {
    let text = format!("{value:.*e}", digits - 1);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let mantissa = if mantissa.contains('.') {
        mantissa.trim_end_matches('0').trim_end_matches('.')
    } else {
        mantissa
    };
    format!("{}e{exponent}", mantissa.replace('-', "\u{2212}"))
}

/// How many digits are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Digits {
    /// Three or four: as many as people want to read.
    Shown,
    /// Six: what is reckoned with them gives what is shown, to its last digit.
    Operand,
}

impl Digits {
    /// Of what has a unit.
    pub(super) const fn scaled(self) -> usize {
        match self {
            Self::Shown => 3,
            Self::Operand => 6,
        }
    }

    /// Of a plain number without a multiplier.
    const fn plain(self) -> usize {
        match self {
            Self::Shown => 4,
            Self::Operand => 6,
        }
    }
}

/// A plain number: whole and with its thousands parted up to ten thousand, `63.4k` and `1.2M` above.
#[must_use]
pub fn count(value: f64) -> String {
    count_in(value, Digits::Shown)
}

/// A plain number in a formula: with enough digits that the reader's own calculation gives the result that is shown.
#[must_use]
pub fn operand_count(value: f64) -> String {
    count_in(value, Digits::Operand)
}

pub(super) fn count_in(value: f64, digits: Digits) -> String {
    // What rounds up to the next step is told in it: 999 960 is 1M, not 1 000k.
    const COUNT: [(f64, f64, &str); 4] = [
        (999.5e9, 1e12, "T"),
        (999.5e6, 1e9, "bn"),
        (999.5e3, 1e6, "M"),
        (9_999.5, 1e3, "k"),
    ];
    if !value.is_finite() {
        return UNBOUNDED.to_owned();
    }
    for (least, factor, suffix) in COUNT {
        if value.abs() >= least && value.abs() < 1e18 {
            return format!("{}{suffix}", significant(value / factor, digits.scaled()));
        }
    }
    significant(value, digits.plain())
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

/// A share: `70 %`, `99.95 %`. Nines are kept: what isn't all is never rounded up to 100 %, however near it is, and two digits of
/// what is missing are shown.
#[must_use]
pub fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if share <= 0.9 || share >= 1.0 {
        return format!("{} %", significant(percent, 4));
    }
    let missing = (1.0 - share) * 100.0;
    let decimals = decimals_for(missing, 2).min(12);
    // Rounded down, so that it never says more; but 99.9 is not 99.89, whatever floating point makes of it.
    let scale = power_of_ten(decimals);
    let near = (percent * scale).round();
    let units = if (near / scale - percent).abs() <= missing * 1e-6 {
        near
    } else {
        (percent * scale).floor()
    };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let units = units as u64;
    format!("{} %", written(false, units, decimals))
}

/// A share in a formula: with enough digits of it, and of what is missing to all, that the reader's own calculation gives the result
/// that is shown.
#[must_use]
pub fn operand_share(share: f64) -> String {
    let missing = (1.0 - share) * 100.0;
    if !(share > 0.9 && missing > 0.0) {
        return format!("{} %", significant(share * 100.0, 6));
    }
    let digits = decimals_for(missing, 5).min(12) + 2;
    format!("{} %", significant(share * 100.0, digits))
}
