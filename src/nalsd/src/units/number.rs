//! Numbers as people write them: `25 000`, `1,000,000`, `5e5`, `.5`, `10M`, `3 million`.

use super::expression::UnitError;
use super::table;

/// A number at the beginning of a text: its value, and how many bytes it takes. A multiplier at it is part of it, unless
/// `named` says that the word is a name.
pub(super) fn read(text: &str, named: impl Fn(&str) -> bool) -> Result<(f64, usize), UnitError> {
    let (digits, mut end) = digits(text)?;
    if !digits.contains(|c: char| c.is_ascii_digit()) {
        return Err(UnitError::new(0, "A number is missing here."));
    }
    let value = digits.parse::<f64>().ok().filter(|value| value.is_finite());
    let Some(mut value) = value else {
        return Err(UnitError::new(
            0,
            "This is no number that can be reckoned with.",
        ));
    };
    let rest = text.get(end..).unwrap_or("");
    let word = word(rest);
    if !named(word)
        && let Some(factor) = table::multiplier(word)
    {
        value *= factor;
        end += rest.len() - rest.trim_start().len() + word.len();
        if !value.is_finite() {
            return Err(UnitError::new(
                0,
                "This is larger than can be reckoned with.",
            ));
        }
    }
    Ok((value, end))
}

/// The word at the beginning of a text, space before it not counted.
pub(super) fn word(text: &str) -> &str {
    let text = text.trim_start();
    let first = text.chars().next();
    if let Some(sign @ ('%' | '$')) = first {
        return text.get(..sign.len_utf8()).unwrap_or("");
    }
    let end = text
        .char_indices()
        .find(|(_, c)| !c.is_alphanumeric() && *c != '_')
        .map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or("")
}

/// The digits, point and exponent as Rust writes them, and how many bytes of the text they are.
fn digits(text: &str) -> Result<(String, usize), UnitError> {
    let mut digits = String::new();
    let mut point = false;
    let mut grouped = false;
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let rest = text.get(at + c.len_utf8()..).unwrap_or("");
        match c {
            '0'..='9' => digits.push(c),
            // Two points part a range.
            '.' if !point && !rest.starts_with('.') => {
                point = true;
                digits.push(c);
            }
            '_' if begins_with_digit(rest) && !digits.is_empty() => {}
            ',' if begins_with_digit(rest) => {
                if point || !group(rest) || !may_be_parted(&digits, grouped) {
                    return Err(UnitError::new(
                        at,
                        "A comma parts thousands, as in 1,000; a fraction begins with a point, as in 1.5.",
                    ));
                }
                grouped = true;
            }
            // `25 000`: three digits after a single space.
            _ if c.is_whitespace() && !point && group(rest) && may_be_parted(&digits, grouped) => {
                grouped = true;
            }
            'e' | 'E' if !digits.is_empty() => {
                let signed = usize::from(rest.starts_with(['-', '+']));
                let exponent: usize = rest
                    .get(signed..)
                    .unwrap_or("")
                    .bytes()
                    .take_while(u8::is_ascii_digit)
                    .count();
                if exponent == 0 {
                    break;
                }
                digits.push('e');
                digits.push_str(rest.get(..signed + exponent).unwrap_or(""));
                end = at + 1 + signed + exponent;
                break;
            }
            _ => break,
        }
        end = at + c.len_utf8();
    }
    Ok((digits, end))
}

fn begins_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether exactly three digits come next.
fn group(rest: &str) -> bool {
    rest.bytes().take_while(u8::is_ascii_digit).count() == 3
}

/// Whether thousands may be parted after these digits: the first group has one to three of them, and doesn't begin with a zero, as
/// the fraction `0,125` does where commas stand for points.
fn may_be_parted(digits: &str, grouped: bool) -> bool {
    grouped || (1..=3).contains(&digits.len()) && !digits.starts_with('0')
}
