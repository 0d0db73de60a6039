//! Expressions: `5e5 q/s * 2 KB`, `500k/s`, `1.5 TB/day`, `99.9 %`, `2 % of queries`, `1 KB .. 2 KB .. 4 KB`, `10 .. 20 ms`.
//!
//! ```text
//! range   = side [ ".." side [ ".." side ] ]            ("..." and "to" are as good)
//! side    = [ "~" ] sum
//! sum     = product { ("+" | "-") product }
//! product = tight { ("*" | "×" | "·" | "x" | "of" | "/" | "÷" | "per") tight }
//! tight   = power { power }
//! power   = atom [ "^" integer ]
//! atom    = number [ multiplier ] | "$" number | name | unit | "(" sum ")" | "-" power
//! ```
//!
//! Two factors without a sign between them are multiplied first, so that `100 TB / 64 GB` is a quotient of two amounts; all else
//! goes from left to right, so that `$ 0.02/GB/month` is per GB and per month.

mod ranges;

use super::{Calendar, DIMENSIONLESS, Dimension, Names, Quantity, Range, number, suggest, table};
use std::fmt;

/// The longest expression that is read, in characters.
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

impl UnitError {
    pub(super) fn new(at: usize, message: impl Into<String>) -> Self {
        Self {
            at,
            message: message.into(),
        }
    }

    /// The same, where what was read began further on.
    fn after(mut self, at: usize) -> Self {
        self.at += at;
        self
    }
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
    if text.chars().nth(MAX_TEXT).is_some() {
        let message = format!("This is longer than {MAX_TEXT} characters.");
        return Err(UnitError::new(0, message));
    }
    let mut parser = Parser {
        text,
        at: 0,
        depth: 0,
        calendar,
        names,
    };
    let range = parser.range()?;
    parser.end(range.dimension)?;
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
    let range = parse(text, calendar, names)?;
    // Nothing is nothing in any unit.
    let nothing = range == Range::NOTHING;
    if !nothing && !range.dimension.stands_for(wanted) {
        let example = suggest::example(wanted);
        let example = if example.is_empty() {
            String::new()
        } else {
            format!(", such as {example}")
        };
        let billion = if wanted.data == 0 && has_word(text, "B") {
            " B is for bytes; a billion is written bn."
        } else {
            ""
        };
        let message = format!(
            "This is {}; what belongs here is {wanted}{example}.{billion}",
            range.dimension
        );
        return Err(UnitError::new(0, message));
    }
    Ok(Range {
        dimension: wanted,
        ..range
    })
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

