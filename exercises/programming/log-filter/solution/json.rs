//! JSON lines: one object a line, scanned in place (RFC 8259). Nothing is built; the places of the wanted values are
//! noted. Bytes that are not UTF-8 pass: nginx's `escape=json` writes what the client sent.

use super::record::{Place, Record};
use std::borrow::Cow;

/// Containers within containers, beyond which a line counts as malformed.
const DEPTH: usize = 128;

/// Which values are wanted: dotted paths from the top (`upstream.status`), in the order of their field numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    paths: Vec<Vec<u8>>,
    /// Which of them occurred in any line so far, even as null.
    pub(super) seen: Vec<bool>,
    /// Whether names and places of all leaves are wanted as well.
    pub(super) leaves: bool,
}

impl Wanted {
    /// The field number of a path, a new one if need be.
    pub(super) fn add(&mut self, path: &str) -> usize {
        if let Some(at) = self.paths.iter().position(|known| known == path.as_bytes()) {
            return at;
        }
        self.paths.push(path.as_bytes().to_vec());
        self.seen.push(false);
        self.paths.len() - 1
    }

    pub(super) fn len(&self) -> usize {
        self.paths.len()
    }
}

/// Reads a line; `None` when it is not one JSON object.
pub(super) fn parse(line: &[u8], wanted: &mut Wanted, record: &mut Record) -> Option<()> {
    let mut scanner = Scanner {
        line,
        at: 0,
        path: Vec::new(),
        wanted,
        record,
    };
    scanner.space();
    if scanner.peek()? != b'{' {
        return None;
    }
    scanner.value(0, true)?;
    scanner.space();
    (scanner.at == line.len()).then_some(())
}

/// The dotted paths of the values of a line.
pub(super) fn leaf_names(line: &[u8]) -> Vec<String> {
    let mut wanted = Wanted {
        leaves: true,
        ..Wanted::default()
    };
    let mut record = Record::default();
    // Whoever asks knows that the line is JSON.
    let _ = parse(line, &mut wanted, &mut record);
    record.leaves.into_iter().map(|(name, _)| name).collect()
}

struct Scanner<'a> {
    line: &'a [u8],
    at: usize,
    /// The dotted path of the value being read.
    path: Vec<u8>,
    wanted: &'a mut Wanted,
    record: &'a mut Record,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<u8> {
        self.line.get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn eat(&mut self, byte: u8) -> Option<()> {
        self.space();
        (self.peek()? == byte).then(|| self.at += 1)
    }

    /// A value and nothing around it. `named`: whether its path is one that can be asked for (not within an array).
    fn value(&mut self, depth: usize, named: bool) -> Option<()> {
        match self.peek()? {
            b'{' => self.object(depth, named),
            b'[' => self.array(depth),
            b'"' => self.string().map(drop),
            b't' => self.word(b"true"),
            b'f' => self.word(b"false"),
            b'n' => self.word(b"null"),
            _ => self.number(),
        }
    }

    fn word(&mut self, word: &[u8]) -> Option<()> {
        self.line[self.at..]
            .starts_with(word)
            .then(|| self.at += word.len())
    }

    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }

    fn number(&mut self) -> Option<()> {
        self.at += usize::from(self.peek() == Some(b'-'));
        if self.peek() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            self.digits()?;
        }
        Some(())
    }

    /// A string; the place of its inside.
    fn string(&mut self) -> Option<Place> {
        let start = self.at + 1;
        let mut at = start;
        loop {
            // The bytes that need a look are few; the others run through this tight loop.
            while *self.line.get(at)? >= b' ' && self.line[at] != b'"' && self.line[at] != b'\\' {
                at += 1;
            }
            match self.line[at] {
                b'"' => break,
                b'\\' => match self.line.get(at + 1)? {
                    b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => at += 2,
                    b'u' if self
                        .line
                        .get(at + 2..at + 6)?
                        .iter()
                        .all(u8::is_ascii_hexdigit) =>
                    {
                        at += 6;
                    }
                    _ => return None,
                },
                _ => return None,
            }
        }
        self.at = at + 1;
        Some(Place::new(start, at))
    }

    fn array(&mut self, depth: usize) -> Option<()> {
        if depth >= DEPTH {
            return None;
        }
        self.at += 1;
        self.space();
        if self.peek()? == b']' {
            self.at += 1;
            return Some(());
        }
        loop {
            self.space();
            self.value(depth + 1, false)?;
            self.space();
            match self.peek()? {
                b',' => self.at += 1,
                b']' => {
                    self.at += 1;
                    return Some(());
                }
                _ => return None,
            }
        }
    }

    fn object(&mut self, depth: usize, named: bool) -> Option<()> {
        if depth >= DEPTH {
            return None;
        }
        self.at += 1;
        self.space();
        if self.peek()? == b'}' {
            self.at += 1;
            return Some(());
        }
        let above = self.path.len();
        loop {
            self.space();
            if self.peek()? != b'"' {
                return None;
            }
            let key = self.string()?;
            if named {
                if above > 0 {
                    self.path.push(b'.');
                }
                self.path.extend_from_slice(&decode(self.line, key));
            }
            self.eat(b':')?;
            self.space();
            let start = self.at;
            self.value(depth + 1, named)?;
            if named {
                self.note(start);
            }
            self.path.truncate(above);
            self.space();
            match self.peek()? {
                b',' => self.at += 1,
                b'}' => {
                    self.at += 1;
                    return Some(());
                }
                _ => return None,
            }
        }
    }

    /// Notes the value from `start` to here under the path. Of two values of one path the later one counts.
    fn note(&mut self, start: usize) {
        let text = &self.line[start..self.at];
        let place = match text.first() {
            Some(b'"') => Place::new(start + 1, self.at - 1),
            Some(b'n') => Place::MISSING,
            _ => Place::new(start, self.at),
        };
        if self.wanted.leaves && text.first() != Some(&b'{') {
            self.record
                .leaves
                .push((String::from_utf8_lossy(&self.path).into_owned(), place));
        }
        if let Some(at) = self.wanted.paths.iter().position(|path| *path == self.path) {
            self.wanted.seen[at] = true;
            if let Some(slot) = self.record.places.get_mut(at) {
                *slot = place;
            }
        }
    }
}

