//! log-filter: select the lines of logs by pattern, field and time; print lines, counts, top values or a histogram.
//!
//! One file, the standard library alone. Build it with
//!
//!     rustc --edition 2024 -O --target wasm32-wasip1 --crate-name solution solution.wasi.rs -o solution.wasm
//!
//! What a crate would do elsewhere is in modules below: `gzip` (inflate), `regex` (in linear time), `json` and `time`.
//! Lines are bytes throughout: logs hold what clients send, and that need not be UTF-8.

use regex::Regex;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::process::ExitCode;
use time::Time;

// ---- Formats -------------------------------------------------------------------------------------------------------

/// A line taken apart.
struct Record<'a> {
    /// Names and values; of two with one name the last counts.
    fields: Vec<(Cow<'a, str>, Cow<'a, [u8]>)>,
    time: Option<Time>,
}

impl<'a> Record<'a> {
    fn new() -> Self {
        Self {
            fields: Vec::new(),
            time: None,
        }
    }

    fn add(&mut self, name: &'static str, value: &'a [u8]) {
        self.fields.push((name.into(), value.into()));
    }

    /// A field's value; a field that is not there is the empty text.
    fn get(&self, name: &str) -> &[u8] {
        self.fields
            .iter()
            .rev()
            .find(|(known, _)| known == name)
            .map_or(b"", |(_, value)| value)
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Format {
    Json,
    Rfc5424,
    Combined,
    Common,
    Rfc3164,
}

impl Format {
    /// From the strictest on.
    const ALL: [Self; 5] = [
        Self::Json,
        Self::Rfc5424,
        Self::Combined,
        Self::Common,
        Self::Rfc3164,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Rfc5424 => "rfc5424",
            Self::Combined => "combined",
            Self::Common => "common",
            Self::Rfc3164 => "rfc3164",
        }
    }

    /// The fields that its lines have; none for JSON, whose lines bring their own.
    fn fields(self) -> &'static [&'static str] {
        const ACCESS: [&str; 14] = [
            "addr", "ident", "user", "time", "request", "status", "bytes", "method", "target",
            "path", "query", "protocol", "referer", "agent",
        ];
        const SYSLOG: [&str; 10] = [
            "facility", "severity", "pri", "time", "host", "app", "pid", "message", "msgid", "sd",
        ];
        match self {
            Self::Json => &[],
            Self::Combined => &ACCESS,
            Self::Common => &ACCESS[..12],
            Self::Rfc5424 => &SYSLOG,
            Self::Rfc3164 => &SYSLOG[..8],
        }
    }

    /// Takes a line apart; none when it is not of the format.
    fn parse<'a>(
        self,
        line: &'a [u8],
        years: &mut Years,
        time_names: &[String],
    ) -> Option<Record<'a>> {
        match self {
            Self::Json => parse_json(line, time_names),
            Self::Rfc5424 => parse_new_syslog(line),
            Self::Combined => parse_access(line, true),
            Self::Common => parse_access(line, false),
            Self::Rfc3164 => parse_old_syslog(line, years),
        }
    }
}

/// Takes pieces off the front of a line.
struct Cursor<'a>(&'a [u8]);

impl<'a> Cursor<'a> {
    fn literal(&mut self, text: &[u8]) -> Option<()> {
        self.0 = self.0.strip_prefix(text)?;
        Some(())
    }

    fn take(&mut self, length: usize) -> &'a [u8] {
        let (piece, rest) = self.0.split_at(length.min(self.0.len()));
        self.0 = rest;
        piece
    }

    /// What comes before the first byte that meets the condition.
    fn until(&mut self, ends: impl Fn(u8) -> bool) -> &'a [u8] {
        self.take(self.0.iter().position(|&b| ends(b)).unwrap_or(self.0.len()))
    }

    /// A word that isn't empty, and the space after it.
    fn word(&mut self) -> Option<&'a [u8]> {
        let word = self.until(|b| b == b' ');
        self.literal(b" ")?;
        (!word.is_empty()).then_some(word)
    }

    /// A quoted text without its quotes: it ends at the first quote that no backslash escapes.
    fn quoted(&mut self) -> Option<&'a [u8]> {
        self.literal(b"\"")?;
        let mut at = 0;
        loop {
            match self.0.get(at)? {
                b'"' => break,
                b'\\' => at += 2,
                _ => at += 1,
            }
        }
        let text = self.take(at);
        self.literal(b"\"")?;
        Some(text)
    }
}

/// Where ` [18/Mar/2025:06:00:00 +0000]` begins. The user before it may hold spaces and brackets.
fn find_stamp(line: &[u8]) -> Option<usize> {
    let is_stamp = |at: usize| {
        line[at..].starts_with(b" [")
            && line.get(at + 28) == Some(&b']')
            && time::is_clf(&line[at + 2..at + 28])
    };
    (0..line.len()).find(|&at| is_stamp(at))
}

fn parse_access(line: &[u8], combined: bool) -> Option<Record<'_>> {
    let (mut record, mut rest) = (Record::new(), Cursor(line));
    record.add("addr", rest.word()?);
    record.add("ident", rest.until(|b| b == b' '));
    rest.literal(b" ")?;
    let user = rest.take(find_stamp(rest.0)?);
    if user.is_empty() {
        return None;
    }
    record.add("user", user);
    rest.literal(b" [")?;
    let stamp = rest.take(26);
    record.add("time", stamp);
    record.time = Some(time::clf(stamp)?);
    rest.literal(b"] ")?;
    let request = rest.quoted()?;
    record.add("request", request);
    rest.literal(b" ")?;
    let status = rest.word()?;
    let bytes = rest.until(|b| b == b' ');
    let is_size = bytes == b"-" || (!bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit));
    if status.len() != 3 || !status.iter().all(u8::is_ascii_digit) || !is_size {
        return None;
    }
    record.add("status", status);
    record.add("bytes", bytes);
    if combined {
        rest.literal(b" ")?;
        record.add("referer", rest.quoted()?);
        rest.literal(b" ")?;
        record.add("agent", rest.quoted()?);
        if !matches!(rest.0.first(), None | Some(b' ')) {
            return None;
        }
    } else if !rest.0.is_empty() {
        return None;
    }
    add_request(&mut record, request);
    Some(record)
}

/// Adds the parts of `METHOD TARGET PROTOCOL`, or `METHOD /TARGET`. What is neither adds nothing.
fn add_request<'a>(record: &mut Record<'a>, request: &'a [u8]) {
    let Some((method, rest)) = split_once(request, b' ') else {
        return;
    };
    let is_token = |b: &u8| b.is_ascii_alphanumeric() || b"!#$%&'*+.^_`|~-".contains(b);
    if method.is_empty() || !method.iter().all(is_token) {
        return;
    }
    let last_space = rest.iter().rposition(|&b| b == b' ');
    let target = match last_space {
        Some(at) if at > 0 && rest[at + 1..].starts_with(b"HTTP/") => {
            record.add("protocol", &rest[at + 1..]);
            &rest[..at]
        }
        None if rest.starts_with(b"/") => rest,
        _ => return,
    };
    record.add("method", method);
    record.add("target", target);
    match split_once(target, b'?') {
        Some((path, query)) => {
            record.add("path", path);
            record.add("query", query);
        }
        None => record.add("path", target),
    }
}

