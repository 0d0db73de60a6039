//! Comparing as JSON values: the order of keys and the way numbers are written don't matter.

use super::Mismatch;
use serde_json::{Number, Value};

/// How many characters of a value are shown.
const SHOWN: usize = 60;

/// Equal as JSON values. The depth is bounded by the parser (128 levels), so that recursion is safe here.
pub(super) fn compare(expected: &[u8], actual: &[u8]) -> Option<Mismatch> {
    let wanted: Value = match serde_json::from_slice(expected) {
        Ok(value) => value,
        Err(error) => {
            return Some(Mismatch::new(format!(
                "the exercise is at fault: the expected output is not JSON ({error})"
            )));
        }
    };
    match serde_json::from_slice(actual) {
        Ok(got) => differs("$", &wanted, &got).map(Mismatch::new),
        Err(error) => Some(Mismatch::new(format!("stdout is not JSON: {error}"))),
    }
}

/// The first difference between two values, with its path as JSONPath writes it (RFC 9535).
fn differs(path: &str, wanted: &Value, got: &Value) -> Option<String> {
    match (wanted, got) {
        (Value::Number(one), Value::Number(other)) if same_number(one, other) => None,
        (Value::Array(one), Value::Array(other)) => {
            let pairs = one.iter().zip(other).enumerate();
            pairs
                .into_iter()
                .find_map(|(index, (one, other))| differs(&format!("{path}[{index}]"), one, other))
                .or_else(|| {
                    (one.len() != other.len()).then(|| {
                        let s = if one.len() == 1 { "" } else { "s" };
                        format!(
                            "{path}: expected {} element{s}, got {}",
                            one.len(),
                            other.len()
                        )
                    })
                })
        }
        (Value::Object(one), Value::Object(other)) => one
            .iter()
            .find_map(|(key, value)| match other.get(key) {
                Some(got) => differs(&member(path, key), value, got),
                None => Some(format!("{} is missing", member(path, key))),
            })
            .or_else(|| {
                let surplus = other.keys().find(|key| !one.contains_key(*key))?;
                Some(format!("{} was not expected", member(path, surplus)))
            }),
        _ if wanted == got => None,
        _ => Some(format!(
            "{path}: expected {}, got {}",
            shown(wanted),
            shown(got)
        )),
    }
}

/// The path of a member.
fn member(path: &str, key: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if !key.is_empty() && key.chars().all(plain) && !key.starts_with(|c: char| c.is_ascii_digit()) {
        return format!("{path}.{key}");
    }
    format!("{path}[{}]", shown(&Value::from(key)))
}

/// A value as it may stand in a sentence.
fn shown(value: &Value) -> String {
    match value {
        Value::Array(list) => format!("an array of {}", list.len()),
        Value::Object(map) => format!("an object of {}", map.len()),
        value => {
            let text = value.to_string();
            let mut short: String = text.chars().take(SHOWN).collect();
            if short.len() < text.len() {
                short.push('…');
            }
            short
        }
    }
}

/// Whether two numbers have the same value, however they are written. What no `u64` or `i64` holds was read as the
/// nearest `f64`.
fn same_number(one: &Number, other: &Number) -> bool {
    match (whole(one), whole(other)) {
        (Some(one), Some(other)) => one == other,
        (None, None) => one.as_f64() == other.as_f64(),
        _ => false,
    }
}

/// The number as an integer, if it is one and below 2^64.
fn whole(number: &Number) -> Option<i128> {
    let exact = number.as_i64().map(i128::from);
    exact
        .or_else(|| number.as_u64().map(i128::from))
        .or_else(|| {
            let float = number.as_f64()?;
            // 2^64 and every whole number below it that an f64 holds are exact in an i128.
            (float.fract() == 0.0 && float.abs() <= 18_446_744_073_709_551_616.0)
                .then_some(float as i128)
        })
}
