//! Syslog lines, as RFC 5424 and as the older custom that RFC 3164 describes.

use super::record::{Place, Record};
use super::time::{self, Years};
use memchr::memchr;

/// The fields with a place in the line. `facility` and `severity` are computed from `pri`.
pub(super) const FIELDS: [&str; 8] = [
    "pri", "time", "host", "app", "pid", "message", "msgid", "sd",
];
/// How many of them RFC 3164 has.
pub(super) const OLD: usize = 6;

const PRI: usize = 0;
const TIME: usize = 1;
const HOST: usize = 2;
const APP: usize = 3;
const PID: usize = 4;
const MESSAGE: usize = 5;

/// `<PRI>` (RFC 5424 section 6.2.1): the value, 0 to 191, and the offset after it.
fn priority(line: &[u8]) -> Option<(u8, usize)> {
    let close = memchr(b'>', line.get(..5.min(line.len()))?)?;
    let digits = line.strip_prefix(b"<")?.get(..close - 1)?;
    let number = digits.iter().all(u8::is_ascii_digit)
        && (digits.len() == 1 || digits.first() != Some(&b'0'));
    // At most four digits fit before the `>`, so the text is a small number, or none.
    let value: u16 = std::str::from_utf8(digits)
        .ok()
        .filter(|_| number)?
        .parse()
        .ok()?;
    (value <= 191).then_some((value as u8, close + 1))
}

/// Reads `[<PRI>]Mmm dd hh:mm:ss HOST TAG[PID]: MESSAGE` (RFC 3164 section 4.1; files leave PRI out). The tag ends at
/// `[`, `:` or a space; PID, colon and message may be missing. `years` gives the year, without it the line has no time.
pub(super) fn parse_3164(
    line: &[u8],
    years: Option<&mut Years>,
    record: &mut Record,
) -> Option<()> {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let pri = priority(line);
    let start = pri.map_or(0, |(_, end)| end);
    let time = time::bsd(line.get(start..)?)?;
    let places = record.places.get_mut(..OLD)?;
    if let Some((value, end)) = pri {
        record.pri = Some(value);
        places[PRI] = Place::new(1, end - 1);
    }
    places[TIME] = Place::new(start, start + 15);
    let host = start + 16;
    if *line.get(host - 1)? != b' ' {
        return None;
    }
    let host_end = host + memchr(b' ', line.get(host..)?).filter(|&length| length > 0)?;
    places[HOST] = Place::new(host, host_end);
    let app = host_end + 1;
    let rest = &line[app..];
    let length = rest
        .iter()
        .position(|byte| b"[: ".contains(byte))
        .unwrap_or(rest.len());
    if length == 0 {
        return None;
    }
    let mut at = app + length;
    places[APP] = Place::new(app, at);
    if line.get(at) == Some(&b'[')
        && let Some(close) = memchr(b']', &line[at..])
    {
        places[PID] = Place::new(at + 1, at + close);
        at += close + 1;
    }
    at += usize::from(line.get(at) == Some(&b':'));
    at += usize::from(line.get(at) == Some(&b' '));
    places[MESSAGE] = Place::new(at, line.len());
    if let Some(years) = years {
        record.time = Some(years.place(time)?);
    }
    Some(())
}

/// Reads `<PRI>VERSION TIMESTAMP HOSTNAME APP-NAME PROCID MSGID STRUCTURED-DATA [MSG]` (RFC 5424 section 6). Spaces and a
/// byte order mark before the message are not taken as part of it: rsyslogd writes a space more than the RFC.
pub(super) fn parse_5424(line: &[u8], record: &mut Record) -> Option<()> {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let (pri, mut at) = priority(line)?;
    let places = record.places.get_mut(..FIELDS.len())?;
    record.pri = Some(pri);
    places[PRI] = Place::new(1, at - 1);
    // VERSION: the RFC knows only 1.
    if line.get(at..at + 2)? != b"1 " {
        return None;
    }
    at += 2;
    for field in [TIME, HOST, APP, PID, 6] {
        let length = memchr(b' ', line.get(at..)?).filter(|&length| length > 0)?;
        places[field] = Place::new(at, at + length);
        at += length + 1;
    }
    let stamp = places[TIME].of(line);
    if stamp != b"-" {
        record.time = Some(time::rfc3339(stamp)?);
    }
    let end = structured_data_end(line, at)?;
    places[7] = Place::new(at, end);
    let message = match line.get(end) {
        None => line.len(),
        Some(b' ') => {
            let spaces = line[end..].iter().take_while(|&&byte| byte == b' ').count();
            let text = end + spaces;
            text + if line[text..].starts_with(b"\xef\xbb\xbf") {
                3
            } else {
                0
            }
        }
        Some(_) => return None,
    };
    places[MESSAGE] = Place::new(message, line.len());
    Some(())
}