fn split_once(text: &[u8], at: u8) -> Option<(&[u8], &[u8])> {
    let at = text.iter().position(|&b| b == at)?;
    Some((&text[..at], &text[at + 1..]))
}

/// `<PRI>`: 0 to 191 without leading zeros.
fn take_priority<'a>(record: &mut Record<'a>, rest: &mut Cursor<'a>) -> Option<()> {
    rest.literal(b"<")?;
    let digits = rest.until(|b| !b.is_ascii_digit());
    rest.literal(b">")?;
    let pri: u32 = std::str::from_utf8(digits).ok()?.parse().ok()?;
    if pri > 191 || pri.to_string().as_bytes() != digits {
        return None;
    }
    record.add("pri", digits);
    record
        .fields
        .push(("facility".into(), (pri / 8).to_string().into_bytes().into()));
    record
        .fields
        .push(("severity".into(), (pri % 8).to_string().into_bytes().into()));
    Some(())
}

/// RFC 3164 has no year: the first line's is given, each next line is less than half a year from the one before.
#[derive(Clone, Default)]
struct Years {
    year: Option<i64>,
    month: Option<i64>,
}

impl Years {
    fn year_of(&self, month: i64) -> Option<i64> {
        let step = match self.month.map_or(0, |last| month - last) {
            ..=-6 => 1,
            6.. => -1,
            _ => 0,
        };
        Some(self.year? + step)
    }
}

fn parse_old_syslog<'a>(line: &'a [u8], years: &mut Years) -> Option<Record<'a>> {
    let (mut record, mut rest) = (Record::new(), Cursor(line));
    if line.starts_with(b"<") {
        take_priority(&mut record, &mut rest)?;
    }
    let stamp = rest.take(15);
    let (month, day, clock) = time::bsd(stamp)?;
    let year = years.year_of(month);
    // Without a year any leap year will do, so that the 29th of February may be.
    let seconds = time::seconds(year.unwrap_or(2000), month, day, clock)?;
    record.add("time", stamp);
    rest.literal(b" ")?;
    record.add("host", rest.word()?);
    let app = rest.until(|b| b"[: ".contains(&b));
    if app.is_empty() {
        return None;
    }
    record.add("app", app);
    if rest.0.starts_with(b"[") && rest.0.contains(&b']') {
        rest.literal(b"[")?;
        record.add("pid", rest.until(|b| b == b']'));
        rest.literal(b"]")?;
    }
    let _ = rest.literal(b":");
    let _ = rest.literal(b" ");
    record.add("message", rest.0);
    if year.is_some() {
        *years = Years {
            year,
            month: Some(month),
        };
        record.time = Some(Time { seconds, nanos: 0 });
    }
    Some(record)
}

fn parse_new_syslog(line: &[u8]) -> Option<Record<'_>> {
    let (mut record, mut rest) = (Record::new(), Cursor(line));
    take_priority(&mut record, &mut rest)?;
    rest.literal(b"1 ")?;
    let stamp = rest.word()?;
    if stamp != b"-" {
        record.time = Some(time::rfc3339(stamp)?);
    }
    record.add("time", stamp);
    for name in ["host", "app", "pid", "msgid"] {
        record.add(name, rest.word()?);
    }
    let from = rest.0;
    if rest.literal(b"-").is_none() {
        while rest.literal(b"[").is_some() {
            if matches!(rest.0.first()?, b' ' | b']' | b'=' | b'"') {
                return None;
            }
            rest.until(|b| b == b']' || b == b'"');
            while rest.0.starts_with(b"\"") {
                rest.quoted()?;
                rest.until(|b| b == b']' || b == b'"');
            }
            rest.literal(b"]")?;
        }
    }
    let sd = &from[..from.len() - rest.0.len()];
    if sd.is_empty() || !matches!(rest.0.first(), None | Some(b' ')) {
        return None;
    }
    record.add("sd", sd);
    rest.until(|b| b != b' ');
    let _ = rest.literal("\u{feff}".as_bytes());
    record.add("message", rest.0);
    Some(record)
}

fn parse_json<'a>(line: &'a [u8], time_names: &[String]) -> Option<Record<'a>> {
    let mut record = Record {
        fields: json::fields(line)?,
        time: None,
    };
    record.time = time_names
        .iter()
        .find_map(|name| json_time(record.get(name)));
    Some(record)
}

/// A time of RFC 3339, or in seconds or milliseconds since the epoch.
fn json_time(text: &[u8]) -> Option<Time> {
    time::rfc3339(text).or_else(|| {
        let number = as_number(text).filter(|number| (0.0..1e14).contains(number))?;
        let seconds = if number >= 1e11 {
            number / 1000.0
        } else {
            number
        };
        Some(Time {
            seconds: seconds.floor() as i64,
            nanos: (seconds.fract() * 1e9) as u32,
        })
    })
}

// ---- Conditions ----------------------------------------------------------------------------------------------------

/// An optional minus, digits, and optionally a fraction and an exponent.
fn as_number(text: &[u8]) -> Option<f64> {
    let mut rest = Cursor(text);
    let _ = rest.literal(b"-");
    let digits =
        |rest: &mut Cursor<'_>| (!rest.until(|b| !b.is_ascii_digit()).is_empty()).then_some(());
    digits(&mut rest)?;
    if rest.literal(b".").is_some() {
        digits(&mut rest)?;
    }
    if rest.literal(b"e").or_else(|| rest.literal(b"E")).is_some() {
        let _ = rest.literal(b"+").or_else(|| rest.literal(b"-"));
        digits(&mut rest)?;
    }
    if rest.0.is_empty() {
        std::str::from_utf8(text).ok()?.parse().ok()
    } else {
        None
    }
}

enum Test {
    Matches(Regex),
    MatchesNot(Regex),
    /// Which orders of field and value hold. Text that is no number has none with a number.
    Compare {
        value: Vec<u8>,
        number: Option<f64>,
        holds: fn(Option<Ordering>) -> bool,
    },
}

struct Condition {
    field: String,
    test: Test,
}

impl Condition {
    /// Reads `FIELD OP VALUE`.
    fn parse(text: &str, ignore_case: bool) -> Result<Self, String> {
        let bad = || {
            format!("bad condition `{text}`: write FIELD OP VALUE, with one of = != ~ !~ < <= > >=")
        };
        let at = text
            .find(['=', '!', '~', '<', '>'])
            .filter(|&at| at > 0)
            .ok_or_else(bad)?;
        let (field, rest) = text.split_at(at);
        let op = ["!=", "!~", "<=", ">=", "==", "=", "~", "<", ">"]
            .into_iter()
            .find(|op| rest.starts_with(op));
        let op = op.ok_or_else(bad)?;
        let value = rest[op.len()..].trim();
        let test = match op {
            "~" => Test::Matches(Regex::new(value, ignore_case)?),
            "!~" => Test::MatchesNot(Regex::new(value, ignore_case)?),
            _ => Test::Compare {
                value: value.as_bytes().to_vec(),
                number: as_number(value.as_bytes()),
                holds: match op {
                    "=" | "==" => |order| order == Some(Ordering::Equal),
                    "!=" => |order| order != Some(Ordering::Equal),
                    "<" => |order| order == Some(Ordering::Less),
                    "<=" => |order| matches!(order, Some(Ordering::Less | Ordering::Equal)),
                    ">" => |order| order == Some(Ordering::Greater),
                    _ => |order| matches!(order, Some(Ordering::Greater | Ordering::Equal)),
                },
            },
        };
        Ok(Self {
            field: field.trim().to_owned(),
            test,
        })
    }

