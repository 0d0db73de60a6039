//! A line of output that ends at the width of the screen.

use std::io::{self, Write};

/// Bytes gathered before they are handed on.
const BUFFER: usize = 64 * 1024;

/// Writes text and keeps count of columns. What would reach past the width is left out, and one `+` stands for it.
pub(super) struct Line<'a> {
    out: &'a mut dyn Write,
    buffer: Vec<u8>,
    /// The column of the next character, counted from 1.
    column: i64,
    width: i64,
}

impl<'a> Line<'a> {
    /// Lines of `width` columns, or of any length.
    pub(super) fn new(out: &'a mut dyn Write, width: Option<i64>) -> Self {
        Self {
            out,
            buffer: Vec::with_capacity(2 * BUFFER),
            column: 1,
            width: width.unwrap_or(i64::MAX / 4),
        }
    }

    /// The column of the next character, counted from 1; goes on growing past the width.
    pub(super) fn column(&self) -> i64 {
        self.column
    }

    /// Whether the line is full.
    pub(super) fn full(&self) -> bool {
        self.column >= self.width
    }

    /// Whether a further character would leave no trace: the line is full and its `+` has been written.
    pub(super) fn closed(&self) -> bool {
        self.column > self.width
    }

    /// Whether text of this many columns fits, `spare` columns left beside it.
    pub(super) fn fits(&self, columns: i64, spare: i64) -> bool {
        self.column + columns <= self.width - spare
    }

    /// ASCII text: one column to a byte.
    pub(super) fn text(&mut self, text: &[u8]) {
        let room = (self.width - self.column).max(0);
        let length = text.len() as i64;
        if length <= room {
            self.buffer.extend_from_slice(text);
        } else {
            self.buffer.extend_from_slice(&text[..room as usize]);
            // The first character past the width shows as a plus, those after it not at all.
            if self.column <= self.width {
                self.buffer.push(b'+');
            }
        }
        self.column += length;
    }

    /// Spaces.
    pub(super) fn spaces(&mut self, count: i64) {
        const SPACES: [u8; 64] = [b' '; 64];
        let mut left = count.max(0);
        while left > 0 {
            let now = left.min(64);
            self.text(&SPACES[..now as usize]);
            left -= now;
        }
    }

    /// Line drawing characters: one column to a character.
    ///
    /// psmisc decides byte by byte, so a character of three bytes that doesn't fit shows as three pluses.
    pub(super) fn symbols(&mut self, symbols: &str) {
        for symbol in symbols.chars() {
            let mut bytes = [0; 4];
            let bytes = symbol.encode_utf8(&mut bytes).as_bytes();
            self.column += 1;
            if self.column <= self.width {
                self.buffer.extend_from_slice(bytes);
            } else if self.column == self.width + 1 {
                self.buffer.extend(bytes.iter().map(|_| b'+'));
            }
        }
    }

    /// A number in decimal, as psmisc writes its PIDs and counts: of 0 nothing is seen, and the digits of a negative
    /// number (no PID is one, but a broken `stat` may name such a parent) count down from `0`.
    pub(super) fn number(&mut self, number: i32) {
        let mut digits = [0; 10];
        let (mut left, mut at) = (number, digits.len());
        while left != 0 && at > 0 {
            at -= 1;
            digits[at] = (i32::from(b'0') + left % 10) as u8;
            left /= 10;
        }
        self.text(&digits[at..]);
    }

    /// A name or an argument: a backslash doubled, what is not printable ASCII in octal. Gives the columns taken.
    pub(super) fn escaped(&mut self, text: &[u8]) -> i64 {
        let before = self.column;
        let mut rest = text;
        while !rest.is_empty() {
            let plain = rest.iter().position(|&b| b == b'\\' || !is_printable(b));
            let (head, tail) = rest.split_at(plain.unwrap_or(rest.len()));
            self.text(head);
            rest = tail;
            if let Some((&byte, tail)) = rest.split_first() {
                if byte == b'\\' {
                    self.text(b"\\\\");
                } else {
                    let digit = |shift: u8| b'0' + (byte >> shift & 7);
                    self.text(&[b'\\', digit(6), digit(3), digit(0)]);
                }
                rest = tail;
            }
        }
        self.column - before
    }

    /// Ends the line.
    pub(super) fn end(&mut self) -> io::Result<()> {
        self.buffer.push(b'\n');
        self.column = 1;
        if self.buffer.len() >= BUFFER {
            self.flush()?;
        }
        Ok(())
    }

    /// Hands on what has been gathered.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }
}

/// Whether a byte is printable ASCII, the space included.
pub(super) fn is_printable(byte: u8) -> bool {
    (b' '..=b'~').contains(&byte)
}
