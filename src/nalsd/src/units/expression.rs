//! Expressions: `5e5 q/s * 2 KB`, `500k/s`, `1.5 TB/day`, `99.9 %`, `clicks * 2 KB`, `1 KB .. 2 KB .. 4 KB`.
//!
//! ```text
//! range   = sum [ ".." sum [ ".." sum ] ]
//! sum     = product { ("+" | "-") product }
//! product = power { ("*" | "×" | "/" | "÷" | "per" | nothing) power }
//! power   = atom [ "^" integer ]
//! atom    = number [ multiplier ] | name | unit | "(" sum ")" | "-" power
//! ```
//!
//! Two factors without a sign between them are multiplied first, so that `100 TB / 64 GB` is a quotient of two amounts.

use super::{Calendar, DIMENSIONLESS, Dimension, Quantity, Range, table};
use std::collections::BTreeMap;
use std::fmt;

/// Values that expressions may name.
pub type Names = BTreeMap<String, Range>;

/// The longest expression that is read, in bytes.
pub(super) const MAX_TEXT: usize = 500;

/// How deep parentheses may stand within each other.
const MAX_DEPTH: usize = 32;

/// Why a text is no quantity, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitError {
    /// Byte offset in the text.
    pub at: usize,
    /// What is wrong and what to do, for the reader.
    pub message: String,
}

impl fmt::Display for UnitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for UnitError {}

/// Reads an expression of any dimension.
///
/// # Errors
/// What can't be understood or doesn't fit together, and where.
pub fn parse(text: &str, calendar: Calendar, names: &Names) -> Result<Range, UnitError> {
    if text.len() > MAX_TEXT {
        return Err(error(
            0,
            format!("This is longer than {MAX_TEXT} characters."),
        ));
    }
    let mut parser = Parser {
        text,
        at: 0,
        depth: 0,
        calendar,
        names,
    };
    let range = parser.range()?;
    parser.space();
    if parser.at < text.len() {
        let rest: String = parser.rest().chars().take(12).collect();
        return Err(error(parser.at, format!("I can't read “{rest}” here.")));
    }
    Ok(range)
}

/// Reads an expression that must be of a dimension. What is merely counted may be left out: `500k/s` is taken for requests per
/// second, `3` for three machines.
///
/// # Errors
/// As [`parse`], or that the dimension is another.
pub fn parse_as(
    text: &str,
    wanted: Dimension,
    calendar: Calendar,
    names: &Names,
) -> Result<Range, UnitError> {
    let mut range = parse(text, calendar, names)?;
    if range.dimension != wanted {
        let fits = range.dimension.uncounted() == wanted.uncounted();
        if !fits {
            return Err(error(
                0,
                format!("This is {}, but {} is wanted.", range.dimension, wanted),
            ));
        }
        range.dimension = wanted;
    }
    Ok(range)
}

