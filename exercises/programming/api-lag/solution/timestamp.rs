//! Instants, exactly: RFC 3339 date-times and epoch milliseconds, read into integer nanoseconds.
//!
//! No floats: a double holds a present-day epoch time to about a quarter of a microsecond, and the difference of two
//! of them shows it.

/// Nanoseconds since 1970-01-01T00:00:00Z, leap seconds not counted (POSIX.1, "Seconds Since the Epoch").
/// Years 0 to 9999 take 69 bits.
pub(super) type Nanos = i128;

/// Nanoseconds in a millisecond.
pub(super) const MILLI: Nanos = 1_000_000;
/// Nanoseconds in a second.
pub(super) const SECOND: Nanos = 1_000_000_000;
/// Seconds in a day.
const DAY: i64 = 86_400;

/// Milliseconds that fall in the years 0 to 9999, the range of RFC 3339 (section 1).
const MILLIS: std::ops::RangeInclusive<i64> = -62_167_219_200_000..=253_402_300_799_999;

/// Reads a time as it stands in a log: digits alone (and perhaps a minus sign) are epoch milliseconds, all else
/// is RFC 3339.
///
/// # Errors
/// What is wrong with it, in a few words.
pub(super) fn parse(text: &str) -> Result<Nanos, &'static str> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let millis: i64 = text
            .parse()
            .map_err(|_| "the epoch time is out of range (years 0 to 9999)")?;
        return from_millis(millis);
    }
    rfc3339(text)
}

/// An instant from epoch milliseconds.
///
/// # Errors
/// When it is not in the years 0 to 9999.
pub(super) fn from_millis(millis: i64) -> Result<Nanos, &'static str> {
    if MILLIS.contains(&millis) {
        Ok(Nanos::from(millis) * MILLI)
    } else {
        Err("the epoch time is out of range (years 0 to 9999)")
    }
}

/// Reads the `date-time` of RFC 3339, section 5.6.
///
/// - `T` and `Z` may be lower-case, and a space may stand for `T` (section 5.6, notes).
/// - Fractions may have any number of digits (`time-secfrac`); those after the ninth are cut off.
/// - The offset is required; `-00:00` is UTC with the local zone unknown (section 4.3), the same instant as `Z`.
/// - Days are checked against the month and the leap year (section 5.7 and appendix C).
/// - Second 60 is taken only where a leap second can be: at 23:59:60 UTC on the last day of a month (section 5.7, and
///   appendix D for those that were). It is the same POSIX time as the second after it.
fn rfc3339(text: &str) -> Result<Nanos, &'static str> {
    const SHAPE: &str = "not an RFC 3339 time, nor epoch milliseconds";
    let mut cursor = Cursor(text.as_bytes());
    let year = cursor.number(4).ok_or(SHAPE)?;
    cursor.one_of(b"-").ok_or(SHAPE)?;
    let month = cursor.number(2).ok_or(SHAPE)?;
    cursor.one_of(b"-").ok_or(SHAPE)?;
    let day = cursor.number(2).ok_or(SHAPE)?;
    cursor.one_of(b"Tt ").ok_or(SHAPE)?;
    let hour = cursor.number(2).ok_or(SHAPE)?;
    cursor.one_of(b":").ok_or(SHAPE)?;
    let minute = cursor.number(2).ok_or(SHAPE)?;
    cursor.one_of(b":").ok_or(SHAPE)?;
    let second = cursor.number(2).ok_or(SHAPE)?;
    let fraction = match cursor.one_of(b".") {
        Some(_) => cursor
            .fraction()
            .ok_or("the point is not followed by digits")?,
        None => 0,
    };
    let offset = cursor.offset()?;
    if !cursor.0.is_empty() {
        return Err("something follows the time");
    }

    if !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month) {
        return Err("there is no such day");
    }
    if hour > 23 || minute > 59 || second > 60 {
        return Err("there is no such time of day");
    }
    let local = days_from_civil(year, month, day) * DAY + hour * 3600 + minute * 60 + second;
    let utc = local - offset;
    if second == 60 {
        let (_, _, day_of_month) = civil_from_days(utc.div_euclid(DAY));
        if utc.rem_euclid(DAY) != 0 || day_of_month != 1 {
            return Err("a leap second can only end a month, at 23:59:60 UTC");
        }
    }
    Ok(Nanos::from(utc) * SECOND + fraction)
}

