//! The formats: their names, their fields, and how a file's format is recognised.

use super::json::{self, Wanted};
use super::record::{Field, Record};
use super::time::{Instant, Years};
use super::{access, syslog, time};

/// A log format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// NCSA combined, the default of nginx and a choice of Apache.
    Combined,
    /// NCSA common.
    Common,
    /// Syslog as RFC 3164 describes it.
    Rfc3164,
    /// Syslog of RFC 5424.
    Rfc5424,
    /// One JSON object a line.
    Json,
}

/// In the order of recognition: the stricter first.
pub(super) const ALL: [Format; 5] = [
    Format::Json,
    Format::Rfc5424,
    Format::Combined,
    Format::Common,
    Format::Rfc3164,
];

/// Keys under which JSON logs keep the time, tried in this order.
const TIME_KEYS: [&str; 5] = ["time", "timestamp", "@timestamp", "ts", "datetime"];

impl Format {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Combined => "combined",
            Self::Common => "common",
            Self::Rfc3164 => "rfc3164",
            Self::Rfc5424 => "rfc5424",
            Self::Json => "json",
        }
    }

    /// The names of the fields; none for JSON, whose lines bring their own.
    pub(super) fn fields(self) -> Vec<&'static str> {
        match self {
            Self::Combined => access::FIELDS.to_vec(),
            Self::Common => access::FIELDS[..access::COMMON].to_vec(),
            Self::Rfc3164 => [&["facility", "severity"], &syslog::FIELDS[..syslog::OLD]].concat(),
            Self::Rfc5424 => [&["facility", "severity"], &syslog::FIELDS[..]].concat(),
            Self::Json => Vec::new(),
        }
    }

    /// The field of a name. For JSON every dotted path is one.
    fn field(self, name: &str, wanted: &mut Wanted) -> Option<Field> {
        match (self, name) {
            (Self::Json, _) => Some(Field::Json(wanted.add(name))),
            (Self::Rfc3164 | Self::Rfc5424, "facility") => Some(Field::Facility),
            (Self::Rfc3164 | Self::Rfc5424, "severity") => Some(Field::Severity),
            (Self::Rfc3164 | Self::Rfc5424, _) => {
                let count = if self == Self::Rfc3164 {
                    syslog::OLD
                } else {
                    syslog::FIELDS.len()
                };
                syslog::FIELDS[..count]
                    .iter()
                    .position(|field| *field == name)
                    .map(Field::Place)
            }
            (Self::Combined | Self::Common, _) => {
                let count = if self == Self::Common {
                    access::COMMON
                } else {
                    access::FIELDS.len()
                };
                access::FIELDS[..count]
                    .iter()
                    .position(|field| *field == name)
                    .map(Field::Place)
            }
        }
    }
}

/// What of a line is wanted, beyond whether it is of the format.
#[derive(Clone, Debug, Default)]
pub(super) struct Needs<'a> {
    /// Names of fields.
    pub(super) fields: Vec<&'a str>,
    /// The year in which an RFC 3164 file begins.
    pub(super) year: Option<i64>,
    /// Where a JSON line keeps its time, if not under one of the usual keys.
    pub(super) time_field: Option<&'a str>,
    /// Whether the places of all fields are wanted, to be shown.
    pub(super) all: bool,
}

/// Reads the lines of one file.
pub(super) struct Parser {
    pub(super) format: Format,
    /// The wanted fields, in the order of [`Needs::fields`].
    pub(super) fields: Vec<Field>,
    wanted: Wanted,
    times: Vec<usize>,
    count: usize,
    first: Vec<String>,
    years: Option<Years>,
    access: access::Reader,
}