/// The end of `-` or of one or more `[id name="value" ...]`; in a value, a backslash escapes `"`, `\` and `]`.
fn structured_data_end(line: &[u8], start: usize) -> Option<usize> {
    if *line.get(start)? == b'-' {
        return Some(start + 1);
    }
    let mut at = start;
    while line.get(at) == Some(&b'[') {
        at += 1;
        if matches!(line.get(at)?, b' ' | b']' | b'=' | b'"') {
            return None;
        }
        let mut quoted = false;
        loop {
            match line.get(at)? {
                b'\\' if quoted => at += 1,
                b'"' => quoted = !quoted,
                b']' if !quoted => break,
                _ => {}
            }
            at += 1;
        }
        at += 1;
    }
    (at > start).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(line: &[u8], record: &Record) -> Vec<String> {
        let text = |place: &Place| String::from_utf8_lossy(place.of(line)).into_owned();
        record.places.iter().map(text).collect()
    }

    #[test]
    fn a_priority_is_a_number_from_0_to_191_without_zeros_before_it() {
        for (line, expected) in [
            (&b"<0>x"[..], Some((0, 3))),
            (b"<191>x", Some((191, 5))),
            (b"<192>x", None),
            (b"<01>x", None),
            (b"<>x", None),
            (b"<+1>x", None),
            // Found by fuzzing: a byte below the digits.
            (b"<\x134>1", None),
            (b">", None),
            (b"", None),
        ] {
            assert_eq!(priority(line), expected, "{line:?}");
        }
    }

    #[test]
    fn reads_the_examples_of_rfc_5424() {
        // Section 6.5, examples 1, 3 and 4.
        let mut record = Record::default();
        record.clear(FIELDS.len());
        let line = b"<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su - ID47 - \xef\xbb\xbf'su root' failed for lonvick on /dev/pts/8";
        parse_5424(line, &mut record).unwrap();
        assert_eq!(
            texts(line, &record),
            [
                "34",
                "2003-10-11T22:14:15.003Z",
                "mymachine.example.com",
                "su",
                "-",
                "'su root' failed for lonvick on /dev/pts/8",
                "ID47",
                "-",
            ]
        );
        assert_eq!(record.pri, Some(34));
        let sd = r#"[exampleSDID@32473 iut="3" eventSource="Application" eventID="1011"][examplePriority@32473 class="high"]"#;
        let line =
            format!("<165>1 2003-10-11T22:14:15.003Z mymachine.example.com evntslog - ID47 {sd}");
        record.clear(FIELDS.len());
        parse_5424(line.as_bytes(), &mut record).unwrap();
        assert_eq!(texts(line.as_bytes(), &record)[5..], ["", "ID47", sd]);
    }

    #[test]
    fn reads_the_example_of_rfc_3164() {
        // Section 5.4, example 1.
        let line = b"<34>Oct 11 22:14:15 mymachine su: 'su root' failed for lonvick on /dev/pts/8";
        let mut record = Record::default();
        record.clear(OLD);
        parse_3164(line, Some(&mut Years::starting(2003)), &mut record).unwrap();
        assert_eq!(
            texts(line, &record),
            [
                "34",
                "Oct 11 22:14:15",
                "mymachine",
                "su",
                "",
                "'su root' failed for lonvick on /dev/pts/8"
            ]
        );
        assert_eq!(
            time::utc(record.time.unwrap().seconds),
            "2003-10-11T22:14:15Z"
        );
    }

    #[test]
    fn refuses_what_is_no_syslog() {
        let mut record = Record::default();
        for line in [
            "<192>1 - h a p m -",
            "<01>1 - h a p m -",
            "<1>2 - h a p m -",
            "<1>1 - h a p m [x",
            "<1>1 - h a p m -x",
            "<1>1 x h a p m -",
            "<1>1 - h a p m [ ]",
            "<>1 - h a p m -",
        ] {
            record.clear(FIELDS.len());
            assert!(parse_5424(line.as_bytes(), &mut record).is_none(), "{line}");
        }
        for line in [
            "Oct 11 22:14:15",
            "Oct 11 22:14:15 ",
            "Oct 11 22:14:15 host",
            "Oct 11 22:14:15  a: b",
            "Oct 32 22:14:15 h a",
        ] {
            record.clear(OLD);
            assert!(
                parse_3164(line.as_bytes(), None, &mut record).is_none(),
                "{line}"
            );
        }
    }
}