/// What is left to read.
struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    /// Takes one byte, if it is one of these.
    fn one_of(&mut self, bytes: &[u8]) -> Option<u8> {
        let (&first, rest) = self.0.split_first()?;
        if !bytes.contains(&first) {
            return None;
        }
        self.0 = rest;
        Some(first)
    }

    /// Takes a number of exactly `digits` digits.
    fn number(&mut self, digits: usize) -> Option<i64> {
        let (head, rest) = self.0.split_at_checked(digits)?;
        let mut value = 0;
        for byte in head {
            if !byte.is_ascii_digit() {
                return None;
            }
            value = value * 10 + i64::from(byte - b'0');
        }
        self.0 = rest;
        Some(value)
    }

    /// Takes all digits there are, at least one, as a fraction in nanoseconds.
    fn fraction(&mut self) -> Option<Nanos> {
        let count = self.0.iter().take_while(|b| b.is_ascii_digit()).count();
        let (head, rest) = self.0.split_at(count);
        if head.is_empty() {
            return None;
        }
        self.0 = rest;
        let digit = |place: usize| head.get(place).map_or(0, |byte| Nanos::from(byte - b'0'));
        Some((0..9).fold(0, |value, place| value * 10 + digit(place)))
    }

    /// Takes a `time-offset`, in seconds east of UTC.
    fn offset(&mut self) -> Result<i64, &'static str> {
        const MISSING: &str = "the zone is missing: Z or an offset such as +01:00";
        let sign = match self.one_of(b"Zz+-").ok_or(MISSING)? {
            b'+' => 1,
            b'-' => -1,
            _ => return Ok(0),
        };
        let hours = self.number(2).ok_or(MISSING)?;
        self.one_of(b":").ok_or(MISSING)?;
        let minutes = self.number(2).ok_or(MISSING)?;
        if hours > 23 || minutes > 59 {
            return Err("there is no such zone");
        }
        Ok(sign * (hours * 3600 + minutes * 60))
    }
}

fn days_in_month(year: i64, month: i64) -> i64 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days from 1970-01-01 to a date of the proleptic Gregorian calendar.
///
/// Years are taken to begin in March, so that the leap day comes last and the days before a month are a line with a
/// slope of 153/5: five months from March always have 153 days.
pub(super) fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    // 719,468 days lie between 0000-03-01 and 1970-01-01.
    year * 365 + leap_days + (153 * month + 2) / 5 + day - 1 - 719_468
}

/// The inverse of [`days_from_civil`]: (year, month, day).
pub(super) fn civil_from_days(days: i64) -> (i64, i64, i64) {
    // 400 years always have 146,097 days: the guess is off by a year at most, and the comparisons put it right.
    let mut year = 1970 + days * 400 / 146_097;
    while days_from_civil(year + 1, 1, 1) <= days {
        year += 1;
    }
    while days_from_civil(year, 1, 1) > days {
        year -= 1;
    }
    let mut month = 1;
    let mut left = days - days_from_civil(year, 1, 1);
    while left >= days_in_month(year, month) {
        left -= days_in_month(year, month);
        month += 1;
    }
    (year, month, left + 1)
}

/// Writes an instant as RFC 3339 at an offset (minutes east of UTC), with so many digits of its fraction (0 to 9).
/// An offset of 0 is written `Z`.
pub(super) fn format(instant: Nanos, offset_minutes: i64, digits: usize) -> String {
    let seconds = i64::try_from(instant.div_euclid(SECOND)).unwrap_or(0) + offset_minutes * 60;
    let (year, month, day) = civil_from_days(seconds.div_euclid(DAY));
    let of_day = seconds.rem_euclid(DAY);
    let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    let mut text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
    if digits > 0 {
        let nanos = format!("{:09}", instant.rem_euclid(SECOND));
        text.push('.');
        text.extend(nanos.chars().take(digits));
    }
    if offset_minutes == 0 {
        text.push('Z');
    } else {
        let sign = if offset_minutes < 0 { '-' } else { '+' };
        let minutes = offset_minutes.abs();
        text.push_str(&format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60));
    }
    text
}

#[cfg(test)]
#[path = "timestamp_tests.rs"]
mod tests;
