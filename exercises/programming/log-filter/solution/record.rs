//! What a parser finds in a line: where each field lies, and when it happened.

use super::time::Instant;
use std::borrow::Cow;

/// A part of a line, by byte offsets. Lines are bounded far below 4 GiB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Place {
    /// The place of a field that the line does not have.
    pub(super) const MISSING: Self = Self {
        start: u32::MAX,
        end: u32::MAX,
    };

    pub(super) fn new(start: usize, end: usize) -> Self {
        Self {
            start: start as u32,
            end: end as u32,
        }
    }

    pub(super) fn is_missing(self) -> bool {
        self == Self::MISSING
    }

    /// The bytes; none for a missing field.
    pub(super) fn of(self, line: &[u8]) -> &[u8] {
        line.get(self.start as usize..self.end as usize)
            .unwrap_or_default()
    }
}

/// One parsed line. Reused from line to line, so that parsing allocates nothing.
#[derive(Debug, Default)]
pub(super) struct Record {
    /// By field number of the format.
    pub(super) places: Vec<Place>,
    /// When, where the line says so and it could be read.
    pub(super) time: Option<Instant>,
    /// Syslog's PRI: facility × 8 + severity.
    pub(super) pri: Option<u8>,
    /// Names and places of all leaves of a JSON line, when they are asked for.
    pub(super) leaves: Vec<(String, Place)>,
}

/// The small numbers that facility and severity are, as text.
const NUMBERS: [&str; 24] = [
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16",
    "17", "18", "19", "20", "21", "22", "23",
];

/// A field of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// It lies in the line, at this number of [`Record::places`].
    Place(usize),
    /// The same, but a JSON string's escapes are to be undone.
    Json(usize),
    /// Syslog's facility, from PRI.
    Facility,
    /// Syslog's severity, from PRI.
    Severity,
}

impl Record {
    pub(super) fn clear(&mut self, fields: usize) {
        self.places.clear();
        self.places.resize(fields, Place::MISSING);
        self.time = None;
        self.pri = None;
        self.leaves.clear();
    }

    /// The text of a field; `None` when the line does not have it.
    pub(super) fn text<'l>(&self, field: Field, line: &'l [u8]) -> Option<Cow<'l, [u8]>> {
        let small = |number: u8| {
            NUMBERS
                .get(usize::from(number))
                .map(|text| Cow::Borrowed(text.as_bytes()))
        };
        match field {
            Field::Facility => small(self.pri? / 8),
            Field::Severity => small(self.pri? % 8),
            Field::Place(at) => {
                let place = *self.places.get(at)?;
                (!place.is_missing()).then(|| Cow::Borrowed(place.of(line)))
            }
            Field::Json(at) => {
                let place = *self.places.get(at)?;
                (!place.is_missing()).then(|| super::json::decode(line, place))
            }
        }
    }
}
