//! Time stamps: exact parsers of the three notations that logs use, and one writer.

/// A moment: seconds since 1970-01-01T00:00:00Z, and nanoseconds after that second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Instant {
    pub(super) seconds: i64,
    pub(super) nanos: u32,
}

const MONTHS: [&[u8; 3]; 12] = [
    b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec",
];

/// Length in bytes of a time stamp of the common log format: `18/Mar/2025:06:00:04 +0000`.
pub(super) const CLF: usize = 26;

/// Days from 1970-01-01 to a day of the proleptic Gregorian calendar (Howard Hinnant, "chrono-compatible low-level date
/// algorithms": years begin in March, so that the leap day comes last).
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The inverse of [`days_from_civil`]: (year, month, day).
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let doe = days.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    let year = yoe + era * 400 + i64::from(month <= 2);
    (year, month, doy - (153 * mp + 2) / 5 + 1)
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 => 28 + i64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The number that `len` digits at `at` make.
fn digits(text: &[u8], at: usize, len: usize) -> Option<i64> {
    let mut value = 0;
    for &byte in text.get(at..at + len)? {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value * 10 + i64::from(byte - b'0');
    }
    Some(value)
}

/// `HH:MM:SS` at `at`, in seconds. A leap second (`:60`, RFC 3339 section 5.7) counts as the second after it, as POSIX
/// time has it.
fn clock(text: &[u8], at: usize) -> Option<i64> {
    if *text.get(at + 2)? != b':' || *text.get(at + 5)? != b':' {
        return None;
    }
    let (hour, minute, second) = (
        digits(text, at, 2)?,
        digits(text, at + 3, 2)?,
        digits(text, at + 6, 2)?,
    );
    (hour < 24 && minute < 60 && second <= 60).then_some(hour * 3600 + minute * 60 + second)
}

/// Seconds since the epoch of a civil time that is `offset` seconds ahead of UTC; `None` when there is no such day.
fn moment(year: i64, month: i64, day: i64, clock: i64, offset: i64) -> Option<i64> {
    let is_day = (1..=12).contains(&month) && day >= 1 && day <= days_in_month(year, month);
    is_day.then(|| days_from_civil(year, month, day) * 86_400 + clock - offset)
}

fn month(name: &[u8]) -> Option<i64> {
    MONTHS
        .iter()
        .position(|month| month[..] == *name)
        .map(|at| at as i64 + 1)
}