    fn holds(&self, text: &[u8]) -> bool {
        match &self.test {
            Test::Matches(regex) => regex.is_match(text),
            Test::MatchesNot(regex) => !regex.is_match(text),
            Test::Compare {
                value,
                number: None,
                holds,
            } => holds(Some(text.cmp(value))),
            Test::Compare {
                number: Some(limit),
                holds,
                ..
            } => holds(as_number(text).and_then(|number| number.partial_cmp(limit))),
        }
    }
}

// ---- Arguments -----------------------------------------------------------------------------------------------------

#[derive(Default)]
enum Output {
    #[default]
    Lines,
    Count,
    Top(String),
    Histogram(i64),
}

#[derive(Default)]
struct Options {
    pattern: Option<Regex>,
    invert: bool,
    conditions: Vec<Condition>,
    since: Option<Time>,
    until: Option<Time>,
    format: Option<Format>,
    years: Years,
    time_names: Vec<String>,
    output: Output,
    limit: usize,
    malformed: bool,
    files: Vec<String>,
}

fn parse_arguments(args: impl Iterator<Item = String>) -> Result<Options, String> {
    let mut options = Options {
        limit: 10,
        ..Options::default()
    };
    let (mut pattern, mut conditions, mut ignore_case, mut outputs) = (None, Vec::new(), false, 0);
    let mut args = args;
    while let Some(arg) = args.next() {
        // `--name=value` is `--name value`.
        let (name, inline) = match arg.split_once('=') {
            Some((name, value)) if name.starts_with("--") => {
                (name.to_owned(), Some(value.to_owned()))
            }
            _ => (arg, None),
        };
        let mut value = || {
            inline
                .clone()
                .or_else(|| args.next())
                .ok_or_else(|| format!("{name} needs a value"))
        };
        match name.as_str() {
            "-m" | "--match" => pattern = Some(value()?),
            "-v" | "--invert" => options.invert = true,
            "-i" | "--ignore-case" => ignore_case = true,
            "-w" | "--where" => conditions.push(value()?),
            "--since" => options.since = Some(time_option(&name, &value()?)?),
            "--until" => options.until = Some(time_option(&name, &value()?)?),
            "-f" | "--format" => options.format = format_option(&value()?)?,
            "--year" => options.years.year = Some(number_option(&name, &value()?)? as i64),
            "--time-field" => options.time_names = vec![value()?],
            "-c" | "--count" => (options.output, outputs) = (Output::Count, outputs + 1),
            "-t" | "--top" => (options.output, outputs) = (Output::Top(value()?), outputs + 1),
            "--histogram" => {
                (options.output, outputs) = (Output::Histogram(interval(&value()?)?), outputs + 1)
            }
            "-n" => options.limit = number_option(&name, &value()?)? as usize,
            "--malformed" => options.malformed = true,
            file if file == "-" || !file.starts_with('-') => options.files.push(name),
            _ => return Err(format!("unknown option {name}")),
        }
    }
    if outputs > 1 {
        return Err("--count, --top and --histogram don't go together".to_owned());
    }
    if options.files.is_empty() {
        options.files.push("-".to_owned());
    }
    if options.time_names.is_empty() {
        options.time_names = ["time", "timestamp", "@timestamp", "ts", "datetime"]
            .map(str::to_owned)
            .to_vec();
    }
    // Only now is it known whether letter case counts.
    options.pattern = pattern
        .map(|pattern| Regex::new(&pattern, ignore_case))
        .transpose()?;
    options.conditions = conditions
        .iter()
        .map(|text| Condition::parse(text, ignore_case))
        .collect::<Result<_, _>>()?;
    Ok(options)
}

fn time_option(name: &str, text: &str) -> Result<Time, String> {
    time::rfc3339(text.as_bytes())
        .ok_or_else(|| format!("{name}: `{text}` is not a time of RFC 3339"))
}

fn number_option(name: &str, text: &str) -> Result<u32, String> {
    text.parse()
        .map_err(|_| format!("{name}: `{text}` is not a whole number"))
}

fn format_option(text: &str) -> Result<Option<Format>, String> {
    let found = Format::ALL.into_iter().find(|format| format.name() == text);
    if found.is_some() || text == "auto" {
        Ok(found)
    } else {
        Err(format!("--format: there is no `{text}`"))
    }
}

fn interval(text: &str) -> Result<i64, String> {
    let units = [('s', 1), ('m', 60), ('h', 3600), ('d', 86_400)];
    let length = units.into_iter().find_map(|(unit, seconds)| {
        let count: u32 = text.strip_suffix(unit)?.parse().ok()?;
        Some(i64::from(count) * seconds)
    });
    length
        .filter(|&length| length > 0)
        .ok_or_else(|| format!("--histogram: `{text}` is not an interval; write 30s, 5m, 1h or 1d"))
}

// ---- The pass over the files ---------------------------------------------------------------------------------------

/// What was selected so far, and where it goes.
struct Selected<W: Write> {
    out: W,
    matched: u64,
    values: HashMap<Vec<u8>, u64>,
    intervals: BTreeMap<i64, u64>,
}

impl<W: Write> Selected<W> {
    fn take(
        &mut self,
        line: &[u8],
        record: Option<&Record<'_>>,
        output: &Output,
    ) -> Result<(), String> {
        self.matched += 1;
        match (output, record) {
            (Output::Lines, _) => {
                self.out
                    .write_all(line)
                    .and_then(|()| self.out.write_all(b"\n"))
                    .map_err(cannot_write)?;
            }
            (Output::Top(field), Some(record)) => {
                let value = record.get(field);
                match self.values.get_mut(value) {
                    Some(count) => *count += 1,
                    None => drop(self.values.insert(value.to_vec(), 1)),
                }
            }
            (
                Output::Histogram(length),
                Some(Record {
                    time: Some(time), ..
                }),
            ) => {
                *self
                    .intervals
                    .entry(time.seconds.div_euclid(*length))
                    .or_default() += 1;
            }
            _ => {}
        }
        Ok(())
    }

    /// Prints what there is to print after the last line.
    fn finish(mut self, options: &Options) -> io::Result<()> {
        match &options.output {
            Output::Lines => {}
            Output::Count => writeln!(self.out, "{}", self.matched)?,
            Output::Top(_) => {
                let mut rows: Vec<_> = self.values.into_iter().collect();
                rows.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
                for (value, count) in rows.into_iter().take(options.limit) {
                    write!(self.out, "{count}\t")?;
                    for byte in value {
                        match byte {
                            0..=31 | 127 => write!(self.out, "\\x{byte:02X}")?,
                            _ => self.out.write_all(&[byte])?,
                        }
                    }
                    self.out.write_all(b"\n")?;
                }
            }
            Output::Histogram(length) => {
                let ends = self
                    .intervals
                    .keys()
                    .next()
                    .zip(self.intervals.keys().next_back());
                for index in ends.map_or(0..0, |(first, last)| *first..last + 1) {
                    let count = self.intervals.get(&index).copied().unwrap_or(0);
                    writeln!(self.out, "{}\t{count}", time::utc(index * length))?;
                }
            }
        }
        self.out.flush()
    }
}

fn cannot_write(error: io::Error) -> String {
    format!("cannot write the output: {error}")
}