/// A value as text: a string without its escapes, anything else as written. Lone surrogates become U+FFFD.
pub(super) fn decode(line: &[u8], place: Place) -> Cow<'_, [u8]> {
    let raw = place.of(line);
    let is_string = (place.start as usize)
        .checked_sub(1)
        .and_then(|at| line.get(at))
        == Some(&b'"');
    if !is_string || memchr::memchr(b'\\', raw).is_none() {
        return Cow::Borrowed(raw);
    }
    let mut out = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = memchr::memchr(b'\\', rest) {
        out.extend_from_slice(&rest[..at]);
        let escape = rest.get(at + 1).copied().unwrap_or_default();
        rest = rest.get(at + 2..).unwrap_or_default();
        match escape {
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'u' => {
                let mut unit = hex(rest);
                rest = rest.get(4..).unwrap_or_default();
                // A pair of surrogates (RFC 8259 section 7) is one character.
                if (0xd800..0xdc00).contains(&unit) && rest.starts_with(b"\\u") {
                    let low = hex(&rest[2..]);
                    if (0xdc00..0xe000).contains(&low) {
                        unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                        rest = rest.get(6..).unwrap_or_default();
                    }
                }
                let character = char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER);
                out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            }
            other => out.push(other),
        }
    }
    out.extend_from_slice(rest);
    Cow::Owned(out)
}

/// The number that four hexadecimal digits make.
fn hex(text: &[u8]) -> u32 {
    text.iter().take(4).fold(0, |value, &byte| {
        value * 16 + char::from(byte).to_digit(16).unwrap_or(0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(line: &[u8], paths: &[&str]) -> Option<Vec<Option<String>>> {
        let mut wanted = Wanted::default();
        let fields: Vec<usize> = paths.iter().map(|path| wanted.add(path)).collect();
        let mut record = Record::default();
        record.clear(wanted.len());
        parse(line, &mut wanted, &mut record)?;
        let text = |place: Place| String::from_utf8_lossy(&decode(line, place)).into_owned();
        Some(
            fields
                .iter()
                .map(|&at| record.places[at])
                .map(|place| (!place.is_missing()).then(|| text(place)))
                .collect(),
        )
    }

    #[test]
    fn finds_values_by_path() {
        let line = br#" {"a":{"b":"x\u00e9\ud83d\ude00\n"},"a.c":[1,{"b":2}],"n":null,"t":true,"s":-1.5e3,"o":{"q":"\""},"a":{"b":"y"}} "#;
        let found = read(line, &["a.b", "a.c", "n", "t", "s", "o", "none"]).unwrap();
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            found,
            [
                text("y"),
                text(r#"[1,{"b":2}]"#),
                None,
                text("true"),
                text("-1.5e3"),
                text(r#"{"q":"\""}"#),
                None
            ]
        );
        let line = br#"{"a":"x\u00e9\ud83d\ude00\n\ud800"}"#;
        assert_eq!(read(line, &["a"]).unwrap(), [text("xé😀\n\u{fffd}")]);
    }

    #[test]
    fn depth_is_bounded() {
        let deep = |n: usize| format!("{{\"a\":{}{}}}", "[".repeat(n), "]".repeat(n));
        assert!(read(deep(100).as_bytes(), &[]).is_some());
        assert!(read(deep(100_000).as_bytes(), &[]).is_none());
    }

    proptest! {
        // serde_json is the oracle of what is JSON: mutated real lines, kept within UTF-8.
        #[test]
        fn agrees_with_serde_json_on_what_is_an_object(at in 0_usize..70, byte in prop::sample::select(b"{}[]\":,\\u0 1-.eEtn\x01".to_vec()), remove in any::<bool>()) {
            let mut line = br#"{"a":[1,-0.5e+3,{"b":null}],"c":"x\u00e9\"y","d":{"e":true,"f":false}}"#.to_vec();
            if remove { line.remove(at.min(line.len() - 1)); } else { line[at] = byte; }
            let oracle = serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(&line);
            // Lone surrogates are an error there, and let through here, as Python's json does.
            prop_assume!(!String::from_utf8_lossy(&line).contains("\\ud"));
            prop_assert_eq!(oracle.is_ok(), read(&line, &["d.e"]).is_some(), "{}", String::from_utf8_lossy(&line));
        }
    }
}
