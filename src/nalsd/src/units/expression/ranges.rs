//! Ranges: `10 ms .. 20 ms`, `1 .. 2 .. 5 KB`.

use super::{Parser, UnitError};
use crate::units::{Range, number};

/// One side of a range, and where it stands in the text.
struct Side {
    range: Range,
    from: usize,
    to: usize,
}

impl<'a> Parser<'a> {
    pub(super) fn range(&mut self) -> Result<Range, UnitError> {
        let mut sides = vec![self.side()?];
        while sides.len() < 3 && self.take_range_sign() {
            sides.push(self.side()?);
        }
        let Some((last, others)) = sides.split_last().filter(|(_, others)| !others.is_empty())
        else {
            return Ok(sides.first().map_or(Range::NOTHING, |side| side.range));
        };
        let high = last.range;
        let mut values = Vec::new();
        for side in others {
            let range = self.with_unit_of(side, last)?;
            if range.dimension.joined(high.dimension).is_none() {
                let message = format!(
                    "A range needs one unit throughout: this goes from {} to {}.",
                    range.dimension, high.dimension
                );
                return Err(UnitError::new(side.from, message));
            }
            values.push(range.likely);
        }
        let low = values.first().copied().unwrap_or(high.likely);
        let likely = values.get(1).copied();
        let likely = likely.unwrap_or_else(|| f64::midpoint(low, high.likely));
        if !(low <= likely && likely <= high.likely) {
            let message = "A range goes upwards: low .. likely .. high.";
            return Err(UnitError::new(last.from, message));
        }
        Ok(Range {
            low,
            likely,
            high: high.likely,
            dimension: high.dimension,
        })
    }

    /// Whether the sign of a range comes next; if so, it is passed. Three points are no two and the beginning of a fraction.
    fn take_range_sign(&mut self) -> bool {
        ["...", "..", "…"].iter().any(|sign| self.take(sign))
            || (!self.names.contains_key("to") && self.take_word("to"))
    }

    /// One side of a range. `~` says what is understood: nothing here is exact.
    fn side(&mut self) -> Result<Side, UnitError> {
        let _about = self.take("~") || self.take("≈");
        self.space();
        let from = self.at;
        let range = self.sum()?;
        Ok(Side {
            range,
            from,
            to: self.at,
        })
    }

    /// `10 .. 20 ms`: a bare number has the unit of the last side, where that is a number and a unit.
    fn with_unit_of(&self, side: &Side, last: &Side) -> Result<Range, UnitError> {
        let bare = self.source(side);
        let (before, unit) = self.unit_around(self.source(last));
        let is_bare = self.number_in(bare) == Some(bare.len());
        if !is_bare || unit.contains(['+', '-', '−']) {
            return Ok(side.range);
        }
        let written = format!("{before}{bare}{unit}");
        let mut parser = Parser {
            text: &written,
            at: 0,
            depth: 0,
            calendar: self.calendar,
            names: self.names,
        };
        let range = parser.product().map_err(|error| UnitError {
            at: side.from,
            ..error
        })?;
        Ok(range)
    }

    fn source(&self, side: &Side) -> &'a str {
        self.text.get(side.from..side.to).unwrap_or("").trim()
    }

    /// How many bytes the number at the beginning of a text takes, its multiplier counted.
    fn number_in(&self, text: &str) -> Option<usize> {
        let begins = text.starts_with(|c: char| c.is_ascii_digit() || c == '.');
        let read = number::read(text, |word| self.names.contains_key(word));
        read.ok().filter(|_| begins).map(|(_, end)| end)
    }

    /// What stands around the number that a text begins with: `$` before, a unit behind.
    fn unit_around(&self, text: &'a str) -> (&'static str, &'a str) {
        let (before, number) = match text.strip_prefix('$') {
            Some(rest) => ("$", rest.trim_start()),
            None => ("", text),
        };
        match self.number_in(number) {
            Some(end) => (before, number.get(end..).unwrap_or("")),
            None => ("", ""),
        }
    }
}