impl Parser {
    /// A parser of a format.
    ///
    /// # Errors
    /// The name of the first wanted field that the format does not have.
    pub(super) fn new<'a>(format: Format, needs: &Needs<'a>) -> Result<Self, &'a str> {
        let mut wanted = Wanted::default();
        wanted.leaves = needs.all;
        let mut fields = Vec::new();
        for name in &needs.fields {
            fields.push(format.field(name, &mut wanted).ok_or(*name)?);
        }
        let times = match (format, needs.time_field) {
            (Format::Json, Some(name)) => vec![wanted.add(name)],
            (Format::Json, None) => TIME_KEYS.iter().map(|name| wanted.add(name)).collect(),
            _ => Vec::new(),
        };
        let split = needs.all
            || fields
                .iter()
                .any(|field| matches!(field, Field::Place(at) if access::is_part_of_request(*at)));
        let count = match format {
            Format::Json => wanted.len(),
            Format::Combined => access::FIELDS.len(),
            Format::Common => access::COMMON,
            Format::Rfc3164 => syslog::OLD,
            Format::Rfc5424 => syslog::FIELDS.len(),
        };
        let access = access::Reader::new(format == Format::Combined, split);
        Ok(Self {
            format,
            fields,
            wanted,
            times,
            count,
            first: Vec::new(),
            years: needs.year.map(Years::starting),
            access,
        })
    }

    /// Whether the line is of the format; if so, `record` says what is where.
    pub(super) fn parse(&mut self, line: &[u8], record: &mut Record) -> bool {
        record.clear(self.count);
        match self.format {
            Format::Combined | Format::Common => self.access.parse(line, record).is_some(),
            Format::Rfc3164 => syslog::parse_3164(line, self.years.as_mut(), record).is_some(),
            Format::Rfc5424 => syslog::parse_5424(line, record).is_some(),
            Format::Json => {
                let is_json = json::parse(line, &mut self.wanted, record).is_some();
                if is_json {
                    if self.first.is_empty() {
                        self.first = json::leaf_names(line);
                    }
                    record.time = self.json_time(line, record);
                }
                is_json
            }
        }
    }

    /// The names of [`Record::places`], whole fields before their parts; none for JSON.
    pub(super) fn place_names(&self) -> &'static [&'static str] {
        match self.format {
            Format::Combined => &access::FIELDS,
            Format::Common => &access::FIELDS[..access::COMMON],
            Format::Rfc3164 => &syslog::FIELDS[..syslog::OLD],
            Format::Rfc5424 => &syslog::FIELDS,
            Format::Json => &[],
        }
    }

    /// The names of the fields of the first well-formed JSON line.
    pub(super) fn first_fields(&self) -> &[String] {
        &self.first
    }

    fn json_time(&self, line: &[u8], record: &Record) -> Option<Instant> {
        let texts = self
            .times
            .iter()
            .filter_map(|&at| record.text(Field::Json(at), line));
        texts
            .filter_map(|text| time::rfc3339(&text).or_else(|| epoch(&text)))
            .next()
    }

    /// The first of the wanted fields that no line of a JSON file had.
    pub(super) fn never_seen<'a>(&self, needs: &Needs<'a>) -> Option<&'a str> {
        let unseen = |field: &Field| matches!(field, Field::Json(at) if !self.wanted.seen[*at]);
        let at = self.fields.iter().position(unseen)?;
        needs.fields.get(at).copied()
    }
}

/// Seconds since the epoch with an optional fraction; from 100,000,000,000 on, milliseconds (that many seconds would be
/// the year 5138).
fn epoch(text: &[u8]) -> Option<Instant> {
    let value = super::condition::number(text).filter(|value| (0.0..1e14).contains(value))?;
    let seconds = if value >= 1e11 { value / 1000.0 } else { value };
    let whole = seconds.floor();
    Some(Instant {
        seconds: whole as i64,
        nanos: (((seconds - whole) * 1e9) as u32).min(999_999_999),
    })
}

/// The format of a line, if it is of any. Checked from the stricter to the looser; no parser takes a line of another.
pub(super) fn recognise(line: &[u8]) -> Option<Format> {
    let mut record = Record::default();
    ALL.into_iter().find(|format| {
        Parser::new(*format, &Needs::default())
            .is_ok_and(|mut parser| parser.parse(line, &mut record))
    })
}