fn error(at: usize, message: impl Into<String>) -> UnitError {
    UnitError {
        at,
        message: message.into(),
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    calendar: Calendar,
    names: &'a Names,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Whether this sign comes next; if so, it is passed.
    fn take(&mut self, sign: &str) -> bool {
        self.space();
        let is = self.rest().starts_with(sign);
        if is {
            self.at += sign.len();
        }
        is
    }

    fn range(&mut self) -> Result<Range, UnitError> {
        let first = self.sum()?;
        if !self.take("..") {
            return Ok(first);
        }
        let at = self.at;
        let second = self.sum()?;
        let third = if self.take("..") {
            Some(self.sum()?)
        } else {
            None
        };
        let last = third.unwrap_or(second);
        let (low, high) = (first.likely, last.likely);
        let likely = third.map_or(f64::midpoint(low, high), |_| second.likely);
        // `10 .. 20 ms`: the unit of the last stands for all.
        let scale = |part: Range, value: f64| {
            if part.dimension == DIMENSIONLESS && last.dimension != DIMENSIONLESS {
                None
            } else if part.dimension == last.dimension {
                Some(value)
            } else {
                None
            }
        };
        if scale(first, low).is_none() || scale(second, likely).is_none() {
            return Err(error(
                at,
                format!(
                    "A range needs one unit throughout: this goes from {} to {}.",
                    first.dimension, last.dimension
                ),
            ));
        }
        if !(low <= likely && likely <= high) {
            return Err(error(at, "A range goes upwards: low .. likely .. high."));
        }
        Ok(Range {
            low,
            likely,
            high,
            dimension: last.dimension,
        })
    }

    fn sum(&mut self) -> Result<Range, UnitError> {
        let mut left = self.product()?;
        loop {
            self.space();
            let at = self.at;
            if self.rest().starts_with("..") {
                return Ok(left);
            }
            let sign = if self.take("+") {
                1.0
            } else if self.take("-") || self.take("−") {
                -1.0
            } else {
                return Ok(left);
            };
            let right = self.product()?;
            if left.dimension != right.dimension {
                return Err(error(
                    at,
                    format!(
                        "{} and {} can't be added: one is {}, the other {}.",
                        super::format(left.likely()),
                        super::format(right.likely()),
                        left.dimension,
                        right.dimension
                    ),
                ));
            }
            let (low, high) = if sign > 0.0 {
                (right.low, right.high)
            } else {
                (-right.high, -right.low)
            };
            left = Range {
                low: left.low + low,
                likely: left.likely + sign * right.likely,
                high: left.high + high,
                dimension: left.dimension,
            };
        }
    }

    fn product(&mut self) -> Result<Range, UnitError> {
        let mut left = self.tight()?;
        loop {
            self.space();
            let at = self.at;
            let over = if self.take("*") || self.take("×") || self.take("·") {
                false
            } else if self.take("/") || self.take("÷") || self.take_word("per") {
                true
            } else {
                return Ok(left);
            };
            let right = self.tight()?;
            left = combine(left, right, over, at)?;
        }
    }

    /// Factors that stand beside each other: `2 KB`, `3 clicks`.
    fn tight(&mut self) -> Result<Range, UnitError> {
        let mut left = self.power()?;
        loop {
            self.space();
            let at = self.at;
            let next = self.rest().chars().next();
            let begins = next
                .is_some_and(|c| c.is_alphabetic() || c == 'µ' || c == '%' || c == '$' || c == '(');
            if !begins || self.word() == "per" {
                // `$ 38.1k`: the sign of money stands first.
                let digit = next.is_some_and(|c| c.is_ascii_digit());
                if digit
                    && left.dimension == Dimension::MONEY
                    && self
                        .text
                        .get(..at)
                        .is_some_and(|before| before.trim_end().ends_with('$'))
                {
                    let right = self.power()?;
                    left = combine(left, right, false, at)?;
                    continue;
                }
                return Ok(left);
            }
            let right = self.power()?;
            left = combine(left, right, false, at)?;
        }
    }

    fn power(&mut self) -> Result<Range, UnitError> {
        let base = self.atom()?;
        if !self.take("^") {
            return Ok(base);
        }
        let at = self.at;
        let negative = self.take("-");
        self.space();
        let digits: String = self
            .rest()
            .chars()
            .take_while(char::is_ascii_digit)
            .collect();
        self.at += digits.len();
        let Some(power) = digits.parse::<u8>().ok().filter(|power| *power <= 12) else {
            return Err(error(at, "After ^ comes a whole number up to 12."));
        };
        let one = Range::exactly(Quantity::number(1.0));
        (0..power).try_fold(one, |product, _| combine(product, base, negative, at))
    }

    fn atom(&mut self) -> Result<Range, UnitError> {
        self.space();
        let at = self.at;
        let Some(first) = self.rest().chars().next() else {
            return Err(error(at, "A number is missing here."));
        };
        if first == '(' {
            self.at += 1;
            self.deeper(at)?;
            let inner = self.sum()?;
            self.depth -= 1;
            if !self.take(")") {
                return Err(error(self.at, "A closing parenthesis is missing."));
            }
            return Ok(inner);
        }
        if first == '-' || first == '−' {
            self.at += first.len_utf8();
            self.deeper(at)?;
            let inner = self.power()?;
            self.depth -= 1;
            return Ok(Range {
                low: -inner.high,
                likely: -inner.likely,
                high: -inner.low,
                dimension: inner.dimension,
            });
        }
        if first.is_ascii_digit() || first == '.' {
            return self.number();
        }
        let word = self.word();
        if word.is_empty() {
            return Err(error(at, format!("I can't read “{first}” here.")));
        }
        self.at += word.len();
        if let Some(named) = self.names.get(word) {
            return Ok(*named);
        }
        match table::unit(word, self.calendar) {
            Some(unit) => Ok(Range::exactly(unit)),
            None => Err(error(
                at,
                format!("“{word}” is neither a unit nor the name of an assumption."),
            )),
        }
    }

    fn deeper(&mut self, at: usize) -> Result<(), UnitError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(error(
                at,
                "There are too many parentheses or signs within each other.",
            ));
        }
        Ok(())
    }

    /// Digits with `_`, `,` or a thin space between thousands, a point, an exponent, a multiplier.
    fn number(&mut self) -> Result<Range, UnitError> {
        let at = self.at;
        let rest = self.rest();
        let bytes = rest.as_bytes();
        let mut end = 0;
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let mut digits = String::new();
        let mut point = false;
        loop {
            match bytes.get(end) {
                Some(b) if b.is_ascii_digit() => digits.push(char::from(*b)),
                // `1..2` is a range, no number with two points.
                Some(b'.') if !point && bytes.get(end + 1) != Some(&b'.') => {
                    point = true;
                    digits.push('.');
                }
                Some(b'_' | b',') if digit(end + 1) && end > 0 => {}
                // `25 000`: three digits after a single space.
                Some(b' ')
                    if end > 0
                        && digit(end - 1)
                        && (1..=3).all(|ahead| digit(end + ahead))
                        && !digit(end + 4)
                        && !point => {}
                _ => break,
            }
            end += 1;
        }
        if matches!(bytes.get(end), Some(b'e' | b'E')) {
            let signed = usize::from(matches!(bytes.get(end + 1), Some(b'-' | b'+')));
            if digit(end + 1 + signed) {
                let mut until = end + 1 + signed;
                while digit(until) {
                    until += 1;
                }
                digits.push_str(rest.get(end..until).unwrap_or(""));
                end = until;
            }
        }
        self.at += end;
        let Some(value) = digits.parse::<f64>().ok().filter(|value| value.is_finite()) else {
            return Err(error(at, "This is no number that can be reckoned with."));
        };
        let spaced = self.at;
        let word = self.word();
        // A letter at the digits multiplies; after a space only words do, so that `5 M` isn't taken for five mega-nothing.
        if !self.names.contains_key(word)
            && let Some(factor) = table::multiplier(word)
        {
            self.at = spaced + word.len();
            return Ok(Range::exactly(Quantity::number(value * factor)));
        }
        // `8k q/s` is read above; `8kq` is not a unit and is told so by whoever reads on.
        Ok(Range::exactly(Quantity::number(value)))
    }

    /// The word that comes next, leading space not counted; it is not passed.
    fn word(&mut self) -> &'a str {
        let rest = self.rest();
        let trimmed = rest.trim_start();
        self.at += rest.len() - trimmed.len();
        let first = trimmed.chars().next();
        if let Some(sign @ ('%' | '$')) = first {
            return trimmed.get(..sign.len_utf8()).unwrap_or("");
        }
        let end = trimmed
            .char_indices()
            .find(|(_, c)| !c.is_alphanumeric() && *c != '_')
            .map_or(trimmed.len(), |(at, _)| at);
        trimmed.get(..end).unwrap_or("")
    }

    fn take_word(&mut self, word: &str) -> bool {
        let is = self.word() == word;
        if is {
            self.at += word.len();
        }
        is
    }
}

/// The product or quotient of two ranges.
fn combine(left: Range, right: Range, over: bool, at: usize) -> Result<Range, UnitError> {
    let dimension = if over {
        left.dimension.over(right.dimension)
    } else {
        left.dimension.times(right.dimension)
    };
    let Some(dimension) = dimension else {
        return Err(error(at, "The units of this have too high a power."));
    };
    if over && right.low <= 0.0 && right.high >= 0.0 {
        return Err(error(at, "This divides by zero."));
    }
    let apply = |a: f64, b: f64| if over { a / b } else { a * b };
    let corners = [
        apply(left.low, right.low),
        apply(left.low, right.high),
        apply(left.high, right.low),
        apply(left.high, right.high),
    ];
    let range = Range {
        low: corners.iter().copied().fold(f64::INFINITY, f64::min),
        likely: apply(left.likely, right.likely),
        high: corners.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        dimension,
    };
    if !(range.low.is_finite() && range.likely.is_finite() && range.high.is_finite()) {
        return Err(error(at, "This is larger than can be reckoned with."));
    }
    Ok(range)
}