/// The whole of a file or of stdin, unpacked when it is gzip, whatever its name.
fn contents(name: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = if name == "-" {
        io::stdin().read_to_end(&mut bytes)
    } else {
        File::open(name).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    read.map_err(|error| format!("{name}: {error}"))?;
    if bytes.starts_with(&[0x1f, 0x8b]) {
        return gzip::unpack(&bytes)
            .ok_or_else(|| format!("{name}: the gzip data is damaged or cut short"));
    }
    Ok(bytes)
}

fn read_file<W: Write>(
    name: &str,
    options: &Options,
    selected: &mut Selected<W>,
) -> Result<(), String> {
    let mut wanted: Vec<&str> = options
        .conditions
        .iter()
        .map(|condition| condition.field.as_str())
        .collect();
    if let Output::Top(field) = &options.output {
        wanted.push(field);
    }
    let needs_time = options.since.is_some()
        || options.until.is_some()
        || matches!(options.output, Output::Histogram(_));
    let parsing = !wanted.is_empty() || needs_time || options.malformed;

    let bytes = contents(name)?;
    let (mut format, mut checked, mut years) = (options.format, false, options.years.clone());
    let (mut lines, mut malformed, mut well_formed) = (0, 0, 0);
    let mut seen: HashSet<String> = HashSet::new();
    for line in bytes
        .strip_suffix(b"\n")
        .unwrap_or(&bytes)
        .split(|&b| b == b'\n')
    {
        if bytes.is_empty() {
            break;
        }
        lines += 1;
        if options
            .pattern
            .as_ref()
            .is_some_and(|pattern| pattern.is_match(line) == options.invert)
        {
            continue;
        }
        if !parsing {
            selected.take(line, None, &options.output)?;
            continue;
        }
        let text = line.strip_suffix(b"\r").unwrap_or(line);
        if format.is_none() {
            format = Format::ALL.into_iter().find(|format| {
                format
                    .parse(text, &mut years.clone(), &options.time_names)
                    .is_some()
            });
        }
        if let Some(format) = format.filter(|_| !checked) {
            checked = true;
            let known = format.fields();
            if let Some(unknown) = wanted
                .iter()
                .find(|field| !known.is_empty() && !known.contains(field))
            {
                let (format, known) = (format.name(), known.join(", "));
                return Err(format!(
                    "{name}: the format {format} has no field `{unknown}`; it has {known}"
                ));
            }
            if needs_time && format == Format::Rfc3164 && years.year.is_none() {
                let problem =
                    "time stamps of RFC 3164 have no year: say with --year when the file begins";
                return Err(format!("{name}:{lines}: {problem}"));
            }
        }
        let record = format.and_then(|format| format.parse(text, &mut years, &options.time_names));
        let Some(record) = record.filter(|record| !needs_time || record.time.is_some()) else {
            malformed += 1;
            if options.malformed {
                selected.take(line, None, &options.output)?;
            }
            continue;
        };
        well_formed += 1;
        if format == Some(Format::Json) {
            for (field, _) in &record.fields {
                if !seen.contains(field.as_ref()) {
                    seen.insert(field.to_string());
                }
            }
        }
        let in_window = options.since.is_none_or(|since| record.time >= Some(since))
            && options.until.is_none_or(|until| record.time < Some(until));
        let holds = |condition: &Condition| condition.holds(record.get(&condition.field));
        if !options.malformed && in_window && options.conditions.iter().all(holds) {
            selected.take(line, Some(&record), &options.output)?;
        }
    }
    if !parsing || options.malformed {
        return Ok(());
    }
    if malformed > 0 && format.is_none() {
        return Err(format!(
            "{name}:1: no line of the file is of a known format; name it with --format"
        ));
    }
    if malformed > 0 {
        eprintln!("log-filter: {name}: {malformed} of {lines} lines malformed");
    }
    match wanted.iter().find(|field| !seen.contains(**field)) {
        Some(missing) if format == Some(Format::Json) && well_formed > 0 => {
            Err(format!("{name}: no line has a field `{missing}`"))
        }
        _ => Ok(()),
    }
}

fn run() -> Result<bool, String> {
    let options = parse_arguments(std::env::args().skip(1))?;
    let mut selected = Selected {
        out: BufWriter::new(io::stdout().lock()),
        matched: 0,
        values: HashMap::new(),
        intervals: BTreeMap::new(),
    };
    for name in &options.files {
        read_file(name, &options, &mut selected)?;
    }
    let any = selected.matched > 0;
    selected.finish(&options).map_err(cannot_write)?;
    Ok(any)
}

fn main() -> ExitCode {
    match run() {
        Ok(any) => ExitCode::from(u8::from(!any)),
        Err(problem) => {
            eprintln!("log-filter: {problem}");
            ExitCode::from(2)
        }
    }
}

// ---- Times ---------------------------------------------------------------------------------------------------------

mod time {
    /// Since the epoch.
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    pub struct Time {
        pub seconds: i64,
        pub nanos: u32,
    }

    /// Whether bytes have a shape: `d` is a digit, `A` and `a` are letters, anything else is itself.
    fn has_shape(text: &[u8], shape: &[u8]) -> bool {
        text.len() == shape.len()
            && text.iter().zip(shape).all(|(byte, shape)| match shape {
                b'd' => byte.is_ascii_digit(),
                b'A' => byte.is_ascii_uppercase(),
                b'a' => byte.is_ascii_lowercase(),
                b'+' => *byte == b'+' || *byte == b'-',
                _ => byte == shape,
            })
    }

    /// The number that digits make; a leading space counts as nothing.
    fn number(digits: &[u8]) -> i64 {
        digits
            .iter()
            .filter(|b| b.is_ascii_digit())
            .fold(0, |number, b| number * 10 + i64::from(b - b'0'))
    }

    fn month(name: &[u8]) -> Option<i64> {
        let names = b"JanFebMarAprMayJunJulAugSepOctNovDec";
        names
            .chunks(3)
            .position(|known| known == name)
            .map(|index| index as i64 + 1)
    }

    /// Days from the epoch to a date of the proleptic Gregorian calendar (Howard Hinnant's days_from_civil).
    fn days(year: i64, month: i64, day: i64) -> i64 {
        let year = if month <= 2 { year - 1 } else { year };
        let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year
            - 719_468
    }

    /// None when no calendar has that moment. Second 60 is the first of the next minute.
    pub fn seconds(
        year: i64,
        month: i64,
        day: i64,
        [hour, minute, second]: [i64; 3],
    ) -> Option<i64> {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let length = match month {
            2 => 28 + i64::from(leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let exists = year >= 1 && (1..=12).contains(&month) && (1..=length).contains(&day);
        let on_clock = hour <= 23 && minute <= 59 && second <= 60;
        (exists && on_clock)
            .then(|| days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second)
    }

    pub fn is_clf(text: &[u8]) -> bool {
        has_shape(text, b"dd/Aaa/dddd:dd:dd:dd +dddd")
    }

    /// `18/Mar/2025:06:00:04 +0000`
    pub fn clf(text: &[u8]) -> Option<Time> {
        if !is_clf(text) || number(&text[24..]) > 59 {
            return None;
        }
        let clock = [
            number(&text[12..14]),
            number(&text[15..17]),
            number(&text[18..20]),
        ];
        let local = seconds(
            number(&text[7..11]),
            month(&text[3..6])?,
            number(&text[..2]),
            clock,
        )?;
        Some(Time {
            seconds: local - offset(text[21], &text[22..24], &text[24..]),
            nanos: 0,
        })
    }

    fn offset(sign: u8, hours: &[u8], minutes: &[u8]) -> i64 {
        let seconds = number(hours) * 3600 + number(minutes) * 60;
        if sign == b'-' { -seconds } else { seconds }
    }

    /// `2025-03-18T08:30:00.5+01:00`
    pub fn rfc3339(text: &[u8]) -> Option<Time> {
        let (start, mut rest) = text.split_at_checked(19)?;
        let separator = start[10];
        let mut plain = start.to_vec();
        plain[10] = b'T';
        if !has_shape(&plain, b"dddd-dd-ddTdd:dd:dd") || !b"Tt ".contains(&separator) {
            return None;
        }
        let mut nanos = 0;
        if let Some(fraction) = rest.strip_prefix(b".") {
            let length = fraction.iter().take_while(|b| b.is_ascii_digit()).count();
            if length == 0 {
                return None;
            }
            for place in 0..9 {
                let digit = fraction[..length]
                    .get(place)
                    .map_or(0, |b| u32::from(b - b'0'));
                nanos = nanos * 10 + digit;
            }
            rest = &fraction[length..];
        }
        let offset = match rest {
            b"Z" | b"z" => 0,
            _ if has_shape(rest, b"+dd:dd")
                && number(&rest[1..3]) <= 23
                && number(&rest[4..]) <= 59 =>
            {
                offset(rest[0], &rest[1..3], &rest[4..])
            }
            _ => return None,
        };
        let clock = [
            number(&start[11..13]),
            number(&start[14..16]),
            number(&start[17..19]),
        ];
        let local = seconds(
            number(&start[..4]),
            number(&start[5..7]),
            number(&start[8..10]),
            clock,
        )?;
        Some(Time {
            seconds: local - offset,
            nanos,
        })
    }

    /// `Dec 31 23:59:59`, or with a space before a day of one digit: month, day and clock.
    pub fn bsd(text: &[u8]) -> Option<(i64, i64, [i64; 3])> {
        if !has_shape(text, b"Aaa dd dd:dd:dd") && !has_shape(text, b"Aaa  d dd:dd:dd") {
            return None;
        }
        let clock = [
            number(&text[7..9]),
            number(&text[10..12]),
            number(&text[13..15]),
        ];
        Some((month(&text[..3])?, number(&text[4..6]), clock))
    }

    /// `2025-03-18T06:05:00Z`
    pub fn utc(seconds: i64) -> String {
        let (day, clock) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
        // The inverse of `days`: years begin in March, so that the leap day comes last.
        let shifted = day + 719_468;
        let (era, day_of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
        let year =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 {
            shifted_month + 3
        } else {
            shifted_month - 9
        };
        let year = era * 400 + year + i64::from(month <= 2);
        let (hour, minute, second) = (clock / 3600, clock / 60 % 60, clock % 60);
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

// ---- JSON ----------------------------------------------------------------------------------------------------------

mod json {
    use std::borrow::Cow;

    type Fields<'a> = Vec<(Cow<'a, str>, Cow<'a, [u8]>)>;

    /// Containers within containers, beyond which a line is none.
    const DEEPEST: usize = 128;

    /// The values of one object by their paths, `upstream.status`: strings unescaped, numbers and lists as written.
    /// None when the line is not one object (RFC 8259).
    pub fn fields(line: &[u8]) -> Option<Fields<'_>> {
        let mut parser = Parser {
            line,
            at: 0,
            fields: Vec::new(),
        };
        parser.space();
        if parser.peek()? != b'{' {
            return None;
        }
        parser.value(Some(""), 0)?;
        parser.space();
        (parser.at == line.len()).then_some(parser.fields)
    }

    struct Parser<'a> {
        line: &'a [u8],
        at: usize,
        fields: Fields<'a>,
    }

    impl<'a> Parser<'a> {
        fn peek(&self) -> Option<u8> {
            self.line.get(self.at).copied()
        }

        fn space(&mut self) {
            while matches!(self.peek(), Some(b' ' | b'\t' | b'\r')) {
                self.at += 1;
            }
        }

        fn literal(&mut self, text: &[u8]) -> Option<()> {
            self.line[self.at..]
                .starts_with(text)
                .then(|| self.at += text.len())
        }

        /// Reads a value and keeps it under its path; within a list there is none.
        fn value(&mut self, path: Option<&str>, depth: usize) -> Option<()> {
            if depth > DEEPEST {
                return None;
            }
            let start = self.at;
            let value: Cow<'a, [u8]> = match self.peek()? {
                b'{' => return self.object(path, depth),
                b'[' => {
                    self.list(depth)?;
                    self.line[start..self.at].into()
                }
                b'"' => self.string()?.into(),
                b'n' => return self.literal(b"null"),
                b't' => {
                    self.literal(b"true")?;
                    b"true"[..].into()
                }
                b'f' => {
                    self.literal(b"false")?;
                    b"false"[..].into()
                }
                _ => {
                    self.number()?;
                    self.line[start..self.at].into()
                }
            };
            if let Some(path) = path {
                self.fields.push((path.to_owned().into(), value));
            }
            Some(())
        }

        fn object(&mut self, path: Option<&str>, depth: usize) -> Option<()> {
            self.literal(b"{")?;
            self.space();
            if self.literal(b"}").is_some() {
                return Some(());
            }
            loop {
                self.space();
                let key = String::from_utf8_lossy(&self.string()?).into_owned();
                self.space();
                self.literal(b":")?;
                self.space();
                let inner = path.map(|path| {
                    if path.is_empty() {
                        key.clone()
                    } else {
                        format!("{path}.{key}")
                    }
                });
                self.value(inner.as_deref(), depth + 1)?;
                self.space();
                if self.literal(b",").is_none() {
                    return self.literal(b"}");
                }
            }
        }

        fn list(&mut self, depth: usize) -> Option<()> {
            self.literal(b"[")?;
            self.space();
            if self.literal(b"]").is_some() {
                return Some(());
            }
            loop {
                self.space();
                self.value(None, depth + 1)?;
                self.space();
                if self.literal(b",").is_none() {
                    return self.literal(b"]");
                }
            }
        }

        fn digits(&mut self) -> Option<()> {
            let start = self.at;
            while self.peek().is_some_and(|b| b.is_ascii_digit()) {
                self.at += 1;
            }
            (self.at > start).then_some(())
        }

        fn number(&mut self) -> Option<()> {
            let _ = self.literal(b"-");
            // A zero stands alone.
            if self.literal(b"0").is_none() {
                self.digits()?;
            }
            if self.literal(b".").is_some() {
                self.digits()?;
            }
            if self.literal(b"e").or_else(|| self.literal(b"E")).is_some() {
                let _ = self.literal(b"+").or_else(|| self.literal(b"-"));
                self.digits()?;
            }
            Some(())
        }

        fn string(&mut self) -> Option<Vec<u8>> {
            self.literal(b"\"")?;
            let mut text = Vec::new();
            loop {
                let byte = self.peek()?;
                self.at += 1;
                match byte {
                    b'"' => return Some(text),
                    b'\\' => {
                        let c = self.escape()?;
                        text.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                    }
                    0..=31 => return None,
                    _ => text.push(byte),
                }
            }
        }

        fn escape(&mut self) -> Option<char> {
            let byte = self.peek()?;
            self.at += 1;
            Some(match byte {
                b'n' => '\n',
                b't' => '\t',
                b'r' => '\r',
                b'b' => '\u{8}',
                b'f' => '\u{c}',
                b'"' | b'\\' | b'/' => char::from(byte),
                b'u' => {
                    let first = self.hex()?;
                    let mut unit = [first, 0];
                    let mut used = 1;
                    let before = self.at;
                    // A character beyond U+FFFF is written as two; half of one is replaced.
                    if (0xd800..0xdc00).contains(&first) && self.literal(b"\\u").is_some() {
                        unit[1] = self.hex()?;
                        used = 2;
                        if !(0xdc00..0xe000).contains(&unit[1]) {
                            (self.at, used) = (before, 1);
                        }
                    }
                    char::decode_utf16(unit[..used].iter().copied())
                        .next()?
                        .unwrap_or('\u{fffd}')
                }
                _ => return None,
            })
        }

        fn hex(&mut self) -> Option<u16> {
            let digits = self.line.get(self.at..self.at + 4)?;
            self.at += 4;
            digits.iter().try_fold(0, |number, &b| {
                Some(number * 16 + char::from(b).to_digit(16)? as u16)
            })
        }
    }
}

// ---- Patterns ------------------------------------------------------------------------------------------------------

/// Regular expressions in time linear in the text: all ways to match are followed at once (Ken Thompson, 1968).
mod regex {
    use std::cell::RefCell;
    use std::iter::Peekable;
    use std::str::Chars;

    enum Step {
        Char(char),
        Any,
        /// Any of the ranges, or none of them.
        Class {
            ranges: Vec<(char, char)>,
            negated: bool,
        },
        Start,
        End,
        /// Whether a word must begin or end here, or must not.
        WordEdge(bool),
        /// Goes on at both.
        Split(usize, usize),
        Jump(usize),
        Match,
    }

    /// A parsed pattern.
    enum Node {
        Empty,
        One(fn() -> Step),
        Char(char),
        Class(Vec<(char, char)>, bool),
        Sequence(Vec<Node>),
        Either(Vec<Node>),
        Repeat(Box<Node>, u32, Option<u32>),
    }

    const DIGITS: [(char, char); 1] = [('0', '9')];
    const WORDS: [(char, char); 4] = [('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];
    const SPACES: [(char, char); 2] = [('\t', '\r'), (' ', ' ')];
    const MOST_STEPS: usize = 100_000;

    pub struct Regex {
        steps: Vec<Step>,
        ignore_case: bool,
        scratch: RefCell<Scratch>,
    }

    /// Kept from text to text, to spare allocations.
    #[derive(Default)]
    struct Scratch {
        now: Vec<usize>,
        next: Vec<usize>,
        /// At which place of a text each step was entered last.
        entered: Vec<u64>,
        place: u64,
        pending: Vec<usize>,
    }

    impl Regex {
        pub fn new(pattern: &str, ignore_case: bool) -> Result<Self, String> {
            let bad = |problem: String| format!("bad pattern `{pattern}`: {problem}");
            let mut parser = Parser {
                rest: pattern.chars().peekable(),
            };
            let node = parser.alternatives().map_err(bad)?;
            if parser.rest.next().is_some() {
                return Err(bad("unopened group: a `)` too many".to_owned()));
            }
            let mut steps = Vec::new();
            compile(&node, &mut steps).map_err(bad)?;
            steps.push(Step::Match);
            let scratch = RefCell::new(Scratch {
                entered: vec![0; steps.len()],
                ..Scratch::default()
            });
            Ok(Self {
                steps,
                ignore_case,
                scratch,
            })
        }

        /// Whether the pattern matches somewhere. Bytes that are not UTF-8 count as U+FFFD.
        pub fn is_match(&self, text: &[u8]) -> bool {
            let text = String::from_utf8_lossy(text);
            let scratch = &mut *self.scratch.borrow_mut();
            scratch.now.clear();
            let mut before = None;
            let mut chars = text.chars();
            loop {
                let c = chars.next();
                scratch.place += 1;
                scratch.next.clear();
                // A match may begin at every place.
                let starts = std::mem::take(&mut scratch.now);
                for step in starts.iter().copied().chain([0]) {
                    if self.enter(step, before, c, scratch) {
                        return true;
                    }
                }
                let Some(c) = c else { return false };
                scratch.now = starts;
                scratch.now.clear();
                for &step in &scratch.next {
                    if self.accepts(&self.steps[step], c) {
                        scratch.now.push(step + 1);
                    }
                }
                before = Some(c);
            }
        }

        /// Follows the steps that take no character, and notes those that do. Whether the match is complete.
        fn enter(
            &self,
            step: usize,
            before: Option<char>,
            after: Option<char>,
            scratch: &mut Scratch,
        ) -> bool {
            scratch.pending.push(step);
            while let Some(step) = scratch.pending.pop() {
                if scratch.entered[step] == scratch.place {
                    continue;
                }
                scratch.entered[step] = scratch.place;
                let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
                match self.steps[step] {
                    Step::Match => {
                        scratch.pending.clear();
                        return true;
                    }
                    Step::Jump(to) => scratch.pending.push(to),
                    Step::Split(one, other) => scratch.pending.extend([one, other]),
                    Step::Start if before.is_none() => scratch.pending.push(step + 1),
                    Step::End if after.is_none() => scratch.pending.push(step + 1),
                    Step::WordEdge(edge) if (is_word(before) != is_word(after)) == edge => {
                        scratch.pending.push(step + 1);
                    }
                    Step::Start | Step::End | Step::WordEdge(_) => {}
                    Step::Char(_) | Step::Any | Step::Class { .. } => scratch.next.push(step),
                }
            }
            false
        }

        fn accepts(&self, step: &Step, c: char) -> bool {
            let accepts = |c: char| match step {
                Step::Char(wanted) => *wanted == c,
                Step::Class { ranges, negated } => {
                    ranges.iter().any(|(low, high)| (*low..=*high).contains(&c)) != *negated
                }
                _ => true,
            };
            accepts(c)
                || self.ignore_case
                    && (c.to_lowercase().any(accepts) || c.to_uppercase().any(accepts))
        }
    }

    fn compile(node: &Node, steps: &mut Vec<Step>) -> Result<(), String> {
        if steps.len() > MOST_STEPS {
            return Err("it is too large".to_owned());
        }
        match node {
            Node::Empty => {}
            Node::One(step) => steps.push(step()),
            Node::Char(c) => steps.push(Step::Char(*c)),
            Node::Class(ranges, negated) => {
                steps.push(Step::Class {
                    ranges: ranges.clone(),
                    negated: *negated,
                });
            }
            Node::Sequence(nodes) => nodes.iter().try_for_each(|node| compile(node, steps))?,
            Node::Either(nodes) => {
                let mut jumps = Vec::new();
                for (index, node) in nodes.iter().enumerate() {
                    let split = steps.len();
                    if index + 1 < nodes.len() {
                        steps.push(Step::Jump(0));
                    }
                    compile(node, steps)?;
                    if index + 1 < nodes.len() {
                        jumps.push(steps.len());
                        steps.push(Step::Jump(0));
                        steps[split] = Step::Split(split + 1, steps.len());
                    }
                }
                let end = steps.len();
                for jump in jumps {
                    steps[jump] = Step::Jump(end);
                }
            }
            Node::Repeat(node, least, most) => {
                for _ in 0..*least {
                    compile(node, steps)?;
                }
                match most {
                    None => {
                        let split = steps.len();
                        steps.push(Step::Jump(0));
                        compile(node, steps)?;
                        steps.push(Step::Jump(split));
                        steps[split] = Step::Split(split + 1, steps.len());
                    }
                    Some(most) => {
                        for _ in *least..*most {
                            let split = steps.len();
                            steps.push(Step::Jump(0));
                            compile(node, steps)?;
                            steps[split] = Step::Split(split + 1, steps.len());
                        }
                    }
                }
            }
        }
        Ok(())
    }

    struct Parser<'a> {
        rest: Peekable<Chars<'a>>,
    }

    impl Parser<'_> {
        fn alternatives(&mut self) -> Result<Node, String> {
            let mut nodes = vec![self.sequence()?];
            while self.rest.next_if_eq(&'|').is_some() {
                nodes.push(self.sequence()?);
            }
            Ok(Node::Either(nodes))
        }

        fn sequence(&mut self) -> Result<Node, String> {
            let mut nodes = Vec::new();
            while self.rest.peek().is_some_and(|c| !matches!(c, '|' | ')')) {
                let node = self.atom()?;
                nodes.push(self.repeated(node)?);
            }
            Ok(Node::Sequence(nodes))
        }

        fn atom(&mut self) -> Result<Node, String> {
            match self.rest.next() {
                Some('.') => Ok(Node::One(|| Step::Any)),
                Some('^') => Ok(Node::One(|| Step::Start)),
                Some('$') => Ok(Node::One(|| Step::End)),
                Some('(') => self.group(),
                Some('[') => self.class(),
                Some('\\') => self.escape(),
                Some(c @ ('*' | '+' | '?')) => Err(format!("nothing to repeat before `{c}`")),
                Some(c) => Ok(Node::Char(c)),
                None => Ok(Node::Empty),
            }
        }

        fn group(&mut self) -> Result<Node, String> {
            if self.rest.next_if_eq(&'?').is_some() {
                // `(?:...)` and `(?P<name>...)`: what is kept of a match plays no part here.
                match self.rest.next() {
                    Some(':') => {}
                    Some('P' | '<') => while self.rest.next().is_some_and(|c| c != '>') {},
                    other => return Err(format!("unknown group `(?{}`", other.unwrap_or(')'))),
                }
            }
            let node = self.alternatives()?;
            match self.rest.next() {
                Some(')') => Ok(node),
                _ => Err("unclosed group: a `)` is missing".to_owned()),
            }
        }

        fn escape(&mut self) -> Result<Node, String> {
            let c = self.rest.next().ok_or("a backslash at the end")?;
            Ok(match c {
                'd' | 'D' => Node::Class(DIGITS.to_vec(), c == 'D'),
                'w' | 'W' => Node::Class(WORDS.to_vec(), c == 'W'),
                's' | 'S' => Node::Class(SPACES.to_vec(), c == 'S'),
                'b' => Node::One(|| Step::WordEdge(true)),
                'B' => Node::One(|| Step::WordEdge(false)),
                'A' => Node::One(|| Step::Start),
                _ => Node::Char(self.escaped(c)?),
            })
        }

        /// The character that follows a backslash, or what it stands for.
        fn escaped(&mut self, c: char) -> Result<char, String> {
            match c {
                'n' => Ok('\n'),
                't' => Ok('\t'),
                'r' => Ok('\r'),
                'f' => Ok('\u{c}'),
                'v' => Ok('\u{b}'),
                'x' => {
                    let digits: String = self.rest.by_ref().take(2).collect();
                    let code = u8::from_str_radix(&digits, 16);
                    code.map(char::from)
                        .map_err(|_| format!("`\\x{digits}` is no character"))
                }
                c if c.is_ascii_alphanumeric() => Err(format!("unknown escape `\\{c}`")),
                c => Ok(c),
            }
        }

        fn class(&mut self) -> Result<Node, String> {
            let unclosed = || "unclosed class: a `]` is missing".to_owned();
            let negated = self.rest.next_if_eq(&'^').is_some();
            let mut ranges = Vec::new();
            // A `]` that comes first stands for itself.
            let mut first = true;
            loop {
                let c = self.rest.next().ok_or_else(unclosed)?;
                if c == ']' && !first {
                    return Ok(Node::Class(ranges, negated));
                }
                first = false;
                let low = match c {
                    '\\' => match self.rest.next().ok_or_else(unclosed)? {
                        'd' => {
                            ranges.extend(DIGITS);
                            continue;
                        }
                        'w' => {
                            ranges.extend(WORDS);
                            continue;
                        }
                        's' => {
                            ranges.extend(SPACES);
                            continue;
                        }
                        c => self.escaped(c)?,
                    },
                    c => c,
                };
                let mut ahead = self.rest.clone();
                let is_range = ahead.next() == Some('-') && ahead.next().is_some_and(|c| c != ']');
                let mut high = low;
                if is_range {
                    self.rest.next();
                    high = match self.rest.next().ok_or_else(unclosed)? {
                        '\\' => {
                            let c = self.rest.next().ok_or_else(unclosed)?;
                            self.escaped(c)?
                        }
                        c => c,
                    };
                    if high < low {
                        return Err(format!("bad range `{low}-{high}`"));
                    }
                }
                ranges.push((low, high));
            }
        }

        /// What follows a node: `*`, `+`, `?`, `{m}`, `{m,}`, `{m,n}`. A `?` after those asks for the shortest match,
        /// which is there exactly when any is.
        fn repeated(&mut self, node: Node) -> Result<Node, String> {
            let (least, most) = match self.rest.peek() {
                Some('*') => (0, None),
                Some('+') => (1, None),
                Some('?') => (0, Some(1)),
                Some('{') => match self.bounds() {
                    Some(bounds) => bounds,
                    None => return Ok(node), // a brace that is none of these stands for itself
                },
                _ => return Ok(node),
            };
            self.rest.next();
            self.rest.next_if_eq(&'?');
            if most.is_some_and(|most| most < least) {
                return Err(format!(
                    "bad repetition: from {least} on, but at most {}",
                    most.unwrap_or(0)
                ));
            }
            if matches!(self.rest.peek(), Some('*' | '+' | '?')) {
                return Err("a repetition of a repetition".to_owned());
            }
            Ok(Node::Repeat(Box::new(node), least, most))
        }

        /// Reads `{m,n}` up to its closing brace.
        fn bounds(&mut self) -> Option<(u32, Option<u32>)> {
            let text: String = self
                .rest
                .clone()
                .skip(1)
                .take_while(|c| *c != '}')
                .collect();
            let (least, most) = match text.split_once(',') {
                Some((least, "")) => (least.parse().ok()?, None),
                Some((least, most)) => (least.parse().ok()?, Some(most.parse().ok()?)),
                None => (text.parse().ok()?, Some(text.parse().ok()?)),
            };
            for _ in 0..=text.chars().count() {
                self.rest.next();
            }
            Some((least, most))
        }
    }
}

// ---- Gzip ----------------------------------------------------------------------------------------------------------

/// Gzip (RFC 1952) and inflate (RFC 1951).
mod gzip {
    /// All members after one another; none when the data is damaged or cut short.
    pub fn unpack(bytes: &[u8]) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() {
            let start = out.len();
            let mut bits = Bits {
                bytes: header(rest)?,
                at: 0,
                held: 0,
                count: 0,
            };
            inflate(&mut bits, &mut out)?;
            rest = bits.rest();
            let (trailer, after) = rest.split_at_checked(8)?;
            let size = u32::from_le_bytes(trailer[4..].try_into().ok()?);
            if size != (out.len() - start) as u32 {
                return None;
            }
            rest = after;
        }
        Some(out)
    }

    /// What follows a member's header.
    fn header(bytes: &[u8]) -> Option<&[u8]> {
        let (start, mut rest) = bytes.split_at_checked(10)?;
        if start[..3] != [0x1f, 0x8b, 8] {
            return None;
        }
        let flags = start[3];
        if flags & 4 != 0 {
            let length = usize::from(u16::from_le_bytes(rest.get(..2)?.try_into().ok()?));
            rest = rest.get(2 + length..)?;
        }
        // The file's name and a comment, each ended by a NUL.
        for flag in [8, 16] {
            if flags & flag != 0 {
                let end = rest.iter().position(|&b| b == 0)?;
                rest = &rest[end + 1..];
            }
        }
        if flags & 2 != 0 {
            rest = rest.get(2..)?;
        }
        Some(rest)
    }

    /// Bits from the lowest of each byte on.
    struct Bits<'a> {
        bytes: &'a [u8],
        at: usize,
        held: u32,
        count: u32,
    }

    impl<'a> Bits<'a> {
        fn take(&mut self, count: u32) -> Option<u32> {
            while self.count < count {
                self.held |= u32::from(*self.bytes.get(self.at)?) << self.count;
                self.at += 1;
                self.count += 8;
            }
            let value = self.held & ((1 << count) - 1);
            self.held >>= count;
            self.count -= count;
            Some(value)
        }

        /// What follows the byte of the last bit taken.
        fn rest(&self) -> &'a [u8] {
            &self.bytes[self.at - (self.count / 8) as usize..]
        }
    }

    /// A canonical Huffman code: how many codes there are of each length, and their symbols in order.
    struct Code {
        counts: [u16; 16],
        symbols: Vec<u16>,
    }

    impl Code {
        fn new(lengths: &[u8]) -> Self {
            let mut counts = [0; 16];
            for &length in lengths {
                counts[usize::from(length)] += 1;
            }
            counts[0] = 0;
            let mut symbols: Vec<u16> = (0..lengths.len() as u16)
                .filter(|&s| lengths[usize::from(s)] > 0)
                .collect();
            symbols.sort_by_key(|&symbol| lengths[usize::from(symbol)]);
            Self { counts, symbols }
        }

        /// The next symbol: bit by bit, until the code is among those of its length.
        fn next(&self, bits: &mut Bits<'_>) -> Option<u16> {
            let (mut code, mut first, mut index) = (0_u32, 0_u32, 0_u32);
            for &count in &self.counts[1..] {
                code |= bits.take(1)?;
                let count = u32::from(count);
                if code < first + count {
                    return self.symbols.get((index + code - first) as usize).copied();
                }
                index += count;
                first = (first + count) << 1;
                code <<= 1;
            }
            None
        }
    }

    /// What symbols from 257 on stand for, and how many bits that are to be added follow.
    const LENGTHS: [u16; 29] = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115,
        131, 163, 195, 227, 258,
    ];
    const LENGTHS_EXTRA: [u32; 29] = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ];
    const DISTANCES: [u16; 30] = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537,
        2049, 3073, 4097, 6145, 8193, 12_289, 16_385, 24_577,
    ];
    const DISTANCES_EXTRA: [u32; 30] = [
        0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12,
        13, 13,
    ];
    /// The order in which the lengths of the code for code lengths are written.
    const ORDER: [usize; 19] = [
        16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
    ];

    fn inflate(bits: &mut Bits<'_>, out: &mut Vec<u8>) -> Option<()> {
        let start = out.len();
        loop {
            let last = bits.take(1)? == 1;
            match bits.take(2)? {
                0 => stored(bits, out)?,
                1 => {
                    let mut lengths = [8; 288];
                    lengths[144..256].fill(9);
                    lengths[256..280].fill(7);
                    block(bits, out, start, &Code::new(&lengths), &Code::new(&[5; 30]))?;
                }
                2 => {
                    let (literals, distances) = codes(bits)?;
                    block(bits, out, start, &literals, &distances)?;
                }
                _ => return None,
            }
            if last {
                return Some(());
            }
        }
    }

    /// A block that is not packed begins at a byte's beginning.
    fn stored(bits: &mut Bits<'_>, out: &mut Vec<u8>) -> Option<()> {
        let rest = bits.rest();
        let length = u16::from_le_bytes(rest.get(..2)?.try_into().ok()?);
        let check = u16::from_le_bytes(rest.get(2..4)?.try_into().ok()?);
        if length != !check {
            return None;
        }
        let (from, length) = (bits.bytes.len() - rest.len() + 4, usize::from(length));
        out.extend_from_slice(bits.bytes.get(from..from + length)?);
        (bits.at, bits.held, bits.count) = (from + length, 0, 0);
        Some(())
    }

    /// The codes that a block brings: their lengths are written in a code of their own.
    fn codes(bits: &mut Bits<'_>) -> Option<(Code, Code)> {
        let literals = bits.take(5)? as usize + 257;
        let distances = bits.take(5)? as usize + 1;
        let mut lengths = [0; 19];
        for &place in &ORDER[..bits.take(4)? as usize + 4] {
            lengths[place] = bits.take(3)? as u8;
        }
        let code = Code::new(&lengths);
        let mut lengths: Vec<u8> = Vec::new();
        while lengths.len() < literals + distances {
            let (length, times) = match code.next(bits)? {
                16 => (*lengths.last()?, 3 + bits.take(2)?),
                17 => (0, 3 + bits.take(3)?),
                18 => (0, 11 + bits.take(7)?),
                length => (length as u8, 1),
            };
            lengths.extend(std::iter::repeat_n(length, times as usize));
        }
        let (literals, distances) = lengths.get(..literals + distances)?.split_at(literals);
        Some((Code::new(literals), Code::new(distances)))
    }

    /// Literals, and repetitions of what was written not before `start`.
    fn block(
        bits: &mut Bits<'_>,
        out: &mut Vec<u8>,
        start: usize,
        literals: &Code,
        distances: &Code,
    ) -> Option<()> {
        loop {
            match literals.next(bits)? {
                symbol @ 0..256 => out.push(symbol as u8),
                256 => return Some(()),
                symbol => {
                    let index = usize::from(symbol) - 257;
                    let extra = bits.take(*LENGTHS_EXTRA.get(index)?)? as usize;
                    let length = usize::from(LENGTHS[index]) + extra;
                    let index = usize::from(distances.next(bits)?);
                    let extra = bits.take(*DISTANCES_EXTRA.get(index)?)? as usize;
                    let distance = usize::from(DISTANCES[index]) + extra;
                    let from = out
                        .len()
                        .checked_sub(distance)
                        .filter(|&from| from >= start)?;
                    for at in from..from + length {
                        out.push(out[at]);
                    }
                }
            }
        }
    }
}
