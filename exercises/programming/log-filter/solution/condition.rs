//! Conditions on fields: `status>=500`, `path~^/api`.

use super::record::{Field, Record};
use contract::Failure;
use regex::bytes::{Regex, RegexBuilder};

/// Bytes that a compiled pattern may take; beyond, it is refused. Bounds what a pattern from a link can use up.
const PATTERN_BYTES: usize = 8 << 20;

/// How a field is compared.
#[derive(Clone, Debug)]
enum Test {
    Equal(bool),
    Less { or_equal: bool },
    Greater { or_equal: bool },
    Match(bool, Regex),
}

/// A condition on one field.
#[derive(Clone, Debug)]
pub(super) struct Condition {
    /// The field's name.
    pub(super) field: String,
    test: Test,
    value: Vec<u8>,
    number: Option<f64>,
}

/// Operators, the longer first where one begins another.
const OPERATORS: [&str; 9] = ["!=", "!~", "<=", ">=", "==", "=", "~", "<", ">"];

/// Compiles a pattern of the regex crate's syntax, whose matching takes time linear in the text whatever the pattern.
///
/// # Errors
/// A usage [`Failure`] that shows where the pattern is wrong.
pub(super) fn compile(pattern: &str, ignore_case: bool, by_line: bool) -> Result<Regex, Failure> {
    RegexBuilder::new(pattern)
        .case_insensitive(ignore_case)
        .multi_line(by_line)
        .size_limit(PATTERN_BYTES)
        .build()
        .map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => Failure::usage(format!(
                "the pattern `{pattern}` is too large: use smaller repetitions"
            )),
            // The message repeats the pattern with a mark under the mistake.
            error => Failure::usage(format!("bad pattern: {error}")),
        })
}

impl Condition {
    /// Reads `FIELD OP VALUE`; spaces around the three are dropped.
    ///
    /// # Errors
    /// A usage [`Failure`] that says what is missing.
    pub(super) fn parse(text: &str, ignore_case: bool) -> Result<Self, Failure> {
        let bad = |problem: &str| {
            Failure::usage(format!(
                "bad condition `{text}`: {problem}; write FIELD OP VALUE, with one of = != ~ !~ < <= > >="
            ))
        };
        let at = text
            .find(['=', '!', '~', '<', '>'])
            .ok_or_else(|| bad("it has no operator"))?;
        let (field, rest) = text.split_at(at);
        let operator = OPERATORS
            .into_iter()
            .find(|operator| rest.starts_with(operator));
        let operator = operator.ok_or_else(|| bad("`!` alone is no operator"))?;
        let (field, value) = (field.trim(), rest[operator.len()..].trim());
        if field.is_empty() {
            return Err(bad("it names no field"));
        }
        let test = match operator {
            "!=" => Test::Equal(false),
            "<" => Test::Less { or_equal: false },
            "<=" => Test::Less { or_equal: true },
            ">" => Test::Greater { or_equal: false },
            ">=" => Test::Greater { or_equal: true },
            "~" => Test::Match(true, compile(value, ignore_case, false)?),
            "!~" => Test::Match(false, compile(value, ignore_case, false)?),
            _ => Test::Equal(true),
        };
        let value = value.as_bytes().to_vec();
        Ok(Self {
            field: field.to_owned(),
            test,
            number: number(&value),
            value,
        })
    }

    /// Whether a line meets it. A field that the line does not have is the empty text. When the condition's value is a
    /// number, the field is compared as one: text that is no number is neither less nor greater.
    pub(super) fn holds(&self, field: Field, record: &Record, line: &[u8]) -> bool {
        let text = record.text(field, line).unwrap_or_default();
        let order = || match self.number {
            Some(limit) => number(&text).and_then(|number| number.partial_cmp(&limit)),
            None => Some((*text).cmp(self.value.as_slice())),
        };
        match &self.test {
            Test::Match(wanted, regex) => regex.is_match(&text) == *wanted,
            Test::Less { or_equal } => {
                order().is_some_and(|order| order.is_lt() || *or_equal && order.is_eq())
            }
            Test::Greater { or_equal } => {
                order().is_some_and(|order| order.is_gt() || *or_equal && order.is_eq())
            }
            Test::Equal(wanted) => {
                let equal = *text == *self.value
                    || self.number.is_some() && order().is_some_and(|order| order.is_eq());
                equal == *wanted
            }
        }
    }
}

/// A decimal number: an optional minus, digits, and optionally a fraction and an exponent.
pub(super) fn number(text: &[u8]) -> Option<f64> {
    // Most numbers of logs are short and whole.
    if text.len() <= 9 && !text.is_empty() && text.iter().all(u8::is_ascii_digit) {
        return Some(f64::from(
            text.iter()
                .fold(0, |value, byte| value * 10 + u32::from(byte - b'0')),
        ));
    }
    let shape = text.strip_prefix(b"-").unwrap_or(text);
    let starts_and_ends = shape.first()?.is_ascii_digit() && shape.last()?.is_ascii_digit();
    let of_numbers = shape
        .iter()
        .all(|byte| byte.is_ascii_digit() || b".eE+-".contains(byte));
    if !starts_and_ends || !of_numbers {
        return None;
    }
    std::str::from_utf8(text).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::super::record::Place;
    use super::*;

    fn holds(condition: &str, value: &str) -> bool {
        let mut record = Record::default();
        record.clear(1);
        record.places[0] = Place::new(0, value.len());
        Condition::parse(condition, false).unwrap().holds(
            Field::Place(0),
            &record,
            value.as_bytes(),
        )
    }

    #[test]
    fn numbers_compare_as_numbers_and_text_as_text() {
        for (condition, value, expected) in [
            ("s>=500", "500", true),
            ("s>=500", "499", false),
            ("s>9", "10", true),
            ("s>9", "-", false),
            ("s<9", "-", false),
            ("s<9", "", false),
            ("s=404", "404.0", true),
            ("s == 404", "0404", true),
            ("s!=404", "-", true),
            ("s>b", "c", true),
            ("s>b", "a9", false),
            ("s<=0.5", "5e-1", true),
            ("s=a=b", "a=b", true),
            ("s~^a.c$", "abc", true),
            ("s!~^a", "ba", true),
            ("s=", "", true),
            ("s<1", "-2.5", true),
            ("s=1", "1.", false),
            ("s=x", "X", false),
        ] {
            assert_eq!(holds(condition, value), expected, "{condition} on {value}");
        }
    }

    #[test]
    fn bad_conditions_say_what_is_missing() {
        for (text, words) in [
            ("status", "no operator"),
            ("=5", "no field"),
            ("a!5", "`!` alone"),
            ("a~(", "unclosed group"),
        ] {
            let message = Condition::parse(text, false).unwrap_err().message;
            assert!(message.contains(words), "{message}");
        }
    }
}
