//! Reading Mermaid's text piece by piece.

use super::read::MermaidError;
use super::shape::SHAPES;

/// A place in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

/// A link as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Arrow {
    /// Its text.
    pub(super) label: String,
    /// Whether it points backwards.
    pub(super) back: bool,
    /// Whether it points forwards.
    pub(super) forth: bool,
    /// Whether it is drawn at all.
    pub(super) shown: bool,
    /// Whether its line is dotted.
    pub(super) dotted: bool,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// What is still to be read.
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    pub(super) fn is_done(&self) -> bool {
        self.rest().is_empty()
    }

    /// The line, from 1.
    pub(super) fn line(&self) -> usize {
        1 + self.text.get(..self.at).unwrap_or("").matches('\n').count()
    }

    pub(super) fn error(&self, what: impl Into<String>) -> MermaidError {
        MermaidError {
            line: self.line(),
            what: what.into(),
        }
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn advance(&mut self, bytes: usize) {
        self.at = (self.at + bytes).min(self.text.len());
    }

    /// Goes on if the text does so.
    pub(super) fn take(&mut self, what: &str) -> bool {
        let found = self.rest().starts_with(what);
        if found {
            self.advance(what.len());
        }
        found
    }

    pub(super) fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        self.advance(end);
        rest.get(..end).unwrap_or("")
    }

    /// Space within a line.
    pub(super) fn blanks(&mut self) {
        self.take_while(|c| c == ' ' || c == '\t' || c == '\r');
    }

    /// Space, ends of statements, comments: up to the next statement.
    pub(super) fn skip_to_statement(&mut self) {
        loop {
            self.take_while(|c| c.is_whitespace() || c == ';');
            if !self.rest().starts_with("%%") {
                return;
            }
            self.take_while(|c| c != '\n');
        }
    }

    /// The word that comes next, without going on.
    pub(super) fn word(&self) -> &'a str {
        let mut ahead = *self;
        ahead.take_while(|c| !c.is_whitespace() && c != ';')
    }

    /// Up to the end of the statement: of the line, or to a semicolon that isn't quoted.
    pub(super) fn statement(&mut self) -> &'a str {
        let rest = self.rest();
        let mut quoted = false;
        for (at, c) in rest.char_indices() {
            match c {
                '"' => quoted = !quoted,
                '\n' => {
                    self.advance(at);
                    return rest.get(..at).unwrap_or("").trim();
                }
                ';' if !quoted => {
                    self.advance(at);
                    return rest.get(..at).unwrap_or("").trim();
                }
                _ => {}
            }
        }
        self.advance(rest.len());
        rest.trim()
    }

    /// A node's name.
    pub(super) fn id(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let mut end = 0;
        let mut chars = rest.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|(_, c)| *c);
            let inside = match c {
                // Not where a link begins.
                '-' => !matches!(next, Some('-' | '>' | '.') | None),
                '=' => next != Some('='),
                '!' | '#' | '$' | '%' | '\'' | '*' | '+' | '.' | '?' | '_' | '/' => true,
                c => c.is_alphanumeric(),
            };
            if !inside {
                break;
            }
            end = at + c.len_utf8();
        }
        self.advance(end);
        rest.get(..end).filter(|id| !id.is_empty())
    }

    /// A node's shape, and its text, if one follows.
    pub(super) fn shape(&mut self) -> Result<Option<(&'static str, String)>, MermaidError> {
        let rest = self.rest();
        let Some((open, _)) = SHAPES.iter().find(|(open, _)| rest.starts_with(open)) else {
            return Ok(None);
        };
        let closes = || {
            SHAPES
                .iter()
                .filter(|(other, _)| other == open)
                .map(|(_, close)| *close)
        };
        let unclosed = *self;
        self.advance(open.len());
        let missing = || {
            let expected: Vec<&str> = closes().collect();
            unclosed.error(format!(
                "the text that begins with “{open}” isn't closed: “{}” is missing",
                expected.join("” or “")
            ))
        };
        if let Some(text) = self.quoted()? {
            let close = closes()
                .find(|close| self.rest().starts_with(close))
                .ok_or_else(missing)?;
            self.advance(close.len());
            return Ok(Some((open, text)));
        }
        let rest = self.rest();
        let found = closes()
            .filter_map(|close| rest.find(close).map(|at| (at, close)))
            .min();
        let (at, close) = found.ok_or_else(missing)?;
        let text = rest.get(..at).unwrap_or("");
        if text.contains('\n') {
            return Err(missing());
        }
        self.advance(at + close.len());
        Ok(Some((open, unescaped(text.trim()))))
    }

    /// A text in quotes, and the space around it, if one follows.
    fn quoted(&mut self) -> Result<Option<String>, MermaidError> {
        let start = *self;
        self.take_while(char::is_whitespace);
        if !self.take("\"") {
            *self = start;
            return Ok(None);
        }
        let text = self.take_while(|c| c != '"');
        if !self.take("\"") {
            return Err(start.error("a quotation mark is missing at the end of a text"));
        }
        self.take_while(char::is_whitespace);
        // Markdown.
        let plain = text
            .strip_prefix('`')
            .and_then(|text| text.strip_suffix('`'));
        Ok(Some(unescaped(plain.unwrap_or(text))))
    }

    /// A link, if one follows.
    pub(super) fn arrow(&mut self) -> Result<Option<Arrow>, MermaidError> {
        let start = *self;
        self.blanks();
        self.edge_id();
        let mut ahead = *self;
        let back = match ahead.peek() {
            Some('<') => {
                ahead.advance(1);
                true
            }
            Some('x' | 'o') => {
                ahead.advance(1);
                false
            }
            _ => false,
        };
        let dotted = ahead.rest().starts_with("-.");
        let Some((label, forth, shown)) = ahead.shaft()? else {
            *self = start;
            return Ok(None);
        };
        *self = ahead;
        self.blanks();
        let mut label = label;
        if self.take("|") {
            let text = self.take_while(|c| c != '|' && c != '\n');
            if !self.take("|") {
                return Err(self.error("a link's text isn't closed: “|” is missing"));
            }
            let text = text.trim();
            let plain = text
                .strip_prefix('"')
                .and_then(|text| text.strip_suffix('"'));
            label = unescaped(plain.unwrap_or(text));
        }
        Ok(Some(Arrow {
            label,
            back,
            forth,
            shown,
            dotted,
        }))
    }

    /// A link's own name, `e1@`, which nothing here needs.
    fn edge_id(&mut self) {
        let mut ahead = *self;
        if ahead.id().is_some() && ahead.take("@") && !ahead.rest().starts_with('{') {
            *self = ahead;
        }
    }

    /// The line of a link, with the text in it: the text, whether it has a head, whether it is drawn.
    fn shaft(&mut self) -> Result<Option<(String, bool, bool)>, MermaidError> {
        if self.rest().starts_with("~~~") {
            self.take_while(|c| c == '~');
            return Ok(Some((String::new(), true, false)));
        }
        for stroke in ['-', '='] {
            let pair: String = [stroke, stroke].iter().collect();
            if !self.rest().starts_with(&pair) {
                continue;
            }
            let length = self.take_while(|c| c == stroke).len();
            if let Some(head) = self.head() {
                return Ok(Some((String::new(), head, true)));
            }
            if length > 2 {
                return Ok(Some((String::new(), false, true)));
            }
            let label = self.until(&pair)?;
            self.take_while(|c| c == stroke);
            let head = self.head().unwrap_or(false);
            return Ok(Some((label, head, true)));
        }
        if self.rest().starts_with("-.") {
            self.advance(1);
            self.take_while(|c| c == '.');
            if self.take("-") {
                return Ok(Some((String::new(), self.head().unwrap_or(false), true)));
            }
            let label = self.until(".-")?;
            self.advance(2);
            return Ok(Some((label, self.head().unwrap_or(false), true)));
        }
        Ok(None)
    }

    /// A link's head, if there is one: whether it points.
    fn head(&mut self) -> Option<bool> {
        let points = match self.peek()? {
            '>' => true,
            // A cross or a disc: a head as well, of a link that is meant in this direction.
            'x' | 'o' => true,
            _ => return None,
        };
        self.advance(1);
        Some(points)
    }

    /// A link's text, which ends where its line goes on.
    fn until(&mut self, end: &str) -> Result<String, MermaidError> {
        let rest = self.rest();
        let line = rest.lines().next().unwrap_or("");
        let Some(at) = line.find(end) else {
            return Err(self.error(format!(
                "a link begins here that isn't ended: “{end}” is missing"
            )));
        };
        self.advance(at);
        let text = line.get(..at).unwrap_or("").trim();
        let plain = text
            .strip_prefix('"')
            .and_then(|text| text.strip_suffix('"'));
        Ok(unescaped(plain.unwrap_or(text)))
    }

    /// What stands in `@{ … }` behind a node, if it does.
    pub(super) fn data(&mut self) -> Result<Option<&'a str>, MermaidError> {
        let start = *self;
        if !self.take("@{") {
            return Ok(None);
        }
        let rest = self.rest();
        let mut quoted = false;
        for (at, c) in rest.char_indices() {
            match c {
                '"' => quoted = !quoted,
                '}' if !quoted => {
                    self.advance(at + 1);
                    return Ok(rest.get(..at));
                }
                _ => {}
            }
        }
        Err(start.error("“@{” isn't closed: “}” is missing"))
    }
}

/// A text with its entities and line breaks resolved.
pub(super) fn unescaped(text: &str) -> String {
    if text == " " {
        return String::new();
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let broken = ["<br/>", "<br>", "<br />"]
            .iter()
            .find(|tag| rest.starts_with(**tag));
        if let Some(tag) = broken {
            out.push('\n');
            rest = rest.get(tag.len()..).unwrap_or("");
            continue;
        }
        // No entity's name is longer.
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        let entity = end.filter(|_| c == '#' || c == '&').and_then(|end| {
            let found = entity(rest.get(1..end)?)?;
            Some((found, rest.get(end + 1..)?))
        });
        if let Some((c, after)) = entity {
            out.push(c);
            rest = after;
            continue;
        }
        out.push(c);
        rest = rest.get(c.len_utf8()..).unwrap_or("");
    }
    out
}

fn entity(name: &str) -> Option<char> {
    match name {
        "quot" => Some('"'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "nbsp" => Some(' '),
        _ => {
            let digits = name.strip_prefix('#').unwrap_or(name);
            digits.parse().ok().and_then(char::from_u32)
        }
    }
}
