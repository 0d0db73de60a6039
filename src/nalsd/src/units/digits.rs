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
    let text = format!("{value:.decimals$}");
    parted(&text)
}

/// How many decimals leave so many significant digits.
fn decimals_for(size: f64, digits: usize) -> usize {
    // Rounding may carry into another digit (9.996 to 10.00); that one is a zero at the end and goes.
    let whole = format!("{size:e}");
    let magnitude: i32 = whole
        .split_once('e')
        .and_then(|(_, exponent)| exponent.parse().ok())
        .unwrap_or(0);
    let digits = i32::try_from(digits).unwrap_or(3);
    usize::try_from(digits - 1 - magnitude).unwrap_or(0)
}

fn exponent(value: f64, digits: usize) -> String {
    let text = format!("{value:.*e}", digits - 1);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    format!("{}e{exponent}", parted(mantissa))
}

/// A decimal text with its thousands parted, its zeros cut and its minus a minus.
fn parted(text: &str) -> String {
    let text = if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        text
    };
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let (sign, whole) = whole
        .strip_prefix('-')
        .map_or(("", whole), |whole| ("\u{2212}", whole));
    let mut parted = String::with_capacity(text.len() + 8);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) && whole.len() > 4 {
            parted.push('\u{202f}');
        }
        parted.push(digit);
    }
    format!("{sign}{parted}{rest}")
}

/// A plain number: whole and with its thousands parted up to ten thousand, `63.4k` and `1.2M` above.
#[must_use]
pub fn count(value: f64) -> String {
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
            return format!("{}{suffix}", significant(value / factor, 3));
        }
    }
    significant(value, 4)
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
    // A missing part that has one digit only is shown with one: 99.9 %, not 99.90 %. Rounded down, so that it never says more.
    #[allow(clippy::cast_possible_truncation)]
    let scale = 10_f64.powi(decimals as i32);
    let tidy = (percent * scale).round() / scale;
    let shown = if (tidy - percent).abs() <= missing * 1e-6 {
        tidy
    } else {
        (percent * scale).floor() / scale
    };
    let shown = format!("{shown:.decimals$}");
    format!("{} %", parted(&shown))
}