/// A sign and `HHMM` (or `HH:MM`) as seconds ahead of UTC.
fn offset(text: &[u8], colon: bool) -> Option<i64> {
    let sign = match text.first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let hours = digits(text, 1, 2)?;
    if colon && *text.get(3)? != b':' {
        return None;
    }
    let minutes = digits(text, 3 + usize::from(colon), 2)?;
    (hours < 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

/// The time of the common log format, `18/Mar/2025:06:00:04 +0000` (Apache's `%t`, nginx's `$time_local`), in the first
/// [`CLF`] bytes of `text`.
pub(super) fn clf(text: &[u8]) -> Option<Instant> {
    let text = text.get(..CLF)?;
    if text[2] != b'/' || text[6] != b'/' || text[11] != b':' || text[20] != b' ' {
        return None;
    }
    let (day, year) = (digits(text, 0, 2)?, digits(text, 7, 4)?);
    let clock = clock(text, 12)?;
    let offset = offset(&text[21..], false)?;
    let seconds = moment(year, month(&text[3..6])?, day, clock, offset)?;
    Some(Instant { seconds, nanos: 0 })
}

/// The whole of `text` as an RFC 3339 `date-time` (section 5.6): an offset is needed, `T` and `Z` may be small letters, a
/// space may stand for `T`. Digits past the nanosecond are dropped.
pub(super) fn rfc3339(text: &[u8]) -> Option<Instant> {
    if *text.get(4)? != b'-' || *text.get(7)? != b'-' || !b"Tt ".contains(text.get(10)?) {
        return None;
    }
    let (year, month, day) = (
        digits(text, 0, 4)?,
        digits(text, 5, 2)?,
        digits(text, 8, 2)?,
    );
    let clock = clock(text, 11)?;
    let mut at = 19;
    let mut nanos = 0;
    if *text.get(at)? == b'.' {
        let fraction = text[at + 1..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        if fraction == 0 {
            return None;
        }
        for place in 0..9 {
            let digit = if place < fraction {
                text[at + 1 + place] - b'0'
            } else {
                0
            };
            nanos = nanos * 10 + u32::from(digit);
        }
        at += 1 + fraction;
    }
    let zone = text.get(at..)?;
    let offset = match zone {
        b"Z" | b"z" => 0,
        zone if zone.len() == 6 => offset(zone, true)?,
        _ => return None,
    };
    Some(Instant {
        seconds: moment(year, month, day, clock, offset)?,
        nanos,
    })
}

/// A time stamp of RFC 3164 (section 4.1.2): `Mmm dd hh:mm:ss` with the day padded by a space, and no year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Yearless {
    month: i64,
    day: i64,
    clock: i64,
}

/// Reads the first 15 bytes as a [`Yearless`] time; the 29th of February is let through, since the year may be a leap
/// year.
pub(super) fn bsd(text: &[u8]) -> Option<Yearless> {
    let text = text.get(..15)?;
    if text[3] != b' ' || text[6] != b' ' {
        return None;
    }
    let month = month(&text[..3])?;
    let day = if text[4] == b' ' {
        digits(text, 5, 1)?
    } else {
        digits(text, 4, 2)?
    };
    let clock = clock(text, 7)?;
    (day >= 1 && day <= days_in_month(2000, month)).then_some(Yearless { month, day, clock })
}

/// The years of a file whose time stamps have none: the first line's year is given, and each next line is taken to be
/// less than half a year from the one before, so that New Year's Eve is crossed in both directions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Years {
    year: i64,
    month: Option<i64>,
}

impl Years {
    pub(super) fn starting(year: i64) -> Self {
        Self { year, month: None }
    }

    /// The moment, in UTC; `None` for a 29th of February in a year that has none.
    pub(super) fn place(&mut self, time: Yearless) -> Option<Instant> {
        let before = self.month.unwrap_or(time.month);
        let year = match time.month - before {
            ..=-6 => self.year + 1,
            6.. => self.year - 1,
            _ => self.year,
        };
        let seconds = moment(year, time.month, time.day, time.clock, 0)?;
        (self.year, self.month) = (year, Some(time.month));
        Some(Instant { seconds, nanos: 0 })
    }
}

/// Writes seconds since the epoch as `2025-03-18T06:00:00Z`.
pub(super) fn utc(seconds: i64) -> String {
    let (year, month, day) = civil_from_days(seconds.div_euclid(86_400));
    let clock = seconds.rem_euclid(86_400);
    let (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    // Expected seconds are those of `date -u -d '...' +%s` (GNU coreutils 9.1).
    #[test]
    fn reads_what_date_reads() {
        let at = |text: &str| rfc3339(text.as_bytes()).map(|time| time.seconds);
        assert_eq!(at("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(at("2000-02-29T23:59:59Z"), Some(951_868_799));
        assert_eq!(at("1969-12-31T23:59:59Z"), Some(-1));
        assert_eq!(at("2025-03-18T06:00:04+05:30"), Some(1_742_257_804));
        assert_eq!(at("9999-12-31T23:59:59Z"), Some(253_402_300_799));
        assert_eq!(
            clf(b"02/Nov/2025:01:59:59 -0400").unwrap().seconds,
            1_762_063_199
        );
        assert_eq!(
            clf(b"02/Nov/2025:01:00:00 -0500").unwrap().seconds,
            1_762_063_200
        );
    }

    #[test]
    fn fractions_are_nanoseconds() {
        let nanos = |text: &str| rfc3339(text.as_bytes()).map(|time| time.nanos);
        assert_eq!(nanos("2025-01-01T00:00:00.5Z"), Some(500_000_000));
        assert_eq!(
            nanos("2025-01-01T00:00:00.123456789999+00:00"),
            Some(123_456_789)
        );
        assert_eq!(nanos("2025-01-01T00:00:00.Z"), None);
    }

    #[test]
    fn refuses_what_is_no_time() {
        for text in [
            "",
            "2025-02-29T00:00:00Z",
            "1900-02-29T00:00:00Z",
            "2025-13-01T00:00:00Z",
            "2025-00-01T00:00:00Z",
            "2025-01-00T00:00:00Z",
            "2025-01-01T24:00:00Z",
            "2025-01-01T00:60:00Z",
            "2025-01-01T00:00:61Z",
            "2025-01-01T00:00:00",
            "2025-01-01T00:00:00+0100",
            "2025-01-01",
            "2025-01-01T00:00:00Zx",
            "2025-01-01T00:00:00+24:00",
        ] {
            assert_eq!(rfc3339(text.as_bytes()), None, "{text}");
        }
        for text in [
            "31/Feb/2025:00:00:00 +0000",
            "01/mar/2025:00:00:00 +0000",
            "1/Mar/2025:00:00:00 +0000 ",
        ] {
            assert_eq!(clf(text.as_bytes()), None, "{text}");
        }
        for text in [
            "Feb 30 00:00:00",
            "Jan  0 00:00:00",
            "Jan 1 00:00:00 ",
            "Jan 01 0:00:00 ",
        ] {
            assert_eq!(bsd(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn years_follow_the_months_over_new_year() {
        let mut years = Years::starting(2024);
        let mut place = |text: &[u8]| {
            years
                .place(bsd(text).unwrap())
                .map(|time| utc(time.seconds))
        };
        assert_eq!(place(b"Dec 31 23:59:59").unwrap(), "2024-12-31T23:59:59Z");
        assert_eq!(place(b"Jan  1 00:00:00").unwrap(), "2025-01-01T00:00:00Z");
        assert_eq!(place(b"Dec 31 23:59:58").unwrap(), "2024-12-31T23:59:58Z");
        assert_eq!(place(b"Jan  1 00:00:01").unwrap(), "2025-01-01T00:00:01Z");
        assert_eq!(place(b"Feb 29 00:00:00"), None);
    }

    #[test]
    fn every_day_of_four_centuries_comes_back() {
        for day in days_from_civil(1900, 1, 1)..days_from_civil(2300, 1, 1) {
            let (year, month, date) = civil_from_days(day);
            assert_eq!(days_from_civil(year, month, date), day);
            assert!(date <= days_in_month(year, month));
        }
    }
}
