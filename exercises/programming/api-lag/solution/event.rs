//! One line of the log: a request that came in, or a response that went out.

use super::timestamp::{self, Nanos};
use serde_json::{Map, Value};

/// What happened, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Event {
    /// Names the request; its response carries the same.
    pub(super) id: String,
    /// When.
    pub(super) time: Nanos,
    /// What.
    pub(super) kind: Kind,
}

/// A request or a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A request came in.
    Request {
        /// `GET`, `POST` ...
        method: String,
        /// The path as it was asked for, query string included.
        path: String,
        /// The service behind the gateway; `-` when the line has none.
        service: String,
    },
    /// A response went out.
    Response,
}

impl Event {
    /// Reads a line (without its line end).
    ///
    /// # Errors
    /// What is wrong with it, and in which field.
    pub(super) fn parse(line: &[u8]) -> Result<Self, String> {
        let fields = match serde_json::from_slice(line) {
            Ok(Value::Object(fields)) => fields,
            Ok(_) => return Err("not a JSON object".to_owned()),
            Err(error) => {
                // The error ends in "at line 1 column N": the line that matters is the one of the file.
                let words = error.to_string();
                let words = words.split(" at line ").next().unwrap_or_default();
                return Err(format!("not JSON: {words} (column {})", error.column()));
            }
        };
        let kind = match text(&fields, "event")? {
            "request" => Kind::Request {
                method: text(&fields, "method")?.to_owned(),
                path: text(&fields, "path")?.to_owned(),
                service: match fields.get("service") {
                    None => "-",
                    Some(_) => text(&fields, "service")?,
                }
                .to_owned(),
            },
            "response" => Kind::Response,
            _ => return Err("`event` is neither request nor response".to_owned()),
        };
        Ok(Self {
            id: text(&fields, "id")?.to_owned(),
            time: time(fields.get("time")).map_err(|problem| format!("`time`: {problem}"))?,
            kind,
        })
    }
}

/// A field that must be a string with something in it.
fn text<'a>(fields: &'a Map<String, Value>, name: &str) -> Result<&'a str, String> {
    match fields.get(name) {
        Some(Value::String(text)) if !text.is_empty() => Ok(text),
        Some(Value::String(_)) => Err(format!("`{name}` is empty")),
        Some(_) => Err(format!("`{name}` is not a string")),
        None => Err(format!("`{name}` is missing")),
    }
}

/// A time: RFC 3339 or epoch milliseconds as a string, or epoch milliseconds as a whole number.
fn time(value: Option<&Value>) -> Result<Nanos, &'static str> {
    match value {
        Some(Value::String(text)) => timestamp::parse(text),
        Some(Value::Number(number)) => {
            // JSON has one kind of number (RFC 8259, section 6): 1.5e3 and 1500 are the same, and both are whole.
            let whole = number.as_i64().or_else(|| {
                number
                    .as_f64()
                    .filter(|n| n.fract() == 0.0 && n.abs() < 1e15)
                    .map(|n| n as i64)
            });
            timestamp::from_millis(whole.ok_or("not a whole number of milliseconds in range")?)
        }
        Some(_) => Err("neither a string nor a number"),
        None => Err("missing"),
    }
}

/// The endpoint of a path: without query string or fragment, and with `{id}` for every segment that is all ASCII
/// digits or a UUID (the text form of RFC 9562, section 4).
pub(super) fn template(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for (index, segment) in without_query(path).split('/').enumerate() {
        if index > 0 {
            out.push('/');
        }
        out.push_str(if is_id(segment) { "{id}" } else { segment });
    }
    out
}

/// A path up to its query string (RFC 3986, section 3.4) or fragment.
pub(super) fn without_query(path: &str) -> &str {
    path.split(['?', '#']).next().unwrap_or(path)
}

fn is_id(segment: &str) -> bool {
    let bytes = segment.as_bytes();
    if !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit) {
        return true;
    }
    bytes.len() == 36
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn templates_replace_ids_and_drop_the_query() {
        for (path, expected) in [
            ("/orders", "/orders"),
            ("/orders/17?x=/9", "/orders/{id}"),
            ("/orders/17/lines/3/", "/orders/{id}/lines/{id}/"),
            ("/o/5F834DA7-0569-4018-ab2b-5693babb7fbb#top", "/o/{id}"),
            (
                "/o/5f834da7-0569-4018-ab2b-5693babb7fb",
                "/o/5f834da7-0569-4018-ab2b-5693babb7fb",
            ),
            ("/v2/items", "/v2/items"),
            ("//", "//"),
            ("?q", ""),
        ] {
            assert_eq!(template(path), expected, "{path}");
        }
    }

    #[test]
    fn malformed_lines_say_what_is_wrong() {
        for (line, words) in [
            ("", "not JSON"),
            ("[]", "object"),
            ("{}", "`event` is missing"),
            (
                r#"{"event":"request","id":"a","time":1,"path":"/"}"#,
                "`method`",
            ),
            (r#"{"event":"response","id":7,"time":1}"#, "`id`"),
            (r#"{"event":"response","id":"","time":1}"#, "`id` is empty"),
            (r#"{"event":"response","id":"a","time":1.5}"#, "`time`"),
            (r#"{"event":"response","id":"a","time":true}"#, "`time`"),
            (r#"{"event":"response","id":"a"}"#, "`time`: missing"),
            (r#"{"event":"restart","id":"a","time":1}"#, "neither"),
            (r#"{"event":"response","id":"\ud800","time":1}"#, "not JSON"),
        ] {
            let problem = Event::parse(line.as_bytes()).unwrap_err();
            assert!(problem.contains(words), "{line}: {problem}");
        }
    }

    #[test]
    fn whole_numbers_are_milliseconds_however_written() {
        for number in ["1500", "1500.0", "1.5e3"] {
            let line = format!(r#"{{"event":"response","id":"a","time":{number}}}"#);
            assert_eq!(Event::parse(line.as_bytes()).unwrap().time, 1_500_000_000);
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_an_event_or_an_error(bytes: Vec<u8>) {
            let _ = Event::parse(&bytes);
        }
    }
}