    /// The word that comes next, leading space not counted; it is not passed.
    fn word(&mut self) -> &'a str {
        self.space();
        number::word(self.rest())
    }

    fn take_word(&mut self, word: &str) -> bool {
        let is = self.word() == word;
        if is {
            self.at += word.len();
        }
        is
    }

    fn end(&mut self, found: Dimension) -> Result<(), UnitError> {
        self.space();
        if self.at == self.text.len() {
            return Ok(());
        }
        let mut error = unreadable(self.at, self.rest());
        if found == Dimension::TIME && self.rest().starts_with(|c: char| c.is_ascii_digit()) {
            error.message += " A sum needs its sign, as in 2 h + 30 min.";
        }
        Err(error)
    }

    fn sum(&mut self) -> Result<Range, UnitError> {
        self.space();
        let from = self.at;
        let mut left = self.product()?;
        loop {
            self.space();
            let at = self.at;
            let minus = !self.take("+");
            if minus && !self.take("-") && !self.take("−") {
                return Ok(left);
            }
            let after = self.at;
            let right = self.product()?;
            if minus && self.parts_of_hundred(from, at, after, left) {
                let hint = self.meant(from, at, after, left);
                let message = format!("Is this a difference, or a range?{hint}");
                return Err(UnitError::new(at, message));
            }
            let right = if minus { right.negated() } else { right };
            left = left.plus(right).map_err(|error| {
                let hint = if minus {
                    self.meant(from, at, after, left)
                } else {
                    Default::default()
                };
                UnitError::new(at, format!("{}{hint}", error.message))
            })?;
        }
    }

    /// What was probably meant by a `-` that takes away what can't be: `5-10 ms` is a range elsewhere, and `GB-month` a product.
    fn meant(&self, from: usize, to: usize, after: usize, left: Range) -> String {
        let text = |from, to| self.text.get(from..to).unwrap_or("").trim();
        let (before, behind) = (text(from, to), text(after, self.at));
        if left.dimension == DIMENSIONLESS {
            format!(" A range is written {before} .. {behind}.")
        } else if !behind.is_empty() && behind.chars().all(char::is_alphabetic) {
            format!(" Per one and the other is written {before}/{behind}.")
        } else {
            String::new()
        }
    }

    /// Whether a number of many takes away some hundredths: `50 - 70 %` can be reckoned with, and isn't meant so. `1 - 2 %` is.
    fn parts_of_hundred(&self, from: usize, to: usize, after: usize, left: Range) -> bool {
        let text = |from, to| self.text.get(from..to).unwrap_or("").trim();
        let (before, behind) = (text(from, to), text(after, self.at));
        let number = |text: &str| number::read(text, |word| self.names.contains_key(word));
        let digits = |text: &str| text.starts_with(|c: char| c.is_ascii_digit() || c == '.');
        left.likely > 1.0
            && digits(before)
            && number(before).is_ok_and(|(_, end)| end == before.len())
            && digits(behind)
            && number(behind).is_ok_and(|(_, end)| {
                matches!(behind.get(end..).unwrap_or("").trim(), "%" | "percent")
            })
    }

    fn product(&mut self) -> Result<Range, UnitError> {
        self.space();
        let from = self.at;
        let mut left = self.tight()?;
        loop {
            self.space();
            let at = self.at;
            let mut share = false;
            let over = if self.take("*") || self.take("×") || self.take("·") {
                false
            } else if self.take("/") || self.take("÷") || self.take_word("per") {
                true
            } else if self.take_word("of") {
                share = true;
                false
            } else if self.times() {
                self.at += 1;
                self.space();
                // `10x`: ten times whatever it is written at.
                if !self.rest().starts_with(begins_factor) {
                    continue;
                }
                false
            } else {
                return Ok(left);
            };
            let after = self.at;
            let right = self.tight()?;
            let plain = [left, right].map(|range| range.dimension) == [DIMENSIONLESS; 2];
            if share && plain && left.likely > 1.0 {
                let text = |from, to| self.text.get(from..to).unwrap_or("").trim();
                let (some, all) = (text(from, at), text(after, self.at));
                let message =
                    format!("Is this a share, or a product? Write {some}/{all} or {some} * {all}.");
                return Err(UnitError::new(at, message));
            }
            left = left
                .combined(right, over)
                .map_err(|error| error.after(at))?;
        }
    }

    /// Whether an `x` comes next that multiplies: alone, or before digits, as in `2x10^6`.
    fn times(&mut self) -> bool {
        let word = self.word();
        let digits = |rest: &str| rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit());
        word.strip_prefix('x').is_some_and(digits)
            && !self.names.contains_key("x")
            && !self.names.contains_key(word)
    }

    /// Factors that stand beside each other: `2 KB`, `3 clicks`.
    fn tight(&mut self) -> Result<Range, UnitError> {
        let mut left = self.power()?;
        loop {
            self.space();
            let at = self.at;
            let begins = self
                .rest()
                .starts_with(|c: char| begins_factor(c) && !c.is_ascii_digit() && c != '.');
            if !begins || self.stands_between() {
                return Ok(left);
            }
            let right = self.power()?;
            left = left.in_units(right).map_err(|error| error.after(at))?;
        }
    }

    /// Whether a word comes next that stands between factors.
    fn stands_between(&mut self) -> bool {
        match self.word() {
            "per" | "of" => true,
            "to" => !self.names.contains_key("to"),
            _ => self.times(),
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
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let power = self.rest().get(..digits).unwrap_or("").parse::<u8>();
        self.at += digits;
        let Some(power) = power.ok().filter(|power| *power <= 12) else {
            let message = "After ^ comes a whole number up to 12.";
            return Err(UnitError::new(at, message));
        };
        let one = Range::exactly(Quantity::number(1.0));
        (0..power)
            .try_fold(one, |product, _| product.combined(base, negative))
            .map_err(|error| error.after(at))
    }

    fn atom(&mut self) -> Result<Range, UnitError> {
        self.space();
        let at = self.at;
        let Some(first) = self.rest().chars().next() else {
            return Err(UnitError::new(at, "A number is missing here."));
        };
        match first {
            '(' => {
                self.at += 1;
                let inner = self.deeper(at, Self::sum)?;
                if !self.take(")") {
                    return Err(UnitError::new(self.at, "A closing parenthesis is missing."));
                }
                Ok(inner)
            }
            '-' | '−' => {
                self.at += first.len_utf8();
                Ok(self.deeper(at, Self::power)?.negated())
            }
            '0'..='9' | '.' => self.number(),
            // `$ 38.1k`: the sign of money stands first.
            _ if first == '$' || self.named_money() => {
                self.at += self.word().len();
                self.space();
                let money = Range::exactly(Quantity::new(1.0, Dimension::MONEY));
                if !self
                    .rest()
                    .starts_with(|c: char| c.is_ascii_digit() || c == '.')
                {
                    return Ok(money);
                }
                let amount = self.number()?;
                amount
                    .combined(money, false)
                    .map_err(|error| error.after(at))
            }
            _ => self.name(at, first),
        }
    }

    /// Whether the name of money comes next, and then its amount: `USD 500`.
    fn named_money(&mut self) -> bool {
        if self.word() != "USD" || self.names.contains_key("USD") {
            return false;
        }
        let amount = self.rest().get("USD".len()..).unwrap_or("").trim_start();
        amount.starts_with(|c: char| c.is_ascii_digit() || c == '.')
    }

    /// A name, a unit, or a multiplier in words: `per million requests`.
    fn name(&mut self, at: usize, first: char) -> Result<Range, UnitError> {
        let word = self.word();
        if word.is_empty() {
            return Err(match first {
                '<' | '>' | '≤' | '≥' => UnitError::new(
                    at,
                    format!("Write the number alone, without {first}: a range is low .. high."),
                ),
                _ => unreadable(at, self.rest()),
            });
        }
        self.at += word.len();
        if let Some(named) = self.names.get(word) {
            return Ok(*named);
        }
        if let Some(unit) = table::unit(word, self.calendar) {
            return Ok(Range::exactly(unit));
        }
        if let Some(factor) = table::multiplier(word).filter(|_| word.len() > 2) {
            return Ok(Range::exactly(Quantity::number(factor)));
        }
        if matches!(word, "EUR" | "GBP" | "CHF" | "euro" | "euros") {
            return Err(other_money(at, word));
        }
        if table::multiplier(word).is_some() {
            let message = format!("“{word}” belongs to a number, as in 1{word}.");
            return Err(UnitError::new(at, message));
        }
        Err(UnitError::new(at, suggest::unknown(word, self.names)))
    }

    fn number(&mut self) -> Result<Range, UnitError> {
        let read = number::read(self.rest(), |word| self.names.contains_key(word));
        let (value, length) = read.map_err(|error| error.after(self.at))?;
        self.at += length;
        Ok(Range::exactly(Quantity::number(value)))
    }

    /// What stands one level deeper, within bounds.
    fn deeper(
        &mut self,
        at: usize,
        inner: fn(&mut Self) -> Result<Range, UnitError>,
    ) -> Result<Range, UnitError> {
        if self.depth == MAX_DEPTH {
            return Err(UnitError::new(at, "Parentheses stand too deep here."));
        }
        self.depth += 1;
        let inner = inner(self)?;
        self.depth -= 1;
        Ok(inner)
    }
}

/// Whether a factor may begin so.
fn begins_factor(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '%' | '$' | '(' | '.')
}

/// Whether a word stands in a text, alone or right after a number.
fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric())
        .any(|part| part.trim_start_matches(|c: char| c.is_ascii_digit()) == word)
}

fn other_money(at: usize, money: &str) -> UnitError {
    let message = format!("Write $ instead of {money}: it stands for whatever money you pay in.");
    UnitError::new(at, message)
}

fn unreadable(at: usize, rest: &str) -> UnitError {
    match rest.chars().next() {
        Some(money @ ('€' | '£' | '¥')) => return other_money(at, &money.to_string()),
        Some('–' | '—') => {
            let message = "A range is written 5 .. 10 ms, and a difference 10 - 5 ms.";
            return UnitError::new(at, message);
        }
        _ => {}
    }
    let rest: String = rest.trim().chars().take(12).collect();
    UnitError::new(at, format!("I can't read “{rest}” here."))
}
