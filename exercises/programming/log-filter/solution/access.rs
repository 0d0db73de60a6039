//! The common and combined log formats of Apache and nginx.
//!
//! ```text
//! addr ident user [time] "request" status bytes "referer" "agent"
//! ```
//!
//! Common ends after the bytes; combined may be followed by fields of one's own, which are let through. Both servers
//! escape quotes within a quoted field (nginx as `\x22`, Apache as `\"`), so the closing quote is the first that no
//! backslash escapes. A request that is not HTTP ( TLS sent to a plain port, say) is a well-formed line without method,
//! target and protocol.

use super::record::{Place, Record};
use super::time::{self, CLF, Instant};
use memchr::{memchr, memrchr};

/// The fields, in the order of their numbers. Common has those before the referer.
pub(super) const FIELDS: [&str; 14] = [
    "addr", "ident", "user", "time", "request", "status", "bytes", "method", "target", "path",
    "query", "protocol", "referer", "agent",
];
/// How many of them the common format has.
pub(super) const COMMON: usize = 12;

const REQUEST: usize = 4;
pub(super) const STATUS: usize = 5;
const METHOD: usize = 7;
const REFERER: usize = 12;

/// Whether a field is a part of the request line, which is taken apart only when asked for.
pub(super) fn is_part_of_request(field: usize) -> bool {
    (METHOD..REFERER).contains(&field)
}

/// Reads lines; remembers the last time stamp, since a busy server writes many lines in one second.
#[derive(Debug)]
pub(super) struct Reader {
    combined: bool,
    split: bool,
    last: ([u8; CLF], Instant),
}

impl Reader {
    /// A reader of combined or common lines; `split`: whether parts of the request are wanted.
    pub(super) fn new(combined: bool, split: bool) -> Self {
        Self {
            combined,
            split,
            last: ([0; CLF], Instant::default()),
        }
    }

    fn time(&mut self, text: &[u8]) -> Option<Instant> {
        let text: &[u8; CLF] = text.get(..CLF)?.try_into().ok()?;
        if *text != self.last.0 {
            self.last = (*text, time::clf(text)?);
        }
        Some(self.last.1)
    }

    /// Where the time stamp's bracket is: a user's name may hold spaces and brackets, it ends where a time stamp begins.
    fn bracket(&mut self, line: &[u8], user: usize) -> Option<usize> {
        let mut from = user;
        loop {
            let bracket = from + memchr(b'[', line.get(from..)?)?;
            let after_space = bracket > user + 1 && line[bracket - 1] == b' ';
            if after_space && self.time(&line[bracket + 1..]).is_some() {
                return Some(bracket);
            }
            from = bracket + 1;
        }
    }

    /// Fills `record` (cleared, with a place for each field); `None` when the line is not of the format.
    pub(super) fn parse(&mut self, line: &[u8], record: &mut Record) -> Option<()> {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let addr = memchr(b' ', line).filter(|&end| end > 0)?;
        // Nearly all lines have neither an ident nor a user.
        let (ident, bracket) = match line.get(addr..addr + 6) {
            Some(b" - - [") => (addr + 2, addr + 5),
            _ => {
                let ident = addr + 1 + memchr(b' ', &line[addr + 1..])?;
                (ident, self.bracket(line, ident + 1)?)
            }
        };
        let user = ident + 1;
        let time = self.time(&line[bracket + 1..])?;
        let time_end = bracket + 1 + CLF;
        if line.get(time_end..time_end + 3)? != b"] \"" {
            return None;
        }
        let request = time_end + 3;
        let request_end = closing_quote(line, request)?;
        let status = request_end + 2;
        let [b' ', s1, s2, s3, b' ', ..] = line.get(request_end + 1..)? else {
            return None;
        };
        if !(s1.is_ascii_digit() && s2.is_ascii_digit() && s3.is_ascii_digit()) {
            return None;
        }
        let bytes = status + 4;
        let rest = line.get(bytes..)?;
        let length = match rest.first()? {
            b'-' => 1,
            _ => rest.iter().take_while(|byte| byte.is_ascii_digit()).count(),
        };
        if length == 0 {
            return None;
        }
        let end = bytes + length;

        let places = record.places.get_mut(..COMMON)?;
        places[0] = Place::new(0, addr);
        places[1] = Place::new(addr + 1, ident);
        places[2] = Place::new(user, bracket - 1);
        places[3] = Place::new(bracket + 1, time_end);
        places[REQUEST] = Place::new(request, request_end);
        places[STATUS] = Place::new(status, status + 3);
        places[6] = Place::new(bytes, end);
        if self.split {
            split_request(line, request, request_end, &mut places[METHOD..]);
        }
        record.time = Some(time);
        if !self.combined {
            return (end == line.len()).then_some(());
        }
        if line.get(end..end + 2)? != b" \"" {
            return None;
        }
        let referer = end + 2;
        let referer_end = closing_quote(line, referer)?;
        if line.get(referer_end + 1..referer_end + 3)? != b" \"" {
            return None;
        }
        let agent = referer_end + 3;
        let agent_end = closing_quote(line, agent)?;
        let places = record.places.get_mut(REFERER..)?;
        *places.get_mut(0)? = Place::new(referer, referer_end);
        *places.get_mut(1)? = Place::new(agent, agent_end);
        matches!(line.get(agent_end + 1), None | Some(b' ')).then_some(())
    }
}

