//! The operations file: one operation a line, blank lines and `#` comments between them.

use super::cache::MAX_CAPACITY;
use contract::{Failure, Files, Progress};
use flate2::bufread::MultiGzDecoder;
use std::io::{BufRead, BufReader};

/// One line's meaning; keys and values are bytes of that line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation<'a> {
    /// `capacity N`.
    Capacity(u32),
    /// `get KEY`.
    Get(&'a [u8]),
    /// `put KEY VALUE [ttl SECONDS]`.
    Put(&'a [u8], &'a [u8], Option<u32>),
    /// `delete KEY`.
    Delete(&'a [u8]),
    /// `tick SECONDS`.
    Tick(u32),
}

/// Reads one line that is neither blank nor a comment.
///
/// # Errors
/// What is wrong with the line, in words that follow its file and number.
pub fn parse(line: &[u8]) -> Result<Operation<'_>, String> {
    let mut words = line
        .split(u8::is_ascii_whitespace)
        .filter(|word| !word.is_empty());
    let name = words.next().unwrap_or_default();
    // One more than any operation takes, so that a surplus shows.
    let words: Vec<&[u8]> = words.take(5).collect();
    let operation = match (name, words.as_slice()) {
        (b"get", &[key]) => Operation::Get(key),
        (b"put", &[key, value]) => Operation::Put(key, value, None),
        (b"put", &[key, value, b"ttl", ttl]) => Operation::Put(key, value, Some(seconds(ttl)?)),
        (b"delete", &[key]) => Operation::Delete(key),
        (b"tick", &[time]) => Operation::Tick(number(time, u32::MAX)?),
        (b"capacity", &[entries]) => Operation::Capacity(number(entries, MAX_CAPACITY)?),
        (b"get", _) => return Err("expected `get KEY`".to_owned()),
        (b"put", _) => return Err("expected `put KEY VALUE [ttl SECONDS]`".to_owned()),
        (b"delete", _) => return Err("expected `delete KEY`".to_owned()),
        (b"tick", _) => return Err("expected `tick SECONDS`".to_owned()),
        (b"capacity", _) => return Err("expected `capacity N`".to_owned()),
        (name, _) => {
            return Err(format!(
                "`{}` is not an operation (get, put, delete, tick, capacity)",
                shown(name)
            ));
        }
    };
    Ok(operation)
}

/// A time to live: at least one second.
///
/// # Errors
/// When it is no such number.
pub fn seconds(word: &[u8]) -> Result<u32, String> {
    match number(word, u32::MAX)? {
        0 => Err("a TTL is at least 1 second".to_owned()),
        seconds => Ok(seconds),
    }
}

/// A whole number from 0 to `most`, in ASCII digits.
///
/// # Errors
/// When it is no such number.
pub fn number(word: &[u8], most: u32) -> Result<u32, String> {
    let digits = std::str::from_utf8(word)
        .ok()
        .filter(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()));
    digits
        .and_then(|digits| digits.parse().ok())
        .filter(|number| *number <= most)
        .ok_or_else(|| format!("`{}` is not a whole number from 0 to {most}", shown(word)))
}

/// Bytes for a message: readable and not endless.
fn shown(word: &[u8]) -> String {
    const MOST: usize = 40;
    let text = String::from_utf8_lossy(word);
    let mut short: String = text.chars().take(MOST).collect();
    if short.len() < text.len() {
        short.push_str("...");
    }
    short.escape_debug().to_string()
}

/// A stream of operations that knows where it is.
pub struct Reader<'a> {
    input: Box<dyn BufRead + 'a>,
    name: &'a str,
    line: Vec<u8>,
    number: u64,
    done: u64,
    total: u64,
    /// The current line has been looked at, but not taken: the next advance stays on it.
    again: bool,
}

impl<'a> Reader<'a> {
    /// Opens a file, or takes stdin for `-`; gzip is recognised by its first bytes.
    ///
    /// # Errors
    /// When the file can't be opened or read.
    pub fn open(
        files: &'a dyn Files,
        stdin: &'a mut dyn BufRead,
        path: &'a str,
    ) -> Result<Self, Failure> {
        let name = if path == "-" { "(stdin)" } else { path };
        let fail = |error| Failure::on_file(name, &error);
        let mut input: Box<dyn BufRead + 'a> = match path {
            "-" => Box::new(stdin),
            path => files.open(path).map_err(fail)?,
        };
        let mut total = files.size(path).unwrap_or(0);
        if input.fill_buf().map_err(fail)?.starts_with(&[0x1f, 0x8b]) {
            input = Box::new(BufReader::new(MultiGzDecoder::new(input)));
            // How much it unpacks to is not known before the end.
            total = 0;
        }
        Ok(Self {
            input,
            name,
            line: Vec::new(),
            number: 0,
            done: 0,
            total,
            again: false,
        })
    }

    /// How far it has read, in bytes of operations.
    pub fn progress(&self) -> Progress {
        Progress {
            done: self.done,
            total: self.total,
        }
    }

    /// A failure that names the current line.
    pub fn fail(&self, message: &str) -> Failure {
        Failure::at_line(self.name, self.number, message)
    }

    /// The name of the input in messages.
    pub fn name(&self) -> &str {
        self.name
    }

    /// Reads what stands before the first operation: the capacity, if it is given there.
    ///
    /// # Errors
    /// A bad line, or a second capacity.
    pub fn header(&mut self) -> Result<Option<u32>, Failure> {
        let mut capacity = None;
        while self.advance()? {
            let Operation::Capacity(entries) = self.current()? else {
                self.again = true;
                break;
            };
            if capacity.replace(entries).is_some() {
                return Err(self.fail("the capacity is given twice"));
            }
        }
        Ok(capacity)
    }

    /// Goes to the next line that holds something; `false` at the end.
    ///
    /// # Errors
    /// When the input can't be read.
    pub fn advance(&mut self) -> Result<bool, Failure> {
        if std::mem::take(&mut self.again) {
            return Ok(true);
        }
        loop {
            self.line.clear();
            let read = self
                .input
                .read_until(b'\n', &mut self.line)
                .map_err(|error| Failure::on_file(self.name, &error))?;
            if read == 0 {
                return Ok(false);
            }
            self.number += 1;
            self.done += read as u64;
            let first = self.line.iter().find(|byte| !byte.is_ascii_whitespace());
            if !matches!(first, None | Some(b'#')) {
                return Ok(true);
            }
        }
    }

    /// What the current line says.
    ///
    /// # Errors
    /// When it is no operation; the failure names file and line.
    pub fn current(&self) -> Result<Operation<'_>, Failure> {
        parse(&self.line).map_err(|message| self.fail(&message))
    }

    /// The current line as text, for captions.
    pub fn text(&self) -> String {
        let text = String::from_utf8_lossy(&self.line);
        text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
    }
}
