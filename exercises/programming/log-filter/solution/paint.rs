//! Colouring a line: its fields, and over them what the pattern matched.

use super::format::{Format, Parser};
use super::record::{Place, Record};
use contract::report::{Line, Span, Tone};
use regex::bytes::Regex;

/// Bytes of a line that are shown.
const SHOWN: usize = 1000;

/// A name and a tone for a part of a line.
struct Brush {
    name: String,
    tone: Tone,
}

/// The line as a report shows it.
pub(super) fn line(
    text: &[u8],
    number: u64,
    parser: &Parser,
    record: &Record,
    regex: Option<&Regex>,
) -> Line {
    let shown = &text[..text.len().min(SHOWN)];
    let mut brushes = vec![Brush {
        name: String::new(),
        tone: Tone::Plain,
    }];
    let mut canvas = vec![0_u16; shown.len()];
    let mut paint = |place: Place, name: &str, tone: Tone| {
        let (start, end) = (place.start as usize, (place.end as usize).min(shown.len()));
        if let Some(part) = canvas.get_mut(start..end) {
            part.fill(brushes.len() as u16);
            brushes.push(Brush {
                name: name.to_owned(),
                tone,
            });
        }
    };
    if parser.format == Format::Json {
        for (name, place) in &record.leaves {
            paint(*place, name, tone(name, place.of(text)));
        }
    } else {
        // Whole fields first, so that their parts (the request's method) are painted over them.
        for (name, place) in parser.place_names().iter().zip(&record.places) {
            if !place.is_missing() {
                paint(*place, name, tone(name, place.of(text)));
            }
        }
    }
    if let Some(captures) = regex.and_then(|regex| regex.captures(text)) {
        let names: Vec<Option<&str>> = regex
            .map(|regex| regex.capture_names().collect())
            .unwrap_or_default();
        for (group, found) in captures.iter().enumerate() {
            let Some(found) = found else { continue };
            let name = match names.get(group).copied().flatten() {
                Some(name) => name.to_owned(),
                None if group == 0 => "match".to_owned(),
                None => format!("group {group}"),
            };
            paint(Place::new(found.start(), found.end()), &name, Tone::Accent);
        }
    }
    let mut out = Line {
        number,
        ..Line::default()
    };
    let mut at = 0;
    for run in canvas.chunk_by(|a, b| a == b) {
        let start = out.text.len() as u32;
        out.text
            .push_str(&String::from_utf8_lossy(&shown[at..at + run.len()]));
        at += run.len();
        let is_blank = out.text[start as usize..].trim().is_empty();
        let brush = run
            .first()
            .and_then(|&index| brushes.get(usize::from(index)));
        if let Some(brush) = brush.filter(|brush| !brush.name.is_empty() && !is_blank) {
            out.spans.push(Span {
                start,
                end: out.text.len() as u32,
                name: brush.name.clone(),
                tone: brush.tone,
            });
        }
    }
    if shown.len() < text.len() {
        out.text.push('…');
    }
    out
}

/// A line that is not of the format.
pub(super) fn malformed(text: &[u8], number: u64) -> Line {
    let shown = &text[..text.len().min(SHOWN)];
    let mut out = Line {
        number,
        text: String::from_utf8_lossy(shown).into_owned(),
        tone: Tone::Bad,
        ..Line::default()
    };
    if shown.len() < text.len() {
        out.text.push('…');
    }
    out
}

/// What a field means.
fn tone(name: &str, value: &[u8]) -> Tone {
    match name {
        "status" => match value.first() {
            Some(b'5') => Tone::Bad,
            Some(b'4') => Tone::Accent,
            Some(b'3') => Tone::Info,
            _ => Tone::Ok,
        },
        "time" | "agent" | "referer" | "ident" | "protocol" | "pri" | "sd" => Tone::Muted,
        "addr" | "host" | "remote_addr" | "app" | "method" => Tone::Info,
        _ => Tone::Plain,
    }
}