/// The first quote from `from` on that is not escaped. A run of backslashes escapes it when their number is odd.
fn closing_quote(line: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += memchr(b'"', line.get(at..)?)?;
        if at == from || line[at - 1] != b'\\' {
            return Some(at);
        }
        let slashes = line[from..at]
            .iter()
            .rev()
            .take_while(|&&byte| byte == b'\\')
            .count();
        if slashes % 2 == 0 {
            return Some(at);
        }
        at += 1;
    }
}

/// Whether bytes are a `token` of RFC 9110 section 5.6.2, as a method is.
fn is_token(text: &[u8]) -> bool {
    let is_tchar = |byte: &u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(byte);
    !text.is_empty() && text.iter().all(is_tchar)
}

/// Method, target, path, query and protocol of `METHOD TARGET HTTP/x` (RFC 9112 section 3), or of HTTP/0.9's
/// `METHOD TARGET`. A target may hold spaces: clients send them, and servers log them.
fn split_request(line: &[u8], start: usize, end: usize, places: &mut [Place]) {
    let request = &line[start..end];
    let Some(method) = memchr(b' ', request).filter(|&at| is_token(&request[..at])) else {
        return;
    };
    let rest = &request[method + 1..];
    let (target, protocol) = match memrchr(b' ', rest) {
        Some(at) if rest[at + 1..].starts_with(b"HTTP/") => (&rest[..at], Some(at + 1)),
        None if rest.starts_with(b"/") => (rest, None),
        _ => return,
    };
    if target.is_empty() {
        return;
    }
    let [at_method, at_target, at_path, at_query, at_protocol] = places else {
        return;
    };
    let base = start + method + 1;
    let question = memchr(b'?', target);
    *at_method = Place::new(start, start + method);
    *at_target = Place::new(base, base + target.len());
    *at_path = Place::new(base, base + question.unwrap_or(target.len()));
    if let Some(question) = question {
        *at_query = Place::new(base + question + 1, base + target.len());
    }
    if let Some(protocol) = protocol {
        *at_protocol = Place::new(base + protocol, end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(line: &str, combined: bool) -> Option<Vec<String>> {
        let mut record = Record::default();
        record.clear(if combined { FIELDS.len() } else { COMMON });
        Reader::new(combined, true).parse(line.as_bytes(), &mut record)?;
        let text = |place: &Place| String::from_utf8_lossy(place.of(line.as_bytes())).into_owned();
        Some(record.places.iter().map(text).collect())
    }

    #[test]
    fn takes_a_line_apart() {
        let line = r#"192.0.2.7 - a [b] c [18/Mar/2025:06:00:04 +0000] "GET /p?q=\"1 HTTP/1.1" 404 - "http://r/" "A \\" extra"#;
        let expected = [
            "192.0.2.7",
            "-",
            "a [b] c",
            "18/Mar/2025:06:00:04 +0000",
            "GET /p?q=\\\"1 HTTP/1.1",
            "404",
            "-",
            "GET",
            "/p?q=\\\"1",
            "/p",
            "q=\\\"1",
            "HTTP/1.1",
            "http://r/",
            "A \\\\",
        ];
        assert_eq!(fields(line, true).unwrap(), expected);
        assert_eq!(fields(&format!("{line}\r"), true).unwrap(), expected);
        assert!(fields(line, false).is_none());
    }

    #[test]
    fn a_request_that_is_not_http_has_no_parts() {
        for request in [
            r"\x16\x03\x01",
            "",
            "GET",
            "GET  HTTP/1.1",
            "SSH-2.0-Go",
            r"\x00 / HTTP/1.0",
            "GET / x",
        ] {
            let line = format!("::1 - - [18/Mar/2025:06:00:04 +0000] \"{request}\" 400 0");
            let fields = fields(&line, false).unwrap();
            assert_eq!(fields[4], request);
            assert_eq!(fields[7..], ["", "", "", "", ""], "{request}");
        }
    }

    #[test]
    fn every_cut_of_a_line_is_malformed_or_common() {
        let line = r#"192.0.2.7 - - [18/Mar/2025:06:00:04 +0000] "GET / HTTP/1.1" 200 5 "-" "x""#;
        for end in 0..line.len() {
            assert!(fields(&line[..end], true).is_none(), "{}", &line[..end]);
        }
    }
}
